//! Headings for new notes: given some words, what to write to comment on them.

use super::index::Index;
use super::lemma::Lemma;
use super::missing::{missing, no_end};
use super::passages::{Found, MOST, Search, search, shown, slice};
use super::quotation::{AnchorText, Quotation};
use crate::book::Book;
use crate::diagnostics::Diagnostic;
use crate::source::{Sources, Span};
use std::ops::Range;

/// How many places are shown.
const SHOWN: usize = 20;
/// How many words of the text are shown before and behind a place.
const AROUND: usize = 8;

/// What to write for one place where the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeadingStub {
    /// Where the words stand.
    pub span: Span,
    /// What names the section that they stand in; none before the first heading.
    pub scope: Option<String>,
    /// The heading, such as `### "[reliance on] open source"`.
    pub heading: String,
    /// The words of the text before the place, at the place, and behind it.
    pub context: [String; 3],
}

impl HeadingStub {
    /// The line of the text that the place is in, in short, the place itself between `[` and `]`.
    #[must_use]
    pub(crate) fn line(&self) -> String {
        let [before, this, behind] = &self.context;
        [before.as_str(), &format!("[{this}]"), behind].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The headings for some words.
#[derive(Debug)]
pub(crate) struct NewHeadings {
    /// The headings, one a place, in order; the first ones, if there are many.
    pub stubs: Vec<HeadingStub>,
    /// How many more places were found.
    pub more: usize,
    /// Whether the search ended before all places were found.
    pub unbounded: bool,
    /// What is told if the words stand nowhere: the nearest passages.
    pub missing: Option<Diagnostic>,
}

/// The headings for `words`, one a place, in order. If they stand nowhere, what is near.
#[must_use]
pub(crate) fn stubs(book: &Book, sources: &Sources, words: &str) -> NewHeadings {
    let mut new = NewHeadings { stubs: Vec::new(), more: 0, unbounded: false, missing: None };
    let Some(chapter) = book.chapters.first() else { return new };
    let index = Index::new(book);
    let text = AnchorText { index: &index, book, sources };
    let areas = [index.all()];
    let lemma = Lemma::of(words.trim());
    let found = search(&index, &lemma, &areas);
    let nowhere = Span::new(chapter.source, 0, 0);
    if found.places.is_empty() {
        let asked = quotation(&lemma, &areas, nowhere);
        let (told, _) = if found.heads.is_empty() { missing(text, &asked) } else { no_end(text, &asked, &found.heads) };
        // Nobody wrote these words into a file.
        new.missing = Some(Diagnostic { span: None, ..told });
        return new;
    }
    new.more = found.places.len().saturating_sub(SHOWN);
    new.unbounded = found.places.len() == MOST;
    new.stubs = (0..found.places.len().min(SHOWN)).map(|which| stub(text, &found, which, &areas, nowhere)).collect();
    new
}

fn stub(text: AnchorText, found: &Search, which: usize, areas: &[Range<usize>], nowhere: Span) -> HeadingStub {
    let Search { places, .. } = found;
    let place = &places[which];
    let own = Lemma::of(&shown(text.index, text.book, place));
    let asked = quotation(&own, areas, nowhere);
    let (scope, heading) = match places.len() {
        1 => (None, asked.heading(&own.words)),
        _ => asked.remedy(text, places, which),
    };
    let section = text.index.owner(place.words.start).map(|section| text.scope_name(section));
    HeadingStub { span: text.span(place), scope: scope.or(section), heading, context: context(text, place) }
}

/// The words round a place, as far as they belong to its section.
fn context(text: AnchorText, place: &Found) -> [String; 3] {
    let Range { start, end } = place.words.clone();
    let before = (start.saturating_sub(AROUND)..start).rev().take_while(|&at| text.index.at(at).is_some()).last().unwrap_or(start);
    let behind = (end..end + AROUND).take_while(|&at| text.index.at(at).is_some()).last().map_or(end, |last| last + 1);
    let goes_on = |at: Option<usize>| if at.is_some_and(|at| text.index.at(at).is_some()) { "…" } else { "" };
    let [first, this, last] = [before..start, start..end, end..behind].map(|words| slice(text.index, text.book, words));
    [format!("{}{first}", goes_on(before.checked_sub(1))), this, format!("{last}{}", goes_on(Some(behind)))]
}

/// A quotation as it would stand in a heading without attributes, below no other.
fn quotation<'q>(lemma: &'q Lemma, areas: &'q [Range<usize>], span: Span) -> Quotation<'q> {
    Quotation {
        lemma,
        span,
        marks_of: None,
        marks: "###".to_owned(),
        attributes: String::new(),
        areas: areas.to_vec(),
        everything: areas,
        section: None,
        nth: None,
    }
}
