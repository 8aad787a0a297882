//! The time that outputs state. Never the time of the run: the same book must give the same bytes.

use crate::book::Metadata;

/// The time given (seconds since 1970); else the date in the metadata, midnight UTC (a year is its first day); else, or if that is
/// earlier, 1980-01-01, the first day that a zip file can state.
pub(super) fn modified(epoch: Option<u64>, metadata: &Metadata) -> String {
    if let Some(seconds) = epoch {
        return stamp(seconds);
    }
    let date = metadata.date.as_deref().filter(|&date| date >= "1980").unwrap_or("1980");
    format!("{date}{}T00:00:00Z", &"0000-01-01"[date.len().min(10)..])
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

    #[test]
    fn seconds_become_dates() {
        assert_eq!(stamp(0), "1970-01-01T00:00:00Z");
        assert_eq!(stamp(951_827_696), "2000-02-29T12:34:56Z");
        assert_eq!(stamp(1_795_478_400), "2026-11-24T00:00:00Z");
    }
}
