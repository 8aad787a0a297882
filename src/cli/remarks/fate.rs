//! What became of a note that was added for a remark, once the book is read with it: whether it is as meant, or there already.

use super::gather::{HomeRemark, RemarkSubject};
use super::reread::Reread;
use crate::book::{Note, NoteKind, NotePlace, NoteState, Prose, RunKind, Subject, VoiceId, WrittenNote, text};
use crate::remarks::RemarkWords;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What became of an added note when it was read.
pub(super) enum AddedNote {
    AsMeant,
    /// Somebody says these words of this passage already.
    Already,
    /// The note is there and has been answered since: the remark with its new answers alone, and the heading of the note.
    Grown(Box<HomeRemark>, Span),
    /// The note is there, but not at this place: the new answers of the remark by themselves.
    Alone(Box<HomeRemark>),
    /// Somebody said this at the same time in other words, in the note with this heading.
    InOtherWords(Span),
    Otherwise,
}

/// The notes of a book that was read with added ones.
pub(super) struct KnownNotes<'r> {
    reread: &'r Reread,
    by_heading: BTreeMap<Span, &'r Note>,
    /// The notes of each voice at each place, in the order of files and lines.
    beside: BTreeMap<(NotePlace, VoiceId), NotesOfPlace<'r>>,
    dates: BTreeMap<Span, &'r str>,
}

/// The notes of a voice at a place.
#[derive(Default)]
struct NotesOfPlace<'r> {
    /// The notes that were there before, with what they say.
    old: Vec<SaidNote<'r>>,
    /// What all say, with the first heading in each file that says it.
    said: BTreeMap<String, Vec<Span>>,
}

/// A note with the letters of each of its paragraphs.
struct SaidNote<'r> {
    note: &'r Note,
    said: Vec<String>,
}

impl<'r> KnownNotes<'r> {
    /// The notes of a book, of which some were `added`.
    pub(super) fn new(reread: &'r Reread, added: &[&WrittenNote]) -> Self {
        let added: BTreeSet<Span> = added.iter().map(|note| note.span).collect();
        let dates = reread.book.written.iter().filter_map(|written| Some((written.span, written.date.as_deref()?))).collect();
        let mut known = Self { reread, by_heading: BTreeMap::new(), beside: BTreeMap::new(), dates };
        for note in &reread.book.notes {
            known.by_heading.entry(note.span).or_insert(note);
            let Some(key) = known.key(note) else { continue };
            let said = known.said(note);
            let place = known.beside.entry(key).or_default();
            let headings = place.said.entry(said.concat()).or_default();
            if headings.iter().all(|heading| heading.source != note.span.source) {
                headings.push(note.span);
            }
            if !added.contains(&note.span) {
                place.old.push(SaidNote { note, said });
            }
        }
        known
    }

    /// What a note is on, and who speaks it.
    fn key(&self, note: &Note) -> Option<(NotePlace, VoiceId)> {
        let NoteKind::Comment(comment) = &note.kind else { return None };
        let place = match comment.subject {
            Subject::Passage(id) => NotePlace::Words(*self.reread.book.passage(id)),
            Subject::Section(id) => NotePlace::Section(id),
        };
        Some((place, comment.voice))
    }

    /// What became of a remark's note.
    pub(super) fn fate(&self, remark: &HomeRemark, written: &WrittenNote) -> AddedNote {
        let Some(note) = self.by_heading.get(&written.span) else { return AddedNote::Otherwise };
        let Some(key) = self.key(note) else { return AddedNote::Otherwise };
        let is_meant = match (&remark.subject, key.0) {
            (RemarkSubject::Words(meant), NotePlace::Words(passage)) => passage == meant.passage,
            (RemarkSubject::Section(meant), NotePlace::Section(id)) => *meant == id,
            _ => false,
        };
        let Some(beside) = self.beside.get(&key).filter(|_| is_meant) else { return AddedNote::Otherwise };
        if !matches!(written.state, NoteState::Placed | NoteState::Section | NoteState::Draft) {
            return AddedNote::Otherwise;
        }
        let stands_before = |other: &Span| other.start < note.span.start || other.source != note.span.source;
        if beside.said.get(&self.said(note).concat()).is_some_and(|headings| headings.iter().any(stands_before)) {
            return AddedNote::Already;
        }
        let first = letters(&remark.remark.said.text);
        let date = self.dates.get(&note.span);
        let is_answered = !first.is_empty() && !remark.remark.replies.is_empty();
        for SaidNote { note: other, said } in beside.old.iter().filter(|_| is_answered || date.is_some()) {
            if !stands_before(&other.span) {
                continue;
            }
            if is_answered && said.concat().starts_with(&first) {
                return self.grown(remark, said, other.span);
            }
            if date.is_some() && self.dates.get(&other.span) == date {
                return AddedNote::InOtherWords(other.span);
            }
        }
        if remark.is_known { AddedNote::Alone(Box::new(remark.without_root())) } else { AddedNote::AsMeant }
    }

    /// A remark with the answers alone that are not in its note yet.
    fn grown(&self, remark: &HomeRemark, before: &[String], note: Span) -> AddedNote {
        let mut left = remark.clone();
        left.remark.replies.retain(|reply| !before.iter().any(|paragraph| self.is_said_in(reply, paragraph)));
        if left.remark.replies.is_empty() { AddedNote::Already } else { AddedNote::Grown(Box::new(left), note) }
    }

    /// Whether a paragraph of a note, in its letters, is an answer: who speaks, perhaps when, and the words.
    fn is_said_in(&self, reply: &RemarkWords, paragraph: &str) -> bool {
        let words = letters(reply.text.split("\n\n").next().unwrap_or_default());
        let author = reply.author.as_deref().unwrap_or("An answer");
        let voices = self.reread.book.voices.iter().filter(|voice| voice.name.eq_ignore_ascii_case(author));
        let names = voices.flat_map(|voice| [&*voice.label, &*voice.key]).chain([author]);
        paragraph.ends_with(&words) && names.into_iter().any(|name| paragraph.starts_with(&letters(name)))
    }

    /// The letters and digits of each paragraph of a note, those of its own notes where they are called.
    fn said(&self, note: &Note) -> Vec<String> {
        let book = &self.reread.book;
        let plain = |prose: &Prose| letters(&prose.plain());
        let leaves = text::leaves(book, &note.blocks);
        let paragraph = |prose: &Prose| {
            let mut said = String::new();
            for run in &prose.runs {
                match &run.kind {
                    RunKind::Note(id) => {
                        let inner = text::leaves(book, &book.note(*id).blocks);
                        said.extend(inner.iter().filter_map(|(_, block)| block.prose()).map(plain));
                    }
                    _ => said += &letters(&prose.text[run.range()]),
                }
            }
            said
        };
        leaves.iter().filter_map(|(_, block)| block.prose()).map(paragraph).collect()
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
