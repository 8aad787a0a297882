//! A document that came back from an editor, merged into the sources that it was made of.
//!
//! What was sent is made anew from the sources of today (`docx_write::sent`), and the anchors in the document tell whether they are still
//! those that were sent. Paragraphs that came back are set beside those that were sent (`align.rs`), what differs is taken apart into
//! changes (`changes.rs`), each of which is an edit of the sources (`edits.rs`). Nothing is believed: the book is read again with the
//! changes made, and must say what the document says; changes with which it does not are left to people (`settle.rs`).

mod again;
mod align;
mod align_edits;
mod changes;
mod comments;
mod deletions;
mod desk;
mod diff;
mod edits;
pub(in crate::office) mod expected;
mod form_change;
mod form_edits;
mod form_lists;
mod forms;
mod formula_edits;
mod lines;
mod link_edits;
mod list_edits;
mod list_shape;
mod markdown;
mod marker;
mod merged;
mod numbers;
mod renamed;
mod reworded;
mod settle;
#[cfg(test)]
mod tests;
pub(in crate::office) mod units;
mod unmade;
mod words;

use super::docx_write::{BlockAnchor, SentLetter, digest, is_of_review, print, sent};
use super::format::OfficeFormat;
use super::meaning::settle_changes;
use super::package::OfficeFault;
use super::text::{OfficeBlock, OfficePiece, OfficeRole, OfficeText};
use crate::book::Book;
use crate::config::Config;
use crate::read::MarkedChanges;
use crate::source::Sources;
pub(crate) use comments::{answer_keys, comment_keys, note_keys};
use desk::ReviewDesk;
pub(crate) use lines::{LineHunk, MergedFile};
pub(crate) use merged::{MergedReview, UnmergedChange};
pub(crate) use renamed::with_names_of_today;
use std::collections::BTreeSet;
use units::ReviewUnit;

/// Why a document can't be merged.
#[derive(Debug)]
pub(crate) enum ReviewFault {
    /// The document can't be read.
    Unread(OfficeFault),
    /// No paragraph of it wears an anchor.
    NoAnchors,
    /// None of its paragraphs is one of this book.
    OtherBook,
}

/// Reads a document that came back, with its anchors.
///
/// # Errors
/// If it can't be read.
pub(crate) fn returned(bytes: &[u8]) -> Result<OfficeText, ReviewFault> {
    OfficeFormat::read_returned(bytes, is_of_review).map_err(ReviewFault::Unread)
}

/// Merges a document into the sources of a book.
///
/// # Errors
/// If it is not one that was made for a review of this book.
pub(crate) fn merge(mut text: OfficeText, config: &Config, book: &Book, sources: &Sources) -> Result<MergedReview, ReviewFault> {
    let all_anchors = units::all_anchors(&text);
    let forms_as_sent = units::forms_as_sent(&text);
    settle_changes(&mut text, MarkedChanges::Accept);
    let units = units::units(&text);
    if units.iter().all(|unit| unit.anchors.is_empty()) {
        return Err(ReviewFault::NoAnchors);
    }
    let is_whole = made_of(&text).contains(&digest(sent(book, sources).iter().filter_map(|one| one.anchor.as_ref())));
    let mut desk = ReviewDesk::new(book, sources, units);
    desk.forms = forms_as_sent;
    let anchors: Vec<BlockAnchor> = all_anchors.iter().map(|(anchor, _)| anchor.clone()).collect();
    let aligned = align::align(&desk.sent, &desk.units, &anchors, is_whole);
    if aligned.groups.is_empty() && !desk.sent.is_empty() {
        return Err(ReviewFault::OtherBook);
    }
    let mut found = changes::changes(&desk, &aligned);
    let has_dead_links = text.losses.iter().any(|(what, _)| what.starts_with("links to places"));
    // A title that was moved below other paragraphs here is none any more, but was when the document was made.
    let was_titled = !is_whole && desk.units.iter().any(|unit| unit.paragraph.role == OfficeRole::Title);
    let back = forms::ReturnedParts { pictures: &text.pictures, has_dead_links, shift: was_titled.then_some(1) };
    let forms = forms::form_changes(&desk, &aligned, back);
    let told = forms.changes.iter().flat_map(changes::ReviewChange::told).chain(&forms.left).map(|left| left.what.clone()).collect();
    // Before other words, for what opens a line stands before the first of them.
    found.changes.splice(0..0, forms.changes);
    found.left.extend(forms.left);
    let as_sent = comments::CommentsAsSent::of(&text);
    let mut merged = settle::settled(&desk, config, found);
    let first = again::FirstMerge { desk: &desk, aligned: &aligned, config, anchors: &anchors, back, is_whole, told, worn: forms.worn };
    first.again(&mut merged);
    merged.is_whole = is_whole;
    merged.has_comments = !text.remarks.is_empty();
    let reworded = reworded::reworded_comments(&desk, &text, &as_sent);
    settle::resolve(&desk, config, &comments::settled_comments(book, &text, &as_sent), &reworded, &mut merged);
    let today: BTreeSet<u32> = (0..desk.sent.len()).map(|at| print(desk.letters(at).iter().map(|letter| letter.sign))).collect();
    let changed = aligned.frozen.iter().filter(|(_, says_as_sent)| !**says_as_sent).map(|(unit, _)| unit);
    for unit in aligned.stale.iter().chain(changed) {
        stale(&desk, &aligned, &today, *unit, &mut merged);
    }
    for unit in &aligned.torn {
        let words = changes::short(&desk.units[*unit].letters);
        let what = format!("the paragraph “{words}” there holds words of one that was changed here since it was sent: compare them");
        merged.left.push(UnmergedChange { place: None, what });
    }
    if !is_whole {
        deleted_there(&desk, &all_anchors, &mut merged);
    }
    if merged.has_comments {
        let old = reworded.iter().map(|one| one.old_key.as_str()).collect();
        merged.left.extend(comments::deleted_comments(book, &text, &as_sent, &old));
        merged.unchanged = as_sent.unchanged(&text);
        for one in &reworded {
            *merged.unchanged.entry(one.new_key.clone()).or_default() += 1;
        }
    }
    Ok(merged)
}

