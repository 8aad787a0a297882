//! The author's notes of one file: marks and definitions by label, matched when the file ends.

use super::markdown::Builder;
use crate::book::{BlockId, Note, NoteId, NoteKind};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use std::collections::BTreeMap;

/// Notes by label; upper and lower case are equal, as the parser has them.
#[derive(Debug, Default)]
pub(super) struct Footnotes(BTreeMap<String, Footnote>);

#[derive(Debug, Default)]
struct Footnote {
    /// Its id, once a mark calls it.
    note: Option<NoteId>,
    /// Whether a mark outside the note itself calls it.
    called: bool,
    /// Where it is defined, and what it says.
    text: Option<(Span, Vec<BlockId>)>,
}

impl Footnotes {
    /// The note that a mark calls; `inside` is the label of the note the mark itself stands in.
    pub(super) fn mark(&mut self, builder: &mut Builder, label: &str, span: Span, inside: Option<&str>) -> NoteId {
        let key = label.to_lowercase();
        let own = inside.is_some_and(|inside| inside.to_lowercase() == key);
        let entry = self.0.entry(key).or_default();
        entry.called |= !own;
        *entry.note.get_or_insert_with(|| {
            builder.book.notes.push(Note { span, kind: NoteKind::Footnote(label.to_owned()), blocks: Vec::new(), id: None });
            NoteId::new(builder.book.notes.len() - 1)
        })
    }

    /// Takes in the text of a note.
    pub(super) fn define(&mut self, label: &str, span: Span, blocks: Vec<BlockId>, found: &mut Diagnostics) {
        let entry = self.0.entry(label.to_lowercase()).or_default();
        if let Some((first, _)) = &entry.text {
            let twice = Diagnostic::at(Code::DuplicateFootnote, span, format!("there is a second note [^{label}] in this file"));
            found.push(twice.label(*first, "the first one").help("give one of them another label"));
        } else {
            entry.text = Some((span, blocks));
        }
    }

    /// Gives every note its text and reports those that nothing calls, in the order they are written.
    pub(super) fn finish(self, builder: &mut Builder, found: &mut Diagnostics) {
        let mut idle: Vec<(Span, String)> = Vec::new();
        for (label, entry) in self.0 {
            let Some((span, blocks)) = entry.text else { continue };
            if let Some(id) = entry.note {
                let note = &mut builder.book.notes[id.index()];
                (note.span, note.blocks) = (span, blocks);
            }
            if !entry.called {
                idle.push((span, label));
            }
        }
        idle.sort();
        for (span, label) in idle {
            let unused = Diagnostic::at(Code::UnusedFootnote, span, format!("no mark calls the note [^{label}]"));
            found.push(unused.help(format!("put [^{label}] where it belongs, or delete the note")));
        }
    }
}
