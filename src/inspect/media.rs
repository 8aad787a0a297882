//! Pictures, fonts and sound: whether a file is what the manifest says, and whole as far as its marks tell.

use super::container::Sample;
use super::package::ManifestItem;
use super::report::{InspectionReport, fault, warn};
use crate::diagnostics::Code;
use crate::source::Span;
use crate::source::shops::HEAVY_PICTURE;

/// Bytes that are read of a file that is not a picture.
const HEAD: u64 = 64;

/// Pictures of at most 64 MiB are read whole.
const LARGEST: u64 = 64 << 20;

/// How much of an item's file has to be read.
pub(super) fn most(item: &ManifestItem) -> u64 {
    if item.media_type.starts_with("image/") { LARGEST } else { HEAD }
}

/// What a file is by its first bytes: the media types that may be stated of it, and its usual endings.
fn kind(bytes: &[u8]) -> Option<(&'static [&'static str], &'static [&'static str])> {
    let fonts: &[&str] = &["font/", "application/font-sfnt", "application/vnd.ms-opentype", "application/x-font", "application/font"];
    Some(match bytes {
        [0x89, b'P', b'N', b'G', ..] => (&["image/png"], &["png"]),
        [0xFF, 0xD8, ..] => (&["image/jpeg"], &["jpg", "jpeg", "jpe"]),
        [b'G', b'I', b'F', b'8', ..] => (&["image/gif"], &["gif"]),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => (&["image/webp"], &["webp"]),
        [b'O', b'T', b'T', b'O', ..] | [0, 1, 0, 0, ..] | [b't', b'r', b'u', b'e', ..] => (fonts, &["otf", "ttf"]),
        [b'w', b'O', b'F', b'F', ..] => (&["font/woff", "application/font-woff"], &["woff"]),
        [b'w', b'O', b'F', b'2', ..] => (&["font/woff2"], &["woff2"]),
        [b'I', b'D', b'3', ..] => (&["audio/mpeg"], &["mp3"]),
        [b'O', b'g', b'g', b'S', ..] => (&["audio/ogg", "video/ogg"], &["ogg", "opus"]),
        [b'%', b'P', b'D', b'F', ..] => (&["application/pdf"], &["pdf"]),
        _ => return None,
    })
}

/// Looks over a file that is no text.
pub(super) fn check(item: &ManifestItem, path: &str, sample: &Sample, entry: Span, report: &mut InspectionReport) {
    let (bytes, stated) = (sample.bytes.as_slice(), item.media_type.as_str());
    let is_picture = ["image/png", "image/jpeg", "image/gif", "image/webp"].contains(&stated);
    let is_font = stated.starts_with("font/") || stated.contains("opentype") || stated.contains("font-");
    match kind(bytes) {
        Some((types, endings)) => {
            if !types.iter().any(|kind| stated.starts_with(kind)) {
                let help = format!("write media-type=\"{}\"", if types[0] == "font/" { "font/otf" } else { types[0] });
                // Readers know pictures by what is stated, the rest by what it is.
                let say: fn(&mut InspectionReport, Code, Span, String, String) =
                    if is_picture || types[0].starts_with("image/") && !stated.starts_with("image/") { fault } else { warn };
                say(report, Code::MediaTypeWrong, item.type_span, format!("`{path}` is not `{stated}`"), help);
                return;
            }
            let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
            if is_picture && !endings.contains(&ending.as_str()) {
                let message = format!("`{path}` is `{stated}` by its content, but not by its name");
                warn(report, Code::MediaTypeWrong, item.href_span, message, format!("end its name in `.{}`", endings[0]));
            }
        }
        None if is_picture => {
            let help = "put the picture in again";
            fault(report, Code::PictureDamaged, item.href_span, format!("`{path}` is no `{stated}`, or is damaged"), help);
            return;
        }
        None if is_font => {
            warn(report, Code::MediaTypeWrong, item.type_span, format!("`{path}` is no font"), "put the font in again");
            return;
        }
        None => {}
    }
    if is_picture && sample.size <= LARGEST && !is_whole(bytes) {
        fault(report, Code::PictureDamaged, item.href_span, format!("`{path}` ends too early"), "put the picture in again");
    }
    if stated.starts_with("image/") && sample.size > HEAVY_PICTURE {
        let message = format!("`{path}` has {}.{} MB", sample.size / 1_000_000, sample.size / 100_000 % 10);
        fault(report, Code::PictureHeavy, entry, message, "scale it down to what a page shows");
    }
}

/// Whether a picture's last part is there.
fn is_whole(bytes: &[u8]) -> bool {
    match bytes {
        [0x89, ..] => chunks(bytes),
        [0xFF, ..] => bytes.len() > 4 && bytes.windows(2).rev().take(64 << 10).any(|pair| pair == [0xFF, 0xD9]),
        [b'G', ..] => bytes.len() > 13 && bytes.iter().rev().take(1024).any(|&byte| byte == 0x3B),
        [b'R', ..] => {
            bytes.get(4..8).is_some_and(|size| u32::from_le_bytes([size[0], size[1], size[2], size[3]]) as usize + 8 <= bytes.len() + 1)
        }
        _ => true,
    }
}

/// Whether the chunks of a PNG lead from its header to its end.
fn chunks(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    let mut first = true;
    while let Some(head) = rest.get(..8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        if first && &head[4..8] != b"IHDR" {
            return false;
        }
        if &head[4..8] == b"IEND" {
            return true;
        }
        first = false;
        rest = rest.get(length.saturating_add(12)..).unwrap_or_default();
    }
    false
}
