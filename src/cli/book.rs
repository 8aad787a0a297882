//! The first half of every command: settings, text, lints. What is found is printed once, at the end.

use super::progress::Progress;
use crate::book::Book;
use crate::config::{self, Config};
use crate::diagnostics::Diagnostics;
use crate::source::Sources;
use crate::{check, read};
use std::path::Path;

/// Everything known of a book after it was read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) sources: Sources,
    pub(super) found: Diagnostics,
    /// The settings and the text, as far as they could be read; none if that was not possible at all.
    pub(super) book: Option<(Config, Book)>,
}

/// Reads and checks the book at `path`. In a draft, notes without a place are only warned of.
pub(super) fn read(path: &Path, draft: bool, progress: &Progress) -> Reading {
    let (mut reading, config) = settings(path, draft, progress);
    if let Some(config) = config {
        text(&mut reading, config, progress);
    }
    reading
}

/// Reads the settings of the book at `path`; none if that is not possible.
pub(super) fn settings(path: &Path, draft: bool, progress: &Progress) -> (Reading, Option<Config>) {
    let mut reading = Reading { sources: Sources::in_folder(&seen(path)), ..Reading::default() };
    progress.stage("reading the settings");
    let mut config = config::load(path, &mut reading.sources, &mut reading.found);
    if let Some(config) = &mut config {
        config.notes.draft = draft;
        // Reading the text does this too, but the cover is drawn meanwhile.
        read::prepare_metadata(config);
    }
    (reading, config)
}

/// The folder of the book at `path` as seen from the working folder; empty if that is it.
fn seen(path: &Path) -> String {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
    let here = std::env::current_dir().unwrap_or_default();
    let folder = folder.strip_prefix(&here).unwrap_or(folder);
    folder.strip_prefix(".").unwrap_or(folder).display().to_string()
}

/// Reads and checks the text of a book with these settings.
pub(super) fn text(reading: &mut Reading, config: Config, progress: &Progress) {
    unchecked(reading, config, progress);
    progress.stage("checking");
    if let Some((_, book)) = &reading.book {
        check::check(book, &mut reading.found);
    }
}

/// Reads the book at `path` and keeps what could be read of it whatever was found.
pub(super) fn survey(path: &Path, draft: bool, progress: &Progress) -> Reading {
    let (mut reading, config) = settings(path, draft, progress);
    if let Some(config) = config {
        unchecked(&mut reading, config, progress);
    }
    reading
}

fn unchecked(reading: &mut Reading, mut config: Config, progress: &Progress) {
    progress.stage("reading the text");
    reading.book = read::read(&mut config, &mut reading.sources, &mut reading.found).map(|book| (config, book));
}
