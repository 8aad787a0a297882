//! The steps of the walk: at each line the constructs of lines, at each mark those in the line.

use super::constructs::Construct;
use super::copy::{DialectSeen, TextEdits};
use super::walk::{DialectWalk, Fence, SPECIAL, SourceLine};
use super::{commands, directives, emphasis, fences, indented, lines, marks, remarks};

impl DialectWalk<'_> {
    /// Walks to the end.
    pub(super) fn run(mut self) -> TextEdits {
        while self.at < self.bytes.len() {
            if self.at == self.body || self.bytes[self.at - 1] == b'\n' {
                self.line = self.line_at(self.at);
                if self.line.words == self.line.end {
                    self.brackets.clear();
                    self.columns = None;
                }
                indented::line(&mut self);
                if self.is_code_line() || lines::line(&mut self) {
                    self.at = self.at.max(self.line.end + 1);
                    continue;
                }
            }
            self.marks();
        }
        if let Some(fence) = self.fence.filter(|_| !self.only_remarks) {
            self.copy.tell(DialectSeen::Foreign(Construct::OpenFence), fence.at..self.end_of_line(fence.at));
        }
        lines::close(&mut self);
        self.copy
    }

    /// The marks from here to the end of the line, or to where one of them leads.
    fn marks(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            if !SPECIAL[usize::from(byte)] {
                self.at += 1;
                continue;
            }
            let from = self.at;
            match byte {
                b'\n' => {
                    self.at += 1;
                    return;
                }
                b'`' if from >= self.plain_until && fences::computed(self) => {}
                b'`' if from >= self.plain_until => self.code_span(),
                b'$' if from >= self.plain_until => self.formula(),
                _ => {
                    if from < self.plain_until {
                        remarks::plain(self);
                    } else if !remarks::remark(self) && !self.only_remarks {
                        marks::mark(self, byte);
                    }
                }
            }
            if self.at == from {
                self.at += if byte == b'\\' && self.bytes.get(from + 1).is_some_and(u8::is_ascii_punctuation) { 2 } else { 1 };
            }
            if self.at > self.line.end && self.at < self.bytes.len() {
                // Something went over the end of the line: the rest of the line it ended in.
                self.line = self.line_at(self.at);
                if self.at == self.line.start {
                    return;
                }
            }
        }
    }

    /// Whether the line is code, or opens or closes it.
    fn is_code_line(&mut self) -> bool {
        let line = self.line;
        if self.raw_end == Some(line.words) {
            return true;
        }
        let run = |from: usize, mark: u8| self.bytes[from..line.end].iter().take_while(|&&byte| byte == mark).count();
        if let Some(fence) = self.fence {
            let length = run(line.words, fence.mark);
            let bare = self.text[line.words + length..line.end].trim().is_empty();
            // A quotation or a list takes its code along when it ends.
            if line.quotes < fence.quotes || (line.indent < fence.least && line.words < line.end) {
                self.tear(fence, line);
            } else {
                if length >= fence.length && bare {
                    self.fence = None;
                } else if !self.only_remarks {
                    fences::line_of_code(self, fence);
                }
                return true;
            }
        }
        let from = self.behind_markers(line);
        if let Some(&mark @ (b'`' | b'~')) = self.bytes.get(from).filter(|_| from < line.end) {
            let length = run(from, mark);
            let info = &self.text[from + length..line.end];
            let stands = length >= 3 && (line.indent < 4 + self.in_note() || !self.is_indented(line));
            let opens = stands && (mark != b'`' || !info.contains('`') || fences::chunk(self, from + length, info));
            if opens {
                if fences::fence(self, from, length) {
                    return true;
                }
                if !self.only_remarks && directives::closes(self, from, length) {
                    return true;
                }
                if !self.only_remarks && directives::opens(self, from, length) {
                    // Its title is still to be walked through.
                    return self.at >= line.end;
                }
                let least = self.least_indent(line, from);
                fences::cell(self, info);
                self.fence = Some(Fence { at: from, mark, length, quotes: line.quotes, least });
                return true;
            }
        }
        let words = &self.bytes[line.words..line.end];
        let begins = || match words {
            [b'|' | b'+' | b'-' | b'!' | b'?' | b'(', ..] => true,
            [letter, mark, ..] => letter.is_ascii_alphabetic() && matches!(mark, b'.' | b')' | b'>'),
            _ => false,
        };
        let ruby = || self.ruby && self.text[line.words..line.end].contains('《');
        let marked = || begins() || ruby() || words.iter().any(|&byte| SPECIAL[usize::from(byte)]);
        // What is indented because it is in a note is no code.
        let note = self.in_note();
        line.indent >= 4 + note && marked() && (note > 0 || self.is_indented(line))
    }

    /// How far the lines of code are indented at least that opens at `from`: as far as the item of a list that it stands in.
    fn least_indent(&self, line: SourceLine, from: usize) -> usize {
        match (line.quotes, from > line.words, line.indent) {
            (0, true, _) => from - line.start,
            (0, false, 4..) => 2,
            (0, false, 1..) => self.item_column(line),
            _ => 0,
        }
    }

    /// Ends code whose quotation or list ends, which is told of a list, for its author has closed the fence below.
    fn tear(&mut self, fence: Fence, line: SourceLine) {
        if line.quotes == fence.quotes && !self.only_remarks {
            self.copy.tell(DialectSeen::Foreign(Construct::TornFence), fence.at..self.end_of_line(fence.at));
        }
        self.fence = None;
    }

    /// The column at which the words of the item begin that an indented line belongs to; 0 if it belongs to none.
    fn item_column(&self, line: SourceLine) -> usize {
        let mut start = line.start;
        // Longer items are rare, and a fence in one must not cost more than its lines.
        for _ in 0..100 {
            let Some(end) = start.checked_sub(1) else { return 0 };
            let before = self.line_at(end);
            start = before.start;
            if before.words >= before.end {
                continue;
            }
            let words = self.behind_markers(before);
            if words > before.words {
                let column = words - before.start;
                return if column <= line.indent { column } else { 0 };
            }
            if before.indent < line.indent || before.quotes > 0 {
                return 0;
            }
        }
        0
    }

    /// Passes a formula, or a dollar sign that begins none.
    fn formula(&mut self) {
        let from = self.at;
        self.at += 1;
        let end = self.end_of_paragraph();
        let glued = self.text[..from].ends_with(|c: char| c.is_alphanumeric() && !emphasis::is_cjk(c));
        // As the parser of money has it (events.rs).
        let text = self.text;
        let goes_on = |at: usize| text[at..].starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase() || c == '$');
        if self.bytes.get(self.at) == Some(&b'$') {
            self.at += 1;
            let from_sign = self.at;
            let fits = |close: &usize| {
                let inner = &text[from_sign..*close];
                fences::is_certain_formula(inner) || !goes_on(close + 2) && (!glued || fences::is_glued_formula(inner))
            };
            if let Some(close) = self.find("$$", self.at, end).filter(fits) {
                remarks::in_formula(self, self.at..close);
                commands::hide(self, commands::within_words(text, from_sign..close));
                fences::between_words(self, from..close + 2);
                self.at = close + 2;
            }
            return;
        }
        if !glued && fences::spaced(self, from) {
            return;
        }
        if glued || self.bytes.get(self.at).is_none_or(u8::is_ascii_whitespace) {
            return;
        }
        let first = self.find("$", self.at, end);
        if let Some(close) = first.and_then(|first| commands::end_of_formula(text, from + 1, first, end)) {
            let before = self.bytes[close - 1];
            if !before.is_ascii_whitespace() && before != b'\\' && !goes_on(close + 1) {
                commands::hide(self, commands::within_words(text, from + 1..close));
                self.plain_until = close + 1;
            }
        }
    }
}
