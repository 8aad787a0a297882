//! Tables: columns as wide as they need, cells ragged, rules above, below the head and at the end, as printers do it; the head
//! is repeated where the table goes on.

use super::columns::{ColumnPlan, FigureColumn, TableColumn};
use super::{BlockGeometry, FloatClass, Galley, NEVER, RepeatedHead, Row, RowDepth};
use crate::book::{Alignment, BlockId, Style, Table};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::edition::{EntryId, NotePlacement};
use crate::language::{language, squares};
use crate::layout::entry;
use crate::layout::frame::{ItemContent, Origin, PageItem};
use crate::layout::line::{self, Line, ParagraphShape, ParagraphText};
use crate::layout::style::{Align, TextLook};
use crate::source::Length;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Costs of a page break between two rows of a table, and inside one.
const TORN: i64 = 300;
const SPLIT_ROW: i64 = 15_000;
/// Cost of a page that ends in a table which is better whole.
const IN_SMALL_TABLE: i64 = 120_000;
/// Rows that a table has at least on either side of a page's end.
const FEWEST_ROWS: usize = 3;
/// The most lines of what is said where a table goes on.
const GOES_ON_LINES: usize = 2;
/// The most lines of a row that is never broken.
const WHOLE: usize = 6;

impl Galley<'_, '_> {
    /// Sets a table. However many of its lines do not fit, they are told once: its columns are too narrow, not its words too long.
    pub(super) fn table(&mut self, table: &Table, place: BlockGeometry) {
        let before = std::mem::take(&mut self.bench.diagnostics);
        self.set_table(table, place);
        let inside = std::mem::replace(&mut self.bench.diagnostics, before);
        self.bench.diagnostics.append(told_once(inside));
    }

    fn set_table(&mut self, table: &Table, place: BlockGeometry) {
        let set = self.columns_in(table, place);
        if (table.landscape || set.cramped) && self.turn(table, place) {
            return;
        }
        let (from, below, headed, flush) = (self.rows.len(), self.below, self.headed, self.flush);
        self.rows_of_table(table, &set, place);
        if table.caption.is_none() || !self.is_text(place) {
            return;
        }
        if self.may_move(from) {
            let row = self.whole_table(from);
            (self.below, self.headed, self.flush) = (below, headed, flush);
            self.push_float(row);
            self.tables_move = true;
        } else if let Some(first) = self.rows.get_mut(from).filter(|_| self.tables_move) {
            // Tables stand in the order in which they are written.
            first.pinned = true;
        }
    }

    /// Whether the table that begins with a row may move as a figure does: it is small, nothing leads up to it, and none of its notes stands
    /// at the foot of its page.
    fn may_move(&self, from: usize) -> bool {
        let rows = &self.rows[from..];
        let height: Length = rows.iter().map(|row| row.above + row.height).sum();
        let led_up_to = from.checked_sub(1).is_some_and(|before| self.rows[before].after >= super::LEADS_ON);
        !led_up_to && height <= self.sheet.depth / 2 && rows.iter().all(|row| row.calls.is_empty())
    }

    /// The table that begins with a row as one row that may move.
    fn whole_table(&mut self, from: usize) -> Row {
        let mut whole = Row { float: Some(FloatClass::Here), ..Row::default() };
        for (index, row) in self.rows.drain(from..).enumerate() {
            let top = whole.height + if index == 0 { Length::ZERO } else { row.above };
            whole.items.extend(row.items.into_iter().map(|item| PageItem { y: item.y + top, ..item }));
            whole.height = top + row.height;
        }
        whole
    }

    /// The columns of a table in this place.
    pub(super) fn columns_in(&mut self, table: &Table, place: BlockGeometry) -> ColumnPlan {
        let size = if place.tight { place.look.size } else { self.sheet.cell.size };
        let leading = if place.tight { place.look.leading } else { self.sheet.cell.leading };
        let look = TextLook { size, leading, ..self.sheet.cell };
        self.columns(table, BlockGeometry { look, ..place })
    }

