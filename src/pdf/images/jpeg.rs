//! JPEG as it is, since viewers decode it; or with fewer pixels, if that is wanted.

use super::{colour, pixels};
use crate::pdf::grey::Raster;
use crate::pdf::object::name;
use crate::picture::{draw, jpeg};
use jpeg_encoder::{ColorType, Encoder};
use lopdf::{Object, Stream};

/// The file's own bytes, with its colours.
pub(super) fn stream(bytes: Vec<u8>) -> Option<Stream> {
    let head = jpeg::head(&bytes)?;
    if !matches!(head.components, 1 | 3 | 4) {
        return None;
    }
    Some(kept(bytes, &head, colour::space(head.components, head.profile.as_deref())))
}

/// The quality of a JPEG that is made anew, of 100: what is lost then is not seen in print.
const QUALITY: u8 = 90;

/// A JPEG scaled down to so many columns and rows, in the same colours; none if that saves nothing. The inks of print are left as they are.
pub(super) fn smaller(bytes: &[u8], size: [u32; 2]) -> Option<Stream> {
    let head = jpeg::head(bytes)?;
    let kind = match head.components {
        1 => ColorType::Luma,
        3 => ColorType::Rgb,
        _ => return None,
    };
    let raster = pixels::smaller(&raster(bytes)?, size);
    let [width, height] = [u16::try_from(size[0]).ok()?, u16::try_from(size[1]).ok()?];
    let mut out = Vec::new();
    Encoder::new(&mut out, QUALITY).encode(&raster.pixels, width, height, kind).ok()?;
    let space = colour::space(head.components, head.profile.as_deref());
    (out.len() < bytes.len()).then(|| kept(out, &jpeg::JpegHead { width, height, bits: 8, ..head }, space))
}

/// A JPEG in black alone: as it is if it has no colours.
pub(super) fn grey(bytes: Vec<u8>) -> Option<Stream> {
    let head = jpeg::head(&bytes)?;
    if head.components == 1 {
        return Some(kept(bytes, &head, name("DeviceGray")));
    }
    Some(pixels::stream(&raster(&bytes)?.grey(), name("DeviceGray")))
}

/// The pixels, inks as colours.
pub(in crate::pdf) fn raster(bytes: &[u8]) -> Option<Raster> {
    let colours = if jpeg::head(bytes)?.components == 1 { 1 } else { 3 };
    let (size, pixels) = draw::jpeg(bytes)?;
    Some(Raster { size, pixels, colours, alpha: false })
}

/// The bytes of a file, in a colour space.
pub(in crate::pdf) fn kept(bytes: Vec<u8>, head: &jpeg::JpegHead, space: Object) -> Stream {
    let mut dict = pixels::dictionary([head.width, head.height].map(u32::from), space, head.bits);
    dict.set("Filter", name("DCTDecode"));
    if head.components == 4 && head.adobe {
        // Adobe's programs write the four inks upside down.
        dict.set("Decode", [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer).to_vec());
    }
    Stream::new(dict, bytes).with_compression(false)
}
