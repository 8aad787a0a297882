//! Variable fonts (OpenType 1.9.1, "OpenType Font Variations Overview"). A book is set in static faces, so those that it asks of such a font
//! are made before anything is set: regular and bold by the axis of weight, italics if there is an axis for them, sizes by the axis of
//! optical size. All glyphs are drawn at a place of the design and written as plain TrueType outlines; what varies goes.
//!
//! Kerning stays that of the font's default weight: a few thousandths of an em apart from that of its bold.

use super::contours::{ContourPen, Outline, words};
use super::sfnt;
use skrifa::instance::{Location, Size};
use skrifa::outline::DrawSettings;
use skrifa::raw::{FontRef, TableProvider};
use skrifa::{GlyphId, MetadataProvider, Tag};

/// Tables that only a font has which varies, or that hold instructions for outlines as they were.
const DROPPED: [&[u8; 4]; 17] = [
    b"fvar", b"gvar", b"avar", b"cvar", b"HVAR", b"VVAR", b"MVAR", b"STAT", b"cvt ", b"fpgm", b"prep", b"hdmx", b"VDMX", b"LTSH", b"DSIG",
    b"glyf", b"loca",
];

/// Sizes that small and large type is drawn for, in tenths of a point, where an axis of optical size goes so far.
const SMALL: u16 = 80;
const LARGE: u16 = 240;

/// What a face is that is asked of a variable font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct VariantTraits {
    /// Weight class.
    pub(super) weight: u16,
    /// Whether the face slopes.
    pub(super) italic: bool,
    /// The size it is drawn for, in tenths of a point, where there is an axis of optical size.
    drawn_for: Option<u16>,
    /// The largest size that it is to set, in tenths of a point; none if it sets all.
    pub(super) upto: Option<u16>,
}

/// An axis of a design: its least, usual and greatest value.
#[derive(Clone, Copy, Debug)]
struct DesignAxis {
    least: f32,
    usual: f32,
    most: f32,
}

/// A variable font.
pub(super) struct VariableFont<'d> {
    font: FontRef<'d>,
}

impl VariantTraits {
    /// What is added to the family's name for that of the face.
    pub(super) fn name(self) -> String {
        let style = match (self.italic, self.weight) {
            (false, 600..) => "Bold",
            (true, 600..) => "BoldItalic",
            (true, _) => "Italic",
            (false, _) => "Regular",
        };
        self.drawn_for.map_or_else(|| style.to_owned(), |size| format!("{style}{}pt", size / 10))
    }
}

impl<'d> VariableFont<'d> {
    /// The font in these bytes, if it varies.
    pub(super) fn of(data: &'d [u8]) -> Option<Self> {
        let font = FontRef::new(data).ok()?;
        (!font.axes().is_empty()).then_some(Self { font })
    }

    /// Whether static outlines can be made of those of the font (of CFF2's they can't).
    pub(super) fn can_be_fixed(&self) -> bool {
        self.font.glyf().is_ok() && self.font.loca(None).is_ok()
    }

    /// The family that the font says it is of, whatever its default weight.
    pub(super) fn family(&self) -> Option<String> {
        let named = |id| self.font.localized_strings(id).english_or_first().map(|name| name.to_string());
        named(skrifa::string::StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| named(skrifa::string::StringId::FAMILY_NAME))
    }

    /// The faces that a book whose text is of this size, in tenths of a point, asks of the font.
    pub(super) fn variants(&self, text: u16) -> Vec<VariantTraits> {
        let own = self.font.attributes();
        let sloping = own.style != skrifa::attribute::Style::Normal;
        let weights = match self.axis(b"wght") {
            // A font that has no regular weight has the one nearest to it.
            Some(axis) => {
                let near = |weight: f32| whole(weight.clamp(axis.least, axis.most));
                let (plain, bold) = (near(400.0), near(700.0));
                if bold >= 600 && plain < bold { vec![plain, bold] } else { vec![plain] }
            }
            None => vec![self.font.os2().map_or(400, |os2| os2.us_weight_class())],
        };
        let slopes = if self.slope().is_some() && !sloping { vec![false, true] } else { vec![sloping] };
        let sizes = self.axis(b"opsz").map_or(vec![(None, None)], |axis| sizes(axis, text));
        let mut variants = Vec::new();
        for &(drawn_for, upto) in &sizes {
            for &italic in &slopes {
                variants.extend(weights.iter().map(|&weight| VariantTraits { weight, italic, drawn_for, upto }));
            }
        }
        variants
    }

    /// The face that sets plain text of this size, in tenths of a point.
    pub(super) fn plain(&self, text: u16) -> Option<VariantTraits> {
        let suits = |of: &VariantTraits| of.upto.is_none_or(|upto| upto >= text);
        self.variants(text).into_iter().find(suits)
    }

