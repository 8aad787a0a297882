//! Notes whose words an editor has changed in a document: its comments stand on the words as they are now, so each note is given these.

use super::super::place::BookFiles;
use super::super::report::{Terminal, count};
use super::super::{book, write};
use super::changes::{MendFault, MendPlan, StandingNotes, changed};
use crate::book::{Book, NotePlace, NoteRepair, NoteState, WrittenNote};
use crate::build::{self, Reading};
use crate::config::Config;
use crate::office::{Halved, Trial, comment_key, halved, note_keys};
use crate::read::{FollowedPassage, QuotationPlace, QuotedWords, RemarkDesk};
use crate::remarks::{ForeignRemark, RemarkFile};
use crate::source::{Disk, Files, Span};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
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

/// A note that gets the words that its comment is on, or goes where they went.
struct FollowedNote {
    words: Option<NoteRepair>,
    to: Option<FollowedPassage>,
    /// The place of the note's heading: its file, and where in it.
    heading: (String, u32),
    place: NotePlace,
}

/// Where the notes of a book stood before its text was changed.
#[derive(Debug, Default)]
pub(in crate::cli) struct NotesBefore {
    /// How many stood on no words.
    pub(in crate::cli) lost: usize,
    /// The paragraphs of the others, by the headings of the notes.
    paragraphs: BTreeMap<(String, u32), String>,
}

impl NotesBefore {
    pub(in crate::cli) fn of(reading: &Reading, book: &Book) -> Self {
        let lost = book.written.iter().filter(|note| is_lost(note)).count();
        let paragraph = |note: &WrittenNote| Some((heading(reading, note.span), paragraph(book, note)?.to_owned()));
        Self { lost, paragraphs: book.written.iter().filter_map(paragraph).collect() }
    }

    /// Whether a note stands in another paragraph now, though its own is still there, among `all`.
    fn is_elsewhere(&self, note: &WrittenNote, reading: &Reading, book: &Book, all: &BTreeSet<&str>) -> bool {
        let before = self.paragraphs.get(&heading(reading, note.span));
        before.zip(paragraph(book, note)).is_some_and(|(before, now)| before != now && all.contains(before.as_str()))
    }
}

/// The words of the paragraph that a note is on.
fn paragraph<'b>(book: &'b Book, note: &WrittenNote) -> Option<&'b str> {
    let NotePlace::Words(passage) = note.place.filter(|_| note.state == NoteState::Placed)? else { return None };
    book.block(passage.start.block).prose().map(|prose| prose.text.as_str())
}

fn is_lost(note: &WrittenNote) -> bool {
    matches!(note.state, NoteState::NotFound | NoteState::Ambiguous)
}

