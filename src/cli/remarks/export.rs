//! `notes --export`: the notes of the commentary with the words that they are on, for other programs.

use super::super::place::{BookFiles, FileKind};
use super::super::progress::Progress;
use super::super::report::{Terminal, count};
use super::super::write::Draft;
use super::super::{Outcome, book};
use crate::book::{Book, NoteKind, SectionId, Subject, TextPos, WrittenNote, text};
use crate::build::Request;
use crate::read::RemarkDesk;
use crate::remarks::{ExportForm, ExportedNote, RemarkPlace, RemarkQuotation, exported};
use crate::source::{Disk, Files, Sources};
use serde_json::json;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What is to be written, and where.
#[derive(Debug)]
pub(crate) struct NotesExport {
    /// The book; it exists.
    pub(crate) book: PathBuf,
    pub(crate) form: ExportForm,
    /// The file; none for standard output.
    pub(crate) output: Option<PathBuf>,
    /// Whether a file that is there is replaced, whatever it holds.
    pub(crate) force: bool,
}

/// Writes the notes of a book.
pub(crate) fn export(asked: &NotesExport, terminal: &Terminal) -> Outcome {
    if let Some(path) = asked.output.as_ref().filter(|path| path.as_os_str() != "-")
        && !asked.force
        && is_of_others(path, asked.form)
    {
        let help = "name another file with `-o`, or replace it with `--force`";
        terminal.wrong_call(&format!("`{}` is there already, and no such export", path.display()), Some(help));
        return Outcome::WrongCall;
    }
    let progress = Progress::new(terminal);
    let reading = book::survey_to_give_away(&asked.book, &progress);
    progress.end();
    let Some((config, book)) = reading.book() else {
        terminal.findings(&reading.findings, &reading.sources, "the notes can't be exported");
        return super::super::report::outcome(&reading.findings).max(Outcome::Errors);
    };
    let desk = RemarkDesk::new(book);
    let notes: Vec<ExportedNote> = book.written.iter().filter_map(|written| note(written, book, &reading.sources, &desk)).collect();
    let left = book.written.len() - notes.len();
    let identifier = book.metadata.identifier().urn();
    let made = exported(&notes, asked.form, &book.metadata.title, &identifier);
    match asked.output.as_ref().filter(|path| path.as_os_str() != "-") {
        None => terminal.answer(&made),
        Some(path) => {
            let files = BookFiles::of(Request { config, book, sources: &reading.sources }).with(&asked.book);
            let written = Draft::new(path, FileKind::Text, &files).and_then(|mut draft| {
                draft.write(made.as_bytes())?;
                draft.finish()?;
                draft.keep()
            });
            if let Err(fault) = written {
                return fault.ends(terminal);
            }
            let without = if left > 0 { format!(", {left} without a place left out") } else { String::new() };
            let words = format!("{}: {}{without}", path.display(), count(notes.len(), "note"));
            terminal.close(&words, &json!({ "written": path.display().to_string(), "notes": notes.len(), "left": left }));
        }
    }
    Outcome::Done
}

/// Whether a file is there that is no export of notes in this form.
fn is_of_others(path: &Path, form: ExportForm) -> bool {
    let Ok(bytes) = Disk.read(path, u64::MAX) else { return path.exists() };
    let sign: &[u8] = match form {
        ExportForm::Web => b"#commentary-1\"",
        ExportForm::Readium => b"#commentary\"",
        ExportForm::Table => b"file,section,quotation,",
    };
    !bytes.is_empty() && !bytes.windows(sign.len()).any(|window| window == sign)
}

/// A note as it is exported; none if it has no place.
fn note(written: &WrittenNote, book: &Book, sources: &Sources, desk: &RemarkDesk) -> Option<ExportedNote> {
    let at = book.notes.iter().position(|note| note.span == written.span)?;
    let note = &book.notes[at];
    let NoteKind::Comment(comment) = &note.kind else { return None };
    let title = |id: SectionId| book.section(id).typed_title();
    let (quotation, place, section) = match comment.subject {
        Subject::Passage(id) => {
            let passage = *book.passage(id);
            let quoted = desk.quote(passage)?;
            let quotation =
                RemarkQuotation { exact: quoted.exact, prefix: quoted.prefix, suffix: quoted.suffix, ..RemarkQuotation::default() };
            let place = RemarkPlace { document: quoted.document, position: quoted.position, ..RemarkPlace::default() };
            (quotation, place, desk.section_of(passage.start).map(title))
        }
        Subject::Section(id) => {
            let section = book.section(id);
            let document = desk.document_of(TextPos { block: section.heading, offset: 0 }).map(str::to_owned);
            let place = RemarkPlace { document, fragment: Some(section.slug.clone()), ..RemarkPlace::default() };
            (RemarkQuotation::default(), place, Some(title(id)))
        }
    };
    let leaves = text::leaves(book, &note.blocks);
    let plain: Vec<&str> = leaves.iter().filter_map(|(_, block)| block.prose()).map(|prose| prose.text.as_str()).collect();
    let place_written = format!("{}:{}", sources.get(written.span.source).name(), sources.place(written.span).line);
    Some(ExportedNote {
        id: format!("{}#note-{}", book.metadata.identifier().urn(), note.id.clone().unwrap_or_else(|| (at + 1).to_string())),
        quotation,
        place,
        voice: book.voice(comment.voice).name.clone(),
        date: written.date.clone(),
        text: markdown(written, book, sources),
        plain: plain.join("\n\n").replace(['\u{AD}', '\u{FFFC}'], ""),
        is_draft: book.drafts.iter().any(|id| id.index() == at),
        written: place_written,
        section: section.unwrap_or_default(),
    })
}

/// What is written below a note's heading, up to the next heading of a note.
fn markdown(written: &WrittenNote, book: &Book, sources: &Sources) -> String {
    let text = sources.get(written.span.source).text();
    let start = written.span.end as usize;
    let last = book.notes.iter().find(|note| note.span == written.span).map(|note| {
        let own = note.blocks.iter().map(|&id| book.block(id).span).filter(|span| span.source == written.span.source);
        own.map(|span| span.end as usize).max().unwrap_or(start)
    });
    let body = start..last.unwrap_or(start).max(start);
    let shown = match book.blanked.get(sources.get(written.span.source).name()) {
        Some(blanked) => without_private(text, blanked, &body),
        None => text.get(body).unwrap_or_default().to_owned(),
    };
    shown.trim_matches('\n').trim_end().to_owned()
}

/// A stretch of a text without what is blank in `blanked`, which has a space for each private character.
fn without_private(text: &str, blanked: &str, body: &Range<usize>) -> String {
    let mut out = String::new();
    let mut is_behind = false;
    for ((at, c), shown) in text.char_indices().zip(blanked.chars()).skip_while(|((at, _), _)| *at < body.start) {
        if at >= body.end {
            break;
        }
        if c != shown {
            is_behind = true;
        } else if !(std::mem::take(&mut is_behind) && c == ' ' && (out.is_empty() || out.ends_with([' ', '\n']))) {
            out.push(c);
        }
    }
    out
}
