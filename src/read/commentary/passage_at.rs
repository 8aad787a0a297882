//! The words that a passage touches, as far as a note can quote them.

use super::passages::reach;
use super::place_quotation::{FoundPassage, RemarkDesk};
use crate::book::{Passage, TextPos};
use std::ops::Range;

impl RemarkDesk<'_> {
    /// The whole words that a passage touches, and whether they are fewer than were asked for: a quotation stays in its section, and
    /// is not too long. None if the passage touches no word. An empty passage means the word at it, else the one before.
    pub(crate) fn at(&self, passage: Passage) -> Option<(FoundPassage, bool)> {
        let asked = self.touched(passage)?;
        let upto = reach(&self.index, asked.start);
        // A heading and the text below it are no one passage.
        let barrier = asked.clone().find(|&word| self.index.at(word).is_none()).unwrap_or(asked.end);
        let mut words = asked.start..asked.end.min(upto).min(barrier).max(asked.start + 1);
        while words.end > words.start + 1 && self.index.at(words.end - 1).is_none() {
            words.end -= 1;
        }
        let is_cut = words.end < asked.end;
        self.passage(&words, 100, is_cut).map(|found| (found, is_cut))
    }

    fn is_spoken(&self, word: usize) -> bool {
        self.index.vocabulary.is_spoken(self.index.words(false)[word])
    }

    fn touched(&self, passage: Passage) -> Option<Range<usize>> {
        let first = self.index.word_at(passage.start)?;
        let last = self.index.word_at(passage.end)?.max(first);
        let begins_behind = |word: usize, place: TextPos| {
            self.index.at(word).is_some_and(|at| at.block == place.block && at.start >= place.offset) && word > first
        };
        // The end is one past the last character.
        let last = if begins_behind(last, passage.end) { last - 1 } else { last };
        let is_behind = self.index.at(first).is_some_and(|at| at.block == passage.start.block && at.start >= passage.end.offset);
        // What holds no word, as a formula or a sign between words, is meant by the word before it.
        if first == last && (passage.start.block == passage.end.block && is_behind || !self.is_spoken(first)) {
            let home = self.index.home(passage.start.block).unwrap_or(first);
            let before = (home..first).rev().find(|&word| self.is_spoken(word)).unwrap_or(first);
            return Some(before..before + 1);
        }
        let mut words = first..last + 1;
        while words.len() > 1 && self.index.at(words.start).is_none() {
            words.start += 1;
        }
        while words.len() > 1 && self.index.at(words.end - 1).is_none() {
            words.end -= 1;
        }
        self.index.at(words.start).map(|_| words)
    }
}
