//! The author's notes of one file: marks and definitions by label, matched when the file ends.

use crate::book::{BlockId, BlockKind, Note, NoteId, NoteKind, Prose, RunKind};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::builder::{Builder, FilePiece};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Notes by label; upper and lower case are equal, as the parser has them.
#[derive(Debug, Default)]
pub(in crate::read) struct Footnotes {
    all: BTreeMap<String, Footnote>,
    /// Notes that held nothing but a remark.
    gone: BTreeSet<NoteId>,
}

#[derive(Debug, Default)]
struct Footnote {
    /// The note's id, once a mark calls it.
    note: Option<NoteId>,
    /// Whether a mark outside the note itself calls the note.
    called: bool,
    /// Where the note is defined, and what it says.
    text: Option<(Span, Vec<BlockId>)>,
    /// Whether the note says nothing that others may read.
    goes: bool,
}

/// What is to be said of `[^label]` if nothing defines it: the note is missing, unless the label shows that none is meant.
pub(in crate::read) fn unknown(label: &str, span: Span) -> Diagnostic {
    if is_label(label) {
        let unknown = Diagnostic::at(Code::UnknownFootnote, span, format!("there is no note [^{label}] in this file"));
        return unknown.help(format!("write the note: `[^{label}]: …`"));
    }
    let text = Diagnostic::at(Code::NotAMark, span, format!("`[^{label}]` was taken for text, not for a footnote's mark"));
    text.help(format!("write its note if it is a mark (`[^{label}]: …`), or put it into code"))
}

/// Whether anybody would give a note such a label: words and numbers, or the signs that printers use. `a-z` and `\d+` are of regular
/// expressions.
fn is_label(label: &str) -> bool {
    let sign = |c: char| matches!(c, '-' | '_' | '.' | ':' | '*' | '†' | '‡' | '§' | '¶' | '\'' | '’' | '+' | '#' | '/' | '@');
    let wordy = label.chars().all(|c| c.is_alphanumeric() || sign(c));
    let told = label.chars().any(char::is_alphanumeric) || label.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶'));
    wordy && told && !has_range(label)
}

/// Whether a label holds a range of characters, such as `a-z` or `0-9`: two letters of one case in rising order, or these figures,
/// beside no other letter or figure but those of another range.
fn has_range(label: &str) -> bool {
    let c: Vec<char> = label.chars().collect();
    let is_range = |at: usize| {
        let [Some(&from), Some('-'), Some(&to)] = [c.get(at), c.get(at + 1), c.get(at + 2)] else { return false };
        let same = |of: fn(&char) -> bool| of(&from) && of(&to) && from < to;
        same(char::is_ascii_lowercase) || same(char::is_ascii_uppercase) || (from, to) == ('0', '9')
    };
    let free = |at: Option<&char>| at.is_none_or(|c| !c.is_alphanumeric());
    (0..c.len()).any(|at| {
        let before = at == 0 || free(c.get(at - 1)) || at >= 3 && is_range(at - 3);
        is_range(at) && before && (free(c.get(at + 3)) || is_range(at + 3))
    })
}

impl Footnotes {
    /// The note that a mark calls; `inside` is the label of the note the mark itself stands in.
    pub(in crate::read) fn mark(&mut self, builder: &mut Builder, label: &str, span: Span, inside: Option<&str>) -> NoteId {
        let key = label.to_lowercase();
        let own = inside.is_some_and(|inside| inside.to_lowercase() == key);
        let entry = self.all.entry(key).or_default();
        entry.called |= !own;
        *entry.note.get_or_insert_with(|| {
            builder.book.notes.push(Note { span, kind: NoteKind::Footnote(label.to_owned()), blocks: Vec::new(), id: None });
            NoteId::new(builder.book.notes.len() - 1)
        })
    }

    /// A note whose text stands where its mark is; it has no label.
    pub(in crate::read) fn in_line(&self, builder: &mut Builder, span: Span) -> NoteId {
        builder.book.notes.push(Note { span, kind: NoteKind::Footnote(String::new()), blocks: Vec::new(), id: None });
        NoteId::new(builder.book.notes.len() - 1)
    }

    /// Leaves out a note that stands in the line.
    pub(in crate::read) fn leave_out(&mut self, note: NoteId) {
        self.gone.insert(note);
    }

    /// Takes in the text of a note, and whether it goes since a remark was all it held.
    pub(in crate::read) fn define(&mut self, label: &str, span: Span, blocks: Vec<BlockId>, goes: bool, diagnostics: &mut Diagnostics) {
        let entry = self.all.entry(label.to_lowercase()).or_default();
        if let Some((first, _)) = &entry.text {
            let twice = Diagnostic::at(Code::DuplicateFootnote, span, format!("there is a second note [^{label}] in this file"));
            diagnostics.push(twice.label(*first, "the first one").help("give one of them another label"));
        } else {
            (entry.text, entry.goes) = (Some((span, blocks)), goes);
        }
    }

    /// Gives every note its text and reports those that nothing calls, in the order they are written. Returns the notes that go.
    pub(in crate::read) fn finish(mut self, builder: &mut Builder, diagnostics: &mut Diagnostics) -> BTreeSet<NoteId> {
        let mut idle: Vec<(Span, String)> = Vec::new();
        for (label, entry) in self.all {
            let Some((span, blocks)) = entry.text else { continue };
            if let Some(id) = entry.note {
                let note = &mut builder.book.notes[id.index()];
                (note.span, note.blocks) = (span, blocks);
                if entry.goes {
                    self.gone.insert(id);
                }
            }
            if !entry.called {
                idle.push((span, label));
            }
        }
        idle.sort();
        for (span, label) in idle {
            let unused = Diagnostic::at(Code::UnusedFootnote, span, format!("no mark calls the note [^{label}]"));
            diagnostics.push(unused.help(format!("put [^{label}] where it belongs, or delete the note")));
        }
        self.gone
    }
}

/// Takes the marks of notes that go out of the text.
pub(in crate::read) fn unmark(builder: &mut Builder, pieces: &mut [FilePiece], gone: &BTreeSet<NoteId>) {
    if gone.is_empty() {
        return;
    }
    let clean = |prose: &mut Prose| prose.runs.retain(|run| !matches!(&run.kind, RunKind::Note(note) if gone.contains(note)));
    for block in &mut builder.book.blocks {
        if let BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) = &mut block.kind {
            clean(prose);
        }
    }
    for piece in pieces {
        if let FilePiece::Heading(heading) = piece {
            clean(&mut heading.prose);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_label;

    #[test]
    fn a_label_is_told_from_a_regular_expression() {
        for label in ["1", "12b", "note", "see-also", "note-z", "a-zebra", "1-2", "smith.2020", "fn:3", "*", "†", "Größe", "日本"] {
            assert!(is_label(label), "{label}");
        }
        for pattern in ["a-z", "A-Za-z", "a-zA-Z0-9", "0-9_", "\\d", ">", "\"", ",;", "a|b", "x+)", "…", "-", "/"] {
            assert!(!is_label(pattern), "{pattern}");
        }
    }
}
