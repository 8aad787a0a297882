//! Dashes of pages that were typed as hyphens.

use crate::office::settle::each;
use crate::office::text::{OfficeParagraph, OfficePiece, OfficeRole, OfficeText};
use crate::read::plain_text::typed_dashes;

/// Makes dashes of the hyphens that stand for them, but in code.
pub(super) fn settle(text: &mut OfficeText) {
    each(text, &mut |paragraph| {
        if paragraph.role != OfficeRole::Code {
            settle_paragraph(paragraph);
        }
    });
}

fn settle_paragraph(paragraph: &mut OfficeParagraph) {
    let mut before = None;
    for at in 0..paragraph.pieces.len() {
        let after = paragraph.pieces[at + 1..].iter().take(64).find_map(edge).flatten();
        match &mut paragraph.pieces[at] {
            OfficePiece::Words { words, look, .. } => {
                let last = words.chars().next_back();
                if !look.is_code && words.contains("--") {
                    *words = typed_dashes(words, before, after);
                }
                before = last;
            }
            piece => before = edge(piece).map_or(before, |_| None),
        }
    }
}

/// The character that a piece begins with; inside, none if a line ends at it. None if nothing is seen of it.
fn edge(piece: &OfficePiece) -> Option<Option<char>> {
    match piece {
        OfficePiece::Words { words, .. } => words.chars().next().map(Some),
        OfficePiece::LineBreak | OfficePiece::Picture { .. } | OfficePiece::Formula { .. } => Some(None),
        _ => None,
    }
}