    /// Sets a table in these columns, and below it the notes that its cells call.
    pub(super) fn rows_of_table(&mut self, table: &Table, set: &ColumnPlan, place: BlockGeometry) {
        let rows = &table.rows;
        let whole_table = self.rows.len();
        let (look, total, whole) = (set.look, set.width(), place);
        // A table narrower than the measure stands in the middle, its rules as long as it is wide.
        let place = BlockGeometry { left: place.left + (place.width - total) / 2, width: total, ..place };
        let covered = table.covered();
        let cells = Cells { table, covered: &covered, set, place: BlockGeometry { look, ..place }, is_head: false };

        self.space(Self::apart(place));
        self.caption_above(table.caption, whole);
        let top = self.rows.len();
        self.rule(place, Length::milli(800));
        let bold = TextLook { bold: true, ..look };
        let has_words = |cell: &BlockId| self.edition.book().block(*cell).prose().is_some_and(|prose| !prose.text.trim().is_empty());
        if table.heads().flatten().any(has_words) {
            let cells = Cells { place: BlockGeometry { look: bold, ..place }, is_head: true, ..cells };
            let mut over = Vec::new();
            let last = table.heads().count() - 1;
            for (index, head) in table.heads().enumerate() {
                self.cells(head, &cells, &mut over, NEVER);
                if index < last {
                    self.rules_below(head, &cells);
                }
            }
            self.rule(place, Length::milli(500));
        }
        let goes_on = self.continued(table.caption, whole);
        let torn = Arc::new(self.torn(top, goes_on, place));
        let body = self.rows.len();
        let last = rows.len().saturating_sub(1);
        let (mut over, mut ends) = (Vec::new(), Vec::with_capacity(rows.len()));
        for (index, row) in rows.iter().enumerate() {
            // The last row stays with its rule.
            self.cells(row, &cells, &mut over, if index == last { NEVER } else { TORN });
            ends.push(self.rows.len() - 1);
        }
        for row in &mut self.rows[body..] {
            row.torn = Some(Arc::clone(&torn));
        }
        self.keep_rows(top, &ends);
        self.rule(place, Length::milli(800));
        if let Some(row) = self.rows.last_mut() {
            row.after = 0;
        }
        // Below a narrow table they are wider than that, so as to be lines.
        let width = total.max(whole.width.scale(6, 10));
        let look = self.sheet.note;
        self.notes_under(whole_table, BlockGeometry { left: place.left, width, look, indent: look.size.scale(11, 10), tight: true });
        self.space(Self::apart(place));
        self.flush();
    }

    /// Keeps the rows of a table together, which end with these rows of the galley and begin with `top`: all of them if they take half a page
    /// at most, or else three at least on either side of a page's end.
    fn keep_rows(&mut self, top: usize, ends: &[usize]) {
        let height: Length = self.rows[top..].iter().map(|row| row.above + row.height).sum();
        let (is_small, is_short) = (height <= self.sheet.depth / 2, height <= self.sheet.depth / 3);
        let count = ends.len();
        for (index, &end) in ends.iter().enumerate().take(count.saturating_sub(1)) {
            let few = index + 1 < FEWEST_ROWS || count - index - 1 < FEWEST_ROWS;
            let price = match (is_small, few) {
                (true, true) => NEVER,
                _ if is_short => NEVER,
                (true, false) => IN_SMALL_TABLE,
                (false, true) => super::ORPHAN,
                (false, false) => TORN,
            };
            self.rows[end].after = self.rows[end].after.max(price);
        }
    }

    /// Puts the author's notes that the rows from `top` on call below them, where a reader of the table looks for them.
    fn notes_under(&mut self, top: usize, place: BlockGeometry) {
        let edition = self.edition;
        let is_below = |&entry: &EntryId| edition.entry(entry).place == NotePlacement::Table;
        let mut called: Vec<EntryId> = Vec::new();
        for row in &mut self.rows[top..] {
            called.extend(row.calls.iter().copied().filter(is_below));
            row.calls.retain(|entry| !is_below(entry));
        }
        for (index, entry) in called.into_iter().enumerate() {
            if let Some(last) = self.rows.last_mut() {
                last.after = last.after.max(if index == 0 { NEVER } else { 0 });
            }
            let from = self.rows.len();
            for row in entry::in_place(entry, None, edition, self.sheet, place, self.bench) {
                // What a note on a table calls stands at the foot of the page.
                self.push(row);
            }
            if let Some(first) = self.rows.get_mut(from).filter(|_| index == 0) {
                first.above = first.above.max(place.look.leading / 4);
            }
        }
    }

