//! PNG: its compressed rows as they are, since a PDF has the same compression and the same filters; decoded only if it has
//! alpha, which a PDF keeps beside the colours, or is interlaced, which a PDF cannot be.

use super::colour;
use super::pixels::{self, Samples};
use crate::pdf::grey::Raster;
use crate::pdf::object::name;
use lopdf::{Object, Stream, StringFormat};
use png::{ColorType, Decoder, Info, Transformations};
use std::io::Cursor;

/// The image in its own colours and with its own bits.
pub(super) fn stream(bytes: &[u8]) -> Option<Stream> {
    let mut reader = Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let info = reader.info();
    let (colours, alpha) = channels(info.color_type);
    let (size, bits, interlaced) = ([info.width, info.height], info.bit_depth as u8, info.interlaced);
    let space = palette(info, space(info))?;
    let clear = info.trns.as_ref().map(|clear| ClearColour::new(info.color_type, bits, clear));
    if !interlaced && !alpha && clear.is_none() {
        return Some(kept(bytes, size, colours, bits, space));
    }
    let mut rows = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut rows).ok()?;
    rows.truncate(frame.buffer_size());
    if alpha {
        let sample = usize::from(bits / 8);
        let pixels = rows.len() / ((colours + 1) * sample);
        let (mut colour, mut opacity) = (Vec::with_capacity(pixels * colours * sample), Vec::with_capacity(pixels * sample));
        for pixel in rows.chunks_exact((colours + 1) * sample) {
            let (one, other) = pixel.split_at(colours * sample);
            colour.extend_from_slice(one);
            opacity.extend_from_slice(other);
        }
        drop(rows);
        let mut stream = Samples { size, colours, bits, rows: colour }.stream(space);
        pixels::mask(&mut stream, size, bits, opacity);
        return Some(stream);
    }
    let mask = clear.map(|clear| clear.mask(&rows, size[0] as usize, colours, bits));
    let mut stream = match interlaced {
        false => kept(bytes, size, colours, bits, space),
        true => Samples { size, colours, bits, rows }.stream(space),
    };
    if let Some(mask) = mask {
        pixels::mask(&mut stream, size, 8, mask);
    }
    Some(stream)
}

/// A PNG scaled down to so many columns and rows and eight bits; none for drawings of few colours, which would be larger then and less sharp.
pub(super) fn smaller(bytes: &[u8], size: [u32; 2]) -> Option<Stream> {
    let reader = Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let info = reader.info();
    let few = info.color_type == ColorType::Indexed || (info.bit_depth as u8) < 8;
    let space = (!few).then(|| space(info))?;
    Some(pixels::stream(&pixels::smaller(&raster(bytes)?, size), space))
}

/// A PNG in black alone: as it is if it has neither colours nor alpha. Never with 16 bits, which PDF 1.3 and so PDF/X-1a do not know
/// and no press shows.
pub(super) fn grey(bytes: &[u8]) -> Option<Stream> {
    let reader = Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let info = reader.info();
    if info.color_type == ColorType::Grayscale && info.bit_depth as u8 <= 8 && !info.interlaced && info.trns.is_none() {
        return Some(kept(bytes, [info.width, info.height], 1, info.bit_depth as u8, name("DeviceGray")));
    }
    Some(pixels::stream(&raster(bytes)?.grey(), name("DeviceGray")))
}

/// The pixels with eight bits a sample.
pub(in crate::pdf) fn raster(bytes: &[u8]) -> Option<Raster> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(frame.buffer_size());
    let (colours, alpha) = channels(frame.color_type);
    Some(Raster { size: [frame.width, frame.height], pixels, colours, alpha })
}

/// Samples of a pixel, and whether there is alpha behind them.
fn channels(kind: ColorType) -> (usize, bool) {
    match kind {
        ColorType::Grayscale | ColorType::Indexed => (1, false),
        ColorType::GrayscaleAlpha => (1, true),
        ColorType::Rgb => (3, false),
        ColorType::Rgba => (3, true),
    }
}

/// The space of its colours: by the profile, else by what is said of gamma and primaries, else as the PDF's output intent has it.
fn space(info: &Info) -> Object {
    let colours = if matches!(info.color_type, ColorType::Grayscale | ColorType::GrayscaleAlpha) { 1 } else { 3 };
    let mut space = colour::space(colours, info.icc_profile.as_deref());
    if matches!(space, Object::Name(_)) && info.srgb.is_none() {
        let gamma = info.gama_chunk.map(|gamma| f64::from(gamma.into_value()));
        let primaries = info.chrm_chunk.map(|places| {
            [places.white, places.red, places.green, places.blue].map(|(x, y)| [x, y].map(|value| f64::from(value.into_value())))
        });
        space = colour::calibrated(colours, gamma, primaries).unwrap_or(space);
    }
    space
}

/// The space of its samples, which may be numbers of colours in a palette.
fn palette(info: &Info, space: Object) -> Option<Object> {
    if info.color_type != ColorType::Indexed {
        return Some(space);
    }
    let palette = info.palette.as_ref()?;
    let last = i64::try_from(palette.len() / 3).ok()?.min(256) - 1;
    let palette = Object::String(palette.to_vec(), StringFormat::Hexadecimal);
    Some(Object::Array(vec![name("Indexed"), space, Object::Integer(last), palette]))
}

/// The rows as the file has them, compressed and filtered.
fn kept(bytes: &[u8], size: [u32; 2], colours: usize, bits: u8, space: Object) -> Stream {
    let mut dict = pixels::dictionary(size, space, bits);
    dict.set("Filter", name("FlateDecode"));
    dict.set("DecodeParms", pixels::predicted(size[0], colours, bits));
    Stream::new(dict, data(bytes)).with_compression(false)
}

