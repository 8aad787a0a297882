//! Images: checked when the book is read, read again when they are written, so that a book of many needs no more room than the
//! largest of them.

use crate::source::{Files, Span};
use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An image file, however often it is shown.
#[derive(Clone, Debug)]
pub struct Image {
    /// The image's path inside the book's folder.
    pub path: String,
    /// Format of the image.
    pub format: ImageFormat,
    /// Width in pixels (for SVG in CSS pixels, 1/96 inch) of the picture upright.
    pub width: u32,
    /// Height in pixels (for SVG in CSS pixels, 1/96 inch) of the picture upright.
    pub height: u32,
    /// Orientation of the pixels, as Exif counts it: 1 for upright, 2 to 4 mirrored or upside down, 5 to 8 on one side.
    pub orientation: u8,
    /// What must be made of its pixels before any reading system can show them, for it doesn't know the file, shows it in false colours
    /// or stumbles over damage; none if the file can stay as it is.
    pub recast: Option<ImageFormat>,
    /// Whether the file is damaged, so that a PDF can't hold it either.
    pub damaged: bool,
    /// Whether the image is an animation.
    pub moves: bool,
    /// Whether what is behind it can be seen through it.
    pub see_through: bool,
    /// Bytes of the file.
    pub weight: u64,
    /// The file.
    pub file: ImageData,
    /// Where the image is first shown.
    pub span: Span,
}

/// An image's bytes, or where they are.
#[derive(Clone, Debug)]
pub enum ImageData {
    /// The bytes, of a small file.
    Held(Arc<[u8]>),
    /// A file on the disk that was read and found good.
    OnDisk {
        /// Path of the file.
        path: PathBuf,
        /// The files that the file belongs to.
        files: Arc<dyn Files>,
        /// Hash of the content, which tells whether the file is still the same.
        print: u64,
    },
}

/// Larger files are left on the disk.
const HELD: usize = 64 << 10;

impl ImageData {
    /// A file whose bytes were just read from `path`.
    #[must_use]
    pub fn new(files: &Arc<dyn Files>, path: &Path, bytes: Vec<u8>) -> Self {
        if bytes.len() <= HELD {
            return ImageData::Held(bytes.into());
        }
        ImageData::OnDisk { path: path.to_owned(), files: Arc::clone(files), print: print(&bytes) }
    }

    /// A hash of the content.
    #[must_use]
    pub(crate) fn print(&self) -> u64 {
        match self {
            ImageData::Held(bytes) => print(bytes),
            ImageData::OnDisk { print, .. } => *print,
        }
    }

    /// The bytes.
    ///
    /// # Errors
    /// If the file can't be read any more, or has changed since it was found good.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>, LostImage> {
        match self {
            ImageData::Held(bytes) => Ok(Cow::Borrowed(bytes)),
            ImageData::OnDisk { path, files, print: known } => {
                let bytes = files.read(path, u64::MAX).map_err(|fault| LostImage::Unreadable { path: path.clone(), fault })?;
                let same = print(&bytes) == *known;
                same.then_some(Cow::Owned(bytes)).ok_or_else(|| LostImage::Changed { path: path.clone() })
            }
        }
    }
}

/// Why the bytes of an image are not to be had any more, though they were when it was found.
#[derive(Debug)]
pub enum LostImage {
    /// The file can't be read any more.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the machine says.
        fault: io::Error,
    },
    /// The file was changed while the book was being made.
    Changed {
        /// The file.
        path: PathBuf,
    },
}

impl Display for LostImage {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, fault } => write!(out, "{} can't be read any more: {fault}", path.display()),
            Self::Changed { path } => write!(out, "{} was changed while the book was being made", path.display()),
        }
    }
}

impl Error for LostImage {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unreadable { fault, .. } => Some(fault),
            Self::Changed { .. } => None,
        }
    }
}

fn print(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// The kinds of image a book may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImageFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// SVG, written anew: it holds no script and no reference outside itself.
    Svg,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
}

impl Image {
    /// The format that an EPUB gets.
    #[must_use]
    pub fn published(&self) -> ImageFormat {
        self.recast.unwrap_or(self.format)
    }
}

impl ImageFormat {
    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            ImageFormat::Png => "image/png",
            ImageFormat::Jpeg => "image/jpeg",
            ImageFormat::Svg => "image/svg+xml",
            ImageFormat::Gif => "image/gif",
            ImageFormat::WebP => "image/webp",
        }
    }

    /// The file ending.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            ImageFormat::Png => "png",
            ImageFormat::Jpeg => "jpg",
            ImageFormat::Svg => "svg",
            ImageFormat::Gif => "gif",
            ImageFormat::WebP => "webp",
        }
    }
}
