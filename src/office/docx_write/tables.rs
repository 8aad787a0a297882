//! Tables: a row of heads that is repeated on each page, and cells of a paragraph each.

use super::writer::{DocxPlace, DocxWriter};
use crate::book::{Alignment, BlockId, CellSpan, Table};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The width of the text in twips.
const MEASURE: usize = 9000;

/// Writes a table, its caption above it.
pub(super) fn table(writer: &mut DocxWriter<'_>, table: &Table, place: &DocxPlace) {
    let mut cell = DocxPlace::styled("TableText");
    cell.indent = place.indent;
    if let Some(caption) = table.caption {
        writer.labelled(caption, "Caption", &cell);
    }
    let columns = table.heads().chain(&table.rows).map(Vec::len).chain([1]).max().unwrap_or(1);
    let width = MEASURE / columns;
    writer.out.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>");
    for _ in 0..columns {
        let _ = write!(writer.out, "<w:gridCol w:w=\"{width}\"/>");
    }
    writer.out.push_str("</w:tblGrid>");
    let covered = covered(table);
    for cells in table.heads() {
        row(writer, table, &RowInDocx { cells, columns, is_head: true }, &covered);
    }
    for cells in &table.rows {
        row(writer, table, &RowInDocx { cells, columns, is_head: false }, &covered);
    }
    writer.out.push_str("</w:tbl>");
}

/// A row of a table.
struct RowInDocx<'t> {
    cells: &'t [BlockId],
    columns: usize,
    is_head: bool,
}

/// The cells that others cover: those below a cell, which are written as its continuations with how many columns it goes over, and the
/// others, which are not written.
fn covered(table: &Table) -> BTreeMap<BlockId, Option<usize>> {
    let mut covered: BTreeMap<BlockId, Option<usize>> = table.covered().into_iter().map(|cell| (cell, None)).collect();
    let heads: Vec<&Vec<BlockId>> = table.heads().collect();
    for rows in [heads, table.rows.iter().collect()] {
        for (number, row) in rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                let Some(span) = table.spans.get(cell) else { continue };
                let below = rows.iter().skip(number + 1).take(span.rows - 1).filter_map(|row| row.get(column));
                covered.extend(below.map(|cell| (*cell, Some(span.columns))));
            }
        }
    }
    covered
}

fn row(writer: &mut DocxWriter<'_>, table: &Table, row: &RowInDocx, covered: &BTreeMap<BlockId, Option<usize>>) {
    let &RowInDocx { cells, columns, is_head } = row;
    writer.out.push_str(if is_head { "<w:tr><w:trPr><w:tblHeader/></w:trPr>" } else { "<w:tr>" });
    for column in 0..columns {
        let cell = cells.get(column);
        let goes_on = cell.and_then(|cell| covered.get(cell));
        if goes_on == Some(&None) {
            continue;
        }
        let span = cell.map_or(CellSpan::ONE, |cell| table.span(*cell));
        let wide = goes_on.copied().flatten().unwrap_or(span.columns);
        let _ = write!(writer.out, "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>", MEASURE / columns * wide);
        if wide > 1 {
            let _ = write!(writer.out, "<w:gridSpan w:val=\"{wide}\"/>");
        }
        writer.out.push_str(match (goes_on, span.rows > 1) {
            (Some(_), _) => "<w:vMerge/></w:tcPr>",
            (None, true) => "<w:vMerge w:val=\"restart\"/></w:tcPr>",
            (None, false) => "</w:tcPr>",
        });
        match cell.filter(|_| goes_on.is_none()) {
            Some(id) => {
                let book = writer.book;
                let mut block = book.block(*id).clone();
                let side = Some(table.alignment(*id, column, is_head)).filter(|side| *side != Alignment::Start);
                block.alignment = block.alignment.or(side);
                let bookmarks = writer.begin(*id, &block, "TableText", &DocxPlace::default());
                writer.prose(*id, 0);
                writer.end(bookmarks);
            }
            None => writer.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>"),
        }
        writer.out.push_str("</w:tc>");
    }
    writer.out.push_str("</w:tr>");
}
