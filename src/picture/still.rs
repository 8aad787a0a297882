//! GIF and WebP: what their headers say, and the first picture of each as pixels.

use super::facts::{PictureFacts, PictureFault, PictureKind, sized};
use super::pixels::Pixels;
use gif::{ColorOutput, DecodeOptions};
use image_webp::WebPDecoder;
use std::io::Cursor;

/// A GIF by its header (GIF89a, 18), and whether it has more than one picture.
pub(super) fn gif(bytes: &[u8]) -> Result<PictureFacts, PictureFault> {
    let &[wide, wider, high, higher] = bytes.get(6..).and_then(<[u8]>::first_chunk).ok_or_else(|| damaged("GIF", &"it ends too early"))?;
    let [width, height] = [[wide, wider], [high, higher]].map(|length| u32::from(u16::from_le_bytes(length)));
    Ok(PictureFacts { moves: parts(bytes).is_some_and(|pictures| pictures > 1), ..sized(PictureKind::Gif, width, height)? })
}

/// How many pictures a GIF holds; none if its blocks do not lead to its end.
pub(super) fn parts(bytes: &[u8]) -> Option<usize> {
    let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let (mut at, mut pictures) = (13 + colours(*bytes.get(10)?), 0);
    loop {
        at += match bytes.get(at)? {
            0x2C => {
                pictures += 1;
                10 + colours(*bytes.get(at + 9)?) + 1
            }
            0x21 => 2,
            0x3B => return Some(pictures),
            _ => return None,
        };
        // What follows is in pieces, the last of which is empty.
        while *bytes.get(at)? > 0 {
            at += usize::from(bytes[at]) + 1;
        }
        at += 1;
    }
}

/// A WebP by its header.
pub(super) fn webp(bytes: &[u8]) -> Result<PictureFacts, PictureFault> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|fault| damaged("WebP", &fault))?;
    let (width, height) = decoder.dimensions();
    let photograph = decoder.is_lossy() && !decoder.has_alpha();
    Ok(PictureFacts { moves: decoder.is_animated(), photograph, ..sized(PictureKind::WebP, width, height)? })
}

/// The first picture of a GIF or a WebP, upon nothing.
///
/// # Errors
/// Says why it can't be read.
pub(super) fn pixels(kind: PictureKind, bytes: &[u8]) -> Result<Pixels, PictureFault> {
    match kind {
        PictureKind::Gif => first(bytes),
        _ => whole(bytes),
    }
}

fn damaged(kind: &str, why: &dyn std::fmt::Display) -> PictureFault {
    PictureFault::Corrupt(format!("damaged {kind} ({why})"))
}

fn first(bytes: &[u8]) -> Result<Pixels, PictureFault> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    // The size was found to be allowed; a picture larger than its screen is none that anybody sees.
    options.set_memory_limit(gif::MemoryLimit::Unlimited);
    options.check_frame_consistency(true);
    let mut decoder = options.read_info(Cursor::new(bytes)).map_err(|fault| damaged("GIF", &fault))?;
    let [width, height] = [decoder.width(), decoder.height()].map(usize::from);
    let frame = decoder.read_next_frame().map_err(|fault| damaged("GIF", &fault))?;
    let frame = frame.ok_or_else(|| damaged("GIF", &"there is no picture in it"))?;
    let mut rgba = vec![0; width * height * 4];
    let [left, top, wide] = [frame.left, frame.top, frame.width].map(usize::from);
    for (row, pixels) in frame.buffer.chunks_exact((wide * 4).max(1)).enumerate() {
        let from = ((top + row) * width + left) * 4;
        rgba.get_mut(from..from + wide * 4).into_iter().for_each(|place| place.copy_from_slice(pixels));
    }
    let [width, height] = [decoder.width(), decoder.height()].map(u32::from);
    Ok(Pixels { width, height, rgba })
}

fn whole(bytes: &[u8]) -> Result<Pixels, PictureFault> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|fault| damaged("WebP", &fault))?;
    let mut pixels = vec![0; decoder.output_buffer_size().ok_or_else(|| damaged("WebP", &"it is too large"))?];
    decoder.read_image(&mut pixels).map_err(|fault| damaged("WebP", &fault))?;
    let (width, height) = decoder.dimensions();
    if !decoder.has_alpha() {
        pixels = pixels.chunks_exact(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], u8::MAX]).collect();
    }
    Ok(Pixels { width, height, rgba: pixels })
}
