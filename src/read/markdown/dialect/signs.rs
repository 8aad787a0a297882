//! Signs of one byte in the copy of a text that the parser reads: they keep every other byte in its place. No text holds any of
//! them, because control characters are taken out of files when they are read.

use crate::book::Style;

/// Nothing: what stood here is not printed.
pub(crate) const NOTHING: u8 = 0x01;
/// A `$` that begins no formula.
pub(crate) const DOLLAR: u8 = 0x1A;
/// A `:` that begins no definition.
pub(super) const COLON: u8 = 0x02;
/// A note in the line begins, and ends.
pub(crate) const NOTE: [u8; 2] = [0x03, 0x04];
/// Raised text begins, and ends.
pub(super) const RAISED: [u8; 2] = [0x05, 0x06];
/// Lowered text.
pub(super) const LOWERED: [u8; 2] = [0x07, 0x08];
/// Small capitals.
pub(super) const SMALL_CAPS: [u8; 2] = [0x0E, 0x0F];
/// Underlined text.
pub(super) const UNDERLINED: [u8; 2] = [0x10, 0x11];
/// Struck text.
pub(super) const STRUCK: [u8; 2] = [0x19, 0x1B];
/// Marked text.
pub(super) const MARKED: [u8; 2] = [0x0B, 0x0C];
/// What is left of this line is the title of the block.
pub(super) const TITLE: u8 = 0x12;
/// A space in a file's name.
pub(super) const SPACE: u8 = 0x7F;
/// A space that stays.
pub(super) const FIRM_SPACE: u8 = 0x13;

/// A link of a wiki begins, and ends.
pub(super) const WIKI: [u8; 2] = [0x15, 0x16];
/// A span with attributes begins, and ends.
pub(super) const SPAN: [u8; 2] = [0x17, 0x18];
/// A reference by key.
pub(super) const CROSS: u8 = 0x1E;
/// A page ends here.
pub(super) const PAGE: u8 = 0x1D;
/// The end of a line of code, behind which a blank line must not end the block that the code stands in.
pub(super) const LINE: u8 = 0x1F;
/// What parts a note's name from the heading in it.
pub(super) const WITHIN: u8 = 0x1C;

/// A bar that divides no cells.
pub(crate) const BAR: u8 = 0x14;

/// What a sign means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Characters, perhaps none.
    Words(&'static str),
    /// A note begins (or ends).
    Note(bool),
    /// A style begins (or ends).
    Style(Style, bool),
    /// A link of a wiki begins (or ends).
    Wiki(bool),
    /// A span with attributes begins (or ends).
    Span(bool),
    /// A reference by key.
    Crossing,
    /// A page ends.
    Page,
    /// A title begins, which the end of the line ends.
    Title,
}

/// Whether a byte is a sign: no other byte below a space is in a text but tab and line feed.
pub(crate) fn is_sign(byte: u8) -> bool {
    (byte < b' ') & (byte != b'\t') & (byte != b'\n') | (byte == SPACE)
}

/// What a byte means as a sign.
pub(crate) fn sign(byte: u8) -> Sign {
    let pairs = [
        (RAISED, Style::SUPERSCRIPT),
        (LOWERED, Style::SUBSCRIPT),
        (SMALL_CAPS, Style::SMALL_CAPS),
        (UNDERLINED, Style::UNDERLINE),
        (STRUCK, Style::STRUCK),
        (MARKED, Style::MARK),
    ];
    match byte {
        DOLLAR => Sign::Words("$"),
        COLON => Sign::Words(":"),
        BAR => Sign::Words("|"),
        SPACE => Sign::Words(" "),
        FIRM_SPACE => Sign::Words("\u{A0}"),
        LINE => Sign::Words("\n"),
        WITHIN => Sign::Words(" › "),
        TITLE => Sign::Title,
        PAGE => Sign::Page,
        CROSS => Sign::Crossing,
        _ if WIKI.contains(&byte) => Sign::Wiki(byte == WIKI[0]),
        _ if SPAN.contains(&byte) => Sign::Span(byte == SPAN[0]),
        _ if NOTE.contains(&byte) => Sign::Note(byte == NOTE[0]),
        _ => match pairs.iter().find(|(pair, _)| pair.contains(&byte)) {
            Some((pair, style)) => Sign::Style(*style, byte == pair[0]),
            None => Sign::Words(""),
        },
    }
}

/// A text without its signs: the characters some of them stand for in their place.
pub(crate) fn without(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(c).ok().filter(|&byte| is_sign(byte)).map(sign) {
            None => out.push(c),
            Some(Sign::Words(words)) => out.push_str(words),
            Some(_) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_read_back() {
        assert_eq!(without("a\u{1}b\u{1A}5 \u{2}x\u{3}\u{7F}\té\n"), "ab$5 :x \té\n");
        assert_eq!(sign(RAISED[0]), Sign::Style(Style::SUPERSCRIPT, true));
        assert_eq!(sign(RAISED[1]), Sign::Style(Style::SUPERSCRIPT, false));
        assert!(!is_sign(b'\n') && !is_sign(b'\t') && is_sign(NOTHING));
    }
}
