//! A quotation and a region of the text laid side by side, word for word: where in the region the quotation would begin and end.
//!
//! *Input*: the words of a quotation; a region of the text without barriers.
//!
//! *State*: the least cost of matching the first words of the one with words of the other that end at each place, the region's own
//! beginning and end being free (semi-global alignment). Equal words cost nothing, words that are spelt alike little.
//!
//! *Cost*: the words of the one times the words of the other.
//!
//! *Invariant*: the window begins and ends with a word that stands for one of the quotation's.

use super::index::Index;
use crate::book::Book;
use std::ops::Range;

/// A quotation laid beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AlignedWords {
    /// The words of the text that stand for those of the quotation.
    pub(super) window: Range<usize>,
    /// The window without words at the edges that are quite other ones.
    pub(super) inner: Range<usize>,
    /// How many of them are the same.
    pub(super) same: usize,
    /// Whether the window surely is what was quoted: most words are the same, or all are spelt alike; and the first and the last are
    /// those of the quotation, or stand in their place at the edge of a clause.
    pub(super) firm: bool,
}

/// The price of each step; two words that are put for one another cost less than leaving out the one and adding the other.
const ALIKE: u32 = 3;
const OTHER: u32 = 6;
const ADDED: u32 = 5;
const MISSING: u32 = 7;
const MARK: u32 = 2;
const MISMATCH: u32 = 20;
/// Likeness of two words in percent from which one is the other, spelt otherwise.
const SPELT_ALIKE: usize = 55;
/// Quotations of more words are compared without looking at how words are spelt.
const LONG: usize = 60;

/// A step of the way back through the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Begin,
    Both,
    Missing,
    Added,
}

/// A quotation and the words of a region.
struct Pair<'a> {
    index: &'a Index,
    book: &'a Book,
    forms: &'a [String],
    wanted: &'a [u32],
    region: Range<usize>,
}

/// Lays a quotation beside a region; none if no word of it stands there.
pub(super) fn align(index: &Index, book: &Book, forms: &[String], wanted: &[u32], region: Range<usize>) -> Option<AlignedWords> {
    let pair = Pair { index, book, forms, wanted, region };
    let width = pair.region.len() + 1;
    let mut costs = vec![0u32; width];
    let mut steps = vec![Step::Begin; width * (wanted.len() + 1)];
    for row in 1..=wanted.len() {
        let missing = if pair.is_spoken(row - 1) { MISSING } else { MARK };
        let mut diagonal = costs[0];
        costs[0] += missing;
        steps[row * width] = Step::Missing;
        for column in 1..width {
            let added = if pair.speaks(column - 1) { ADDED } else { MARK };
            let ways = [
                (diagonal + pair.price(row - 1, column - 1), Step::Both),
                (costs[column] + missing, Step::Missing),
                (costs[column - 1] + added, Step::Added),
            ];
            diagonal = costs[column];
            let (cost, step) = ways.into_iter().min_by_key(|(cost, _)| *cost).unwrap_or((0, Step::Begin));
            (costs[column], steps[row * width + column]) = (cost, step);
        }
    }
    let end = (1..width).min_by_key(|&column| costs[column])?;
    pair.window(&steps, width, end)
}

impl Pair<'_> {
    fn is_spoken(&self, row: usize) -> bool {
        self.forms[row].chars().any(char::is_alphanumeric)
    }

    fn speaks(&self, column: usize) -> bool {
        self.index.vocabulary.is_spoken(self.index.words(false)[self.region.start + column])
    }

    fn price(&self, row: usize, column: usize) -> u32 {
        if self.wanted[row] == self.index.words(true)[self.region.start + column] {
            return 0;
        }
        match (self.is_spoken(row), self.speaks(column)) {
            (true, true) if self.is_alike(row, column) => ALIKE,
            (true, true) => OTHER,
            (false, false) => MARK,
            _ => MISMATCH,
        }
    }

    /// Whether two words are spelt alike.
    fn is_alike(&self, row: usize, column: usize) -> bool {
        if self.wanted.len() > LONG {
            return false;
        }
        let (a, b) = (self.forms[row].to_lowercase(), self.index.written(self.book, self.region.start + column).to_lowercase());
        let (short, long) = (a.chars().count().min(b.chars().count()), a.chars().count().max(b.chars().count()));
        if short * 100 < long * SPELT_ALIKE || long > 64 {
            return false;
        }
        100 * (long - strsim::osa_distance(&a, &b).min(long)) >= SPELT_ALIKE * long
    }

    /// The way back from the end of the window.
    fn window(&self, steps: &[Step], width: usize, end: usize) -> Option<AlignedWords> {
        let (mut row, mut column) = (self.wanted.len(), end);
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        while row > 0 {
            match steps[row * width + column] {
                Step::Both => {
                    (row, column) = (row - 1, column - 1);
                    pairs.push((row, column));
                }
                Step::Missing | Step::Begin => row -= 1,
                Step::Added => column -= 1,
            }
        }
        pairs.reverse();
        let same = pairs.iter().filter(|&&(row, column)| self.price(row, column) == 0).count();
        let (first, last) = (pairs.first()?.1, pairs.last()?.1);
        let mut spoken = pairs.iter().copied().filter(|&(row, _)| self.is_spoken(row));
        let (first_pair, last_pair) = (spoken.next(), spoken.next_back());
        let (first_word, last_word) = ((0..self.wanted.len()).find(|&row| self.is_spoken(row)), self.last_spoken());
        let begins = first_pair.filter(|pair| Some(pair.0) == first_word);
        let ends = last_pair.or(first_pair).filter(|pair| Some(pair.0) == last_word);
        let before = begins.is_some_and(|(row, column)| {
            self.price(row, column) <= ALIKE || column.checked_sub(1).is_none_or(|before| !self.speaks(before))
        });
        let behind = ends
            .is_some_and(|(row, column)| self.price(row, column) <= ALIKE || column + 1 >= self.region.len() || !self.speaks(column + 1));
        let start = self.region.start;
        let mut held = pairs.iter().filter(|&&(row, column)| self.price(row, column) <= ALIKE).map(|pair| pair.1);
        let inner_first = held.next()?;
        let inner_last = held.next_back().unwrap_or(inner_first);
        let inner = start + inner_first..start + inner_last + 1;
        let all = (0..self.wanted.len()).filter(|&row| self.is_spoken(row)).count();
        let prices = || pairs.iter().filter(|pair| self.is_spoken(pair.0)).map(|&(row, column)| self.price(row, column));
        let (equal, held) = (prices().filter(|&price| price == 0).count(), prices().filter(|&price| price <= ALIKE).count());
        let most = held == all || equal >= 3 && 2 * equal >= all;
        (same > 0).then_some(AlignedWords { window: start + first..start + last + 1, inner, same, firm: before && behind && most })
    }

    fn last_spoken(&self) -> Option<usize> {
        (0..self.wanted.len()).rfind(|&row| self.is_spoken(row))
    }
}
