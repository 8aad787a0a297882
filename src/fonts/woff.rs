//! Faces packed for the web: WOFF 2 (W3C Recommendation of 22 September 2025, <https://www.w3.org/TR/WOFF2/>), which every browser reads, a
//! third smaller than what an EPUB packs.
//!
//! The tables are not transformed but stand one behind the other as they are (the null transformation, section 5), since most of the gain is
//! Brotli's; outlines in CFF, which the built-in faces have, know no other way.

use super::sfnt;
use brotli::enc::BrotliEncoderParams;

/// The ending of a packed face's name.
pub(crate) const ENDING: &str = "woff2";

/// How hard Brotli tries, of 11: the next steps take several times the time for 2 % of the size.
const EFFORT: i32 = 9;

/// Tags that have a number (section 4.1), in its order.
const KNOWN: [&[u8; 4]; 63] = [
    b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"OS/2", b"post", b"cvt ", b"fpgm", b"glyf", b"loca", b"prep", b"CFF ", b"VORG",
    b"EBDT", b"EBLC", b"gasp", b"hdmx", b"kern", b"LTSH", b"PCLT", b"VDMX", b"vhea", b"vmtx", b"BASE", b"GDEF", b"GPOS", b"GSUB", b"EBSC",
    b"JSTF", b"MATH", b"CBDT", b"CBLC", b"COLR", b"CPAL", b"SVG ", b"sbix", b"acnt", b"avar", b"bdat", b"bloc", b"bsln", b"cvar", b"fdsc",
    b"feat", b"fmtx", b"fvar", b"gvar", b"hsty", b"just", b"lcar", b"mort", b"morx", b"opbd", b"prop", b"trak", b"Zapf", b"Silf", b"Glat",
    b"Gloc", b"Feat", b"Sill",
];

/// A face as WOFF 2; as it is if it can't be read.
#[must_use]
pub(crate) fn packed(face: &[u8]) -> Vec<u8> {
    woff2(face).unwrap_or_else(|| face.to_vec())
}

fn woff2(face: &[u8]) -> Option<Vec<u8>> {
    let flavour = face.get(..4)?;
    let mut tables = sfnt::tables(face)?;
    // Outlines of TrueType and where each begins stand together (section 5.5).
    tables.sort_by_key(|table| match &table.tag {
        b"loca" => *b"glyf\xFF",
        tag => [tag[0], tag[1], tag[2], tag[3], 0],
    });
    let (mut directory, mut data) = (Vec::new(), Vec::new());
    for table in &tables {
        let bytes = face.get(table.start as usize..)?.get(..table.length as usize)?;
        let number = KNOWN.iter().position(|known| **known == table.tag);
        // Version 3 is the null transformation of outlines, 0 that of all other tables.
        let version = if matches!(&table.tag, b"glyf" | b"loca") { 3 << 6 } else { 0 };
        directory.push(version | number.map_or(63, |number| u8::try_from(number).unwrap_or(63)));
        if number.is_none() {
            directory.extend(table.tag);
        }
        base128(&mut directory, table.length);
        data.extend_from_slice(bytes);
    }
    let parameters =
        BrotliEncoderParams { quality: EFFORT, lgwin: 22, size_hint: data.len(), mode: FONT, ..BrotliEncoderParams::default() };
    let mut stream = Vec::new();
    brotli::BrotliCompress(&mut data.as_slice(), &mut stream, &parameters).ok()?;
    let whole = u32::try_from(12 + 16 * tables.len()).ok()? + tables.iter().map(|table| table.length.next_multiple_of(4)).sum::<u32>();
    let mut file = Vec::with_capacity(48 + directory.len() + stream.len() + 3);
    let length = (48 + directory.len() + stream.len()).next_multiple_of(4);
    file.extend(b"wOF2");
    file.extend(flavour);
    file.extend(u32::try_from(length).ok()?.to_be_bytes());
    file.extend(u16::try_from(tables.len()).ok()?.to_be_bytes());
    file.extend([0, 0]);
    file.extend(whole.to_be_bytes());
    file.extend(u32::try_from(stream.len()).ok()?.to_be_bytes());
    // The version of the face is said by nobody, and there are no metadata nor private data.
    file.extend([0; 4 + 20]);
    file.extend(directory);
    file.extend(stream);
    file.resize(length, 0);
    Some(file)
}

/// Brotli's dictionary of words is of no use to a face.
const FONT: brotli::enc::backward_references::BrotliEncoderMode = brotli::enc::backward_references::BrotliEncoderMode::BROTLI_MODE_FONT;

/// A number in groups of seven bits (section 4.1).
fn base128(out: &mut Vec<u8>, number: u32) {
    let mut groups = 1;
    while groups < 5 && number >> (7 * groups) != 0 {
        groups += 1;
    }
    for group in (0..groups).rev() {
        let bits = u8::try_from(number >> (7 * group) & 0x7F).unwrap_or(0);
        out.push(if group > 0 { bits | 0x80 } else { bits });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_in_groups_of_seven_bits() {
        let written = |number| {
            let mut out = Vec::new();
            base128(&mut out, number);
            out
        };
        assert_eq!([written(0), written(127)], [[0], [127]]);
        assert_eq!([written(128), written(16_383)], [[0x81, 0], [0xFF, 0x7F]]);
        assert_eq!(written(u32::MAX), [0x8F, 0xFF, 0xFF, 0xFF, 0x7F]);
    }

    #[test]
    fn what_is_no_face_is_left_as_it_is() {
        assert_eq!(packed(b"no face"), b"no face");
    }
}
