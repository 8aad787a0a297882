//! Reads the lines of front matter: maps and lists by indentation.

use super::{Node, Value};
use crate::source::{SourceId, Span};
use std::ops::Range;

mod scalar;

/// Deepest nesting: far more than a book's settings need, far less than the stack holds.
const DEEPEST: usize = 32;

/// What is wrong, and where.
#[derive(Debug)]
pub(super) struct Fault {
    /// The bytes it is about.
    pub(super) at: Range<usize>,
    /// One line.
    pub(super) message: String,
    /// A suggested repair.
    pub(super) help: Option<&'static str>,
    /// For a key given twice: its first place.
    pub(super) first: Option<Range<usize>>,
}

type Read<T> = Result<T, Fault>;

fn fault<T>(at: Range<usize>, message: impl Into<String>, help: Option<&'static str>) -> Read<T> {
    Err(Fault { at, message: message.into(), help, first: None })
}

/// Everything in `range` of `text` as one table.
pub(super) fn table(source: SourceId, text: &str, range: Range<usize>) -> Read<Node> {
    let mut reader = Reader { source, text: &text[..range.end], at: range.start, depth: 0 };
    let node = match reader.line()? {
        None => return Ok(reader.node(range, Value::Table(Vec::new()))),
        Some(line) if reader.is_item(line.start) => {
            return fault(line.start..line.end, "front matter is keys and values, not a list", Some("write `key: value`"));
        }
        Some(line) => reader.map(line.column)?,
    };
    match reader.line()? {
        None => Ok(node),
        Some(line) => fault(line.start..line.end, "this line is indented less than the first", Some("begin all keys in one column")),
    }
}

/// What is left of a line that holds something.
#[derive(Clone, Copy)]
struct Line {
    /// The first byte that is not a space.
    start: usize,
    /// One past the last byte, line feed excluded.
    end: usize,
    /// Bytes between the beginning of the line and `start`.
    column: usize,
}

