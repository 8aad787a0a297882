//! Notes whose lines are indented below a mark: `!!! note "Title"` of MkDocs. They become quotations, whose marks take the place of
//! the first column of the indentation.

use super::constructs::Construct;
use super::copy::{DialectSeen, MarkedQuotation};
use super::directives;
use super::signs::{LINE, SPACE, TITLE};
use super::walk::{DialectWalk, IndentedNote, SourceLine};

/// More blank lines in a row than code has.
const MOST_BLANK: usize = 50;

/// Gives a line of a note that is open its mark, and closes the notes that it is no line of.
pub(super) fn line(walk: &mut DialectWalk<'_>) {
    if walk.indented_notes.is_empty() {
        return;
    }
    let line = walk.line;
    if line.words >= line.end {
        if blank_in_code(walk) {
            return;
        }
        walk.indented_notes.iter_mut().for_each(|note| note.apart = true);
        return;
    }
    while walk.indented_notes.last().is_some_and(|note| line.indent < note.indent + 4 || line.quotes != note.quotes) {
        walk.indented_notes.pop();
    }
    let places: Vec<(usize, bool)> =
        walk.indented_notes.iter().filter_map(|note| Some((column(walk, line, note.indent)?, note.apart))).collect();
    for (at, apart) in places {
        if !walk.only_remarks {
            walk.copy.set(at..at + 1, b'>');
            if walk.fence.is_some() && walk.bytes[at] == b'\t' && walk.bytes.get(at + 1) == Some(&b' ') {
                // The space is the code's, not the mark's.
                walk.copy.set(at + 1..at + 2, SPACE);
            }
            if apart {
                walk.copy.quotations.push(MarkedQuotation { at, name: None });
            }
        }
    }
    walk.indented_notes.iter_mut().for_each(|note| note.apart = false);
}

/// Keeps a blank line of code in its block: the line before it goes on, with a sign for its end. False if the code ends here.
fn blank_in_code(walk: &mut DialectWalk<'_>) -> bool {
    let line = walk.line;
    let Some(note) = walk.indented_notes.last().filter(|_| walk.fence.is_some()) else { return false };
    let mut next = line;
    for _ in 0..MOST_BLANK {
        if next.words < next.end || next.end + 1 >= walk.text.len() {
            break;
        }
        next = walk.line_at(next.end + 1);
    }
    let goes_on = next.words < next.end && next.indent >= note.indent + 4 && next.quotes == note.quotes && line.quotes == note.quotes;
    if goes_on && line.start > 0 && !walk.only_remarks {
        walk.copy.join_with(line.start - 1, LINE);
        walk.copy.cut(line.start..line.words);
    }
    goes_on
}

/// Where the white space stands that reaches over a column of a line's indentation.
fn column(walk: &DialectWalk<'_>, line: SourceLine, wanted: usize) -> Option<usize> {
    let from = walk.text[line.start..line.words].rfind('>').map_or(line.start, |mark| line.start + mark + 1);
    let mut at = 0;
    for place in from..line.words {
        let width = if walk.bytes[place] == b'\t' { 4 } else { 1 };
        if (at..at + width).contains(&wanted) {
            return Some(place);
        }
        at += width;
    }
    None
}

/// Opens a note; false if the line is none.
pub(super) fn opens(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let line = walk.line;
    let marks = words.bytes().take_while(|byte| matches!(byte, b'!' | b'?')).count();
    let rest = words[marks..].trim_start_matches('+');
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let name = rest.split_whitespace().next().unwrap_or("");
    let behind = rest.trim_start().get(name.len()..).unwrap_or("").trim();
    let plain = |behind: &str| behind.split_whitespace().all(is_name);
    let (options, title) = behind.split_once('"').unwrap_or((behind, ""));
    if marks != 3 || !rest.starts_with(' ') || !is_name(name) || !plain(options) || !(title.is_empty() || title.ends_with('"')) {
        return false;
    }
    let title = title.trim_end_matches('"');
    let from = line.words + if title.is_empty() { words.len() - name.len() } else { words.rfind(title).unwrap_or(marks) };
    let alone = !has_lines(walk, line);
    if alone && title.is_empty() && !directives::is_note(name) {
        return false;
    }
    if alone {
        // Its words stand in no note: the line is all there is.
        walk.copy.tell(DialectSeen::Foreign(Construct::Admonition), line.words..line.end);
    }
    walk.copy.cut(line.words..line.words + words.len());
    begin(walk, name);
    if !title.is_empty() {
        walk.copy.write(from, title.as_bytes());
    }
    walk.at = if title.is_empty() { line.words + words.len() } else { from };
    false
}

/// Begins a note in the line at hand, what is left of which is its title.
pub(super) fn begin(walk: &mut DialectWalk<'_>, name: &str) {
    let line = walk.line;
    walk.copy.set(line.words..line.words + 1, b'>');
    walk.copy.set(line.words + 1..line.words + 2, TITLE);
    walk.copy.quotations.push(MarkedQuotation { at: line.words, name: Some(name.to_owned()) });
    walk.indented_notes.push(IndentedNote { indent: line.indent, quotes: line.quotes, apart: false });
}

/// Whether lines of a note stand below the line that opens it.
pub(super) fn has_lines(walk: &DialectWalk<'_>, line: SourceLine) -> bool {
    let mut at = line.end + 1;
    while at < walk.text.len() {
        let next = walk.line_at(at);
        if next.words < next.end {
            return next.indent >= line.indent + 4;
        }
        at = next.end + 1;
    }
    false
}
