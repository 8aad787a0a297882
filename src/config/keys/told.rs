//! The keys in words for a terminal: all of them a line each, or one explained.

use super::{BOOK, Fallback, KEYS, Key, KeyTable, sections};
use crate::diagnostics::nearest::{is_slip, nearest};
use std::fmt::Write;

/// Characters of a line on a terminal.
const WIDTH: usize = 80;

/// What to do if no key is like a word.
const LISTED: &str = "`bindery keys` lists every key";

/// The fault that no key or section has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoSuchKey {
    /// What to do, in one line.
    pub help: String,
}

/// All keys by section, a line each.
#[must_use]
pub(crate) fn list() -> String {
    let mut all = String::new();
    rows(&mut all, "", &KEYS.iter().filter(|key| key.section().is_empty()).copied().collect::<Vec<_>>());
    for section in sections() {
        let _ = write!(all, "\n[{}]  {}\n", section.name, section.short());
        rows(&mut all, &format!("{}.", section.name), &section.keys.iter().collect::<Vec<_>>());
    }
    all + "\n`bindery keys page.size` explains one, `bindery keys page` a section.\n"
}

/// What is to be known of a key, a section or another table.
///
/// # Errors
/// There is none of that name; what to do, in one line.
pub(crate) fn told(name: &str) -> Result<String, NoSuchKey> {
    let path = name.trim().trim_matches(['`', '[', ']']).to_lowercase().replace('_', "-");
    if path.is_empty() {
        return Err(NoSuchKey { help: LISTED.to_owned() });
    }
    let other = crate::config::synonyms::of(&path);
    let key = BOOK.at(&path).or_else(|| {
        // `fontsize` is another program's word for it; `size` may be of one section only.
        let mut last = KEYS.iter().filter(|key| key.key == path);
        let alone = last.next().filter(|_| last.next().is_none());
        other.and_then(|synonym| synonym.key).and_then(|path| BOOK.at(path)).or(alone.copied())
    });
    match key {
        Some(key) => {
            let path = if BOOK.at(&path).is_some() { path } else { key.name.to_owned() };
            Ok(key.kind.table().filter(|table| table.name == path).map_or_else(|| explained(&path, key), section))
        }
        None => {
            let words = other.map(|synonym| synonym.words.to_owned());
            let near = || near(&path).map(|near| format!("did you mean `{near}`?"));
            Err(NoSuchKey { help: words.or_else(near).unwrap_or_else(|| LISTED.to_owned()) })
        }
    }
}

/// The name that may have been meant.
fn near(path: &str) -> Option<String> {
    let names = || KEYS.iter().map(|key| key.name).chain(sections().map(|section| section.name));
    let last = path.rsplit('.').next().unwrap_or(path);
    let slip = KEYS.iter().find(|key| is_slip(last, key.key) && last.len() > 2).map(|key| key.name);
    names().find(|name| is_slip(path, name)).or(slip).or_else(|| nearest(path, names())).map(str::to_owned)
}

/// Lines of keys with what they are for in short.
fn rows(all: &mut String, prefix: &str, keys: &[&Key]) {
    for key in keys {
        let _ = writeln!(all, "{:22} {}", format!("{prefix}{}", key.key), key.short().trim_end_matches('.'));
    }
}

/// A section with its keys.
fn section(table: &KeyTable) -> String {
    let mut all = format!("[{}]\n\n", table.name);
    all += &folded(&format!("{} {}", table.short(), table.more()), "");
    all.push('\n');
    rows(&mut all, &format!("{}.", table.name), &table.keys.iter().collect::<Vec<_>>());
    if let Some(key) = table.keys.iter().find(|key| key.kind.table().is_none()) {
        all += &examples(key.name, key);
    }
    all
}

/// A key with its type, its default, what it is for and how it is written.
fn explained(path: &str, key: &Key) -> String {
    let mut all = format!("{path}\n\n{}", folded(&format!("{} {}", key.short(), key.more()), ""));
    let _ = write!(all, "\n{}", folded(&format!("type:    {}", key.kind.words()), "         "));
    match key.fallback {
        Fallback::Value(value) => all += &format!("default: `{}`\n", key.in_toml(value)),
        Fallback::Words(words) => all += &folded(&format!("default: {words}"), "         "),
        Fallback::Nothing => {}
    }
    if let Some(table) = key.kind.inner() {
        let _ = write!(all, "\nIts keys:\n");
        for key in table.keys {
            let kind = if key.kind.inner().is_some() { String::new() } else { format!(" ({})", key.kind.words()) };
            all += &folded(&format!("{:14} {}{kind}", key.key, key.short().trim_end_matches('.')), "               ");
        }
        if !table.more().is_empty() {
            let _ = write!(all, "\n{}", folded(&table.more(), ""));
        }
    }
    all + &examples(path, key)
}

/// How a key is written in both places.
fn examples(path: &str, key: &Key) -> String {
    let value = key.in_toml(key.example);
    let (section, name) = path.rsplit_once('.').unwrap_or(("", path));
    // A person's name stands in a table of a list, which its own page shows.
    if BOOK.at(section).is_some_and(|above| above.kind.table().is_none()) {
        let above = BOOK.at(section).map_or("", |key| key.example);
        return format!("\nin book.toml:\n    {section} = {above}\n");
    }
    let toml = if section.is_empty() { format!("{name} = {value}") } else { format!("[{section}]\n    {name} = {value}") };
    let yaml = format!("{path}: {}", yaml(key));
    format!("\nin book.toml:\n    {toml}\nin a text's front matter:\n    {yaml}\n")
}

/// The example as front matter has it.
fn yaml(key: &Key) -> String {
    key.in_front_matter(key.example)
}

/// Text in lines of a terminal's width; `hang` stands before each but the first.
fn folded(text: &str, hang: &str) -> String {
    let (mut all, mut line, mut in_code) = (String::new(), String::new(), false);
    // White space in code is no place to break a line, so the words of a `key = value` stay together.
    let breaks = |c: char| {
        in_code ^= c == '`';
        c == ' ' && !in_code
    };
    for word in text.trim().split(breaks) {
        if !line.trim().is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            all += line.trim_end();
            all.push('\n');
            line = hang.to_owned() + word;
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line += word;
        }
    }
    all + line.trim_end() + "\n"
}
