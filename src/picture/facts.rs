//! What is known of an image file, and why one cannot be used.

/// The formats known. A picture knows nothing of books: the reader turns this into the model's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// SVG.
    Svg,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
}

/// What an image file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureFacts {
    /// Format of the picture, by its content and not by its name.
    pub kind: PictureKind,
    /// Width in pixels (SVG: CSS pixels) of the picture upright.
    pub width: u32,
    /// Height in pixels (SVG: CSS pixels) of the picture upright.
    pub height: u32,
    /// Whether the picture is in the four colours of print (CMYK); only a JPEG can be.
    pub four_colours: bool,
    /// How the pixels of a JPEG stand, as Exif counts it: 1 for upright, 2 to 4 mirrored or upside down, 5 to 8 on one side.
    pub orientation: u8,
    /// Whether the picture is a WebP that was compressed as photographs are, and hides nothing behind it: better made a JPEG than a PNG.
    pub photograph: bool,
    /// Whether the picture is an animation: a GIF or WebP of several pictures.
    pub moves: bool,
    /// What is wrong with it, if its pixels can be read all the same: they may be shown, but not the file.
    pub damage: Option<&'static str>,
}

/// Why an image file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// Damaged, or nothing that anybody knows.
    Corrupt(String),
    /// A kind of file that no book can hold, named with its article.
    Foreign(&'static str),
    /// Width and height make more than 100 megapixels.
    Huge(u32, u32),
    /// An SVG that would do more than be a picture.
    Unsafe(String),
    /// An SVG that can not be drawn, or would take too long or too much room.
    Undrawable(String),
}

impl PictureFacts {
    /// A picture that is upright, still and whole, of which nothing else is to be said.
    pub(super) fn plain(kind: PictureKind, width: u32, height: u32) -> Self {
        Self { kind, width, height, four_colours: false, orientation: 1, photograph: false, moves: false, damage: None }
    }
}

/// More pixels than readers and printers take: 100 megapixels.
pub(super) const MOST_PIXELS: u64 = 100_000_000;

pub(super) fn sized(kind: PictureKind, width: u32, height: u32) -> Result<PictureFacts, PictureFault> {
    if width == 0 || height == 0 {
        Err(PictureFault::Corrupt("it has no area".to_owned()))
    } else if u64::from(width) * u64::from(height) > MOST_PIXELS {
        Err(PictureFault::Huge(width, height))
    } else {
        Ok(PictureFacts::plain(kind, width, height))
    }
}
