//! `check`: everything but writing.

use super::progress::Progress;
use super::report::{Terminal, count, outcome};
use super::{Outcome, book, build};
use crate::diagnostics::Severity;
use serde_json::json;
use std::path::Path;

/// Reads, arranges and sets the book at `path` in both formats and reports what was found.
pub(super) fn check(path: &Path, terminal: &Terminal) -> Outcome {
    let progress = Progress::new(terminal);
    let mut reading = book::read(path, &progress);
    if let Some((config, book)) = &reading.book {
        let made = build::make(config, book, &[super::args::Format::Epub, super::args::Format::Pdf], &progress);
        reading.found.append(made.found);
    }
    progress.end();
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
