//! `check`: everything but writing.

use super::args::{AskedBooks, Check};
use super::drafts::Unwanted;
use super::editions::{self, BookEdition};
use super::progress::Progress;
use super::report::{Terminal, outcome};
use super::{Outcome, anchors, book, fonts, quality};
use crate::build::{Built, Options, build_into};
use crate::source::Disk;

/// Checks each of the books, and each of its editions that is wanted.
pub(super) fn checks(books: &AskedBooks, check: &Check, terminal: &Terminal) -> Outcome {
    let one = |each: &BookEdition| {
        let settings = each.over(&check.settings);
        self::check(&Check { book: each.book.clone(), settings, ..check.clone() }, terminal)
    };
    let ends: Vec<Outcome> = editions::of(books).iter().map(one).collect();
    ends.into_iter().max().unwrap_or(Outcome::Done)
}

/// Mends quotations if that is asked for; then reads, arranges and sets the book in both formats and reports what was found.
fn check(check: &Check, terminal: &Terminal) -> Outcome {
    let Check { book: path, quality: asked, .. } = check;
    if let Some(mend) = check.mend
        && let Err(fault) = anchors::mend(path, mend, terminal)
    {
        return fault.ends(terminal);
    }
    let progress = Progress::new(terminal);
    let font_folders = check.system_fonts.then(fonts::folders);
    let (draft, changes, settings) = (check.draft, check.changes, check.settings.clone());
    let options = asked.over(Options { draft, changes, settings, font_folders, ..book::options(path) });
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
