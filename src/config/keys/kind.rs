//! What the value of a key is: in words, as a JSON Schema, and how it is shown.

use super::KeyTable;
use crate::config::measure;
use serde_json::{Value, json};

/// What the value of a key is.
#[derive(Clone, Copy, Debug)]
pub enum KeyType {
    /// Any words.
    Text,
    /// Words that may be written as a bare number: an ISBN, a number in a series.
    Digits,
    /// A day, a month or a year.
    Date,
    /// The name of a file in the book's folder.
    File,
    /// A colour by its red, green and blue in hexadecimal digits.
    Colour,
    /// The name of a style or of a TOML file.
    Style,
    /// The name of a design or of a TOML file.
    Design,
    /// The size of a page by name or by its sides.
    PageSize,
    /// A number with mm, cm, in or pt.
    Length,
    /// The distance of lines: a length, or a multiple of the size of the type.
    Leading,
    /// A length, or a multiple of the size of the type.
    Indent,
    /// A percentage of what the text has.
    Percent,
    /// A number of lines of the text.
    Lines,
    /// A word of a list.
    Choice(&'static [&'static str]),
    /// Yes or no.
    Flag,
    /// A whole number from one to another.
    Whole(i64, i64),
    /// A whole number of a list.
    Count(&'static [i64]),
    /// A list of texts, or one alone.
    Texts,
    /// The name of a family of fonts, or its files or folders.
    Family,
    /// A list of texts, which is written as one even if it has one alone.
    List,
    /// A list of files of the book's folder, or one alone.
    Files,
    /// A list of names, or of tables that say more of what is named; or one alone.
    Entries(&'static KeyTable),
    /// An ISBN, or a table of one for each form of the book.
    Isbns(&'static KeyTable),
    /// A list of files, or of tables that each are a part of the book; or one alone.
    Parts(&'static KeyTable),
    /// A list of tables.
    Sizes(&'static KeyTable),
    /// A table of keys.
    Table(&'static KeyTable),
    /// A table of editions by name, each a table of keys of the book.
    Editions,
}

/// What holds where a key is not given.
#[derive(Clone, Copy, Debug)]
pub enum Fallback {
    /// A value, as it is written.
    Value(&'static str),
    /// Something that is told in words.
    Words(&'static str),
    /// Nothing.
    Nothing,
}

impl KeyType {
    /// The table that the value is.
    #[must_use]
    pub const fn table(self) -> Option<&'static KeyTable> {
        match self {
            Self::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The table that the value, or one of a list of values, is or may be.
    #[must_use]
    pub const fn inner(self) -> Option<&'static KeyTable> {
        match self {
            Self::Entries(table) | Self::Isbns(table) | Self::Parts(table) | Self::Sizes(table) | Self::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Whether book.toml has the value in quotation marks.
    #[must_use]
    pub const fn is_text(self) -> bool {
        match self {
            Self::Text | Self::Digits | Self::Date | Self::File | Self::Style | Self::Design | Self::PageSize | Self::Length => true,
            Self::Colour | Self::Leading | Self::Indent | Self::Percent | Self::Lines | Self::Choice(_) => true,
            Self::Flag | Self::Whole(..) | Self::Count(_) | Self::Texts | Self::Family | Self::List | Self::Files => false,
            Self::Entries(_) | Self::Isbns(_) | Self::Parts(_) | Self::Sizes(_) | Self::Table(_) | Self::Editions => false,
        }
    }

    /// Whether the value is a number with a unit, or made of digits as a colour is, so that only an example can stand for it.
    pub(in crate::config) const fn is_measured(self) -> bool {
        matches!(self, Self::Colour | Self::Length | Self::Leading | Self::Indent | Self::Percent | Self::Lines)
    }

    /// Whether a single value is taken for a list of it.
    pub(in crate::config) const fn takes_one_alone(self) -> bool {
        matches!(self, Self::Texts | Self::Family | Self::Files | Self::Entries(_) | Self::Parts(_))
    }

    /// Whether a bare number is taken for a text of its digits.
    pub(in crate::config) fn takes_number(self, number: &str) -> bool {
        match self {
            Self::Digits | Self::Date | Self::Isbns(_) => true,
            Self::Leading => measure::times(number).is_some(),
            _ => false,
        }
    }

    /// What the value must be, in the words of a message; `in_list` asks for one of a list of them.
    pub(in crate::config) const fn must_be(self, in_list: bool) -> &'static str {
        match self {
            Self::Flag => "`true` or `false`",
            Self::Whole(..) | Self::Count(_) => "a whole number",
            Self::Texts | Self::Family | Self::List | Self::Files if in_list => "a text",
            Self::Entries(_) | Self::Parts(_) if in_list => "a text or a table",
            Self::Sizes(_) if in_list => "a table of keys",
            Self::Texts | Self::Family | Self::List | Self::Files | Self::Entries(_) | Self::Parts(_) | Self::Sizes(_) => "a list",
            Self::Isbns(_) => "a text or a table",
            Self::Table(_) => "a table of keys",
            Self::Editions => "a table of editions",
            Self::Text | Self::Digits | Self::Date | Self::File | Self::Style | Self::Design | Self::PageSize | Self::Length => "a text",
            Self::Colour | Self::Leading | Self::Indent | Self::Percent | Self::Lines | Self::Choice(_) => "a text",
        }
    }

    /// The value in a few words.
    #[must_use]
    pub fn words(self) -> String {
        let quoted = |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>();
        match self {
            Self::Text => "a text".to_owned(),
            Self::Digits => "a text, or a number".to_owned(),
            Self::Date => "a date".to_owned(),
            Self::Colour => "a colour: `#` and the digits of red, green and blue".to_owned(),
            Self::File => "the name of a file in the book's folder".to_owned(),
            Self::Style => "the name of a style, or of a TOML file in the book's folder".to_owned(),
            Self::Design => "the name of a design, or of a TOML file in the book's folder".to_owned(),
            Self::PageSize => "a size by name, or two lengths".to_owned(),
            Self::Length => "a length: a number and `mm`, `cm`, `in` or `pt`".to_owned(),
            Self::Leading => "a length, a percentage of the size, or a number of times it".to_owned(),
            Self::Indent => "a length, also in `em`, which is the size of the type".to_owned(),
            Self::Percent => "a percentage".to_owned(),
            Self::Lines => "a number of lines".to_owned(),
            Self::Choice(words) => either(&quoted(words)),
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Self::Count(counts) => either(&counts.iter().map(ToString::to_string).collect::<Vec<_>>()),
            Self::Texts => "a list of texts, or one".to_owned(),
            Self::Family => "the name of a family, or its font files, or a folder of them".to_owned(),
            Self::List => "a list of texts".to_owned(),
            Self::Files => "a list of files, or one".to_owned(),
            Self::Entries(_) => "a list of names or tables, or one".to_owned(),
            Self::Isbns(_) => "a text or a table".to_owned(),
            Self::Parts(_) => "a list of files or tables, or one".to_owned(),
            Self::Sizes(_) => "a list of tables".to_owned(),
            Self::Table(_) => "a table of keys".to_owned(),
            Self::Editions => "tables of keys, each with a name".to_owned(),
        }
    }

    /// The value as a JSON Schema.
    pub(super) fn schema(self) -> Value {
        let one_or_more = |item: Value| json!({ "anyOf": [item, { "type": "array", "items": item }] });
        let text = || json!({ "type": "string" });
        let text_or = |table: &KeyTable| json!({ "anyOf": [text(), super::schema::of_table(table)] });
        match self {
            Self::Text | Self::File | Self::Style | Self::Design | Self::PageSize => text(),
            Self::Digits | Self::Date => json!({ "type": ["string", "number"] }),
            Self::Colour => json!({ "type": "string", "pattern": "^#([0-9a-fA-F]{3}){1,2}$" }),
            Self::Length => json!({ "type": "string", "pattern": LENGTH }),
            Self::Leading => json!({ "type": ["string", "number"] }),
            Self::Indent => json!({ "type": "string", "pattern": INDENT }),
            Self::Percent => json!({ "type": "string", "pattern": r"^\s*[0-9.,]+\s*%\s*$" }),
            Self::Lines => json!({ "type": "string", "pattern": r"^\s*[0-9.,]+\s*lines?\s*$" }),
            Self::Choice(words) => json!({ "enum": words }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
            Self::Count(counts) => json!({ "enum": counts }),
            Self::Texts | Self::Family | Self::Files => one_or_more(text()),
            Self::List => json!({ "type": "array", "items": text() }),
            Self::Entries(table) | Self::Parts(table) => one_or_more(text_or(table)),
            Self::Isbns(table) => json!({ "anyOf": [{ "type": ["string", "number"] }, super::schema::of_table(table)] }),
            Self::Sizes(table) => json!({ "type": "array", "items": super::schema::of_table(table) }),
            Self::Table(table) => super::schema::of_table(table),
            Self::Editions => json!({ "type": "object", "additionalProperties": { "type": "object" } }),
        }
    }
}

/// A length in TOML, as [`measure::length`] reads it.
const LENGTH: &str = r#"^\s*[0-9.,]+\s*([pP][tT]|[mMcC][mM]|[iI][nN]([cC][hH]([eE][sS])?)?|")\s*$"#;
/// A length that may also be in em.
const INDENT: &str = r#"^\s*[0-9.,]+\s*([pP][tT]|[mMcC][mM]|[eE][mM]|[iI][nN]([cC][hH]([eE][sS])?)?|")\s*$"#;

/// Words with commas, and `or` before the last.
fn either(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
