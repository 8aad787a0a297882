//! Notes that are set off from the text under a label of their own: hints, warnings, asides.

use super::BlockId;
use crate::language::Words;

/// A note that is set off from the text.
#[derive(Clone, Debug)]
pub struct Callout {
    /// What the note is for.
    pub kind: CalloutKind,
    /// The label, a paragraph block: the author's title, or a word of the book's language.
    pub label: BlockId,
    /// What the note says.
    pub blocks: Vec<BlockId>,
}

/// What a set-off note is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalloutKind {
    /// Something worth knowing.
    Note,
    /// Advice.
    Tip,
    /// What must not be missed.
    Important,
    /// Something that may go wrong.
    Warning,
    /// A danger.
    Caution,
    /// Anything else, by whatever name its author gave.
    Other,
}

/// The names that programs have for kinds of set-off notes: GitHub, Obsidian, MkDocs, MyST, Docusaurus, GitBook, Leanpub.
const NAMES: [(&str, CalloutKind); 16] = [
    ("note", CalloutKind::Note),
    ("info", CalloutKind::Note),
    ("information", CalloutKind::Note),
    ("tip", CalloutKind::Tip),
    ("hint", CalloutKind::Tip),
    ("success", CalloutKind::Tip),
    ("important", CalloutKind::Important),
    ("warning", CalloutKind::Warning),
    ("warn", CalloutKind::Warning),
    ("attention", CalloutKind::Warning),
    ("caution", CalloutKind::Caution),
    ("danger", CalloutKind::Caution),
    ("error", CalloutKind::Caution),
    ("callout", CalloutKind::Note),
    ("notice", CalloutKind::Note),
    ("admonition", CalloutKind::Note),
];

impl CalloutKind {
    /// The kind that a name stands for, in letters of any case.
    #[must_use]
    pub fn of(name: &str) -> Self {
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or(Self::Other, |(_, kind)| *kind)
    }

    /// The word that labels a note without a title of its own; none for a kind that only its author has a name for.
    #[must_use]
    pub fn word<'w>(self, words: &Words<&'w str>) -> Option<&'w str> {
        match self {
            Self::Note => Some(words.callout_note),
            Self::Tip => Some(words.callout_tip),
            Self::Important => Some(words.callout_important),
            Self::Warning => Some(words.callout_warning),
            Self::Caution => Some(words.callout_caution),
            Self::Other => None,
        }
    }

    /// The name that a class has in an EPUB's pages.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
            Self::Other => "other",
        }
    }
}
