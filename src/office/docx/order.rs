//! Puts notes and comments into the order of their places in the text.

use crate::office::text::{OfficeBlock, OfficeNote, OfficePiece, OfficeRemark, OfficeText};

/// Orders the notes and comments of a document by where the text has them. Notes without a mark go; answers come behind what they
/// answer; comments without a place come last.
pub(super) fn order(text: &mut OfficeText) {
    let mut places = DocxOrder::default();
    let notes: Vec<&[OfficeBlock]> = text.notes.iter().map(|note| note.blocks.as_slice()).collect();
    places.walk(&text.blocks, &notes);
    let count = text.remarks.len();
    let mut answers: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, remark) in text.remarks.iter().enumerate() {
        if let Some(list) = remark.answers.and_then(|root| answers.get_mut(root)) {
            list.push(at);
        }
    }
    let mut remarks = Vec::with_capacity(count);
    let mut is_placed = vec![false; count];
    let unplaced = (0..count).filter(|at| text.remarks[*at].answers.is_none()).chain(0..count);
    for at in places.remarks.into_iter().chain(unplaced) {
        if at < count && !std::mem::replace(&mut is_placed[at], true) {
            remarks.push(at);
            for answer in &answers[at] {
                if !std::mem::replace(&mut is_placed[*answer], true) {
                    remarks.push(*answer);
                }
            }
        }
    }
    let new_remarks = inverse(&remarks, count);
    let new_notes = inverse(&places.notes, text.notes.len());
    text.remarks = taken(std::mem::take(&mut text.remarks), &remarks);
    text.notes = taken(std::mem::take(&mut text.notes), &places.notes);
    let mut renumber = |piece: &mut OfficePiece| match piece {
        OfficePiece::Note(note) => *note = new_notes.get(*note).copied().unwrap_or(0),
        OfficePiece::RemarkStart(at) | OfficePiece::RemarkEnd(at) | OfficePiece::RemarkPoint(at) => {
            *at = new_remarks.get(*at).copied().unwrap_or(0);
        }
        _ => {}
    };
    each(&mut text.blocks, &mut renumber);
    for OfficeNote { blocks, .. } in &mut text.notes {
        each(blocks, &mut renumber);
    }
    for OfficeRemark { blocks, answers, .. } in &mut text.remarks {
        each(blocks, &mut renumber);
        *answers = answers.and_then(|root| new_remarks.get(root).copied());
    }
}

/// The places of what was at each place before.
fn inverse(order: &[usize], count: usize) -> Vec<usize> {
    let mut places = vec![0; count];
    for (new, old) in order.iter().enumerate() {
        if let Some(place) = places.get_mut(*old) {
            *place = new;
        }
    }
    places
}

fn taken<T: Default>(mut from: Vec<T>, order: &[usize]) -> Vec<T> {
    order.iter().filter_map(|at| from.get_mut(*at).map(std::mem::take)).collect()
}

/// Calls a function with each piece.
fn each(blocks: &mut [OfficeBlock], visit: &mut dyn FnMut(&mut OfficePiece)) {
    for block in blocks {
        match block {
            OfficeBlock::Paragraph(paragraph) => paragraph.pieces.iter_mut().for_each(&mut *visit),
            OfficeBlock::Table(table) => {
                for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    each(&mut cell.blocks, visit);
                }
            }
            OfficeBlock::PageBreak | OfficeBlock::Rule => {}
        }
    }
}

/// The order in which notes and comments come.
#[derive(Debug, Default)]
struct DocxOrder {
    notes: Vec<usize>,
    is_known: std::collections::BTreeSet<usize>,
    remarks: Vec<usize>,
}

impl DocxOrder {
    fn walk(&mut self, blocks: &[OfficeBlock], notes: &[&[OfficeBlock]]) {
        for block in blocks {
            match block {
                OfficeBlock::Paragraph(paragraph) => {
                    for piece in &paragraph.pieces {
                        match piece {
                            OfficePiece::RemarkStart(remark) | OfficePiece::RemarkPoint(remark) => self.remarks.push(*remark),
                            OfficePiece::Note(note) if self.is_known.insert(*note) => {
                                self.notes.push(*note);
                                // Notes have no notes, so this goes no deeper.
                                self.walk(notes.get(*note).copied().unwrap_or(&[]), &[]);
                            }
                            _ => {}
                        }
                    }
                }
                OfficeBlock::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.walk(&cell.blocks, notes);
                    }
                }
                OfficeBlock::PageBreak | OfficeBlock::Rule => {}
            }
        }
    }
}
