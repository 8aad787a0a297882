//! Tracked changes. What was deleted stands at the head of the file and is read again at its place in the text.

use super::open::OdtGathered;
use crate::office::text::OfficeChange;
use crate::office::xml::OfficeEvent;
use std::collections::BTreeMap;
use std::vec::IntoIter;

/// The changes of a document while it is read.
#[derive(Debug, Default)]
pub(super) struct OdtChanges {
    regions: BTreeMap<String, OdtRegion>,
    /// The region that is described now.
    described: Option<String>,
    /// Whether a deletion is described now.
    is_deletion: bool,
    /// Elements of what was deleted that are open.
    kept_open: usize,
    /// Elements of what is said of the change that are open.
    told_open: usize,
    /// Changes that the text is in: insertions, and deletions whose text stands in its place.
    around: Vec<OdtOpenChange>,
    /// Deletions that are read again, the innermost last.
    replays: Vec<OdtReplay>,
}

/// A change, and what was deleted with it.
#[derive(Debug, Default)]
struct OdtRegion {
    /// None if only the look was changed.
    change: Option<OfficeChange>,
    deleted: Vec<OfficeEvent>,
}

/// A change that the text is in.
#[derive(Debug)]
struct OdtOpenChange {
    id: String,
    change: OfficeChange,
}

/// What was deleted, read again.
#[derive(Debug)]
struct OdtReplay {
    change: OfficeChange,
    events: IntoIter<OfficeEvent>,
    /// The depth of places where it began.
    depth: usize,
    /// Whether the deletion stands within a paragraph.
    is_inline: bool,
    paragraphs: usize,
}

impl OdtChanges {
    /// Keeps an event of what was deleted; gives back one that is to be read now.
    pub(super) fn record(&mut self, event: OfficeEvent) -> Option<OfficeEvent> {
        if !self.is_deletion {
            return Some(event);
        }
        let keeps = match &event {
            OfficeEvent::Start(element) if self.kept_open == 0 && (self.told_open > 0 || element.name == "office:change-info") => {
                self.told_open += 1;
                false
            }
            OfficeEvent::Start(_) => {
                self.kept_open += 1;
                true
            }
            OfficeEvent::End(_) if self.kept_open > 0 => {
                self.kept_open -= 1;
                true
            }
            OfficeEvent::End(_) => {
                self.told_open = self.told_open.saturating_sub(1);
                false
            }
            OfficeEvent::Words(_) => self.kept_open > 0,
        };
        if !keeps {
            return Some(event);
        }
        if let Some(region) = self.described.as_ref().and_then(|id| self.regions.get_mut(id)) {
            region.deleted.push(event);
        }
        None
    }

    /// The next event of what was deleted, while it is read again.
    pub(super) fn next_deleted(&mut self) -> Option<OfficeEvent> {
        while let Some(replay) = self.replays.last_mut() {
            match replay.events.next() {
                None => drop(self.replays.pop()),
                event => return event,
            }
        }
        None
    }

    /// Takes what is said of the change that is described; whether one is.
    pub(super) fn told(&mut self, what: OdtGathered, value: Option<&str>) -> bool {
        let Some(region) = self.described.as_ref().and_then(|id| self.regions.get_mut(id)) else { return false };
        if let Some(change) = &mut region.change {
            match what {
                OdtGathered::Author => change.author = value.map(str::to_owned),
                OdtGathered::Date => change.date = value.map(str::to_owned),
                _ => {}
            }
        }
        true
    }

    /// Ends the description of a change.
    pub(super) fn end_deletion(&mut self) {
        self.is_deletion = false;
        self.described = None;
    }

    /// The change that text is part of here.
    pub(super) fn present(&self) -> Option<&OfficeChange> {
        let deleted = self.replays.last().map(|replay| &replay.change);
        let gone = || self.around.iter().rev().find(|open| !open.change.is_insertion);
        deleted.or_else(|| gone().or(self.around.last()).map(|open| &open.change))
    }

    /// Whether a paragraph that begins is one of deleted text within another: then whether it goes on that.
    pub(super) fn joins(&mut self, depth: usize) -> Option<bool> {
        let replay = self.replays.last_mut().filter(|replay| replay.is_inline && replay.depth == depth)?;
        replay.paragraphs += 1;
        Some(replay.paragraphs == 1)
    }

    /// Whether deleted text within a paragraph is read.
    pub(super) fn is_joining(&self, depth: usize) -> bool {
        self.replays.last().is_some_and(|replay| replay.is_inline && replay.depth == depth)
    }

    /// Says what the change is that is described; none of its look alone.
    pub(super) fn describe(&mut self, is_insertion: Option<bool>) {
        self.is_deletion = is_insertion == Some(false);
        (self.kept_open, self.told_open) = (0, 0);
        if let Some(region) = self.described.as_ref().and_then(|id| self.regions.get_mut(id)) {
            region.change = is_insertion.map(|is_insertion| OfficeChange { is_insertion, author: None, date: None });
        }
    }

    /// Begins to describe a change by its id.
    pub(super) fn begin(&mut self, id: &str) {
        self.regions.insert(id.to_owned(), OdtRegion::default());
        self.described = Some(id.to_owned());
    }

    /// Begins a change of the text that stands here.
    pub(super) fn enter(&mut self, id: &str) {
        let change = self.regions.get(id).and_then(|region| region.change.clone());
        self.around.extend(change.map(|change| OdtOpenChange { id: id.to_owned(), change }));
    }

    /// Ends a change of the text that stood here.
    pub(super) fn leave(&mut self, id: &str) {
        self.around.retain(|open| open.id != id);
    }

    /// Whether a change is described now, so that no paragraph is one of the text.
    pub(super) fn is_describing(&self) -> bool {
        self.described.is_some()
    }

    /// Begins to read again what was deleted, at its place in the text.
    pub(super) fn replay(&mut self, id: &str, depth: usize, is_inline: bool) {
        let region = self.regions.get_mut(id);
        if let Some((change, deleted)) = region.and_then(|region| Some((region.change.clone()?, std::mem::take(&mut region.deleted)))) {
            self.replays.push(OdtReplay { change, events: deleted.into_iter(), depth, is_inline, paragraphs: 0 });
        }
    }
}
