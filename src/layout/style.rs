//! What things look like: faces, sizes and leading of every kind of text, derived from the settings.

use super::beside::Beside;
use crate::book::Style;
pub(super) use crate::config::Align;
use crate::config::{self, Config, Figures, FolioPlace, SceneMark, SmallCaps};
use crate::fonts::shape::Features;
use crate::fonts::{FaceId, Family, Fonts};
use crate::language::{EmphasisDots, right_to_left, squares};
use crate::source::Length;

/// How a stretch of text is set before the flags of its runs are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextLook {
    /// Family of the face.
    pub(super) family: Family,
    /// Whether the face is bold.
    pub(super) bold: bool,
    /// Whether the face is italic.
    pub(super) italic: bool,
    /// Size of the type.
    pub(super) size: Length,
    /// Distance of its baselines.
    pub(super) leading: Length,
    /// Features that are always on.
    pub(super) features: Features,
    /// Space added after every glyph, in thousandths of the size.
    pub(super) tracking: i64,
    /// How lines fill the measure.
    pub(super) align: Align,
    /// Whether words may be hyphenated.
    pub(super) hyphenate: bool,
    /// Where the dots of emphasised square characters stand, which have no italic.
    pub(super) dots: Option<EmphasisDots>,
}

/// A look with the flags of a run applied: what the shaper and the pen need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextStyle {
    /// The face.
    pub(super) face: FaceId,
    /// The size.
    pub(super) size: Length,
    /// The features.
    pub(super) features: Features,
    /// How far the baseline is raised.
    pub(super) rise: Length,
    /// Space added after every glyph.
    pub(super) tracking: Length,
    /// A line drawn through the text.
    pub(super) struck: bool,
    /// A line drawn under the text.
    pub(super) underlined: bool,
    /// Where dots stand by each square character.
    pub(super) dotted: Option<EmphasisDots>,
}

impl TextLook {
    /// The style of a run of text in this look.
    pub(super) fn voice(&self, style: Style, fonts: &Fonts) -> TextStyle {
        let code = style.has(Style::CODE);
        let family = if code { Family::Mono } else { self.family };
        let italic = self.italic != style.has(Style::EMPHASIS);
        let bold = self.bold || style.has(Style::STRONG);
        let mut voice = TextStyle {
            face: fonts.face_for(family, bold, italic),
            size: self.size,
            features: if code { Features::NO_LIGATURES } else { self.features },
            rise: Length::ZERO,
            tracking: self.size.scale(self.tracking, 1000),
            struck: style.has(Style::STRUCK),
            underlined: style.has(Style::UNDERLINE) || style.has(Style::MARK),
            // Comments in code are sloped to be told apart; nobody stresses them.
            dotted: self.dots.filter(|_| style.has(Style::EMPHASIS) && !code),
        };
        if code && self.family != Family::Mono {
            voice.size = voice.size.scale(85, 100);
        }
        if style.has(Style::SMALL) {
            voice.size = voice.size.scale(85, 100);
        }
        if style.has(Style::SMALL_CAPS) {
            voice.features = voice.features.with(Features::SMALL_CAPS);
            voice.tracking += self.size.scale(30, 1000);
        }
        if style.has(Style::SPEAKER) {
            voice.features = voice.features.with(Features::ALL_SMALL_CAPS);
            voice.tracking += self.size.scale(40, 1000);
            // Without small capitals a name must be told from what is said otherwise.
            if !fonts.face(voice.face).has_small_caps() {
                voice.face = fonts.face_for(family, true, italic);
            }
        }
        // Small letters that are spaced like small capitals are neither.
        let small_caps = Features::SMALL_CAPS.with(Features::ALL_SMALL_CAPS);
        if voice.features.has(small_caps) && !fonts.face(voice.face).has_small_caps() {
            (voice.features, voice.tracking) = (voice.features.without(small_caps), Length::ZERO);
        }
        if style.has(Style::SUPERSCRIPT) {
            (voice.size, voice.rise) = (voice.size.scale(66, 100), self.size.scale(34, 100));
        } else if style.has(Style::SUBSCRIPT) {
            (voice.size, voice.rise) = (voice.size.scale(66, 100), -self.size.scale(14, 100));
        }
        voice.face = fonts.face_at(family, bold, italic, voice.size);
        voice
    }
}

