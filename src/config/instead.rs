//! What to write in the place of a value that is not of its key's type: the value that was meant, where that can be seen, else one
//! that the key can have. Whoever copies it hears no more of that key.

use super::keys::{Fallback, Key, KeyTable, KeyType};
use super::{DESIGNS, STYLES, identifier, measure};
use crate::language::{is_of_notes, is_of_numbers};

/// What to write.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Instead {
    /// A value.
    Key(String),
    /// Two values, where nobody can tell which was meant.
    Either(&'static str, &'static str),
    /// A value for an element of a list.
    Item(String),
    /// The list without it.
    NoItem,
    /// Nothing: the key can be left out, and what was written means no more.
    Nothing,
}

/// What a value says that is not of the right type.
#[derive(Clone, Copy)]
enum MisfitValue<'g> {
    Yes,
    No,
    /// A number as written, and in thousandths.
    Number(&'g str, i64),
    Words(&'g str),
}

/// What is said between quotation marks, or in a list of one.
fn said(given: &str) -> MisfitValue<'_> {
    let inner = given.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|one| !one.contains(['[', ',', '{']));
    let bare = inner.unwrap_or(given).trim().trim_matches(['"', '\'']).trim();
    match bare.to_lowercase().as_str() {
        "true" | "yes" | "on" | "y" => MisfitValue::Yes,
        "false" | "no" | "off" | "n" | "none" | "never" => MisfitValue::No,
        _ => thousandths(bare).map_or(MisfitValue::Words(bare), |number| MisfitValue::Number(bare, number)),
    }
}

/// A number with a point and at most three figures behind it; signs, separators and powers are for programs.
fn thousandths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<3}").parse().ok()
}

/// What to write for a value of this key at this path; `in_list` says that it is one of a list.
pub(super) fn of(key: &Key, path: &str, in_list: bool, given: &str, document: bool) -> Instead {
    match key.kind {
        KeyType::Table(table) => {
            let meant = of_table(table, given).unwrap_or_else(|| key.example.to_owned());
            Instead::Key(if document { key.in_front_matter(&meant) } else { meant })
        }
        // `[title]` begins a section; what stands in it is of another key, or of another program.
        _ if !document && given == path => Instead::Nothing,
        // Another program's `edition = "2nd"`.
        KeyType::Editions => Instead::Nothing,
        KeyType::Sizes(_) => Instead::Key(key.example.to_owned()),
        KeyType::Flag => of_boolean(given),
        KeyType::Whole(..) | KeyType::Count(_) => of_number(key, given),
        KeyType::List if !in_list => of_list(path, given),
        _ if in_list => of_item(path, given),
        _ => of_text(key, path, given),
    }
}

/// A table of the keys that can have the word that was written in its place.
fn of_table(table: &KeyTable, given: &str) -> Option<String> {
    let word = given.trim().trim_matches(['"', '\'']);
    let can = |key: &&Key| match key.kind {
        KeyType::Choice(words) => words.contains(&word),
        KeyType::PageSize => measure::trim(word).is_ok(),
        KeyType::Design => DESIGNS.iter().any(|(name, _)| *name == word),
        KeyType::Style => STYLES.iter().any(|(name, _)| *name == word),
        _ => false,
    };
    let keys: Vec<String> = table.keys.iter().filter(can).map(|key| format!("{} = \"{word}\"", key.key)).collect();
    (!keys.is_empty() && keys.len() < 3).then(|| format!("{{ {} }}", keys.join(", ")))
}

/// The value that holds without the key, else the example.
fn usual(key: &Key) -> &'static str {
    match key.fallback {
        Fallback::Value(value) if value != "0" => value,
        _ => key.example,
    }
}

/// What to write for a key that is true or false.
fn of_boolean(given: &str) -> Instead {
    match said(given) {
        MisfitValue::Yes => Instead::Key("true".to_owned()),
        MisfitValue::Number(_, number) => Instead::Key((number != 0).to_string()),
        MisfitValue::No => Instead::Key("false".to_owned()),
        MisfitValue::Words(_) => Instead::Either("true", "false"),
    }
}

