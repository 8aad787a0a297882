//! A font face: its file, metrics and coverage. Everything is in font units unless said otherwise.

use super::coverage::Coverage;
use super::licence::FaceLicence;
use super::script::HanManner;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::{FontRef, TableProvider};
use skrifa::string::StringId;
use skrifa::{GlyphId, MetadataProvider};
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

/// A font face.
pub struct Face {
    data: Cow<'static, [u8]>,
    /// The face's path in the book's folder; none for a face compiled in.
    pub path: Option<String>,
    /// PostScript name: ASCII letters, digits and hyphens.
    pub name: String,
    /// Family name, for a stylesheet.
    pub family: String,
    /// How the face draws ideographs, if it was picked for that.
    pub(crate) manner: Option<HanManner>,
    /// The licence of a face that is installed; none for others.
    pub(crate) licence: Option<FaceLicence>,
    /// Font units to the em.
    pub units_per_em: i32,
    /// Height of ascenders above the baseline.
    pub ascent: i32,
    /// Depth of descenders below the baseline, negative.
    pub descent: i32,
    /// Height of capitals.
    pub cap_height: i32,
    /// Height of an x.
    pub x_height: i32,
    /// Slope in degrees, negative to the right.
    pub italic_angle: i32,
    /// Weight class, 400 regular, 700 bold.
    pub weight: u16,
    /// Whether the face slopes.
    pub italic: bool,
    /// Whether the face is as wide as most, neither condensed nor expanded.
    pub(super) normal_width: bool,
    /// The largest size that the face is drawn for, in tenths of a point; none if it is for all sizes, or says nothing of them.
    pub(super) optical: Option<u16>,
    /// Whether all its characters are of one width, as a typewriter's.
    pub fixed_pitch: bool,
    /// Smallest rectangle round all glyphs: left, bottom, right, top.
    pub bounds: [i32; 4],
    space: u16,
    count: u16,
    /// Whether the face's outlines are PostScript (CFF) rather than TrueType.
    pub cff: bool,
    /// The characters of the face, once anybody has asked; none if only the font itself can tell.
    coverage: OnceLock<Option<Coverage>>,
    /// Whether the face has small capitals, once anybody has asked.
    small_caps: OnceLock<bool>,
    /// Whether the face has superior figures, once anybody has asked.
    superiors: OnceLock<bool>,
    /// Set when a word cannot be shaped in the face.
    unfit: OnceLock<()>,
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Face {
    /// A face compiled in.
    ///
    /// # Panics
    /// If the file is no font, which the tests of this crate rule out.
    pub(super) fn built_in(data: &'static [u8]) -> Self {
        Self::read(Cow::Borrowed(data)).expect("the built-in fonts are fonts, as a test shows")
    }

    /// The face in a font file; none if it is not one.
    pub(super) fn read(data: Cow<'static, [u8]>) -> Option<Self> {
        let font = FontRef::new(&data).ok()?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let string = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string());
        let attributes = font.attributes();
        let bounds = metrics.bounds.unwrap_or_default();
        let italic = attributes.style != skrifa::attribute::Style::Normal;
        let (said, family) = (string(StringId::POSTSCRIPT_NAME)?, string(StringId::FAMILY_NAME)?);
        let read = Self {
            path: None,
            name: name(&said, &family),
            family,
            manner: None,
            licence: None,
            units_per_em: i32::from(metrics.units_per_em),
            ascent: whole(metrics.ascent),
            descent: whole(metrics.descent),
            cap_height: whole(metrics.cap_height.unwrap_or(metrics.ascent)),
            x_height: whole(metrics.x_height.unwrap_or(metrics.ascent / 2.0)),
            italic_angle: whole(metrics.italic_angle),
            weight: font.os2().ok().map_or(400, |os2| os2.us_weight_class()),
            italic,
            normal_width: font.os2().ok().is_none_or(|os2| os2.us_width_class() == 5),
            optical: font.os2().ok().and_then(|os2| optical(&said, os2.us_upper_optical_point_size())),
            fixed_pitch: metrics.is_monospace,
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(whole),
            space: font.charmap().map(' ').map_or(0, |glyph| u16::try_from(glyph.to_u32()).unwrap_or(0)),
            count: metrics.glyph_count,
            cff: font.cff().is_ok(),
            data: Cow::Borrowed(&[]),
            coverage: OnceLock::new(),
            small_caps: OnceLock::new(),
            superiors: OnceLock::new(),
            unfit: OnceLock::new(),
        };
        Some(Self { data, ..read })
    }

