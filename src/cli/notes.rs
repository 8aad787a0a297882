//! `notes`: the list of the commentary's notes, and headings for new ones.

use super::progress::Progress;
use super::report::{ReportForm, Terminal, count};
use super::{Outcome, book};
use crate::book::{Book, NoteState, WrittenNote};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::{self, HeadingStub};
use crate::source::Sources;
use serde_json::json;
use std::path::Path;

/// Lists every note of the book at `path` with its place and what became of it, whatever errors the book has.
pub(super) fn list(path: &Path, terminal: &Terminal) -> Outcome {
    let progress = Progress::new(terminal);
    let reading = book::survey(path, false, &progress);
    progress.end();
    let Some((_, book)) = reading.book() else {
        terminal.findings(&reading.findings, &reading.sources, "the notes can't be listed");
        return super::report::outcome(&reading.findings).max(Outcome::Errors);
    };
    let rows: Vec<[String; 4]> = book.written.iter().map(|written| row(written, book, &reading.sources)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (place, voice, state) = (width(0), width(1), width(2));
    let mut lines = String::new();
    for (written, [at, who, what, on]) in book.written.iter().zip(&rows) {
        lines += &match terminal.form {
            ReportForm::Human => format!("{at:place$}  {who:voice$}  {what:state$}  {on}\n"),
            ReportForm::Json => format!("{}\n", object(written, book, &reading.sources)),
        };
    }
    terminal.answer(&lines);
    let states = [
        NoteState::Placed,
        NoteState::Section,
        NoteState::Paragraph,
        NoteState::Detached,
        NoteState::Draft,
        NoteState::NotFound,
        NoteState::Ambiguous,
    ];
    let of = |state: NoteState| book.written.iter().filter(|written| written.state == state).count();
    let counted = states.into_iter().filter(|&state| of(state) > 0).map(|state| format!("{} {}", of(state), state.name()));
    if terminal.form == ReportForm::Human {
        let counted: Vec<String> = counted.collect();
        let colon = if counted.is_empty() { "" } else { ": " };
        terminal.close(&format!("{}{colon}{}", count(book.written.len(), "note"), counted.join(", ")), &json!({}));
    }
    Outcome::Done
}

/// The columns of a note: where it stands, who speaks, what became of it, what it is on.
fn row(written: &WrittenNote, book: &Book, sources: &Sources) -> [String; 4] {
    let place = sources.place(written.span);
    let voice = written.voice.map_or("–", |voice| book.voice(voice).label.as_str());
    let section = written.section.map(|id| format!("§ {}", book.section(id).title));
    let says = match written.state {
        NoteState::Section => None,
        NoteState::Placed => Some(format!("“{}”", written.says)),
        _ => Some(written.says.clone()),
    };
    let on: Vec<String> = section.into_iter().chain(says).collect();
    let at = format!("{}:{}", sources.shown(written.span), place.line);
    [at, voice.to_owned(), written.state.name().to_owned(), on.join(", ")]
}

fn object(written: &WrittenNote, book: &Book, sources: &Sources) -> serde_json::Value {
    json!({
        "file": sources.shown(written.span),
        "line": sources.place(written.span).line,
        "voice": written.voice.map(|voice| &book.voice(voice).key),
        "section": written.section.map(|id| &book.section(id).title),
        "says": written.says,
        "state": written.state.name(),
        "rewrite": written.rewrite,
    })
}

/// Prints the heading of a note on `words`, with what tells them from the same words elsewhere; one a place where they stand.
pub(super) fn new(path: &Path, words: &str, terminal: &Terminal) -> Outcome {
    let progress = Progress::new(terminal);
    let reading = book::survey(path, false, &progress);
    progress.end();
    let Some((_, book)) = reading.book() else {
        terminal.findings(&reading.findings, &reading.sources, "no heading can be made");
        return super::report::outcome(&reading.findings).max(Outcome::Errors);
    };
    let stubs = read::stubs(book, &reading.sources, words);
    let (there, near): (Vec<&HeadingStub>, Vec<&HeadingStub>) = stubs.iter().partition(|stub| stub.alike == 100);
    if there.is_empty() {
        let mut missing = Diagnostic::new(Code::LemmaNotFound, format!("“{words}” is not in the text"));
        for stub in near {
            missing = missing.label(stub.span, format!("the nearest passage, {} % alike", stub.alike));
            missing = missing.help(format!("write {}, if that is the passage", stub.heading));
        }
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(missing);
        terminal.findings(&diagnostics, &reading.sources, "no heading was made");
        return Outcome::Errors;
    }
    let several = there.len() > 1;
    let print = |stub: &&HeadingStub| {
        let at = reading.sources.locate(stub.span);
        match terminal.form {
            ReportForm::Json => format!("{}\n", json!({ "place": at, "scope": stub.scope, "heading": stub.heading })),
            ReportForm::Human => {
                let place = if several { format!("<!-- {at} -->\n") } else { String::new() };
                let scope = stub.scope.as_ref().map(|title| format!("## {title}\n")).unwrap_or_default();
                format!("{place}{scope}{}\n", stub.heading)
            }
        }
    };
    terminal.answer(&there.iter().map(print).collect::<String>());
    Outcome::Done
}
