//! Chapters and sections: what the contents are made of.

use super::{BlockId, SectionId, StyledStretch, StyledWords};
use crate::source::{SourceId, Span};

/// A part of the book that begins on a new page and is a file of its own in the EPUB: the text from one first-level
/// heading to the next, or a whole file without one.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The file it was read from.
    pub source: SourceId,
    /// Path of the source file inside the book's folder, as links between files name it.
    pub path: String,
    /// Whether the chapter is the first of its file.
    pub first_of_file: bool,
    /// Stable name for file names and ids: ASCII, unique among chapters.
    pub slug: String,
    /// Front matter, text or back matter.
    pub division: Division,
    /// What kind of front or back matter, or a chapter.
    pub matter: Matter,
    /// The title of the part that begins here, if one does.
    pub part: Option<String>,
    /// The chapter's heading, if there is one: the first block of `blocks`.
    pub heading: Option<SectionId>,
    /// The chapter's blocks in reading order, headings included.
    pub blocks: Vec<BlockId>,
}

/// The three divisions of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Division {
    /// Front matter: before the text, with roman folios.
    Front,
    /// The text.
    Body,
    /// Back matter: after the text.
    Back,
}

/// What a chapter is in its division.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// An ordinary chapter.
    Chapter,
    /// A half-title page, in place of the one made from the metadata.
    HalfTitle,
    /// A title page, likewise.
    TitlePage,
    /// A copyright page, likewise.
    Copyright,
    /// A dedication.
    Dedication,
    /// An epigraph.
    Epigraph,
    /// A foreword.
    Foreword,
    /// A preface.
    Preface,
    /// An introduction.
    Introduction,
    /// Acknowledgements.
    Acknowledgements,
    /// A prologue.
    Prologue,
    /// An epilogue.
    Epilogue,
    /// An afterword.
    Afterword,
    /// An appendix.
    Appendix,
    /// A bibliography.
    Bibliography,
    /// A glossary.
    Glossary,
    /// A colophon.
    Colophon,
}

impl Matter {
    /// Whether matter of this kind is a page that a book has anyway, with or without a text of the author's.
    #[must_use]
    pub fn opens_the_book(self) -> bool {
        matches!(self, Self::HalfTitle | Self::TitlePage | Self::Copyright)
    }

    /// Whether front matter of this kind stands before the contents.
    #[must_use]
    pub fn precedes_contents(self) -> bool {
        matches!(self, Self::Dedication | Self::Epigraph)
    }

    /// Whether matter of this kind stands alone on its page, without running head and folio.
    #[must_use]
    pub fn stands_alone(self) -> bool {
        self.opens_the_book() || self.precedes_contents()
    }
}

/// What parts the number of a heading, or of a figure in its list, from the words: a space of half the size.
pub(crate) const BEHIND_NUMBER: char = '\u{2002}';

/// A heading and what it heads.
#[derive(Clone, Debug)]
pub struct Section {
    /// Stable id, unique in the book: the author's `{#id}` or made of the title.
    pub slug: String,
    /// Level as written, 1 to 6: what it looks like.
    pub level: u8,
    /// Depth in the book, from 1, one more than its parent's: what it means. Levels never skip here.
    pub depth: u8,
    /// The section it is part of.
    pub parent: Option<SectionId>,
    /// The section's heading block.
    pub heading: BlockId,
    /// The section's title in one line, without marks.
    pub title: String,
    /// What of the title is set otherwise than the rest.
    pub stretches: Vec<StyledStretch>,
    /// What running heads say in place of the title, if the author says so (`{head="…"}`).
    pub head: Option<String>,
    /// Who wrote it, if that is said of it: names as they stand below its title.
    pub author: Option<String>,
    /// Whether the contents list the section (`{.unlisted}` keeps it out).
    pub listed: bool,
    /// Whether the author wants no number before the heading (`{.unnumbered}`, `{-}`).
    pub unnumbered: bool,
    /// The number that stands before the heading, such as `2.1` or `A`; none if none does.
    pub number: Option<String>,
    /// Where the section's heading stands.
    pub span: Span,
}

impl Section {
    /// The title as somebody types it who refers to it: its spaces may end a line.
    #[must_use]
    pub fn typed_title(&self) -> String {
        self.title.replace(['\u{A0}', '\u{202F}'], " ")
    }

    /// What running heads say: the author's short title, or the title.
    #[must_use]
    pub fn running(&self) -> StyledWords {
        self.head.as_deref().map_or_else(|| self.styled(), StyledWords::plain)
    }

    /// The title as contents have it: its number before it, with the styles of its words.
    #[must_use]
    pub fn numbered(&self) -> StyledWords {
        match &self.number {
            Some(number) => self.styled().behind(&format!("{number}{BEHIND_NUMBER}")),
            None => self.styled(),
        }
    }

    /// The title with the styles of its words.
    #[must_use]
    pub fn styled(&self) -> StyledWords {
        StyledWords { words: self.title.clone(), stretches: self.stretches.clone() }
    }
}
