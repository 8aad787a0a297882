//! SVG in, pixels out. Text is set in the faces given and no other: the system's fonts are never looked at, so that the
//! same picture comes out on every machine.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::io::Cursor;
use std::sync::Arc;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// A picture as pixels, row by row from the top, four bytes each: red, green, blue, opacity (not multiplied).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The bytes.
    pub rgba: Vec<u8>,
}

/// Draws an SVG file `width` × `height` pixels large, stretched if its shape is another. None if it can't be read or the
/// size is nothing. `faces` are font files; the first one is the default.
#[must_use]
pub fn svg(file: &[u8], width: u32, height: u32, faces: &[&[u8]]) -> Option<Pixels> {
    let tree = tree(file, faces)?;
    let mut pixels = Pixmap::new(width, height)?;
    #[expect(clippy::cast_precision_loss, reason = "picture sizes are far below 2^24")]
    let scale = Transform::from_scale(width as f32 / tree.size().width(), height as f32 / tree.size().height());
    resvg::render(&tree, scale, &mut pixels.as_mut());
    Some(Pixels { width, height, rgba: pixels.take_demultiplied() })
}

/// An SVG file read, its text to be set in `faces` and no other.
pub(super) fn tree(file: &[u8], faces: &[&[u8]]) -> Option<Tree> {
    let mut fonts = fontdb::Database::new();
    for face in faces {
        fonts.load_font_data(face.to_vec());
    }
    let family = fonts.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    if let Some(family) = &family {
        fonts.set_serif_family(family);
        fonts.set_sans_serif_family(family);
        fonts.set_monospace_family(family);
    }
    let options = Options { fontdb: Arc::new(fonts), font_family: family.unwrap_or_default(), resources_dir: None, ..Options::default() };
    Tree::from_data(file, &options).ok()
}

/// A JPEG's width, height and pixels, three bytes each; nothing inside if it has no colours. None if it can't be read.
#[must_use]
pub fn jpeg(file: &[u8]) -> Option<Option<([u32; 2], Vec<u8>)>> {
    let options = DecoderOptions::default().set_max_width(65_535).set_max_height(65_535).jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(Cursor::new(file), options);
    decoder.decode_headers().ok()?;
    let info = decoder.info()?;
    if info.components == 1 {
        return Some(None);
    }
    let pixels = decoder.decode().ok()?;
    Some(Some(([u32::from(info.width), u32::from(info.height)], pixels)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_gaps_come_out() {
        let file = br##"<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"><rect width="1" height="1" fill="#f00"/></svg>"##;
        let pixels = svg(file, 4, 2, &[]).unwrap();
        assert_eq!((pixels.width, pixels.height, pixels.rgba.len()), (4, 2, 32));
        assert_eq!(pixels.rgba[..4], [255, 0, 0, 255]);
        assert_eq!(pixels.rgba[12..16], [0, 0, 0, 0]);
        assert_eq!(svg(b"no picture", 4, 2, &[]), None);
    }
}
