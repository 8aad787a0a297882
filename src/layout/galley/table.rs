//! Tables: columns as wide as they need, cells ragged, rules above, below the head and at the end, as printers do it; the head
//! is repeated where the table goes on.

use super::{BlockGeometry, Galley, NEVER, RepeatedHead, Row, RowDepth};
use crate::book::{Alignment, BlockId, Table};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::layout::frame::{ItemContent, Origin, PageItem};
use crate::layout::line::{self, Line, ParagraphShape};
use crate::layout::style::{Align, TextLook};
use crate::source::Length;
use std::sync::Arc;

/// Costs of a page break between two rows of a table, and inside one.
const TORN: i64 = 300;
const SPLIT_ROW: i64 = 15_000;

impl Galley<'_, '_> {
    /// Sets a table. However many of its lines do not fit, they are told once: its columns are too narrow, not its words too long.
    pub(super) fn table(&mut self, table: &Table, place: BlockGeometry) {
        let before = std::mem::take(&mut self.bench.diagnostics);
        self.set_table(table, place);
        let inside = std::mem::replace(&mut self.bench.diagnostics, before);
        self.bench.diagnostics.append(told_once(inside));
    }

    fn set_table(&mut self, table: &Table, place: BlockGeometry) {
        let Table { alignments, head, rows, .. } = table;
        let size = if place.tight { place.look.size } else { self.sheet.cell.size };
        let leading = if place.tight { place.look.leading } else { self.sheet.cell.leading };
        let look = TextLook { size, leading, ..self.sheet.cell };
        let columns = alignments.len().max(head.len()).max(1);
        let gap = look.size;
        let room = place.width - gap * i64::try_from(columns - 1).unwrap_or(0);
        let widths = self.columns(columns, head, rows, BlockGeometry { look, ..place }, room);
        let total = widths.iter().copied().sum::<Length>() + gap * i64::try_from(columns - 1).unwrap_or(0);
        let whole = place;
        // A table narrower than the measure stands in the middle, its rules as long as it is wide.
        let place = BlockGeometry { left: place.left + (place.width - total) / 2, width: total, ..place };
        let cells = Cells { alignments, widths: &widths, gap, place: BlockGeometry { look, ..place } };

        self.space(Self::apart(place));
        self.caption_above(table.caption, whole);
        let top = self.rows.len();
        self.rule(place, Length::milli(800));
        let bold = TextLook { bold: true, ..look };
        let named = head.iter().any(|&cell| self.edition.book().block(cell).prose().is_some_and(|prose| !prose.text.trim().is_empty()));
        if named {
            self.cells(head, &Cells { place: BlockGeometry { look: bold, ..place }, ..cells }, NEVER);
            self.rule(place, Length::milli(500));
        }
        let torn = Arc::new(self.torn(top, place));
        let body = self.rows.len();
        let last = rows.len().saturating_sub(1);
        for (index, row) in rows.iter().enumerate() {
            // The last row stays with its rule, and no row stands alone with the head or the foot.
            let after = if index == last {
                NEVER
            } else if index == 0 || index + 1 == last {
                super::ORPHAN
            } else {
                TORN
            };
            self.cells(row, &cells, after);
        }
        for row in &mut self.rows[body..] {
            row.torn = Some(Arc::clone(&torn));
        }
        self.rule(place, Length::milli(800));
        if let Some(row) = self.rows.last_mut() {
            row.after = 0;
        }
        self.space(Self::apart(place));
        self.flush();
    }

    /// The caption, which is never parted from the table.
    fn caption_above(&mut self, caption: Option<BlockId>, place: BlockGeometry) {
        let mut words = self.caption(caption, place);
        if caption.is_none() {
            return;
        }
        // It was set to stand below something: its space goes to its foot.
        let gap = place.look.leading / 3;
        words.items.iter_mut().for_each(|item| item.y -= gap);
        words.after = NEVER;
        self.push(words);
    }

    /// What is repeated where the table goes on: the rows from `top` on, unless they take more than a third of the page.
    fn torn(&self, top: usize, place: BlockGeometry) -> RepeatedHead {
        let rule = |y| {
            let content = ItemContent::Rule { width: place.width, height: Length::milli(350) };
            PageItem::artifact(self.edge(place), y, content)
        };
        let gap = place.look.leading / 8;
        let (mut head, mut height) = (Vec::new(), Length::ZERO);
        for (index, row) in self.rows[top..].iter().enumerate() {
            height += if index == 0 { Length::ZERO } else { row.above };
            head.extend(row.items.iter().map(|item| PageItem { origin: Origin::Artifact, link: None, y: item.y + height, ..item.clone() }));
            height += row.height;
        }
        if self.rows.len() == top + 1 || height > self.sheet.depth / 3 {
            (head, height) = (vec![rule(gap)], gap * 2);
        }
        RepeatedHead { height, head, close: rule(gap) }
    }

    /// A rule across a place, in a row of its own that stays with what follows.
    pub(super) fn rule(&mut self, place: BlockGeometry, thick: Length) {
        let height = place.look.leading / 4;
        let content = ItemContent::Rule { width: place.width, height: thick };
        let item = PageItem::artifact(self.edge(place), height / 2, content);
        self.push(Row { height, items: vec![item], after: NEVER, ..Row::default() });
    }

