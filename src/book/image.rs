//! Images: bytes, checked when the book is read.

use crate::source::Span;

/// One image file, read once however often it is shown.
#[derive(Clone, Debug)]
pub struct Image {
    /// Its path inside the book's folder.
    pub path: String,
    /// What it is.
    pub format: Format,
    /// Width in pixels (for SVG in CSS pixels, 1/96 inch).
    pub width: u32,
    /// Height in pixels (for SVG in CSS pixels, 1/96 inch).
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
    /// Where it is first shown.
    pub span: Span,
}

/// The kinds of image a book may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// SVG, checked to hold no script and no reference outside itself.
    Svg,
}

impl Format {
    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::Png => "image/png",
            Format::Jpeg => "image/jpeg",
            Format::Svg => "image/svg+xml",
        }
    }

    /// The file ending.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Format::Png => "png",
            Format::Jpeg => "jpg",
            Format::Svg => "svg",
        }
    }
}
