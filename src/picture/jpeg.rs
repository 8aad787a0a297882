//! What a JPEG says of itself before its pixels, read without decoding them (ITU-T T.81, annex B).

use std::ops::Range;

/// What stands before the first scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JpegHead {
    /// Pixels in a row, as they are stored.
    pub width: u16,
    /// Rows, as they are stored.
    pub height: u16,
    /// Bits of a sample.
    pub bits: u8,
    /// 1 for grey, 3 for colours, 4 for the inks of print.
    pub components: u8,
    /// Whether the file says that it follows Adobe's custom, in which inks are stored upside down.
    pub adobe: bool,
    /// How the pixels stand, as Exif counts it: 1 for upright, up to 8.
    pub orientation: u8,
    /// The ICC profile, if it is there whole.
    pub profile: Option<Vec<u8>>,
}

/// The marker of a scan (B.1.1.3).
pub(super) const SCAN: u8 = 0xDA;

/// The marker segments up to the header of the first scan: the marker of each, and where what it says stands. They end early in a file
/// that is cut short.
pub(super) fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, Range<usize>)> {
    let mut next = Some(2);
    std::iter::from_fn(move || {
        let mut at = next?;
        // Any number of bytes of ones may stand before a marker.
        while *bytes.get(at + 1)? == 0xFF {
            at += 1;
        }
        let marker = bytes[at + 1];
        let end = at + 2 + usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        next = (marker != SCAN).then_some(end);
        bytes.get(at + 4..end).map(|_| (marker, at + 4..end))
    })
}

/// Reads what stands before the first scan; none if there is no frame header.
#[must_use]
pub(crate) fn head(bytes: &[u8]) -> Option<JpegHead> {
    let (mut frame, mut adobe, mut orientation, mut parts, mut whole) = (None, false, None, Vec::new(), false);
    for (marker, range) in segments(bytes) {
        let segment = &bytes[range];
        match marker {
            0xE1 if orientation.is_none() => orientation = segment.strip_prefix(b"Exif\0\0").and_then(exif),
            // A profile comes in parts, each with its number and how many there are (ICC.1:2022, B.4).
            0xE2 => parts.extend(segment.strip_prefix(b"ICC_PROFILE\0").and_then(|part| part.split_first_chunk())),
            0xEE => adobe |= segment.starts_with(b"Adobe"),
            // SOF0 to SOF15 but for the tables of Huffman codes (C4), JPG (C8) and arithmetic coding (CC).
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => frame = segment.first_chunk::<6>().copied(),
            SCAN => whole = true,
            _ => {}
        }
    }
    let [bits, high, low, wide, narrow, components] = frame.filter(|_| whole)?;
    let (width, height) = (u16::from_be_bytes([wide, narrow]), u16::from_be_bytes([high, low]));
    Some(JpegHead { width, height, bits, components, adobe, orientation: orientation.unwrap_or(1), profile: joined(parts) })
}

/// The orientation in Exif data, tag 274 of its first directory (CIPA DC-008, 4.6.4; TIFF 6.0, section 2).
fn exif(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let (first, second) = (usize::from(short(4)?), usize::from(short(6)?));
    let directory = if little { second << 16 | first } else { first << 16 | second };
    let entries = (0..usize::from(short(directory)?)).map(|index| directory + 2 + 12 * index);
    let entry = entries.take_while(|at| at + 12 <= tiff.len()).find(|at| short(*at) == Some(274))?;
    let value = short(entry + 8)?;
    u8::try_from(value).ok().filter(|value| short(entry + 2) == Some(3) && (1..=8).contains(value))
}

/// The profile of its parts; none if one is missing or there twice.
fn joined(mut parts: Vec<(&[u8; 2], &[u8])>) -> Option<Vec<u8>> {
    parts.sort_by_key(|(counted, _)| counted[0]);
    let whole = (1..).zip(&parts).all(|(number, (counted, _))| **counted == [number, parts.len().try_into().unwrap_or(0)]);
    (whole && !parts.is_empty()).then(|| parts.into_iter().flat_map(|(_, part)| part).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A head with these segments before its frame.
    fn file(segments: &[(u8, &[u8])]) -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xD8];
        let frame: &[u8] = &[8, 0, 3, 0, 5, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
        for (marker, segment) in segments.iter().chain(&[(0xC0, frame), (0xDA, &[0; 10])]) {
            bytes.extend([0xFF, *marker]);
            bytes.extend(u16::try_from(segment.len() + 2).unwrap().to_be_bytes());
            bytes.extend_from_slice(segment);
        }
        bytes
    }

    #[test]
    fn a_head_is_read_in_both_byte_orders() {
        let plain = head(&file(&[])).unwrap();
        assert_eq!((plain.width, plain.height, plain.components, plain.orientation), (5, 3, 3, 1));
        let little = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let big = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0";
        assert_eq!(head(&file(&[(0xE1, little)])).unwrap().orientation, 6);
        assert_eq!(head(&file(&[(0xE1, b"http://ns.adobe.com/xap/1.0/\0"), (0xE1, big)])).unwrap().orientation, 8);
        // Damaged data is no reason to refuse a picture.
        for cut in 0..little.len() - 4 {
            assert_eq!(head(&file(&[(0xE1, &little[..cut])])).unwrap().orientation, 1, "{cut}");
        }
    }

    #[test]
    fn a_profile_is_joined_only_if_it_is_whole() {
        let [one, two] = [b"ICC_PROFILE\0\x01\x02ab", b"ICC_PROFILE\0\x02\x02cd"];
        assert_eq!(head(&file(&[(0xE2, two), (0xE2, one)])).unwrap().profile.as_deref(), Some(b"abcd".as_slice()));
        assert_eq!(head(&file(&[(0xE2, one)])).unwrap().profile, None);
        assert_eq!(head(&file(&[(0xE2, one), (0xE2, one)])).unwrap().profile, None);
        assert_eq!(head(&file(&[])[..20]), None);
    }
}
