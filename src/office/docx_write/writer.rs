//! What is known while the parts of a document are written.

use super::edges::CommentEdge;
use super::lists::DocxLists;
use super::package::{DocxLinks, DocxNotes};
use super::pictures::DocxPictures;
use crate::book::{BlockId, Book};
use std::collections::BTreeMap;

/// Writes the parts of a document that hold text.
pub(super) struct DocxWriter<'b> {
    pub(super) book: &'b Book,
    /// The part that is written.
    pub(super) out: String,
    pub(super) story: DocxStory,
    /// The names of anchors, by the blocks that wear them.
    pub(super) anchors: BTreeMap<BlockId, String>,
    /// The bookmarks that say of what text the document was made, in the first paragraph and in the last.
    pub(super) ends: BTreeMap<BlockId, String>,
    /// The names of the bookmarks that say what paragraphs are besides their words, by their blocks.
    pub(super) forms: BTreeMap<BlockId, String>,
    /// The names of bookmarks that links lead to.
    pub(super) targets: BTreeMap<BlockId, String>,
    /// Where comments begin and end, by blocks, in the order of their places.
    pub(super) edges: BTreeMap<BlockId, Vec<CommentEdge>>,
    /// The names of the bookmarks of comments, by the blocks that these begin in.
    pub(super) as_sent: BTreeMap<BlockId, Vec<String>>,
    pub(super) tasks: BTreeMap<BlockId, &'static str>,
    pub(super) links: DocxLinks,
    pub(super) pictures: DocxPictures,
    pub(super) lists: DocxLists,
    pub(super) notes: DocxNotes,
    /// How many bookmarks there are.
    pub(super) bookmarks: usize,
    /// The id of the last paragraph of a comment.
    pub(super) paragraph_id: u32,
    /// What the next paragraph begins with.
    pub(super) head: String,
    /// Whether the first heading is the title, so that all others are one level higher.
    pub(super) is_titled: bool,
    /// What says of what text the document was made.
    pub(super) digest: String,
}

/// What blocks stand in.
#[derive(Clone, Debug, Default)]
pub(super) struct DocxPlace {
    /// The style of paragraphs.
    pub(super) style: &'static str,
    /// How far paragraphs are set in, in twips; none as their style says.
    pub(super) indent: Option<i32>,
    /// The list and depth whose mark the next paragraph gets.
    pub(super) mark: Option<DocxItem>,
    /// How many lists they stand in.
    pub(super) depth: u8,
}

/// A list, by its number, and a depth in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct DocxItem {
    pub(super) list: usize,
    pub(super) depth: u8,
}

impl DocxPlace {
    /// A place in no list, where paragraphs have a style.
    pub(super) fn styled(style: &'static str) -> Self {
        Self { style, ..Self::default() }
    }
}

/// What a text is part of, by which some of it is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DocxStory {
    /// The text.
    #[default]
    Body,
    /// A note, which has no marks of notes.
    Note,
    /// A comment, which has neither them nor anchors.
    Comment,
}
