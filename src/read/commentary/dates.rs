//! The date of a note, as the braces of its heading have it.

use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;

/// Whether a text is a day, or a day and a time, in ISO 8601.
pub(crate) fn is_date(text: &str) -> bool {
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let digits = |part: &str, width: usize| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = day.split('-').collect();
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    let is_day = match parts[..] {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2) && (1..=12).contains(&number(month)),
        [year, month, day] => {
            digits(year, 4) && digits(month, 2) && digits(day, 2) && (1..=12).contains(&number(month)) && (1..=31).contains(&number(day))
        }
        _ => false,
    };
    let is_time = |time: &str| {
        let clock = time.find(['Z', '+', '-']).map_or(time, |at| &time[..at]);
        let zone = &time[clock.len()..];
        let parts: Vec<&str> = clock.split(':').collect();
        let is_zone =
            zone.is_empty() || zone == "Z" || zone.len() > 2 && zone[1..].bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
        (2..=3).contains(&parts.len()) && parts.iter().all(|part| digits(part, 2)) && is_zone
    };
    is_day && time.is_none_or(|time| parts.len() == 3 && is_time(time))
}

/// What is said of a date that is none.
pub(super) fn bad(text: &str, span: Span) -> Diagnostic {
    let bad = Diagnostic::at(Code::BadNoteDate, span, format!("`date={text}` is no date"));
    bad.help("write it as {date=2026-11-24} or {date=2026-11-24T10:30:00Z}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_told_from_other_words() {
        for date in ["2026", "2026-11", "2026-11-24", "2026-11-24T10:30", "2026-11-24T10:30:00Z", "2026-11-24T10:30:00+01:00"] {
            assert!(is_date(date), "{date}");
        }
        for date in ["", "24.11.2026", "2026-13", "2026-11-32", "2026-11T10:30", "2026-11-24T", "2026-11-24T10", "2026-11-24T10:30x"] {
            assert!(!is_date(date), "{date}");
        }
    }
}
