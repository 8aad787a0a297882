//! Notes beside the text that find no room in their column: they go on below the text, across the whole measure, in columns as wide
//! as that beside it.
//!
//! *Input*: the rows of the notes of a page, in order; the height of the page; how many columns find room below. *Output*: what stands in
//! each column, and how high those below are: as few whole lines of the text as hold what is left, so that they come out even. *Invariants*:
//! rows keep their order; no column is higher than its room; one line of a paragraph parts from the others only where nothing else
//! gets on.

use super::galley::{ORPHAN, Row};
use crate::source::Length;
use std::ops::Range;

/// Rows of notes with their heights added up.
#[derive(Clone, Copy)]
pub(super) struct NoteColumn<'a> {
    pub(super) rows: &'a [Row],
    /// The heights of the rows before each, spaces included.
    pub(super) sums: &'a [Length],
}

/// The room that notes beside the text have on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoteRoom {
    /// Height of the page.
    pub(super) depth: Length,
    /// Height of one line of the text.
    pub(super) leading: Length,
    /// How many columns find room below the text and the column beside it; fewer than two gain nothing.
    pub(super) columns: usize,
}

/// Where the notes of a page stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Runover {
    /// Rows in the column beside the text.
    pub(super) beside: Range<usize>,
    /// Rows in each column below, in the order of reading.
    pub(super) below: Vec<Range<usize>>,
    /// Height of what is below; nothing if all stands beside the text.
    pub(super) height: Length,
}

impl NoteRoom {
    /// The space that the notes below take, with the rule above them.
    pub(super) fn taken(self, height: Length) -> Length {
        if height == Length::ZERO { height } else { height + self.leading }
    }
}

impl NoteColumn<'_> {
    /// Height of rows that stand in one column; the space above the first is not counted.
    pub(super) fn height(&self, rows: Range<usize>) -> Length {
        let first = self.rows.get(rows.start).filter(|_| !rows.is_empty());
        first.map_or(Length::ZERO, |first| self.sums[rows.end] - self.sums[rows.start] - first.above)
    }

    /// Where the rows of a page stand; none if it has no room for them.
    pub(super) fn place(&self, rows: Range<usize>, room: NoteRoom) -> Option<Runover> {
        if self.height(rows.clone()) <= room.depth {
            return Some(Runover { beside: rows, below: Vec::new(), height: Length::ZERO });
        }
        let most = room.depth.units() / room.leading.units() - 1;
        if room.columns < 2 || most < 1 {
            return None;
        }
        // The fewest lines, by bisection.
        let (mut low, mut high) = (1, most);
        while low < high {
            let middle = i64::midpoint(low, high);
            if self.columns(rows.clone(), middle, room).is_some() { high = middle } else { low = middle + 1 }
        }
        self.columns(rows, low, room)
    }

    /// The rows in columns below of so many lines; none if they are too low.
    fn columns(&self, rows: Range<usize>, lines: i64, room: NoteRoom) -> Option<Runover> {
        let height = room.leading * lines;
        let beside = rows.start..self.fill(rows.clone(), room.depth - room.taken(height));
        let (mut below, mut at) = (Vec::with_capacity(room.columns), beside.end);
        while at < rows.end && below.len() < room.columns {
            let end = self.fill(at..rows.end, height);
            below.push(at..end);
            if end == at {
                return None;
            }
            at = end;
        }
        (at == rows.end).then_some(Runover { beside, below, height })
    }

    /// How far rows get in a column of this height.
    fn fill(&self, rows: Range<usize>, height: Length) -> usize {
        let Some(first) = self.rows.get(rows.start).filter(|_| !rows.is_empty()) else { return rows.start };
        let reach = self.sums[rows.start] + first.above + height;
        let most = rows.start + self.sums[rows.start + 1..=rows.end].partition_point(|sum| *sum <= reach);
        if most == rows.end {
            return most;
        }
        let keeps = |end: &usize| self.rows[end - 1].after < ORPHAN;
        (rows.start + 1..=most).rev().find(keeps).unwrap_or(most)
    }
}

/// The heights of the rows before each, and of all, spaces included.
pub(super) fn running_heights(rows: &[Row]) -> Vec<Length> {
    sums(rows.iter().map(|row| row.above + row.height))
}

/// What comes before each of some heights, and all of them, added up.
pub(super) fn sums(heights: impl Iterator<Item = Length>) -> Vec<Length> {
    let mut sum = Length::ZERO;
    std::iter::once(sum)
        .chain(heights.map(|height| {
            sum += height;
            sum
        }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn notes_run_over_in_order_and_no_column_is_higher_than_its_room(
            shape in prop::collection::vec((0_i64..8, 8_i64..13, prop::bool::weighted(0.3)), 1..90),
            lines in 4_i64..40,
            columns in 0_usize..4,
        ) {
            let row = |&(above, height, keeps): &(i64, i64, bool)| Row {
                above: Length::points(above),
                height: Length::points(height),
                after: if keeps { ORPHAN } else { 0 },
                ..Row::default()
            };
            let rows: Vec<Row> = shape.iter().map(row).collect();
            let sums = running_heights(&rows);
            let notes = NoteColumn { rows: &rows, sums: &sums };
            let room = NoteRoom { depth: Length::points(14 * lines), leading: Length::points(14), columns };
            // What one column holds by itself needs none below; what even one line more would not hold is not set.
            let Some(placed) = notes.place(0..rows.len(), room) else {
                prop_assert!(notes.height(0..rows.len()) > room.depth);
                return Ok(());
            };
            prop_assert!(notes.height(placed.beside.clone()) <= room.depth - room.taken(placed.height));
            let mut at = placed.beside.end;
            for below in &placed.below {
                prop_assert_eq!(below.start, at);
                prop_assert!(notes.height(below.clone()) <= placed.height);
                at = below.end;
            }
            prop_assert_eq!(at, rows.len());
            prop_assert!(placed.below.len() <= columns);
            prop_assert_eq!(placed.height == Length::ZERO, placed.below.is_empty());
        }
    }
}
