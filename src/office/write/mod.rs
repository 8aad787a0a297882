//! Markdown of a document, with the places of its remarks.

mod blocks;
mod inline;
mod lists;
mod sheet;
mod tables;
#[cfg(test)]
mod tests;

use super::text::{OfficeBlock, OfficeRole, OfficeText};
use blocks::BlockWriter;
pub(super) use sheet::{MarkdownSheet, RemarkEdge};

/// Writes the text of a document whose meaning was settled; `pictures` are the addresses of its pictures, by index.
pub(super) fn markdown(text: &OfficeText, pictures: &[String]) -> MarkdownSheet {
    let titled = text.blocks.iter().any(|block| matches!(block, OfficeBlock::Paragraph(one) if one.role == OfficeRole::Title));
    let mut writer = BlockWriter {
        pictures,
        language: text.facts.language.as_deref(),
        notes: &text.notes,
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
    let mut writer = BlockWriter { pictures, language: text.facts.language.as_deref(), notes: &[], shift: 0, noted: Vec::new() };
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
    writer.blocks(&plain, &mut sheet, "", false);
    sheet.text
}
