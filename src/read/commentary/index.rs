//! The index of the text's words: built once a book, it answers where some words stand in time that hardly depends on its length.
//!
//! *Input*: the words of every leaf of the text in reading order, in a form in which typography, case and spelling of marks mean nothing;
//! the words of a lemma, which may leave some out (`…`).
//!
//! *State*: the words as numbers, and every three that follow one another, sorted with their places. A pattern is looked up by the rarest
//! three of its words; each place of those is compared word by word.
//!
//! *Cost*: to build, sorting as many triples as the text has words; to ask, the places of the rarest triple times the pattern's words.
//!
//! *Invariant*: every place is found that reads as the pattern does, in order, up to a limit (`tests/anchors.rs` edits texts at random).

use super::titles::PlainTitle;
use super::words::{Vocabulary, forms, words};
use crate::book::{BlockId, BlockKind, Book, NoteId, RunKind, SectionId, TextPos, text};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where a word stands: its block and its bytes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WordPosition {
    pub(super) block: BlockId,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// The words of the text, in reading order. A section's own footnotes follow its text, so that a section with all its
/// sub-sections is one range of words.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) vocabulary: Vocabulary,
    words: Vec<u32>,
    places: Vec<WordPosition>,
    exact: Grams,
    caseless: OnceCell<(Vec<u32>, Grams)>,
    /// First words of the stretches that a passage stays in: a section without its sub-sections, or a footnote.
    stretches: Vec<usize>,
    /// The section each stretch belongs to.
    owners: Vec<Option<SectionId>>,
    /// The footnote each stretch is of; none for those of the text.
    notes: Vec<Option<NoteId>>,
    /// The words of each section, sub-sections included.
    sections: Vec<Range<usize>>,
    /// The words of each chapter.
    chapters: Vec<Range<usize>>,
    /// The first word of each block.
    homes: BTreeMap<BlockId, usize>,
    /// How many sections have a title of these words, case aside.
    titles: BTreeMap<String, usize>,
    /// The titles without marks and blanks, once somebody asked.
    plain_titles: OnceCell<Vec<PlainTitle>>,
    /// Blocks with an id; the reader has seen to it that each id is there once.
    pub(super) anchors: BTreeMap<String, BlockId>,
}

impl Index {
    /// The index of a book's text; notes of commentary are no part of it.
    pub(super) fn new(book: &Book) -> Self {
        let mut walk = TextWalk { book, index: Index::default(), open: Vec::new(), footnotes: Vec::new() };
        walk.index.sections = vec![0..0; book.sections.len()];
        for chapter in &book.chapters {
            let start = walk.index.words.len();
            walk.stretch(None);
            for &block in &chapter.blocks {
                walk.anchors(block);
            }
            for (id, _) in text::leaves(book, &chapter.blocks) {
                walk.leaf(id);
            }
            walk.close_stretch();
            walk.close_sections(0);
            walk.index.chapters.push(start..walk.index.words.len());
        }
        let mut index = walk.index;
        for section in &book.sections {
            *index.titles.entry(title_words(&section.title)).or_default() += 1;
        }
        index.exact = Grams::new(&index.words);
        index
    }

    /// Where a word stands; none for the barrier between stretches.
    pub(super) fn at(&self, position: usize) -> Option<WordPosition> {
        (self.words.get(position).copied()? != Vocabulary::BARRIER).then(|| self.places[position])
    }

