//! What things look like: faces, sizes and leading of every kind of text, derived from the settings.

use super::geometry::Length;
use crate::book::Style;
use crate::config::Config;
use crate::fonts::shape::Features;
use crate::fonts::{FaceId, Family, Fonts};

/// How a stretch of text is set before the flags of its runs are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
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
    /// How its lines fill the measure.
    pub(super) align: Align,
    /// Whether its words may be hyphenated.
    pub(super) hyphenate: bool,
}

/// How lines fill the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// Both edges straight.
    Justified,
    /// Left edge straight.
    Left,
    /// Each line in the middle.
    Centre,
    /// Right edge straight.
    Right,
}

/// A look with the flags of a run applied: what the shaper and the pen need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Voice {
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
}

impl Look {
    /// The voice of a run in this look.
    pub(super) fn voice(&self, style: Style, fonts: &Fonts) -> Voice {
        let code = style.has(Style::CODE);
        let family = if code { Family::Mono } else { self.family };
        let italic = self.italic != style.has(Style::EMPHASIS);
        let mut voice = Voice {
            face: fonts.face_for(family, self.bold || style.has(Style::STRONG), italic),
            size: self.size,
            features: if code { Features::NO_LIGATURES } else { self.features },
            rise: Length::ZERO,
            tracking: self.size.scale(self.tracking, 1000),
            struck: style.has(Style::STRUCK),
            underlined: style.has(Style::UNDERLINE),
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
        if style.has(Style::SUPERSCRIPT) {
            (voice.size, voice.rise) = (voice.size.scale(66, 100), self.size.scale(34, 100));
        } else if style.has(Style::SUBSCRIPT) {
            (voice.size, voice.rise) = (voice.size.scale(66, 100), -self.size.scale(14, 100));
        }
        voice
    }

    /// The same look in another size, leading in proportion.
    pub(super) fn scaled(self, hundredths: i64) -> Look {
        Look { size: self.size.scale(hundredths, 100), leading: self.leading.scale(hundredths, 100), ..self }
    }
}

/// The looks and measures of a book.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Width of the text.
    pub(super) measure: Length,
    /// Height of the text, a whole number of lines.
    pub(super) depth: Length,
    /// Distance of baselines of the text: the page's grid.
    pub(super) leading: Length,
    /// Indent of a paragraph's first line.
    pub(super) indent: Length,
    /// Whether a chapter's first words are set in small capitals.
    pub(super) small_caps: bool,
    /// The text.
    pub(super) text: Look,
    /// Block quotations.
    pub(super) quote: Look,
    /// Code.
    pub(super) code: Look,
    /// Cells of tables.
    pub(super) cell: Look,
    /// Captions.
    pub(super) caption: Look,
    /// Notes at the foot.
    pub(super) note: Look,
    /// Running heads and folios.
    pub(super) head: Look,
    /// The large title on the title page.
    pub(super) display: Look,
}

impl Sheet {
    /// The sheet for these settings.
    pub(super) fn new(config: &Config) -> Self {
        let (page, kind) = (&config.page, &config.typography);
        let text = Look {
            family: Family::Serif,
            bold: false,
            italic: false,
            size: kind.size,
            leading: kind.leading,
            features: Features::OLD_STYLE,
            tracking: 0,
            align: Align::Justified,
            hyphenate: kind.hyphenate,
        };
        let height = page.height - page.margins.top - page.margins.bottom;
        let lines = (height.units() / kind.leading.units()).max(1);
        let note_size = text.size.scale(815, 1000);
        let note = Look { size: note_size, leading: note_size.scale(123, 100), ..text };
        let plain = Look { features: Features::PLAIN, ..text };
        Self {
            measure: page.width - page.margins.inner - page.margins.outer,
            depth: kind.leading * lines,
            leading: kind.leading,
            indent: kind.indent,
            small_caps: kind.small_caps,
            text,
            quote: Look { size: text.size.scale(94, 100), ..text },
            code: Look {
                family: Family::Mono,
                size: text.size.scale(78, 100),
                align: Align::Left,
                hyphenate: false,
                features: Features::NO_LIGATURES,
                ..text
            },
            cell: Look { align: Align::Left, features: Features::TABULAR, ..text.scaled(88) },
            caption: Look { align: Align::Centre, italic: true, ..note },
            note,
            head: Look { size: text.size.scale(84, 100), align: Align::Centre, ..text },
            display: Look { align: Align::Centre, hyphenate: false, ..plain },
        }
    }

    /// The look of a heading by its level as written.
    pub(super) fn heading(&self, level: u8) -> Look {
        let base = Look { align: Align::Centre, hyphenate: false, ..self.text };
        match level {
            1 => Look { size: self.text.size.scale(185, 100), leading: self.leading.scale(3, 2), features: Features::PLAIN, ..base },
            2 => Look {
                size: self.text.size.scale(112, 100),
                features: Features::OLD_STYLE.with(Features::SMALL_CAPS),
                tracking: 50,
                ..base
            },
            3 => Look { size: self.text.size.scale(106, 100), italic: true, ..base },
            4 => Look { features: Features::OLD_STYLE.with(Features::SMALL_CAPS), tracking: 40, align: Align::Left, ..base },
            _ => Look { italic: true, align: Align::Left, ..base },
        }
    }
}
