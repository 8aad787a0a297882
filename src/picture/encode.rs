//! Pixels as a JPEG, drawn and encoded some rows at a time: on all cores, and never all of a cover in memory.
//!
//! Each row of blocks is encoded by itself, as a picture eight pixels high; what lies between its head and its end is a stretch of
//! the whole picture between two restart markers (ITU-T T.81, B.2.1), which begins without regard to what was before. A cover has
//! many rows of blocks that are the same: they are encoded once.

use super::draw::Pixels;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::ops::Range;

/// Rows in a row of blocks.
const BAND: u32 = 8;
/// Rows drawn at a time: enough that drawing is not begun too often, and little enough to stay near the processor.
const STRIP: u32 = 16 * BAND;
/// Of 100. Letters stay clean, and a cover under half a megabyte.
const QUALITY: u8 = 90;

/// A picture as a JPEG file, on white where it is clear; `rows` draws a range of its rows. None if they can't be drawn or are more
/// than a JPEG may be high or wide.
#[must_use]
pub fn jpeg(width: u32, height: u32, rows: impl Fn(Range<u32>) -> Option<Pixels> + Sync) -> Option<Vec<u8>> {
    let (columns, lines) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
    let strips: Vec<u32> = (0..height).step_by(STRIP as usize).collect();
    let bands: Vec<Option<Vec<Band>>> = strips.par_iter().map(|&from| bands(columns, &rows(from..height.min(from + STRIP))?)).collect();
    let bands: Vec<Band> = bands.into_iter().collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    let mut file = head(&bands.first()?.file, lines, columns.div_ceil(BAND as u16))?;
    for (index, band) in bands.iter().enumerate() {
        if index > 0 {
            file.extend([0xFF, 0xD0 | (index - 1) as u8 % 8]);
        }
        file.extend_from_slice(band.data()?);
    }
    file.extend([0xFF, 0xD9]);
    Some(file)
}

/// A row of blocks as a JPEG of its own.
#[derive(Clone)]
struct Band {
    file: Vec<u8>,
}

impl Band {
    /// What is between the head and the marker of the end.
    fn data(&self) -> Option<&[u8]> {
        let (_, scan) = segments(&self.file)?;
        let length = usize::from(u16::from_be_bytes([*self.file.get(scan + 2)?, *self.file.get(scan + 3)?]));
        self.file.get(scan + 2 + length..self.file.len() - 2)
    }
}

/// The rows of blocks of some pixels.
fn bands(width: u16, pixels: &Pixels) -> Option<Vec<Band>> {
    let size = usize::from(width) * 4 * BAND as usize;
    let mut made: Vec<Band> = Vec::with_capacity((pixels.height.div_ceil(BAND)) as usize);
    let mut before: &[u8] = &[];
    for rgba in pixels.rgba.chunks(size) {
        let same = made.last().filter(|_| rgba == before).cloned();
        let band = same.or_else(|| {
            let mut file = Vec::new();
            let mut encoder = jpeg_encoder::Encoder::new(&mut file, QUALITY);
            // Letters on a ground of another colour fringe when colour is halved.
            encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_4_4);
            let height = u16::try_from(rgba.len() / (usize::from(width) * 4)).ok()?;
            encoder.encode_image(OnWhite { width, height, rgba }).ok()?;
            Some(Band { file })
        });
        made.push(band?);
        before = rgba;
    }
    Some(made)
}

/// The head of the whole file: that of a row of blocks, with the height of all and how many blocks are between two restart markers.
fn head(band: &[u8], height: u16, blocks: u16) -> Option<Vec<u8>> {
    let (frame, scan) = segments(band)?;
    let mut head = band[..scan].to_vec();
    head.get_mut(frame + 5..frame + 7)?.copy_from_slice(&height.to_be_bytes());
    head.extend([0xFF, 0xDD, 0, 4]);
    head.extend(blocks.to_be_bytes());
    let length = usize::from(u16::from_be_bytes([*band.get(scan + 2)?, *band.get(scan + 3)?]));
    head.extend(band.get(scan..scan + 2 + length)?);
    Some(head)
}

/// Where the frame header and the scan header begin.
fn segments(file: &[u8]) -> Option<(usize, usize)> {
    let (mut at, mut frame) = (2, None);
    loop {
        match file.get(at + 1)? {
            0xC0 => frame = Some(at),
            0xDA => return Some((frame?, at)),
            _ => {}
        }
        at += 2 + usize::from(u16::from_be_bytes([*file.get(at + 2)?, *file.get(at + 3)?]));
    }
}

/// Pixels for the encoder. A design has few colours: what is the same as the pixel before is not turned into JPEG's colours again.
struct OnWhite<'p> {
    width: u16,
    height: u16,
    rgba: &'p [u8],
}

impl jpeg_encoder::ImageBuffer for OnWhite<'_> {
    fn get_jpeg_color_type(&self) -> jpeg_encoder::JpegColorType {
        jpeg_encoder::JpegColorType::Ycbcr
    }

    fn width(&self) -> u16 {
        self.width
    }

    fn height(&self) -> u16 {
        self.height
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let row = usize::from(self.width) * 4;
        let (pixels, _) = self.rgba[usize::from(y) * row..][..row].as_chunks();
        for run in pixels.chunk_by(|one, other| one == other) {
            let [red, green, blue, opacity] = run[0];
            let over = |colour: u8| {
                let (colour, opacity) = (u16::from(colour), u16::from(opacity));
                u8::try_from((colour * opacity + 255 * (255 - opacity)) / 255).unwrap_or(255)
            };
            let (luma, blueness, redness) = jpeg_encoder::rgb_to_ycbcr(over(red), over(green), over(blue));
            for (buffer, value) in buffers.iter_mut().zip([luma, blueness, redness]) {
                buffer.resize(buffer.len() + run.len(), value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::draw;

    /// A picture that no two rows of blocks are alike in, but for some in the middle.
    fn pixels(width: u32, height: u32) -> Pixels {
        let row = |y: u32| if (40..80).contains(&y) { 40 } else { y };
        let pixel = move |x: u32, y: u32| [(x * 7 + row(y) * 3) as u8, (x ^ row(y)) as u8, (row(y) * 5) as u8, 200 + (x % 56) as u8];
        Pixels { width, height, rgba: (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y))).collect() }
    }

    #[test]
    fn a_picture_in_bands_is_the_picture_in_one() {
        for (width, height) in [(61, 300), (8, 8), (1, 1), (200, 137)] {
            let whole = pixels(width, height);
            let mut plain = Vec::new();
            let mut encoder = jpeg_encoder::Encoder::new(&mut plain, QUALITY);
            encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_4_4);
            encoder.encode_image(OnWhite { width: width as u16, height: height as u16, rgba: &whole.rgba }).unwrap();
            let made = jpeg(width, height, |rows| whole.rows(rows)).unwrap();
            assert!(draw::jpeg(&made) == draw::jpeg(&plain), "{width} × {height}");
        }
    }

    #[test]
    fn what_can_not_be_drawn_is_none() {
        assert_eq!(jpeg(70_000, 8, |_| Some(pixels(8, 8))), None);
        assert_eq!(jpeg(8, 8, |_| None), None);
        assert_eq!(jpeg(0, 0, |_| Some(pixels(8, 8))), None);
    }
}
