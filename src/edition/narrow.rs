//! What fits the screen of a phone: how much room tables and displayed formulas need, by the usual widths of letters. Whoever reads may
//! choose another face and another size, so all is counted in ems of the text, and a little too much rather than too little.

use crate::book::{Block, BlockKind, Book, Prose, Role, RunKind, Style, Table};
use crate::math;

/// Room across the screen of a phone: 390 CSS pixels, less the margins of a reading app, in type of 16 pixels; in thousandths of an em.
pub(crate) const PHONE: i32 = 21_000;

/// The kinds of need that are told apart, in ems: each thing has the least that is enough for it. What needs less than the first is not
/// looked at: it fits a phone in type of nearly twice the usual size.
const STEPS: [u16; 18] = [12, 14, 16, 18, 20, 22, 25, 28, 31, 34, 38, 42, 47, 53, 60, 68, 78, 90];

/// Part of the usual size that a table is set in where it is a little too wide, of a hundred.
pub(crate) const SMALLER: u16 = 80;

/// Part of the usual size below which no formula is set, of a hundred.
pub(crate) const SMALLEST_FORMULA: u16 = 55;

/// Size of the type of a table, of a hundred.
const TABLE: i32 = 92;
/// Room on both sides of a cell, in thousandths of the table's em.
const CELL: i32 = 1200;
/// As much as a column of words should have, in thousandths of the table's em: in less, sentences become ladders.
const COLUMN: i32 = 5500;
/// Width of a picture in a cell, about.
const PICTURE: i32 = 3000;

/// How much room something needs that can't be divided like a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NeededRoom {
    /// Thousandths of an em.
    pub(crate) width: i32,
    /// Whether rows may become lists where there is less room: each cell with the words of its head.
    pub(crate) lists: bool,
}

impl NeededRoom {
    /// The kind of need, in ems; none if it fits anywhere.
    #[must_use]
    pub(crate) fn step(self) -> Option<u16> {
        let ems = (self.width + 999) / 1000;
        let last = STEPS.last().copied();
        let step = STEPS.into_iter().find(|step| i32::from(*step) >= ems).or(last);
        step.filter(|_| self.width > i32::from(STEPS[0]) * 1000 - 500)
    }
}

/// The room that a block needs, if it is a table or a displayed formula.
#[must_use]
pub(crate) fn needed(book: &Book, block: &Block) -> Option<NeededRoom> {
    match &block.kind {
        BlockKind::Table(content) => Some(table(book, content)),
        BlockKind::Paragraph(prose) if block.role == Role::Formula => Some(formula(prose)),
        _ => None,
    }
}

/// The room that a displayed formula needs.
#[must_use]
pub(crate) fn formula(prose: &Prose) -> NeededRoom {
    NeededRoom { width: prose.runs.iter().map(|run| formula_in(&run.kind)).sum(), lists: false }
}

/// The room that a table needs for its longest words.
#[must_use]
pub(crate) fn table(book: &Book, table: &Table) -> NeededRoom {
    let mut columns: Vec<i32> = Vec::new();
    for row in table.heads().chain(&table.rows) {
        for (column, &cell) in row.iter().enumerate() {
            if columns.len() <= column {
                columns.push(0);
            }
            if let Some(prose) = book.block(cell).prose().filter(|_| table.span(cell).columns == 1) {
                columns[column] = columns[column].max(least(prose));
            }
        }
    }
    let cells: i32 = columns.iter().map(|column| column.saturating_add(CELL)).sum();
    let is_headed = table.heads().flatten().any(|&cell| book.block(cell).prose().is_some_and(|prose| !prose.text.trim().is_empty()));
    NeededRoom { width: cells / 100 * TABLE, lists: is_headed && table.spans.is_empty() }
}

/// As wide as a cell must be.
fn least(prose: &Prose) -> i32 {
    let (mut longest, mut word, mut all) = (0, 0, 0_i32);
    for run in &prose.runs {
        let size = if run.style.has(Style::CODE) { 51 } else { 0 };
        match &run.kind {
            RunKind::Text => {
                for c in prose.text[run.range()].chars() {
                    let width = if size > 0 { size * 10 } else { self::width(c) };
                    all = all.saturating_add(width);
                    word = if parts(c) { 0 } else { word + width };
                    longest = longest.max(word);
                    if matches!(c, '-' | '‐' | '–' | '—' | '\u{AD}') || is_square(c) {
                        word = 0;
                    }
                }
            }
            RunKind::Break => word = 0,
            RunKind::Image(..) => longest = longest.max(PICTURE),
            kind => {
                word += formula_in(kind);
                longest = longest.max(word);
            }
        }
    }
    longest.max(all.min(COLUMN))
}

fn formula_in(kind: &RunKind) -> i32 {
    let RunKind::Math(formula) = kind else { return 0 };
    math::parse(&formula.latex, formula.display).map_or(0, |read| math::extent(&read))
}

/// Whether a line may end at a character.
fn parts(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}') || c == '\u{200B}'
}

/// Whether a character is a square of its own, beside which a line may end.
fn is_square(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}')
}

/// The usual width of a character in thousandths of an em, rather too wide.
fn width(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | ' ' | '\u{A0}' | '\u{202F}' => 330,
        'm' | 'w' => 800,
        'M' | 'W' => 950,
        '0'..='9' => 530,
        c if is_square(c) => 1000,
        c if c.is_uppercase() => 680,
        _ => 530,
    }
}

/// The tables and displayed formulas among some blocks that a phone can't show in one piece, in order.
pub(crate) fn too_wide<'b>(book: &Book, blocks: impl Iterator<Item = &'b Block>) -> Vec<(&'b Block, NeededRoom)> {
    let fits = |block: &Block, room: NeededRoom| {
        let smaller = if matches!(block.kind, BlockKind::Table(_)) { SMALLER } else { SMALLEST_FORMULA };
        room.width / 100 * i32::from(smaller) <= PHONE
    };
    blocks.filter_map(|block| Some((block, needed(book, block).filter(|room| !fits(block, *room))?))).collect()
}

#[cfg(test)]
mod tests {
    use super::{NeededRoom, least};
    use crate::book::{Prose, Run, RunKind, Style};
    use crate::source::{Sources, Span};

    fn words(text: &str) -> Prose {
        let span = Span::new(Sources::default().add("a.md", ""), 0, 0);
        let end = u32::try_from(text.len()).unwrap();
        let run = Run { start: 0, end, kind: RunKind::Text, style: Style::PLAIN, link: None, language: None, reading: None, span };
        Prose { text: text.to_owned(), runs: vec![run], map: std::sync::Arc::default() }
    }

    #[test]
    fn a_cell_needs_room_for_its_longest_word() {
        let [one, two, parted, tied] = ["internationally", "two internationally", "inter-nationally", "12\u{A0}km and"].map(words);
        assert_eq!(least(&one), least(&two));
        assert!(least(&parted) < least(&one));
        assert!(least(&tied) > 4 * 530);
        assert!(least(&words("日本語の文字列です。日本語の文字列です。")) < 6000);
    }

    #[test]
    fn what_is_narrow_has_no_step() {
        let step = |width| NeededRoom { width, lists: true }.step();
        assert_eq!((step(3000), step(11_400), step(11_600), step(20_001), step(200_000)), (None, None, Some(12), Some(22), Some(90)));
    }
}
