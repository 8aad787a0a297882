//! What may become of a stretch of the text: it is told, left out, hidden, made spaces, or ends a page.

use super::constructs::Construct;
use super::copy::DialectSeen;
use super::lists::{PARTING, is_labelled};
use super::signs::{FIRM_SPACE, NOTHING, PAGE};
use super::walk::DialectWalk;
use std::ops::Range;

/// Tells of a stretch.
pub(super) fn foreign(walk: &mut DialectWalk<'_>, construct: Construct, range: Range<usize>) -> bool {
    walk.copy.tell(DialectSeen::Foreign(construct), range);
    true
}

/// Tells of a stretch in the line, takes it out and goes on behind it.
pub(super) fn left_out(walk: &mut DialectWalk<'_>, construct: Construct, range: Range<usize>) -> bool {
    walk.at = range.end;
    walk.copy.cut(range.clone());
    foreign(walk, construct, range)
}

/// A line that ends a page.
pub(super) fn page_break(walk: &mut DialectWalk<'_>) -> bool {
    let line = walk.line;
    walk.copy.set(line.words..line.end, b' ');
    walk.copy.set(line.words..line.words + 1, PAGE);
    walk.at = line.end;
    true
}

/// White space that a line of verse begins with, as spaces that stay.
pub(super) fn firm(walk: &mut DialectWalk<'_>, from: usize) {
    let spaces = walk.bytes[from..walk.line.end].iter().take_while(|&&byte| byte == b' ').count();
    walk.copy.set(from..from + spaces, FIRM_SPACE);
}

/// Blanks a remark and goes on behind it. It must move no words apart or together, and end no list that goes on.
pub(super) fn hide(walk: &mut DialectWalk<'_>, range: Range<usize>) {
    walk.copy.private.push(range.clone());
    walk.at = range.end;
    let first = walk.line;
    let last = if range.end <= first.end { first } else { walk.line_at(range.end) };
    let opens = range.start == first.words;
    if opens && walk.text[range.end..last.end].trim().is_empty() {
        if begins_list(walk, &range, last.end) {
            // A comment of HTML ends the paragraph, as no blank line does without moving the items apart.
            return;
        }
        let with = if walk.only_remarks || apart(walk, first.start, last.end) { b' ' } else { NOTHING };
        return walk.copy.hide(range, with);
    }
    // In a row of a table and in a heading white space at the end means nothing.
    if walk.bytes.get(first.words).is_some_and(|byte| matches!(byte, b'|' | b'#')) && range.end <= first.end {
        return walk.copy.hide(range, b' ');
    }
    let before = walk.text[..range.start].chars().next_back().is_none_or(char::is_whitespace);
    let after = walk.text[range.end..].chars().next().is_none_or(char::is_whitespace);
    let with = if walk.only_remarks { b' ' } else { NOTHING };
    // A space before a word's end is still behind it: `**so:**` must be seen to end.
    let space = usize::from(!before && after).min(range.len());
    walk.copy.hide(range.start..range.start + space, b' ');
    walk.copy.hide(range.start + space..range.end, with);
}

/// Whether an empty comment stands between the words of an item and a label behind them, which would go on the paragraph without it.
fn begins_list(walk: &DialectWalk<'_>, range: &Range<usize>, end: usize) -> bool {
    let line = walk.line;
    if &walk.text[range.clone()] != PARTING || walk.only_remarks || line.start == 0 || end >= walk.text.len() {
        return false;
    }
    let (before, after) = (walk.line_at(line.start - 1), walk.line_at(end + 1));
    let own = &walk.text[before.words..before.end];
    let goes_on = before.indent == line.indent && line.indent >= 2 && !is_labelled(own) && !own.is_empty();
    line.indent == after.indent && (before.indent + 2 <= line.indent || goes_on) && is_labelled(&walk.text[after.words..after.end])
}

/// Whether the lines round a remark that has its own stay apart: a blank line is put in its place.
fn apart(walk: &DialectWalk<'_>, start: usize, end: usize) -> bool {
    let blank = |line: &str| line.trim_matches([' ', '\t', '>']).is_empty();
    let before = walk.text[..start].strip_suffix('\n').map_or("", |text| text.rsplit('\n').next().unwrap_or(""));
    let after = walk.text[end..].strip_prefix('\n').map_or("", |text| text.split('\n').next().unwrap_or(""));
    match (blank(before), blank(after)) {
        // It may stand between two lists to keep them apart.
        (true, true) => false,
        (false, false) => {
            let words = after.trim_start_matches([' ', '\t', '>']);
            let item = words.starts_with(['-', '*', '+']) || words.starts_with(|c: char| c.is_ascii_digit());
            let comment = walk.text[start..].trim_start_matches([' ', '\t', '>']).starts_with('<');
            let row = |line: &str| line.trim_start_matches([' ', '\t', '>']).starts_with('|');
            row(after) != row(before) || (comment && !item && !row(before))
        }
        _ => true,
    }
}
