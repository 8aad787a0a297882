//! The notes of one commentary file, on their way into the book.

use crate::book::{BlockId, Passage, SectionId, VoiceId, WrittenNote};
use crate::source::Span;

/// A note that has found its place, on its way into the book.
pub(super) struct Placed {
    pub(super) subject: WrittenSubject,
    pub(super) entry: UnplacedNote,
    pub(super) lemma: Option<String>,
    pub(super) draft: bool,
}

/// What the notes of one file came to.
#[derive(Default)]
pub(super) struct FileNotes {
    pub(super) introduction: Vec<BlockId>,
    pub(super) placed: Vec<Placed>,
    /// Notes of a draft that have no place, each with its heading as written, and whether it says `{draft}`.
    pub(super) unplaced: Vec<(UnplacedNote, String, bool)>,
    /// All notes as written.
    pub(super) written: Vec<WrittenNote>,
}

/// What a note is on, before passages have ids.
#[derive(Clone, Copy)]
pub(super) enum WrittenSubject {
    Words(Passage),
    Section(SectionId),
}

/// A note as written.
pub(super) struct UnplacedNote {
    /// Place of the note's heading.
    pub(super) span: Span,
    pub(super) id: Option<String>,
    pub(super) voice: Option<VoiceId>,
    pub(super) blocks: Vec<BlockId>,
}
