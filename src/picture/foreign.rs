//! Files that are pictures, or are taken for pictures, of kinds that no book can hold: by the bytes they begin with.

/// What a file is that is none of the kinds a book can hold, with its article; none if nobody knows.
pub(super) fn named(bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes {
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4)? {
            b"avif" | b"avis" => "an AVIF picture",
            b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1" => "a HEIC picture",
            _ => "a film",
        },
        [b'I', b'I', b'*' | b'+', 0, ..] | [b'M', b'M', 0, b'*' | b'+', ..] => "a TIFF picture",
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => "a BMP picture",
        [0xFF, 0x0A, ..] | [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] => "a JPEG XL picture",
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => "a JPEG 2000 picture",
        [b'8', b'B', b'P', b'S', ..] => "a Photoshop file",
        [0, 0, 1, 0, ..] => "an icon of Windows (ICO)",
        [b'%', b'P', b'D', b'F', ..] => "a PDF",
        [b'%', b'!', b'P', b'S', ..] | [0xC5, 0xD0, 0xD3, 0xC6, ..] => "a PostScript drawing",
        [0x1F, 0x8B, ..] => "a compressed file (SVGZ, perhaps)",
        [b'P', b'K', 3, 4, ..] => "an archive (ZIP)",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_foreign_picture_has_its_true_name() {
        for (bytes, name) in [
            (&b"\0\0\0\x20ftypavif\0\0\0\0"[..], Some("an AVIF picture")),
            (b"\0\0\0\x18ftypheic\0\0\0\0", Some("a HEIC picture")),
            (b"II*\0\x08\0\0\0", Some("a TIFF picture")),
            (b"MM\0*\0\0\0\x08", Some("a TIFF picture")),
            (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0", Some("a BMP picture")),
            (b"BMW is a car.", None),
            (b"GIF89a", None),
            (b"", None),
        ] {
            assert_eq!(named(bytes), name, "{bytes:?}");
        }
    }
}
