//! Grids: `+---+---+` between the rows, bars between the cells.

use super::columns::{byte, words};
use super::drawn::{RuledCell, RuledLine, RuledTable, tidy};
use super::spanned;
use crate::book::Alignment;

/// The table that begins with the first of some lines, if it is closed, and how many lines were read for it. Of these none begins
/// another that is closed.
pub(super) fn table(lines: &[RuledLine]) -> (Option<RuledTable>, usize) {
    let Some((first, edges)) = lines.first().and_then(|first| Some((first, edges(first.text.trim_end())?))) else { return (None, 1) };
    let indent = first.text.len() - first.text.trim_start().len();
    let mut rows: Vec<Vec<RuledCell>> = Vec::new();
    let mut row: Vec<RuledCell> = vec![Vec::new(); edges.len() - 1];
    let (mut alignments, mut headed, mut rules, mut count) = (aligned(first.text, &edges), false, 1, 1);
    for line in &lines[1..] {
        let text = line.text.trim_end();
        let bare = text.trim_start();
        if text.len() - bare.len() != indent || !(bare.starts_with(['|', '+']) && bare.ends_with(['|', '+'])) {
            break;
        }
        count += 1;
        if is_rule(bare) {
            rules += 1;
            if bare.contains('=') && rows.is_empty() {
                headed = true;
                let told = aligned(text, &edges);
                alignments = if told.iter().any(Option::is_some) { told } else { alignments };
            }
            rows.push(std::mem::replace(&mut row, vec![Vec::new(); edges.len() - 1]));
            continue;
        }
        add(&mut row, line, &edges);
    }
    let last = &lines[count - 1];
    rows.iter_mut().flatten().for_each(tidy);
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    let closed = rules > 1 && !rows.is_empty() && is_rule(last.text.trim());
    let table = closed.then(|| {
        let range = first.start..last.end();
        let even = RuledTable { range, alignments, rows, heads: usize::from(headed), spans: Vec::new() };
        spanned::table(&lines[..count]).unwrap_or(even)
    });
    (table, count)
}

/// The columns at which the edges of cells stand in a rule.
fn edges(rule: &str) -> Option<Vec<usize>> {
    let edges: Vec<usize> = rule.char_indices().filter(|(_, c)| *c == '+').map(|(at, _)| at).collect();
    (is_rule(rule.trim_start()) && edges.len() > 1).then_some(edges)
}

/// Whether a line is a rule: hyphens or equals signs between crosses, at least two in a cell.
fn is_rule(words: &str) -> bool {
    let inner = words.strip_prefix('+').and_then(|inner| inner.strip_suffix('+'));
    inner.is_some_and(|inner| {
        inner.len() > 1 && inner.contains(['-', '=']) && inner.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+' | b':'))
    })
}

/// The alignments that colons in a rule ask for.
fn aligned(rule: &str, edges: &[usize]) -> Vec<Option<Alignment>> {
    let cell = |pair: &[usize]| {
        let cell = rule.get(pair[0] + 1..pair[1]).unwrap_or("");
        match (cell.starts_with(':'), cell.ends_with(':')) {
            (true, true) => Some(Alignment::Centre),
            (false, true) => Some(Alignment::End),
            (true, false) => Some(Alignment::Start),
            (false, false) => None,
        }
    };
    edges.windows(2).map(cell).collect()
}

/// Adds a line to the cells of a row. Where no bar stands on an edge, a cell goes over it.
fn add(row: &mut [RuledCell], line: &RuledLine, edges: &[usize]) {
    let mut column = 0;
    while column < row.len() {
        let mut last = column + 1;
        while last < row.len() && !line.text[byte(line.text, edges[last])..].starts_with(['|', '+']) {
            last += 1;
        }
        let place = words(line.text, edges[column] + 1..edges[last]);
        row[column].push(place.start + line.start..place.end + line.start);
        column = last;
    }
}
