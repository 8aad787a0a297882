//! Words of the language that are put among an author's: their capital at the beginning of a sentence, their numbers.

use super::Language;

/// Abbreviations before a reference, of any language: their full stop ends no sentence.
const BEFORE_REFERENCES: [&str; 20] = [
    "cf.", "esp.", "viz.", "i.e.", "e.g.", "comp.", "vgl.", "s.", "bes.", "bzw.", "v.", "cp.", "ср.", "см.", "т.е.", "пор.", "див.",
    "zob.", "por.", "srov.",
];

/// A word for something, with its number in the place of `{}`.
#[must_use]
pub(crate) fn framed(frame: &str, number: &str) -> String {
    frame.replace("{}", number)
}

impl Language {
    /// Words with a capital for their first letter.
    #[must_use]
    pub(crate) fn capitalised(&self, words: &str) -> String {
        let first = words.chars().next().map_or(0, char::len_utf8);
        format!("{}{}", self.uppercase(&words[..first]), &words[first..])
    }

    /// Whether a sentence begins behind a text.
    #[must_use]
    pub(crate) fn begins_sentence(&self, before: &str) -> bool {
        let opens = |c: char| c.is_whitespace() || matches!(c, '“' | '‘' | '„' | '‚' | '«' | '‹' | '(' | '[' | '¿' | '¡' | '—');
        let bare = before.trim_end_matches(opens);
        if bare.is_empty() || bare.len() == before.len() {
            return bare.is_empty();
        }
        let ended = bare.trim_end_matches(['”', '’', '»', '›', ')', ']']);
        let word = ended.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or(ended);
        match ended.chars().next_back() {
            Some('!' | '?' | '…') => true,
            Some('.') => !BEFORE_REFERENCES.contains(&word) && !self.bindings.before_numbers.contains(&word),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::language::language;

    #[test]
    fn a_sentence_begins_behind_another_and_not_behind_an_abbreviation() {
        for before in ["", "It ends. ", "Why? ", "“So it is.” ", "It ends. (", "it. “", "(It ends.) ", "("] {
            assert!(language("en").begins_sentence(before), "{before}");
        }
        for before in ["see ", "cf. ", "(cf. ", "as in ", "word (", "p. ", "3.", "a"] {
            assert!(!language("en").begins_sentence(before), "{before}");
        }
    }

    #[test]
    fn capitals_are_those_of_the_language() {
        assert_eq!(language("fr").capitalised("équation (4)"), "Équation (4)");
        assert_eq!(language("tr").capitalised("ilk"), "İlk");
        assert_eq!(language("hu").capitalised("3. ábra"), "3. ábra");
    }
}
