//! The notes of one commentary file, on their way into the book.

use super::lemma::HeadingSays;
use crate::book::{BlockId, NotePlace, NoteRepair, OutlineHeading, VoiceId, WrittenNote};
use crate::read::builder::RawHeading;
use crate::source::Span;

/// A heading of a commentary, and what stands below it.
pub(super) struct RawNote {
    pub(super) heading: RawHeading,
    pub(super) says: HeadingSays,
    pub(super) blocks: Vec<BlockId>,
    /// From the heading to the next one.
    pub(super) whole: Span,
}

/// A note that is kept out of the book.
pub(super) struct DetachedNote {
    /// Where the note stands.
    pub(super) heading: Span,
    /// What the note is on, as shown.
    pub(super) on: String,
    /// Whether that is in the text again.
    pub(super) back: bool,
}

/// A note that has found its place, on its way into the book.
pub(super) struct Placed {
    pub(super) subject: NotePlace,
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
    /// All headings.
    pub(super) outline: Vec<OutlineHeading>,
    /// What gives notes their places again.
    pub(super) repairs: Vec<NoteRepair>,
    /// Notes that are kept out of the book.
    pub(super) detached: Vec<DetachedNote>,
}

/// A note as written.
pub(super) struct UnplacedNote {
    /// Place of the note's heading.
    pub(super) span: Span,
    pub(super) id: Option<String>,
    pub(super) voice: Option<VoiceId>,
    pub(super) blocks: Vec<BlockId>,
}
