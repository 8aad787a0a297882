//! Notes whose words an editor has changed in a document: its comments stand on the words as they are now, so each note is given these.

use super::super::place::BookFiles;
use super::super::report::{Terminal, count};
use super::super::{book, write};
use super::changes::{MendFault, MendPlan, StandingNotes, changed};
use crate::book::{Book, NotePlace, NoteRepair, NoteState, WrittenNote};
use crate::build::{self, Reading};
use crate::config::Config;
use crate::office::{Halved, Trial, comment_key, halved, note_keys};
use crate::read::{QuotationPlace, QuotedWords, RemarkDesk};
use crate::remarks::{ForeignRemark, RemarkFile};
use crate::source::{Disk, Files, Span};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The comments of a document that are notes of the commentary, by the headings of these: the file and where in it they begin.
pub(in crate::cli) type NoteComments = BTreeMap<(String, u32), ForeignRemark>;

/// The comments of a document that are notes of the commentary; those left out of which nobody knows which note they are.
pub(in crate::cli) fn comments(read: &RemarkFile, reading: &Reading, book: &Book) -> NoteComments {
    let keys = note_keys(book);
    let key = |remark: &ForeignRemark| comment_key(remark.said.author.as_deref(), &remark.said.text);
    let mut told: BTreeMap<String, Vec<&ForeignRemark>> = BTreeMap::new();
    for remark in &read.remarks {
        told.entry(key(remark)).or_default().push(remark);
    }
    let one = |(key, remarks): (&String, &Vec<&ForeignRemark>)| {
        let ([span], [remark]) = (keys.get(key)?.as_slice(), remarks.as_slice()) else { return None };
        Some((heading(reading, *span), (*remark).clone()))
    };
    let mut comments: NoteComments = told.iter().filter_map(one).collect();
    // A note without a place is in no thread: it is known by its first words.
    for note in book.written.iter().filter(|note| is_lost(note)) {
        let begins = comment_key(note.voice.map(|voice| &*book.voice(voice).name), &note.begins);
        let mut alike = told.range(begins.clone()..).take_while(|(key, _)| key.starts_with(&begins)).flat_map(|(_, remarks)| remarks);
        if let (Some(remark), None) = (alike.next(), alike.next()) {
            comments.insert(heading(reading, note.span), (*remark).clone());
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
    let FollowedNotes { plan, found } = settled(&reading, config, &wanted, &files, &options)?;
    let made = found.accepted.len();
    for file in &plan.files {
        write::whole(&file.path, &file.file.bytes, &BookFiles::default()).map_err(MendFault::Unwritten)?;
    }
    told(more, made, terminal);
    Ok(made)
}

/// Which notes get other words.
struct FollowedNotes {
    /// The files with the words.
    plan: MendPlan,
    /// Which notes get them.
    found: Halved,
}

/// Gives as many notes the words of their comments as can have them: the book is read with them before anything is written.
fn settled(
    reading: &Reading,
    config: &Config,
    wanted: &[FollowedNote],
    files: &Arc<dyn Files>,
    options: &build::Options,
) -> Result<FollowedNotes, MendFault> {
    let places = FollowedPlaces::new(reading, wanted);
    let repairs = |some: &[usize]| some.iter().map(|at| wanted[*at].repair.clone()).collect::<Vec<NoteRepair>>();
    let mut fault = None;
    let found = halved(wanted.len(), |some| match changed(reading, config, &repairs(some)) {
        Ok(plan) if plan.files.is_empty() => Trial::FailsAtOnce,
        Ok(plan) if places.hold(&plan, some, files, options) => Trial::Holds,
        Ok(_) => Trial::Fails,
        Err(unread) => {
            fault = Some(unread);
            Trial::FailsAtOnce
        }
    });
    if let Some(fault) = fault {
        return Err(fault);
    }
    let plan = changed(reading, config, &repairs(&found.accepted))?;
    Ok(FollowedNotes { plan, found })
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
    // Of a comment whose words were deleted nothing is left but its place: a note never moves to the words beside it.
    if quotation.exact.trim().is_empty() || quotation.is_near {
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

/// Where all notes stand, and where those are meant to that get other words.
struct FollowedPlaces {
    stand: BTreeMap<String, Vec<NotePlace>>,
    /// What each of the wanted notes says, and where it is to stand.
    meant: Vec<Option<(String, NotePlace)>>,
}

impl FollowedPlaces {
    fn new(before: &Reading, wanted: &[FollowedNote]) -> Self {
        let written = before.book().into_iter().flat_map(|(_, book)| &book.written);
        let bodies: BTreeMap<(String, u32), String> =
            written.map(|note| (heading(before, note.span), StandingNotes::body(before, note))).collect();
        let meant = wanted.iter().map(|note| Some((bodies.get(&note.heading)?.clone(), note.place))).collect();
        Self { stand: StandingNotes::of(before).stand, meant }
    }

    /// Whether with the changed files some notes are where they are meant to be, and all others where they were.
    fn hold(&self, plan: &MendPlan, some: &[usize], files: &Arc<dyn Files>, options: &build::Options) -> bool {
        let Some(after) = plan.survey(files, options) else { return false };
        let mut meant = self.stand.clone();
        for (body, place) in some.iter().filter_map(|at| self.meant[*at].clone()) {
            let places = meant.entry(body).or_default();
            places.push(place);
            places.sort_unstable();
        }
        StandingNotes::of(&after).stand == meant
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::remarks::{RemarkQuotation, RemarkWords};
    use crate::source::Memory;
    use std::fmt::Write;

    /// A book of so many paragraphs with a note each whose words are gone, and a comment for each that is on those of today.
    fn lost_notes(count: usize) -> (Arc<dyn Files>, Vec<ForeignRemark>) {
        let (mut essay, mut notes, mut comments) = ("# An Essay\n".to_owned(), String::new(), Vec::new());
        for number in 0..count {
            write!(essay, "\nParagraph {number} tells of boat{number} in harbour{number} at night{number}.\n").unwrap();
            write!(notes, "### \"ship{number} in the gone{number} port\"\n\nNote {number}.\n\n").unwrap();
            let exact = format!("boat{number} in harbour{number}");
            let quotation = RemarkQuotation { exact, ..RemarkQuotation::default() };
            let said = RemarkWords { text: format!("Note {number}."), ..RemarkWords::default() };
            comments.push(ForeignRemark { quotation, said, ..ForeignRemark::default() });
        }
        let mut memory = Memory::default();
        memory.put("book/book.toml", "title = \"T\"\nauthors = \"A\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n");
        memory.put("book/essay.md", essay);
        memory.put("book/notes.md", notes);
        (Arc::new(memory), comments)
    }

    #[test]
    fn few_notes_that_cannot_follow_cost_few_readings() {
        const NOTES: usize = 100;
        let (files, comments) = lost_notes(NOTES);
        let options = build::Options { draft: true, ..build::Options::new("book") };
        let reading = build::survey(&files, &options, &|_| ());
        let (config, book) = reading.book().unwrap();
        assert_eq!(lost(book), NOTES);
        let comments: NoteComments =
            book.written.iter().zip(comments).map(|(note, comment)| (heading(&reading, note.span), comment)).collect();
        let desk = RemarkDesk::new(book);
        let mut wanted: Vec<FollowedNote> = book.written.iter().filter_map(|note| followed(note, &reading, &desk, &comments)).collect();
        assert_eq!(wanted.len(), NOTES);
        // Three of them are meant to be elsewhere than where their words are.
        for at in [7, 62, 98] {
            wanted[at].place = wanted[at + 1].place;
        }
        let settled = settled(&reading, config, &wanted, &files, &options).unwrap();
        assert_eq!((settled.found.accepted.len(), settled.plan.made.len()), (NOTES - 3, NOTES - 3));
        assert!(settled.found.trials <= 40, "{} readings", settled.found.trials);
    }
}
