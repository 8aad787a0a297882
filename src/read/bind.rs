//! Spaces that must not end a line: between initials and a name, an abbreviation and its number, a number and its unit.

use crate::language::{Language, UNITS};

/// Whether a space between two characters may bind: most words are told apart by one look at their last and the next one's first.
pub(super) fn may_bind(last: char, next: Option<char>, tongue: &Language) -> bool {
    let word = last == '.' || last == '№' || last.is_alphanumeric() || matches!(last, '§' | '¶' | '°' | 'º' | '׳' | '\'');
    let before = last == '.' || last.is_ascii_digit() || tongue.bindings.letters;
    word && (before || next.is_some_and(|c| c.is_ascii_digit() || c.is_uppercase()))
}

/// Whether the space between two texts binds what stands on both sides of it.
pub(super) fn binds(before: &str, after: &str, tongue: &Language) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    let next = after.chars().next();
    if !may_bind(last, next, tongue) {
        return false;
    }
    let number = next.is_some_and(|c| c.is_ascii_digit());
    let name = next.is_some_and(char::is_uppercase);
    let word = last_word(before);
    if number && (matches!(word, "§" | "§§" | "¶" | "№") || tongue.bindings.before_numbers.contains(&word)) {
        return true;
    }
    if name && tongue.bindings.before_names.contains(&word) {
        return true;
    }
    let mut letters = word.chars();
    let letter = letters.next().filter(|c| c.is_alphabetic());
    match (letter, letters.as_str()) {
        // J. S. Bach; but “than I.” ends a sentence.
        (Some(letter), ".") if letter.is_uppercase() => name && word != "I.",
        // z. B., d. h., т. е.
        (Some(_), ".") => {
            let mut rest = after.chars();
            rest.next().is_some_and(char::is_alphabetic) && rest.next() == Some('.')
        }
        (Some(letter), "") if tongue.bindings.letters => letter.is_lowercase(),
        _ if last.is_ascii_digit() => {
            let figures = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '–' | '-' | '−'));
            figures && unit(after)
        }
        _ => false,
    }
}

fn unit(after: &str) -> bool {
    let end = after.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | ')' | '?' | '!' | '/')).unwrap_or(after.len());
    let word = after[..end].trim_end_matches('.');
    UNITS.contains(&word)
}

/// The word at the end of a text, without what opens before it.
fn last_word(before: &str) -> &str {
    // No word of the tables is longer than this.
    let from = before.char_indices().rev().take(24).last().map_or(0, |(at, _)| at);
    let tail = &before[from..];
    let start = tail.rfind(char::is_whitespace).map_or(0, |at| at + tail[at..].chars().next().map_or(1, char::len_utf8));
    tail[start..].trim_start_matches(['(', '[', '“', '‘', '„', '‚', '«', '‹', '"', '\'', '—', '–'])
}

#[cfg(test)]
mod tests {
    use super::super::smart::smarten;
    use crate::language::language;

    #[test]
    fn what_belongs_together_stays_together() {
        let bound = |tag: &str, text: &str| smarten(text, language(tag)).replace(['\u{A0}', '\u{202F}'], "~");
        for (tag, text, right) in [
            ("en", "by J. S. Bach, on p. 14 and pp. 3 ff.", "by J.~S.~Bach, on p.~14 and pp.~3 ff."),
            ("en", "(Fig. 3) Mr. Smith and Dr. Jones", "(Fig.~3) Mr.~Smith and Dr.~Jones"),
            ("en", "No. 5 and No. The end", "No.~5 and No. The end"),
            ("en", "10 km, 3.5 GHz and 5 men in 1990 in Rome", "10~km, 3.5~GHz and 5 men in 1990 in Rome"),
            ("en", "at 10 a.m. than I. The next", "at 10~a.m. than I. The next"),
            ("en", "a cat, I say", "a cat, I say"),
            ("de", "z. B. auf S. 12, Nr. 4", "z.~B. auf S.~12, Nr.~4"),
            ("fr", "M. Proust, p. 7", "M.~Proust, p.~7"),
            ("ru", "в доме, т. е. на с. 5, № 3", "в~доме, т.~е. на с.~5, №~3"),
            ("cs", "s nimi v lese", "s~nimi v~lese"),
        ] {
            assert_eq!(bound(tag, text), right);
        }
    }
}
