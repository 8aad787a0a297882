//! Front matter: the block at the head of a Markdown file, as values with spans, in any of the forms that programs write.
//!
//! - `---`: YAML. Read is what people write by hand: maps and lists by indentation, `{…}` and `[…]`, plain and quoted
//!   scalars over one or more lines, `|` and `>` texts, anchors and their aliases, comments; tags are passed over. It is
//!   our own reader because it goes on after a fault (one key is lost, not all), knows the place of every value, and takes
//!   a text with a colon in it for a text.
//! - `+++`: TOML, as Zola and Hugo write it (toml.rs).
//! - `% Title`, `% Authors`, `% Date`: pandoc's title block (title_block.rs).

mod node;
mod read;
mod title_block;
mod toml;

pub(crate) use node::{FrontMatterEntry, FrontMatterNode, FrontMatterValue};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use node::{Entries, FrontMatterFault};
use std::ops::Range;

/// The bytes between the fences, if the text begins with front matter, and where the body begins.
#[must_use]
pub(crate) fn split(text: &str) -> (Option<Range<usize>>, usize) {
    if text.starts_with('%') {
        return match title_block::end(text) {
            0 => (None, 0),
            end => (Some(0..end), end),
        };
    }
    // Hugo's JSON, which YAML has as one of its forms.
    if text.starts_with("{\n") {
        return match text.find("\n}\n").filter(|&end| text[2..end].trim_start().starts_with('"')) {
            Some(end) => (Some(0..end + 3), end + 3),
            None => (None, 0),
        };
    }
    // Blank lines before the first fence are a slip.
    let body = text.trim_start_matches([' ', '\t', '\n']);
    let blank = text[..text.len() - body.len()].rfind('\n').map_or(0, |feed| feed + 1);
    let fence = if text[blank..].starts_with("+++") { "+++" } else { "---" };
    let first = text[blank..].split_inclusive('\n').next().unwrap_or_default();
    if first.trim_end() != fence || !first.ends_with('\n') {
        return (None, 0);
    }
    let start = blank + first.len();
    let mut at = start;
    for line in text[at..].split_inclusive('\n') {
        let ends = line.trim_end();
        if ends == fence || (fence == "---" && ends == "...") {
            let range = start..at;
            let is_ours = match (fence, unclosed(&text[start..at], true)) {
                ("+++", _) => text[range.clone()].lines().any(|line| line.contains('=')),
                // What follows the keys is text, which goes up to a rule.
                (_, Some(end)) => return (Some(start..start + end), start + end),
                _ => begins_with_key(&text[range.clone()]),
            };
            return if is_ours { (Some(range), at + line.len()) } else { (None, 0) };
        }
        at += line.len();
    }
    match unclosed(&text[start..], false).filter(|_| fence == "---") {
        Some(end) => (Some(start..start + end), start + end),
        None => (None, 0),
    }
}

/// Where keys end that no fence closes: at the blank line behind them, if text follows that can be no key; none if they may go on, or
/// do not look like the keys of a text. Where a fence follows, a key may have spaces in it.
fn unclosed(block: &str, fenced: bool) -> Option<usize> {
    const TELLING: [&str; 14] = [
        "title",
        "author",
        "authors",
        "date",
        "lang",
        "language",
        "layout",
        "tags",
        "draft",
        "description",
        "subtitle",
        "slug",
        "aliases",
        "categories",
    ];
    let key = |line: &str| {
        let (key, rest) = line.split_once(':')?;
        let fits = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        (fits && (rest.is_empty() || rest.starts_with([' ', '\t']))).then(|| key.to_lowercase())
    };
    let (mut at, mut telling, mut end) = (0, false, None);
    for line in block.split_inclusive('\n') {
        let words = line.trim_end();
        if words.is_empty() {
            end = end.or(Some(at));
        } else if words.starts_with('#') {
            // A comment of YAML, or a heading.
        } else if line.starts_with([' ', '\t', '-', ']', '}', '"', '\'']) {
            // It goes on.
            end = None;
        } else if let Some(key) = key(words) {
            telling |= TELLING.contains(&key.as_str());
            end = None;
        } else if fenced && is_loose_key(words) {
            // Whether it is one, what follows must say.
        } else {
            return end.filter(|_| telling);
        }
        at += line.len();
    }
    None
}

/// Whether a line may be a key of several words, `cmp date: 2023`.
fn is_loose_key(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(key, _)| {
        let fits = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        key.split(' ').count() <= 3 && key.split(' ').all(fits) && key.starts_with(char::is_lowercase)
    })
}

/// Whether what stands between two lines of hyphens can be keys and values: words between two rules are text.
fn begins_with_key(block: &str) -> bool {
    let first = block.lines().map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_none_or(|line| {
        let key = line.split_once(':').filter(|(_, rest)| rest.is_empty() || rest.starts_with([' ', '\t'])).map(|(key, _)| key);
        line.starts_with('{') || key.is_some_and(|key| !key.trim().is_empty() && key.chars().count() < 60)
    })
}

/// The front matter of a text as a table: as much as could be read. What is lost is reported by the code `lost`, what is
/// not well-formed but plain by a warning.
pub(crate) fn parse(source: SourceId, text: &str, range: Range<usize>, lost: Code, diagnostics: &mut Diagnostics) -> FrontMatterNode {
    let open = !text.starts_with('{') && text[range.end..].lines().next().is_some_and(|line| line.trim().is_empty());
    let (node, mut faults) = match text.trim_start().as_bytes().first() {
        Some(b'+') => toml::table(source, text, range.clone()),
        Some(b'%') => (title_block::table(source, text, range.clone()), Vec::new()),
        _ => read::table(source, text, range.clone()),
    };
    if open && !text.starts_with('%') {
        faults.push(FrontMatterFault {
            at: range.end.saturating_sub(1)..range.end,
            message: "front matter is not closed; its keys were taken to end at the blank line".to_owned(),
            help: Some("write `---` on a line of its own below the last key"),
            first: None,
            understood: true,
        });
    }
    for fault in faults {
        let end = (fault.at.end..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        let start = (0..=fault.at.start.min(end)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let code = if fault.understood { Code::BrokenFrontMatter } else { lost };
        let mut finding = Diagnostic::at(code, Span::new(source, start, end), fault.message);
        if let Some(help) = fault.help {
            finding = finding.help(help);
        }
        if let Some(first) = fault.first {
            finding = finding.label(Span::new(source, first.start, first.end), "first here");
        }
        diagnostics.push(finding);
    }
    node
}

/// What could be read of a whole file of YAML, or of JSON, which YAML has as one of its forms.
#[must_use]
pub(crate) fn of_yaml(source: SourceId, text: &str) -> FrontMatterNode {
    read::table(source, text, 0..text.len()).0
}

/// What could be read of a whole file of TOML.
#[must_use]
pub(crate) fn of_toml(source: SourceId, text: &str) -> FrontMatterNode {
    toml::table(source, text, 0..text.len()).0
}

#[cfg(test)]
mod tests;
