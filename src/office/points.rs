//! Remarks on nothing that can be read: a blank, or a place between two characters that a program wrote as an empty passage.

use super::settle::each;
use super::text::{OfficePiece, OfficeText};

/// Makes remarks on a place of those whose passage holds nothing, deleted words included.
pub(super) fn points(text: &mut OfficeText) {
    let mut open: Vec<usize> = Vec::new();
    let mut covers = vec![false; text.remarks.len()];
    each(text, &mut |paragraph| {
        for piece in &paragraph.pieces {
            match piece {
                OfficePiece::RemarkStart(remark) => open.push(*remark),
                OfficePiece::RemarkEnd(remark) => open.retain(|one| one != remark),
                // Hidden words stand here without a letter: what is on them is on nothing, and on no other word.
                OfficePiece::Words { words, .. } if !words.is_empty() && words.trim().is_empty() => {}
                OfficePiece::Words { .. } | OfficePiece::Note(_) | OfficePiece::Picture { .. } | OfficePiece::Formula { .. } => {
                    open.iter().for_each(|remark| covers[*remark] = true);
                }
                _ => {}
            }
        }
    });
    let is_point = |remark: usize| covers.get(remark) == Some(&false);
    each(text, &mut |paragraph| {
        for piece in &mut paragraph.pieces {
            match piece {
                OfficePiece::RemarkStart(remark) if is_point(*remark) => *piece = OfficePiece::RemarkPoint(*remark),
                _ => {}
            }
        }
        paragraph.pieces.retain(|piece| !matches!(piece, OfficePiece::RemarkEnd(remark) if is_point(*remark)));
    });
}
