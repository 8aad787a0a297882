//! The files of pictures.

use super::parts::DocxParts;
use crate::office::package::OfficeFault;
use crate::office::text::{OfficeLosses, OfficePicture};
use std::collections::BTreeMap;

/// Takes the files of pictures out of their parts; where each is then, none of those that are of no use.
///
/// # Errors
/// If the archive is damaged.
pub(super) fn load(
    parts_of_pictures: &[String],
    parts: &mut DocxParts<'_>,
    pictures: &mut Vec<OfficePicture>,
    losses: &mut OfficeLosses,
) -> Result<Vec<Option<usize>>, OfficeFault> {
    let mut places = Vec::with_capacity(parts_of_pictures.len());
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for part in parts_of_pictures {
        let bytes = match parts.bytes(part) {
            Ok(Some(bytes)) if !bytes.is_empty() => bytes,
            Err(OfficeFault::TooLarge(part)) => return Err(OfficeFault::TooLarge(part)),
            _ => {
                losses.count("pictures whose files are missing");
                places.push(None);
                continue;
            }
        };
        match kind(&bytes) {
            DocxPictureKind::Shown(ending) => {
                let name = file_name(part, ending, &mut names);
                places.push(Some(pictures.len()));
                pictures.push(OfficePicture { name, bytes });
            }
            DocxPictureKind::Unshown(kind) => {
                losses.count(format!("pictures in {kind}, left out"));
                places.push(None);
            }
        }
    }
    Ok(places)
}

/// The kind of a picture.
enum DocxPictureKind {
    /// A picture that editions show, by the ending of its file.
    Shown(&'static str),
    /// A picture that no edition shows, by the name of its format.
    Unshown(&'static str),
}

/// The kind of a picture by its first bytes.
fn kind(bytes: &[u8]) -> DocxPictureKind {
    let head = &bytes[..bytes.len().min(1024)];
    match head {
        [0x89, b'P', b'N', b'G', ..] => DocxPictureKind::Shown("png"),
        [0xFF, 0xD8, 0xFF, ..] => DocxPictureKind::Shown("jpg"),
        [b'G', b'I', b'F', b'8', ..] => DocxPictureKind::Shown("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => DocxPictureKind::Shown("webp"),
        [b'B', b'M', ..] => DocxPictureKind::Unshown("BMP"),
        [b'I', b'I', 0x2A, 0, ..] | [b'M', b'M', 0, 0x2A, ..] => DocxPictureKind::Unshown("TIFF"),
        [0xD7, 0xCD, 0xC6, 0x9A, ..] | [1 | 2, 0, 9, 0, ..] => DocxPictureKind::Unshown("WMF"),
        [1, 0, 0, 0, ..] if head.get(40..44) == Some(b" EMF") => DocxPictureKind::Unshown("EMF"),
        [0x1F, 0x8B, ..] => DocxPictureKind::Unshown("EMF or WMF, compressed"),
        [b'%', b'P', b'D', b'F', ..] => DocxPictureKind::Unshown("PDF"),
        [0xC5, 0xD0, 0xD3, 0xC6, ..] | [b'%', b'!', ..] => DocxPictureKind::Unshown("PostScript"),
        _ if head.windows(4).any(|window| window == b"<svg") => DocxPictureKind::Shown("svg"),
        _ => DocxPictureKind::Unshown("an unknown format"),
    }
}

/// The name of a picture's file: that of its part, as no other has it.
fn file_name(part: &str, ending: &str, names: &mut BTreeMap<String, usize>) -> String {
    let file = part.rsplit('/').next().unwrap_or(part);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem: String = stem.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).take(60).collect();
    let stem = if stem.trim_matches('-').is_empty() { "picture".to_owned() } else { stem };
    let mut name = format!("{stem}.{ending}");
    // Each stem remembers its last number, so that a thousand of one name are soon told apart.
    while let Some(last) = names.get(&name.to_lowercase()).copied() {
        names.insert(format!("{stem}.{ending}").to_lowercase(), last + 1);
        name = format!("{stem}-{}.{ending}", last + 1);
    }
    names.insert(name.to_lowercase(), 1);
    name
}
