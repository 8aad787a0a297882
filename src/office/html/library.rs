//! What libraries put around a book in a page of HTML: the head and the licence of Project Gutenberg.

use crate::office::text::{OfficeBlock, OfficeParagraph, OfficePiece, OfficeText};
use crate::read::plain_text::{is_note_of_makers, library_title};

/// Blocks behind the head that may say who made the file.
const MOST_MAKERS: usize = 6;

/// Leaves out what a library put around the book, and takes title and author from it.
pub(super) fn leave(text: &mut OfficeText) {
    let marks = |block: &OfficeBlock, word: &str| match block {
        OfficeBlock::Paragraph(paragraph) => words(paragraph).lines().any(|line| is_mark(line, word)),
        _ => false,
    };
    if let Some(start) = text.blocks.iter().position(|block| marks(block, "START")) {
        let head: Vec<OfficeBlock> = text.blocks.drain(..=start).collect();
        let is_maker = |block: &OfficeBlock| match block {
            OfficeBlock::Paragraph(paragraph) => is_note_of_makers(words(paragraph).trim()),
            _ => false,
        };
        let makers = text.blocks.iter().take(MOST_MAKERS).rposition(is_maker).map_or(0, |last| last + 1);
        if text.blocks[..makers].iter().all(|block| is_maker(block) || is_empty(block)) {
            text.blocks.drain(..makers);
        }
        take_facts(text, &head);
        text.losses.count("the head of Project Gutenberg, left out");
    }
    let ends = |block: &OfficeBlock| {
        let says = |words: &str| words.starts_with("End of the Project Gutenberg") || words.starts_with("End of Project Gutenberg");
        marks(block, "END") || matches!(block, OfficeBlock::Paragraph(paragraph) if says(words(paragraph).trim()))
    };
    if let Some(end) = text.blocks.iter().position(ends) {
        text.blocks.truncate(end);
        text.losses.count("the licence of Project Gutenberg, left out");
    }
}

/// Whether a line marks where the book begins (`START`) or ends (`END`).
fn is_mark(line: &str, word: &str) -> bool {
    let line = line.trim().to_uppercase();
    line.starts_with("***") && line.trim_start_matches(['*', ' ']).starts_with(word) && line.contains("GUTENBERG")
}

/// Takes the author, and the title if nothing else gives it, from the head.
fn take_facts(text: &mut OfficeText, head: &[OfficeBlock]) {
    let field = |name: &str| {
        head.iter().find_map(|block| match block {
            OfficeBlock::Paragraph(paragraph) => {
                let words = words(paragraph);
                let value = words.lines().find_map(|line| line.trim().strip_prefix(name))?.trim().to_owned();
                Some(value).filter(|value| !value.is_empty())
            }
            _ => None,
        })
    };
    let facts = &mut text.facts;
    if let Some(title) = field("Title:") {
        facts.title = Some(title);
    }
    if let Some(author) = field("Author:").filter(|author| facts.authors.is_empty() && author != "Various") {
        facts.authors.push(author);
    }
}

/// The title that the head of a page says, without what a library puts around it, and the author that it names.
pub(super) fn titled(words: &str) -> (String, Option<String>) {
    if let Some(found) = library_title(words) {
        return found;
    }
    let ends = [" | Project Gutenberg", " - Project Gutenberg", "—A Project Gutenberg eBook", ", a Project Gutenberg eBook"];
    let bare = ends.iter().find_map(|end| words.strip_suffix(end)).unwrap_or(words);
    (bare.trim().to_owned(), None)
}

fn is_empty(block: &OfficeBlock) -> bool {
    matches!(block, OfficeBlock::Paragraph(paragraph) if words(paragraph).trim().is_empty())
}

/// The words of a paragraph, a line each.
fn words(paragraph: &OfficeParagraph) -> String {
    let mut out = String::new();
    for piece in &paragraph.pieces {
        match piece {
            OfficePiece::Words { words, .. } => out.push_str(words),
            OfficePiece::LineBreak => out.push('\n'),
            _ => {}
        }
    }
    out
}
