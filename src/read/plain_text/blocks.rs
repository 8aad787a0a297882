//! Cuts a plain text into blocks: what stands together, and what it is but for headings.

use super::block::{BlockRole, TextBlock};
use super::layout::{Layout, Measured};
use super::lines::{Line, columns};
use super::lists::{self, Mark};
use super::signs;
use std::collections::BTreeMap;
use std::ops::Range;

/// A text that is being cut.
struct Cutter<'t> {
    text: &'t str,
    lines: &'t [Line],
    measured: Measured,
    items: BTreeMap<usize, Mark>,
    /// Whether the text has underlined headings or commands, as the README of a program has.
    technical: bool,
    blocks: Vec<TextBlock>,
}

/// How the lines of a run stand that no blank line parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RunShape {
    /// As paragraphs do.
    Usual,
    /// All set in, some deeper than a paragraph's first line: verse.
    Stanza,
    /// All set in alike, and full: one paragraph.
    SetIn,
}

/// The blocks of a text.
pub(super) fn blocks(text: &str, lines: &[Line], measured: Measured) -> Vec<TextBlock> {
    let line = |at: usize| &text[lines[at].at.clone()];
    let underlined = (1..lines.len()).any(|at| lines[at].gap == 0 && matches!(signs::underline(line(at)), Some('=' | '-')));
    let commands = lines.iter().any(|line| text[line.at.clone()].starts_with("$ "));
    let items = lists::items(text, lines);
    let mut cutter = Cutter { text, lines, measured, items, technical: underlined || commands, blocks: Vec::new() };
    let mut at = 0;
    while at < lines.len() {
        let end = at + 1 + lines[at + 1..].iter().take_while(|line| line.gap == 0).count();
        while at < end {
            at = cutter.next(at, end);
        }
    }
    cutter.blocks
}

