//! Paragraphs without anything to read: they are left out, and what is marked in them moves to a neighbour.

use super::plain::plain;
use crate::office::text::{OfficeBlock, OfficePiece, OfficeRole};

/// Takes empty paragraphs out, but for those between lines of code; marks and bookmarks in them go to the next paragraph, or to the last.
pub(super) fn drop_empty(blocks: &mut Vec<OfficeBlock>) {
    let mut kept: Vec<OfficeBlock> = Vec::with_capacity(blocks.len());
    let (mut marks, mut bookmarks) = (Vec::new(), Vec::new());
    // Empty lines of code, while it is unknown whether code follows.
    let mut lines = Vec::new();
    for mut block in blocks.drain(..) {
        if let OfficeBlock::Paragraph(paragraph) = &mut block {
            let calls = paragraph.pieces.iter().any(|piece| matches!(piece, OfficePiece::Note(_)));
            if plain(paragraph).trim().is_empty() && !calls {
                marks.extend(paragraph.pieces.drain(..).filter(is_mark));
                bookmarks.append(&mut paragraph.bookmarks);
                if paragraph.role == OfficeRole::Code && kept.last().is_some_and(is_code) {
                    paragraph.pieces.clear();
                    lines.push(block);
                }
                continue;
            }
            paragraph.pieces.splice(0..0, marks.drain(..));
            paragraph.bookmarks.splice(0..0, bookmarks.drain(..));
        }
        if is_code(&block) {
            kept.append(&mut lines);
        }
        lines.clear();
        kept.push(block);
    }
    let last = kept.iter_mut().rev().find_map(|block| match block {
        OfficeBlock::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    });
    if let Some(last) = last {
        last.pieces.append(&mut marks);
        last.bookmarks.append(&mut bookmarks);
    }
    *blocks = kept;
}

fn is_code(block: &OfficeBlock) -> bool {
    matches!(block, OfficeBlock::Paragraph(paragraph) if paragraph.role == OfficeRole::Code)
}

fn is_mark(piece: &OfficePiece) -> bool {
    matches!(piece, OfficePiece::RemarkStart(_) | OfficePiece::RemarkEnd(_) | OfficePiece::RemarkPoint(_) | OfficePiece::Bookmark(_))
}
