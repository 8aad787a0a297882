//! The README and the guide are what authors read: they tell all there is, and what they name exists.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::config::KEYS;
use bindery::testing::diagnostics::Code;
use std::path::{Path, PathBuf};

/// Lines of a README that a newcomer reads to its end.
const LONGEST: usize = 150;

/// Each text for people with the folder that its links start from.
fn texts() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root.join("docs/guide")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    paths.splice(0..0, ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md"].map(|name| root.join(name)));
    paths.into_iter().map(|path| (path.parent().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap())).collect()
}

/// What stands between backticks, code blocks aside.
fn code_spans(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|prose| prose.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn every_key_of_book_toml_is_in_the_guide() {
    let guide = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/keys.md")).unwrap();
    let missing: Vec<&str> = KEYS.iter().map(|key| key.name).filter(|key| !guide.contains(&format!("| `{key}` |"))).collect();
    assert!(missing.is_empty(), "the guide does not explain {missing:?}");
}

#[test]
fn every_code_that_is_named_is_one() {
    let is_code = |word: &&str| {
        word.len() == 4
            && word.starts_with(['B', 'M', 'I', 'P', 'A', 'C', 'T', 'Q', 'E', 'X', 'W'])
            && word[1..].bytes().all(|b| b.is_ascii_digit())
    };
    let texts = texts();
    let named: Vec<&str> = texts.iter().flat_map(|(_, text)| code_spans(text)).filter(is_code).collect();
    let wrong: Vec<&&str> = named.iter().filter(|word| Code::parse(word).is_none()).collect();
    assert!(named.len() > 10, "codes are named");
    assert!(wrong.is_empty(), "codes that do not exist: {wrong:?}");
}

#[test]
fn every_file_that_is_shown_linked_or_named_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    for (folder, text) in texts() {
        let prose: String = text.split("```").step_by(2).collect();
        // Between backticks links are examples.
        let linked: String = prose.split('`').step_by(2).collect();
        let targets = linked.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next());
        missing.extend(targets.filter(|to| !to.contains("://") && !folder.join(to).exists()).map(str::to_owned));
        // A path of this repository, with what may follow it on a command line.
        let named = code_spans(&text).into_iter().filter_map(|code| code.split(' ').next());
        let ours = |path: &&str| {
            ["src/", "tests/", "benches/", "fuzz/", "fonts/", "docs/", "manuscripts/", ".ci/"].iter().any(|top| path.starts_with(top))
        };
        let plain = |path: &&str| !path.contains(['*', '<', '…']) && path.chars().all(|c| !c.is_uppercase() || path.contains("README"));
        missing.extend(named.filter(ours).filter(plain).filter(|path| !root.join(path).exists()).map(str::to_owned));
    }
    // The house is told by the paths below `src/`.
    let house = std::fs::read_to_string(root.join("docs/architecture.md")).unwrap();
    let below = code_spans(&house).into_iter().filter(|path| path.contains('/') && [".rs", ".css"].iter().any(|end| path.ends_with(end)));
    let below: Vec<&str> = below.filter(|path| !path.contains(['*', ' ']) && path.chars().all(|c| !c.is_uppercase())).collect();
    assert!(below.len() > 30, "files of the house are named: {below:?}");
    let is_there = |path: &&&str| root.join(path).exists() || root.join("src").join(path).exists();
    missing.extend(below.iter().filter(|path| !is_there(path)).map(|path| (*path).to_owned()));
    assert!(missing.is_empty(), "nothing is at {missing:?}");
}

#[test]
fn the_readme_is_short() {
    let readme = &texts()[0].1;
    assert!(readme.lines().count() <= LONGEST, "what only some need belongs into docs/guide");
}

#[test]
fn every_test_program_is_in_contributing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let contributing = std::fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let paths = std::fs::read_dir(root.join("tests")).unwrap().map(|entry| entry.unwrap().path());
    let programs = paths.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let names = programs.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned());
    let missing: Vec<String> = names.filter(|name| !contributing.contains(&format!("| `{name}` | "))).collect();
    assert!(missing.is_empty(), "CONTRIBUTING.md does not say what {missing:?} hold");
}
