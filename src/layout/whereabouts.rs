//! On which page a place of the text stands, read off the finished pages.

use super::frame::Pages;
use super::starts::block_of;
use crate::book::{BlockId, TextPos};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The pages by the places of the text that stand on them.
#[derive(Debug)]
pub(crate) struct TextPages<'p> {
    pages: &'p Pages,
    /// What pages hold of each block, in the order of its text.
    parts: BTreeMap<BlockId, Vec<PagePart>>,
}

/// What a page holds of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct PagePart {
    /// The first byte of the block's text on the page.
    start: u32,
    page: usize,
}

impl<'p> TextPages<'p> {
    /// Looks through pages.
    pub(crate) fn new(pages: &'p Pages) -> Self {
        let mut parts: BTreeMap<BlockId, Vec<PagePart>> = BTreeMap::new();
        for (page, one) in pages.pages.iter().enumerate() {
            for item in &one.items {
                let Some(block) = block_of(item) else { continue };
                let start = item.start.unwrap_or(0);
                let parts = parts.entry(block).or_default();
                match parts.last_mut().filter(|last| last.page == page) {
                    // Words from right to left do not come in the order in which they are read.
                    Some(last) => last.start = last.start.min(start),
                    None => parts.push(PagePart { start, page }),
                }
            }
        }
        parts.values_mut().for_each(|parts| parts.sort_unstable());
        Self { pages, parts }
    }

    /// The pages that hold some blocks, or a part of them, from the first to the last, by their index. None if no page does.
    pub(crate) fn of(&self, blocks: impl Iterator<Item = BlockId>) -> Option<RangeInclusive<usize>> {
        let pages = blocks.filter_map(|block| self.parts.get(&block)).flatten().map(|part| part.page);
        pages.fold(None, |range: Option<RangeInclusive<usize>>, page| {
            Some(range.map_or(page..=page, |range| page.min(*range.start())..=page.max(*range.end())))
        })
    }

    /// The printed number of the page on which a place stands: `iv`, `12`. None if no page shows the block.
    pub(crate) fn label(&self, at: TextPos) -> Option<&'p str> {
        let parts = self.parts.get(&at.block)?;
        let start = parts[..parts.partition_point(|part| part.start <= at.offset)].last().or(parts.first())?.start;
        // What is repeated, as the head of a table is, stands where it stands first.
        let part = parts.get(parts.partition_point(|part| part.start < start))?;
        Some(&self.pages.pages.get(part.page)?.label)
    }
}
