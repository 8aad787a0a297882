//! Notes and the passages they are on. Passages are stand-off: they may overlap and cross paragraphs.

use super::{BlockId, PassageId, SectionId, VoiceId};
use crate::source::Span;

/// A place in the book's text: a leaf block and a byte offset in its prose, on a character boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextPos {
    /// The leaf block.
    pub block: BlockId,
    /// Byte offset in the block's text.
    pub offset: u32,
}

/// A stretch of the text, half-open; it may begin and end in different blocks of one section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Where the passage begins.
    pub start: TextPos,
    /// Where the passage ends.
    pub end: TextPos,
}

/// A note.
#[derive(Clone, Debug)]
pub struct Note {
    /// Where the note stands in its source (for a comment: its heading).
    pub span: Span,
    /// What kind of note.
    pub kind: NoteKind,
    /// What the note says.
    pub blocks: Vec<BlockId>,
    /// An id of its own, unique in the book, so that others can link to it.
    pub id: Option<String>,
}

/// What kind of note.
#[derive(Clone, Debug)]
pub enum NoteKind {
    /// The author's own (`[^1]`), with its label.
    Footnote(String),
    /// Commentary.
    Comment(Comment),
    /// Commentary that has no place in the text, which a draft shows in a box.
    Unplaced(Unplaced),
}

/// A comment whose heading means no one place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// The comment's heading as written, in one line: the quotation with its marks, `^name`, or the heading of a section.
    pub heading: String,
    /// Who speaks, if that is known.
    pub voice: Option<VoiceId>,
}

/// What a note is on: words, or a section as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotePlace {
    /// Words, or a paragraph.
    Words(Passage),
    /// A section.
    Section(SectionId),
}

/// A note of the commentary as written, whatever became of it: what a list of the notes shows.
#[derive(Clone, Debug)]
pub struct WrittenNote {
    /// The whole heading.
    pub span: Span,
    /// All from the heading to the next one.
    pub whole: Span,
    /// The name that links call it by, if it has one.
    pub id: Option<String>,
    /// The first words of what it says.
    pub begins: String,
    /// The note's place in the text, if it has one.
    pub place: Option<NotePlace>,
    /// The note's place once the commentary's repairs are made, if it has none now and they give it one.
    pub meant: Option<NotePlace>,
    /// The words of the heading, with their quotation marks and without attributes.
    pub words: Span,
    /// Who speaks, if that is known.
    pub voice: Option<VoiceId>,
    /// What became of the note.
    pub state: NoteState,
    /// The section that its words stand in, or that it is on, or else that it is to be sought in.
    pub section: Option<SectionId>,
    /// What the note's heading says, the words as they stand in the text if they were found.
    pub says: String,
    /// What to write instead of `words` to mean the passage that is nearest; only where that is certain to mean it alone.
    pub rewrite: Option<String>,
    /// When the note was made, in ISO 8601, if its heading says so.
    pub date: Option<String>,
    /// What the note's heading says as written, in one line.
    pub heading: String,
    /// Which of several places the heading means, by `{nth=N}`.
    pub nth: Option<usize>,
    /// Where the words of the heading are sought, in words of the index of the text: those of a section, or all that its file is on.
    pub sought: Vec<std::ops::Range<usize>>,
}

/// A change to a file of the commentary that gives notes their places again; none other than the one meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteRepair {
    /// Other words in the heading of a note.
    Quotation(Span, String),
    /// A title in the heading of a scope that is to be written instead.
    Scope(Span, String),
    /// A note that is to stand below the heading of another section.
    Move(MovedNote),
}

/// A note that is to stand below the heading of another section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedNote {
    /// The note, from its heading to the next one.
    pub whole: Span,
    /// Before which byte of the file it is to stand, where a heading begins, or at the file's end.
    pub before: u32,
    /// The heading to write above it, if none is there.
    pub scope: Option<String>,
    /// How many `#` its heading is to have more than it has.
    pub deeper: u8,
}

/// A heading of a commentary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineHeading {
    /// How many `#` it has.
    pub level: u8,
    /// Whether the heading names a section.
    pub scope: bool,
    /// The section that it names, or probably means.
    pub section: Option<SectionId>,
    /// Whether the heading names that section; else it only probably means it.
    pub named: bool,
    /// The words of the heading, without attributes.
    pub words: Span,
    /// From the heading to the next one.
    pub whole: Span,
}

/// What became of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteState {
    /// On some words of the text.
    Placed,
    /// On a section.
    Section,
    /// On a paragraph.
    Paragraph,
    /// Kept out of the book, since the passage is gone.
    Detached,
    /// A draft.
    Draft,
    /// Without a place: the words, section or paragraph are not in the text.
    NotFound,
    /// On words that stand in several places.
    Ambiguous,
}

impl NoteState {
    /// The state in a word or two.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Section => "section",
            Self::Paragraph => "paragraph",
            Self::Detached => "detached",
            Self::Draft => "draft",
            Self::NotFound => "not found",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// What makes a note a comment.
#[derive(Clone, Debug)]
pub struct Comment {
    /// What the comment is on.
    pub subject: Subject,
    /// Who speaks.
    pub voice: VoiceId,
    /// The words shown before the note, as they stand in the text (a range as `first words … last words`); none for a
    /// comment on a whole section or paragraph.
    pub lemma: Option<String>,
}

/// What a comment is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Some words, or a paragraph.
    Passage(PassageId),
    /// A section as a whole.
    Section(SectionId),
}

/// Somebody who comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The key in the front matter.
    pub key: String,
    /// The full name.
    pub name: String,
    /// The short form before a note.
    pub label: String,
    /// MARC relator code: `edt`, `cwt` (writer of the commentary) …
    pub role: String,
}

impl Voice {
    /// Whether the voice has the name of a person: two words or more that begin with capitals, as in `Ann Example`. `The editor` is what
    /// somebody does, whom a shop would list as a person of that name.
    #[must_use]
    pub fn is_person(&self) -> bool {
        let words: Vec<&str> = self.name.split_whitespace().collect();
        let is_name = |word: &&str| word.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase());
        words.len() > 1 && words.first().is_some_and(is_name) && words.last().is_some_and(is_name)
    }
}

#[cfg(test)]
mod tests {
    use super::Voice;

    #[test]
    fn persons_have_names_of_two_capitalised_words() {
        let is_person = |name: &str| Voice { name: name.to_owned(), key: "v".into(), label: "V".into(), role: "cwt".into() }.is_person();
        for name in ["Ann Example", "Ludwig van Beethoven", "J. R. R. Tolkien", "Лев Толстой", "山田 太郎"] {
            assert!(is_person(name), "{name}");
        }
        for name in ["The editor", "Editor", "the Analyst", "", "v", "a reader of 1851"] {
            assert!(!is_person(name), "{name}");
        }
    }
}
