//! Rivers: spaces of line after line nearly over one another, so that the eye follows the white down the page.

use super::FlawMark;
use crate::layout::frame::{ItemContent, LineRecord, Page};
use crate::source::Length;

/// A river: its spaces from above.
pub(super) type River = Vec<RiverStep>;

/// A space of a river.
#[derive(Debug)]
pub(super) struct RiverStep {
    /// The line, by index in `Page::lines`.
    pub(super) line: usize,
    /// The word before the space.
    pub(super) word: String,
    left: Length,
    right: Length,
}

impl RiverStep {
    /// The place of the space on its page.
    pub(super) fn mark(&self, page: usize, line: &LineRecord) -> FlawMark {
        let (top, width) = (line.bottom - line.height, self.right - self.left);
        // Paragraphs, in which rivers run, are never turned.
        FlawMark { page, left: self.left, top, width, height: line.height, turned: false }
    }
}

/// A space in a line.
struct SpaceInLine {
    left: Length,
    right: Length,
    /// The word to its left.
    word: String,
    /// How many spaces, with this one, stand over one another, and the one above it, by index.
    depth: usize,
    above: Option<usize>,
}

/// The rivers of a page that run through `least` lines or more.
pub(super) fn rivers(page: &Page, least: usize) -> Vec<River> {
    let mut rows: Vec<Vec<SpaceInLine>> = Vec::with_capacity(page.lines.len());
    for (index, line) in page.lines.iter().enumerate() {
        let mut spaces = spaces(page, line);
        let touches = index
            .checked_sub(1)
            .map(|last| &page.lines[last])
            .is_some_and(|last| last.area == line.area && last.bottom + line.height == line.bottom);
        if let Some(above) = rows.last().filter(|_| touches) {
            for space in &mut spaces {
                // The longest way down to it; of two, the left one.
                for (at, other) in above.iter().enumerate() {
                    if other.depth + 1 > space.depth && over(space, other) {
                        (space.depth, space.above) = (other.depth + 1, Some(at));
                    }
                }
            }
        }
        rows.push(spaces);
    }
    let mut found: Vec<River> = Vec::new();
    // From the foot up, so that the longest way is met first, and what flows into a river already told is not told again.
    let mut told: Vec<Vec<bool>> = rows.iter().map(|row| vec![false; row.len()]).collect();
    for bottom in (0..rows.len()).rev() {
        for at in 0..rows[bottom].len() {
            if rows[bottom][at].depth < least || told[bottom][at] {
                continue;
            }
            let (mut row, mut space) = (bottom, at);
            let mut river = Vec::new();
            let mut fresh = true;
            loop {
                fresh &= !std::mem::replace(&mut told[row][space], true);
                let SpaceInLine { left, right, word, above, .. } = &rows[row][space];
                river.push(RiverStep { line: row, word: word.clone(), left: *left, right: *right });
                let Some(above) = *above else { break };
                (row, space) = (row - 1, above);
            }
            if fresh {
                river.reverse();
                found.push(river);
            }
        }
    }
    found.reverse();
    found
}

/// Whether two spaces of neighbouring lines overlap by half the narrower one.
fn over(a: &SpaceInLine, b: &SpaceInLine) -> bool {
    let overlap = a.right.min(b.right) - a.left.max(b.left);
    overlap + overlap >= (a.right - a.left).min(b.right - b.left)
}

fn spaces(page: &Page, line: &LineRecord) -> Vec<SpaceInLine> {
    let mut spaces = Vec::new();
    let mut word = String::new();
    for item in &page.items[line.items.clone()] {
        let ItemContent::Text(text) = &item.content else { continue };
        let mut x = item.x;
        let mut last = None;
        for glyph in &text.glyphs {
            let width = Length::raw(i64::from(glyph.advance));
            let at = usize::from(glyph.cluster);
            match text.text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(' ' | '\u{A0}') if width > Length::ZERO => {
                    let space = SpaceInLine { left: x, right: x + width, word: std::mem::take(&mut word), depth: 1, above: None };
                    spaces.push(space);
                }
                Some(c) if last != Some(at) => word.push(c),
                _ => {}
            }
            last = Some(at);
            x += width;
        }
    }
    spaces
}
