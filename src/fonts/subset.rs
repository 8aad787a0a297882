//! Subsets: a face cut down to the glyphs a PDF uses, its glyphs numbered anew.

use super::Face;
use subsetter::GlyphRemapper;
use uuid::Uuid;

/// A face with only some of its glyphs.
#[derive(Debug)]
pub(crate) struct Subset {
    /// The font file. It has no character map: a PDF names glyphs by their numbers.
    pub data: Vec<u8>,
    /// Six capitals that tell this subset from others of the same face (ISO 32000-1, 9.6.4), made from its bytes.
    pub tag: String,
    glyphs: GlyphRemapper,
}

impl Subset {
    /// The number in the subset of a glyph of the whole face; 0 for a glyph that is not in it.
    #[must_use]
    pub(crate) fn glyph(&self, whole: u16) -> u16 {
        self.glyphs.get(whole).unwrap_or(0)
    }
}

/// The face with `glyphs` (in rising order) and the empty glyph 0; none if its outlines cannot be cut.
#[must_use]
pub(crate) fn subset(face: &Face, glyphs: &[u16]) -> Option<Subset> {
    debug_assert!(glyphs.is_sorted(), "the order of the glyphs is the order of their new numbers");
    let glyphs = GlyphRemapper::new_from_glyphs_sorted(glyphs);
    let data = subsetter::subset(face.data(), 0, &glyphs).ok()?;
    Some(Subset { tag: tag(&data), data, glyphs })
}

/// Six capitals from a hash of the bytes: the same on every machine, others for other glyphs.
fn tag(data: &[u8]) -> String {
    let mut hash = Uuid::new_v5(&Uuid::NAMESPACE_OID, data).as_u128();
    let mut letters = String::with_capacity(6);
    for _ in 0..6 {
        letters.push(char::from(b'A' + u8::try_from(hash % 26).expect("below 26")));
        hash /= 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::BUILT_IN;

    #[test]
    fn a_subset_is_small_and_always_the_same() {
        for (_, data) in BUILT_IN {
            let face = Face::built_in(data);
            let mut glyphs: Vec<u16> = "Abc fi".chars().map(|c| face.glyph(c)).collect();
            glyphs.sort_unstable();
            let cut = subset(&face, &glyphs).expect("a built-in face can be cut");
            assert!(cut.data.len() * 10 < face.data().len(), "{}: {} bytes", face.name, cut.data.len());
            assert!(glyphs.iter().all(|&glyph| cut.glyph(glyph) > 0));
            assert_eq!(cut.glyph(face.glyph('z')), 0);
            assert_eq!(cut.tag.len(), 6);
            assert_eq!(cut.tag, subset(&face, &glyphs).expect("as before").tag);
            assert_ne!(cut.tag, subset(&face, &glyphs[1..]).expect("as before").tag);
        }
    }
}
