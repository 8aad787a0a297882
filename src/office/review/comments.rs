//! Comments that the commentary has already, by who says what: on which words a comment is may have changed.

use super::merged::UnmergedChange;
use crate::book::Book;
use crate::office::comment_key::comment_key;
use crate::office::docx_write::{CommentAnchor, print, threads};
use crate::office::text::{OfficeBlock, OfficeParagraph, OfficePiece, OfficeRemark, OfficeText};
use crate::source::{Sources, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The keys of all comments and answers in the commentary of a book, with how often each is there.
pub(crate) fn comment_keys(book: &Book) -> BTreeMap<String, usize> {
    let mut keys = BTreeMap::new();
    for one in threads(book).into_iter().flat_map(|thread| thread.said) {
        *keys.entry(comment_key(Some(&one.author), &one.letters(book))).or_default() += 1;
    }
    keys
}

/// The keys of the answers in the commentary of a book: some programs part them from the comments that they answer.
pub(crate) fn answer_keys(book: &Book) -> BTreeMap<String, usize> {
    let mut keys = BTreeMap::new();
    for one in threads(book).into_iter().flat_map(|thread| thread.said.into_iter().skip(1)) {
        *keys.entry(comment_key(Some(&one.author), &one.letters(book))).or_default() += 1;
    }
    keys
}

/// The headings of the notes of a book, by what they say and who does.
pub(crate) fn note_keys(book: &Book) -> BTreeMap<String, Vec<Span>> {
    let mut keys: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for thread in threads(book) {
        if let Some(first) = thread.said.first() {
            keys.entry(comment_key(Some(&first.author), &first.letters(book))).or_default().push(thread.span);
        }
    }
    keys
}

/// Comments as they were sent with a document, known by the bookmarks that it has of them; empty of documents that have none.
#[derive(Debug, Default)]
pub(super) struct CommentsAsSent {
    /// By the prints of their keys: whether each was settled.
    prints: BTreeMap<u32, bool>,
}

impl CommentsAsSent {
    pub(super) fn of(text: &OfficeText) -> Self {
        let mut prints = BTreeMap::new();
        each(&text.blocks, &mut |paragraph| {
            for piece in &paragraph.pieces {
                if let OfficePiece::Bookmark(name) = piece
                    && let Some(comment) = CommentAnchor::of(name)
                {
                    prints.insert(comment.print, comment.is_resolved);
                }
            }
        });
        Self { prints }
    }

    /// Whether a comment of this key was sent, and settled; none if it was not sent.
    pub(super) fn was_settled(&self, key: &str) -> Option<bool> {
        self.prints.get(&print(key.chars())).copied()
    }

    /// The comments and answers of a document that are as they were sent, with how often each is there.
    pub(super) fn unchanged(&self, text: &OfficeText) -> BTreeMap<String, usize> {
        let mut keys = BTreeMap::new();
        for remark in &text.remarks {
            let key = comment_key(remark.author.as_deref(), &words(remark));
            if self.was_settled(&key).is_some() {
                *keys.entry(key).or_default() += 1;
            }
        }
        keys
    }
}

/// Calls a function with every paragraph of some blocks.
pub(super) fn each(blocks: &[OfficeBlock], visit: &mut dyn FnMut(&OfficeParagraph)) {
    for block in blocks {
        match block {
            OfficeBlock::Paragraph(paragraph) => visit(paragraph),
            OfficeBlock::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| each(&cell.blocks, visit));
            }
            OfficeBlock::PageBreak | OfficeBlock::Rule => {}
        }
    }
}

/// What the words of comments became that somebody settled or opened again.
#[derive(Debug, Default)]
pub(super) struct SettledComments {
    /// Headings of notes that were settled.
    pub(super) resolved: Vec<Span>,
    /// Headings of drafts that are no longer marked as settled.
    pub(super) opened: Vec<Span>,
}

/// The notes that were settled in a document.
pub(super) fn settled_comments(book: &Book, text: &OfficeText, as_sent: &CommentsAsSent) -> SettledComments {
    let mut known: BTreeMap<String, Vec<(Span, bool)>> = BTreeMap::new();
    for thread in threads(book) {
        if let Some(first) = thread.said.first() {
            known.entry(comment_key(Some(&first.author), &first.letters(book))).or_default().push((thread.span, thread.is_resolved));
        }
    }
    let mut out = SettledComments::default();
    for remark in text.remarks.iter().filter(|remark| remark.answers.is_none()) {
        // Of several that say the same nobody knows which is meant.
        let key = comment_key(remark.author.as_deref(), &words(remark));
        let Some([(span, was_resolved)]) = known.get(&key).map(Vec::as_slice) else { continue };
        // What was decided here since the document was sent stays so, unless it was decided there too.
        if as_sent.was_settled(&key) == Some(remark.is_resolved) {
            continue;
        }
        match (was_resolved, remark.is_resolved) {
            (false, true) => out.resolved.push(*span),
            (true, false) => out.opened.push(*span),
            _ => {}
        }
    }
    out
}

/// Notes of the commentary that a document was sent with and came back without, but for those `reworded`, which say something else there:
/// somebody has deleted them there, or changed their words.
pub(super) fn deleted_comments(book: &Book, text: &OfficeText, as_sent: &CommentsAsSent, reworded: &BTreeSet<&str>) -> Vec<UnmergedChange> {
    let mut there: BTreeMap<String, usize> = BTreeMap::new();
    for remark in &text.remarks {
        *there.entry(comment_key(remark.author.as_deref(), &words(remark))).or_default() += 1;
    }
    let mut gone = Vec::new();
    for thread in threads(book) {
        let Some(first) = thread.said.first() else { continue };
        let key = comment_key(Some(&first.author), &first.letters(book));
        // A note that was written or reworded here since can't be there.
        let was_sent = as_sent.prints.is_empty() || as_sent.was_settled(&key).is_some();
        match there.get_mut(&key).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None if !was_sent || reworded.contains(key.as_str()) => {}
            None => {
                let what = "this note was deleted in the document, or its words were changed there: compare them, and delete it here too if it is to go".to_owned();
                gone.push(UnmergedChange { place: Some(thread.span), what });
            }
        }
    }
    gone
}

/// The words of a comment.
pub(super) fn words(remark: &OfficeRemark) -> String {
    let mut words = String::new();
    each(&remark.blocks, &mut |paragraph| {
        for piece in &paragraph.pieces {
            if let OfficePiece::Words { words: more, .. } = piece {
                words.push_str(more);
            }
        }
    });
    words
}

/// The place in the heading of a note where the mark of a draft comes, and the mark; none if its braces are not at its end.
pub(super) fn draft_mark(sources: &Sources, heading: Span) -> Option<DraftMark> {
    let span = sources.origin(heading);
    let words = sources.slice(span).trim_end();
    let end = span.start as usize + words.len();
    if words.contains('\n') {
        return None;
    }
    match words.strip_suffix('}') {
        Some(_) => Some(DraftMark { place: Span::new(span.source, end - 1, end - 1), mark: " draft" }),
        None if words.ends_with(['#', '{']) => None,
        None => Some(DraftMark { place: Span::new(span.source, end, end), mark: " {draft}" }),
    }
}

/// A mark that makes a draft of a note.
#[derive(Debug)]
pub(super) struct DraftMark {
    pub(super) place: Span,
    pub(super) mark: &'static str,
}
