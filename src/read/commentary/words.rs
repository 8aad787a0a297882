//! Words as matching compares them: what a commentator types and what the text prints become the same words.
//!
//! White space separates words and is nothing else; quotes are all one character, so are dashes (`--`, –, —) and ellipses
//! (`...`, …); soft hyphens and other invisible characters are not there; letters are NFC.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A word or a punctuation mark, as it is compared, and where it stands in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ComparedWord<'t> {
    /// The form compared.
    pub(super) form: Cow<'t, str>,
    /// Byte range of the word in the text.
    pub(super) range: Range<usize>,
}

/// The gap of a range, which is also the literal ellipsis.
pub(super) const GAP: &str = "…";

/// The words of a text, in order. A run of letters and digits is one; any other visible character is one of its own, and so is
/// each character of a script that writes no spaces, so that a few characters of a Chinese sentence can be quoted.
pub(super) fn words(text: &str) -> Vec<ComparedWord<'_>> {
    let mut found: Vec<ComparedWord<'_>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() || is_invisible(c) || c == '\u{FFFC}' {
            continue;
        }
        let joins = c.is_alphanumeric() && !is_solitary(c);
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            let more = is_combining_mark(next) || is_invisible(next) || joins && next.is_alphanumeric() && !is_solitary(next);
            if !more && !goes_on(&text[start..at], next) {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        found.push(ComparedWord { form: form(&text[start..end]), range: start..end });
    }
    found
}

/// Whether `next` continues a punctuation mark written with several characters.
fn goes_on(mark: &str, next: char) -> bool {
    match next {
        '-' => matches!(mark, "-" | "--"),
        '.' => matches!(mark, "." | ".."),
        _ => false,
    }
}

fn form(text: &str) -> Cow<'_, str> {
    let mut chars = text.chars();
    let first = match (chars.next(), chars.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    };
    match (text, first) {
        (_, Some(c)) if is_quote(c) => Cow::Borrowed("'"),
        ("--" | "---", _) | (_, Some('–' | '—' | '―')) => Cow::Borrowed("—"),
        ("...", _) => Cow::Borrowed(GAP),
        (_, Some('\u{2010}' | '\u{2011}')) => Cow::Borrowed("-"),
        // Two full stops are nobody's mark, but they must not become one full stop.
        _ if text.chars().any(is_invisible) => Cow::Owned(text.chars().filter(|&c| !is_invisible(c)).nfc().collect()),
        _ if is_nfc_quick(text.chars()) == IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Quotation marks, of any language, and apostrophes.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '´' | '\u{2018}'..='\u{201F}' | '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』' | '＂' | '＇')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Characters of scripts written without spaces between words.
fn is_solitary(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The forms of a text's words.
pub(super) fn forms(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.form.into_owned()).collect()
}

/// Words as numbers, each also with the number of its lower-case form.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32>,
    folded_numbers: HashMap<String, u32>,
    folded: Vec<u32>,
    spoken: Vec<bool>,
}

impl Vocabulary {
    /// Number for a word that the text does not have.
    pub(super) const UNKNOWN: u32 = u32::MAX - 1;
    /// Stands between stretches that no quotation crosses.
    pub(super) const BARRIER: u32 = u32::MAX;

    /// The number of a form, a new one if it was not seen before.
    pub(super) fn intern(&mut self, form: &str) -> u32 {
        if let Some(&number) = self.numbers.get(form) {
            return number;
        }
        let number = count(self.folded.len());
        let next = count(self.folded_numbers.len());
        self.numbers.insert(form.to_owned(), number);
        self.folded.push(*self.folded_numbers.entry(form.to_lowercase()).or_insert(next));
        self.spoken.push(form.chars().any(char::is_alphanumeric));
        number
    }

    /// The number of a form of a quotation; [`Self::UNKNOWN`] if the text has no such word.
    pub(super) fn number(&self, form: &str, folded: bool) -> u32 {
        let known = if folded { self.folded_numbers.get(&form.to_lowercase()) } else { self.numbers.get(form) };
        known.copied().unwrap_or(Self::UNKNOWN)
    }

    /// The number of a word's lower-case form.
    pub(super) fn fold(&self, number: u32) -> u32 {
        self.folded.get(number as usize).copied().unwrap_or(number)
    }

    /// Whether a word is one that is spoken, not punctuation.
    pub(super) fn is_spoken(&self, number: u32) -> bool {
        self.spoken.get(number as usize).copied().unwrap_or(false)
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).expect("a source under 4 GiB has fewer words than 2^32")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_are_the_same_words() {
        for (typed, printed) in [
            ("\"world-class\" -- it's", "“world-class” — it’s"),
            ("wait... now", "wait… now"),
            ("co\u{AD}operate cafe\u{301}", "cooperate caf\u{E9}"),
            ("a  b\n c", "a b c"),
            ("1914--1918", "1914–1918"),
            ("Quoi !", "Quoi\u{202F}!"),
        ] {
            assert_eq!(forms(typed), forms(printed), "{typed}");
        }
        assert_ne!(forms("well-known"), forms("well—known"));
        assert_ne!(forms("open source"), forms("opensource"));
    }

    #[test]
    fn each_character_of_chinese_is_a_word() {
        assert_eq!(forms("开源，AI"), ["开", "源", "，", "AI"]);
    }

    #[test]
    fn ranges_cover_the_words() {
        let text = "caf\u{E9} “é”…";
        let slices: Vec<&str> = words(text).into_iter().map(|word| &text[word.range]).collect();
        assert_eq!(slices, ["café", "“", "é", "”", "…"]);
    }
}
