//! `check`: everything but writing.

use super::args::{AskedBooks, Check};
use super::drafts::Unwanted;
use super::editions::{self, BookEdition};
use super::progress::Progress;
use super::report::{Terminal, outcome};
use super::{Outcome, anchors, book, fonts, inspect, quality};
use crate::build::{Built, FileContent, Format, Options, Reading, build_into};
use crate::diagnostics::Diagnostics;
use crate::inspect::{self as shops, HandedIn, Shop};
use crate::source::{Disk, Files};
use std::path::PathBuf;

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
    let dictionaries = check.spelling.then(folders_of_dictionaries);
    let (draft, changes, settings) = (check.draft, check.changes, check.settings.clone());
    let options = asked.over(Options { draft, changes, settings, font_folders, dictionaries, ..book::options(path) });
    let Built { reading, report, .. } = build_into(&Disk::files(), &options, &Unwanted, &|stage| progress.stage(stage.name()));
    progress.end();
    if let Some(report) = &report {
        quality::print(report, &reading.sources, terminal);
    }
    let mut reading = reading;
    let counts = if check.shops.is_empty() || reading.findings.has_errors() { Vec::new() } else { judged(check, &options, &mut reading) };
    terminal.findings(&reading.findings, &reading.sources, "this book can't be built");
    inspect::told(&counts, terminal);
    let outcome = outcome(&reading.findings);
    if outcome == Outcome::Done {
        terminal.checked(path, &reading.findings);
    }
    outcome
}

/// Makes the EPUB in memory and holds it against the rules of shops.
fn judged(check: &Check, options: &Options, reading: &mut Reading) -> Vec<(Shop, usize)> {
    let options = Options { formats: vec![Format::Epub], report: false, ..options.clone() };
    let built = crate::build::build(&Disk::files(), &options);
    let Some(epub) = built.book_of(Format::Epub) else { return Vec::new() };
    let mut found = Diagnostics::default();
    let image = built.files.iter().find(|file| matches!(file.content, FileContent::Image)).map(|image| image.file.as_slice());
    let book = HandedIn { name: "the EPUB", bytes: epub, cover: image.map(|bytes| ("the cover beside it", bytes)) };
    let counts = shops::verdicts(book, &check.shops, &mut reading.sources, &mut found);
    found.judge(&options.verdicts);
    reading.findings.append(found);
    counts
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
