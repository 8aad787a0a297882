//! Figures beside capitals (`H20`, `MI308`, `10-K`): as high as they are, in both outputs, where others are old-style.

use std::ops::Range;

/// Whether figures of a word touch a capital, be there a hyphen between them or not. `Ab12` has none that do.
#[must_use]
pub(crate) fn beside_capitals(word: &str) -> bool {
    if !word.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let mut last = ' ';
    word.chars().filter(|&c| c != '-').any(|c| {
        let touch = (last.is_uppercase() && c.is_ascii_digit()) || (last.is_ascii_digit() && c.is_uppercase());
        last = c;
        touch
    })
}

/// The words of a text whose figures touch a capital, in order.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let in_word = |c: char| c.is_alphanumeric() || c == '-';
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(in_word)?;
        at = text[start..].find(|c| !in_word(c)).map_or(text.len(), |end| start + end);
        Some(start..at)
    })
    .filter(|word| beside_capitals(&text[word.clone()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_touch_a_capital_are_lining() {
        let lined = |text: &str| words(text).map(|word| text[word].to_owned()).collect::<Vec<_>>();
        assert_eq!(lined("In 1851 (H20), a 10-K of the MI308; but Ab12 and 3rd."), ["H20", "10-K", "MI308"]);
        assert!(lined("Nothing of 1851, é2 or -").is_empty());
    }
}
