//! A drawn table, cell by cell, and the lines of a text that it was read from.

use crate::book::Alignment;
use std::ops::Range;

/// A table as its lines were understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RuledTable {
    /// The lines that it takes the place of.
    pub(super) range: Range<usize>,
    /// Alignment of each column; none where nothing was said.
    pub(super) alignments: Vec<Option<Alignment>>,
    /// The rows, the head first; a row has a cell for each column.
    pub(super) rows: Vec<Vec<RuledCell>>,
    /// Whether the first row is the head.
    pub(super) headed: bool,
}

/// What stands in a cell, line by line; an empty stretch parts paragraphs.
pub(super) type RuledCell = Vec<Range<usize>>;

/// A line of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct RuledLine<'t> {
    pub(super) start: usize,
    pub(super) text: &'t str,
}

impl RuledLine<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}
