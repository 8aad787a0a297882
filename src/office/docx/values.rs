//! The values of attributes: numbers, lengths, switches. Whatever is written there, one comes out that can be reckoned with.

use crate::office::xml::OfficeElement;

/// Lengths beyond this (55 inches) mean nothing on a page.
const LONGEST: f64 = 80_000.0;

/// A whole number; none if it is no number.
pub(super) fn number(value: &str) -> Option<i64> {
    let value = value.trim();
    value.parse::<i64>().ok().or_else(|| value.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| number as i64))
}

/// A length in twips, also one with a unit, as the strict form has them.
pub(super) fn twips(value: &str) -> Option<i32> {
    let value = value.trim();
    let at = value.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(value.len());
    let unit = match &value[at..] {
        "" => 1.0,
        "pt" => 20.0,
        "in" => 1440.0,
        "cm" => 1440.0 / 2.54,
        "mm" => 144.0 / 2.54,
        "pc" | "pi" => 240.0,
        _ => return None,
    };
    let number = value[..at].parse::<f64>().ok().filter(|number| number.is_finite())?;
    Some((number * unit).round().clamp(-LONGEST, LONGEST) as i32)
}

/// A size of type in half points.
pub(super) fn half_points(value: &str) -> Option<u16> {
    let number = match number(value) {
        Some(number) => number,
        None => i64::from(twips(value)?) / 10,
    };
    u16::try_from(number).ok().filter(|size| (1..=3276).contains(size))
}

/// Whether a switch is on: one without a value is.
pub(super) fn is_on(element: &OfficeElement) -> bool {
    !matches!(element.get("w:val"), Some("0" | "false" | "off" | "none"))
}

/// A text that is repeated with every piece, within what such a one needs.
pub(super) fn short(value: &str) -> Option<String> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.chars().take(120).collect())
}

/// A language as a BCP 47 tag.
pub(super) fn language(value: &str) -> Option<String> {
    let value = value.trim().replace('_', "-");
    let primary = value.split('-').next().unwrap_or("");
    let is_tag = (2..=3).contains(&primary.len()) && value.len() <= 35 && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (is_tag && !value.ends_with('-') && primary != "zxx" && primary != "und").then_some(value)
}
