//! Images: each file once, under a plain ASCII name.

use super::writer::DocumentWriter;
use crate::book::{BlockKind, Book, Image, ImageFormat, LostImage, Picture, RunKind};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::picture::inspect::PictureKind;
use crate::picture::recast::recast;
use crate::source::Span;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Why an image can't go into an output.
#[derive(Debug)]
pub(crate) enum LostPicture {
    /// An image cannot be read any more.
    Unread {
        /// Where the text shows it first.
        span: Span,
        /// Why.
        fault: LostImage,
    },
    /// An image was read, and cannot be saved as it is shown on screens.
    Unsaved {
        /// Where the text shows it first.
        span: Span,
        /// The image's path.
        path: String,
    },
}

impl Display for LostPicture {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread { fault, .. } => fault.fmt(out),
            Self::Unsaved { path, .. } => write!(out, "the image {path} can't be saved anew"),
        }
    }
}

impl Error for LostPicture {}

impl From<LostPicture> for Diagnostic {
    fn from(lost: LostPicture) -> Self {
        let message = lost.to_string();
        match lost {
            LostPicture::Unread { span, .. } => Diagnostic { span: Some(span), ..Diagnostic::new(Code::Machine, message) },
            // The documents that show it are written by now.
            LostPicture::Unsaved { span, .. } => {
                let finding = Diagnostic::new(Code::CorruptImage, message).help("save it again as PNG, JPEG or SVG");
                Diagnostic { severity: Severity::Error, span: Some(span), ..finding }
            }
        }
    }
}

/// The path of each image inside the package, by index.
pub(crate) fn paths(book: &Book) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let free = |image: &Image, taken: &mut BTreeSet<String>| {
        let name = image.path.rsplit(['/', '\\']).next().unwrap_or("");
        let stem = crate::source::xml::class(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let stem = if stem.is_empty() { "image" } else { &stem };
        let ending = image.published().ending();
        let mut path = format!("images/{stem}.{ending}");
        let mut number = 2;
        while path.starts_with("images/cover.") || !taken.insert(path.clone()) {
            path = format!("images/{stem}-{number}.{ending}");
            number += 1;
        }
        path
    };
    book.images.iter().map(|image| free(image, &mut taken)).collect()
}

/// The bytes of an image as screens show it.
pub(crate) fn bytes(image: &Image) -> Result<Cow<'_, [u8]>, LostPicture> {
    let bytes = image.file.bytes().map_err(|fault| LostPicture::Unread { span: image.span, fault })?;
    let wanted = match image.recast {
        None => return Ok(bytes),
        Some(ImageFormat::Jpeg) => PictureKind::Jpeg,
        Some(_) => PictureKind::Png,
    };
    let made = recast(&bytes, wanted);
    made.map(Cow::Owned).ok_or_else(|| LostPicture::Unsaved { span: image.span, path: image.path.clone() })
}

/// The indices of the images in what this edition shows.
pub(crate) fn shown(writer: &DocumentWriter) -> BTreeSet<usize> {
    let mut shown = BTreeSet::new();
    for block in writer.blocks() {
        if let (BlockKind::SceneBreak, Some(image)) = (&block.kind, writer.book().ornament) {
            shown.insert(image.index());
        }
        if let BlockKind::Figure { picture: Picture::Shown(image, ..), .. } = &block.kind {
            shown.insert(image.index());
        }
        shown.extend(block.prose().into_iter().flat_map(|prose| &prose.runs).filter_map(|run| match run.kind {
            RunKind::Image(image, ..) => Some(image.index()),
            _ => None,
        }));
    }
    shown
}