impl Cutter<'_> {
    fn line(&self, at: usize) -> &str {
        &self.text[self.lines[at].at.clone()]
    }

    /// Adds a block of whole lines.
    fn push(&mut self, role: BlockRole, lines: Range<usize>) -> usize {
        let ranges = lines.clone().map(|at| self.lines[at].at.clone()).collect();
        self.push_cut(role, lines, ranges)
    }

    /// Adds a block of lines of which marks were cut off.
    fn push_cut(&mut self, role: BlockRole, lines: Range<usize>, ranges: Vec<Range<usize>>) -> usize {
        let first = &self.lines[lines.start];
        self.blocks.push(TextBlock { role, lines: ranges, gap: first.gap, indent: first.indent, underline: None });
        lines.end
    }

    /// Takes the next block of a run that ends at `end`; where the one after it begins.
    fn next(&mut self, at: usize, end: usize) -> usize {
        let line = self.line(at);
        let rule = (at + 1 < end).then(|| signs::underline(self.line(at + 1))).flatten();
        if let Some(sign) = rule.filter(|_| {
            signs::underline(line).is_none() && self.lines[at].width <= 90 && self.lines[at].width <= self.lines[at + 1].width * 2
        }) {
            self.push(BlockRole::Paragraph, at..at + 1);
            self.blocks.last_mut().into_iter().for_each(|block| block.underline = Some(sign));
            return at + 2;
        }
        if signs::is_break(line) {
            return self.push(BlockRole::Break, at..at + 1);
        }
        if let Some(last) = self.illustrated(at, end) {
            return self.illustration(at, last);
        }
        if line.starts_with('>') {
            return self.quoted(at, end);
        }
        let alone = at + 1 < end && line.starts_with('[') && line.ends_with(']');
        let label = note_label(line).or_else(|| note_label(&format!("{line} ")).filter(|_| alone));
        if let Some(mark) = label.map(|mark| NoteMark { length: mark.length.min(line.len()), ..mark }) {
            return self.note(at, end, mark);
        }
        if let Some(mark) = self.items.get(&at).copied() {
            return self.item(at, end, mark);
        }
        let rows = (at..end).take_while(|&row| cells(self.line(row)) > 1 && cells(self.line(row)) == cells(line)).count();
        if rows >= 2 {
            return self.push(BlockRole::Table, at..at + rows);
        }
        self.prose(at, end)
    }

    /// Whether something other than the paragraph before it begins at a line.
    fn begins(&self, at: usize) -> bool {
        let line = self.line(at);
        signs::is_break(line) && signs::underline(line).is_none()
            || self.illustrated(at, at + 1).is_some()
            || line.starts_with("> ")
            || self.items.contains_key(&at)
            || note_label(line).is_some() && self.joins_note(at)
    }

    /// Whether a note may begin inside a run: behind another note.
    fn joins_note(&self, at: usize) -> bool {
        at == 0
            || self.lines[at].gap > 0
            || matches!(self.blocks.last().map(|block| &block.role), Some(BlockRole::Note(_)))
            || self.line(at).starts_with("[Footnote")
            || !self.measured.layout.joins()
    }

    /// The last line of a picture's place, if one begins here: its bracket closes at the end of a line, and nothing follows in it.
    fn illustrated(&self, at: usize, end: usize) -> Option<usize> {
        if !self.line(at).starts_with("[Illustration") {
            return None;
        }
        let mut depth = 0usize;
        for line in at..end.min(at + 30) {
            for (place, c) in self.line(line).char_indices() {
                depth = if c == '[' { depth + 1 } else { depth.saturating_sub(usize::from(c == ']')) };
                if depth == 0 && c == ']' {
                    return (place + 1 == self.lines[line].at.len()).then_some(line);
                }
            }
        }
        None
    }

    fn illustration(&mut self, at: usize, last: usize) -> usize {
        let mut ranges: Vec<Range<usize>> = (at..=last).map(|line| self.lines[line].at.clone()).collect();
        let head = "[Illustration".len() + usize::from(self.line(at).as_bytes().get("[Illustration".len()) == Some(&b':'));
        ranges[0].start += head;
        if let Some(range) = ranges.last_mut().filter(|_| self.line(last).ends_with(']')) {
            range.end = range.end.max(range.start + 1) - 1;
        }
        self.push_cut(BlockRole::Illustration, at..last + 1, ranges)
    }

    /// A quotation of a letter, marked by `>` at each line; a bare mark or another depth parts paragraphs.
    fn quoted(&mut self, at: usize, end: usize) -> usize {
        let depth = |line: &str| line.chars().take_while(|c| *c == '>' || *c == ' ').filter(|c| *c == '>').count();
        let own = depth(self.line(at));
        let bare = |line: &str| line.trim_start_matches(|c: char| c == '>' || c.is_whitespace()).len();
        let last = (at..end).take_while(|&line| depth(self.line(line)) == own && bare(self.line(line)) > 0).count();
        let ranges = (at..at + last).map(|line| self.lines[line].at.end - bare(self.line(line))..self.lines[line].at.end).collect();
        if last == 0 {
            return at + 1;
        }
        self.push_cut(BlockRole::Quotation, at..at + last, ranges)
    }

    fn note(&mut self, at: usize, end: usize, mark: NoteMark) -> usize {
        let footnote = self.line(at).starts_with("[Footnote");
        let mut last = at + 1;
        let closed = |from: usize, line: &str| footnote && line.ends_with(']') && from >= at;
        while last < end
            && !closed(last, self.line(last - 1))
            && note_label(self.line(last)).is_none()
            && (footnote || self.measured.layout.joins())
        {
            last += 1;
        }
        let mut ranges: Vec<Range<usize>> = (at..last).map(|line| self.lines[line].at.clone()).collect();
        ranges[0].start += mark.length;
        // Its words may begin on the next line.
        if ranges[0].is_empty() && ranges.len() > 1 {
            ranges.remove(0);
        }
        if footnote && let Some(range) = ranges.last_mut().filter(|_| self.line(last - 1).ends_with(']')) {
            range.end -= 1;
        }
        self.push_cut(BlockRole::Note(mark.label), at..last, ranges)
    }

    fn item(&mut self, at: usize, end: usize, mark: Mark) -> usize {
        let mut last = at + 1;
        let goes_on = |last: usize| {
            let deeper = self.lines[last].indent > self.lines[at].indent;
            let full = self.lines[last - 1].right() * 4 >= self.measured.measure * 3;
            self.measured.layout.joins() && (deeper || full)
        };
        while last < end && !self.begins(last) && goes_on(last) {
            last += 1;
        }
        let mut ranges: Vec<Range<usize>> = (at..last).map(|line| self.lines[line].at.clone()).collect();
        ranges[0].start += mark.length;
        self.push_cut(BlockRole::Item(mark.numeral()), at..last, ranges)
    }

    /// A paragraph, or lines that are lines.
    fn prose(&mut self, at: usize, end: usize) -> usize {
        let mut last = at + 1;
        let shape = self.shape(at, end);
        while last < end && !self.begins(last) && !self.parted(last, shape) {
            last += 1;
        }
        let role = self.role(at, last, shape);
        self.push(role, at..last)
    }

    /// How the lines of a run stand in a text whose paragraphs begin with an indent.
    fn shape(&self, at: usize, end: usize) -> RunShape {
        let Measured { layout, measure, base, first, .. } = self.measured;
        let lines = &self.lines[at..end];
        if layout != Layout::Indented || lines.len() < 2 || lines.iter().any(|line| line.indent <= base) {
            return RunShape::Usual;
        }
        let deeper = lines.iter().any(|line| line.indent > first.max(base + 1));
        let level = lines.iter().all(|line| line.indent == lines[0].indent);
        let full = lines[..lines.len() - 1].iter().all(|line| line.right() * 4 >= measure * 3);
        match () {
            () if deeper && lines[0].gap > 0 && !full => RunShape::Stanza,
            () if level && full => RunShape::SetIn,
            () => RunShape::Usual,
        }
    }

    /// Whether a line begins a paragraph behind a line of another, with no blank line between them.
    fn parted(&self, at: usize, shape: RunShape) -> bool {
        let (line, before) = (&self.lines[at], &self.lines[at - 1]);
        let Measured { layout, measure, base, first, parted } = self.measured;
        match layout {
            Layout::LineAParagraph => !parted || line.width > 100 || before.width > 100,
            Layout::LinesKept => !parted,
            Layout::Indented if shape != RunShape::Usual => false,
            Layout::Indented => line.indent > base && line.indent <= first.max(base + 1) && before.indent <= first.max(base + 1),
            Layout::HardWrapped => before.width * 4 < measure * 3,
            Layout::BlankSeparated => false,
        }
    }

    /// What lines are by their shape.
    fn role(&self, from: usize, to: usize, shape: RunShape) -> BlockRole {
        let Measured { layout, measure, base, first, .. } = self.measured;
        let lines = &self.lines[from..to];
        let least = lines.iter().map(|line| line.indent).min().unwrap_or(0);
        let text = |line: &Line| &self.text[line.at.clone()];
        if lines.len() > 1 && lines.iter().all(|line| signs::is_field(text(line))) {
            return BlockRole::Lines;
        }
        let alone = lines[0].gap > 0 && self.lines.get(to).is_none_or(|next| next.gap > 0);
        let deep = match layout {
            Layout::LineAParagraph => alone && least >= 4 && least > first + 2,
            Layout::Indented => alone && (least > first.max(base) + 1 || shape == RunShape::Stanza),
            _ => least > base + 1,
        };
        let code = self.technical && least >= base + 2 && lines.iter().filter(|line| signs::is_code(text(line))).count() * 3 >= lines.len();
        if code && (deep || least >= 4) {
            return BlockRole::Code;
        }
        let widest = lines.iter().map(|line| line.right()).max().unwrap_or(0);
        if lines.len() == 1 {
            return match (deep, layout.joins() && least * 5 > measure * 2) {
                (true, true) => BlockRole::Lines,
                (true, false) => BlockRole::Quotation,
                _ => BlockRole::Paragraph,
            };
        }
        let broken = self.are_broken_on_purpose(from, to, if deep { widest } else { measure });
        let short = !layout.joins() || lines.iter().all(|line| line.width * 25 <= measure.max(60) * 18);
        let capital = lines.iter().all(|line| !signs::is_small(text(line)));
        let right = least * 5 > measure * 2;
        let kept = !layout.joins() || right && deep || broken && (deep || short) || deep && capital && short && lines.len() > 2;
        match (kept, deep) {
            (true, deep) if layout == Layout::LinesKept && self.is_wrapped(from, to) => {
                if deep {
                    BlockRole::Quotation
                } else {
                    BlockRole::Paragraph
                }
            }
            (true, _) if are_of_a_letter(lines, self.text, measure) => BlockRole::Lines,
            // Two lines of prose in a narrower measure are no verse.
            (true, false) if lines.len() == 2 && layout.joins() => {
                if signs::is_small(text(&lines[1])) || text(&lines[0]).ends_with(char::is_alphanumeric) && lines[1].indent > lines[0].indent
                {
                    BlockRole::Paragraph
                } else {
                    BlockRole::Lines
                }
            }
            (true, _) => BlockRole::Verse,
            (false, true) => BlockRole::Quotation,
            (false, false) => BlockRole::Paragraph,
        }
    }

    /// Whether lines of a text whose lines are kept are prose all the same: three at least, each as long as the next word allows, and half of
    /// them begin within a sentence.
    fn is_wrapped(&self, from: usize, to: usize) -> bool {
        const NARROWEST: usize = 55;
        let widest = self.lines[from..to].iter().map(|line| line.right()).max().unwrap_or(0);
        let within = (from + 1..to).filter(|&at| signs::is_small(self.line(at))).count();
        to - from >= 3 && widest >= NARROWEST && within * 2 >= to - from - 1 && !self.are_broken_on_purpose(from, to, widest)
    }

    /// Whether a line ends though the next word would have had room.
    fn are_broken_on_purpose(&self, from: usize, to: usize, measure: usize) -> bool {
        (from..to - 1).any(|at| {
            let word: usize = self.line(at + 1).chars().take_while(|c| !c.is_whitespace()).map(columns).sum();
            self.lines[at].right() + 1 + word <= measure
        })
    }
}