/// The looks and measures of a book.
#[derive(Clone, Debug)]
pub(super) struct StyleSheet {
    /// Whether the book goes from right to left, so that everything begins at the right.
    pub(super) mirrored: bool,
    /// Width of the text.
    pub(super) measure: Length,
    /// Height of the text, a whole number of lines.
    pub(super) depth: Length,
    /// Distance of baselines of the text: the page's grid.
    pub(super) leading: Length,
    /// Indent of a paragraph's first line.
    pub(super) indent: Length,
    /// Whether every paragraph is indented, a chapter's first too.
    pub(super) every_indent: bool,
    /// Whether a chapter's first words are set in small capitals.
    pub(super) small_caps: bool,
    /// How many lines high a chapter's first letter is.
    pub(super) drop_cap: u8,
    /// What stands between scenes.
    pub(super) scene_break: SceneMark,
    /// The text.
    pub(super) text: TextLook,
    /// Block quotations.
    pub(super) quote: TextLook,
    /// Code.
    pub(super) code: TextLook,
    /// Cells of tables.
    pub(super) cell: TextLook,
    /// Captions.
    pub(super) caption: TextLook,
    /// Notes at the foot.
    pub(super) note: TextLook,
    /// The running heads of left-hand and of right-hand pages.
    pub(super) heads: [TextLook; 2],
    /// Page numbers.
    pub(super) folio: TextLook,
    /// Where page numbers stand.
    pub(super) folios: FolioPlace,
    /// How far the baseline of a page number at the foot is below the text.
    pub(super) folio_drop: Length,
    /// The large title on the title page.
    pub(super) display: TextLook,
    /// Where notes stand that are beside the text.
    pub(super) beside: Option<Beside>,
    /// Headings by level.
    pub(super) headings: [Heading; 6],
    /// The number of a chapter on a line above its title.
    pub(super) number: TextLook,
}

/// The look of the text, with the figures and dots of its language.
fn text_look(kind: &config::Typography, leading: Length, lining: bool, dots: Option<EmphasisDots>) -> TextLook {
    TextLook {
        family: Family::Serif,
        bold: false,
        italic: false,
        size: kind.size,
        leading,
        features: if lining { Features::PLAIN } else { Features::OLD_STYLE },
        tracking: 0,
        align: kind.align,
        hyphenate: kind.hyphenate,
        dots,
    }
}

/// How far the baseline of a page number is below the text, over a margin of this depth: so far that a page which runs a line long has an
/// empty line above it, if as much again is left below.
fn folio_drop(leading: Length, margin: Length) -> Length {
    leading.scale(11, 4).min(margin / 2).max(leading.scale(7, 4))
}

/// How the headings of one level stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading {
    pub(super) look: TextLook,
    /// Space above the heading.
    pub(super) above: Length,
    /// Space below the heading.
    pub(super) below: Length,
}

impl Heading {
    /// Headings in a look, with space round them in lines of this leading.
    fn new(look: TextLook, plain: &config::LookSettings, leading: Length) -> Self {
        Self { look, above: leading.scale(plain.above, 100), below: leading.scale(plain.below, 100) }
    }
}

