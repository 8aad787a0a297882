//! Composes pages: the rows and notes of a plan at their places on the paper.

use super::foot::Feet;
use super::frame::{Area, Content, Item, LineRecord, Origin, Page};
use super::galley::Row;
use super::geometry::Length;
use super::paginate::{Plan, Room};
use super::style::Sheet;
use crate::book::SectionId;
use crate::config;

/// A page before it has its number: what stands on it but for head and folio.
#[derive(Debug, Default)]
pub(super) struct Sheetling {
    /// Its items, `x` from the left edge of the text.
    pub(super) items: Vec<Item>,
    /// Its lines of text, in order.
    pub(super) lines: Vec<LineRecord>,
    /// The sections that begin on it, in order.
    pub(super) sections: Vec<SectionId>,
    /// Whether it opens a chapter, so that it has no running head.
    pub(super) opening: bool,
    /// Whether nothing at all may be added to it: a blank or display page.
    pub(super) bare: bool,
}

/// Space, rule and space between the text and its notes, and between two series of notes.
pub(super) fn room(sheet: &Sheet) -> Room {
    Room { depth: sheet.depth, leading: sheet.leading, rule: sheet.leading, second: sheet.note.leading.scale(3, 4) }
}

/// The pages of a chapter by its plans.
pub(super) fn compose(rows: Vec<Row>, feet: Feet, plans: &[Plan], sheet: &Sheet, page: &config::Page) -> Vec<Sheetling> {
    let mut rows = rows.into_iter();
    let mut notes = feet.series.map(|foot| foot.rows.into_iter());
    let count = plans.len();
    plans
        .iter()
        .enumerate()
        .map(|(index, plan)| {
            let body: Vec<Row> = rows.by_ref().take(plan.rows.len()).collect();
            let [author, commentary] = &mut notes;
            let feet = [
                author.by_ref().take(plan.notes[0].len()).collect::<Vec<Row>>(),
                commentary.by_ref().take(plan.notes[1].len()).collect::<Vec<Row>>(),
            ];
            one(body, feet, index == 0, index + 1 == count, sheet, page)
        })
        .collect()
}

fn one(body: Vec<Row>, feet: [Vec<Row>; 2], first: bool, last: bool, sheet: &Sheet, page: &config::Page) -> Sheetling {
    let room = room(sheet);
    let top = page.margins.top;
    let bottom = top + sheet.depth;
    let mut made = Sheetling { opening: first, ..Sheetling::default() };
    let stretch = if last || feet.iter().any(|rows| !rows.is_empty()) { Length::ZERO } else { leftover(&body, sheet) };
    let gaps = body.iter().skip(1).filter(|row| row.above > Length::ZERO).count();

    let mut y = top;
    let mut passed = 0;
    for (index, row) in body.into_iter().enumerate() {
        y += if index == 0 { row.above_top } else { row.above };
        if index > 0 && row.above > Length::ZERO {
            passed += 1;
            // Shares of what is left over, so that the page's last line stands on the grid.
            y += stretch.scale(passed, gaps.max(1) as i64) - stretch.scale(passed - 1, gaps.max(1) as i64);
        }
        made.sections.extend(row.section);
        y = lay(row, y, Area::Text, &mut made);
    }

    let height: Length = feet.iter().map(|rows| foot_height(rows)).sum();
    let mut y = bottom - height - if feet.iter().all(|rows| !rows.is_empty()) { room.second } else { Length::ZERO };
    let thick = Length::milli(350);
    let mut begun = false;
    for (series, rows) in feet.into_iter().enumerate() {
        if rows.is_empty() {
            continue;
        }
        let (space, width) = match (begun, series) {
            (true, _) => (room.second / 2, sheet.measure),
            (false, 0) => (room.rule.scale(2, 5), sheet.measure / 5),
            (false, _) => (room.rule.scale(2, 5), sheet.measure),
        };
        if begun {
            y += room.second;
        }
        let rule = Content::Rule { width, height: thick };
        made.items.push(Item { origin: Origin::Artifact, x: Length::ZERO, y: y - space, content: rule, link: None });
        for (index, row) in rows.into_iter().enumerate() {
            y += if index == 0 { Length::ZERO } else { row.above };
            y = lay(row, y, Area::Foot(series), &mut made);
        }
        begun = true;
    }
    made
}

fn foot_height(rows: &[Row]) -> Length {
    rows.iter().enumerate().map(|(index, row)| row.height + if index == 0 { Length::ZERO } else { row.above }).sum()
}

/// What a full page lacks to a whole number of lines, if there are gaps that can take it.
fn leftover(body: &[Row], sheet: &Sheet) -> Length {
    let height: Length = body.iter().enumerate().map(|(index, row)| row.height + if index == 0 { row.above_top } else { row.above }).sum();
    let slack = sheet.depth - height;
    if slack > Length::ZERO && slack < sheet.leading { slack } else { Length::ZERO }
}

/// Puts a row's items at its place; returns where the next row begins.
fn lay(row: Row, y: Length, area: Area, made: &mut Sheetling) -> Length {
    let bottom = y + row.height;
    let first = made.items.len();
    made.items.extend(row.items.into_iter().map(|item| Item { y: item.y + y, ..item }));
    made.lines.extend(row.line.map(|line| LineRecord {
        items: first..made.items.len(),
        area,
        bottom,
        height: row.height,
        ratio: line.fit.ratio,
        hyphen: line.hyphen,
        overfull: line.fit.overfull,
        index: line.place.0,
        of: line.place.1,
        span: line.fit.span,
    }));
    bottom
}

/// Moves a page's items to their places on the paper: a recto has its inner margin on the left, a verso on the right.
pub(super) fn page(sheetling: Sheetling, label: String, recto: bool, paper: &config::Page) -> Page {
    let left = if recto { paper.margins.inner } else { paper.margins.outer };
    let items = sheetling.items.into_iter().map(|item| Item { x: item.x + left, ..item }).collect();
    Page { label, items, lines: sheetling.lines, opening: sheetling.opening }
}
