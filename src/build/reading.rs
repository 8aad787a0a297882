//! The first half of every build: settings, text, checks.

use super::{Options, Stage, document};
use crate::book::Book;
use crate::config::{self, Config};
use crate::diagnostics::Diagnostics;
use crate::office::OfficeFormat;
use crate::read::ReadingManner;
use crate::source::{Files, Sources, Span};
use crate::{check, read as reader};
use std::sync::Arc;

/// Everything known of a book after it was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The texts that were read.
    pub sources: Sources,
    /// What was found.
    pub findings: Diagnostics,
    /// The settings; none if they could not be read.
    pub settings: Option<Config>,
    /// The book, as far as its text could be read; none if that was not possible at all.
    pub text: Option<Arc<Book>>,
}

impl Reading {
    /// The settings and the book, if both could be read.
    #[must_use]
    pub fn book(&self) -> Option<(&Config, &Arc<Book>)> {
        self.settings.as_ref().zip(self.text.as_ref())
    }

    /// Forgets what was found in the files of the commentary, which nobody is to see.
    pub(super) fn forget_commentary(&mut self, config: &Config) {
        let sources = &self.sources;
        let is_commentary = |span: Span| config.commentary.iter().any(|listed| listed.path == sources.get(span.source).name());
        self.findings.forget(|finding| finding.span.is_some_and(is_commentary));
    }
}

/// Reads and checks a book. In a draft, notes without a place are only warned of.
pub(crate) fn read(files: &Arc<dyn Files>, options: &Options, at: &(dyn Fn(Stage) + Sync)) -> Reading {
    whole(files, options, at, text)
}

/// Reads a book and keeps what could be read of it whatever was found, without checks.
pub(crate) fn survey(files: &Arc<dyn Files>, options: &Options, at: &(dyn Fn(Stage) + Sync)) -> Reading {
    whole(files, options, at, unchecked)
}

/// How a text is read.
type ReadWay = fn(&mut Reading, &Config, ReadingManner, &(dyn Fn(Stage) + Sync));

fn whole(files: &Arc<dyn Files>, options: &Options, at: &(dyn Fn(Stage) + Sync), text: ReadWay) -> Reading {
    let (mut reading, config) = settings(files, options, at);
    if let Some(config) = config {
        text(&mut reading, &config, options.manner(), at);
        reading.settings = Some(config);
    }
    reading
}

/// Reads the settings of a book; none if that is not possible.
pub(super) fn settings(files: &Arc<dyn Files>, options: &Options, at: &(dyn Fn(Stage) + Sync)) -> (Reading, Option<Config>) {
    if let Some(format) = OfficeFormat::of(&options.book).filter(|format| format.is_written()) {
        let mut reading = Reading { sources: Sources::in_folder(&document::shown(options)), ..Reading::default() };
        at(Stage::Settings);
        let config = document::settings(files, options, format, &mut reading.sources, &mut reading.findings);
        return (reading, config);
    }
    let mut reading = Reading { sources: Sources::in_folder(&options.shown), ..Reading::default() };
    at(Stage::Settings);
    let config = config::load_asked(Arc::clone(files), &options.book, &options.settings, &mut reading.sources, &mut reading.findings);
    (reading, config)
}

/// Reads and checks the text of a book with these settings.
pub(super) fn text(reading: &mut Reading, config: &Config, manner: ReadingManner, at: &(dyn Fn(Stage) + Sync)) {
    unchecked(reading, config, manner, at);
    at(Stage::Checks);
    if let Some(book) = &reading.text {
        check::check(book, &mut reading.findings);
    }
}

fn unchecked(reading: &mut Reading, config: &Config, manner: ReadingManner, at: &(dyn Fn(Stage) + Sync)) {
    at(Stage::Text);
    reading.text = reader::read(config, manner, &mut reading.sources, &mut reading.findings).map(Arc::new);
}
