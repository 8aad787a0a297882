//! The PDF for a printer: PDF/X-4 (ISO 15930-7) or PDF/X-1a:2001 (ISO 15930-1) in black alone, with the boxes that say where the paper is cut, and without
//! anything that is only for a screen: no links, no outline, no structure.

use super::error::PdfError;
use super::object::{milli, name};
use super::trim::Press;
use super::unwritten::{UnwrittenPdf, check};
use super::written::PdfObjects;
use super::{content, finish, fonts, images, links, metadata, profile, sheets};
use crate::config::{Config, PrintStandard};
use crate::diagnostics::Diagnostics;
use crate::edition::Edition;
use crate::fonts::Fonts;
use crate::layout::Pages;
use lopdf::{Document, Object, ObjectId, dictionary};

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
    let images = images::collect(&pages, edition.book(), fonts, images::ImageUse::Press { measure }, diagnostics);
    let places = links::LinkPlaces::find(&pages, edition, fonts, press.trim);
    let book = content::PageContext { fonts, faces: &faces, images: &images, places: &places, page: press.trim, press: Some(&press) };
    let mut sheets = sheets::sheets(&mut pages.pages, &book, paper)?;
    let mut document = sheets::binding(sheets.len(), &faces, images, paper);
    let ids = finish::pages(&mut document, &faces, &mut sheets)?;
    for (index, &page) in ids.iter().enumerate() {
        press.bound(&mut document, page, index)?;
    }
    let old = config.print.standard == PrintStandard::X1a;
    let standard = if old { metadata::Standard::OldPrint } else { metadata::Standard::Print };
    let about = metadata::DocumentInfo { metadata: &edition.book().metadata, variant: edition.variant, modified, standard };
    document.version = if old { "1.3" } else { "1.6" }.to_owned();
    let root = catalog(&mut document, &about);
    let info = document.add_object(about.info());
    document.trailer = dictionary! { "Root" => root, "Info" => info, "ID" => about.permanent() };
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
