//! Publication dates: a year, a month or a day.

use super::fault::SettingFault;
use crate::language::language;

/// Whether `text` is `2026`, `2026-11` or `2026-11-24` and that day exists; the reason if not.
pub(super) fn check(text: &str) -> Result<(), SettingFault> {
    let form = || SettingFault::NoDate(text.to_owned());
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, length: usize| -> Option<u32> {
        if part.len() == length && part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None }
    };
    let year = parts.first().and_then(|part| number(part, 4)).filter(|&year| year > 0).ok_or_else(form)?;
    let month = parts.get(1).map(|part| number(part, 2).ok_or_else(form)).transpose()?;
    let day = parts.get(2).map(|part| number(part, 2).ok_or_else(form)).transpose()?;
    if parts.len() > 3 {
        return Err(form());
    }
    match (month, day) {
        (Some(month), _) if !(1..=12).contains(&month) => Err(SettingFault::NoMonth(month)),
        (Some(month), Some(day)) if !(1..=days(year, month)).contains(&day) => {
            Err(SettingFault::NoDay { given: text.to_owned(), days: days(year, month) })
        }
        _ => Ok(()),
    }
}

/// The date that another form means (`2020-01-02T10:00:00Z`, `2020/1/2`, `24 November 2026`, `24. listopadu 2026`), to the day, in
/// a book of this language; none if it can't be told for sure.
pub(super) fn meant(text: &str, tag: &str) -> Option<String> {
    let text = text.trim();
    // A time of day behind the day is cut off.
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numeric =
        rest.len() < text.len() && rest.strip_prefix(['-', '/', '.']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let day = if numeric { text.split(['T', ' ', ',']).next().unwrap_or(text) } else { text };
    let words: Vec<&str> = day.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let ordinal = matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th" | "er" | "º");
        digits.parse::<u32>().ok().filter(|_| ordinal && digits.len() <= 4)
    };
    let known = |word: &&&str| !matches!(word.to_lowercase().as_str(), "de" | "del" | "di" | "of" | "the");
    let parts: Vec<&str> = words.iter().filter(known).filter(|word| !is_weekday(word)).copied().collect();
    let (year, month, day) = match parts.as_slice() {
        [year] if year.len() == 4 => (number(year)?, None, None),
        [month, year] if !numeric => (number(year)?, Some(month_named(month, tag)?), None),
        [year, month] if year.len() == 4 => (number(year)?, Some(number(month)?), None),
        [year, month, day] if year.len() == 4 && numeric => (number(year)?, Some(number(month)?), Some(number(day)?)),
        // 24.11.2026 is European; with slashes either order is common, so only a day above 12 tells.
        [day, month, year] if numeric && year.len() == 4 => {
            let (day, month) = (number(day)?, number(month)?);
            match (text.contains('.'), day > 12, month > 12) {
                (true, ..) | (_, true, false) => (number(year)?, Some(month), Some(day)),
                (_, false, true) => (number(year)?, Some(day), Some(month)),
                _ => return None,
            }
        }
        [day, month, year, ..] if number(day).is_some() => (number(year)?, Some(month_named(month, tag)?), Some(number(day)?)),
        [month, day, year, ..] => (number(year)?, Some(month_named(month, tag)?), Some(number(day)?)),
        _ => return None,
    };
    let date = match (month, day) {
        (None, _) => format!("{year:04}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
    };
    check(&date).is_ok().then_some(date)
}

/// Whether a date means the day of the build, which is another one each time.
pub(super) fn moves(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    matches!(text.as_str(), "today" | "now" | "last-modified" | "\\today" | "{docdate}")
        || text.contains("sys.date()")
        || text.contains("sys.time()")
        || text.contains("{{")
}

/// The months' names that are understood in every book: in English, German, French, Spanish, Italian, Portuguese and Dutch.
const MONTHS: [&str; 12] = [
    "january januar jänner janvier enero gennaio janeiro januari",
    "february februar février fevrier febrero febbraio fevereiro februari",
    "march märz mars marzo março maart mrt",
    "april avril abril aprile",
    "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august août aout agosto augustus",
    "september septembre septiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember décembre decembre diciembre dicembre dezembro",
];

/// The number of a month, by its name in the book's language (Croatian `listopad` is October, Polish `listopad` is November), or
/// by its name in a common language, or the beginning of that.
fn month_named(word: &str, tag: &str) -> Option<u32> {
    let dates = &language(tag).dates;
    let own = |months: &[&str]| months.iter().position(|month| language(tag).lowercase(month) == language(tag).lowercase(word));
    if let Some(at) = own(&dates.months).or_else(|| own(&dates.months_alone)) {
        return u32::try_from(at + 1).ok();
    }
    let word = word.to_lowercase();
    if word.chars().count() < 3 {
        return None;
    }
    let at = MONTHS.iter().position(|names| names.split(' ').any(|name| name.starts_with(&word)))?;
    u32::try_from(at + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .iter()
        .any(|day| *day == word || day[..3] == *word || (word.len() == 4 && day.starts_with(&word)))
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_forms_are_understood_to_the_day() {
        for (given, day) in [
            ("2011-04-27 22:00:00", Some("2011-04-27")),
            ("2011-04-27 22:00:00 +0200", Some("2011-04-27")),
            ("2020-01-02T10:00:00Z", Some("2020-01-02")),
            ("2020-1-2", Some("2020-01-02")),
            ("2020/01/02", Some("2020-01-02")),
            ("2020.01.02", Some("2020-01-02")),
            ("2020/01", Some("2020-01")),
            ("24.11.2026", Some("2026-11-24")),
            ("24/11/2026", Some("2026-11-24")),
            ("11/24/2026", Some("2026-11-24")),
            ("4/5/2026", None),
            ("24 November 2026", Some("2026-11-24")),
            ("24. November 2026", Some("2026-11-24")),
            ("1er mars 2026", Some("2026-03-01")),
            ("24 de noviembre de 2026", Some("2026-11-24")),
            ("November 24th, 2026", Some("2026-11-24")),
            ("Nov 24, 2026", Some("2026-11-24")),
            ("Tue, 24 Nov 2026 10:00:00 GMT", Some("2026-11-24")),
            ("Tuesday, November 24, 2026", Some("2026-11-24")),
            ("November 2026", Some("2026-11")),
            ("1914", Some("1914")),
            ("2026-02-30", None),
            ("2020 (draft)", None),
            ("Fall 2020", None),
            ("soon", None),
            ("", None),
            ("12345", None),
        ] {
            assert_eq!(meant(given, "en").as_deref(), day, "{given}");
        }
        for (given, tag, day) in [
            ("24 listopada 2026", "pl", Some("2026-11-24")),
            ("24. listopada 2026.", "hr", Some("2026-10-24")),
            ("24. listopadu 2026", "cs", Some("2026-11-24")),
            ("Listopad 2026", "pl", Some("2026-11")),
            ("24 ноября 2026 г.", "ru", Some("2026-11-24")),
            ("24 Νοεμβρίου 2026", "el", Some("2026-11-24")),
            ("1 Mayıs 2026", "tr-TR", Some("2026-05-01")),
            ("24 listopada 2026", "en", None),
            ("24 November 2026", "pl", Some("2026-11-24")),
        ] {
            assert_eq!(meant(given, tag).as_deref(), day, "{given} in {tag}");
        }
        assert!(moves("today") && moves("`r Sys.Date()`") && !moves("2020"));
    }

    #[test]
    fn only_days_that_exist() {
        for good in ["2026", "2026-11", "2026-11-24", "2024-02-29", "1851-10-18"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "26",
            "2026-13",
            "2026-00",
            "2026-2-1",
            "2026-02-29",
            "1900-02-29",
            "24.11.2026",
            "2026-11-24-1",
            "0000",
            "2026-11-24T00:00:00Z",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
