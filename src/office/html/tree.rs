//! A page as a row of its elements and texts, each before what is in it, with tags that authors may leave away filled in.

use super::tokens::{WebTag, WebToken, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// A page.
#[derive(Debug, Default)]
pub(super) struct WebPage {
    pub(super) nodes: Vec<WebNode>,
    /// Headings that no tag of their own ends.
    pub(super) unended: BTreeSet<usize>,
}

/// An element, or a text between tags.
#[derive(Debug)]
pub(super) struct WebNode {
    pub(super) kind: WebKind,
    /// The number of the element around it; its own at the outermost.
    pub(super) parent: usize,
    /// The number of the first node that is behind all in it.
    pub(super) end: usize,
}

#[derive(Debug)]
pub(super) enum WebKind {
    Element(WebTag),
    Words(String),
}

impl WebNode {
    /// The element's tag, if it is one.
    pub(super) fn tag(&self) -> Option<&WebTag> {
        match &self.kind {
            WebKind::Element(tag) => Some(tag),
            WebKind::Words(_) => None,
        }
    }

    /// The characters, if it is text.
    pub(super) fn words(&self) -> Option<&str> {
        match &self.kind {
            WebKind::Words(words) => Some(words),
            WebKind::Element(_) => None,
        }
    }
}

/// Elements that hold nothing.
const VOID: [&str; 16] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "basefont", "bgsound"];

/// Elements at whose start an open paragraph ends.
const BLOCKS: [&str; 40] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "li",
    "dt",
    "dd",
    "body",
    "listing",
    "plaintext",
];

/// Whether an element of this name is a block.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether an element of this name is a heading.
fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

/// Whether an element of this name is not ended by what began outside of it.
fn is_wall(name: &str) -> bool {
    matches!(name, "td" | "th" | "table" | "caption")
}

impl WebPage {
    /// Reads a page.
    pub(super) fn read(text: &str) -> Self {
        let head = text.get(..1000.min(text.len())).or_else(|| text.get(..999.min(text.len()))).unwrap_or_default();
        let is_xml = head.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml") || head.contains("http://www.w3.org/1999/xhtml");
        let mut making = WebMaking { is_xml, ..WebMaking::default() };
        tokens(text, is_xml, |token| making.take(token));
        making.close_to(0);
        making.page
    }
}

/// A page while it is read.
#[derive(Debug, Default)]
struct WebMaking {
    page: WebPage,
    is_xml: bool,
    /// The open elements.
    open: Vec<usize>,
    /// How many of each name are open.
    names: BTreeMap<String, usize>,
}

impl WebMaking {
    fn take(&mut self, token: WebToken) {
        match token {
            WebToken::Words(words) => self.words(words),
            WebToken::Open(tag) => self.start(tag),
            // The end of a paragraph that isn't there is meant for the heading in whose line it stands.
            WebToken::Close(name) if name == "p" && self.heading().is_some() => self.end_heading(),
            WebToken::Close(name) if is_heading(&name) && !self.is_open(&name) && self.heading().is_some() => {
                if let Some(at) = self.heading() {
                    self.close(at);
                }
            }
            WebToken::Close(name) => self.end(&name),
        }
    }

    /// The heading that holds what comes next, if it does so without an element between that is a block.
    fn heading(&self) -> Option<usize> {
        let name = |open: &usize| self.page.nodes[*open].tag().map_or("", |tag| tag.name.as_str());
        let around = self.open.iter().enumerate().rev().take(16).find(|(_, open)| is_block(name(open)) || is_wall(name(open)));
        around.filter(|(_, open)| is_heading(name(open))).map(|(at, _)| at)
    }

    /// Ends the heading that would hold what comes next.
    fn end_heading(&mut self) {
        if let Some(at) = self.heading() {
            self.close_to(at);
        }
    }

