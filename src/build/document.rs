//! A book that is one document of a word processor: it is read from the manuscript that the document becomes, in memory.

use super::options::Options;
use crate::config::{self, Config};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::office::{OfficeFormat, manuscript};
use crate::source::{Files, Memory, Sources, shell_word};
use std::path::Path;
use std::sync::Arc;

/// A larger document is not taken into memory.
const LARGEST: u64 = 1 << 30;

/// The folder that the files of a document's manuscript are shown in: places stand in the Markdown that was made.
pub(super) fn shown(options: &Options) -> String {
    Path::new(&options.shown).join(options.book.file_name().unwrap_or_default()).display().to_string()
}

/// The settings of a document, and the files of its manuscript behind them; none if it can't be read.
pub(super) fn settings(
    files: &Arc<dyn Files>,
    options: &Options,
    format: OfficeFormat,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Config> {
    let name = options.book.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = match files.read(&options.book, LARGEST) {
        Ok(bytes) => bytes,
        Err(fault) => {
            diagnostics.push(Diagnostic::new(Code::Machine, format!("`{}` can't be read: {fault}", options.book.display())));
            return None;
        }
    };
    let text = match format.read(&bytes, &|_| None, options.changes) {
        Ok(text) => text,
        Err(fault) => {
            diagnostics.push(fault.finding(&name));
            return None;
        }
    };
    let stem = options.book.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let made = manuscript(text, &stem, options.changes);
    let mut losses: Vec<String> = made.report.losses.told().collect();
    for (times, what) in [
        (made.report.gone, "comments whose words were deleted, which are not in the book"),
        (made.report.unplaced, "comments without a place, which are not in the book"),
        (made.report.cut, "comments on more than a note can quote, which are on the beginning of it"),
    ] {
        losses.extend((times > 0).then(|| format!("{what} ({times})")));
    }
    if !losses.is_empty() {
        let finding = Diagnostic::new(Code::DocumentLoss, format!("not everything in `{name}` has a counterpart: {}", losses.join("; ")));
        diagnostics
            .push(finding.help(format!("`bindery import {}` makes a manuscript of it, in which you can see to that", shell_word(&name))));
    }
    let mut memory = Memory::default();
    made.files.into_iter().for_each(|(name, bytes)| memory.put(name, bytes));
    // Nothing is to be kept beside settings that no disk has.
    config::load(Arc::new(memory), Path::new("book.toml"), sources, diagnostics).map(|config| Config { has_toml: false, ..config })
}