/// Tells of a paragraph that was changed here and in the document; one that was only changed here is as it is to be, and so is one that
/// stands here (in `today`) as it is there, for it was merged already.
fn stale(desk: &ReviewDesk<'_>, aligned: &align::ReviewAlignment, today: &BTreeSet<u32>, at: usize, merged: &mut MergedReview) {
    let unit = &desk.units[at];
    let now = print(unit.letters.iter().map(|letter| letter.sign));
    let is_of_text = unit.anchors.iter().any(|anchor| anchor.place.is_some());
    if unit.anchors.is_empty() && !unit.is_note && !today.contains(&now) && desk.forms.contains_key(&now) {
        let what = format!("“{}” was moved there, and was changed or deleted here since it was sent", changes::short(&unit.letters));
        merged.left.push(UnmergedChange { place: None, what });
        return;
    }
    if !is_of_text || today.contains(&now) || unit.anchors.iter().any(|anchor| anchor.print == now) {
        return;
    }
    let before = aligned.groups.iter().rfind(|group| group.units.start < at).map_or(0, |group| group.sent.end);
    let place = (before < desk.sent.len()).then(|| desk.span(before));
    let what = format!("the paragraph that is “{}” there was changed here too since it was sent", changes::short(&unit.letters));
    merged.left.push(UnmergedChange { place, what });
}

/// Tells of paragraphs that are deleted in the document, with their changes tracked, and were changed here.
fn deleted_there(desk: &ReviewDesk<'_>, anchors: &[(BlockAnchor, Vec<SentLetter>)], merged: &mut MergedReview) {
    let of = |anchor: &BlockAnchor| anchor.place.map(|place| (place.file, anchor.print));
    let today: BTreeSet<(u32, u32)> = desk.sent.iter().filter_map(|one| of(one.anchor.as_ref()?)).collect();
    let there: BTreeSet<u32> = desk.units.iter().map(|unit| print(unit.letters.iter().map(|letter| letter.sign))).collect();
    let mut told = BTreeSet::new();
    for (anchor, letters) in anchors {
        let is_known = of(anchor).is_none_or(|own| today.contains(&own)) || there.contains(&anchor.print);
        // A paragraph that is still there is no deleted one, whatever it says.
        let shows = |unit: &ReviewUnit| unit.anchors.contains(anchor) && unit.anchors.len() == 1 && !unit.letters.is_empty();
        if is_known || print(letters.iter().map(|letter| letter.sign)) != anchor.print || desk.units.iter().any(shows) {
            continue;
        }
        if told.insert(anchor.print) {
            let what =
                format!("the paragraph that was “{}” is deleted there, and was changed here since it was sent", changes::short(letters));
            merged.left.push(UnmergedChange { place: None, what });
        }
    }
}

/// What the document says it was made of: in a property, and in bookmarks, for some programs lose the one and some edits the others.
fn made_of(text: &OfficeText) -> Vec<String> {
    let pieces = text.blocks.iter().filter_map(|block| match block {
        OfficeBlock::Paragraph(paragraph) => Some(&paragraph.pieces),
        _ => None,
    });
    let names = pieces.flatten().filter_map(|piece| match piece {
        OfficePiece::Bookmark(name) if name.starts_with("_d") => Some(name.trim_end_matches("_z").to_owned()),
        _ => None,
    });
    names.chain(text.facts.made_of.clone()).collect()
}
