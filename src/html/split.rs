//! Large chapters in several documents: reading systems keep a document whole in memory, and shops refuse what is too large.

use crate::book::{BlockId, BlockKind, Book, text};
use crate::edition::{EntryId, NoteEntry};
use std::ops::Range;

/// Bytes of text in a document, roughly; with its markup it stays under the 300 kB that old readers bear.
const MOST: usize = 200_000;

/// Notes in a document: their markup weighs more than that of the text.
const MOST_NOTES: usize = 500;

/// The blocks of a chapter by document. A new document begins with a heading if one is not too far back, and never directly behind
/// one. A single block is never divided, however large.
pub(crate) fn documents(book: &Book, blocks: &[BlockId]) -> Vec<Range<usize>> {
    let size = |block: &BlockId| size(book, std::slice::from_ref(block));
    let is_heading = |at: usize| matches!(book.block(blocks[at]).kind, BlockKind::Heading { .. });
    let sizes: Vec<usize> = blocks.iter().map(size).collect();
    // For each block the last place up to it where a document may begin with a heading, and where it may begin at all.
    let (mut heading, mut any) = (0, 0);
    let last: Vec<[usize; 2]> = (0..blocks.len())
        .map(|at| {
            if at > 0 && !is_heading(at - 1) {
                (heading, any) = (if is_heading(at) { at } else { heading }, at);
            }
            [heading, any]
        })
        .collect();
    let (mut documents, mut start, mut filled) = (Vec::new(), 0, 0);
    for (at, size) in sizes.iter().enumerate() {
        let [heading, any] = last[at];
        if any > start && filled + size > MOST {
            let mut sum = 0;
            let half = (start..at).find(|&at| {
                sum += sizes[at];
                sum >= filled / 2
            });
            let half = half.map_or(at, |at| at + 1);
            let cut = if heading >= half { heading } else { any };
            documents.push(start..cut);
            start = cut;
            filled = sizes[cut..at].iter().sum();
        }
        filled += size;
    }
    documents.push(start..blocks.len());
    documents
}

/// Gathered notes by document, one at least. A new document begins with the notes on a chapter if the last is half full by then.
pub(crate) fn notes<'e>(book: &Book, entries: impl Iterator<Item = (EntryId, &'e NoteEntry)>) -> Vec<Vec<EntryId>> {
    let mut documents = vec![Vec::new()];
    let (mut filled, mut chapter) = (0, None);
    for (id, entry) in entries {
        let size: usize = entry.notes.iter().map(|&note| size(book, &book.note(note).blocks)).sum();
        let count = documents.last().map_or(0, Vec::len);
        let full = count >= MOST_NOTES || filled + size > MOST;
        let half = count >= MOST_NOTES / 2 || filled > MOST / 2;
        if count > 0 && (full || half && chapter != Some(entry.chapter)) {
            documents.push(Vec::new());
            filled = 0;
        }
        documents.last_mut().expect("there is one from the first").push(id);
        filled += size;
        chapter = Some(entry.chapter);
    }
    documents
}

/// Bytes of text in blocks.
fn size(book: &Book, blocks: &[BlockId]) -> usize {
    text::leaves(book, blocks).iter().filter_map(|(_, leaf)| leaf.prose()).map(|prose| prose.text.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{Block, Prose, Role, SectionId};
    use crate::source::{Sources, Span};

    /// A chapter of headings (`h`) and of paragraphs by their size in thousands.
    fn cut(blocks: &str) -> Vec<Range<usize>> {
        let span = Span::new(Sources::default().add("a.md", ""), 0, 0);
        let mut book = Book::default();
        for word in blocks.split(' ') {
            let prose = Prose { text: "x".repeat(word.parse().unwrap_or(0) * 1000), runs: Vec::new(), map: std::sync::Arc::default() };
            let kind = if word == "h" { BlockKind::Heading { section: SectionId::new(0), prose } } else { BlockKind::Paragraph(prose) };
            book.blocks.push(Block { span, kind, id: None, role: Role::Plain, classes: Vec::new(), language: None, alignment: None });
        }
        documents(&book, &(0..book.blocks.len()).map(BlockId::new).collect::<Vec<_>>())
    }

    #[test]
    fn large_chapters_are_cut_at_headings() {
        assert_eq!(cut("h 10 10"), vec![0..3; 1]);
        assert_eq!(cut("h 90 h 90 h 90 h 90"), [0..4, 4..8]);
        assert_eq!(cut("h 150 h 90"), [0..2, 2..4]);
        // The heading is too far back, or there is none; a heading is never the last of its document.
        assert_eq!(cut("h 5 h 100 90 90"), [0..5, 5..6]);
        assert_eq!(cut("h 150 100 h 90 90"), [0..2, 2..3, 3..6]);
        assert_eq!(cut("500 500"), [0..1, 1..2]);
        assert_eq!(cut("h 500"), vec![0..2; 1]);
    }
}