impl StyleSheet {
    /// The sheet for this page and the settings of the type.
    pub(super) fn new(page: &config::PageSettings, beside: Option<Beside>, config: &Config) -> Self {
        let kind = &config.typography;
        let squares = squares(&config.metadata.language);
        let indent = squares.filter(|_| !kind.asked.indent).map_or(kind.indent, |squares| kind.size * squares.indent);
        let leading = squares.filter(|_| !kind.asked.leading).map_or(kind.leading, |squares| kind.size.scale(squares.leading, 100));
        // Among letters without a case old-style figures are of another kind, and of another height among squares.
        let lining = kind.lining || squares.is_some() || right_to_left(&config.metadata.language);
        let text = text_look(kind, leading, lining, squares.map(|squares| squares.dots));
        let lines = ((page.height - page.margins.top - page.margins.bottom).units() / leading.units()).max(1);
        let looks = &kind.looks;
        let look = |look: &config::LookSettings| TextLook {
            family: look.family,
            bold: look.bold,
            // Square characters have no italic; words of other scripts among them go with them.
            italic: look.italic && squares.is_none(),
            size: text.size.scale(look.size, 1000),
            leading: text.leading.scale(look.leading, 1000),
            features: features(look, lining),
            tracking: look.letterspacing,
            align: beside_text(look.align, text.align),
            ..text
        };
        let whole = |plain: &config::LookSettings| TextLook { hyphenate: false, ..look(plain) };
        let heading = |plain: &config::LookSettings| Heading::new(whole(plain), plain, text.leading);
        Self {
            mirrored: right_to_left(&config.metadata.language),
            measure: page.width - page.margins.inner - page.margins.outer,
            depth: leading * lines,
            leading,
            indent,
            every_indent: squares.is_some(),
            small_caps: kind.small_caps,
            drop_cap: kind.drop_cap,
            scene_break: kind.scene_break.clone(),
            text,
            quote: look(&looks.quote),
            code: whole(&looks.code),
            cell: look(&looks.table),
            caption: look(&looks.caption),
            note: look(&looks.note),
            heads: [whole(&looks.head_verso), whole(&looks.head_recto)],
            folio: whole(&looks.folio),
            folios: config.folios,
            folio_drop: folio_drop(leading, page.height - page.margins.top - leading * lines),
            display: whole(&looks.title),
            beside,
            headings: looks.headings.each_ref().map(heading),
            number: number(&whole(&looks.headings[0]), text),
        }
    }

    /// Whether a page may be a line long: with its number at the foot only where an empty line stands between them all the same.
    pub(super) fn runs_long(&self) -> bool {
        self.folios == FolioPlace::Head || self.folio_drop >= self.leading.scale(26, 10)
    }

    /// The sheet of a page that is turned by a quarter: its lines are as long as the text is high.
    pub(super) fn turned(&self) -> Self {
        Self { measure: self.depth, depth: self.measure, beside: None, ..self.clone() }
    }

    /// The headings of a level, 1 to 6.
    pub(super) fn heading(&self, level: u8) -> &Heading {
        &self.headings[usize::from(level.clamp(1, 6)) - 1]
    }
}

/// The look of a chapter's number above a title of this look: small capitals no larger than the text's, be there words or a numeral.
fn number(title: &TextLook, text: TextLook) -> TextLook {
    TextLook {
        size: text.size.scale(115, 100),
        leading: text.leading,
        features: text.features.with(Features::ALL_SMALL_CAPS),
        tracking: 80,
        bold: false,
        italic: false,
        ..*title
    }
}

/// How lines of a look end beside a text whose own end so: nothing is justified beside what is ragged.
fn beside_text(look: Align, text: Align) -> Align {
    if look == Align::Justified { text } else { look }
}

fn features(look: &config::LookSettings, lining: bool) -> Features {
    if look.family == Family::Mono {
        return Features::NO_LIGATURES;
    }
    let figures = match look.figures {
        Figures::OldStyle if !lining => Features::OLD_STYLE,
        Figures::OldStyle | Figures::Lining => Features::PLAIN,
        Figures::Tabular => Features::TABULAR,
    };
    match look.small_caps {
        SmallCaps::No => figures,
        SmallCaps::Lower => figures.with(Features::SMALL_CAPS),
        SmallCaps::All => figures.with(Features::ALL_SMALL_CAPS),
    }
}
