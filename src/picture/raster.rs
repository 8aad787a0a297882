//! Pictures of pixels by their headers: PNG, JPEG, GIF and WebP.

use super::facts::{PictureFacts, PictureFault, PictureKind, sized};
use super::still;
use crate::fonts::guard::guarded;
use std::io::Cursor;

/// What the header of a picture of pixels says; none for any other file.
pub(super) fn header(bytes: &[u8]) -> Option<Result<PictureFacts, PictureFault>> {
    guarded(|| headed(bytes)).flatten()
}

/// What the header of a picture of pixels says, where decoders may panic; none for any other file.
pub(super) fn headed(bytes: &[u8]) -> Option<Result<PictureFacts, PictureFault>> {
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        Some(png(bytes))
    } else if bytes.starts_with(&[0xFF, 0xD8]) {
        Some(jpeg(bytes))
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some(still::gif(bytes))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(still::webp(bytes))
    } else {
        None
    }
}

pub(super) fn damaged_png(error: png::DecodingError) -> PictureFault {
    PictureFault::Corrupt(format!("damaged PNG ({error})"))
}

fn png(bytes: &[u8]) -> Result<PictureFacts, PictureFault> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    let header = decoder.read_header_info().map_err(damaged_png)?;
    sized(PictureKind::Png, header.width, header.height)
}

pub(super) fn damaged_jpeg(error: &str) -> PictureFault {
    PictureFault::Corrupt(format!("damaged JPEG ({})", error.trim()))
}

pub(super) fn jpeg_decoder(bytes: &[u8]) -> zune_jpeg::JpegDecoder<Cursor<&[u8]>> {
    let options = zune_jpeg::zune_core::options::DecoderOptions::default().set_max_width(65_535).set_max_height(65_535);
    zune_jpeg::JpegDecoder::new_with_options(Cursor::new(bytes), options)
}

fn jpeg(bytes: &[u8]) -> Result<PictureFacts, PictureFault> {
    let mut decoder = jpeg_decoder(bytes);
    decoder.decode_headers().map_err(|error| damaged_jpeg(&error.to_string()))?;
    let info = decoder.info().ok_or_else(|| damaged_jpeg("no header"))?;
    let orientation = super::jpeg::head(bytes).map_or(1, |head| head.orientation);
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let (width, height) = if orientation > 4 { (height, width) } else { (width, height) };
    Ok(PictureFacts { four_colours: info.components == 4, orientation, ..sized(PictureKind::Jpeg, width, height)? })
}
