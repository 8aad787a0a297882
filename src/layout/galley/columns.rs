//! The columns of a table: how wide they are, how large their type is, and which hold figures that stand below each other by their
//! decimal marks.
//!
//! A column is never narrower than its longest word as long as all have room so; for that the type becomes smaller first. Only where that
//! is not enough are words divided.

use super::{BlockGeometry, Galley};
use crate::book::{Alignment, BlockId, Table};
use crate::language::language;
use crate::layout::frame::Origin;
use crate::layout::line::{self, ParagraphText, RaggedExtent};
use crate::layout::style::TextLook;
use crate::source::Length;
use std::collections::BTreeMap;

/// How much smaller the type of a table may be, in hundredths of its own, from the largest.
const SMALLER: [i64; 3] = [92, 85, 78];

/// The share of the room that the longest words may take, in hundredths, as long as smaller type could change it: with less to spare the
/// cells would be towers.
const CROWDED: i64 = 88;

/// The share of the room that words take at most which a reader takes for a name or a term, and which are best on one line.
const NAME: i64 = 35;

/// The columns of a table.
#[derive(Debug)]
pub(super) struct ColumnPlan {
    /// The look of the cells.
    pub(super) look: TextLook,
    /// The space between two columns.
    pub(super) gap: Length,
    /// Whether words are divided because they do not find room whole, even in the smallest type.
    pub(super) cramped: bool,
    pub(super) columns: Vec<TableColumn>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TableColumn {
    pub(super) width: Length,
    /// The figures, if it holds nothing else.
    pub(super) figures: Option<FigureColumn>,
}

/// What the figures of a column stand below each other by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FigureEdge {
    /// The decimal marks.
    Mark,
    /// The ends of the units.
    Unit,
}

/// The figures of a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct FigureColumn {
    pub(super) edge: FigureEdge,
    /// The room that all of them take.
    pub(super) width: FigureWidth,
}

impl FigureColumn {
    fn new(edge: FigureEdge) -> Self {
        Self { edge, width: FigureWidth::default() }
    }
}

/// The width of figures before their decimal mark, and from it on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FigureWidth {
    pub(super) before: Length,
    pub(super) behind: Length,
}

impl FigureWidth {
    pub(super) fn whole(self) -> Length {
        self.before + self.behind
    }

    fn max(self, other: Self) -> Self {
        Self { before: self.before.max(other.before), behind: self.behind.max(other.behind) }
    }
}

impl ColumnPlan {
    /// The width of all columns and the gaps between them.
    pub(super) fn width(&self) -> Length {
        self.columns.iter().map(|column| column.width).sum::<Length>() + self.gap * gaps(self.columns.len())
    }
}

fn gaps(columns: usize) -> i64 {
    i64::try_from(columns.saturating_sub(1)).unwrap_or(0)
}

/// A table at a size of its type.
#[derive(Debug)]
struct TableTrial {
    look: TextLook,
    figures: Vec<Option<FigureColumn>>,
    wishes: ColumnWishes,
}

/// What the columns of a table want.
#[derive(Debug)]
struct ColumnWishes {
    /// Without a line that is broken.
    wanted: Vec<Length>,
    /// Without a line that is broken below the head, whose words take three lines at most.
    bare: Vec<Length>,
    /// With no more than the longest word in a line.
    least: Vec<Length>,
    /// The cells of each row, the head's first.
    cells: Vec<Vec<RaggedExtent>>,
    /// The width that all columns share.
    room: Length,
}

/// Room that goes from one column to another, and how high the rows are then.
#[derive(Debug)]
struct ColumnMove {
    height: (i64, i64),
    from: usize,
    to: usize,
    moved: Length,
}

/// Rows by which the height of a table is estimated.
const LOOKED_AT: usize = 60;

/// Lines that the words of a head may take so that a column can be narrow.
const HEAD_LINES: i64 = 3;

/// The parts of the room by which columns become wider.
const STEPS: i64 = 96;

