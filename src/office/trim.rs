//! Notes and comments begin with the place of their own mark, behind which a space stands that is none of theirs.

use super::text::{OfficeBlock, OfficePiece};

/// The blocks without the space at their head and without paragraphs at their end that hold nothing.
pub(super) fn trimmed(mut blocks: Vec<OfficeBlock>) -> Vec<OfficeBlock> {
    while let Some(OfficeBlock::Paragraph(last)) = blocks.last() {
        if blocks.len() < 2 || shows(&last.pieces) || !last.pieces.is_empty() && !last.pieces.iter().all(is_blank) {
            break;
        }
        blocks.pop();
    }
    if let Some(OfficeBlock::Paragraph(first)) = blocks.first_mut() {
        let at = first.pieces.iter().position(|piece| matches!(piece, OfficePiece::Words { .. }));
        if let Some(at) = at
            && !first.pieces[..at].iter().any(|piece| matches!(piece, OfficePiece::Picture { .. } | OfficePiece::Formula { .. }))
            && let OfficePiece::Words { words, .. } = &mut first.pieces[at]
        {
            *words = words.trim_start().to_owned();
            if words.is_empty() {
                first.pieces.remove(at);
            }
        }
    }
    blocks
}

fn is_blank(piece: &OfficePiece) -> bool {
    match piece {
        OfficePiece::Words { words, .. } => words.trim().is_empty(),
        piece => matches!(piece, OfficePiece::LineBreak | OfficePiece::Changed(_)),
    }
}

/// Whether anybody sees anything of these pieces.
pub(super) fn shows(pieces: &[OfficePiece]) -> bool {
    pieces.iter().any(|piece| match piece {
        OfficePiece::Words { words, .. } => !words.trim().is_empty(),
        OfficePiece::Note(_) | OfficePiece::Picture { .. } | OfficePiece::Formula { .. } => true,
        _ => false,
    })
}
