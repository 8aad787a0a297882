//! The first half of every command: settings, text, lints. What is found is printed once, at the end.

use super::progress::Progress;
use crate::book::Book;
use crate::config::{self, Config};
use crate::diagnostics::Diagnostics;
use crate::source::Sources;
use crate::{check, manuscript};
use std::path::Path;

/// Everything known of a book after it was read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) sources: Sources,
    pub(super) found: Diagnostics,
    /// The settings and the text; none if there are errors.
    pub(super) book: Option<(Config, Book)>,
}

/// Reads and checks the book at `path`. In a draft, notes without a place are only warned of.
pub(super) fn read(path: &Path, draft: bool, progress: &Progress) -> Reading {
    read_beside(path, draft, progress, |_| ()).0
}

/// The same; meanwhile does something else that needs the settings only, if they can be read.
pub(super) fn read_beside<T: Send>(
    path: &Path,
    draft: bool,
    progress: &Progress,
    beside: impl FnOnce(&Config) -> T + Send,
) -> (Reading, Option<T>) {
    let (mut reading, done) = survey_beside(path, draft, progress, beside);
    progress.stage("checking");
    if let Some((_, book)) = &reading.book {
        check::check(book, &mut reading.found);
    }
    if reading.found.has_errors() {
        reading.book = None;
    }
    (reading, done)
}

/// Reads the book at `path` and keeps what could be read of it whatever was found.
pub(super) fn survey(path: &Path, draft: bool, progress: &Progress) -> Reading {
    survey_beside(path, draft, progress, |_| ()).0
}

fn survey_beside<T: Send>(
    path: &Path,
    draft: bool,
    progress: &Progress,
    beside: impl FnOnce(&Config) -> T + Send,
) -> (Reading, Option<T>) {
    let mut reading = Reading::default();
    progress.stage("reading the settings");
    let Some(mut config) = config::load(path, &mut reading.sources, &mut reading.found) else { return (reading, None) };
    config.notes.draft = draft;
    progress.stage("reading the text");
    let settings = config.clone();
    let done = std::thread::scope(|scope| {
        let done = scope.spawn(|| beside(&settings));
        reading.book = manuscript::read(&mut config, &mut reading.sources, &mut reading.found).map(|book| (config, book));
        done.join()
    });
    (reading, Some(done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))))
}
