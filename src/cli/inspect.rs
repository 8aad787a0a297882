//! `check` of a finished EPUB.

use super::Outcome;
use super::report::{Terminal, count, outcome};
use crate::diagnostics::{Diagnostics, Severity};
use crate::inspect;
use crate::source::Sources;
use serde_json::json;
use std::path::Path;

/// Reads the file and reports all that a shop would refuse it for.
pub(super) fn inspect(path: &Path, terminal: &Terminal) -> Outcome {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            terminal.machine(&format!("`{}` can't be read: {error}", path.display()));
            return Outcome::Machine;
        }
    };
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    inspect::inspect(&path.display().to_string(), &bytes, &mut sources, &mut found);
    terminal.findings(&found, &sources, "shops would refuse this EPUB");
    let outcome = outcome(&found);
    if outcome == Outcome::Done {
        let warnings = found.count(Severity::Warning);
        terminal.close(
            &format!("no errors, {}", count(warnings, "warning")),
            &json!({ "checked": path.display().to_string(), "warnings": warnings }),
        );
    }
    outcome
}
