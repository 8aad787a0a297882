//! Pictures of the book as the pages of a viewer hold them.

use crate::book::{Image, ImageFormat};
use crate::fonts::Fonts;
use crate::picture::draw;
use crate::picture::inspect::PictureKind;
use crate::picture::recast::{png, recast};
use crate::source::held;

/// Pixels of a drawing with words, for each of its own: fine enough for a page that is looked at closely.
const FINE: u32 = 3;

/// The longest side of such a drawing in pixels.
const MOST: u32 = 3000;

/// The address that holds a picture; none if its file is not to be had any more, or can't be drawn. What a PDF can't hold as it is
/// comes as the PDF has it; drawings come as drawings, but with words in them as pixels, since only the book has their fonts.
pub(super) fn address(image: &Image, fonts: &Fonts) -> Option<String> {
    let bytes = image.file.bytes().ok()?;
    let jpeg = |bytes: &[u8]| recast(bytes, PictureKind::Jpeg).map(|made| held::address(ImageFormat::Jpeg.media_type(), &made));
    match image.format {
        ImageFormat::Svg if bytes.windows(5).any(|part| part == b"<text") => {
            let larger = (MOST / image.width.max(image.height).max(1)).clamp(1, FINE);
            let [width, height] = [image.width, image.height].map(|side| (side * larger).clamp(1, MOST));
            let pixels = draw::svg_within(&bytes, width, height, &fonts.of_drawing(&bytes))?;
            Some(held::address(ImageFormat::Png.media_type(), &png(&pixels)?))
        }
        ImageFormat::Gif | ImageFormat::WebP if image.recast != Some(ImageFormat::Jpeg) => {
            Some(held::address(ImageFormat::Png.media_type(), &recast(&bytes, PictureKind::Png)?))
        }
        ImageFormat::Gif | ImageFormat::WebP => jpeg(&bytes),
        ImageFormat::Jpeg if image.damaged || image.recast.is_some() => jpeg(&bytes),
        format => Some(held::address(format.media_type(), &bytes)),
    }
}
