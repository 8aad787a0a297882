//! The words that comments are on, block by block.

use super::{Edition, EntryId};
use crate::book::{BlockId, text};
use std::ops::Range;

/// The stretches that comments are on, by block of the text. A comment without a lemma is on a whole paragraph or
/// section, which needs no line under it.
#[must_use]
pub(crate) fn passages(edition: &Edition) -> Vec<Vec<(Range<u32>, EntryId)>> {
    let book = edition.book();
    let mut passages = vec![Vec::new(); book.blocks.len()];
    let orders: Vec<Vec<BlockId>> =
        book.chapters.iter().map(|chapter| text::leaves(book, &chapter.blocks).into_iter().map(|(id, _)| id).collect()).collect();
    // Where each leaf stands in its chapter.
    let mut positions = vec![usize::MAX; book.blocks.len()];
    for order in &orders {
        for (at, block) in order.iter().enumerate() {
            positions[block.index()] = at;
        }
    }
    for (id, entry) in edition.entries().filter(|(_, entry)| entry.place.is_shown()) {
        let (Some(from), Some(_), Some(order)) = (entry.from, &entry.lemma, entry.chapter.map(|chapter| &orders[chapter.index()])) else {
            continue;
        };
        let [first, last] = [from.block, entry.at.block].map(|block| positions[block.index()]);
        for &block in order.get(first..last.saturating_add(1)).unwrap_or(&[]) {
            let length = book.block(block).prose().map_or(0, |prose| u32::try_from(prose.text.len()).unwrap_or(u32::MAX));
            let start = if block == from.block { from.offset } else { 0 };
            let end = if block == entry.at.block { entry.at.offset } else { length };
            passages[block.index()].push((start..end.min(length), id));
        }
    }
    passages
}
