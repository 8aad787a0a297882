//! The keys as a chapter of the guide.

use super::{Fallback, KEYS, Key, KeyTable, LOOK, sections};
use std::fmt::Write;

/// What stands before the tables.
const HEAD: &str = "# Keys of book.toml

Each key is told with its type, in italics, and with what holds without it. Keys with a point stand in a section: `page.size` is `size` under `[page]`.
All keys at the top come before the first section.

```toml
title = \"The Harbour at Night\"
authors = [\"Jo Example\"]

[page]
size = \"a5\"
```

A single text, or the first of a folder without a book.toml, has the same keys in its front matter: `page.size: a5`, or
`page: { size: a5 }`.

`bindery keys page.size` explains a key at the terminal, `bindery keys` lists them all, and `bindery keys --schema` prints a JSON
Schema for editors.
";

/// The chapter, in Markdown.
#[must_use]
pub fn chapter() -> String {
    let mut all = HEAD.to_owned();
    let top: Vec<&Key> = KEYS.iter().filter(|key| key.section().is_empty()).copied().collect();
    all += "\n## The book\n\nThese keys stand at the top, before every section.\n\n";
    rows(&mut all, &top);
    for section in sections() {
        part(&mut all, &format!("\\[{}\\]", section.name), section);
    }
    part(&mut all, "Looks", &LOOK);
    all
}

fn part(all: &mut String, title: &str, table: &KeyTable) {
    let _ = write!(all, "\n## {title}\n\n{} {}", table.short(), table.more());
    *all = all.trim_end().to_owned() + "\n\n";
    rows(all, &table.keys.iter().collect::<Vec<_>>());
}

/// A table of keys: two columns, for a page of a book has no room for more.
fn rows(all: &mut String, keys: &[&Key]) {
    *all += "| key | what it says |\n|---|---|\n";
    for key in keys {
        let default = match key.fallback {
            Fallback::Value(value) => format!("; default: `{}`", key.in_toml(value)),
            Fallback::Words(words) => format!("; default: {words}"),
            Fallback::Nothing => String::new(),
        };
        let about = format!("{} {}", key.short(), key.more());
        let _ = writeln!(all, "| `{}` | {} *{}*{default}. |", key.name, about.trim(), kind(key));
    }
}

/// The type of a key, with a capital; the keys of a table that has no page of its own are named.
fn kind(key: &Key) -> String {
    let look = key.kind.table().is_some_and(|table| std::ptr::eq(table, &raw const LOOK));
    let words = if look { "a look".to_owned() } else { key.kind.words() };
    let inner: Vec<String> =
        key.kind.inner().filter(|_| !look).iter().flat_map(|table| table.keys).map(|key| format!("`{}`", key.key)).collect();
    let words = if inner.is_empty() { words } else { format!("{words} (with {})", inner.join(", ")) };
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
