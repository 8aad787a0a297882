//! Places of the text counted in characters, as other programs count them.

use crate::book::{BlockId, Book, TextPos, text};
use std::collections::BTreeMap;

/// The characters of a text before each of its blocks.
#[derive(Debug, Default)]
pub(super) struct TextPositions(BTreeMap<BlockId, usize>);

impl TextPositions {
    /// The positions in a book. Between two blocks stands a line end; notes have none.
    pub(super) fn new(book: &Book) -> Self {
        let mut positions = BTreeMap::new();
        let mut lengths: BTreeMap<&str, usize> = BTreeMap::new();
        for chapter in &book.chapters {
            let at = lengths.entry(&chapter.path).or_default();
            for (id, block) in text::leaves(book, &chapter.blocks) {
                positions.insert(id, *at);
                *at += block.prose().map_or(0, |prose| prose.text.chars().count()) + 1;
            }
        }
        Self(positions)
    }

    /// The characters before a place; none if it stands in a note.
    pub(super) fn of(&self, book: &Book, place: TextPos) -> Option<usize> {
        let start = self.0.get(&place.block)?;
        let text = &book.block(place.block).prose()?.text;
        Some(start + text.get(..place.offset as usize)?.chars().count())
    }
}
