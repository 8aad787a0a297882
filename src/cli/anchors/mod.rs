//! `check --fix-anchors`: notes that have lost their places, mended in the commentary's files: quotations of words that were changed,
//! headings of sections that were renamed, notes whose passage was moved to another section.
//!
//! What is changed is tried first: the book is read with the changed files laid over those that are there. Only if each note then stands
//! where it stood, or where it was meant to, is anything shown and written.

mod follow;
mod lines;
#[cfg(test)]
mod tests;

use super::args::Mend;
use super::place::{BookFiles, Unwritten};
use super::progress::Progress;
use super::report::{ReportForm, Terminal, count};
use super::{Outcome, book, write};
use crate::book::{NotePlace, NoteRepair, WrittenNote};
use crate::build::{self, Options, Reading, Stage};
use crate::config::Config;
use crate::diagnostics::Severity;
use crate::source::{Disk, Files, Overlay};
pub(super) use follow::{NoteComments, comments, follow, lost};
use lines::{ChangedFile, FileEdits};
use serde_json::json;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to become of the files of a commentary.
#[derive(Debug, Default)]
struct MendPlan {
    /// The files that change.
    files: Vec<MendedFile>,
    /// The files that can't be changed with certainty.
    left: Vec<String>,
    /// The repairs.
    made: Vec<NoteRepair>,
}

/// A file of a commentary that is to change.
#[derive(Debug)]
struct MendedFile {
    name: String,
    path: PathBuf,
    file: ChangedFile,
}

/// Why quotations could not be mended.
#[derive(Debug)]
pub(super) enum MendFault {
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
    pub(super) fn ends(&self, terminal: &Terminal) -> Outcome {
        match self {
            Self::Unread { name, fault } => {
                terminal.machine(&format!("`{name}` can't be read: {fault}"));
                Outcome::Machine
            }
            Self::Unwritten(fault) => fault.ends(terminal),
        }
    }
}

/// Shows what can be mended in the commentary of the book at `path`, and mends it.
pub(super) fn mend(path: &Path, mend: Mend, terminal: &Terminal) -> Result<(), MendFault> {
    let progress = Progress::new(terminal);
    // Drafts are mended too.
    let options = Options { draft: true, ..book::options(path) };
    let plan = plan(&Disk::files(), &options, &|stage| progress.stage(stage.name()));
    progress.end();
    let plan = plan?;
    for name in &plan.left {
        let why = format!("{name}: left as it is, since its lines can't be changed with certainty (save it as UTF-8)");
        terminal.close(&why, &json!({ "file": name, "left": why }));
    }
    for MendedFile { name, path, file } in &plan.files {
        terminal.answer(&match terminal.form {
            ReportForm::Human => format!("--- {name}\n+++ {name}\n{}", file.diff),
            ReportForm::Json => file.objects.iter().map(|object| format!("{object}\n")).collect(),
        });
        if mend == Mend::Write {
            write::whole(path, &file.bytes, &BookFiles::default()).map_err(MendFault::Unwritten)?;
        }
    }
    let of = |is: fn(&NoteRepair) -> bool| plan.made.iter().filter(|repair| is(repair)).count();
    let quotations = of(|repair| matches!(repair, NoteRepair::Quotation(..)));
    let (scopes, moved) = (of(|repair| matches!(repair, NoteRepair::Scope(..))), of(|repair| matches!(repair, NoteRepair::Move(_))));
    let wrote = mend == Mend::Write;
    let verb = |done: &str| if wrote { done.to_owned() } else { format!("could be {done}") };
    let mut words = format!("{} {}", count(quotations, "quotation"), verb("rewritten"));
    if scopes > 0 {
        words += &format!(", {} {}", count(scopes, "heading of a section").replace("sections", "section"), verb("renamed"));
    }
    if moved > 0 {
        words += &format!(", {} {}", count(moved, "note"), verb("moved"));
    }
    terminal.close(&words, &json!({ "quotations": quotations, "headings": scopes, "moved": moved, "rewritten": wrote }));
    Ok(())
}

