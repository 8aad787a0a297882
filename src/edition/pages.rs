//! Where the pages of the printed edition begin: what an EPUB needs in order to carry their numbers.

use crate::book::{ChapterId, TextPos};

/// The beginning of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageStart {
    /// The page's label as printed: `iv`, `12`.
    pub label: String,
    /// What begins there.
    pub at: PagePlace,
}

/// The place of the book that a page begins at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PagePlace {
    /// A place in the text or in a note; behind a word that is divided over the turn of the page.
    Text(TextPos),
    /// The title page.
    Title,
    /// The copyright page.
    Copyright,
    /// The contents.
    Contents,
    /// The title of the part that begins with this chapter.
    Part(ChapterId),
}
