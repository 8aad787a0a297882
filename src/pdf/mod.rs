//! Draws set pages as a PDF, through printpdf and one finishing pass. Measures nothing, breaks no line.

mod content;
mod finish;
mod fonts;
mod images;
mod labels;
mod links;
mod metadata;
mod object;
mod outline;
mod profile;
mod structure;
mod tags;
mod write;

use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::edition::Edition;
use crate::fonts::Fonts;
use crate::layout::Pages;
use crate::layout::frame::Content;
use finish::{Finish, Sheet};
use printpdf::{Op, PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};
use rayon::prelude::*;

/// The PDF file. `modified` is the time to state in it, as `2026-11-24T00:00:00Z`.
///
/// What cannot be drawn is reported; a fault of Bindery's own (a glyph that no face has, another version of printpdf) is
/// reported too, and the file is then empty.
pub fn write(pages: &Pages, edition: &Edition, config: &Config, fonts: &Fonts, modified: &str, found: &mut Diagnostics) -> Vec<u8> {
    match make(pages, edition, config, fonts, modified, found) {
        Ok(file) => file,
        Err(fault) => {
            found.push(Diagnostic::new(Code::Internal, format!("the PDF cannot be written: {fault}")));
            Vec::new()
        }
    }
}

fn make(
    pages: &Pages,
    edition: &Edition,
    config: &Config,
    fonts: &Fonts,
    modified: &str,
    found: &mut Diagnostics,
) -> Result<Vec<u8>, String> {
    check(pages)?;
    let (width, height) = (object::milli(config.page.width), object::milli(config.page.height));
    let faces = fonts::collect(pages, fonts).map_err(|face| format!("the face {face} cannot be cut down to its glyphs"))?;
    let images = images::collect(pages, edition.book, fonts, found);
    let archival = !images.any_cmyk;
    let places = links::Places::find(pages, edition, fonts, height);

    let book = content::Book { fonts, faces: &faces, images: &images, places: &places, height };
    let drawings: Vec<content::Drawing> = pages.pages.par_iter().map(|page| content::draw(page, &book)).collect();
    let (mut drawn, mut sheets) = (Vec::with_capacity(drawings.len()), Vec::with_capacity(drawings.len()));
    for drawing in drawings {
        drawn.push(page(drawing.operations, width, height));
        sheets.push(Sheet { leaves: drawing.leaves, regions: drawing.regions });
    }

    let tree = tags::tree(pages, edition, &sheets);
    if let Some(stray) = tree.strays.first() {
        let message = format!("the structure of the PDF has no place for {stray:?} and {} others", tree.strays.len() - 1);
        found.push(Diagnostic { severity: Severity::Warning, ..Diagnostic::new(Code::Internal, message) });
    }
    let language = if config.metadata.language.is_empty() { &edition.book.language } else { &config.metadata.language };
    let about = metadata::About { metadata: &config.metadata, modified, archival };
    let with = Finish {
        pages,
        sheets: &sheets,
        places: &places,
        tree: &tree,
        faces: &faces,
        about: &about,
        language,
        contents_depth: config.contents_depth,
    };
    let document = finish::finish(printed(drawn, &faces, images), &with)?;
    Ok(write::file(document))
}

/// What must hold of the pages, whatever made them.
fn check(pages: &Pages) -> Result<(), String> {
    for (page, items) in pages.pages.iter().map(|page| &page.items).enumerate() {
        for item in items {
            if let Content::Text(text) = &item.content
                && text.glyphs.iter().any(|glyph| glyph.id == 0)
            {
                return Err(format!("a character of \u{201C}{}\u{201D} on page {} has no glyph", text.text, page + 1));
            }
        }
    }
    Ok(())
}

/// A page with its boxes in points: printpdf's own constructor takes millimetres and is off by a thousandth.
fn page(operations: Vec<Op>, width: i64, height: i64) -> PdfPage {
    let whole = Rect::from_wh(Pt(object::real(width)), Pt(object::real(height)));
    PdfPage { media_box: whole.clone(), trim_box: whole.clone(), crop_box: whole, ops: operations }
}

/// Everything through printpdf: fonts, images, content streams, the page tree.
fn printed(pages: Vec<PdfPage>, faces: &fonts::Faces, images: images::Images) -> lopdf::Document {
    let mut document = PdfDocument::new("");
    document.resources.fonts.map.extend(faces.iter().map(|face| (face.name.clone(), face.embedded())));
    document.resources.xobjects.map.extend(images.into_objects());
    document.pages = pages;
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    document.to_lopdf_document(&options, &mut Vec::new())
}
