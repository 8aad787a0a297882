//! The words of a text as dictionaries have them.

use std::borrow::Cow;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A word to be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SpelledWord<'t> {
    /// The word with straight apostrophes, without invisible characters.
    pub(super) form: Cow<'t, str>,
    /// Byte range in the text.
    pub(super) range: Range<usize>,
}

/// The words of a text that a dictionary may have: no numbers, no addresses, no words of scripts without dictionaries.
pub(super) fn of(text: &str) -> Vec<SpelledWord<'_>> {
    let mut found = Vec::new();
    for (at, part) in blanks_apart(text) {
        // Addresses and names of files hold words that nobody spells.
        let is_address = part.contains("://") || part.contains('@') || part.contains("www.") || part.contains('\\') || part.contains('_');
        if is_address {
            continue;
        }
        for (start, word) in part.unicode_word_indices() {
            let is_spelled = word.chars().all(|c| c.is_alphabetic() || is_inner(c)) && word.chars().any(char::is_alphabetic);
            if !is_spelled || word.chars().any(is_solitary) {
                continue;
            }
            let form = if word.contains(['’', '\u{AD}', '\u{200B}']) {
                Cow::Owned(word.replace('’', "'").replace(['\u{AD}', '\u{200B}'], ""))
            } else {
                Cow::Borrowed(word)
            };
            found.push(SpelledWord { form, range: at + start..at + start + word.len() });
        }
    }
    found
}

/// The parts of a text between blanks, and where they begin.
fn blanks_apart(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(|c: char| c.is_whitespace() || c == '\u{FFFC}').map(move |part| {
        at += part.len();
        (at - part.len(), part)
    })
}

/// Characters within words that are no letters.
fn is_inner(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{AD}' | '\u{200B}' | '·') || unicode_normalization::char::is_combining_mark(c)
}

/// Characters of scripts that write no spaces between words.
fn is_solitary(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A word, and without the ending of the genitive that any name may have.
pub(super) fn stems(word: &str) -> impl Iterator<Item = &str> {
    let bare =
        word.strip_suffix("'s").or_else(|| word.strip_suffix("s'").map(|_| &word[..word.len() - 1])).or_else(|| word.strip_suffix('\''));
    std::iter::once(word).chain(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_a_dictionary_may_have() {
        let said = |text| of(text).into_iter().map(|word| word.form.into_owned()).collect::<Vec<_>>();
        assert_eq!(said("Don’t co\u{AD}operate, well-known 3rd B2B x1!"), ["Don't", "cooperate", "well", "known"]);
        assert_eq!(said("See https://example.org/teh or a@b.org, src_file, 论语 naïve"), ["See", "or", "naïve"]);
        assert_eq!(of("a  naïve one")[1].range, 3..9);
        assert_eq!(stems("Ishmael's").collect::<Vec<_>>(), ["Ishmael's", "Ishmael"]);
        assert_eq!(stems("boys'").collect::<Vec<_>>(), ["boys'", "boys"]);
    }
}
