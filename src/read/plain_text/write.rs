//! Blocks of a plain text as Markdown.

use super::block::{BlockRole, TextBlock};
use super::dashes;
use super::escape;
use super::families;
use super::notes::NoteNames;
use super::words::Hyphens;
use std::ops::Range;

/// Stand for the ends of a note's name while the words round it are escaped: they are no characters of a text.
const CALL: [char; 2] = ['\u{FDD0}', '\u{FDD1}'];

/// A text that is written as Markdown.
pub(super) struct MarkdownWriter<'t> {
    pub(super) text: &'t str,
    pub(super) names: NoteNames,
    pub(super) hyphens: Hyphens<'t>,
}

impl MarkdownWriter<'_> {
    /// All blocks, below the title; where each begins, and where it stands in the text.
    pub(super) fn write(&self, title: Option<&str>, blocks: &[TextBlock]) -> (String, Vec<(usize, Range<usize>)>) {
        let mut places = Vec::new();
        let mut out = String::with_capacity(self.text.len() + self.text.len() / 16);
        if let Some(title) = title {
            out += &format!("# {}\n", escape::text(title, true));
        }
        let mut before: Option<&BlockRole> = None;
        for (at, block) in
            blocks.iter().enumerate().filter(|(_, block)| !matches!(block.role, BlockRole::Gone(_)) && !block.lines.is_empty())
        {
            let same = match (before, &block.role) {
                (Some(BlockRole::Item(one)), BlockRole::Item(other)) => one.is_some() == other.is_some(),
                _ => false,
            };
            if matches!((before, &block.role), (Some(BlockRole::Quotation), BlockRole::Quotation)) {
                out.push_str(">\n");
            } else if !out.is_empty() && !same {
                out.push('\n');
            }
            places.push((out.len(), block.at()));
            self.block(&mut out, at, block);
            before = Some(&block.role);
        }
        (out, places)
    }

    fn block(&self, out: &mut String, at: usize, block: &TextBlock) {
        match &block.role {
            BlockRole::Heading(level, _) => {
                let lines: Vec<String> = block.lines.iter().map(|line| self.words(std::slice::from_ref(line), false, false)).collect();
                let first = block.lines.first().map_or("", |line| &self.text[line.clone()]);
                let heading = heading(&lines, families::is_numbering(first));
                *out += &format!("{} {heading}\n", "#".repeat(usize::from(*level) + 1));
            }
            BlockRole::Quotation => *out += &format!("> {}\n", self.words(&block.lines, false, true)),
            BlockRole::Item(None) => *out += &format!("- {}\n", self.words(&block.lines, false, true)),
            BlockRole::Item(Some(number)) => *out += &format!("{number}. {}\n", self.words(&block.lines, false, true)),
            BlockRole::Note(_) => {
                let name = self.names.notes.get(&at).map_or("", String::as_str);
                *out += &format!("[^{name}]: {}\n", self.words(&block.lines, false, true));
            }
            BlockRole::NoteGoesOn => *out += &format!("    {}\n", self.words(&block.lines, false, true)),
            BlockRole::Lines => *out += &format!("{}\n", self.words(&block.lines, true, true).replace('\n', "\\\n")),
            BlockRole::Verse => *out += &format!("{} {{.verse}}\n", self.verse(block)),
            BlockRole::Break => out.push_str("***\n"),
            BlockRole::Code => self.code(out, block),
            BlockRole::Table => self.table(out, block),
            BlockRole::Paragraph | BlockRole::Illustration | BlockRole::Gone(_) => {
                *out += &format!("{}\n", self.words(&block.lines, false, true));
            }
        }
    }

    /// The words of lines as Markdown, on one line unless they are lines on purpose.
    fn words(&self, lines: &[Range<usize>], keeps: bool, begins: bool) -> String {
        let mut called = String::new();
        let mut ranges = Vec::with_capacity(lines.len());
        for line in lines {
            let start = called.len();
            let mut from = line.start;
            for (range, name) in self.names.calls.range(line.clone()).map(|(_, call)| call).filter(|(range, _)| range.end <= line.end) {
                called.push_str(&self.text[from..range.start]);
                called.extend([CALL[0]]);
                called.push_str(name);
                called.extend([CALL[1]]);
                from = range.end;
            }
            called.push_str(&self.text[from..line.end]);
            ranges.push(start..called.len());
        }
        let joined = dashes::typed(&self.hyphens.join(&called, &ranges, keeps).replace('\t', " "), None, None);
        let joined = if self.hyphens.speaks && begins { dashes::spoken(&joined) } else { joined };
        escape::text(&joined, begins).replace(CALL[0], "[^").replace(CALL[1], "]")
    }

    /// Verse, with the indents of its lines as spaces that stay.
    fn verse(&self, block: &TextBlock) -> String {
        let indent = |line: &Range<usize>| {
            let start = self.text[..line.start].rfind(['\n', '\u{C}']).map_or(0, |at| at + 1);
            self.text[start..line.start].chars().map(super::lines::columns).sum::<usize>()
        };
        let least = block.lines.iter().map(indent).min().unwrap_or(0);
        let words = self.words(&block.lines, true, true);
        let lines: Vec<String> = words
            .split('\n')
            .zip(&block.lines)
            .map(|(words, line)| "\u{2002}".repeat(((indent(line) - least) / 2).min(12)) + words)
            .collect();
        lines.join("\\\n")
    }

    fn code(&self, out: &mut String, block: &TextBlock) {
        let whole = |line: &Range<usize>| {
            let start = self.text[..line.start].rfind('\n').map_or(0, |at| at + 1);
            self.text[start..line.end].replace('\t', "    ")
        };
        let lines: Vec<String> = block.lines.iter().map(whole).collect();
        let least = lines.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
        let ticks = lines
            .iter()
            .map(|line| line.chars().take_while(|c| *c == '`' || *c == ' ').filter(|c| *c == '`').count())
            .max()
            .unwrap_or(0)
            .max(2)
            + 1;
        let fence = "`".repeat(ticks);
        *out += &format!("{fence}\n");
        lines.iter().for_each(|line| *out += &format!("{}\n", line.get(least..).unwrap_or(line.trim_start())));
        *out += &format!("{fence}\n");
    }

    fn table(&self, out: &mut String, block: &TextBlock) {
        for (at, line) in block.lines.iter().enumerate() {
            let text = &self.text[line.clone()];
            let cells = text.split('\t').filter(|cell| !cell.trim().is_empty()).map(|cell| {
                let start = line.start + (cell.as_ptr() as usize - text.as_ptr() as usize);
                let bare = cell.len() - cell.trim_start().len();
                self.words(std::slice::from_ref(&(start + bare..start + cell.trim_end().len())), false, false)
            });
            let cells: Vec<String> = cells.collect();
            *out += &format!("| {} |\n", cells.join(" | "));
            if at == 0 {
                *out += &format!("|{}\n", " --- |".repeat(cells.len()));
            }
        }
    }
}

/// The lines of a heading as one line: a colon stands between a number, if the first line is one, and its title.
fn heading(lines: &[String], is_numbered: bool) -> String {
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            out.push_str(if at == 1 && is_numbered && out.ends_with(char::is_alphanumeric) { ": " } else { " " });
        }
        out.push_str(line);
    }
    out
}
