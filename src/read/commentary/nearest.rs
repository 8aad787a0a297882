//! The nearest passages to words that stand nowhere: suggested with their likeness, never taken.
//!
//! *Input*: the words of a quotation, and the stretches of the text in which they are sought.
//!
//! *State*: votes for the places where the passage may begin, one for each rare word that stands as far into the text as into the
//! quotation; round each of the best, the words of both are laid side by side (`side_by_side.rs`).
//!
//! *Cost*: the places of the rarer words, and the words of the quotation squared.
//!
//! *Invariant*: a passage begins and ends with whole words as they are written, and two of them share none.

use super::index::Index;
use super::passages::{Found, within_word};
use super::side_by_side::{AlignedWords, align};
use super::words::Vocabulary;
use crate::book::Book;
use std::collections::BTreeMap;
use std::ops::Range;

/// Likeness in percent below which nothing is suggested.
const LEAST: usize = 60;
/// How much less alike than the best another passage may be to be suggested too.
const SPREAD: usize = 25;
/// How many places of a word are looked at; a word more frequent than that tells nothing.
const PLACES: usize = 2000;
/// Round how many places the words are compared.
const BEST: usize = 6;
/// How many passages are suggested.
pub(super) const SUGGESTED: usize = 3;
/// How many letters are compared one by one; of more, words are.
const LETTERS: usize = 600;

/// A passage that is like some words.
#[derive(Clone, Debug)]
pub(super) struct LikePassage {
    /// Where the passage stands.
    pub(super) place: Found,
    /// How alike the words of the passage are, in percent.
    pub(super) alike: usize,
    /// Whether the passage surely is what was sought, from its first word to its last.
    pub(super) firm: bool,
}

/// The stretches of the text most like some words, the best first.
pub(super) fn nearest(index: &Index, book: &Book, forms: &[String], areas: &[Range<usize>]) -> Vec<LikePassage> {
    let wanted: Vec<u32> = forms.iter().map(|form| index.vocabulary.number(form, true)).collect();
    let text = forms.join(" ").to_lowercase();
    let mut all: Vec<LikePassage> = Vec::new();
    for start in promising(index, &wanted, areas) {
        let reach = wanted.len() / 2 + 3;
        let region = start.saturating_sub(reach)..start + wanted.len() + reach;
        for region in unbroken(index, region, areas) {
            let Some(aligned) = align(index, book, forms, &wanted, region) else { continue };
            let (outer, inner) = (&aligned.window, &aligned.inner);
            // Another word at an edge may have taken the place of the one that was there, or be none of the passage.
            let windows = [outer.clone(), outer.start..inner.end, inner.start..outer.end, inner.clone()];
            let judged = windows.into_iter().enumerate().filter(|(rank, window)| *rank == 0 || window != outer).map(|(rank, window)| {
                let (window, whole) = whole_words(index, book, window);
                let alike = likeness(&text, &joined(index, book, window.clone()), &aligned, wanted.len());
                LikePassage { place: Found { words: window, gap: None }, alike, firm: whole && rank == 0 && aligned.firm }
            });
            // Of equals the widest.
            all.extend(judged.rev().max_by_key(|like| like.alike));
        }
    }
    all.sort_by_key(|like| (std::cmp::Reverse(like.alike), like.place.words.start));
    let mut best: Vec<LikePassage> = Vec::new();
    for like in all {
        let most = best.first().map_or(like.alike, |first| first.alike);
        let words = &like.place.words;
        let apart = best.iter().all(|other| other.place.words.end <= words.start || words.end <= other.place.words.start);
        if like.alike >= LEAST && like.alike + SPREAD >= most && apart && best.len() < SUGGESTED {
            best.push(like);
        }
    }
    best
}

/// The parts of a region that lie in the areas and that no barrier divides.
fn unbroken(index: &Index, region: Range<usize>, areas: &[Range<usize>]) -> Vec<Range<usize>> {
    let all = index.words(true);
    let mut parts = Vec::new();
    for area in areas {
        let (from, upto) = (region.start.max(area.start), region.end.min(area.end).min(all.len()));
        let mut start = from;
        for (at, _) in (from..upto).zip(all.get(from..upto).unwrap_or_default()).filter(|(_, word)| **word == Vocabulary::BARRIER) {
            parts.push(start..at);
            start = at + 1;
        }
        parts.push(start..upto);
    }
    parts.retain(|part| part.start < part.end);
    parts
}

/// A window from its first spoken word to its last, both whole; and whether they were.
fn whole_words(index: &Index, book: &Book, mut window: Range<usize>) -> (Range<usize>, bool) {
    // A full stop or comma that came along with the window is no part of what was meant.
    let spoken = |at: usize| index.vocabulary.is_spoken(index.words(false)[at]);
    while window.len() > 1 && !spoken(window.end - 1) {
        window.end -= 1;
    }
    while window.len() > 1 && !spoken(window.start) {
        window.start += 1;
    }
    let spoken = window.clone();
    while within_word(index, book, window.start) {
        window.start -= 1;
    }
    while within_word(index, book, window.end) {
        window.end += 1;
    }
    let whole = window == spoken;
    (window, whole)
}

/// Where a window shares the most words in the same order, the rare ones counting most.
fn promising(index: &Index, wanted: &[u32], areas: &[Range<usize>]) -> Vec<usize> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for (offset, &word) in wanted.iter().enumerate() {
        let places = index.occurrences(word);
        let weight = if places.len() > PLACES { 0 } else { 1 + PLACES / places.len().max(1) };
        let spoken = index.at_word(places.first().map(|gram| gram[3]));
        for gram in places.iter().take(if weight == 0 || !spoken { 0 } else { PLACES }) {
            let stands = gram[3] as usize;
            if areas.iter().any(|area| area.contains(&stands)) {
                let at = stands.saturating_sub(offset);
                // The words may have moved by one in the meantime: both neighbours get some of the vote.
                *votes.entry(at).or_default() += 2 * weight;
                *votes.entry(at.saturating_sub(1)).or_default() += weight;
                *votes.entry(at + 1).or_default() += weight;
            }
        }
    }
    let mut ranked: Vec<(usize, usize)> = votes.into_iter().map(|(at, votes)| (votes, at)).collect();
    ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<usize> = Vec::new();
    for (_, at) in ranked {
        if chosen.len() == BEST {
            break;
        }
        if chosen.iter().all(|&other| other.abs_diff(at) > 1) {
            chosen.push(at);
        }
    }
    chosen
}

fn joined(index: &Index, book: &Book, window: Range<usize>) -> String {
    let mut text = String::new();
    for at in window {
        if !text.is_empty() {
            text.push(' ');
        }
        text.extend(super::words::forms(index.written(book, at)));
    }
    text.to_lowercase()
}

/// How much of the longer text need not be changed to get the other, in percent.
fn likeness(a: &str, b: &str, aligned: &AlignedWords, words: usize) -> usize {
    let longest = a.chars().count().max(b.chars().count()).max(1);
    if longest > LETTERS {
        let most = words.max(aligned.window.len()).max(1);
        return 100 * aligned.same.min(most) / most;
    }
    100 * (longest - strsim::levenshtein(a, b).min(longest)) / longest
}
