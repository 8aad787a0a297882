//! An index of the manuscript's words on the pages.

use crate::book::BlockId;
use crate::source::SourceId;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// An item of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ItemOnPage {
    pub(super) page: usize,
    pub(super) item: usize,
}

/// A stretch of a source and the item that shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShownStretch {
    pub(super) source: SourceId,
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) at: ItemOnPage,
}

/// Where the words of the manuscript stand on the pages. Contents and running heads, which repeat what stands elsewhere, are no part of it.
#[derive(Debug)]
pub(super) struct PlaceIndex {
    /// What items show, by its place in the sources.
    shown: Vec<ShownStretch>,
    /// The items of each block's text, in the order of the pages.
    of_block: BTreeMap<BlockId, Vec<ItemOnPage>>,
}

impl PlaceIndex {
    /// An index of what items show.
    pub(super) fn new(mut shown: Vec<ShownStretch>, of_block: BTreeMap<BlockId, Vec<ItemOnPage>>) -> Self {
        shown.sort_by_key(|stretch| (stretch.source, stretch.from, stretch.to));
        Self { shown, of_block }
    }

    /// The items of a block's text.
    pub(super) fn items_of(&self, block: BlockId) -> &[ItemOnPage] {
        self.of_block.get(&block).map_or(&[], Vec::as_slice)
    }

    /// The first page with a block.
    pub(super) fn page_of(&self, block: BlockId) -> Option<usize> {
        self.of_block.get(&block)?.first().map(|at| at.page)
    }

    /// What shows a byte of a source, or what is nearest to it.
    pub(super) fn nearest(&self, source: SourceId, at: u32) -> Option<ShownStretch> {
        let from = self.shown.partition_point(|stretch| stretch.source < source);
        let upto = self.shown.partition_point(|stretch| stretch.source <= source);
        let own = &self.shown[from..upto];
        let behind = own.partition_point(|stretch| stretch.from <= at);
        // Of what begins before it, some may end before it: a formula's parts, or notes of another file.
        let before = own[..behind].iter().rev().take(64);
        // What is included in several places is shown in the first.
        let within = before.clone().filter(|stretch| stretch.to > at).max_by_key(|stretch| (stretch.from, Reverse(stretch.at)));
        let last = before.clone().max_by_key(|stretch| stretch.to);
        let distance = |stretch: &&ShownStretch| stretch.from.saturating_sub(at).max(at.saturating_sub(stretch.to));
        within.or_else(|| last.into_iter().chain(own.get(behind)).min_by_key(distance)).copied()
    }
}