/// What to write for a key that has a whole number.
fn of_number(key: &Key, given: &str) -> Instead {
    let fits = |number: &i64| match key.kind {
        KeyType::Whole(least, most) => (least..=most).contains(number),
        KeyType::Count(counts) => counts.contains(number),
        _ => false,
    };
    let number = match said(given) {
        MisfitValue::Number(_, thousandths) => Some(thousandths / 1000),
        MisfitValue::No if matches!(key.kind, KeyType::Count(_)) => Some(0),
        MisfitValue::No => return Instead::Nothing,
        MisfitValue::Yes | MisfitValue::Words(_) => None,
    };
    Instead::Key(number.filter(fits).map_or_else(|| usual(key).to_owned(), |number| number.to_string()))
}

/// What to write for a key that has a list.
fn of_list(path: &str, given: &str) -> Instead {
    match given.trim() {
        // A file's name has an ending; what has none was a word such as `no`.
        text if text.starts_with(['"', '\'']) && (path != "type.fonts" || text.contains('.')) => Instead::Key(format!("[{text}]")),
        _ => Instead::Nothing,
    }
}

/// What to write for an element of a list.
fn of_item(path: &str, given: &str) -> Instead {
    match said(given) {
        // A subject or a name may be a number.
        MisfitValue::Number(number, _) if matches!(path, "subjects" | "authors") => Instead::Item(format!("\"{number}\"")),
        // A book has somebody who wrote it.
        _ if path == "authors" => Instead::Item("\"…\"".to_owned()),
        _ => Instead::NoItem,
    }
}

/// What a bare number is likely to mean where a length is wanted.
struct MeasureUnits {
    section: &'static str,
    keys: &'static [&'static str],
    /// Units, each with the least and greatest number of thousandths that is meant in it.
    units: &'static [(&'static str, i64, i64)],
    /// What to write for anything else.
    usual: &'static str,
}

/// The lengths of `book.toml` outside styles.
const MEASURES: [MeasureUnits; 9] = [
    MeasureUnits { section: "type", keys: &["size"], units: &[("pt", 4_000, 24_000)], usual: "11 pt" },
    MeasureUnits { section: "sizes", keys: &["size"], units: &[("pt", 4_000, 24_000)], usual: "11 pt" },
    MeasureUnits { section: "type", keys: &["leading"], units: &[("pt", 11_000, 40_000)], usual: "14 pt" },
    MeasureUnits { section: "type", keys: &["indent"], units: &[("pt", 0, 72_000)], usual: "15 pt" },
    MeasureUnits { section: "sizes", keys: &["below"], units: &[("mm", 60_000, 600_000)], usual: "140 mm" },
    MeasureUnits {
        section: "page",
        keys: &["inner", "outer", "top", "bottom"],
        units: &[("in", 1, 2_500), ("mm", 2_501, 40_000), ("pt", 40_001, 130_000)],
        usual: "18 mm",
    },
    MeasureUnits { section: "print", keys: &["bleed"], units: &[("mm", 0, 0), ("in", 1, 999), ("mm", 1_000, 25_000)], usual: "3 mm" },
    MeasureUnits { section: "print", keys: &["paper-thickness"], units: &[("mm", 1, 1_000)], usual: "0.11 mm" },
    MeasureUnits { section: "print", keys: &["spine"], units: &[("in", 1, 1_999), ("mm", 2_000, 150_000)], usual: "18.5 mm" },
];

