//! A colour in sRGB.

/// A colour in sRGB, and how much of it is seen; each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Colour {
    pub(super) rgb: [f64; 3],
    pub(super) alpha: f64,
}

/// A colour in hexadecimal digits.
pub(super) fn hex(digits: &str) -> Option<Colour> {
    let digit = |at: usize| digits.get(at..=at).and_then(|digit| u8::from_str_radix(digit, 16).ok());
    let pair = |at: usize| match digits.len() {
        3 | 4 => digit(at).map(|digit| digit * 17),
        6 | 8 => Some(digit(at * 2)? * 16 + digit(at * 2 + 1)?),
        _ => None,
    };
    let part = |at: usize| pair(at).map(|byte| f64::from(byte) / 255.0);
    let alpha = if digits.len() == 4 || digits.len() == 8 { part(3)? } else { 1.0 };
    Some(Colour { rgb: [part(0)?, part(1)?, part(2)?], alpha })
}
