//! A table while it is read: its cells, with those that reach over several columns or rows.

use super::settle::words;
use super::text::{OfficeBlock, OfficeCell, OfficePiece, OfficeRow, OfficeTable};
use std::collections::BTreeMap;

/// Columns of a table.
pub(super) const MOST_COLUMNS: usize = 1000;

/// How much repeated cells may add to a document, in cells and bytes.
pub(super) const MOST_REPEATED: usize = 1_000_000;

/// A table that is open.
#[derive(Debug, Default)]
pub(super) struct OfficeGrid {
    table: OfficeTable,
    row: OfficeRow,
    pub(super) is_head: bool,
    /// Whether nobody sees the open row.
    pub(super) is_row_hidden: bool,
    /// The column that comes next.
    column: usize,
    /// Columns that the last cell still takes.
    covered: usize,
    /// Cells that reach into rows below, by their column.
    down: BTreeMap<usize, GridDown>,
    /// How often the open cell and the open row stand there.
    pub(super) cell_times: usize,
    pub(super) row_times: usize,
    cell: GridSpan,
    /// Columns that nobody sees, and whether they say something.
    hidden: BTreeMap<usize, bool>,
    /// Columns that were declared.
    declared: usize,
    /// What repeated cells of this table may still add.
    left: usize,
}

/// How far a cell reaches.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct GridSpan {
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// A cell that reaches into rows below.
#[derive(Debug)]
struct GridDown {
    columns: usize,
    left: usize,
    is_new: bool,
}

impl OfficeGrid {
    /// Begins a table, in which repeated cells may add so much.
    pub(super) fn new(left: usize) -> Self {
        Self { left, cell_times: 1, row_times: 1, ..Self::default() }
    }

    /// The table, and what repeated cells may still add.
    pub(super) fn finish(self) -> (OfficeTable, usize) {
        (self.table, self.left)
    }

    /// Declares columns, which nobody sees if they are hidden.
    pub(super) fn declare(&mut self, times: usize, is_hidden: bool) {
        let end = self.declared.saturating_add(times).min(MOST_COLUMNS);
        if is_hidden {
            self.hidden.extend((self.declared..end).map(|column| (column, false)));
        }
        self.declared = end;
    }

    /// How many columns that nobody sees say something.
    pub(super) fn hidden_columns(&self) -> usize {
        self.hidden.values().filter(|says| **says).count()
    }

    /// Takes the cells of hidden columns out of a row.
    fn without_hidden(&mut self, row: &mut OfficeRow) {
        if self.hidden.is_empty() {
            return;
        }
        let mut at = 0;
        row.cells.retain_mut(|cell| {
            let columns = at..at + cell.columns.max(1);
            at = columns.end;
            let hidden = self.hidden.range(columns.clone()).count();
            if hidden < columns.len() {
                cell.columns = columns.len() - hidden;
                return true;
            }
            if let Some(said) = self.hidden.get_mut(&columns.start) {
                *said |= cell.blocks.iter().any(says);
            }
            false
        });
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.table.rows.len()
    }

    /// Adds cells that others cover.
    pub(super) fn cover(&mut self, times: usize) {
        for _ in 0..times.min(MOST_COLUMNS) {
            if self.covered > 0 {
                self.covered -= 1;
            } else if !self.go_on() {
                self.push(OfficeCell { columns: 1, ..OfficeCell::default() });
            } else {
                self.column -= 1;
            }
            self.column += 1;
        }
    }

    /// Adds the cell that goes on here from above, if one does.
    fn go_on(&mut self) -> bool {
        let Some(columns) = self.down.get(&self.column).filter(|down| !down.is_new).map(|down| down.columns) else { return false };
        self.push(OfficeCell { columns, goes_on: true, ..OfficeCell::default() });
        self.covered = columns - 1;
        self.column += 1;
        true
    }

    /// Begins the cell that comes next.
    pub(super) fn begin(&mut self, cell: GridSpan) {
        // Covered cells that the document does not have.
        self.column += std::mem::take(&mut self.covered);
        while self.go_on() {
            self.column += std::mem::take(&mut self.covered);
        }
        self.cell = cell;
    }

    pub(super) fn add(&mut self, blocks: Vec<OfficeBlock>) {
        let cost = 1 + blocks.iter().map(cost).sum::<usize>();
        let GridSpan { columns, rows } = self.cell;
        let mut times = self.cell_times.min(MOST_COLUMNS);
        while times > 1 && self.left > cost {
            self.left -= cost;
            times -= 1;
            self.push(OfficeCell { blocks: blocks.clone(), columns, goes_on: false });
            self.column += columns;
        }
        self.push(OfficeCell { blocks, columns, goes_on: false });
        if rows > 1 {
            self.down.insert(self.column, GridDown { columns, left: rows - 1, is_new: true });
        }
        self.column += 1;
        self.covered = columns - 1;
    }

    fn push(&mut self, cell: OfficeCell) {
        if self.row.cells.len() < MOST_COLUMNS {
            self.row.cells.push(cell);
        }
    }

    /// Ends rows that belong together: no cell reaches out of them.
    pub(super) fn end_group(&mut self) {
        self.down.clear();
    }

    /// Ends a row; whether it is one that says something and that nobody sees, which is left out.
    pub(super) fn end_row(&mut self) -> bool {
        self.column += std::mem::take(&mut self.covered);
        while self.go_on() {
            self.column += std::mem::take(&mut self.covered);
        }
        let mut row = std::mem::take(&mut self.row);
        let is_hidden = std::mem::take(&mut self.is_row_hidden);
        if is_hidden {
            let says = row.cells.iter().flat_map(|cell| &cell.blocks).any(says);
            // Its cells stand in no other row, but those go on that reach through it.
            (self.column, self.covered) = (0, 0);
            self.reach();
            return says;
        }
        self.without_hidden(&mut row);
        let cost = 1 + row.cells.iter().flat_map(|cell| &cell.blocks).map(cost).sum::<usize>() + row.cells.len();
        let before = self.table.rows.len();
        for _ in 1..self.row_times {
            if self.left < cost {
                break;
            }
            self.left -= cost;
            self.table.rows.push(row.clone());
        }
        self.table.rows.push(row);
        if self.is_head {
            self.table.headers += self.table.rows.len() - before;
        }
        (self.column, self.covered) = (0, 0);
        self.reach();
        false
    }

    /// Counts a row for the cells that reach into those below.
    fn reach(&mut self) {
        self.down.retain(|_, down| {
            down.left -= usize::from(!std::mem::take(&mut down.is_new));
            down.left > 0
        });
    }
}

/// Whether a block holds something to read.
fn says(block: &OfficeBlock) -> bool {
    match block {
        OfficeBlock::Paragraph(paragraph) => {
            let is_shown = |piece: &OfficePiece| matches!(piece, OfficePiece::Picture { .. } | OfficePiece::Formula { .. });
            paragraph.pieces.iter().any(|piece| is_shown(piece) || words(piece).is_some_and(|words| !words.trim().is_empty()))
        }
        OfficeBlock::Table(_) => true,
        OfficeBlock::PageBreak | OfficeBlock::Rule => false,
    }
}

/// What one more of a block costs.
fn cost(block: &OfficeBlock) -> usize {
    match block {
        OfficeBlock::Paragraph(paragraph) => {
            100 + paragraph.pieces.iter().map(|piece| 50 + words(piece).map_or(0, str::len)).sum::<usize>()
        }
        OfficeBlock::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.map(|cell| 50 + cell.blocks.iter().map(cost).sum::<usize>()).sum()
        }
        OfficeBlock::PageBreak | OfficeBlock::Rule => 10,
    }
}
