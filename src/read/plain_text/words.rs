//! Joins the lines of a paragraph: words that were divided at the end of a line become one again.

use super::dashes;
use super::lines::columns;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// What tells whether a hyphen at the end of a line divides a word or joins two.
#[derive(Debug, Default)]
pub(super) struct Hyphens<'t> {
    words: FxHashSet<&'t str>,
    /// Whether the text divides words at the ends of its lines.
    divides: bool,
    /// Whether speech begins with a hyphen throughout the text.
    pub(super) speaks: bool,
}

impl<'t> Hyphens<'t> {
    /// Reads the words of a text; only one in which lines end in hyphens needs them.
    pub(super) fn of(text: &'t str) -> Self {
        let ends = text.lines().filter(|line| ends_in_hyphen(line.trim_end())).count();
        if ends == 0 {
            return Self::default();
        }
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        let (mut words, mut divided) = (FxHashSet::default(), false);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let all = line.split(|c: char| !c.is_alphanumeric() && !"-’'".contains(c)).filter(|word| !word.is_empty());
            // Halves of words are none.
            words
                .extend(all.skip(usize::from(divided)).filter(|word| !word.ends_with('-')).map(|word| word.trim_matches(['-', '’', '\''])));
            divided = ends_in_hyphen(line);
        }
        Self { words, divides: ends >= 2 && ends * 50 >= lines, speaks: false }
    }

    /// The text of lines as one line. `end` stands where they are lines on purpose.
    pub(super) fn join(&self, text: &str, lines: &[Range<usize>], keeps: bool) -> String {
        let mut out = String::new();
        for line in lines {
            let next = &text[line.clone()];
            if out.is_empty() {
            } else if keeps {
                out.push('\n');
            } else if is_joined_by_dash(&out, next) {
            } else if ends_in_hyphen(&out) && next.starts_with(char::is_alphanumeric) && !(self.speaks && dashes::ends_speech(&out)) {
                if self.divided(&out, next) {
                    out.pop();
                }
            } else if !(out.chars().next_back().is_some_and(is_wide) && next.chars().next().is_some_and(is_wide)) {
                out.push(' ');
            }
            out.push_str(next);
        }
        out
    }

    /// Whether the hyphen at the end of a line divides a word.
    fn divided(&self, before: &str, after: &str) -> bool {
        let before = before.trim_end_matches(['-', '\u{2010}', '\u{AD}']);
        let first = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let second = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let hyphened = self.words.contains(format!("{first}-{second}").as_str());
        let whole = self.words.contains(format!("{first}{second}").as_str());
        let both = first.len() > 3 && self.words.contains(first) && second.len() > 3 && self.words.contains(second);
        let small = first.chars().next_back().is_some_and(char::is_lowercase) && second.chars().next().is_some_and(char::is_lowercase);
        // A word with a hyphen already is no longer word divided: mother-in-law.
        let joined = before[..before.len() - first.len()].ends_with('-') || after[second.len()..].starts_with('-');
        whole && !hyphened || small && self.divides && !hyphened && !both && !joined
    }
}

/// Whether a dash of two hyphens without spaces stands between two lines.
fn is_joined_by_dash(before: &str, after: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c != '-' && !c.is_whitespace());
    let ends = before.strip_suffix("--").is_some_and(|words| is_word(words.chars().next_back()));
    ends || after.strip_prefix("--").is_some_and(|words| is_word(words.chars().next()))
}

/// Whether a line ends in one hyphen behind a letter.
fn ends_in_hyphen(line: &str) -> bool {
    line.strip_suffix(['-', '\u{2010}', '\u{AD}']).is_some_and(|line| line.ends_with(char::is_alphabetic))
}

fn is_wide(c: char) -> bool {
    columns(c) == 2
}
