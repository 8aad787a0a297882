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
    /// Whether what was written last is a paragraph that goes on an item.
    is_loose: bool,
    /// Whether what was written last has several lines.
    is_long: bool,
}

/// What says that a list begins: without it a label that stands alone is the word of a paragraph, and a number but 1 goes on one.
const PARTING: &str = "<!-- -->";

impl ListWriter {
    /// Writes paragraphs that are items, or go on items.
    pub(super) fn write(context: InlineContext<'_>, items: &[OfficeBlock]) -> MarkdownSheet {
        let mut lists = ListWriter::default();
        let mut sheet = MarkdownSheet::default();
        let rows: Vec<(&OfficeItem, MarkdownSheet)> = items
            .iter()
            .filter_map(|block| match block {
                OfficeBlock::Paragraph(paragraph) => Some((paragraph.list.as_ref()?, inline(&paragraph.pieces, context))),
                _ => None,
            })
            .collect();
        let shown: Vec<&OfficeItem> = rows.iter().filter(|(_, words)| !words.text.is_empty()).map(|(item, _)| *item).collect();
        let mut at = 0;
        for (item, words) in &rows {
            if words.text.is_empty() {
                words.marks.iter().for_each(|mark| sheet.mark(mark.remark, mark.edge));
                continue;
            }
            lists.item(item, words, &shown[at + 1..], &mut sheet);
            at += 1;
        }
        sheet
    }

    /// Writes an item before some others.
    fn item(&mut self, item: &OfficeItem, words: &MarkdownSheet, behind: &[&OfficeItem], sheet: &mut MarkdownSheet) {
        let had = self.open.len();
        self.open.retain(|open| open.level <= item.level);
        let closed = self.open.len() < had;
        let is_long = std::mem::replace(&mut self.is_long, words.text.contains('\n'));
        let Some(mark) = &item.mark else {
            let indent = self.indent();
            if !sheet.text.is_empty() {
                sheet.text.push_str("\n\n");
            }
            self.is_loose = true;
            return sheet.append(words, &indent, &indent);
        };
        let same = self.open.last().filter(|open| open.level == item.level);
        let goes_on = same.is_some_and(|open| follows(&open.last, mark, open.list == item.list));
        // A list of the same item that stood deeper would go on otherwise.
        let parts = !goes_on && (same.is_some() || closed);
        if same.is_some() {
            self.open.pop();
        }
        let indent = self.indent();
        let begins = !goes_on && !self.is_plain(item, mark, behind, is_long);
        if !sheet.text.is_empty() {
            sheet.text.push_str(if parts || begins && self.is_loose { "\n\n" } else { "\n" });
        }
        if parts || begins {
            let is_close = !parts && !self.is_loose && !sheet.text.is_empty();
            sheet.text += &format!("{indent}{PARTING}{}", if is_close { "\n" } else { "\n\n" });
        }
        let label = format!("{} ", label(mark));
        let width = label.chars().count();
        sheet.append(words, &format!("{indent}{label}"), &format!("{indent}{}", " ".repeat(width)));
        self.open.push(OpenLevel { level: item.level, list: item.list, width, last: mark.clone() });
        self.is_loose = false;
    }

    /// Whether a mark is read as that of a list's first item without more: of a bullet, of a number that a list may begin with where it
    /// stands, of letters that enough others follow. `is_long` says whether the words before it take several lines.
    fn is_plain(&self, item: &OfficeItem, mark: &OfficeMark, behind: &[&OfficeItem], is_long: bool) -> bool {
        /// No list begins with a greater number that is written in letters.
        const LAST_START: u32 = 26;
        match mark {
            OfficeMark::Bullet => true,
            OfficeMark::Number { value, form: OfficeNumerals::Decimal, around: OfficeAround::Stop | OfficeAround::Bracket } => {
                *value == 1 || self.open.is_empty()
            }
            OfficeMark::Number { value, form, around } => {
                // A capital with a stop may be an initial, and so may the next one.
                let is_initial = matches!(form, OfficeNumerals::UpperLetter | OfficeNumerals::UpperRoman) && *around == OfficeAround::Stop;
                let enough = 2 + usize::from(is_initial);
                let is_below = self.open.is_empty() || !self.is_loose && !is_long;
                *value <= LAST_START && is_below && has_run(item, mark, behind, enough)
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

/// Whether a list has so many items, each of which follows the one before.
fn has_run(first: &OfficeItem, mark: &OfficeMark, behind: &[&OfficeItem], enough: usize) -> bool {
    let (mut count, mut last) = (1, mark);
    for next in behind.iter().take_while(|next| next.level >= first.level).filter(|next| next.level == first.level) {
        let Some(mark) = &next.mark else { continue };
        if count >= enough || !follows(last, mark, next.list == first.list) {
            break;
        }
        (count, last) = (count + 1, mark);
    }
    count >= enough
}

/// What stands before an item that is a line of a cell, where no list can be.
pub(super) fn mark_in_line(mark: &OfficeMark, level: u8) -> String {
    match mark {
        OfficeMark::Bullet if level == 0 => "• ".to_owned(),
        OfficeMark::Bullet => "◦ ".to_owned(),
        OfficeMark::Number { .. } => format!("{} ", label(mark)),
    }
}

/// The label of a mark as Markdown has it.
pub(super) fn label(mark: &OfficeMark) -> String {
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

/// a … z, then aa, ab: as lists of Markdown are read.
fn letters(value: u32) -> String {
    Numerals::SmallLetters.write(u64::from(value.max(1)))
}

/// Roman numerals in small letters; a list has no others.
fn roman(value: u32) -> String {
    Numerals::SmallRoman.write(u64::from(value.clamp(1, 3999)))
}
