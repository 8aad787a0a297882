//! The size that an author asks for a picture.

use super::Image;
use crate::source::Length;

/// How wide and how high an author wants a picture. What is not said follows from the picture's own form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureSize {
    /// The width asked for.
    pub width: Option<PictureExtent>,
    /// The height asked for.
    pub height: Option<PictureExtent>,
}

/// A width or a height that an author asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureExtent {
    /// Thousandths of the measure.
    Share(u16),
    /// Thousandths of the size of the type.
    Ems(u32),
    /// A length.
    Length(Length),
}

/// Units of length as authors write them, and how many 1/65536 pt one is, in thousandths.
const UNITS: [(&str, i64); 7] = [
    ("px", 49_152_000),
    ("pt", 65_536_000),
    ("mm", 185_771_339),
    ("cm", 1_857_713_386),
    ("in", 4_718_592_000),
    ("pc", 786_432_000),
    ("", 49_152_000),
];

impl PictureSize {
    /// A picture as large as it is.
    pub const NATURAL: Self = Self { width: None, height: None };

    /// The width and height that an image gets (96 to the inch), in type of the size `em` and on lines of the length
    /// `measure`: in its own form, and never wider than `measure`. A height that is a share is none, for
    /// nothing says of what.
    #[must_use]
    pub fn of(self, image: &Image, em: Length, measure: Length) -> (Length, Length) {
        let (pixels, rows) = (i64::from(image.width.max(1)), i64::from(image.height.max(1)));
        let width = self.width.map(|extent| extent.length(em, measure));
        let height = self.height.filter(|extent| !matches!(extent, PictureExtent::Share(_))).map(|extent| extent.length(em, measure));
        let (width, height) = match (width, height) {
            (None, None) => (Length::milli(pixels * 750), Length::milli(rows * 750)),
            // Of two that don't fit each other the width decides, so that nothing is drawn out of shape.
            (Some(width), _) => (width, width.scale(rows, pixels)),
            (None, Some(height)) => (height.scale(pixels, rows), height),
        };
        if width > measure { (measure, height.scale(measure.units(), width.units())) } else { (width, height) }
    }

    /// Whether nothing was asked for.
    #[must_use]
    pub fn is_natural(self) -> bool {
        self == Self::NATURAL
    }

    /// The size as declarations of CSS; empty if nothing was asked for. A reading system has narrower lines than any author thinks of:
    /// the sheet keeps a picture from being wider than they are, and its form stays.
    #[must_use]
    pub fn css(self) -> String {
        let height = self.height.filter(|extent| !matches!(extent, PictureExtent::Share(_)));
        match (self.width, height) {
            (None, None) => String::new(),
            (Some(width), _) => format!("width: {}", width.css()),
            (None, Some(height)) => format!("height: {}; width: auto", height.css()),
        }
    }
}

