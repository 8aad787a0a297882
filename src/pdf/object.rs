//! Our values as PDF objects.

use crate::source::Length;
use lopdf::{Object, StringFormat};

/// A name.
pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A text string: as it is when it is ASCII, which PDFDocEncoding agrees with, else UTF-16 (ISO 32000-1, 7.9.2.2).
pub(super) fn text(text: &str) -> Object {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        Object::string_literal(text)
    } else {
        Object::String(utf16(text), StringFormat::Hexadecimal)
    }
}

/// UTF-16, big end first, with the mark that says so.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

/// Width and height of a sheet of paper, or of what is printed on it, in thousandths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PaperSize {
    pub(super) width: i64,
    pub(super) height: i64,
}

impl PaperSize {
    /// The size of something so wide and so high.
    pub(super) fn of(width: Length, height: Length) -> Self {
        Self { width: milli(width), height: milli(height) }
    }

    /// The size with so much more on each of the four sides.
    pub(super) fn and_round(self, border: i64) -> Self {
        Self { width: self.width + 2 * border, height: self.height + 2 * border }
    }
}

/// A length in thousandths of a point, to the nearest: finer than any device, and short to write.
pub(super) fn milli(length: Length) -> i64 {
    (length.units() * 1000 + (1 << 15)) >> 16
}

/// Thousandths of a point as a number of points.
pub(super) fn points(milli: i64) -> Object {
    if milli % 1000 == 0 { Object::Integer(milli / 1000) } else { Object::Real(real(milli)) }
}

/// Thousandths as a decimal number, as content streams have them.
pub(super) fn number(milli: i64) -> String {
    let (sign, milli) = (if milli < 0 { "-" } else { "" }, milli.abs());
    let digits = format!("{}.{:03}", milli / 1000, milli % 1000);
    format!("{sign}{}", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// Thousandths of a point as points in a content stream. The nearest `f32` prints as the same decimal digits up to 8,388 pt;
/// no page is larger.
#[expect(clippy::cast_precision_loss, reason = "24 bits hold every place on a page in thousandths of a point")]
pub(super) fn real(milli: i64) -> f32 {
    milli as f32 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_print_short() {
        assert_eq!(format!("{}", real(milli(Length::milli(10_800)))), "10.8");
        assert_eq!(format!("{}", real(milli(Length::raw(65536 * 431 + 7)))), "431");
        assert_eq!(points(milli(Length::points(432))), Object::Integer(432));
        assert_eq!(milli(-Length::milli(1_500)), -1500);
    }

    #[test]
    fn texts_are_ascii_or_utf16() {
        assert_eq!(text("a"), Object::string_literal("a"));
        assert_eq!(text("é"), Object::String(vec![0xFE, 0xFF, 0, 0xE9], StringFormat::Hexadecimal));
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([number(-1500), number(0), number(2000), number(7), number(-70)], ["-1.5", "0", "2", "0.007", "-0.07"]);
    }
}
