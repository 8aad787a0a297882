//! The opening of a chapter: which of its first words are set apart, in small capitals.

/// Where the opening words of a chapter end: three words, or fewer if they are long; 0 where small capitals would do
/// nothing (figures, quotations that begin, scripts without case).
#[must_use]
pub(crate) fn opening_words(text: &str) -> usize {
    if !text.starts_with(char::is_uppercase) || text.len() < 120 {
        return 0;
    }
    let ends = text.match_indices([' ', '\n', '\u{A0}']).map(|(at, _)| at).take(3);
    let words = |end: &usize| text[..*end].chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '’' | ',' | '\u{A0}')) && *end <= 28;
    ends.take_while(words).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::opening_words;

    #[test]
    fn openings_stop_at_three_words() {
        let rest =
            " and then many other words follow, enough of them to make a paragraph that is worth an opening at all, as it seems to us.";
        let opening = |start: &str| {
            let text = format!("{start}{rest}");
            text[..opening_words(&text)].to_owned()
        };
        assert_eq!(opening("For one speech in Beijing"), "For one speech");
        assert_eq!(opening("“No”"), "");
        assert_eq!(opening("In 1851"), "In");
        assert_eq!(opening_words("Short."), 0);
    }
}
