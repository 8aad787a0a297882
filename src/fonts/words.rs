//! The words that a build has shaped, for all its threads.

use super::FaceId;
use super::features::Features;
use super::memory::WordCache;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

/// A glyph of a shaped text; lengths in font units. Kept small: every word of a book is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapedGlyph {
    /// Glyph id, 0 if the face has none.
    pub id: u16,
    /// Byte offset in the shaped text of the first character it stands for.
    pub cluster: u16,
    /// How far the pen moves.
    pub advance: i32,
    /// Shift to the right.
    pub dx: i16,
    /// Shift upwards.
    pub dy: i16,
}

/// A shaped text, glyphs from left to right.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shaped {
    /// The glyphs.
    pub glyphs: Box<[ShapedGlyph]>,
    /// Sum of the advances, in font units.
    pub width: i32,
    /// Whether no space may be put between the text's letters: because they are joined to one another, or because they were to be
    /// small capitals, of which the face has none for them.
    pub joined: bool,
    /// Whether the text is punctuation on half its square, which must not hang out.
    pub half: bool,
    /// Whether the face has a glyph for every character of it.
    pub whole: bool,
}

/// How a word is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ShapingKey {
    pub(super) face: FaceId,
    pub(super) features: Features,
    /// Whether the word goes from right to left.
    pub(super) to_left: bool,
    /// Whether other characters stand in for its own.
    pub(super) stands_in: bool,
    /// Whether the parts of the word were shaped each by itself.
    pub(super) parted: bool,
}

/// The words that any thread has shaped. They are kept as long as the fonts, and handed out as plain references: with reference
/// counts, all threads would contend for the cache line that holds the count of `the`.
#[derive(Debug, Default)]
pub(super) struct ShapedWords {
    all: boxcar::Vec<Shaped>,
    /// Index of each word in `all`, sharded so that threads seldom wait for one another's lock. With two threads one shard was as
    /// fast: the words that a thread has met stand in a cache of its own. Not measured with more (bench `first`).
    places: [Mutex<WordCache<ShapingKey, usize>>; 16],
}

impl ShapedWords {
    /// A word's shape, made if no thread has made it yet. Two that ask at once may both make it.
    pub(super) fn get(&self, way: ShapingKey, word: &str, make: impl FnOnce() -> Shaped) -> &Shaped {
        let part = &self.places[usize::try_from(FxBuildHasher.hash_one(word) >> 60).unwrap_or(0)];
        // A thread that panicked while it held a part left it whole: nothing in it is changed in steps.
        let lock = || part.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().get(&way, word).copied();
        let place = known.unwrap_or_else(|| {
            let place = self.all.push(make());
            lock().insert(way, word, place);
            place
        });
        &self.all[place]
    }
}
