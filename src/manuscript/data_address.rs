//! Pictures written into the text itself, as addresses that hold their bytes (`data:image/png;base64,…`, RFC 2397).

use crate::address::decoded;

/// Whether an address holds what it leads to.
pub(super) fn is_data(address: &str) -> bool {
    address.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// The bytes an address holds; none if they can't be read.
pub(super) fn bytes(address: &str) -> Option<Vec<u8>> {
    let (kind, data) = address.trim().get(5..)?.split_once(',')?;
    if kind.rsplit(';').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("base64")) {
        return from_base64(&decoded(data));
    }
    Some(decoded(data).into_bytes())
}

/// Bytes in base 64, in either alphabet (RFC 4648, 4 and 5); white space in it means nothing.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xFF).unwrap_or(0));
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_its_bytes() {
        assert_eq!(bytes("data:image/png;base64,aGFyYm91cg=="), Some(b"harbour".to_vec()));
        assert_eq!(bytes("DATA:;BASE64, aGFy Ym91 cg%3D%3D "), Some(b"harbour".to_vec()));
        assert_eq!(bytes("data:image/svg+xml;utf8,%3Csvg/>"), Some(b"<svg/>".to_vec()));
        assert_eq!(bytes("data:image/png;base64,?"), None);
        assert_eq!(bytes("data:image/png"), None);
        assert!(is_data(" Data:x") && !is_data("data.png") && !is_data("é"));
    }
}