    /// A word as it is written in the text; empty for the barrier between stretches.
    pub(super) fn written<'b>(&self, book: &'b Book, position: usize) -> &'b str {
        let Some(at) = self.at(position) else { return "" };
        let prose = book.block(at.block).prose();
        prose.and_then(|prose| prose.text.get(at.start as usize..at.end as usize)).unwrap_or("")
    }

    /// The blocks of the text that hold words, in reading order, each once in a row.
    pub(super) fn blocks(&self) -> impl Iterator<Item = BlockId> {
        self.places.chunk_by(|a, b| a.block == b.block).map(|places| places[0].block)
    }

    /// The words, as numbers.
    pub(super) fn words(&self, caseless: bool) -> &[u32] {
        if caseless { &self.caseless().0 } else { &self.words }
    }

    /// The words of a section and its sub-sections.
    pub(super) fn section(&self, id: SectionId) -> Range<usize> {
        self.sections[id.index()].clone()
    }

    /// Whether just one section has a title of these words, case aside, and it has any.
    pub(super) fn has_once(&self, title: &str) -> bool {
        let words = title_words(title);
        !words.is_empty() && self.titles.get(&words) == Some(&1)
    }

    /// The titles of all sections without marks and blanks.
    pub(super) fn plain_titles(&self, book: &Book) -> &[PlainTitle] {
        self.plain_titles.get_or_init(|| book.sections.iter().map(|section| PlainTitle::of(&section.title)).collect())
    }

    /// The words of a chapter.
    pub(super) fn chapter(&self, index: usize) -> Range<usize> {
        self.chapters[index].clone()
    }

    /// The range of all words.
    pub(super) fn all(&self) -> Range<usize> {
        0..self.words.len()
    }

    /// The stretch that holds a word.
    pub(super) fn stretch(&self, position: usize) -> Range<usize> {
        let next = self.stretches.partition_point(|&start| start <= position);
        self.stretches[next - 1]..self.stretches.get(next).copied().unwrap_or(self.words.len())
    }

    /// The words that are read one behind the other: all of the text, and then each footnote.
    pub(super) fn flows(&self) -> Vec<Vec<Range<usize>>> {
        let mut flows = vec![Vec::new()];
        let mut of: Option<NoteId> = None;
        let mut notes: Vec<Vec<Range<usize>>> = Vec::new();
        for (number, note) in self.notes.iter().enumerate() {
            let words = self.stretches[number]..self.stretches.get(number + 1).copied().unwrap_or(self.words.len());
            match note {
                None => flows[0].push(words),
                Some(_) if *note == of => notes.last_mut().into_iter().for_each(|flow| flow.push(words.clone())),
                Some(_) => notes.push(vec![words]),
            }
            of = *note;
        }
        flows.append(&mut notes);
        flows
    }

    /// The section a word stands in.
    pub(super) fn owner(&self, position: usize) -> Option<SectionId> {
        self.owners[self.stretches.partition_point(|&start| start <= position) - 1]
    }

    /// The section that a place of the text stands in; a footnote stands in that of its mark.
    pub(super) fn section_of(&self, place: TextPos) -> Option<SectionId> {
        self.homes.get(&place.block).and_then(|&position| self.owner(position))
    }

    /// The word at a place of the text, else the next one of its block, else the last; none for a block without words.
    pub(super) fn word_at(&self, place: TextPos) -> Option<usize> {
        let &home = self.homes.get(&place.block)?;
        let own = self.places[home..].iter().take_while(|word| word.block == place.block && word.end > 0).count();
        let words = &self.places[home..home + own];
        let at = words.partition_point(|word| word.end <= place.offset);
        (own > 0).then(|| home + at.min(own - 1))
    }

    /// The first word of a block of the text.
    pub(super) fn home(&self, block: BlockId) -> Option<usize> {
        self.homes.get(&block).copied()
    }

    /// Up to `limit` places in `area` where `pattern` stands, in order.
    pub(super) fn find(&self, pattern: &[u32], caseless: bool, area: &Range<usize>, limit: usize) -> Vec<usize> {
        let grams = if caseless { &self.caseless().1 } else { &self.exact };
        grams.find(self.words(caseless), pattern, area, limit)
    }

    /// Whether the word at a place is spoken, not punctuation; false without a place.
    pub(super) fn at_word(&self, place: Option<u32>) -> bool {
        place.is_some_and(|at| self.vocabulary.is_spoken(self.words[at as usize]))
    }

    /// The places of one word in the whole text, case aside, each with the two words that follow.
    pub(super) fn occurrences(&self, word: u32) -> &[[u32; 4]] {
        self.caseless().1.starting_with(&[word])
    }

    fn caseless(&self) -> &(Vec<u32>, Grams) {
        self.caseless.get_or_init(|| {
            let folded: Vec<u32> = self.words.iter().map(|&word| self.vocabulary.fold(word)).collect();
            let grams = Grams::new(&folded);
            (folded, grams)
        })
    }
}

/// The walk through the text in reading order.
struct TextWalk<'b> {
    book: &'b Book,
    index: Index,
    open: Vec<SectionId>,
    footnotes: Vec<NoteId>,
}

