//! Pages drawn, written and compressed: a few at a time on every core, so that what a page was drawn with is gone
//! before the next ones are, and only the compressed streams of a long book are kept.

use super::adapter;
use super::content::{self, MarkedContent};
use super::error::{PdfError, PdfPart};
use super::fonts::PdfFaces;
use super::images::{Images, PdfImage};
use super::links::Region;
use super::object::PaperSize;
use crate::layout::frame::Page;
use crate::source::deflate;
use lopdf::{Document, Object, ObjectId};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

/// How many pages are made into a document together: enough that a document's own cost is small, few enough to stay in a cache.
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

/// Draws and writes all pages on paper of this size and leaves nothing on them; the error says what was made
/// otherwise than expected.
pub(super) fn sheets(pages: &mut [Page], book: &content::PageContext, paper: PaperSize) -> Result<Vec<PressSheet>, PdfError> {
    let made: Vec<Result<Vec<PressSheet>, PdfError>> = pages
        .par_chunks_mut(TOGETHER)
        .map(|some| {
            let items = some.iter_mut().map(|page| {
                page.lines = Vec::new();
                (std::mem::take(&mut page.items), page.turned.clone())
            });
            let mut drawings: Vec<content::DrawnPage> = items.map(|(items, turned)| content::draw(&items, &turned, book)).collect();
            let document = adapter::pages_of(drawings.iter_mut().map(|drawing| std::mem::take(&mut drawing.operations)), paper);
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

/// The document round the sheets: fonts, images and the page tree. The finishing pass puts the sheets in the place of what stands on
/// the pages.
pub(super) fn binding(count: usize, faces: &PdfFaces, images: Images, paper: PaperSize) -> BoundDocument {
    let fonts: Vec<_> = faces.iter().map(|face| (&face.font, face.weight, face.meant().map(|(number, _)| number).collect())).collect();
    let plates: BTreeMap<String, PdfImage> = images.into_plates().collect();
    BoundDocument { document: adapter::binding(count, &fonts, plates.keys().cloned(), paper), plates }
}

/// A document, and the images that are put into it when it is written.
#[derive(Clone)]
pub(super) struct BoundDocument {
    document: Document,
    /// The images by their resource names; the document has an empty object for each.
    plates: BTreeMap<String, PdfImage>,
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
        let place = |(name, plate): (String, PdfImage)| Some((objects.get(name.as_bytes()).ok()?.as_reference().ok()?, plate));
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

/// The pages of a document, in order.
pub(super) fn page_ids(document: &Document) -> Option<Vec<lopdf::ObjectId>> {
    let pages = document.get_dictionary(document.catalog().ok()?.get(b"Pages").ok()?.as_reference().ok()?).ok()?;
    pages.get(b"Kids").ok()?.as_array().ok()?.iter().map(|kid| kid.as_reference().ok()).collect()
}

fn content_of(document: &Document, page: lopdf::ObjectId) -> Option<&[u8]> {
    let content = document.get_dictionary(page).ok()?.get(b"Contents").ok()?.as_reference().ok()?;
    Some(&document.get_object(content).ok()?.as_stream().ok()?.content)
}
