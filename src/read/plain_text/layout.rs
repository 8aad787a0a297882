//! How a plain text marks its paragraphs, and at which measure its lines are broken.

use super::lines::{Line, columns};

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
    /// Lines end where they are meant to end.
    LinesKept,
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
            Layout::LinesKept => "lines kept as they are",
        }
    }

    /// Whether lines are joined to paragraphs.
    pub(super) const fn joins(self) -> bool {
        !matches!(self, Layout::LineAParagraph | Layout::LinesKept)
    }
}

/// The layout of a text with the numbers that it was found by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    pub(super) layout: Layout,
    /// The column at which lines are broken.
    pub(super) measure: usize,
    /// Columns before nearly every line, or before those that begin no paragraph.
    pub(super) base: usize,
    /// Columns before a line that begins a paragraph, where an indent does.
    pub(super) first: usize,
    /// Whether blank lines part the paragraphs of a text whose lines are paragraphs.
    pub(super) parted: bool,
}

/// From this width on a line is longer than any that was broken by hand or by a mail program.
const LONG: usize = 130;

/// Measures a text.
pub(super) fn measured(text: &str, lines: &[Line]) -> Measured {
    let all: usize = lines.iter().map(|line| line.width).sum();
    let long: Vec<usize> = (0..lines.len())
        .filter(|&at| {
            lines[at].width > LONG && text[lines[at].at.clone()].contains(|c: char| c == ' ' || columns(c) == 2)
                || lines[at].width > 2 * LONG
        })
        .collect();
    let in_long: usize = long.iter().map(|&at| lines[at].width).sum();
    let gap_after = |at: usize| lines.get(at + 1).is_none_or(|next| next.gap > 0);
    if in_long * 4 >= all && in_long > 0 && long.iter().any(|&at| lines[at].width > 200) {
        let parted = long.iter().filter(|&&at| lines[at].gap > 0 && gap_after(at)).count() * 3 >= long.len() * 2;
        let first = most_common(lines.iter().filter(|line| line.width > LONG).map(|line| line.indent));
        return Measured { layout: Layout::LineAParagraph, measure: 0, base: 0, first, parted };
    }
    let inner = |at: usize| !gap_after(at) && at + 1 < lines.len();
    let mut rights: Vec<usize> = (0..lines.len()).filter(|&at| inner(at)).map(|at| lines[at].right()).collect();
    rights.sort_unstable();
    let measure = rights.get(rights.len() * 9 / 10).copied().unwrap_or(72);
    let full = |line: &&Line| line.right() * 4 >= measure * 3;
    let base = least_of_common(lines.iter().filter(full).map(|line| line.indent));
    let fits = |at: usize| {
        let word: usize = text[lines[at + 1].at.clone()].chars().take_while(|c| !c.is_whitespace()).map(columns).sum();
        lines[at].right() + 1 + word < measure
    };
    // A short line that ends its paragraph, without blank lines, is no proof that lines are meant.
    let within: Vec<usize> = (0..lines.len()).filter(|&at| inner(at) && lines[at + 1].indent <= base.max(lines[at].indent)).collect();
    let kept = within.iter().filter(|&&at| fits(at)).count();
    let joined = |layout, first| Measured { layout, measure, base, first, parted: false };
    if within.len() >= 8 && kept * 5 > within.len() * 3 {
        return Measured { layout: Layout::LinesKept, measure, base, first: base, parted: true };
    }
    let listed = |at: usize| super::lists::is_marked(&text[lines[at].at.clone()]);
    let begins = |at: usize| !listed(at) && lines[at].indent > base && lines[at].indent <= base + 10 && (lines[at].gap == 0 || inner(at));
    let first = most_common((0..lines.len()).filter(|&at| begins(at)).map(|at| lines[at].indent));
    let flush = |at: usize| lines.get(at + 1).is_some_and(|next| next.gap == 0 && (next.indent == base || next.indent == first));
    let indented = (0..lines.len())
        .filter(|&at| lines[at].indent == first && first > base && !listed(at) && (flush(at) || lines[at].gap == 0))
        .count();
    let blank =
        (0..lines.len()).filter(|&at| lines[at].gap > 0 && lines[at].indent == base && lines[at].right() * 3 >= measure * 2).count();
    // The second line of a paragraph begins with a small letter as often as not; one of verse with a capital.
    let second: Vec<usize> =
        (1..lines.len()).filter(|&at| lines[at].gap == 0 && lines[at].indent == base && lines[at - 1].indent == first).collect();
    let capital = second.iter().filter(|&&at| text[lines[at].at.clone()].starts_with(char::is_uppercase)).count();
    let verse = capital * 3 > second.len() * 2;
    let runs = lines.iter().filter(|line| line.gap > 0).count();
    joined(
        if indented >= 3 && !verse && indented > blank && indented * 20 >= lines.len() * 3 {
            Layout::Indented
        } else if runs * 20 >= lines.len() || lines.len() < 3 {
            Layout::BlankSeparated
        } else {
            Layout::HardWrapped
        },
        first,
    )
}

/// The smallest number that stands a quarter as often as the commonest: of two indents the one that begins no paragraph.
fn least_of_common(numbers: impl Iterator<Item = usize>) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    numbers.for_each(|number| *counts.entry(number).or_insert(0usize) += 1);
    let most = counts.values().copied().max().unwrap_or(0);
    counts.into_iter().find(|(_, count)| count * 4 >= most).map_or(0, |(number, _)| number)
}

/// The number that stands most often; of two the smaller one.
fn most_common(numbers: impl Iterator<Item = usize>) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    numbers.for_each(|number| *counts.entry(number).or_insert(0) += 1);
    counts.into_iter().rev().max_by_key(|(_, count): &(usize, usize)| *count).map_or(0, |(number, _)| number)
}

/// Whether a text is Markdown already: a heading with `#`, or a line underlined with `===` or `---` beside a link or a fence.
pub(super) fn is_markdown(text: &str) -> bool {
    let (mut before, mut setext, mut fences) = ("", false, 0);
    for line in text.lines() {
        let hashes = line.chars().take_while(|&c| c == '#').count();
        let after = &line[hashes..];
        if (1..=6).contains(&hashes) && after.starts_with([' ', '\t']) && after.contains(char::is_alphanumeric) {
            return true;
        }
        let rule = line.trim_end();
        setext |= rule.len() >= 3 && (rule.bytes().all(|b| b == b'=') || rule.bytes().all(|b| b == b'-')) && !before.trim().is_empty();
        fences += usize::from(line.starts_with("```"));
        before = line;
    }
    fences >= 2 || setext && text.contains("](")
}
