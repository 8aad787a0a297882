//! `check`: everything but writing.

use super::args::Check;
use super::drafts::Unwanted;
use super::progress::Progress;
use super::report::{Terminal, outcome};
use super::{Outcome, anchors, book, fonts, quality};
use crate::build::{Built, Options, build_into};
use crate::source::{Disk, Files};
use std::path::PathBuf;

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
    let dictionaries = check.spelling.then(folders_of_dictionaries);
    let options = asked.over(Options { draft: check.draft, changes: check.changes, font_folders, dictionaries, ..book::options(path) });
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

/// The folders where dictionaries for Hunspell are installed, those of the user first.
fn folders_of_dictionaries() -> Vec<PathBuf> {
    let of = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let named = std::env::var("DICPATH").unwrap_or_default();
    let named = named.split(if cfg!(windows) { ';' } else { ':' }).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let own = [".local/share/hunspell", ".hunspell", "Library/Spelling"].map(|folder| of("HOME").map(|home| home.join(folder)));
    let system = [
        "/usr/local/share/hunspell",
        "/usr/share/hunspell",
        "/usr/share/myspell",
        "/usr/share/myspell/dicts",
        "/opt/homebrew/share/hunspell",
        "/Library/Spelling",
    ];
    let office = ["/Applications/LibreOffice.app/Contents/Resources/extensions", "/usr/lib/libreoffice/share/extensions"];
    let windows = of("ProgramFiles").map(|programs| programs.join("LibreOffice\\share\\extensions"));
    // An office has a folder for each language.
    let office = office.iter().map(PathBuf::from).chain(windows).flat_map(|folder| {
        let folders = Disk.list(&folder, 1000).unwrap_or_default();
        folders.into_iter().map(move |entry| folder.join(entry.name)).collect::<Vec<_>>()
    });
    named.chain(own.into_iter().flatten()).chain(system.map(PathBuf::from)).chain(office).filter(|folder| folder.is_absolute()).collect()
}
