//! Dates as other programs write them, in ISO 8601.

/// A date and time in ISO 8601 without parts of a second, or nothing if the text is none.
pub(super) fn iso(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = |range: std::ops::Range<usize>| text.get(range).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !(digits(0..4) && text.get(4..5) == Some("-") && digits(5..7) && text.get(7..8) == Some("-") && digits(8..10)) {
        return None;
    }
    let day = &text[..10];
    let Some(rest) = text.get(10..).and_then(|rest| rest.strip_prefix(['T', 't', ' '])) else { return Some(day.to_owned()) };
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(rest.len());
    let clock = &rest[..end];
    if clock.len() < 5 || clock.len() > 8 {
        return Some(day.to_owned());
    }
    let behind = rest[end..].trim_start_matches(['.', ',']).trim_start_matches(|c: char| c.is_ascii_digit());
    let zone = match behind.trim() {
        "Z" | "z" | "+00:00" | "-00:00" | "+0000" => "Z",
        zone if is_zone(zone) => zone,
        _ => "",
    };
    Some(format!("{day}T{clock}{zone}"))
}

fn is_zone(zone: &str) -> bool {
    zone.strip_prefix(['+', '-']).is_some_and(|rest| {
        matches!(rest.len(), 2 | 4 | 5) && rest.bytes().enumerate().all(|(at, byte)| byte.is_ascii_digit() || at == 2 && byte == b':')
    })
}

/// A date of a PDF (`D:20260301101500+01'00'`) in ISO 8601.
pub(super) fn of_pdf(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("D:");
    let digits: String = text.chars().take_while(char::is_ascii_digit).take(14).collect();
    let part = |from: usize, width: usize, other: &'static str| digits.get(from..from + width).map_or(other.to_owned(), str::to_owned);
    let year_stands_alone = digits.len() == text.len() || text.len() > 4 && digits.len() >= 8;
    if digits.len() < 4 || !year_stands_alone {
        return None;
    }
    let day = format!("{}-{}-{}", part(0, 4, ""), part(4, 2, "01"), part(6, 2, "01"));
    if digits.len() < 12 {
        return Some(day);
    }
    let zone: String = text[digits.len()..].chars().filter(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | 'Z')).collect();
    let zone = match (zone.chars().next(), zone.get(1..3), zone.get(3..5)) {
        (Some('Z'), ..) => "Z".to_owned(),
        (Some(sign @ ('+' | '-')), Some(hours), minutes) => match minutes.unwrap_or("00") {
            "00" if hours == "00" => "Z".to_owned(),
            minutes => format!("{sign}{hours}:{minutes}"),
        },
        _ => String::new(),
    };
    iso(&format!("{day}T{}:{}:{}{zone}", part(8, 2, "00"), part(10, 2, "00"), part(12, 2, "00")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_kept_to_the_second() {
        for (given, kept) in [
            ("2026-03-01", "2026-03-01"),
            ("2026-03-01T10:15:00.123456+00:00", "2026-03-01T10:15:00Z"),
            ("2026-03-01 10:15:00+0100", "2026-03-01T10:15:00+0100"),
            ("2026-03-01T10:15", "2026-03-01T10:15"),
            ("2026-03-01T", "2026-03-01"),
        ] {
            assert_eq!(iso(given).as_deref(), Some(kept), "{given}");
        }
        for (given, kept) in [
            ("D:20260301101500+01'00'", "2026-03-01T10:15:00+01:00"),
            ("D:20260301101500Z", "2026-03-01T10:15:00Z"),
            ("D:20260301101500Z00'00'", "2026-03-01T10:15:00Z"),
            ("D:2026", "2026-01-01"),
            ("20260301", "2026-03-01"),
        ] {
            assert_eq!(of_pdf(given).as_deref(), Some(kept), "{given}");
        }
        for given in ["", "yesterday", "D:", "2026-3-1", "20é6"] {
            assert!(iso(given).is_none() && of_pdf(given).is_none(), "{given}");
        }
    }
}
