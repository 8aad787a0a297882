//! The heading of a note while its text is being edited: whether it still means the passage, and what to write so that it does.

use super::lemma::{HeadingSays, Lemma, says};
use super::passages::{Found, Search, search, shown, told_apart, told_apart_across};
use super::place_quotation::{FoundPassage, RemarkDesk};
use crate::book::{NotePlace, Passage, SectionId, WrittenNote};
use std::ops::Range;

/// A passage of more words, marks among them, may be quoted by its ends.
const LONG: usize = 12;

/// More places of a quotation are not compared one by one.
const MOST_TOLD_APART: usize = 50;

/// The heading of a note as it is read: its words with their quotation marks, and which of several places it means by a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QuotedHeading {
    /// The words in one line, without Markdown.
    pub(crate) says: String,
    /// `{nth=N}`.
    pub(crate) nth: Option<usize>,
}

/// What a heading that is to mean a passage alone must say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewQuotation {
    /// The heading as it will be read.
    pub(crate) heading: QuotedHeading,
    /// The words with their marks, as Markdown.
    pub(crate) markdown: String,
}

impl RemarkDesk<'_> {
    /// The heading of a note as it was read; none if it quotes nothing.
    pub(crate) fn quoted(note: &WrittenNote) -> Option<QuotedHeading> {
        matches!(says(&note.heading), HeadingSays::Lemma(_)).then(|| QuotedHeading { says: note.heading.clone(), nth: note.nth })
    }

    /// The passage that a heading means alone in some words of the text, and whether letters have the case that they have there.
    pub(crate) fn means(&self, heading: &QuotedHeading, areas: &[Range<usize>]) -> Option<(FoundPassage, bool)> {
        let Search { places, caseless, .. } = self.search_for(heading, areas)?;
        let place = match heading.nth {
            Some(nth) => places.get(nth.checked_sub(1)?)?,
            None if places.len() == 1 => &places[0],
            None => return None,
        };
        Some((self.passage(&place.words, 100, false)?, !caseless))
    }

    /// Whether a heading means any words at all.
    pub(crate) fn stands(&self, heading: &QuotedHeading, areas: &[Range<usize>]) -> bool {
        self.search_for(heading, areas).is_some_and(|search| !search.places.is_empty())
    }

    fn search_for(&self, heading: &QuotedHeading, areas: &[Range<usize>]) -> Option<Search> {
        let HeadingSays::Lemma(lemma) = says(&heading.says) else { return None };
        let everything = [self.index.all()];
        Some(search(&self.index, &lemma, if areas.is_empty() { &everything } else { areas }))
    }

    /// What to write so that a heading which said something else means a passage alone in some words of the text. It keeps the quotation
    /// marks given, and whether it quotes all words or the first and the last.
    pub(crate) fn requoted(
        &self,
        before: &QuotedHeading,
        marks: Option<(char, char)>,
        passage: &FoundPassage,
        areas: &[Range<usize>],
    ) -> Option<NewQuotation> {
        let everything = [self.index.all()];
        let areas = if areas.is_empty() { &everything } else { areas };
        let meant = &passage.words;
        let ways = self.ways(before, meant);
        for found in &ways {
            let words = shown(&self.index, self.book, found);
            let Search { places, .. } = search(&self.index, &Lemma::of(&words), areas);
            let Some(which) = places.iter().position(|place| place.words == *meant) else { continue };
            let told = match places.len() {
                1 => Some(words.clone()),
                many if many <= MOST_TOLD_APART => {
                    told_apart(&self.index, self.book, &places, which).or_else(|| told_apart_across(&self.index, self.book, &places, which))
                }
                _ => None,
            };
            let told = told.and_then(|words| self.marked(marks, &words, areas, meant, None));
            if let Some(new) = told.or_else(|| self.in_its_words(marks, &words, areas, meant)) {
                return Some(new);
            }
        }
        ways.iter().find_map(|found| {
            let words = shown(&self.index, self.book, found);
            let places = search(&self.index, &Lemma::of(&words), areas).places;
            let which = places.iter().position(|place| place.words == *meant)?;
            self.marked(marks, &words, areas, meant, Some(which + 1))
        })
    }

    /// The quotation with what stands round it, where it stands too often to be compared.
    fn in_its_words(&self, marks: Option<(char, char)>, words: &str, areas: &[Range<usize>], meant: &Range<usize>) -> Option<NewQuotation> {
        let told = self.in_context(words, meant, areas, false).or_else(|| self.in_context(words, meant, areas, true))?;
        let inner = told.get(told.char_indices().nth(1)?.0..told.char_indices().next_back()?.0)?.to_owned();
        self.marked(marks, &inner, areas, meant, None)
    }

    /// The ways to quote a passage, the one most like that of a heading first.
    fn ways(&self, before: &QuotedHeading, meant: &Range<usize>) -> Vec<Found> {
        let whole = Found { words: meant.clone(), gap: None };
        let HeadingSays::Lemma(lemma) = says(&before.says) else { return vec![whole] };
        let reading = lemma.readings.last().map(|reading| (reading.parts.first(), reading.parts.last(), reading.parts.len()));
        let mut ways = Vec::new();
        if let Some((Some(first), Some(last), parts)) = reading
            && parts > 1
            && first.len() + last.len() < meant.len()
        {
            ways.push(Found { words: meant.clone(), gap: Some((meant.start + first.len(), meant.end - last.len())) });
        }
        ways.push(whole);
        // A passage as long as a sentence may be too long to be quoted whole.
        if meant.len() > LONG {
            ways.extend(self.quotations(meant));
        }
        ways
    }

    /// Words between the marks that a heading has, else between others, if they are read as meant.
    fn marked(
        &self,
        marks: Option<(char, char)>,
        words: &str,
        areas: &[Range<usize>],
        meant: &Range<usize>,
        nth: Option<usize>,
    ) -> Option<NewQuotation> {
        let markdown = marks.and_then(|marks| self.written_between(&[marks], words, areas, meant, nth));
        let markdown = markdown.or_else(|| self.written(words, areas, meant, nth))?;
        let marks = markdown.chars().next().zip(markdown.chars().next_back())?;
        Some(NewQuotation { heading: QuotedHeading { says: format!("{}{words}{}", marks.0, marks.1), nth }, markdown })
    }

    /// The words that a passage touches, as far as a note can quote them; none if it touches none.
    pub(crate) fn touching(&self, passage: Passage) -> Option<FoundPassage> {
        self.at(passage).map(|(found, _)| found)
    }

    /// Whether a title, as a heading of a commentary has it, names a section and no other.
    pub(crate) fn names(&self, title: &str, section: SectionId) -> bool {
        let own = self.book.section(section);
        match title.strip_prefix('#') {
            Some(slug) if slug == own.slug => true,
            _ => super::words::forms(title) == super::words::forms(&own.title) && self.index.has_once(title),
        }
    }

    /// The words of a section, in words of the index.
    pub(crate) fn area(&self, section: SectionId) -> Range<usize> {
        self.index.section(section)
    }

    /// What to write in a heading of a commentary to name a section and no other.
    pub(crate) fn title_for(&self, section: SectionId) -> String {
        self.section_heading(section)
    }

    /// The passage that a note stands on, if it quotes words and has found them.
    pub(crate) fn placed(note: &WrittenNote) -> Option<Passage> {
        match note.place {
            Some(NotePlace::Words(passage)) => Some(passage),
            _ => None,
        }
    }
}
