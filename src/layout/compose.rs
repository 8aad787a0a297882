//! Composes pages: the rows, figures and notes of a plan at their places on the paper.

use super::beside::{Beside, level};
use super::foot::Foot;
use super::frame::{ItemContent, LineRecord, Page, PageItem, TextArea};
use super::galley::{FloatClass, NEVER, RepeatedHead, Row, baseline};
use super::line::ShapeContext;
use super::paginate::{self, Commentary, OpeningSide, PagePlan, PageRoom};
use super::runover::{NoteColumn, NoteRoom, Runover, running_heights};
use super::strip::{self, Float, UncutChapter};
use super::style::StyleSheet;
use crate::book::SectionId;
use crate::config;
use crate::edition::{BySeries, Edition, EntryId, NoteSeries};
use crate::source::Length;
use std::ops::Range;
use std::sync::Arc;

/// A page before it has its number: what stands on it but for head and folio.
#[derive(Debug, Default)]
pub(super) struct PageDraft {
    /// The page's items, `x` from the left edge of the text.
    pub(super) items: Vec<PageItem>,
    /// The page's lines of text, in order.
    pub(super) lines: Vec<LineRecord>,
    /// The items of notes beside the text, `x` from the left edge of their column.
    pub(super) beside: Range<usize>,
    /// The items of notes beside the text that go on below it, `x` from the left edge of text and column together.
    pub(super) below: Range<usize>,
    /// The items that are turned by a quarter, `x` from the lower edge of the page, `y` from the left edge of the text.
    pub(super) turned: Range<usize>,
    /// Whether the page has the margins of a page with notes beside its text.
    pub(super) wide: bool,
    /// Whether less than a third of the page is text because the notes beside that take more room.
    pub(super) crowded: bool,
    /// Whether the page is the commentary on the page it faces.
    pub(super) commentary: bool,
    /// The notes first called on the page, each with the top of the row that calls it, from the top of the text.
    pub(super) calls: Vec<(EntryId, Length)>,
    /// The sections that begin on the page, in order.
    pub(super) sections: Vec<SectionId>,
    /// Whether the page opens a chapter, so that it has no running head.
    pub(super) opening: bool,
    /// Whether the author ends the page here.
    pub(super) ended: bool,
    /// How many pages behind its place in the text each figure on the page stands that had to wait.
    pub(super) waited: Vec<usize>,
    /// Whether nothing at all may be added to the page: a blank or display page.
    pub(super) bare: bool,
}

/// A chapter with the plans of its pages for either side it may begin on.
pub(super) struct PaginatedChapter {
    strip: UncutChapter,
    plans: [Vec<PagePlan>; 2],
    commentary: Commentary,
}

impl PaginatedChapter {
    /// Cuts a galley's rows into pages.
    pub(super) fn new(rows: Vec<Row>, edition: &Edition, sheet: &StyleSheet, bench: &mut ShapeContext) -> Self {
        let strip = UncutChapter::new(rows, edition, sheet, bench);
        let commentary = match sheet.beside {
            Some(Beside::Facing { .. }) if !strip.feet.series.commentary.rows.is_empty() => Commentary::Facing,
            Some(beside @ Beside::Column { .. }) => Commentary::Beside { columns: beside.columns(sheet.measure) },
            _ => Commentary::Foot,
        };
        let plans = paginate::paginate(&strip, room(sheet, commentary));
        Self { strip, plans, commentary }
    }

    /// Whether every page of the chapter faces its commentary, so that it begins on a verso.
    pub(super) fn facing(&self) -> bool {
        self.commentary == Commentary::Facing
    }

    /// How many pages the chapter takes if it begins on this side.
    pub(super) fn count(&self, side: OpeningSide) -> usize {
        self.plans[side as usize].len() * if self.facing() { 2 } else { 1 }
    }

    /// The rows of its text, in order.
    pub(super) fn rows(&mut self) -> &mut [Row] {
        &mut self.strip.rows
    }

