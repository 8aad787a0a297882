//! Wide tables turned by a quarter against the clock, each part on a page of its own, its head at the left.

use super::{BlockGeometry, FloatClass, Galley, ORPHAN, RepeatedHead, Row};
use crate::book::Table;
use crate::layout::frame::PageItem;
use crate::source::Length;
use std::sync::Arc;

impl Galley<'_, '_> {
    /// Sets a table on turned pages; false if it can't stand there, or has no more room by it.
    pub(super) fn turn(&mut self, table: &Table, place: BlockGeometry) -> bool {
        if !self.is_text(place) {
            return false;
        }
        let sheet = self.sheet.turned();
        let mut galley = Galley::new(self.edition, &sheet, self.bench);
        let whole = galley.page_place();
        let set = galley.columns_in(table, whole);
        if set.cramped && !table.landscape {
            return false;
        }
        galley.rows_of_table(table, &set, whole);
        let rows = galley.rows;
        // A comment must stand on the page of its words, and a page of figures has no foot.
        let edition = self.edition;
        if rows.iter().flat_map(|row| &row.calls).any(|&entry| edition.entry(entry).place.stands_on_its_page()) {
            return false;
        }
        // A heading that stands right above it may end its page: what follows the table does not belong to it.
        if let Some(last) = self.rows.last_mut().filter(|_| self.headed) {
            last.after = 0;
        }
        self.headed = false;
        for part in parts(rows, sheet.depth) {
            self.push_float(part);
        }
        self.tables_move = true;
        true
    }
}

/// Rows in parts none of which is higher than a page has room for, each in one row; what a table repeats stands at the head of each
/// but the first.
fn parts(rows: Vec<Row>, depth: Length) -> Vec<Row> {
    let mut parts = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let behind = rest.split_off(length(&rest, parts.is_empty(), depth));
        let closed = behind.first().and_then(|next| next.torn.clone());
        parts.push(part(rest, parts.is_empty(), closed));
        rest = behind;
    }
    parts
}

/// How many rows find room on a page, parted where a table may be.
fn length(rows: &[Row], first: bool, depth: Length) -> usize {
    let mut y = head(rows, first).map_or(Length::ZERO, |head| head.height);
    let mut most = 0;
    for (index, row) in rows.iter().enumerate() {
        y += row.height + if index == 0 { Length::ZERO } else { row.above };
        if y > depth && index > 0 {
            break;
        }
        most = index + 1;
    }
    let may_part = |count: &usize| *count == rows.len() || rows[count - 1].after < ORPHAN;
    (1..=most).rev().find(may_part).unwrap_or(most)
}

/// What is repeated at the head of a part.
fn head(rows: &[Row], first: bool) -> Option<&Arc<RepeatedHead>> {
    rows.first().and_then(|row| row.torn.as_ref()).filter(|_| !first)
}

/// Rows as one.
fn part(rows: Vec<Row>, first: bool, closed: Option<Arc<RepeatedHead>>) -> Row {
    let mut all = Row { float: Some(FloatClass::Page), turned: true, ..Row::default() };
    if let Some(head) = head(&rows, first) {
        all.items.extend(head.head.iter().cloned());
        all.height = head.height;
    }
    for (index, row) in rows.into_iter().enumerate() {
        all.height += if index == 0 { Length::ZERO } else { row.above };
        let top = all.height;
        all.items.extend(row.items.into_iter().map(|item| PageItem { y: item.y + top, ..item }));
        all.calls.extend(row.calls);
        all.section = all.section.or(row.section);
        all.height += row.height;
    }
    if let Some(closed) = closed {
        all.items.push(PageItem { y: closed.close.y + all.height, ..closed.close.clone() });
    }
    all
}
