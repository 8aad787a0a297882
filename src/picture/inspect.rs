//! Inspects image files: what they are, how large, whether they are whole and harmless.

pub(crate) use super::facts::{PictureFacts, PictureFault, PictureKind};
use super::flaw::Flaw;
use super::raster::{self, damaged_jpeg, damaged_png, jpeg_decoder};
use super::{entropy, foreign, still};
use crate::fonts::guard::guarded;
use std::io::Cursor;

/// Inspects a file. The size is read from the header before anything is decoded.
///
/// # Errors
/// Says why the image cannot be used.
pub fn inspect(bytes: &[u8]) -> Result<PictureFacts, PictureFault> {
    guarded(|| inspected(bytes)).unwrap_or_else(given_up)
}

/// What is said of a file that a decoder panics at.
fn given_up<T>() -> Result<T, PictureFault> {
    Err(PictureFault::Corrupt("it is damaged in a way that no decoder expects".to_owned()))
}

fn inspected(bytes: &[u8]) -> Result<PictureFacts, PictureFault> {
    let facts = headed(bytes)?;
    let damage = match facts.kind {
        PictureKind::Png => whole_png(bytes).map(|()| None)?,
        PictureKind::Jpeg => whole_jpeg(bytes, facts.four_colours)?,
        PictureKind::Svg => None,
        PictureKind::Gif | PictureKind::WebP => {
            still::pixels(facts.kind, bytes)?;
            (facts.kind == PictureKind::Gif && still::parts(bytes).is_none()).then_some("its end is missing")
        }
    };
    Ok(PictureFacts { damage, ..facts })
}

/// Inspects the header of a file alone: whether the rest is whole is not looked at, which takes the longest.
///
/// # Errors
/// Says why the image cannot be used.
pub(crate) fn header(bytes: &[u8]) -> Result<PictureFacts, PictureFault> {
    guarded(|| headed(bytes)).unwrap_or_else(given_up)
}

fn headed(bytes: &[u8]) -> Result<PictureFacts, PictureFault> {
    if let Some(facts) = raster::headed(bytes) {
        facts
    } else if bytes.is_empty() {
        Err(PictureFault::Corrupt("the file is empty".to_owned()))
    } else if let Some(name) = foreign::named(bytes) {
        Err(PictureFault::Foreign(name))
    } else {
        let cleaned = super::svg::clean(bytes);
        let unknown = || Err(PictureFault::Corrupt("it is no picture that anybody knows".to_owned()));
        cleaned.unwrap_or_else(unknown).map(|cleaned| cleaned.facts)
    }
}

/// Whether what is behind a picture of pixels can be seen through it.
#[must_use]
pub(crate) fn is_see_through(facts: &PictureFacts, bytes: &[u8]) -> bool {
    match facts.kind {
        PictureKind::Png => png::Decoder::new(Cursor::new(bytes)).read_info().is_ok_and(|reader| {
            let info = reader.info();
            matches!(info.color_type, png::ColorType::Rgba | png::ColorType::GrayscaleAlpha) || info.trns.is_some()
        }),
        // Most are line art on nothing; behind the others a ground is not seen.
        PictureKind::Gif => true,
        PictureKind::WebP => !facts.photograph,
        PictureKind::Jpeg | PictureKind::Svg => false,
    }
}

/// Row by row, so that even the largest image needs little memory.
fn whole_png(bytes: &[u8]) -> Result<(), PictureFault> {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().map_err(damaged_png)?;
    let info = reader.info();
    // Colours by number, and nothing says which: the decoder has no need to know.
    if info.color_type == png::ColorType::Indexed && info.palette.as_ref().is_none_or(|palette| palette.len() < 3) {
        return Err(PictureFault::Corrupt("damaged PNG (it has no palette)".to_owned()));
    }
    while reader.next_row().map_err(damaged_png)?.is_some() {}
    reader.finish().map_err(damaged_png)
}

/// What is wrong with a JPEG that can be read. What ends too early can't: a decoder would fill it with grey. One that is damaged, or in
/// inks, is made anew of its pixels, so they must be there in the colours that are then asked for.
fn whole_jpeg(bytes: &[u8], inks: bool) -> Result<Option<&'static str>, PictureFault> {
    let damage = match entropy::read(bytes) {
        Ok(()) if !inks => return Ok(None),
        Ok(()) => None,
        Err(Flaw::Cut) => return Err(damaged_jpeg("the file ends too early")),
        Err(Flaw::Broken(why)) => Some(why),
    };
    if super::pixels::jpeg(bytes).is_none() {
        let why = jpeg_decoder(bytes).decode().map_or_else(|error| error.to_string(), |_| "its colours can't be read".to_owned());
        return Err(damaged_jpeg(&why));
    }
    Ok(damage)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tiny_png(width: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, 2);
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&vec![7; width as usize * 2]).unwrap();
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn a_png_is_measured_and_a_damaged_one_refused() {
        let bytes = tiny_png(3);
        assert_eq!(inspect(&bytes), Ok(PictureFacts::plain(PictureKind::Png, 3, 2)));
        assert!(matches!(inspect(&bytes[..bytes.len() / 2]), Err(PictureFault::Corrupt(_))));
        let mut damaged = bytes.clone();
        let at = bytes.windows(4).position(|name| name == b"IDAT").unwrap() + 6;
        damaged[at] ^= 0x55;
        assert!(matches!(inspect(&damaged), Err(PictureFault::Corrupt(_))));
        assert!(matches!(inspect(b"GIF89a"), Err(PictureFault::Corrupt(_))));
        assert!(matches!(inspect(b""), Err(PictureFault::Corrupt(_))));
    }

    #[test]
    fn a_huge_png_is_refused_by_its_header_alone() {
        let mut bytes = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec();
        bytes.extend([0, 0, 0x80, 0, 0, 0, 0x80, 0, 8, 0, 0, 0, 0]);
        bytes.extend(crc(&bytes[12..]).to_be_bytes());
        assert_eq!(inspect(&bytes), Err(PictureFault::Huge(32_768, 32_768)));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
        })
    }

    #[test]
    fn a_jpeg_is_measured_and_a_cut_one_refused() {
        let mut bytes = Vec::new();
        let pixels: Vec<u8> = (0..64 * 32 * 3).map(|n: u32| (n * 31 % 251) as u8).collect();
        jpeg_encoder::Encoder::new(&mut bytes, 90).encode(&pixels, 64, 32, jpeg_encoder::ColorType::Rgb).unwrap();
        assert_eq!(inspect(&bytes), Ok(PictureFacts::plain(PictureKind::Jpeg, 64, 32)));
        assert!(matches!(inspect(&bytes[..bytes.len() * 2 / 3]), Err(PictureFault::Corrupt(_))));
    }
}
