//! `merge`: what an editor did to the document of `review` comes back into the sources.

use super::anchors::NotesBefore;
use super::place::BookFiles;
use super::progress::Progress;
use super::remarks::{self, NamelessRemarks, RemarkImport, RemarkSource};
use super::report::{ReportForm, Terminal, count};
use super::{Outcome, anchors, book, write};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::office::{self, MergedFile, MergedReview, ReviewFault};
use crate::source::{Disk, Files, Sources};
use serde_json::json;
use std::path::PathBuf;

/// A larger document is not taken into memory.
const LARGEST: u64 = 1 << 30;

/// A document to be merged.
#[derive(Debug)]
pub(super) struct ReviewMerge {
    /// The document; it exists.
    pub(super) document: PathBuf,
    /// The book; it exists.
    pub(super) book: PathBuf,
    /// Whether changes are only shown.
    pub(super) dry_run: bool,
}

/// Merges a document into its sources.
pub(super) fn merge(asked: &ReviewMerge, terminal: &Terminal) -> Outcome {
    let progress = Progress::new(terminal);
    let reading = book::survey(&asked.book, true, &progress);
    progress.end();
    let Some((config, book)) = reading.book() else {
        terminal.findings(&reading.findings, &reading.sources, "nothing can be merged");
        return super::report::outcome(&reading.findings).max(Outcome::Errors);
    };
    let bytes = match Disk.read(&asked.document, LARGEST) {
        Ok(bytes) => bytes,
        Err(fault) => {
            terminal.machine(&format!("`{}` can't be read: {fault}", asked.document.display()));
            return Outcome::Machine;
        }
    };
    let read = office::returned(&bytes).map(|mut text| {
        office::with_names_of_today(&mut text, book);
        (crate::remarks::of_document(&text), text)
    });
    let merged = read.and_then(|(read, text)| Ok((office::merge(text, config, book, &reading.sources)?, read)));
    let (merged, read) = match merged {
        Ok(merged) => merged,
        Err(fault) => return refused(asked, &fault, terminal),
    };
    for file in &merged.files {
        terminal.answer(&shown(file, terminal.form));
    }
    if !asked.dry_run
        && let Err(outcome) = put(&merged.files, config, terminal)
    {
        return outcome;
    }
    let findings = left(&merged);
    terminal.each(&findings, &reading.sources);
    close(asked, &merged, terminal);
    if !asked.dry_run
        && !merged.files.is_empty()
        && let Err(fault) =
            anchors::follow(&asked.book, &NotesBefore::of(&reading, book), &anchors::comments(&read, &reading, book), terminal)
    {
        return fault.ends(terminal);
    }
    let outcome = super::report::outcome(&findings);
    if !merged.has_comments {
        return outcome;
    }
    let mut known = office::comment_keys(book);
    for (key, times) in &merged.unchanged {
        let own = known.entry(key.clone()).or_default();
        *own = (*own).max(*times);
    }
    let files = vec![RemarkSource { path: asked.document.clone(), read: Some(read) }];
    let nameless = NamelessRemarks::SomeReader;
    let import = RemarkImport { book: asked.book.clone(), files, dry_run: asked.dry_run, nameless, known };
    outcome.max(remarks::import(import, terminal))
}

/// Says why a document can't be merged.
fn refused(asked: &ReviewMerge, fault: &ReviewFault, terminal: &Terminal) -> Outcome {
    let shown = asked.document.display();
    let (message, help) = match fault {
        ReviewFault::Unread(fault) => {
            (format!("`{shown}` can't be read: {fault}"), "open it in the program that made it, and save it as .docx or .odt")
        }
        ReviewFault::NoAnchors => (
            format!("`{shown}` is no document of `bindery review`, or its bookmarks are gone"),
            "make one with `bindery review`; comments alone are taken in with `bindery notes --import`",
        ),
        ReviewFault::OtherBook => {
            (format!("`{shown}` is of another book, or all of its text has changed since"), "name the book behind the document")
        }
    };
    let mut findings = Diagnostics::default();
    findings.push(Diagnostic::new(Code::BadDocument, message).help(help));
    terminal.findings(&findings, &Sources::default(), "nothing was merged");
    Outcome::Errors
}

