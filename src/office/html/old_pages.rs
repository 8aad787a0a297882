//! The page numbers of an earlier edition, which pages of HTML carry in the middle of their words.

use super::css::WebStyle;
use super::reader::WebReader;
use super::tokens::WebTag;
use super::tree::WebNode;

/// Characters of a page number with what stands around it.
const LONGEST: usize = 24;

/// Nodes that a page number consists of at most.
const MOST_NODES: usize = 12;

/// Classes of elements that hold page numbers and nothing else.
const CLASSES: [&str; 7] = ["pagenum", "pagenumber", "pageno", "pageno2", "page-number", "page_number", "pgnum"];

/// Classes of elements that may hold one.
const MAYBE: [&str; 2] = ["pagebreak", "page-break"];

impl WebReader<'_> {
    /// Passes over a page number; whether an element is one. Links to the page lead to where it began.
    pub(super) fn pass_old_page(&mut self, tag: &WebTag, style: &WebStyle, at: usize, end: usize) -> bool {
        let pages = self.pages;
        let nodes = &pages.all[self.page].page.nodes[at..end];
        if nodes.len() > MOST_NODES || !matches!(tag.name.as_str(), "span" | "a" | "div" | "p" | "small" | "sup" | "ins" | "b" | "i") {
            return false;
        }
        let words: String = nodes.iter().filter_map(WebNode::words).collect();
        let words = words.trim();
        let is_classed = CLASSES.iter().any(|class| tag.is(class)) && words.chars().count() <= LONGEST;
        let is_named = tag.name == "a" && tag.get("href").is_none() && tag.ids().any(is_page_name);
        let may_be = is_named || style.is_apart == Some(true) || MAYBE.iter().any(|class| tag.is(class));
        if !(is_classed || may_be && is_number(words)) {
            return false;
        }
        for id in nodes[1..].iter().filter_map(WebNode::tag).flat_map(WebTag::ids) {
            self.flow.bookmark(&pages.bookmark(self.page, id));
        }
        if !words.is_empty() {
            self.flow.lose("page numbers of an earlier edition, left out");
        }
        true
    }
}

/// Whether an id names a page: `Page_20`, `pg20`, `p20`.
fn is_page_name(id: &str) -> bool {
    without_name(&id.to_ascii_lowercase()).is_some_and(is_numeral)
}

/// Whether words are the number of a page: `20`, `[20]`, `[Pg xii]`, `p. 20`.
fn is_number(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '|') || c.is_whitespace()).to_ascii_lowercase();
    is_numeral(without_name(&bare).unwrap_or(&bare))
}

/// What stands behind a word for a page; no letter follows it directly.
fn without_name(words: &str) -> Option<&str> {
    let rest = ["page", "pg", "p"].iter().find_map(|name| words.strip_prefix(name))?;
    let numeral = rest.trim_start_matches(['_', '-', '.', ' ', '\u{a0}']);
    (numeral.len() < rest.len() || rest.starts_with(|c: char| c.is_ascii_digit())).then_some(numeral)
}

fn is_numeral(words: &str) -> bool {
    let is_all = |of: fn(char) -> bool| !words.is_empty() && words.len() <= 8 && words.chars().all(of);
    is_all(|c| c.is_ascii_digit()) || is_all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'))
}
