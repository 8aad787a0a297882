//! The formats of documents, known by the endings of file names.

use super::package::{OfficeFault, OfficePackage};
use super::text::OfficeText;
use std::path::Path;

/// The format of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfficeFormat {
    /// Of Word since 2007, and of most others.
    Docx,
    /// Of LibreOffice, OpenOffice and others.
    Odt,
    /// A page of the web.
    Html,
    /// A book.
    Epub,
}

impl OfficeFormat {
    const ALL: [Self; 4] = [Self::Docx, Self::Odt, Self::Html, Self::Epub];

    /// The endings of its files, in small letters.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Docx => &["docx", "docm", "dotx", "dotm", "doc"],
            Self::Odt => &["odt", "ott", "fodt"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Epub => &["epub"],
        }
    }

    /// The format of a file, by the ending of its name.
    #[must_use]
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        Self::ALL.into_iter().find(|format| format.endings().contains(&ending.as_str()))
    }

    /// The format of a document of a word processor, by what its bytes are; that of Word where they don't say.
    #[must_use]
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        let is_flat = super::odt::is_flat(bytes);
        let is_packed = || OfficePackage::open(bytes).is_ok_and(|package| package.has("content.xml") && !package.has("word/document.xml"));
        if is_flat || is_packed() { Self::Odt } else { Self::Docx }
    }

    /// Whether a book can be built of it as it is: a text that somebody writes, not something that was published.
    #[must_use]
    pub(crate) const fn is_written(self) -> bool {
        matches!(self, Self::Docx | Self::Odt)
    }

    /// Reads a document. `beside` gives files that lie beside it.
    ///
    /// # Errors
    /// If it is damaged, locked, too large or of another format.
    pub(crate) fn read(self, bytes: &[u8], beside: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<OfficeText, OfficeFault> {
        match self {
            Self::Docx => super::docx::read(bytes),
            Self::Odt => super::odt::read(bytes),
            Self::Html => super::html::read(bytes, beside),
            Self::Epub => super::epub_read::read(bytes),
        }
    }

    /// Reads a document of a word processor, by what its bytes are, and keeps bookmarks of some names though nothing leads to them.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(super) fn read_returned(bytes: &[u8], keeps: fn(&str) -> bool) -> Result<OfficeText, OfficeFault> {
        match Self::of_bytes(bytes) {
            Self::Odt => super::odt::read_with(bytes, keeps),
            _ => super::docx::read_with(bytes, keeps),
        }
    }
}
