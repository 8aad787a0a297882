//! Remarks on nothing that can be read: a blank, or a place between two characters that a program wrote as an empty passage.

use super::flow::push;
use super::settle::each;
use super::text::{OfficePiece, OfficeText};
use crate::read::MarkedChanges;

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

/// Gives remarks on a place the words that are meant: among words that are hidden or go, these, so that nothing is left of them; at the head
/// of a paragraph its first word, behind which such a remark is put.
pub(super) fn meant_points(text: &mut OfficeText, changes: MarkedChanges) {
    each(text, &mut |paragraph| {
        let mut at = 0;
        while at < paragraph.pieces.len() {
            let OfficePiece::RemarkPoint(remark) = paragraph.pieces[at] else {
                at += 1;
                continue;
            };
            let before = paragraph.pieces[..at].iter().rev().find_map(|piece| shown(piece, changes));
            let is_shown = before.or_else(|| paragraph.pieces[at..].iter().find_map(|piece| shown(piece, changes)));
            if is_shown == Some(false) {
                paragraph.pieces.splice(at..=at, [OfficePiece::RemarkStart(remark), OfficePiece::RemarkEnd(remark)]);
                at += 2;
            } else if before.is_none() && is_shown.is_some() && behind_first_word(&mut paragraph.pieces, at) {
                // The piece that stands here now is another one.
            } else {
                at += 1;
            }
        }
        // What stood for hidden words has told what it had to.
        for piece in std::mem::take(&mut paragraph.pieces) {
            if !matches!(&piece, OfficePiece::Words { words, .. } if words.is_empty()) {
                push(&mut paragraph.pieces, piece);
            }
        }
    });
}

/// Whether what a piece says is to be seen; none if it says nothing.
fn shown(piece: &OfficePiece, changes: MarkedChanges) -> Option<bool> {
    match piece {
        OfficePiece::Words { words, .. } if words.is_empty() => Some(false),
        OfficePiece::Words { change: Some(change), .. } => Some(change.is_insertion != (changes == MarkedChanges::Reject)),
        OfficePiece::Words { words, .. } if words.trim().is_empty() => None,
        OfficePiece::Words { .. } | OfficePiece::Note(_) | OfficePiece::Picture { .. } | OfficePiece::Formula { .. } => Some(true),
        _ => None,
    }
}

/// Puts a piece behind the first word of those behind it; false if that is none of words.
fn behind_first_word(pieces: &mut Vec<OfficePiece>, at: usize) -> bool {
    let is_said = |piece: &OfficePiece| !matches!(piece, OfficePiece::Words { words, .. } if words.trim().is_empty());
    let next = pieces[at + 1..].iter().position(|piece| shown(piece, MarkedChanges::Accept).is_some() && is_said(piece));
    let Some(OfficePiece::Words { words, look, change }) = next.and_then(|next| pieces.get(at + 1 + next)) else { return false };
    let next = at + 1 + next.unwrap_or_default();
    let start = words.len() - words.trim_start().len();
    let end = words[start..].find(char::is_whitespace).map_or(words.len(), |end| start + end);
    let part = |words: &str| OfficePiece::Words { words: words.to_owned(), look: look.clone(), change: change.clone() };
    let parted = [part(&words[..end]), pieces[at].clone(), part(&words[end..])];
    let rest = usize::from(end < words.len());
    pieces.splice(next..=next, parted.into_iter().take(2 + rest));
    pieces.remove(at);
    true
}
