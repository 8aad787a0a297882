//! Items whose mark is typed before them, as Word writes lists into pages.

use super::reader::WebReader;
use crate::office::text::{OfficeAround, OfficeItem, OfficeMark, OfficeNumerals, OfficePiece};

impl WebReader<'_> {
    /// Makes an item of the open paragraph, if Word's style says that it is one, with the mark that stands before it.
    pub(super) fn settle_typed_item(&mut self) {
        if !self.context().is_typed_item {
            self.typed_list = None;
            return;
        }
        let Some(paragraph) = self.flow.paragraph() else { return };
        let left = paragraph.indent.0;
        let Some(mark) = take_mark(&mut paragraph.pieces) else { return };
        paragraph.indent = (0, 0);
        let level = (left / 720 - 1).clamp(0, 8) as u8;
        let list = *self.typed_list.get_or_insert_with(|| {
            self.list_count += 1;
            self.list_count - 1
        });
        if let Some(paragraph) = self.flow.paragraph() {
            paragraph.list = Some(OfficeItem { list, level, mark: Some(mark) });
        }
    }
}

/// Takes the mark from before the words of a paragraph, with the spaces behind it.
fn take_mark(pieces: &mut Vec<OfficePiece>) -> Option<OfficeMark> {
    let first = pieces.iter().position(|piece| matches!(piece, OfficePiece::Words { .. }))?;
    let OfficePiece::Words { words, .. } = &pieces[first] else { return None };
    let text = words.trim_start();
    let end = text.find(|c: char| c.is_whitespace() || c == '\u{a0}').unwrap_or(text.len());
    let mark = mark_of(&text[..end])?;
    let is_gap = |c: char| c.is_whitespace() || c == '\u{a0}';
    let rest = text[end..].trim_start_matches(is_gap).to_owned();
    let mut at = first;
    if rest.is_empty() {
        pieces.remove(at);
    } else if let OfficePiece::Words { words, .. } = &mut pieces[at] {
        *words = rest;
        return Some(mark);
    }
    // The gap may be pieces of its own.
    while let Some(OfficePiece::Words { words, .. }) = pieces.get_mut(at) {
        let rest = words.trim_start_matches(is_gap);
        if rest.is_empty() {
            pieces.remove(at);
            continue;
        }
        *words = rest.to_owned();
        at = pieces.len();
    }
    Some(mark)
}

/// The mark that some characters are.
fn mark_of(text: &str) -> Option<OfficeMark> {
    if matches!(text, "·" | "•" | "o" | "§" | "-" | "–" | "▪" | "\u{f0b7}" | "\u{f0a7}" | "*") {
        return Some(OfficeMark::Bullet);
    }
    let inside = text.strip_prefix('(').unwrap_or(text);
    let value = inside.strip_suffix(['.', ')'])?;
    let around = match (inside.len() < text.len(), text.ends_with(')')) {
        (true, true) => OfficeAround::Brackets,
        (false, true) => OfficeAround::Bracket,
        _ => OfficeAround::Stop,
    };
    let mut letters = value.chars();
    let (value, form) = match (value.parse::<u32>(), letters.next(), letters.next()) {
        (Ok(value), ..) => (value, OfficeNumerals::Decimal),
        (_, Some(letter @ 'a'..='z'), None) => (u32::from(letter) - u32::from('a') + 1, OfficeNumerals::LowerLetter),
        (_, Some(letter @ 'A'..='Z'), None) => (u32::from(letter) - u32::from('A') + 1, OfficeNumerals::UpperLetter),
        _ => return None,
    };
    Some(OfficeMark::Number { value, form, around })
}
