//! What only the EPUB is told.

use super::design::word;
use super::keys::RawEpub;
use super::resolve::ResolveContext;

/// `[epub]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epub {
    /// Whether the EPUB carries the page numbers of the PDF, and how it says so.
    pub pages: PageNumbers,
    /// Whether the fonts are in the EPUB.
    pub fonts: bool,
    /// Who vouches that the EPUB conforms to EPUB Accessibility 1.1; none claims nothing.
    pub certified_by: Option<String>,
}

/// How an EPUB names the edition whose page numbers it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageNumbers {
    /// By `dc:source` refined with `source-of`: understood by the older EPUBCheck 4.2.6 of some shops too.
    SourceOf,
    /// By `pageBreakSource` of EPUB Accessibility 1.1, which EPUBCheck 4.2.6 refuses.
    PageBreakSource,
    /// No page numbers.
    None,
}

/// The ways to name that edition, by name.
pub(super) const PAGE_NUMBERS: [(&str, PageNumbers); 3] =
    [("source-of", PageNumbers::SourceOf), ("page-break-source", PageNumbers::PageBreakSource), ("none", PageNumbers::None)];

impl Default for Epub {
    fn default() -> Self {
        Self { pages: PageNumbers::SourceOf, fonts: true, certified_by: None }
    }
}

pub(super) fn epub(raw: &RawEpub, desk: &mut ResolveContext) -> Epub {
    let default = Epub::default();
    Epub {
        pages: word("epub.pages", &raw.pages, PAGE_NUMBERS, default.pages, desk),
        fonts: raw.fonts.unwrap_or(default.fonts),
        certified_by: desk.line("epub.certified-by", &raw.certified_by),
    }
}
