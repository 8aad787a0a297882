//! Values inside a line: plain and quoted scalars, `[…]` and `{…}`; and texts below `|` and `>`.

use super::super::{Node, Value};
use super::{Fault, Read, Reader, fault};
use crate::source::Span;

/// Characters that begin something YAML has and a book's settings have not: anchors, tags, directives.
const RESERVED: [char; 7] = ['&', '*', '!', '%', '@', '`', '?'];

impl Reader<'_> {
    /// The plain scalar that fills a line.
    pub(super) fn plain_line(&mut self, start: usize, end: usize) -> Read<Node> {
        let line = &self.text[start..end];
        let text = line[..line.find(" #").unwrap_or(line.len())].trim_end();
        let place = start..start + text.len();
        if text.contains(": ") || text.ends_with(':') {
            return fault(place, "a colon stands in a text without quotes", Some("put the text in quotation marks"));
        }
        let value = plain(text).map_err(|message| Fault {
            at: place.clone(),
            message,
            help: Some("put the text in quotation marks"),
            first: None,
        })?;
        self.at = (end + 1).min(self.text.len());
        Ok(self.node(place, value))
    }

    /// The quoted scalar at `start` and the byte behind its closing mark.
    pub(super) fn quoted(&self, start: usize) -> Read<(String, usize)> {
        let line = &self.text[start..self.line_end(start)];
        let double = line.starts_with('"');
        let mut text = String::new();
        let mut chars = line.char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' if double => return Ok((text, start + at + 1)),
                '\'' if !double => match chars.next_if(|&(_, next)| next == '\'') {
                    Some(_) => text.push('\''),
                    None => return Ok((text, start + at + 1)),
                },
                '\\' if double => {
                    let (kind, length) = match chars.next() {
                        Some((_, 'x')) => ('u', 2),
                        Some((_, 'u')) => ('u', 4),
                        Some((_, 'U')) => ('u', 8),
                        Some((_, other)) => (other, 0),
                        None => break,
                    };
                    let digits: String = (0..length).map_while(|_| chars.next_if(|(_, c)| c.is_ascii_hexdigit())).map(|(_, c)| c).collect();
                    let meant = match kind {
                        'u' if digits.len() == length => u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32),
                        'n' => Some('\n'),
                        't' => Some('\t'),
                        '"' | '\\' | '/' | ' ' => Some(kind),
                        _ => None,
                    };
                    let Some(meant) = meant else {
                        return fault(
                            start + at..start + at + 1,
                            "no character is written like this after a backslash",
                            Some("write `\\\\` for a backslash, or use 'single quotes'"),
                        );
                    };
                    text.push(meant);
                }
                _ => text.push(c),
            }
        }
        fault(
            start..start + line.len(),
            "the quotation mark that opens here is not closed on this line",
            Some("close it, or put a long text below `key: >`"),
        )
    }

    /// The `[…]`, `{…}` or scalar at hand, inside brackets.
    pub(super) fn flow(&mut self) -> Read<Node> {
        self.space();
        let start = self.at;
        match self.rest().chars().next() {
            Some('[') => self.deeper(Self::flow_list),
            Some('{') => self.deeper(Self::flow_table),
            Some('"' | '\'') => {
                let (text, after) = self.quoted(start)?;
                self.at = after;
                Ok(self.node(start..after, Value::Text(text)))
            }
            _ => {
                let text = self.flow_word();
                let place = start..start + text.len();
                let value = plain(text).map_err(|message| Fault {
                    at: place.clone(),
                    message,
                    help: Some("put the text in quotation marks"),
                    first: None,
                })?;
                Ok(self.node(place, value))
            }
        }
    }

    fn flow_list(&mut self) -> Read<Node> {
        let start = self.at;
        self.at += 1;
        let mut items = Vec::new();
        while !self.closes(']')? {
            let item = self.flow()?;
            if item.value == Value::Empty && item.span.start == item.span.end {
                return fault(self.at..self.at + 1, "a value is missing here", None);
            }
            items.push(item);
            self.comma(']')?;
        }
        Ok(self.node(start..self.at, Value::List(items)))
    }

    fn flow_table(&mut self) -> Read<Node> {
        let start = self.at;
        self.at += 1;
        let mut entries: Vec<(String, Span, Node)> = Vec::new();
        while !self.closes('}')? {
            let begin = self.at;
            let key = if self.rest().starts_with(['"', '\'']) {
                let (key, after) = self.quoted(begin)?;
                self.at = after;
                key
            } else {
                self.flow_word().to_owned()
            };
            let place = Span::new(self.source, begin, self.at);
            if let Some((_, first, _)) = entries.iter().find(|(given, ..)| *given == key) {
                return Err(Fault {
                    at: place.range(),
                    message: format!("`{key}` is given twice"),
                    help: Some("keep one"),
                    first: Some(first.range()),
                });
            }
            self.space();
            if key.is_empty() || !self.rest().starts_with(':') {
                return fault(self.at..self.at + 1, "a colon is missing behind a key", Some("write `{ key: value, key: value }`"));
            }
            self.at += 1;
            let value = self.flow()?;
            entries.push((key, place, value));
            self.comma('}')?;
        }
        Ok(self.node(start..self.at, Value::Table(entries)))
    }

    /// Takes a plain word inside brackets.
    fn flow_word(&mut self) -> &str {
        let rest = &self.text[self.at..];
        let ends = |at: usize, c: char| match c {
            ',' | '[' | ']' | '{' | '}' | '\n' => true,
            ':' => rest[at + 1..].is_empty() || rest[at + 1..].starts_with([' ', '\n', ',', ']', '}']),
            '#' => rest[..at].ends_with([' ', '\t']),
            _ => false,
        };
        let length = rest.char_indices().find(|&(at, c)| ends(at, c)).map_or(rest.len(), |(at, _)| at);
        let word = rest[..length].trim_end();
        self.at += word.len();
        word
    }

    /// Takes the closing bracket, if it comes next.
    fn closes(&mut self, bracket: char) -> Read<bool> {
        self.space();
        if self.at == self.text.len() {
            return fault(self.at..self.at, format!("a `{bracket}` is missing"), None);
        }
        let closes = self.rest().starts_with(bracket);
        self.at += usize::from(closes);
        Ok(closes)
    }

    /// Takes a comma, or leaves the closing bracket that must come otherwise.
    fn comma(&mut self, bracket: char) -> Read<()> {
        self.space();
        if self.rest().starts_with(',') {
            self.at += 1;
            return Ok(());
        }
        if self.rest().starts_with(bracket) {
            return Ok(());
        }
        fault(self.at..(self.at + 1).min(self.text.len()), format!("a comma or `{bracket}` is missing here"), None)
    }

    /// Passes white space, line ends and comments inside brackets.
    fn space(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches([' ', '\t', '\n']);
            let at = self.at + (rest.len() - trimmed.len());
            let comment = trimmed.starts_with('#') && (at > self.at || self.text[..at].ends_with([' ', '\n', '\t']));
            self.at = if comment { self.line_end(at) } else { at };
            if !comment {
                return;
            }
        }
    }

    /// The text below `|` (lines kept) or `>` (lines joined, a blank line kept as a line end); the last line end is dropped.
    pub(super) fn block_text(&mut self, column: usize) -> Read<Node> {
        let start = self.at;
        let end = self.line_end(start);
        let mark = &self.text[start..end];
        let head = mark[..mark.find(" #").unwrap_or(mark.len())].trim_end();
        if !matches!(head, "|" | ">" | "|-" | ">-" | "|+" | ">+") {
            return fault(start..end, "a text that begins with `|` or `>` needs quotation marks", Some("put the text in quotation marks"));
        }
        self.at = (end + 1).min(self.text.len());
        let mut lines: Vec<&str> = Vec::new();
        let mut indent = 0;
        let mut last = end;
        while self.at < self.text.len() {
            let end = self.line_end(self.at);
            let line = &self.text[self.at..end];
            let spaces = line.len() - line.trim_start_matches(' ').len();
            if !line.trim().is_empty() {
                indent = if lines.iter().all(|line| line.is_empty()) { spaces } else { indent };
                if spaces <= column || spaces < indent {
                    break;
                }
                last = end;
            }
            lines.push(line.get(indent..).unwrap_or("").trim_end());
            self.at = (end + 1).min(self.text.len());
        }
        let text = if head.starts_with('|') { lines.join("\n") } else { folded(&lines) };
        Ok(self.node(start..last, Value::Text(text.trim_matches('\n').to_owned())))
    }
}

fn folded(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        if line.is_empty() {
            text.push('\n');
        } else {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push(' ');
            }
            text.push_str(line);
        }
    }
    text
}

/// A scalar without quotes.
fn plain(text: &str) -> Result<Value, String> {
    match text.chars().next() {
        None => Ok(Value::Empty),
        Some(c) if RESERVED.contains(&c) => Err(format!("a text without quotes begins with `{c}`, which YAML reserves")),
        _ if matches!(text, "~" | "null") => Ok(Value::Empty),
        _ => Ok(Value::Text(text.to_owned())),
    }
}
