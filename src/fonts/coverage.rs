//! Which characters a face has a glyph for, as bits: a text of a script that the first faces lack asks twenty faces for each letter.

use skrifa::MetadataProvider;
use skrifa::charmap::Charmap;
use skrifa::raw::FontRef;

/// The characters of a face.
pub(super) struct Coverage {
    /// A bit for each character of the basic plane.
    basic: Box<[u64; 1024]>,
    /// The characters beyond, in rising order.
    beyond: Box<[u32]>,
}

impl Coverage {
    /// The characters of a font; none for one that maps signs by a rule of its own.
    pub(super) fn of(font: &FontRef) -> Option<Self> {
        let map: Charmap = font.charmap();
        if map.is_symbol() {
            return None;
        }
        let mut basic = Box::new([0_u64; 1024]);
        let mut beyond = Vec::new();
        // A damaged map may lead to glyph 0, which is that of what is missing.
        for (code, _) in map.mappings().filter(|(_, glyph)| glyph.to_u32() != 0 && glyph.to_u32() <= u32::from(u16::MAX)) {
            match usize::try_from(code).ok().and_then(|code| basic.get_mut(code / 64)) {
                Some(bits) => *bits |= 1 << (code % 64),
                None => beyond.push(code),
            }
        }
        beyond.sort_unstable();
        Some(Self { basic, beyond: beyond.into() })
    }

    /// Whether the face has a glyph for a character.
    pub(super) fn holds(&self, c: char) -> bool {
        let code = u32::from(c);
        match self.basic.get(code as usize / 64) {
            Some(bits) => bits >> (code % 64) & 1 == 1,
            None => self.beyond.binary_search(&code).is_ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{BUILT_IN, Face, SPARE};

    #[test]
    fn a_face_has_what_its_map_has() {
        for (name, file) in BUILT_IN.into_iter().chain(SPARE) {
            let (face, font) = (Face::built_in(file), FontRef::new(file).unwrap());
            let coverage = Coverage::of(&font).unwrap();
            for c in '\0'..='\u{2FFFF}' {
                assert_eq!(coverage.holds(c), face.glyph(c) != 0, "{name}: U+{:04X}", u32::from(c));
            }
        }
    }
}