impl ColumnWishes {
    fn whole(&self) -> Length {
        self.wanted.iter().copied().sum()
    }

    fn floor(&self) -> Length {
        self.least.iter().copied().sum()
    }

    /// Whether all lines are whole, or there is room to spare beside the longest words.
    fn has_room(&self) -> bool {
        self.whole() <= self.room || self.floor().scale(100, CROWDED) <= self.room
    }

    /// What each column wants, or, if that is too much, the widest cut back, but none below its longest word; and then as much moved from one
    /// to another as makes the table less high.
    fn shared(&self) -> Vec<Length> {
        let Self { wanted, bare, least, room, .. } = self;
        let (room, floor) = (*room, self.floor());
        if self.whole() <= room {
            return wanted.clone();
        }
        if floor >= room {
            return least.iter().map(|width| width.scale(room.units(), floor.units().max(1))).collect();
        }
        // Heads as they are, or in several lines: whichever makes the table lower.
        let [whole, broken] = [self.cut_back(wanted), self.cut_back(bare)].map(|widths| self.lowered(widths));
        let mut heights = ColumnHeights { wishes: self, known: BTreeMap::new() };
        if heights.of(&broken) < heights.of(&whole) { broken } else { whole }
    }

    /// Widths that take all of the room: those that columns ask for, with what is left for the heads, or else the widest of them cut back to
    /// one width that makes all fit.
    fn cut_back(&self, asked: &[Length]) -> Vec<Length> {
        let (room, sum): (Length, Length) = (self.room, asked.iter().copied().sum());
        if sum <= room {
            let (left, missing) = (room - sum, self.whole() - sum);
            let share = |(&asked, &wanted): (&Length, &Length)| asked + (wanted - asked).scale(left.units(), missing.units().max(1));
            return asked.iter().zip(&self.wanted).map(share).collect();
        }
        let width = |most: Length| asked.iter().zip(&self.least).map(move |(&asked, &least)| asked.min(most).max(least));
        let (mut low, mut high) = (0, room.units());
        while low < high {
            let most = i64::midpoint(low, high + 1);
            if width(Length::raw(most)).sum::<Length>() <= room { low = most } else { high = most - 1 }
        }
        width(Length::raw(low)).collect()
    }

    /// Moves room between columns as long as the rows become lower by it.
    fn lowered(&self, mut widths: Vec<Length>) -> Vec<Length> {
        let step = self.room / STEPS;
        let mut heights = ColumnHeights { wishes: self, known: BTreeMap::new() };
        let mut height = heights.of(&widths);
        // Each move takes lines away, so there is an end; more moves than this no reader sees.
        for _ in 0..64 {
            let mut best: Option<ColumnMove> = None;
            for (from, to, steps) in moves(widths.len()) {
                let moved = step * steps;
                if widths[from] - moved < self.least[from] {
                    continue;
                }
                widths[from] -= moved;
                widths[to] += moved;
                let now = heights.of(&widths);
                widths[from] += moved;
                widths[to] -= moved;
                if now < best.as_ref().map_or(height, |best| best.height) {
                    best = Some(ColumnMove { height: now, from, to, moved });
                }
            }
            let Some(best) = best else { break };
            height = best.height;
            widths[best.from] -= best.moved;
            widths[best.to] += best.moved;
        }
        widths
    }

    /// The rows by which the height of the table is judged: the head, and some of the others.
    fn judged(&self) -> impl Iterator<Item = &Vec<RaggedExtent>> {
        self.cells.iter().step_by(self.cells.len().div_ceil(LOOKED_AT).max(1))
    }
}

/// The heights of a table for widths of its columns; the lines of a column are counted once for each width.
struct ColumnHeights<'w> {
    wishes: &'w ColumnWishes,
    known: BTreeMap<(usize, Length), Vec<i64>>,
}

