//! The files of pictures.

use crate::book::{Book, ImageFormat, ImageId, LostImage};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The pictures of a document.
#[derive(Debug, Default)]
pub(super) struct DocxPictures {
    /// Numbers of the pictures that are shown, in the order of their first places.
    pub(super) numbers: BTreeMap<ImageId, usize>,
    /// How many drawings there are.
    pub(super) drawings: usize,
}

impl DocxPictures {
    /// Puts the files of the pictures among the parts, and their relationships among those of the text.
    ///
    /// # Errors
    /// If a file is gone or has changed since the book was read.
    pub(super) fn put(&self, book: &Book, parts: &mut BTreeMap<String, Vec<u8>>, relations: &mut String) -> Result<(), LostImage> {
        for (id, number) in &self.numbers {
            let image = book.image(*id);
            let ending = match image.format {
                ImageFormat::Jpeg => "jpg",
                other => other.ending(),
            };
            let stem = image.path.rsplit('/').next().unwrap_or_default();
            let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
            let stem: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).take(40).collect();
            let file = format!("media/{number}_{stem}.{ending}");
            let _ = write!(
                relations,
                "<Relationship Id=\"rIdP{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"{file}\"/>"
            );
            parts.insert(format!("word/{file}"), image.file.bytes()?.into_owned());
        }
        Ok(())
    }
}
