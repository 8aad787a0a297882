//! `check --fix-anchors`: notes that have lost their places, mended in the commentary's files: quotations of words that were changed,
//! headings of sections that were renamed, notes whose passage was moved to another section.
//!
//! What is changed is tried first: the book is read with the changed files laid over those that are there. Only if each note then stands
//! where it stood, or where it was meant to, is anything shown and written.

mod changes;
mod follow;
mod lines;
mod mend;
#[cfg(test)]
mod tests;

use super::place::BookFiles;
use super::progress::Progress;
use super::report::{ReportForm, Terminal, count};
use super::{book, write};
use crate::book::{NotePlace, NoteRepair};
use crate::build::{self, Options, Reading, Stage};
use crate::diagnostics::Severity;
use crate::source::{Disk, Files};
pub(super) use changes::MendFault;
use changes::{MendPlan, MendedFile, StandingNotes, changed};
pub(super) use follow::{NoteComments, NotesBefore, comments, follow};
pub(super) use mend::Mend;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

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

/// Whether every place of the one is among those of the other. Both are sorted.
fn all_among(some: &BTreeMap<String, Vec<NotePlace>>, all: &BTreeMap<String, Vec<NotePlace>>) -> bool {
    some.iter().all(|(body, places)| {
        let mut left = all.get(body).map_or(&[][..], Vec::as_slice).iter();
        places.iter().all(|place| left.any(|other| other == place))
    })
}

/// Whether, with the changed files, each note stands where it stood or was meant to; all of them, or at least more than before.
fn proved(before: &Reading, plan: &MendPlan, all: bool, files: &Arc<dyn Files>, options: &Options) -> bool {
    let Some(after) = plan.survey(files, options) else { return false };
    let (was, is) = (StandingNotes::of(before), StandingNotes::of(&after));
    let kept = all_among(&was.stand, &is.stand) && all_among(&is.stand, &was.meant);
    let mended = if all { is.stand == was.meant } else { is.count() > was.count() };
    let renamed = plan.made.iter().any(|repair| matches!(repair, NoteRepair::Scope(..)));
    let errors = |reading: &Reading| reading.findings.iter().filter(|finding| finding.severity > Severity::Info).count();
    kept && (mended || renamed && is.stand == was.stand) && errors(&after) <= errors(before)
}
