//! What only the printer is told: bleed, crop marks, paper, the standard of the file, and who prints the book.

use super::design::word;
use super::keys::RawPrint;
use super::raw::TextIfGiven;
use super::resolve::{ResolveContext, cover_file};
use super::service::{Paper, Service, mil};
use super::{Margins, PageSettings};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Length, Span};
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
    /// What the file of the pages is to be.
    pub standard: PrintStandard,
    /// What the pages are printed on.
    pub paper: Paper,
    /// Thickness of a leaf, which is two pages, if it was measured.
    pub leaf: Option<Length>,
    /// Width of the spine, if it was given.
    pub spine: Option<Length>,
    /// The picture on the back of the cover, relative to the book's folder.
    pub back: Option<String>,
    /// The picture over back, spine and front, relative to the book's folder.
    pub wrap: Option<String>,
    /// What colours the file of the cover has, if that was said.
    pub colours: Option<CoverColours>,
}

/// The colours of the file of a cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverColours {
    /// The four inks of a press.
    Cmyk,
    /// Red, green and blue, which the service converts.
    Rgb,
}

/// The colours of the file of a cover, by name.
pub(super) const COVER_COLOURS: [(&str, Option<CoverColours>); 2] = [("cmyk", Some(CoverColours::Cmyk)), ("rgb", Some(CoverColours::Rgb))];

/// A standard for files that go to a printer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrintStandard {
    /// PDF/X-4 (ISO 15930-7).
    #[default]
    X4,
    /// PDF/X-1a:2001 (ISO 15930-1).
    X1a,
}

/// The standards by name.
pub(super) const PRINT_STANDARDS: [(&str, PrintStandard); 2] = [("x-4", PrintStandard::X4), ("x-1a", PrintStandard::X1a)];

/// The services by name.
pub(super) const SERVICES: [(&str, Option<Service>); 3] =
    [("kdp", Some(Service::Kdp)), ("ingram", Some(Service::Ingram)), ("lulu", Some(Service::Lulu))];

/// The papers by name.
pub(super) const PAPERS: [(&str, Paper); 2] = [("white", Paper::White), ("cream", Paper::Cream)];

impl Default for Print {
    fn default() -> Self {
        Self {
            bleed: Length::micrometres(3_000),
            crop_marks: false,
            service: None,
            standard: PrintStandard::X4,
            paper: Paper::White,
            leaf: None,
            spine: None,
            back: None,
            wrap: None,
            colours: None,
        }
    }
}

impl Print {
    /// The margins widened to what the service demands of a book of so many pages; nothing is ever narrowed. Above the text stands
    /// the running head, `head` high with the room below it: it keeps clear of the cut too.
    #[must_use]
    pub fn margins(&self, given: &Margins, pages: usize, head: Length) -> Margins {
        let Some(service) = self.service else { return given.clone() };
        let outside = service.outside(self.bleed > Length::ZERO);
        Margins {
            inner: given.inner.max(service.inner(pages)),
            outer: given.outer.max(outside),
            top: given.top.max(outside + head),
            bottom: given.bottom.max(outside),
        }
    }

    /// Width of the spine of a paperback of so many pages.
    #[must_use]
    pub fn spine(&self, pages: usize) -> Length {
        match (self.spine, self.leaf) {
            (Some(spine), _) => spine,
            (None, Some(leaf)) => leaf.scale(i64::try_from(pages).unwrap_or(i64::MAX), 2),
            (None, None) => self.paper.spine(pages, self.service),
        }
    }

    /// How far the cover goes on beyond the cut. Colour reaches its edges even if nothing in the book does, and the services ask
    /// for an eighth of an inch.
    #[must_use]
    pub fn cover_bleed(&self) -> Length {
        self.bleed.max(if self.service.is_some() { mil(125) } else { Self::default().bleed })
    }

    /// What colours the file of the cover has: the inks of a press, unless the service prints from the colours of a screen.
    #[must_use]
    pub fn cover_colours(&self) -> CoverColours {
        self.colours.unwrap_or(if self.service == Some(Service::Lulu) { CoverColours::Rgb } else { CoverColours::Cmyk })
    }

    /// Whether the pages have no bleed at the spine.
    #[must_use]
    pub fn bleeds_outside_only(&self) -> bool {
        self.service.is_some_and(Service::bleeds_outside_only) && !self.crop_marks && self.bleed > Length::ZERO
    }