impl ColumnHeights<'_> {
    /// How high the rows are, in half lines: first all rows, then all cells, in lines. A name that is broken in a cell by itself counts as if
    /// it took room: in the first column, by which a table is read, as much as a line of the row. A head may be broken.
    fn of(&mut self, widths: &[Length]) -> (i64, i64) {
        let wishes = self.wishes;
        for (column, &width) in widths.iter().enumerate() {
            let lines = |row: &Vec<RaggedExtent>| row.get(column).map_or(1, |cell| cell.lines(width));
            self.known.entry((column, width)).or_insert_with(|| wishes.judged().map(lines).collect());
        }
        let columns: Vec<&Vec<i64>> = widths.iter().enumerate().map(|(column, &width)| &self.known[&(column, width)]).collect();
        let name = wishes.room.scale(NAME, 100);
        let (mut rows, mut cells) = (0, 0);
        for (index, row) in wishes.judged().enumerate() {
            let lines = columns.iter().map(|lines| lines[index]);
            let (most, sum) = lines.clone().fold((1, 0), |(most, sum), lines| (most.max(lines), sum + lines));
            let broken = row.iter().zip(lines).enumerate().filter(|(_, (cell, lines))| *lines > 1 && cell.whole <= name && index > 0);
            rows += most * 2 + broken.map(|(column, _)| if column == 0 { 2 } else { 1 }).sum::<i64>();
            cells += sum;
        }
        (rows, cells)
    }
}

/// From which column to which, and how many steps.
fn moves(columns: usize) -> impl Iterator<Item = (usize, usize, i64)> {
    let pairs = (0..columns).flat_map(move |from| (0..columns).filter(move |&to| to != from).map(move |to| (from, to)));
    pairs.flat_map(|(from, to)| [1, 2, 4, 8, 16].map(|steps| (from, to, steps)))
}

/// The least width at which a head takes no more lines than it may.
fn head_width(head: &RaggedExtent) -> Length {
    let (mut low, mut high) = (head.longest.units(), head.whole.units());
    while low < high {
        let middle = i64::midpoint(low, high);
        if head.lines(Length::raw(middle)) <= HEAD_LINES { high = middle } else { low = middle + 1 }
    }
    Length::raw(low)
}

impl Galley<'_, '_> {
    /// The columns of a table in a place whose look is that of its cells.
    pub(super) fn columns(&mut self, table: &Table, place: BlockGeometry) -> ColumnPlan {
        let mark = self.decimal_mark();
        // A cell over several columns says nothing of what one holds.
        let text = |&cell: &BlockId| if table.span(cell).columns > 1 { String::new() } else { self.cell_text(cell).to_owned() };
        let texts = |row: &Vec<BlockId>| row.iter().map(text).collect::<Vec<String>>();
        let count = table.alignments.len().max(table.head.len()).max(1);
        let mut alignments = table.alignments.clone();
        alignments.resize(count, Alignment::Start);
        let figures = figure_columns(&table.rows.iter().map(texts).collect::<Vec<_>>(), &alignments, mark);
        // The largest with room to spare; or else the largest in which all words are whole, or the smallest.
        let mut kept = self.trial(table, &figures, mark, place);
        for percent in SMALLER {
            if kept.wishes.has_room() {
                break;
            }
            let [size, leading] = [place.look.size, place.look.leading].map(|length| length.scale(percent, 100));
            let trial = self.trial(table, &figures, mark, BlockGeometry { look: TextLook { size, leading, ..place.look }, ..place });
            if trial.wishes.has_room() || kept.wishes.floor() > kept.wishes.room {
                kept = trial;
            }
        }
        let TableTrial { look, figures, wishes } = kept;
        let cramped = wishes.floor() > wishes.room;
        let columns = wishes.shared().into_iter().zip(figures);
        let columns =
            columns.map(|(width, figures)| TableColumn { width, figures: figures.filter(|figures| figures.width.whole() <= width) });
        ColumnPlan { look, gap: look.size, cramped, columns: columns.collect() }
    }

