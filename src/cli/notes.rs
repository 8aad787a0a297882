//! `notes`: the list of the commentary's notes, and headings for new ones.

use super::args::NoteFilter;
use super::drafts::Unwanted;
use super::progress::Progress;
use super::report::{ReportForm, Terminal, count};
use super::table::table;
use super::{Outcome, book, fonts};
use crate::book::{Book, NotePlace, NoteState, SectionId, TextPos, VoiceId, WrittenNote};
use crate::build::{Built, Format, Options, Reading, build_into};
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::layout::TextPages;
use crate::layout::frame::Pages;
use crate::read::{self, NewHeadings};
use crate::source::{Disk, Sources, Span};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

/// Lists the notes of the book at `path`, each with its place and what became of it, whatever errors the book has.
pub(super) fn list(path: &Path, filter: &NoteFilter, terminal: &Terminal) -> Outcome {
    let progress = Progress::new(terminal);
    let (reading, pages) = if filter.pages { set(path, &progress) } else { (book::survey(path, false, &progress), None) };
    progress.end();
    let Some((_, book)) = reading.book() else {
        terminal.findings(&reading.findings, &reading.sources, "the notes can't be listed");
        return super::report::outcome(&reading.findings).max(Outcome::Errors);
    };
    let wanted = match WantedNotes::of(filter, book) {
        Ok(wanted) => wanted,
        Err(unknown) => {
            let mut diagnostics = Diagnostics::default();
            diagnostics.push(unknown);
            terminal.findings(&diagnostics, &reading.sources, "no notes were listed");
            return Outcome::Errors;
        }
    };
    let notes: Vec<&WrittenNote> = book.written.iter().filter(|written| wanted.has(written)).collect();
    let on_pages = pages.as_ref().map(TextPages::new);
    let page = |written: &WrittenNote| on_pages.as_ref()?.label(text_start(written, book)?).map(str::to_owned);
    let rows: Vec<Vec<String>> = notes
        .iter()
        .map(|written| {
            let mut row = row(written, book, &reading.sources);
            if filter.pages {
                row.insert(4, page(written).map_or_else(|| "–".to_owned(), |label| format!("p. {label}")));
            }
            row
        })
        .collect();
    terminal.answer(&match terminal.form {
        ReportForm::Human => table(&rows),
        ReportForm::Json => notes
            .iter()
            .map(|written| {
                let mut object = object(written, book, &reading.sources);
                if filter.pages {
                    object["page"] = json!(page(written));
                }
                format!("{object}\n")
            })
            .collect(),
    });
    if terminal.form == ReportForm::Human {
        let unset = if filter.pages && pages.is_none() { "; the pages can't be set: `bindery check` says why" } else { "" };
        terminal.close(&format!("{}{unset}", summary(&notes)), &json!({}));
    }
    Outcome::Done
}

/// Reads the book at `path` and sets its pages as those of the PDF, which is not kept.
pub(super) fn set(path: &Path, progress: &Progress) -> (Reading, Option<Pages>) {
    let options = Options { formats: vec![Format::Pdf], pages: true, font_folders: Some(fonts::folders()), ..book::options(path) };
    let Built { reading, pages, .. } = build_into(&Disk::files(), &options, &Unwanted, &|stage| progress.stage(stage.name()));
    (reading, pages)
}

/// How many notes there are, and of which state.
fn summary(notes: &[&WrittenNote]) -> String {
    let states = [
        NoteState::Placed,
        NoteState::Section,
        NoteState::Paragraph,
        NoteState::Detached,
        NoteState::Draft,
        NoteState::NotFound,
        NoteState::Ambiguous,
    ];
    let of = |state: NoteState| notes.iter().filter(|written| written.state == state).count();
    let counted = states.into_iter().filter(|&state| of(state) > 0).map(|state| format!("{} {}", of(state), state.name()));
    let counted: Vec<String> = counted.collect();
    let colon = if counted.is_empty() { "" } else { ": " };
    format!("{}{colon}{}", count(notes.len(), "note"), counted.join(", "))
}

/// The notes to be listed.
struct WantedNotes {
    voice: Option<VoiceId>,
    /// The sections, with those below them.
    sections: Option<BTreeSet<SectionId>>,
}

impl WantedNotes {
    /// The notes that a filter means in a book; what it names must be there.
    fn of(filter: &NoteFilter, book: &Book) -> Result<Self, Diagnostic> {
        let voice = filter.voice.as_ref().map(|key| {
            let known = || book.voices.iter().map(|voice| voice.key.as_str());
            known().position(|known| known == key).map(VoiceId::new).ok_or_else(|| {
                let unknown = Diagnostic::new(Code::UnknownVoice, format!("no voice of the commentary is `{key}`"));
                let keys: Vec<&str> = known().filter(|key| !key.is_empty()).collect();
                match (nearest(key, keys.iter().copied()), &keys[..]) {
                    (Some(near), _) => unknown.help(format!("write `{near}`")),
                    (None, []) => unknown.help("leave `--voice` out: the commentary lists no voices"),
                    (None, keys) => unknown.help(format!("write one of {}", keys.join(", "))),
                }
            })
        });
        let sections = filter.section.as_ref().map(|title| {
            let titles = || book.sections.iter().map(|section| section.title.as_str());
            let is_it = |id: SectionId| {
                let section = book.section(id);
                title.strip_prefix('#') == Some(&section.slug) || section.title.to_lowercase() == title.to_lowercase()
            };
            let mut found = BTreeSet::new();
            // A section stands before those below it.
            for id in (0..book.sections.len()).map(SectionId::new) {
                if is_it(id) || book.section(id).parent.is_some_and(|parent| found.contains(&parent)) {
                    found.insert(id);
                }
            }
            let unknown = || Diagnostic::new(Code::UnknownScope, format!("no heading of the text is “{title}”"));
            match (found.is_empty(), nearest(title, titles())) {
                (false, _) => Ok(found),
                (true, Some(near)) => Err(unknown().help(format!("write `{near}`"))),
                (true, None) => Err(unknown().help("write a heading as it stands in the text; `bindery toc` prints them")),
            }
        });
        Ok(Self { voice: voice.transpose()?, sections: sections.transpose()? })
    }

