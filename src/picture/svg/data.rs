//! Pictures of pixels inside a drawing, as `data:` addresses.

use super::super::inspect::{Kind, header};

/// The address of a PNG or a JPEG in the one form that every reader knows; none if it is anything else, or can't be read.
pub(super) fn picture(address: &str) -> Option<String> {
    let bytes = bytes(address).filter(|bytes| bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xFF\xD8"))?;
    let kind = match header(&bytes).ok()?.kind {
        Kind::Png => "png",
        Kind::Jpeg => "jpeg",
        _ => return None,
    };
    Some(format!("data:image/{kind};base64,{}", encoded(&bytes)))
}

/// What a `data:` address holds.
fn bytes(address: &str) -> Option<Vec<u8>> {
    let head = address.get(..5)?;
    if !head.eq_ignore_ascii_case("data:") {
        return None;
    }
    let (kind, data) = address.get(5..)?.split_once(',')?;
    let is_base64 = kind.rsplit(';').next().is_some_and(|last| last.trim().eq_ignore_ascii_case("base64"));
    is_base64.then(|| decoded(data)).flatten()
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    // A program may write `+` and `/` as parts of an address.
    let text = text.replace("%2B", "+").replace("%2b", "+").replace("%2F", "/").replace("%2f", "/").replace("%3D", "=").replace("%3d", "=");
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        if byte == b'=' {
            break;
        }
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
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

fn encoded(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 0x3F) as usize];
            out.push(if place > three.len() { '=' } else { char::from(letter) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_the_way_there_and_back() {
        for length in 0..40 {
            let bytes: Vec<u8> = (0..length).map(|number: u8| number.wrapping_mul(77).wrapping_add(200)).collect();
            assert_eq!(decoded(&encoded(&bytes)), Some(bytes));
        }
        assert_eq!(encoded(b"any carnal pleas"), "YW55IGNhcm5hbCBwbGVhcw==");
        assert_eq!(decoded("YW55 IGNh\ncm5h bA%3D%3D").as_deref(), Some(b"any carnal".as_slice()));
        assert_eq!(decoded("*"), None);
    }

    #[test]
    fn only_pixels_stay() {
        let dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        let plain = format!("data:image/png;base64,{dot}");
        for head in ["data:image/png;base64,", "DATA:image/PNG;charset=x;BASE64, ", "data:;base64,", "data:image/jpg;base64,"] {
            assert_eq!(picture(&format!("{head}{dot}")), Some(plain.clone()), "{head}");
        }
        for other in
            ["http://x/a.png", "data:image/svg+xml;base64,PHN2Zy8+", "data:image/png,x", "data:image/png;base64,AAAA", "dat", "a.png"]
        {
            assert_eq!(picture(other), None, "{other}");
        }
    }
}
