//! Publication dates: a year, a month or a day.

/// Whether `text` is `2026`, `2026-11` or `2026-11-24` and that day exists; the reason if not.
pub(super) fn check(text: &str) -> Result<(), String> {
    let form = || format!("`{text}` is not a date");
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
        (Some(month), _) if !(1..=12).contains(&month) => Err(format!("there is no month {month}")),
        (Some(month), Some(day)) if !(1..=days(year, month)).contains(&day) => {
            Err(format!("there is no {text}: that month has {} days", days(year, month)))
        }
        _ => Ok(()),
    }
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
