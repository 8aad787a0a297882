//! The files of a commentary with repairs, and where the notes of a book stand.

use super::super::Outcome;
use super::super::place::Unwritten;
use super::super::report::Terminal;
use super::lines::{ChangedFile, FileEdits};
use crate::book::{NotePlace, NoteRepair, WrittenNote};
use crate::build::{self, Options, Reading};
use crate::config::Config;
use crate::source::{Files, Overlay};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// What is to become of the files of a commentary.
#[derive(Debug, Default)]
pub(super) struct MendPlan {
    /// The files that change.
    pub(super) files: Vec<MendedFile>,
    /// The files that can't be changed with certainty.
    pub(super) left: Vec<String>,
    /// The repairs.
    pub(super) made: Vec<NoteRepair>,
}

/// A file of a commentary that is to change.
#[derive(Debug)]
pub(super) struct MendedFile {
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) file: ChangedFile,
}

/// Why quotations could not be mended.
#[derive(Debug)]
pub(in crate::cli) enum MendFault {
    /// A file of the commentary can't be read.
    Unread {
        /// The name of the file.
        name: String,
        /// What the machine says.
        fault: io::Error,
    },
    /// A file of the commentary can't be written.
    Unwritten(Unwritten),
}

impl MendFault {
    /// Tells it: the end of a run.
    pub(in crate::cli) fn ends(&self, terminal: &Terminal) -> Outcome {
        match self {
            Self::Unread { name, fault } => {
                terminal.machine(&format!("`{name}` can't be read: {fault}"));
                Outcome::Machine
            }
            Self::Unwritten(fault) => fault.ends(terminal),
        }
    }
}

impl MendPlan {
    /// The book with the changed files laid over those that are there; none if nothing is changed.
    pub(super) fn survey(&self, files: &Arc<dyn Files>, options: &Options) -> Option<Reading> {
        if self.files.is_empty() {
            return None;
        }
        let mut overlay = Overlay::new(Arc::clone(files));
        for file in &self.files {
            overlay.put(&file.path, file.file.bytes.clone());
        }
        let overlay: Arc<dyn Files> = Arc::new(overlay);
        Some(build::survey(&overlay, options, &|_| ()))
    }
}

/// The files with these repairs.
pub(super) fn changed(before: &Reading, config: &Config, repairs: &[NoteRepair]) -> Result<MendPlan, MendFault> {
    let mut edits: BTreeMap<String, (FileEdits, Vec<NoteRepair>)> = BTreeMap::new();
    for repair in repairs {
        let span = match repair {
            NoteRepair::Quotation(span, _) | NoteRepair::Scope(span, _) => *span,
            NoteRepair::Move(moved) => moved.whole,
        };
        let source = before.sources.get(span.source);
        let (edits, made) = edits.entry(source.name().to_owned()).or_insert_with(|| (FileEdits::new(source.text()), Vec::new()));
        if edits.add(&before.sources, repair) {
            made.push(repair.clone());
        }
    }
    let mut plan = MendPlan::default();
    for (name, (edits, made)) in edits {
        let Ok((_, path)) = config.folder.inside(&name) else { continue };
        let bytes = config.folder.read(&path).map_err(|fault| MendFault::Unread { name: name.clone(), fault })?;
        match edits.applied(&name, &bytes) {
            Some(file) => {
                plan.made.extend(made);
                plan.files.push(MendedFile { name, path, file });
            }
            None => plan.left.push(name),
        }
    }
    Ok(plan)
}

/// The places of the notes, by what they say: those that have one, and those that are to have one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct StandingNotes {
    pub(super) stand: BTreeMap<String, Vec<NotePlace>>,
    pub(super) meant: BTreeMap<String, Vec<NotePlace>>,
}

impl StandingNotes {
    pub(super) fn of(reading: &Reading) -> Self {
        let mut notes = Self::default();
        let Some((_, book)) = reading.book() else { return notes };
        for written in &book.written {
            let body = Self::body(reading, written);
            if let Some(place) = written.place {
                notes.stand.entry(body.clone()).or_default().push(place);
            }
            if let Some(place) = written.place.or(written.meant) {
                notes.meant.entry(body).or_default().push(place);
            }
        }
        notes.stand.values_mut().chain(notes.meant.values_mut()).for_each(|places| places.sort_unstable());
        notes
    }

    /// What a note says.
    pub(super) fn body(reading: &Reading, note: &WrittenNote) -> String {
        let body = crate::source::Span { start: note.span.end, ..note.whole };
        reading.sources.slice(body).trim().to_owned()
    }

    pub(super) fn count(&self) -> usize {
        self.stand.values().map(Vec::len).sum()
    }
}
