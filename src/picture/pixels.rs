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

/// How much ink a picture in the four inks of print has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InkCoverage {
    /// The most that a place has, in hundredths of a full ink: 400 is all four.
    pub(crate) most: u32,
    /// The share of the picture, in thousandths, that has more than was asked about.
    pub(crate) over: u32,
}

/// The ink of a JPEG in the four inks of print, and how much of it has more than `limit`, in hundredths of a full ink; none if it is no such
/// file, or can't be read.
pub(crate) fn ink_coverage(file: &[u8], limit: u32) -> Option<InkCoverage> {
    let head = super::jpeg::head(file).filter(|head| head.components == 4)?;
    let stored = guarded(|| stored_inks(file)).flatten()?;
    let (mut most, mut over, mut all) = (0, 0_u64, 0_u64);
    for [c, m, y, k] in stored.as_chunks::<4>().0 {
        // Adobe's programs store the lack of ink.
        let inks = [c, m, y, k].map(|ink| u32::from(if head.adobe { 255 - *ink } else { *ink }));
        let sum = inks.iter().sum::<u32>() * 100 / 255;
        most = sum.max(most);
        over += u64::from(sum > limit);
        all += 1;
    }
    let over = u32::try_from(over * 1000 / all.max(1)).unwrap_or(u32::MAX);
    (all > 0).then_some(InkCoverage { most, over })
}

/// The four inks of each pixel as the file has them, cyan, magenta and yellow out of the brightness and colour that some are stored as (the
/// transform 2 of Adobe's marker).
fn stored_inks(file: &[u8]) -> Option<Vec<u8>> {
    let decoder = |space: ColorSpace| {
        let options = DecoderOptions::default().set_max_width(65_535).set_max_height(65_535).jpeg_set_out_colorspace(space);
        let mut decoder = zune_jpeg::JpegDecoder::new_with_options(Cursor::new(file), options);
        decoder.decode_headers().ok()?;
        Some(decoder)
    };
    let space = decoder(ColorSpace::CMYK)?.input_colorspace()?;
    let mut pixels = decoder(space)?.decode().ok()?;
    if space == ColorSpace::YCCK {
        for pixel in pixels.as_chunks_mut::<4>().0 {
            let [light, blue, red] = [0, 1, 2].map(|at| i32::from(pixel[at]));
            let (blue, red) = (blue - 128, red - 128);
            // ITU-T T.871, in thousandths; the marker says that it is turned over.
            let colours = [light + red * 1402 / 1000, light - (blue * 344 + red * 714) / 1000, light + blue * 1772 / 1000];
            for (ink, colour) in pixel.iter_mut().zip(colours) {
                *ink = 255 - u8::try_from(colour.clamp(0, 255)).unwrap_or(0);
            }
        }
    }
    Some(pixels)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_counted_however_a_file_stores_it() {
        let print = include_bytes!("../../tests/cases/cover-in-cmyk/print.jpg");
        let inks = include_bytes!("../../tests/cases/image-in-cmyk/inks.jpg");
        // What another program reads of them: 97.3 and 201.2 hundredths at most.
        for (file, most) in [(&print[..], 97), (&inks[..], 201)] {
            let found = ink_coverage(file, 240).unwrap();
            assert!(found.most.abs_diff(most) <= 2 && found.over == 0, "{found:?}");
        }
        assert!(ink_coverage(inks, 150).unwrap().over > 0);
        let much = include_bytes!("../../tests/cases/cover-with-much-ink/dark.jpg");
        assert!(matches!(ink_coverage(much, 240), Some(InkCoverage { most: 350..=360, over: 450..=550 })), "{:?}", ink_coverage(much, 240));
        assert_eq!(ink_coverage(b"no picture", 240), None);
    }
}
