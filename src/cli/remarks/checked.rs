//! Notes that were added are read with the book once more before anything is written: each must be on the very words that are meant.

use super::compose::{ComposedNotes, composed};
use super::gather::{HomeRemark, RemarkSubject};
use super::target::{CommentaryTarget, ImportFault, is_named, with_target};
use super::voices::ALONE;
use crate::book::{Book, NoteKind, NoteState, Subject, WrittenNote, text};
use crate::build::Reading;
use crate::config::Config;
use crate::diagnostics::{Diagnostics, Severity};
use crate::read::{ReadingManner, read};
use crate::remarks::RemarkWords;
use crate::source::{Overlay, Sources};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How often what was not read as meant is taken out and all read again.
const ROUNDS: usize = 5;

/// What can be written.
#[derive(Debug, Default)]
pub(super) struct CheckedNotes {
    /// The whole text of the commentary.
    pub(super) text: String,
    /// The remarks that have a note in it, in its order.
    pub(super) headings: Vec<HomeRemark>,
    /// How many remarks are there already.
    pub(super) already: usize,
    /// Remarks whose notes are not read as meant.
    pub(super) unwritten: Vec<HomeRemark>,
}

/// A book that was read again, with its texts and errors.
struct Reread {
    book: Book,
    sources: Sources,
    errors: BTreeSet<String>,
}

/// What became of an added note when it was read.
enum AddedNote {
    AsMeant,
    /// Somebody says these words of this passage already.
    Already,
    /// Somebody has answered since: the remark without what is there already.
    Grown(Box<HomeRemark>),
    Otherwise,
}

/// Adds notes for remarks to a commentary, less those that are there already.
pub(super) fn checked(
    mut home: Vec<HomeRemark>,
    target: &CommentaryTarget,
    config: &Config,
    reading: &Reading,
    book: &Book,
) -> Result<CheckedNotes, ImportFault> {
    let mut notes = CheckedNotes::default();
    let errors = errors(&reading.findings, &reading.sources);
    let old: Vec<&WrittenNote> = book.written.iter().filter(|note| is_named(&reading.sources, note.span, &target.name)).collect();
    for round in 0..ROUNDS {
        if home.is_empty() {
            return Ok(notes);
        }
        let ComposedNotes { text, order } = composed(target.text.as_deref(), &home, book)
            .ok_or_else(|| ImportFault::Refused(format!("its front matter in {} has a form that voices can't be added to", target.name)))?;
        let reread = reread(config, target, &text)?;
        let written: Vec<&WrittenNote> =
            reread.book.written.iter().filter(|note| is_named(&reread.sources, note.span, &target.name)).collect();
        let same = |(old, new): (&&WrittenNote, &&WrittenNote)| {
            let named = |key: &str| if key.is_empty() { ALONE.to_owned() } else { key.to_owned() };
            let voice = |book: &Book, note: &WrittenNote| note.voice.map(|voice| named(&book.voice(voice).key));
            (old.state, voice(book, old), &old.says) == (new.state, voice(&reread.book, new), &new.says)
        };
        let is_whole = written.len() == old.len() + order.len() && old.iter().zip(&written).all(same);
        let new_errors: Vec<&String> = reread.errors.difference(&errors).collect();
        if !is_whole || !new_errors.is_empty() && home.iter().any(|remark| !remark.is_plain) && round == 0 {
            if home.iter().all(|remark| remark.is_plain) {
                return Err(ImportFault::Refused(
                    new_errors.first().map_or_else(|| "its notes would change".to_owned(), |error| (*error).clone()),
                ));
            }
            // Some marks of a remark mean something else here: all are taken for plain words.
            home.iter_mut().for_each(|remark| remark.is_plain = true);
            continue;
        }
        let fates: Vec<AddedNote> =
            order.iter().zip(&written[old.len()..]).map(|(&at, note)| fate(&home[at], note, &old, &reread)).collect();
        if fates.iter().all(|fate| matches!(fate, AddedNote::AsMeant)) {
            if let Some(error) = new_errors.first() {
                return Err(ImportFault::Refused((*error).clone()));
            }
            notes.text = text;
            notes.headings = order.iter().map(|&at| home[at].clone()).collect();
            return Ok(notes);
        }
        let mut kept: Vec<(usize, HomeRemark)> = Vec::new();
        for (&at, fate) in order.iter().zip(fates) {
            match fate {
                AddedNote::AsMeant => kept.push((at, home[at].clone())),
                AddedNote::Already => notes.already += 1,
                AddedNote::Grown(remark) => kept.push((at, *remark)),
                AddedNote::Otherwise => notes.unwritten.push(home[at].clone()),
            }
        }
        kept.sort_by_key(|(at, _)| *at);
        home = kept.into_iter().map(|(_, remark)| remark).collect();
    }
    Err(ImportFault::Refused("its notes are not read as they are written".to_owned()))
}

