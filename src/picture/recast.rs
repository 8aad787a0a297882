//! Pictures made anew of their pixels, as PNG or JPEG, when their own files are nothing that a book can hold: a WebP, which older
//! reading systems do not know; a JPEG in the inks of print, which they show in false colours; one that is damaged.

use super::draw::{self, Pixels};
use super::inspect::{PictureKind, header};
use super::{jpeg, still};
use crate::fonts::guard::guarded;
use jpeg_encoder::{ColorType, Encoder};

/// Quality of a JPEG, of 100: what is lost then is not seen.
const QUALITY: u8 = 92;

/// The first picture in a file as a PNG or JPEG of the same size. None if it can't be read or be one.
#[must_use]
pub(crate) fn recast(bytes: &[u8], wanted: PictureKind) -> Option<Vec<u8>> {
    guarded(|| anew(bytes, wanted)).flatten()
}

fn anew(bytes: &[u8], wanted: PictureKind) -> Option<Vec<u8>> {
    let kind = header(bytes).ok()?.kind;
    match (kind, wanted) {
        (PictureKind::Jpeg, PictureKind::Jpeg) => jpeg_again(bytes),
        (PictureKind::Gif | PictureKind::WebP, PictureKind::Png) => png(&still::pixels(kind, bytes).ok()?),
        (PictureKind::Gif | PictureKind::WebP, PictureKind::Jpeg) => {
            let Pixels { width, height, rgba } = still::pixels(kind, bytes).ok()?;
            let pixels: Vec<u8> = rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
            encoded([width, height], &pixels, ColorType::Rgb, |_| ())
        }
        _ => None,
    }
}

/// Compresses a JPEG again. Colours and the way it stands are kept; inks become colours, which their profile says nothing about.
fn jpeg_again(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = jpeg::head(bytes)?;
    let (size, pixels) = draw::jpeg(bytes)?;
    let kind = if head.components == 1 { ColorType::Luma } else { ColorType::Rgb };
    encoded(size, &pixels, kind, |encoder| {
        // A profile or a place for Exif that is too large for a JPEG can't have come from one.
        if let Some(profile) = head.profile.as_ref().filter(|_| head.components < 4) {
            let _ = encoder.add_icc_profile(profile);
        }
        if head.orientation > 1 {
            // One directory with one entry: the orientation.
            let exif = [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[head.orientation, 0, 0, 0, 0, 0, 0]].concat();
            let _ = encoder.add_exif_metadata(&exif);
        }
    })
}

fn encoded(size: [u32; 2], pixels: &[u8], kind: ColorType, with: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Option<Vec<u8>> {
    let [width, height] = [u16::try_from(size[0]).ok()?, u16::try_from(size[1]).ok()?];
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, QUALITY);
    with(&mut encoder);
    encoder.encode(pixels, width, height, kind).ok()?;
    Some(out)
}

/// Pixels as a PNG.
pub(crate) fn png(pixels: &Pixels) -> Option<Vec<u8>> {
    let opaque = pixels.rgba.iter().skip(3).step_by(4).all(|&opacity| opacity == u8::MAX);
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixels.width, pixels.height);
    encoder.set_color(if opaque { png::ColorType::Rgb } else { png::ColorType::Rgba });
    let mut writer = encoder.write_header().ok()?;
    if opaque {
        let rows: Vec<u8> = pixels.rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        writer.write_image_data(&rows).ok()?;
    } else {
        writer.write_image_data(&pixels.rgba).ok()?;
    }
    writer.finish().ok()?;
    Some(out)
}
