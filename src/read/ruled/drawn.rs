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
    /// How many of the first rows are the head.
    pub(super) heads: usize,
    /// The cells that go over others, which are empty.
    pub(super) spans: Vec<RuledSpan>,
}

/// A cell that goes over several columns or rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RuledSpan {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
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

/// Takes empty lines off the ends of a cell; one between others stays, as one.
pub(super) fn tidy(cell: &mut RuledCell) {
    let mut kept: Vec<Range<usize>> = Vec::new();
    for line in std::mem::take(cell) {
        let follows = kept.last().is_some_and(|last| !last.is_empty());
        if !line.is_empty() || follows {
            kept.push(line);
        }
    }
    if kept.last().is_some_and(Range::is_empty) {
        kept.pop();
    }
    *cell = kept;
}
