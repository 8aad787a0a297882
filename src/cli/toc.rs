//! `toc`: prints the contents as an indented list.

use super::progress::Progress;
use super::report::{ReportForm, Terminal, outcome};
use super::{Outcome, book};
use crate::book::toc::ContentsEntry;
use crate::edition::{FormPlan, arrange_in, chosen, contents};
use serde_json::json;
use std::path::Path;

/// Prints the contents of the book at `path`, whatever is found in it.
pub(super) fn toc(path: &Path, terminal: &Terminal) -> Outcome {
    let progress = Progress::new(terminal);
    let mut reading = book::read(path, &progress);
    progress.end();
    if let Some(config) = &reading.settings {
        reading.findings.judge(&config.check);
    }
    let verdict = if reading.book().is_some() { "this book can't be built" } else { "there are no contents to show" };
    terminal.findings(&reading.findings, &reading.sources, verdict);
    let Some((config, book)) = reading.book() else { return outcome(&reading.findings).max(Outcome::Errors) };
    let mut lines = String::new();
    let (form, presentation) = (chosen(book, config, false).0, config.notes.pdf);
    let edition = arrange_in(FormPlan::new(form, book, presentation, config), book, presentation);
    list(&contents(&edition, config.contents_depth), 0, terminal.form, &mut lines);
    terminal.answer(&lines);
    outcome(&reading.findings)
}

fn list(entries: &[ContentsEntry], depth: usize, form: ReportForm, lines: &mut String) {
    for entry in entries {
        match form {
            ReportForm::Human => *lines += &format!("{}{}\n", "  ".repeat(depth), entry.title.words),
            ReportForm::Json => *lines += &format!("{}\n", json!({ "depth": depth, "title": entry.title.words })),
        }
        list(&entry.children, depth + 1, form, lines);
    }
}
