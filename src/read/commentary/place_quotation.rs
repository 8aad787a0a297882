//! Where a remark that was made elsewhere belongs in today's text: the one passage that its quotation means, or the passages it may mean.
//!
//! A quotation comes with the words before and behind it. The passage is taken where it and they agree with the text better than
//! anywhere else, by a margin, and where it is certain with which words it begins and ends. All else is for people to decide: a remark
//! never lands on other words without anybody being told.
//!
//! Of a footnote, and where the text begins and ends, the words round a passage are others in each document: those of notes stand below
//! the page, behind the text, or where they are called. What would stand beyond the first or the last word of a footnote or of the text
//! is not asked for.

use super::align::WordAlignment;
use super::index::Index;
use super::nearest::nearest;
use super::passages::{Found, MOST, passage, slice, span};
use super::spoken::SpokenText;
use super::text_positions::TextPositions;
use super::words::{Vocabulary, words};
use crate::book::{Book, Passage, TextPos};
use crate::source::Span;
use std::cell::OnceCell;
use std::ops::Range;

/// More spoken words of a quotation are not looked at: its beginning is placed, and that is told.
const LONGEST: usize = 190;
/// How many words of context are looked at on either side.
const CONTEXT: usize = 16;
/// Words of a quotation that are enough to know it by where none is round it.
const ALONE: usize = 5;
/// Words of context that are enough where there can be no more.
const LITTLE: usize = 4;
/// How many passages are shown for a remark without a place.
const SHOWN: usize = 3;

/// What a remark quotes, with what stood round it where it was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct QuotedWords {
    /// The passage.
    pub(crate) exact: String,
    /// What stood before it and behind it.
    pub(crate) prefix: String,
    pub(crate) suffix: String,
    /// The document that it stood in: the path of a text, or a name made of it.
    pub(crate) document: Option<String>,
    /// Characters of that document before it, as [`RemarkDesk::quote`] counts them.
    pub(crate) position: Option<usize>,
}

/// A passage of today's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundPassage {
    pub(crate) passage: Passage,
    pub(crate) span: Span,
    /// The words as they stand in the text.
    pub(crate) shown: String,
    /// How much of the quotation and its context agrees, in percent.
    pub(crate) alike: usize,
    /// Whether only the beginning of a long quotation was looked for.
    pub(crate) is_cut: bool,
    pub(super) words: Range<usize>,
}

/// What looking for a remark's place came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum QuotationPlace {
    /// The one passage that is meant.
    Certain(FoundPassage),
    /// Several passages, of which each may be meant.
    Several(Vec<FoundPassage>),
    /// No passage is certain; the nearest ones.
    Nowhere(Vec<FoundPassage>),
}

/// A book laid open to take remarks in.
pub(crate) struct RemarkDesk<'b> {
    pub(super) book: &'b Book,
    pub(super) index: Index,
    spoken: OnceCell<SpokenText>,
    positions: OnceCell<TextPositions>,
}

/// The spoken words of a quotation and its context, as numbers, and which of them are the quotation's own.
struct SpokenQuotation {
    all: Vec<u32>,
    own: Range<usize>,
    /// The quotation with its punctuation.
    exact: Vec<u32>,
    /// The ends of the context, which may be parts of words: the last letters of the first word, and the first letters of the last.
    broken: [Option<String>; 2],
    is_cut: bool,
}

/// A place that may be meant, with the words of quotation and context that agree there.
struct Candidate {
    own: usize,
    context: usize,
    /// How many words of context can stand there: none beyond the ends of the text, or of a footnote.
    room: usize,
    /// How many of the broken words at the ends of the context may be those that stand there.
    broken: usize,
    /// The words in the index; none if it is not certain where the passage begins or ends.
    words: Option<Range<usize>>,
    /// The nearest that can be said of it.
    about: Range<usize>,
}

impl Candidate {
    fn points(&self) -> usize {
        2 * self.own + self.context
    }

    /// The words of context that must be there for a quotation of so many words, with so many words of context.
    fn wanted(&self, own: usize, context: usize) -> usize {
        let is_known = self.own == own && own >= ALONE || self.context >= LITTLE;
        if is_known { self.room.min(context) } else { context }
    }
}

impl<'b> RemarkDesk<'b> {
    /// Lays a book open.
    pub(crate) fn new(book: &'b Book) -> Self {
        Self { book, index: Index::new(book), spoken: OnceCell::new(), positions: OnceCell::new() }
    }

    /// The text as it is spoken.
    pub(super) fn spoken(&self) -> &SpokenText {
        self.spoken.get_or_init(|| SpokenText::new(&self.index))
    }

    /// The places of the text in characters.
    pub(super) fn positions(&self) -> &TextPositions {
        self.positions.get_or_init(|| TextPositions::new(self.book))
    }

