//! Pages drawn, written by printpdf and compressed: a few at a time on every core, so that what a page was drawn with is gone
//! before the next ones are, and only the compressed streams of a long book are kept.

use super::content::{self, MarkedContent};
use super::error::{PdfError, PdfPart};
use super::fonts::PdfFaces;
use super::images::{Images, PdfImage};
use super::links::Region;
use super::object::{PaperSize, real};
use crate::layout::frame::Page;
use crate::source::deflate;
use lopdf::{Document, Object, ObjectId};
use printpdf::{Codepoint, ExternalStream, ExternalXObject, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rect};
use printpdf::{TextItem, XObject};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

/// How many pages go through printpdf together: enough that a document's own cost is small, few enough to stay in a cache.
const TOGETHER: usize = 8;

/// What the pages hold beside what is drawn, by page.
pub(super) struct PressSheet {
    /// The marked contents, until the tree has taken them in.
    pub(super) leaves: Vec<MarkedContent>,
    /// How many marked contents the page has.
    pub(super) contents: usize,
    pub(super) regions: Vec<Region>,
    /// The content stream, compressed.
    pub(super) stream: Vec<u8>,
}

/// Draws and writes all pages on paper of this size and leaves nothing on them; the error says what printpdf made
/// otherwise than expected.
pub(super) fn sheets(pages: &mut [Page], book: &content::PageContext, paper: PaperSize) -> Result<Vec<PressSheet>, PdfError> {
    let made: Vec<Result<Vec<PressSheet>, PdfError>> = pages
        .par_chunks_mut(TOGETHER)
        .map(|some| {
            let items = some.iter_mut().map(|page| {
                page.lines = Vec::new();
                std::mem::take(&mut page.items)
            });
            let mut drawings: Vec<content::DrawnPage> = items.map(|items| content::draw(&items, book)).collect();
            let mut document = PdfDocument::new("");
            document.pages = drawings.iter_mut().map(|drawing| page(std::mem::take(&mut drawing.operations), paper)).collect();
            let document = converted(&document);
            let ids = page_ids(&document).ok_or(PdfError::Missing(PdfPart::PageTree))?;
            if ids.len() != some.len() {
                return Err(PdfError::PageCount { made: ids.len(), given: some.len() });
            }
            let stream = |id| content_of(&document, id).map(deflate::zlib);
            let sheets = ids.into_iter().zip(drawings).map(|(id, drawing)| {
                let stream = stream(id).ok_or(PdfError::Missing(PdfPart::PageContent))?;
                Ok(PressSheet { contents: drawing.leaves.len(), leaves: drawing.leaves, regions: drawing.regions, stream })
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
pub(super) fn binding(count: usize, faces: &PdfFaces, images: Images, paper: PaperSize) -> BoundDocument {
    let mut document = PdfDocument::new("");
    document.resources.fonts.map.extend(faces.iter().map(|face| (face.name.clone(), face.embedded())));
    let empty = ExternalStream { dict: BTreeMap::new(), content: Vec::new(), compress: false };
    let empty = XObject::External(ExternalXObject { stream: empty, width: None, height: None, dpi: None });
    let plates: BTreeMap<Vec<u8>, PdfImage> = images.into_plates().map(|(name, plate)| (name.0.into_bytes(), plate)).collect();
    let names = plates.keys().map(|name| printpdf::XObjectId(String::from_utf8_lossy(name).into_owned()));
    document.resources.xobjects.map.extend(names.map(|name| (name, empty.clone())));
    document.pages = (0..count).map(|index| page(if index == 0 { specimen(faces) } else { Vec::new() }, paper)).collect();
    BoundDocument { document: converted(&document), plates }
}

/// A document, and the images that are put into it when it is written.
#[derive(Clone)]
pub(super) struct BoundDocument {
    document: Document,
    /// The images by their resource names; the document has an empty object for each.
    plates: BTreeMap<Vec<u8>, PdfImage>,
}

impl BoundDocument {
    /// The document, and the images by the objects they take the place of; none if one of them has no such object.
    pub(super) fn unbound(self) -> Option<(Document, BTreeMap<ObjectId, PdfImage>)> {
        let Self { document, plates } = self;
        if plates.is_empty() {
            return Some((document, BTreeMap::new()));
        }
        let page = document.get_dictionary(*page_ids(&document)?.first()?).ok()?;
        let resources = document.get_dictionary(page.get(b"Resources").ok()?.as_reference().ok()?).ok()?;
        let objects = match resources.get(b"XObject").ok()? {
            Object::Reference(id) => document.get_dictionary(*id).ok()?,
            object => object.as_dict().ok()?,
        };
        let place = |(name, plate): (Vec<u8>, PdfImage)| Some((objects.get(&name).ok()?.as_reference().ok()?, plate));
        let placed = plates.into_iter().map(place).collect::<Option<_>>()?;
        Some((document, placed))
    }
}

impl Deref for BoundDocument {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.document
    }
}

impl DerefMut for BoundDocument {
    fn deref_mut(&mut self) -> &mut Document {
        &mut self.document
    }
}

/// Every glyph of every face.
fn specimen(faces: &PdfFaces) -> Vec<Op> {
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
fn page(operations: Vec<Op>, paper: PaperSize) -> PdfPage {
    let whole = Rect::from_wh(Pt(real(paper.width)), Pt(real(paper.height)));
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