    /// Reports a spine that is not as wide as so many pages make it; `place` is where it is given.
    pub fn refuse_spine(&self, pages: usize, place: Option<Span>, diagnostics: &mut Diagnostics) {
        let (Some(service), Some(given)) = (self.service, self.spine) else { return };
        let counted = self.paper.spine(pages, Some(service));
        let off = if given > counted { given - counted } else { counted - given };
        // Where the services let a fold be: 1/16 inch.
        if off <= mil(62) {
            return;
        }
        let name = service.name();
        let message =
            format!("`print.spine` is {} mm, but {pages} pages of {name}'s paper are {} mm thick", tenths(given), tenths(counted));
        let help = format!("take `spine` out, so that it follows the number of pages, unless {name} told you this width");
        diagnostics.push(Diagnostic { span: place, ..Diagnostic::new(Code::SpineNotAsCounted, message).help(help) });
    }

    /// Reports text in type that the service refuses; `place` is where its size is given.
    pub fn refuse_type(&self, size: Length, place: Option<Span>, diagnostics: &mut Diagnostics) {
        let Some((service, least)) = self.service.and_then(|service| Some((service, service.smallest_type()?))) else { return };
        if size >= least {
            return;
        }
        let points = (least.to_points() * 10.0).round() / 10.0;
        let message = format!("{} prints no type smaller than {points} pt", service.name());
        let finding = Diagnostic::new(Code::TypeTooSmall, message);
        diagnostics.push(Diagnostic { span: place, ..finding.help(format!("set `type.size` to {points} pt or more, better to 9 pt")) });
    }

    /// Reports marks in files for a service that wants none; `place` is where they are asked for.
    pub fn refuse_marks(&self, place: Option<Span>, diagnostics: &mut Diagnostics) {
        let Some(service) = self.service.filter(|service| self.crop_marks && !service.takes_marks()) else { return };
        let finding = Diagnostic::new(Code::MarksUnwanted, format!("{} wants files without crop marks", service.name()));
        diagnostics.push(Diagnostic { span: place, ..finding.help("take `crop-marks` out, or set it to `false`") });
    }

    /// Reports what the service does not print: this size of page, this number of pages.
    pub fn refuse(&self, page: &PageSettings, pages: usize, diagnostics: &mut Diagnostics) {
        let Some(service) = self.service else { return };
        let name = service.name();
        if !service.offers(page) {
            let message = format!("{name} prints no pages of {} × {} mm", tenths(page.width), tenths(page.height));
            let help = match service.nearest(page) {
                Some(size) => format!("set `page.size = \"{size}\"`, the nearest that it prints"),
                None => "choose a width from 4 to 8.5 in and a height from 6 to 11.69 in".to_owned(),
            };
            diagnostics.push(Diagnostic::new(Code::SizeNotOffered, message).help(help));
        }
        let (fewest, most) = service.pages(self.paper, page);
        if !(fewest..=most).contains(&pages) {
            let message = format!("{name} binds no paperback of {pages} pages; it takes {fewest} to {most}");
            let help = if pages < fewest {
                "add to the book, or choose another printer"
            } else {
                "choose a larger page or smaller type, or make two volumes"
            };
            diagnostics.push(Diagnostic::new(Code::PagesNotBound, message).help(help));
        }
    }
}

/// A length in millimetres, to a tenth.
fn tenths(length: Length) -> f64 {
    (length.to_points() * 254.0 / 72.0).round() / 10.0
}

pub(super) fn print(raw: &RawPrint, desk: &mut ResolveContext) -> Print {
    let service = word("print.service", &raw.service, SERVICES, None, desk);
    // Nothing in the inside of a book reaches its edges, and the services take such a book as trimmed.
    let otherwise = if service.is_some() { Length::ZERO } else { Print::default().bleed };
    let most = Length::micrometres(25_000);
    let mut bleed = desk.length("print.bleed", &raw.bleed, otherwise);
    if bleed > most {
        let place = raw.bleed.as_ref().map_or(0..0, Spanned::span);
        desk.say(Code::BadMeasure, place, "`print.bleed` must be at most 25 mm", Some("printers ask for 3 to 5 mm"));
        bleed = otherwise;
    }
    Print {
        bleed,
        crop_marks: raw.crop_marks.unwrap_or_default(),
        service,
        standard: word("print.standard", &raw.standard, PRINT_STANDARDS, PrintStandard::X4, desk),
        paper: word("print.paper", &raw.paper, PAPERS, Paper::White, desk),
        leaf: thickness("print.paper-thickness", &raw.paper_thickness, Length::micrometres(1_000), "1 mm", desk),
        spine: thickness("print.spine", &raw.spine, Length::micrometres(150_000), "150 mm", desk),
        back: cover_file("print.cover-back", &raw.cover_back, desk),
        wrap: cover_file("print.cover-wrap", &raw.cover_wrap, desk),
        colours: word("print.cover-colours", &raw.cover_colours, COVER_COLOURS, None, desk),
    }
}

