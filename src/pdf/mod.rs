//! Draws set pages as a PDF, through printpdf and one finishing pass. Measures nothing, breaks no line.

mod content;
mod finish;
mod fonts;
mod grey;
mod images;
mod ink;
mod jacket;
mod labels;
mod links;
mod metadata;
mod object;
mod outline;
mod press;
mod profile;
mod sheets;
mod structure;
mod tags;
mod write;

use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::edition::Edition;
use crate::fonts::Fonts;
use crate::layout::Pages;
use crate::layout::frame::Content;
use finish::Finish;

pub use jacket::jacket;
pub use press::print;

/// The PDF file. `modified` is the time to state in it, as `2026-11-24T00:00:00Z`.
///
/// What cannot be drawn is reported; a fault of Bindery's own (a glyph that no face has, another version of printpdf) is
/// reported too, and the file is then empty.
pub fn write(pages: Pages, edition: &Edition, config: &Config, fonts: &Fonts, modified: &str, found: &mut Diagnostics) -> Vec<u8> {
    let drawn = draw(pages, edition, config, fonts, modified, found);
    file(drawn, found)
}

/// The bytes of what was drawn; none, with a finding, if it could not be.
fn file(drawn: Result<Drawing, String>, found: &mut Diagnostics) -> Vec<u8> {
    drawn.map(Drawing::serialise).unwrap_or_else(|fault| {
        found.push(Diagnostic::new(Code::Internal, format!("the PDF cannot be written: {fault}")));
        Vec::new()
    })
}

/// A PDF before it is a file.
#[derive(Clone)]
pub struct Drawing {
    document: lopdf::Document,
    /// Whether it must be a file as PDF 1.3 knows it.
    plain: bool,
}

impl Drawing {
    /// The bytes of the file.
    #[must_use]
    pub fn serialise(self) -> Vec<u8> {
        if self.plain { write::plain(self.document) } else { write::file(self.document) }
    }
}

/// The first of the two stages of [`write`]: everything but the bytes.
///
/// # Errors
/// If there is a fault of Bindery's own.
pub fn draw(
    mut pages: Pages,
    edition: &Edition,
    config: &Config,
    fonts: &Fonts,
    modified: &str,
    found: &mut Diagnostics,
) -> Result<Drawing, String> {
    check(&pages)?;
    let (width, height) = (object::milli(config.page.width), object::milli(config.page.height));
    let faces = fonts::collect(&pages, fonts).map_err(|face| format!("the face {face} cannot be cut down to its glyphs"))?;
    let images = images::collect(&pages, edition.book, fonts, images::Use::Screen, found);
    let archival = !images.any_cmyk;
    let places = links::Places::find(&pages, edition, fonts, height);

    let book = content::Book { fonts, faces: &faces, images: &images, places: &places, height, press: None };
    let sheets = sheets::sheets(&mut pages.pages, &book, width, height)?;
    let tree = tags::tree(&pages, edition, &sheets);
    if let Some(stray) = tree.strays.first() {
        let message = format!("the structure of the PDF has no place for {stray:?} and {} others", tree.strays.len() - 1);
        found.push(Diagnostic { severity: Severity::Warning, ..Diagnostic::new(Code::Internal, message) });
    }
    let language = if config.metadata.language.is_empty() { &edition.book.language } else { &config.metadata.language };
    let standard = if archival { metadata::Standard::Archive } else { metadata::Standard::Screen };
    let about = metadata::About { metadata: &config.metadata, modified, standard };
    let binding = sheets::binding(sheets.len(), &faces, images, width, height);
    let with = Finish {
        pages: &pages,
        sheets,
        places: &places,
        tree: &tree,
        faces: &faces,
        about: &about,
        language,
        contents_depth: config.contents_depth,
    };
    finish::finish(binding, with).map(|document| Drawing { document, plain: false })
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
