//! A text as an editor holds it: its lines, its places, and the changes that come in.

use lsp_types::{Position, TextDocumentContentChangeEvent};
use std::ops::Range;

/// How an editor counts the characters of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ColumnUnit {
    /// Bytes.
    Utf8,
    /// Units of UTF-16: the protocol's own.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl ColumnUnit {
    /// How many units some text has.
    fn length(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        }
    }
}

/// Bytes of a text that were replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextChange {
    /// The bytes that were there.
    pub(crate) old: Range<usize>,
    /// How many bytes stand there now.
    pub(crate) new: usize,
}

impl TextChange {
    /// The least change that makes one text of another; none if they are equal.
    pub(crate) fn between(before: &str, after: &str) -> Option<Self> {
        if before == after {
            return None;
        }
        let (old, new) = (before.as_bytes(), after.as_bytes());
        let mut head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        while !(before.is_char_boundary(head) && after.is_char_boundary(head)) {
            head -= 1;
        }
        let most = old.len().min(new.len()) - head;
        let mut tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
        while !before.is_char_boundary(old.len() - tail) {
            tail -= 1;
        }
        Some(Self { old: head..old.len() - tail, new: new.len() - tail - head })
    }

    /// Where some bytes are after the change. What is put beside them is outside, what is put among them inside; where they were
    /// replaced by something as a whole, they are that. None if they are gone; then `at` is where they stood.
    pub(crate) fn moved(&self, range: &Range<usize>) -> Range<usize> {
        let Range { start, end } = self.old;
        let shift = |at: usize| at - (end - start) + self.new;
        if end <= range.start && !(range.is_empty() && end == range.start) {
            return shift(range.start)..shift(range.end);
        }
        if start >= range.end {
            return range.clone();
        }
        match (start >= range.start, end <= range.end) {
            // Within it, or all of it.
            (true, true) => range.start..shift(range.end),
            // Its beginning.
            (false, true) => start + self.new..shift(range.end),
            // Its end.
            (true, false) => range.start..start,
            // More than all of it.
            (false, false) => start + self.new..start + self.new,
        }
    }

    /// Where some bytes are after the change, with all that was put among or beside them.
    pub(crate) fn spread(&self, range: &Range<usize>) -> Range<usize> {
        let Range { start, end } = self.old;
        let shift = |at: usize| at - (end - start) + self.new;
        if start > range.end {
            range.clone()
        } else if end < range.start {
            shift(range.start)..shift(range.end)
        } else {
            start.min(range.start)..shift(end.max(range.end))
        }
    }
}

/// A text that is open in an editor.
#[derive(Clone, Debug)]
pub(crate) struct OpenText {
    /// The number of its state, if an editor has it open.
    pub(crate) version: Option<i32>,
    pub(crate) text: String,
    /// Where lines begin.
    lines: Vec<usize>,
}

impl OpenText {
    /// A text in some state.
    pub(crate) fn new(version: Option<i32>, text: String) -> Self {
        let mut open = Self { version, text, lines: Vec::new() };
        open.count_lines();
        open
    }

    fn count_lines(&mut self) {
        let bytes = self.text.as_bytes();
        let ends = memchr_lines(bytes);
        self.lines = std::iter::once(0).chain(ends).collect();
    }

    /// The byte at a position; the nearest one if there is none such.
    pub(crate) fn offset(&self, at: Position, unit: ColumnUnit) -> usize {
        let Some(&start) = self.lines.get(at.line as usize) else { return self.text.len() };
        let line = self.line(at.line as usize);
        let mut units = at.character as usize;
        let mut offset = start;
        for c in line.chars() {
            let own = unit.length(c.encode_utf8(&mut [0; 4]));
            if units < own {
                break;
            }
            units -= own;
            offset += c.len_utf8();
        }
        offset
    }

