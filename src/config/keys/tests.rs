//! The table held to what the settings do: its defaults, examples, words and numbers are tried in a book.toml and in front matter.

use super::{BOOK, Fallback, KEYS, Key, KeyTable, KeyType, LOOK, chapter, list, sections, told};
use crate::config::{Config, Families, load};
use crate::diagnostics::{Diagnostics, Severity, render};
use crate::source::{Sources, Span};
use std::collections::BTreeSet;
use std::path::Path;

/// A folder with every file that an example names.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["one.md", "two.md", "preface.md", "afterword.md", "notes.md"] {
        std::fs::write(folder.path().join(name), "# One\n\nWords.\n").expect("a text");
    }
    for name in ["cover.jpg", "back.jpg", "wrap.jpg", "runes.otf", "code.ttf", "code-bold.ttf"] {
        std::fs::write(folder.path().join(name), "").expect("a file");
    }
    std::fs::write(folder.path().join("house.toml"), "publisher = \"A House\"\n").expect("a file");
    folder
}

/// The settings of this folder without where they stand, and what was found that is worse than an info.
fn settings(folder: &Path) -> (String, String) {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let config = load(crate::source::Disk::files(), folder, &mut sources, &mut diagnostics);
    let nowhere = Span::new(Sources::default().add("nowhere", ""), 0, 0);
    let config = config.map(|mut config| {
        config.files.iter_mut().chain(&mut config.commentary).for_each(|file| file.span = None);
        config.typography.fonts.iter_mut().for_each(|font| font.place = nowhere);
        let Families { serif, sans, mono, math } = &mut config.typography.families;
        [serif, sans, mono, math].into_iter().flatten().for_each(|family| family.place = nowhere);
        Config {
            places: Default::default(),
            texts: Vec::new(),
            speaks: None,
            has_toml: false,
            hides_lines: false,
            folder: crate::source::Folder::default(),
            ..config
        }
    });
    let mut grave = Diagnostics::default();
    diagnostics.iter().filter(|finding| finding.severity > Severity::Info).for_each(|finding| grave.push(finding.clone()));
    (format!("{config:#?}"), render::short(&grave, &sources))
}

/// The lines that two texts do not share.
fn difference(one: &str, other: &str) -> Vec<String> {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    lines(one).symmetric_difference(&lines(other)).cloned().collect()
}

/// What every book says, but for a key that is tried.
fn usual(path: &str) -> Vec<(&'static str, &'static str)> {
    let all = [("title", "T"), ("authors", "A"), ("language", "en")];
    all.into_iter().filter(|(key, _)| *key != path.split('.').next().unwrap_or_default()).collect()
}

/// The settings of a book.toml with this line.
fn in_toml(path: &str, value: &str) -> (String, String) {
    let folder = folder();
    let (section, name) = path.rsplit_once('.').unwrap_or(("", path));
    let mut text: String = usual(path).iter().map(|(key, value)| format!("{key} = \"{value}\"\n")).collect();
    text += &if section.is_empty() { format!("{name} = {value}\n") } else { format!("[{section}]\n{name} = {value}\n") };
    if value.is_empty() {
        text = usual("").iter().map(|(key, value)| format!("{key} = \"{value}\"\n")).collect();
    }
    std::fs::write(folder.path().join("book.toml"), text).expect("settings");
    settings(folder.path())
}

/// The settings of front matter with this line.
fn in_front_matter(path: &str, value: &str) -> (String, String) {
    let folder = folder();
    let head: String = usual(path).iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
    let text = format!("---\n{head}{path}: {value}\n---\n# One\n\nWords.\n");
    // In name order the first file speaks for the book.
    std::fs::write(folder.path().join("afterword.md"), &text).expect("a text");
    settings(folder.path())
}

/// Every key with the path at which it is tried: those of tables within sections too.
fn all() -> Vec<(String, &'static Key)> {
    let below = |path: &'static str, table: &'static KeyTable| table.keys.iter().map(move |key| (format!("{path}.{}", key.key), key));
    let tables = KEYS.iter().filter_map(|key| key.kind.table().map(|table| (key.name, table)));
    let looks = tables.filter(|(path, _)| !path.starts_with("type.") || *path == "type.heading-2");
    KEYS.iter().map(|key| (key.name.to_owned(), *key)).chain(looks.flat_map(|(path, table)| below(path, table))).collect()
}

#[test]
fn every_default_is_the_one_that_holds() {
    for (path, key) in all() {
        let Fallback::Value(value) = key.fallback else { continue };
        let (said, unsaid) = (in_toml(&path, &key.in_toml(value)), in_toml(&path, ""));
        assert!(said == unsaid, "`{path}` is not `{value}` by default: {:?} {}", difference(&said.0, &unsaid.0), said.1);
    }
}

