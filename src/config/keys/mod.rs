//! The table of settings: every key of book.toml and of front matter with its name, its type, its default, an example and its words.
//! The form that serde reads, the messages about wrong values, `bindery keys`, the JSON Schema and the guide's chapter come of it.

mod kind;
mod markdown;
mod schema;
mod table;
#[cfg(test)]
mod tests;
mod told;

pub(crate) use kind::{Fallback, KeyType};
pub use markdown::chapter;
pub use schema::schema;
pub(super) use table::{
    BOOK, DESIGN, LOOK, Raw, RawChange, RawCheck, RawDesign, RawEpub, RawIsbn, RawLook, RawMatter, RawNotes, RawNumbers, RawPage, RawPart,
    RawPdf, RawPerson, RawPrint, RawSeries, RawSite, RawSize, RawStyle, RawSubject, RawType, RawWords, RawWorkspace, STYLE, WORKSPACE,
};
pub(crate) use told::{list, told};

use std::sync::LazyLock;

/// A key: a row of the table.
#[derive(Debug)]
pub struct Key {
    /// The name with its section: `page.size`; of a key in a table that stands in several places (a look), the last part alone.
    pub name: &'static str,
    /// The name as it is written in its section: `size`.
    pub key: &'static str,
    /// What the key is for, a line a string: the first alone tells it in short.
    pub about: &'static [&'static str],
    /// The type of the value.
    pub kind: KeyType,
    /// What holds where the key is not given.
    pub fallback: Fallback,
    /// A value that one might give, other than the default.
    pub example: &'static str,
    /// Whether the key is a setting of a whole book, which has no effect in one chapter's front matter.
    pub whole: bool,
}

/// A table of keys: the top of book.toml, a section, or a value that is a table.
#[derive(Debug)]
pub struct KeyTable {
    /// The section's name: `page`; empty for the top of book.toml.
    pub name: &'static str,
    /// What stands in the table, a line a string.
    pub about: &'static [&'static str],
    /// The table's keys in the order in which they are explained.
    pub keys: &'static [Key],
}

/// The keys of book.toml, with their sections; a look and other tables within a section are one key each.
pub static KEYS: LazyLock<Vec<&'static Key>> = LazyLock::new(|| {
    let top = BOOK.keys.iter().filter(|key| key.kind.table().is_none());
    top.chain(sections().flat_map(|section| section.keys)).collect()
});

/// The sections of book.toml in their order.
pub(crate) fn sections() -> impl Iterator<Item = &'static KeyTable> {
    BOOK.keys.iter().filter_map(|key| key.kind.table())
}

/// The key at a path of names with points between, in book.toml, in a style or in a design.
pub(super) fn at(path: &str) -> Option<&'static Key> {
    BOOK.at(path).or_else(|| STYLE.at(path)).or_else(|| DESIGN.at(path))
}

/// Whether book.toml has a section of this name.
pub(super) fn is_section(name: &str) -> bool {
    sections().any(|section| section.name == name)
}

impl KeyTable {
    /// The key of this name in the table itself.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'static Key> {
        self.keys.iter().find(|known| known.key == key)
    }

    /// The key at a path of names with points between: `page.size`, `type.note.italic`, `authors.role`.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&'static Key> {
        match path.split_once('.') {
            None => self.get(path),
            Some((first, rest)) => self.get(first)?.kind.inner()?.at(rest),
        }
    }
}

/// Lines of doc as one text.
fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

impl KeyTable {
    /// What stands in the table, in short.
    #[must_use]
    pub fn short(&self) -> &'static str {
        self.about.first().map_or("", |line| line.trim())
    }

    /// What else is to be said of the table; empty if nothing is.
    #[must_use]
    pub fn more(&self) -> String {
        joined(self.about.get(1..).unwrap_or_default())
    }
}

impl Key {
    /// What the key is for, in short.
    #[must_use]
    pub fn short(&self) -> &'static str {
        self.about.first().map_or("", |line| line.trim())
    }

    /// What else is to be said of the key; empty if nothing is.
    #[must_use]
    pub fn more(&self) -> String {
        joined(self.about.get(1..).unwrap_or_default())
    }

    /// The section it stands in; empty at the top of book.toml.
    #[must_use]
    pub fn section(&self) -> &'static str {
        self.name.split_once('.').map_or("", |(section, _)| section)
    }

    /// A value of the table as book.toml has it: texts in quotation marks.
    #[must_use]
    pub fn in_toml(&self, value: &str) -> String {
        if self.kind.is_text() { format!("\"{value}\"") } else { value.to_owned() }
    }

    /// A value of the table as front matter has it.
    #[must_use]
    pub fn in_front_matter(&self, value: &str) -> String {
        match self.kind {
            // Bare, it would begin a comment.
            KeyType::Colour => format!("\"{value}\""),
            _ if self.kind.is_text() => value.to_owned(),
            _ => value.replace(" = ", ": "),
        }
    }
}