    /// The position of a byte.
    pub(crate) fn position(&self, offset: usize, unit: ColumnUnit) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.lines.partition_point(|&start| start <= offset).max(1) - 1;
        let before = self.text.get(self.lines[line]..offset).unwrap_or("");
        Position { line: number(line), character: number(unit.length(before)) }
    }

    /// The range of some bytes.
    pub(crate) fn range(&self, bytes: &Range<usize>, unit: ColumnUnit) -> lsp_types::Range {
        lsp_types::Range { start: self.position(bytes.start, unit), end: self.position(bytes.end, unit) }
    }

    /// The bytes of a range.
    pub(crate) fn bytes(&self, range: lsp_types::Range, unit: ColumnUnit) -> Range<usize> {
        let [start, end] = [range.start, range.end].map(|at| self.offset(at, unit));
        start..end.max(start)
    }

    /// A line without its end.
    pub(crate) fn line(&self, number: usize) -> &str {
        let Some(&start) = self.lines.get(number) else { return "" };
        let end = self.lines.get(number + 1).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }

    /// Where a line begins.
    pub(crate) fn line_start(&self, number: usize) -> usize {
        self.lines.get(number).copied().unwrap_or(self.text.len())
    }

    /// The line that a byte stands on.
    pub(crate) fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset).max(1) - 1
    }

    /// Makes a change, and says what it changed; none if nothing.
    pub(crate) fn change(&mut self, change: &TextDocumentContentChangeEvent, unit: ColumnUnit) -> Option<TextChange> {
        let range = change.range.map_or(0..self.text.len(), |range| self.bytes(range, unit));
        // Bytes that are put back as they were did not change.
        let made = TextChange::between(&self.text[range.clone()], &change.text)?;
        self.text.replace_range(range.clone(), &change.text);
        self.count_lines();
        Some(TextChange { old: made.old.start + range.start..made.old.end + range.start, new: made.new })
    }
}

/// Where lines begin behind the first one: behind LF, CRLF and CR.
fn memchr_lines(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let is_end = |(at, byte): (usize, &u8)| match byte {
        b'\n' => Some(at + 1),
        b'\r' if bytes.get(at + 1) != Some(&b'\n') => Some(at + 1),
        _ => None,
    };
    bytes.iter().enumerate().filter_map(is_end)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_as_agreed() {
        let text = OpenText::new(None, "a😀é\r\nzwei\rdrei".to_owned());
        let at = |line, character| Position { line, character };
        for (unit, column) in [(ColumnUnit::Utf8, 5), (ColumnUnit::Utf16, 3), (ColumnUnit::Utf32, 2)] {
            assert_eq!(text.offset(at(0, column), unit), 5);
            assert_eq!(text.position(5, unit), at(0, column));
        }
        assert_eq!(text.offset(at(0, 99), ColumnUnit::Utf16), 7, "the end of a line");
        assert_eq!(text.offset(at(0, 2), ColumnUnit::Utf16), 1, "never within a character");
        assert_eq!(text.offset(at(2, 1), ColumnUnit::Utf16), 15);
        assert_eq!(text.offset(at(9, 0), ColumnUnit::Utf16), text.text.len());
        assert_eq!([0, 1, 2].map(|line| text.line(line)), ["a😀é", "zwei", "drei"]);
    }

    #[test]
    fn bytes_move_with_what_changes_round_them() {
        let moved = |old: Range<usize>, new: usize, range: Range<usize>| TextChange { old, new }.moved(&range);
        assert_eq!(moved(2..2, 3, 5..9), 8..12);
        assert_eq!(moved(5..5, 3, 5..9), 8..12, "before it");
        assert_eq!(moved(9..9, 3, 5..9), 5..9, "behind it");
        assert_eq!(moved(6..7, 3, 5..9), 5..11, "within it");
        assert_eq!(moved(5..9, 2, 5..9), 5..7, "in its place");
        assert_eq!(moved(3..6, 1, 5..9), 4..7);
        assert_eq!(moved(8..12, 1, 5..9), 5..8);
        assert_eq!(moved(4..10, 1, 5..9), 5..5);
        assert_eq!(moved(5..9, 0, 5..9), 5..5, "gone");
        assert_eq!(moved(5..5, 2, 5..5), 5..5, "where it was");
        assert_eq!(moved(2..4, 0, 5..5), 3..3);
    }

    #[test]
    fn what_is_put_beside_the_place_of_lost_words_may_be_they() {
        let spread = |old: Range<usize>, new: usize, range: Range<usize>| TextChange { old, new }.spread(&range);
        assert_eq!(spread(5..5, 4, 5..5), 5..9);
        assert_eq!(spread(9..9, 2, 5..9), 5..11);
        assert_eq!(spread(2..5, 1, 5..9), 2..7);
        assert_eq!(spread(0..2, 3, 5..9), 6..10);
        assert_eq!(spread(10..12, 0, 5..9), 5..9);
    }

    #[test]
    fn the_least_change_is_found() {
        let between = |a, b| TextChange::between(a, b);
        assert_eq!(between("a", "a"), None);
        assert_eq!(between("aaa", "aa"), Some(TextChange { old: 2..3, new: 0 }));
        assert_eq!(between("é", "è"), Some(TextChange { old: 0..2, new: 2 }), "no half character");
        assert_eq!(between("one two", "one, two"), Some(TextChange { old: 3..3, new: 1 }));
    }
}
