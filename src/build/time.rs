//! The time that outputs state. Never the time of the run: the same book must give the same bytes.

use crate::book::{Book, ImageData};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Sources, deflate};

/// The day of books without any date.
const UNDATED: &str = "2000-01-01";

/// The first day that a zip file can state.
const FIRST: &str = "1980-01-01";

/// The time that the author gives, midnight UTC (a year is its first day); else `epoch`, in seconds since 1970; else the newest day in
/// the book at a time made of its content, so that a reading system takes a changed book for a new one.
pub(super) fn modified(epoch: Option<u64>, book: &Book, sources: &Sources, findings: &mut Diagnostics) -> String {
    if let Some(given) = &book.metadata.modified {
        return format!("{}T00:00:00Z", day_of(given));
    }
    if let Some(seconds) = epoch {
        return stamp(seconds);
    }
    let newest = days(book).filter(|day| day.as_str() >= FIRST).max();
    // Whoever has not given a publisher yet has not come to the date either.
    let is_published = book.metadata.publisher.is_some() || !book.metadata.isbn_lines().is_empty();
    if newest.is_none() && is_published {
        let message = format!("the book has no date, so its files say that they were made on {UNDATED}");
        findings.push(Diagnostic::new(Code::Undated, message).help("give `date`, the day on which it appears, or `modified`"));
    }
    let seconds = content(book, sources) % 86_400;
    let day = newest.unwrap_or_else(|| UNDATED.to_owned());
    format!("{day}T{:02}:{:02}:{:02}Z", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The days that the book and its notes state.
fn days(book: &Book) -> impl Iterator<Item = String> {
    let notes = book.written.iter().filter_map(|note| note.date.as_deref());
    book.metadata.date.as_deref().into_iter().chain(notes).map(day_of)
}

/// The first day of a year or month; the day of a day, with or without a time.
fn day_of(date: &str) -> String {
    let date = date.get(..10).unwrap_or(date);
    format!("{date}{}", &"0000-01-01"[date.len().min(10)..])
}

/// A number made of all that the book is read from: other texts or pictures, another number.
fn content(book: &Book, sources: &Sources) -> u32 {
    let texts = sources.texts().map(|text| deflate::checksum(text.as_bytes()));
    let pictures = book.images.iter().map(|image| match &image.file {
        ImageData::Held(bytes) => deflate::checksum(bytes),
        ImageData::OnDisk { print, .. } => deflate::checksum(&print.to_le_bytes()),
    });
    let all: Vec<u8> = texts.chain(pictures).flat_map(u32::to_le_bytes).collect();
    deflate::checksum(&all)
}

/// Seconds since 1970 as `2026-11-24T00:00:00Z` (the civil-from-days method of Howard Hinnant).
fn stamp(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{Options, reading};
    use crate::source::{Files, Memory};
    use std::sync::Arc;

    /// The time that the files of a text state, and what is told.
    fn stated(text: &str, epoch: Option<u64>) -> (String, Vec<Code>) {
        let mut files = Memory::default();
        files.put("book.md", text);
        let files: Arc<dyn Files> = Arc::new(files);
        let options = Options::new("book.md");
        let (mut reading, config) = reading::settings(&files, &options, &|_| ());
        reading::text(&mut reading, &config.expect("settings"), options.manner(), &|_| ());
        let mut findings = Diagnostics::default();
        let stated = modified(epoch, reading.text.as_ref().expect("a book"), &reading.sources, &mut findings);
        (stated, findings.iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn the_time_is_what_is_given_or_of_the_book() {
        let text = |head: &str, words: &str| format!("---\ntitle: T\nauthor: A. B.\nlang: en\n{head}---\n# One\n\n{words}\n");
        let of = |head: &str, epoch| stated(&text(head, "Words."), epoch);
        assert_eq!(of("modified: 2026-11\ndate: 2020\n", Some(0)), ("2026-11-01T00:00:00Z".to_owned(), Vec::new()));
        assert_eq!(of("date: 2020\n", Some(951_827_696)), ("2000-02-29T12:34:56Z".to_owned(), Vec::new()));
        let (dated, told) = of("date: 2020-05-04\n", None);
        assert!(dated.starts_with("2020-05-04T") && !dated.ends_with("T00:00:00Z") && told.is_empty(), "{dated}");
        // Another text is another file, whatever its day; the same is the same.
        assert_ne!(dated, stated(&text("date: 2020-05-04\n", "Other words."), None).0);
        assert_eq!(dated, of("date: 2020-05-04\n", None).0);
        // No zip file can state the year in which an old text appeared.
        for undated in ["", "date: 1851\n"] {
            let (day, told) = of(undated, None);
            assert!(day.starts_with("2000-01-01T") && told.is_empty(), "{day}");
            let (day, told) = of(&format!("publisher: P\n{undated}"), None);
            assert!(day.starts_with("2000-01-01T") && told == [Code::Undated], "{day}");
        }
    }

    #[test]
    fn seconds_become_dates() {
        assert_eq!(stamp(0), "1970-01-01T00:00:00Z");
        assert_eq!(stamp(951_827_696), "2000-02-29T12:34:56Z");
        assert_eq!(stamp(1_795_478_400), "2026-11-24T00:00:00Z");
    }
}
