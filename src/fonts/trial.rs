//! The trial of a font that an author gives: whether all that a book asks of a font works, before anything is set in it.

use super::Face;
use super::guard::guarded;
use super::subset::subset;
use harfrust::{ShapeOptions, ShaperData, UnicodeBuffer};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};
use std::collections::BTreeSet;

/// What is wrong with a font, in words that go on from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FontFault {
    /// The em has fewer units than 16 or more than 16,384 (OpenType 1.9.1, `head`).
    Units,
    /// A table that every font has is missing, too short, or contradicts another.
    Tables,
    /// An outline that cannot be drawn.
    Outlines,
    /// Glyphs that cannot be cut out.
    Uncut,
}

impl FontFault {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Units => "it is damaged: it states no size of its em that a font may have",
            Self::Tables => "it is damaged: its tables of glyphs and widths are not whole",
            Self::Outlines => "it is damaged: the outline of a glyph cannot be drawn",
            Self::Uncut => "it is damaged: its glyphs cannot be cut out",
        }
    }
}

/// How many glyphs are tried beside those of the characters below: a font of all China has sixty thousand.
const TRIED: u16 = 300;

/// Tries the font; tells what is wrong with it. What only shows in glyphs that are not tried is told when they are cut out.
pub(super) fn fault(face: &Face) -> Option<FontFault> {
    guarded(|| tried(face)).unwrap_or(Some(FontFault::Tables))
}

fn tried(face: &Face) -> Option<FontFault> {
    if !(16..=16_384).contains(&face.units_per_em) {
        return Some(FontFault::Units);
    }
    let Some(count) = whole_tables(face) else { return Some(FontFault::Tables) };
    // The map is read here, where a fault in it ends nothing.
    let _ = face.has(' ');
    let mut glyphs: Vec<u16> = (' '..='ÿ').map(|c| face.glyph(c)).chain(0..count.min(TRIED)).collect();
    glyphs.sort_unstable();
    glyphs.dedup();
    if glyphs.last().is_some_and(|&last| last >= count) {
        return Some(FontFault::Tables);
    }
    let font = face.font();
    let outlines = font.outline_glyphs();
    let drawn = |glyph: &u16| {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        outlines.get(GlyphId::from(*glyph)).is_some_and(|outline| outline.draw(settings, &mut NullPen).is_ok())
    };
    if !glyphs.iter().all(drawn) {
        return Some(FontFault::Outlines);
    }
    subset(face, &glyphs).is_none().then_some(FontFault::Uncut)
}

/// Whether a font sets these characters: their glyphs can be drawn and cut out, and they are shaped to glyphs that it has.
pub(super) fn sets(face: &Face, chars: &BTreeSet<char>) -> bool {
    let tried = || {
        let mut glyphs: Vec<u16> = chars.iter().map(|&c| face.glyph(c)).collect();
        let font = face.font();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&chars.iter().collect::<String>());
        buffer.guess_segment_properties();
        let shaped = ShaperData::new(&font).shaper(&font).build().shape(buffer, ShapeOptions::new());
        glyphs.extend(shaped.glyph_infos().iter().map(|info| u16::try_from(info.glyph_id).unwrap_or(u16::MAX)));
        glyphs.sort_unstable();
        glyphs.dedup();
        let settings = || DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        let outlines = font.outline_glyphs();
        let drawn = |glyph: &u16| {
            *glyph < face.count()
                && outlines.get(GlyphId::from(*glyph)).is_some_and(|outline| outline.draw(settings(), &mut NullPen).is_ok())
        };
        chars.iter().all(|&c| face.has(c)) && glyphs.iter().all(drawn) && subset(face, &glyphs).is_some()
    };
    guarded(tried).unwrap_or(false)
}

/// How many glyphs there are, if `head`, `hhea`, `maxp` and `hmtx` are all there and agree on it.
fn whole_tables(face: &Face) -> Option<u16> {
    let word = |table: &[u8], at: usize| Some(u16::from_be_bytes(*table.get(at..)?.first_chunk()?));
    let count = word(face.table(*b"maxp")?, 4).filter(|&count| count > 0)?;
    let widths = word(face.table(*b"hhea")?, 34).filter(|widths| (1..=count).contains(widths))?;
    let room = usize::from(widths) * 4 + usize::from(count - widths) * 2;
    (face.table(*b"head")?.len() >= 54 && face.table(*b"hmtx")?.len() >= room).then_some(count)
}

/// A pen that draws nothing.
struct NullPen;

impl OutlinePen for NullPen {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Fonts;
    use crate::fonts::face::name;

    #[test]
    fn names_are_plain() {
        assert_eq!(name("Libertinus\0Serif-Regular", ""), "LibertinusSerif-Regular");
        assert_eq!(name("\0 (/)", "My Family"), "MyFamily");
        assert_eq!(name("论语", "论语"), "Unnamed");
        assert_eq!(name(&"a".repeat(100), "").len(), 63);
    }

    #[test]
    fn whole_fonts_pass() {
        for (_, face) in Fonts::built_in().faces() {
            assert_eq!(fault(face), None, "{}", face.name);
            assert_eq!(face.name, name(&face.name, ""), "a name is changed that was plain");
        }
    }

    #[test]
    fn what_a_book_asks_of_a_font_is_tried() {
        let (_, whole) = crate::fonts::BUILT_IN[0];
        let damaged = |tag: &[u8; 4], change: &dyn Fn(&mut Vec<u8>, usize)| {
            let mut file = whole.to_vec();
            let entry = file.windows(4).position(|window| window == tag).expect("in the directory");
            change(&mut file, entry);
            Face::read(file.into()).map(|face| fault(&face))
        };
        let start = |file: &[u8], entry: usize| u32::from_be_bytes(*file[entry + 8..].first_chunk().expect("whole")) as usize;
        let short =
            |length: u32| move |file: &mut Vec<u8>, entry: usize| file[entry + 12..entry + 16].copy_from_slice(&length.to_be_bytes());
        let no_units = damaged(b"head", &|file, entry| {
            let at = start(file, entry);
            file[at + 18..at + 20].fill(0);
        });
        assert_eq!(no_units, Some(Some(FontFault::Units)));
        assert!(matches!(damaged(b"head", &short(10)), None | Some(Some(_))));
        assert_eq!(damaged(b"hmtx", &short(10)), Some(Some(FontFault::Tables)));
        assert!(matches!(damaged(b"CFF ", &short(2000)), Some(Some(FontFault::Outlines | FontFault::Uncut))));
    }
}