    /// The caption, which is never parted from the table.
    fn caption_above(&mut self, caption: Option<BlockId>, place: BlockGeometry) {
        let mut words = self.caption(caption, place);
        if caption.is_none() {
            return;
        }
        // It was set to stand below something: its space goes to its foot.
        let gap = place.look.leading / 3;
        words.items.iter_mut().for_each(|item| item.y -= gap);
        words.after = NEVER;
        self.push(words);
    }

    /// What stands above a table that goes on on another page: its number or its caption, and that it goes on. Of a long caption it is the
    /// first sentence.
    fn continued(&mut self, caption: Option<BlockId>, place: BlockGeometry) -> Row {
        let book = self.edition.book();
        let words = language(&book.language).words.with(&book.words).continued;
        let named = caption.and_then(|caption| match book.captions.get(&caption) {
            Some(label) => Some(language(&book.language).capitalised(&label.name)),
            None => book.block(caption).prose().map(|prose| prose.plain().trim_end_matches('.').to_owned()),
        });
        let sentence = named.as_deref().and_then(|named| named.split_once(". ")).map(|(first, _)| first.to_owned());
        let square = squares(&book.language).is_some();
        let said =
            |named: &str| if square { format!("{named}（{words}）") } else { format!("{named} ({words})").trim_start().to_owned() };
        let look = TextLook { hyphenate: false, ..self.sheet.caption };
        for named in named.into_iter().chain(sentence) {
            let lines = self.goes_on_lines(&said(&named), look, place);
            if lines.len() <= GOES_ON_LINES {
                return self.one_row(lines, look, place);
            }
        }
        let lines = self.goes_on_lines(&said(""), look, place);
        self.one_row(lines, look, place)
    }

    fn goes_on_lines(&mut self, words: &str, look: TextLook, place: BlockGeometry) -> Vec<Line> {
        let mut copy = ParagraphText::new(&self.edition.book().language);
        copy.push(words, look.voice(Style::PLAIN, self.bench.fonts), Origin::Artifact, None);
        let shape = ParagraphShape { measure: place.width, first: Length::ZERO, align: look.align, hyphenate: false };
        line::lines(&copy, shape, self.bench)
    }

    /// Lines as one row, with a little space below.
    fn one_row(&self, lines: Vec<Line>, look: TextLook, place: BlockGeometry) -> Row {
        let mut all = Row::default();
        for line in lines {
            let row = self.row(line, BlockGeometry { look, ..place }, 0);
            let top = all.height;
            all.items.extend(row.items.into_iter().map(|item| PageItem { y: item.y + top, ..item }));
            all.height += row.height;
        }
        Row { height: all.height + place.look.leading / 4, ..all }
    }

    /// What is repeated where the table goes on: the rows from `top` on, unless they take more than a third of the page.
    fn torn(&self, top: usize, goes_on: Row, place: BlockGeometry) -> RepeatedHead {
        let rule = |y| {
            let content = ItemContent::Rule { width: place.width, height: Length::milli(350) };
            PageItem::artifact(self.edge(place), y, content)
        };
        let gap = place.look.leading / 8;
        let (mut head, mut height) = (Vec::new(), Length::ZERO);
        for (index, row) in self.rows[top..].iter().enumerate() {
            height += if index == 0 { Length::ZERO } else { row.above };
            head.extend(row.items.iter().map(|item| PageItem { origin: Origin::Artifact, link: None, y: item.y + height, ..item.clone() }));
            height += row.height;
        }
        if self.rows.len() == top + 1 || height > self.sheet.depth / 3 {
            (head, height) = (vec![rule(gap)], gap * 2);
        }
        head.iter_mut().for_each(|item| item.y += goes_on.height);
        height += goes_on.height;
        head.extend(goes_on.items);
        RepeatedHead { height, head, close: rule(gap) }
    }

