//! Writes an edition as an EPUB 3, through epub-builder and one finishing pass.

mod adapter;
mod container;
mod cover;
mod document;
mod error;
mod finish;
mod kindle;
mod metadata;
mod nav;
mod package;
mod pages;
mod told;

use crate::book::Book;
use crate::config::{Config, PageNumbers};
use crate::diagnostics::Diagnostics;
use crate::edition::{Edition, PageStart, words};
use crate::fonts::Fonts;
pub(crate) use crate::html::access::AccessStatement;
use crate::html::breaks::PageBreaks;
use crate::html::pictures;
use crate::html::places::{DocumentMedium, DocumentPlaces};
use crate::html::writer::DocumentWriter;
use crate::source::xml;
pub(crate) use cover::Cover;
pub use cover::cover;
use std::collections::BTreeSet;
use std::io::Write;

/// What may still be being made when an EPUB is begun, and is asked for when it can't be done without.
#[derive(Debug)]
pub struct PendingFiles<C, S> {
    /// Gives the cover; none, with a finding, if there can be none.
    pub cover: C,
    /// Gives the pages whose numbers the EPUB is to carry.
    pub starts: S,
}

/// What becomes of an EPUB beside the file itself.
#[derive(Debug)]
pub struct EpubFacts {
    /// The cover.
    pub cover: Cover,
    /// What the file says of its accessibility.
    pub(crate) access: AccessStatement,
}

/// Writes the EPUB file to `out`; gives back what is to be known of it. `modified` is the time to state in it, as `2026-11-24T00:00:00Z`. None, with an
/// error among the findings, if it can't be made or written.
pub fn write(
    edition: &Edition,
    config: &Config,
    fonts: &Fonts,
    modified: &str,
    coming: PendingFiles<impl FnOnce(&mut Diagnostics) -> Option<Cover>, impl FnOnce() -> Vec<PageStart>>,
    out: &mut (impl Write + Send),
    diagnostics: &mut Diagnostics,
) -> Option<EpubFacts> {
    let images = pictures::paths(edition.book());
    let places = DocumentPlaces::new(edition, config, DocumentMedium::Epub);
    let words = words::words(edition.book());
    let mut writer = DocumentWriter { edition, config, places: &places, images: &images, breaks: PageBreaks::default(), words, page: "" };
    // Of a cover that is drawn the package knows all but the bytes.
    let (item, cover) = match edition.book().metadata.cover {
        None => (cover::JPEG, Err(coming.cover)),
        Some(_) => (coming.cover)(diagnostics).map(|given| (given.item, Ok(given)))?,
    };
    if config.epub.pages != PageNumbers::None {
        writer.breaks = PageBreaks::new((coming.starts)(), given_ids(edition.book()));
    }
    told::of_book(&writer, diagnostics);
    let parts = package::parts(&writer, item, fonts);
    let cover = cover.or_else(|drawn| drawn(diagnostics).ok_or(())).ok()?;
    told::of_cover(&writer, &cover, diagnostics);
    if let Ok(parts) = &parts {
        told::of_documents(&parts.long, diagnostics);
    }
    let written = parts.and_then(|parts| parts.write(&writer, &cover, modified, out));
    let access = written.map_err(|error| diagnostics.push(error.into())).ok()?;
    Some(EpubFacts { cover, access })
}

/// The ids that stand in the documents because the author has given them, or a heading.
fn given_ids(book: &Book) -> BTreeSet<String> {
    let blocks = book.blocks.iter().filter_map(|block| block.id.as_deref());
    let notes = book.notes.iter().filter_map(|note| note.id.as_deref());
    let headings = book.sections.iter().map(|section| section.slug.as_str());
    blocks.chain(notes).chain(headings).map(xml::id).filter(|id| id.starts_with("page_")).collect()
}
