//! Pages drawn, written by printpdf and compressed: a few at a time on every core, so that what a page was drawn with is gone
//! before the next ones are, and only the compressed streams of a long book are kept.

use super::content::{self, Leaf};
use super::fonts::Faces;
use super::links::Region;
use super::object;
use super::write::Deflater;
use crate::layout::frame::Page;
use lopdf::Document;
use printpdf::{Codepoint, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rect, TextItem};
use rayon::prelude::*;

/// How many pages go through printpdf together: enough that a document's own cost is small, few enough to stay in a cache.
const TOGETHER: usize = 8;

/// What the pages hold beside what is drawn, by page.
pub(super) struct Sheet {
    pub(super) leaves: Vec<Leaf>,
    pub(super) regions: Vec<Region>,
    /// The content stream, compressed.
    pub(super) stream: Vec<u8>,
}

/// Draws and writes all pages of `width` and `height` (1/1000 pt) and leaves nothing on them; the error says what printpdf made
/// otherwise than expected.
pub(super) fn sheets(pages: &mut [Page], book: &content::Book, width: i64, height: i64) -> Result<Vec<Sheet>, String> {
    let made: Vec<Result<Vec<Sheet>, String>> = pages
        .par_chunks_mut(TOGETHER)
        .map_init(Deflater::new, |deflater, some| {
            let items = some.iter_mut().map(|page| std::mem::take(&mut page.items));
            let mut drawings: Vec<content::Drawing> = items.map(|items| content::draw(&items, book)).collect();
            let mut document = PdfDocument::new("");
            document.pages = drawings.iter_mut().map(|drawing| page(std::mem::take(&mut drawing.operations), width, height)).collect();
            let document = converted(&document);
            let ids = page_ids(&document).filter(|ids| ids.len() == some.len()).ok_or("another number of pages than drawn")?;
            let mut stream = |id| content_of(&document, id).map(|content| deflater.deflated(content));
            let sheets = ids.into_iter().zip(drawings).map(|(id, drawing)| {
                let stream = stream(id).ok_or("a page without a content stream")?;
                Ok(Sheet { leaves: drawing.leaves, regions: drawing.regions, stream })
            });
            sheets.collect()
        })
        .collect();
    let mut sheets = Vec::with_capacity(pages.len());
    for some in made {
        sheets.extend(some?);
    }
    Ok(sheets)
}

/// The document round the sheets: fonts, images and the page tree, through printpdf. printpdf embeds a face only if a page uses
/// it, so the first page is a specimen of all glyphs; the finishing pass puts the sheets in the place of what stands on the pages.
pub(super) fn binding(count: usize, faces: &Faces, images: super::images::Images, width: i64, height: i64) -> Document {
    let mut document = PdfDocument::new("");
    document.resources.fonts.map.extend(faces.iter().map(|face| (face.name.clone(), face.embedded())));
    document.resources.xobjects.map.extend(images.into_objects());
    document.pages = (0..count).map(|index| page(if index == 0 { specimen(faces) } else { Vec::new() }, width, height)).collect();
    converted(&document)
}

/// Every glyph of every face.
fn specimen(faces: &Faces) -> Vec<Op> {
    let mut operations = vec![Op::StartTextSection];
    for face in faces.iter() {
        operations.push(Op::SetFont { font: PdfFontHandle::External(face.name.clone()), size: Pt(1.0) });
        let glyphs = face.meant().map(|(number, _)| Codepoint::new(number, 0.0)).collect();
        operations.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
    }
    operations.push(Op::EndTextSection);
    operations
}

/// A page with its boxes in points: printpdf's own constructor takes millimetres and is off by a thousandth.
fn page(operations: Vec<Op>, width: i64, height: i64) -> PdfPage {
    let whole = Rect::from_wh(Pt(object::real(width)), Pt(object::real(height)));
    PdfPage { media_box: whole.clone(), trim_box: whole.clone(), crop_box: whole, ops: operations }
}

fn converted(document: &PdfDocument) -> Document {
    // What it calls secure is to leave out operations it has no name for, such as ours.
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    document.to_lopdf_document(&options, &mut Vec::new())
}

/// The pages of a document, in order.
pub(super) fn page_ids(document: &Document) -> Option<Vec<lopdf::ObjectId>> {
    let pages = document.get_dictionary(document.catalog().ok()?.get(b"Pages").ok()?.as_reference().ok()?).ok()?;
    pages.get(b"Kids").ok()?.as_array().ok()?.iter().map(|kid| kid.as_reference().ok()).collect()
}

fn content_of(document: &Document, page: lopdf::ObjectId) -> Option<&[u8]> {
    let content = document.get_dictionary(page).ok()?.get(b"Contents").ok()?.as_reference().ok()?;
    Some(&document.get_object(content).ok()?.as_stream().ok()?.content)
}
