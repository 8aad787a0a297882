//! Markdown of a document, with the places of its remarks.

mod blocks;
mod inline;
mod lists;
mod sheet;
mod tables;
#[cfg(test)]
mod tests;

use super::text::{OfficeBlock, OfficePiece, OfficeRole, OfficeText};
use blocks::BlockWriter;
pub(super) use sheet::{MarkdownSheet, RemarkEdge};

/// Writes the text of a document whose meaning was settled; `pictures` are the addresses of its pictures, by index.
pub(super) fn markdown(text: &OfficeText, pictures: &[String]) -> MarkdownSheet {
    let titled = text.blocks.iter().any(|block| matches!(block, OfficeBlock::Paragraph(one) if one.role == OfficeRole::Title));
    let mut writer = BlockWriter {
        pictures,
        language: text.facts.language.as_deref(),
        notes: &text.notes,
        has_formulas: has_formulas(&text.blocks) || text.notes.iter().any(|note| has_formulas(&note.blocks)),
        shift: u8::from(titled),
        noted: vec![false; text.notes.len()],
    };
    let mut sheet = MarkdownSheet::default();
    writer.blocks(&text.blocks, &mut sheet, "", true);
    sheet.text.push('\n');
    sheet
}

/// Writes the blocks of a remark, with every heading and note in it as a paragraph.
pub(super) fn remark(blocks: &[OfficeBlock], text: &OfficeText, pictures: &[String]) -> String {
    let language = text.facts.language.as_deref();
    let has_formulas = has_formulas(blocks);
    let has_notes = blocks.iter().any(has_notes);
    let notes = if has_notes { &text.notes[..] } else { &[] };
    let mut writer = BlockWriter { pictures, language, notes, has_formulas, shift: 0, noted: vec![false; notes.len()] };
    let mut sheet = MarkdownSheet::default();
    let plain: Vec<OfficeBlock> = blocks
        .iter()
        .map(|block| match block {
            OfficeBlock::Paragraph(paragraph)
                if !matches!(paragraph.role, OfficeRole::Quotation | OfficeRole::Verse | OfficeRole::Code) =>
            {
                OfficeBlock::Paragraph(super::text::OfficeParagraph { role: OfficeRole::Text, ..paragraph.clone() })
            }
            other => other.clone(),
        })
        .collect();
    writer.blocks(&plain, &mut sheet, "", has_notes);
    sheet.text
}

/// Whether a block calls notes.
fn has_notes(block: &OfficeBlock) -> bool {
    match block {
        OfficeBlock::Paragraph(paragraph) => paragraph.pieces.iter().any(|piece| matches!(piece, OfficePiece::Note(_))),
        OfficeBlock::Table(table) => table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.blocks).any(has_notes),
        OfficeBlock::PageBreak | OfficeBlock::Rule => false,
    }
}

/// Whether formulas are in some blocks.
fn has_formulas(blocks: &[OfficeBlock]) -> bool {
    blocks.iter().any(|block| match block {
        OfficeBlock::Paragraph(paragraph) => paragraph.pieces.iter().any(|piece| matches!(piece, OfficePiece::Formula { .. })),
        OfficeBlock::Table(table) => table.rows.iter().flat_map(|row| &row.cells).any(|cell| has_formulas(&cell.blocks)),
        OfficeBlock::PageBreak | OfficeBlock::Rule => false,
    })
}
