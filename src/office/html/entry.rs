//! The entries of a commentary that an EPUB of Bindery's own holds.

/// An entry of the commentary.
#[derive(Debug)]
pub(super) struct BoundEntry {
    /// The words that the entry quotes; none of one on a section or a paragraph.
    pub(super) lemma: Option<String>,
    pub(super) voices: Vec<BoundVoice>,
}

/// What one voice says in an entry.
#[derive(Clone, Debug)]
pub(super) struct BoundVoice {
    /// The element that holds it.
    pub(super) node: usize,
    pub(super) name: Option<String>,
    pub(super) label: Option<String>,
}
