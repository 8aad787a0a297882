//! From a text to the raw settings, with everything that is wrong in it found in one run.

use super::front_matter::{Node, Value};
use super::misfit::{self, Form};
use super::raw::{LISTS, Raw};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::BTreeMap;
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
    /// Whether it is a text's front matter: its faults are no reason not to build.
    pub(super) document: bool,
    /// Keys of front matter that mean nothing to us.
    pub(super) strangers: Vec<(String, Span)>,
    /// Where each value stands, by its key with the sections above it (`type.fonts.0`).
    pub(super) places: BTreeMap<String, Span>,
    /// Every text among the values.
    pub(super) texts: Vec<(String, Span)>,
}

/// What is being read.
#[derive(Clone, Copy)]
struct Settings<'t> {
    form: Form,
    source: SourceId,
    text: &'t str,
}

impl Settings<'_> {
    fn span(&self, place: &Range<usize>) -> Span {
        Span::new(self.source, place.start, place.end)
    }
}

/// Reads a TOML text; none if it is not well-formed (reported).
pub(super) fn toml<T: DeserializeOwned + Default>(form: Form, source: SourceId, text: &str, found: &mut Diagnostics) -> Option<Written<T>> {
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
    faults.is_empty().then(|| read(table.into_inner(), Settings { form, source, text }, found))
}

/// Reads front matter that is in our own keys.
pub(super) fn front_matter(source: SourceId, text: &str, node: &Node, found: &mut Diagnostics) -> Written<Raw> {
    let table = match value(node).map(Spanned::into_inner) {
        Some(DeValue::Table(table)) => table,
        _ => DeTable::new(),
    };
    Written { document: true, ..read(table, Settings { form: Form::Document, source, text }, found) }
}

/// Front matter as TOML values, so that both go one way. It knows no types: what a key wants is seen when it is read.
fn value(node: &Node) -> Option<Spanned<DeValue<'_>>> {
    let value = match &node.value {
        Value::Empty => return None,
        Value::Text(text) => DeValue::String(Cow::Borrowed(text)),
        Value::List(items) => DeValue::Array(items.iter().filter_map(value).collect()),
        Value::Table(entries) => {
            let mut table = DeTable::new();
            for (key, span, node) in entries {
                if let Some(value) = self::value(node) {
                    table.insert(Spanned::new(span.range(), Cow::Borrowed(key.as_str())), value);
                }
            }
            DeValue::Table(table)
        }
    };
    Some(Spanned::new(node.span.range(), value))
}

/// Reads a table with serde. What serde refuses is reported and taken out, and the rest read again: so one run tells all.
fn read<T: DeserializeOwned + Default>(mut table: DeTable, settings: Settings, found: &mut Diagnostics) -> Written<T> {
    ease(&mut table);
    let document = settings.form == Form::Document;
    let (mut strange_key, mut strangers) = (false, Vec::new());
    for _ in 0..MOST {
        let reader = toml::Deserializer::from(Spanned::new(0..0, table.clone()));
        let fault = match T::deserialize(reader) {
            Ok(raw) => {
                let mut places = Places::default();
                places.of_table(&table, "", &settings);
                return Written { raw, strange_key, document, strangers, places: places.by_key, texts: places.texts };
            }
            Err(fault) => fault,
        };
        let place = fault.span().unwrap_or(0..0);
        let wanted = fault.message().strip_prefix("invalid type: ").and_then(|what| what.rsplit_once(", expected "));
        let wanted = wanted.map(|(_, wanted)| wanted.lines().next().unwrap_or_default());
        if let (true, Some(wanted)) = (document, wanted)
            && converted(&mut table, &place, wanted)
        {
            continue;
        }
        let Some(path) = cut(&mut table, &place) else {
            // What can't be taken out would be found for ever.
            found.push(Diagnostic::at(Code::BadValue, settings.span(&place), format!("{} can't be read", settings.form.name())));
            break;
        };
        let span = settings.span(&place);
        let names: Vec<&str> = fault.message().split('`').skip(1).step_by(2).collect();
        match (wanted, names.split_first()) {
            (Some(wanted), _) => {
                let before = settings.text.get(..place.start).unwrap_or_default().trim_end();
                let in_list = before.ends_with(['[', ',', '-']);
                let given = settings.text.get(place).unwrap_or_default();
                found.push(misfit::wrong_type(wanted, in_list, given, &path, settings.form, span));
            }
            (None, Some(_)) if document => strangers.push((path, span)),
            (None, Some((given, known))) => {
                strange_key |= !path.contains('.');
                found.push(misfit::unknown(given, &path, known, settings.form, span));
            }
            (None, None) => {
                found.push(Diagnostic::at(Code::BadValue, span, format!("`{path}` can't be read")).help("compare it with the README"));
            }
        }
    }
    if document {
        found.push(
            Diagnostic::new(Code::BadValue, format!("more than {MOST} values of front matter can't be read, so none was"))
                .help("mend those that are told"),
        );
    }
    Written { strange_key: true, document, strangers, ..Written::default() }
}