/// What to write for a key that has a text.
fn of_text(row: &Key, path: &str, given: &str) -> Instead {
    let (above, key) = path.rsplit_once('.').unwrap_or(("", path));
    let said = said(given);
    let look = above.strip_prefix("type.").is_some();
    let chosen = |no: &str, otherwise: &str| Some(if matches!(said, MisfitValue::No) { no } else { otherwise }.to_owned());
    let value = match (above, key) {
        // One of a few words.
        ("page", "chapters-start") => chosen("any", "recto"),
        (_, "weight") if look => match said {
            MisfitValue::Number(_, number) => Some(if number < 600_000 { "regular" } else { "bold" }.to_owned()),
            _ => chosen("regular", "bold"),
        },
        (_, "align") if look => chosen("left", "justified"),
        _ if let KeyType::Choice(words) = row.kind => {
            let none = words.iter().find(|word| matches!(**word, "none" | "omit")).copied();
            let no = none.unwrap_or(match row.fallback {
                Fallback::Value(value) => value,
                _ if look => words[0],
                _ => "",
            });
            chosen(no, usual(row))
        }
        _ if matches!(row.kind, KeyType::Style | KeyType::Design) => Some(usual(row).to_owned()),
        // A number and its unit.
        (_, "size" | "leading") if look => match said {
            MisfitValue::Number(number, 30_000..=500_000) => Some(format!("{number}%")),
            // So many times the size.
            MisfitValue::Number(_, times @ 300..=5_000) => Some(format!("{}%", times / 10)),
            _ => Some("100%".to_owned()),
        },
        (_, "above" | "below") if look => measure(said, &[("lines", 0, 20_000)], "1.5 lines"),
        ("page", "size") => Some("6x9".to_owned()),
        _ if let Some(row) = MEASURES.iter().find(|row| row.section == above && row.keys.contains(&key)) => {
            measure(said, row.units, row.usual)
        }
        // A number stands in them.
        ("words", "page") => Some("p. {}".to_owned()),
        ("words", "typeset") => Some("Set in {}.".to_owned()),
        ("words", key) if is_of_numbers(key) || is_of_notes(key) => Some(row.example.to_owned()),
        _ if row.kind.is_measured() => Some(row.example.to_owned()),
        // What can't be guessed, and may be missing.
        (_, "language") => chosen("", "en"),
        (_, "role") => chosen("author", "author"),
        // A list of one that is one.
        (_, "isbn") => match said {
            MisfitValue::Words(words) => identifier::isbn(words).is_ok().then(|| words.to_owned()),
            _ => None,
        },
        (_, "date" | "modified" | "extends" | "url" | "cover" | "cover-back" | "cover-wrap" | "identifier" | "deny" | "allow") => None,
        _ if matches!(row.kind, KeyType::Files | KeyType::Parts(_)) => None,
        // A text of any words; one that says nothing is left out, but for those that must be there.
        (_, "authors" | "name" | "part" | "title") if matches!(said, MisfitValue::No) => Some("…".to_owned()),
        _ => words(said, given.trim_start().starts_with('[')),
    };
    value.filter(|value| !value.is_empty()).map_or(Instead::Nothing, |value| Instead::Key(format!("\"{value}\"")))
}

/// A text of any words: a number is one, and so are the words of a list of one that is `listed`.
fn words(said: MisfitValue<'_>, listed: bool) -> Option<String> {
    match said {
        MisfitValue::Number(number, _) => Some(number.to_owned()),
        MisfitValue::Words(words) if listed && !words.is_empty() && !words.contains(['[', '{', '"', '\n']) => Some(words.to_owned()),
        MisfitValue::No => None,
        MisfitValue::Yes | MisfitValue::Words(_) => Some("…".to_owned()),
    }
}

