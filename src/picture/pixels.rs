//! Image files as pixels of three colours, on white.

use super::draw::Pixels;
use super::inspect::Kind;
use std::io::Cursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Width and height, and the pixels row by row: red, green and blue.
pub type Rgb = ([u32; 2], Vec<u8>);

/// The pixels of a PNG or JPEG file; none if it can't be read, or is neither.
#[must_use]
pub fn rgb(kind: Kind, file: &[u8]) -> Option<Rgb> {
    match kind {
        Kind::Png => png(file),
        Kind::Jpeg => jpeg(file),
        Kind::Svg => None,
    }
}

/// Drawn pixels on white.
#[must_use]
pub fn on_white(drawn: &Pixels) -> Rgb {
    let pixels = drawn.rgba.chunks_exact(4).flat_map(|pixel| [0, 1, 2].map(|colour: usize| over(pixel[colour], pixel[3])));
    ([drawn.width, drawn.height], pixels.collect())
}

fn over(colour: u8, opacity: u8) -> u8 {
    let (colour, opacity) = (u32::from(colour), u32::from(opacity));
    u8::try_from((colour * opacity + 255 * (255 - opacity) + 127) / 255).unwrap_or(u8::MAX)
}

fn jpeg(file: &[u8]) -> Option<Rgb> {
    let options = DecoderOptions::default().set_max_width(65_535).set_max_height(65_535).jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(Cursor::new(file), options);
    let pixels = decoder.decode().ok()?;
    let info = decoder.info()?;
    let size = [u32::from(info.width), u32::from(info.height)];
    let count = usize::from(info.width) * usize::from(info.height);
    let pixels = if pixels.len() == count { pixels.into_iter().flat_map(|grey| [grey; 3]).collect() } else { pixels };
    (pixels.len() == count * 3).then_some((size, pixels))
}

fn png(file: &[u8]) -> Option<Rgb> {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(frame.buffer_size());
    let rgb = match frame.color_type {
        png::ColorType::Rgb => pixels,
        png::ColorType::Grayscale => pixels.into_iter().flat_map(|grey| [grey; 3]).collect(),
        png::ColorType::GrayscaleAlpha => pixels.chunks_exact(2).flat_map(|pixel| [over(pixel[0], pixel[1]); 3]).collect(),
        png::ColorType::Rgba => {
            pixels.chunks_exact(4).flat_map(|pixel| [0, 1, 2].map(|colour: usize| over(pixel[colour], pixel[3]))).collect()
        }
        png::ColorType::Indexed => return None,
    };
    Some(([frame.width, frame.height], rgb))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_through_is_white() {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 2, 1);
        encoder.set_color(png::ColorType::Rgba);
        encoder.write_header().and_then(|mut writer| writer.write_image_data(&[9, 9, 9, 255, 0, 0, 0, 0])).expect("a PNG of two pixels");
        assert_eq!(rgb(Kind::Png, &file), Some(([2, 1], vec![9, 9, 9, 255, 255, 255])));
        assert_eq!(rgb(Kind::Jpeg, &file), None);
    }
}
