//! Pictures of pixels inside a drawing, as `data:` addresses.

use super::super::facts::PictureKind;
use super::super::raster;
use crate::source::held;

/// The address of a PNG or a JPEG in the one form that every reader knows; none if it is anything else, or can't be read.
pub(super) fn picture(address: &str) -> Option<String> {
    let bytes = held::bytes(address).filter(|bytes| bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xFF\xD8"))?;
    let kind = match raster::header(&bytes)?.ok()?.kind {
        PictureKind::Png => "image/png",
        PictureKind::Jpeg => "image/jpeg",
        _ => return None,
    };
    Some(held::address(kind, &bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pixels_stay() {
        let dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        let plain = format!("data:image/png;base64,{dot}");
        for head in ["data:image/png;base64,", "DATA:image/PNG;charset=x;BASE64, ", "data:;base64,", "data:image/jpg;base64,"] {
            assert_eq!(picture(&format!("{head}{dot}")), Some(plain.clone()), "{head}");
        }
        for other in
            ["http://x/a.png", "data:image/svg+xml;base64,PHN2Zy8+", "data:image/png,x", "data:image/png;base64,AAAA", "dat", "a.png"]
        {
            assert_eq!(picture(other), None, "{other}");
        }
    }
}
