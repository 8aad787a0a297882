//! Addresses that hold what they lead to: `data:image/png;base64,…` (RFC 2397).

use crate::source::address::decoded;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine, alphabet};

/// Base 64 as it is written, and read from whoever has left its end away.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true),
);

/// Whether an address holds what it leads to.
pub(crate) fn is_data(address: &str) -> bool {
    address.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// The bytes a `data:` address holds; none if they can't be read. Both alphabets of RFC 4648 are known; white space means nothing.
pub(crate) fn bytes(address: &str) -> Option<Vec<u8>> {
    let (kind, data) = address.trim().get(5..).filter(|_| is_data(address))?.split_once(',')?;
    let data = decoded(data);
    if !kind.rsplit(';').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("base64")) {
        return Some(data.into_bytes());
    }
    let letter = |byte: u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    };
    let letters: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=').map(letter).collect();
    BASE64.decode(letters).ok()
}

/// The address that holds a file of a media type.
pub(crate) fn address(media_type: &str, bytes: &[u8]) -> String {
    format!("data:{media_type};base64,{}", BASE64.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_its_bytes() {
        assert_eq!(bytes("data:image/png;base64,aGFyYm91cg=="), Some(b"harbour".to_vec()));
        assert_eq!(bytes("DATA:;BASE64, aGFy Ym91 cg%3D%3D "), Some(b"harbour".to_vec()));
        assert_eq!(bytes("data:;base64,%2B_%2f-aGFyYm91c"), bytes("data:;base64,+/\n/+aGFyYm91c="));
        assert_eq!(bytes("data:image/svg+xml;utf8,%3Csvg/>"), Some(b"<svg/>".to_vec()));
        for other in ["data:image/png;base64,?", "data:image/png", "http://x/a,b", "dat", ""] {
            assert_eq!(bytes(other), None, "{other}");
        }
        assert!(is_data(" Data:x") && !is_data("data.png") && !is_data("é"));
    }

    #[test]
    fn bytes_survive_the_way_there_and_back() {
        for length in 0..40 {
            let all: Vec<u8> = (0..length).map(|number: u8| number.wrapping_mul(77).wrapping_add(200)).collect();
            assert_eq!(bytes(&address("image/png", &all)), Some(all));
        }
        assert_eq!(address("a/b", b"any carnal pleas"), "data:a/b;base64,YW55IGNhcm5hbCBwbGVhcw==");
    }
}
