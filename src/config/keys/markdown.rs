//! The keys as a chapter of the guide.

use super::{Fallback, KEYS, Key, KeyTable, LOOK, sections};
use std::fmt::Write;

/// What stands before the tables.
const HEAD: &str = "# Keys of book.toml

Every key has a type and, where it says so, a default. Keys with a point stand in a section: `page.size` is `size` under `[page]`.
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

/// A table of keys.
fn rows(all: &mut String, keys: &[&Key]) {
    *all += "| key | what it says | type | default |\n|---|---|---|---|\n";
    for key in keys {
        let default = match key.fallback {
            Fallback::Value(value) => format!("`{}`", key.in_toml(value)),
            Fallback::Words(words) => words.to_owned(),
            Fallback::Nothing => String::new(),
        };
        let inner = key.kind.inner().filter(|table| table.name.is_empty() && !std::ptr::eq(*table, &raw const LOOK));
        let of_inner: Vec<String> = inner.iter().flat_map(|table| table.keys).map(|key| format!("`{}`", key.key)).collect();
        let kind = match key.kind.table() {
            Some(_) if inner.is_none() => "a look".to_owned(),
            _ if of_inner.is_empty() => key.kind.words(),
            _ => format!("{} (with {})", key.kind.words(), of_inner.join(", ")),
        };
        let about = format!("{} {}", key.short(), key.more());
        let _ = writeln!(all, "| `{}` | {} | {} | {} |", key.name, about.trim(), kind, default);
    }
}
