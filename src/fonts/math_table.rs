//! The MATH table of a font (OpenType 1.9), read where it is asked. Our own because skrifa reads it from version 0.49 on and resvg
//! holds us to 0.44: two of them would be two of read-fonts and harfrust too.

use skrifa::GlyphId;
use skrifa::raw::tables::layout::CoverageTable;
use skrifa::raw::types::Scalar;
use skrifa::raw::{FontData, FontRead};

/// A font's MATH table. What lies outside it is not there.
#[derive(Clone, Copy, Debug)]
pub(super) struct MathTable<'f> {
    constants: FontData<'f>,
    italics: Option<Covered<'f>>,
    accents: Option<Covered<'f>>,
    kerns: Option<Covered<'f>>,
    vertical: Option<Covered<'f>>,
    horizontal: Option<Covered<'f>>,
    /// How far parts of a sign overlap at least.
    pub overlap: u16,
}

/// A measure of the table's that a device may correct: its place among them.
#[derive(Clone, Copy, Debug)]
pub(super) enum MathConstant {
    AxisHeight = 1,
    AccentBaseHeight = 2,
    SubscriptShiftDown = 4,
    SubscriptTopMax = 5,
    SubscriptBaselineDropMin = 6,
    SuperscriptShiftUp = 7,
    SuperscriptShiftUpCramped = 8,
    SuperscriptBottomMin = 9,
    SuperscriptBaselineDropMax = 10,
    SubSuperscriptGapMin = 11,
    SuperscriptBottomMaxWithSubscript = 12,
    SpaceAfterScript = 13,
    UpperLimitGapMin = 14,
    UpperLimitBaselineRiseMin = 15,
    LowerLimitGapMin = 16,
    LowerLimitBaselineDropMin = 17,
    StackTopShiftUp = 18,
    StackTopDisplayStyleShiftUp = 19,
    StackBottomShiftDown = 20,
    StackBottomDisplayStyleShiftDown = 21,
    StackGapMin = 22,
    StackDisplayStyleGapMin = 23,
    FractionNumeratorShiftUp = 28,
    FractionNumeratorDisplayStyleShiftUp = 29,
    FractionDenominatorShiftDown = 30,
    FractionDenominatorDisplayStyleShiftDown = 31,
    FractionNumeratorGapMin = 32,
    FractionNumDisplayStyleGapMin = 33,
    FractionRuleThickness = 34,
    FractionDenominatorGapMin = 35,
    FractionDenomDisplayStyleGapMin = 36,
    OverbarVerticalGap = 39,
    OverbarRuleThickness = 40,
    OverbarExtraAscender = 41,
    UnderbarVerticalGap = 42,
    UnderbarRuleThickness = 43,
    RadicalVerticalGap = 45,
    RadicalDisplayStyleVerticalGap = 46,
    RadicalRuleThickness = 47,
    RadicalExtraAscender = 48,
    RadicalKernBeforeDegree = 49,
    RadicalKernAfterDegree = 50,
}

/// How a sign grows in one direction.
#[derive(Clone, Debug, Default)]
pub(super) struct GlyphConstruction {
    /// Larger glyphs and how high or wide each is, from small to large.
    pub variants: Vec<(u16, u16)>,
    /// What the sign is put together of if none of these is large enough.
    pub parts: Option<Vec<GlyphPart>>,
}

/// A part of a sign that is put together.
#[derive(Clone, Copy, Debug)]
pub(super) struct GlyphPart {
    pub glyph: u16,
    /// How far the part before may reach into this one.
    pub start: u16,
    /// How far the part may reach into the one behind.
    pub end: u16,
    /// The whole height or width of the part.
    pub advance: u16,
    /// Whether the part may be left out or repeated.
    pub extends: bool,
}

/// A list with an entry for each of some glyphs.
#[derive(Clone, Copy, Debug)]
struct Covered<'f> {
    data: FontData<'f>,
    coverage: FontData<'f>,
    /// Where the first entry is, how long each, and how many there are.
    first: usize,
    size: usize,
    count: u16,
}

