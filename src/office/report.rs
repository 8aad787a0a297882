//! What became of a document: how much of it came over, and what did not.

use super::text::OfficeLosses;

/// What became of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OfficeReport {
    pub(crate) words: usize,
    pub(crate) notes: usize,
    pub(crate) pictures: usize,
    /// Threads of remarks that became notes of the commentary.
    pub(crate) remarks: usize,
    /// Threads that became drafts, since somebody had marked them as settled.
    pub(crate) resolved: usize,
    /// Remarks that have no place at all; they are drafts at the end of the commentary.
    pub(crate) unplaced: usize,
    /// Remarks whose words were deleted; they are drafts on the word before.
    pub(crate) gone: usize,
    /// Remarks whose passage was more than a note can quote, and is its beginning now.
    pub(crate) cut: usize,
    /// What could not be taken over.
    pub(crate) losses: OfficeLosses,
}
