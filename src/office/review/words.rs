//! Letters in words, and how much two texts have in common.

use super::diff::{Difference, differences};
use crate::office::docx_write::SentLetter;
use std::ops::Range;

/// What parts two paragraphs of one text.
pub(super) const PARTING: char = '\u{2029}';

/// A word, or a sign by itself.
#[derive(Clone, Debug)]
pub(super) struct ReviewToken<'l> {
    letters: &'l [SentLetter],
    pub(super) range: Range<usize>,
}

impl PartialEq for ReviewToken<'_> {
    /// By what they say, not by how they look.
    fn eq(&self, other: &Self) -> bool {
        self.letters.len() == other.letters.len() && self.letters.iter().zip(other.letters).all(|(a, b)| a.sign == b.sign)
    }
}

/// The words and signs of some letters.
pub(super) fn tokens(letters: &[SentLetter]) -> Vec<ReviewToken<'_>> {
    let mut tokens = Vec::new();
    let is_word =
        |letter: &SentLetter| letter.sign.is_alphanumeric() || matches!(letter.sign, '\'' | '’' | '\u{AD}' | '\u{300}'..='\u{36F}');
    let mut start = 0;
    while start < letters.len() {
        let word = letters[start..].iter().take_while(|letter| is_word(letter)).count();
        let range = start..start + word.max(1);
        start = range.end;
        tokens.push(ReviewToken { letters: &letters[range.clone()], range });
    }
    tokens
}

/// The differences of two texts in their letters, word by word.
pub(super) fn word_differences(old: &[SentLetter], new: &[SentLetter]) -> Vec<Difference> {
    let (a, b) = (tokens(old), tokens(new));
    let found =
        differences(&a, &b).into_iter().map(|found| Difference { old: letters_of(&a, &found.old), new: letters_of(&b, &found.new) });
    let mut joined: Vec<Difference> = Vec::new();
    for one in found {
        match joined.last_mut() {
            // What stands between two changed words and is no word itself was changed with them.
            Some(last) if is_thin(&old[last.old.end..one.old.start]) && !last.old.is_empty() && !one.old.is_empty() => {
                last.old.end = one.old.end;
                last.new.end = one.new.end;
            }
            _ => joined.push(one),
        }
    }
    joined
}

fn is_thin(between: &[SentLetter]) -> bool {
    between.len() <= 1 && between.iter().all(|letter| letter.sign == ' ')
}

fn letters_of(tokens: &[ReviewToken<'_>], range: &Range<usize>) -> Range<usize> {
    let end = tokens.last().map_or(0, |last| last.range.end);
    let start = tokens.get(range.start).map_or(end, |token| token.range.start);
    let behind = range.end.checked_sub(1).filter(|last| *last >= range.start).and_then(|last| tokens.get(last));
    start..behind.map_or(start, |token| token.range.end)
}

/// How many letters and digits of the first text stand in words that the second has too, in order; of how many.
pub(super) fn kept(old: &[SentLetter], new: &[SentLetter]) -> SharedLetters {
    let count = |letters: &[SentLetter]| letters.iter().filter(|letter| letter.sign.is_alphanumeric()).count();
    let all = count(old);
    let (a, b) = (words(old), words(new));
    let lost: usize = differences(&a, &b).iter().flat_map(|found| &a[found.old.clone()]).map(|token| count(token.letters)).sum();
    SharedLetters { kept: all - lost.min(all), all }
}

/// The words alone: what stands between them is in every text.
fn words(letters: &[SentLetter]) -> Vec<ReviewToken<'_>> {
    tokens(letters).into_iter().filter(|token| token.letters[0].sign.is_alphanumeric()).collect()
}

/// Letters of a text that another one has too.
#[derive(Clone, Copy, Debug)]
pub(super) struct SharedLetters {
    pub(super) kept: usize,
    pub(super) all: usize,
}

impl SharedLetters {
    /// Whether at least so many of a hundred are kept.
    pub(super) fn is(self, hundredths: usize) -> bool {
        self.kept * 100 >= self.all * hundredths && self.kept > 0
    }
}
