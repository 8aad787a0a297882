//! A block of a plain text: its lines, and what they are.

use std::ops::Range;

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BlockRole {
    Paragraph,
    /// Lines that end where they do on purpose: an address, a signature.
    Lines,
    Verse,
    Quotation,
    /// An item of a list: its number, if the list is numbered.
    Item(Option<usize>),
    /// Lines whose cells are parted by tabs.
    Table,
    Code,
    Break,
    /// A heading of a level, and whether it is certain.
    Heading(u8, bool),
    /// A footnote with its label.
    Note(String),
    /// A paragraph of a footnote that is not its first.
    NoteGoesOn,
    /// A picture that is not there, with what it would show.
    Illustration,
    /// Left out, as what.
    Gone(&'static str),
}

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextBlock {
    pub(super) role: BlockRole,
    /// The lines, without marks of lists and quotations.
    pub(super) lines: Vec<Range<usize>>,
    /// Blank lines before it.
    pub(super) gap: usize,
    /// Columns before its first line.
    pub(super) indent: usize,
    /// The sign that underlines it.
    pub(super) underline: Option<char>,
}

impl TextBlock {
    /// All of it, as bytes of the text.
    pub(super) fn at(&self) -> Range<usize> {
        self.lines.first().map_or(0, |line| line.start)..self.lines.last().map_or(0, |line| line.end)
    }

    /// The line, if it is one.
    pub(super) fn one<'t>(&self, text: &'t str) -> Option<&'t str> {
        match &self.lines[..] {
            [line] => Some(&text[line.clone()]),
            _ => None,
        }
    }

    /// Whether the block may still become something else: a heading, a line of the title page.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.role, BlockRole::Paragraph | BlockRole::Lines | BlockRole::Quotation | BlockRole::Verse)
    }
}