    /// The rows and figures of its pages if it begins on this side, each with the number of its page from 0.
    pub(super) fn placed(&self, side: OpeningSide) -> impl Iterator<Item = (usize, &Row)> {
        let step = if self.facing() { 2 } else { 1 };
        self.plans[side as usize].iter().enumerate().flat_map(move |(page, plan)| {
            let figures = self.strip.floats[plan.floats.clone()].iter().map(|figure| &figure.row);
            self.strip.rows[plan.rows.clone()].iter().chain(figures).map(move |row| (page * step, row))
        })
    }

    /// The chapter's pages if it begins on this side.
    pub(super) fn pages(self, side: OpeningSide, sheet: &StyleSheet, page: &config::PageSettings) -> Vec<PageDraft> {
        let [recto, verso] = self.plans;
        let plans = if side == OpeningSide::Recto { recto } else { verso };
        let UncutChapter { rows, floats, feet } = self.strip;
        let (mut rows, mut floats) = (rows.into_iter(), floats.into_iter());
        let goes_on = plans.iter().map(|plan| BySeries::each(|series| goes_on(&feet.series[series], plan.notes[series].start)));
        let goes_on: Vec<BySeries<bool>> = goes_on.collect();
        let BySeries { author, commentary } = feet.series;
        let (mut author, mut commented) = (author.rows.into_iter(), commentary.rows.into_iter());
        let mut pages = Vec::with_capacity(plans.len());
        let beside_text = room(sheet, self.commentary).beside();
        for (index, (plan, goes_on)) in plans.iter().zip(goes_on).enumerate() {
            let body: Vec<Row> = rows.by_ref().take(plan.rows.len()).collect();
            let figures: Vec<Float> = floats.by_ref().take(plan.floats.len()).collect();
            let author: Vec<Row> = author.by_ref().take(plan.notes.author.len()).collect();
            let commented: Vec<Row> = commented.by_ref().take(plan.notes.commentary.len()).collect();
            let at_foot = self.commentary == Commentary::Foot;
            let (commentary_below, mut beside) = if at_foot { (commented, Vec::new()) } else { (Vec::new(), commented) };
            let below = BySeries { author, commentary: commentary_below };
            let torn = rows.as_slice().first().filter(|_| !body.is_empty()).and_then(|next| next.torn.clone());
            let wide = matches!(sheet.beside, Some(Beside::Column { .. }));
            let (ended, waited) = (body.last().is_some_and(|row| row.ends_page), waited(&figures, &plans[..index]));
            let made = PageDraft { opening: index == 0, wide, ended, waited, ..PageDraft::default() };
            let low = page.height - page.margins.top - sheet.depth;
            let is_level = index + 1 < plans.len() && !ended;
            let mut pen = PagePen { sheet, top: page.margins.top, low, is_level, made };
            let (runover, end) = runover(&beside, beside_text);
            let bottom = pen.foot(below, goes_on, end);
            // Text comes before its notes, which were only laid first because they say where it must end.
            let (items, lines) = (std::mem::take(&mut pen.made.items), std::mem::take(&mut pen.made.lines));
            pen.made.items.reserve_exact(items.len() + body.iter().map(|row| row.items.len()).sum::<usize>());
            pen.body(body, plan.rows.start, figures, bottom, torn);
            let before = pen.made.items.len();
            pen.made.items.extend(items);
            let shifted = |line: LineRecord| LineRecord { items: line.items.start + before..line.items.end + before, ..line };
            pen.made.lines.extend(lines.into_iter().map(shifted));
            let under = beside.split_off(runover.beside.end);
            let blocks = blocks(beside, plan.notes.commentary.start, &commentary.entries);
            if self.commentary == Commentary::Facing {
                let calls = std::mem::take(&mut pen.made.calls);
                let facing = PageDraft { commentary: true, ..PageDraft::default() };
                let mut facing = PagePen { sheet, top: page.margins.top, low, is_level, made: facing };
                facing.beside(blocks, &calls, goes_on.commentary, end);
                pen.made.calls = calls;
                pages.extend([pen.made, PageDraft { beside: 0..0, ..facing.made }]);
            } else {
                let calls = std::mem::take(&mut pen.made.calls);
                let text = pen.made.lines.iter().filter(|line| line.area == TextArea::Text);
                let low = text.map(|line| line.bottom).max().unwrap_or_default();
                pen.made.crowded = !blocks.is_empty() && index + 1 < plans.len() && low < page.margins.top + sheet.depth / 3;
                pen.beside(blocks, &calls, goes_on.commentary, end);
                if let Some(beside) = sheet.beside.filter(|_| !under.is_empty()) {
                    pen.below(under, &runover, beside);
                }
                pen.made.calls.splice(0..0, calls);
                pages.push(pen.made);
            }
        }
        pages
    }
}

