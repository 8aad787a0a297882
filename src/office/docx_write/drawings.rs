//! The drawings that show pictures, with the words for who can't see them.

use super::writer::DocxWriter;
use crate::book::{Alternative, ImageId, PictureSize};
use crate::source::Length;
use crate::source::xml::escape;
use std::fmt::Write as _;

/// The size of type, the width of the text and the height of a page.
const EM: Length = Length::points(12);
const MEASURE: Length = Length::points(450);
const HIGHEST: i64 = 600;
/// English metric units in a point.
const UNITS: i64 = 12_700;

impl DocxWriter<'_> {
    /// Writes a drawing of a picture as a run.
    pub(super) fn picture(&mut self, id: ImageId, alternative: &Alternative, size: PictureSize) {
        let image = self.book.image(id);
        let next = self.pictures.numbers.len() + 1;
        let number = *self.pictures.numbers.entry(id).or_insert(next);
        self.pictures.drawings += 1;
        let drawing = self.pictures.drawings;
        let (width, height) = size.of(image, EM, MEASURE);
        let units = |length: Length| ((length.units() * UNITS) >> 16).max(UNITS);
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
            self.out,
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
         <wp:docPr id=\"{drawing}\" name=\"{name}\" descr=\"{words}\">{decorative}</wp:docPr><a:graphic>\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
         <pic:cNvPr id=\"{drawing}\" name=\"{name}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rIdP{number}\"/>\
         <a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        );
    }
}
