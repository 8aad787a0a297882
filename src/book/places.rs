//! Where bytes of a source stand in the book: the way back from a text to what was made of it.

use super::{BlockId, Book, TextPos, text};
use std::ops::Range;

/// A stretch of a source that became a stretch of a block's text.
#[derive(Clone, Debug)]
struct PlacedStretch {
    source: Range<usize>,
    block: BlockId,
    text: Range<usize>,
}

/// All stretches of the first file of a book and of its notes, in the order of the source.
#[derive(Debug)]
pub(crate) struct BookPlaces(Vec<PlacedStretch>);

impl BookPlaces {
    /// Of a book whose text is one file.
    #[must_use]
    pub(crate) fn new(book: &Book) -> Self {
        let mut places = Vec::new();
        let mut add = |blocks: &[BlockId]| {
            for (block, leaf) in text::leaves(book, blocks) {
                let Some(prose) = leaf.prose() else { continue };
                let stretches = prose.map.stretches();
                places.extend(stretches.map(|(text, source)| PlacedStretch { source, block, text }));
            }
        };
        book.chapters.iter().for_each(|chapter| add(&chapter.blocks));
        book.notes.iter().for_each(|note| add(&note.blocks));
        places.sort_by_key(|place| (place.source.start, place.source.end));
        Self(places)
    }

    /// The first place of the book at or behind a byte of the source.
    #[must_use]
    pub(crate) fn behind(&self, at: usize) -> Option<TextPos> {
        let place = self.0.get(self.0.partition_point(|place| place.source.end <= at))?;
        Some(place.at(at.max(place.source.start)))
    }

    /// The last place of the book before or at a byte of the source, as the end of a passage.
    #[must_use]
    pub(crate) fn before(&self, at: usize) -> Option<TextPos> {
        let place = &self.0[self.0.partition_point(|place| place.source.start < at).checked_sub(1)?];
        Some(place.at(at.min(place.source.end)))
    }
}

impl PlacedStretch {
    /// The place of a byte: its own where byte answers to byte, else the nearer end.
    fn at(&self, at: usize) -> TextPos {
        let into = at - self.source.start;
        let into = match self.text.len() == self.source.len() {
            true => into,
            false if into * 2 < self.source.len() => 0,
            false => self.text.len(),
        };
        TextPos { block: self.block, offset: u32::try_from(self.text.start + into).unwrap_or(u32::MAX) }
    }
}
