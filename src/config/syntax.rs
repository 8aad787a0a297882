//! Slips in the syntax of TOML that can be told by name: a line written as YAML, a text without its quotation marks.

use super::keys::{KEYS, KeyType};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;
use toml::de::DeTable;

/// Tells of what is wrong in a text that is no TOML, at most so many times. Where one fault hides others from the parser, they are
/// seen once the line is put right, so one run tells all.
pub(super) fn tell(source: SourceId, text: &str, most: usize, diagnostics: &mut Diagnostics) {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut repairs: BTreeMap<usize, (usize, Repair)> = BTreeMap::new();
    let others = loop {
        let mended = lines.join("\n");
        let (_, faults) = DeTable::parse_recoverable(&mended);
        let mut others = Vec::new();
        let mut more = false;
        for fault in faults.iter().take(most) {
            let span = fault.span().unwrap_or(0..0);
            let before = mended.get(..span.start).unwrap_or_default();
            let (line, column) = (before.matches('\n').count(), before.len() - before.rfind('\n').map_or(0, |feed| feed + 1));
            if repairs.contains_key(&line) {
                continue;
            }
            match repair(&lines[line]).filter(|_| repairs.len() < most) {
                Some(repair) => {
                    lines[line].clone_from(&repair.line);
                    repairs.insert(line, (column, repair));
                    more = true;
                }
                // Only the first line: the others list what the parser would have liked to see.
                None => others.push((line, column, span.len(), fault.message().lines().next().unwrap_or("it is not TOML").to_owned())),
            }
        }
        if !more {
            break others;
        }
    };
    // Each line as it was written, and where it begins.
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(feed, _)| feed + 1)).collect();
    let at = |line: usize, column: usize, length: usize| {
        let start = starts.get(line).map_or(text.len(), |start| (start + column).min(text.len()));
        // A place that lay in a line put right since may end within a character.
        let whole = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        Span::new(source, whole(start), whole(start + length))
    };
    for (line, (column, Repair { message, line: right })) in repairs {
        let finding = Diagnostic::at(Code::BadSyntax, at(line, column, 1), message);
        diagnostics.push(finding.help(format!("write `{right}`")));
    }
    let mut last = None;
    for (line, column, length, message) in others {
        // Eighty brackets that are not closed miss their ends in one place: one finding.
        if last.replace((line, column + length)) != Some((line, column + length)) {
            diagnostics.push(Diagnostic::at(Code::BadSyntax, at(line, column, length), message));
        }
    }
}

/// What is wrong with a line, and the line as it should be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Repair {
    /// The message.
    pub(super) message: String,
    /// The line as TOML.
    pub(super) line: String,
}

/// The slip in a line that TOML refused; none if it is another than these.
pub(super) fn repair(line: &str) -> Option<Repair> {
    let line = line.split(" #").next().unwrap_or(line).trim();
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let halves =
        |sign| line.split_once(sign).map(|(name, value): (&str, &str)| (name.trim(), value.trim())).filter(|(name, _)| is_name(name));
    let (name, given, is_yaml) = match (halves('='), halves(':')) {
        (Some((name, value)), _) => (name, value, false),
        (None, Some((name, value))) => (name, value, true),
        (None, None) => return None,
    };
    let value = quoted(name, given)?;
    if !is_yaml && value == given {
        return None;
    }
    let message = match is_yaml {
        true => format!("`{name}` and its value have no `=` between them"),
        false => format!("the value of `{name}` is not between quotation marks"),
    };
    Some(Repair { message, line: format!("{name} = {value}") })
}

/// A value as TOML has it, by the type of its key; none if that can't be seen.
fn quoted(name: &str, given: &str) -> Option<String> {
    if given.is_empty() {
        return None;
    }
    let last = name.rsplit('.').next().unwrap_or(name);
    let kind = KEYS.iter().find(|key| key.name == name || key.key == last).map(|key| key.kind);
    // A bare word that no type of the key asks for is the value of a flag or a number.
    let bare = matches!(given, "true" | "false") || given.parse::<i64>().is_ok();
    match kind {
        Some(KeyType::Flag | KeyType::Whole(..) | KeyType::Count(_)) => Some(given.to_owned()),
        None if bare => Some(given.to_owned()),
        _ => in_list(given).or_else(|| text(given)),
    }
}

/// A list of texts.
fn in_list(given: &str) -> Option<String> {
    let items = given.strip_prefix('[')?.strip_suffix(']')?;
    if items.contains(['[', '{', '\\']) {
        return None;
    }
    let all: Option<Vec<String>> = items.split(',').map(str::trim).filter(|item| !item.is_empty()).map(text).collect();
    all.map(|all| format!("[{}]", all.join(", ")))
}

/// A text in quotation marks, whatever stood around it.
fn text(given: &str) -> Option<String> {
    if given.len() > 1 && (given.starts_with('"') && given.ends_with('"') || given.starts_with('\'') && given.ends_with('\'')) {
        return Some(given.to_owned());
    }
    let inner = given.trim_matches(['"', '“', '”', '„', '«', '»', '‘', '’', '\'']).trim();
    let fit = !inner.is_empty() && !inner.contains(['"', '\\', '{', '[', '\n']);
    fit.then(|| format!("\"{inner}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_yaml_and_bare_words_are_put_right() {
        for (line, right) in [
            ("title: T", "title = \"T\""),
            ("title: \"The Sea: A Life\"", "title = \"The Sea: A Life\""),
            ("title = T", "title = \"T\""),
            ("language = en", "language = \"en\""),
            ("title = “T”", "title = \"T\""),
            ("title = \"Unclosed", "title = \"Unclosed\""),
            ("authors: [Jo Example, A. Nother]", "authors = [\"Jo Example\", \"A. Nother\"]"),
            ("hyphenate: false", "hyphenate = false"),
            ("drop-cap: 3", "drop-cap = 3"),
            ("page.size: a5 # small", "page.size = \"a5\""),
        ] {
            assert_eq!(repair(line).expect("a repair").line, right, "{line}");
            assert!(right.parse::<toml::Table>().is_ok(), "{right}");
        }
        for line in ["title = \"T\"", "date = \"2027\"", "page:", "[page", "= 3", "- item", "authors: { name: x }", "a b: c", ""] {
            assert_eq!(repair(line), None, "{line}");
        }
    }
}