    /// The axis that makes italics, and its value there.
    fn slope(&self) -> Option<(&'static [u8; 4], f32)> {
        let italic = self.axis(b"ital").filter(|axis| axis.most >= 1.0).map(|_| (b"ital", 1.0));
        let slant = || self.axis(b"slnt").filter(|axis| axis.least < axis.usual).map(|axis| (b"slnt", axis.least));
        italic.or_else(slant)
    }

    fn axis(&self, tag: &[u8; 4]) -> Option<DesignAxis> {
        let axis = self.font.axes().get_by_tag(Tag::new(tag))?;
        Some(DesignAxis { least: axis.min_value(), usual: axis.default_value(), most: axis.max_value() })
    }

    fn location(&self, of: VariantTraits) -> Location {
        let mut settings = vec![(Tag::new(b"wght"), f32::from(of.weight))];
        settings.extend(of.drawn_for.map(|size| (Tag::new(b"opsz"), f32::from(size) / 10.0)));
        settings.extend(self.slope().filter(|_| of.italic).map(|(tag, value)| (Tag::new(tag), value)));
        self.font.axes().location(settings)
    }

    /// A static font file of this face; none if an outline can't be drawn, or a table is not whole.
    pub(super) fn fixed(&self, of: VariantTraits) -> Option<Vec<u8>> {
        let location = self.location(of);
        let count = self.font.maxp().ok()?.num_glyphs();
        let outlines: Vec<Outline> = (0..count).map(|glyph| self.outline(glyph, &location)).collect::<Option<_>>()?;
        let (mut glyf, mut loca, mut hmtx) = (Vec::new(), vec![0_u32], Vec::new());
        for outline in &outlines {
            hmtx.extend(words(&[outline.width, outline.left()]));
            glyf.extend(outline.bytes()?);
            glyf.resize(glyf.len().next_multiple_of(4), 0);
            loca.push(u32::try_from(glyf.len()).ok()?);
        }
        let loca: Vec<u8> = loca.into_iter().flat_map(u32::to_be_bytes).collect();
        let mut tables: Vec<([u8; 4], Vec<u8>)> = vec![(*b"glyf", glyf), (*b"loca", loca)];
        for record in self.font.table_directory().table_records() {
            let tag = record.tag().to_be_bytes();
            if DROPPED.contains(&&tag) {
                continue;
            }
            let mut data = self.font.table_data(record.tag())?.as_bytes().to_vec();
            match &tag {
                b"hmtx" => data.clone_from(&hmtx),
                b"hhea" => put(&mut data, 34, count)?,
                b"maxp" => {
                    put(&mut data, 6, u16::try_from(outlines.iter().map(Outline::points).max()?).ok()?)?;
                    put(&mut data, 8, u16::try_from(outlines.iter().map(|outline| outline.contours.len()).max()?).ok()?)?;
                }
                // Long offsets; whether the face is bold, and whether it slopes.
                b"head" => {
                    put(&mut data, 50, 1)?;
                    put(&mut data, 44, u16::from(of.weight >= 600) | u16::from(of.italic) << 1)?;
                }
                b"OS/2" => self.os2(&mut data, of, &location)?,
                // Version 1.3 has what varies behind what 1.2 has.
                b"GDEF" if data.get(..4)? == [0, 1, 0, 3] => put(&mut data, 2, 2)?,
                _ => {}
            }
            tables.push((tag, data));
        }
        tables.sort_by_key(|(tag, _)| *tag);
        let tables: Vec<([u8; 4], &[u8])> = tables.iter().map(|(tag, data)| (*tag, data.as_slice())).collect();
        sfnt::assembled(&tables)
    }

    fn outline(&self, glyph: u16, location: &Location) -> Option<Outline> {
        let mut pen = ContourPen::default();
        let id = GlyphId::from(glyph);
        if let Some(outline) = self.font.outline_glyphs().get(id) {
            outline.draw(DrawSettings::unhinted(Size::unscaled(), location), &mut pen).ok()?;
        }
        let width = self.font.glyph_metrics(Size::unscaled(), location).advance_width(id)?;
        Outline::of(pen, super::face::whole(width))
    }

    /// Weight, slope and heights as OS/2 has them.
    fn os2(&self, data: &mut [u8], of: VariantTraits, location: &Location) -> Option<()> {
        put(data, 4, of.weight)?;
        // Bits of `fsSelection`: italic, bold, regular; all others stay.
        let style = match (of.italic, of.weight >= 600) {
            (false, false) => 1 << 6,
            (italic, bold) => u16::from(italic) | u16::from(bold) << 5,
        };
        let others = u16::from_be_bytes(*data.get(62..)?.first_chunk()?) & !(1 | 1 << 5 | 1 << 6);
        put(data, 62, others | style)?;
        let metrics = self.font.metrics(Size::unscaled(), location);
        let version = u16::from_be_bytes(*data.first_chunk()?);
        for (at, height) in [(86, metrics.x_height), (88, metrics.cap_height)] {
            if let Some(height) = height.filter(|_| version >= 2) {
                put(data, at, u16::try_from(super::face::whole(height)).ok()?)?;
            }
        }
        Some(())
    }
}

