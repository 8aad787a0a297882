//! The nearest passage to words that stand nowhere: suggested with its likeness, never taken.

use super::index::Index;
use super::passages::Found;
use super::words::Vocabulary;
use crate::book::Book;
use std::collections::BTreeMap;
use std::ops::Range;

/// Likeness in percent below which nothing is suggested.
const LEAST: usize = 60;
/// How many places of a word are looked at; a word more frequent than that tells nothing.
const PLACES: usize = 2000;
/// How many windows are compared letter by letter.
const BEST: usize = 6;

/// The stretch of the text most like some words, and its likeness in percent.
pub(super) fn nearest(index: &Index, book: &Book, forms: &[String], areas: &[Range<usize>]) -> Option<(Found, usize)> {
    let wanted: Vec<u32> = forms.iter().map(|form| index.vocabulary.number(form, true)).collect();
    let text = forms.join(" ").to_lowercase();
    let all = index.words(true);
    let mut best: Option<(usize, Found)> = None;
    for start in promising(index, &wanted, areas) {
        let area = areas.iter().find(|area| area.contains(&start)).cloned().unwrap_or(0..0);
        for from in start.saturating_sub(1).max(area.start)..=start + 1 {
            for length in [wanted.len(), wanted.len() + 1, wanted.len().saturating_sub(1)] {
                let window = from..from + length;
                if length == 0 || window.end > area.end || all[window.clone()].contains(&Vocabulary::BARRIER) {
                    continue;
                }
                let alike = likeness(&text, &joined(index, book, window.clone()));
                if alike >= LEAST && best.as_ref().is_none_or(|(most, _)| alike > *most) {
                    best = Some((alike, Found { words: window, gap: None }));
                }
            }
        }
    }
    let (alike, mut found) = best?;
    // A full stop or comma that came along with the window is no part of what was meant.
    let spoken = |at: usize| index.vocabulary.is_spoken(index.words(false)[at]);
    while found.words.len() > 1 && !spoken(found.words.end - 1) {
        found.words.end -= 1;
    }
    while found.words.len() > 1 && !spoken(found.words.start) {
        found.words.start += 1;
    }
    Some((found, alike))
}

/// Where a window shares the most words in the same order, the rare ones counting most.
fn promising(index: &Index, wanted: &[u32], areas: &[Range<usize>]) -> Vec<usize> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for (offset, &word) in wanted.iter().enumerate() {
        let places = index.occurrences(word);
        let weight = if places.len() > PLACES { 0 } else { 1 + PLACES / places.len().max(1) };
        let spoken = index.at_word(places.first().map(|gram| gram[3]));
        for gram in places.iter().take(if weight == 0 || !spoken { 0 } else { PLACES }) {
            let at = (gram[3] as usize).saturating_sub(offset);
            if areas.iter().any(|area| area.contains(&at)) {
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
    for at in window.filter_map(|at| index.at(at)) {
        let prose = book.block(at.block).prose();
        let word = prose.and_then(|prose| prose.text.get(at.start as usize..at.end as usize)).unwrap_or("");
        if !text.is_empty() {
            text.push(' ');
        }
        text.extend(super::words::forms(word));
    }
    text.to_lowercase()
}

/// How much of the longer text need not be changed to get the other, in percent.
fn likeness(a: &str, b: &str) -> usize {
    let longest = a.chars().count().max(b.chars().count()).max(1);
    100 * (longest - strsim::levenshtein(a, b).min(longest)) / longest
}
