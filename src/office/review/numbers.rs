//! The numbers of ordered lists whose items came, went or were moved: they go on as the author began them, `1. 2. 3.` or `1. 1. 1.`.
//! A list of letters or Roman numerals must go on, or Markdown reads its items as words.

use super::changes::ReviewChange;
use super::desk::ReviewDesk;
use super::edits::SourceEdit;
use super::marker::ItemMarker;
use super::words::PARTING;
use crate::book::{BlockId, BlockKind, Numerals};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What other numbers do to the sources.
#[derive(Debug, Default)]
pub(super) struct ListNumbers {
    /// Other numbers of items that stay.
    pub(super) edits: Vec<SourceEdit>,
    /// The numbers of items that come, by the numbers of the changes.
    pub(super) inserted: BTreeMap<usize, u64>,
}

/// The mark of an item that is there, and where its line begins.
struct NumberedItem {
    line: Span,
    digits: Range<usize>,
    number: u64,
    /// The width of its mark.
    width: usize,
    lead: String,
}

impl ReviewDesk<'_> {
    /// How much more each number of a list is than the one before it: none if no rule can be told.
    pub(super) fn step(&self, list: BlockId) -> Option<u64> {
        let numbers: Vec<u64> = self.numbered(list)?.iter().map(|item| item.number).collect();
        let is = |step: u64| numbers.windows(2).all(|two| two[1] == two[0].saturating_add(step));
        [1, 0].into_iter().find(|step| is(*step))
    }

    /// What the numbers of a list are written in.
    pub(super) fn numerals(&self, list: BlockId) -> Numerals {
        match &self.book.block(list).kind {
            BlockKind::List { numbering: Some(numbering), .. } => numbering.numerals,
            _ => Numerals::Figures,
        }
    }

    /// The items of an ordered list; none if one of them has no number that is found.
    fn numbered(&self, list: BlockId) -> Option<Vec<NumberedItem>> {
        let BlockKind::List { numbering: Some(_), items, .. } = &self.book.block(list).kind else { return None };
        let numerals = self.numerals(list);
        let item = |first: &BlockId| {
            let before = self.before(self.sent_of(*first)?)?;
            let marker = ItemMarker::of(before)?;
            let line = self.lines(self.book.block(*first))?;
            let number = marker.number(before, numerals)?;
            let width = marker.mark.len();
            let ItemMarker { lead, digits, .. } = marker;
            Some(NumberedItem { line, digits: digits?, number, width, lead })
        };
        items.iter().map(|one| one.blocks.first().and_then(item)).collect()
    }

    /// The numbers of lists in which some changes put, take or move items; `changes` with their own numbers. `must` if only those lists
    /// are asked for that are none without their numbers in order.
    pub(super) fn numbers(&self, changes: &[(usize, &ReviewChange)], must: bool) -> ListNumbers {
        let mut gone: BTreeSet<usize> = BTreeSet::new();
        let mut come: BTreeMap<(BlockId, Option<usize>), Vec<usize>> = BTreeMap::new();
        let mut touched: BTreeSet<BlockId> = BTreeSet::new();
        for (number, change) in changes {
            match change {
                ReviewChange::Delete { sent, .. } => {
                    if let Some(item) = self.whole_item(sent.start).filter(|item| item.sent == *sent) {
                        gone.insert(sent.start);
                        touched.insert(item.list);
                    }
                }
                ReviewChange::Move { sent, after } => {
                    let item = self.whole_item(sent.start).filter(|item| item.sent == *sent && !self.is_blocks(sent));
                    if let (Some(item), Some(place)) = (item, self.moved_place(*after, sent.start)) {
                        gone.insert(sent.start);
                        touched.extend([item.list, place.list]);
                        come.entry((place.list, place.behind)).or_default().push(*number);
                    }
                }
                ReviewChange::Words { sent, new, .. } => {
                    let parted = new.iter().filter(|letter| letter.sign == PARTING).count();
                    if let Some(item) = self.whole_item(*sent).filter(|_| parted > 0) {
                        touched.insert(item.list);
                        come.entry((item.list, Some(*sent))).or_default().extend(std::iter::repeat_n(*number, parted));
                    }
                }
                ReviewChange::Insert { after, unit } => {
                    if let Some(place) = self.item_place(*after, *unit) {
                        touched.insert(place.list);
                        come.entry((place.list, place.behind)).or_default().push(*number);
                    }
                }
                _ => {}
            }
        }
        let mut out = ListNumbers::default();
        for list in touched.into_iter().filter(|list| !must || self.numerals(*list) != Numerals::Figures) {
            let _ = self.renumber(list, &gone, &come, &mut out);
        }
        out
    }

    fn renumber(
        &self,
        list: BlockId,
        gone: &BTreeSet<usize>,
        come: &BTreeMap<(BlockId, Option<usize>), Vec<usize>>,
        out: &mut ListNumbers,
    ) -> Option<()> {
        let BlockKind::List { items, .. } = &self.book.block(list).kind else { return None };
        let (marks, step, numerals) = (self.numbered(list)?, self.step(list)?, self.numerals(list));
        let mut next = marks.first()?.number;
        let mut put = |behind: Option<usize>, next: &mut u64| {
            for number in come.get(&(list, behind)).into_iter().flatten() {
                out.inserted.insert(*number, *next);
                *next = next.saturating_add(step);
            }
        };
        put(None, &mut next);
        for (item, mark) in items.iter().zip(marks) {
            let own = item.blocks.first().and_then(|first| self.sent_of(*first));
            if own.is_none_or(|own| !gone.contains(&own)) {
                if next != mark.number {
                    self.give(&mark, &numerals.write(next), item.blocks.last().copied(), &mut out.edits);
                }
                next = next.saturating_add(step);
            }
            put(own, &mut next);
        }
        Some(())
    }

    /// The edit that gives an item that is moved its number.
    pub(super) fn moved_number(&self, sent: usize, number: u64) -> Option<SourceEdit> {
        let (list, before) = (self.whole_item(sent)?.list, self.before(sent)?);
        let line = self.lines(self.block(sent))?;
        let digits = ItemMarker::of(before)?.digits?;
        let start = line.start as usize;
        Some(SourceEdit { source: line.source, range: start + digits.start..start + digits.end, new: self.numerals(list).write(number) })
    }

    /// Gives an item another number; what it holds stays within it if the number is longer or shorter.
    fn give(&self, item: &NumberedItem, digits: &str, last: Option<BlockId>, edits: &mut Vec<SourceEdit>) {
        let (source, start) = (item.line.source, item.line.start as usize);
        let old = item.digits.len();
        edits.push(SourceEdit { source, range: start + item.digits.start..start + item.digits.end, new: digits.to_owned() });
        if let Some(end) = last.and_then(|last| self.lines(self.book.block(last))).filter(|last| last.source == source) {
            let lines = Span::new(source, start, end.end as usize);
            edits.extend(self.set_in(lines, &item.lead, item.width, item.width + digits.len() - old));
        }
    }

    /// The edits that keep what an item holds within it when its mark gets another width; the widths of the old mark and the new one.
    pub(super) fn set_in(&self, lines: Span, lead: &str, old: usize, new: usize) -> Vec<SourceEdit> {
        let mut edits = Vec::new();
        let mut at = lines.start as usize;
        let own = self.text(lines.source).get(lines.range()).unwrap_or_default();
        for (number, line) in own.split_inclusive('\n').enumerate() {
            let inner = line.strip_prefix(lead).filter(|_| number > 0 && old != new);
            let is_within = inner
                .is_some_and(|inner| inner.len() > old && inner.bytes().take(old).all(|byte| byte == b' ') && !inner.trim().is_empty());
            if is_within {
                let from = at + lead.len();
                let edit = |range: Range<usize>, new: String| SourceEdit { source: lines.source, range, new };
                edits.push(match new.checked_sub(old) {
                    Some(more) => edit(from..from, " ".repeat(more)),
                    None => edit(from..from + (old - new), String::new()),
                });
            }
            at += line.len();
        }
        edits
    }
}
