//! Values inside a line: plain and quoted scalars, `[…]` and `{…}`; texts below `|` and `>`; anchors and aliases.

use super::super::{Entries, FrontMatterEntry, FrontMatterNode, FrontMatterValue};
use super::{FrontMatterFault, MOST_REPEATED, Read, YamlReader, fault};
use crate::source::Span;

/// Characters that no text without quotes should begin with.
const RESERVED: [char; 7] = ['&', '*', '!', '%', '@', '`', '?'];

const QUOTE: &str = "put the text in quotation marks";

/// Whether a line begins with a key that has no spaces in it.
fn is_plain_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, rest)| {
        let fits = key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        fits && (rest.is_empty() || rest.starts_with([' ', '\t']))
    })
}

/// How many blank lines stand between the end of a line in a quoted text, which `rest` begins with, and its next; none if it ends there.
fn goes_on(rest: &str) -> Option<usize> {
    let next = rest.trim_start();
    let space = &rest[..rest.len() - next.len()];
    let blank = space.matches('\n').count() - 1;
    // Many programs take a line that is not indented too; a key ends a text that nobody has closed.
    let is_out = space.ends_with('\n') && (blank > 0 || is_plain_key(next.lines().next().unwrap_or("")));
    (!next.is_empty() && !is_out).then_some(blank)
}