/// Makes the text at `place` what its key wants (`yes` is true, one thing is a list of it), if it can be that.
fn converted(table: &mut DeTable, place: &Range<usize>, wanted: &str) -> bool {
    let Some(value) = table.iter_mut().find_map(|(_, value)| at(value, place)) else { return false };
    // Front matter is borrowed from its nodes (see `value`), so that a number can be read where it stands.
    let DeValue::String(Cow::Borrowed(text)) = value.get_ref() else { return false };
    let text = *text;
    let new = match (wanted, text.to_lowercase().as_str()) {
        ("a boolean", "true" | "yes" | "on") => DeValue::Boolean(true),
        ("a boolean", "false" | "no" | "off") => DeValue::Boolean(false),
        ("i64", _) => match DeValue::parse(text).map(Spanned::into_inner) {
            Ok(number @ DeValue::Integer(_)) => number,
            _ => return false,
        },
        ("a sequence", _) => DeValue::Array(DeArray::from_iter([value.clone()])),
        _ => return false,
    };
    *value.get_mut() = new;
    true
}

/// The value that stands at `place`, in or below this one.
fn at<'v, 'd>(value: &'v mut Spanned<DeValue<'d>>, place: &Range<usize>) -> Option<&'v mut Spanned<DeValue<'d>>> {
    if value.span() == *place && value.get_ref().is_str() {
        return Some(value);
    }
    match value.get_mut() {
        DeValue::Table(table) => table.iter_mut().find_map(|(_, value)| at(value, place)),
        DeValue::Array(items) => items.iter_mut().find_map(|value| at(value, place)),
        _ => None,
    }
}

/// Where the values of a table stand.
#[derive(Default)]
struct Places {
    by_key: BTreeMap<String, Span>,
    texts: Vec<(String, Span)>,
}

impl Places {
    fn of_table(&mut self, table: &DeTable, above: &str, settings: &Settings) {
        for (key, value) in table {
            let path = if above.is_empty() { key.get_ref().to_string() } else { format!("{above}.{}", key.get_ref()) };
            self.of_value(value, path, settings);
        }
    }

    fn of_value(&mut self, value: &Spanned<DeValue>, path: String, settings: &Settings) {
        let span = settings.span(&value.span());
        match value.get_ref() {
            DeValue::Table(inner) => self.of_table(inner, &path, settings),
            DeValue::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.of_value(item, format!("{path}.{at}"), settings);
                }
            }
            DeValue::String(text) => self.texts.push((text.to_string(), span)),
            _ => {}
        }
        self.by_key.insert(path, span);
    }
}

/// One thing where a list is wanted is a list of it; a number where a text is wanted is its characters, and so is every date.
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
    table.iter_mut().for_each(|(_, value)| dates_as_texts(value));
    let as_text = |value: Option<&mut Spanned<DeValue>>| {
        let Some(value) = value else { return };
        let text = match value.get_ref() {
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

/// A date of TOML is a text of ours; a time of day is cut off.
fn dates_as_texts(value: &mut Spanned<DeValue>) {
    match value.get_mut() {
        DeValue::Table(table) => table.iter_mut().for_each(|(_, value)| dates_as_texts(value)),
        DeValue::Array(items) => items.iter_mut().for_each(dates_as_texts),
        DeValue::Datetime(date) => {
            let text = date.date.map_or_else(|| date.to_string(), |day| day.to_string());
            *value.get_mut() = DeValue::String(Cow::Owned(text));
        }
        _ => {}
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
            let _ = toml::<Raw>(Form::Book, source, sources.get(source).text(), &mut found);
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
        let written = toml::<Raw>(Form::Book, source, sources.get(source).text(), &mut found).unwrap();
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
        for section in ["", "page", "type", "contents", "notes", "epub", "pdf", "print", "check", "words"] {
            let text = if section.is_empty() { "zzz = 1".to_owned() } else { format!("[{section}]\nzzz = 1") };
            let table = DeTable::parse(&text).unwrap();
            let fault = Raw::deserialize(toml::Deserializer::from(table)).unwrap_err();
            let names: Vec<&str> = fault.message().split('`').skip(3).step_by(2).collect();
            let sections = ["page", "type", "contents", "notes", "epub", "pdf", "print", "check", "words"];
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
