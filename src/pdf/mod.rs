//! Draws set pages as a PDF, through printpdf and one finishing pass. Measures nothing, breaks no line.

mod adapter;
mod attach;
mod booklet;
mod content;
mod element;
mod error;
mod finish;
mod finishing;
mod fonts;
mod grey;
mod homes;
mod images;
mod inks;
mod jacket;
mod labels;
mod leaves;
mod links;
mod metadata;
mod names;
mod object;
mod outline;
mod plates;
mod press;
mod profile;
mod separation;
mod sheets;
mod structure;
mod syntax;
mod tags;
mod trim;
mod unwritten;
mod write;
mod written;

use crate::config::{Config, PdfStandard};
use crate::diagnostics::Diagnostics;
use crate::edition::Edition;
use crate::fonts::Fonts;
use crate::layout::Pages;
use error::PdfError;
use finishing::Finish;
use object::PaperSize;
use std::io::Write;
use unwritten::check;

pub(crate) use booklet::{Booklet, BookletSheets, THICK, booklet};
pub(crate) use jacket::{JacketSize, jacket, jacket_size};
pub(crate) use press::draw as draw_for_print;
pub use unwritten::UnwrittenPdf;

/// The PDF file. `modified` is the time to state in it, as `2026-11-24T00:00:00Z`.
///
/// What cannot be drawn is reported; a fault of Bindery's own (a glyph that no face has, another version of printpdf) is
/// reported too, and the file is then empty.
pub fn write(pages: Pages, edition: &Edition, config: &Config, fonts: &Fonts, modified: &str, diagnostics: &mut Diagnostics) -> Vec<u8> {
    let drawn = draw(pages, edition, config, fonts, modified, diagnostics);
    file(drawn, diagnostics)
}

/// The bytes of what was drawn; none, with a finding, if it could not be.
fn file(drawn: Result<UnwrittenPdf, PdfError>, diagnostics: &mut Diagnostics) -> Vec<u8> {
    let mut bytes = Vec::new();
    if !put(drawn, &mut bytes, diagnostics) {
        bytes.clear();
    }
    bytes
}

/// Writes what was drawn to `out`, bit by bit: pictures are read when their turn comes. Tells, beside the finding, whether it could
/// be; if not, what is in `out` is no file.
pub(crate) fn put(drawn: Result<UnwrittenPdf, PdfError>, out: &mut dyn Write, diagnostics: &mut Diagnostics) -> bool {
    let written = drawn.and_then(|drawing| drawing.serialise(out));
    written.map_err(|error| diagnostics.push(error.into())).is_ok()
}

/// The first of the two stages of [`write`]: everything but the bytes.
///
/// # Errors
/// If a font is damaged in a glyph that the pages need, or there is a fault of Bindery's own.
pub fn draw(
    mut pages: Pages,
    edition: &Edition,
    config: &Config,
    fonts: &Fonts,
    modified: &str,
    diagnostics: &mut Diagnostics,
) -> Result<UnwrittenPdf, PdfError> {
    check(&pages)?;
    let paper = PaperSize::of(config.page.width, config.page.height);
    let faces = fonts::collect(&pages, fonts)?;
    let made_for = images::ImageUse::Screen { most: config.pdf.image_resolution };
    let images = images::collect(&pages, edition.book(), fonts, made_for, diagnostics);
    let places = links::LinkPlaces::find(&pages, edition, fonts, paper);

    let book = content::PageContext { fonts, faces: &faces, images: &images, places: &places, page: paper, press: None };
    let mut sheets = sheets::sheets(&mut pages.pages, &book, paper)?;
    let second = config.pdf.standard == PdfStandard::Ua2A4;
    let tree = tags::tree(&pages, edition, &sheets, second);
    sheets.iter_mut().for_each(|sheet| sheet.leaves = Vec::new());
    if let Some(stray) = tree.strays.first() {
        diagnostics.push(PdfError::Stray { first: *stray, others: tree.strays.len() - 1 }.into());
    }
    let language = &edition.book().language;
    let attachments = attach::collect(config, edition.book(), diagnostics);
    let archival = match (second, attachments.is_empty()) {
        (false, true) => (2, "A"),
        (false, false) => (3, "A"),
        (true, true) => (4, ""),
        (true, false) => (4, "F"),
    };
    // A picture that nobody has described keeps its file from calling itself accessible.
    let described = edition.book().undescribed().next().is_none();
    let standard = metadata::Standard::Screen { accessible: described.then_some(if second { 2 } else { 1 }), archival };
    let about = metadata::DocumentInfo { metadata: &edition.book().metadata, variant: edition.variant, modified, standard };
    let mut binding = sheets::binding(sheets.len(), &faces, images, paper);
    let with = Finish {
        pages: &pages,
        sheets,
        places: &places,
        tree,
        faces: &faces,
        about: &about,
        language,
        contents_depth: config.contents_depth,
        second,
        attachments,
    };
    let written = finish::finish(&mut binding, with)?;
    Ok(UnwrittenPdf { bound: binding, written, plain: false })
}