/// Where the notes beside the text stand, and where the text and the column beside it end; all in their column, if that is too low even so.
fn runover(rows: &[Row], room: NoteRoom) -> (Runover, Length) {
    let sums = running_heights(rows);
    let all = 0..rows.len();
    let placed = NoteColumn { rows, sums: &sums }.place(all.clone(), room);
    let placed = placed.unwrap_or(Runover { beside: all, below: Vec::new(), height: Length::ZERO });
    let end = room.depth - room.taken(placed.height);
    (placed, end)
}

/// How many pages behind their places figures stand that come to a page behind those of some plans, each that does.
fn waited(figures: &[Float], before: &[PagePlan]) -> Vec<usize> {
    let pages = figures.iter().map(|figure| before.iter().rev().take_while(|plan| plan.rows.end >= figure.after).count());
    pages.filter(|&pages| pages > 0).collect()
}

/// The rows of notes on a page, from the row `from` of their series on, by entry.
fn blocks(rows: Vec<Row>, from: usize, entries: &[(EntryId, Range<usize>)]) -> Vec<(EntryId, Vec<Row>)> {
    let mut blocks: Vec<(EntryId, Vec<Row>)> = Vec::new();
    for (index, row) in (from..).zip(rows) {
        let entry = entries[entries.partition_point(|(_, range)| range.end <= index)].0;
        match blocks.last_mut() {
            Some((last, rows)) if *last == entry => rows.push(row),
            _ => blocks.push((entry, vec![row])),
        }
    }
    blocks
}

/// Space, rule and space between the text and its notes, and between two series of notes.
pub(super) fn room(sheet: &StyleSheet, commentary: Commentary) -> PageRoom {
    let second = sheet.note.leading.scale(3, 4);
    PageRoom { depth: sheet.depth, leading: sheet.leading, rule: sheet.leading, second, commentary, long: sheet.runs_long() }
}

/// Whether the notes from a row on begin in the middle of one.
fn goes_on(foot: &Foot, row: usize) -> bool {
    let entry = foot.entries.partition_point(|(_, range)| range.end <= row);
    foot.entries.get(entry).is_some_and(|(_, range)| range.start < row)
}

/// Puts things on a page.
struct PagePen<'a> {
    sheet: &'a StyleSheet,
    top: Length,
    /// Distance of the text from the lower edge of the page.
    low: Length,
    /// Whether the page is to end level with the one it faces: unless its author ends it, or the chapter.
    is_level: bool,
    made: PageDraft,
}