    /// The passage that a quotation means.
    pub(crate) fn place(&self, quoted: &QuotedWords) -> QuotationPlace {
        // Some programs trim what they quote, so that two words seem to be one; others quote parts of words.
        let joined = self.said(quoted, "");
        let place = self.decide(quoted, &joined);
        if matches!(place, QuotationPlace::Certain(_)) {
            return place;
        }
        let parted = self.said(quoted, " ");
        if parted.all == joined.all {
            return place;
        }
        match self.decide(quoted, &parted) {
            QuotationPlace::Nowhere(near) if near.is_empty() => place,
            other => other,
        }
    }

    fn decide(&self, quoted: &QuotedWords, said: &SpokenQuotation) -> QuotationPlace {
        if said.own.is_empty() {
            return QuotationPlace::Nowhere(Vec::new());
        }
        let exact = self.exact_places(said);
        let mut candidates: Vec<Candidate> = exact
            .iter()
            .filter_map(|place| self.candidate(said, self.spoken().within(place).start.checked_sub(said.own.start), Some(place)))
            .collect();
        let context = said.all.len() - said.own.len();
        // Found once, with all that stood round it.
        if let [only] = &candidates[..]
            && only.context == context
            && only.broken == said.broken.iter().flatten().count()
        {
            return self.certain(said, only);
        }
        for start in self.spoken().promising(&said.all) {
            let candidate = self.candidate(said, Some(start), None);
            candidates.extend(candidate.filter(|one| !candidates.iter().any(|other| overlap(&one.about, &other.about))));
        }
        candidates.sort_by_key(|candidate| (std::cmp::Reverse(candidate.points()), candidate.about.start));
        self.choose(quoted, said, &candidates)
    }

    fn choose(&self, quoted: &QuotedWords, said: &SpokenQuotation, candidates: &[Candidate]) -> QuotationPlace {
        let Some(best) = candidates.first() else { return QuotationPlace::Nowhere(self.near(said, &[])) };
        let (own, all) = (said.own.len(), said.all.len() - said.own.len());
        let context = best.wanted(own, all);
        let most = 2 * own + context;
        let ends = if context == all { said.broken.iter().flatten().count() } else { 0 };
        let whole = best.own == own && best.context == context && best.broken >= ends;
        // Without context there must be words enough to know them by.
        let enough = match context {
            0 => best.own == own || 4 * best.own >= 3 * own && best.own >= 5,
            _ => 5 * best.own >= 3 * own && 5 * best.points() >= 3 * most && (5 * best.context >= 2 * context || context < 4),
        };
        let margin = if whole { 1 } else { (most / 6).max(3) };
        let rivals: Vec<&Candidate> = candidates.iter().filter(|rival| rival.points() + margin > best.points()).collect();
        match &rivals[..] {
            [only] if enough && (whole || only.own + only.context >= 4) && only.words.is_some() => self.certain(said, only),
            [_] | [] => QuotationPlace::Nowhere(self.near(said, candidates)),
            several if enough => self.hinted(quoted, said, several),
            _ => QuotationPlace::Nowhere(self.near(said, candidates)),
        }
    }

    /// Takes one of several equal places, if where the remark was made says which.
    fn hinted(&self, quoted: &QuotedWords, said: &SpokenQuotation, several: &[&Candidate]) -> QuotationPlace {
        let best = several[0].points();
        let equal: Vec<&&Candidate> = several.iter().filter(|one| one.points() == best && one.words.is_some()).collect();
        let most = equal.iter().map(|one| one.broken).max().unwrap_or(0);
        let closest: Vec<&&&Candidate> = equal.iter().filter(|one| one.broken == most).collect();
        if let ([only], true) = (&closest[..], equal.len() == several.len()) {
            return self.certain(said, only);
        }
        let there = quoted.document.as_deref().map(|document| self.words_in(document)).unwrap_or_default();
        let in_it = |one: &&&&Candidate| there.iter().any(|words| words.contains(&one.about.start));
        let in_document: Vec<&&&Candidate> = equal.iter().filter(in_it).collect();
        let position = |at: usize| self.index.at(at).and_then(|word| self.position(TextPos { block: word.block, offset: word.start }));
        let at = |one: &&&&&Candidate| quoted.position.is_some() && position(one.about.start) == quoted.position;
        let exactly: Vec<&&&&Candidate> = in_document.iter().filter(at).collect();
        match (&in_document[..], &exactly[..]) {
            ([only], _) if equal.len() == several.len() => return self.certain(said, only),
            (_, [only]) => return self.certain(said, only),
            _ => {}
        }
        let found = several.iter().filter_map(|one| self.found(one.words.as_ref().unwrap_or(&one.about), said, one));
        QuotationPlace::Several(found.collect())
    }

