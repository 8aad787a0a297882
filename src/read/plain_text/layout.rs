//! How a plain text marks its paragraphs, and the paragraphs.

use super::ParagraphLines;
use std::ops::Range;

/// How a plain text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Every line is a paragraph.
    LineAParagraph,
    /// Paragraphs are parted by blank lines.
    BlankSeparated,
    /// Paragraphs begin with an indent.
    Indented,
    /// Lines are broken at a measure; a short one ends its paragraph.
    HardWrapped,
}

impl Layout {
    /// The layout in words, for a report.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Layout::LineAParagraph => "a line a paragraph",
            Layout::BlankSeparated => "paragraphs parted by blank lines",
            Layout::Indented => "paragraphs begun by an indent",
            Layout::HardWrapped => "lines broken at a measure",
        }
    }
}

/// Whether any line is a Markdown heading (`# …`, or a line underlined with `===` or `---`).
pub(super) fn is_markdown(text: &str) -> bool {
    let mut before = "";
    text.lines().any(|line| {
        let hashes = line.chars().take_while(|&c| c == '#').count();
        let atx = (1..=6).contains(&hashes) && line[hashes..].starts_with([' ', '\t']);
        let rule = line.trim_end();
        let underline = rule.len() >= 3 && (rule.bytes().all(|b| b == b'=') || rule.bytes().all(|b| b == b'-'));
        let setext = underline && !before.trim().is_empty();
        before = line;
        atx || setext
    })
}

/// The layout and the paragraphs.
pub(super) fn blocks(text: &str) -> (Layout, Vec<ParagraphLines>) {
    let lines = lines(text);
    let layout = layout(text, &lines);
    let length = |line: &Range<usize>| text[line.clone()].chars().count();
    let mut lengths: Vec<usize> = lines.iter().map(length).filter(|&length| length > 0).collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    let mut blocks: Vec<ParagraphLines> = Vec::new();
    let mut open = false;
    for line in lines {
        let content = &text[line.clone()];
        if content.trim().is_empty() {
            open = false;
            continue;
        }
        let begins = match layout {
            Layout::LineAParagraph => true,
            Layout::Indented => indented(content),
            Layout::BlankSeparated | Layout::HardWrapped => false,
        };
        let ends = layout == Layout::HardWrapped && length(&line) * 4 < median * 3;
        match blocks.last_mut() {
            Some(last) if open && !begins => last.push(line),
            _ => blocks.push(vec![line]),
        }
        open = !ends;
    }
    (layout, blocks)
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let range = at..at + line.trim_end_matches('\n').len();
            at += line.len();
            range
        })
        .collect()
}

fn layout(text: &str, lines: &[Range<usize>]) -> Layout {
    let lengths: Vec<usize> = lines.iter().map(|line| text[line.clone()].trim_end().chars().count()).collect();
    let full = lengths.iter().filter(|&&length| length > 0).count().max(1);
    let long = lengths.iter().filter(|&&length| length > 120).count();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    // Ideographs are two columns wide, so a line of half as many is as long; a line of one script alone decides by words.
    if longest > 200 && long * 5 >= full * 2 {
        return Layout::LineAParagraph;
    }
    let inner = lengths.iter().rposition(|&length| length > 0).map_or(&[][..], |last| &lengths[..last]);
    let blank = inner.iter().filter(|&&length| length == 0).count();
    if blank * 20 >= full * 3 {
        return Layout::BlankSeparated;
    }
    let indents = lines.iter().filter(|line| indented(&text[(*line).clone()])).count();
    if indents * 20 >= full * 3 { Layout::Indented } else { Layout::HardWrapped }
}

fn indented(line: &str) -> bool {
    (line.starts_with('\t') || line.starts_with("  ") || line.starts_with('\u{3000}')) && !line.trim().is_empty()
}

/// Whether a paragraph's lines are lines on purpose: several, and all of them short.
pub(super) fn keeps_lines(text: &str, block: &ParagraphLines) -> bool {
    block.len() > 1 && block.iter().all(|line| text[line.clone()].trim().chars().count() <= 50)
}

/// Whether a line would begin a list or quotation in Markdown, which plain text does not mean.
pub(super) fn is_list_like(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['-', '+', '*', '>', '#', '=', '~', ':']) || line.starts_with(|c: char| c.is_ascii_digit())
}
