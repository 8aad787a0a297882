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
    text.split_whitespace()
        .map(|word| match word.is_ascii() {
            true => usize::from(word.bytes().any(|byte| byte.is_ascii_alphanumeric())),
            false => foreign(word),
        })
        .sum()
}

/// The words in a stretch that is not all ASCII.
fn foreign(word: &str) -> usize {
    match word.chars().filter(|&c| ('\u{3040}'..='\u{9FFF}').contains(&c)).count() {
        0 => usize::from(word.chars().any(char::is_alphanumeric)),
        ideographs => ideographs,
    }
}
