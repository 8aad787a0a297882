//! Paragraphs without anything to read: they are left out, and what is marked in them moves to a neighbour.

use super::plain::plain;
use crate::office::text::{OfficeBlock, OfficeParagraph, OfficePiece, OfficeRole};

/// Takes empty paragraphs out, but for those between lines of code; marks and bookmarks in them go to the next paragraph, or to the last.
pub(super) fn drop_empty(blocks: &mut Vec<OfficeBlock>) {
    let mut kept: Vec<OfficeBlock> = Vec::with_capacity(blocks.len());
    let (mut marks, mut bookmarks) = (Vec::new(), Vec::new());
    // Empty lines of code, while it is unknown whether code follows.
    let mut lines = Vec::new();
    for mut block in blocks.drain(..) {
        if let OfficeBlock::Paragraph(paragraph) = &mut block
            && !says(paragraph)
        {
            marks.extend(paragraph.pieces.drain(..).filter(is_mark));
            bookmarks.append(&mut paragraph.bookmarks);
            if paragraph.role == OfficeRole::Code && kept.last().is_some_and(is_code) {
                paragraph.pieces.clear();
                lines.push(block);
            }
            continue;
        }
        if (!marks.is_empty() || !bookmarks.is_empty())
            && let Some(next) = paragraphs(&mut block).find(|paragraph| says(paragraph))
        {
            next.pieces.splice(0..0, marks.drain(..));
            next.bookmarks.splice(0..0, bookmarks.drain(..));
        }
        if is_code(&block) {
            kept.append(&mut lines);
        }
        lines.clear();
        kept.push(block);
    }
    let any = !marks.is_empty() || !bookmarks.is_empty();
    let last = kept.iter_mut().rev().filter(|_| any).find_map(|block| paragraphs(block).filter(|paragraph| says(paragraph)).last());
    if let Some(last) = last {
        last.pieces.append(&mut marks);
        last.bookmarks.append(&mut bookmarks);
    }
    *blocks = kept;
}

/// The paragraphs of a block, those of cells too. Tables lie in each other no deeper than the readers let them.
fn paragraphs(block: &mut OfficeBlock) -> Box<dyn Iterator<Item = &mut OfficeParagraph> + '_> {
    match block {
        OfficeBlock::Paragraph(paragraph) => Box::new(std::iter::once(paragraph)),
        OfficeBlock::Table(table) => {
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells).filter(|cell| !cell.goes_on);
            Box::new(cells.flat_map(|cell| &mut cell.blocks).flat_map(paragraphs))
        }
        OfficeBlock::PageBreak | OfficeBlock::Rule => Box::new(std::iter::empty()),
    }
}

/// Whether a paragraph holds something to read.
fn says(paragraph: &OfficeParagraph) -> bool {
    !plain(paragraph).trim().is_empty() || paragraph.pieces.iter().any(|piece| matches!(piece, OfficePiece::Note(_)))
}

fn is_code(block: &OfficeBlock) -> bool {
    matches!(block, OfficeBlock::Paragraph(paragraph) if paragraph.role == OfficeRole::Code)
}

fn is_mark(piece: &OfficePiece) -> bool {
    matches!(piece, OfficePiece::RemarkStart(_) | OfficePiece::RemarkEnd(_) | OfficePiece::RemarkPoint(_) | OfficePiece::Bookmark(_))
}
