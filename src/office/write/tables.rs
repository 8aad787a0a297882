//! Tables as rows of cells between bars.

use super::inline::{InlineContext, LineEnds, inline};
use super::lists;
use super::sheet::{MarkdownSheet, RemarkMark};
use crate::office::text::{OfficeBlock, OfficeCell, OfficeItem, OfficeParagraph, OfficePiece, OfficeRow, OfficeTable};

/// A table, below its caption.
pub(super) fn table(context: InlineContext<'_>, table: &OfficeTable, caption: Option<&OfficeParagraph>) -> MarkdownSheet {
    let mut sheet = MarkdownSheet::default();
    if let Some(caption) = caption {
        sheet.append(&inline(&caption.pieces, InlineContext { ends: LineEnds::Space, ..context }), "Table: ", "");
        sheet.text.push_str("\n\n");
    }
    let columns = table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.columns.max(1)).sum::<usize>()).max().unwrap_or(0);
    if columns == 0 {
        return MarkdownSheet::default();
    }
    let (head, body) = match table.rows.split_first() {
        Some((first, rest)) if table.headers > 0 || is_head(first) => (Some(first), rest),
        _ => (None, &table.rows[..]),
    };
    row(context, head, columns, &mut sheet);
    sheet.text.push_str(&format!("\n|{}", " --- |".repeat(columns)));
    for line in body {
        sheet.text.push('\n');
        row(context, Some(line), columns, &mut sheet);
    }
    sheet
}

/// Whether all words of a row are bold: it is the head, though nobody said so.
fn is_head(row: &OfficeRow) -> bool {
    let mut some = false;
    let paragraphs = row.cells.iter().flat_map(|cell| &cell.blocks).filter_map(|block| match block {
        OfficeBlock::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    });
    let all = paragraphs.flat_map(|paragraph| &paragraph.pieces).all(|piece| match piece {
        OfficePiece::Words { words, look, .. } if !words.trim().is_empty() => {
            some = true;
            look.is_bold
        }
        _ => true,
    });
    some && all
}

fn row(context: InlineContext<'_>, row: Option<&OfficeRow>, columns: usize, sheet: &mut MarkdownSheet) {
    let mut written = 0;
    sheet.text.push('|');
    for cell in row.map_or(&[][..], |row| &row.cells) {
        let words = words(context, cell);
        sheet.text.push(' ');
        sheet.append(&words, "", "");
        sheet.text.push_str(" |");
        sheet.text.push_str(&"  |".repeat(cell.columns.max(1) - 1));
        written += cell.columns.max(1);
    }
    sheet.text.push_str(&"  |".repeat(columns.saturating_sub(written)));
}

/// The paragraphs of a cell in one line.
fn words(context: InlineContext<'_>, cell: &OfficeCell) -> MarkdownSheet {
    let mut line = MarkdownSheet::default();
    lines(context, &cell.blocks, &mut line);
    while line.text.ends_with("<br>") && !line.text.ends_with("\\<br>") {
        line.text.truncate(line.text.len() - "<br>".len());
    }
    let length = line.text.len();
    line.marks.iter_mut().for_each(|mark| mark.at = mark.at.min(length));
    line
}

fn lines(context: InlineContext<'_>, cell: &[OfficeBlock], line: &mut MarkdownSheet) {
    let mut is_first = line.text.is_empty();
    for block in cell {
        match block {
            OfficeBlock::Paragraph(paragraph) => {
                let words = inline(&paragraph.pieces, InlineContext { ends: LineEnds::Element, ..context });
                // Lines of neighbouring cells answer to each other, empty ones too.
                line.text.push_str(if is_first { "" } else { "<br>" });
                is_first = false;
                if let Some(OfficeItem { level, mark: Some(mark), .. }) = &paragraph.list {
                    line.text.push_str(&lists::mark_in_line(mark, *level));
                }
                let base = line.text.len();
                line.marks.extend(words.marks.iter().map(|mark| RemarkMark { at: base + mark.at, ..*mark }));
                line.text.push_str(&words.text);
            }
            OfficeBlock::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| lines(context, &cell.blocks, line));
                is_first &= line.text.is_empty();
            }
            OfficeBlock::PageBreak | OfficeBlock::Rule => {}
        }
    }
}
