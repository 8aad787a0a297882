//! Tables: a row of heads that is repeated on each page, and cells of a paragraph each.

use super::writer::{DocxPlace, DocxWriter};
use crate::book::{Alignment, BlockId, Table};
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
    let columns = table.rows.iter().map(Vec::len).chain([table.head.len(), 1]).max().unwrap_or(1);
    let width = MEASURE / columns;
    writer.out.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>");
    for _ in 0..columns {
        let _ = write!(writer.out, "<w:gridCol w:w=\"{width}\"/>");
    }
    writer.out.push_str("</w:tblGrid>");
    if !table.head.is_empty() {
        row(writer, table, &table.head, columns, true);
    }
    for cells in &table.rows {
        row(writer, table, cells, columns, false);
    }
    writer.out.push_str("</w:tbl>");
}

fn row(writer: &mut DocxWriter<'_>, table: &Table, cells: &[BlockId], columns: usize, is_head: bool) {
    writer.out.push_str(if is_head { "<w:tr><w:trPr><w:tblHeader/></w:trPr>" } else { "<w:tr>" });
    for column in 0..columns {
        let _ = write!(writer.out, "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>", MEASURE / columns);
        match cells.get(column) {
            Some(id) => {
                let book = writer.book;
                let mut block = book.block(*id).clone();
                let side = table.alignments.get(column).copied().filter(|side| *side != Alignment::Start);
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
