//! `review` and `notes --export docx`: the book as a document of Word, its commentary as comments in the margin.

use super::place::{BookFiles, FileKind};
use super::progress::Progress;
use super::report::{Terminal, count};
use super::write::Draft;
use super::{Outcome, book};
use crate::build::Request;
use crate::config::{Config, is_draft};
use crate::office::{DocxPurpose, WrittenDocx, written_docx};
use crate::source::shell_word;
use serde_json::json;
use std::path::PathBuf;

/// A document to be written.
#[derive(Debug)]
pub(super) struct ReviewCopy {
    /// The book; it exists.
    pub(super) book: PathBuf,
    pub(super) output: PathBuf,
    pub(super) purpose: DocxPurpose,
    /// Whether a document that is there may be replaced: somebody's work may be in it.
    pub(super) force: bool,
}

/// Writes the book as a document, whatever errors it has.
pub(super) fn review(asked: &ReviewCopy, terminal: &Terminal) -> Outcome {
    let is_file = asked.output.as_os_str() != "-";
    if is_file && !asked.force && asked.output.exists() {
        let help = "give another name with `-o`, or add --force if nobody's work is in it";
        terminal.wrong_call(&format!("`{}` is there already", asked.output.display()), Some(help));
        return Outcome::WrongCall;
    }
    let progress = Progress::new(terminal);
    let reading = match asked.purpose {
        DocxPurpose::Review => book::survey(&asked.book, true, &progress),
        DocxPurpose::Copy => book::survey_to_give_away(&asked.book, &progress),
    };
    progress.end();
    let Some((config, book)) = reading.book() else {
        terminal.findings(&reading.findings, &reading.sources, "no document can be made");
        return super::report::outcome(&reading.findings).max(Outcome::Errors);
    };
    let made = match written_docx(book, &reading.sources, asked.purpose) {
        Ok(made) => made,
        Err(fault) => {
            terminal.machine(&fault.to_string());
            return Outcome::Machine;
        }
    };
    let files = BookFiles::of(Request { config, book, sources: &reading.sources }).with(&asked.book);
    let written = if is_file { Draft::new(&asked.output, FileKind::Docx, &files) } else { Draft::to_stdout() };
    let written = written.and_then(|mut draft| {
        draft.write(&made.bytes)?;
        draft.finish()?;
        draft.keep()
    });
    if let Err(fault) = written {
        return fault.ends(terminal);
    }
    if asked.purpose == DocxPurpose::Review {
        drafts(config, terminal);
    }
    if is_file {
        close(asked, &made, book.written.len(), terminal);
    }
    Outcome::Done
}

/// Says which files are in the document that are in no book: the editor gets them too.
fn drafts(config: &Config, terminal: &Terminal) {
    let files = config.files.iter().chain(&config.commentary).map(|file| file.path.as_str());
    let drafts: Vec<&str> = files.filter(|file| is_draft(&config.folder, file)).collect();
    if !drafts.is_empty() && drafts.len() < config.files.len() + config.commentary.len() {
        let words = format!("it holds drafts, which whoever gets it can read: {}", drafts.join(", "));
        terminal.close(&words, &json!({ "drafts": drafts }));
    }
}

fn close(asked: &ReviewCopy, made: &WrittenDocx, notes: usize, terminal: &Terminal) {
    let shown = asked.output.display().to_string();
    let left = notes.saturating_sub(made.threads);
    let without = if left > 0 { format!(", {left} without a place left out") } else { String::new() };
    let next = match asked.purpose {
        DocxPurpose::Review => format!("; take what comes back over with `bindery merge {}`", shell_word(&shown)),
        DocxPurpose::Copy => String::new(),
    };
    let object = json!({ "written": shown, "notes": made.threads, "left": left });
    terminal.close(&format!("{shown}: the text with {}{without}{next}", count(made.threads, "note")), &object);
}