    /// Puts behind a heading without an end of its own what was never meant to be in it: from the first block behind words on.
    fn cut_heading(&mut self, heading: usize) {
        self.page.unended.insert(heading);
        let nodes = &mut self.page.nodes;
        let parent = nodes[heading].parent;
        let (mut node, mut has_words, mut first) = (heading + 1, false, None);
        while node < nodes[heading].end {
            let next = nodes[node].end;
            if first.is_none() && has_words && nodes[node].tag().is_some_and(|tag| is_block(&tag.name)) {
                first = Some(node);
            }
            if first.is_some() {
                nodes[node].parent = if parent == heading { node } else { parent };
            }
            has_words = has_words || nodes[node..next].iter().any(|node| node.words().is_some_and(|words| !words.trim().is_empty()));
            node = next;
        }
        if let Some(first) = first {
            nodes[heading].end = first;
        }
    }

    fn words(&mut self, words: String) {
        let next = self.page.nodes.len();
        let parent = self.open.last().copied();
        // The tokenizer may hand on one text in parts.
        if let Some(WebNode { kind: WebKind::Words(before), parent: of, .. }) = self.page.nodes.last_mut()
            && parent == Some(*of)
        {
            before.push_str(&words);
            return;
        }
        self.page.nodes.push(WebNode { kind: WebKind::Words(words), parent: parent.unwrap_or(next), end: next + 1 });
    }

    fn start(&mut self, tag: WebTag) {
        if !self.is_xml {
            self.imply(&tag.name);
        } else if is_heading(&tag.name) {
            self.end_heading();
        }
        let next = self.page.nodes.len();
        let is_void = VOID.contains(&tag.name.as_str()) || self.is_xml && tag.is_alone || tag.is_alone && self.is_open("math");
        let name = tag.name.clone();
        self.page.nodes.push(WebNode { kind: WebKind::Element(tag), parent: self.open.last().copied().unwrap_or(next), end: next + 1 });
        if !is_void {
            self.open.push(next);
            *self.names.entry(name).or_default() += 1;
        }
    }

    /// Ends what the start of an element ends, though no tag says so.
    fn imply(&mut self, name: &str) {
        if is_block(name) && self.is_open("p") {
            self.end_within("p", &["table", "td", "th", "caption", "button", "object", "li", "div", "blockquote"]);
        }
        match name {
            _ if is_heading(name) => self.end_heading(),
            "li" => self.end_within("li", &["ul", "ol", "menu", "dir", "table"]),
            "dt" | "dd" => {
                self.end_within("dt", &["dl", "table"]);
                self.end_within("dd", &["dl", "table"]);
            }
            "td" | "th" => {
                self.end_within("td", &["tr", "table"]);
                self.end_within("th", &["tr", "table"]);
            }
            "tr" => self.end_within("tr", &["table"]),
            "thead" | "tbody" | "tfoot" => {
                for part in ["thead", "tbody", "tfoot"] {
                    self.end_within(part, &["table"]);
                }
            }
            "option" | "a" => self.end_within(name, &["td", "th", "select", "table", "object"]),
            "rt" | "rp" => {
                self.end_within("rt", &["ruby"]);
                self.end_within("rp", &["ruby"]);
            }
            _ => {}
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|count| *count > 0)
    }

    /// Ends the innermost element of a name, unless one of others is open in it.
    fn end_within(&mut self, name: &str, walls: &[&str]) {
        if !self.is_open(name) {
            return;
        }
        for at in (0..self.open.len()).rev().take(64) {
            let own = self.page.nodes[self.open[at]].tag().map_or("", |tag| tag.name.as_str());
            if own == name {
                self.close_to(at);
                return;
            }
            if walls.contains(&own) {
                return;
            }
        }
    }

    fn end(&mut self, name: &str) {
        if !self.is_open(name) {
            return;
        }
        // A cell or a table isn't ended by what began outside of it.
        let is_kept = |own: &str| is_wall(own) && !matches!(name, "table" | "tr" | "tbody" | "thead" | "tfoot" | "body" | "html");
        let mut at = self.open.len();
        while at > 0 {
            at -= 1;
            let own = self.page.nodes[self.open[at]].tag().map_or("", |tag| tag.name.as_str());
            if own == name {
                self.close(at);
                return;
            }
            if is_kept(own) || self.open.len() - at > 512 {
                return;
            }
        }
    }

