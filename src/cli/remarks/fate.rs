//! What became of a note that was added for a remark, once the book is read with it: whether it is as meant, or there already.

use super::gather::{HomeRemark, RemarkSubject};
use super::reread::Reread;
use crate::book::{Note, NoteKind, NoteState, Prose, RunKind, Subject, WrittenNote, text};
use crate::remarks::RemarkWords;
use crate::source::Span;

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
    pub(super) reread: &'r Reread,
    /// The notes that were added.
    pub(super) added: &'r [&'r WrittenNote],
}

impl KnownNotes<'_> {
    /// What became of a remark's note.
    pub(super) fn fate(&self, remark: &HomeRemark, written: &WrittenNote) -> AddedNote {
        let book = &self.reread.book;
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
        let new = self.said(note).concat();
        let beside: Vec<&Note> = self.beside(note).collect();
        if beside.iter().any(|other| self.said(other).concat() == new) {
            return AddedNote::Already;
        }
        let first = letters(&remark.remark.said.text);
        for other in beside.into_iter().filter(|other| self.added.iter().all(|added| added.span != other.span)) {
            let before = self.said(other);
            if !first.is_empty() && !remark.remark.replies.is_empty() && before.concat().starts_with(&first) {
                return self.grown(remark, &before, other.span);
            }
            if self.date(other.span).is_some_and(|when| Some(when) == self.date(note.span)) {
                return AddedNote::InOtherWords(other.span);
            }
        }
        if remark.is_known { AddedNote::Alone(Box::new(remark.without_root())) } else { AddedNote::AsMeant }
    }

    /// The notes of the same voice at the same place that stand before a note, or in other files.
    fn beside<'n>(&'n self, note: &'n Note) -> impl Iterator<Item = &'n Note> {
        let book = &self.reread.book;
        let others = book.notes.iter().filter(|other| other.span.start < note.span.start || other.span.source != note.span.source);
        others.filter(|other| {
            let (NoteKind::Comment(known), NoteKind::Comment(own)) = (&other.kind, &note.kind) else { return false };
            let same_place = match (known.subject, own.subject) {
                (Subject::Passage(one), Subject::Passage(other)) => book.passage(one) == book.passage(other),
                (one, other) => one == other,
            };
            same_place && known.voice == own.voice
        })
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

    fn date(&self, heading: Span) -> Option<&str> {
        self.reread.book.written.iter().find(|written| written.span == heading)?.date.as_deref()
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
