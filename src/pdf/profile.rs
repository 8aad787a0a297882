//! The output intent: the colours of the file are sRGB (IEC 61966-2-1). The profile is made here, from the standard's numbers.

use super::object::name;
use lopdf::{Document, Object, Stream, dictionary};

/// Adds the output intent to the document (ISO 19005-2, 6.2.3).
pub(super) fn intent(document: &mut Document) -> Object {
    let profile = Stream::new(dictionary! { "N" => 3 }, profile());
    let profile = document.add_object(profile);
    let intent = dictionary! {
        "Type" => name("OutputIntent"),
        "S" => name("GTS_PDFA1"),
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    Object::Array(vec![Object::Dictionary(intent)])
}

/// Adds a colour space of red, green and blue as this profile has them.
pub(super) fn space(document: &mut Document) -> Object {
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, profile()));
    Object::Array(vec![name("ICCBased"), Object::Reference(profile)])
}

/// Adds the output intent of a book printed in black (ISO 15930-7, 6.2.3). PDF/X-4 wants the profile in the file, whatever the
/// condition is called; no registry has a condition for black alone, so it is a custom one.
pub(super) fn press(document: &mut Document) -> Object {
    let profile = Stream::new(dictionary! { "N" => 1 }, grey());
    let profile = document.add_object(profile);
    let intent = dictionary! {
        "Type" => name("OutputIntent"),
        "S" => name("GTS_PDFX"),
        "OutputCondition" => Object::string_literal("Black ink on white paper"),
        "OutputConditionIdentifier" => Object::string_literal("Custom"),
        "Info" => Object::string_literal("Black ink on white paper, tone curve of sRGB"),
        "DestOutputProfile" => profile,
    };
    Object::Array(vec![Object::Dictionary(intent)])
}

/// A printing condition of the ICC's registry, which need not be described in the file (ISO 15930-1, 6.3).
#[derive(Clone, Copy)]
pub(super) enum Condition {
    /// Coated paper, as of covers.
    Coated,
    /// White uncoated paper, as of pages.
    Uncoated,
}

/// The output intent of a condition that is registered.
pub(super) fn registered(condition: Condition) -> Object {
    let (identifier, words) = match condition {
        Condition::Coated => ("FOGRA39", "Offset on coated paper, ISO 12647-2:2004, paper type 1 or 2"),
        Condition::Uncoated => ("FOGRA47", "Offset on uncoated white paper, ISO 12647-2:2004, paper type 4"),
    };
    let intent = dictionary! {
        "Type" => name("OutputIntent"),
        "S" => name("GTS_PDFX"),
        "OutputCondition" => Object::string_literal(words),
        "OutputConditionIdentifier" => Object::string_literal(identifier),
        "RegistryName" => Object::string_literal("http://www.color.org"),
    };
    Object::Array(vec![Object::Dictionary(intent)])
}

/// An ICC profile of a printer with black ink: a monochrome output profile (ICC.1:1998-09, 6.3.3.1).
fn grey() -> Vec<u8> {
    let data = [description(b"Black ink"), copyright(), xyz([0xF6D6, 0x1_0000, 0xD32D]), curve()];
    assembled(*b"prtrGRAYXYZ ", &[(b"desc", 0), (b"cprt", 1), (b"wtpt", 2), (b"kTRC", 3)], &data)
}

/// An ICC profile, version 2.1, of a display with three primaries and a tone curve (ICC.1:1998-09).
fn profile() -> Vec<u8> {
    // White point and primaries as seen under D50, in 1/65536 (the numbers of IEC 61966-2-1, adapted after Bradford).
    let data = [
        description(b"sRGB"),
        copyright(),
        xyz([0xF6D6, 0x1_0000, 0xD32D]),
        xyz([0x6FA2, 0x38F5, 0x0390]),
        xyz([0x6299, 0xB785, 0x18DA]),
        xyz([0x24A0, 0x0F84, 0xB6CF]),
        curve(),
    ];
    // The three curves are one.
    let tags =
        [(b"desc", 0), (b"cprt", 1), (b"wtpt", 2), (b"rXYZ", 3), (b"gXYZ", 4), (b"bXYZ", 5), (b"rTRC", 6), (b"gTRC", 6), (b"bTRC", 6)];
    assembled(*b"mntrRGB XYZ ", &tags, &data)
}

