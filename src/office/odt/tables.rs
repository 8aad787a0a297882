//! Tables: their cells, with those that reach over several columns or rows.

use super::lists::OdtHidden;
use super::reader::{OdtOpen, OdtReader};
use super::styles::OdtFamily;
use crate::office::settle::words;
use crate::office::text::{OfficeBlock, OfficeCell, OfficeRow, OfficeTable};
use crate::office::xml::OfficeElement;
use std::collections::BTreeMap;

/// Columns of a table.
const MOST_COLUMNS: usize = 1000;

/// How much repeated cells may add to a document, in cells and bytes.
const MOST_REPEATED: usize = 1_000_000;

/// A table that is open.
#[derive(Debug, Default)]
pub(super) struct OdtGrid {
    table: OfficeTable,
    row: OfficeRow,
    is_head: bool,
    /// The column that comes next.
    column: usize,
    /// Columns that the last cell still takes.
    covered: usize,
    /// Cells that reach into rows below, by their column.
    down: BTreeMap<usize, OdtDown>,
    /// How often the open cell and the open row stand there.
    cell_times: usize,
    row_times: usize,
    cell: OdtSpan,
    /// What repeated cells of this table may still add.
    left: usize,
}

/// How far a cell reaches.
#[derive(Clone, Copy, Debug, Default)]
struct OdtSpan {
    columns: usize,
    rows: usize,
}

/// A cell that reaches into rows below.
#[derive(Debug)]
struct OdtDown {
    columns: usize,
    left: usize,
    is_new: bool,
}

impl OdtGrid {
    /// Adds cells that others cover.
    fn cover(&mut self, times: usize) {
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
    fn begin(&mut self, cell: OdtSpan) {
        // Covered cells that the document does not have.
        while self.go_on() {
            self.column += std::mem::take(&mut self.covered);
        }
        self.cell = cell;
    }

    fn add(&mut self, blocks: Vec<OfficeBlock>) {
        let cost = 1 + blocks.iter().map(cost).sum::<usize>();
        let OdtSpan { columns, rows } = self.cell;
        let mut times = self.cell_times.min(MOST_COLUMNS);
        while times > 1 && self.left > cost {
            self.left -= cost;
            times -= 1;
            self.push(OfficeCell { blocks: blocks.clone(), columns, goes_on: false });
            self.column += columns;
        }
        self.push(OfficeCell { blocks, columns, goes_on: false });
        if rows > 1 {
            self.down.insert(self.column, OdtDown { columns, left: rows - 1, is_new: true });
        }
        self.column += 1;
        self.covered = columns - 1;
    }

    fn push(&mut self, cell: OfficeCell) {
        if self.row.cells.len() < MOST_COLUMNS {
            self.row.cells.push(cell);
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
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
        self.down.retain(|_, down| {
            down.left -= usize::from(!std::mem::take(&mut down.is_new));
            down.left > 0
        });
    }
}

impl OdtReader<'_> {
    pub(super) fn start_table(&mut self, name: &str, element: &OfficeElement) -> OdtOpen {
        let number = |name: &str| element.get(name).and_then(|number| number.parse::<usize>().ok()).unwrap_or(1);
        match name {
            "table" => {
                let style = element.get("table:style-name").unwrap_or_default();
                let whole = self.styles.whole(OdtFamily::Table, style);
                if whole.breaks_itself && self.flow.depth() == 1 && !self.flow.is_new() {
                    self.flow.block(OfficeBlock::PageBreak);
                }
                let left = if self.grids.is_empty() { MOST_REPEATED.saturating_sub(self.repeated) } else { 0 };
                self.grids.push(OdtGrid { left, ..OdtGrid::default() });
                OdtOpen::Table
            }
            "table-header-rows" => {
                if let Some(grid) = self.grids.last_mut() {
                    grid.is_head = true;
                }
                OdtOpen::HeaderRows
            }
            "table-row" => {
                if let Some(grid) = self.grids.last_mut() {
                    grid.row_times = number("table:number-rows-repeated");
                }
                OdtOpen::Row
            }
            "table-cell" => {
                let columns = number("table:number-columns-spanned").clamp(1, MOST_COLUMNS);
                let rows = number("table:number-rows-spanned").max(1);
                let Some(grid) = self.grids.last_mut() else { return OdtOpen::Nothing };
                grid.cell_times = number("table:number-columns-repeated");
                grid.begin(OdtSpan { columns, rows });
                self.flow.open();
                OdtOpen::Cell(self.lists.hide())
            }
            "covered-table-cell" => {
                let times = number("table:number-columns-repeated");
                if let Some(grid) = self.grids.last_mut() {
                    grid.cover(times);
                }
                OdtOpen::Skip
            }
            "title" | "desc" | "shapes" | "table-source" | "scenario" => OdtOpen::Skip,
            _ => OdtOpen::Nothing,
        }
    }

    pub(super) fn end_cell(&mut self, lists: OdtHidden) {
        let blocks = self.flow.close();
        self.lists.show(lists);
        if let Some(grid) = self.grids.last_mut() {
            grid.add(blocks);
        }
    }

    pub(super) fn end_row(&mut self) {
        if let Some(grid) = self.grids.last_mut() {
            grid.end_row();
        }
    }

    pub(super) fn end_header_rows(&mut self) {
        if let Some(grid) = self.grids.last_mut() {
            grid.is_head = false;
        }
    }

    pub(super) fn end_table(&mut self) {
        let Some(grid) = self.grids.pop() else { return };
        if self.grids.is_empty() {
            self.repeated = MOST_REPEATED - grid.left;
        }
        if !grid.table.rows.is_empty() {
            self.flow.block(OfficeBlock::Table(grid.table));
        }
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