    fn has(&self, written: &WrittenNote) -> bool {
        let there = |sections: &BTreeSet<SectionId>| written.section.is_some_and(|id| sections.contains(&id));
        self.voice.is_none_or(|voice| written.voice == Some(voice)) && self.sections.as_ref().is_none_or(there)
    }
}

/// Where the words begin that a note is on; none if it has no place.
fn text_start(written: &WrittenNote, book: &Book) -> Option<TextPos> {
    Some(match written.place? {
        NotePlace::Section(id) => TextPos { block: book.section(id).heading, offset: 0 },
        NotePlace::Words(passage) => passage.start,
    })
}

/// Where a note stands in the text; none if it has no place.
fn text_place(written: &WrittenNote, book: &Book) -> Option<Span> {
    Some(match written.place? {
        NotePlace::Section(id) => book.section(id).span,
        NotePlace::Words(passage) => {
            let block = book.block(passage.start.block);
            let from = passage.start.offset as usize;
            let upto = if passage.start.block == passage.end.block { passage.end.offset as usize } else { from };
            block.prose().and_then(|prose| prose.place(from..upto)).unwrap_or(block.span)
        }
    })
}

/// The columns of a note: where it is written, who speaks, what became of it, where it stands in the text, what it is on and what it
/// says.
fn row(written: &WrittenNote, book: &Book, sources: &Sources) -> Vec<String> {
    let line = |span: Span| format!("{}:{}", sources.shown(span), sources.place(span).line);
    let voice = written.voice.map(|voice| book.voice(voice).label.as_str()).filter(|label| !label.is_empty()).unwrap_or("–");
    let section = written.section.map(|id| format!("§ {}", book.section(id).title));
    let says = match written.state {
        NoteState::Section => None,
        NoteState::Placed => Some(format!("“{}”", written.says)),
        _ => Some(written.says.clone()),
    };
    let on = section.into_iter().chain(says).collect::<Vec<String>>().join(", ");
    let on = if written.begins.is_empty() { on } else { format!("{on}: {}", written.begins) };
    let there = text_place(written, book).map_or_else(|| "–".to_owned(), line);
    vec![line(written.span), voice.to_owned(), written.state.name().to_owned(), there, on]
}

fn object(written: &WrittenNote, book: &Book, sources: &Sources) -> serde_json::Value {
    let place = text_place(written, book);
    let chapter = written.section.map(|id| {
        let outermost = std::iter::successors(Some(id), |&id| book.section(id).parent).last().unwrap_or(id);
        &book.section(outermost).title
    });
    // The Markdown below the heading, which ends where its last word does.
    let body = Span { start: written.span.end, ..written.whole };
    let body = sources.slice(body).trim();
    json!({
        "file": sources.shown(written.span),
        "line": sources.place(written.span).line,
        "id": written.id,
        "voice": written.voice.map(|voice| &book.voice(voice).key).filter(|key| !key.is_empty()),
        "chapter": chapter,
        "section": written.section.map(|id| &book.section(id).title),
        "place": place.map(|span| sources.locate(span)),
        "says": written.says,
        "state": written.state.name(),
        "rewrite": written.rewrite,
        "body": body,
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
    let NewHeadings { stubs, more, unbounded, missing } = read::stubs(book, &reading.sources, words);
    if stubs.is_empty() {
        let mut diagnostics = Diagnostics::default();
        let missing = missing.unwrap_or_else(|| Diagnostic::new(Code::LemmaNotFound, format!("“{words}” is not in the text")));
        diagnostics.push(missing);
        terminal.findings(&diagnostics, &reading.sources, "no heading was made");
        return Outcome::Errors;
    }
    let mut printed = String::new();
    for stub in &stubs {
        let at = reading.sources.locate(stub.span);
        printed += &match terminal.form {
            ReportForm::Json => {
                let context = stub.line();
                format!("{}\n", json!({ "place": at, "scope": stub.scope, "heading": stub.heading, "context": context }))
            }
            ReportForm::Human => {
                let scope = stub.scope.as_ref().map(|title| format!("## {title}\n")).unwrap_or_default();
                // Two hyphens would end the remark.
                let context = stub.line().replace("--", "- -");
                format!("<!-- {at}: {context} -->\n{scope}{}\n", stub.heading)
            }
        };
    }
    terminal.answer(&printed);
    if more > 0 {
        let least = if unbounded { "at least " } else { "" };
        let told = format!("{least}{} not shown; more words mean fewer places", count(more, "more place"));
        terminal.close(&told, &json!({ "more": more, "unbounded": unbounded }));
    }
    Outcome::Done
}
