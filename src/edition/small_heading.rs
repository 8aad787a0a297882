//! Paragraphs that head a list or a table: short, and all of them bold.

use crate::book::{BlockId, BlockKind, Book, Role, Style};

/// The most characters of such a paragraph.
const LONGEST: usize = 60;

/// Whether one of some blocks is a paragraph that heads the list or the table below it.
#[must_use]
pub(crate) fn heads_next(book: &Book, blocks: &[BlockId], at: usize) -> bool {
    let (Some(own), Some(next)) = (blocks.get(at).map(|&id| book.block(id)), blocks.get(at + 1).map(|&id| book.block(id))) else {
        return false;
    };
    let BlockKind::Paragraph(prose) = &own.kind else { return false };
    let is_headed = matches!(next.kind, BlockKind::List { .. } | BlockKind::Table(_) | BlockKind::Definitions(_));
    if !is_headed || own.role != Role::Plain || prose.text.contains('\n') || prose.text.chars().count() > LONGEST {
        return false;
    }
    let mut said = prose.runs.iter().filter(|run| prose.text[run.range()].contains(char::is_alphanumeric)).peekable();
    said.peek().is_some() && said.all(|run| run.style.has(Style::STRONG))
}