    fn certain(&self, said: &SpokenQuotation, candidate: &Candidate) -> QuotationPlace {
        match candidate.words.as_ref().and_then(|words| self.found(words, said, candidate)) {
            Some(found) => QuotationPlace::Certain(found),
            None => QuotationPlace::Nowhere(Vec::new()),
        }
    }

    fn found(&self, words: &Range<usize>, said: &SpokenQuotation, candidate: &Candidate) -> Option<FoundPassage> {
        let alike = 100 * (candidate.own + candidate.context) / said.all.len().max(1);
        self.passage(words, alike, said.is_cut)
    }

    pub(super) fn passage(&self, words: &Range<usize>, alike: usize, is_cut: bool) -> Option<FoundPassage> {
        let found = Found { words: words.clone(), gap: None };
        Some(FoundPassage {
            passage: passage(&self.index, &found)?,
            span: span(&self.index, self.book, &found),
            shown: slice(&self.index, self.book, words.clone()),
            alike,
            is_cut,
            words: words.clone(),
        })
    }

    /// The passages that are nearest to a quotation.
    fn near(&self, said: &SpokenQuotation, candidates: &[Candidate]) -> Vec<FoundPassage> {
        let near = candidates.iter().filter(|one| 2 * one.own >= said.own.len() || 3 * one.points() >= said.all.len());
        near.take(SHOWN).filter_map(|one| self.found(one.words.as_ref().unwrap_or(&one.about), said, one)).collect()
    }

    /// The passages most like some words, letter by letter: for a quotation that shares hardly a word with the text.
    pub(crate) fn alike(&self, exact: &str) -> Option<FoundPassage> {
        let forms: Vec<String> = words(exact).into_iter().take(60).map(|word| word.form.into_owned()).collect();
        let nearest = nearest(&self.index, self.book, &forms, &[self.index.all()]);
        nearest.first().and_then(|near| self.passage(&near.place.words, near.alike, false))
    }

    /// The places where a quotation stands as it is, punctuation and all; else case aside; else without punctuation at its ends.
    fn exact_places(&self, said: &SpokenQuotation) -> Vec<Range<usize>> {
        let spoken = |word: &u32| *word == Vocabulary::UNKNOWN || self.index.vocabulary.is_spoken(*word);
        let first = said.exact.iter().position(spoken).unwrap_or(0);
        let last = said.exact.iter().rposition(spoken).map_or(said.exact.len(), |at| at + 1);
        let bare = &said.exact[first.min(last)..last];
        for pattern in [&said.exact[..], bare] {
            for caseless in [false, true] {
                let fold = |word: &u32| if caseless { self.index.vocabulary.fold(*word) } else { *word };
                let pattern: Vec<u32> = pattern.iter().map(fold).collect();
                let places = self.index.find(&pattern, caseless, &self.index.all(), MOST);
                if !places.is_empty() {
                    return places.into_iter().map(|at| at..at + pattern.len()).collect();
                }
            }
        }
        Vec::new()
    }

    /// What agrees where a pattern may begin; `exact` are the words of the quotation if it stands there as it is.
    fn candidate(&self, said: &SpokenQuotation, start: Option<usize>, exact: Option<&Range<usize>>) -> Option<Candidate> {
        let slack = 4 + said.all.len() / 8;
        let start = start.unwrap_or(0);
        let first = exact.map_or(start + said.own.start, |words| self.spoken().within(words).start);
        let flow = self.spoken().flow(first.min(self.spoken().words().len().saturating_sub(1)));
        let from = start.saturating_sub(slack).clamp(flow.start, flow.end);
        let upto = (start + said.all.len() + slack).clamp(from, flow.end);
        let mut aligned = WordAlignment::of(&said.all, self.spoken().words().get(from..upto)?, from);
        if let Some(words) = exact {
            // However the alignment falls out, these words are the quotation's: what is repeated in the context must not part them.
            let spoken = self.spoken().within(words);
            let before = WordAlignment::of(&said.all[..said.own.start], &self.spoken().words()[from.min(spoken.start)..spoken.start], from);
            let behind = &self.spoken().words()[spoken.end..upto.max(spoken.end)];
            let behind = WordAlignment::of(&said.all[said.own.end..], behind, spoken.end);
            aligned.agrees = before.agrees.into_iter().chain(spoken.map(Some)).chain(behind.agrees).collect();
            if aligned.agrees.len() != said.all.len() {
                return None;
            }
        }
        let own = aligned.count(said.own.clone());
        let context = aligned.count(0..said.own.start) + aligned.count(said.own.end..said.all.len());
        let place = |spoken: &Range<usize>| self.spoken().position(spoken.start)..self.spoken().position(spoken.end - 1) + 1;
        let words = exact.cloned().or_else(|| aligned.part(&said.all, &said.own).map(|spoken| place(&spoken)));
        let mut known = aligned.agrees[said.own.clone()].iter().flatten();
        let about = match (&words, known.next(), known.next_back()) {
            (Some(words), ..) => words.clone(),
            (None, Some(&first), last) => place(&(first..last.copied().unwrap_or(first) + 1)),
            (None, None, _) => return None,
        };
        let broken = self.broken(said, &aligned);
        let stands = self.spoken().within(&about);
        let before = said.own.start.min(stands.start.saturating_sub(flow.start));
        let room = before + (said.all.len() - said.own.end).min(flow.end.saturating_sub(stands.end));
        Some(Candidate { own, context, room, broken, words, about })
    }

