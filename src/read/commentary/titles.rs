//! Titles of sections as they are compared to find one that was renamed.

use super::words::forms;
use crate::book::Numerals;

/// Likeness of titles in percent from which one may be the other, renamed.
const ALIKE: usize = 70;

/// A title without marks and blanks.
#[derive(Debug)]
pub(super) struct PlainTitle {
    /// The letters, in lower case.
    pub(super) letters: String,
    /// The numbers, Roman ones too.
    pub(super) numbers: Vec<u64>,
}

impl PlainTitle {
    /// The letters of a title, and its numbers.
    pub(super) fn of(text: &str) -> Self {
        let (mut letters, mut numbers) = (String::new(), Vec::new());
        for form in forms(text.strip_prefix('#').unwrap_or(text)) {
            let form = form.to_lowercase();
            match form.parse().ok().or_else(|| Numerals::SmallRoman.read(&form)) {
                Some(number) => numbers.push(number),
                None => letters.extend(form.chars().filter(|c| c.is_alphanumeric())),
            }
        }
        Self { letters, numbers }
    }

    /// How alike the letters of two titles are, in percent; none if hardly.
    pub(super) fn alike(&self, other: &Self) -> Option<usize> {
        const LONGEST: usize = 400;
        let (a, b) = (self.letters.len().min(other.letters.len()), self.letters.len().max(other.letters.len()));
        // Bytes are looked at first, since they are counted already.
        if b == 0 || b > LONGEST || 2 * a < b {
            return None;
        }
        let longest = self.letters.chars().count().max(other.letters.chars().count());
        let alike = 100 * (longest - strsim::osa_distance(&self.letters, &other.letters).min(longest)) / longest;
        (alike >= ALIKE).then_some(alike)
    }
}