struct Reader<'t> {
    source: SourceId,
    /// The text up to the closing fence.
    text: &'t str,
    /// The next byte to read.
    at: usize,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn node(&self, range: Range<usize>, value: Value) -> Node {
        Node { span: Span::new(self.source, range.start, range.end), value }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |length| at + length)
    }

    /// What comes next, past blank lines and comments; `at` moves to its first byte.
    fn line(&mut self) -> Read<Option<Line>> {
        while self.at < self.text.len() {
            let end = self.line_end(self.at);
            let rest = &self.text[self.at..end];
            let start = self.at + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
            if start < end && !self.text[start..].starts_with('#') {
                let begin = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
                if let Some(tab) = self.text[begin..start].find('\t') {
                    return fault(begin + tab..begin + tab + 1, "a tab stands where only spaces may", Some("indent with spaces"));
                }
                self.at = start;
                return Ok(Some(Line { start, end, column: start - begin }));
            }
            self.at = (end + 1).min(self.text.len());
        }
        Ok(None)
    }

    /// Whether a list item's dash stands at `at`.
    fn is_item(&self, at: usize) -> bool {
        self.text[at..].strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n']))
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth == DEEPEST {
            return fault(self.at..self.at + 1, "values are nested too deeply", None);
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    /// The keys that begin in `column`, from the one at hand on.
    fn map(&mut self, column: usize) -> Read<Node> {
        let begin = self.at;
        let mut end = begin;
        let mut entries: Vec<(String, Span, Node)> = Vec::new();
        while let Some(line) = self.line()? {
            if line.column < column {
                break;
            }
            if line.column > column {
                return fault(
                    line.start..line.end,
                    "this line is indented more than the one it belongs with",
                    Some("begin all keys of a level in one column"),
                );
            }
            let Some((key, place, after)) = self.key(line.start, line.end)? else {
                return fault(
                    line.start..line.end,
                    "this is not of the form `key: value`",
                    Some("put a colon and a space after the key; a long text goes in quotes or below `key: >`"),
                );
            };
            if let Some((_, first, _)) = entries.iter().find(|(given, ..)| *given == key) {
                return Err(Fault {
                    at: place,
                    message: format!("`{key}` is given twice"),
                    help: Some("keep one"),
                    first: Some(first.range()),
                });
            }
            self.at = after;
            let value = self.value(column, true)?;
            end = (value.span.end as usize).max(after);
            entries.push((key, Span::new(self.source, place.start, place.end), value));
        }
        Ok(self.node(begin..end, Value::Table(entries)))
    }

    /// The items whose dashes stand in `column`, from the one at hand on.
    fn list(&mut self, column: usize) -> Read<Node> {
        let begin = self.at;
        let mut end = begin;
        let mut items = Vec::new();
        while let Some(line) = self.line()? {
            if line.column < column || (line.column == column && !self.is_item(line.start)) {
                break;
            }
            if line.column > column {
                return fault(
                    line.start..line.end,
                    "this line belongs to no item of the list",
                    Some("put the dashes of a list in one column"),
                );
            }
            self.at = line.start + 1;
            let item = self.item(line, column)?;
            end = (item.span.end as usize).max(line.start + 1);
            items.push(item);
        }
        Ok(self.node(begin..end, Value::List(items)))
    }

    /// What follows a dash: a map or list that begins in the same line, or any value.
    fn item(&mut self, line: Line, column: usize) -> Read<Node> {
        let rest = self.text[self.at..line.end].trim_start_matches(' ');
        let start = line.end - rest.len();
        let inner = line.column + (start - line.start);
        if rest.is_empty() || rest.starts_with(['[', '{', '#']) {
            return self.value(column, false);
        }
        if self.is_item(start) {
            self.at = start;
            return self.deeper(|reader| reader.list(inner));
        }
        if self.key(start, line.end)?.is_some() {
            self.at = start;
            return self.deeper(|reader| reader.map(inner));
        }
        self.value(column, false)
    }

    /// The key at `start`, its place and what follows its colon, if a key stands there.
    fn key(&self, start: usize, end: usize) -> Read<Option<(String, Range<usize>, usize)>> {
        let line = &self.text[start..end];
        let (key, length) = if line.starts_with(['"', '\'']) {
            let (key, after) = self.quoted(start)?;
            (key, after - start)
        } else {
            let colon =
                line.match_indices(':').map(|(at, _)| at).find(|&at| line[at + 1..].is_empty() || line[at + 1..].starts_with([' ', '\t']));
            let comment = line.find(" #").unwrap_or(line.len());
            match colon {
                Some(colon) if colon < comment && colon > 0 => (line[..colon].trim_end().to_owned(), line[..colon].trim_end().len()),
                _ => return Ok(None),
            }
        };
        let Some(after) = line[length..].trim_start_matches(' ').strip_prefix(':') else { return Ok(None) };
        if after.is_empty() || after.starts_with([' ', '\t']) {
            return Ok(Some((key, start..start + length, end - after.len())));
        }
        Ok(None)
    }

    /// The value from `at` on that belongs to a key (or dash) in `column`: in this line or, indented, below it.
    fn value(&mut self, column: usize, of_key: bool) -> Read<Node> {
        let from = self.at;
        let end = self.line_end(from);
        let rest = self.text[from..end].trim_start_matches([' ', '\t']);
        let start = end - rest.len();
        if rest.is_empty() || (rest.starts_with('#') && start > from) {
            self.at = (end + 1).min(self.text.len());
            return match self.line()? {
                Some(line) if self.is_item(line.start) && (line.column > column || (of_key && line.column == column)) => {
                    self.deeper(|reader| reader.list(line.column))
                }
                Some(line) if line.column > column => self.deeper(|reader| reader.map(line.column)),
                _ => Ok(self.node(from..from, Value::Empty)),
            };
        }
        self.at = start;
        match rest.as_bytes()[0] {
            b'[' | b'{' => {
                let node = self.flow()?;
                self.nothing_more()?;
                Ok(node)
            }
            b'"' | b'\'' => {
                let (text, after) = self.quoted(start)?;
                self.at = after;
                self.nothing_more()?;
                Ok(self.node(start..after, Value::Text(text)))
            }
            b'|' | b'>' => self.block_text(column),
            _ => self.plain_line(start, end),
        }
    }

    /// Moves to the next line, if nothing but a comment is left on this one.
    fn nothing_more(&mut self) -> Read<()> {
        let end = self.line_end(self.at);
        let rest = self.text[self.at..end].trim_start_matches([' ', '\t']);
        let start = end - rest.len();
        let comment = rest.starts_with('#') && start > self.at;
        if !rest.is_empty() && !comment {
            return fault(start..end, "something stands behind the end of the value", Some("put the whole value in one pair of quotes"));
        }
        self.at = (end + 1).min(self.text.len());
        Ok(())
    }
}