    /// Ends an open element by its own end, and what is open in it.
    fn close(&mut self, at: usize) {
        self.close_to(at + 1);
        self.pop();
    }

    /// Ends open elements, so that so many stay.
    fn close_to(&mut self, count: usize) {
        while self.open.len() > count {
            let Some(last) = self.pop() else { return };
            if self.page.nodes[last].tag().is_some_and(|tag| is_heading(&tag.name)) {
                self.cut_heading(last);
            }
        }
    }

    fn pop(&mut self) -> Option<usize> {
        let last = self.open.pop()?;
        self.page.nodes[last].end = self.page.nodes.len();
        if let Some(tag) = self.page.nodes[last].tag()
            && let Some(open) = self.names.get_mut(&tag.name)
        {
            *open = open.saturating_sub(1);
        }
        Some(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let page = WebPage::read(text);
        let mut out = String::new();
        let mut ends: Vec<usize> = Vec::new();
        for (at, node) in page.nodes.iter().enumerate() {
            while ends.last().is_some_and(|end| *end <= at) {
                ends.pop();
                out.push(')');
            }
            match &node.kind {
                WebKind::Words(words) => out.push_str(words),
                WebKind::Element(tag) => {
                    out.push_str(&format!("{}(", tag.name));
                    ends.push(node.end);
                }
            }
        }
        out + &")".repeat(ends.len())
    }

    #[test]
    fn tags_that_are_left_away_are_filled_in() {
        assert_eq!(shape("<ul><li>a<li>b<ul><li>c</ul>d</ul>e"), "ul(li(a)li(bul(li(c))d))e");
        assert_eq!(shape("<p>a<p>b<div>c</div>d"), "p(a)p(b)div(c)d");
        assert_eq!(shape("<table><tr><td>a<td>b<tr><th>c</table>d"), "table(tr(td(a)td(b))tr(th(c)))d");
        assert_eq!(shape("<b>a<i>b</b>c</i>d"), "b(ai(b))cd");
        assert_eq!(shape("a</p><br>b</div>"), "abr()b");
        assert_eq!(shape("<?xml version='1.0'?><html><p/><script/>x</html>"), "html(p()script()x)");
        assert_eq!(shape("<script>a<b></script>c<title>d<e></title>"), "script(a<b>)ctitle(d<e>)");
    }

    #[test]
    fn a_heading_without_its_end_ends_where_a_block_begins() {
        // The end tag of a paragraph, the next heading, the end of another heading, and the end of all.
        assert_eq!(shape("<h3>a</p><p>b</p><h3>c</h3>d"), "h3(a)p(b)h3(c)d");
        assert_eq!(shape("<h3><b>a</b></p>b<h3>c</h3>"), "h3(b(a))bh3(c)");
        assert_eq!(shape("<div><h3>a<p>b</p>c<p>d</p><h2>e</h2></div>"), "div(h3(a)p(b)cp(d)h2(e))");
        assert_eq!(shape("<h3>a</h2><p>b"), "h3(a)p(b)");
        assert_eq!(shape("<h3>a<p>b</p><div>c</div>"), "h3(a)p(b)div(c)");
        assert_eq!(shape("<div><h3>a<p>b</div><p>c"), "div(h3(a)p(b))p(c)");
        // One with its end keeps the blocks in it.
        assert_eq!(shape("<h3><p>a</p><div>b</div></h3><p>c"), "h3(p(a)div(b))p(c)");
        assert_eq!(WebPage::read("<h3>a<p>b<h3>c</h3><h3>d</p>").unended.into_iter().collect::<Vec<_>>(), [0, 6]);
    }

    #[test]
    fn a_page_costs_what_it_is_long() {
        for part in ["<div>", "<b></i>", "<p><b>", "<table><td>", "<a href=x>", "</x>", "<li>", "<dl><dt>", "<h3>", "<h3><p>"] {
            assert!(WebPage::read(&part.repeat(100_000)).nodes.len() <= 300_000);
        }
    }
}
