//! Notes, set before any page is: every entry of a chapter as rows at the measure of the foot or of the column beside the text, in
//! the two series.

use super::entry;
use super::galley::Row;
use super::line::ShapeContext;
use super::style::StyleSheet;
use crate::edition::{BySeries, Edition, EntryId};

/// The notes of a chapter in one series, one after the other.
#[derive(Default)]
pub(super) struct Foot {
    /// The rows of the notes.
    pub(super) rows: Vec<Row>,
    /// Where each entry begins and ends in `rows`, in the order of their calls.
    pub(super) entries: Vec<(EntryId, std::ops::Range<usize>)>,
}

/// The feet of a chapter and what its rows call.
pub(super) struct Feet {
    /// The author's notes and the commentary.
    pub(super) series: BySeries<Foot>,
    /// How many entries of each series are called by the rows of the galley up to and with each of them.
    pub(super) called: Vec<BySeries<usize>>,
}

/// Sets the notes that the rows of a galley call; a note called inside a note follows it.
pub(super) fn feet(rows: &[Row], edition: &Edition, sheet: &StyleSheet, bench: &mut ShapeContext) -> Feet {
    let mut feet = Feet { series: BySeries::default(), called: Vec::with_capacity(rows.len()) };
    for row in rows {
        let mut open: Vec<EntryId> = row.calls.iter().rev().copied().collect();
        while let Some(entry) = open.pop() {
            if !edition.entry(entry).place.stands_on_its_page() {
                continue;
            }
            let set = entry::entry(entry, None, edition, sheet, bench);
            let inner: Vec<EntryId> = set.iter().flat_map(|row| row.calls.iter().copied()).collect();
            open.extend(inner.into_iter().rev());
            let foot = &mut feet.series[edition.entry(entry).series];
            let start = foot.rows.len();
            foot.rows.extend(set);
            foot.entries.push((entry, start..foot.rows.len()));
        }
        feet.called.push(BySeries::each(|series| feet.series[series].entries.len()));
    }
    feet
}
