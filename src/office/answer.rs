//! An answer in a note of the commentary: a paragraph that begins with who gave it, and when. The one place that writes and reads it.

use crate::read::push_escaped;

/// Who gave an answer that tells no name.
const NOBODY: &str = "An answer";

/// Who gives an answer and when, as the beginning of a paragraph tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AnswerHead<'t> {
    pub(super) name: &'t str,
    pub(super) day: Option<&'t str>,
    /// What stands behind.
    pub(super) rest: &'t str,
}

/// An answer in Markdown: `**Name** (2026-03-01): words`, or without the day.
pub(crate) fn answer(author: Option<&str>, date: Option<&str>, words: &str) -> String {
    let name = author.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty());
    let mut head = "**".to_owned();
    push_escaped(&mut head, 0, name.as_deref().unwrap_or(NOBODY), "**", false);
    let day = date.and_then(|date| date.get(..10)).filter(|day| is_day(day)).map_or_else(String::new, |day| format!(" ({day})"));
    // A list or a block of code can't begin in the line of a name.
    let is_prose = words.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '‘' | '«' | '„' | '»' | '"' | '\\'));
    let is_prose = is_prose && !begins_item(words);
    format!("{head}**{day}:{}{words}", if is_prose { " " } else { "\n\n" })
}

/// Whether words begin with the number of an item.
fn begins_item(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < words.len() && rest.starts_with(['.', ')'])
}

/// The beginning of an answer in a paragraph's words, the first of which are bold: a name, perhaps a day in brackets, a colon. The colon
/// may be bold too, as it was written once.
pub(super) fn head<'t>(bold: &'t str, rest: &'t str) -> Option<AnswerHead<'t>> {
    let name = bold.trim().trim_end_matches(':').trim_end();
    let (day, behind) = match rest.trim_start().strip_prefix('(').and_then(|rest| rest.split_once("):")) {
        Some((day, behind)) if is_day(day) => (Some(day), behind),
        _ if bold.trim_end().ends_with(':') => (None, rest),
        _ => (None, rest.strip_prefix(':')?),
    };
    Some(AnswerHead { name, day, rest: behind.trim_start() })
}

fn is_day(day: &str) -> bool {
    day.len() == 10 && day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_tells_who_and_when() {
        let date = Some("2026-03-01T10:00:00Z");
        for (author, date, words, wanted) in [
            (Some("Jo *Doe*"), date, "Why?", "**Jo \\*Doe\\*** (2026-03-01): Why?"),
            (Some(" "), None, "7 of them", "**An answer**: 7 of them"),
            (Some("Jo"), Some("today, or so"), "- a list", "**Jo**:\n\n- a list"),
            (None, Some("2026-03"), "1. one", "**An answer**:\n\n1. one"),
            (Some("Jo"), None, "1\\. no item", "**Jo**: 1\\. no item"),
        ] {
            assert_eq!(answer(author, date, words), wanted);
        }
    }

    #[test]
    fn both_forms_of_before_are_read() {
        for (bold, rest, wanted) in [
            ("Jo", " (2026-03-01): Why?", Some(("Jo", Some("2026-03-01"), "Why?"))),
            ("JD:", "  Why?", Some(("JD", None, "Why?"))),
            ("Jo", ": Why?", Some(("Jo", None, "Why?"))),
            ("Jo", " (the elder) said", None),
            ("Note", " well", None),
        ] {
            let found = head(bold, rest).map(|head| (head.name, head.day, head.rest));
            assert_eq!(found, wanted, "{bold}{rest}");
        }
    }
}
