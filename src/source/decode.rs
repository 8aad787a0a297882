//! Decodes bytes to text: UTF-8, UTF-16 with a byte order mark, else an old encoding that its bytes speak for, or Windows-1252; and which characters fit a book.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// How a text's bytes were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with a byte order mark or without.
    Utf8,
    /// UTF-16, as a byte order mark says.
    Utf16,
    /// UTF-8 with some bytes that are none, read as Windows-1252: where the first stands in the text, and how many there are.
    Mixed(usize, usize),
    /// Windows-1252, because the text is nothing else.
    Western,
    /// An encoding of older programs that its bytes speak for, by its name.
    Old(&'static str),
}

/// A text file's bytes as text, and how they were read; none if a byte order mark says that they are UTF-32.
#[must_use]
pub fn decode(bytes: Vec<u8>) -> Option<(String, Encoding)> {
    // A mark of UTF-32 (little-endian) begins as one of UTF-16 does, which no U+0000 follows in a text.
    if matches!(bytes[..], [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..]) {
        return None;
    }
    let wide: Option<fn([u8; 2]) -> u16> = match bytes[..] {
        [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
        _ => unmarked(&bytes),
    };
    if let Some(unit) = wide {
        let marked = matches!(bytes[..], [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
        let units = bytes[if marked { 2 } else { 0 }..].as_chunks::<2>().0.iter().map(|pair| unit(*pair));
        let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        return Some((text, Encoding::Utf16));
    }
    Some(match String::from_utf8(bytes) {
        Ok(text) => (text, Encoding::Utf8),
        Err(other) => mixed(other.as_bytes()),
    })
}

/// The text that bytes are in an encoding by its name; in UTF-8, if nobody knows that name.
pub(crate) fn decode_as(encoding: &str, bytes: &[u8]) -> String {
    let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    encoding.decode(bytes).0.into_owned()
}

/// The order of bytes of UTF-16 that no mark announces: only that has a zero in every hundred bytes, all first or all second of two;
/// or in every eight, where the bytes may be UTF-8 with zeros among them, as Latin letters in UTF-16 may.
fn unmarked(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    if !bytes.contains(&0) {
        return None;
    }
    let zeros = |place: usize| bytes.iter().skip(place).step_by(2).filter(|byte| **byte == 0).count();
    let every = if std::str::from_utf8(bytes).is_ok() { 8 } else { 100 };
    match [zeros(0), zeros(1)] {
        [0, second] if second > 1 && second * every >= bytes.len() => Some(u16::from_le_bytes),
        [first, 0] if first > 1 && first * every >= bytes.len() => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// Bytes that are not all UTF-8: if most of those beyond ASCII are, the others were pasted in; else none of them is.
fn mixed(bytes: &[u8]) -> (String, Encoding) {
    let (mut text, mut first, mut wrong, mut right) = (String::with_capacity(bytes.len()), None, 0, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first.get_or_insert(text.len());
        }
        wrong += chunk.invalid().len();
        text.push_str(&western(chunk.invalid()));
    }
    match first {
        Some(first) if right > wrong => (text, Encoding::Mixed(first, wrong)),
        _ => old(bytes).unwrap_or_else(|| (western(bytes).into_owned(), Encoding::Western)),
    }
}

/// Bytes beyond ASCII that tell of another encoding than Windows-1252: fewer may be anything.
const TELLING: usize = 24;

/// Bytes as an old encoding that they speak for, if they are words in it from the first to the last.
fn old(bytes: &[u8]) -> Option<(String, Encoding)> {
    if bytes.iter().filter(|byte| !byte.is_ascii()).count() < TELLING {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, faulty) = encoding.decode_without_bom_handling(bytes);
    (encoding != WINDOWS_1252 && !faulty).then(|| (text.into_owned(), Encoding::Old(encoding.name())))
}

/// Bytes as Windows-1252. The five that mean nothing there become control characters, which are left out later.
fn western(bytes: &[u8]) -> Cow<'_, str> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

/// Control characters but tab and line ends, non-characters, and U+FFFC, which stands for an image in the model.
#[must_use]
pub(crate) fn is_unfit(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{FFFC}' => true,
        _ => c.is_control() || (c as u32) & 0xFFFE == 0xFFFE || ('\u{FDD0}'..='\u{FDEF}').contains(&c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_bytes_are_western() {
        assert_eq!(decode(b"\x93caf\xe9\x94".to_vec()), Some(("“café”".to_owned(), Encoding::Western)));
        assert_eq!(decode("é".into()), Some(("é".to_owned(), Encoding::Utf8)));
        // Five bytes mean nothing.
        assert_eq!(decode(b"\x81\x8D\x8F\x90\x9D\x80".to_vec()).map(|(text, _)| text).as_deref(), Some("\u{81}\u{8D}\u{8F}\u{90}\u{9D}€"));
        // The most bytes beyond ASCII are UTF-8: so is the text, but for one.
        assert_eq!(decode(b"\xC3\xBCber \xC3\xBC \xE9.".to_vec()), Some(("über ü é.".to_owned(), Encoding::Mixed(9, 1))));
    }

    #[test]
    fn an_old_encoding_is_known_by_its_bytes() {
        let russian = "Поезд на станции стоял две минуты, и за эти две минуты надо было успеть всё.";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(decode(bytes.to_vec()), Some((russian.to_owned(), Encoding::Old("windows-1251"))));
    }

    #[test]
    fn utf_16_with_its_mark_is_read_as_such() {
        let text = "“é” – 😀\r\n";
        for (mark, bytes) in [([0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xFE, 0xFF], u16::to_be_bytes)] {
            let mut file = mark.to_vec();
            file.extend(text.encode_utf16().flat_map(bytes));
            assert_eq!(decode(file.clone()), Some((text.to_owned(), Encoding::Utf16)));
            // Cut off in the middle of a character.
            assert!(decode(file[..file.len() - 5].to_vec()).is_some_and(|(text, _)| text.ends_with('\u{FFFD}')));
        }
        for (unmarked, bytes) in [("Words.\n", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("漢字 かな\n", u16::to_be_bytes)] {
            let file: Vec<u8> = unmarked.encode_utf16().flat_map(bytes).collect();
            assert_eq!(decode(file), Some((unmarked.to_owned(), Encoding::Utf16)));
        }
        let zeros = b"Some words, and two zeros at even places.\0\n\0\n".to_vec();
        assert_eq!(decode(zeros).map(|(_, encoding)| encoding), Some(Encoding::Utf8));
        assert_eq!(decode(b"a\0b".to_vec()).map(|(_, encoding)| encoding), Some(Encoding::Utf8));
        assert_eq!(decode(vec![0xFF, 0xFE]), Some((String::new(), Encoding::Utf16)));
        assert_eq!(decode(b"\xFF\xFE\0\0a\0\0\0".to_vec()), None);
        assert_eq!(decode(b"\0\0\xFE\xFF\0\0\0a".to_vec()), None);
    }
}
