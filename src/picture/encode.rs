//! Pixels as a JPEG, drawn and encoded some rows at a time, so that a cover of ours is never whole in memory.
//!
//! A cover is nearly all of plain ground, so it is cut into tiles, each a few blocks long, and one that is the same as the tile above
//! it is not encoded again. The others of some rows are encoded together, as a picture one tile wide with a restart marker behind
//! each: what lies between two markers (ITU-T T.81, B.2.1) is coded without regard to what was before, and can be put anywhere. At last
//! the whole is coded anew, without the markers and by codes of its own, which takes a third off.

use super::draw::Pixels;
use super::{jpeg, recode};
use std::ops::Range;

/// Pixels of a block, on each side: four blocks of brightness and two of colour.
const BLOCK: u16 = 16;
/// Rows drawn at a time: enough that drawing is not begun too often, few enough to stay in the processor's cache.
const STRIP: u32 = 8 * BLOCK as u32;
/// Blocks in a tile, at most. The shorter they are, the less is encoded.
const LONGEST: u16 = 5;
/// Tiles encoded together, at most: no JPEG is higher.
const TOGETHER: usize = (u16::MAX / BLOCK) as usize;
/// Quality of a JPEG, of 100. Letters stay clean, and a cover under a fifth of a megabyte.
const QUALITY: u8 = 85;

/// A picture as a JPEG file, on white where it is clear; `rows` draws a range of its rows. None if they can't be drawn or are more
/// than a JPEG may be high or wide.
#[must_use]
pub(crate) fn jpeg(width: u32, height: u32, rows: impl Fn(Range<u32>) -> Option<Pixels>) -> Option<Vec<u8>> {
    let [columns, lines] = [width, height].map(|side| u16::try_from(side).ok().filter(|&side| side > 0));
    let mut mosaic = Mosaic::new(columns?, lines?);
    for from in (0..height).step_by(STRIP as usize) {
        mosaic.add(&rows(from..height.min(from + STRIP))?.rgba)?;
    }
    mosaic.file.extend([0xFF, 0xD9]);
    recode::recoded(&mosaic.file)
}

/// A picture in tiles, while its file is being made.
struct Mosaic {
    columns: u16,
    lines: u16,
    /// Blocks in a tile.
    blocks: u16,
    /// The row of blocks before: its pixels, and the code of each of its tiles.
    above: Vec<u8>,
    codes: Vec<Vec<u8>>,
    /// The tiles to be encoded together, below one another.
    pixels: Vec<u8>,
    /// The number of the next restart marker.
    marker: u8,
    file: Vec<u8>,
}

impl Mosaic {
    fn new(columns: u16, lines: u16) -> Self {
        let across = columns.div_ceil(BLOCK);
        // All must be of one length; a width that can't be divided well is not.
        let blocks = (LONGEST / 2..=LONGEST).rev().find(|blocks| across.is_multiple_of(*blocks)).unwrap_or(across);
        let codes = vec![Vec::new(); usize::from(across / blocks)];
        Self { columns, lines, blocks, above: Vec::new(), codes, pixels: Vec::new(), marker: 0, file: Vec::new() }
    }

    /// Adds some rows, which are whole rows of blocks but at the end of the picture.
    fn add(&mut self, rgba: &[u8]) -> Option<()> {
        let across = self.codes.len();
        let mut pixels = std::mem::take(&mut self.pixels);
        let mut fresh = Vec::new();
        let mut above = self.above.as_slice();
        for row in rgba.chunks(self.line() * usize::from(BLOCK)) {
            let same = row == above;
            for tile in 0..across {
                let is_fresh = !same && !self.tile(row, tile).eq(self.tile(above, tile));
                if is_fresh {
                    self.lay(row, tile, &mut pixels);
                }
                fresh.push(is_fresh);
            }
            above = row;
        }
        self.above = above.to_vec();
        let mut encoded = Vec::new();
        for tiles in pixels.chunks(self.bytes() * TOGETHER) {
            let file = self.encoded(tiles)?;
            let parts = JpegParts::of(&file)?;
            encoded.extend(parts.intervals());
            if self.file.is_empty() {
                self.file = parts.head(self.columns, self.lines)?;
            }
        }
        pixels.clear();
        self.pixels = pixels;
        let mut encoded = encoded.into_iter();
        for (at, is_fresh) in fresh.into_iter().enumerate() {
            let code = &mut self.codes[at % across];
            // Only the very first tile has no marker before it.
            if at > 0 || !code.is_empty() {
                self.file.extend([0xFF, 0xD0 | self.marker]);
                self.marker = (self.marker + 1) % 8;
            }
            if is_fresh {
                *code = encoded.next()?;
            }
            self.file.extend_from_slice(code);
        }
        Some(())
    }

