//! Paragraphs of a document that came back which are items now, or none any more, and items at another depth or with another mark, gathered
//! into the lists that they are to be.

use super::changes::{LeftChange, ReviewChange};
use super::form_change::FormChange;
use super::form_edits::numerals;
use super::forms::FormChanges;
use super::list_shape::{ListShape, ShapedMark, ShapedNumber, ShapedPart};
use crate::office::text::{OfficeMark, OfficeParagraph};
use std::collections::BTreeSet;
use std::ops::Range;

impl FormChanges<'_, '_> {
    /// Keeps what is told of a paragraph until all its neighbours are known.
    pub(super) fn listed(&mut self, told: LeftChange) {
        match told.sent.and_then(|sent| self.seen.get_mut(&sent)) {
            Some(seen) => seen.told = Some(told),
            None => self.found.left.push(told),
        }
    }

    /// Whether paragraphs of a list are to be other items of lists.
    pub(super) fn is_listed(&self, sent: &Range<usize>) -> bool {
        self.seen.range(sent.clone()).any(|(_, seen)| seen.told.is_some())
    }

    /// Makes changes of paragraphs that became items, or are none any more, with the lists beside them.
    pub(super) fn lists(&mut self) {
        let changed: BTreeSet<usize> = self.seen.iter().filter(|(_, seen)| seen.told.is_some()).map(|(at, _)| *at).collect();
        let mut done = 0;
        for first in &changed {
            if *first < done {
                continue;
            }
            let is_matter = |at: &usize| changed.contains(at) || self.desk.is_in_list(*at);
            let start = (done..*first).rev().take_while(is_matter).last().unwrap_or(*first);
            let end = (first + 1..).take_while(is_matter).last().unwrap_or(*first) + 1;
            done = end;
            let told: Vec<LeftChange> = changed.range(start..end).filter_map(|at| self.seen.get_mut(at)?.told.take()).collect();
            let told_of: BTreeSet<usize> = changed.range(start..end).copied().collect();
            match self.shape(start..end, &told_of).filter(|shape| self.desk.is_other_shape(shape)) {
                Some(shape) => self.found.changes.push(ReviewChange::Form { change: FormChange::Lists(shape), told }),
                None => self.found.left.extend(told),
            }
        }
    }

    /// The lists that paragraphs are to be, if they came back one by one in their order and nothing new stands among them.
    fn shape(&self, sent: Range<usize>, changed: &BTreeSet<usize>) -> Option<ListShape> {
        let mut wanted = Vec::with_capacity(sent.len());
        let first = self.seen.get(&sent.start)?.unit;
        for (at, unit) in sent.clone().zip(first..) {
            let seen = self.seen.get(&at).filter(|seen| seen.unit == unit && !seen.is_moved)?;
            let paragraph = &self.desk.units[seen.unit].paragraph;
            wanted.push(match (changed.contains(&at), self.desk.sent_level(at)) {
                (false, None) => ShapedPart::AsSent,
                (false, Some(level)) => ShapedPart::Item { level, mark: mark(paragraph)? },
                (true, _) => part(paragraph)?,
            });
        }
        let is_item = |unit: usize| self.desk.units.get(unit).is_some_and(|unit| unit.paragraph.list.is_some());
        let is_new = |unit: usize| is_item(unit) && self.aligned.inserted.binary_search(&unit).is_ok();
        if is_new(first + sent.len()) || first.checked_sub(1).is_some_and(is_new) {
            return None;
        }
        self.desk.list_shape(sent, wanted)
    }
}

/// What a paragraph that came back is to be.
fn part(paragraph: &OfficeParagraph) -> Option<ShapedPart> {
    Some(match &paragraph.list {
        None => ShapedPart::Plain,
        Some(item) if item.mark.is_none() => ShapedPart::Continued { level: usize::from(item.level) },
        Some(item) => ShapedPart::Item { level: usize::from(item.level), mark: mark(paragraph)? },
    })
}

fn mark(paragraph: &OfficeParagraph) -> Option<ShapedMark> {
    let number = match paragraph.list.as_ref()?.mark.as_ref()? {
        OfficeMark::Bullet => None,
        OfficeMark::Number { value, form, around } => {
            Some(ShapedNumber { numerals: numerals(*form), value: u64::from(*value), around: *around })
        }
    };
    Some(ShapedMark { number })
}
