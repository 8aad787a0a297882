//! Changes of form that stand by themselves only once others are made: a link in paragraphs that were joined, the second half of a
//! paragraph that became a heading. The book as it is with the first changes is set beside the document once more.

use super::align::{ReviewAlignment, ReviewGroup, align};
use super::changes::{LeftChange, ReviewChange, ReviewChanges};
use super::desk::ReviewDesk;
use super::forms::{ReturnedParts, form_changes};
use super::lines::{MergedFile, changed};
use super::merged::{MergedReview, UnmergedChange};
use super::settle::{settled, with_files};
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::office::docx_write::BlockAnchor;
use crate::read::{ReadingManner, read};
use crate::source::Sources;
use std::collections::{BTreeMap, BTreeSet};

/// How often the document is set beside the book once more.
const MOST: usize = 3;

/// A merge whose first changes are made.
pub(super) struct FirstMerge<'f, 'b> {
    pub(super) desk: &'f ReviewDesk<'b>,
    pub(super) aligned: &'f ReviewAlignment,
    pub(super) config: &'f Config,
    pub(super) anchors: &'f [BlockAnchor],
    pub(super) back: ReturnedParts<'f>,
    pub(super) is_whole: bool,
    /// What was told of forms that could not be given, or may have been.
    pub(super) told: BTreeSet<String>,
    /// Paragraphs whose form is left to people.
    pub(super) worn: BTreeSet<usize>,
}

impl FirstMerge<'_, '_> {
    /// Makes the changes of form that can be made now, and tells those that still can't.
    pub(super) fn again(&self, merged: &mut MergedReview) {
        for _ in 0..MOST {
            if merged.files.is_empty() || !self.is_open(merged) || !self.once(merged) {
                return;
            }
        }
    }

    /// Whether something may be left to be done.
    fn is_open(&self, merged: &MergedReview) -> bool {
        self.aligned.groups.iter().any(|group| !is_one(group)) || merged.left.iter().any(|left| self.told.contains(&left.what))
    }

    fn once(&self, merged: &mut MergedReview) -> bool {
        let config = with_files(self.config, &merged.files);
        let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
        let manner = ReadingManner { draft: true, ..ReadingManner::default() };
        let Some(book) = read(&config, manner, &mut sources, &mut findings) else { return false };
        let mut desk = ReviewDesk::new(&book, &sources, self.desk.units.clone());
        desk.anew = Some(self.anew());
        let aligned = align(&desk.sent, &desk.units, self.anchors, false);
        let forms = form_changes(&desk, &aligned, self.back);
        let of_sent = aligned.groups.iter().flat_map(|group| group.sent.clone().map(move |at| (at, group)));
        let groups: BTreeMap<usize, &ReviewGroup> = of_sent.collect();
        let others = self.aligned.groups.iter().filter(|group| !is_one(group));
        let parted: BTreeSet<usize> = others.flat_map(|group| group.units.clone()).collect();
        let before = merged.left.iter().map(|left| left.what.clone());
        let left_before: BTreeSet<String> = before.filter(|what| self.told.contains(what)).collect();
        let is_wanted = |told: &LeftChange| {
            let group = told.sent.and_then(|sent| groups.get(&sent));
            let is_settled = group.is_some_and(|group| !aligned.frozen.contains_key(&group.units.start));
            is_settled && (left_before.contains(&told.what) || group.is_some_and(|group| parted.contains(&group.units.start)))
        };
        let changes: Vec<ReviewChange> = forms.changes.into_iter().filter(|change| change.told().iter().any(is_wanted)).collect();
        let asked: BTreeSet<String> = changes.iter().flat_map(ReviewChange::told).map(|told| told.what.clone()).collect();
        let told = changes.iter().flat_map(ReviewChange::told).cloned();
        let told: Vec<LeftChange> = told.chain(forms.left.into_iter().filter(is_wanted)).collect();
        let mut wanted = ReviewChanges::default();
        wanted.changes = changes;
        let more = settled(&desk, &config, wanted);
        let refused: BTreeSet<&String> = more.left.iter().map(|left| &left.what).collect();
        let is_made = |what: &String| asked.contains(what) && !refused.contains(what);
        let files = if more.files.is_empty() { None } else { self.together(&merged.files, &more.files) };
        let has_made = files.is_some();
        if let Some(files) = files {
            merged.files = files;
            merged.made += more.made;
            merged.left.retain(|left| !is_made(&left.what));
        }
        let known: BTreeSet<String> = merged.left.iter().map(|left| left.what.clone()).collect();
        for one in told.into_iter().filter(|one| !(known.contains(&one.what) || has_made && is_made(&one.what))) {
            let unit = one.sent.and_then(|sent| groups.get(&sent)).map(|group| group.units.start);
            let first = unit.and_then(|unit| self.aligned.groups.iter().find(|group| group.units.contains(&unit)));
            merged.left.push(UnmergedChange { place: first.map(|group| self.desk.span(group.sent.start)), what: one.what });
        }
        has_made
    }

    /// Paragraphs whose form the author has changed since they were sent, or may have: that is not to be undone.
    fn anew(&self) -> BTreeSet<usize> {
        let is_same = |sent: usize| self.desk.form_as_sent(sent).is_some_and(|form| form.print == self.desk.sent[sent].form_print());
        let is_as_sent = |group: &ReviewGroup| self.is_whole || group.sent.clone().all(is_same);
        let is_left = |group: &ReviewGroup| {
            self.aligned.frozen.contains_key(&group.units.start) || group.sent.clone().any(|sent| self.worn.contains(&sent))
        };
        let is_known = |group: &&ReviewGroup| !is_left(group) && is_as_sent(group);
        let known: BTreeSet<usize> = self.aligned.groups.iter().filter(is_known).flat_map(|group| group.units.clone()).collect();
        (0..self.desk.units.len()).filter(|unit| !known.contains(unit)).collect()
    }

    /// Files as they are with some changes made upon others; none if that is not certain.
    fn together(&self, first: &[MergedFile], second: &[MergedFile]) -> Option<Vec<MergedFile>> {
        let mut files: BTreeMap<&str, MergedFile> = first.iter().map(|file| (file.name.as_str(), file.clone())).collect();
        for file in second {
            let before = self.desk.sources.names().zip(self.desk.sources.texts()).find(|(name, _)| *name == file.name)?.1;
            let raw = self.config.folder.read_named(&file.name).ok()?;
            files.insert(&file.name, changed(&file.name, &raw, before, &file.after)?);
        }
        Some(files.into_values().filter(|file| !file.hunks.is_empty()).collect())
    }
}

fn is_one(group: &ReviewGroup) -> bool {
    group.sent.len() == 1 && group.units.len() == 1
}
