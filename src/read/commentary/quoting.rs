//! What to write to mean a passage that is known: the shortest quotation that stands nowhere else.

use super::index::Index;
use super::lemma::{HeadingSays, Lemma, says};
use super::mend::escaped;
use super::passages::{Found, WIDEST, search, shown, told_apart};
use crate::book::{Book, Passage, TextPos};
use std::ops::Range;

/// A passage of at most so many words is quoted whole; a longer one by its ends, unless that is no shorter.
const WHOLE: usize = 7;

/// Words tried at each end of a longer passage.
const ENDS: Range<usize> = 2..12;

/// How to mean a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QuotedPassage {
    /// The title or `#id` of the section that the note must stand below; none if the words are enough.
    pub scope: Option<String>,
    /// The quotation in its marks, ready for a heading in Markdown.
    pub quotation: String,
    /// Which of the places is meant, from 1, where nothing else tells them apart.
    pub nth: Option<usize>,
    /// The passage: whole words of one section, which may be less than was asked for.
    pub passage: Passage,
    /// Whether it is less than was asked for, since it ran over the end of a section or was longer than a quotation may be.
    pub is_cut: bool,
}

/// Finds quotations for the passages of a book.
pub(crate) struct PassageQuoter<'b> {
    book: &'b Book,
    index: Index,
}

impl<'b> PassageQuoter<'b> {
    /// For the text of a book as it is.
    pub(crate) fn new(book: &'b Book) -> Self {
        Self { book, index: Index::new(book) }
    }

    /// What to write to mean the words that a passage touches; none if it touches none. An empty passage means the word at it, or
    /// the one before.
    pub(crate) fn quote(&self, passage: Passage) -> Option<QuotedPassage> {
        let asked = self.words(passage)?;
        let words = self.within_reach(asked.clone());
        let is_cut = words.end < asked.end;
        let all = std::slice::from_ref(&(0..self.index.all().end)).to_vec();
        let quoted = |scope, text: &str, nth| QuotedPassage {
            scope,
            quotation: marked(text),
            nth,
            passage: super::passages::passage(&self.index, &Found { words: words.clone(), gap: None }).unwrap_or(passage),
            is_cut,
        };
        let whole = Found { words: words.clone(), gap: None };
        let mut forms = self.forms(&whole);
        forms.sort_by_key(|form| form.chars().count());
        if let Some(form) = forms.iter().find(|form| self.means(form, &all, &words)) {
            return Some(quoted(None, form, None));
        }
        let told = forms.iter().filter_map(|form| self.with_context(form, &all, &words)).min_by_key(|form| form.chars().count());
        if let Some(form) = told {
            return Some(quoted(None, &form, None));
        }
        if let Some(section) = self.index.owner(words.start) {
            let area = [self.index.section(section)];
            if let Some(form) = forms.iter().find(|form| self.means(form, &area, &words)) {
                let section = self.book.section(section);
                let same = self.book.sections.iter().filter(|other| other.title == section.title).count() > 1;
                let scope = if same || section.title.is_empty() { format!("#{}", section.slug) } else { section.title.clone() };
                return Some(quoted(Some(scope), form, None));
            }
        }
        forms.iter().find_map(|form| {
            let places = search(&self.index, &Lemma::of(form), &all).places;
            let which = places.iter().position(|place| place.words == words)?;
            Some(quoted(None, form, Some(which + 1)))
        })
    }

    /// The section that a place of the text stands in.
    pub(crate) fn section_of(&self, place: TextPos) -> Option<crate::book::SectionId> {
        self.index.section_of(place)
    }

    /// The words that a passage touches, as words of the index.
    fn words(&self, passage: Passage) -> Option<Range<usize>> {
        let first = self.index.word_at(passage.start)?;
        let last = self.index.word_at(passage.end)?.max(first);
        let begins_behind = |word: usize, place: TextPos| {
            self.index.at(word).is_some_and(|at| at.block == place.block && at.start >= place.offset) && word > first
        };
        // The end is one past the last character.
        let last = if begins_behind(last, passage.end) { last - 1 } else { last };
        let (mut first, mut end) = (first, last + 1);
        while first + 1 < end && self.index.at(first).is_none() {
            first += 1;
        }
        while end > first + 1 && self.index.at(end - 1).is_none() {
            end -= 1;
        }
        self.index.at(first).map(|_| first..end)
    }

    /// As many of the words as a quotation may span: of one section, and not too many.
    fn within_reach(&self, words: Range<usize>) -> Range<usize> {
        let reach = super::passages::reach(&self.index, words.start);
        let mut end = words.end.min(reach).max(words.start + 1);
        while end > words.start + 1 && self.index.at(end - 1).is_none() {
            end -= 1;
        }
        words.start..end
    }

    /// The ways to quote words.
    fn forms(&self, whole: &Found) -> Vec<String> {
        let words = whole.words.clone();
        let one_block = self.index.at(words.start).map(|at| at.block) == self.index.at(words.end - 1).map(|at| at.block);
        let mut forms = Vec::new();
        if one_block && words.len() <= WIDEST {
            forms.push(shown(&self.index, self.book, whole));
        }
        if words.len() > WHOLE || !one_block {
            for width in ENDS.take_while(|width| width * 2 < words.len()) {
                let (head, tail) = (words.start + width, words.end - width);
                let ends_well = |range: Range<usize>| {
                    let blocks = [range.start, range.end - 1].map(|at| self.index.at(at).map(|at| at.block));
                    blocks[0].is_some() && blocks[0] == blocks[1]
                };
                if ends_well(words.start..head) && ends_well(tail..words.end) {
                    forms.push(shown(&self.index, self.book, &Found { words: words.clone(), gap: Some((head, tail)) }));
                }
            }
        }
        forms
    }

    /// Whether a quotation means just these words.
    fn means(&self, form: &str, areas: &[Range<usize>], words: &Range<usize>) -> bool {
        let Some(lemma) = understood(form) else { return false };
        let places = search(&self.index, &lemma, areas);
        !places.caseless && matches!(&places.places[..], [only] if only.words == *words)
    }

    /// The quotation with the context that it needs to mean just these words.
    fn with_context(&self, form: &str, areas: &[Range<usize>], words: &Range<usize>) -> Option<String> {
        let places = search(&self.index, &understood(form)?, areas).places;
        let which = places.iter().position(|place| place.words == *words)?;
        told_apart(&self.index, self.book, &places, which).filter(|form| self.means(form, areas, words))
    }
}

/// A quotation as a heading in its marks would be understood; none if it would not be one.
fn understood(form: &str) -> Option<Lemma> {
    match says(&marks(form)) {
        HeadingSays::Lemma(lemma) => Some(lemma),
        _ => None,
    }
}

fn marks(form: &str) -> String {
    if form.contains('"') { format!("“{form}”") } else { format!("\"{form}\"") }
}

fn marked(form: &str) -> String {
    marks(&escaped(form))
}
