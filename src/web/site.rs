//! What every page of a web edition is written from.

use super::edition::{WebCover, WebRequest};
use crate::edition::EntryId;
use crate::html::places::DocumentPlaces;
use crate::html::writer::DocumentWriter;
use crate::language::right_to_left;
use std::collections::BTreeMap;

/// A page before it is written.
#[derive(Debug)]
pub(super) struct UnwrittenPage {
    /// The page's path.
    pub(super) file: String,
    /// What the page is called.
    pub(super) title: String,
    /// The page's place in the reading order.
    pub(super) index: usize,
    /// What stands on the page.
    pub(super) inside: PageContent,
}

/// What stands on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageContent {
    /// The whole text.
    Whole,
    /// The cover, the title and the contents of a book.
    Index,
    /// A chapter.
    Chapter(usize),
    /// The commentary: who speaks, and the introduction.
    Commentary,
}

/// The path of the cover.
pub(super) fn cover_path(cover: &WebCover) -> String {
    format!("cover.{}", cover.ending)
}

/// What a page is written from.
pub(super) struct WebSite<'s> {
    /// What the page is written with.
    pub(super) writer: &'s DocumentWriter<'s>,
    pub(super) request: &'s WebRequest,
    /// The pages, in reading order.
    pub(super) pages: &'s [UnwrittenPage],
    /// The cover, if there is one.
    pub(super) cover: Option<&'s WebCover>,
    /// The author's notes on each page, by its path.
    pub(super) notes: &'s BTreeMap<&'s str, &'s [EntryId]>,
}

/// The author's notes at the foot of each page, by its path.
pub(super) fn notes_of_pages<'p>(places: &'p DocumentPlaces) -> BTreeMap<&'p str, &'p [EntryId]> {
    places.gathered.author.iter().map(|(file, entries)| (file.as_str(), entries.as_slice())).collect()
}

impl WebSite<'_> {
    /// Whether the book is read from right to left.
    pub(super) fn is_to_left(&self) -> bool {
        right_to_left(&self.writer.book().language)
    }
}