impl TextWalk<'_> {
    fn leaf(&mut self, id: BlockId) {
        let block = self.book.block(id);
        if let BlockKind::Heading { section, .. } = block.kind {
            self.close_stretch();
            let parent = self.book.section(section).parent;
            let depth = self.open.iter().rposition(|&open| Some(open) == parent).map_or(0, |at| at + 1);
            self.close_sections(depth);
            self.open.push(section);
            self.stretch(None);
            self.index.sections[section.index()].start = self.index.words.len();
            self.add(id);
            self.barrier(id);
        } else {
            self.add(id);
        }
    }

    fn add(&mut self, id: BlockId) {
        let Some(prose) = self.book.block(id).prose() else { return };
        self.index.homes.insert(id, self.index.words.len());
        for word in words(&prose.text) {
            let number = self.index.vocabulary.intern(&word.form);
            self.index.words.push(number);
            self.index.places.push(WordPosition { block: id, start: narrow(word.range.start), end: narrow(word.range.end) });
        }
        self.footnotes.extend(prose.runs.iter().filter_map(|run| match run.kind {
            RunKind::Note(note) => Some(note),
            _ => None,
        }));
    }

    fn barrier(&mut self, block: BlockId) {
        self.index.words.push(Vocabulary::BARRIER);
        self.index.places.push(WordPosition { block, start: 0, end: 0 });
    }

    fn stretch(&mut self, note: Option<NoteId>) {
        self.index.stretches.push(self.index.words.len());
        self.index.owners.push(self.open.last().copied());
        self.index.notes.push(note);
    }

    /// Ends a section's own text: its footnotes follow, a stretch each.
    fn close_stretch(&mut self) {
        let mut notes = std::mem::take(&mut self.footnotes);
        // A note called twice stands once; one called from within another note is not looked into further.
        notes.dedup();
        for note in notes {
            for (id, _) in text::leaves(self.book, &self.book.note(note).blocks) {
                self.barrier(id);
                self.stretch(Some(note));
                self.add(id);
            }
        }
        self.footnotes.clear();
        if let Some(&WordPosition { block, .. }) = self.index.places.last() {
            self.barrier(block);
        }
    }

    fn close_sections(&mut self, depth: usize) {
        for section in self.open.drain(depth..) {
            self.index.sections[section.index()].end = self.index.words.len();
        }
    }

    fn anchors(&mut self, block: BlockId) {
        let mut open = vec![block];
        while let Some(id) = open.pop() {
            let block = self.book.block(id);
            if let Some(name) = &block.id {
                self.index.anchors.entry(name.clone()).or_insert(id);
            }
            open.extend(block.children().into_iter().rev());
        }
    }
}

/// Three words from each place on, and the place, sorted: finds a phrase by binary search.
#[derive(Debug, Default)]
struct Grams(Vec<[u32; 4]>);

impl Grams {
    fn new(words: &[u32]) -> Self {
        let word = |at: usize| words.get(at).copied().unwrap_or(Vocabulary::BARRIER);
        let mut grams: Vec<[u32; 4]> = (0..words.len())
            .filter(|&at| words[at] != Vocabulary::BARRIER)
            .map(|at| [words[at], word(at + 1), word(at + 2), narrow(at)])
            .collect();
        grams.sort_unstable();
        Self(grams)
    }

    fn starting_with(&self, key: &[u32]) -> &[[u32; 4]] {
        let from = self.0.partition_point(|gram| gram[..key.len()] < *key);
        let upto = self.0.partition_point(|gram| gram[..key.len()] <= *key);
        &self.0[from..upto]
    }

    fn find(&self, words: &[u32], pattern: &[u32], area: &Range<usize>, limit: usize) -> Vec<usize> {
        if pattern.is_empty() {
            return Vec::new();
        }
        // The rarest three words of the pattern leave the fewest places to compare.
        let width = pattern.len().min(3);
        let (offset, places) = pattern
            .windows(width)
            .map(|key| self.starting_with(key))
            .enumerate()
            .min_by_key(|(_, places)| places.len())
            .expect("a pattern that is not empty has a window");
        let mut found: Vec<usize> = Vec::new();
        // Places of equal triples are sorted; those of single words and pairs are not.
        let sorted = width == 3;
        let from = if sorted { places.partition_point(|gram| (gram[3] as usize) < area.start + offset) } else { 0 };
        for gram in &places[from..] {
            let Some(start) = (gram[3] as usize).checked_sub(offset) else { continue };
            if sorted && (start >= area.end || found.len() >= limit) {
                break;
            }
            let end = start + pattern.len();
            if start >= area.start && end <= area.end && words[start..end] == *pattern {
                found.push(start);
            }
        }
        found.sort_unstable();
        found.truncate(limit);
        found
    }
}

fn title_words(title: &str) -> String {
    forms(title).join(" ").to_lowercase()
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).expect("a source under 4 GiB has fewer bytes and words than 2^32")
}