/// Writes the files.
fn put(files: &[MergedFile], config: &Config, terminal: &Terminal) -> Result<(), Outcome> {
    for file in files {
        let Ok((_, path)) = config.folder.inside(&file.name) else {
            terminal.wrong_call(&format!("`{}` is not in the book's folder, so it was not changed", file.name), None);
            return Err(Outcome::WrongCall);
        };
        write::whole(&path, &file.bytes, &BookFiles::default()).map_err(|fault| fault.ends(terminal))?;
    }
    Ok(())
}

/// What is left to people, as findings.
fn left(merged: &MergedReview) -> Diagnostics {
    let mut findings = Diagnostics::default();
    for change in &merged.left {
        let finding = Diagnostic::new(Code::ReviewUnmerged, format!("not merged: {}", change.what));
        findings.push(match change.place {
            Some(place) => finding.label(place, "it was made here"),
            None => finding,
        });
    }
    findings
}

/// The changes of a file as a unified diff without context, or as JSON.
fn shown(file: &MergedFile, form: ReportForm) -> String {
    let name = &file.name;
    match form {
        ReportForm::Human => format!("--- {name}\n+++ {name}\n{}", file.hunks.iter().map(|hunk| hunk.unified()).collect::<String>()),
        ReportForm::Json => {
            let object = |hunk: &office::LineHunk| json!({ "file": name, "line": hunk.old_line, "old": hunk.old, "new": hunk.new });
            file.hunks.iter().map(|hunk| format!("{}\n", object(hunk))).collect()
        }
    }
}

fn close(asked: &ReviewMerge, merged: &MergedReview, terminal: &Terminal) {
    let made = if asked.dry_run { "could be merged" } else { "merged" };
    let mut words = format!("{} {made} into {}", count(merged.made, "change"), count(merged.files.len(), "file"));
    if merged.resolved > 0 {
        words += &format!(", {} made drafts since they were resolved", count(merged.resolved, "note"));
    }
    if merged.reworded > 0 {
        words += &format!(", {} given other words", count(merged.reworded, "note"));
    }
    if !merged.left.is_empty() {
        words += &format!(", {} left to you", merged.left.len());
    }
    if !merged.is_whole {
        words += "; the text has changed since the document was made, so paragraphs that were deleted without tracking stay";
    }
    let object = json!({
        "changes": merged.made, "files": merged.files.len(), "resolved": merged.resolved,
        "reworded": merged.reworded, "left": merged.left.len(),
        "whole": merged.is_whole, "written": !asked.dry_run,
    });
    terminal.close(&words, &object);
}

#[cfg(test)]
mod tests {
    use super::super::review::{ReviewCopy, review};
    use super::*;
    use std::cell::OnceCell;
    use std::fs;

    #[test]
    fn a_document_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        put("book.toml", "title = \"T\"\nauthors = \"A\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n");
        put("essay.md", "# T\n\nSome words of a text.\n");
        put("notes.md", "---\ncomments-on: essay.md\nvoices:\n  ed: Ada\n---\n\n### \"words of\"\n\nWhy?\n");
        let lost = OnceCell::new();
        let terminal = Terminal {
            form: ReportForm::Human,
            annotations: None,
            colour: false,
            quiet: true,
            all: false,
            interactive: false,
            taken: false,
            lost,
        };
        let (book, document) = (folder.path().to_owned(), folder.path().join("review.docx"));
        let asked = ReviewCopy { book: book.clone(), output: document.clone(), purpose: office::DocxPurpose::Review, force: false };
        assert!(matches!(review(&asked, &terminal), Outcome::Done));
        // The note's words have changed here since, so that its comment is looked at for those of today; and an answer comes in.
        put("notes.md", "---\ncomments-on: essay.md\nvoices:\n  ed: Ada\n---\n\n### \"words off\"\n\nWhy?\n");
        let before = office::READINGS.get();
        assert!(matches!(merge(&ReviewMerge { document, book, dry_run: false }, &terminal), Outcome::Done | Outcome::Errors));
        assert_eq!(office::READINGS.get() - before, 1);
    }
}
