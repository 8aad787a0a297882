//! Where quoted words stand in the text: the exact places, every one of them, and what to write to mean only one.

use super::index::Index;
use super::lemma::{Lemma, LemmaReading};
use crate::book::{BlockId, Book, Passage, TextPos};
use crate::source::Span;
use std::ops::Range;

/// Most places of a quotation that are looked at.
pub(super) const MOST: usize = 200;
/// How many words a range may span.
pub(super) const WIDEST: usize = 200;
/// How many words of context are tried to tell places apart.
const CONTEXT: usize = 10;

/// A passage as words of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Words of the passage; for a range from the first to the last.
    pub(super) words: Range<usize>,
    /// Where the first words of a range end and its last ones begin; none for a passage in one piece.
    pub(super) gap: Option<(usize, usize)>,
}

/// What looking for a quotation came to.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// The places, in order, at most [`MOST`].
    pub(super) places: Vec<Found>,
    /// Whether the places were found only when upper and lower case are equal.
    pub(super) caseless: bool,
    /// Where the first words of a range stand whose last ones were not found.
    pub(super) heads: Vec<Found>,
}

/// Looks for a quotation in some stretches of the text: as it stands first, then with context and gaps; then caselessly.
pub(super) fn search(index: &Index, lemma: &Lemma, areas: &[Range<usize>]) -> Search {
    let mut heads = Vec::new();
    for caseless in [false, true] {
        for reading in &lemma.readings {
            let reading = reading.map(|form| index.vocabulary.number(form, caseless));
            let mut places = Vec::new();
            let mut begun = Vec::new();
            for area in areas {
                places.extend(find(index, &reading, caseless, area, &mut begun));
            }
            if !places.is_empty() {
                places.truncate(MOST);
                return Search { places, caseless, heads: Vec::new() };
            }
            if heads.is_empty() {
                heads = begun;
            }
        }
    }
    Search { heads, ..Search::default() }
}

fn find(index: &Index, reading: &LemmaReading<u32>, caseless: bool, area: &Range<usize>, heads: &mut Vec<Found>) -> Vec<Found> {
    let Some((first, others)) = reading.parts.split_first() else { return Vec::new() };
    let ends_here: &[u32] = if others.is_empty() { &reading.after } else { &[] };
    let pattern: Vec<u32> = reading.before.iter().chain(first).chain(ends_here).copied().collect();
    let starts = index.find(&pattern, caseless, area, MOST);
    let mut found = Vec::new();
    for start in starts {
        let start = start + reading.before.len();
        let head = start..start + first.len();
        if others.is_empty() {
            found.push(Found { words: head, gap: None });
        } else {
            let before = found.len();
            tails(index, others, &reading.after, caseless, &head, &mut found);
            if found.len() == before {
                heads.push(Found { words: head, gap: None });
            }
        }
        if found.len() >= MOST {
            break;
        }
    }
    found
}

/// Every end of a range whose first words are known: the other parts in order, in the same section, not too far.
fn tails(index: &Index, parts: &[Vec<u32>], after: &[u32], caseless: bool, head: &Range<usize>, found: &mut Vec<Found>) {
    let words = index.words(caseless);
    let limit = reach(index, head.start);
    let stands = |part: &[u32], at: usize| words.get(at..at + part.len()) == Some(part);
    let Some((last, between)) = parts.split_last() else { return };
    let mut from = head.end;
    for part in between {
        let Some(at) = (from..limit).find(|&at| stands(part, at)) else { return };
        from = at + part.len();
    }
    for at in from..limit {
        let end = at + last.len();
        if end <= limit && stands(last, at) && (after.is_empty() || stands(after, end)) {
            found.push(Found { words: head.start..end, gap: Some((head.end, at)) });
        }
    }
}

/// The end of the words that a range beginning at `start` may take in.
pub(super) fn reach(index: &Index, start: usize) -> usize {
    let stretch = index.stretch(start);
    let mut spoken = 0;
    for at in start..stretch.end {
        spoken += usize::from(index.vocabulary.is_spoken(index.words(false)[at]));
        if spoken > WIDEST {
            return at;
        }
    }
    stretch.end
}

/// The passage in the book.
pub(super) fn passage(index: &Index, found: &Found) -> Option<Passage> {
    let (first, last) = (index.at(found.words.start)?, index.at(found.words.end - 1)?);
    Some(Passage { start: TextPos { block: first.block, offset: first.start }, end: TextPos { block: last.block, offset: last.end } })
}

/// The words of a place as they stand in the text, a range as `first … last`.
pub(super) fn shown(index: &Index, book: &Book, found: &Found) -> String {
    match found.gap {
        None => slice(index, book, found.words.clone()),
        Some((head, tail)) => {
            format!("{} … {}", slice(index, book, found.words.start..head), slice(index, book, tail..found.words.end))
        }
    }
}