/// The number with the unit that it has within these thousandths; or what is usual.
fn measure(said: MisfitValue<'_>, units: &[(&str, i64, i64)], usual: &str) -> Option<String> {
    let fitting = match said {
        MisfitValue::Number(number, thousandths) => {
            units.iter().find(|(_, least, most)| (*least..=*most).contains(&thousandths)).map(|(unit, ..)| format!("{number} {unit}"))
        }
        _ => None,
    };
    fitting.or_else(|| Some(usual.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::{KEYS, load};
    use crate::diagnostics::{Diagnostics, render};
    use crate::source::Sources;

    /// The repairs of what is found in a book.toml of these lines, values of a wrong type first, and the findings.
    fn found(folder: &std::path::Path, settings: &str) -> (Vec<String>, String) {
        std::fs::write(folder.join("book.toml"), settings).expect("settings");
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        load(crate::source::Disk::files(), &folder.join("book.toml"), &mut sources, &mut diagnostics);
        let mut all: Vec<_> = diagnostics.iter().collect();
        all.sort_by_key(|finding| !finding.message.contains("but must be"));
        let helps = all.iter().map(|finding| finding.help.clone().unwrap_or_default()).collect();
        (helps, render::short(&diagnostics, &sources))
    }

    #[test]
    fn what_is_proposed_works_for_every_key() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("one.md"), "# One\n\nText.\n").expect("a text");
        let looks: Vec<String> =
            ["family", "weight", "italic", "size", "leading", "small-caps", "figures", "letterspacing", "align", "above"]
                .iter()
                .map(|key| format!("type.heading-2.{key}"))
                .collect();
        let more = ["page.heads.verso".to_owned()];
        let wrong =
            ["11", "0", "1.3", "700", "99999", "true", "false", "\"no\"", "\"off\"", "\"maybe\"", "[\"x\"]", "[7]", "[true]", "{ x = 1 }"];
        let mut bad = Vec::new();
        for key in KEYS.iter().map(|key| key.name.to_owned()).chain(looks).chain(more) {
            for value in wrong {
                let (section, name) = key.rsplit_once('.').unwrap_or(("", &key));
                let head = |line: &str| {
                    let own = if key == "title" { "" } else { "title = \"T\"\n" };
                    let people = if key == "authors" { "" } else { "authors = [\"A\"]\n" };
                    let tag = if key == "language" { "" } else { "language = \"en\"\n" };
                    match section {
                        "" => format!("{own}{people}{tag}{line}\n"),
                        section => format!("{own}{people}{tag}[{section}]\n{line}\n"),
                    }
                };
                let (helps, said) = found(folder.path(), &head(&format!("{name} = {value}")));
                if !said.contains("but must be") {
                    continue;
                }
                let help = &helps[0];
                let mended = match help.split('`').nth(1) {
                    Some(line) if help.starts_with("write") && help.ends_with("in its place") => format!("{name} = [{line}]"),
                    Some(line) if help.starts_with("write") => line.to_owned(),
                    Some(out) if help.starts_with("take `") => {
                        assert_eq!(out, name, "{key} = {value}: {help}");
                        String::new()
                    }
                    None if help == "take it out of the list" => String::new(),
                    _ => panic!("{key} = {value}: {help}"),
                };
                let (_, then) = found(folder.path(), &head(&mended));
                if then.contains("error") || then.contains("warning") {
                    bad.push(format!("{key} = {value}: {help}: {then}"));
                }
            }
        }
        assert!(bad.is_empty(), "{}", bad.join("\n"));
    }

    #[test]
    fn what_is_proposed_says_what_was_meant() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("one.md"), "# One\n\nText.\n").expect("a text");
        for (section, line, help) in [
            ("type", "hyphenate = \"false\"", "write `hyphenate = false`"),
            ("type", "hyphenate = \"no\"", "write `hyphenate = false`"),
            ("type", "hyphenate = 0", "write `hyphenate = false`"),
            ("epub", "fonts = \"off\"", "write `fonts = false`"),
            ("pdf", "attach-source = \"yes\"", "write `attach-source = true`"),
            ("pdf", "attach-source = 1", "write `attach-source = true`"),
            ("print", "crop-marks = \"maybe\"", "write `crop-marks = true` or `crop-marks = false`"),
            ("type", "size = 11", "write `size = \"11 pt\"`"),
            ("type", "size = 10.5", "write `size = \"10.5 pt\"`"),
            ("page", "inner = 18", "write `inner = \"18 mm\"`"),
            ("page", "inner = 0.75", "write `inner = \"0.75 in\"`"),
            ("print", "bleed = true", "write `bleed = \"3 mm\"`"),
            ("print", "bleed = 0.125", "write `bleed = \"0.125 in\"`"),
            ("epub", "pages = false", "write `pages = \"none\"`"),
            ("type.heading-2", "size = 112", "write `size = \"112%\"`"),
            ("type.heading-2", "size = 1.2", "write `size = \"120%\"`"),
            ("type.heading-2", "weight = 700", "write `weight = \"bold\"`"),
            ("type.heading-2", "above = 2", "write `above = \"2 lines\"`"),
            ("contents", "depth = \"3\"", "write `depth = 3`"),
            ("type", "exceptions = \"data-base\"", "write `exceptions = [\"data-base\"]`"),
            ("epub", "font = false", "did you mean `fonts`?"),
            ("type", "font = \"x.otf\"", "did you mean `fonts`?"),
            ("epub", "title = \"x\"", "write `title` at the top of the file, before every `[section]`"),
            ("epub", "author = \"x\"", "write `authors` at the top of the file, before every `[section]`"),
            ("page", "hyphenate = false", "write `hyphenate` under `[type]`"),
            ("page", "fontsize = 11", "write `size` under `[type]`, such as `size = \"11 pt\"`"),
        ] {
            let settings = format!("title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\n[{section}]\n{line}\n");
            let (helps, said) = found(folder.path(), &settings);
            assert_eq!(helps, [help], "{line}: {said}");
        }
    }
}