/// The words by which a setting's values are called, in their order.
const fn names<T: Copy, const N: usize>(words: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut at = 0;
    while at < N {
        names[at] = words[at].0;
        at += 1;
    }
    names
}

/// Makes of each table the struct that serde reads and the rows that everything else is told of.
///
/// A row is `"name-as-written" field: type = "default", like "example";`, with `else "what holds without it"` in place of a default
/// that is not one value, and `whole` before the name of a setting that a chapter can't have. Its first line of doc tells it in short.
macro_rules! keys {
    ($($(#[doc = $about:literal])+ $table:ident = $raw:ident, $prefix:literal {$(
        $(#[doc = $doc:literal])+
        $(@$whole:ident)? $key:literal $field:ident: $kind:ident $(($($of:tt)+))? $(= $default:literal)? $(, else $otherwise:literal)?
        , like $example:literal;
    )+})+) => {$(
        $(#[doc = $about])+
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub(in crate::config) struct $raw {$(
            $(#[doc = $doc])+
            #[serde(rename = $key)]
            pub(in crate::config) $field: raw_form!($kind $(($($of)+))?),
        )+}

        $(#[doc = $about])+
        pub(in crate::config) static $table: KeyTable = KeyTable {
            name: section($prefix),
            about: &[$($about),+],
            keys: &[$(Key {
                name: concat!($prefix, $key),
                key: $key,
                about: &[$($doc),+],
                kind: key_type!($kind $(($($of)+))?),
                fallback: fallback!($(= $default)? $(else $otherwise)?),
                example: $example,
                whole: whole!($($whole)?),
            }),+],
        };
    )+};
}

/// The form that serde reads, by the name of a type.
macro_rules! raw_form {
    (flag) => { Option<bool> };
    (whole $range:tt) => { Option<Spanned<i64>> };
    (count $counts:tt) => { Option<Spanned<i64>> };
    (texts) => { Vec<Spanned<String>> };
    (list) => { Vec<Spanned<String>> };
    (family) => { Vec<Spanned<String>> };
    (files) => { Option<Vec<Spanned<String>>> };
    (entries ($table:ident, $raw:ident)) => { Vec<Spanned<TextOrTable<$raw>>> };
    (isbns ($table:ident, $raw:ident)) => { Option<Spanned<TextOrTable<$raw>>> };
    (parts ($table:ident, $raw:ident)) => { Option<Spanned<Vec<Spanned<TextOrTable<$raw>>>>> };
    (sizes ($table:ident, $raw:ident)) => { Vec<$raw> };
    (table ($table:ident, $raw:ident)) => { TableOnly<$raw> };
    (editions) => { BTreeMap<String, IgnoredAny> };
    ($text:ident $($of:tt)?) => { TextIfGiven };
}

/// What a value is, by the name of a type.
macro_rules! key_type {
    (text) => { KeyType::Text };
    (digits) => { KeyType::Digits };
    (date) => { KeyType::Date };
    (file) => { KeyType::File };
    (colour) => { KeyType::Colour };
    (style) => { KeyType::Style };
    (design) => { KeyType::Design };
    (page_size) => { KeyType::PageSize };
    (length) => { KeyType::Length };
    (leading) => { KeyType::Leading };
    (indent) => { KeyType::Indent };
    (percent) => { KeyType::Percent };
    (lines) => { KeyType::Lines };
    (choice ($words:path)) => { KeyType::Choice(const { &names(&$words) }) };
    (flag) => { KeyType::Flag };
    (whole ($least:literal to $most:literal)) => { KeyType::Whole($least, $most) };
    (count ([$($count:literal),+])) => { KeyType::Count(&[$($count),+]) };
    (texts) => { KeyType::Texts };
    (family) => { KeyType::Family };
    (list) => { KeyType::List };
    (files) => { KeyType::Files };
    (entries ($table:ident, $raw:ident)) => { KeyType::Entries(&$table) };
    (isbns ($table:ident, $raw:ident)) => { KeyType::Isbns(&$table) };
    (parts ($table:ident, $raw:ident)) => { KeyType::Parts(&$table) };
    (sizes ($table:ident, $raw:ident)) => { KeyType::Sizes(&$table) };
    (table ($table:ident, $raw:ident)) => { KeyType::Table(&$table) };
    (editions) => { KeyType::Editions };
}

/// What holds where a key is not given.
macro_rules! fallback {
    () => {
        Fallback::Nothing
    };
    (= $default:literal) => {
        Fallback::Value($default)
    };
    (else $otherwise:literal) => {
        Fallback::Words($otherwise)
    };
}

/// Whether a row is marked as a setting of a whole book.
macro_rules! whole {
    () => {
        false
    };
    (whole) => {
        true
    };
}

use {fallback, key_type, keys, raw_form, whole};

/// The name of a section from what stands before its keys: `page` from `page.`.
const fn section(prefix: &'static str) -> &'static str {
    match prefix.as_bytes() {
        [.., b'.'] => prefix.split_at(prefix.len() - 1).0,
        _ => prefix,
    }
}
