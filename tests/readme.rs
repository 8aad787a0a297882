//! The README is what authors read: it must tell all there is.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::config::KEYS;
use bindery::diagnostics::Code;
use std::path::Path;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

#[test]
fn every_key_of_book_toml_is_in_the_guide() {
    let guide = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/keys.md")).unwrap();
    let missing: Vec<&str> = KEYS.iter().map(|key| key.name).filter(|key| !guide.contains(&format!("| `{key}` |"))).collect();
    assert!(missing.is_empty(), "the guide does not explain {missing:?}");
}

#[test]
fn every_code_that_the_readme_names_is_one() {
    let readme = readme();
    let named = readme.split('`').skip(1).step_by(2).filter(|word| {
        word.len() == 4
            && word.starts_with(['B', 'M', 'I', 'P', 'A', 'C', 'T', 'Q', 'E', 'X', 'W'])
            && word[1..].bytes().all(|b| b.is_ascii_digit())
    });
    let wrong: Vec<&str> = named.filter(|word| Code::parse(word).is_none()).collect();
    assert!(wrong.is_empty(), "the README names codes that do not exist: {wrong:?}");
}

#[test]
fn every_file_that_the_readme_shows_or_links_is_there() {
    let readme = readme();
    let targets = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|target| !target.contains("://") && !target.contains('#'));
    let missing: Vec<&str> = targets.filter(|target| !Path::new(env!("CARGO_MANIFEST_DIR")).join(target).exists()).collect();
    assert!(missing.is_empty(), "the README leads to {missing:?}");
}
