//! What can go wrong while an EPUB is made, and the one place where that becomes a finding.

use super::adapter::RefusedPackage;
use crate::diagnostics::{Code, Diagnostic};
use crate::html::pictures::LostPicture;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;
use zip::result::ZipError;

/// Why an EPUB cannot be made.
#[derive(Debug)]
pub(super) enum EpubError {
    /// epub-builder refuses what it is given.
    Refused(RefusedPackage),
    /// epub-builder's file is no archive that can be read.
    Archive(ZipError),
    /// epub-builder's archive lacks a file.
    NoFile {
        /// The file's name.
        name: &'static str,
        /// What the archive says.
        fault: ZipError,
    },
    /// A file of epub-builder's archive cannot be read.
    BadFile {
        /// The file's name.
        name: &'static str,
        /// What is wrong with it.
        fault: io::Error,
    },
    /// epub-builder's package document is not well-formed XML.
    Xml(quick_xml::Error),
    /// epub-builder's package document lacks something.
    Incomplete(PackagePart),
    /// Two files are to have the same name.
    SameName,
    /// A file is named in epub-builder's manifest alone, or is not named there.
    Unlisted {
        /// The file's name.
        name: String,
    },
    /// epub-builder's spine names what its manifest does not.
    UnknownItem {
        /// Id of the item that the spine names.
        id: String,
    },
    /// The document behind which the contents are read stands in the spine another number of times than once.
    ContentsPlace {
        /// The document.
        file: String,
        /// How often the document stands in the spine.
        times: usize,
    },
    /// No cover can be drawn.
    NoCover,
    /// An image can't be had.
    Picture(LostPicture),
    /// The file cannot be written.
    Unwritten(io::Error),
}

/// What epub-builder's package document must have, and may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PackagePart {
    /// The navigation document in the manifest.
    Contents,
    /// The NCX that the spine names.
    Ncx,
    /// The items of the manifest, each with id, address and media type, or those of the spine.
    Items,
}

impl EpubError {
    /// What kind of finding it is: a fault of Bindery or of a library, of the machine, or of the author's files.
    fn code(&self) -> Code {
        match self {
            Self::Refused(_)
            | Self::Archive(_)
            | Self::NoFile { .. }
            | Self::BadFile { .. }
            | Self::Xml(_)
            | Self::Incomplete(_)
            | Self::SameName
            | Self::Unlisted { .. }
            | Self::UnknownItem { .. }
            | Self::ContentsPlace { .. }
            | Self::NoCover => Code::Internal,
            Self::Picture(LostPicture::Unread { .. }) | Self::Unwritten(_) => Code::Machine,
            Self::Picture(LostPicture::Unsaved { .. }) => Code::CorruptImage,
        }
    }
}

impl Display for EpubError {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        const UNMADE: &str = "the EPUB could not be made";
        match self {
            Self::Refused(fault) => write!(out, "{UNMADE}: {fault}"),
            Self::Archive(fault) => write!(out, "{UNMADE}: epub-builder's archive: {fault}"),
            Self::NoFile { name, fault } => write!(out, "{UNMADE}: epub-builder wrote no {name}: {fault}"),
            Self::BadFile { name, fault } => write!(out, "{UNMADE}: epub-builder's {name}: {fault}"),
            Self::Xml(fault) => write!(out, "{UNMADE}: epub-builder's package: {fault}"),
            Self::Incomplete(part) => write!(out, "{UNMADE}: epub-builder's package has no {part}"),
            Self::SameName => write!(out, "{UNMADE}: two files have one name"),
            Self::Unlisted { name } => write!(out, "{UNMADE}: epub-builder's manifest and the files do not agree on {name}"),
            Self::UnknownItem { id } => write!(out, "{UNMADE}: epub-builder's spine names {id}, its manifest does not"),
            Self::ContentsPlace { file, times } => write!(out, "{UNMADE}: epub-builder's spine holds {file} {times} times"),
            Self::NoCover => out.write_str("no cover could be drawn from the built-in fonts"),
            Self::Picture(lost) => lost.fmt(out),
            Self::Unwritten(fault) => write!(out, "the EPUB can't be written: {fault}"),
        }
    }
}

impl Display for PackagePart {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Contents => "contents",
            Self::Ncx => "NCX",
            Self::Items => "manifest and spine as expected",
        })
    }
}

impl Error for EpubError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Refused(fault) => Some(fault),
            Self::Archive(fault) | Self::NoFile { fault, .. } => Some(fault),
            Self::Xml(fault) => Some(fault),
            Self::Picture(lost) => Some(lost),
            Self::BadFile { fault, .. } | Self::Unwritten(fault) => Some(fault),
            _ => None,
        }
    }
}

impl From<EpubError> for Diagnostic {
    fn from(error: EpubError) -> Self {
        match error {
            EpubError::Picture(lost) => lost.into(),
            error => Self::new(error.code(), error.to_string()),
        }
    }
}

impl From<LostPicture> for EpubError {
    fn from(lost: LostPicture) -> Self {
        Self::Picture(lost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::LostImage;
    use crate::diagnostics::Severity;
    use crate::source::{Sources, Span};

    #[test]
    fn a_fault_of_ours_of_the_machine_and_of_a_picture_are_told_apart() {
        let span = Span::new(Sources::default().add("a", ""), 0, 0);
        let gone = || io::Error::from(io::ErrorKind::NotFound);
        for (error, code) in [
            (EpubError::Archive(ZipError::FileNotFound), Code::Internal),
            (EpubError::Incomplete(PackagePart::Ncx), Code::Internal),
            (EpubError::BadFile { name: "toc.ncx", fault: gone() }, Code::Internal),
            (EpubError::Unwritten(gone()), Code::Machine),
            (EpubError::Picture(LostPicture::Unread { span, fault: LostImage::Changed { path: "p.png".into() } }), Code::Machine),
            (EpubError::Picture(LostPicture::Unsaved { span, path: "p.png".to_owned() }), Code::CorruptImage),
        ] {
            let said = error.to_string();
            let finding = Diagnostic::from(error);
            assert_eq!((finding.code, finding.severity), (code, Severity::Error), "{said}");
        }
    }
}
