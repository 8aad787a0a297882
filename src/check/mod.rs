//! Lints on the model: what is allowed but probably not meant.

mod images;
pub(crate) mod letters;
pub(crate) mod numbers;

use crate::book::Book;
use crate::diagnostics::Diagnostics;

/// Looks the whole book over.
pub(crate) fn check(book: &Book, diagnostics: &mut Diagnostics) {
    images::check(book, diagnostics);
}
