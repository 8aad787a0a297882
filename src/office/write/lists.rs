//! Items of lists, which a document has in a flat row, as lists in Markdown.

use super::inline::{InlineContext, inline};
use super::sheet::MarkdownSheet;
use crate::book::Numerals;
use crate::office::text::{OfficeAround, OfficeBlock, OfficeItem, OfficeMark, OfficeNumerals};

/// A level that is open.
struct OpenLevel {
    level: u8,
    list: usize,
    /// Columns that its marks take.
    width: usize,
    last: OfficeMark,
}

/// Writes a row of items.
#[derive(Default)]
pub(super) struct ListWriter {
    open: Vec<OpenLevel>,
}

impl ListWriter {
    /// Writes paragraphs that are items, or go on items.
    pub(super) fn write(context: InlineContext<'_>, items: &[OfficeBlock]) -> MarkdownSheet {
        let mut lists = ListWriter::default();
        let mut sheet = MarkdownSheet::default();
        for block in items {
            let OfficeBlock::Paragraph(paragraph) = block else { continue };
            let Some(item) = &paragraph.list else { continue };
            let words = inline(&paragraph.pieces, context);
            if words.text.is_empty() {
                words.marks.iter().for_each(|mark| sheet.mark(mark.remark, mark.edge));
                continue;
            }
            lists.item(item, &words, &mut sheet);
        }
        sheet
    }

    fn item(&mut self, item: &OfficeItem, words: &MarkdownSheet, sheet: &mut MarkdownSheet) {
        match &item.mark {
            Some(mark) => {
                self.open.retain(|open| open.level <= item.level);
                let same = self.open.last().filter(|open| open.level == item.level);
                let goes_on = same.is_some_and(|open| follows(&open.last, mark, open.list == item.list));
                let parts = same.is_some() && !goes_on;
                if same.is_some() {
                    self.open.pop();
                }
                let indent = self.indent();
                if !sheet.text.is_empty() {
                    sheet.text.push_str(if parts { "\n\n" } else { "\n" });
                }
                if parts {
                    sheet.text += &format!("{indent}<!-- -->\n\n");
                }
                let label = format!("{} ", label(mark));
                let width = label.chars().count();
                sheet.append(words, &format!("{indent}{label}"), &format!("{indent}{}", " ".repeat(width)));
                self.open.push(OpenLevel { level: item.level, list: item.list, width, last: mark.clone() });
            }
            None => {
                self.open.retain(|open| open.level <= item.level);
                let indent = self.indent();
                if !sheet.text.is_empty() {
                    sheet.text.push_str("\n\n");
                }
                sheet.append(words, &indent, &indent);
            }
        }
    }

    fn indent(&self) -> String {
        " ".repeat(self.open.iter().map(|open| open.width).sum())
    }
}

/// Whether a mark goes on the list of the one before.
fn follows(last: &OfficeMark, mark: &OfficeMark, same_list: bool) -> bool {
    match (last, mark) {
        (OfficeMark::Bullet, OfficeMark::Bullet) => same_list,
        (OfficeMark::Number { value: one, form, around }, OfficeMark::Number { value: next, form: f, around: a }) => {
            *next == one + 1 && form == f && around == a
        }
        _ => true,
    }
}

/// What stands before an item that is a line of a cell, where no list can be.
pub(super) fn mark_in_line(mark: &OfficeMark, level: u8) -> String {
    match mark {
        OfficeMark::Bullet if level == 0 => "• ".to_owned(),
        OfficeMark::Bullet => "◦ ".to_owned(),
        OfficeMark::Number { .. } => format!("{} ", label(mark)),
    }
}

fn label(mark: &OfficeMark) -> String {
    let OfficeMark::Number { value, form, around } = mark else { return "-".to_owned() };
    let number = match form {
        OfficeNumerals::Decimal => value.to_string(),
        OfficeNumerals::LowerLetter => letters(*value),
        OfficeNumerals::UpperLetter => letters(*value).to_uppercase(),
        OfficeNumerals::LowerRoman => roman(*value),
        OfficeNumerals::UpperRoman => roman(*value).to_uppercase(),
    };
    match around {
        OfficeAround::Stop => format!("{number}."),
        OfficeAround::Bracket => format!("{number})"),
        OfficeAround::Brackets => format!("({number})"),
    }
}

/// a … z, then aa, bb as word processors count.
fn letters(value: u32) -> String {
    let at = value.max(1) - 1;
    let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    String::from(letter).repeat((at / 26 + 1).min(4) as usize)
}

/// Roman numerals in small letters; a list has no others.
fn roman(value: u32) -> String {
    Numerals::SmallRoman.write(u64::from(value.clamp(1, 3999)))
}
