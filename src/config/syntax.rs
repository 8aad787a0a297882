//! Slips in the syntax of TOML that can be told by name: a line written as YAML, a text without its quotation marks.

use super::keys::{KEYS, KeyType};

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
        false => format!("the value of `{name}` has no quotation marks"),
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
