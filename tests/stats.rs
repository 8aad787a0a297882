//! `stats`: words, pages and time by chapters, voices and languages.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A folder with a book of two chapters and a commentary of two voices.
fn book() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "book.toml",
        "title = \"T\"\nauthors = \"A B\"\nlanguage = \"en\"\nchapters = [\"one.md\", \"two.md\"]\ncommentary = [\"notes.md\"]\n",
    );
    write("one.md", "# One\n\nFour words stand here.[^a] [Vier Wörter stehen *hi*er]{lang=de} at last.\n\n[^a]: Three more words.\n");
    write("two.md", &format!("# Two\n\n{}\n", "Ten words are in this sentence, or so they say. ".repeat(1000)));
    write(
        "notes.md",
        "---\nvoices:\n  ed: { name: The editor, label: Ed., role: editor }\n  an: { name: The analyst, label: An., role: commentator }\n\
         voice: ed\n---\n\nAn introduction of five words.\n\n## One\n\n### \"words stand\"\n\nThree words long.\n\n### \"stand here\" {.an}\n\nTwo words.\n\n\
         ### \"at last\"\n\nOne.\n",
    );
    folder
}

#[track_caller]
fn stats(folder: &Path, arguments: &[&str]) -> [String; 2] {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_bindery")).arg("stats").args(arguments).current_dir(folder).output().unwrap();
    let said = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(status.success(), "{said:?}");
    said
}

#[test]
fn words_and_time_are_told_by_chapter_and_voice() {
    let folder = book();
    let [out, err] = stats(folder.path(), &[]);
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(rows.len(), 5, "{out}");
    // A heading, four words, a note of three, four of another language, two.
    assert!(rows[0].starts_with("One           14 words      1 min   p. 1"), "{out}");
    assert!(rows[1].starts_with("Two           10,001 words  44 min  pp. "), "{out}");
    assert_eq!(rows[2].trim_end(), "Introduction  5 words       1 min");
    assert_eq!(rows[3], "The editor    4 words       1 min   2 notes");
    assert_eq!(rows[4], "The analyst   2 words       1 min   1 note");
    assert!(err.contains("10,026 words (en 10,022, de 4), "), "{err}");
}

#[test]
fn programs_are_told_the_same() {
    let folder = book();
    let [out, _] = stats(folder.path(), &["--format", "json"]);
    let objects: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = objects.iter().map(|object| object["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["chapter", "chapter", "introduction", "voice", "voice", "whole"]);
    let total: u64 = objects[..5].iter().map(|object| object["words"].as_u64().unwrap()).sum();
    assert_eq!(objects[5]["words"], total);
    assert_eq!(objects[0]["languages"]["de"], 4);
    let (of_chapter, of_book) = (objects[1]["pages"].as_u64().unwrap(), objects[5]["pages"].as_u64().unwrap());
    let label = |key: &str| objects[1][key].as_str().unwrap().parse::<u64>().unwrap();
    assert_eq!(label("last-page") + 1 - label("first-page"), of_chapter);
    assert!(of_chapter > 10 && of_book > of_chapter, "{of_chapter} of {of_book} pages");
}
