//! A quotation, and the text in which its passage is sought.

use super::index::Index;
use super::lemma::Lemma;
use super::words::forms;
use crate::book::Book;
use crate::source::{Sources, Span};
use std::ops::Range;

/// What anchoring needs to know of the text.
#[derive(Clone, Copy)]
pub(super) struct AnchorText<'a> {
    pub(super) index: &'a Index,
    pub(super) book: &'a Book,
    pub(super) sources: &'a Sources,
}

/// A quotation and where it is to be sought.
pub(super) struct Quotation<'a> {
    /// What is quoted.
    pub(super) lemma: &'a Lemma,
    /// Place of the quoted words in the commentary.
    pub(super) span: Span,
    /// The quotation marks that the author wrote, if they are two.
    pub(super) marks_of: Option<(char, char)>,
    /// The `#` marks and the attributes round it, for headings to paste.
    pub(super) marks: String,
    pub(super) attributes: String,
    /// The words it may stand in: its section's, and those of everything the commentary is on.
    pub(super) areas: Vec<Range<usize>>,
    pub(super) everything: &'a [Range<usize>],
    /// The heading of that section, if one stands above the note.
    pub(super) section: Option<&'a str>,
    /// `{nth=N}`.
    pub(super) nth: Option<(usize, Span)>,
}

/// Words for a message: a long quotation is shown by its beginning and end.
pub(super) fn short(words: &str) -> String {
    const LONGEST: usize = 100;
    let count = words.chars().count();
    if count <= LONGEST || forms(words).len() < 4 {
        return words.to_owned();
    }
    let head: String = words.chars().take(LONGEST / 2).collect();
    let tail: String = words.chars().skip(count - LONGEST / 3).collect();
    format!("{} … {}", head.trim_end(), tail.trim_start())
}
