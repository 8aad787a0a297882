//! mdBook: `book.toml` with a `[book]` table, and `SUMMARY.md` in the folder that it names.

use super::list::{self, ListDialect};
use super::outline::{Outline, OutlineWriter, below, project_file, project_text, settings};
use crate::config::front_matter::{FrontMatterNode, FrontMatterValue, of_toml};
use crate::source::{Folder, SourceId, Sources};
use std::collections::BTreeMap;

/// The program's name.
pub(in crate::config) const MDBOOK: &str = "mdBook";

/// The tables of mdBook's own settings.
const TABLES: [&str; 6] = ["book", "build", "rust", "output", "preprocessor", "other"];

/// Whether the folder's `book.toml` is mdBook's: it has a `[book]` table, and at its top nothing but tables. Ours has keys there.
pub(in crate::config) fn is_its(folder: &Folder) -> bool {
    let Some(text) = project_text(folder, "book.toml") else { return false };
    let node = of_toml(Sources::default().add("book.toml", ""), &text);
    let is_table = |node: &FrontMatterNode| matches!(node.value, FrontMatterValue::Table(_));
    let is_alone =
        || node.entries().iter().all(|entry| is_table(&entry.node) && (TABLES.contains(&entry.key.as_str()) || !ours(&entry.key)));
    node.get("book").is_some_and(is_table) && is_alone()
}

/// Whether a table is one of our settings.
fn ours(table: &str) -> bool {
    matches!(table, "page" | "type" | "contents" | "notes" | "epub" | "pdf" | "print" | "check" | "words" | "matter")
}

/// What mdBook's files say.
pub(super) fn outline(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    if !is_its(folder) {
        return None;
    }
    let source = project_file(folder, "book.toml", sources)?;
    let node = of_toml(source, sources.get(source).text());
    let book = node.get("book")?;
    let within = book.get("src").and_then(FrontMatterNode::text).unwrap_or("src").trim_matches('/').to_owned();
    let file = below(&within, "SUMMARY.md");
    let text = project_text(folder, &file)?;
    let mut outline = OutlineWriter::new(folder, MDBOOK, &file, &within);
    list::write(&list::lines(&text), ListDialect::MdBook, &mut outline);
    Some(Outline { theorems: theorems(&node), ..outline.done(of_book(source, book)) })
}

/// The words for kinds of theorems that the settings of mdbook-numthm give: `["imp", "Implementation", "**"]`.
fn theorems(node: &FrontMatterNode) -> BTreeMap<String, String> {
    let given = node.get("preprocessor").and_then(|all| all.get("numthm")).and_then(|own| own.get("custom_environments"));
    let Some(FrontMatterValue::List(kinds)) = given.map(|given| &given.value) else { return BTreeMap::new() };
    let word = |kind: &FrontMatterNode| match &kind.value {
        FrontMatterValue::List(parts) => Some((parts.first()?.text()?.to_owned(), parts.get(1)?.text()?.to_owned())),
        _ => None,
    };
    kinds.iter().filter_map(word).collect()
}

fn of_book(source: SourceId, book: &FrontMatterNode) -> Option<(SourceId, FrontMatterNode)> {
    let authors = book.get("authors").or(book.get("author"));
    let given =
        [("title", book.get("title")), ("author", authors), ("language", book.get("language")), ("description", book.get("description"))];
    settings(source, &given)
}