    /// What stands between the whole and the fraction of a figure in the book's language.
    pub(super) fn decimal_mark(&self) -> char {
        language(&self.edition.book().language).decimal_mark.chars().next().unwrap_or('.')
    }

    /// The words of a cell.
    fn cell_text(&self, cell: BlockId) -> &str {
        self.edition.book().block(cell).prose().map_or("", |prose| prose.text.as_str())
    }

    fn trial(&mut self, table: &Table, of_figures: &[Option<FigureEdge>], mark: char, place: BlockGeometry) -> TableTrial {
        let (columns, look) = (of_figures.len(), place.look);
        let mut bare = vec![look.size * 2; columns];
        let (mut least, mut wanted) = (bare.clone(), bare.clone());
        let mut cells = Vec::with_capacity(table.rows.len() + 1);
        let mut figures: Vec<Option<FigureColumn>> = of_figures.iter().map(|edge| edge.map(FigureColumn::new)).collect();
        let bold = BlockGeometry { look: TextLook { bold: true, ..look }, ..place };
        let mut over = Vec::new();
        let rows = table.heads().map(|row| (row, true)).chain(table.rows.iter().map(|row| (row, false)));
        for (row, is_head) in rows {
            let place = if is_head { bold } else { place };
            let mut extents = vec![RaggedExtent::default(); columns];
            for (column, &cell) in row.iter().enumerate().take(columns) {
                let Some(prose) = self.edition.book().block(cell).prose() else { continue };
                let copy = self.copy(cell, prose, Origin::Block(cell), place);
                let mut extent = line::ragged_extent(&copy, self.bench);
                let span = table.span(cell);
                if span.columns > 1 {
                    over.push(WideCell { column, columns: span.columns, whole: extent.whole, longest: extent.longest });
                    continue;
                }
                // A cell over several rows has their lines too.
                extent.rows = i64::try_from(span.rows).unwrap_or(1).max(1);
                let spare = look.size / 10;
                wanted[column] = wanted[column].max(extent.whole + spare);
                least[column] = least[column].max(extent.longest + spare);
                bare[column] = bare[column].max(if is_head { head_width(&extent) } else { extent.whole } + spare);
                if let Some(known) = figures[column].filter(|_| !is_head)
                    && let Some(own) = self.figure_width(&copy, known.edge, mark)
                {
                    figures[column] = Some(FigureColumn { width: known.width.max(own), ..known });
                }
                extents[column] = extent;
            }
            cells.push(extents);
        }
        for (column, figures) in figures.iter().enumerate() {
            let Some(FigureColumn { width, .. }) = figures else { continue };
            for wish in [&mut wanted, &mut bare, &mut least] {
                wish[column] = wish[column].max(width.whole());
            }
        }
        for cell in over {
            let end = (cell.column + cell.columns).min(columns);
            let gaps = look.size * gaps(end - cell.column);
            spread(&mut wanted[cell.column..end], cell.whole + look.size / 10 - gaps);
            spread(&mut least[cell.column..end], cell.longest + look.size / 10 - gaps);
            spread(&mut bare[cell.column..end], cell.longest + look.size / 10 - gaps);
        }
        let room = place.width - look.size * gaps(columns);
        TableTrial { look, figures, wishes: ColumnWishes { wanted, bare, least, cells, room } }
    }

    /// The width of a cell's figures before and behind what they stand below each other by; none if it holds none.
    pub(super) fn figure_width(&mut self, copy: &ParagraphText, edge: FigureEdge, mark: char) -> Option<FigureWidth> {
        let upto = decimal_place(&copy.plain, mark)?;
        if edge == FigureEdge::Unit {
            return Some(FigureWidth { before: line::extent(copy, self.bench).0, behind: Length::ZERO });
        }
        let voice = copy.strands.first()?.voice;
        let mut head = ParagraphText::new("");
        head.push(&copy.plain[..upto], voice, Origin::Artifact, None);
        let [(whole, _), (before, _)] = [copy, &head].map(|copy| line::extent(copy, self.bench));
        Some(FigureWidth { before, behind: whole - before })
    }
}

