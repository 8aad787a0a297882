//! Words by language: how many there are, and how long it takes to read them.

use super::{Book, NoteId, NoteKind, RunKind, text};
use crate::book::BlockId;
use crate::language::reading_speed;
use std::collections::BTreeMap;

/// Words of some text, by the language that they are in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordCount {
    /// How many words there are of each language, by its tag.
    pub(crate) languages: BTreeMap<String, usize>,
}

impl WordCount {
    /// The words of blocks and of all that is in them. Of the author's notes that are called there the words count too, once.
    #[must_use]
    pub(crate) fn of(book: &Book, blocks: &[BlockId]) -> Self {
        let mut tally = Self::default();
        let mut called: Vec<NoteId> = Vec::new();
        tally.add(book, blocks, &mut called);
        called.sort_unstable();
        called.dedup();
        for note in called {
            tally.add(book, &book.note(note).blocks, &mut Vec::new());
        }
        tally
    }

    fn add(&mut self, book: &Book, blocks: &[BlockId], called: &mut Vec<NoteId>) {
        for (_, block) in text::leaves(book, blocks) {
            let Some(prose) = block.prose() else { continue };
            let own = book.language_of(block);
            let (mut start, mut end, mut tag) = (0, 0, own);
            for run in &prose.runs {
                if let RunKind::Note(note) = run.kind
                    && matches!(book.note(note).kind, NoteKind::Footnote(_))
                {
                    called.push(note);
                }
                let of_run = run.language.map_or(own, |id| book.foreign(id));
                // A word may be of several styles, but is of one language.
                if of_run != tag {
                    self.count(tag, &prose.text[start..end]);
                    (start, tag) = (end, of_run);
                }
                end = run.end as usize;
            }
            self.count(tag, &prose.text[start..end]);
        }
    }

    fn count(&mut self, tag: &str, words: &str) {
        let words = text::count(words);
        if words > 0 {
            *self.languages.entry(tag.to_owned()).or_default() += words;
        }
    }

    /// Adds the words of another tally.
    pub(crate) fn join(&mut self, other: &Self) {
        for (tag, words) in &other.languages {
            *self.languages.entry(tag.clone()).or_default() += words;
        }
    }

    /// How many words there are.
    #[must_use]
    pub(crate) fn words(&self) -> usize {
        self.languages.values().sum()
    }

    /// How many seconds it takes to read them.
    #[must_use]
    pub(crate) fn seconds(&self) -> usize {
        self.languages.iter().map(|(tag, words)| (words * 60).div_ceil(reading_speed(tag))).sum()
    }
}
