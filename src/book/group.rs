//! Groups: blocks that are set together in a form of their own, such as a letter or the speeches of a play.

use super::BlockId;

/// Blocks that are set together.
#[derive(Clone, Debug)]
pub struct BlockGroup {
    /// How the blocks are set.
    pub form: GroupForm,
    /// The blocks, in order.
    pub blocks: Vec<BlockId>,
    /// The caption of all of them, a paragraph block; figures side by side may have one.
    pub caption: Option<BlockId>,
}

/// The form in which a group is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupForm {
    /// A letter: dateline, salutation, text, close and signature.
    Letter,
    /// Speeches behind the names of those who speak, and stage directions.
    Drama,
    /// Words of another before a chapter or a section.
    Epigraph,
    /// Pictures side by side, in so many columns.
    Figures(u8),
}

impl GroupForm {
    /// The class that names the form in an EPUB's pages.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Drama => "drama",
            Self::Epigraph => "epigraph",
            Self::Figures(_) => "figures",
        }
    }

    /// The form that an author's name for a block asks for. Names are those of pandoc's classes, and what people write.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "letter" => Some(Self::Letter),
            "drama" | "play" | "dialogue" | "dialog" | "interview" => Some(Self::Drama),
            "epigraph" => Some(Self::Epigraph),
            "figures" => Some(Self::Figures(2)),
            _ => None,
        }
    }
}
