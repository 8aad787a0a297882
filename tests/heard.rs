//! What a screen reader is told of an EPUB: the accessibility tree of Chromium. It needs programs that `tests/run` installs.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is told of every document of a book, by its name.
fn heard(name: &str, epub: &[u8]) -> Value {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("heard-{name}.epub"));
    std::fs::write(&file, epub).unwrap();
    let output = Command::new("epub-heard").arg(&file).output();
    let output = output.unwrap_or_else(|fault| panic!("epub-heard: {fault}; run the tests with tests/run, which installs it"));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// The names of everything with a role in a document.
fn names<'v>(told: &'v Value, document: &str, role: &str) -> Vec<&'v str> {
    let nodes = told[document].as_array().unwrap_or_else(|| panic!("no {document}"));
    nodes.iter().filter(|node| node["role"] == role).map(|node| node["name"].as_str().unwrap()).collect()
}

/// A book whose pages begin in headings, tables and notes.
const BOOK: &str = "---\ntitle: A Cabinet\nauthor: Ann Example\ndate: 2026\n---\n# Loomings[^1]\n\nWords.\n\n## The *Ledger*\n\nWords.\n\n\\newpage\n\n## Another[^2]\n\n\\newpage\n\n| One | Two |\n|---|---|\n| a | b |\n\nTable: A caption\n\nSee $x$.\n\n[^1]: A note.\n\n    Its second paragraph.\n\n[^2]: Another.\n";

#[test]
#[ignore = "needs Chromium, which tests/run installs"]
fn headings_chapters_and_heads_of_tables_are_called_by_their_words() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("book.md"), BOOK).unwrap();
    let run = support::run(&folder.path().join("book.md"));
    let told = heard("names", &run.epub.unwrap());
    assert_eq!(names(&told, "loomings.xhtml", "doc-chapter"), ["Loomings"]);
    assert_eq!(names(&told, "loomings.xhtml", "heading"), ["Loomings", "The Ledger", "Another"]);
    assert_eq!(names(&told, "loomings.xhtml", "columnheader"), ["One", "Two"]);
    assert_eq!(names(&told, "loomings.xhtml", "table"), ["A caption"]);
    // The marks of notes and pages are there to be heard, each once.
    assert_eq!(names(&told, "loomings.xhtml", "doc-noteref"), ["note 1", "note 2"]);
    let pages = names(&told, "loomings.xhtml", "doc-pagebreak");
    assert!(pages.len() >= 3 && pages.windows(2).all(|two| two[0] != two[1]), "{pages:?}");
}

#[test]
#[ignore = "needs Chromium, which tests/run installs"]
fn nothing_that_is_told_in_the_own_book_is_a_number_before_words() {
    let run = support::run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscripts"));
    let told = heard("own", &run.epub.unwrap());
    let mut seen = 0;
    for (document, nodes) in told.as_object().unwrap() {
        for node in nodes.as_array().unwrap() {
            let name = node["name"].as_str().unwrap();
            let role = node["role"].as_str().unwrap();
            if role == "heading" || role == "region" || role == "doc-chapter" {
                seen += 1;
                assert!(!name.is_empty(), "{document}: {node}");
                assert!(!name.contains("comment ") && !name.contains("note "), "{document}: {name}");
                assert!(!name.starts_with(|c: char| c.is_ascii_digit()), "{document}: {name}");
            }
        }
    }
    assert!(seen > 5);
}
