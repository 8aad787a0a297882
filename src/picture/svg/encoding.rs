//! Text of a drawing from its bytes, in whatever encoding it was saved.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file that looks like XML; none if it does not, or if its encoding is not known.
///
/// The bytes have the first word: many programs state one encoding and write another. What is UTF-8
/// by its bytes is taken for it, whatever the declaration says.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    let (encoding, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, bytes.get(length..)?),
        None if bytes.starts_with(b"<\0") => (UTF_16LE, bytes),
        None if bytes.starts_with(b"\0<") => (UTF_16BE, bytes),
        None => (stated(bytes)?, bytes),
    };
    let (text, _) = encoding.decode_without_bom_handling(rest);
    text.trim_start().starts_with('<').then(|| text.into_owned())
}

/// The encoding of a file in which ASCII is ASCII.
fn stated(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if bytes.get(start) != Some(&b'<') {
        return None;
    }
    let is_utf_8 = std::str::from_utf8(bytes).is_ok();
    let named = label(bytes).and_then(Encoding::for_label);
    match named {
        // Seven bits, and so UTF-8 as well, but no ASCII.
        Some(named) if named.name() == "ISO-2022-JP" => Some(named),
        _ if is_utf_8 => Some(UTF_8),
        Some(named) if ![UTF_8, UTF_16LE, UTF_16BE].contains(&named) => Some(named),
        // What old programs write who say nothing, or who say UTF-8 and don't mean it.
        _ => Some(WINDOWS_1252),
    }
}

/// The encoding that the XML declaration names.
fn label(bytes: &[u8]) -> Option<&[u8]> {
    let head = &bytes[..bytes.len().min(256)];
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let at = head[..end].windows(8).position(|word| word == b"encoding")?;
    let rest = head[at + 8..end].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, rest) = rest.split_first()?;
    rest.split(|byte| byte == quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_becomes_text() {
        let utf_16 = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
        let little: Vec<u8> = utf_16("<svg>é</svg>").iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = utf_16("<svg>é</svg>").iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let marked = [b"\xFF\xFE".as_slice(), &little].concat();
        for bytes in [little.as_slice(), &big, &marked, "<svg>é</svg>".as_bytes(), b"\xEF\xBB\xBF<svg>\xC3\xA9</svg>"] {
            assert_eq!(text(bytes).as_deref(), Some("<svg>é</svg>"), "{bytes:?}");
        }
        let declared = |name: &str, letter: &[u8]| {
            let head = format!("<?xml version='1.0' encoding='{name}'?><svg>");
            text(&[head.as_bytes(), letter, b"</svg>"].concat()).map(|text| text[head.len()..].replace("</svg>", ""))
        };
        assert_eq!(declared("ISO-8859-1", b"\xE9").as_deref(), Some("é"));
        assert_eq!(declared("windows-1252", b"\x93\x94").as_deref(), Some("“”"));
        assert_eq!(declared("windows-1251", b"\xE9").as_deref(), Some("й"));
        assert_eq!(declared("gbk", b"\xD6\xD0").as_deref(), Some("中"));
        // What is not so is not believed.
        assert_eq!(declared("UTF-16", "é".as_bytes()).as_deref(), Some("é"));
        assert_eq!(declared("ISO-8859-1", "é".as_bytes()).as_deref(), Some("é"));
        assert_eq!(declared("UTF-7", b"+ADw-script+AD4-").as_deref(), Some("+ADw-script+AD4-"));
        assert_eq!(declared("utf-8", b"\xE9").as_deref(), Some("é"));
        assert_eq!(text(b"GIF89a"), None);
        assert_eq!(text(b""), None);
    }
}
