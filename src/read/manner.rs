//! How a book is to be read this time: what belongs to the call and not to the book.

/// How a book is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingManner {
    /// Whether texts and notes that are drafts are in the book, and notes without a place.
    pub draft: bool,
    /// What becomes of changes that an editor has marked in the text (CriticMarkup).
    pub changes: MarkedChanges,
    /// Whether the files that hold anything private are wanted without it.
    pub blanks: bool,
}

impl ReadingManner {
    /// Whether whole files that are drafts or private are in the book: never where it is given away.
    pub(crate) fn has_draft_files(self) -> bool {
        self.draft && !self.blanks
    }
}

/// What becomes of marked changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkedChanges {
    /// What is added stays, what is deleted goes.
    #[default]
    Accept,
    /// What is added goes, what is deleted stays.
    Reject,
    /// What is added is underlined, what is deleted is struck out.
    Show,
}

impl MarkedChanges {
    /// Each with the name that the command has for it.
    pub const NAMED: [(&'static str, Self); 3] = [("accept", Self::Accept), ("reject", Self::Reject), ("show", Self::Show)];
}
