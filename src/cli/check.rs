//! `check`: everything but writing.

use super::args::{Format, Quality};
use super::progress::Progress;
use super::report::{Terminal, count, outcome};
use super::{Outcome, book, build, quality};
use crate::diagnostics::Severity;
use serde_json::json;
use std::path::Path;

/// Reads, arranges and sets the book at `path` in both formats and reports what was found.
pub(super) fn check(path: &Path, asked: &Quality, terminal: &Terminal) -> Outcome {
    let progress = Progress::new(terminal);
    let mut reading = book::read(path, &progress);
    let mut report = None;
    if let Some((config, book)) = &reading.book {
        let made = build::make(config, book, &[Format::Epub, Format::Pdf], None, (asked, &reading.sources), &progress);
        reading.found.append(made.found);
        report = made.report;
    }
    progress.end();
    if let Some(report) = &report {
        quality::print(report, &reading.sources, terminal);
    }
    terminal.findings(&reading.found, &reading.sources, "this book can't be built");
    let outcome = outcome(&reading.found);
    if outcome == Outcome::Done {
        let warnings = reading.found.count(Severity::Warning);
        terminal.close(
            &format!("no errors, {}", count(warnings, "warning")),
            &json!({ "checked": path.display().to_string(), "warnings": warnings }),
        );
    }
    outcome
}