impl<'f> MathTable<'f> {
    /// The table from its bytes; none without constants, or in a version to come.
    pub(super) fn read(table: &'f [u8]) -> Option<Self> {
        let data = FontData::new(table);
        if number::<u16>(data, 0)? & 0xFF != 1 {
            return None;
        }
        let info = subtable(data, 6);
        let listed = |at, size| Covered::behind(subtable(info?, at)?, size);
        let variants = subtable(data, 8).and_then(|data| Some((data, [number::<u16>(data, 6)?, number::<u16>(data, 8)?])));
        let grown = |coverage, before, count| {
            let (data, counts) = variants?;
            Covered::new(data, subtable(data, coverage)?, 10 + 2 * usize::from(before), 2, count)
                .filter(|_| data.len() >= 10 + 2 * counts.iter().map(|count| usize::from(*count)).sum::<usize>())
        };
        let [high, wide] = variants.map_or([0, 0], |(_, counts)| counts);
        Some(Self {
            constants: subtable(data, 4)?,
            italics: listed(0, 4),
            accents: listed(2, 4),
            kerns: listed(6, 8),
            vertical: grown(2, 0, high),
            horizontal: grown(4, high, wide),
            overlap: variants.and_then(|(data, _)| number(data, 0)).unwrap_or(0),
        })
    }

    /// How far scripts, and scripts of scripts, are made smaller, in hundredths.
    pub(super) fn script_scales(&self) -> [i16; 2] {
        [0, 2].map(|at| number(self.constants, at).unwrap_or(0))
    }

    /// Least height of a large operator in a display.
    pub(super) fn display_operator(&self) -> u16 {
        number(self.constants, 6).unwrap_or(0)
    }

    /// How far a root's degree is raised, in hundredths of the root's height.
    pub(super) fn degree_raise(&self) -> i16 {
        number(self.constants, 212).unwrap_or(0)
    }

    /// A measure, 0 if the table is cut off before it.
    pub(super) fn constant(&self, constant: MathConstant) -> i16 {
        number(self.constants, 8 + 4 * constant as usize).unwrap_or(0)
    }

    /// How far a glyph leans out at its top right.
    pub(super) fn italic(&self, glyph: u16) -> Option<i16> {
        self.italics.and_then(|list| number(list.data, list.entry(glyph)?))
    }

    /// Where an accent's middle stands over a glyph, from its left.
    pub(super) fn accent(&self, glyph: u16) -> Option<i16> {
        self.accents.and_then(|list| number(list.data, list.entry(glyph)?))
    }

    /// The kern of a glyph's corner at a height; corners count from the top right: top left, bottom right, bottom left.
    pub(super) fn kern(&self, glyph: u16, corner: usize, height: i32) -> Option<i16> {
        let list = self.kerns?;
        let kern = subtable(list.data, list.entry(glyph)? + 2 * corner)?;
        let count = usize::from(number::<u16>(kern, 0)?);
        // Heights first, then a kern below each and one above all.
        let value = |at: usize| number::<i16>(kern, 2 + 4 * at);
        value(2 * count)?;
        let step = (0..count).find(|&at| value(at).is_some_and(|step| height < i32::from(step))).unwrap_or(count);
        value(count + step)
    }

    /// How a glyph grows in height.
    pub(super) fn higher(&self, glyph: u16) -> Option<GlyphConstruction> {
        self.vertical.and_then(|list| construction(subtable(list.data, list.entry(glyph)?)?))
    }

    /// How a glyph grows in width.
    pub(super) fn wider(&self, glyph: u16) -> Option<GlyphConstruction> {
        self.horizontal.and_then(|list| construction(subtable(list.data, list.entry(glyph)?)?))
    }
}

impl<'f> Covered<'f> {
    /// A list that begins with where its glyphs are, and how many there are.
    fn behind(data: FontData<'f>, size: usize) -> Option<Self> {
        Self::new(data, subtable(data, 0)?, 4, size, number(data, 2)?)
    }

    fn new(data: FontData<'f>, coverage: FontData<'f>, first: usize, size: usize, count: u16) -> Option<Self> {
        let whole = data.len() >= first + size * usize::from(count);
        (whole && CoverageTable::read(coverage).is_ok()).then_some(Self { data, coverage, first, size, count })
    }

