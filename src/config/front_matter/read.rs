//! Reads the lines of YAML front matter: maps and lists by indentation.

use super::{Entries, FrontMatterEntry, FrontMatterFault, FrontMatterNode, FrontMatterValue};
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;
use std::ops::Range;

mod scalar;

/// Deepest nesting: far more than a book's settings need, far less than the stack holds.
const DEEPEST: usize = 32;

/// Most values that aliases may repeat: more than people write, and too few to fill a memory.
const MOST_REPEATED: usize = 10_000;

/// Most faults that are told: more help nobody.
const MOST_FAULTS: usize = 20;

type Read<T> = Result<T, FrontMatterFault>;

fn fault<T>(at: Range<usize>, message: impl Into<String>, help: Option<&'static str>) -> Read<T> {
    Err(FrontMatterFault { at, message: message.into(), help, first: None, understood: false })
}

/// What could be read of `range` of `text` as one table, and what is wrong in it. A key with a fault is passed over.
pub(super) fn table(source: SourceId, text: &str, range: Range<usize>) -> (FrontMatterNode, Vec<FrontMatterFault>) {
    let text = &text[..range.end];
    let mut reader = YamlReader { source, text, at: range.start, depth: 0, faults: Vec::new(), anchors: BTreeMap::new(), repeated: 0 };
    let mut entries = Entries::default();
    let mut column = None;
    while reader.at < text.len() && reader.faults.len() < MOST_FAULTS {
        let begin = reader.at;
        match reader.top(&mut column, &mut entries) {
            Ok(true) => {}
            Ok(false) => break,
            Err(fault) => {
                reader.faults.push(fault);
                reader.recover(begin, column.unwrap_or(0));
            }
        }
    }
    let end = entries.list.iter().map(|entry| entry.place.end.max(entry.node.span.end) as usize).max().unwrap_or(range.end);
    let start = entries.list.first().map_or(range.start, |entry| entry.place.start as usize);
    (reader.node(start..end, FrontMatterValue::Table(entries.list)), reader.faults)
}

/// What is left of a line that holds something.
#[derive(Clone, Copy)]
struct YamlLine {
    /// The first byte that is not a space.
    start: usize,
    /// The end: one past the last byte, line feed excluded.
    end: usize,
    /// Bytes between the beginning of the line and `start`.
    column: usize,
}

struct YamlReader<'t> {
    source: SourceId,
    /// The text up to the closing fence.
    text: &'t str,
    /// The next byte to read.
    at: usize,
    depth: usize,
    /// What is wrong so far.
    faults: Vec<FrontMatterFault>,
    /// Values that have a name (`&name`).
    anchors: BTreeMap<String, FrontMatterNode>,
    /// How many values aliases have repeated.
    repeated: usize,
}

