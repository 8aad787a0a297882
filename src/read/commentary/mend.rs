//! What a quotation that stands nowhere probably means now: the nearest passages, and what to write to mean them alone.

use super::lemma::{HeadingSays, Lemma, says};
use super::nearest::nearest;
use super::passages::{Found, reach, search, shown, told_apart, within_word};
use super::quotation::{AnchorText, Quotation};
use super::words::{GAP, words};
use crate::book::Passage;
use std::ops::Range;

/// Likeness in percent from which a quotation may be rewritten without asking.
const SURE: usize = 70;
/// How much less alike the next passage must be.
const CLEAR: usize = 10;
/// How many spoken words a quotation must have to be rewritten at that likeness. Of shorter ones with a word changed, what is most alike is
/// often another place: of forty-one of two to four words that were rewritten in a trial five stood elsewhere then, of two hundred longer
/// ones none.
const TELLING: usize = 5;
/// Likeness in percent from which a shorter quotation, of two words at least, is rewritten too: a slip of the pen that was mended.
const SLIP: usize = 85;

/// A passage that may be meant.
#[derive(Debug)]
pub(super) struct NearestPassage {
    /// Where the passage stands.
    pub(super) place: Found,
    /// How alike the words of the passage are to those quoted, in percent.
    pub(super) alike: usize,
    /// What to write between the quotation marks.
    pub(super) words: String,
    /// Whether the words mean this passage; else they do only in another section, or only in part.
    pub(super) certain: bool,
    /// Whether the words are a whole quotation; else the last ones of a range are still to be found.
    pub(super) complete: bool,
}

/// The passages nearest to a quotation in some stretches of the text, the best first.
pub(super) fn candidates(text: AnchorText, quotation: &Quotation, areas: &[Range<usize>]) -> Vec<NearestPassage> {
    let AnchorText { index, book, .. } = text;
    // What the passage itself is made of, without context; a range is sought by its first words.
    let Some(reading) = quotation.lemma.readings.last() else { return Vec::new() };
    let likes = nearest(index, book, &reading.parts[0], areas);
    let clear = likes.get(1).is_none_or(|next| next.alike + CLEAR <= likes[0].alike);
    let spoken = reading.parts.iter().flatten().filter(|form| form.chars().any(char::is_alphanumeric)).count();
    let sure = match spoken {
        TELLING.. => SURE,
        2.. => SLIP,
        _ => usize::MAX,
    };
    let passages = likes.into_iter().enumerate().map(|(rank, like)| {
        let certain = rank == 0 && clear && like.firm && like.alike >= sure;
        let mut near = if reading.parts.len() == 1 {
            let words = shown(index, book, &like.place);
            NearestPassage { words, place: like.place, alike: like.alike, certain: true, complete: true }
        } else {
            match end(text, quotation, like.place.words.clone()) {
                Some(near) => NearestPassage { alike: like.alike.min(near.alike), ..near },
                None => {
                    let words = format!("{} {GAP}", shown(index, book, &like.place));
                    NearestPassage { words, place: like.place, alike: like.alike, certain: false, complete: false }
                }
            }
        };
        near.certain &= certain;
        if near.complete {
            match alone(text, quotation, &near.place, &near.words) {
                Some(words) => near.words = words,
                None => near.certain = false,
            }
        }
        near
    });
    passages.collect()
}

/// The nearest end of a range whose first words are known.
pub(super) fn end(text: AnchorText, quotation: &Quotation, head: Range<usize>) -> Option<NearestPassage> {
    let AnchorText { index, book, .. } = text;
    let last = quotation.lemma.readings.last()?.parts.last()?;
    let area = head.end..reach(index, head.start);
    let numbers: Vec<u32> = last.iter().map(|form| index.vocabulary.number(form, false)).collect();
    let (tail, alike, firm) = match index.find(&numbers, false, &area, 1).first() {
        Some(&at) => (at..at + numbers.len(), 100, !within_word(index, book, at + numbers.len())),
        None => {
            let near = nearest(index, book, last, std::slice::from_ref(&area)).into_iter().next()?;
            (near.place.words, near.alike, near.firm && near.alike >= SURE)
        }
    };
    let place = Found { words: head.start..tail.end, gap: Some((head.end, tail.start)) };
    let words = shown(index, book, &place);
    let certain = firm && alone(text, quotation, &place, &words).as_ref() == Some(&words);
    Some(NearestPassage { place, alike, words, certain, complete: true })
}

/// What to write between quotation marks to mean a passage and no other: its words, with context if they stand elsewhere too.
fn alone(text: AnchorText, quotation: &Quotation, place: &Found, words: &str) -> Option<String> {
    let AnchorText { index, book, .. } = text;
    let places = search(index, &Lemma::of(words), &quotation.areas).places;
    let which = places.iter().position(|found| found.words == place.words)?;
    if places.len() == 1 { Some(words.to_owned()) } else { told_apart(index, book, &places, which) }
}

/// What is to be written instead of a quotation, with its marks, and the passage that it means then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rewrite {
    /// What to write.
    pub(super) words: String,
    /// The passage.
    pub(super) meant: Passage,
}

impl NearestPassage {
    /// What is to stand in the heading instead of what stands there; none if that is not certain to mean this passage, and it alone.
    pub(super) fn rewrite(&self, text: AnchorText, quotation: &Quotation) -> Option<Rewrite> {
        // A number counts places of the words as they were.
        if !self.certain || quotation.nth.is_some() {
            return None;
        }
        let written = text.sources.slice(quotation.span).trim();
        let own = written.chars().next().zip(written.chars().next_back());
        let words = own.into_iter().chain([('"', '"'), ('“', '”')]).find_map(|(open, close)| {
            let HeadingSays::Lemma(lemma) = says(&format!("{open}{}{close}", self.words)) else { return None };
            let places = search(text.index, &lemma, &quotation.areas);
            let means_it = matches!(&places.places[..], [only] if only.words == self.place.words) && !places.caseless;
            means_it.then(|| format!("{open}{}{close}", escaped(&self.words)))
        })?;
        let meant = super::passages::passage(text.index, &self.place)?;
        Some(Rewrite { words, meant })
    }
}

/// Escapes words so that Markdown takes them for themselves. Square brackets are left: alone they mean nothing in it.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for (at, c) in words.char_indices() {
        let opens = c == '[' && closes_link(&words[at + 1..]) || c == ':' && names_sign(&words[at + 1..]);
        if opens || matches!(c, '\\' | '*' | '_' | '`' | '<' | '~' | '{' | '}' | '$' | '^' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether what stands behind a colon makes the name of a sign of it: `smile:`.
pub(super) fn names_sign(rest: &str) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    rest.split_once(':').is_some_and(|(own, _)| !own.is_empty() && own.chars().all(name))
}

/// Whether what stands behind a bracket makes a link or a span of it: `d](e)`, `d][e]`, `d]{.e}`.
pub(super) fn closes_link(rest: &str) -> bool {
    rest.match_indices(']').any(|(at, _)| rest[at + 1..].starts_with(['(', '[', '{']))
}

/// How many words of a quotation are spoken.
pub(super) fn spoken(lemma: &Lemma) -> usize {
    words(&lemma.words).iter().filter(|word| word.form.chars().any(char::is_alphanumeric)).count()
}