/// The text from one word to another, in one line.
pub(super) fn slice(index: &Index, book: &Book, words: Range<usize>) -> String {
    let mut text = String::new();
    let mut at = words.start;
    while at < words.end {
        let Some(first) = index.at(at) else {
            at += 1;
            continue;
        };
        let mut last = first;
        while let Some(next) = index.at(at).filter(|next| at < words.end && next.block == first.block) {
            last = next;
            at += 1;
        }
        let Some(prose) = book.block(first.block).prose() else { continue };
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(prose.text.get(first.start as usize..last.end as usize).unwrap_or(""));
    }
    let visible: String = text.chars().filter(|c| !matches!(c, '\u{AD}' | '\u{FFFC}')).collect();
    // A thin space before a French colon is part of the typography; only runs of plain white space and breaks become one space.
    visible.split([' ', '\n', '\t']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What to write between quotation marks to mean only `places[which]`: the words with the least context that tells it
/// from the other places. None if ten words on either side don't.
pub(super) fn told_apart(index: &Index, book: &Book, places: &[Found], which: usize) -> Option<String> {
    told_apart_within(index, book, places, which, false)
}

/// As [`told_apart`], with words of the paragraphs, items and cells beside it if need be.
pub(super) fn told_apart_across(index: &Index, book: &Book, places: &[Found], which: usize) -> Option<String> {
    told_apart_within(index, book, places, which, true)
}

fn told_apart_within(index: &Index, book: &Book, places: &[Found], which: usize, crosses: bool) -> Option<String> {
    let place = &places[which];
    let shown = shown(index, book, place);
    let all = index.words(false);
    let block = index.at(place.words.start)?.block;
    for width in 1..=CONTEXT.min(place.words.start) {
        let context = |found: &Found| found.words.start.checked_sub(width).map(|from| &all[from..found.words.start]);
        let from = place.words.start - width;
        if index.at(from).is_none_or(|at| at.block != block && !crosses) {
            break;
        }
        if tells(index, from) && places.iter().enumerate().all(|(other, found)| other == which || context(found) != context(place)) {
            let words = slice(index, book, from..place.words.start);
            if plain(&words) {
                return Some(format!("[{words}] {shown}"));
            }
        }
    }
    let block = index.at(place.words.end - 1)?.block;
    for width in 1..=CONTEXT {
        let context = |found: &Found| all.get(found.words.end..found.words.end + width);
        let upto = place.words.end + width;
        if index.at(upto - 1).is_none_or(|at| at.block != block && !crosses) {
            break;
        }
        if tells(index, upto - 1) && places.iter().enumerate().all(|(other, found)| other == which || context(found) != context(place)) {
            let words = slice(index, book, place.words.end..upto);
            if plain(&words) {
                return Some(format!("{shown} [{words}]"));
            }
        }
    }
    None
}

/// Whether the boundary before a word lies within a word as it is written, such as `Sword-Fish`, `it’s` or `3.5`: words divided by a mark
/// without blanks.
pub(super) fn within_word(index: &Index, book: &Book, at: usize) -> bool {
    let touch = |right: usize| match (right.checked_sub(1).and_then(|left| index.at(left)), index.at(right)) {
        (Some(left), Some(right)) => left.block == right.block && left.end == right.start,
        _ => false,
    };
    let spoken = |at: usize| index.written(book, at).chars().any(char::is_alphanumeric);
    let figure = |at: usize| !index.written(book, at).is_empty() && index.written(book, at).chars().all(|c| c.is_ascii_digit());
    let binds = |at: usize| match index.written(book, at) {
        "-" | "\u{2010}" | "\u{2011}" | "'" | "’" | "." | "/" | "_" | "&" | "@" => true,
        "," | ":" => at > 0 && figure(at - 1) && figure(at + 1),
        _ => false,
    };
    if !touch(at) {
        return false;
    }
    let (mut left, mut right) = (at - 1, at);
    while binds(left) && touch(left) {
        left -= 1;
    }
    while binds(right) && touch(right + 1) {
        right += 1;
    }
    right - left > 1 && spoken(left) && spoken(right)
}

fn tells(index: &Index, at: usize) -> bool {
    index.vocabulary.is_spoken(index.words(false)[at])
}

/// Whether words can stand in square brackets in a heading and mean themselves.
fn plain(words: &str) -> bool {
    !words.contains(['[', ']', '*', '_', '`', '<', '\\', '…'])
}

/// Where a place stands in the file it was read from.
pub(super) fn span(index: &Index, book: &Book, found: &Found) -> Span {
    let (Some(first), Some(last)) = (index.at(found.words.start), index.at(found.words.end - 1)) else {
        return Span::new(book.chapters[0].blocks.first().map_or(book.sections[0].span, |&id| book.block(id).span).source, 0, 0);
    };
    let start = in_source(book, first.block, first.start..first.end);
    let end = in_source(book, last.block, last.start..last.end);
    if start.source == end.source { start.to(end) } else { start }
}

/// Where a word of a block stands in its source.
fn in_source(book: &Book, block: BlockId, word: Range<u32>) -> Span {
    let block = book.block(block);
    block.prose().and_then(|prose| prose.place(word.start as usize..word.end as usize)).unwrap_or(block.span)
}
