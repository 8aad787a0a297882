//! The model as lines, for tests: what was read can be seen at a glance.

use super::text::{OfficeBlock, OfficeCell, OfficeParagraph, OfficePiece, OfficeRaise, OfficeTarget};

/// The paragraphs among some blocks.
pub(super) fn paragraphs(blocks: &[OfficeBlock]) -> Vec<&OfficeParagraph> {
    let mut found = Vec::new();
    for block in blocks {
        if let OfficeBlock::Paragraph(paragraph) = block {
            found.push(paragraph);
        }
    }
    found
}

/// A paragraph as one line: looks and marks in brackets.
pub(super) fn line(paragraph: &OfficeParagraph) -> String {
    let mut out = String::new();
    for piece in &paragraph.pieces {
        match piece {
            OfficePiece::Words { words, look, change } => {
                let marks = [
                    (look.is_bold, "b"),
                    (look.is_italic, "i"),
                    (look.is_small_caps, "c"),
                    (look.is_code, "m"),
                    (look.raise == OfficeRaise::Superscript, "^"),
                    (change.as_ref().is_some_and(|change| change.is_insertion), "+"),
                    (change.as_ref().is_some_and(|change| !change.is_insertion), "-"),
                ];
                let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
                out.push_str(&if marks.is_empty() { words.clone() } else { format!("[{marks} {words}]") });
            }
            OfficePiece::LineBreak => out.push('/'),
            OfficePiece::Note(note) => out.push_str(&format!("[note {note}]")),
            OfficePiece::Picture { picture, words, .. } => out.push_str(&format!("[picture {picture} {}]", words.as_deref().unwrap_or(""))),
            OfficePiece::Formula { latex, is_display } => out.push_str(&format!("[${latex}$ {is_display}]")),
            OfficePiece::LinkStart(OfficeTarget::Address(to)) => out.push_str(&format!("[to {to}|")),
            OfficePiece::LinkStart(OfficeTarget::Bookmark(to)) => out.push_str(&format!("[to #{to}|")),
            OfficePiece::LinkEnd => out.push(']'),
            OfficePiece::RemarkStart(remark) => out.push_str(&format!("<{remark}:")),
            OfficePiece::RemarkEnd(remark) => out.push_str(&format!(":{remark}>")),
            OfficePiece::RemarkPoint(remark) => out.push_str(&format!("<{remark}>")),
            OfficePiece::Changed(change) => out.push_str(if change.is_insertion { "[+]" } else { "[-]" }),
            OfficePiece::Bookmark(name) => out.push_str(&format!("{{#{name}}}")),
        }
    }
    out
}

/// Blocks as one line each.
pub(super) fn lines(blocks: &[OfficeBlock]) -> Vec<String> {
    let line = |block: &OfficeBlock| match block {
        OfficeBlock::Paragraph(paragraph) => line(paragraph),
        OfficeBlock::Table(table) => {
            let cell = |cell: &OfficeCell| {
                let words = if cell.goes_on { "\"".to_owned() } else { lines(&cell.blocks).join(";") };
                format!("{words}*{}", cell.columns)
            };
            let rows: Vec<String> = table.rows.iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join("|")).collect();
            format!("{}# {}", table.headers, rows.join(" / "))
        }
        OfficeBlock::PageBreak => "--page--".to_owned(),
        OfficeBlock::Rule => "--rule--".to_owned(),
    };
    blocks.iter().map(line).collect()
}
