//! The book's words: walks in reading order, plain text, counts.

use super::{Block, BlockId, Book};

/// Every leaf block under `blocks`, in reading order, with its id.
pub fn leaves<'b>(book: &'b Book, blocks: &[BlockId]) -> Vec<(BlockId, &'b Block)> {
    let mut found = Vec::new();
    let mut open: Vec<BlockId> = blocks.iter().rev().copied().collect();
    while let Some(id) = open.pop() {
        let block = book.block(id);
        if block.prose().is_some() {
            found.push((id, block));
        }
        open.extend(block.children().iter().rev());
    }
    found
}

/// Words in the text of `blocks`: stretches between white space that hold a letter or digit; each Chinese or Japanese
/// character counts as one.
#[must_use]
pub fn words(book: &Book, blocks: &[BlockId]) -> usize {
    leaves(book, blocks).iter().filter_map(|(_, block)| block.prose()).map(|prose| count(&prose.text)).sum()
}

fn count(text: &str) -> usize {
    let (mut words, mut ideographs, mut counts) = (0, 0, false);
    for c in text.chars().chain([' ']) {
        if c.is_whitespace() {
            words += if ideographs > 0 { ideographs } else { usize::from(counts) };
            (ideographs, counts) = (0, false);
        } else {
            ideographs += usize::from(('\u{3040}'..='\u{9FFF}').contains(&c));
            counts = counts || c.is_alphanumeric();
        }
    }
    words
}
