//! `notes --import` and `notes --export`: remarks that were made on a copy or an edition come home into the commentary, and its notes go out.

mod checked;
mod compose;
mod export;
mod fate;
mod files;
mod gather;
mod reread;
mod target;
mod voices;

pub(super) use export::{NotesExport, export};

use super::anchors::{self, MendFault, NotesBefore};
use super::place::BookFiles;
use super::progress::Progress;
use super::report::{ReportForm, Terminal, count};
use super::{Outcome, book, write};
use crate::book::Book;
use crate::build::Reading;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostics};
use crate::read::RemarkDesk;
use crate::source::{Disk, Sources};
use checked::{CheckedNotes, checked};
pub(super) use files::RemarkSource;
use files::{AttributedRemarks, GatheredFile, UnreadFile};
use gather::{HomeRemark, gather};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use target::{CommentaryTarget, ImportFault, target};

/// What to take in, and where it came from.
#[derive(Debug)]
pub(super) struct RemarkImport {
    /// The book; it exists.
    pub(super) book: PathBuf,
    /// The files with remarks; they exist.
    pub(super) files: Vec<RemarkSource>,
    /// Whether changes are only shown.
    pub(super) dry_run: bool,
    /// Who made the remarks that tell no name.
    pub(super) nameless: NamelessRemarks,
    /// Comments that are known already, wherever they stand, with how often each is there: the files are copies that were made with them.
    pub(super) known: BTreeMap<String, usize>,
}

/// Who made remarks that tell no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NamelessRemarks {
    /// Somebody, as the call says.
    By(String),
    /// Whoever comments alone; nobody in particular if several do.
    OnlyVoice,
    /// Nobody in particular.
    SomeReader,
}

impl NamelessRemarks {
    /// The name that such remarks get in a book.
    fn name(&self, book: &Book) -> Option<String> {
        match (self, &book.voices[..]) {
            (Self::By(name), _) => Some(name.clone()),
            (Self::OnlyVoice, [only]) => Some(voices::told_name(only)),
            _ => None,
        }
    }
}

/// Puts the remarks of some files into the commentary of the book.
pub(super) fn import(mut import: RemarkImport, terminal: &Terminal) -> Outcome {
    let files: Result<Vec<GatheredFile>, UnreadFile> = std::mem::take(&mut import.files).into_iter().map(GatheredFile::read).collect();
    let (import, mut files) = match files {
        Ok(files) => (&import, files),
        Err(UnreadFile { path, fault }) => {
            terminal.machine(&format!("`{}` can't be read: {fault}", path.display()));
            return Outcome::Machine;
        }
    };

    let progress = Progress::new(terminal);
    let mut reading = book::survey(&import.book, true, &progress);
    progress.end();
    match follow(import, &files, &reading, terminal) {
        Ok(0) => {}
        Ok(_) => reading = book::survey(&import.book, true, &Progress::new(terminal)),
        Err(fault) => return fault.ends(terminal),
    }
    let Some((config, book)) = reading.book() else {
        terminal.findings(&reading.findings, &reading.sources, "no remark can be placed");
        return super::report::outcome(&reading.findings).max(Outcome::Errors);
    };
    let mut findings = Diagnostics::default();
    let nameless = import.nameless.name(book).and_then(|name| files::attributed(&mut files, name));
    let desk = RemarkDesk::new(book);
    // A document that comes back by itself may have answers as comments of their own: then each is known by what it says.
    let is_parted = import.known.is_empty() && has_parted(&files, &crate::office::answer_keys(book));
    let known = if is_parted { crate::office::comment_keys(book) } else { import.known.clone() };
    let gathered = gather(&files, &known, &desk, book, &mut findings);
    let parted = if is_parted { gathered.known } else { 0 };
    let done = match add(import, gathered.home, config, &reading, book, &mut findings, terminal) {
        Ok(done) => done,
        Err(fault) => return fault.ends(terminal),
    };
    let done = Added { already: done.already + parted, ..done };
    terminal.each(&findings, &reading.sources);
    let left = findings.iter().filter(|finding| finding.code != Code::RemarkCut && finding.code != Code::RemarksUnread).count();
    let passed = PassedRemarks { left, wordless: gathered.wordless, damaged: gathered.damaged };
    close(import, &done, &passed, nameless.as_ref(), terminal);
    super::report::outcome(&findings)
}

/// Whether a comment of some files is one that the commentary has as an answer.
fn has_parted(files: &[GatheredFile], answers: &BTreeMap<String, usize>) -> bool {
    let remarks = files.iter().filter_map(|file| file.read.as_ref().ok()).flat_map(|read| &read.remarks);
    remarks.map(|remark| &remark.said).any(|said| answers.contains_key(&crate::office::comment_key(said.author.as_deref(), &said.text)))
}

/// Reads remarks and places them in a book, as an import does before it writes anything: how many have a place. What can't be read or
/// placed is told.
pub(crate) fn placed(bytes: &[u8], book: &Book, diagnostics: &mut Diagnostics) -> usize {
    let files = [GatheredFile { path: PathBuf::from("remarks"), read: crate::remarks::read(bytes) }];
    let gathered = gather(&files, &BTreeMap::new(), &RemarkDesk::new(book), book, diagnostics);
    let composed = compose::composed(None, &gathered.home, &[], book);
    composed.map_or(0, |composed| composed.order.len())
}

