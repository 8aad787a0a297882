//! A book built as the commands build it, but kept in memory and told of to nobody: for the fuzz harness in `fuzz/`, which has to
//! go the way of the command.

use super::args::{Format, Quality};
use super::make::{self, Made, Order};
use super::progress::Progress;
use super::report::{Form, Terminal};
use crate::book::Book;
use crate::config::{Config, Presentation};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Verdicts};
use crate::source::Sources;
use std::cell::OnceCell;
use std::path::Path;

/// What the options of `bindery build` say.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// `--draft`.
    pub draft: bool,
    /// `--for print`.
    pub print: bool,
    /// `--report`.
    pub report: bool,
    /// `--commentary`.
    pub commentary: Option<Presentation>,
    /// `--deny`, `--allow` and `--strict`.
    pub verdicts: Verdicts,
}

/// What a build came to.
#[derive(Debug, Default)]
pub struct Built {
    /// The texts that were read.
    pub sources: Sources,
    /// All findings.
    pub found: Diagnostics,
    /// The settings and the text, as far as they could be read.
    pub book: Option<(Config, Book)>,
    /// The files that would be written, in order: the ending of each file's name, and its bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Builds both formats of the book at `path`. Files on their way are in `folder`, which is left empty.
#[must_use]
pub fn built(path: &Path, folder: &Path, call: &Call) -> Built {
    let terminal =
        Terminal { form: Form::Human, colour: false, quiet: true, all: false, interactive: false, taken: false, lost: OnceCell::new() };
    let formats = &[Format::Epub, Format::Pdf];
    let quality = Quality { report: call.report, verdicts: call.verdicts.clone(), old_strict: false };
    let target = |_: &Config, format: Format| Ok(Some(folder.join(format!("book.{}", format.ending()))));
    let order = Order { formats, print: call.print, commentary: call.commentary, quality: &quality, target: Some(&target) };
    let (reading, Made { outputs, .. }) = make::make(path, call.draft, &order, &Progress::new(&terminal));
    let mut built = Built { sources: reading.sources, found: reading.found, book: reading.book, files: Vec::new() };
    for mut part in outputs.into_iter().flat_map(|output| output.parts) {
        let ending = part.draft.shown().extension().unwrap_or_default().to_string_lossy().into_owned();
        match part.draft.read() {
            Ok(bytes) => built.files.push((ending, bytes)),
            Err(_) => built.found.push(Diagnostic::new(Code::Machine, "a file that was written can't be read")),
        }
    }
    built
}
