//! The contents as printed: the manuscript's headings, and what the edition puts before them.

use super::words::words;
use crate::book::toc::{Entry, Target, toc};
use crate::book::{Book, Division};

/// The contents down to `depth` levels, with the introduction to the commentary, which has no heading in the manuscript,
/// where it stands: behind dedication and epigraph, before everything else.
#[must_use]
pub fn contents(book: &Book, depth: u8) -> Vec<Entry> {
    let mut entries = toc(book, depth);
    if !book.introduction.is_empty() {
        let title = words(&book.language).introduction.to_owned();
        let before = entries.iter().take_while(|entry| stands_alone(book, entry.target)).count();
        entries.insert(before, Entry { target: Target::Introduction, title, children: Vec::new() });
    }
    entries
}

/// Whether an entry is that of a dedication or an epigraph, which stand before the contents.
fn stands_alone(book: &Book, target: Target) -> bool {
    let Target::Section(section) = target else { return false };
    book.chapters
        .iter()
        .any(|chapter| chapter.division == Division::Front && chapter.matter.stands_alone() && chapter.heading == Some(section))
}