impl PictureExtent {
    /// What `120`, `120px`, `50%`, `20em`, `4cm`, `40mm`, `2in` or `90pt` says; none of anything else, of nothing and of less.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = (&text[..end], text[end..].trim());
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let digits = |text: &str| text.is_empty() || text.len() <= 7 && text.bytes().all(|byte| byte.is_ascii_digit());
        if number.is_empty() || !digits(whole) || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let thousandths: i64 = format!("{whole}{part:0<3.3}").parse().ok().filter(|&thousandths| thousandths > 0)?;
        match unit {
            "%" => u16::try_from((thousandths / 100).min(1000)).ok().filter(|&share| share > 0).map(Self::Share),
            "em" | "rem" | "ex" | "ch" => {
                let ems = if matches!(unit, "ex" | "ch") { thousandths / 2 } else { thousandths };
                u32::try_from(ems).ok().map(Self::Ems)
            }
            "vw" | "vh" => u16::try_from((thousandths / 100).min(1000)).ok().filter(|&share| share > 0).map(Self::Share),
            _ => {
                let (_, units) = UNITS.iter().find(|(name, _)| *name == unit)?;
                Some(Self::Length(Length::raw(1).scale(thousandths * (units / 1000), 1000)))
                    .filter(|extent| *extent != Self::Length(Length::ZERO))
            }
        }
    }

    /// The length in type of this size on lines of this length.
    #[must_use]
    pub fn length(self, em: Length, measure: Length) -> Length {
        match self {
            Self::Share(thousandths) => measure.scale(thousandths.into(), 1000),
            Self::Ems(thousandths) => em.scale(thousandths.into(), 1000),
            Self::Length(length) => length,
        }
    }

    /// The extent as CSS has it; lengths in its pixels, 96 to the inch.
    fn css(self) -> String {
        let (thousandths, unit) = match self {
            Self::Share(thousandths) => (i64::from(thousandths) * 100, "%"),
            Self::Ems(thousandths) => (thousandths.into(), "em"),
            // Rounded to a hundredth, for 100 pixels are to be 100.
            Self::Length(length) => (length.scale(400, 3).units() / 65_536 * 10, "px"),
        };
        let written = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
        format!("{}{unit}", written.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{ImageData, ImageFormat};
    use crate::source::{Sources, Span};

    #[test]
    fn sizes_are_read_as_authors_write_them() {
        let pt = |milli| Some(PictureExtent::Length(Length::milli(milli)));
        for (text, extent) in [
            ("100", pt(75_000)),
            ("100px", pt(75_000)),
            (" 120 PX ", pt(90_000)),
            ("50%", Some(PictureExtent::Share(500))),
            ("33.3%", Some(PictureExtent::Share(333))),
            ("250%", Some(PictureExtent::Share(1000))),
            ("20em", Some(PictureExtent::Ems(20_000))),
            (".5em", Some(PictureExtent::Ems(500))),
            ("2in", pt(144_000)),
            ("90pt", pt(90_000)),
        ] {
            assert_eq!(PictureExtent::read(text), extent, "{text}");
        }
        for none in ["", "auto", "-3px", "0", "0px", "3.x", "1e3", "12parsec", "99999999px"] {
            assert_eq!(PictureExtent::read(none), None, "{none}");
        }
        let near = |text: &str, milli: i64| match PictureExtent::read(text) {
            Some(PictureExtent::Length(length)) => (length.units() - Length::milli(milli).units()).abs() < 40,
            _ => false,
        };
        assert!(near("1cm", 28_346) && near("10mm", 28_346) && near("25.4mm", 72_000));
    }

    #[test]
    fn a_picture_keeps_its_form_and_within_the_measure() {
        let (em, measure) = (Length::points(10), Length::points(300));
        let size = |width: &str, height: &str| PictureSize { width: PictureExtent::read(width), height: PictureExtent::read(height) };
        let image = Image {
            path: "a.png".to_owned(),
            format: ImageFormat::Png,
            width: 400,
            height: 200,
            orientation: 1,
            recast: None,
            damaged: false,
            moves: false,
            see_through: false,
            weight: 0,
            file: ImageData::Held(Vec::new().into()),
            span: Span::new(Sources::default().add("a.md", ""), 0, 0),
        };
        let points = |size: PictureSize| {
            let (width, height) = size.of(&image, em, measure);
            (width.units() / 65_536, height.units() / 65_536)
        };
        assert_eq!(points(PictureSize::NATURAL), (300, 150));
        assert_eq!(points(size("50%", "")), (150, 75));
        assert_eq!(points(size("", "100px")), (150, 75));
        assert_eq!(points(size("10em", "10em")), (100, 50));
        assert_eq!(points(size("800px", "")), (300, 150));
        assert_eq!(points(size("600pt", "600pt")), (300, 150));
        assert_eq!(points(size("", "50%")), (300, 150));
        assert_eq!(size("100", "").css(), "width: 100px");
        assert_eq!(size("50%", "20px").css(), "width: 50%");
        assert_eq!(size("", "1.5em").css(), "height: 1.5em; width: auto");
        assert_eq!(size("", "50%").css(), "");
    }
}
