//! Line blocks, which are verse, and the tables that pandoc draws with hyphens, which are set line by line so that no rule in them
//! becomes a heading or a break.

use super::constructs::Construct;
use super::copy::{DialectSeen, RoleStretch};
use super::signs::BAR;
use super::walk::{DialectWalk, SourceLine};
use crate::book::Role;
use std::ops::Range;

/// A line of `| words`, if it belongs to no table: its bar goes, its end stays, and so does the white space behind the bar.
pub(super) fn line_block(walk: &mut DialectWalk<'_>) {
    let line = walk.line;
    let words = &walk.text[line.words..line.end];
    if !of_line_block(words) {
        return;
    }
    let before = walk.text[..line.start].strip_suffix('\n').map(str::len).map(|at| walk.line_at(at));
    let goes_on = |other: SourceLine| of_line_block(&walk.text[other.words..other.end]) || other.words == other.end;
    let begins = before.is_none_or(|before| before.words == before.end);
    let inside = walk.copy.roles.last().is_some_and(|verse| verse.role == Role::Verse && verse.range.end == line.start);
    let next = (line.end < walk.text.len()).then(|| walk.line_at(line.end + 1));
    // A line by itself that begins with a bar is what it is; a table has its rule in the second line.
    if !(inside || begins && next.is_some_and(|next| next.words < next.end && goes_on(next))) {
        return;
    }
    let end = (line.end + 1).min(walk.text.len());
    match walk.copy.roles.last_mut().filter(|_| inside) {
        Some(verse) => verse.range.end = end,
        None => walk.copy.roles.push(RoleStretch { range: line.start..end, role: Role::Verse, alignment: None }),
    }
    if words.trim_end() == "|" {
        // An empty line parts two stanzas, as it does between fences.
        return walk.copy.set(line.words..line.words + 1, b' ');
    }
    walk.copy.cut(line.words..line.words + 1);
    // One space belongs to the bar.
    super::fate::firm(walk, (line.words + 2).min(line.end));
    walk.copy.line_ends.push(line.end);
}

fn of_line_block(words: &str) -> bool {
    let Some(rest) = words.strip_prefix('|') else { return false };
    (rest.is_empty() || rest.starts_with(' ')) && !rest.contains('|')
}

/// `+---+---+`: the rules go, and the rows between them are set line by line.
pub(super) fn grid(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let line = walk.line;
    if !is_grid_rule(words) || line.start < walk.grid_until.max(walk.open_grid_until) {
        return false;
    }
    let mut rows = Vec::new();
    let mut at = line.end + 1;
    let mut last = line;
    while at < walk.text.len() {
        let next = walk.line_at(at);
        let said = walk.text[next.words..next.end].trim_end();
        if !(said.starts_with('|') && said.ends_with('|') || is_grid_rule(said)) {
            break;
        }
        rows.push((next, is_grid_rule(said)));
        (at, last) = (next.end + 1, next);
    }
    if !matches!(rows.last(), Some((_, true))) {
        // No rule in it begins one that is closed.
        walk.open_grid_until = last.end;
        return false;
    }
    walk.copy.tell(DialectSeen::Foreign(Construct::GridTable), line.words..last.end);
    walk.grid_until = last.end;
    walk.copy.set(line.words..line.end, b' ');
    for (row, rule) in rows {
        if rule {
            walk.copy.set(row.words..row.end, b' ');
        } else {
            // The bar at the front goes, so that this is no row of a table of bars.
            walk.copy.cut(row.words..row.words + 1);
            let end = walk.text[..row.end].trim_end().len();
            walk.copy.cut(end - 1..row.end);
            walk.copy.line_ends.push(row.end);
        }
    }
    false
}

