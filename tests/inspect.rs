//! `bindery check book.epub`: a good EPUB raises nothing; broken in one way, it raises the code that the table names; and EPUBCheck
//! finds errors where we find errors.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::diagnostics::{Code, Diagnostics, Severity, render};
use bindery::inspect::inspect;
use bindery::source::Sources;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::LazyLock;
use support::broken::{Judge, Package, ROWS};

/// The good book.
static GOOD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| std::fs::write(folder.path().join(name), content).unwrap();
    let pictures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/images");
    for name in ["dots.png", "line.svg"] {
        write(name, &std::fs::read(pictures.join(name)).unwrap());
    }
    write("book.toml", b"title = \"The Harbour\"\nauthors = [\"Ann Author\"]\ndate = \"2026\"\nchapters = [\"one.md\", \"two.md\"]\n");
    write(
        "one.md",
        b"# One\n\nWords with a note[^n], a [link](two.md#there), and [the world](https://example.com/).\n\n![Dots in a row](dots.png \"Dots\")\n\n\
[^n]: The note.\n\n## A Section\n\n- An item\n- Another\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    );
    write("two.md", "# Two {#there}\n\n![A line](line.svg)\n\n> A quotation.\n\nἘν ἀρχῇ.\n".as_bytes());
    support::run(folder.path()).epub.unwrap()
});

/// What is found in an EPUB.
fn findings(bytes: &[u8]) -> (Diagnostics, Sources) {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    inspect("book.epub", bytes, &mut sources, &mut found);
    (found, sources)
}

fn broken(row: &support::broken::Row) -> Vec<u8> {
    let mut package = Package::open(&GOOD);
    (row.break_it)(&mut package);
    package.write()
}

#[test]
fn a_good_book_raises_nothing() {
    for bytes in [GOOD.clone(), Package::open(&GOOD).write()] {
        let (found, sources) = findings(&bytes);
        assert_eq!(render::short(&found, &sources), "");
    }
}

#[test]
fn every_way_to_break_it_raises_its_code() {
    let mut report = String::new();
    for row in ROWS {
        let (found, sources) = findings(&broken(row));
        let said = render::short(&found, &sources);
        match found.iter().find(|finding| finding.code == row.code) {
            None => {
                let _ = writeln!(report, "  {}: no {} in\n{said}", row.name, row.code.id());
            }
            Some(finding) if finding.span.is_none() || finding.help.is_none() => {
                let _ = writeln!(report, "  {}: no place or no help in\n{said}", row.name);
            }
            Some(_) => {}
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// Codes that only follow from another mistake may be raised with it; anything else would be a false alarm.
#[test]
fn little_else_is_raised() {
    let mut report = String::new();
    for row in ROWS {
        let (found, sources) = findings(&broken(row));
        let others: BTreeSet<Code> = found.iter().map(|finding| finding.code).filter(|code| *code != row.code).collect();
        if others.len() > 2 {
            let _ = writeln!(report, "  {}:\n{}", row.name, render::short(&found, &sources));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
#[ignore = "needs EPUBCheck, which tests/run installs"]
fn epubcheck_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let mut report = String::new();
    let files: Vec<PathBuf> = ROWS.iter().enumerate().map(|(index, _)| folder.path().join(format!("{index}.epub"))).collect();
    for (row, file) in ROWS.iter().zip(&files) {
        std::fs::write(file, broken(row)).unwrap();
    }
    let said = support::epubcheck(&files);
    for (row, said) in ROWS.iter().zip(&said) {
        let (found, sources) = findings(&broken(row));
        let (ours, theirs) = (found.count(Severity::Error) > 0, said.iter().any(|line| line.starts_with("ERROR") || line.starts_with("FATAL")));
        let agrees = ours == theirs;
        if agrees != (row.judge == Judge::Agrees) {
            let _ = writeln!(report, "  {}:\n{}  EPUBCheck:\n    {}", row.name, render::short(&found, &sources), said.join("\n    "));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
