//! The opening of a chapter: which of its first words are set apart, in small capitals, and whether its first letter can be an initial.

use std::ops::Range;

/// Where the opening words of a chapter end: three words, or fewer if they are long; 0 where small capitals would do
/// nothing (figures, scripts without case). Quotation marks before the first word and punctuation behind it change nothing, so that
/// all chapters of a book open alike.
#[must_use]
pub(crate) fn opening_words(text: &str) -> usize {
    let start = text.len() - text.trim_start_matches(BEFORE).len();
    let words = &text[start..];
    // A paragraph of a few words would be all capitals.
    if !words.starts_with(char::is_uppercase) || words.split_whitespace().nth(5).is_none() {
        return 0;
    }
    let ends = words.match_indices([' ', '\n', '\u{A0}']).map(|(at, _)| at).take(3);
    let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '’' | ',' | '\u{A0}' | '”' | '»' | '!' | '?');
    let fits = |end: &usize| words[..*end].chars().all(plain) && *end <= 28;
    // What ends a sentence ends the opening.
    let mut open = true;
    let ends = ends
        .take_while(fits)
        .take_while(|end| std::mem::replace(&mut open, !words[..*end].trim_end_matches(['”', '’', '»']).ends_with(['!', '?'])));
    ends.last().map_or(0, |end| start + end)
}

/// Marks that may stand before a chapter's first letter.
const BEFORE: [char; 9] = ['“', '‘', '«', '„', '‚', '¿', '¡', '\u{A0}', '\u{202F}'];

/// Where the first letter of a text stands, with the marks on it, if it can be an initial: a capital, be there a quotation mark before
/// it or not.
#[must_use]
pub(crate) fn initial(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start_matches(BEFORE).len();
    let capital = text[start..].chars().next().filter(|c| c.is_uppercase())?.len_utf8();
    let marks = text[start + capital..].chars().take_while(|c| ('\u{300}'..='\u{36F}').contains(c));
    Some(start..start + capital + marks.map(char::len_utf8).sum::<usize>())
}

#[cfg(test)]
mod tests {
    use super::{initial, opening_words};

    #[test]
    fn openings_stop_at_three_words() {
        let rest =
            " and then many other words follow, enough of them to make a paragraph that is worth an opening at all, as it seems to us.";
        let opening = |start: &str| {
            let text = format!("{start}{rest}");
            text[..opening_words(&text)].to_owned()
        };
        assert_eq!(opening("For one speech in Beijing"), "For one speech");
        assert_eq!(opening("“No,” he said"), "“No,” he said");
        assert_eq!(opening("“No!” He said"), "“No!”");
        assert_eq!(opening("In 1851"), "In");
        assert_eq!(opening_words("Short."), 0);
    }

    #[test]
    fn an_initial_is_a_capital_with_its_quotation_mark() {
        assert_eq!(initial("The"), Some(0..1));
        assert_eq!(initial("“The"), Some(3..4));
        assert_eq!(initial("«\u{202F}Élan"), Some(5..7));
        assert_eq!(initial("E\u{301}lan"), Some(0..3));
        for none in ["the", "1984", "שלום", "", "“"] {
            assert_eq!(initial(none), None, "{none}");
        }
    }
}
