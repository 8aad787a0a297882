//! Grids whose cells go over several columns or rows: each cell is found by walking round it, from its left upper corner to the right,
//! down, and back (as reStructuredText's grids are read, which pandoc's are modelled on).

use super::columns::{column, words};
use super::drawn::{RuledCell, RuledLine, RuledSpan, RuledTable, tidy};
use crate::book::Alignment;
use std::collections::BTreeSet;

/// Lines and columns of the largest grid that is looked at so: walking round is dear where a drawing is none.
const MOST: usize = 1_000;

/// A cell by the lines and columns of its edges.
#[derive(Clone, Copy)]
struct Walked {
    top: usize,
    left: usize,
    bottom: usize,
    right: usize,
}

/// The characters of a drawing, one for each column.
struct Grid {
    rows: Vec<Vec<char>>,
    /// The last line and the last column.
    bottom: usize,
    right: usize,
}

impl Grid {
    fn of(lines: &[RuledLine], indent: usize) -> Option<Self> {
        let row = |line: &RuledLine| {
            let text = line.text.trim_end();
            let mut row = vec![' '; column(text, text.len()).saturating_sub(indent)];
            for (at, c) in text.char_indices() {
                if let Some(place) = column(text, at).checked_sub(indent).and_then(|at| row.get_mut(at)) {
                    *place = c;
                }
            }
            row
        };
        let mut rows: Vec<Vec<char>> = lines.iter().map(row).collect();
        let width = rows.iter().map(Vec::len).max().filter(|width| (2..=MOST).contains(width))?;
        rows.iter_mut().for_each(|row| row.resize(width, ' '));
        (2..=MOST).contains(&rows.len()).then(|| Self { bottom: rows.len() - 1, right: width - 1, rows })
    }

    /// All cells, if they fill the drawing.
    fn cells(&self) -> Option<Vec<Walked>> {
        // The last line of each column that belongs to a cell found.
        let mut done = vec![0; self.right];
        let mut corners = BTreeSet::from([(0, 0)]);
        let mut cells = Vec::new();
        while let Some((top, left)) = corners.pop_first() {
            if top == self.bottom || left == self.right || done[left] > top {
                continue;
            }
            let Some(cell) = self.walked(top, left) else { continue };
            if done[cell.left..cell.right].iter().any(|line| *line != top) {
                return None;
            }
            done[cell.left..cell.right].fill(cell.bottom);
            corners.extend([(cell.top, cell.right), (cell.bottom, cell.left)]);
            cells.push(cell);
        }
        done.iter().all(|line| *line == self.bottom).then_some(cells)
    }

    fn walked(&self, top: usize, left: usize) -> Option<Walked> {
        let at = |row: usize, column: usize| self.rows[row][column];
        let is_rule = |c: char| matches!(c, '-' | '=' | ':' | '+');
        if at(top, left) != '+' {
            return None;
        }
        let along = (left + 1..=self.right).take_while(|right| is_rule(at(top, *right)));
        along.filter(|right| at(top, *right) == '+').find_map(|right| {
            let down = (top + 1..=self.bottom).take_while(|row| matches!(at(*row, right), '|' | '+'));
            let closes = |bottom: &usize| {
                at(*bottom, right) == '+'
                    && at(*bottom, left) == '+'
                    && (left..right).all(|column| is_rule(at(*bottom, column)))
                    && (top + 1..*bottom).all(|row| matches!(at(row, left), '|' | '+'))
            };
            down.into_iter().find(closes).map(|bottom| Walked { top, left, bottom, right })
        })
    }
}

/// The table that some lines draw, if a cell of it goes over several columns or rows, or its head has several rows.
pub(super) fn table(lines: &[RuledLine]) -> Option<RuledTable> {
    let first = lines.first()?;
    let indent = first.text.len() - first.text.trim_start().len();
    let grid = Grid::of(lines, indent)?;
    let cells = grid.cells()?;
    let places = |place: fn(&Walked) -> usize| cells.iter().map(place).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    let (tops, lefts) = (places(|cell| cell.top), places(|cell| cell.left));
    let number = |places: &[usize], place: usize| places.partition_point(|other| *other < place);
    let mut rows: Vec<Vec<RuledCell>> = vec![vec![Vec::new(); lefts.len()]; tops.len()];
    let mut spans = Vec::new();
    for cell in &cells {
        let (row, column) = (number(&tops, cell.top), number(&lefts, cell.left));
        let span = RuledSpan { row, column, rows: number(&tops, cell.bottom) - row, columns: number(&lefts, cell.right) - column };
        if span.rows > 1 || span.columns > 1 {
            spans.push(span);
        }
        let lines = &lines[cell.top + 1..cell.bottom];
        let line = |line: &RuledLine| {
            let place = words(line.text, indent + cell.left + 1..indent + cell.right);
            place.start + line.start..place.end + line.start
        };
        rows[row][column] = lines.iter().map(line).collect();
        tidy(&mut rows[row][column]);
    }
    // The rule of equals signs below the head; one at the very end is below a foot.
    let is_head_rule = |row: &usize| grid.rows[*row].contains(&'=') && !grid.rows[*row].contains(&'-');
    let head_rule = (1..grid.bottom).find(is_head_rule);
    let heads = head_rule.map_or(0, |row| number(&tops, row));
    (!spans.is_empty() || heads > 1).then(|| {
        let rule = &grid.rows[head_rule.unwrap_or(0)];
        let ends = lefts.iter().skip(1).chain([&grid.right]);
        let alignments = lefts.iter().zip(ends).map(|(left, right)| aligned(rule, *left, *right)).collect();
        let last = lines[lines.len() - 1];
        RuledTable { range: first.start..last.end(), alignments, rows, heads, spans }
    })
}

/// The alignment that colons at the ends of a column's rule ask for.
fn aligned(rule: &[char], left: usize, right: usize) -> Option<Alignment> {
    match (rule[left + 1] == ':', rule[right - 1] == ':') {
        (true, true) => Some(Alignment::Centre),
        (false, true) => Some(Alignment::End),
        (true, false) => Some(Alignment::Start),
        (false, false) => None,
    }
}
