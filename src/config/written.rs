//! Reads a text as raw settings, with everything that is wrong in it found in one run.

use super::front_matter::{FrontMatterEntry, FrontMatterNode, FrontMatterValue};
use super::keys::{BOOK, DESIGN, KeyTable, KeyType, Raw, STYLE, WORKSPACE};
use super::layers::{LaidSettings, SettingsLayers};
use super::misfit::{self, SettingsForm};
use super::syntax;
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
pub(super) struct WrittenSettings<T> {
    pub(super) raw: T,
    /// A key at the top level was not known, so a key that is missing may be the one that was meant.
    pub(super) strange_key: bool,
    /// Whether the settings are a text's front matter, whose faults are no reason not to build.
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
    form: SettingsForm,
    source: SourceId,
    text: &'t str,
}

impl Settings<'_> {
    fn span(&self, place: &Range<usize>) -> Span {
        Span::new(self.source, place.start, place.end)
    }
}

/// Reads a TOML text; none if it is not well-formed (reported).
pub(super) fn toml<T: DeserializeOwned + Default>(
    form: SettingsForm,
    source: SourceId,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<WrittenSettings<T>> {
    Some(read(parsed(source, text, diagnostics)?, Settings { form, source, text }, diagnostics))
}

/// A text as a table; none if it is no TOML (reported).
pub(super) fn parsed<'t>(source: SourceId, text: &'t str, diagnostics: &mut Diagnostics) -> Option<DeTable<'t>> {
    let (table, faults) = DeTable::parse_recoverable(text);
    if !faults.is_empty() {
        syntax::tell(source, text, MOST, diagnostics);
    }
    faults.is_empty().then(|| table.into_inner())
}

/// Reads the settings of a book among their layers, whose text `text` is; `own` is that of the book's own settings, at its head.
pub(super) fn book(layers: &SettingsLayers, own: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<WrittenSettings<Raw>> {
    let table = parsed(layers.source, own, diagnostics)?;
    Some(laid(layers, table, Settings { form: SettingsForm::Book, source: layers.source, text }, diagnostics))
}

/// Reads settings among their layers. What is wrong in an edition that is not wanted is no reason not to build.
fn laid<'t>(layers: &SettingsLayers, own: DeTable<'t>, settings: Settings<'t>, diagnostics: &mut Diagnostics) -> WrittenSettings<Raw> {
    let LaidSettings { table, others } = layers.around(own, settings.text, diagnostics);
    let mut unwanted = Diagnostics::default();
    for other in others {
        let _ = read::<Raw>(other, settings, &mut unwanted);
    }
    diagnostics.append(unwanted.as_warnings(super::document::FORGIVEN));
    read(table, settings, diagnostics)
}

/// Reads front matter that is in our own keys, among its layers.
pub(super) fn front_matter(
    layers: &SettingsLayers,
    text: &str,
    node: &FrontMatterNode,
    diagnostics: &mut Diagnostics,
) -> WrittenSettings<Raw> {
    let table = match value(node).map(Spanned::into_inner) {
        Some(DeValue::Table(table)) => table,
        _ => DeTable::new(),
    };
    WrittenSettings {
        document: true,
        ..laid(layers, table, Settings { form: SettingsForm::Document, source: layers.source, text }, diagnostics)
    }
}

/// Front matter as TOML values, so that both go one way. It knows no types: what a key wants is seen when it is read.
fn value(node: &FrontMatterNode) -> Option<Spanned<DeValue<'_>>> {
    let value = match &node.value {
        FrontMatterValue::Empty => return None,
        FrontMatterValue::Text(text) => DeValue::String(Cow::Borrowed(text)),
        FrontMatterValue::List(items) => DeValue::Array(items.iter().filter_map(value).collect()),
        FrontMatterValue::Table(entries) => {
            let mut table = DeTable::new();
            for FrontMatterEntry { key, place, node } in entries {
                if let Some(value) = self::value(node) {
                    table.insert(Spanned::new(place.range(), Cow::Borrowed(key.as_str())), value);
                }
            }
            DeValue::Table(table)
        }
    };
    Some(Spanned::new(node.span.range(), value))
}