/// What is in the IDAT chunks (PNG specification, 5.3): that they are whole has been seen when the book was read.
fn data(bytes: &[u8]) -> Vec<u8> {
    let (mut data, mut at) = (Vec::with_capacity(bytes.len()), 8);
    while let Some(length) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let (kind, start) = (bytes.get(at + 4..at + 8), at + 8);
        let end = start + u32::from_be_bytes(*length) as usize;
        if kind == Some(b"IDAT") {
            data.extend_from_slice(bytes.get(start..end).unwrap_or_default());
        }
        at = end + 4;
    }
    data
}

/// What a tRNS chunk says to be clear (PNG specification, 11.3.2.1).
enum ClearColour {
    /// The one colour that nothing is seen of.
    Colour(Vec<u16>),
    /// The opacity of the palette's colours; those not in it are opaque.
    Palette(Vec<u8>),
}

impl ClearColour {
    /// The transparent colour in what the decoder makes of the chunk: a colour of less than 16 bits has one byte a sample.
    fn new(kind: ColorType, bits: u8, chunk: &[u8]) -> Self {
        match kind {
            ColorType::Indexed => Self::Palette(chunk.to_vec()),
            _ if bits < 16 => Self::Colour(chunk.iter().map(|byte| u16::from(*byte)).collect()),
            _ => Self::Colour(chunk.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()),
        }
    }

    /// The opacity of every pixel, 0 to 255.
    fn mask(&self, rows: &[u8], columns: usize, colours: usize, bits: u8) -> Vec<u8> {
        let bits = usize::from(bits);
        let row = (columns * colours * bits).div_ceil(8).max(1);
        let opacity = |line: &[u8], column: usize| match self {
            Self::Palette(known) => known.get(usize::from(sample(line, column, bits))).copied().unwrap_or(255),
            Self::Colour(clear) => {
                let is_clear = clear.len() >= colours && (0..colours).all(|at| sample(line, column * colours + at, bits) == clear[at]);
                if is_clear { 0 } else { 255 }
            }
        };
        rows.chunks_exact(row).flat_map(|line| (0..columns).map(move |column| opacity(line, column))).collect()
    }
}

/// The sample of a row at `index`.
fn sample(row: &[u8], index: usize, bits: usize) -> u16 {
    match bits {
        16 => u16::from_be_bytes([row[2 * index], row[2 * index + 1]]),
        8 => u16::from(row[index]),
        _ => {
            let place = index * bits;
            u16::from(row[place / 8] >> (8 - bits - place % 8)) & ((1 << bits) - 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use png::BitDepth;

    /// How a PNG holds its pixels.
    #[derive(Clone, Copy)]
    struct PixelKind {
        colour: ColorType,
        depth: BitDepth,
    }

    fn file(size: u32, kind: PixelKind, clear: Option<Vec<u8>>, rows: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, size, size);
        encoder.set_color(kind.colour);
        encoder.set_depth(kind.depth);
        if kind.colour == ColorType::Indexed {
            encoder.set_palette(vec![9, 9, 9, 200, 0, 0, 0, 200, 0]);
        }
        if let Some(clear) = clear {
            encoder.set_trns(clear);
        }
        encoder.write_header().and_then(|mut writer| writer.write_image_data(rows)).expect("a small PNG");
        file
    }

    fn whole(stream: &Stream, key: &str) -> Option<i64> {
        stream.dict.get(key.as_bytes()).and_then(Object::as_i64).ok()
    }

    #[test]
    fn a_png_without_alpha_keeps_its_rows_and_bits() {
        for (kind, bits, rows) in [
            (PixelKind { colour: ColorType::Rgb, depth: BitDepth::Sixteen }, 16, vec![7; 6]),
            (PixelKind { colour: ColorType::Indexed, depth: BitDepth::Two }, 2, vec![64]),
            (PixelKind { colour: ColorType::Grayscale, depth: BitDepth::One }, 1, vec![128]),
        ] {
            let file = file(1, kind, None, &rows);
            let stream = stream(&file).expect("it can be read");
            assert_eq!(whole(&stream, "BitsPerComponent"), Some(bits));
            assert!(file.windows(stream.content.len()).any(|window| window == stream.content), "the bytes of the file");
        }
    }

    #[test]
    fn what_is_clear_becomes_a_mask() {
        let mask = |file: &[u8]| {
            let stream = stream(file).expect("it can be read");
            let mask = stream.dict.get(b"SMask").and_then(Object::as_stream).expect("a mask").clone();
            let mut rows = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(mask.content.as_slice()), &mut rows).expect("deflated");
            rows
        };
        // Rows begin with their filter: 2 is the difference to the row above, 1 to the pixel before.
        let indexed = PixelKind { colour: ColorType::Indexed, depth: BitDepth::Two };
        assert_eq!(mask(&file(2, indexed, Some(vec![255, 100]), &[0b0001_0000, 0b0110_0000])), [2, 255, 100, 1, 100, 155]);
        let grey = PixelKind { colour: ColorType::Grayscale, depth: BitDepth::Four };
        assert_eq!(mask(&file(2, grey, Some(vec![0, 15]), &[0xF0, 0x0F])), [2, 0, 255, 2, 255, 1]);
        let rgb = PixelKind { colour: ColorType::Rgb, depth: BitDepth::Eight };
        let rows = [1, 2, 3, 1, 2, 4, 1, 2, 4, 1, 2, 3];
        assert_eq!(mask(&file(2, rgb, Some(vec![0, 1, 0, 2, 0, 3]), &rows)), [2, 0, 255, 2, 255, 1]);
    }
}
