//! What a document changes in the sources, and what is left to people.

use super::lines::MergedFile;
use crate::source::Span;
use std::collections::BTreeMap;

/// What a document changes in the sources.
#[derive(Debug, Default)]
pub(crate) struct MergedReview {
    /// The files that change, in the order of their names.
    pub(crate) files: Vec<MergedFile>,
    /// Changes of the text that are made.
    pub(crate) made: usize,
    /// Notes that are drafts now, since somebody settled them.
    pub(crate) resolved: usize,
    /// Notes that say other words now, since somebody changed them.
    pub(crate) reworded: usize,
    /// Whether the document has comments, new ones or not.
    pub(crate) has_comments: bool,
    /// Comments and answers that are as they were sent, by their keys, with how often each is there: they are no news, whatever became of
    /// the notes that they were since.
    pub(crate) unchanged: BTreeMap<String, usize>,
    /// Changes that are left to people.
    pub(crate) left: Vec<UnmergedChange>,
    /// Whether the sources are those that were sent.
    pub(crate) is_whole: bool,
}

/// A change that is left to people.
#[derive(Debug)]
pub(crate) struct UnmergedChange {
    /// The paragraph that it is in or near.
    pub(crate) place: Option<Span>,
    /// What was done, and why it is not made.
    pub(crate) what: String,
}
