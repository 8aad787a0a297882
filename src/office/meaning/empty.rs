//! Paragraphs without anything to read: they are left out, and what is marked in them moves to a neighbour.

use super::plain::plain;
use crate::office::text::{OfficeBlock, OfficePiece};

/// Takes empty paragraphs out; marks and bookmarks in them go to the next paragraph, or to the last.
pub(super) fn drop_empty(blocks: &mut Vec<OfficeBlock>) {
    let mut kept: Vec<OfficeBlock> = Vec::with_capacity(blocks.len());
    let (mut marks, mut bookmarks) = (Vec::new(), Vec::new());
    for mut block in blocks.drain(..) {
        if let OfficeBlock::Paragraph(paragraph) = &mut block {
            let calls = paragraph.pieces.iter().any(|piece| matches!(piece, OfficePiece::Note(_)));
            if plain(paragraph).trim().is_empty() && !calls {
                marks.extend(paragraph.pieces.drain(..).filter(is_mark));
                bookmarks.append(&mut paragraph.bookmarks);
                continue;
            }
            paragraph.pieces.splice(0..0, marks.drain(..));
            paragraph.bookmarks.splice(0..0, bookmarks.drain(..));
        }
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

fn is_mark(piece: &OfficePiece) -> bool {
    matches!(piece, OfficePiece::RemarkStart(_) | OfficePiece::RemarkEnd(_) | OfficePiece::RemarkPoint(_) | OfficePiece::Bookmark(_))
}
