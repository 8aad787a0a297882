//! Markdown as it is written, with the places where remarks begin and end.

/// A mark of a remark in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::office) enum RemarkEdge {
    Start,
    End,
    Point,
}

/// Where a remark begins or ends: in bytes of the Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::office) struct RemarkMark {
    pub(in crate::office) remark: usize,
    pub(in crate::office) edge: RemarkEdge,
    pub(in crate::office) at: usize,
}

/// Markdown and the marks in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::office) struct MarkdownSheet {
    pub(in crate::office) text: String,
    pub(in crate::office) marks: Vec<RemarkMark>,
}

impl MarkdownSheet {
    /// Adds a mark at the end.
    pub(super) fn mark(&mut self, remark: usize, edge: RemarkEdge) {
        self.marks.push(RemarkMark { remark, edge, at: self.text.len() });
    }

    /// Adds another sheet, its first line behind `first`, each other behind `others`; an empty line gets no blanks at its end.
    pub(super) fn append(&mut self, sheet: &MarkdownSheet, first: &str, others: &str) {
        let mut marks = sheet.marks.iter().peekable();
        let mut at = 0;
        for (number, line) in sheet.text.split('\n').enumerate() {
            if number > 0 {
                self.text.push('\n');
            }
            let prefix = if number == 0 { first } else { others };
            self.text.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
            let base = self.text.len();
            while let Some(mark) = marks.next_if(|mark| mark.at <= at + line.len()) {
                self.marks.push(RemarkMark { at: base + mark.at - at, ..*mark });
            }
            self.text.push_str(line);
            at += line.len() + 1;
        }
    }

    /// Puts a backslash before what in code would ask for a file.
    pub(super) fn ask_for_nothing(&mut self) {
        for at in asking(&self.text).into_iter().rev() {
            self.text.insert(at, '\\');
            self.marks.iter_mut().filter(|mark| mark.at > at).for_each(|mark| mark.at += 1);
        }
    }

    /// Puts a backslash before each bar, which would end a cell of a table in code too.
    pub(super) fn escape_bars(&mut self) {
        let bars: Vec<usize> = self.text.match_indices('|').map(|(at, _)| at).collect();
        for at in bars.into_iter().rev() {
            self.text.insert(at, '\\');
            self.marks.iter_mut().filter(|mark| mark.at > at).for_each(|mark| mark.at += 1);
        }
    }

    /// Takes white space off the end.
    pub(super) fn trim_end(&mut self) {
        let length = self.text.trim_end_matches([' ', '\n', '\t']).len();
        self.text.truncate(length);
        self.marks.iter_mut().for_each(|mark| mark.at = mark.at.min(length));
    }
}

/// Where code would ask for a file, as mdBook's `{{#include a.rs}}` does.
fn asking(code: &str) -> Vec<usize> {
    let ends = |at: &usize| code[*at..].lines().next().is_some_and(|line| line.contains("}}"));
    code.match_indices("{{#").map(|(at, _)| at).filter(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_keep_their_characters_behind_prefixes() {
        let mut inner = MarkdownSheet::default();
        for (words, remark) in [("one\n\ntw", 0), ("o\nthree", 1)] {
            inner.text.push_str(words);
            inner.mark(remark, RemarkEdge::Point);
        }
        let mut outer = MarkdownSheet { text: "x\n".to_owned(), marks: Vec::new() };
        outer.append(&inner, "- ", "  ");
        assert_eq!(outer.text, "x\n- one\n\n  two\n  three");
        let seen: Vec<&str> = outer.marks.iter().map(|mark| &outer.text[mark.at..]).collect();
        assert_eq!(seen, ["o\n  three", ""]);
    }
}