impl PagePen<'_> {
    /// The text, which begins with the row `from` of its chapter, with its figures.
    fn body(&mut self, mut body: Vec<Row>, from: usize, figures: Vec<Float>, bottom: Length, torn: Option<Arc<RepeatedHead>>) {
        let leading = self.sheet.leading;
        seen_at_edges(&mut body);
        let to = from + body.len();
        let (at_foot, figures): (Vec<_>, Vec<_>) = figures.into_iter().partition(|figure| figure.class == FloatClass::Bottom);
        let (at_head, inside): (Vec<_>, Vec<_>) =
            figures.into_iter().partition(|figure| figure.class != FloatClass::Here || figure.after <= from && to > from);
        // How far the figures push the text down: always whole lines.
        let mut pushed = Length::ZERO;
        for figure in at_head {
            let room = figure.room(leading);
            if figure.row.turned {
                self.lay_turned(figure.row);
                continue;
            }
            // One with a page of its own stands in the middle of it.
            let y = if figure.class == FloatClass::Page { (self.sheet.depth - figure.row.height) / 2 } else { pushed };
            self.lay(figure.row, y, TextArea::Text);
            pushed += room;
        }
        let mut inside = inside.into_iter().peekable();
        let mut y = Length::ZERO;
        let mut placed: Vec<(Length, Row)> = Vec::with_capacity(body.len());
        for (index, row) in body.into_iter().enumerate() {
            while let Some(figure) = inside.next_if(|figure| figure.after <= from + index) {
                self.inside(figure, &mut placed, y, &mut pushed);
            }
            if let Some(torn) = row.torn.as_ref().filter(|_| index == 0) {
                self.made.items.extend(torn.head.iter().map(|item| PageItem { y: item.y + self.top + pushed, ..item.clone() }));
            }
            let at = strip::top(&row, y, index == 0, leading);
            if row.snaps && index > 0 {
                centre(&mut placed, at - y - row.above);
            }
            y = at + row.height;
            placed.push((at + pushed, row));
        }
        for figure in inside {
            self.inside(figure, &mut placed, y, &mut pushed);
        }
        let mut foot = bottom - at_foot.iter().map(|figure| figure.room(leading)).sum::<Length>();
        let (over, rest) = (strip::up(y, leading) - y, foot - pushed - y);
        // Above notes the text ends where it may.
        if self.is_level && bottom == self.sheet.depth && (rest >= over || rest < Length::ZERO) {
            y += lower(&mut placed, over, leading);
        }
        for (y, row) in placed {
            self.lay(row, y, TextArea::Text);
        }
        if let Some(torn) = torn {
            self.made.items.push(PageItem { y: torn.close.y + self.top + y + pushed, ..torn.close.clone() });
        }
        for figure in at_foot {
            let room = figure.room(leading);
            let y = foot + room - figure.row.height;
            self.lay(figure.row, y, TextArea::Text);
            foot += room;
        }
    }

    /// A figure in its place in the text.
    fn inside(&self, figure: Float, placed: &mut Vec<(Length, Row)>, y: Length, pushed: &mut Length) {
        let room = figure.room(self.sheet.leading);
        placed.push((y + *pushed + (room - figure.row.height) / 2, figure.row));
        *pushed += room;
    }

    /// The notes, the last of which end at `end`; returns where the text must end.
    fn foot(&mut self, feet: BySeries<Vec<Row>>, goes_on: BySeries<bool>, end: Length) -> Length {
        let room = room(self.sheet, Commentary::Foot);
        let measure = self.sheet.measure;
        let height = foot_height(&feet.author) + foot_height(&feet.commentary);
        let mut y = end - height - if !feet.author.is_empty() && !feet.commentary.is_empty() { room.second } else { Length::ZERO };
        let bottom = if height > Length::ZERO { y - room.rule } else { y };
        let mut begun = false;
        for (series, rows) in feet.into_each() {
            if rows.is_empty() {
                continue;
            }
            let space = if begun { room.second / 2 } else { room.rule.scale(2, 5) };
            // Short before the author's notes, longer before the commentary; as long as the lines where a note goes on from the
            // page before.
            let width = match (goes_on[series], series) {
                (true, _) => measure,
                (false, NoteSeries::Author) => measure / 5,
                (false, NoteSeries::Commentary) => measure.scale(2, 5),
            };
            if begun {
                y += room.second;
            }
            let rule = ItemContent::Rule { width, height: Length::milli(350) };
            let x = if self.sheet.mirrored { measure - width } else { Length::ZERO };
            self.made.items.push(PageItem::artifact(x, self.top + y - space, rule));
            y = self.column(rows, y, TextArea::Foot(series));
            begun = true;
        }
        bottom
    }

    /// The notes beside the text, each as near as may be to the row that calls it: first lines stand on one baseline.
    /// A rule as long as the lines stands over a note that goes on from the page before. None reaches below `depth`.
    fn beside(&mut self, blocks: Vec<(EntryId, Vec<Row>)>, calls: &[(EntryId, Length)], goes_on: bool, depth: Length) {
        let first = self.made.items.len();
        if let Some(beside) = self.sheet.beside.filter(|_| goes_on && !blocks.is_empty()) {
            let content = ItemContent::Rule { width: beside.width(), height: Length::milli(350) };
            let y = self.top - self.sheet.leading / 4;
            self.made.items.push(PageItem::artifact(Length::ZERO, y, content));
        }
        let baselines = baseline(self.sheet.text) - baseline(self.sheet.note);
        // What goes on from the page before, or is called by a note, stands below what is before it.
        let mut last = Length::ZERO;
        let wanted: Vec<Length> = blocks
            .iter()
            .map(|(entry, _)| {
                last = calls.iter().find(|(called, _)| called == entry).map_or(last, |(_, y)| *y + baselines);
                last
            })
            .collect();
        let heights: Vec<Length> = blocks.iter().map(|(_, rows)| foot_height(rows)).collect();
        let spaces: Vec<Length> = blocks.iter().map(|(_, rows)| rows[0].above).collect();
        for (y, (_, rows)) in level(&wanted, &heights, &spaces, depth).into_iter().zip(blocks) {
            self.column(rows, y, TextArea::Beside);
        }
        self.made.beside = first..self.made.items.len();
    }

    /// The notes beside the text that go on below it, across the whole measure, in columns that are read one after the other.
    fn below(&mut self, rows: Vec<Row>, runover: &Runover, beside: Beside) {
        let first = self.made.items.len();
        let whole = self.sheet.measure + beside.shift(true, Length::ZERO) + beside.width();
        let top = self.sheet.depth - runover.height;
        let rule = ItemContent::Rule { width: whole, height: Length::milli(350) };
        self.made.items.push(PageItem::artifact(Length::ZERO, self.top + top - self.sheet.leading.scale(2, 5), rule));
        let columns = i64::try_from(beside.columns(self.sheet.measure)).unwrap_or(2).max(2);
        let step = (whole - beside.width()) / (columns - 1);
        let mut rows = rows.into_iter();
        for (number, column) in (0..).zip(&runover.below) {
            // In a book from right to left the first is the one at the right.
            let place = if self.sheet.mirrored { columns - 1 - number } else { number };
            let from = self.made.items.len();
            self.column(rows.by_ref().take(column.len()), top, TextArea::Beside);
            self.made.items[from..].iter_mut().for_each(|item| item.x += step * place);
        }
        self.made.below = first..self.made.items.len();
    }

    /// Puts rows below one another, the first at `y` from the top of the text; returns where the last ends.
    fn column(&mut self, rows: impl IntoIterator<Item = Row>, mut y: Length, area: TextArea) -> Length {
        for (index, row) in rows.into_iter().enumerate() {
            y += if index == 0 { Length::ZERO } else { row.above };
            let height = row.height;
            self.lay(row, y, area);
            y += height;
        }
        y
    }

    /// Puts the items of a turned row in the middle of the page.
    fn lay_turned(&mut self, row: Row) {
        let first = self.made.items.len();
        let down = (self.sheet.measure - row.height) / 2;
        self.made.sections.extend(row.section);
        self.made.items.extend(row.items.into_iter().map(|item| PageItem { x: item.x + self.low, y: item.y + down, ..item }));
        self.made.turned = first..self.made.items.len();
    }

    /// Puts a row's items at its place, `y` from the top of the text.
    fn lay(&mut self, row: Row, y: Length, area: TextArea) {
        let top = self.top + y;
        let first = self.made.items.len();
        self.made.sections.extend(row.section);
        self.made.calls.extend(row.calls.into_iter().map(|entry| (entry, y)));
        self.made.items.extend(row.items.into_iter().map(|item| PageItem { y: item.y + top, ..item }));
        self.made.lines.extend(row.line.map(|line| LineRecord {
            items: first..self.made.items.len(),
            area,
            bottom: top + row.height,
            height: row.height,
            ratio: line.fit.ratio,
            hyphen: line.hyphen,
            overfull: line.fit.overfull,
            stand_in: line.fit.stand_in,
            index: line.place.0,
            of: line.place.1,
            span: line.fit.span,
        }));
    }
}