/// A text, with no Unicode and no Macintosh name: two empty fields of fixed size.
pub(super) fn description(text: &[u8]) -> Vec<u8> {
    let length = u32::try_from(text.len() + 1).expect("a name is short");
    let mut desc = [b"desc".as_slice(), &[0; 4], &length.to_be_bytes(), text, &[0]].concat();
    desc.resize(desc.len() + 4 + 4 + 2 + 1 + 67, 0);
    desc
}

pub(super) fn copyright() -> Vec<u8> {
    [b"text".as_slice(), &[0; 4], b"CC0\0"].concat()
}

pub(super) fn xyz(values: [u32; 3]) -> Vec<u8> {
    [b"XYZ \0\0\0\0".to_vec(), values.iter().flat_map(|value| value.to_be_bytes()).collect()].concat()
}

/// The tone curve of sRGB in 256 steps.
fn curve() -> Vec<u8> {
    let curve: Vec<u8> = (0..256_u32).flat_map(|step| tone(step).to_be_bytes()).collect();
    [b"curv".as_slice(), &[0; 4], &256_u32.to_be_bytes(), &curve].concat()
}

/// A profile of a device class, a colour space and the space of its colours as seen, with `tags` that each name one of `data`.
pub(super) fn assembled(kind: [u8; 12], tags: &[(&[u8; 4], usize)], data: &[Vec<u8>]) -> Vec<u8> {
    let start = 128 + 4 + 12 * tags.len();
    let mut offsets = Vec::new();
    let mut body = Vec::new();
    for piece in data {
        offsets.push(start + body.len());
        body.extend_from_slice(piece);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    let word = |number: usize| u32::try_from(number).expect("the profile is small").to_be_bytes();
    let mut profile = Vec::with_capacity(start + body.len());
    profile.extend_from_slice(&word(start + body.len()));
    profile.extend_from_slice(b"\0\0\0\0\x02\x10\0\0");
    profile.extend_from_slice(&kind);
    // The year the standard was amended, not the clock's.
    profile.extend([2003_u16, 1, 20, 0, 0, 0].iter().flat_map(|part| part.to_be_bytes()));
    profile.extend_from_slice(b"acsp");
    profile.resize(68, 0);
    // The white of the connection space, D50.
    profile.extend([0xF6D6_u32, 0x1_0000, 0xD32D].iter().flat_map(|value| value.to_be_bytes()));
    profile.resize(128, 0);
    profile.extend_from_slice(&word(tags.len()));
    for &(tag, piece) in tags {
        profile.extend_from_slice(tag);
        profile.extend_from_slice(&word(offsets[piece]));
        profile.extend_from_slice(&word(data[piece].len()));
    }
    profile.extend_from_slice(&body);
    profile
}

/// The light of an 8-bit value in 1/65535. The rounding hides the last bits, in which machines' powers differ.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 65,535")]
fn tone(step: u32) -> u16 {
    let value = f64::from(step) / 255.0;
    let light = if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
    (light * 65_535.0).round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_well_formed_and_always_the_same() {
        let profile = profile();
        assert_eq!(profile.len() as u32, u32::from_be_bytes(profile[..4].try_into().expect("four bytes")));
        assert_eq!(&profile[36..40], b"acsp");
        let sum: u64 = profile.iter().map(|&byte| u64::from(byte)).sum();
        assert_eq!((tone(0), tone(128), tone(255), sum), (0, 14_146, 65_535, sum));
    }
}