    /// Column widths: what each wants, or, if that is too much, the widest cut back, but none below its longest word.
    fn columns(&mut self, columns: usize, head: &[BlockId], rows: &[Vec<BlockId>], place: BlockGeometry, room: Length) -> Vec<Length> {
        let mut wanted = vec![place.look.size * 2; columns];
        let mut least = wanted.clone();
        let bold = BlockGeometry { look: TextLook { bold: true, ..place.look }, ..place };
        for (row, place) in std::iter::once((head, bold)).chain(rows.iter().map(|row| (row.as_slice(), place))) {
            for (column, &cell) in row.iter().enumerate().take(columns) {
                let Some(prose) = self.edition.book().block(cell).prose() else { continue };
                let copy = self.copy(cell, prose, Origin::Block(cell), place);
                let (whole, longest) = line::extent(&copy, self.bench);
                wanted[column] = wanted[column].max(whole + place.look.size / 10);
                least[column] = least[column].max(longest + place.look.size / 10);
            }
        }
        let total: Length = wanted.iter().copied().sum();
        if total <= room {
            return wanted;
        }
        let floor: Length = least.iter().copied().sum();
        if floor >= room {
            return least.iter().map(|width| width.scale(room.units(), floor.units().max(1))).collect();
        }
        // The narrow ones have what they want; the widest are cut back to one width that makes all fit.
        let width = |most: Length| wanted.iter().zip(&least).map(move |(&wanted, &least)| wanted.min(most).max(least));
        let (mut low, mut high) = (0, room.units());
        while low < high {
            let most = i64::midpoint(low, high + 1);
            if width(Length::raw(most)).sum::<Length>() <= room { low = most } else { high = most - 1 }
        }
        width(Length::raw(low)).collect()
    }

    /// Sets a row of cells, line by line, so that a row too high for a page can still be broken.
    fn cells(&mut self, row: &[BlockId], cells: &Cells, after: i64) {
        let mut left = cells.place.left;
        let mut columns: Vec<(Length, Vec<Line>)> = Vec::new();
        for (column, &width) in cells.widths.iter().enumerate() {
            if let Some(&cell) = row.get(column)
                && let Some(prose) = self.edition.book().block(cell).prose()
            {
                let align = match cells.alignments.get(column) {
                    Some(Alignment::Centre) => Align::Centre,
                    Some(Alignment::End) => Align::Right,
                    _ => Align::Left,
                };
                let copy = self.copy(cell, prose, Origin::Block(cell), cells.place);
                let shape = ParagraphShape { measure: width, first: Length::ZERO, align, hyphenate: true };
                columns.push((self.edge(BlockGeometry { left, width, ..cells.place }), line::lines(&copy, shape, self.bench)));
            }
            left += width + cells.gap;
        }
        let height = columns.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0).max(1);
        let mut columns: Vec<_> = columns.into_iter().map(|(left, lines)| (left, lines.into_iter())).collect();
        for index in 0..height {
            // All stand on one baseline, as far down as the highest of them needs.
            let lines: Vec<(Length, Line)> = columns.iter_mut().filter_map(|(left, lines)| Some((*left, lines.next()?))).collect();
            let depths = lines.iter().map(|(_, line)| RowDepth::of(line, cells.place.look));
            let depth = depths.fold(RowDepth::of(&Line::default(), cells.place.look), RowDepth::with);
            let mut set = Row { height: depth.height, ..Row::default() };
            for (left, line) in lines {
                set.calls.extend(line.calls);
                set.items.extend(line.pieces.into_iter().map(|piece| piece.item(left, depth.baseline)));
            }
            // Lines of one row part only where it is too long for anything else, and then two at least stay together.
            set.after = match (index + 1 == height, index == 0 || index + 2 == height) {
                (true, _) => after,
                (_, true) => super::WIDOW,
                _ => SPLIT_ROW,
            };
            self.push(set);
        }
        self.space(cells.place.look.leading / 8);
    }
}

/// The findings in a table, with those of lines that do not fit as one.
fn told_once(inside: Diagnostics) -> Diagnostics {
    let is_overfull = |finding: &&Diagnostic| finding.code == Code::Overfull;
    let count = inside.iter().filter(is_overfull).count();
    let Some(first) = inside.iter().find(is_overfull).filter(|_| count > 1) else { return inside };
    let mut all = Diagnostics::default();
    let message = format!("{count} lines of this table do not fit their columns");
    let help = "give it fewer columns or shorter words, or turn its columns into rows";
    all.push(Diagnostic { message, help: Some(help.to_owned()), ..first.clone() });
    inside.iter().filter(|finding| !is_overfull(finding)).for_each(|finding| all.push(finding.clone()));
    all
}

/// What the rows of a table share.
#[derive(Clone, Copy)]
struct Cells<'t> {
    alignments: &'t [Alignment],
    widths: &'t [Length],
    gap: Length,
    place: BlockGeometry,
}