/// A cell over several columns: its first, how many, its width on one line, and that of its longest word.
struct WideCell {
    column: usize,
    columns: usize,
    whole: Length,
    longest: Length,
}

/// Makes columns as wide together as a cell over them, each by the same.
fn spread(widths: &mut [Length], wanted: Length) {
    let lacking = wanted - widths.iter().copied().sum::<Length>();
    let count = i64::try_from(widths.len()).unwrap_or(1).max(1);
    if lacking > Length::ZERO {
        widths.iter_mut().for_each(|width| *width += Length::raw(lacking.units() / count + 1));
    }
}

/// Which columns hold figures alone (two at least), but for dashes and empty cells, and what these stand below each other by: with units
/// that are not all behind a fraction the ends of the units, if their author has them at the right.
fn figure_columns(rows: &[Vec<String>], alignments: &[Alignment], mark: char) -> Vec<Option<FigureEdge>> {
    let edge = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|text| text.trim());
        let (mut figures, mut others, mut units, mut wholes) = (0, 0, 0, 0);
        for text in cells.filter(|text| text.contains(char::is_alphanumeric)) {
            if decimal_place(text, mark).is_some() {
                figures += 1;
            } else {
                others += 1;
            }
            units += usize::from(text.ends_with(|c: char| c.is_alphabetic() || matches!(c, '%' | '‰' | '°')));
            wholes += usize::from(!text.contains(mark));
        }
        let by_unit = units > 0 && wholes > 0 && alignments[column] == Alignment::End;
        (figures > 1 && others == 0).then_some(if by_unit { FigureEdge::Unit } else { FigureEdge::Mark })
    };
    (0..alignments.len()).map(edge).collect()
}