fn is_grid_rule(words: &str) -> bool {
    let inner = words.strip_prefix('+').and_then(|inner| inner.strip_suffix('+'));
    inner.is_some_and(|inner| inner.len() > 2 && inner.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+' | b':')))
}

/// `------ ------`, a rule of pandoc's simple and multiline tables.
pub(super) fn simple(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let line = walk.line;
    let columns = columns(words);
    let long = columns == 1 && words.len() >= 20;
    if columns < 2 && !long {
        return false;
    }
    if long {
        // The outer rule of a table: only if a rule of several columns is near.
        let mut at = line.end + 1;
        let mut inner = walk.fenced_table;
        for _ in 0..12 {
            if inner || at >= walk.text.len() {
                break;
            }
            let next = walk.line_at(at);
            inner = self::columns(walk.text[next.words..next.end].trim_end()) > 1;
            at = next.end + 1;
        }
        if !inner {
            return false;
        }
        walk.fenced_table = !walk.fenced_table;
    }
    if !long {
        walk.copy.tell(DialectSeen::Foreign(Construct::SimpleTable), line.words..line.end);
    }
    let mut ends: Vec<usize> = Vec::new();
    if let Some(before) = walk.text[..line.start].strip_suffix('\n').map(str::len) {
        ends.push(before);
    }
    let mut at = line.end + 1;
    while at < walk.text.len() {
        let next = walk.line_at(at);
        if next.words == next.end || self::columns(walk.text[next.words..next.end].trim_end()) > 0 {
            break;
        }
        ends.push(next.end);
        at = next.end + 1;
    }
    walk.copy.line_ends.extend(ends);
    // A line of signs that stand for nothing is a part of the paragraph.
    walk.copy.cut(line.start..line.end);
    true
}

/// How many groups of hyphens, each of two at least, a line is made of; none if it holds anything else.
fn columns(words: &str) -> usize {
    let groups: Vec<&str> = words.split(' ').filter(|group| !group.is_empty()).collect();
    let all = groups.iter().all(|group| group.len() >= 2 && group.bytes().all(|byte| byte == b'-'));
    if all { groups.len() } else { 0 }
}

/// Keeps the line if it is a row of a table, or begins one: its second line is `|---|---|`.
pub(super) fn row(walk: &mut DialectWalk<'_>) {
    let line = walk.line;
    if let Some(columns) = walk.columns {
        walk.rows.push((line, columns));
        return;
    }
    let words = walk.text[line.words..line.end].trim_end();
    if line.start < walk.grid_until || !words.contains('|') {
        return;
    }
    if !is_rule(words) {
        return without_rule(walk, words);
    }
    let Some(before) = walk.text[..line.start].strip_suffix('\n').map(|text| walk.line_at(text.len())) else { return };
    let (columns, wanted) = (bars(walk, line), bars(walk, before).len() + 1);
    if columns.len() + 1 == wanted {
        walk.columns = Some(wanted);
        return;
    }
    let head = walk.text[before.words..before.end].trim_end();
    if !head.contains('|') || is_rule(head) || (wanted == 1 && !is_row(head)) {
        return;
    }
    walk.copy.tell(DialectSeen::Foreign(Construct::TableRule), line.words..line.end);
    let end = line.words + words.len();
    if columns.len() >= wanted {
        // What is too much belongs to the last column.
        walk.copy.set(columns[wanted - 1]..end - usize::from(words.ends_with('|')), b'-');
        walk.columns = Some(wanted);
    } else if words.len() > 2 * wanted {
        walk.copy.set(line.words..end, b'-');
        for column in 0..wanted {
            walk.copy.set(line.words + 2 * column..line.words + 2 * column + 1, b'|');
        }
        walk.copy.set(end - 1..end, b'|');
        walk.columns = Some(wanted);
    } else {
        // Nothing is left of the line, which stays the end of the row above it.
        walk.copy.cut(line.words..line.end);
        apart(walk, line);
    }
}

/// `|---|:-:|`, the line below the head of a table.
fn is_rule(words: &str) -> bool {
    words.contains('|') && words.contains('-') && words.bytes().all(|byte| b"|-: \t".contains(&byte))
}

/// `| a | b |`.
fn is_row(words: &str) -> bool {
    words.len() > 2 && words.starts_with('|') && words.ends_with('|')
}

/// Rows of a table that has no line below its head: each is set on a line of its own.
fn without_rule(walk: &mut DialectWalk<'_>, words: &str) {
    let line = walk.line;
    let columns = |line: SourceLine| if is_row(walk.text[line.words..line.end].trim_end()) { bars(walk, line).len() } else { 0 };
    if !is_row(words) || line.end >= walk.text.len() {
        return;
    }
    let next = walk.line_at(line.end + 1);
    let inner = columns(line);
    if inner == 0 || columns(next) != inner || is_rule(walk.text[next.words..next.end].trim_end()) {
        return;
    }
    walk.copy.tell(DialectSeen::Foreign(Construct::BareTable), line.words..line.end);
    apart(walk, line);
}

/// Keeps the rows from a line on apart from each other.
fn apart(walk: &mut DialectWalk<'_>, mut line: SourceLine) {
    loop {
        walk.grid_until = line.end;
        let next = (line.end < walk.text.len()).then(|| walk.line_at(line.end + 1));
        let Some(next) = next.filter(|next| next.words < next.end && walk.text[next.words..next.end].contains('|')) else { return };
        walk.copy.line_ends.push(line.end);
        line = next;
    }
}

/// Whether the line above is a row of a table, so that the parser takes this one for a row as well.
pub(super) fn is_right_below_row(walk: &DialectWalk<'_>) -> bool {
    let end = walk.line.start.checked_sub(1).filter(|&end| end >= walk.body);
    end.map(|end| walk.line_at(end)).is_some_and(|above| is_row(walk.text[above.words..above.end].trim_end()))
}

/// Whether the line, which begins with a colon, is a table's caption: by itself, right before a table or behind one.
pub(super) fn is_caption(walk: &DialectWalk<'_>) -> bool {
    let line = walk.line;
    let before = walk.text[..line.start].trim_end_matches(['\n', ' ', '\t', '>']);
    let above = walk.line_at(before.len());
    let above = walk.text.get(above.words..above.end).unwrap_or("");
    if is_row(above.trim_end()) {
        return true;
    }
    if before.len() + 1 >= line.start && !before.is_empty() {
        // A definition, right below its term.
        return false;
    }
    if above.starts_with(": ") || above.starts_with(":\t") {
        return false;
    }
    let mut at = line.end + 1;
    let mut blank = false;
    // A caption of several lines, an empty one, the head of the table.
    for _ in 0..12 {
        if at >= walk.text.len() {
            return false;
        }
        let next = walk.line_at(at);
        at = next.end + 1;
        if next.words == next.end {
            blank = true;
        } else if blank {
            let rule = if at < walk.text.len() { walk.line_at(at) } else { return false };
            return walk.text[next.words..next.end].contains('|') && is_rule(walk.text[rule.words..rule.end].trim_end());
        }
    }
    false
}

/// Hides the bars that are too many in rows with more cells than the head: they divide no cells, so that the words behind them are
/// not lost.
pub(super) fn cells(walk: &mut DialectWalk<'_>) {
    for (line, columns) in std::mem::take(&mut walk.rows) {
        let mut bars = bars(walk, line);
        if bars.len() >= columns {
            // Bars in formulas, as in `$|x|$`, divide nothing if there are enough without them.
            let (inside, outside): (Vec<usize>, Vec<usize>) = bars.iter().partition(|&&bar| is_in_formula(walk, line, bar));
            if outside.len() + 1 == columns {
                inside.into_iter().for_each(|bar| walk.copy.set(bar..bar + 1, BAR));
                bars = outside;
            }
        }
        if bars.len() >= columns {
            for &bar in &bars[columns - 1..] {
                walk.copy.set(bar..bar + 1, BAR);
            }
            walk.copy.tell(DialectSeen::Cells, line.words..line.end);
        }
    }
}

/// Whether a byte of a row stands between two signs of a formula.
fn is_in_formula(walk: &DialectWalk<'_>, line: SourceLine, at: usize) -> bool {
    let row = &walk.bytes[line.words..line.end];
    let signs = |range: Range<usize>| range.filter(|&at| row[at] == b'$' && (at == 0 || row[at - 1] != b'\\')).count();
    let at = at - line.words;
    signs(0..at) % 2 == 1 && signs(at..row.len()) > 0
}

/// The bars that divide the cells of a row: not those at its ends, nor escaped ones, nor those in remarks.
fn bars(walk: &DialectWalk<'_>, line: SourceLine) -> Vec<usize> {
    let end = walk.text[..line.end].trim_end().len();
    let mut bars: Vec<usize> = Vec::new();
    for at in line.words..end {
        let escaped = at > line.words && walk.bytes[at - 1] == b'\\';
        if walk.bytes[at] == b'|' && !escaped && at != line.words && at + 1 != end {
            let next = walk.copy.private.partition_point(|range| range.end <= at);
            if walk.copy.private.get(next).is_none_or(|range| range.start > at) {
                bars.push(at);
            }
        }
    }
    bars
}
