//! Notes whose words an editor has changed in a document: its comments stand on the words as they are now, so each note is given these.

use super::super::place::BookFiles;
use super::super::report::{Terminal, count};
use super::super::{book, write};
use super::changes::{MendFault, MendPlan, StandingNotes, changed};
use crate::book::{Book, NotePlace, NoteRepair, NoteState, WrittenNote};
use crate::build::{self, Reading};
use crate::office::{comment_key, note_keys};
use crate::read::{QuotationPlace, QuotedWords, RemarkDesk};
use crate::remarks::{self, ForeignRemark};
use crate::source::{Disk, Files, Span};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The comments of a document that are notes of the commentary, by the headings of these: the file and where in it they begin.
pub(in crate::cli) type NoteComments = BTreeMap<(String, u32), ForeignRemark>;

/// The comments of a document that are notes of the commentary; those left out of which nobody knows which note they are.
pub(in crate::cli) fn comments(bytes: &[u8], reading: &Reading, book: &Book) -> NoteComments {
    let Ok(read) = remarks::read(bytes) else { return NoteComments::new() };
    let keys = note_keys(book);
    let key = |remark: &ForeignRemark| comment_key(remark.said.author.as_deref(), &remark.said.text);
    let mut told: BTreeMap<String, Vec<ForeignRemark>> = BTreeMap::new();
    for remark in read.remarks {
        told.entry(key(&remark)).or_default().push(remark);
    }
    let one = |(key, remarks): (&String, &Vec<ForeignRemark>)| {
        let ([span], [remark]) = (keys.get(key)?.as_slice(), remarks.as_slice()) else { return None };
        Some((heading(reading, *span), remark.clone()))
    };
    let mut comments: NoteComments = told.iter().filter_map(one).collect();
    // A note without a place is in no thread: it is known by its first words.
    for note in book.written.iter().filter(|note| is_lost(note)) {
        let begins = comment_key(note.voice.map(|voice| &*book.voice(voice).name), &note.begins);
        let mut alike = told.range(begins.clone()..).take_while(|(key, _)| key.starts_with(&begins)).flat_map(|(_, remarks)| remarks);
        if let (Some(remark), None) = (alike.next(), alike.next()) {
            comments.insert(heading(reading, note.span), remark.clone());
        }
    }
    comments
}

/// The place of a heading, which is the same before and after other files were changed: its file, and where in it.
fn heading(reading: &Reading, heading: Span) -> (String, u32) {
    (reading.sources.get(heading.source).name().to_owned(), heading.start)
}

/// A note that gets the words that its comment is on.
struct FollowedNote {
    repair: NoteRepair,
    /// The place of the note's heading: its file, and where in it.
    heading: (String, u32),
    place: NotePlace,
}

/// How many notes stand on no words of a book.
pub(in crate::cli) fn lost(book: &Book) -> usize {
    book.written.iter().filter(|note| is_lost(note)).count()
}

fn is_lost(note: &WrittenNote) -> bool {
    matches!(note.state, NoteState::NotFound | NoteState::Ambiguous)
}

/// Puts the notes of the book at `path` on the words of their comments that have lost their own; says how many, and how many of those
/// that were not `lost_before` are left.
///
/// # Errors
/// If a file of the commentary can't be read or written.
pub(in crate::cli) fn follow(path: &Path, lost_before: usize, comments: &NoteComments, terminal: &Terminal) -> Result<usize, MendFault> {
    let options = build::Options { draft: true, ..book::options(path) };
    let files = Disk::files();
    let reading = build::survey(&files, &options, &|_| ());
    let Some((config, after)) = reading.book() else { return Ok(0) };
    let more = lost(after).saturating_sub(lost_before);
    let desk = RemarkDesk::new(after);
    let gone = after.written.iter().filter(|note| is_lost(note));
    let wanted: Vec<FollowedNote> = gone.filter_map(|note| followed(note, &reading, &desk, comments)).collect();
    if wanted.is_empty() {
        told(more, 0, terminal);
        return Ok(0);
    }
    let mut made: Vec<FollowedNote> = Vec::new();
    let mut best = MendPlan::default();
    // All at once, or else each that can be.
    let all: Vec<NoteRepair> = wanted.iter().map(|note| note.repair.clone()).collect();
    let whole = changed(&reading, config, &all)?;
    if holds(&reading, &whole, &wanted, &files, &options) {
        (best, made) = (whole, wanted);
    } else {
        for note in wanted {
            made.push(note);
            let tried = changed(&reading, config, &made.iter().map(|note| note.repair.clone()).collect::<Vec<_>>())?;
            if holds(&reading, &tried, &made, &files, &options) { best = tried } else { drop(made.pop()) }
        }
    }
    for file in &best.files {
        write::whole(&file.path, &file.file.bytes, &BookFiles::default()).map_err(MendFault::Unwritten)?;
    }
    told(more, made.len(), terminal);
    Ok(made.len())
}

fn told(lost: usize, followed: usize, terminal: &Terminal) {
    if followed > 0 {
        let words = format!("{} rewritten, since the words that they are on were changed", count(followed, "quotation"));
        terminal.close(&words, &json!({ "quotations": followed, "rewritten": true }));
    }
    if lost > followed {
        let left = lost - followed;
        let words = format!("{} on words that are gone or not certain: `bindery check` shows the nearest passages", count(left, "note"));
        terminal.close(&words, &json!({ "lost": left }));
    }
}

/// The words that a note is to quote; none if its comment is on none, or they can't be quoted alone where the note stands.
fn followed(note: &WrittenNote, reading: &Reading, desk: &RemarkDesk<'_>, comments: &NoteComments) -> Option<FollowedNote> {
    let heading = heading(reading, note.span);
    let quotation = &comments.get(&heading)?.quotation;
    if quotation.exact.trim().is_empty() {
        return None;
    }
    let (exact, prefix, suffix) = (quotation.exact.clone(), quotation.prefix.clone(), quotation.suffix.clone());
    let QuotationPlace::Certain(passage) = desk.place(&QuotedWords { exact, prefix, suffix, document: None, position: None }) else {
        return None;
    };
    let passage = desk.quotable(passage);
    let words = desk.heading(&passage).filter(|heading| heading.scope.is_none() && heading.nth.is_none())?.words;
    Some(FollowedNote { repair: NoteRepair::Quotation(note.words, words), heading, place: NotePlace::Words(passage.passage) })
}

/// Whether with the changed files these notes are where they are meant to be, and all others where they were.
fn holds(before: &Reading, plan: &MendPlan, notes: &[FollowedNote], files: &Arc<dyn Files>, options: &build::Options) -> bool {
    let Some(after) = plan.survey(files, options) else { return false };
    let (was, is) = (StandingNotes::of(before), StandingNotes::of(&after));
    let mut meant = was.stand;
    let Some((_, book)) = before.book() else { return false };
    for note in &book.written {
        let heading = heading(before, note.span);
        if let Some(followed) = notes.iter().find(|followed| followed.heading == heading) {
            meant.entry(StandingNotes::body(before, note)).or_default().push(followed.place);
        }
    }
    meant.values_mut().for_each(|places| places.sort_unstable());
    is.stand == meant
}