/// Reads a table with serde. What serde refuses is reported and taken out, and the rest read again: so one run tells all.
fn read<T: DeserializeOwned + Default>(mut table: DeTable, settings: Settings, diagnostics: &mut Diagnostics) -> WrittenSettings<T> {
    let document = settings.form == SettingsForm::Document;
    let keys = match settings.form {
        SettingsForm::Style => &STYLE,
        SettingsForm::Design => &DESIGN,
        SettingsForm::Workspace => &WORKSPACE,
        SettingsForm::Book | SettingsForm::Document => &BOOK,
    };
    ease(&mut table, keys, document);
    let (mut strange_key, mut strangers) = (false, Vec::new());
    for _ in 0..MOST {
        let reader = toml::Deserializer::from(Spanned::new(0..0, table.clone()));
        let fault = match T::deserialize(reader) {
            Ok(raw) => {
                let mut places = ValuePlaces::default();
                places.of_table(&table, "", &settings);
                return WrittenSettings { raw, strange_key, document, strangers, places: places.by_key, texts: places.texts };
            }
            Err(fault) => fault,
        };
        let place = fault.span().unwrap_or(0..0);
        let wrong_type = fault.message().starts_with("invalid type: ");
        let Some(TakenKeys { path, in_list }) = cut(&mut table, &place) else {
            // What can't be taken out would be found for ever.
            diagnostics.push(Diagnostic::at(Code::BadValue, settings.span(&place), format!("{} can't be read", settings.form.name())));
            break;
        };
        let span = settings.span(&place);
        let names: Vec<&str> = fault.message().split('`').skip(1).step_by(2).collect();
        match names.split_first() {
            _ if wrong_type => {
                let given = settings.text.get(place).unwrap_or_default();
                diagnostics.push(misfit::wrong_type(in_list, given, &path, settings.form, span));
            }
            Some(_) if document => strangers.push((path, span)),
            Some((given, known)) => {
                strange_key |= !path.contains('.');
                diagnostics.push(misfit::unknown(given, &path, known, settings.form, span));
            }
            None => {
                diagnostics.push(
                    Diagnostic::at(Code::BadValue, span, format!("`{path}` can't be read"))
                        .help("compare it with what `bindery keys` says"),
                );
            }
        }
    }
    if document {
        diagnostics.push(
            Diagnostic::new(Code::BadValue, format!("more than {MOST} values of front matter can't be read, so none was"))
                .help("mend those that are told"),
        );
    }
    WrittenSettings { strange_key: true, document, strangers, ..WrittenSettings::default() }
}

/// Where the values of a table stand.
#[derive(Default)]
struct ValuePlaces {
    by_key: BTreeMap<String, Span>,
    texts: Vec<(String, Span)>,
}

