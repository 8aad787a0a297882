//! Parts of HTML while they are read: blocks of it, elements that are open, tables.

use crate::book::{Alignment, BlockId, CellSpan, LanguageId, SourceMap};
use crate::read::markdown::elements::HtmlElement;
use std::collections::BTreeMap;
use std::ops::Range;

/// A block of raw HTML as it is being read, without what stands before its lines (the marks of quotations and lists).
#[derive(Debug)]
pub(super) struct HtmlBlock {
    pub(super) text: String,
    pub(super) range: Range<usize>,
    /// Where the text stands in the source.
    pub(super) map: SourceMap,
}

impl HtmlBlock {
    /// A block that takes this stretch of the source.
    pub(super) fn new(range: Range<usize>) -> Self {
        Self { text: String::new(), range, map: SourceMap::default() }
    }

    /// Adds what is `place` in the source.
    pub(super) fn push(&mut self, text: &str, place: Range<usize>) {
        self.map.push(text.len(), place);
        self.text.push_str(text);
    }
}

/// An element that is open, or a container of Markdown between elements.
#[derive(Debug)]
pub(super) struct OpenElement {
    /// The element's name.
    pub(super) name: String,
    /// What the element is; none for a container of Markdown.
    pub(super) element: Option<HtmlElement>,
    /// Whether the element has a container among the reader's.
    pub(super) framed: bool,
    /// Whether the element ends with its block of HTML.
    pub(super) ends_here: bool,
    /// How lines in it stand, by itself or by what is round it.
    pub(super) alignment: Option<Alignment>,
    /// The language of words in it, if that is not the book's.
    pub(super) language: Option<LanguageId>,
}

/// A table of HTML as far as it was read.
#[derive(Debug, Default)]
pub(super) struct HtmlTable {
    pub(super) caption: Option<BlockId>,
    /// The rows of the head.
    pub(super) heads: Vec<Vec<BlockId>>,
    pub(super) rows: Vec<Vec<BlockId>>,
    pub(super) alignments: Vec<Option<Alignment>>,
    /// How many rows below are taken by a cell of each column.
    pub(super) taken: Vec<u64>,
    /// Whether the first cell of each row of the body is a head.
    pub(super) row_heads: Vec<bool>,
    /// The cells that go over several columns or rows.
    pub(super) spans: BTreeMap<BlockId, CellSpan>,
}

/// A cell of a table of HTML.
#[derive(Debug)]
pub(super) struct HtmlCell {
    pub(super) block: BlockId,
    pub(super) head: bool,
    pub(super) alignment: Option<Alignment>,
    pub(super) columns: u64,
    pub(super) rows: u64,
}
