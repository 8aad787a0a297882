//! Which changes are made: those with which the book, read again, says what the document says.

use super::changes::{ReviewChange, ReviewChanges};
use super::desk::ReviewDesk;
use super::edits::{SourceChange, SourceEdit};
use super::expected::{actual, expected};
use super::lines::{ChangedFile, changed};
use super::{MergedReview, UnmergedChange};
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::office::docx_write::sent;
use crate::read::{ReadingManner, read};
use crate::source::{Folder, Overlay, SourceId, Sources};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How often the book is read again to find changes that must be left out.
const MOST_READINGS: usize = 160;

/// Makes the changes that can be made.
pub(super) fn settled(desk: &ReviewDesk<'_>, config: &Config, found: ReviewChanges) -> MergedReview {
    let mut merged = MergedReview::default();
    for left in found.left {
        let place = left.sent.map(|sent| desk.span(sent));
        merged.left.push(UnmergedChange { place, what: left.what });
    }
    let mut work = SettleWork { desk, config, candidates: Vec::new(), accepted: Vec::new(), refused: Vec::new(), readings: 0 };
    for change in found.changes {
        match desk.edits(&change) {
            Ok(edits) => work.candidates.push(MergeCandidate { change, edits }),
            Err(why) => merged.left.push(unmerged(desk, &change, why)),
        }
    }
    let all: Vec<usize> = (0..work.candidates.len()).collect();
    work.add(&all);
    for at in &work.refused {
        merged.left.push(unmerged(desk, &work.candidates[*at].change, "the Markdown would not say the same"));
    }
    merged.left.sort_by_key(|left| left.place);
    merged.made = work.accepted.len();
    merged.files = work.files(&work.accepted).unwrap_or_default();
    merged
}

fn unmerged(desk: &ReviewDesk<'_>, change: &ReviewChange, why: &str) -> UnmergedChange {
    let place = desk.sent.get(change.sent()).map(|_| desk.span(change.sent()));
    UnmergedChange { place, what: format!("{}: {why}", change.what(&desk.sent, &desk.units)) }
}

/// A change and what it does to the sources.
struct MergeCandidate {
    change: ReviewChange,
    edits: SourceChange,
}

struct SettleWork<'d, 'b> {
    desk: &'d ReviewDesk<'b>,
    config: &'d Config,
    candidates: Vec<MergeCandidate>,
    accepted: Vec<usize>,
    refused: Vec<usize>,
    readings: usize,
}

impl SettleWork<'_, '_> {
    /// Accepts as many of some changes as can be.
    fn add(&mut self, some: &[usize]) {
        if some.is_empty() {
            return;
        }
        let mut with = self.accepted.clone();
        with.extend_from_slice(some);
        if self.readings < MOST_READINGS && self.is_as_meant(&with) {
            self.accepted = with;
        } else if let [only] = some {
            self.refused.push(*only);
        } else {
            let (first, second) = some.split_at(some.len() / 2);
            self.add(first);
            self.add(second);
        }
    }

    /// Whether the book with some changes says what it must.
    fn is_as_meant(&mut self, some: &[usize]) -> bool {
        let Some(files) = self.files(some) else { return false };
        self.readings += 1;
        let mut config = self.config.clone();
        let mut overlay = Overlay::new(Arc::clone(config.folder.files()));
        for file in files {
            overlay.put(config.folder.join(&file.name), file.bytes);
        }
        config.folder = Folder::new(Arc::new(overlay), config.folder.path().to_owned());
        let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
        let manner = ReadingManner { draft: true, ..ReadingManner::default() };
        let Some(book) = read(&config, manner, &mut sources, &mut findings) else { return false };
        let changes: Vec<&ReviewChange> = some.iter().map(|at| &self.candidates[*at].change).collect();
        actual(&sent(&book, &sources)) == expected(&self.desk.sent, &self.desk.units, &changes)
    }

    /// The files with some changes; none if two of them are in each other's way, or a file is not as it was read.
    fn files(&self, some: &[usize]) -> Option<Vec<ChangedFile>> {
        let mut by_source: BTreeMap<SourceId, Vec<SourceEdit>> = BTreeMap::new();
        let mut order: Vec<usize> = some.to_vec();
        order.sort_unstable();
        let changes: Vec<&SourceChange> = order.iter().map(|at| &self.candidates[*at].edits).collect();
        let edits: Vec<&SourceEdit> = changes.iter().filter_map(|change| if let SourceChange::Edits(edits) = change { Some(edits) } else { None }).flatten().collect();
        let mut inside: Vec<&SourceEdit> = Vec::new();
        for change in &changes {
            let SourceChange::Move { lines, cut, to } = change else { continue };
            let own: Vec<&SourceEdit> = edits.iter().copied().filter(|edit| edit.source == lines.source && lines.range().start <= edit.range.start && edit.range.end <= lines.range().end).collect();
            let within: Vec<SourceEdit> = own.iter().map(|edit| SourceEdit { range: edit.range.start - lines.range().start..edit.range.end - lines.range().start, ..(*edit).clone() }).collect();
            let slice = self.desk.text(lines.source).get(lines.range())?;
            let words = made(slice, within)?;
            inside.extend(own);
            by_source.entry(cut.source).or_default().push(cut.clone());
            by_source.entry(to.source).or_default().push(SourceEdit { new: to.new.replace('\u{0}', &words), ..to.clone() });
        }
        for edit in edits {
            if !inside.iter().any(|other| std::ptr::eq(*other, edit)) {
                by_source.entry(edit.source).or_default().push(edit.clone());
            }
        }
        let mut files = Vec::new();
        for (source, edits) in by_source {
            let before = self.desk.text(source);
            let after = made(before, edits)?;
            let name = self.desk.sources.get(source).name();
            let raw = self.config.folder.read_named(name).ok()?;
            files.push(changed(name, &raw, before, &after)?);
        }
        files.sort_by(|one, other| one.name.cmp(&other.name));
        Some(files)
    }
}

/// A text with edits made; none if two of them are in each other's way.
fn made(text: &str, mut edits: Vec<SourceEdit>) -> Option<String> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        out.push_str(text.get(at..edit.range.start)?);
        out.push_str(&edit.new);
        at = edit.range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}