impl<'t> YamlReader<'t> {
    fn node(&self, range: Range<usize>, value: FrontMatterValue) -> FrontMatterNode {
        FrontMatterNode { span: Span::new(self.source, range.start, range.end), value }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |length| at + length)
    }

    /// Notes what is not well-formed but plain.
    fn slip(&mut self, at: Range<usize>, message: impl Into<String>, help: &'static str) {
        self.faults.push(FrontMatterFault { at, message: message.into(), help: Some(help), first: None, understood: true });
    }

    /// Reads a key of the outermost table; false at the end. `column` is where its first key begins.
    fn top(&mut self, column: &mut Option<usize>, entries: &mut Entries) -> Read<bool> {
        let Some(line) = self.line()? else { return Ok(false) };
        if self.is_item(line.start) && column.is_none() {
            return fault(line.start..line.end, "front matter is keys and values, not a list", Some("write `key: value`"));
        }
        if column.is_none() && self.text[line.start..].starts_with('{') {
            let whole = self.flow()?;
            self.nothing_more()?;
            for FrontMatterEntry { key, place, node } in whole.entries() {
                entries.put(key.clone(), *place, node.clone());
            }
            return Ok(true);
        }
        let first = *column.get_or_insert(line.column);
        if line.column < first {
            return fault(line.start..line.end, "this line is indented less than the first", Some("begin all keys in one column"));
        }
        self.entry(line, first, entries)?;
        Ok(true)
    }

    /// After a fault in what begins at `begin`: goes to the next line below it that has a key in `column`.
    fn recover(&mut self, begin: usize, column: usize) {
        self.depth = 0;
        self.at = begin;
        let first = self.text[begin..].trim_start_matches([' ', '\t', '\n']);
        let mut at = self.text.len() - first.len();
        loop {
            at = self.line_end(at) + 1;
            if at >= self.text.len() {
                self.at = self.text.len();
                return;
            }
            let end = self.line_end(at);
            let line = &self.text[at..end];
            let start = end - line.trim_start_matches(' ').len();
            if start - at == column && start < end && !line[start - at..].starts_with('#') && matches!(self.key(start, end), Ok(Some(_))) {
                self.at = at;
                return;
            }
        }
    }

    /// What comes next, past blank lines and comments; `at` moves to its first byte.
    fn line(&mut self) -> Read<Option<YamlLine>> {
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
                return Ok(Some(YamlLine { start, end, column: start - begin }));
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
            return fault(self.at..self.at + 1, "values are nested too deeply", Some("take some of the brackets or indents away"));
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    /// The keys that begin in `column`, from the one at hand on.
    fn map(&mut self, column: usize) -> Read<FrontMatterNode> {
        let begin = self.at;
        let mut end = begin;
        let mut entries = Entries::default();
        while let Some(line) = self.line()? {
            if line.column < column {
                break;
            }
            end = self.entry(line, column, &mut entries)?;
        }
        Ok(self.node(begin..end, FrontMatterValue::Table(entries.list)))
    }

    /// The key in a line and its value; gives the end of both.
    fn entry(&mut self, line: YamlLine, column: usize, entries: &mut Entries) -> Read<usize> {
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
        if let Some(first) = entries.before(&key) {
            self.faults.push(FrontMatterFault {
                at: place.clone(),
                message: format!("`{key}` is given twice"),
                help: Some("keep one; the last was taken"),
                first: Some(first.range()),
                understood: false,
            });
        }
        self.at = after;
        let value = self.value(column, true)?;
        let end = (value.span.end as usize).max(after);
        entries.put(key, Span::new(self.source, place.start, place.end), value);
        Ok(end)
    }

    /// The items whose dashes stand in `column`, from the one at hand on.
    fn list(&mut self, column: usize) -> Read<FrontMatterNode> {
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
        Ok(self.node(begin..end, FrontMatterValue::List(items)))
    }

    /// What follows a dash: a map or list that begins in the same line, or any value.
    fn item(&mut self, line: YamlLine, column: usize) -> Read<FrontMatterNode> {
        let rest = self.text[self.at..line.end].trim_start_matches(' ');
        let start = line.end - rest.len();
        let inner = line.column + (start - line.start);
        if rest.is_empty() || rest.starts_with(['[', '{', '#', '&', '!', '*']) {
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
            if after > end {
                return Ok(None);
            }
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
    fn value(&mut self, column: usize, of_key: bool) -> Read<FrontMatterNode> {
        let name = self.properties();
        let from = self.at;
        let end = self.line_end(from);
        let rest = self.text[from..end].trim_start_matches([' ', '\t']);
        let start = end - rest.len();
        let node = if rest.is_empty() || (rest.starts_with('#') && start > from) {
            self.at = (end + 1).min(self.text.len());
            match self.line()? {
                Some(line) if self.is_item(line.start) && (line.column > column || (of_key && line.column == column)) => {
                    self.deeper(|reader| reader.list(line.column))?
                }
                Some(line) if line.column > column && self.key(line.start, line.end)?.is_some() => {
                    self.deeper(|reader| reader.map(line.column))?
                }
                Some(line) if line.column > column => self.scalar(line.start, column)?,
                _ => self.node(from..from, FrontMatterValue::Empty),
            }
        } else {
            self.scalar(start, column)?
        };
        if let Some(name) = name {
            self.anchors.insert(name, node.clone());
        }
        Ok(node)
    }

    /// The value that begins at `start`, inside a line.
    fn scalar(&mut self, start: usize, column: usize) -> Read<FrontMatterNode> {
        self.at = start;
        match self.text.as_bytes()[start] {
            b'[' | b'{' => {
                if let Some(links) = self.wikilinks(start) {
                    return Ok(links);
                }
                let node = self.flow()?;
                self.nothing_more()?;
                Ok(node)
            }
            b'"' | b'\'' => {
                let (text, after) = self.quoted(start)?;
                self.at = after;
                self.nothing_more()?;
                Ok(self.node(start..after, FrontMatterValue::Text(text)))
            }
            b'|' | b'>' => self.block_text(column),
            b'*' => match self.alias()? {
                Some(node) => {
                    self.nothing_more()?;
                    Ok(node)
                }
                None => self.plain_lines(start, column),
            },
            _ => self.plain_lines(start, column),
        }
    }

    /// `[[One]], [[Two|other words]]` as Obsidian's authors write a list, which no rule of YAML knows: the words of each.
    fn wikilinks(&mut self, start: usize) -> Option<FrontMatterNode> {
        let end = self.line_end(start);
        let (mut at, mut items) = (start, Vec::new());
        while let Some(rest) = self.text[at..end].strip_prefix("[[") {
            let length = rest.find("]]").filter(|&length| !rest[..length].contains(['[', ']']))?;
            let range = at + 2..at + 2 + length;
            let words = rest[..length].rsplit('|').next().unwrap_or("").trim();
            items.push(self.node(range.clone(), FrontMatterValue::Text(words.to_owned())));
            let behind = &self.text[range.end + 2..end];
            at = end - behind.trim_start_matches([' ', ',', ';', '/', '&']).len();
        }
        if items.len() < 2 || !self.text[at..end].trim().is_empty() {
            return None;
        }
        self.at = (end + 1).min(self.text.len());
        Some(self.node(start..end, FrontMatterValue::List(items)))
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
