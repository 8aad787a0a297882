//! Pixels as a JPEG, drawn and encoded some rows at a time, so that a cover of ours is never whole in memory.
//!
//! Each row of blocks is encoded by itself, as a picture eight pixels high; what lies between its head and its end is a stretch of
//! the whole picture between two restart markers (ITU-T T.81, B.2.1), which begins without regard to what was before. A cover has
//! many rows of blocks that are the same: they are encoded once.

use super::draw::Pixels;
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
pub fn jpeg(width: u32, height: u32, rows: impl Fn(Range<u32>) -> Option<Pixels>) -> Option<Vec<u8>> {
    let [columns, lines] = [width, height].map(|side| u16::try_from(side).ok().filter(|&side| side > 0));
    let (columns, lines) = (columns?, lines?);
    let mut file = Vec::new();
    let (mut last, mut before) = (Vec::new(), Vec::new());
    let mut count: u8 = 0;
    for from in (0..height).step_by(STRIP as usize) {
        let strip = rows(from..height.min(from + STRIP))?.rgba;
        for rgba in strip.chunks(usize::from(columns) * 4 * BAND as usize) {
            if rgba != before {
                last = band(columns, rgba)?;
                rgba.clone_into(&mut before);
            }
            let parts = Parts::of(&last)?;
            if file.is_empty() {
                file = parts.head(lines, columns.div_ceil(BAND as u16))?;
            } else {
                file.extend([0xFF, 0xD0 | count]);
                count = (count + 1) % 8;
            }
            file.extend_from_slice(parts.data);
        }
    }
    file.extend([0xFF, 0xD9]);
    Some(file)
}

/// A row of blocks as a JPEG of its own.
fn band(width: u16, rgba: &[u8]) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, QUALITY);
    // Letters on a ground of another colour fringe when colour is halved.
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_4_4);
    let height = u16::try_from(rgba.len() / (usize::from(width) * 4)).ok()?;
    encoder.encode_image(OnWhite { width, height, rgba }).ok()?;
    Some(file)
}

/// The parts of a JPEG with one scan (ITU-T T.81, B.2).
struct Parts<'j> {
    /// What comes before the header of the scan, and where in it the frame header begins.
    tables: &'j [u8],
    frame: usize,
    /// The header of the scan.
    scan: &'j [u8],
    /// What is coded, without the marker of the end.
    data: &'j [u8],
}

impl<'j> Parts<'j> {
    fn of(file: &'j [u8]) -> Option<Self> {
        let (mut at, mut frame) = (2, None);
        loop {
            let end = at + 2 + usize::from(u16::from_be_bytes([*file.get(at + 2)?, *file.get(at + 3)?]));
            match file.get(at + 1)? {
                0xC0 => frame = Some(at),
                0xDA => {
                    let (tables, frame) = (file.get(..at)?, frame?);
                    return Some(Self { tables, frame, scan: file.get(at..end)?, data: file.get(end..file.len() - 2)? });
                }
                _ => {}
            }
            at = end;
        }
    }

    /// The head of a picture of this height, with so many blocks between two restart markers.
    fn head(&self, height: u16, blocks: u16) -> Option<Vec<u8>> {
        let mut head = self.tables.to_vec();
        head.get_mut(self.frame + 5..self.frame + 7)?.copy_from_slice(&height.to_be_bytes());
        head.extend([0xFF, 0xDD, 0, 4]);
        head.extend(blocks.to_be_bytes());
        head.extend_from_slice(self.scan);
        Some(head)
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
        assert_eq!(jpeg(0, 8, |_| Some(pixels(8, 8))), None);
        assert_eq!(jpeg(8, 0, |_| Some(pixels(8, 8))), None);
    }
}
