//! What formatting means: which paragraphs are the title, headings, quotations, verse, breaks between scenes.

mod changes;
mod empty;
mod front;
mod looks;
mod plain;
mod title;

pub(super) use changes::settle as settle_changes;

use super::points::meant_points;
use super::text::{OfficeBlock, OfficePiece, OfficeRole, OfficeText};
use crate::read::MarkedChanges;
use plain::plain;

/// By how much both sides of a quotation are moved in at least, in twips: a fifth of an inch.
const INDENT: i32 = 288;

/// Settles the tracked changes and the meaning of every paragraph.
pub(super) fn settle(text: &mut OfficeText, changes: MarkedChanges) {
    meant_points(text, changes);
    changes::settle(text, changes);
    text.blocks.iter_mut().for_each(scene_break);
    empty::drop_empty(&mut text.blocks);
    let page = front::title_page(&mut text.blocks, &text.facts.authors);
    looks::headings(&mut text.blocks, page);
    title::settle(text);
    quotations(&mut text.blocks);
    for note in &mut text.notes {
        empty::drop_empty(&mut note.blocks);
        if note.blocks.is_empty() {
            text.losses.count("notes without a word: what they said is not in the document");
        }
    }
    text.remarks.iter_mut().for_each(|remark| empty::drop_empty(&mut remark.blocks));
    empty::drop_empty(&mut text.introduction);
    breaks(&mut text.blocks);
}

/// Makes a rule of a paragraph of nothing but the signs that stand between scenes.
fn scene_break(block: &mut OfficeBlock) {
    let OfficeBlock::Paragraph(paragraph) = block else { return };
    let marked = paragraph.pieces.iter().any(|piece| !matches!(piece, OfficePiece::Words { .. } | OfficePiece::LineBreak));
    if is_scene_break(plain(paragraph).chars()) && !marked && paragraph.list.is_none() && paragraph.role == OfficeRole::Text {
        *block = OfficeBlock::Rule;
    }
}

/// Whether signs are those that stand between scenes.
pub(super) fn is_scene_break(signs: impl Iterator<Item = char>) -> bool {
    /// No break is made of more.
    const MOST: usize = 8;
    let words: String = signs.filter(|c| !c.is_whitespace()).take(MOST).collect();
    matches!(&*words, "***" | "*" | "#" | "###" | "⁂" | "⁎⁎⁎" | "•••" | "~" | "~~~" | "---" | "———" | "———————" | "❦" | "❧")
}

/// Quotations are moved in on both sides; verse is lines that end on purpose.
fn quotations(blocks: &mut [OfficeBlock]) {
    for block in blocks {
        let OfficeBlock::Paragraph(paragraph) = block else { continue };
        if paragraph.role != OfficeRole::Text || paragraph.list.is_some() {
            continue;
        }
        let words = plain(paragraph);
        let lines: Vec<&str> = words.trim().split('\n').collect();
        let short = lines.iter().all(|line| line.chars().count() <= 70);
        if lines.len() >= 3 && short && lines.iter().filter(|line| !line.trim().is_empty()).count() >= 3 {
            paragraph.role = OfficeRole::Verse;
        } else if paragraph.indent.0 >= INDENT && paragraph.indent.1 >= INDENT {
            paragraph.role = OfficeRole::Quotation;
        }
    }
}

/// Drops page breaks that say nothing in a book: at its ends, beside others, before a heading, which opens its own page.
fn breaks(blocks: &mut Vec<OfficeBlock>) {
    let mut kept: Vec<OfficeBlock> = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        let heading = matches!(&block, OfficeBlock::Paragraph(one) if matches!(one.role, OfficeRole::Heading(_) | OfficeRole::Title));
        let idle = |kept: &Vec<OfficeBlock>| matches!(kept.last(), None | Some(OfficeBlock::PageBreak));
        if block == OfficeBlock::PageBreak && idle(&kept) {
            continue;
        }
        if heading && kept.last() == Some(&OfficeBlock::PageBreak) {
            kept.pop();
        }
        kept.push(block);
    }
    while matches!(kept.last(), Some(OfficeBlock::PageBreak | OfficeBlock::Rule)) {
        kept.pop();
    }
    *blocks = kept;
}
