//! A passage of today's text as other programs quote it: its words, those before and behind it, and where it begins in its file.

use super::passages::slice;
use super::place_quotation::{QuotedWords, RemarkDesk};
use crate::book::{Chapter, Passage, SectionId, TextPos};
use std::ops::Range;

/// How many words of context are quoted on either side.
const CONTEXT: usize = 12;

impl RemarkDesk<'_> {
    /// The characters of a text before a place; none if it stands in a note.
    pub(super) fn position(&self, place: TextPos) -> Option<usize> {
        self.positions().of(self.book, place)
    }

    /// The words of the chapters that a document may be: those of a text with this path, or whose name is the same but for its ending.
    pub(super) fn words_in(&self, document: &str) -> Vec<Range<usize>> {
        let chapters = |is_it: &dyn Fn(&Chapter) -> bool| -> Vec<Range<usize>> {
            let all = self.book.chapters.iter().enumerate();
            all.filter(|(_, chapter)| is_it(chapter)).map(|(number, _)| self.index.chapter(number)).collect()
        };
        let of_path = chapters(&|chapter| chapter.path == document);
        if !of_path.is_empty() {
            return of_path;
        }
        let stem = |path: &str| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.split_once('.').map_or(name, |(stem, _)| stem).to_owned()
        };
        let wanted = stem(document);
        chapters(&|chapter| chapter.slug == wanted || stem(&chapter.path) == wanted)
    }

    /// The path of the text that a place stands in; a footnote stands in that of its mark.
    pub(crate) fn document_of(&self, place: TextPos) -> Option<&str> {
        let word = self.index.home(place.block)?;
        let found = self.book.chapters.iter().enumerate().find(|(number, _)| self.index.chapter(*number).contains(&word));
        found.map(|(_, chapter)| chapter.path.as_str())
    }

    /// The section that a place stands in.
    pub(crate) fn section_of(&self, place: TextPos) -> Option<SectionId> {
        self.index.section_of(place)
    }

    /// A passage as a quotation with its context.
    pub(crate) fn quote(&self, passage: Passage) -> Option<QuotedWords> {
        let words = self.words_of(passage)?;
        let stretch = self.index.stretch(words.start);
        let before = words.start.saturating_sub(CONTEXT).max(stretch.start)..words.start;
        let behind = words.end..(words.end + CONTEXT).min(stretch.end);
        let [prefix, exact, suffix] = [before, words.clone(), behind].map(|range| slice(&self.index, self.book, range));
        let space = |parts: bool, text: &str| if parts && !text.is_empty() { " " } else { "" };
        let text = |place: TextPos| self.book.block(place.block).prose().map_or("", |prose| &prose.text);
        let (first, last) = (self.index.at(words.start)?, self.index.at(words.end - 1)?);
        let before = text(passage.start).get(..first.start as usize).unwrap_or("");
        let behind = text(passage.end).get(last.end as usize..).unwrap_or("");
        let starts = space(before.is_empty() || before.ends_with(char::is_whitespace), &prefix);
        let ends = space(behind.is_empty() || behind.starts_with(char::is_whitespace), &suffix);
        let start = TextPos { block: first.block, offset: first.start };
        Some(QuotedWords {
            prefix: if prefix.is_empty() { prefix } else { format!(" {prefix}{starts}") },
            suffix: if suffix.is_empty() { suffix } else { format!("{ends}{suffix} ") },
            exact,
            document: self.document_of(passage.start).map(str::to_owned),
            position: self.position(start),
        })
    }

    /// The words of a passage in the index.
    pub(super) fn words_of(&self, passage: Passage) -> Option<Range<usize>> {
        let start = self.word_from(passage.start)?;
        let mut end = self.word_from(TextPos { offset: 0, ..passage.end })?;
        while let Some(word) = self.index.at(end).filter(|word| word.block == passage.end.block && word.end <= passage.end.offset) {
            debug_assert!(word.end <= passage.end.offset);
            end += 1;
        }
        (start < end).then_some(start..end)
    }

    /// The first word of a block from a place on.
    fn word_from(&self, place: TextPos) -> Option<usize> {
        let mut at = self.index.home(place.block)?;
        while self.index.at(at).is_some_and(|word| word.block == place.block && word.start < place.offset) {
            at += 1;
        }
        Some(at)
    }
}