impl ValuePlaces {
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

/// Makes values what their keys want, where that is beyond doubt: one thing is a list of it, a number its characters, a date a text.
/// Front matter knows no types: there the word `yes` is true where a key is true or false, and digits are a number where it has one.
fn ease(table: &mut DeTable, keys: &KeyTable, document: bool) {
    for (name, value) in table.iter_mut() {
        dates_as_texts(value);
        if let Some(key) = keys.get(name.get_ref()) {
            ease_value(value, key.kind, document);
        }
    }
}

fn ease_value(value: &mut Spanned<DeValue>, kind: KeyType, document: bool) {
    // Front matter is borrowed from its nodes (see `value`), so that a number can be read where it stands.
    let eased = match value.get_ref() {
        DeValue::Integer(number) => {
            Some(number.to_string()).filter(|text| kind.takes_number(text)).map(|text| DeValue::String(text.into()))
        }
        DeValue::Float(number) => Some(number.to_string()).filter(|text| kind.takes_number(text)).map(|text| DeValue::String(text.into())),
        DeValue::String(Cow::Borrowed(text)) if document => from_text(text, kind),
        _ => None,
    };
    if let Some(eased) = eased {
        *value.get_mut() = eased;
    }
    let is_item = document && matches!(kind, KeyType::List) && value.get_ref().is_str();
    if (kind.takes_one_alone() || is_item) && !value.get_ref().is_array() {
        let one = Spanned::new(value.span(), std::mem::replace(value.get_mut(), DeValue::Boolean(false)));
        *value.get_mut() = DeValue::Array(DeArray::from_iter([one]));
    }
    let Some(inner) = kind.inner() else { return };
    match value.get_mut() {
        DeValue::Table(table) => ease(table, inner, document),
        DeValue::Array(items) => {
            for item in items.iter_mut() {
                if let DeValue::Table(table) = item.get_mut() {
                    ease(table, inner, document);
                }
            }
        }
        _ => {}
    }
}

/// What a text of front matter is as a value of a type that book.toml has without quotation marks; none if it is no such value.
fn from_text<'d>(text: &'d str, kind: KeyType) -> Option<DeValue<'d>> {
    match (kind, text.to_lowercase().as_str()) {
        (KeyType::Flag, "true" | "yes" | "on") => Some(DeValue::Boolean(true)),
        (KeyType::Flag, "false" | "no" | "off") => Some(DeValue::Boolean(false)),
        (KeyType::Whole(..) | KeyType::Count(_), _) => match DeValue::parse(text).map(Spanned::into_inner) {
            Ok(number @ DeValue::Integer(_)) => Some(number),
            _ => None,
        },
        _ => None,
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

/// What was taken out of a table.
struct TakenKeys {
    /// The key with the sections above it.
    path: String,
    /// Whether the value was an element of a list that was written as one.
    in_list: bool,
}

/// Takes out the key or value at `place`.
fn cut(table: &mut DeTable, place: &Range<usize>) -> Option<TakenKeys> {
    let whole = |path: String| Some(TakenKeys { path, in_list: false });
    let at_key = table.iter().find(|(key, _)| key.span() == *place).map(|(key, _)| key.get_ref().to_string());
    if let Some(key) = at_key {
        table.remove(key.as_str());
        return whole(key);
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
        if let Some(TakenKeys { path: inside, in_list }) = inside {
            // One thing alone became a list where it stands, so it has the list's place.
            let in_list = in_list && span != *place;
            return Some(TakenKeys { path: if inside.is_empty() { key } else { format!("{key}.{inside}") }, in_list });
        }
        if span == *place {
            table.remove(key.as_str());
            return whole(key);
        }
    }
    None
}

fn cut_item(items: &mut DeArray, place: &Range<usize>) -> Option<TakenKeys> {
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
            return Some(TakenKeys { path: String::new(), in_list: true });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    proptest::proptest! {
        #[test]
        fn no_settings_panic(text in "((title|authors|page|size|[a-z]{1,3}|\\[|\\]|\\{|\\}|=|\"|'|,|\\.|[0-9]| |\n|é){0,6}\n){0,8}", value in ".{0,16}") {
            let mut sources = Sources::default();
            let source = sources.add("book.toml", text);
            let mut diagnostics = Diagnostics::default();
            let _ = toml::<Raw>(SettingsForm::Book, source, sources.get(source).text(), &mut diagnostics);
            let _ = crate::diagnostics::render::human(&diagnostics, &sources, false);
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
        let mut diagnostics = Diagnostics::default();
        let written = toml::<Raw>(SettingsForm::Book, source, sources.get(source).text(), &mut diagnostics).unwrap();
        assert!(written.strange_key);
        assert_eq!(written.raw.authors.len(), 1);
        assert_eq!(
            diagnostics.iter().filter(|finding| finding.code == Code::UnknownKey).count(),
            7,
            "{}",
            crate::diagnostics::render::short(&diagnostics, &sources)
        );
        assert_eq!(diagnostics.iter().count(), 10);
    }
}