/// What can be mended. All repairs are tried together first; if a note then is where it should not be, they are tried one kind after the
/// other, and then each by itself.
fn plan(files: &Arc<dyn Files>, options: &Options, at: &(dyn Fn(Stage) + Sync)) -> Result<MendPlan, MendFault> {
    /// How many repairs of a kind are tried each by itself.
    const EACH: usize = 10;
    let before = build::survey(files, options, at);
    let Some((config, book)) = before.book() else { return Ok(MendPlan::default()) };
    let all = &book.repairs;
    if all.is_empty() {
        return Ok(MendPlan::default());
    }
    let whole = changed(&before, config, all)?;
    if proved(&before, &whole, true, files, options) {
        return Ok(whole);
    }
    let kind = |repair: &NoteRepair| match repair {
        NoteRepair::Scope(..) => 0,
        NoteRepair::Quotation(..) => 1,
        NoteRepair::Move(_) => 2,
    };
    let mut best = MendPlan { left: whole.left, ..MendPlan::default() };
    for wanted in 0..3 {
        let group: Vec<NoteRepair> = all.iter().filter(|repair| kind(repair) == wanted).cloned().collect();
        let each = group.iter().take(EACH).map(|repair| vec![repair.clone()]).collect::<Vec<_>>();
        let mut taken = false;
        for more in std::iter::once(group).chain(each) {
            if taken || more.is_empty() {
                break;
            }
            let together = more.len() > 1;
            let repairs: Vec<NoteRepair> = best.made.iter().cloned().chain(more).collect();
            let tried = changed(&before, config, &repairs)?;
            if proved(&before, &tried, false, files, options) {
                taken = together;
                best = tried;
            }
        }
    }
    Ok(best)
}

/// The files with these repairs.
fn changed(before: &Reading, config: &Config, repairs: &[NoteRepair]) -> Result<MendPlan, MendFault> {
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
struct StandingNotes {
    stand: BTreeMap<String, Vec<NotePlace>>,
    meant: BTreeMap<String, Vec<NotePlace>>,
}

impl StandingNotes {
    fn of(reading: &Reading) -> Self {
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
    fn body(reading: &Reading, note: &WrittenNote) -> String {
        let body = crate::source::Span { start: note.span.end, ..note.whole };
        reading.sources.slice(body).trim().to_owned()
    }

    fn count(&self) -> usize {
        self.stand.values().map(Vec::len).sum()
    }
}

/// Whether every place of the one is among those of the other. Both are sorted.
fn all_among(some: &BTreeMap<String, Vec<NotePlace>>, all: &BTreeMap<String, Vec<NotePlace>>) -> bool {
    some.iter().all(|(body, places)| {
        let mut left = all.get(body).map_or(&[][..], Vec::as_slice).iter();
        places.iter().all(|place| left.any(|other| other == place))
    })
}

/// Whether, with the changed files, each note stands where it stood or was meant to; all of them, or at least more than before.
fn proved(before: &Reading, plan: &MendPlan, all: bool, files: &Arc<dyn Files>, options: &Options) -> bool {
    if plan.files.is_empty() {
        return false;
    }
    let mut overlay = Overlay::new(Arc::clone(files));
    for file in &plan.files {
        overlay.put(&file.path, file.file.bytes.clone());
    }
    let overlay: Arc<dyn Files> = Arc::new(overlay);
    let after = build::survey(&overlay, options, &|_| ());
    let (was, is) = (StandingNotes::of(before), StandingNotes::of(&after));
    let kept = all_among(&was.stand, &is.stand) && all_among(&is.stand, &was.meant);
    let mended = if all { is.stand == was.meant } else { is.count() > was.count() };
    let renamed = plan.made.iter().any(|repair| matches!(repair, NoteRepair::Scope(..)));
    let errors = |reading: &Reading| reading.findings.iter().filter(|finding| finding.severity > Severity::Info).count();
    kept && (mended || renamed && is.stand == was.stand) && errors(&after) <= errors(before)
}
