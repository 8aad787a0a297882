//! What a call says of a book, as a build takes it.

use super::epoch::epoch;
use super::progress::Progress;
use crate::build::{self, Options, Reading};
use crate::diagnostics::Diagnostics;
use crate::source::Disk;
use std::path::Path;

/// A build of the book at `path`, with what the environment says.
pub(super) fn options(path: &Path) -> Options {
    let mut findings = Diagnostics::default();
    let epoch = epoch(&mut findings);
    Options { shown: seen(path), epoch, findings, ..Options::new(path) }
}

/// Reads and checks the book at `path`.
pub(super) fn read(path: &Path, progress: &Progress) -> Reading {
    build::read(&Disk::files(), &options(path), &|stage| progress.stage(stage.name()))
}

/// Reads the book at `path` and keeps what could be read of it whatever was found.
pub(super) fn survey(path: &Path, draft: bool, progress: &Progress) -> Reading {
    let options = Options { draft, ..options(path) };
    build::survey(&Disk::files(), &options, &|stage| progress.stage(stage.name()))
}

/// Reads a book with its notes that are drafts, to give it or parts of it away: without files that are drafts or private.
pub(super) fn survey_to_give_away(path: &Path, progress: &Progress) -> Reading {
    let options = Options { draft: true, blanks: true, ..options(path) };
    build::survey(&Disk::files(), &options, &|stage| progress.stage(stage.name()))
}

/// The folder of the book at `path` as seen from the working folder; empty if that is it.
fn seen(path: &Path) -> String {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
    let here = std::env::current_dir().unwrap_or_default();
    let folder = folder.strip_prefix(&here).unwrap_or(folder);
    folder.strip_prefix(".").unwrap_or(folder).display().to_string()
}