/// Puts notes on the words of their comments that have lost their own: how many.
fn follow(import: &RemarkImport, files: &[GatheredFile], reading: &Reading, terminal: &Terminal) -> Result<usize, MendFault> {
    let Some((_, book)) = reading.book().filter(|_| !import.dry_run) else { return Ok(0) };
    let before = NotesBefore::of(reading, book);
    if before.lost == 0 {
        return Ok(0);
    }
    let mut comments = anchors::NoteComments::new();
    for read in files.iter().filter_map(|file| file.read.as_ref().ok()) {
        comments.extend(anchors::comments(read, reading, book));
    }
    anchors::follow(&import.book, &before, &comments, terminal)
}

/// What adding came to.
#[derive(Debug, Default)]
struct Added {
    file: String,
    written: usize,
    already: usize,
    answers: usize,
}

/// Writes the notes that are new, after the book was read with them once more.
fn add(
    import: &RemarkImport,
    home: Vec<HomeRemark>,
    config: &Config,
    reading: &Reading,
    book: &Book,
    findings: &mut Diagnostics,
    terminal: &Terminal,
) -> Result<Added, ImportFault> {
    let target = target(config)?;
    if home.is_empty() {
        return Ok(Added { file: target.name, ..Added::default() });
    }
    let CheckedNotes { text, headings, already, unwritten, other, answers } = checked(home, &target, config, reading, book)?;
    for remark in unwritten {
        findings.push(remark.unwritten());
    }
    for (remark, heading) in other {
        findings.push(remark.in_other_words(heading));
    }
    if !headings.is_empty() || answers > 0 {
        if import.dry_run || terminal.form == ReportForm::Json {
            show(&target, &text, terminal);
        }
        if !import.dry_run {
            let path = config.folder.join(&target.name);
            let texts = BookFiles::text(&config.folder.join(&config.files[0].path));
            write::whole(&path, text.as_bytes(), &texts).map_err(|fault| ImportFault::Refused(fault.told().message))?;
            unlisted(&import.book, config, &target, terminal);
        }
    }
    Ok(Added { file: target.name, written: headings.len(), already, answers })
}

/// Says how a new file of commentary becomes one of the book's, if it is not found by itself.
fn unlisted(book: &Path, config: &Config, target: &CommentaryTarget, terminal: &Terminal) {
    let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
    let now = crate::config::load(Disk::files(), book, &mut sources, &mut findings);
    if now.is_some_and(|now| now.commentary.iter().any(|listed| listed.path == target.name)) {
        return;
    }
    let (name, place) = (&target.name, config.speaks.as_deref());
    let words = match place {
        Some(file) => format!("write `commentary: [{name}]` into the front matter of {file} to have the notes in the book"),
        None => format!("write `commentary = [\"{name}\"]` into book.toml to have the notes in the book"),
    };
    terminal.close(&words, &json!({ "file": target.name, "unlisted": true }));
}

/// Shows what is added.
fn show(target: &CommentaryTarget, text: &str, terminal: &Terminal) {
    let before = target.text.as_deref().unwrap_or_default();
    let added = compose::added_lines(before, text);
    match terminal.form {
        ReportForm::Human => {
            let lines: String =
                added.iter().map(|(line, text)| if *line == 0 { format!("{text}\n") } else { format!("+{text}\n") }).collect();
            terminal.answer(&format!("--- {name}\n+++ {name}\n{lines}", name = target.name));
        }
        ReportForm::Json => {
            for (line, text) in added.iter().filter(|(line, text)| *line > 0 && text.starts_with('#')) {
                terminal.answer(&format!("{}\n", json!({ "file": target.name, "line": line, "heading": text })));
            }
        }
    }
}

/// Remarks that became no notes.
struct PassedRemarks {
    /// How many are left to people.
    left: usize,
    /// How many say nothing.
    wordless: usize,
    /// How many can't be read.
    damaged: usize,
}

fn close(import: &RemarkImport, done: &Added, passed: &PassedRemarks, nameless: Option<&AttributedRemarks>, terminal: &Terminal) {
    let PassedRemarks { left, wordless, damaged } = *passed;
    let made = if import.dry_run { "could be added to" } else { "added to" };
    let mut words = format!("{} {made} {}", count(done.written, "note"), done.file);
    let answers = if done.answers == 1 { "answer added to a note" } else { "answers added to notes" };
    for (number, what) in [
        (done.answers, answers),
        (done.already, "there already"),
        (left, "left to you"),
        (wordless, "passed over, for they say nothing"),
        (damaged, "passed over, for they are damaged and can’t be read"),
    ] {
        if number > 0 {
            words += &format!(", {number} {what}");
        }
    }
    if let Some(AttributedRemarks { name, count }) = nameless {
        words += &format!("; {} without a name taken as {name}’s", super::report::count(*count, "remark"));
    }
    let object = json!({
        "file": done.file, "notes": done.written, "already": done.already, "answers": done.answers, "left": left, "wordless": wordless,
        "damaged": damaged, "written": !import.dry_run,
    });
    terminal.close(&words, &object);
}