    /// Bytes in a line of pixels.
    fn line(&self) -> usize {
        usize::from(self.columns) * 4
    }

    /// Bytes in a line of a tile, and in the whole of it.
    fn width(&self) -> usize {
        usize::from(self.blocks * BLOCK) * 4
    }

    fn bytes(&self) -> usize {
        self.width() * usize::from(BLOCK)
    }

    /// The lines of a tile in a row of blocks.
    fn tile<'r>(&self, row: &'r [u8], tile: usize) -> impl Iterator<Item = &'r [u8]> {
        let (line, width) = (self.line(), self.width());
        row.chunks(line).map(move |pixels| &pixels[tile * width..line.min((tile + 1) * width)])
    }

    /// Puts the pixels of a tile behind others; at the edges of the picture the last are taken again.
    fn lay(&self, row: &[u8], tile: usize, pixels: &mut Vec<u8>) {
        let (from, width) = (pixels.len(), self.width());
        for line in self.tile(row, tile) {
            pixels.extend_from_slice(line);
            for _ in 0..(width - line.len()) / 4 {
                pixels.extend_from_within(pixels.len() - 4..);
            }
        }
        while pixels.len() < from + self.bytes() {
            pixels.extend_from_within(pixels.len() - width..);
        }
    }

    /// Tiles as a JPEG of their own, below one another.
    fn encoded(&self, tiles: &[u8]) -> Option<Vec<u8>> {
        let mut file = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut file, QUALITY);
        // Half the colours: at 1600 pixels nobody sees a letter's fringe, which is one pixel wide.
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_2_0);
        encoder.set_restart_interval(self.blocks);
        let height = BLOCK * u16::try_from(tiles.len() / self.bytes()).ok()?;
        encoder.encode_image(OnWhite { width: self.blocks * BLOCK, height, rgba: tiles }).ok()?;
        Some(file)
    }
}

/// The parts of a JPEG with one scan (ITU-T T.81, B.2).
struct JpegParts<'j> {
    /// What comes before the code, and where in it the frame header begins.
    head: &'j [u8],
    frame: usize,
    /// What is coded, without the marker of the end.
    data: &'j [u8],
}

impl<'j> JpegParts<'j> {
    fn of(file: &'j [u8]) -> Option<Self> {
        let segment = |wanted| jpeg::segments(file).find(|(marker, _)| *marker == wanted).map(|(_, range)| range);
        let (frame, scan) = (segment(0xC0)?, segment(jpeg::SCAN)?);
        Some(Self { head: &file[..scan.end], frame: frame.start, data: file.get(scan.end..file.len() - 2)? })
    }

    /// The head of a picture of this size.
    fn head(&self, columns: u16, lines: u16) -> Option<Vec<u8>> {
        let mut head = self.head.to_vec();
        let size = [lines, columns].map(u16::to_be_bytes);
        head.get_mut(self.frame + 1..self.frame + 5)?.copy_from_slice(size.as_flattened());
        Some(head)
    }

    /// What lies between the restart markers. In code, a byte of ones is followed by one of zeros.
    fn intervals(&self) -> impl Iterator<Item = Vec<u8>> {
        let mut rest = Some(self.data);
        std::iter::from_fn(move || {
            let data = rest?;
            let marker = data.windows(2).position(|two| two[0] == 0xFF && two[1] != 0);
            rest = marker.map(|at| &data[at + 2..]);
            Some(data[..marker.unwrap_or(data.len())].to_vec())
        })
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
    fn a_picture_in_tiles_is_the_picture_in_one() {
        for (width, height) in [(61, 300), (8, 8), (1, 1), (200, 137)] {
            let whole = pixels(width, height);
            let mut plain = Vec::new();
            let mut encoder = jpeg_encoder::Encoder::new(&mut plain, QUALITY);
            encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_2_0);
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