    /// A rule across a place, in a row of its own that stays with what follows.
    pub(super) fn rule(&mut self, place: BlockGeometry, thick: Length) {
        let height = place.look.leading / 4;
        let content = ItemContent::Rule { width: place.width, height: thick };
        let item = PageItem::artifact(self.edge(place), height / 2, content);
        self.push(Row { height, items: vec![item], after: NEVER, ..Row::default() });
    }

    /// The lines of a cell and where they stand; figures of a column that holds nothing else stand by their decimal marks.
    fn cell(&mut self, cell: BlockId, number: usize, place: BlockGeometry, cells: &Cells) -> Option<(Length, Vec<Line>)> {
        let prose = self.edition.book().block(cell).prose()?;
        let alignment = cells.table.alignment(cell, number, cells.is_head);
        let column = cells.set.columns.get(number).filter(|_| cells.table.span(cell).columns == 1);
        let mut copy = self.copy(cell, prose, Origin::Block(cell), place);
        let mark = self.decimal_mark();
        let figures = column.and_then(|column| column.figures).filter(|_| !cells.is_head);
        if let Some(FigureColumn { edge, width: all }) = figures {
            let rest = place.width - all.whole();
            let before = match (alignment, self.sheet.mirrored) {
                (Alignment::Centre, _) => rest / 2,
                (Alignment::Start, false) | (Alignment::End, true) => Length::ZERO,
                (Alignment::End, false) | (Alignment::Start, true) => rest,
            };
            let at = self.edge(place) + before;
            let shape = ParagraphShape { measure: all.whole(), first: Length::ZERO, align: Align::Left, hyphenate: false };
            if let Some(own) = self.figure_width(&copy, edge, mark) {
                let shape = ParagraphShape { measure: own.whole(), ..shape };
                return Some((at + all.before - own.before, line::lines(&copy, shape, self.bench)));
            }
            // A dash stands in the middle of the figures.
            return Some((at, line::lines(&copy, ParagraphShape { align: Align::Centre, ..shape }, self.bench)));
        }
        copy.fills = alignment != Alignment::Centre;
        let align = match alignment {
            Alignment::Centre => Align::Centre,
            Alignment::End => Align::Right,
            Alignment::Start => Align::Left,
        };
        // A ragged line wants no hyphens, but where a word is wider than its column.
        let shape = ParagraphShape { measure: place.width, first: Length::ZERO, align, hyphenate: false };
        Some((self.edge(place), line::lines(&copy, shape, self.bench)))
    }

    /// Rules below the heads that go over several columns, as wide as these are.
    fn rules_below(&mut self, row: &[BlockId], cells: &Cells) {
        let height = cells.place.look.leading / 4;
        let mut items = Vec::new();
        for (number, &cell) in row.iter().enumerate().filter(|(_, cell)| !cells.covered.contains(cell)) {
            let columns = cells.table.span(cell).columns;
            if columns > 1 {
                let place = cells.place_of(number, columns);
                let content = ItemContent::Rule { width: place.width, height: Length::milli(350) };
                items.push(PageItem::artifact(self.edge(place), height / 2, content));
            }
        }
        if !items.is_empty() {
            self.push(Row { height, items, after: NEVER, ..Row::default() });
        }
    }

