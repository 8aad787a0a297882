//! HTML in the line: styles, links, pictures, readings, and what no book can hold; and elements of whole blocks where only a line is.

use super::html::{is_component, shortened};
use super::{BlockReader, LeafKind};
use crate::book::{Run, RunKind, Style};
use crate::diagnostics::{Code, Diagnostic};
use crate::read::inlines::{LeafText, OpenTag};
use crate::read::labels;
use crate::read::markdown::dialect;
use crate::read::markdown::elements::{self, HtmlElement};
use crate::read::markdown::html::{self, HtmlPiece, HtmlTag};
use std::ops::Range;

/// Tags that may be open at once in a text.
const MOST_TAGS: usize = 64;

impl BlockReader<'_> {
    /// Takes a tag or comment in a line of Markdown. The leaf is open.
    pub(super) fn html_in_line(&mut self, raw: &str, range: &Range<usize>) {
        match html::parse(raw) {
            HtmlPiece::Comment | HtmlPiece::Text => {}
            HtmlPiece::Other => self.unknown(raw, range),
            HtmlPiece::Open(tag) => {
                let element = elements::element(&tag.name).filter(|_| !is_component(raw, &tag.name));
                self.inline_open(raw, tag, element, range);
            }
            HtmlPiece::Close(name) => {
                let block = elements::element(&name).is_some_and(|element| !element.is_inline());
                self.inline_close(&name, range);
                if block && !matches!(name.as_str(), "td" | "th") {
                    self.part(range);
                }
            }
        }
    }

    /// Keeps the words before and behind an element of blocks apart.
    fn part(&mut self, range: &Range<usize>) {
        if let Some(leaf) = self.leaf.as_mut().filter(|leaf| leaf.hidden == 0 && !leaf.text.ends_with('\n')) {
            leaf.hard_break(range.clone());
        }
    }

    /// Begins an element in the line. The leaf is open.
    pub(super) fn inline_open(&mut self, raw: &str, tag: HtmlTag, element: Option<HtmlElement>, range: &Range<usize>) {
        let span = self.span(range);
        self.end_reading_by(&tag.name, range);
        let Some(leaf) = self.leaf.as_mut() else { return };
        if leaf.hidden > 0 {
            if elements::element(&tag.name).is_some_and(|element| element == HtmlElement::Hidden) && !tag.alone {
                leaf.hidden += 1;
                leaf.tags.push(open(&tag.name, Style::PLAIN));
            }
            return self.awaited(&tag, range);
        }
        leaf.targets.extend(tag.target().map(|id| (id.to_owned(), span)));
        let Some(element) = element else { return self.unknown(raw, range) };
        let Some(leaf) = self.leaf.as_mut() else { return };
        match element {
            HtmlElement::Break => leaf.hard_break(range.clone()),
            HtmlElement::Picture => self.html_picture(&tag, range),
            HtmlElement::Styled(style) => self.begin_words(tag, style, range),
            HtmlElement::Quoted if !tag.alone => {
                leaf.text("\"", range.clone());
                self.begin_words(tag, Style::PLAIN, range);
            }
            HtmlElement::Ruby | HtmlElement::RubyBase => {
                leaf.begin_ruby();
                self.begin_words(tag, Style::PLAIN, range);
            }
            HtmlElement::Reading => {
                leaf.begin_reading();
                self.begin_words(tag, Style::PLAIN, range);
            }
            HtmlElement::Media => self.media(raw, &tag, range),
            HtmlElement::Hidden | HtmlElement::Drawing => {
                if tag.name != "rp" {
                    self.left_out(raw, &tag.name, range);
                }
                self.hide(&tag, range, false);
            }
            HtmlElement::Field => self.field(raw, &tag, range),
            HtmlElement::WordBreak | HtmlElement::Mute | HtmlElement::Quoted => {}
            block => self.block_in_line(tag, block, range),
        }
    }

    /// Begins words in a style, a language, a link.
    fn begin_words(&mut self, tag: HtmlTag, style: Style, range: &Range<usize>) {
        let span = self.span(range);
        let language = tag.language().and_then(|tag| self.builder.language(tag));
        if let ("abbr" | "acronym", Some(title)) = (tag.name.as_str(), tag.attribute("title").filter(|title| !title.trim().is_empty())) {
            let message = format!("what `<{}>` stands for is shown by no page: “{}”", tag.name, shortened(title));
            let told = Diagnostic::at(Code::RawHtml, span, message).of("abbr");
            self.diagnostics.push(told.help("write it out in the text where readers need it"));
        }
        let linked = self.leaf.as_ref().is_some_and(|leaf| leaf.link.is_some());
        let address = tag.address().filter(|_| !linked && !tag.alone).map(str::to_owned);
        let link =
            address.and_then(|address| labels::link(self.builder, self.source, dialect::without_root(&address), span, self.diagnostics));
        let depth = self.elements.len();
        let Some(leaf) = self.leaf.as_mut().filter(|leaf| !tag.alone && leaf.tags.len() < MOST_TAGS) else { return };
        let style = if tag.is_small_caps() { style.with(Style::SMALL_CAPS) } else { style };
        let tag = OpenTag { name: tag.name, style, language, link, depth };
        apply(leaf, &tag);
        leaf.tags.push(tag);
    }

    /// Opens the tags again that were open when the last leaf ended.
    pub(super) fn carry_on(&mut self) {
        let Some(leaf) = self.leaf.as_mut() else { return };
        for tag in std::mem::take(&mut self.carried) {
            apply(leaf, &tag);
            leaf.tags.push(tag);
        }
    }

    /// Ends an element in the line.
    pub(super) fn inline_close(&mut self, name: &str, range: &Range<usize>) {
        if matches!(name, "ruby" | "rb") {
            self.end_reading_by(name, range);
        }
        let Some(leaf) = self.leaf.as_mut() else { return };
        // The end of something that never began does no harm, and of what was dropped with its beginning is told there.
        if let Some(index) = leaf.tags.iter().rposition(|open| open.name == name) {
            self.end_words(index, range);
        }
    }

    /// Ends the effect of a tag that is open.
    fn end_words(&mut self, index: usize, range: &Range<usize>) {
        let Some(leaf) = self.leaf.as_mut() else { return };
        let open = leaf.tags.remove(index);
        leaf.end(open.style);
        if open.language.is_some() {
            leaf.end_language();
        }
        if open.link.is_some() {
            leaf.link = None;
        }
        match elements::element(&open.name) {
            Some(HtmlElement::Quoted) => leaf.text("\"", range.clone()),
            Some(HtmlElement::RubyBase) => leaf.end_base(),
            Some(HtmlElement::Reading) => leaf.end_reading(self.builder),
            Some(HtmlElement::Ruby) => leaf.end_ruby(self.builder),
            Some(HtmlElement::Hidden | HtmlElement::Drawing | HtmlElement::Media | HtmlElement::Field) => {
                leaf.hidden = leaf.hidden.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// Ends a reading or its bracket, whose own closing tags may be left out, before the tag of this name.
    fn end_reading_by(&mut self, name: &str, range: &Range<usize>) {
        if !matches!(name, "rp" | "rt" | "rb" | "rtc" | "ruby") {
            return;
        }
        let Some(leaf) = self.leaf.as_ref() else { return };
        if let Some(index) = leaf.tags.iter().rposition(|open| matches!(open.name.as_str(), "rp" | "rt" | "rb") && open.name != name) {
            self.end_words(index, range);
        }
    }

    /// A picture.
    fn html_picture(&mut self, tag: &HtmlTag, range: &Range<usize>) {
        let address = ["src", "data-src", "href"].into_iter().find_map(|name| tag.attribute(name));
        let Some(address) = address.map(str::trim).filter(|address| !address.is_empty()) else {
            return self.left_out("<img>", &tag.name, range);
        };
        let [alt, title] = ["alt", "title"].map(|name| tag.attribute(name).unwrap_or_default().to_owned());
        if let Some(leaf) = &mut self.leaf {
            leaf.alignment = elements::alignment(tag, None).or(leaf.alignment);
        }
        let address = dialect::without_root(address).to_owned();
        self.picture(address, title, alt, tag.size(), range.clone());
    }

    /// A film, a sound, another page: a link to it by its title, or by its address.
    fn media(&mut self, raw: &str, tag: &HtmlTag, range: &Range<usize>) {
        let address = ["src", "data"].into_iter().find_map(|name| tag.attribute(name)).map(str::trim).filter(|address| !address.is_empty());
        // What an object holds is there for those who cannot show it.
        let instead = if tag.name == "object" { "what it holds" } else { "a link" };
        let told = format!("`{}` is nothing that a book can play; {instead} stands in its place", shortened(raw));
        let told = Diagnostic::at(Code::RawHtml, self.span(range), told).of(format!("{} linked", tag.name));
        self.diagnostics.push(told.help("say in the text what it shows, or put a picture there"));
        if let Some(address) = address.filter(|_| tag.name != "object") {
            let title = ["title", "aria-label", "alt"].into_iter().find_map(|name| tag.attribute(name));
            self.link_to(address, title.filter(|title| !title.trim().is_empty()), range);
        }
        if tag.name != "object" && tag.name != "embed" {
            self.hide(tag, range, address.is_none());
        }
    }

    /// Puts the link to a film or a sound whose address stands in an element of its own.
    fn awaited(&mut self, tag: &HtmlTag, range: &Range<usize>) {
        if let Some(address) = tag.attribute("src").filter(|_| self.waits && tag.name == "source") {
            self.waits = false;
            self.link_to(address, None, range);
        }
    }

    /// Puts a link that has words of its own, or its address for words.
    fn link_to(&mut self, address: &str, title: Option<&str>, range: &Range<usize>) {
        let span = self.span(range);
        let link = labels::link(self.builder, self.source, dialect::without_root(address), span, self.diagnostics);
        let Some(leaf) = self.leaf.as_mut() else { return };
        let (outer, hidden) = (leaf.link, std::mem::take(&mut leaf.hidden));
        leaf.link = outer.or(link.map(|link| (link, title.is_none())));
        leaf.text(title.unwrap_or(address), range.clone());
        (leaf.link, leaf.hidden) = (outer, hidden);
    }

    /// Leaves out what an element holds, if its closing tag is still to come.
    fn hide(&mut self, tag: &HtmlTag, range: &Range<usize>, waits: bool) {
        let element = elements::element(&tag.name);
        if tag.alone || element.is_some_and(|element| element.is_void(&tag.name)) {
            return;
        }
        let closes = tag.name == "rp" || matches!(tag.name.as_str(), "script" | "style") || self.closes_behind(&tag.name, range.end);
        if !closes {
            return;
        }
        self.waits = waits;
        if self.in_html {
            self.unseen = Some(tag.name.clone());
        } else if let Some(leaf) = &mut self.leaf {
            leaf.hidden += 1;
            leaf.tags.push(open(&tag.name, Style::PLAIN));
        }
    }

    /// Whether a piece of a block of HTML belongs to an element whose content is no text, which it may end.
    pub(super) fn is_unseen(&mut self, piece: &HtmlPiece, place: &Range<usize>) -> bool {
        let Some(name) = &self.unseen else { return false };
        let closed = matches!(piece, HtmlPiece::Close(closed) if closed == name);
        let goes_on = match piece {
            HtmlPiece::Open(HtmlTag { name: next, .. }) | HtmlPiece::Close(next) => {
                name == "rp" && !closed && matches!(next.as_str(), "rp" | "rt" | "rb" | "rtc" | "ruby")
            }
            _ => false,
        };
        if closed || goes_on {
            self.unseen = None;
        }
        if let HtmlPiece::Open(tag) = piece {
            self.leaf(place);
            self.awaited(tag, place);
        }
        !goes_on
    }

    /// A field of a form, which is a box where it is one that can be ticked.
    fn field(&mut self, raw: &str, tag: &HtmlTag, range: &Range<usize>) {
        match (tag.name.as_str(), tag.attribute("type")) {
            ("input", Some("hidden")) | ("button", _) => {}
            ("input", Some("checkbox" | "radio")) => {
                let sign = if tag.attribute("checked").is_some() { "☑ " } else { "☐ " };
                if let Some(leaf) = &mut self.leaf {
                    leaf.text(sign, range.clone());
                }
            }
            ("input", _) => self.left_out(raw, &tag.name, range),
            _ => {
                self.left_out(raw, &tag.name, range);
                self.hide(tag, range, false);
            }
        }
    }

    /// An element of whole blocks in a line of Markdown: what it holds has a line of its own.
    fn block_in_line(&mut self, tag: HtmlTag, element: HtmlElement, range: &Range<usize>) {
        let cell = matches!(element, HtmlElement::Cell(_));
        if !cell {
            self.part(range);
        }
        let Some(leaf) = self.leaf.as_mut() else { return };
        match element {
            HtmlElement::Item => leaf.text("•\u{A0}", range.clone()),
            HtmlElement::Cell(_) if !leaf.text.is_empty() && !leaf.text.ends_with('\n') => leaf.text(" | ", range.clone()),
            _ => {}
        }
        let style = match element {
            HtmlElement::Heading(_) | HtmlElement::Summary | HtmlElement::Term => Style::STRONG,
            HtmlElement::Verbatim => Style::CODE,
            _ => Style::PLAIN,
        };
        if style != Style::PLAIN {
            self.begin_words(tag, style, range);
        }
    }

    /// Whether a leaf has lines that are pictures of HTML alone, and others.
    pub(super) fn shows_apart(leaf: &LeafText, kind: &LeafKind, source: &str) -> bool {
        if !matches!(kind, LeafKind::Paragraph) || !leaf.text.contains('\n') || !leaf.text.contains('\u{FFFC}') {
            return false;
        }
        let of_html = |raw: &str| raw.starts_with('<');
        let is_picture = |run: &Run| matches!(run.kind, RunKind::Image(..)) && source.get(run.span.range()).is_some_and(of_html);
        leaf.runs.iter().any(is_picture)
    }
}

/// A tag that sets nothing but a style.
fn open(name: &str, style: Style) -> OpenTag {
    OpenTag { name: name.to_owned(), style, language: None, link: None, depth: 0 }
}

/// Turns on what a tag sets.
fn apply(leaf: &mut LeafText, tag: &OpenTag) {
    leaf.begin(tag.style);
    if let Some(language) = tag.language {
        leaf.begin_language(language);
    }
    if let Some(link) = tag.link {
        leaf.link = Some((link, false));
    }
}
