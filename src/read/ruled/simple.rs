//! Tables whose columns are told by a line of hyphens: one line a row, or rows of several lines with blank ones between them.

use super::columns::{byte, column, words};
use super::drawn::{RuledCell, RuledLine, RuledTable};
use crate::book::Alignment;
use std::ops::Range;

/// Lines that a head may have.
const LONGEST_HEAD: usize = 12;
/// Hyphens of the line above and below a table whose rows have several lines.
const LONGEST_GROUP: usize = 5;

/// The table that begins with the line at `index`, and how many lines it has.
pub(super) fn table(lines: &[RuledLine], index: usize) -> Option<(RuledTable, usize)> {
    let behind_text = index > 0 && !lines[index - 1].is_blank();
    if behind_text || lines[index].is_blank() {
        return None;
    }
    let first = lines[index].text.trim();
    if first.len() >= LONGEST_GROUP && first.bytes().all(|byte| byte == b'-') {
        return several(lines, index);
    }
    match groups(lines[index].text) {
        Some(columns) if columns.len() > 1 => headless(lines, index, &columns),
        _ => {
            let rule = lines.get(index + 1)?;
            let columns = groups(rule.text).filter(|columns| columns.len() > 1)?;
            headed(lines, index, &columns)
        }
    }
}

/// The columns of the groups of hyphens that a line is made of, each of two at least.
fn groups(line: &str) -> Option<Vec<Range<usize>>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, byte) in line.trim_end().bytes().enumerate() {
        match (byte, groups.last_mut()) {
            (b'-', Some(last)) if last.end == at => last.end += 1,
            (b'-', _) => groups.push(at..at + 1),
            (b' ', _) => {}
            _ => return None,
        }
    }
    (!groups.is_empty() && groups.iter().all(|group| group.len() > 1)).then_some(groups)
}

/// The stretch of columns that each group's words may take: up to where the next begins.
fn reaches(columns: &[Range<usize>]) -> Vec<Range<usize>> {
    let starts = columns.iter().map(|column| column.start);
    let ends = starts.clone().skip(1).chain(std::iter::once(usize::MAX));
    let mut reaches: Vec<Range<usize>> = starts.zip(ends).map(|(start, end)| start..end).collect();
    reaches[0].start = 0;
    reaches
}

/// The cells of a line; none if words stand across the edge of two columns, as in no table.
fn cells(line: &RuledLine, columns: &[Range<usize>]) -> Option<Vec<Range<usize>>> {
    let reaches = reaches(columns);
    for reach in &reaches[1..] {
        let at = byte(line.text, reach.start);
        let glued = at > 0 && at < line.text.len() && !line.text[..at].ends_with(' ') && !line.text[at..].starts_with(' ');
        if glued {
            return None;
        }
    }
    let place = |reach: Range<usize>| {
        let place = words(line.text, reach);
        place.start + line.start..place.end + line.start
    };
    Some(reaches.into_iter().map(place).collect())
}

/// How a column is aligned, by where the words of its head, or first row, stand above the hyphens.
fn aligned(lines: &[&RuledLine], columns: &[Range<usize>]) -> Vec<Option<Alignment>> {
    let reaches = reaches(columns);
    let alignment = |(column, reach): (&Range<usize>, Range<usize>)| {
        let (mut left, mut right) = (true, true);
        for line in lines {
            let place = words(line.text, reach.clone());
            if place.is_empty() {
                continue;
            }
            left &= self::column(line.text, place.start) <= column.start;
            right &= self::column(line.text, place.end) >= column.end;
        }
        match (left, right) {
            (true, true) => None,
            (true, false) => Some(Alignment::Start),
            (false, true) => Some(Alignment::End),
            (false, false) => Some(Alignment::Centre),
        }
    };
    columns.iter().zip(reaches).map(alignment).collect()
}

