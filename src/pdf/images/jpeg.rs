//! JPEG as it is: viewers decode it.

use super::{colour, pixels};
use crate::pdf::grey::Raster;
use crate::pdf::object::name;
use crate::picture::{draw, jpeg};
use lopdf::{Object, Stream};

/// The file's own bytes, with its colours.
pub(super) fn stream(bytes: Vec<u8>) -> Option<Stream> {
    let head = jpeg::head(&bytes)?;
    if !matches!(head.components, 1 | 3 | 4) {
        return None;
    }
    Some(kept(bytes, &head, colour::space(head.components, head.profile.as_deref())))
}

/// In black alone: as it is if it has no colours.
pub(super) fn grey(bytes: Vec<u8>) -> Option<Stream> {
    let head = jpeg::head(&bytes)?;
    if head.components == 1 {
        return Some(kept(bytes, &head, name("DeviceGray")));
    }
    let (size, rgb) = draw::jpeg(&bytes)?;
    Some(pixels::stream(&Raster { size, pixels: rgb, colours: 3, alpha: false }.grey(), name("DeviceGray")))
}

fn kept(bytes: Vec<u8>, head: &jpeg::Head, space: Object) -> Stream {
    let mut dict = pixels::dictionary([head.width, head.height].map(u32::from), space, head.bits);
    dict.set("Filter", name("DCTDecode"));
    if head.components == 4 && head.adobe {
        // Adobe's programs write the four inks upside down.
        dict.set("Decode", [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer).to_vec());
    }
    Stream::new(dict, bytes).with_compression(false)
}
