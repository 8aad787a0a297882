//! Pictures as pixels.

use crate::fonts::guard::guarded;
use std::io::Cursor;
use std::ops::Range;
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

impl Pixels {
    /// A copy of some rows. None if there are no such rows.
    #[must_use]
    pub fn rows(&self, rows: Range<u32>) -> Option<Self> {
        let row = self.width as usize * 4;
        let rgba = self.rgba.get(rows.start as usize * row..rows.end as usize * row)?.to_vec();
        Some(Self { width: self.width, height: rows.end.checked_sub(rows.start)?, rgba })
    }
}

/// A JPEG's width, height and pixels: three bytes each, or one if it has no colours. None if it can't be read.
#[must_use]
pub(crate) fn jpeg(file: &[u8]) -> Option<([u32; 2], Vec<u8>)> {
    guarded(|| decoded(file)).flatten()
}

fn decoded(file: &[u8]) -> Option<([u32; 2], Vec<u8>)> {
    let head = super::jpeg::head(file)?;
    // The decoder takes inks to be stored upside down, as Adobe's programs do; others must be turned round here.
    let plain_inks = head.components == 4 && !head.adobe;
    let wanted = match head.components {
        1 => ColorSpace::Luma,
        4 if plain_inks => ColorSpace::CMYK,
        _ => ColorSpace::RGB,
    };
    let options = DecoderOptions::default().set_max_width(65_535).set_max_height(65_535).jpeg_set_out_colorspace(wanted);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(Cursor::new(file), options);
    decoder.decode_headers().ok()?;
    let info = decoder.info()?;
    let mut pixels = decoder.decode().ok()?;
    if plain_inks {
        let bare = |ink: u8, black: u8| u8::try_from(u32::from(255 - ink) * u32::from(255 - black) / 255).unwrap_or(u8::MAX);
        pixels = pixels.chunks_exact(4).flat_map(|inks| [0, 1, 2].map(|at| bare(inks[at], inks[3]))).collect();
    }
    Some(([u32::from(info.width), u32::from(info.height)], pixels))
}