/// Where the decimal mark of a figure stands, or would: `1,040` ends with its digits, `$9.25` has its mark behind the 9. None for what is
/// no figure, such as a date, a range or the number of a section.
fn decimal_place(text: &str, mark: char) -> Option<usize> {
    /// The most characters of a unit or a sign before or behind the digits.
    const UNIT: usize = 4;
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let is_short = |part: &str| part.trim().chars().count() <= UNIT;
    if !is_short(&text[..first]) || !is_short(&text[last..]) {
        return None;
    }
    let digits = &text[first..last];
    let is_separator = |c: char| matches!(c, '.' | ',' | '\'' | '’' | ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}');
    if !digits.chars().all(|c| c.is_ascii_digit() || c == mark || is_separator(c)) {
        return None;
    }
    let mut parts = digits.split(mark);
    let (whole, fraction) = (parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    // Groups have three digits, or in some countries two; a fraction has no groups of another kind but spaces.
    let mut groups = whole.split(is_separator);
    let (head, groups_hold) = (groups.next()?, groups.all(|group| (2..=3).contains(&group.len())));
    let is_whole = groups_hold && (head.len() <= 3 || !whole.contains(is_separator));
    let is_fraction = fraction.is_none_or(|fraction| !fraction.contains(['.', ',']));
    (is_whole && is_fraction).then_some(first + whole.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_from_other_words() {
        for (text, wanted) in [
            ("1,040", "1,040|"),
            ("112.5", "112|.5"),
            ("$9.25", "$9|.25"),
            ("−0.5 %", "−0|.5 %"),
            ("1 000 000", "1 000 000|"),
            ("12,34,567.8", "12,34,567|.8"),
            ("3.14159 26", "3|.14159 26"),
            ("1948", "1948|"),
            ("5 km", "5| km"),
        ] {
            let mut parted = text.to_owned();
            parted.insert(decimal_place(text, '.').unwrap_or_else(|| panic!("{text}")), '|');
            assert_eq!(parted, wanted);
        }
        assert_eq!(decimal_place("1.040,5", ','), Some(5));
        for text in ["12.5.2020", "12–15", "1.2.3", "A", "", "about 12", "12 hours", "2026-01-02", "1948, 1950", "0301 1234567"] {
            assert_eq!(decimal_place(text, '.'), None, "{text}");
        }
    }

    proptest::proptest! {
        /// All columns fit, none is narrower than its longest word where all have room so, and no move makes the table lower.
        #[test]
        fn columns_share_the_room(
            cells in proptest::collection::vec(proptest::collection::vec((5_i64..400, 1_i64..40), 4), 1..6),
        ) {
            let words = |whole: i64, longest: i64| RaggedExtent::of_words(whole / longest, Length::points(longest));
            let whole = |column: usize| cells.iter().map(|row| row[column].0.max(row[column].1)).max().unwrap();
            let longest = |column: usize| cells.iter().map(|row| row[column].1).max().unwrap();
            let points = |of: &dyn Fn(usize) -> i64| (0..4).map(|column| Length::points(of(column))).collect::<Vec<_>>();
            let wishes = ColumnWishes {
                wanted: points(&whole),
                bare: points(&whole),
                least: points(&longest),
                cells: cells.iter().map(|row| row.iter().map(|cell| words(cell.0.max(cell.1), cell.1)).collect()).collect(),
                room: Length::points(300),
            };
            let widths = wishes.shared();
            proptest::prop_assert!(widths.iter().copied().sum::<Length>() <= wishes.room);
            proptest::prop_assert!(widths.iter().zip(&wishes.least).all(|(width, least)| width >= least));
            for (from, to, steps) in moves(4) {
                let moved = wishes.room / STEPS * steps;
                let mut other = widths.clone();
                other[from] -= moved;
                other[to] += moved;
                let may = wishes.whole() > wishes.room && other[from] >= wishes.least[from];
                let mut heights = ColumnHeights { wishes: &wishes, known: BTreeMap::new() };
                proptest::prop_assert!(!may || heights.of(&other) >= heights.of(&widths));
            }
        }
    }

    #[test]
    fn names_in_the_first_column_are_not_broken_for_the_sake_of_a_few_lines_elsewhere() {
        let points = |of: &[i64]| of.iter().map(|&width| Length::points(width)).collect::<Vec<_>>();
        let rows = [[62, 700], [70, 640], [55, 810], [66, 720]];
        let words = |whole: i64, longest: i64| RaggedExtent::of_words(whole / longest, Length::points(longest));
        let wishes = ColumnWishes {
            wanted: points(&[70, 810]),
            bare: points(&[70, 810]),
            least: points(&[38, 45]),
            cells: std::iter::once(vec![words(30, 15); 2])
                .chain(rows.iter().map(|row| vec![words(row[0], 31), words(row[1], 45)]))
                .collect(),
            room: Length::points(300),
        };
        assert!(wishes.shared()[0] >= Length::points(70), "{:?}", wishes.shared());
        // Long words of a first column still give way.
        let cells = rows.iter().map(|row| vec![words(400, 38), words(row[1], 45)]).collect();
        let long = ColumnWishes { wanted: points(&[400, 810]), bare: points(&[400, 810]), cells, ..wishes };
        assert!(long.shared()[0] < Length::points(200));
    }

    #[test]
    fn columns_of_figures_hold_nothing_else() {
        let rows = [["a", "1.5", "7", "1", "–"], ["b", "–", "x", "", "–"], ["c", "10", "8", "", "3"]];
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|&text| text.to_owned()).collect()).collect();
        let figures = figure_columns(&rows, &[Alignment::End; 5], '.');
        assert_eq!(figures, [None, Some(FigureEdge::Mark), None, None, None]);
        let rows = [["600 g", "600 g", "1.5 %"], ["–", "0.8 g", "0.5 %"], ["12 g", "1½ h", "10.0 %"]];
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|&text| text.to_owned()).collect()).collect();
        let figures = figure_columns(&rows, &[Alignment::End; 3], '.');
        assert_eq!(figures, [Some(FigureEdge::Unit), Some(FigureEdge::Unit), Some(FigureEdge::Mark)]);
    }
}
