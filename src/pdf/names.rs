//! Names of places, so that an address can lead into the book: `book.pdf#the-harbour`. They are the ids that the EPUB has there:
//! the author's own, those made of headings, and `note_CHAPTER_LABEL` for a note.

use super::links::{LinkPlaces, PagePoint};
use super::written::{self, PdfObjects};
use crate::book::{BlockId, ChapterId, NoteId};
use crate::edition::addresses;
use crate::source::xml::id;
use lopdf::{Document, Object, ObjectId, StringFormat};
use std::collections::BTreeMap;

/// Adds the tree of names (ISO 32000-1, 7.9.6 and 12.3.2.3); none if nothing has a name.
pub(super) fn destinations(document: &mut Document, places: &LinkPlaces, pages: &[ObjectId], written: &mut PdfObjects) -> Option<ObjectId> {
    let named = named(places);
    if named.is_empty() {
        return None;
    }
    let pairs = named.into_iter().map(|(name, place)| {
        let name = Object::String(name.into_bytes(), StringFormat::Literal);
        [name, place.destination(pages)]
    });
    let tree = document.new_object_id();
    written.put(tree, |out| written::tree(out, "Names", pairs));
    Some(tree)
}

/// Every name with its place; of two places of one name the first here counts. A map of UTF-8 is in the order of bytes that a
/// tree of names must have.
fn named(places: &LinkPlaces) -> BTreeMap<String, PagePoint> {
    let (book, edition) = (places.book(), places.edition());
    let mut named = BTreeMap::new();
    let mut add = |name: &str, place: Option<PagePoint>| {
        if let Some(place) = place {
            named.entry(id(name)).or_insert(place);
        }
    };
    for (index, block) in book.blocks.iter().enumerate() {
        if let Some(own) = &block.id {
            add(own, places.block(BlockId::new(index)));
        }
    }
    for (index, note) in book.notes.iter().enumerate() {
        if let Some(own) = &note.id {
            add(own, places.note(NoteId::new(index)));
        }
    }
    for section in &book.sections {
        add(&section.slug, places.block(section.heading));
    }
    for (index, chapter) in book.chapters.iter().enumerate() {
        add(&chapter.slug, places.chapter(ChapterId::new(index)));
    }
    for ((_, entry), name) in edition.entries().zip(addresses::entries(edition)) {
        let place = entry.notes.first().and_then(|&note| places.note(note));
        add(&format!("note_{name}"), place);
    }
    add("commentary", places.commentary.or(places.introduction));
    named
}
