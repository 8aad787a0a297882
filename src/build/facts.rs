//! What catalogues tell of an edition beside its metadata.

use crate::book::toc::ContentsEntry;
use crate::book::{Book, Person, text};
use crate::config::{Config, PdfStandard};
use crate::edition::{self, Edition};
use crate::epub::AccessStatement;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// What is to be known of an edition that was made, for catalogues and the page of the book.
#[derive(Clone, Debug)]
pub(crate) struct EditionFacts {
    /// The time that the files state, as `2026-11-24T00:00:00Z`.
    pub(crate) modified: String,
    /// What the EPUB says of its accessibility.
    pub(crate) access: AccessStatement,
    /// The standard of accessibility that the PDF for the screen claims; none while an image has no alternative text.
    pub(crate) pdf_claim: Option<&'static str>,
    /// The contents, without the title.
    pub(crate) contents: Vec<ContentsEntry>,
    /// The people who made what the edition holds.
    pub(crate) people: Vec<Person>,
    /// Words in the text.
    pub(crate) words: usize,
}

impl EditionFacts {
    /// The facts of an edition whose files state that they were made at a time.
    pub(super) fn new(edition: &Edition, config: &Config, access: AccessStatement, modified: &str) -> Self {
        let book: &Book = edition.book();
        let described = book.undescribed().next().is_none();
        let claim = match config.pdf.standard {
            PdfStandard::Ua1A2 => "PDF/UA-1",
            PdfStandard::Ua2A4 => "PDF/UA-2",
        };
        Self {
            modified: modified.to_owned(),
            access,
            pdf_claim: described.then_some(claim),
            contents: edition::listed(edition, config.contents_depth),
            people: edition.people().cloned().collect(),
            words: book.chapters.par_iter().map(|chapter| text::words(book, &chapter.blocks)).sum(),
        }
    }
}
