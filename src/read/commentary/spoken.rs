//! The text as it is spoken: its words without punctuation, case aside, with what finds the places that share words with a quotation.
//!
//! The words of the text are read one behind the other across its sections, and each footnote by itself: nobody knows where a document
//! has the footnotes that a remark was made in, so what stands round them is no context.

use super::index::Index;
use std::ops::Range;

/// Places of a group of words that are looked at; a group more frequent than that tells little.
const FREQUENT: [usize; 3] = [40, 120, 200];
/// How many places are compared word by word.
const MOST: usize = 8;

/// The spoken words of the text in reading order, across sections, and behind them those of each footnote.
#[derive(Debug)]
pub(super) struct SpokenText {
    /// The words, as numbers of their lower-case forms.
    words: Vec<u32>,
    /// Where each stands in the index.
    at: Vec<u32>,
    /// For each word of the index its place here; for what is not spoken that of the next word of its flow.
    places: Vec<u32>,
    /// Where each flow begins: the text, then each footnote.
    flows: Vec<usize>,
    /// Each word, the two behind it, and its place here, sorted.
    grams: Vec<[u32; 4]>,
}

impl SpokenText {
    /// The spoken words of an index.
    pub(super) fn new(index: &Index) -> Self {
        let (exact, folded) = (index.words(false), index.words(true));
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let (mut at, mut flows, mut places) = (Vec::new(), Vec::new(), vec![0_u32; exact.len()]);
        for flow in index.flows() {
            flows.push(at.len());
            for position in flow.into_iter().flatten() {
                places[position] = narrow(at.len());
                at.extend(index.vocabulary.is_spoken(exact[position]).then(|| narrow(position)));
            }
        }
        let words: Vec<u32> = at.iter().map(|&at| folded[at as usize]).collect();
        let word = |at: usize| words.get(at).copied().unwrap_or(u32::MAX);
        let mut grams: Vec<[u32; 4]> = (0..words.len()).map(|at| [words[at], word(at + 1), word(at + 2), narrow(at)]).collect();
        grams.sort_unstable();
        Self { words, at, places, flows, grams }
    }

    /// The words.
    pub(super) fn words(&self) -> &[u32] {
        &self.words
    }

    /// The place in the index of a spoken word.
    pub(super) fn position(&self, spoken: usize) -> usize {
        self.at[spoken] as usize
    }

    /// The spoken words that stand in a range of the index that lies in one flow.
    pub(super) fn within(&self, words: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.places.get(at).map_or(self.words.len(), |place| *place as usize);
        let start = place(words.start);
        let Some(last) = words.end.checked_sub(1).filter(|last| *last >= words.start) else { return start..start };
        let end = place(last);
        start..end + usize::from(self.at.get(end).is_some_and(|at| *at as usize == last))
    }

    /// The flow that a spoken word is in: the text, or a footnote.
    pub(super) fn flow(&self, spoken: usize) -> Range<usize> {
        let next = self.flows.partition_point(|&start| start <= spoken);
        let start = next.checked_sub(1).map_or(0, |flow| self.flows[flow]);
        start..self.flows.get(next).copied().unwrap_or(self.words.len())
    }

    /// Where a pattern may begin: the places that share the most of its groups of words, the best first.
    pub(super) fn promising(&self, pattern: &[u32]) -> Vec<usize> {
        let mut votes: Vec<(i64, i64)> = Vec::new();
        for width in 1..=3_usize {
            for (offset, key) in pattern.windows(width).enumerate() {
                let places = self.starting_with(key);
                if places.len() > FREQUENT[width - 1] {
                    continue;
                }
                let offset = i64::try_from(offset).unwrap_or(0);
                votes.extend(places.iter().map(|gram| (i64::from(gram[3]) - offset, 1 << (2 * (width - 1)))));
            }
        }
        votes.sort_unstable();
        // Words that were added or taken out move what follows: neighbours count together.
        let reach = i64::try_from(2 + pattern.len() / 10).unwrap_or(2);
        let mut ranked: Vec<(i64, i64)> = Vec::new();
        let (mut first, mut behind, mut sum) = (0, 0, 0);
        for same in votes.chunk_by(|a, b| a.0 == b.0) {
            let at = same[0].0;
            while votes.get(behind).is_some_and(|vote| vote.0 <= at + reach) {
                sum += votes[behind].1;
                behind += 1;
            }
            while votes[first].0 < at - reach {
                sum -= votes[first].1;
                first += 1;
            }
            ranked.push((sum, at));
        }
        ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut chosen: Vec<i64> = Vec::new();
        for (_, at) in ranked {
            if chosen.len() == MOST {
                break;
            }
            if chosen.iter().all(|&other| (other - at).abs() > reach) {
                chosen.push(at);
            }
        }
        chosen.into_iter().map(|at| usize::try_from(at.max(0)).unwrap_or(0)).collect()
    }

    fn starting_with(&self, key: &[u32]) -> &[[u32; 4]] {
        let from = self.grams.partition_point(|gram| gram[..key.len()] < *key);
        let upto = self.grams.partition_point(|gram| gram[..key.len()] <= *key);
        &self.grams[from..upto]
    }
}
