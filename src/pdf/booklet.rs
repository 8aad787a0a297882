//! A booklet: the pages of the finished PDF, two side by side on each side of a sheet, in the order in which they lie when all sheets
//! are put into one another and folded in the middle.
//!
//! It is for a printer at home and nothing else: no tags, links or bookmarks. Every page becomes a form that is drawn where it belongs,
//! so that fonts and pictures are in the file once.

use super::error::{PdfError, PdfPart};
use super::metadata::PRODUCER;
use super::object::{PaperSize, name, number, points};
use super::sheets::page_ids;
use super::unwritten::UnwrittenPdf;
use super::write;
use crate::config::PageSettings;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// Pages from which on one sheet after the other makes a fold too thick: twenty sheets.
pub(crate) const THICK: usize = 80;

/// A booklet, and what one prints it on.
#[derive(Debug)]
pub(crate) struct Booklet {
    /// The file.
    pub(crate) bytes: Vec<u8>,
    /// The sheets that it is printed on.
    pub(crate) sheets: BookletSheets,
}

/// The sheets of a booklet: how many, and how large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookletSheets {
    /// The number of sheets.
    pub count: usize,
    /// Width of a sheet in thousandths of a point: twice that of a page.
    pub width: i64,
    /// Height of a sheet in thousandths of a point.
    pub height: i64,
}

/// The two pages on one side of a sheet, from 0; none where the sheet stays blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SheetSide {
    left: Option<usize>,
    right: Option<usize>,
}

/// The booklet of a PDF for the screen. In one that goes from right to left the fold is on the other side of each page.
///
/// # Errors
/// If printpdf's document lacks something, or a picture can't be read any more.
pub(crate) fn booklet(pdf: &UnwrittenPdf, page: &PageSettings, right_to_left: bool) -> Result<Booklet, PdfError> {
    let PaperSize { width, height } = PaperSize::of(page.width, page.height);
    let (mut document, images) = pdf.bound.clone().unbound().ok_or(PdfError::Missing(PdfPart::Images))?;
    let pages = page_ids(&document).ok_or(PdfError::Missing(PdfPart::PageTree))?;
    let forms: Vec<ObjectId> = pages.iter().map(|&page| form(&mut document, page, width, height)).collect::<Result<_, _>>()?;
    let tree = document.new_object_id();
    let sides = sides(forms.len(), right_to_left);
    let sheets = BookletSheets { count: sides.len() / 2, width: width * 2, height };
    let kids: Vec<Object> = sides.into_iter().map(|side| Object::Reference(draw(&mut document, side, &forms, tree, sheets))).collect();
    let count = i64::try_from(kids.len()).expect("a file has fewer than 2^63 pages");
    document.set_object(tree, dictionary! { "Type" => name("Pages"), "Kids" => kids, "Count" => count });
    let root = document.add_object(dictionary! {
        "Type" => name("Catalog"),
        "Pages" => tree,
        // What the dialogue for printing begins with, where a program heeds it.
        "ViewerPreferences" => dictionary! { "PrintScaling" => name("None"), "Duplex" => name("DuplexFlipShortEdge") },
    });
    document.trailer.set("Root", root);
    if !document.trailer.has(b"Info") {
        let info = document.add_object(dictionary! { "Producer" => Object::string_literal(PRODUCER) });
        document.trailer.set("Info", info);
    }
    document.version = "1.7".to_owned();
    document.prune_objects();
    let mut bytes = Vec::new();
    write::with_images(document, &images, &mut bytes)?;
    Ok(Booklet { bytes, sheets })
}

/// The sides of all sheets, the outermost first, the outer side of each before the inner one; blank pages are added at the end.
fn sides(pages: usize, right_to_left: bool) -> Vec<SheetSide> {
    let all = pages.next_multiple_of(4);
    let page = |at: usize| (at < pages).then_some(at);
    let side = |left: usize, right: usize| match right_to_left {
        false => SheetSide { left: page(left), right: page(right) },
        true => SheetSide { left: page(right), right: page(left) },
    };
    (0..all / 4).flat_map(|sheet| [side(all - 1 - 2 * sheet, 2 * sheet), side(2 * sheet + 1, all - 2 - 2 * sheet)]).collect()
}

/// Makes a form of a page's content (ISO 32000-1, 8.10).
fn form(document: &mut Document, page: ObjectId, width: i64, height: i64) -> Result<ObjectId, PdfError> {
    let facts = document.get_dictionary(page).map_err(PdfError::of(page))?;
    let content = facts.get(b"Contents").and_then(Object::as_reference).map_err(PdfError::of(page))?;
    let resources = facts.get(b"Resources").cloned().map_err(PdfError::of(page))?;
    let stream = document.get_object_mut(content).and_then(Object::as_stream_mut).map_err(PdfError::of(content))?;
    stream.dict.set("Type", name("XObject"));
    stream.dict.set("Subtype", name("Form"));
    stream.dict.set("BBox", vec![Object::Integer(0), Object::Integer(0), points(width), points(height)]);
    stream.dict.set("Resources", resources);
    Ok(content)
}

/// Draws the two pages of a side.
fn draw(document: &mut Document, side: SheetSide, forms: &[ObjectId], tree: ObjectId, sheets: BookletSheets) -> ObjectId {
    let (mut operators, mut drawn) = (String::new(), Dictionary::new());
    for (named, page, x) in [("L", side.left, 0), ("R", side.right, sheets.width / 2)] {
        let Some(page) = page else { continue };
        operators.push_str(&format!("q 1 0 0 1 {} 0 cm /{named} Do Q\n", number(x)));
        drawn.set(named, forms[page]);
    }
    let content = document.add_object(Stream::new(Dictionary::new(), operators.into_bytes()));
    document.add_object(dictionary! {
        "Type" => name("Page"),
        "Parent" => tree,
        "MediaBox" => vec![Object::Integer(0), Object::Integer(0), points(sheets.width), points(sheets.height)],
        "Resources" => dictionary! { "XObject" => drawn },
        "Contents" => content,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pages of a side from 1, 0 for a blank one.
    fn numbers(pages: usize, right_to_left: bool) -> Vec<[usize; 2]> {
        let number = |page: Option<usize>| page.map_or(0, |page| page + 1);
        sides(pages, right_to_left).into_iter().map(|side| [number(side.left), number(side.right)]).collect()
    }

    #[test]
    fn sheets_put_into_one_another_are_a_book() {
        assert_eq!(numbers(4, false), [[4, 1], [2, 3]]);
        assert_eq!(numbers(8, false), [[8, 1], [2, 7], [6, 3], [4, 5]]);
        assert_eq!(numbers(5, false), [[0, 1], [2, 0], [0, 3], [4, 5]]);
        assert_eq!(numbers(4, true), [[1, 4], [3, 2]]);
        assert_eq!(numbers(0, false), [] as [[usize; 2]; 0]);
        // Leafed through, each leaf shows its two pages one behind the other, and every page comes once.
        for pages in 1..40 {
            let sides = numbers(pages, false);
            let leaves: Vec<[usize; 2]> = sides.chunks(2).map(|sheet| [sheet[0][1], sheet[1][0]]).collect();
            let back: Vec<[usize; 2]> = sides.chunks(2).rev().map(|sheet| [sheet[1][1], sheet[0][0]]).collect();
            let read: Vec<usize> = leaves.into_iter().chain(back).flatten().filter(|page| *page > 0).collect();
            assert_eq!(read, (1..=pages).collect::<Vec<_>>());
        }
    }
}
