//! The formats of documents, known by the endings of file names.

use super::package::{OfficeFault, OfficePackage};
use super::text::OfficeText;
use crate::read::MarkedChanges;
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

    /// Whether a book can be built of it as it is: a text that somebody writes, not something that was published.
    #[must_use]
    pub(crate) const fn is_written(self) -> bool {
        matches!(self, Self::Docx | Self::Odt)
    }

    /// Reads a document. `beside` gives files that lie beside it; tracked changes of looks and forms become of it as `changes` says.
    ///
    /// # Errors
    /// If it is damaged, locked, too large or of another format.
    pub(crate) fn read(
        self,
        bytes: &[u8],
        beside: &dyn Fn(&str) -> Option<Vec<u8>>,
        changes: MarkedChanges,
    ) -> Result<OfficeText, OfficeFault> {
        match self {
            Self::Docx => super::docx::read(bytes, changes),
            Self::Odt => super::odt::read(bytes),
            Self::Html => super::html::read(bytes, beside),
            Self::Epub => super::epub_read::read(bytes),
        }
    }

    /// Reads a document of a word processor in an archive, by its parts, tracked changes as accepted; none if the archive is something else.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(crate) fn read_archive(bytes: &[u8]) -> Result<Option<OfficeText>, OfficeFault> {
        let package = OfficePackage::open(bytes)?;
        if package.has("word/document.xml") {
            return super::docx::read_package(package, |_| false).map(Some);
        }
        if package.has("content.xml") { super::odt::read_package(package, |_| false).map(Some) } else { Ok(None) }
    }

    /// Reads a document of a word processor, by what its bytes are, and keeps bookmarks of some names though nothing leads to them.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(super) fn read_returned(bytes: &[u8], keeps: fn(&str) -> bool) -> Result<OfficeText, OfficeFault> {
        if super::odt::is_flat(bytes) {
            return super::odt::read_flat(bytes, keeps);
        }
        let package = OfficePackage::open(bytes)?;
        match package.has("content.xml") && !package.has("word/document.xml") {
            true => super::odt::read_package(package, keeps),
            // That of Word where they don't say.
            false => super::docx::read_package(package, keeps),
        }
    }
}