#[test]
fn every_example_is_understood_and_has_an_effect() {
    for (path, key) in all() {
        let (with, told) = in_toml(&path, &key.in_toml(key.example));
        assert_eq!(told, "", "{path}");
        // A key that has one value so far changes nothing.
        if matches!(key.kind, KeyType::Count([_])) {
            continue;
        }
        assert!(with != in_toml(&path, "").0, "`{path} = {}` has no effect: is it read anywhere?", key.example);
    }
}

#[test]
fn every_example_says_the_same_in_front_matter() {
    for (path, key) in all() {
        let (in_text, told) = in_front_matter(&path, &key.in_front_matter(key.example));
        assert_eq!(told, "", "{path}");
        let (in_book, _) = in_toml(&path, &key.in_toml(key.example));
        assert!(in_text == in_book, "{path}: {:?}", difference(&in_text, &in_book));
    }
}

#[test]
fn every_word_and_number_of_a_type_is_taken_and_no_other() {
    for (path, key) in all() {
        let (good, bad): (Vec<String>, Vec<String>) = match key.kind {
            KeyType::Choice(words) => (words.iter().map(|word| format!("\"{word}\"")).collect(), vec!["\"zzz\"".to_owned()]),
            KeyType::Whole(least, most) => {
                let around = [least - 1, most + 1];
                ([least, most].map(|number| number.to_string()).to_vec(), around.map(|number| number.to_string()).to_vec())
            }
            KeyType::Count(counts) => {
                let other = (0..9).filter(|number| !counts.contains(number)).map(|number| number.to_string());
                (counts.iter().map(ToString::to_string).collect(), other.collect())
            }
            KeyType::Flag => (vec!["true".to_owned(), "false".to_owned()], vec!["\"yes\"".to_owned()]),
            _ => continue,
        };
        for value in good {
            assert_eq!(in_toml(&path, &value).1, "", "{path} = {value}");
        }
        for value in bad {
            assert!(in_toml(&path, &value).1.contains("error"), "{path} = {value} is taken");
        }
    }
}

#[test]
fn every_key_is_listed_in_one_line_that_fits() {
    let all = list();
    for line in all.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    for key in KEYS.iter() {
        assert_eq!(all.lines().filter(|line| line.split(' ').next() == Some(key.name)).count(), 1, "{}", key.name);
    }
}

#[test]
fn every_key_and_section_is_explained() {
    for (path, key) in all() {
        let text = told(&path).expect("an explanation");
        assert!(text.starts_with(&format!("{path}\n")) && text.contains("type: ") && text.contains("in book.toml:"), "{text}");
        assert!(text.contains(key.short()) || text.replace('\n', " ").contains(key.short()), "{text}");
        let wide = text.lines().find(|line| line.chars().count() > 80 && !line.starts_with("    ") && !line.starts_with("default"));
        assert_eq!(wide, None, "{path}");
    }
    for section in sections() {
        let text = told(section.name).expect("an explanation");
        assert!(section.keys.iter().all(|key| text.contains(key.name)), "{text}");
    }
}

#[test]
fn names_that_are_none_are_led_to_the_nearest() {
    for (name, near) in [("page.sise", "page.size"), ("pge.size", "page.size"), ("titel", "title"), ("page.hyphenate", "type.hyphenate")] {
        assert_eq!(told(name).expect_err("a slip").help, format!("did you mean `{near}`?"), "{name}");
    }
    for (name, key) in [
        ("fontsize", "type.size"),
        ("lang", "language"),
        ("[page]", "[page]"),
        ("leading", "type.leading"),
        ("type.note.italic", "type.note.italic"),
    ] {
        assert!(told(name).expect("an explanation").starts_with(key), "{name}");
    }
    assert_eq!(told("xyzzy").expect_err("no key").help, "`bindery keys` lists every key");
    assert!(told("mainfont").expect_err("no key").help.contains("`fonts` under `[type]`"));
}

#[test]
fn first_lines_of_rows_are_sentences_that_stand_alone() {
    let tables = sections().chain([&BOOK, &LOOK]);
    for (name, short) in tables.flat_map(|table| table.keys).map(|key| (key.name, key.short())) {
        assert!(short.ends_with(['.', '…']) && short.starts_with(char::is_uppercase), "{name}: {short}");
        assert!(short.chars().count() <= 78, "{name}: {short}");
    }
}

#[test]
fn the_chapter_has_every_key_and_no_long_cell_is_cut() {
    let chapter = chapter();
    assert!(KEYS.iter().all(|key| chapter.contains(&format!("| `{}` |", key.name))));
    assert!(chapter.lines().filter(|line| line.starts_with("| `")).all(|line| line.matches(" | ").count() == 1));
}