/// The sizes that faces are drawn for, each with the largest that it sets, from small to large; that of the text is among them.
fn sizes(axis: DesignAxis, text: u16) -> Vec<(Option<u16>, Option<u16>)> {
    let near = |size: u16| whole((f32::from(size) / 10.0).clamp(axis.least, axis.most) * 10.0);
    let mut drawn = vec![near(text), near(SMALL.min(text)), near(LARGE.max(text))];
    drawn.sort_unstable();
    drawn.dedup();
    let last = (drawn.len() > 1).then_some(u16::MAX);
    let between = drawn.windows(2).map(|pair| Some(pair[0].midpoint(pair[1]))).chain([last]);
    drawn.iter().map(|&size| Some(size)).zip(between).collect()
}

/// Writes a word of 16 bits into a table; none if the table ends before it.
fn put(table: &mut [u8], at: usize, word: u16) -> Option<()> {
    table.get_mut(at..at + 2)?.copy_from_slice(&word.to_be_bytes());
    Some(())
}

/// A value of an axis as a whole number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the values that are asked of axes are small and positive")]
fn whole(value: f32) -> u16 {
    value.round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Face;
    use crate::fonts::trial;
    use std::collections::BTreeSet;

    /// A font of bars, made by make.py beside it: from weight 100 to 900 a bar grows from 100 to 500 units, italics lean by 100, and the
    /// largest type, of 72 points, is 120 units closer than that of 12.
    const BARS: &[u8] = include_bytes!("../../tests/support/variable/variable.ttf");

    fn fixed(weight: u16, italic: bool, size: u16) -> Face {
        let of = VariantTraits { weight, italic, drawn_for: Some(size), upto: None };
        Face::read(VariableFont::of(BARS).unwrap().fixed(of).unwrap().into()).unwrap()
    }

    #[test]
    fn a_fixed_face_is_the_font_at_its_place_in_the_design() {
        for (weight, italic, size, ink, advance) in [
            (100, false, 120, [50, 0, 150, 700], 500),
            (400, false, 120, [50, 0, 300, 700], 650),
            (700, false, 120, [50, 0, 450, 700], 800),
            (400, true, 120, [50, 0, 400, 700], 650),
            (400, false, 720, [50, 0, 300, 700], 530),
        ] {
            let face = fixed(weight, italic, size);
            let glyph = face.glyph('n');
            assert_eq!((face.ink(glyph), face.advance(glyph)), (Some(ink), advance), "{weight} {italic} {size}");
            assert_eq!((face.weight, face.italic), (weight, italic));
            assert_eq!(face.advance(face.glyph(' ')), 500, "a blank stays as it is");
        }
    }

    #[test]
    fn a_fixed_face_varies_no_more_and_can_be_cut_for_both_outputs() {
        let face = fixed(700, false, 120);
        assert!(VariableFont::of(face.data()).is_none());
        assert_eq!(trial::fault(&face), None);
        let small = crate::fonts::web::subset(&face, &BTreeSet::from(['n', 'o']));
        assert!(small.len() < face.data().len() && Face::read(small.into()).is_some_and(|cut| cut.advance(cut.glyph('n')) == 800));
    }

    #[test]
    fn a_book_asks_for_two_weights_italics_and_three_sizes() {
        let font = VariableFont::of(BARS).unwrap();
        let variants = font.variants(105);
        assert_eq!(variants.len(), 12);
        let plain = font.plain(105).unwrap();
        assert_eq!((plain.weight, plain.italic, plain.drawn_for), (400, false, Some(105)), "its default is 100, for 12 points");
        assert!(variants.contains(&VariantTraits { weight: 700, italic: true, drawn_for: Some(240), upto: Some(u16::MAX) }));
        let upto: BTreeSet<Option<u16>> = variants.iter().map(|of| of.upto).collect();
        assert_eq!(upto, BTreeSet::from([Some(92), Some(172), Some(u16::MAX)]));
        // Text as small as small type needs no other face for that.
        assert_eq!(font.variants(80).len(), 8);
    }

    #[test]
    fn a_font_without_truetype_outlines_is_refused_as_what_it_is() {
        let tables = sfnt::tables(BARS).unwrap();
        let part = |record: &sfnt::TableRecord| (record.tag, &BARS[record.start as usize..][..record.length as usize]);
        let others: Vec<_> = tables.iter().map(part).filter(|(tag, _)| tag != b"glyf").collect();
        let told = Face::members(sfnt::assembled(&others).unwrap().into(), 105).unwrap_err().told("x.otf");
        assert!(told.message.contains("variable font") && told.help.unwrap().contains(".ttf"), "{}", told.message);
    }
}
