//! A cover made of the book's metadata, for an author who gives none: title, subtitle and authors in the book's own type. Colours
//! and pattern follow from the title, so a book keeps its cover.

mod barcode;
mod blurb;
mod circles;
mod colour;
mod dice;
mod dress;
mod fit;
mod frame;
mod given;
mod label;
mod over;
mod plain;
mod sheet;
mod spine;
#[cfg(test)]
mod tests;
mod tint;
mod titled;
mod words;
mod wrap;

use super::{draw, encode};
use crate::book::{CoverDesign, Metadata};
use crate::diagnostics::{Code, Diagnostic};
use crate::fonts::Fonts;
use crate::source::is_unfit;
use sheet::{CoverForm, CoverSheet, Scale};
use std::collections::BTreeSet;

pub use dress::CoverFaces;
use dress::Dress;
pub(crate) use dress::{HEIGHT, WIDTH};
pub(crate) use given::{given, refused};
pub(crate) use sheet::CoverSpot;
pub(crate) use spine::SpineWords;
pub(crate) use tint::PictureColours;
pub(crate) use titled::titled;
pub(crate) use wrap::FrontCover;
pub use wrap::{CoverPictures, Paperback, wrapped};

/// A cover that was drawn, as JPEG files.
pub(crate) struct DrawnCover {
    /// The one in a book, of fewer pixels than shops take of any picture in it (4 million).
    pub(crate) inner: Vec<u8>,
    /// The one that shops show, as large as any asks for.
    pub(crate) shown: Vec<u8>,
    /// Whether the words were cut.
    pub(crate) cut: bool,
}

/// The sides of the cover in a book, in pixels.
const INNER: [u32; 2] = [1400, 2240];

/// The cover in both sizes. None only if the faces can't be read.
#[must_use]
pub(crate) fn drawn(metadata: &Metadata, faces: &CoverFaces) -> Option<DrawnCover> {
    let (file, cut) = svg(metadata, faces);
    let data = faces.data(&file);
    let jpeg = |width, height| {
        let drawing = draw::Drawing::new(file.as_bytes(), width, height, &data)?;
        encode::jpeg(width, height, |rows| drawing.rows(rows))
    };
    let (inner, shown) = rayon::join(|| jpeg(INNER[0], INNER[1]), || jpeg(WIDTH, HEIGHT));
    Some(DrawnCover { inner: inner?, shown: shown?, cut })
}

/// The cover as SVG, in the design that the settings name, and whether title, subtitle or names are so long that words
/// were divided or left out.
#[must_use]
pub fn svg(metadata: &Metadata, faces: &CoverFaces) -> (String, bool) {
    let (sheet, dress) = front(metadata, faces, CoverForm::SCREEN);
    (sheet.finish(), dress.cut)
}

/// The front of a cover, drawn on a sheet that may hold more, and the colours for the rest.
fn front(metadata: &Metadata, faces: &CoverFaces, form: CoverForm) -> (CoverSheet, Dress) {
    let title = if metadata.title.is_empty() { "Untitled" } else { &metadata.title };
    match metadata.cover_design {
        CoverDesign::Circles => circles::draw(metadata, title, faces, form),
        CoverDesign::Frame => frame::draw(metadata, title, faces, form),
        CoverDesign::Label => label::draw(metadata, title, faces, form),
        CoverDesign::Rules => plain::draw(&plain::RULES, metadata, title, faces, form),
        CoverDesign::Bands => plain::draw(&plain::BANDS, metadata, title, faces, form),
        CoverDesign::Panel => plain::draw(&plain::PANEL, metadata, title, faces, form),
        CoverDesign::Lines => plain::draw(&plain::LINES, metadata, title, faces, form),
        CoverDesign::Large => plain::draw(&plain::LARGE, metadata, title, faces, form),
    }
}

/// Whether words are put over the picture that is the cover.
#[must_use]
pub(crate) fn has_words(metadata: &Metadata) -> bool {
    over::wanted(metadata, false).is_some()
}

/// The finding that the words of the front are more than it holds.
#[must_use]
pub(crate) fn words_cut() -> Diagnostic {
    let message = "title, subtitle or names are too long for the cover: its letters are too small to be read";
    Diagnostic::new(Code::CoverWords, message).help("shorten them, or give a cover of your own: `cover = \"cover.jpg\"`")
}

/// The finding that no font of the book has some of the characters on the cover, which is then full of boxes.
#[must_use]
pub(crate) fn without_glyphs(metadata: &Metadata, fonts: &Fonts) -> Option<Diagnostic> {
    if metadata.cover.is_some() && over::wanted(metadata, false).is_none() {
        return None;
    }
    let words =
        [Some(&metadata.title), metadata.subtitle.as_ref()].into_iter().flatten().chain(metadata.people.iter().map(|person| &person.name));
    let lacks = |c: &char| !c.is_whitespace() && !is_unfit(*c) && !fonts.faces().any(|(_, face)| face.has(*c));
    let lacking: BTreeSet<char> = words.flat_map(|words| words.chars()).filter(lacks).collect();
    let shown: String = lacking.iter().take(12).collect();
    let more = if lacking.len() > 12 { format!(" and {} more", lacking.len() - 12) } else { String::new() };
    let message = format!("no font has these characters of the cover, which shows boxes for them: {shown}{more}");
    let help = "install a font that has them, name one in book.toml (`[type] fonts = [\"file.otf\"]`), or give a cover of your own: `cover = \"cover.jpg\"`";
    (!lacking.is_empty()).then(|| Diagnostic::new(Code::CoverWords, message).help(help))
}

/// What spine and back are made from: the book, the faces, and how they go with the front.
struct WrapDress<'d> {
    metadata: &'d Metadata,
    faces: &'d CoverFaces<'d>,
    dress: Dress,
    /// How lengths on paper become pixels.
    scale: Scale,
}
