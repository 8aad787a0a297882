//! Values of front matter, and what is wrong with one.

use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FrontMatterNode {
    /// Where the value stands.
    pub span: Span,
    /// What the value is.
    pub value: FrontMatterValue,
}

impl FrontMatterNode {
    /// The keys, their places and their values; empty for anything but a table.
    #[must_use]
    pub(crate) fn entries(&self) -> &[FrontMatterEntry] {
        match &self.value {
            FrontMatterValue::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key, if this is a table that has it.
    #[must_use]
    pub(crate) fn get(&self, key: &str) -> Option<&FrontMatterNode> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// The characters of a scalar.
    #[must_use]
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            FrontMatterValue::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// What front matter holds. Numbers, booleans and dates are kept as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FrontMatterValue {
    /// Nothing after the colon.
    Empty,
    /// A scalar.
    Text(String),
    /// A sequence.
    List(Vec<FrontMatterNode>),
    /// Keys with their values, in the order written.
    Table(Vec<FrontMatterEntry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FrontMatterEntry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub place: Span,
    /// The value.
    pub node: FrontMatterNode,
}

/// A table being filled: finds a key given before without looking through all of them.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) list: Vec<FrontMatterEntry>,
    places: BTreeMap<String, usize>,
}

impl Entries {
    /// The place of the same key given before.
    pub(super) fn before(&self, key: &str) -> Option<Span> {
        self.places.get(key).map(|&at| self.list[at].place)
    }

    /// Adds a key; the same one given before goes.
    pub(super) fn put(&mut self, key: String, place: Span, node: FrontMatterNode) {
        match self.places.get(&key) {
            Some(&at) => self.list[at] = FrontMatterEntry { key, place, node },
            None => {
                self.places.insert(key.clone(), self.list.len());
                self.list.push(FrontMatterEntry { key, place, node });
            }
        }
    }
}

/// What is wrong, and where.
#[derive(Debug)]
pub(super) struct FrontMatterFault {
    /// The bytes it is about.
    pub(super) at: Range<usize>,
    /// The message, one line.
    pub(super) message: String,
    /// A suggested repair.
    pub(super) help: Option<&'static str>,
    /// The first place of a key that is given twice.
    pub(super) first: Option<Range<usize>>,
    /// Whether what was meant is plain, so that nothing was lost.
    pub(super) understood: bool,
}