    /// Where the entry of a glyph is, if it has one.
    fn entry(&self, glyph: u16) -> Option<usize> {
        let index = CoverageTable::read(self.coverage).ok()?.get(GlyphId::from(glyph)).filter(|index| *index < self.count)?;
        Some(self.first + self.size * usize::from(index))
    }
}

fn construction(data: FontData<'_>) -> Option<GlyphConstruction> {
    let count = usize::from(number::<u16>(data, 2)?);
    let variant = |at: usize| Some((number(data, 4 + 4 * at)?, number(data, 6 + 4 * at)?));
    let variants = (0..count).map(variant).collect::<Option<_>>()?;
    Some(GlyphConstruction { variants, parts: subtable(data, 0).and_then(parts) })
}

fn parts(data: FontData<'_>) -> Option<Vec<GlyphPart>> {
    let count = usize::from(number::<u16>(data, 4)?);
    let field = |part: usize, field: usize| number::<u16>(data, 6 + 10 * part + 2 * field);
    let part = |at: usize| {
        let extends = field(at, 4)? & 1 != 0;
        Some(GlyphPart { glyph: field(at, 0)?, start: field(at, 1)?, end: field(at, 2)?, advance: field(at, 3)?, extends })
    };
    (0..count).map(part).collect()
}

/// The subtable whose distance from the beginning of `data` is written at `at`; none if that is zero or leads out.
fn subtable(data: FontData<'_>, at: usize) -> Option<FontData<'_>> {
    let distance = number::<u16>(data, at).filter(|distance| *distance != 0)?;
    data.split_off(usize::from(distance))
}

fn number<T: Scalar>(data: FontData<'_>, at: usize) -> Option<T> {
    data.read_at(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::BUILT_IN;
    use skrifa::raw::FontRef;

    /// The table of the built-in mathematical face.
    fn bytes() -> &'static [u8] {
        FontRef::new(BUILT_IN[10].1).unwrap().table_data(skrifa::Tag::new(b"MATH")).unwrap().as_bytes()
    }

    /// What fontTools reads in the same face.
    #[test]
    fn the_table_says_what_another_reader_finds_in_it() {
        let table = MathTable::read(bytes()).unwrap();
        assert_eq!((table.script_scales(), table.display_operator(), table.degree_raise(), table.overlap), ([80, 60], 1250, 50, 100));
        assert_eq!([MathConstant::AxisHeight, MathConstant::RadicalKernAfterDegree].map(|which| table.constant(which)), [260, -380]);
        assert_eq!((table.italic(1894), table.italic(9), table.accent(39), table.kern(9, 0, 0)), (Some(45), None, Some(284), None));
        let bracket = table.higher(9).unwrap();
        assert_eq!((bracket.variants.len(), bracket.variants[1], bracket.variants[12]), (13, (3682, 1158), (3847, 3822)));
        let parts = bracket.parts.unwrap();
        let parts: Vec<_> = parts.iter().map(|part| (part.glyph, part.start, part.end, part.advance, part.extends)).collect();
        assert_eq!(parts, [(2315, 0, 250, 1273, false), (2314, 1000, 1000, 1252, true), (2313, 250, 0, 1273, false)]);
        assert!(table.wider(9).is_none());
        let growing = |grown: &dyn Fn(u16) -> bool| (0..u16::MAX).filter(|&glyph| grown(glyph)).count();
        assert_eq!((growing(&|glyph| table.higher(glyph).is_some()), growing(&|glyph| table.wider(glyph).is_some())), (59, 27));
    }

    #[test]
    fn a_table_that_is_cut_off_says_less_and_nothing_else() {
        let whole = MathTable::read(bytes()).unwrap();
        for length in (0..bytes().len()).step_by(61) {
            let Some(table) = MathTable::read(&bytes()[..length]) else { continue };
            for glyph in [9, 39, 1894] {
                assert!(table.italic(glyph).is_none_or(|lean| Some(lean) == whole.italic(glyph)));
                assert!(table.accent(glyph).is_none_or(|place| Some(place) == whole.accent(glyph)));
                let grown = table.higher(glyph).map(|grown| grown.variants);
                assert!(grown.is_none_or(|grown| Some(grown) == whole.higher(glyph).map(|whole| whole.variants)));
            }
        }
    }
}
