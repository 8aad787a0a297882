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
    /// Remarks that have no passage; they are drafts at the end of the commentary.
    pub(crate) unplaced: usize,
    /// Remarks whose passage was too long for a quotation, and is shorter now.
    pub(crate) cut: usize,
    /// What could not be taken over.
    pub(crate) losses: OfficeLosses,
}
