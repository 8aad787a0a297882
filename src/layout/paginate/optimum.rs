//! Chooses the page breaks of a whole chapter at once, so that its worst page is as good as it can be.
//!
//! A dynamic programme over (row, notes placed): notes are set already, so that what a page holds is a matter of sums. A page
//! is feasible if rows, rules and notes fit; a note begins on the page of its mark with two lines at least and may run over.

use super::{Plan, Room};
use crate::layout::foot::{Feet, Foot};
use crate::layout::galley::Row;
use crate::layout::geometry::Length;
use std::collections::BTreeMap;

/// What a page costs: each line it is short, squared; a note that runs over; one line of a note alone; a page of notes only;
/// a last page of fewer than four lines; rules broken because there was no other way.
const SHORT: i64 = 100;
const SPLIT: i64 = 300;
const LONE: i64 = 3_000;
const ONLY_NOTES: i64 = 50_000;
const STUMP: i64 = 6_000;
const FORCED: i64 = 1_000_000_000;

/// How far a page gets: rows of the galley and of both series placed so far.
type State = (usize, [usize; 2]);

struct Best {
    cost: i64,
    from: Option<State>,
}

pub(super) fn optimum(rows: &[Row], feet: &Feet, room: Room) -> Vec<Plan> {
    let chapter = Chapter::new(rows, feet, room);
    let end: State = (rows.len(), [feet.series[0].rows.len(), feet.series[1].rows.len()]);
    let mut best: BTreeMap<State, Best> = BTreeMap::from([((0, [0, 0]), Best { cost: 0, from: None })]);
    let mut open: BTreeMap<State, ()> = BTreeMap::from([((0, [0, 0]), ())]);
    while let Some((state, ())) = open.pop_first() {
        if state == end {
            continue;
        }
        let cost = best[&state].cost;
        for (next, price) in chapter.pages(state) {
            let total = cost.saturating_add(price);
            let known = best.entry(next).or_insert(Best { cost: i64::MAX, from: None });
            if total < known.cost {
                *known = Best { cost: total, from: Some(state) };
                open.insert(next, ());
            }
        }
    }
    trace(&best, end)
}

fn trace(best: &BTreeMap<State, Best>, end: State) -> Vec<Plan> {
    let mut plans = Vec::new();
    let mut at = end;
    while let Some(from) = best.get(&at).and_then(|best| best.from) {
        plans.push(Plan { rows: from.0..at.0, notes: [from.1[0]..at.1[0], from.1[1]..at.1[1]] });
        at = from;
    }
    plans.reverse();
    plans
}

struct Chapter<'a> {
    rows: &'a [Row],
    feet: &'a Feet,
    room: Room,
    /// Prefix sums of the rows' heights with the space above them.
    heights: Vec<Length>,
    /// Prefix sums of the notes' heights, by series.
    notes: [Vec<Length>; 2],
}

impl<'a> Chapter<'a> {
    fn new(rows: &'a [Row], feet: &'a Feet, room: Room) -> Self {
        let notes = [0, 1].map(|series: usize| sums(feet.series[series].rows.iter().map(|row| row.above + row.height)));
        Self { rows, feet, room, heights: sums(rows.iter().map(|row| row.above + row.height)), notes }
    }

    /// Height of rows as a page's text.
    fn body(&self, from: usize, to: usize) -> Length {
        match self.rows.get(from) {
            Some(first) if to > from => self.heights[to] - self.heights[from] - first.above + first.above_top,
            _ => Length::ZERO,
        }
    }

    /// Height of notes with the rules above them; the space above a page's first note is not counted.
    fn foot(&self, from: [usize; 2], to: [usize; 2]) -> Length {
        let mut height = Length::ZERO;
        for series in 0..2 {
            if to[series] > from[series] {
                height += if height == Length::ZERO { self.room.rule } else { self.room.second };
                let first = self.feet.series[series].rows[from[series]].above;
                height += self.notes[series][to[series]] - self.notes[series][from[series]] - first;
            }
        }
        height
    }

    /// The pages that may follow from a state, with their prices.
    fn pages(&self, state: State) -> Vec<(State, i64)> {
        let (from, notes) = state;
        let mut found = Vec::new();
        let pending = notes != self.called(from);
        let begin = if pending { from } else { from + 1 };
        for to in begin..=self.rows.len() {
            if to > from + 1 && self.body(from, to) > self.room.depth {
                break;
            }
            if let Some((until, price)) = self.fill(from, to, notes) {
                found.push(((to, until), price));
            }
        }
        // A break that parts what must not be parted is no choice while there is another.
        let fair = found.iter().any(|(_, price)| *price < crate::layout::galley::NEVER);
        found.retain(|(_, price)| !fair || *price < crate::layout::galley::NEVER);
        if found.is_empty() {
            found.push(self.force(from, notes));
        }
        found
    }

