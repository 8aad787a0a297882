//! What only the PDF for the screen is told.

use super::design::word;
use super::keys::RawPdf;
use super::resolve::ResolveContext;
use crate::diagnostics::Code;

/// `[pdf]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pdf {
    /// The standards it keeps.
    pub standard: PdfStandard,
    /// Whether the files of the manuscript are attached to the PDF.
    pub attach_source: bool,
    /// The most pixels to the inch that a picture keeps; none keeps all.
    pub image_resolution: Option<u16>,
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

/// The pairs of standards by name.
pub(super) const PDF_STANDARDS: [(&str, PdfStandard); 2] = [("ua1+a2", PdfStandard::Ua1A2), ("ua2+a4", PdfStandard::Ua2A4)];

pub(super) fn pdf(raw: &RawPdf, desk: &mut ResolveContext) -> Pdf {
    let image_resolution = raw.image_resolution.as_ref().and_then(|given| {
        let resolution = u16::try_from(*given.get_ref()).ok().filter(|resolution| (72..=2400).contains(resolution));
        if resolution.is_none() {
            let message = format!("pictures can't have {} pixels to the inch", given.get_ref());
            let help = "write a number from 72 to 2400, such as 300; or leave the key out to keep all";
            desk.say(Code::BadValue, given.span(), message, Some(help));
        }
        resolution
    });
    Pdf {
        standard: word("pdf.standard", &raw.standard, PDF_STANDARDS, PdfStandard::default(), desk),
        attach_source: raw.attach_source.unwrap_or_default(),
        image_resolution,
    }
}
