//! `check`: everything but writing.

use super::args::{Check, Format};
use super::make::{self, Made, Order};
use super::progress::Progress;
use super::report::{Terminal, outcome};
use super::{Outcome, anchors, quality};

/// Mends quotations if that is asked for; then reads, arranges and sets the book in both formats and reports what was found.
pub(super) fn check(check: &Check, terminal: &Terminal) -> Outcome {
    let Check { book: path, quality: asked, .. } = check;
    if let Some(mend) = check.mend
        && let Err(message) = anchors::mend(path, mend, terminal)
    {
        terminal.machine(&message);
        return Outcome::Machine;
    }
    let progress = Progress::new(terminal);
    let formats = &[Format::Epub, Format::Pdf];
    let order = Order { formats, print: false, commentary: None, quality: asked, target: None };
    let (reading, Made { report, .. }) = make::make(path, check.draft, &order, &progress);
    progress.end();
    if let Some(report) = &report {
        quality::print(report, &reading.sources, terminal);
    }
    terminal.findings(&reading.found, &reading.sources, "this book can't be built");
    let outcome = outcome(&reading.found);
    if outcome == Outcome::Done {
        terminal.checked(path, &reading.found);
    }
    outcome
}