    /// How many rows of notes are called by the rows before `row`.
    fn called(&self, row: usize) -> [usize; 2] {
        let entries = row.checked_sub(1).map_or([0, 0], |last| self.feet.called[last]);
        [0, 1].map(|series| entries[series].checked_sub(1).map_or(0, |last| self.feet.series[series].entries[last].1.end))
    }

    /// The fewest rows of notes that must be placed by a page that ends before `row`: all entries called but the last whole,
    /// two rows of the last.
    fn least(&self, row: usize, placed: [usize; 2]) -> [usize; 2] {
        let entries = row.checked_sub(1).map_or([0, 0], |last| self.feet.called[last]);
        [0, 1].map(|series| {
            let last = entries[series].checked_sub(1).map(|last| &self.feet.series[series].entries[last].1);
            last.map_or(0, |range| if placed[series] > range.start { placed[series] } else { range.end.min(range.start + 2) })
                .max(placed[series])
        })
    }

    /// Fills a page with the rows `from..to` and as much of the notes as it can hold; none if it can't hold what it must.
    fn fill(&self, from: usize, to: usize, notes: [usize; 2]) -> Option<([usize; 2], i64)> {
        let body = self.body(from, to);
        let called = self.called(to);
        let mut until = self.least(to, notes);
        let fits = |until: [usize; 2]| body + self.foot(notes, until) <= self.room.depth;
        // One row higher than a page stands alone on it.
        let stands_alone = to == from + 1 && until == notes;
        if !fits(until) && !stands_alone {
            return None;
        }
        for series in 0..2 {
            // The notes of a series are in order, so the most that fits is found by bisection.
            let (mut low, mut high) = (until[series], called[series]);
            while low < high {
                let middle = usize::midpoint(low, high + 1);
                let mut tried = until;
                tried[series] = middle;
                if fits(tried) { low = middle } else { high = middle - 1 }
            }
            until[series] = low;
        }
        if to == from && until == notes {
            return None;
        }
        Some((until, self.price(from, to, notes, until, body)))
    }

    fn price(&self, from: usize, to: usize, notes: [usize; 2], until: [usize; 2], body: Length) -> i64 {
        let called = self.called(to);
        let last = to == self.rows.len() && until == called;
        let slack = self.room.depth - body - self.foot(notes, until);
        let short = slack.units().max(0) / self.room.leading.units();
        let mut price = 0;
        if last {
            price += if body < self.room.leading * 4 { STUMP } else { 0 };
        } else {
            price += SHORT * short * short;
            price += to.checked_sub(1).filter(|_| to > from && to < self.rows.len()).map_or(0, |row| self.rows[row].after);
        }
        if to == from {
            price += ONLY_NOTES;
        }
        for series in 0..2 {
            if until[series] < called[series] {
                price += SPLIT;
                price += lone(&self.feet.series[series], until[series], notes[series]);
            }
        }
        price
    }

    /// No page keeps every rule: the least that gets on.
    fn force(&self, from: usize, notes: [usize; 2]) -> (State, i64) {
        let to = if notes == self.called(from) { from + 1 } else { from };
        let called = self.called(to);
        let body = self.body(from, to);
        let mut until = notes;
        for series in 0..2 {
            while until[series] < called[series] {
                let mut tried = until;
                tried[series] += 1;
                // At least one row a page, or there is no end.
                if body + self.foot(notes, tried) > self.room.depth && (to > from || tried != notes) && until != notes {
                    break;
                }
                until = tried;
            }
        }
        ((to, until), FORCED)
    }
}

/// The price of leaving one row of a split note alone, here or on the next page.
fn lone(foot: &Foot, until: usize, from: usize) -> i64 {
    let split = foot.entries.iter().find(|(_, range)| range.start < until && until < range.end);
    split.map_or(0, |(_, range)| {
        let (before, after) = (until - range.start.max(from), range.end - until);
        i64::from(before == 1) * LONE + i64::from(after == 1) * LONE
    })
}

fn sums(heights: impl Iterator<Item = Length>) -> Vec<Length> {
    let mut sum = Length::ZERO;
    std::iter::once(sum)
        .chain(heights.map(|height| {
            sum += height;
            sum
        }))
        .collect()
}
