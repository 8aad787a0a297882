//! Verse as libraries of books mark it: an element a stanza, and an element a line with its indent in a class.

use super::css::WebStyle;
use super::reader::{WebEnd, WebReader, WebStart};
use super::tokens::WebTag;
use super::tree::is_block;
use crate::office::text::{OfficePiece, OfficeRole};

/// Steps that a line is set in at most.
const DEEPEST: usize = 12;

/// Nodes of an element that are looked at for blocks.
const MOST_NODES: usize = 200;

impl WebReader<'_> {
    /// Begins an element that is a line of verse, within an element that is verse.
    pub(super) fn begin_verse_line(&mut self, tag: &WebTag, style: &WebStyle, at: usize) -> Option<WebStart> {
        if self.context().role != OfficeRole::Verse || !matches!(tag.name.as_str(), "div" | "p" | "span") {
            return None;
        }
        let indent = line_indent(tag)?;
        let nodes = &self.pages.all[self.page].page.nodes;
        let mut inside = nodes[at + 1..nodes[at].end].iter().take(MOST_NODES);
        if inside.any(|node| node.tag().is_some_and(|tag| is_block(&tag.name))) {
            return None;
        }
        self.break_line();
        self.flow.set_in(indent);
        Some(WebStart::Open { what: WebEnd::VerseLine, face: self.faced(tag, style), context: None })
    }

    /// Begins a line of the open paragraph, unless one has just begun.
    pub(super) fn break_line(&mut self) {
        self.ends_line = false;
        self.need_paragraph();
        let Some(paragraph) = self.flow.paragraph() else { return };
        let mut before = paragraph.pieces.iter().rev().filter(|piece| match piece {
            OfficePiece::Words { words, .. } => !words.trim().is_empty(),
            OfficePiece::Bookmark(_) | OfficePiece::LinkStart(_) | OfficePiece::LinkEnd => false,
            _ => true,
        });
        if before.next().is_some_and(|piece| *piece != OfficePiece::LineBreak) {
            self.flow.piece(OfficePiece::LineBreak);
        }
    }
}

/// By how many steps a line of verse is set in, if the classes of an element say that it is one: `verse indent2`, `i0`, `line`. The
/// figure counts the letters of a text of one width, of which two are a step.
fn line_indent(tag: &WebTag) -> Option<usize> {
    let numbered = |class: &str| {
        let class = class.to_ascii_lowercase();
        let figure = ["indent", "in", "i"].iter().find_map(|name| class.strip_prefix(name))?;
        figure.parse::<usize>().ok().filter(|_| figure.len() <= 2)
    };
    let is_line = ["verse", "line", "l", "vers", "verseline", "poemline"].iter().any(|class| tag.is(class));
    let indent = tag.classes().find_map(numbered);
    indent.or(is_line.then_some(0)).map(|letters| letters.div_ceil(2).min(DEEPEST))
}
