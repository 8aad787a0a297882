//! The editions of the books that a call is about.

use super::args::{AskedBooks, AskedEditions};
use crate::config::{self, AskedSettings};
use crate::diagnostics::Diagnostics;
use crate::source::{Disk, Sources};
use std::path::{Path, PathBuf};

/// A book, as one of its editions or as it is.
#[derive(Debug)]
pub(super) struct BookEdition {
    /// The book; it exists.
    pub(super) book: PathBuf,
    /// The edition, if all are wanted and this is one.
    edition: Option<String>,
}

impl BookEdition {
    /// What is asked of the settings, for this edition.
    pub(super) fn over(&self, asked: &AskedSettings) -> AskedSettings {
        AskedSettings { edition: self.edition.clone().or_else(|| asked.edition.clone()), set: asked.set.clone() }
    }
}

/// Every book in every edition that is wanted, in the order of the call.
pub(super) fn of(asked: &AskedBooks) -> Vec<BookEdition> {
    let mut all = Vec::new();
    for book in &asked.books {
        all.push(BookEdition { book: book.clone(), edition: None });
        if matches!(asked.editions, AskedEditions::All) {
            all.extend(names(book).into_iter().map(|name| BookEdition { book: book.clone(), edition: Some(name) }));
        }
    }
    all
}

/// The names of a book's editions. What is wrong with its settings is told when it is built.
fn names(book: &Path) -> Vec<String> {
    let settings = config::load(Disk::files(), book, &mut Sources::default(), &mut Diagnostics::default());
    settings.map(|config| config.layering.editions).unwrap_or_default()
}
