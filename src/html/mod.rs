//! Documents of an edition as XHTML or HTML: blocks and inlines, with the places (page breaks, ids, formulas) recorded as they are written;
//! chapters, notes and front pages of these; the style sheet with its faces. What differs from one output to another is asked of the
//! [`Setting`], or of the [`places::DocumentMedium`] that the documents are for.

pub(crate) mod access;
pub(crate) mod blocks;
pub(crate) mod breaks;
pub(crate) mod chapters;
pub(crate) mod commentary;
pub(crate) mod faces;
pub(crate) mod formula;
pub(crate) mod formulas;
pub(crate) mod front;
pub(crate) mod inlines;
pub(crate) mod markup;
pub(crate) mod notes;
pub(crate) mod pictures;
pub(crate) mod places;
mod split;
pub(crate) mod style;
pub(crate) mod writer;

use crate::book::{BlockId, Book, ImageId, LinkId};
use crate::config::Typography;
use crate::edition::{Edition, EntryId};
use crate::language::Words;
use markup::PageMark;

/// What a text is written into: an output has addresses, ids and pages of its own.
pub(crate) trait Setting {
    /// The edition that is written.
    fn edition(&self) -> &Edition;
    /// The words of the book's language.
    fn words(&self) -> &Words<&str>;
    /// How the book is set.
    fn typography(&self) -> &Typography;
    /// Where a link leads; none if that is not in this edition.
    fn link(&self, link: LinkId) -> Option<String>;
    /// Id of a block that links can lead to; empty for all others.
    fn block_id(&self, block: BlockId) -> String;
    /// The level of a heading, where that is another than its element's.
    fn level(&self, heading: BlockId) -> Option<u8>;
    /// What comments are on in a leaf.
    fn passages(&self, block: BlockId) -> &[CommentedStretch];
    /// The breaks of printed pages in a block, in order.
    fn breaks(&self, block: BlockId) -> &[PageBreak];
    /// The address of a picture.
    fn image(&self, image: ImageId) -> &str;
    /// Address of a block in its own document, as a mark beside it shows; empty for none.
    fn here(&self, block: BlockId) -> String;
    /// Id of the words in a block that an entry is on; empty for none.
    fn passage_id(&self, block: BlockId, entry: EntryId) -> String;
    /// How the `index`-th mark in a block calls its note.
    fn call(&self, block: BlockId, index: usize) -> NoteCall;

    /// The book that the edition is of.
    fn book(&self) -> &Book {
        self.edition().book()
    }
}

/// Part of a leaf block that a comment is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CommentedStretch {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) entry: EntryId,
}

/// The break between two printed pages.
#[derive(Clone, Debug)]
pub(crate) struct PageBreak {
    /// Byte offset in the block's text; 0 elsewhere.
    pub(crate) offset: usize,
    pub(crate) mark: PageMark,
}

/// The link from the mark of a note to the note.
pub(crate) struct NoteCall {
    /// `epub:type`; empty for none.
    pub(crate) kind: &'static str,
    /// The role of ARIA; empty for none.
    pub(crate) role: &'static str,
    /// The id of the mark.
    pub(crate) id: String,
    /// The address of the note.
    pub(crate) address: String,
    /// Declarations that let a note find the height of its mark; empty for none.
    pub(crate) style: String,
}

/// The class of a picture with a ground of its own: lines on nothing are black on black where a reader's pages are dark.
fn ground(book: &Book, id: ImageId) -> &'static str {
    if book.image(id).see_through { "clear" } else { "" }
}
