//! Pictures: their files, and the drawings that show them with the words for who can't see them.

use super::body::DocxWriter;
use crate::book::{Alternative, Book, ImageFormat, ImageId, LostImage, PictureSize};
use crate::source::Length;
use crate::source::xml::escape;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The pictures of a document.
#[derive(Debug, Default)]
pub(super) struct DocxPictures {
    /// Numbers of the pictures that are shown, in the order of their first places.
    numbers: BTreeMap<ImageId, usize>,
    /// How many drawings there are.
    drawings: usize,
}

/// The size of type, the width of the text and the height of a page.
const EM: Length = Length::points(12);
const MEASURE: Length = Length::points(450);
const HIGHEST: i64 = 600;
/// English metric units in a point.
const UNITS: i64 = 12_700;

/// Writes a drawing of a picture as a run.
pub(super) fn picture(writer: &mut DocxWriter<'_>, id: ImageId, alternative: &Alternative, size: PictureSize) {
    let image = writer.book.image(id);
    let next = writer.pictures.numbers.len() + 1;
    let number = *writer.pictures.numbers.entry(id).or_insert(next);
    writer.pictures.drawings += 1;
    let drawing = writer.pictures.drawings;
    let (width, height) = size.of(image, EM, MEASURE);
    let units = |length: Length| (length.units() * UNITS >> 16).max(UNITS);
    let (mut width, mut height) = (units(width), units(height));
    if height > HIGHEST * UNITS {
        (width, height) = ((width * HIGHEST * UNITS / height).max(UNITS), HIGHEST * UNITS);
    }
    let words = if alternative.given { escape(&alternative.words) } else { String::new() };
    let name = escape(image.path.rsplit('/').next().unwrap_or(&image.path));
    let decorative = if alternative.given && alternative.words.trim().is_empty() {
        "<a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative \
         xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/></a:ext></a:extLst>"
    } else {
        ""
    };
    let _ = write!(
        writer.out,
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
         <wp:docPr id=\"{drawing}\" name=\"{name}\" descr=\"{words}\">{decorative}</wp:docPr><a:graphic>\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
         <pic:cNvPr id=\"{drawing}\" name=\"{name}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rIdP{number}\"/>\
         <a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    );
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
