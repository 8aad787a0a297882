//! Vivliostyle: `vivliostyle.config.js`, an object of JavaScript whose `entry` lists the files.

use super::outline::{Outline, OutlineWriter, project_file, settings};
use crate::config::front_matter::{FrontMatterEntry, FrontMatterNode, FrontMatterValue};
use crate::source::{Folder, SourceId, Sources, Span};
use std::ops::Range;

/// What Vivliostyle's file says.
pub(super) fn outline(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let file = ["vivliostyle.config.js", "vivliostyle.config.mjs", "vivliostyle.config.cjs", "vivliostyle.config.json"]
        .into_iter()
        .find(|file| folder.has_file(file))?;
    let source = project_file(folder, file, sources)?;
    let node = object(source, sources.get(source).text())?;
    let text = |key: &str| node.get(key).and_then(FrontMatterNode::text);
    let base = text("entryContext").unwrap_or("").trim_start_matches("./").trim_end_matches('/').to_owned();
    let mut outline = OutlineWriter::new(folder, "Vivliostyle", file, &base);
    entries(node.get("entry")?, &mut outline);
    let author = node.get("author").map(without_address);
    let given = [("title", node.get("title")), ("author", author.as_ref()), ("language", node.get("language"))];
    Some(outline.done(settings(source, &given)))
}

/// Files by their paths, alone or in an object that gives the title too.
fn entries(node: &FrontMatterNode, outline: &mut OutlineWriter) {
    match &node.value {
        FrontMatterValue::Text(path) => {
            outline.file(path.trim_start_matches("./"), None, 0);
        }
        FrontMatterValue::List(items) => items.iter().for_each(|item| entries(item, outline)),
        FrontMatterValue::Table(_) => {
            let text = |key: &str| node.get(key).and_then(FrontMatterNode::text);
            if let Some(path) = text("path") {
                outline.file(path.trim_start_matches("./"), text("title"), 0);
            }
        }
        FrontMatterValue::Empty => {}
    }
}

/// A name without the address behind it, `Ann <ann@example.org>`.
fn without_address(node: &FrontMatterNode) -> FrontMatterNode {
    let name = node.text().and_then(|text| text.split_once('<')).map(|(name, _)| name.trim()).filter(|name| !name.is_empty());
    let value = name.map_or_else(|| node.value.clone(), |name| FrontMatterValue::Text(name.to_owned()));
    FrontMatterNode { value, ..node.clone() }
}

/// Objects inside each other that are read.
const DEEPEST: usize = 16;

/// The object that a file of JavaScript exports, or that a file of JSON is: its texts, lists and objects; what must be run is empty.
fn object(source: SourceId, text: &str) -> Option<FrontMatterNode> {
    let marks = ["module.exports", "export default"];
    let from = marks.iter().filter_map(|mark| text.find(mark)).min().unwrap_or(0);
    let open = from + text[from..].find('{')?;
    let mut scan = ScriptScan { source, text, at: open };
    Some(scan.value(0)).filter(|node| !node.entries().is_empty())
}

/// Goes through values of JavaScript.
struct ScriptScan<'t> {
    source: SourceId,
    text: &'t str,
    at: usize,
}