/// A thickness that is more than nothing and at most `most`, which is so much `in_words`.
fn thickness(key: &str, given: &TextIfGiven, most: Length, in_words: &str, desk: &mut ResolveContext) -> Option<Length> {
    let given = given.as_ref()?;
    let length = desk.length(key, &Some(given.clone()), Length::raw(1));
    if length > Length::ZERO && length <= most {
        return (length > Length::raw(1)).then_some(length);
    }
    let help = Some("ask the printer for the paper's thickness, or measure the spine of such a book");
    desk.say(Code::BadMeasure, given.span(), format!("`{key}` must be more than nothing and at most {in_words}"), help);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thick_books_have_wide_gutters() {
        let print = Print { bleed: Length::ZERO, service: Some(Service::Kdp), ..Print::default() };
        let thin = Length::points(20);
        let given = Margins { inner: thin, outer: thin, top: thin, bottom: Length::points(72) };
        let inner = |pages| print.margins(&given, pages, Length::ZERO).inner;
        assert_eq!([24, 150, 151, 500, 828].map(inner), [27, 27, 36, 45, 63].map(Length::points));
        let margins = print.margins(&given, 24, Length::ZERO);
        assert_eq!((margins.outer, margins.bottom), (thin, Length::points(72)));
        let bleeding = Print { bleed: Length::points(9), ..print.clone() };
        assert_eq!(bleeding.margins(&given, 24, Length::ZERO).outer, Length::points(27));
        assert_eq!(Print::default().margins(&given, 9999, Length::points(20)), given);
        // The head stands within the quarter of an inch that is kept clear: 20 pt and 18 pt.
        assert_eq!(print.margins(&Margins { top: thin, ..given }, 24, Length::points(20)).top, Length::points(38));
    }

    #[test]
    fn a_given_spine_is_held_against_the_pages() {
        let told = |spine: i64, service| {
            let mut diagnostics = Diagnostics::default();
            let print = Print { service, spine: Some(Length::points(spine)), ..Print::default() };
            print.refuse_spine(300, None, &mut diagnostics);
            diagnostics.iter().count()
        };
        // 300 white pages are 0.6756 in: 48.6 pt.
        assert_eq!([48, 52, 54, 40].map(|spine| told(spine, Some(Service::Kdp))), [0, 0, 1, 1]);
        assert_eq!(told(90, None), 0);
    }

    #[test]
    fn type_is_as_large_as_the_service_wants_it() {
        let told = |size: i64, service| {
            let mut diagnostics = Diagnostics::default();
            Print { service: Some(service), ..Print::default() }.refuse_type(Length::points(size), None, &mut diagnostics);
            diagnostics.iter().count()
        };
        assert_eq!([told(6, Service::Kdp), told(7, Service::Kdp), told(6, Service::Lulu)], [1, 0, 0]);
    }

    #[test]
    fn a_spine_is_as_measured_or_as_the_paper_makes_it() {
        let leaf = Print { leaf: Some(Length::micrometres(120)), ..Print::default() };
        assert_eq!(leaf.spine(300), Length::micrometres(120).scale(300, 2));
        assert_eq!(Print { spine: Some(Length::points(20)), ..leaf }.spine(300), Length::points(20));
    }

    #[test]
    fn what_a_service_does_not_print_is_said() {
        let mut diagnostics = Diagnostics::default();
        let print = Print { service: Some(Service::Lulu), ..Print::default() };
        let page = PageSettings::default();
        print.refuse(&page, 200, &mut diagnostics);
        assert_eq!(diagnostics.iter().count(), 0);
        print.refuse(&PageSettings { width: Length::points(400), ..page }, 20, &mut diagnostics);
        assert_eq!(diagnostics.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::SizeNotOffered, Code::PagesNotBound]);
    }
}
