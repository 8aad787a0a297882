//! The lines of a plain text that say something, each with what stands round it.

use std::ops::Range;

/// A line with words or signs. Ranges are bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The line without white space at its ends.
    pub(super) at: Range<usize>,
    /// Columns of white space before it.
    pub(super) indent: usize,
    /// Columns of the line without white space before it.
    pub(super) width: usize,
    /// Blank lines before it; a form feed is one.
    pub(super) gap: usize,
}

impl Line {
    /// The column in which the line ends.
    pub(super) fn right(&self) -> usize {
        self.indent + self.width
    }
}

/// The lines of a text that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let (mut found, mut at, mut gap) = (Vec::new(), 0, 0);
    for line in text.split_inclusive(['\n', '\u{C}']) {
        let content = line.trim();
        if content.is_empty() {
            gap += 1;
        } else {
            let start = at + line.find(content).unwrap_or(0);
            let indent = line.chars().take_while(|c| c.is_whitespace()).map(columns).sum();
            found.push(Line { at: start..start + content.len(), indent, width: content.chars().map(columns).sum(), gap });
            gap = usize::from(line.ends_with('\u{C}'));
        }
        at += line.len();
    }
    found
}

/// How many columns a character takes in a text of equal columns.
pub(super) fn columns(c: char) -> usize {
    match c {
        '\t' => 4,
        '\u{FEFF}' => 0,
        '\u{2001}'
        | '\u{2003}'
        | '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF01}'..='\u{FF60}' => 2,
        _ => 1,
    }
}
