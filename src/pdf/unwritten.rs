//! A PDF before it is a file.

use super::error::{PdfError, PdfPart};
use super::sheets::BoundDocument;
use super::write;
use super::written::PdfObjects;
use crate::layout::Pages;
use crate::layout::frame::ItemContent;
use std::io::Write;

/// A PDF before it is a file.
#[derive(Clone)]
pub struct UnwrittenPdf {
    pub(super) bound: BoundDocument,
    /// What of it is written already.
    pub(super) written: PdfObjects,
    /// Whether the file must be as PDF 1.3 knows it.
    pub(super) plain: bool,
}

impl UnwrittenPdf {
    /// Writes the file.
    ///
    /// # Errors
    /// If a picture can't be read any more, or `out` takes no more.
    pub fn serialise(self, mut out: &mut dyn Write) -> Result<(), PdfError> {
        let (document, images) = self.bound.unbound().ok_or(PdfError::Missing(PdfPart::Images))?;
        if self.plain { write::with_images(document, &images, out) } else { write::file(document, self.written, &images, &mut out) }
    }
}

/// What must hold of the pages, whatever made them.
pub(super) fn check(pages: &Pages) -> Result<(), PdfError> {
    for (page, items) in pages.pages.iter().map(|page| &page.items).enumerate() {
        for item in items {
            if let ItemContent::Text(text) = &item.content
                && text.glyphs.iter().any(|glyph| glyph.id == 0)
            {
                return Err(PdfError::NoGlyph { text: text.text.to_string(), page: page + 1 });
            }
        }
    }
    Ok(())
}
