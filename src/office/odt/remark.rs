//! The comments of a document while it is read.

use std::collections::{BTreeMap, BTreeSet};

/// The comments of a document while it is read.
#[derive(Debug, Default)]
pub(super) struct OdtRemarks {
    pub(super) names: BTreeMap<String, usize>,
    /// The names of the comments that others answer.
    pub(super) parents: BTreeMap<usize, String>,
    pub(super) open: Vec<usize>,
    pub(super) ended: BTreeSet<usize>,
}

impl OdtRemarks {
    /// Whether the words of a comment are read.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }
}