/// Shows at the edges of a page what would not be seen there, such as an empty line.
fn seen_at_edges(body: &mut [Row]) {
    let last = body.len().saturating_sub(1);
    for at in [0, last] {
        if let Some(row) = body.get_mut(at) {
            row.items.append(&mut row.at_edge);
        }
    }
}

/// What is off the grid and ends before a line on it has the space that is left over half above and half below, unless it
/// begins the page. A heading there has all of it above: it belongs to what follows.
fn centre(placed: &mut [(Length, Row)], over: Length) {
    let begin = placed.iter().rposition(|(_, row)| row.snaps).map_or(0, |last| last + 1);
    let begins_page = begin == 0;
    if over > Length::ZERO {
        let group = &mut placed[begin..];
        let heading = group.iter().rposition(|(_, row)| row.section.is_some());
        let heading = heading.filter(|&first| group[first..].iter().all(|(_, row)| row.after == NEVER)).unwrap_or(group.len());
        for (index, (y, _)) in group.iter_mut().enumerate() {
            *y += match index < heading {
                true if begins_page => Length::ZERO,
                true => over / 2,
                false if begins_page && heading == 0 => Length::ZERO,
                false => over,
            };
        }
    }
}

/// Lowers what ends a page off the grid by what is left to the next line of the grid, so that the page ends level with the one it faces:
/// the space goes in equal parts above whatever has space above it, but not below a heading or between the rows of a table, and into a
/// listing only where there is no other. Returns how far the last row is lowered: nothing where there is no such space.
fn lower(placed: &mut [(Length, Row)], over: Length, leading: Length) -> Length {
    let begin = placed.iter().rposition(|(_, row)| row.snaps).map_or(1, |last| last + 1).max(1);
    let takes = |index: usize| placed[index].1.above >= leading / 4 && placed[index - 1].1.after != NEVER;
    let begins_block = |index: usize| placed[index].1.line.is_none_or(|line| line.place.0 == 0);
    let between: Vec<usize> = (begin..placed.len()).filter(|&index| takes(index) && begins_block(index)).collect();
    let gaps = if between.is_empty() { (begin..placed.len()).filter(|&index| takes(index)).collect() } else { between };
    let Some(count) = i64::try_from(gaps.len()).ok().filter(|count| *count > 0) else { return Length::ZERO };
    let mut passed = 0;
    for (index, (y, _)) in placed.iter_mut().enumerate().skip(begin) {
        passed += i64::from(gaps.binary_search(&index).is_ok());
        *y += over.scale(passed, count);
    }
    over
}

