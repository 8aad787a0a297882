//! The few words Bindery itself puts into a book: those of its language, or the author's own.

use crate::book::Book;
use crate::language::{Words, language};

/// The words of a book: those of its language, with the author's own in their place.
#[must_use]
pub(crate) fn words(book: &Book) -> Words<&str> {
    language(&book.language).words.with(&book.words)
}