/// Whether kept lines are an address, a signature or an inscription, and not verse.
fn are_of_a_letter(lines: &[Line], text: &str, measure: usize) -> bool {
    let words = |line: &Line| text[line.at.clone()].to_owned();
    let all: Vec<String> = lines.iter().map(words).collect();
    let right = lines.iter().all(|line| line.indent * 5 > measure * 2);
    let raised = all.iter().filter(|line| signs::is_raised(line) && !signs::is_speech(line)).count();
    let marked = all[0] == "--" || all.iter().any(|line| line.contains('@') || line.contains("://"));
    let last = all.last().map(|line| signs::is_name(line) || line.split_whitespace().all(|word| word.len() <= 3 && word.ends_with('.')));
    let dash = all.len() == 2 && all[1].starts_with(['—', '–', '―']);
    right
        || marked
        || dash
        || raised * 4 >= all.len() * 3 && all.iter().all(|line| line.split_whitespace().count() <= 7)
        || all.len() <= 3 && last == Some(true)
}

/// How many cells a line has.
fn cells(line: &str) -> usize {
    line.split('\t').filter(|cell| !cell.trim().is_empty()).count()
}

/// What a note begins with.
struct NoteMark {
    label: String,
    /// Bytes before its words.
    length: usize,
}

/// The label of a note at the beginning of a line: `[1] `, `[Footnote 1: `.
fn note_label(line: &str) -> Option<NoteMark> {
    let inner = line.strip_prefix('[')?;
    let (label, rest) = match inner.strip_prefix("Footnote ") {
        Some(inner) => inner.split_once(':')?,
        None => inner.split_once(']').filter(|(_, rest)| rest.starts_with([' ', '\t']))?,
    };
    let sound = !label.is_empty() && label.len() <= 4 && label.chars().all(|c| c.is_ascii_digit() || c == '*')
        || label.len() == 1 && label.chars().all(|c| c.is_ascii_alphabetic());
    sound.then(|| NoteMark { label: label.to_owned(), length: line.len() - rest.trim_start().len() })
}