impl YamlReader<'_> {
    /// Passes anchors and tags (`&name`, `!tag`); gives the anchor's name.
    pub(super) fn properties(&mut self) -> Option<String> {
        let mut name = None;
        loop {
            let rest = &self.text[self.at..self.line_end(self.at)];
            let word = rest.trim_start_matches([' ', '\t']);
            let length = word.find([' ', '\t']).unwrap_or(word.len());
            let fits = |mark: char, more: &str| {
                word[..length]
                    .strip_prefix(mark)
                    .is_some_and(|name| name.chars().all(|c| c.is_alphanumeric() || more.contains(c)) && (mark == '!' || !name.is_empty()))
            };
            if fits('&', "-_") {
                name = Some(word[1..length].to_owned());
            } else if !fits('!', "!-_<>:./") {
                return name;
            }
            self.at += rest.len() - word.len() + length;
        }
    }

    /// The value that `*name` at hand repeats, if there is one of that name.
    pub(super) fn alias(&mut self) -> Read<Option<FrontMatterNode>> {
        fn weight(node: &FrontMatterNode) -> usize {
            match &node.value {
                FrontMatterValue::List(items) => 1 + items.iter().map(weight).sum::<usize>(),
                FrontMatterValue::Table(entries) => 1 + entries.iter().map(|entry| weight(&entry.node)).sum::<usize>(),
                _ => 1,
            }
        }
        let rest = &self.rest()[1..];
        let name = &rest[..rest.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c))).unwrap_or(rest.len())];
        let Some(node) = self.anchors.get(name) else { return Ok(None) };
        let place = self.at..self.at + 1 + name.len();
        self.repeated += weight(node);
        if self.repeated > MOST_REPEATED {
            return fault(place, "aliases repeat too many values", Some("write the values out"));
        }
        let node = FrontMatterNode { span: Span::new(self.source, place.start, place.end), ..node.clone() };
        self.at = place.end;
        Ok(Some(node))
    }

    /// The plain scalar at `start`, with the lines below it that are indented more than `column`.
    pub(super) fn plain_lines(&mut self, start: usize, column: usize) -> Read<FrontMatterNode> {
        let end = self.line_end(start);
        let bare = |line: &str| line[..line.find(" #").unwrap_or(line.len())].trim_end().len();
        let first = bare(&self.text[start..end]);
        let (mut last, mut text) = (start + first, self.text[start..start + first].to_owned());
        self.at = (end + 1).min(self.text.len());
        if text.contains(": ") || text.ends_with(':') {
            self.slip(start..last, "a colon stands in a text without quotes", QUOTE);
        }
        let commented = first < self.text[start..end].trim_end().len();
        let mut blank = 0;
        let mut at = self.at;
        while at < self.text.len() && !commented {
            let end = self.line_end(at);
            let line = &self.text[at..end];
            let begin = end - line.trim_start_matches([' ', '\t']).len();
            if begin < end {
                if begin - at <= column || self.text[begin..].starts_with('#') {
                    break;
                }
                if matches!(self.key(begin, end), Ok(Some(_))) {
                    return fault(
                        begin..end,
                        "this line is indented more than the one it belongs with",
                        Some("begin all keys of a level in one column"),
                    );
                }
                last = begin + bare(&self.text[begin..end]);
                match std::mem::take(&mut blank) {
                    0 => text.push(' '),
                    lines => text.extend(std::iter::repeat_n('\n', lines)),
                }
                text.push_str(&self.text[begin..last]);
                self.at = (end + 1).min(self.text.len());
            } else {
                blank += 1;
            }
            at = end + 1;
        }
        Ok(self.plain(&text, start, last))
    }

    /// A scalar without quotes.
    fn plain(&mut self, text: &str, start: usize, end: usize) -> FrontMatterNode {
        if let Some(c) = text.chars().next().filter(|c| RESERVED.contains(c)) {
            self.slip(start..end, format!("a text without quotes begins with `{c}`, which YAML reserves"), QUOTE);
        }
        let value = if matches!(text, "" | "~" | "null" | "Null" | "NULL") {
            FrontMatterValue::Empty
        } else {
            FrontMatterValue::Text(text.to_owned())
        };
        self.node(start..end, value)
    }

    /// The quoted scalar at `start`, which may go on in indented lines, and the byte behind its closing mark.
    pub(super) fn quoted(&self, start: usize) -> Read<(String, usize)> {
        let whole = &self.text[start..];
        let double = whole.starts_with('"');
        let mut text = String::new();
        let mut chars = whole.char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' if double => return Ok((text, start + at + 1)),
                '\'' if !double => match chars.next_if(|&(_, next)| next == '\'') {
                    Some(_) => text.push('\''),
                    None => return Ok((text, start + at + 1)),
                },
                '\n' => {
                    // Lines are joined by a space; a blank one stands for a line end.
                    let Some(blank) = goes_on(&whole[at..]) else { break };
                    text.truncate(text.trim_end_matches([' ', '\t']).len());
                    match blank {
                        0 => text.push(' '),
                        lines => text.extend(std::iter::repeat_n('\n', lines)),
                    }
                    while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                }
                '\\' if double => {
                    let (kind, length) = match chars.next() {
                        Some((_, 'x')) => ('u', 2),
                        Some((_, 'u')) => ('u', 4),
                        Some((_, 'U')) => ('u', 8),
                        Some((_, '\n')) => {
                            while chars.next_if(|(_, c)| matches!(c, ' ' | '\t')).is_some() {}
                            continue;
                        }
                        Some((_, other)) => (other, 0),
                        None => break,
                    };
                    let digits: String = (0..length).map_while(|_| chars.next_if(|(_, c)| c.is_ascii_hexdigit())).map(|(_, c)| c).collect();
                    let numbered = (digits.len() == length).then_some(digits.as_str());
                    let Some(meant) = escaped(kind, numbered) else {
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
            start..self.line_end(start),
            "the quotation mark that opens here is not closed",
            Some("close it, or put a long text below `key: >`"),
        )
    }

    /// The `[…]`, `{…}` or scalar at hand, inside brackets.
    pub(super) fn flow(&mut self) -> Read<FrontMatterNode> {
        self.space();
        let name = self.properties();
        self.space();
        let start = self.at;
        let node = match self.rest().chars().next() {
            Some('[') => self.deeper(Self::flow_list)?,
            Some('{') => self.deeper(Self::flow_table)?,
            Some('"' | '\'') => {
                let (text, after) = self.quoted(start)?;
                self.at = after;
                self.node(start..after, FrontMatterValue::Text(text))
            }
            first => {
                let alias = if first == Some('*') { self.alias()? } else { None };
                match alias {
                    Some(node) => node,
                    None => {
                        let text = self.flow_word();
                        let end = self.at;
                        self.plain(&text, start, end)
                    }
                }
            }
        };
        if let Some(name) = name {
            self.anchors.insert(name, node.clone());
        }
        Ok(node)
    }

    fn flow_list(&mut self) -> Read<FrontMatterNode> {
        let start = self.at;
        self.at += 1;
        let mut items = Vec::new();
        while !self.closes(']')? {
            let item = self.flow()?;
            if item.value == FrontMatterValue::Empty && item.span.start == item.span.end {
                return fault(self.at..self.at + 1, "a value is missing here", Some("write `[one, two]`"));
            }
            // `[key: value]` is a list of one map.
            let rest = self.rest().trim_start_matches([' ', '\t']);
            if let (FrontMatterValue::Text(key), Some(after)) = (&item.value, rest.strip_prefix(':')) {
                let key = key.clone();
                self.at = self.text.len() - after.len();
                let value = self.flow()?;
                let place = item.span.start as usize..self.at;
                let entry = FrontMatterEntry { key, place: item.span, node: value };
                items.push(self.node(place, FrontMatterValue::Table(vec![entry])));
            } else {
                items.push(item);
            }
            self.comma(']')?;
        }
        Ok(self.node(start..self.at, FrontMatterValue::List(items)))
    }

    fn flow_table(&mut self) -> Read<FrontMatterNode> {
        let start = self.at;
        self.at += 1;
        let mut entries = Entries::default();
        while !self.closes('}')? {
            let begin = self.at;
            let key = if self.rest().starts_with(['"', '\'']) {
                let (key, after) = self.quoted(begin)?;
                self.at = after;
                key
            } else {
                self.flow_word()
            };
            let place = Span::new(self.source, begin, self.at);
            if let Some(first) = entries.before(&key) {
                return Err(FrontMatterFault {
                    at: place.range(),
                    message: format!("`{key}` is given twice"),
                    help: Some("keep one"),
                    first: Some(first.range()),
                    understood: false,
                });
            }
            self.space();
            if key.is_empty() || !self.rest().starts_with(':') {
                return fault(self.at..self.at + 1, "a colon is missing behind a key", Some("write `{ key: value, key: value }`"));
            }
            self.at += 1;
            let value = self.flow()?;
            entries.put(key, place, value);
            self.comma('}')?;
        }
        Ok(self.node(start..self.at, FrontMatterValue::Table(entries.list)))
    }

    /// Takes a plain word inside brackets, which may go on in the next line.
    fn flow_word(&mut self) -> String {
        let rest = &self.text[self.at..];
        let ends = |at: usize, c: char| match c {
            ',' | '[' | ']' | '{' | '}' => true,
            // A bracket that nobody closes does not take in the keys below.
            '\n' => {
                let next = self.at + at + 1;
                matches!(self.key(next, self.line_end(next)), Ok(Some(_)))
            }
            ':' => rest[at + 1..].is_empty() || rest[at + 1..].starts_with([' ', '\n', ',', ']', '}']),
            '#' => rest[..at].ends_with([' ', '\t', '\n']),
            _ => false,
        };
        let length = rest.char_indices().find(|&(at, c)| ends(at, c)).map_or(rest.len(), |(at, _)| at);
        let word = rest[..length].trim_end();
        self.at += word.len();
        if word.contains('\n') { word.split_whitespace().collect::<Vec<_>>().join(" ") } else { word.to_owned() }
    }

    /// Takes the closing bracket if that comes next; returns whether it did.
    fn closes(&mut self, bracket: char) -> Read<bool> {
        self.space();
        if self.at == self.text.len() {
            return fault(self.at..self.at, format!("a `{bracket}` is missing"), Some("close every bracket"));
        }
        let closes = self.rest().starts_with(bracket);
        self.at += usize::from(closes);
        Ok(closes)
    }

    /// Takes a comma, or leaves the closing bracket that must come otherwise.
    fn comma(&mut self, bracket: char) -> Read<()> {
        let from = self.at;
        self.space();
        if self.rest().starts_with(',') {
            self.at += 1;
            return Ok(());
        }
        if self.rest().starts_with(bracket) {
            return Ok(());
        }
        let next_line = self.text[from..self.at].contains('\n') && self.at < self.text.len();
        let start = if next_line { from.saturating_sub(1) } else { self.at };
        let place = start..(start + 1).min(self.text.len());
        fault(place, format!("a comma or `{bracket}` is missing here"), Some("close every bracket, and part values by commas"))
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
    pub(super) fn block_text(&mut self, column: usize) -> Read<FrontMatterNode> {
        let start = self.at;
        let end = self.line_end(start);
        let mark = &self.text[start..end];
        let head = mark[..mark.find(" #").unwrap_or(mark.len())].trim_end();
        if head.len() > 3 || !head[1..].bytes().all(|byte| matches!(byte, b'-' | b'+' | b'1'..=b'9')) {
            self.slip(start..end, "a text that begins with `|` or `>` needs quotation marks", QUOTE);
            return self.plain_lines(start, column);
        }
        self.at = (end + 1).min(self.text.len());
        let mut lines: Vec<&str> = Vec::new();
        let stated = head.bytes().find(u8::is_ascii_digit).map(|digit| column + usize::from(digit - b'0'));
        let mut indent = stated;
        let mut last = end;
        while self.at < self.text.len() {
            let end = self.line_end(self.at);
            let line = &self.text[self.at..end];
            let spaces = line.len() - line.trim_start_matches(' ').len();
            if !line.trim().is_empty() {
                let least = *indent.get_or_insert(spaces);
                if spaces <= column || spaces < least {
                    break;
                }
                last = end;
            }
            lines.push(line.get(indent.unwrap_or(0)..).unwrap_or("").trim_end());
            self.at = (end + 1).min(self.text.len());
        }
        let text = if head.starts_with('|') { lines.join("\n") } else { folded(&lines) };
        Ok(self.node(start..last, FrontMatterValue::Text(text.trim_matches('\n').to_owned())))
    }
}

/// The character that a backslash and `kind` stand for; `number` is the hexadecimal one behind `\x`, `\u` and `\U`, none if it is
/// too short.
fn escaped(kind: char, number: Option<&str>) -> Option<char> {
    match kind {
        'u' => u32::from_str_radix(number?, 16).ok().and_then(char::from_u32),
        'n' | 'N' => Some('\n'),
        't' => Some('\t'),
        'r' | '0' | 'a' | 'b' | 'e' | 'f' | 'v' => Some(' '),
        '_' => Some('\u{A0}'),
        '"' | '\\' | '/' | ' ' => Some(kind),
        _ => None,
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