/// A head, a line of hyphens, and rows of one line each up to a blank one, or to another line of hyphens.
fn headed(lines: &[RuledLine], index: usize, columns: &[Range<usize>]) -> Option<(RuledTable, usize)> {
    let head = &lines[index];
    let mut rows = vec![cells(head, columns)?];
    let mut count = 2;
    for line in &lines[index + 2..] {
        if line.is_blank() {
            break;
        }
        count += 1;
        if groups(line.text).is_some() {
            break;
        }
        rows.push(cells(line, columns)?);
    }
    let range = head.start..lines[index + count - 1].end();
    let rows: Vec<Vec<RuledCell>> = rows.into_iter().map(of_one_line).collect();
    (rows.len() > 1).then(|| (RuledTable { range, alignments: aligned(&[head], columns), rows, heads: 1, spans: Vec::new() }, count))
}

fn of_one_line(row: Vec<Range<usize>>) -> Vec<RuledCell> {
    row.into_iter().map(|cell| if cell.is_empty() { Vec::new() } else { vec![cell] }).collect()
}

/// Rows between two lines of hyphens in groups, without a head.
fn headless(lines: &[RuledLine], index: usize, columns: &[Range<usize>]) -> Option<(RuledTable, usize)> {
    let mut rows = Vec::new();
    for (count, line) in lines[index + 1..].iter().enumerate() {
        if line.is_blank() {
            return None;
        }
        if groups(line.text).as_deref() == Some(columns) {
            let range = lines[index].start..line.end();
            let first = lines.get(index + 1).filter(|_| count > 0)?;
            let alignments = aligned(&[first], columns);
            return Some((RuledTable { range, alignments, rows, heads: 0, spans: Vec::new() }, count + 2));
        }
        rows.push(of_one_line(cells(line, columns)?));
    }
    None
}

/// A table whose rows have several lines, between two lines of hyphens, blank lines between the rows.
fn several(lines: &[RuledLine], index: usize) -> Option<(RuledTable, usize)> {
    let inner = lines[index + 1..].iter().take(LONGEST_HEAD).position(|line| groups(line.text).is_some_and(|groups| groups.len() > 1))?;
    let rule = index + 1 + inner;
    let columns = groups(lines[rule].text)?;
    let head: Vec<&RuledLine> = lines[index + 1..rule].iter().collect();
    if head.iter().any(|line| line.is_blank()) {
        return None;
    }
    let mut row: Vec<RuledCell> = vec![Vec::new(); columns.len()];
    let mut rows: Vec<Vec<RuledCell>> = Vec::new();
    for line in &head {
        add(&mut row, line, &columns)?;
    }
    if !head.is_empty() {
        rows.push(std::mem::replace(&mut row, vec![Vec::new(); columns.len()]));
    }
    let mut first: Option<&RuledLine> = None;
    for (count, line) in lines[rule + 1..].iter().enumerate() {
        let words = line.text.trim();
        if words.len() >= LONGEST_GROUP && words.bytes().all(|byte| byte == b'-') {
            rows.push(row);
            rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
            let of = if head.is_empty() { first.into_iter().collect() } else { head.clone() };
            let range = lines[index].start..line.end();
            let table =
                RuledTable { range, alignments: aligned(&of, &columns), rows, heads: usize::from(!head.is_empty()), spans: Vec::new() };
            return (!table.rows.is_empty()).then_some((table, rule + 2 + count - index));
        }
        if line.is_blank() {
            rows.push(std::mem::replace(&mut row, vec![Vec::new(); columns.len()]));
            continue;
        }
        first.get_or_insert(line);
        add(&mut row, line, &columns)?;
    }
    None
}

fn add(row: &mut [RuledCell], line: &RuledLine, columns: &[Range<usize>]) -> Option<()> {
    for (cell, place) in row.iter_mut().zip(cells(line, columns)?) {
        if !place.is_empty() {
            cell.push(place);
        }
    }
    Some(())
}
