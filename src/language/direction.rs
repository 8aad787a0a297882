//! The languages and scripts that go from right to left.

use super::language;

/// Scripts that go from right to left, by their ISO 15924 code.
const SCRIPTS: [&str; 6] = ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm"];

/// Languages without a file whose usual script goes from right to left.
const OTHERS: [&str; 11] = ["arc", "ckb", "dv", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Whether a language is written from right to left, by its usual script or the one its tag names.
#[must_use]
pub fn right_to_left(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("").to_ascii_lowercase();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
        Some(script) => SCRIPTS.contains(&script.to_ascii_lowercase().as_str()),
        None => language(tag).right_to_left || OTHERS.contains(&first.as_str()),
    }
}

/// Whether a block of code goes from right to left: its first letter does, and most of its letters. A remark in Arabic turns no program.
pub(crate) fn code_to_left(code: &str) -> bool {
    let letters = code.chars().filter(|c| c.is_alphabetic());
    let (mut first, mut left, mut right) = (None, 0_usize, 0_usize);
    for letter in letters {
        let to_left = is_to_left(letter);
        first.get_or_insert(to_left);
        *(if to_left { &mut right } else { &mut left }) += 1;
    }
    first == Some(true) && right > left
}

/// The blocks of scripts that are written from right to left.
pub(crate) fn is_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Whether a text may hold such letters, by the first bytes of its characters: no letter of Europe, and none of the marks that
/// typography puts among them, begins with one of these.
#[must_use]
pub(crate) fn may_be_to_left(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, 0xD6..=0xE0 | 0xEF | 0xF0))
}

#[cfg(test)]
mod tests {
    use super::{code_to_left, is_to_left, may_be_to_left};

    #[test]
    fn no_letter_to_the_left_is_overlooked_and_european_text_is_passed_over() {
        for c in ('\0'..=char::MAX).filter(|c| is_to_left(*c)) {
            assert!(may_be_to_left(&format!("a{c}")), "{c:?}");
        }
        assert!(!may_be_to_left("“Größe” — l’été … Ωραία, Привет: “ž”"));
    }

    #[test]
    fn code_goes_as_its_first_letter_and_most_of_the_others() {
        assert!(code_to_left("هذه الكلمة **سميكة**، x"));
        assert!(!code_to_left("# تعليق\nlet water = flow(under, bridge);"));
        assert!(!code_to_left("let x = \"كلمة طويلة جدا هنا\";"));
        assert!(!code_to_left("1 + 2"));
    }
}
