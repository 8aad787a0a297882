//! What can go wrong while a PDF is made, and the one place where that becomes a finding.

use super::adapter::MAKER;
use crate::book::LostImage;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::fonts::unusable;
use crate::layout::frame::Origin;
use crate::source::Span;
use lopdf::ObjectId;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;

/// Why a PDF, or something that belongs into it, cannot be made. Pages are counted from 1.
#[derive(Debug)]
pub enum PdfError {
    /// A character of a text on a page has no glyph.
    NoGlyph {
        /// The text.
        text: String,
        /// The page that the text stands on.
        page: usize,
    },
    /// A face is damaged in a glyph that the pages need.
    Font {
        /// The face's file, or its name if it is built in.
        file: String,
    },
    /// printpdf's document lacks something.
    Missing(PdfPart),
    /// printpdf's document has another number of pages than it was given.
    PageCount {
        /// How many pages the document has.
        made: usize,
        /// How many pages the document was given.
        given: usize,
    },
    /// An object of the document is not what it must be.
    Object {
        /// The object.
        id: ObjectId,
        /// What lopdf says of it.
        fault: lopdf::Error,
    },
    /// A link of a page leads nowhere.
    LostLink {
        /// The page.
        page: usize,
    },
    /// A link of a page belongs to no element of the structure.
    LinkWithoutElement {
        /// The page.
        page: usize,
    },
    /// A page holds marked content that belongs to no element of the structure.
    ContentWithoutElement {
        /// The page.
        page: usize,
    },
    /// Marked content belongs to two elements of the structure.
    ContentOfTwoElements {
        /// The page.
        page: usize,
        /// The number of the marked content on it (MCID).
        content: u32,
    },
    /// The structure has no place for something that the pages show; the PDF is made all the same.
    Stray {
        /// What the first stray comes from.
        first: Origin,
        /// How many strays there are besides.
        others: usize,
    },
    /// The paperback's cover cannot be drawn.
    Jacket,
    /// An image cannot be read any more.
    Image {
        /// Where the text shows it first.
        span: Span,
        /// Why.
        fault: LostImage,
    },
    /// An image was read, and cannot be drawn.
    Undrawable {
        /// Where the text shows it first.
        span: Span,
        /// The image's path.
        path: String,
    },
    /// A file that is to be attached cannot be read; the PDF is made without it.
    Attachment {
        /// The file's path from the book's folder.
        path: String,
        /// What the machine says.
        fault: io::Error,
    },
    /// The file would be longer than its cross-references can say.
    TooLong,
    /// The file cannot be written.
    Unwritten(io::Error),
}

/// What printpdf's document must have, and may lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfPart {
    /// The tree of the pages.
    PageTree,
    /// A page at all.
    Page,
    /// The resources of a page, or its one content stream.
    PageContent,
    /// The dictionary of the fonts.
    Fonts,
    /// The font of this resource name.
    Font(String),
    /// The meanings of the glyphs of the font of this resource name.
    Meanings(String),
    /// The place of the images.
    Images,
}

impl PdfError {
    /// The fault of an object, for what lopdf says of it.
    pub(super) fn of(id: ObjectId) -> impl FnOnce(lopdf::Error) -> Self {
        move |fault| Self::Object { id, fault }
    }

    /// What kind of finding it is: a fault of Bindery or of a library, of the machine, or of the author's files.
    fn code(&self) -> Code {
        match self {
            Self::NoGlyph { .. }
            | Self::Missing(_)
            | Self::PageCount { .. }
            | Self::Object { .. }
            | Self::LostLink { .. }
            | Self::LinkWithoutElement { .. }
            | Self::ContentWithoutElement { .. }
            | Self::ContentOfTwoElements { .. }
            | Self::Stray { .. }
            | Self::Jacket => Code::Internal,
            Self::Image { .. } | Self::Attachment { .. } | Self::TooLong | Self::Unwritten(_) => Code::Machine,
            Self::Font { .. } => Code::BadFont,
            Self::Undrawable { .. } => Code::CorruptImage,
        }
    }
}

