//! From a text to the raw settings, with everything that is wrong in it found in one run.

use super::front_matter::{Node, Value};
use super::raw::{LISTS, Raw};
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// More findings of one kind than this help nobody.
const MOST: usize = 100;

/// What serde made of a text, and whether everything in them was understood.
#[derive(Debug, Default)]
pub(super) struct Written<T> {
    pub(super) raw: T,
    /// A key at the top level was not known, so a key that is missing may be the one that was meant.
    pub(super) strange_key: bool,
}

/// Reads a TOML text, called `whole` in findings; none if it is not well-formed (reported).
pub(super) fn toml<T: DeserializeOwned + Default>(
    whole: &str,
    source: SourceId,
    text: &str,
    found: &mut Diagnostics,
) -> Option<Written<T>> {
    let (table, faults) = DeTable::parse_recoverable(text);
    let mut last = None;
    for fault in faults.iter().take(MOST) {
        let span = fault.span().unwrap_or(0..0);
        // Eighty brackets that are not closed miss their ends in one place: one finding.
        if last.replace(span.end) == Some(span.end) {
            continue;
        }
        // Only the first line: the others list what the parser would have liked to see.
        let message = fault.message().lines().next().unwrap_or("it is not TOML");
        found.push(Diagnostic::at(Code::BadSyntax, Span::new(source, span.start, span.end), message));
    }
    faults.is_empty().then(|| read(table.into_inner(), whole, source, found))
}

/// Reads front matter.
pub(super) fn front_matter(source: SourceId, node: &Node, found: &mut Diagnostics) -> Written<Raw> {
    let table = match value(node, "").map(Spanned::into_inner) {
        Some(DeValue::Table(table)) => table,
        _ => DeTable::new(),
    };
    read(table, "front matter", source, found)
}

/// Front matter as TOML values, so that both go one way. Front matter knows no types: the keys that need one get it.
fn value<'n>(node: &'n Node, key: &str) -> Option<Spanned<DeValue<'n>>> {
    let value = match &node.value {
        Value::Empty => return None,
        Value::Text(text)
            if matches!(key, "hyphenate" | "highlight" | "italic" | "figures" | "fonts") && (text == "true" || text == "false") =>
        {
            DeValue::Boolean(text == "true")
        }
        Value::Text(text) if matches!(key, "depth" | "letterspacing" | "drop-cap") => {
            DeValue::parse(text).map_or_else(|_| DeValue::String(Cow::Borrowed(text)), Spanned::into_inner)
        }
        Value::Text(text) => DeValue::String(Cow::Borrowed(text)),
        Value::List(items) => DeValue::Array(items.iter().filter_map(|item| self::value(item, "")).collect()),
        Value::Table(entries) => {
            let mut table = DeTable::new();
            for (key, span, node) in entries {
                if let Some(value) = self::value(node, key) {
                    table.insert(Spanned::new(span.range(), Cow::Borrowed(key.as_str())), value);
                }
            }
            DeValue::Table(table)
        }
    };
    Some(Spanned::new(node.span.range(), value))
}

/// Reads a table with serde. What serde refuses is reported and taken out, and the rest read again: so one run tells all.
fn read<T: DeserializeOwned + Default>(mut table: DeTable, whole: &str, source: SourceId, found: &mut Diagnostics) -> Written<T> {
    ease(&mut table);
    let mut strange_key = false;
    for _ in 0..MOST {
        let reader = toml::Deserializer::from(Spanned::new(0..0, table.clone()));
        let fault = match T::deserialize(reader) {
            Ok(raw) => return Written { raw, strange_key },
            Err(fault) => fault,
        };
        let place = fault.span().unwrap_or(0..0);
        let key = cut(&mut table, &place);
        found.push(finding(fault.message(), key.as_deref(), whole, Span::new(source, place.start, place.end)));
        match key {
            Some(key) => strange_key |= !key.contains('.'),
            // What can't be taken out would be found for ever.
            None => break,
        }
    }
    Written { raw: T::default(), strange_key: true }
}

/// One thing where a list is wanted is a list of it; a date or number where a text is wanted is its characters.
fn ease(table: &mut DeTable) {
    let as_list = |value: Option<&mut Spanned<DeValue>>| {
        if let Some(value) = value.filter(|value| !value.get_ref().is_array()) {
            let one = Spanned::new(value.span(), std::mem::replace(value.get_mut(), DeValue::Boolean(false)));
            *value.get_mut() = DeValue::Array(DeArray::from_iter([one]));
        }
    };
    for key in LISTS {
        as_list(table.get_mut(key));
    }
    if let Some(DeValue::Table(check)) = table.get_mut("check").map(Spanned::get_mut) {
        ["deny", "allow"].into_iter().for_each(|key| as_list(check.get_mut(key)));
    }
    let as_text = |value: Option<&mut Spanned<DeValue>>| {
        let Some(value) = value else { return };
        let text = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.to_string(),
            _ => return,
        };
        *value.get_mut() = DeValue::String(Cow::Owned(text));
    };
    as_text(table.get_mut("date"));
    as_text(table.get_mut("isbn"));
    if let Some(DeValue::Table(series)) = table.get_mut("series").map(Spanned::get_mut) {
        as_text(series.get_mut("number"));
    }
}

/// Takes out the key or value at `place`; gives the key with the sections above it.
fn cut(table: &mut DeTable, place: &Range<usize>) -> Option<String> {
    let at_key = table.iter().find(|(key, _)| key.span() == *place).map(|(key, _)| key.get_ref().to_string());
    if let Some(key) = at_key {
        table.remove(key.as_str());
        return Some(key);
    }
    let keys: Vec<String> = table.keys().map(|key| key.get_ref().to_string()).collect();
    for key in keys {
        let Some(value) = table.get_mut(key.as_str()) else { continue };
        let span = value.span();
        let inside = match value.get_mut() {
            DeValue::Table(inner) => cut(inner, place),
            DeValue::Array(items) => cut_item(items, place),
            _ => None,
        };
        if let Some(inside) = inside {
            return Some(if inside.is_empty() { key } else { format!("{key}.{inside}") });
        }
        if span == *place {
            table.remove(key.as_str());
            return Some(key);
        }
    }
    None
}