    /// The font file.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The file parsed; cheap.
    ///
    /// # Panics
    /// Never: the data was parsed when the face was made.
    #[must_use]
    pub fn font(&self) -> FontRef<'_> {
        FontRef::new(&self.data).expect("parsed once already")
    }

    /// A table of the file.
    pub(super) fn table(&self, tag: [u8; 4]) -> Option<&[u8]> {
        FontRef::new(&self.data).ok()?.table_data(skrifa::Tag::new(&tag)).map(|data| data.as_bytes())
    }

    /// Whether the face has a glyph for `c`, or needs none (joiners, soft hyphens, variation selectors).
    #[must_use]
    pub fn has(&self, c: char) -> bool {
        let coverage = self.coverage.get_or_init(|| Coverage::of(&self.font()));
        coverage.as_ref().map_or_else(|| self.glyph(c) != 0, |coverage| coverage.holds(c)) || is_unseen(c)
    }

    /// The glyph for `c`, 0 if there is none.
    #[must_use]
    pub fn glyph(&self, c: char) -> u16 {
        self.font().charmap().map(c).map_or(0, |glyph| u16::try_from(glyph.to_u32()).unwrap_or(0))
    }

    /// How many glyphs the face has.
    #[must_use]
    pub fn count(&self) -> u16 {
        self.count
    }

    /// The glyph of the space.
    #[must_use]
    pub fn space(&self) -> u16 {
        self.space
    }

    /// Whether the face has small capitals of its own (the feature `smcp`).
    #[must_use]
    pub fn has_small_caps(&self) -> bool {
        *self.small_caps.get_or_init(|| self.has_feature(*b"smcp"))
    }

    /// Whether the face has superior figures of its own (the feature `sups`).
    #[must_use]
    pub(crate) fn has_superiors(&self) -> bool {
        *self.superiors.get_or_init(|| self.has_feature(*b"sups"))
    }

    /// Whether glyphs are put in place of others by this feature.
    fn has_feature(&self, tag: [u8; 4]) -> bool {
        let font = self.font();
        let features = font.gsub().ok().and_then(|gsub| gsub.feature_list().ok());
        features.is_some_and(|list| list.feature_records().iter().any(|record| record.feature_tag() == skrifa::Tag::new(&tag)))
    }

    /// Whether the face is bold, or bolder.
    #[must_use]
    pub fn is_bold(&self) -> bool {
        self.weight >= 600
    }

    /// A glyph's advance in font units.
    #[must_use]
    pub fn advance(&self, glyph: u16) -> i32 {
        self.font().glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(GlyphId::from(glyph)).map_or(0, whole)
    }

    /// A glyph's ink: left, bottom, right, top; none for a blank.
    #[must_use]
    pub fn ink(&self, glyph: u16) -> Option<[i32; 4]> {
        let ink = self.font().glyph_metrics(Size::unscaled(), LocationRef::default()).bounds(GlyphId::from(glyph))?;
        Some([ink.x_min, ink.y_min, ink.x_max, ink.y_max].map(whole))
    }

    /// Takes note that a word cannot be shaped in it.
    pub(super) fn fails(&self) {
        self.unfit.get_or_init(|| ());
    }

    /// The face's file as the settings name it; the face's own name if it is built in.
    #[must_use]
    pub fn file(&self) -> &str {
        self.path.as_deref().unwrap_or(&self.name)
    }

    /// Whether a word could not be shaped in the face.
    #[must_use]
    pub fn is_unfit(&self) -> bool {
        self.unfit.get().is_some()
    }

    /// OS/2 fsType: restricted licence embedding (bit 1), no cutting (bit 8) and bitmap-only (bit 9) forbid what we do.
    pub(super) fn may_be_embedded(&self) -> bool {
        self.font().os2().is_ok_and(|os2| os2.fs_type() & FORBIDDEN == 0)
    }
}

/// The largest size that a face is drawn for, in tenths of a point: as OS/2 says (in twentieths of a point; 65535 is no limit), or by the
/// word in its name. The sizes of these words are those of Adobe's Originals.
pub(super) fn optical(name: &str, twentieths: Option<u16>) -> Option<u16> {
    if let Some(said) = twentieths.filter(|said| (1..u16::MAX).contains(said)) {
        return Some(said / 2);
    }
    let words: [(&str, u16); 9] = [
        ("Micro", 60),
        ("Caption", 84),
        ("SmText", 109),
        ("SmallText", 109),
        ("Subhead", 214),
        ("Deck", 214),
        ("Display", u16::MAX),
        ("Headline", u16::MAX),
        ("Poster", u16::MAX),
    ];
    words.into_iter().find(|(word, _)| name.contains(word)).map(|(_, upto)| upto)
}

/// Bits of OS/2 fsType that forbid to embed, to cut, or to draw outlines.
pub(super) const FORBIDDEN: u16 = 0x0302;

/// Whether a character shows nothing by itself: joiners, soft hyphens, selectors of variants, tags (most of Unicode's
/// Default_Ignorable_Code_Point).
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0001}' | '\u{E0020}'..='\u{E007F}')
        || matches!(c, '\u{E0100}'..='\u{E01EF}')
}

/// Font metrics are whole numbers that the library hands out as floats.
#[expect(clippy::cast_possible_truncation, reason = "font units fit an i32")]
pub(super) fn whole(value: f32) -> i32 {
    value.round() as i32
}

/// A PostScript name that every program can read: letters, digits and hyphens of what the font says, at most 63 of them (the
/// longest that PostScript allows), or else one made of the family's.
pub(super) fn name(said: &str, family: &str) -> String {
    let plain = |name: &str| name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(63).collect::<String>();
    [plain(said), plain(family)].into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| "Unnamed".to_owned())
}

/// Names a face in [`super::Fonts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub(super) u16);

impl FaceId {
    /// The index of the face.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}