impl Display for PdfError {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        const UNWRITTEN: &str = "the PDF cannot be written";
        match self {
            Self::NoGlyph { text, page } => {
                write!(out, "{UNWRITTEN}: a character of \u{201C}{text}\u{201D} on page {page} has no glyph")
            }
            Self::Font { file } => write!(out, "the font {file} is damaged"),
            Self::Missing(part) => write!(out, "{UNWRITTEN}: {MAKER} made no {part}"),
            Self::PageCount { made, given } => write!(out, "{UNWRITTEN}: {MAKER} made {made} pages of {given}"),
            Self::Object { id: (number, _), fault } => write!(out, "{UNWRITTEN}: object {number} is not as expected: {fault}"),
            Self::LostLink { page } => write!(out, "{UNWRITTEN}: a link on page {page} leads nowhere"),
            Self::LinkWithoutElement { page } => write!(out, "{UNWRITTEN}: a link on page {page} belongs to no element"),
            Self::ContentWithoutElement { page } => {
                write!(out, "{UNWRITTEN}: page {page} holds a marked content that belongs to no element")
            }
            Self::ContentOfTwoElements { page, content } => {
                write!(out, "{UNWRITTEN}: marked content {content} of page {page} belongs to two elements")
            }
            Self::Stray { first, others } => {
                write!(out, "the structure of the PDF has no place for {first:?} and {others} others")
            }
            Self::Jacket => out.write_str("the cover for print cannot be drawn"),
            Self::Image { fault, .. } => fault.fmt(out),
            Self::Undrawable { path, .. } => write!(out, "cannot draw {path}"),
            Self::Attachment { path, fault } => write!(out, "{path} cannot be attached to the PDF: {fault}"),
            Self::TooLong => out.write_str("the PDF would be larger than 4 GiB"),
            Self::Unwritten(fault) => write!(out, "the PDF can't be written: {fault}"),
        }
    }
}

impl Display for PdfPart {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::PageTree => out.write_str("page tree"),
            Self::Page => out.write_str("page"),
            Self::PageContent => out.write_str("page with resources and one content stream"),
            Self::Fonts => out.write_str("font dictionary"),
            Self::Font(name) => write!(out, "font {name}"),
            Self::Meanings(name) => write!(out, "ToUnicode map of the font {name}"),
            Self::Images => out.write_str("place for an image"),
        }
    }
}

impl Error for PdfError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Object { fault, .. } => Some(fault),
            Self::Image { fault, .. } => Some(fault),
            Self::Attachment { fault, .. } | Self::Unwritten(fault) => Some(fault),
            _ => None,
        }
    }
}

impl From<PdfError> for Diagnostic {
    fn from(error: PdfError) -> Self {
        let finding = Diagnostic::new(error.code(), error.to_string());
        match error {
            PdfError::Font { file } => unusable(&file),
            PdfError::Stray { .. } => Diagnostic { severity: Severity::Warning, ..finding },
            PdfError::Image { span, .. } => Diagnostic { span: Some(span), ..finding },
            // Its place on the page is taken by now, and would be empty.
            PdfError::Undrawable { span, .. } => Diagnostic { severity: Severity::Error, span: Some(span), ..finding },
            PdfError::TooLong => finding.help("make the pictures smaller, or divide the book"),
            _ => finding,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_fault_of_ours_of_the_machine_and_of_a_picture_are_told_apart() {
        let span = Span::new(Sources::default().add("a", ""), 0, 0);
        let gone = || io::Error::from(io::ErrorKind::NotFound);
        let image = LostImage::Changed { path: "p.png".into() };
        for (error, code, severity) in [
            (PdfError::Missing(PdfPart::PageTree), Code::Internal, Severity::Error),
            (PdfError::Object { id: (7, 0), fault: lopdf::Error::PageNumberNotFound(1) }, Code::Internal, Severity::Error),
            (PdfError::Stray { first: Origin::Artifact, others: 0 }, Code::Internal, Severity::Warning),
            (PdfError::Image { span, fault: image }, Code::Machine, Severity::Error),
            (PdfError::Unwritten(gone()), Code::Machine, Severity::Error),
            (PdfError::Undrawable { span, path: "p.png".to_owned() }, Code::CorruptImage, Severity::Error),
            (PdfError::Font { file: "a.otf".to_owned() }, Code::BadFont, Severity::Error),
        ] {
            let said = error.to_string();
            let finding = Diagnostic::from(error);
            assert_eq!((finding.code, finding.severity), (code, severity), "{said}");
            assert!(!said.is_empty() && !said.ends_with('.'), "{said}");
        }
    }
}