fn foot_height(rows: &[Row]) -> Length {
    rows.iter().enumerate().map(|(index, row)| row.height + if index == 0 { Length::ZERO } else { row.above }).sum()
}

/// Moves a page's items to their places on the paper: a right-hand page has its inner margin on the left, a left-hand
/// one on the right.
pub(super) fn page(sheetling: PageDraft, label: String, right: bool, paper: &config::PageSettings, beside: Option<Beside>) -> Page {
    let config::Margins { inner, outer, .. } = paper.margins;
    let left = if right { inner } else { outer };
    let column = beside.map_or(Length::ZERO, |beside| beside.shift(right, paper.width - inner - outer));
    let below = beside.map_or(Length::ZERO, |beside| beside.shift_below(right, paper.width - inner - outer));
    let shift = |index: usize| match () {
        () if sheetling.beside.contains(&index) => left + column,
        () if sheetling.below.contains(&index) => left + below,
        () => left,
    };
    let turned = sheetling.turned;
    let placed = |(index, item): (usize, PageItem)| match turned.contains(&index) {
        true => PageItem { y: item.y + left, ..item },
        false => PageItem { x: item.x + shift(index), ..item },
    };
    let items = sheetling.items.into_iter().enumerate().map(placed).collect();
    Page { label, items, lines: sheetling.lines, opening: sheetling.opening, ended: sheetling.ended, waited: sheetling.waited, turned }
}
