//! Front matter between lines of `+++`, in TOML.

use super::{FrontMatterEntry, FrontMatterFault, FrontMatterNode, FrontMatterValue};
use crate::source::{SourceId, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// More faults than this help nobody.
const MOST: usize = 20;

/// What could be read of it, and what could not.
pub(super) fn table(source: SourceId, text: &str, range: Range<usize>) -> (FrontMatterNode, Vec<FrontMatterFault>) {
    let (table, faults) = DeTable::parse_recoverable(&text[range.clone()]);
    let reader = TomlReader { source, offset: range.start };
    let faults = faults.iter().take(MOST).map(|fault| {
        let at = fault.span().unwrap_or(0..0);
        FrontMatterFault {
            at: range.start + at.start..range.start + at.end,
            message: format!("this front matter is not TOML: {}", fault.message().lines().next().unwrap_or("it can't be read")),
            help: Some("write `key = \"value\"`, a line each"),
            first: None,
            understood: false,
        }
    });
    (FrontMatterNode { span: Span::new(source, range.start, range.end), value: reader.keys(table.get_ref()) }, faults.collect())
}

struct TomlReader {
    source: SourceId,
    /// Bytes before the TOML text.
    offset: usize,
}

impl TomlReader {
    fn span(&self, place: &Range<usize>) -> Span {
        Span::new(self.source, self.offset + place.start, self.offset + place.end)
    }

    fn keys(&self, table: &DeTable) -> FrontMatterValue {
        let entries = table.iter().map(|(key, value)| FrontMatterEntry {
            key: key.get_ref().to_string(),
            place: self.span(&key.span()),
            node: self.node(value),
        });
        let mut entries: Vec<_> = entries.collect();
        entries.sort_by_key(|entry| entry.place.start);
        FrontMatterValue::Table(entries)
    }

    fn node(&self, value: &Spanned<DeValue>) -> FrontMatterNode {
        let span = self.span(&value.span());
        let value = match value.get_ref() {
            DeValue::String(text) => FrontMatterValue::Text(text.to_string()),
            DeValue::Integer(number) => FrontMatterValue::Text(number.to_string()),
            DeValue::Float(number) => FrontMatterValue::Text(number.to_string()),
            DeValue::Boolean(truth) => FrontMatterValue::Text(truth.to_string()),
            DeValue::Datetime(date) => FrontMatterValue::Text(date.to_string()),
            DeValue::Array(items) => FrontMatterValue::List(items.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => self.keys(table),
        };
        FrontMatterNode { span, value }
    }
}