    /// How many of the broken words at the ends of a context fit those that stand there.
    fn broken(&self, said: &SpokenQuotation, aligned: &WordAlignment) -> usize {
        let word = |at: usize| -> Option<String> {
            let place = self.index.at(self.spoken().position(at))?;
            let text = &self.book.block(place.block).prose()?.text;
            words(text.get(place.start as usize..place.end as usize)?).first().map(|word| word.form.to_lowercase())
        };
        let [before, behind] = &said.broken;
        let before = before.as_ref().is_some_and(|end| {
            let at = aligned.agrees.first().copied().flatten().and_then(|at| at.checked_sub(1));
            at.and_then(word).is_some_and(|word| word.ends_with(end.as_str()))
        });
        let behind = behind.as_ref().is_some_and(|start| {
            let at = aligned.agrees.last().copied().flatten().map(|at| at + 1).filter(|&at| at < self.spoken().words().len());
            at.and_then(word).is_some_and(|word| word.starts_with(start.as_str()))
        });
        usize::from(before) + usize::from(behind)
    }

    /// The words of a quotation and its context. Words that the quotation parts from its context are whole, and those that the ends of
    /// the context cut off are left out.
    fn said(&self, quoted: &QuotedWords, between: &str) -> SpokenQuotation {
        let (prefix, suffix) = (tail(&quoted.prefix), head(&quoted.suffix));
        let whole = format!("{prefix}{between}{}{between}{suffix}", quoted.exact);
        let start = prefix.len() + between.len();
        let own = start..start + quoted.exact.len();
        let (mut all, mut exact, mut mine) = (Vec::new(), Vec::new(), None::<Range<usize>>);
        let (mut is_cut, mut broken) = (false, [None, None]);
        for word in words(&whole) {
            let is_own = word.range.start < own.end && word.range.end > own.start;
            let is_broken = word.range.start == 0 && !prefix.is_empty() || word.range.end == whole.len() && !suffix.is_empty();
            let number = self.index.vocabulary.number(&word.form, false);
            let is_spoken = word.form.chars().any(char::is_alphanumeric);
            if !is_own && is_broken && is_spoken && !is_cut {
                broken[usize::from(word.range.start > 0)] = Some(word.form.to_lowercase());
            }
            if !is_own && (is_broken || !is_spoken) || is_cut {
                continue;
            }
            if is_own {
                exact.push(number);
            }
            if is_spoken {
                if is_own {
                    let from = mine.as_ref().map_or(all.len(), |mine| mine.start);
                    mine = Some(from..all.len() + 1);
                    is_cut = all.len() + 1 - from >= LONGEST;
                }
                all.push(self.known(&word.form));
            }
        }
        let mine = mine.unwrap_or(0..0);
        let upto = (mine.end + CONTEXT).min(all.len());
        let from = mine.start.saturating_sub(CONTEXT);
        // Where context is longer than what is looked at, its ends are whole words.
        broken[0] = broken[0].take().filter(|_| from == 0);
        broken[1] = broken[1].take().filter(|_| upto == all.len());
        SpokenQuotation { broken, all: all[from..upto].to_vec(), own: mine.start - from..mine.end - from, exact, is_cut }
    }

    /// The number of a word, case aside. In pages the mark of a note is often stuck to a word: `fleet12`, `fleeta`.
    fn known(&self, form: &str) -> u32 {
        let number = self.index.vocabulary.number(form, true);
        if number != Vocabulary::UNKNOWN {
            return number;
        }
        let bare = form.trim_end_matches(|c: char| c.is_ascii_digit());
        let bare = if bare.len() == form.len() { form.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(form) } else { bare };
        if bare.chars().count() < 3 { number } else { self.index.vocabulary.number(bare, true) }
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The end of a context, which may be very long.
fn tail(text: &str) -> &str {
    let from = text.char_indices().rev().nth(24 * CONTEXT).map_or(0, |(at, _)| at);
    &text[from..]
}

/// The beginning of a context.
fn head(text: &str) -> &str {
    let upto = text.char_indices().nth(24 * CONTEXT).map_or(text.len(), |(at, _)| at);
    &text[..upto]
}
