//! The pictures of a document: which of them a book can show, and under what name.

use super::text::OfficePicture;

/// Why a picture is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PictureRefusal {
    /// The picture lies outside of the document, which is never asked for.
    Outside,
    /// The picture is not there.
    Missing,
    /// The picture is of a kind that no reader shows.
    Kind(&'static str),
}

impl PictureRefusal {
    /// What is lost, in the plural.
    pub(super) fn told(&self) -> String {
        match self {
            Self::Outside => "pictures that lie outside the document, left out".to_owned(),
            Self::Missing => "pictures that are missing in the document".to_owned(),
            Self::Kind(kind) => format!("pictures of the kind {kind}, which a book can't show, left out"),
        }
    }
}

/// Puts a picture to the others, if it is one that a book can show; its number.
pub(super) fn shelved(pictures: &mut Vec<OfficePicture>, path: &str, bytes: Vec<u8>) -> Result<usize, PictureRefusal> {
    let ending = ending(&bytes)?;
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = match name.rsplit_once('.') {
        Some((stem, own)) if own.len() <= 4 && own.bytes().all(|byte| byte.is_ascii_alphanumeric()) => stem,
        _ => name,
    };
    let stem = if stem.is_empty() { "picture" } else { stem };
    let name = if ending == "jpg" && name.to_ascii_lowercase().ends_with(".jpeg") { name.to_owned() } else { format!("{stem}.{ending}") };
    pictures.push(OfficePicture { name, bytes });
    Ok(pictures.len() - 1)
}

/// The ending that a picture's bytes speak for.
fn ending(bytes: &[u8]) -> Result<&'static str, PictureRefusal> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Ok("png"),
        [0xFF, 0xD8, 0xFF, ..] => Ok("jpg"),
        [b'G', b'I', b'F', b'8', ..] => Ok("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok("webp"),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Err(PictureRefusal::Kind("TIFF")),
        [b'B', b'M', ..] => Err(PictureRefusal::Kind("BMP")),
        [1, 0, 0, 0, ..] if bytes.get(40..44) == Some(b" EMF") => Err(PictureRefusal::Kind("EMF")),
        [0xD7, 0xCD, 0xC6, 0x9A, ..] | [1 | 2, 0, 9, 0, ..] => Err(PictureRefusal::Kind("WMF")),
        [b'V', b'C', b'L', b'M', b'T', b'F', ..] => Err(PictureRefusal::Kind("SVM")),
        [b'%', b'P', b'D', b'F', ..] => Err(PictureRefusal::Kind("PDF")),
        [b'%', b'!', b'P', b'S', ..] => Err(PictureRefusal::Kind("EPS")),
        _ if is_svg(bytes) => Ok("svg"),
        [] => Err(PictureRefusal::Missing),
        _ => Err(PictureRefusal::Kind("that is not known")),
    }
}

/// Whether bytes are a drawing: its root is among the first of them.
fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let text = String::from_utf8_lossy(head);
    text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('<') && text.contains("<svg")
        || text.contains(":svg") && text.contains("http://www.w3.org/2000/svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_ending_of_its_kind() {
        let mut pictures = Vec::new();
        let png = b"\x89PNG\r\n\x1a\n".to_vec();
        for (name, named) in [("Pictures/a.png", "a.png"), ("ObjectReplacements/Object 1", "Object 1.png"), ("x/a.b.tmp", "a.b.png")] {
            let index = shelved(&mut pictures, name, png.clone()).expect("a picture");
            assert_eq!(pictures[index].name, named);
        }
        assert_eq!(shelved(&mut pictures, "a.jpeg", vec![0xFF, 0xD8, 0xFF]).map(|index| pictures[index].name.clone()), Ok("a.jpeg".into()));
        assert_eq!(
            shelved(&mut pictures, "a", b"<?xml version='1.0'?><svg/>".to_vec()).map(|index| pictures[index].name.clone()),
            Ok("a.svg".into())
        );
        assert_eq!(shelved(&mut pictures, "a.png", b"BM".to_vec()), Err(PictureRefusal::Kind("BMP")));
        assert_eq!(shelved(&mut pictures, "a.png", Vec::new()), Err(PictureRefusal::Missing));
    }
}
