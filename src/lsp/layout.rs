//! The pages of a book, set when it is saved: what is found on them, and on which page each heading stands.

use super::book::{OpenBook, PlacedFinding};
use crate::book::TextPos;
use crate::build::{self, Format, Options};
use crate::diagnostics::Diagnostic;
use crate::layout::TextPages;
use crate::source::Files;
use std::path::PathBuf;
use std::sync::Arc;

/// A book whose pages are to be set.
#[derive(Debug)]
pub(crate) struct LayoutJob {
    pub(super) root: PathBuf,
    pub(super) files: Arc<dyn Files>,
}

/// What came of setting the pages of a book.
#[derive(Debug)]
pub(crate) struct SetPages {
    pub(super) root: PathBuf,
    pub(super) book: OpenBook,
}

impl LayoutJob {
    /// Sets the pages. `font_folders` are those of installed fonts.
    pub(crate) fn done(self, font_folders: Vec<PathBuf>) -> SetPages {
        let mut book = OpenBook::new(self.root.clone());
        book.read(&self.files, &std::collections::BTreeMap::new());
        let known: Vec<Diagnostic> = book.reading.findings.iter().cloned().collect();
        let options =
            Options { formats: Format::ALL.to_vec(), pages: true, draft: false, font_folders: Some(font_folders), ..book.options() };
        let built = build::build(&self.files, &options);
        let is_new = |finding: &&Diagnostic| !known.iter().any(|other| other.code == finding.code && other.message == finding.message);
        let mut found = Vec::new();
        // The text is read twice, so that places are those of the same bytes.
        for finding in built.reading.findings.iter().filter(is_new) {
            if let Some(place) = book.place_of(finding) {
                found.push(PlacedFinding { place, finding: finding.clone() });
            }
        }
        if let (Some(pages), Some(text)) = (&built.pages, &built.reading.text) {
            let on_pages = TextPages::new(pages);
            let labelled = text.sections.iter().filter_map(|section| {
                let label = on_pages.label(TextPos { block: section.heading, offset: 0 })?;
                Some((book.texts.place(&built.reading.sources, section.span)?, label.to_owned()))
            });
            let labelled: Vec<_> = labelled.collect();
            book.pages = labelled;
        }
        book.of_layout = found;
        SetPages { root: self.root, book }
    }
}
