//! `check` of a finished EPUB.

use super::Outcome;
use super::report::{Terminal, outcome};
use crate::diagnostics::{Diagnostics, Verdicts};
use crate::inspect;
use crate::source::{Disk, Files, Sources};
use std::path::Path;

/// Reads the file and reports all that a shop would refuse it for.
pub(super) fn inspect(path: &Path, verdicts: &Verdicts, terminal: &Terminal) -> Outcome {
    let bytes = match Disk.read(path, u64::MAX) {
        Ok(bytes) => bytes,
        Err(error) => {
            terminal.machine(&format!("`{}` can't be read: {error}", path.display()));
            return Outcome::Machine;
        }
    };
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    inspect::inspect(&path.display().to_string(), &bytes, &mut sources, &mut diagnostics);
    diagnostics.judge(verdicts);
    terminal.findings(&diagnostics, &sources, "shops would refuse this EPUB");
    let outcome = outcome(&diagnostics);
    if outcome == Outcome::Done {
        terminal.checked(path, &diagnostics);
    }
    outcome
}
