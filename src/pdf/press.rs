//! The PDF for a printer: PDF/X-4 (ISO 15930-7) or PDF/X-1a:2001 (ISO 15930-1) in black alone, with the boxes that say where the paper is cut, and without
//! anything that is only for a screen: no links, no outline, no structure.

use super::adapter::Operation;
use super::error::PdfError;
use super::object::{PaperSize, milli, name, points};
use super::written::PdfObjects;
use super::{UnwrittenPdf, check, content, finish, fonts, images, links, metadata, profile, sheets};
use crate::config::{Config, PrintStandard};
use crate::diagnostics::Diagnostics;
use crate::edition::Edition;
use crate::fonts::Fonts;
use crate::layout::Pages;
use crate::source::Length;
use lopdf::{Document, Object, ObjectId, dictionary};

/// Length of a crop mark; all here in thousandths of a point.
const MARK: i64 = 18_000;
/// Thickness of a crop mark.
const HAIR: i64 = 250;
/// Least distance of a crop mark from the trimmed page, so that none is left on it by a crooked cut.
const CLEAR: i64 = 6_000;

/// Draws the PDF for the printer, of pages that [`crate::layout::set_for_print`] has set with `config`: everything but its bytes.
///
/// # Errors
/// If a font is damaged in a glyph that the pages need, or there is a fault of Bindery's own.
pub(crate) fn draw(
    mut pages: Pages,
    edition: &Edition,
    config: &Config,
    fonts: &Fonts,
    modified: &str,
    diagnostics: &mut Diagnostics,
) -> Result<UnwrittenPdf, PdfError> {
    check(&pages)?;
    let press = Press::new(config);
    let paper = press.media();
    let faces = fonts::collect(&pages, fonts)?;
    let margins = &config.page.margins;
    let measure = milli(config.page.width - margins.inner - margins.outer);
    let images = images::collect(&pages, edition.book, fonts, images::ImageUse::Press { measure }, diagnostics);
    let places = links::LinkPlaces::find(&pages, edition, fonts, press.trim.height);
    let book =
        content::PageContext { fonts, faces: &faces, images: &images, places: &places, height: press.trim.height, press: Some(&press) };
    let mut sheets = sheets::sheets(&mut pages.pages, &book, paper)?;
    let mut document = sheets::binding(sheets.len(), &faces, images, paper);
    let ids = finish::pages(&mut document, &faces, &mut sheets)?;
    for &page in &ids {
        press.bound(&mut document, page)?;
    }
    let old = config.print.standard == PrintStandard::X1a;
    let standard = if old { metadata::Standard::OldPrint } else { metadata::Standard::Print };
    let about = metadata::DocumentInfo { metadata: &edition.book.metadata, modified, standard };
    document.version = if old { "1.3" } else { "1.6" }.to_owned();
    let root = catalog(&mut document, &about);
    let info = document.add_object(about.info());
    document.trailer = dictionary! { "Root" => root, "Info" => info };
    Ok(UnwrittenPdf { bound: document, written: PdfObjects::default(), plain: old })
}

fn catalog(document: &mut Document, about: &metadata::DocumentInfo) -> ObjectId {
    let pages = document.catalog().ok().and_then(|catalog| catalog.get(b"Pages").ok()).cloned().unwrap_or(Object::Null);
    let mut catalog = dictionary! { "Type" => name("Catalog"), "Pages" => pages };
    if about.standard == metadata::Standard::OldPrint {
        // What PDF 1.3 knows, and no more: it has no XMP.
        catalog.set("OutputIntents", profile::registered(profile::Condition::Uncoated));
    } else {
        catalog.set("OutputIntents", profile::press(document));
        catalog.set("Metadata", finish::packet(document, about));
    }
    finish::forget(document);
    document.add_object(catalog)
}

/// The sheet of paper that a page is printed on and cut from, in thousandths of a point.
pub(super) struct Press {
    /// The page as cut.
    trim: PaperSize,
    bleed: i64,
    /// Distance from the edge of the sheet to the trimmed page, on every side.
    border: i64,
    marks: bool,
}

impl Press {
    fn new(config: &Config) -> Self {
        let bleed = milli(config.print.bleed.max(Length::ZERO));
        let marks = config.print.crop_marks;
        let border = border(bleed, marks);
        Self { trim: PaperSize::of(config.page.width, config.page.height), bleed, border, marks }
    }

    /// The sheet.
    fn media(&self) -> PaperSize {
        self.trim.and_round(self.border)
    }

    /// Black, the crop marks, and the page in its place; without the marks of a structure that is not there.
    pub(super) fn operations(&self, drawn: Vec<Operation>) -> Vec<Operation> {
        let mut operations = Vec::with_capacity(drawn.len() + 12);
        // Black is what a page begins with, but those who check files look for it.
        operations.push(Operation::black());
        if self.marks {
            operations.extend(crop_marks(self.trim, self.border, &[]).into_iter().map(Operation::filled));
        }
        if self.border > 0 {
            operations.push(Operation::moved(self.border, self.border));
        }
        operations.extend(drawn.into_iter().filter(|operation| !operation.is_mark()));
        operations
    }

    /// Gives a page its boxes (ISO 32000-1, 14.11.2).
    fn bound(&self, document: &mut Document, page: ObjectId) -> Result<(), PdfError> {
        let page = document.get_dictionary_mut(page).map_err(PdfError::of(page))?;
        for key in ["CropBox", "Annots"] {
            page.remove(key.as_bytes());
        }
        for (key, from_trim) in [("MediaBox", self.border), ("BleedBox", self.bleed), ("TrimBox", 0)] {
            let low = self.border - from_trim;
            let ends = [low, low, self.border + self.trim.width + from_trim, self.border + self.trim.height + from_trim];
            page.set(key, ends.map(points).to_vec());
        }
        Ok(())
    }
}

/// Distance from the edge of the sheet to the cut.
pub(super) fn border(bleed: i64, marks: bool) -> i64 {
    if marks { bleed.max(CLEAR) + MARK } else { bleed }
}

/// Two marks at every corner, on the lines of the cut and outside the bleed, and one above and one below each fold (so far from the
/// left cut): left, bottom, width and height.
pub(super) fn crop_marks(trim: PaperSize, border: i64, folds: &[i64]) -> Vec<[i64; 4]> {
    let PaperSize { width, height } = trim.and_round(border);
    let rows = [0, trim.height].map(|row| border + row - HAIR / 2);
    let columns = [0, trim.width].into_iter().chain(folds.iter().copied()).map(|column| border + column - HAIR / 2);
    let lying = rows.into_iter().flat_map(|y| [0, width - MARK].map(|x| [x, y, MARK, HAIR]));
    let standing = columns.flat_map(|x| [0, height - MARK].map(|y| [x, y, HAIR, MARK]));
    lying.chain(standing).collect()
}
