//! Pages of HTML, as browsers, word processors and Google Docs save them, and the documents of an EPUB.

mod blocks;
mod bound;
mod css;
mod entry;
mod head;
mod library;
mod notes;
mod old_pages;
mod place;
mod reader;
mod tokens;
mod tree;
mod typed;
mod typewriter;
mod verse;
mod words;

#[cfg(test)]
mod tests;

use super::package::OfficeFault;
use super::settle::settle;
use super::text::OfficeText;
use crate::source::decode;
use notes::WebNotes;
pub(super) use place::{WebDocuments, joined};
pub(super) use reader::WebFetch;
use reader::WebReader;

/// Reads a page. `fetch` gives the bytes of a file by its path from the page's folder; none leads out of it.
///
/// # Errors
/// If it is an archive, or in UTF-32.
pub(crate) fn read(bytes: &[u8], fetch: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<OfficeText, OfficeFault> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(OfficeFault::OtherFormat("an archive (a document of another format, perhaps)"));
    }
    let utf32 = || OfficeFault::BadXml { part: "the page".to_owned(), fault: "it is in UTF-32".to_owned() };
    let (text, _) = decode(bytes.to_vec()).ok_or_else(utf32)?;
    let mut pages = WebDocuments::default();
    pages.add("", &text);
    let mut text = read_pages(&pages, fetch);
    typewriter::settle(&mut text);
    settle(&mut text);
    Ok(text)
}

/// Reads the pages of a document, in order, as they are: nothing is settled yet.
pub(super) fn read_pages(pages: &WebDocuments, fetch: WebFetch<'_>) -> OfficeText {
    let mut notes = WebNotes::find(pages);
    if pages.is_bound {
        notes.entries = bound::entries(pages, &notes);
    }
    let mut reader = WebReader::new(pages, &notes, fetch);
    for page in 0..pages.all.len() {
        reader.page(page);
    }
    reader.called_notes();
    let bound = std::mem::take(&mut reader.bound);
    let mut text = reader.flow.finish();
    bound::settle(&mut text, bound);
    library::leave(&mut text);
    text
}
