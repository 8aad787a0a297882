//! `check`: everything but writing.

use super::args::Check;
use super::drafts::Unwanted;
use super::progress::Progress;
use super::report::{Terminal, outcome};
use super::{Outcome, anchors, book, fonts, quality};
use crate::build::{Built, Options, build_into};
use crate::source::Disk;

/// Mends quotations if that is asked for; then reads, arranges and sets the book in both formats and reports what was found.
pub(super) fn check(check: &Check, terminal: &Terminal) -> Outcome {
    let Check { book: path, quality: asked, .. } = check;
    if let Some(mend) = check.mend
        && let Err(fault) = anchors::mend(path, mend, terminal)
    {
        return fault.ends(terminal);
    }
    let progress = Progress::new(terminal);
    let font_folders = check.system_fonts.then(fonts::folders);
    let options = asked.over(Options { draft: check.draft, changes: check.changes, font_folders, ..book::options(path) });
    let Built { reading, report, .. } = build_into(&Disk::files(), &options, &Unwanted, &|stage| progress.stage(stage.name()));
    progress.end();
    if let Some(report) = &report {
        quality::print(report, &reading.sources, terminal);
    }
    terminal.findings(&reading.findings, &reading.sources, "this book can't be built");
    let outcome = outcome(&reading.findings);
    if outcome == Outcome::Done {
        terminal.checked(path, &reading.findings);
    }
    outcome
}
