//! The settings as written: what serde makes of book.toml or front matter, each value with its place.

use crate::language::Words;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use std::marker::PhantomData;
use toml::Spanned;

/// A text, if given.
pub(super) type Text = Option<Spanned<String>>;

/// Everything book.toml may say. [`super::KEYS`] explains each key.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Raw {
    pub(super) title: Text,
    pub(super) subtitle: Text,
    pub(super) authors: Vec<Spanned<Either<RawPerson>>>,
    pub(super) language: Text,
    pub(super) isbn: Text,
    pub(super) identifier: Text,
    pub(super) publisher: Text,
    pub(super) date: Text,
    pub(super) rights: Text,
    pub(super) source: Text,
    pub(super) description: Text,
    pub(super) subjects: Vec<Spanned<String>>,
    pub(super) series: Option<Spanned<Either<RawSeries>>>,
    pub(super) cover: Text,
    pub(super) cover_design: Text,
    pub(super) chapters: Option<Spanned<Vec<Spanned<Either<RawPart>>>>>,
    pub(super) front: Vec<Spanned<String>>,
    pub(super) back: Vec<Spanned<String>>,
    pub(super) commentary: Option<Vec<Spanned<String>>>,
    pub(super) output: Text,
    #[serde(deserialize_with = "section")]
    pub(super) page: RawPage,
    #[serde(deserialize_with = "section")]
    pub(super) r#type: RawType,
    #[serde(deserialize_with = "section")]
    pub(super) contents: RawContents,
    #[serde(deserialize_with = "section")]
    pub(super) notes: RawNotes,
    #[serde(deserialize_with = "section")]
    pub(super) epub: RawEpub,
    #[serde(deserialize_with = "section")]
    pub(super) pdf: RawPdf,
    #[serde(deserialize_with = "section")]
    pub(super) print: RawPrint,
    #[serde(deserialize_with = "section")]
    pub(super) check: RawCheck,
    #[serde(deserialize_with = "section")]
    pub(super) words: Words<Text>,
}

/// Keys whose value is a list, but may be one thing alone.
pub(super) const LISTS: [&str; 6] = ["authors", "subjects", "chapters", "front", "back", "commentary"];

/// `{ name = "…", role = "…", sort = "…" }`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPerson {
    pub(super) name: Text,
    pub(super) role: Text,
    pub(super) sort: Text,
}

/// `{ name = "…", number = "…" }`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSeries {
    pub(super) name: Text,
    pub(super) number: Text,
}

/// `{ part = "…", chapters = ["…"] }`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPart {
    pub(super) part: Text,
    pub(super) chapters: Vec<Spanned<String>>,
}

/// `[page]`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawPage {
    pub(super) size: Text,
    pub(super) inner: Text,
    pub(super) outer: Text,
    pub(super) top: Text,
    pub(super) bottom: Text,
    pub(super) chapters_start: Text,
    #[serde(deserialize_with = "section")]
    pub(super) heads: RawHeads,
}

/// `{ verso = "…", recto = "…" }`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawHeads {
    pub(super) verso: Text,
    pub(super) recto: Text,
}

/// `[type]`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawType {
    pub(super) style: Text,
    pub(super) size: Text,
    pub(super) leading: Text,
    pub(super) indent: Text,
    pub(super) fonts: Vec<Spanned<String>>,
    pub(super) hyphenate: Option<bool>,
    pub(super) exceptions: Vec<Spanned<String>>,
    pub(super) opening: Text,
    pub(super) highlight: Option<bool>,
    pub(super) drop_cap: Option<Spanned<i64>>,
    #[serde(rename = "heading-1", deserialize_with = "section")]
    pub(super) heading_1: RawLook,
    #[serde(rename = "heading-2", deserialize_with = "section")]
    pub(super) heading_2: RawLook,
    #[serde(rename = "heading-3", deserialize_with = "section")]
    pub(super) heading_3: RawLook,
    #[serde(rename = "heading-4", deserialize_with = "section")]
    pub(super) heading_4: RawLook,
    #[serde(rename = "heading-5", deserialize_with = "section")]
    pub(super) heading_5: RawLook,
    #[serde(rename = "heading-6", deserialize_with = "section")]
    pub(super) heading_6: RawLook,
    #[serde(deserialize_with = "section")]
    pub(super) quote: RawLook,
    #[serde(deserialize_with = "section")]
    pub(super) code: RawLook,
    #[serde(deserialize_with = "section")]
    pub(super) table: RawLook,
    #[serde(deserialize_with = "section")]
    pub(super) caption: RawLook,
    #[serde(deserialize_with = "section")]
    pub(super) note: RawLook,
    #[serde(deserialize_with = "section")]
    pub(super) head_verso: RawLook,
    #[serde(deserialize_with = "section")]
    pub(super) head_recto: RawLook,
    #[serde(deserialize_with = "section")]
    pub(super) folio: RawLook,
    #[serde(deserialize_with = "section")]
    pub(super) title: RawLook,
}

/// `[type.note]` and its like.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawLook {
    pub(super) family: Text,
    pub(super) weight: Text,
    pub(super) italic: Option<bool>,
    pub(super) size: Text,
    pub(super) leading: Text,
    pub(super) small_caps: Text,
    pub(super) figures: Text,
    pub(super) letterspacing: Option<Spanned<i64>>,
    pub(super) align: Text,
    pub(super) above: Text,
    pub(super) below: Text,
}

/// A style file.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawStyle {
    pub(super) sizes: Vec<RawSize>,
    #[serde(deserialize_with = "section")]
    pub(super) page: RawPage,
    #[serde(deserialize_with = "section")]
    pub(super) r#type: RawType,
}

/// `{ below = "…", size = "…" }`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSize {
    pub(super) below: Text,
    pub(super) size: Text,
}

/// `[contents]`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawContents {
    pub(super) depth: Option<Spanned<i64>>,
    pub(super) figures: Option<bool>,
    pub(super) tables: Option<bool>,
}

/// `[notes]`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawNotes {
    pub(super) pdf: Text,
    pub(super) epub: Text,
    pub(super) marks: Text,
}

/// `[epub]`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawEpub {
    pub(super) pages: Text,
    pub(super) fonts: Option<bool>,
    pub(super) certified_by: Text,
}

/// `[pdf]`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawPdf {
    pub(super) standard: Text,
    pub(super) attach_source: Option<bool>,
    pub(super) image_resolution: Option<Spanned<i64>>,
}

/// `[check]`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawCheck {
    pub(super) deny: Vec<Spanned<String>>,
    pub(super) allow: Vec<Spanned<String>>,
}

/// `[print]`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawPrint {
    pub(super) bleed: Text,
    pub(super) crop_marks: Option<bool>,
    pub(super) service: Text,
    pub(super) standard: Text,
    pub(super) paper: Text,
    pub(super) paper_thickness: Text,
    pub(super) spine: Text,
}

/// A table, and nothing else: left to itself, serde reads a list as the values of its keys in their order.
fn section<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Seen<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Seen<T> {
        type Value = T;

        fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            f.write_str("a table")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }

    deserializer.deserialize_any(Seen(PhantomData))
}

/// A text alone, or a table that says more. An untagged enum would lose the places of what is wrong inside.
#[derive(Debug)]
pub(super) enum Either<T> {
    /// The short form.
    Text(String),
    /// The long form.
    Table(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Either<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Seen<T> {
            type Value = Either<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a string or a table")
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Either::Text(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Either::Table)
            }
        }

        deserializer.deserialize_any(Seen(PhantomData))
    }
}
