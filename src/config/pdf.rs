//! What only the PDF for the screen is told.

use super::design::word;
use super::raw::RawPdf;
use super::resolve::Desk;

/// `[pdf]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pdf {
    /// The standards it keeps.
    pub standard: PdfStandard,
    /// Whether the files of the manuscript are in it.
    pub attach_source: bool,
}

/// A pair of standards: one for readers who cannot see the pages, one for archives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PdfStandard {
    /// PDF/UA-1 and PDF/A-2a (with the manuscript in it PDF/A-3a), which are PDF 1.7.
    #[default]
    Ua1A2,
    /// PDF/UA-2 and PDF/A-4 (with the manuscript in it PDF/A-4f), which are PDF 2.0.
    Ua2A4,
}

pub(super) fn pdf(raw: &RawPdf, desk: &mut Desk) -> Pdf {
    let standards = [("ua1+a2", PdfStandard::Ua1A2), ("ua2+a4", PdfStandard::Ua2A4)];
    Pdf {
        standard: word("pdf.standard", &raw.standard, standards, PdfStandard::default(), desk),
        attach_source: raw.attach_source.unwrap_or_default(),
    }
}
