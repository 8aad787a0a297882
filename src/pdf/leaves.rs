//! The marked contents of all pages by what they come from.

use super::homes::home;
use super::sheets::PressSheet;
use crate::layout::frame::Origin;
use std::ops::Range;

/// The marked contents by origin, in the order of the pages: one row, since a map with a list for each of a million origins would
/// weigh five times as much.
pub(super) struct Leaves {
    /// Origin, page and MCID, in this order.
    all: Vec<(Origin, u32, u32)>,
    /// Whether each marked content was taken.
    taken: Vec<bool>,
}

impl Leaves {
    pub(super) fn new(sheets: &[PressSheet]) -> Self {
        let count = sheets.iter().map(|sheet| sheet.leaves.len()).sum();
        let mut all = Vec::with_capacity(count);
        for (page, sheet) in (0..).zip(sheets) {
            all.extend((0..).zip(&sheet.leaves).map(|(mcid, leaf)| (home(leaf.origin), page, mcid)));
        }
        all.sort_unstable();
        Self { taken: vec![false; all.len()], all }
    }

    fn range(&self, origin: Origin) -> Range<usize> {
        let first = self.all.partition_point(|(other, ..)| *other < origin);
        let count = self.all[first..].iter().take_while(|(other, ..)| *other == origin).count();
        if self.taken.get(first) == Some(&true) { first..first } else { first..first + count }
    }

    /// Whether an origin has contents that were not taken.
    pub(super) fn has(&self, origin: Origin) -> bool {
        !self.range(origin).is_empty()
    }

    /// Takes the contents of an origin, by page and MCID.
    pub(super) fn take(&mut self, origin: Origin) -> Vec<(usize, usize)> {
        let range = self.range(origin);
        self.taken[range.clone()].fill(true);
        self.all[range].iter().map(|&(_, page, mcid)| (page as usize, mcid as usize)).collect()
    }

    /// The origins whose contents were not taken, in order.
    pub(super) fn left(&self) -> Vec<Origin> {
        let left = self.all.iter().zip(&self.taken).filter(|(_, taken)| !**taken).map(|((origin, ..), _)| *origin);
        let mut left: Vec<Origin> = left.collect();
        left.dedup();
        left
    }
}
