//! Lists: bulleted, numbered, tasks, definitions.

use super::{BlockGeometry, Galley, ORPHAN};
use crate::book::{BlockId, Definition, ListItem, Numbering, Numerals, Role};
use crate::layout::frame::Origin;
use crate::layout::style::{Align, TextLook};
use crate::source::Length;

/// Items of a list that is better not parted, and the cost of a page that ends in it.
const SHORT_LIST: usize = 6;
const IN_SHORT_LIST: i64 = 6_000;

impl Galley<'_, '_> {
    pub(super) fn list(&mut self, id: BlockId, numbering: Option<Numbering>, tight: bool, items: &[ListItem], place: BlockGeometry) {
        let widest = |numbering: Numbering| (0..items.len().max(1)).map(|item| numbering.label(item).len() - 1).max().unwrap_or(1);
        let digits = numbering.map_or(1, |numbering| match numbering.numerals {
            Numerals::Figures => numbering.label(items.len().max(1) - 1).len() - 1,
            _ => widest(numbering),
        });
        let em = place.look.size;
        // Room for the widest number, its full stop and a gap; half an em a figure.
        let inset = em.scale(if numbering.is_some() { 70 + 50 * i64::try_from(digits).unwrap_or(4).min(8) } else { 120 }, 100);
        let fits = place.width - inset > em * 6;
        let inside = if fits { BlockGeometry { left: place.left + inset, width: place.width - inset, ..place } } else { place };
        let narrow = inside.width < em * 22;
        let inside = if narrow { BlockGeometry { look: TextLook { align: Align::Left, ..inside.look }, ..inside } } else { inside };
        let between = if tight { Length::ZERO } else { Self::apart(place) / 2 };
        self.space(Self::apart(place));
        let from = self.rows.len();
        for (index, item) in items.iter().enumerate() {
            let first = self.rows.len();
            self.flush();
            self.lists += 1;
            self.blocks(&item.blocks, inside);
            self.lists -= 1;
            let number = u32::try_from(index).unwrap_or(u32::MAX);
            let label = match (item.task, numbering) {
                (Some(true), _) => "✓".to_owned(),
                (Some(false), _) => "□".to_owned(),
                (None, Some(numbering)) => numbering.label(index),
                (None, None) => "•".to_owned(),
            };
            self.label(first, &label, Origin::Label(id, number), inside, em.scale(40, 100));
            self.space(between);
        }
        let last = self.rows.len().saturating_sub(1);
        self.rows[from.min(last)..last].iter_mut().for_each(|row| row.list_goes_on = true);
        self.keep_items(from, items.len());
        self.space(Self::apart(place));
        self.flush();
    }

    /// Keeps the items of a list together of which each is a row, in the rows from `from` on: no item stands alone, and a short list is better
    /// whole.
    fn keep_items(&mut self, from: usize, items: usize) {
        let rows = self.rows.len() - from;
        if rows != items {
            return;
        }
        for (index, row) in self.rows[from..].iter_mut().enumerate() {
            let alone = index == 0 || index + 2 == rows;
            let price = match (index + 1 == rows, alone, rows <= SHORT_LIST) {
                (true, ..) => 0,
                (false, true, _) => ORPHAN,
                (false, false, true) => IN_SHORT_LIST,
                _ => 0,
            };
            row.after = row.after.max(price);
        }
    }

    pub(super) fn definitions(&mut self, entries: &[Definition], place: BlockGeometry) {
        let inset = place.indent.max(place.look.size);
        self.space(Self::apart(place));
        for entry in entries {
            let speaks = entry.terms.iter().any(|&term| self.edition.book().block(term).role == Role::Speaker);
            if speaks {
                self.blocks(&entry.terms, place);
                entry.details.iter().for_each(|detail| self.blocks(detail, place));
                continue;
            }
            self.flush();
            let term = BlockGeometry { look: TextLook { bold: true, align: Align::Left, ..place.look }, ..place };
            let from = self.rows.len();
            self.blocks(&entry.terms, term);
            for row in &mut self.rows[from..] {
                row.after = super::NEVER;
            }
            for detail in &entry.details {
                self.flush();
                self.blocks(detail, BlockGeometry { left: place.left + inset, width: place.width - inset, ..place });
            }
            self.space(Self::apart(place) / 2);
        }
        self.space(Self::apart(place));
        self.flush();
    }
}
