//! Which changes are made: those with which the book, read again, says what the document says.

use super::changes::{ReviewChange, ReviewChanges};
use super::comments::{DraftMark, SettledComments, draft_mark};
use super::desk::ReviewDesk;
use super::edits::{SourceChange, SourceEdit, WORDS};
use super::expected::{actual, expected};
use super::lines::{MergedFile, changed};
use super::merged::{MergedReview, UnmergedChange};
use super::numbers::ListNumbers;
use super::reworded::RewordedComment;
use super::unmade::UnmadeChange;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::office::docx_write::{is_titled, sent};
use crate::office::halving::{Trial, halved};
use crate::read::{ReadingManner, read};
use crate::source::{Folder, Overlay, SourceId, Sources, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Makes the changes that can be made.
pub(super) fn settled(desk: &ReviewDesk<'_>, config: &Config, found: ReviewChanges) -> MergedReview {
    let mut merged = MergedReview::default();
    for left in found.left {
        let place = left.sent.map(|sent| desk.span(sent));
        merged.left.push(UnmergedChange { place, what: left.what });
    }
    let mut work = SettleWork { desk, config, candidates: Vec::new() };
    for change in found.changes {
        match desk.edits(&change) {
            Ok(edits) => work.candidates.push(MergeCandidate { change, edits }),
            Err(why) => merged.left.extend(unmerged(desk, &change, why)),
        }
    }
    let found = halved(work.candidates.len(), |some| work.trial(some));
    for at in &found.refused {
        merged.left.extend(unmerged(desk, &work.candidates[*at].change, UnmadeChange::Otherwise));
    }
    merged.left.sort_by_key(|left| left.place);
    merged.files = work.files(&found.accepted).unwrap_or_default();
    if let Some(files) = work.renumbered(&found.accepted) {
        merged.files = files;
    }
    // Changes that undo one another are none.
    merged.files.retain(|file| !file.hunks.is_empty());
    merged.made = if merged.files.is_empty() { 0 } else { found.accepted.len() };
    merged
}

/// The settings of a book with changed files laid over those that are there.
pub(super) fn with_files(config: &Config, files: &[MergedFile]) -> Config {
    let mut overlay = Overlay::new(Arc::clone(config.folder.files()));
    for file in files {
        overlay.put(config.folder.join(&file.name), file.bytes.clone());
    }
    Config { folder: Folder::new(Arc::new(overlay), config.folder.path().to_owned()), ..config.clone() }
}

/// What is told of a change that can't be made; another form says itself what to write.
fn unmerged(desk: &ReviewDesk<'_>, change: &ReviewChange, why: UnmadeChange) -> Vec<UnmergedChange> {
    let place = |sent: usize| desk.sent.get(sent).map(|_| desk.span(sent));
    if let ReviewChange::Form { told, .. } = change {
        return told.iter().map(|left| UnmergedChange { place: left.sent.and_then(place), what: left.what.clone() }).collect();
    }
    vec![UnmergedChange { place: place(change.sent()), what: format!("{}: {}", change.what(&desk.sent, &desk.units), why.why()) }]
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
}

impl SettleWork<'_, '_> {
    /// The files with some changes, in which ordered lists are numbered on; none if no number changes, or the book would say other things.
    fn renumbered(&self, some: &[usize]) -> Option<Vec<MergedFile>> {
        let numbers = self.numbers(some, false);
        if numbers.edits.is_empty() && numbers.inserted.is_empty() {
            return None;
        }
        let files = self.files_with(some, &numbers)?;
        (self.reads_as_meant(some, &files) == Trial::Holds).then_some(files)
    }

    /// Whether the book with some changes says what it must.
    fn trial(&self, some: &[usize]) -> Trial {
        self.files(some).map_or(Trial::FailsAtOnce, |files| self.reads_as_meant(some, &files))
    }

    fn reads_as_meant(&self, some: &[usize], files: &[MergedFile]) -> Trial {
        let config = with_files(self.config, files);
        let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
        let manner = ReadingManner { draft: true, ..ReadingManner::default() };
        let Some(book) = read(&config, manner, &mut sources, &mut findings) else { return Trial::Fails };
        let changes: Vec<&ReviewChange> = some.iter().map(|at| &self.candidates[*at].change).collect();
        let is_as_meant = expected(&self.desk.sent, &self.desk.units, &changes, u8::from(is_titled(self.desk.book)))
            .is_said_by(&actual(&sent(&book, &sources)));
        if is_as_meant { Trial::Holds } else { Trial::Fails }
    }

    /// What a change does to the sources, where an item that comes may have another number.
    fn edits(&self, at: usize, numbers: &ListNumbers) -> SourceChange {
        let MergeCandidate { change, edits } = &self.candidates[at];
        let Some(number) = numbers.inserted.get(&at).copied() else { return edits.clone() };
        match (change, edits) {
            (ReviewChange::Insert { after, unit }, _) => {
                let numbered = self.desk.insert(*after, *unit, Some(number)).ok();
                numbered.map_or_else(|| edits.clone(), |edit| SourceChange::Edits(vec![edit]))
            }
            (ReviewChange::Move { sent, .. }, SourceChange::Move { lines, cut, to, .. }) => {
                let number = self.desk.moved_number(sent.start, number);
                SourceChange::Move { lines: *lines, cut: cut.clone(), to: to.clone(), number }
            }
            _ => edits.clone(),
        }
    }

    /// The files with some changes; none if two of them are in each other's way, or a file is not as it was read.
    fn files(&self, some: &[usize]) -> Option<Vec<MergedFile>> {
        self.files_with(some, &self.numbers(some, true))
    }

    /// The numbers of the lists that some changes touch; of those alone that need them if they `must`.
    fn numbers(&self, some: &[usize], must: bool) -> ListNumbers {
        let mut order = some.to_vec();
        order.sort_unstable();
        let changes: Vec<(usize, &ReviewChange)> = order.iter().map(|at| (*at, &self.candidates[*at].change)).collect();
        self.desk.numbers(&changes, must)
    }

    /// As [`Self::files`], with other numbers in lists.
    fn files_with(&self, some: &[usize], numbers: &ListNumbers) -> Option<Vec<MergedFile>> {
        let mut by_source: BTreeMap<SourceId, Vec<SourceEdit>> = BTreeMap::new();
        let mut order: Vec<usize> = some.to_vec();
        order.sort_unstable();
        let made: Vec<SourceChange> = order.iter().map(|at| self.edits(*at, numbers)).collect();
        let changes: Vec<&SourceChange> = made.iter().collect();
        let edits: Vec<&SourceEdit> = changes
            .iter()
            .filter_map(|change| if let SourceChange::Edits(edits) = change { Some(edits) } else { None })
            .flatten()
            .collect();
        let is_inside = |edit: &&SourceEdit, lines: &Span| {
            edit.source == lines.source && lines.start as usize <= edit.range.start && edit.range.end <= lines.end as usize
        };
        let mut inside: Vec<&SourceEdit> = Vec::new();
        for change in &changes {
            if let SourceChange::Move { lines, .. } = change {
                inside.extend(edits.iter().copied().filter(|edit| is_inside(edit, lines)));
            }
        }
        // In the order of the changes, for what comes to one place stands there in this order.
        for change in &changes {
            match change {
                SourceChange::Edits(edits) => {
                    let own = edits.iter().filter(|edit| !inside.iter().any(|other| std::ptr::eq(*other, *edit)));
                    own.for_each(|edit| by_source.entry(edit.source).or_default().push(edit.clone()));
                }
                SourceChange::Move { lines, cut, to, number } => {
                    let start = lines.start as usize;
                    let own = inside.iter().copied().filter(|edit| is_inside(edit, lines)).chain(number);
                    let within =
                        own.map(|edit| SourceEdit { range: edit.range.start - start..edit.range.end - start, ..edit.clone() }).collect();
                    let words = edited(self.desk.text(lines.source).get(lines.range())?, within)?;
                    by_source.entry(cut.source).or_default().push(cut.clone());
                    by_source.entry(to.source).or_default().push(SourceEdit { new: to.new.replace(WORDS, &words), ..to.clone() });
                }
            }
        }
        numbers.edits.iter().for_each(|edit| by_source.entry(edit.source).or_default().push(edit.clone()));
        let mut files = Vec::new();
        for (source, edits) in by_source {
            let before = self.desk.text(source);
            let after = edited(before, edits)?;
            // A text from which all was moved would be none of the book any more.
            let is_left = |change: &&SourceChange| matches!(change, SourceChange::Move { cut, .. } if cut.source == source);
            if after.trim().is_empty() && changes.iter().any(is_left) {
                return None;
            }
            let name = self.desk.sources.get(source).name();
            let raw = self.config.folder.read_named(name).ok()?;
            files.push(changed(name, &raw, before, &after)?);
        }
        files.sort_by(|one, other| one.name.cmp(&other.name));
        Some(files)
    }
}

/// A text with edits made; none if two of them are in each other's way.
fn edited(text: &str, mut edits: Vec<SourceEdit>) -> Option<String> {
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

/// Makes drafts of notes that were settled and gives others their new words, in files that no change of the text is in.
pub(super) fn resolve(
    desk: &ReviewDesk<'_>,
    config: &Config,
    settled: &SettledComments,
    reworded: &[RewordedComment],
    merged: &mut MergedReview,
) {
    let mut by_source: BTreeMap<SourceId, Vec<SourceEdit>> = BTreeMap::new();
    let mut left = |place: Span, what: &str| merged.left.push(UnmergedChange { place: Some(place), what: what.to_owned() });
    for heading in &settled.resolved {
        match draft_mark(desk.sources, *heading) {
            Some(DraftMark { place, mark }) => {
                by_source.entry(place.source).or_default().push(SourceEdit {
                    source: place.source,
                    range: place.range(),
                    new: mark.to_owned(),
                });
            }
            None => left(*heading, "the comment was marked as resolved: write `draft` into the braces of its heading"),
        }
    }
    for heading in &settled.opened {
        left(
            *heading,
            "the comment is no longer marked as resolved: take `draft` out of the braces of its heading if it is to be in the book",
        );
    }
    let drafts: BTreeMap<SourceId, usize> = by_source.iter().map(|(source, edits)| (*source, edits.len())).collect();
    let mut notes: BTreeMap<SourceId, usize> = BTreeMap::new();
    for one in reworded {
        match &one.edits {
            Some(edits) if edits.iter().all(|edit| edit.source == desk.sources.origin(one.heading).source) => {
                *notes.entry(desk.sources.origin(one.heading).source).or_default() += 1;
                edits.iter().for_each(|edit| by_source.entry(edit.source).or_default().push(edit.clone()));
            }
            _ => left(one.heading, &format!("the words of this comment were changed there: it says “{}”", one.says)),
        }
    }
    for (source, edits) in by_source {
        let (name, before) = (desk.sources.get(source).name(), desk.text(source));
        let of = |counts: &BTreeMap<SourceId, usize>| counts.get(&source).copied().unwrap_or_default();
        let (resolved, reworded) = (of(&drafts), of(&notes));
        let file = edited(before, edits).and_then(|after| changed(name, &config.folder.read_named(name).ok()?, before, &after));
        match file.filter(|_| merged.files.iter().all(|other| other.name != name)) {
            Some(file) => {
                merged.resolved += resolved;
                merged.reworded += reworded;
                merged.files.push(file);
            }
            None => merged.left.push(UnmergedChange {
                place: None,
                what: format!(
                    "{} of its comments were marked as resolved or say other words, but {name} can't be changed with certainty",
                    resolved + reworded
                ),
            }),
        }
    }
}
