//! Tables: rows, cells and what they span.

use super::draft::DocxContainer;
use super::forms::change;
use super::reader::{DocxOpen, DocxReader, DocxTable};
use super::values::{is_on, number};
use crate::office::package::OfficeFault;
use crate::office::text::OfficePiece;
use crate::office::text::{OfficeBlock, OfficeCell, OfficeRow};
use crate::office::xml::{OfficeEvent, OfficeXml};

/// Tables within each other.
const DEEPEST: usize = 16;

/// The most columns that Word has.
const MOST_COLUMNS: i64 = 63;

impl DocxReader<'_> {
    /// A table begins.
    pub(super) fn begin_table(&mut self) -> DocxOpen {
        self.finish_paragraph();
        self.container().items.clear();
        let is_flat = self.tables.len() >= DEEPEST;
        if is_flat {
            self.lose("tables within tables too deep, set as paragraphs");
        }
        let (ahead, other) =
            std::mem::take(&mut self.container().ahead).into_iter().partition(|piece| matches!(piece, OfficePiece::RemarkStart(_)));
        self.container().ahead = other;
        self.tables.push(DocxTable { in_head: true, is_flat, ahead, ..DocxTable::default() });
        DocxOpen::Table
    }

    /// A table ends.
    pub(super) fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        self.container().ahead.extend(table.ahead);
        if !table.is_flat && !table.table.rows.is_empty() {
            self.container().blocks.push(OfficeBlock::Table(table.table));
        }
    }

    /// A row begins.
    pub(super) fn begin_row(&mut self) -> DocxOpen {
        if let Some(table) = self.tables.last_mut() {
            table.table.rows.push(OfficeRow::default());
        }
        DocxOpen::Row
    }

    /// Reads the properties of a row.
    ///
    /// # Errors
    /// If the part is damaged.
    pub(super) fn row_properties(&mut self, xml: &mut OfficeXml<'_>) -> Result<(), OfficeFault> {
        let (mut depth, mut is_head) = (1, false);
        let Some(table) = self.tables.last_mut() else { return xml.skip() };
        while let Some(event) = xml.next()? {
            match event {
                OfficeEvent::Start(element) if element.name == "w:trPrChange" => xml.skip()?,
                OfficeEvent::Start(element) => {
                    depth += 1;
                    let row = table.table.rows.last_mut();
                    match (element.name.as_str(), row) {
                        ("w:tblHeader", _) => is_head = is_on(&element),
                        ("w:hidden", _) => table.is_row_hidden = is_on(&element),
                        ("w:gridBefore", Some(row)) => row.cells.extend(empty(columns(element.get("w:val")))),
                        ("w:gridAfter", _) => table.behind = columns(element.get("w:val")),
                        ("w:ins", Some(row)) => row.change = Some(change(&element, true)),
                        ("w:del", Some(row)) => row.change = Some(change(&element, false)),
                        _ => {}
                    }
                }
                OfficeEvent::End(_) => depth -= 1,
                OfficeEvent::Words(_) => {}
            }
            if depth == 0 {
                break;
            }
        }
        table.in_head &= is_head;
        if table.in_head {
            table.table.headers = table.table.rows.len();
        }
        Ok(())
    }

    /// A row ends.
    pub(super) fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let behind = std::mem::take(&mut table.behind);
        // One without properties is none of the head.
        table.in_head &= table.table.headers == table.table.rows.len();
        if let Some(row) = table.table.rows.last_mut() {
            row.cells.extend(empty(behind));
        }
        if std::mem::take(&mut table.is_row_hidden) && !table.is_flat {
            table.table.rows.pop();
            table.table.headers = table.table.headers.min(table.table.rows.len());
            self.lose("hidden rows of tables, left out");
        }
    }

    /// A cell begins.
    pub(super) fn begin_cell(&mut self) -> DocxOpen {
        let mut container = DocxContainer::default();
        if let Some(table) = self.tables.last_mut() {
            (table.columns, table.goes_on) = (1, false);
            container.ahead = std::mem::take(&mut table.ahead);
        }
        self.containers.push(container);
        DocxOpen::Cell
    }

    /// Reads the properties of a cell.
    ///
    /// # Errors
    /// If the part is damaged.
    pub(super) fn cell_properties(&mut self, xml: &mut OfficeXml<'_>) -> Result<(), OfficeFault> {
        let mut depth = 1;
        let Some(table) = self.tables.last_mut() else { return xml.skip() };
        while let Some(event) = xml.next()? {
            match event {
                OfficeEvent::Start(element) if element.name == "w:tcPrChange" => xml.skip()?,
                OfficeEvent::Start(element) => {
                    depth += 1;
                    match element.name.as_str() {
                        "w:gridSpan" => table.columns = columns(element.get("w:val")).max(1),
                        "w:vMerge" => table.goes_on = !matches!(element.get("w:val"), Some("restart")),
                        _ => {}
                    }
                }
                OfficeEvent::End(_) => depth -= 1,
                OfficeEvent::Words(_) => {}
            }
            if depth == 0 {
                break;
            }
        }
        Ok(())
    }

    /// A cell ends.
    pub(super) fn end_cell(&mut self) {
        let mut blocks = self.close_container();
        let Some(table) = self.tables.last_mut() else {
            self.container().blocks.append(&mut blocks);
            return;
        };
        let (columns, goes_on, is_flat) = (table.columns, table.goes_on, table.is_flat);
        // Where none is above, it can't go on.
        let goes_on = goes_on && table.table.rows.len() > 1;
        if is_flat {
            self.container().blocks.append(&mut blocks);
            return;
        }
        if goes_on && blocks.iter().any(|block| matches!(block, OfficeBlock::Paragraph(one) if crate::office::trim::shows(&one.pieces))) {
            self.lose("words in cells that others cover, left out");
        }
        if goes_on {
            blocks.clear();
        }
        let Some(table) = self.tables.last_mut() else { return };
        if table.table.rows.is_empty() {
            table.table.rows.push(OfficeRow::default());
        }
        if let Some(row) = table.table.rows.last_mut() {
            row.cells.push(OfficeCell { blocks, columns, goes_on });
        }
    }
}

fn columns(value: Option<&str>) -> usize {
    usize::try_from(value.and_then(number).unwrap_or(1).clamp(0, MOST_COLUMNS)).unwrap_or(1)
}

/// The cell that stands for columns without any; none for no column.
fn empty(columns: usize) -> Option<OfficeCell> {
    (columns > 0).then(|| OfficeCell { columns, ..OfficeCell::default() })
}
