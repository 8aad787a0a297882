//! What a quotation that stands nowhere probably means now: the nearest passage, and what to write to mean it alone.

use super::lemma::{HeadingSays, Lemma, says};
use super::nearest::nearest;
use super::passages::{Found, reach, search, shown, told_apart};
use super::quotation::{AnchorText, Quotation};
use std::ops::Range;

/// The nearest passage.
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
}

/// The passage nearest to a quotation, in its section, else anywhere.
pub(super) fn near(text: AnchorText, quotation: &Quotation) -> Option<NearestPassage> {
    let AnchorText { index, book, .. } = text;
    // What the passage itself is made of, without context; a range is sought by its first words.
    let reading = quotation.lemma.readings.last()?;
    let wanted = &reading.parts[0];
    let here = nearest(index, book, wanted, &quotation.areas);
    let in_section = here.is_some();
    let (place, alike) = here.or_else(|| nearest(index, book, wanted, quotation.everything))?;
    let mut near = match &reading.parts[..] {
        [_] => NearestPassage { words: shown(index, book, &place), place, alike, certain: true },
        [.., last] => match end(text, quotation, place.words.clone()) {
            Some(near) => NearestPassage { alike: alike.min(near.alike), ..near },
            None => {
                NearestPassage { words: format!("{} … {}", shown(index, book, &place), last.join(" ")), place, alike, certain: false }
            }
        },
        [] => return None,
    };
    near.certain &= in_section;
    if near.certain {
        match alone(text, quotation, &near.place, &near.words) {
            Some(words) => near.words = words,
            None => near.certain = false,
        }
    }
    Some(near)
}

/// The nearest end of a range whose first words are known.
pub(super) fn end(text: AnchorText, quotation: &Quotation, head: Range<usize>) -> Option<NearestPassage> {
    let AnchorText { index, book, .. } = text;
    let last = quotation.lemma.readings.last()?.parts.last()?;
    let area = head.end..reach(index, head.start);
    let numbers: Vec<u32> = last.iter().map(|form| index.vocabulary.number(form, false)).collect();
    let (tail, alike) = match index.find(&numbers, false, &area, 1).first() {
        Some(&at) => (at..at + numbers.len(), 100),
        None => nearest(index, book, last, std::slice::from_ref(&area)).map(|(tail, alike)| (tail.words, alike))?,
    };
    let place = Found { words: head.start..tail.end, gap: Some((head.end, tail.start)) };
    let words = shown(index, book, &place);
    let certain = alone(text, quotation, &place, &words).as_ref() == Some(&words);
    Some(NearestPassage { place, alike, words, certain })
}

/// What to write between quotation marks to mean a passage and no other: its words, with context if they stand elsewhere too.
fn alone(text: AnchorText, quotation: &Quotation, place: &Found, words: &str) -> Option<String> {
    let AnchorText { index, book, .. } = text;
    let places = search(index, &Lemma::of(words), &quotation.areas).places;
    let which = places.iter().position(|found| found.words == place.words)?;
    if places.len() == 1 { Some(words.to_owned()) } else { told_apart(index, book, &places, which) }
}

impl NearestPassage {
    /// The quotation with its marks, as it is to stand in the heading instead of what stands there; none if that is not certain
    /// to mean this passage, and it alone.
    pub(super) fn rewrite(&self, text: AnchorText, quotation: &Quotation) -> Option<String> {
        // A number counts places of the words as they were.
        if !self.certain || quotation.nth.is_some() {
            return None;
        }
        let written = text.sources.slice(quotation.span).trim();
        let own = written.chars().next().zip(written.chars().next_back());
        own.into_iter().chain([('"', '"'), ('“', '”')]).find_map(|(open, close)| {
            let HeadingSays::Lemma(lemma) = says(&format!("{open}{}{close}", self.words)) else { return None };
            let places = search(text.index, &lemma, &quotation.areas);
            let means_it = matches!(&places.places[..], [only] if only.words == self.place.words) && !places.caseless;
            means_it.then(|| format!("{open}{}{close}", escaped(&self.words)))
        })
    }
}

/// Escapes words so that Markdown takes them for themselves. Square brackets are left: alone they mean nothing in it.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '<' | '~' | '{' | '}' | '$' | '^' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
