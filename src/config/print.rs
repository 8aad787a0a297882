//! What only the printer is told: bleed, crop marks, and what a printing service demands of the margins.

use super::design::word;
use super::raw::RawPrint;
use super::resolve::Desk;
use super::{Length, Margins};
use toml::Spanned;

/// `[print]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// How far the paper goes on beyond the trimmed page.
    pub bleed: Length,
    /// Whether marks outside the bleed show where to cut.
    pub crop_marks: bool,
    /// Who prints the book.
    pub service: Option<Service>,
}

/// A printing service whose demands are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Amazon's Kindle Direct Publishing.
    Kdp,
    /// IngramSpark.
    Ingram,
    /// Lulu.
    Lulu,
}

impl Default for Print {
    fn default() -> Self {
        Self { bleed: Length::micrometres(3_000), crop_marks: false, service: None }
    }
}

/// Thousandths of an inch.
const fn mil(thousandths: i64) -> Length {
    Length::milli(thousandths * 72)
}

impl Service {
    /// The least inner margin, in thousandths of an inch, by the most pages it is enough for.
    ///
    /// To be compared with the services' own tables: KDP's “Set trim size, bleed, and margins” (these figures are as several
    /// guides of others repeated them in 2026), IngramSpark's “File Creation Guide” (from memory), Lulu's “Book Creation Guide”
    /// (from memory: its safety margin and its gutter added together).
    const fn inner(self) -> &'static [(usize, i64)] {
        match self {
            Self::Kdp => &[(150, 375), (300, 500), (500, 625), (700, 750), (usize::MAX, 875)],
            Self::Ingram => &[(usize::MAX, 500)],
            Self::Lulu => &[(60, 500), (150, 625), (400, 1000), (600, 1125), (usize::MAX, 1250)],
        }
    }

    /// The least margin on the three sides that are cut, with the same proviso.
    const fn outside(self, bleeds: bool) -> Length {
        match self {
            Self::Kdp => mil(if bleeds { 375 } else { 250 }),
            Self::Ingram | Self::Lulu => mil(500),
        }
    }
}

impl Print {
    /// The margins widened to what the service demands of a book of so many pages; nothing is ever narrowed.
    #[must_use]
    pub fn margins(&self, given: &Margins, pages: usize) -> Margins {
        let Some(service) = self.service else { return given.clone() };
        let inner = service.inner().iter().find(|(most, _)| pages <= *most).map_or(Length::ZERO, |(_, least)| mil(*least));
        let outside = service.outside(self.bleed > Length::ZERO);
        Margins {
            inner: given.inner.max(inner),
            outer: given.outer.max(outside),
            top: given.top.max(outside),
            bottom: given.bottom.max(outside),
        }
    }
}

pub(super) fn print(raw: &RawPrint, desk: &mut Desk) -> Print {
    let services = [("kdp", Some(Service::Kdp)), ("ingram", Some(Service::Ingram)), ("lulu", Some(Service::Lulu))];
    let service = word("print.service", &raw.service, services, None, desk);
    // Nothing in the inside of a book reaches its edges, and the services take such a book as trimmed.
    let otherwise = if service.is_some() { Length::ZERO } else { Print::default().bleed };
    let most = Length::micrometres(25_000);
    let mut bleed = desk.length("print.bleed", &raw.bleed, otherwise);
    if bleed > most {
        let place = raw.bleed.as_ref().map_or(0..0, Spanned::span);
        let help = Some("printers ask for 3 to 5 mm");
        desk.say(crate::diagnostics::Code::BadMeasure, place, "`print.bleed` must be at most 25 mm", help);
        bleed = otherwise;
    }
    Print { bleed, crop_marks: raw.crop_marks.unwrap_or_default(), service }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thick_books_have_wide_gutters() {
        let print = Print { bleed: Length::ZERO, service: Some(Service::Kdp), crop_marks: false };
        let thin = Length::points(20);
        let given = Margins { inner: thin, outer: thin, top: thin, bottom: Length::points(72) };
        let inner = |pages| print.margins(&given, pages).inner;
        assert_eq!([24, 150, 151, 500, 828].map(inner), [27, 27, 36, 45, 63].map(Length::points));
        let margins = print.margins(&given, 24);
        assert_eq!((margins.outer, margins.bottom), (thin, Length::points(72)));
        let bleeding = Print { bleed: Length::points(9), ..print };
        assert_eq!(bleeding.margins(&given, 24).outer, Length::points(27));
        assert_eq!(Print::default().margins(&given, 9999), given);
    }
}
