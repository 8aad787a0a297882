//! The files of a book in their order.

use crate::source::{InputFormat, Span};

/// A file of the book as listed, with the place where it is named.
#[derive(Clone, Debug)]
pub struct ListedFile {
    /// The file, relative to the book's folder, with `/`.
    pub path: String,
    /// The division of the book that the file belongs to.
    pub zone: Zone,
    /// The title of the part that begins with this file, if one does.
    pub part: Option<String>,
    /// Where book.toml names it; none if it was found by looking.
    pub span: Option<Span>,
    /// Levels by which its headings go down, for it stands in the contents below a file before it; 0 for one that begins a chapter.
    pub depth: u8,
    /// The title that a list gives it, for want of a heading.
    pub title: Option<String>,
    /// Whether the text is Markdown whatever the file's name ends in: so says the program whose list names it.
    pub is_markdown: bool,
}

impl ListedFile {
    /// A file that begins a chapter and of which nothing else is known.
    #[must_use]
    pub fn new(path: impl Into<String>, zone: Zone) -> Self {
        Self { path: path.into(), zone, part: None, span: None, depth: 0, title: None, is_markdown: false }
    }

    /// The format of its text.
    pub(crate) fn format(&self) -> InputFormat {
        InputFormat::of(&self.path).filter(|_| !self.is_markdown).unwrap_or(InputFormat::Markdown)
    }
}

/// The three divisions of a book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// Dedication, epigraph, foreword, preface: before the text, roman folios.
    Front,
    /// The text.
    #[default]
    Body,
    /// Appendix, afterword, colophon.
    Back,
}
