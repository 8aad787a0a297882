//! Tracked changes: taken as accepted, taken as rejected, or kept to be shown.

use crate::office::text::{OfficeBlock, OfficeChange, OfficeLosses, OfficePiece, OfficeText};
use crate::read::MarkedChanges;

/// Settles the changes of all text.
pub(in crate::office) fn settle(text: &mut OfficeText, changes: MarkedChanges) {
    let losses = &mut text.losses;
    blocks(&mut text.blocks, changes, losses);
    text.notes.iter_mut().for_each(|note| blocks(&mut note.blocks, changes, losses));
    text.remarks.iter_mut().for_each(|remark| blocks(&mut remark.blocks, changes, losses));
}

/// Whether what is part of a change is gone; none if it is kept with its mark.
fn is_gone(change: &OfficeChange, changes: MarkedChanges) -> Option<bool> {
    match changes {
        MarkedChanges::Accept => Some(!change.is_insertion),
        MarkedChanges::Reject => Some(change.is_insertion),
        MarkedChanges::Show => None,
    }
}

fn blocks(all: &mut Vec<OfficeBlock>, changes: MarkedChanges, losses: &mut OfficeLosses) {
    let mut kept: Vec<OfficeBlock> = Vec::with_capacity(all.len());
    // The pieces of paragraphs whose ends are gone: they begin the next one, whose end says what the whole is.
    let mut joined: Vec<OfficePiece> = Vec::new();
    for mut block in all.drain(..) {
        match &mut block {
            OfficeBlock::Paragraph(paragraph) => {
                objects(&mut paragraph.pieces, changes, losses);
                paragraph.pieces.retain_mut(|piece| keep(piece, changes));
                if !joined.is_empty() {
                    paragraph.pieces.splice(0..0, joined.drain(..));
                }
                if paragraph.end.as_ref().and_then(|end| is_gone(end, changes)) == Some(true) {
                    joined = std::mem::take(&mut paragraph.pieces);
                    continue;
                }
            }
            OfficeBlock::Table(table) => {
                table.rows.retain(|row| row.change.as_ref().and_then(|change| is_gone(change, changes)) != Some(true));
                table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| blocks(&mut cell.blocks, changes, losses));
            }
            OfficeBlock::PageBreak | OfficeBlock::Rule => {}
        }
        kept.push(block);
    }
    if !joined.is_empty() {
        match kept.last_mut() {
            Some(OfficeBlock::Paragraph(last)) => last.pieces.append(&mut joined),
            _ => kept.push(OfficeBlock::Paragraph(crate::office::text::OfficeParagraph { pieces: joined, ..Default::default() })),
        }
    }
    *all = kept;
}

/// Takes out the notes, pictures, formulas and ends of lines that are gone, and the marks of their changes. Shown changes are of words
/// alone: what else was inserted is in the text, and what was deleted is not, which is told.
fn objects(pieces: &mut Vec<OfficePiece>, changes: MarkedChanges, losses: &mut OfficeLosses) {
    let mut change = None;
    pieces.retain(|piece| {
        let what = match piece {
            OfficePiece::Changed(own) => {
                change = Some(own.clone());
                return false;
            }
            OfficePiece::Note(_) => "notes",
            OfficePiece::Picture { .. } => "pictures",
            OfficePiece::Formula { .. } => "formulas",
            OfficePiece::LineBreak => "",
            _ => {
                change = None;
                return true;
            }
        };
        let Some(change) = change.take() else { return true };
        if changes == MarkedChanges::Show && !change.is_insertion && !what.is_empty() {
            losses.count(format!("{what} in deleted passages, left out"));
        }
        !is_gone(&change, changes).unwrap_or(!change.is_insertion)
    });
}

/// Whether a piece stays; one that stays without its mark loses it.
fn keep(piece: &mut OfficePiece, changes: MarkedChanges) -> bool {
    let OfficePiece::Words { change, .. } = piece else { return true };
    match change.as_ref().and_then(|change| is_gone(change, changes)) {
        Some(true) => false,
        Some(false) => {
            *change = None;
            true
        }
        None => true,
    }
}
