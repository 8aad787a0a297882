//! ISBNs and other identifiers.

use super::fault::SettingFault;
use crate::book::Identifier;

/// The thirteen digits of an ISBN-10 or ISBN-13, hyphens and spaces dropped; the reason if it is none.
pub(super) fn isbn(text: &str) -> Result<String, SettingFault> {
    let lower = text.trim().to_lowercase();
    let lower = lower.strip_prefix("urn:").unwrap_or(&lower);
    let lower = lower.strip_prefix("isbn").unwrap_or(lower).trim_start_matches(['-', ':', ' ']);
    let digits: Vec<char> = lower.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{2010}' | '\u{2011}' | '\u{2013}')).collect();
    if let Some(c) =
        digits.iter().enumerate().find(|&(at, c)| !(c.is_ascii_digit() || (*c == 'x' && at == 9 && digits.len() == 10))).map(|(_, c)| c)
    {
        return Err(SettingFault::IsbnCharacter(*c));
    }
    let values: Vec<u32> = digits.iter().map(|c| c.to_digit(10).unwrap_or(10)).collect();
    let right = match values.len() {
        10 => check_10(&values[..9]),
        13 if matches!(values[..3], [9, 7, 8 | 9]) => check_13(&values[..12]),
        13 => return Err(SettingFault::IsbnPrefix),
        count => return Err(SettingFault::IsbnLength(count)),
    };
    let given = values[values.len() - 1];
    if given != right {
        return Err(SettingFault::IsbnCheck { given, right });
    }
    let body: Vec<u32> =
        if values.len() == 10 { [9, 7, 8].into_iter().chain(values[..9].iter().copied()).collect() } else { values[..12].to_vec() };
    let check = check_13(&body);
    Ok(body.into_iter().chain([check]).map(|digit| digit.to_string()).collect())
}

/// An ISBN with hyphens between its groups: those that its author wrote, or those of the ranges that the international agency has given
/// out; none for what is no ISBN or in no range.
pub(super) fn grouped(identifier: &Identifier, written: Option<&str>) -> Option<String> {
    let Identifier::Isbn(digits) = identifier else { return None };
    let own = written.map(|written| written.trim().replace(' ', "-"));
    let own = own.filter(|own| own.contains('-') && own.bytes().filter(u8::is_ascii_digit).eq(digits.bytes()));
    own.or_else(|| {
        let digits: Vec<u8> = digits.bytes().map(|byte| byte.wrapping_sub(b'0')).collect();
        let grouped = isbn::Isbn13::new(digits.try_into().ok()?).ok()?.hyphenate().ok()?;
        Some(grouped.to_string())
    })
}

/// An ORCID as its address has it, in groups of four; none if it has not 16 digits or the last is not the check of the others.
pub(super) fn orcid(text: &str) -> Option<String> {
    let digits = isni(text)?;
    Some([&digits[..4], &digits[4..8], &digits[8..12], &digits[12..]].join("-"))
}

/// The 16 digits of an ISNI, given as such or behind an address; none if they are not 16 or the last is not the check of the others
/// (ISO 27729: ISO/IEC 7064, MOD 11-2, which ORCID shares).
pub(super) fn isni(text: &str) -> Option<String> {
    let text = text.trim();
    let last = text.trim_end_matches('/').rsplit(['/', ':']).next()?.to_uppercase();
    let digits: String = last.trim_start_matches("ISNI").chars().filter(|c| !matches!(c, '-' | ' ' | '\u{2010}' | '\u{2011}')).collect();
    let (body, check) = digits.split_at_checked(15)?;
    let sum = body.chars().try_fold(0, |sum, c| Some((sum + c.to_digit(10)?) * 2 % 11))?;
    let right = match (12 - sum) % 11 {
        10 => "X".to_owned(),
        digit => digit.to_string(),
    };
    (check == right).then_some(digits)
}

/// ISO 2108: weights 10 to 2, to a multiple of 11.
fn check_10(digits: &[u32]) -> u32 {
    (11 - digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum::<u32>() % 11) % 11
}

/// ISO 2108: weights 1 and 3 by turns, to a multiple of 10.
fn check_13(digits: &[u32]) -> u32 {
    (10 - digits.iter().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum::<u32>() % 10) % 10
}

/// An identifier of any kind; an ISBN or UUID is known by its form. The reason if it is an ISBN with a fault.
pub(super) fn identifier(text: &str) -> Result<Identifier, SettingFault> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let digits = lower.bytes().filter(u8::is_ascii_digit).count();
    let numeric = lower.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b' ');
    if lower.starts_with("urn:isbn:") || lower.starts_with("isbn") || (numeric && digits == 13 && lower.starts_with("97")) {
        return isbn(text).map(Identifier::Isbn);
    }
    if let Ok(uuid) = uuid::Uuid::parse_str(lower.strip_prefix("urn:uuid:").unwrap_or(&lower)) {
        return Ok(Identifier::Uuid(uuid.to_string()));
    }
    Ok(Identifier::Other(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_verified() {
        assert_eq!(isbn("978-0-306-40615-7"), Ok("9780306406157".to_owned()));
        assert_eq!(isbn("ISBN 0-306-40615-2"), Ok("9780306406157".to_owned()));
        assert_eq!(isbn("0-8044-2957-X"), Ok("9780804429573".to_owned()));
        assert_eq!(isbn("978-0-306-40615-6"), Err(SettingFault::IsbnCheck { given: 6, right: 7 }));
        for (digits, written, right) in [
            ("9780306406157", None, "978-0-306-40615-7"),
            ("9780306406157", Some("978-03064-0615-7"), "978-03064-0615-7"),
            ("9780306406157", Some("9780306406157"), "978-0-306-40615-7"),
            ("9783161484100", None, "978-3-16-148410-0"),
            ("9780804429573", Some("0-8044-2957-X"), "978-0-8044-2957-3"),
        ] {
            assert_eq!(grouped(&Identifier::Isbn(digits.to_owned()), written).as_deref(), Some(right));
        }
        assert!(isbn("12345").is_err() && isbn("").is_err() && isbn("X306406152").is_err() && isbn("1230306406157").is_err());
    }

    #[test]
    fn persons_are_known_by_their_numbers() {
        assert_eq!(orcid("0000-0002-1825-0097").as_deref(), Some("0000-0002-1825-0097"));
        assert_eq!(orcid("https://orcid.org/0000-0002-1694-233X/").as_deref(), Some("0000-0002-1694-233X"));
        assert_eq!(isni("ISNI 0000 0001 2150 090X").as_deref(), Some("000000012150090X"));
        for wrong in ["0000-0002-1825-0098", "0000-0002-1825-009", "", "x", "0000-0002-1825-00977", "ééééééééé", "x000-0002-1825-0097"]
        {
            assert_eq!(orcid(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn identifiers_are_known_by_their_form() {
        assert_eq!(identifier("9780306406157"), Ok(Identifier::Isbn("9780306406157".to_owned())));
        assert_eq!(
            identifier("urn:uuid:67E55044-10B1-426F-9247-BB680E5FE0C8"),
            Ok(Identifier::Uuid("67e55044-10b1-426f-9247-bb680e5fe0c8".to_owned()))
        );
        assert_eq!(identifier("doi:10.1000/182"), Ok(Identifier::Other("doi:10.1000/182".to_owned())));
        assert!(identifier("isbn:978").is_err());
    }
}
