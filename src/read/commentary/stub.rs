//! Headings for new notes: given some words, what to write to comment on them.

use super::index::Index;
use super::lemma::Lemma;
use super::mend::near;
use super::passages::{Search, search, shown};
use super::quotation::{AnchorText, Quotation};
use crate::book::Book;
use crate::source::{Sources, Span};
use std::ops::Range;

/// What to write for one place where the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeadingStub {
    /// Where the words stand.
    pub span: Span,
    /// The title of the section that the note must stand below; none if the words are enough.
    pub scope: Option<String>,
    /// The heading, such as `### "[reliance on] open source"`.
    pub heading: String,
    /// How alike the words there are to those asked for, in percent; less than 100 for the nearest passage to words that stand
    /// nowhere.
    pub alike: usize,
}

/// The headings for `words`, one a place, in order. If they stand nowhere, the nearest passage; none if nothing is near.
#[must_use]
pub(crate) fn stubs(book: &Book, sources: &Sources, words: &str) -> Vec<HeadingStub> {
    let Some(chapter) = book.chapters.first() else { return Vec::new() };
    let index = Index::new(book);
    let text = AnchorText { index: &index, book, sources };
    let areas = [index.all()];
    let lemma = Lemma::of(words.trim());
    let Search { places, caseless, .. } = search(&index, &lemma, &areas);
    let nowhere = Span::new(chapter.source, 0, 0);
    let stub = |which: usize| {
        let place = &places[which];
        let own = Lemma::of(&shown(&index, book, place));
        let (scope, heading) = match places.len() {
            1 => (None, quotation(&own, &areas, nowhere).heading(&own.words)),
            _ => quotation(&own, &areas, nowhere).remedy(text, &places, which),
        };
        HeadingStub { span: text.span(place), scope, heading, alike: if caseless { 99 } else { 100 } }
    };
    if !places.is_empty() {
        return (0..places.len()).map(stub).collect();
    }
    let nearest = near(text, &quotation(&lemma, &areas, nowhere));
    let stub = |near: super::mend::NearestPassage| HeadingStub {
        span: text.span(&near.place),
        scope: None,
        heading: quotation(&lemma, &areas, nowhere).heading(&near.words),
        alike: near.alike.min(99),
    };
    nearest.map(stub).into_iter().collect()
}

/// A quotation as it would stand in a heading without attributes, below no other.
fn quotation<'q>(lemma: &'q Lemma, areas: &'q [Range<usize>], span: Span) -> Quotation<'q> {
    Quotation {
        lemma,
        span,
        marks: "###".to_owned(),
        attributes: String::new(),
        areas: areas.to_vec(),
        everything: areas,
        section: None,
        nth: None,
    }
}
