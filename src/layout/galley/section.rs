//! Comments below their section: a block between two rules.

use super::{BlockGeometry, Galley, NEVER, Row};
use crate::edition::{self, EntryId};
use crate::layout::entry;
use crate::layout::frame::{ItemContent, PageItem};
use crate::source::Length;

impl Galley<'_, '_> {
    /// Sets the notes called by the rows from `from` on that stand below their section.
    pub(super) fn section_notes(&mut self, from: usize, place: BlockGeometry) {
        let mut open: Vec<EntryId> = self.rows[from..].iter().flat_map(|row| row.calls.iter().copied()).collect();
        open.retain(|&entry| self.edition.entry(entry).place == edition::NotePlacement::Section);
        open.reverse();
        if open.is_empty() {
            return;
        }
        self.space(self.sheet.leading);
        self.section_rule(place, NEVER);
        while let Some(entry) = open.pop() {
            let rows = entry::entry(entry, None, self.edition, self.sheet, self.bench);
            // A note on a note follows it.
            let inner = rows.iter().flat_map(|row| row.calls.iter().copied());
            let inner: Vec<EntryId> = inner.filter(|&entry| self.edition.entry(entry).place == edition::NotePlacement::Section).collect();
            open.extend(inner.into_iter().rev());
            rows.into_iter().for_each(|row| self.push(row));
        }
        if let Some(last) = self.rows.last_mut() {
            last.after = NEVER;
        }
        self.space(self.sheet.note.leading / 2);
        self.section_rule(place, 0);
        self.space(self.sheet.leading);
        self.flush();
    }

    /// A rule as wide as the text, in a row of its own.
    pub(in crate::layout) fn section_rule(&mut self, place: BlockGeometry, after: i64) {
        let content = ItemContent::Rule { width: place.width, height: Length::milli(350) };
        let item = PageItem::artifact(place.left, Length::ZERO, content);
        self.push(Row { height: Length::milli(350), items: vec![item], after, ..Row::default() });
    }
}
