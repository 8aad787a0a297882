//! The characters of a paragraph without anything else.

use crate::office::text::{OfficeParagraph, OfficePiece};

/// The characters of a paragraph, a line end as `\n`.
pub(super) fn plain(paragraph: &OfficeParagraph) -> String {
    let mut out = String::new();
    for piece in &paragraph.pieces {
        match piece {
            OfficePiece::Words { words, .. } => out.push_str(words),
            OfficePiece::LineBreak => out.push('\n'),
            OfficePiece::Picture { .. } | OfficePiece::Formula { .. } => out.push('\u{FFFC}'),
            _ => {}
        }
    }
    out
}