impl ScriptScan<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes white space and remarks.
    fn space(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let bare = rest.trim_start();
            self.at += rest.len() - bare.len();
            let length = if bare.starts_with("//") {
                bare.find('\n').unwrap_or(bare.len())
            } else if bare.starts_with("/*") {
                bare.find("*/").map_or(bare.len(), |end| end + 2)
            } else {
                return;
            };
            self.at += length;
        }
    }

    /// A text between quotation marks, with its place; none if none begins here.
    fn quoted(&mut self) -> Option<FrontMatterNode> {
        let quote = self.peek().filter(|byte| matches!(byte, b'\'' | b'"' | b'`'))?;
        let from = self.at + 1;
        let mut words = String::new();
        let mut chars = self.text[from..].char_indices();
        let mut end = self.text.len();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => words.extend(chars.next().map(|(_, escaped)| if escaped == 'n' { '\n' } else { escaped })),
                _ if c == char::from(quote) => {
                    end = from + at;
                    break;
                }
                _ => words.push(c),
            }
        }
        self.at = (end + 1).min(self.text.len());
        Some(self.node(from..end, FrontMatterValue::Text(words)))
    }

    fn node(&self, range: Range<usize>, value: FrontMatterValue) -> FrontMatterNode {
        FrontMatterNode { span: Span::new(self.source, range.start, range.end), value }
    }

    /// The value that begins here.
    fn value(&mut self, depth: usize) -> FrontMatterNode {
        self.space();
        if let Some(text) = self.quoted() {
            self.rest();
            return text;
        }
        let from = self.at;
        let value = match self.peek() {
            Some(b'[') if depth < DEEPEST => FrontMatterValue::List(self.list(depth)),
            Some(b'{') if depth < DEEPEST => FrontMatterValue::Table(self.table(depth)),
            _ => {
                self.rest();
                FrontMatterValue::Empty
            }
        };
        self.node(from..self.at, value)
    }

    /// Passes what is left of a value that nobody reads, up to the comma or bracket that ends it.
    fn rest(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'\'' | b'"' | b'`' => {
                    self.quoted();
                    continue;
                }
                b'/' if self.text[self.at..].starts_with("//") || self.text[self.at..].starts_with("/*") => {
                    self.space();
                    continue;
                }
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' | b',' if depth == 0 => return,
                b')' | b']' | b'}' => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn list(&mut self, depth: usize) -> Vec<FrontMatterNode> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.space();
            match self.peek() {
                None => return items,
                Some(b']') => {
                    self.at += 1;
                    return items;
                }
                Some(b',' | b')' | b'}') => self.at += 1,
                Some(_) => items.push(self.value(depth + 1)),
            }
        }
    }

    fn table(&mut self, depth: usize) -> Vec<FrontMatterEntry> {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.space();
            let from = self.at;
            match self.peek() {
                None => return entries,
                Some(b'}') => {
                    self.at += 1;
                    return entries;
                }
                Some(b',' | b')' | b']') => {
                    self.at += 1;
                    continue;
                }
                Some(_) => {}
            }
            let quoted = self.quoted().and_then(|node| node.text().map(str::to_owned));
            let key = quoted.unwrap_or_else(|| {
                let length = self.text[from..].find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$')).unwrap_or(0);
                self.at += length;
                self.text[from..from + length].to_owned()
            });
            let place = Span::new(self.source, from, self.at);
            self.space();
            if self.peek() == Some(b':') {
                self.at += 1;
                let node = self.value(depth + 1);
                entries.push(FrontMatterEntry { key, place, node });
            } else {
                self.rest();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The object of a script, as short text: keys with values, `-` for what must be run.
    fn shown(node: &FrontMatterNode) -> String {
        match &node.value {
            FrontMatterValue::Text(text) => text.clone(),
            FrontMatterValue::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(" ")),
            FrontMatterValue::Table(entries) => {
                let pairs = entries.iter().map(|entry| format!("{}={}", entry.key, shown(&entry.node)));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(" "))
            }
            FrontMatterValue::Empty => "-".to_owned(),
        }
    }

    #[test]
    fn an_object_is_read_and_nothing_is_run() {
        let source = Sources::default().add("a", "");
        for (script, expected) in [
            ("module.exports = { title: 'A', entry: ['a.md', 'b.md',], };", "{title=A entry=[a.md b.md]}"),
            (
                "// @ts-check\nexport default defineConfig({\"title\": `A`, size: 2 * (3 + 1), entry: [{ path: 'a', title: \"x\" }]})",
                "{title=A size=- entry=[{path=a title=x}]}",
            ),
            ("const x = {\n};\nmodule.exports = { /* , */ a: f('}', [1]), ...rest, b: 'c' + d, // e: 'f'\n g: '\\'' }", "{a=- b=c g='}"),
            ("module.exports = { entry: ['a.md'", "{entry=[a.md]}"),
            ("{\"title\": \"J\"}", "{title=J}"),
        ] {
            assert_eq!(object(source, script).map(|node| shown(&node)).as_deref(), Some(expected), "{script}");
        }
        assert!(object(source, "module.exports = require('x')").is_none());
    }

    #[test]
    fn no_script_makes_the_reading_endless() {
        let source = Sources::default().add("a", "");
        for script in ["{", "{:", "{a", "{a:", "{'", "{a:[", "{a:{b:(", "{=", "{é", "{]", "{a:]}", "{/*", "{a: '\\"] {
            object(source, script);
        }
        let deep = "{a:[".repeat(100_000);
        object(source, &deep);
    }
}