/// Puts the notes of the book at `path` on the words of their comments that have lost their own, or stand in other paragraphs than
/// `before`; says how many, and how many of those that were not lost before are left.
///
/// # Errors
/// If a file of the commentary can't be read or written.
pub(in crate::cli) fn follow(path: &Path, before: &NotesBefore, comments: &NoteComments, terminal: &Terminal) -> Result<usize, MendFault> {
    let options = build::Options { draft: true, ..book::options(path) };
    let files = Disk::files();
    let reading = build::survey(&files, &options, &|_| ());
    let Some((config, after)) = reading.book() else { return Ok(0) };
    let all: BTreeSet<&str> = after.blocks.iter().filter_map(|block| block.prose()).map(|prose| prose.text.as_str()).collect();
    let is_elsewhere = |note: &&WrittenNote| !is_lost(note) && before.is_elsewhere(note, &reading, after, &all);
    let elsewhere: Vec<&WrittenNote> = after.written.iter().filter(is_elsewhere).collect();
    let is_lost_now = after.written.iter().filter(|note| is_lost(note)).count();
    let mut counts = FollowedCounts { lost: is_lost_now.saturating_sub(before.lost) + elsewhere.len(), ..FollowedCounts::default() };
    let desk = RemarkDesk::new(after);
    let gone = after.written.iter().filter(|note| is_lost(note)).chain(elsewhere);
    let wanted: Vec<FollowedNote> = gone.filter_map(|note| followed(note, &reading, &desk, comments)).collect();
    if wanted.is_empty() {
        counts.tell(terminal);
        return Ok(0);
    }
    let FollowedNotes { plan, found } = settled(&reading, config, &desk, &wanted, &files, &options)?;
    for file in &plan.files {
        write::whole(&file.path, &file.file.bytes, &BookFiles::default()).map_err(MendFault::Unwritten)?;
    }
    counts.moved = found.accepted.iter().filter(|at| wanted[**at].to.is_some()).count();
    counts.rewritten = found.accepted.len() - counts.moved;
    counts.tell(terminal);
    Ok(found.accepted.len())
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
    desk: &RemarkDesk<'_>,
    wanted: &[FollowedNote],
    files: &Arc<dyn Files>,
    options: &build::Options,
) -> Result<FollowedNotes, MendFault> {
    let places = FollowedPlaces::new(reading, wanted);
    let repairs = |some: &[usize]| {
        let follows: Vec<FollowedPassage> = some.iter().filter_map(|at| wanted[*at].to).collect();
        let words = some.iter().filter_map(|at| wanted[*at].words.clone());
        words.chain(desk.moves(&reading.sources, &follows)).collect::<Vec<NoteRepair>>()
    };
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

/// What became of notes whose words were changed.
#[derive(Debug, Default)]
struct FollowedCounts {
    lost: usize,
    rewritten: usize,
    moved: usize,
}

impl FollowedCounts {
    fn tell(&self, terminal: &Terminal) {
        let Self { lost, rewritten, moved } = *self;
        if rewritten > 0 {
            let words = format!("{} rewritten, since the words that they are on were changed", count(rewritten, "quotation"));
            terminal.close(&words, &json!({ "quotations": rewritten, "rewritten": true }));
        }
        if moved > 0 {
            let words = format!("{} moved with the words that they are on", count(moved, "note"));
            terminal.close(&words, &json!({ "moved": moved, "rewritten": true }));
        }
        if let left @ 1.. = lost.saturating_sub(rewritten + moved) {
            let words =
                format!("{} on words that are gone or not certain: `bindery check` shows the nearest passages", count(left, "note"));
            terminal.close(&words, &json!({ "lost": left }));
        }
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
    let place = NotePlace::Words(passage.passage);
    let to = desk.follows(note, &passage);
    let says = if is_lost(note) { note.says.as_str() } else { reading.sources.slice(note.words).trim() };
    if to.is_some() && desk.is_meant(says, &passage) {
        return Some(FollowedNote { words: None, to, heading, place });
    }
    let is_sought = |scope: &Option<String>| scope.is_none() || to.is_some();
    let words = desk.heading(&passage).filter(|heading| is_sought(&heading.scope) && heading.nth.is_none())?.words;
    Some(FollowedNote { words: Some(NoteRepair::Quotation(note.words, words)), to, heading, place })
}

/// Where all notes stand, and where those are meant to that get other words.
struct FollowedPlaces {
    stand: BTreeMap<String, Vec<NotePlace>>,
    meant: Vec<Option<MeantNote>>,
}

/// What a note says, where it stands if it does, and where it is to.
struct MeantNote {
    body: String,
    was: Option<NotePlace>,
    place: NotePlace,
}

impl FollowedPlaces {
    fn new(before: &Reading, wanted: &[FollowedNote]) -> Self {
        let written = before.book().into_iter().flat_map(|(_, book)| &book.written);
        let by_heading: BTreeMap<(String, u32), &WrittenNote> = written.map(|note| (heading(before, note.span), note)).collect();
        let meant = |note: &FollowedNote| {
            let own = by_heading.get(&note.heading)?;
            Some(MeantNote { body: StandingNotes::body(before, own), was: own.place, place: note.place })
        };
        let meant = wanted.iter().map(meant).collect();
        Self { stand: StandingNotes::of(before).stand, meant }
    }

    /// Whether with the changed files some notes are where they are meant to be, and all others where they were.
    fn hold(&self, plan: &MendPlan, some: &[usize], files: &Arc<dyn Files>, options: &build::Options) -> bool {
        let Some(after) = plan.survey(files, options) else { return false };
        let mut meant = self.stand.clone();
        for MeantNote { body, was, place } in some.iter().filter_map(|at| self.meant[*at].as_ref()) {
            let places = meant.entry(body.clone()).or_default();
            if let Some(at) = places.iter().position(|own| Some(own) == was.as_ref()) {
                places.remove(at);
            }
            places.push(*place);
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
        assert_eq!(NotesBefore::of(&reading, book).lost, NOTES);
        let comments: NoteComments =
            book.written.iter().zip(comments).map(|(note, comment)| (heading(&reading, note.span), comment)).collect();
        let desk = RemarkDesk::new(book);
        let mut wanted: Vec<FollowedNote> = book.written.iter().filter_map(|note| followed(note, &reading, &desk, &comments)).collect();
        assert_eq!(wanted.len(), NOTES);
        // Three of them are meant to be elsewhere than where their words are.
        for at in [7, 62, 98] {
            wanted[at].place = wanted[at + 1].place;
        }
        let settled = settled(&reading, config, &desk, &wanted, &files, &options).unwrap();
        assert_eq!((settled.found.accepted.len(), settled.plan.made.len()), (NOTES - 3, NOTES - 3));
        assert!(settled.found.trials <= 40, "{} readings", settled.found.trials);
    }
}