    /// Sets a row of cells, line by line, so that a row too high for a page can still be broken. What a cell that goes over several rows
    /// has not said in this one it goes on with in the next: `over` holds it.
    fn cells(&mut self, row: &[BlockId], cells: &Cells, over: &mut Vec<CellLines>, after: i64) {
        let mut columns: Vec<CellLines> = std::mem::take(over);
        for (number, &cell) in row.iter().enumerate().take(cells.set.columns.len()) {
            if cells.covered.contains(&cell) {
                continue;
            }
            let span = cells.table.span(cell);
            let set = self.cell(cell, number, cells.place_of(number, span.columns), cells);
            columns.extend(set.map(|(left, lines)| CellLines { left, lines: lines.into_iter(), below: span.rows - 1 }));
        }
        // A row is as high as what ends in it; what goes over the next rows has them for the rest.
        let ends = columns.iter().filter(|column| column.below == 0);
        let height = ends.map(|column| column.lines.len()).max().unwrap_or(0).max(1);
        let goes_on = columns.iter().any(|column| column.below > 0);
        let look = cells.place.look;
        let pictured = columns.iter().any(|column| column.lines.as_slice().iter().any(|line| line.tall > look.leading));
        if pictured && !goes_on {
            let row = self.cells_apart(columns, look);
            self.push(Row { after, ..row });
            return self.space(look.leading / 8);
        }
        for index in 0..height {
            // All stand on one baseline, as far down as the highest of them needs.
            let lines: Vec<(Length, Line)> = columns.iter_mut().filter_map(|column| Some((column.left, column.lines.next()?))).collect();
            let depths = lines.iter().map(|(_, line)| RowDepth::of(line, cells.place.look, self.bench.fonts));
            let depth = depths.fold(RowDepth::of(&Line::default(), cells.place.look, self.bench.fonts), RowDepth::with);
            let mut set = Row { height: depth.height, ..Row::default() };
            for (left, line) in lines {
                set.calls.extend(line.calls);
                set.items.extend(line.pieces.into_iter().map(|piece| piece.item(left, depth.baseline)));
            }
            // Lines of one row part only where it is too long for anything else, and then two at least stay together.
            set.after = match (index + 1 == height, index == 0 || index + 2 == height) {
                (true, _) if goes_on => after.max(SPLIT_ROW),
                (true, _) => after,
                _ if height <= WHOLE => NEVER,
                (_, true) => super::WIDOW,
                _ => SPLIT_ROW,
            };
            self.push(set);
        }
        self.space(cells.place.look.leading / 8);
        over.extend(columns.into_iter().filter(|column| column.below > 0).map(|column| CellLines { below: column.below - 1, ..column }));
    }

    /// Cells with pictures as one row: each begins at its top, with lines of its own heights.
    fn cells_apart(&self, columns: Vec<CellLines>, look: TextLook) -> Row {
        let mut set = Row::default();
        for CellLines { left, lines, .. } in columns {
            let mut y = Length::ZERO;
            for line in lines {
                let depth = RowDepth::of(&line, look, self.bench.fonts);
                set.calls.extend(line.calls);
                set.items.extend(line.pieces.into_iter().map(|piece| piece.item(left, y + depth.baseline)));
                y += depth.height;
            }
            set.height = set.height.max(y);
        }
        Row { height: set.height.max(look.leading), ..set }
    }
}

/// Lines of a cell that are still to be set.
struct CellLines {
    left: Length,
    lines: std::vec::IntoIter<Line>,
    /// Rows below this one that the cell goes over.
    below: usize,
}

/// The findings in a table, with those of lines that do not fit as one.
fn told_once(inside: Diagnostics) -> Diagnostics {
    let is_overfull = |finding: &&Diagnostic| finding.code == Code::Overfull;
    let count = inside.iter().filter(is_overfull).count();
    let Some(first) = inside.iter().find(is_overfull).filter(|_| count > 1) else { return inside };
    let mut all = Diagnostics::default();
    let message = format!("{count} lines of this table do not fit their columns");
    let help = "give it fewer columns or shorter words, or turn its columns into rows";
    all.push(Diagnostic { message, help: Some(help.to_owned()), ..first.clone() });
    inside.iter().filter(|finding| !is_overfull(finding)).for_each(|finding| all.push(finding.clone()));
    all
}

/// What the rows of a table share.
#[derive(Clone, Copy)]
struct Cells<'t> {
    table: &'t Table,
    /// The cells that others cover.
    covered: &'t BTreeSet<BlockId>,
    set: &'t ColumnPlan,
    place: BlockGeometry,
    is_head: bool,
}

impl Cells<'_> {
    /// Where a cell stands that begins in a column and goes over so many.
    fn place_of(&self, number: usize, columns: usize) -> BlockGeometry {
        let ColumnPlan { columns: all, gap, .. } = self.set;
        let width = |columns: &[TableColumn]| columns.iter().map(|column| column.width + *gap).sum::<Length>();
        let end = (number + columns.max(1)).min(all.len());
        BlockGeometry { left: self.place.left + width(&all[..number]), width: width(&all[number..end]) - *gap, ..self.place }
    }
}
