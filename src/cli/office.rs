//! `import` of a document of a word processor, a page of the web or an EPUB: a new folder with its manuscript.

use super::place::{BookFiles, Unwritten, stay_apart};
use super::report::{Terminal, count};
use super::{Outcome, write};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::office::{OfficeFormat, OfficeManuscript, OfficeReport, manuscript};
use crate::read::MarkedChanges;
use crate::source::{Disk, Files, Sources, shell_word};
use serde_json::json;
use std::path::{Path, PathBuf};

/// A larger document is not taken into memory.
const LARGEST: u64 = 1 << 30;

/// What is to be imported, and where to.
#[derive(Debug)]
pub(super) struct OfficeImport {
    pub(super) file: PathBuf,
    pub(super) format: OfficeFormat,
    /// The folder; none for one named after the file, beside it.
    pub(super) folder: Option<PathBuf>,
    pub(super) force: bool,
    pub(super) changes: MarkedChanges,
    /// Who made the comments that tell no author.
    pub(super) by: Option<String>,
}

/// Writes the manuscript of a document into a folder, which must be new or empty, unless files in it may be overwritten.
pub(super) fn import(import: &OfficeImport, terminal: &Terminal) -> Outcome {
    let stem = import.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_else(|| "text".to_owned());
    let folder = import.folder.clone().unwrap_or_else(|| import.file.with_extension(""));
    if OfficeFormat::of(&folder).is_some() && !folder.is_dir() {
        let help = format!("give the folder that is to hold the manuscript: `-o {}`", folder.with_extension("").display());
        terminal.wrong_call(&format!("`{}` is the name of a document", folder.display()), Some(&help));
        return Outcome::WrongCall;
    }
    let filled = std::fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some());
    if folder.is_file() || filled && !import.force {
        let help = "give a new folder with `-o`, or add --force to overwrite the files of the import in this one";
        terminal.wrong_call(&format!("`{}` is there already", folder.display()), Some(help));
        return Outcome::WrongCall;
    }
    let bytes = match Disk.read(&import.file, LARGEST) {
        Ok(bytes) => bytes,
        Err(fault) => {
            terminal.machine(&format!("`{}` can't be read: {fault}", import.file.display()));
            return Outcome::Machine;
        }
    };
    let beside = |name: &str| beside(&import.file, name);
    let mut text = match import.format.read(&bytes, &beside, import.changes) {
        Ok(text) => text,
        Err(fault) => {
            let mut findings = Diagnostics::default();
            findings.push(fault.finding(&import.file.display().to_string()));
            terminal.findings(&findings, &Sources::default(), "nothing was written");
            return Outcome::Errors;
        }
    };
    text.facts.commentator = import.by.clone().or(text.facts.commentator);
    let made = manuscript(text, &stem, import.changes);
    if made.report.words == 0 {
        let mut findings = Diagnostics::default();
        let message = format!("`{}` holds no text", import.file.display());
        findings.push(Diagnostic::new(Code::BadDocument, message).help("look whether its text is in pictures or boxes"));
        terminal.findings(&findings, &Sources::default(), "nothing was written");
        return Outcome::Errors;
    }
    if let Err(fault) = put(&folder, &made, &import.file) {
        return fault.ends(terminal);
    }
    told(&folder, &made.report, terminal);
    Outcome::Done
}

/// A file that lies in the folder of another, or below it.
fn beside(file: &Path, name: &str) -> Option<Vec<u8>> {
    let folder = std::fs::canonicalize(super::place::folder_of(file)).ok()?;
    let path = std::fs::canonicalize(folder.join(name)).ok()?;
    if !path.starts_with(&folder) {
        return None;
    }
    Disk.read(&path, 64 << 20).ok()
}

fn put(folder: &Path, made: &OfficeManuscript, document: &Path) -> Result<(), Unwritten> {
    let given = BookFiles::text(document);
    stay_apart(folder, made.files.iter().map(|(name, _)| name))?;
    for (name, bytes) in &made.files {
        let path = folder.join(name);
        let parent = super::place::folder_of(&path);
        std::fs::create_dir_all(parent).map_err(|fault| Unwritten::Machine(parent.to_owned(), fault))?;
        write::whole(&path, bytes, &given)?;
    }
    Ok(())
}

/// Says what was made, and what has no counterpart.
fn told(folder: &Path, report: &OfficeReport, terminal: &Terminal) {
    let shown = folder.display().to_string();
    let parts =
        [count(report.words, "word"), count(report.notes, "note"), count(report.pictures, "picture"), count(report.remarks, "comment")];
    let losses: Vec<_> =
        report.losses.iter().map(|(what, loss)| json!({ "what": what, "times": loss.times, "behind": loss.behind })).collect();
    let facts = json!({
        "written": shown,
        "words": report.words,
        "notes": report.notes,
        "pictures": report.pictures,
        "comments": report.remarks,
        "resolved": report.resolved,
        "without-place": report.unplaced,
        "words-deleted": report.gone,
        "shortened": report.cut,
        "losses": losses,
    });
    for told in report.losses.told() {
        terminal.close(&format!("not taken over as it is: {told}"), &json!({}));
    }
    if report.resolved > 0 {
        terminal.close(&format!("{} marked as resolved: kept as drafts", count(report.resolved, "comment")), &json!({}));
    }
    if report.gone > 0 {
        terminal.close(&format!("{} on words that were deleted: drafts on the words before", count(report.gone, "comment")), &json!({}));
    }
    if report.unplaced > 0 {
        terminal.close(&format!("{} without a place: drafts at the end of the commentary", count(report.unplaced, "comment")), &json!({}));
    }
    if report.cut > 0 {
        terminal.close(
            &format!(
                "{} on more than a note can quote, or on both sides of a heading: on the first words of it now",
                count(report.cut, "comment")
            ),
            &json!({}),
        );
    }
    terminal.close(&format!("{shown}: {}; build it with `bindery build {}`", parts.join(", "), shell_word(&shown)), &facts);
}
