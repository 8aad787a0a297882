//! The patterns by which the words of a language are divided.

use crate::language::cyrillic_of_serbian;
use hypher::Lang;
use unicode_normalization::UnicodeNormalization;

/// The rules by which the words of a language are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::layout) struct Patterns {
    pub(super) lang: Lang,
    /// How many letters stand at least before the hyphen.
    pub(super) left: u8,
    /// How many letters stand at least behind the hyphen.
    pub(super) right: u8,
}

/// The hyphenation patterns for a BCP 47 tag, if there are any.
pub(super) fn language(tag: &str) -> Option<Patterns> {
    let known = crate::language::language(tag);
    let patterns = |tag: &str| {
        let primary: [u8; 2] = tag.split('-').next()?.to_ascii_lowercase().into_bytes().try_into().ok()?;
        Lang::from_iso(primary)
    };
    // A tag that is another name of a language (`sh`) has its patterns.
    let lang = patterns(tag).or_else(|| patterns(known.tags.first()?))?;
    let (left, right) = match known.hyphenation {
        Some(minima) => (minima.left, minima.right),
        None => own_minima(lang),
    };
    Some(Patterns { lang, left, right })
}

impl Patterns {
    /// Whether the patterns are those of German, whose compounds no ligature may join.
    pub(super) fn is_german(self) -> bool {
        self.lang == Lang::German
    }

    /// Whether a capital in the middle of a sentence shows a name, as it does in all languages but German.
    pub(super) fn capitals_are_names(self) -> bool {
        !self.is_german()
    }
}

/// The bytes of a word before which its patterns divide it, letters on both sides enough for that.
pub(super) fn syllables_of(word: &str, patterns: Patterns) -> Vec<usize> {
    syllables(word, patterns.lang, 2, 2)
}

/// The minima that patterns were made with.
pub(super) fn own_minima(lang: Lang) -> (u8, u8) {
    let (left, right) = lang.bounds();
    (u8::try_from(left).unwrap_or(2), u8::try_from(right).unwrap_or(2))
}

/// A Greek word with the one accent that modern Greek has for all three of the old, and without breathings, letter by letter: the
/// patterns know no others, and would divide diphthongs.
fn monotonic(word: &str) -> Vec<char> {
    let plain = |c: char| {
        let marks = |mark: char| match mark {
            '\u{300}' | '\u{342}' => Some('\u{301}'),
            '\u{313}' | '\u{314}' | '\u{345}' => None,
            other => Some(other),
        };
        c.nfd().filter_map(marks).nfc().next().unwrap_or(c)
    };
    word.chars().map(plain).collect()
}

/// The bytes of a word before which `letters`, one for each of its own, are divided.
fn divided_by_letters(word: &str, letters: &[char], divided: impl Fn(&str) -> Vec<usize>) -> Vec<usize> {
    let known: String = letters.iter().collect();
    let ends = divided(&known);
    let both = known.char_indices().zip(word.char_indices());
    both.filter(|((at, _), _)| ends.contains(at)).map(|(_, (at, _))| at).collect()
}

/// The bytes of a word before which it may be divided.
pub(super) fn syllables(word: &str, lang: Lang, left: usize, right: usize) -> Vec<usize> {
    let divided = |word: &str| {
        let ends = hypher::hyphenate_bounded(word, lang, left, right).scan(0, |at, syllable| {
            *at += syllable.len();
            Some(*at)
        });
        ends.filter(|&at| at < word.len()).collect::<Vec<_>>()
    };
    if lang == Lang::Greek && word.chars().any(|c| ('\u{1F00}'..='\u{1FFF}').contains(&c)) {
        return divided_by_letters(word, &monotonic(word), divided);
    }
    // The patterns of Serbian are those of its Cyrillic letters.
    let other = if lang == Lang::Serbian { cyrillic_of_serbian(word) } else { None };
    let Some((cyrillic, places)) = other else { return divided(word) };
    let place = |at: &usize| places.iter().find(|(there, _)| there == at).map(|(_, here)| *here);
    divided(&cyrillic).iter().filter_map(place).collect()
}
