//! Tables.

use super::lists::OdtHidden;
use super::open::OdtOpen;
use super::reader::OdtReader;
use super::styles::OdtFamily;
use crate::office::grid::{GridSpan, MOST_COLUMNS, MOST_REPEATED, OfficeGrid};
use crate::office::settle::words;
use crate::office::text::OfficeBlock;
use crate::office::xml::OfficeElement;

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
                self.grids.push(OfficeGrid::new(left));
                OdtOpen::Table
            }
            "table-column" => {
                if let Some(grid) = self.grids.last_mut() {
                    let is_hidden = matches!(element.get("table:visibility"), Some("collapse" | "filter"));
                    grid.declare(number("table:number-columns-repeated"), is_hidden);
                }
                OdtOpen::Nothing
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
                    grid.is_row_hidden = matches!(element.get("table:visibility"), Some("collapse" | "filter"));
                }
                OdtOpen::Row
            }
            "table-cell" => {
                let columns = number("table:number-columns-spanned").clamp(1, MOST_COLUMNS);
                let rows = number("table:number-rows-spanned").max(1);
                let Some(grid) = self.grids.last_mut() else { return OdtOpen::Nothing };
                grid.cell_times = number("table:number-columns-repeated");
                grid.begin(GridSpan { columns, rows });
                self.flow.open();
                OdtOpen::Cell(self.lists.hide())
            }
            "covered-table-cell" => {
                let times = number("table:number-columns-repeated");
                if let Some(grid) = self.grids.last_mut() {
                    grid.cover(times);
                }
                self.flow.open();
                OdtOpen::Covered(self.lists.hide())
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

    /// Ends a cell that another one covers: nobody sees what it says.
    pub(super) fn end_covered(&mut self, lists: OdtHidden) {
        let blocks = self.flow.close();
        self.lists.show(lists);
        let says = |block: &OfficeBlock| match block {
            OfficeBlock::Paragraph(paragraph) => paragraph.pieces.iter().filter_map(words).any(|words| !words.trim().is_empty()),
            OfficeBlock::Table(_) => true,
            OfficeBlock::PageBreak | OfficeBlock::Rule => false,
        };
        if blocks.iter().any(says) {
            self.flow.lose("words in cells that others cover, left out");
        }
    }

    pub(super) fn end_row(&mut self) {
        if self.grids.last_mut().is_some_and(OfficeGrid::end_row) {
            self.flow.lose("hidden rows of tables, left out");
        }
    }

    pub(super) fn end_header_rows(&mut self) {
        if let Some(grid) = self.grids.last_mut() {
            grid.is_head = false;
        }
    }

    pub(super) fn end_table(&mut self) {
        let Some(grid) = self.grids.pop() else { return };
        (0..grid.hidden_columns()).for_each(|_| self.flow.lose("hidden columns of tables, left out"));
        let (mut table, left) = grid.finish();
        table.rows.retain(|row| !row.cells.is_empty());
        if self.grids.is_empty() {
            self.repeated = MOST_REPEATED - left;
        }
        if !table.rows.is_empty() {
            self.flow.block(OfficeBlock::Table(table));
        }
    }
}