fn cut_item(items: &mut DeArray, place: &Range<usize>) -> Option<String> {
    for index in 0..items.len() {
        let Some(item) = items.get_mut(index) else { break };
        let span = item.span();
        let inside = match item.get_mut() {
            DeValue::Table(inner) => cut(inner, place),
            DeValue::Array(inner) => cut_item(inner, place),
            _ => None,
        };
        if inside.is_some() {
            return inside;
        }
        if span == *place {
            *items = std::mem::replace(items, DeArray::from_iter([]))
                .into_iter()
                .enumerate()
                .filter(|(at, _)| *at != index)
                .map(|(_, item)| item)
                .collect();
            return Some(String::new());
        }
    }
    None
}

/// What serde says, in the words of a person who writes books.
fn finding(message: &str, key: Option<&str>, whole: &str, span: Span) -> Diagnostic {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if !message.starts_with("unknown field") || quoted.is_empty() {
        let subject = key.map_or_else(|| whole.to_owned(), |key| format!("`{key}`"));
        let what = message.lines().next().unwrap_or_default().replace("a sequence", "a list").replace("a map", "a table");
        let Some((given, wanted)) = what.strip_prefix("invalid type: ").and_then(|what| what.split_once(", expected ")) else {
            return Diagnostic::at(Code::BadValue, span, format!("{subject}: {what}"));
        };
        let finding = Diagnostic::at(Code::BadValue, span, format!("{subject} is {given}, but must be {wanted}"));
        return match wanted {
            "a string" => finding.help("put the value in quotation marks"),
            "a boolean" => finding.help("write `true` or `false`, without quotation marks"),
            _ => finding,
        };
    }
    let (given, known) = (quoted[0], &quoted[1..]);
    let path = key.unwrap_or(given);
    let finding = Diagnostic::at(Code::UnknownKey, span, format!("`{path}` is not a key of {whole}"));
    let elsewhere = super::KEYS.iter().map(|(key, _)| *key).find(|key| key.rsplit_once('.').is_some_and(|(_, last)| last == given));
    match (nearest(given, known.iter().copied()), elsewhere) {
        (_, Some(right)) if !path.contains('.') => {
            let (section, key) = right.split_once('.').expect("found by its dot");
            finding.help(format!("write `{key}` under `[{section}]`"))
        }
        (Some(right), _) => finding.help(format!("did you mean `{right}`?")),
        _ => finding.help(format!("choose one of these: {}", known.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use serde::Deserialize;

    proptest::proptest! {
        #[test]
        fn no_settings_panic(text in "((title|authors|page|size|[a-z]{1,3}|\\[|\\]|\\{|\\}|=|\"|'|,|\\.|[0-9]| |\n|é){0,6}\n){0,8}", value in ".{0,16}") {
            let mut sources = Sources::default();
            let source = sources.add("book.toml", text);
            let mut found = Diagnostics::default();
            let _ = toml::<Raw>("book.toml", source, sources.get(source).text(), &mut found);
            let _ = crate::diagnostics::render::human(&found, &sources, false);
            let _ = (super::super::measure::length(&value), super::super::measure::trim(&value), super::super::identifier::isbn(&value));
            let _ = (super::super::date::check(&value), super::super::language_tag(&value), super::super::people::sort_name(&value));
        }
    }

    const SLIPS: &str = r#"# Three slips of the pen, one key in the wrong section, one stranger, two wrong types.
titel = "Slips"
title = 7
autors = ["A. Writer"]
authors = [{ name = "B. Writer", rolle = "editor" }, 3]
size = "a5"
xyzzy = true

[page]
szie = "a5"

[type]
hyphenate = "no"
leeding = "12 pt"
"#;

    #[test]
    fn one_run_finds_every_slip() {
        let mut sources = Sources::default();
        let source = sources.add("book.toml", SLIPS);
        let mut found = Diagnostics::default();
        let written = toml::<Raw>("book.toml", source, sources.get(source).text(), &mut found).unwrap();
        assert!(written.strange_key);
        assert_eq!(written.raw.authors.len(), 1);
        assert_eq!(
            found.iter().filter(|finding| finding.code == Code::UnknownKey).count(),
            7,
            "{}",
            crate::diagnostics::render::short(&found, &sources)
        );
        assert_eq!(found.iter().count(), 10);
    }

    #[test]
    fn serde_and_the_table_of_keys_agree() {
        let mut known = Vec::new();
        for section in ["", "page", "type", "contents", "notes", "epub", "pdf", "print"] {
            let text = if section.is_empty() { "zzz = 1".to_owned() } else { format!("[{section}]\nzzz = 1") };
            let table = DeTable::parse(&text).unwrap();
            let fault = Raw::deserialize(toml::Deserializer::from(table)).unwrap_err();
            let names: Vec<&str> = fault.message().split('`').skip(3).step_by(2).collect();
            let sections = ["page", "type", "contents", "notes", "epub", "pdf", "print"];
            known.extend(
                names
                    .iter()
                    .filter(|name| !section.is_empty() || !sections.contains(name))
                    .map(|name| if section.is_empty() { (*name).to_owned() } else { format!("{section}.{name}") }),
            );
        }
        let table: Vec<&str> = super::super::KEYS.iter().map(|(key, _)| *key).collect();
        assert_eq!(known, table);
    }
}