/// Reads the book with another text of its commentary.
fn reread(config: &Config, target: &CommentaryTarget, text: &str) -> Result<Reread, ImportFault> {
    let mut config = with_target(config, target);
    let mut files = Overlay::new(Arc::clone(config.folder.files()));
    files.put(config.folder.join(&target.name), text.as_bytes().to_vec());
    config.folder = crate::source::Folder::new(Arc::new(files), config.folder.path().to_owned());
    let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
    let manner = ReadingManner { draft: true, ..ReadingManner::default() };
    let book =
        read(&config, manner, &mut sources, &mut findings).ok_or_else(|| ImportFault::Refused("the book can't be read".to_owned()))?;
    let errors = errors(&findings, &sources);
    Ok(Reread { book, sources, errors })
}

/// The errors among some findings, without their places, which move.
fn errors(findings: &Diagnostics, _: &Sources) -> BTreeSet<String> {
    let grave = findings.iter().filter(|finding| finding.severity == Severity::Error);
    grave.map(|finding| format!("{}: {}", finding.code.id(), finding.message)).collect()
}

/// What became of a remark's note.
fn fate(remark: &HomeRemark, written: &WrittenNote, old: &[&WrittenNote], reread: &Reread) -> AddedNote {
    let book = &reread.book;
    let Some(note) = book.notes.iter().find(|note| note.span == written.span) else { return AddedNote::Otherwise };
    let NoteKind::Comment(comment) = &note.kind else { return AddedNote::Otherwise };
    let is_meant = match (&remark.subject, comment.subject) {
        (RemarkSubject::Words(meant), Subject::Passage(id)) => *book.passage(id) == meant.passage,
        (RemarkSubject::Section(meant), Subject::Section(id)) => *meant == id,
        _ => false,
    };
    if !is_meant || !matches!(written.state, NoteState::Placed | NoteState::Section | NoteState::Draft) {
        return AddedNote::Otherwise;
    }
    let said = |note: &crate::book::Note| -> String {
        let leaves = text::leaves(book, &note.blocks);
        leaves.iter().filter_map(|(_, block)| block.prose()).flat_map(|prose| prose.text.chars()).filter(|c| c.is_alphanumeric()).collect()
    };
    let new = said(note);
    let _ = old;
    for other in book.notes.iter().filter(|other| other.span.start < note.span.start || other.span.source != note.span.source) {
        let NoteKind::Comment(known) = &other.kind else { continue };
        let same_place = match (known.subject, comment.subject) {
            (Subject::Passage(one), Subject::Passage(other)) => book.passage(one) == book.passage(other),
            (one, other) => one == other,
        };
        if !same_place || known.voice != comment.voice {
            continue;
        }
        let before = said(other);
        // The same voice, place and time: somebody has mended its words since.
        let date = |span| book.written.iter().find(|written| written.span == span).and_then(|written| written.date.clone());
        let same_time = date(other.span).is_some_and(|when| Some(when) == date(note.span));
        if before == new || same_time && remark.remark.replies.is_empty() {
            return AddedNote::Already;
        }
        let first = letters(&remark.remark.said.text);
        if !first.is_empty() && !remark.remark.replies.is_empty() && before.starts_with(&first) {
            return grown(remark, &before);
        }
    }
    AddedNote::AsMeant
}

/// A remark less what is said already: only the new answers.
fn grown(remark: &HomeRemark, before: &str) -> AddedNote {
    let mut left = remark.clone();
    left.remark.replies.retain(|reply| !before.contains(&letters(&reply.text)));
    match left.remark.replies.first() {
        None => AddedNote::Already,
        Some(first) => {
            left.remark.said = RemarkWords { text: String::new(), ..first.clone() };
            AddedNote::Grown(Box::new(left))
        }
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
