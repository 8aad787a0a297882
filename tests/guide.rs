//! The guide is a book built by Bindery: nothing is wrong with it, and the commands that it and the README print are understood.
//! `judges.rs` hands it to EPUBCheck, Ace, veraPDF and the others.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::diagnostics::Severity;
use bindery::{Disk, Format, Options, build};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The guide's chapters, by path.
fn chapters() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root().join("docs/guide")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    paths
}

#[test]
fn the_guide_is_built_and_nothing_is_wrong_with_it() {
    let built = build(&Disk::files(), &Options::new(root().join("docs/guide")));
    let wrong: Vec<String> = built
        .reading
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Info)
        .map(|finding| format!("{}: {}", finding.code.id(), finding.message))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(Format::ALL.iter().all(|format| built.book_of(*format).is_some()), "both files are made");
}

#[test]
fn every_chapter_is_in_the_guide() {
    let settings = std::fs::read_to_string(root().join("docs/guide/book.toml")).unwrap();
    let named = |name: &str| settings.contains(&format!("\"{name}\""));
    let names = chapters().into_iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned());
    let left_out: Vec<String> = names.filter(|name| !named(name)).collect();
    assert!(left_out.is_empty(), "docs/guide/book.toml does not list {left_out:?}");
}

/// The words of a command as a shell takes them: quotation marks join, `#`, `>` and `|` end it.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            '#' | '>' | '|' if !quoted => break,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_command_that_is_printed_is_understood() {
    let mut asked = 0;
    for path in chapters().into_iter().chain(["README.md", "CONTRIBUTING.md"].map(|name| root().join(name))) {
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = text.split("```").skip(1).step_by(2).flat_map(str::lines);
        let spans = text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2));
        for call in lines.chain(spans).filter_map(|code| code.strip_prefix("bindery ")) {
            asked += 1;
            // Help is printed once everything before it is understood.
            let said = Command::new(env!("CARGO_BIN_EXE_bindery")).args(words(call)).arg("--help").output().unwrap();
            let why = String::from_utf8_lossy(&said.stderr);
            assert!(said.status.success(), "{}: `bindery {call}`: {why}", path.display());
        }
    }
    assert!(asked > 30, "{asked} commands are printed");
}
