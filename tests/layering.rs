//! Holds the house rules that a compiler doesn't: who may import whom, where an outside name may be said, how long a file is.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Layers from the bottom up: a module imports only modules of lower layers (the design, section 2).
const LAYERS: [&[&str]; 17] = [
    &["source"],
    &["language"],
    &["math"],
    &["diagnostics"],
    &["book"],
    &["config"],
    &["fonts"],
    &["picture"],
    &["read"],
    &["edition"],
    &["check"],
    &["html"],
    &["epub", "layout", "inspect"],
    &["pdf"],
    &["build"],
    &["cli"],
    &["testing"],
];

/// Imports that the order of layers allows and the design forbids.
const FORBIDDEN: [(&str, &str); 16] = [
    ("html", "read"),
    ("layout", "html"),
    ("book", "diagnostics"),
    ("book", "config"),
    ("edition", "read"),
    ("epub", "read"),
    ("epub", "layout"),
    ("layout", "read"),
    ("pdf", "read"),
    ("pdf", "epub"),
    ("fonts", "book"),
    ("inspect", "book"),
    ("inspect", "read"),
    ("inspect", "edition"),
    ("inspect", "fonts"),
    ("inspect", "check"),
];

/// Names from outside and the only places that may say them.
const CONTAINED: [(&str, &[&str]); 34] = [
    ("url::", &["source/address.rs"]),
    ("base64::", &["source/held.rs"]),
    ("syntect", &["read/markdown/highlight.rs"]),
    ("pulldown_cmark", &["read/markdown/events.rs"]),
    ("pulldown_latex", &["math/read.rs"]),
    ("epub_builder", &["epub/"]),
    ("quick_xml", &["epub/", "picture/", "inspect/xml.rs", "read/markdown/html.rs"]),
    ("zip::", &["epub/", "inspect/container.rs", "source/archive.rs"]),
    ("libdeflater", &["source/deflate.rs"]),
    ("printpdf", &["pdf/"]),
    ("lopdf", &["pdf/"]),
    ("clap", &["cli/"]),
    ("std::env", &["cli/"]),
    ("std::fs", &["cli/", "source/files.rs"]),
    ("canonicalize", &["cli/", "source/files.rs"]),
    ("SystemTime", &["cli/"]),
    ("println!", &["cli/"]),
    ("print!(", &["cli/"]),
    ("std::process", &["cli/", "main.rs"]),
    ("toml::", &["config/"]),
    ("harfrust", &["fonts/"]),
    ("skrifa", &["fonts/"]),
    ("hypher", &["layout/line/"]),
    ("unicode_linebreak", &["layout/line/"]),
    ("unicode_bidi", &["layout/line/bidi.rs"]),
    ("unicode_script", &["layout/line/unprinted.rs"]),
    ("annotate_snippets", &["diagnostics/render.rs"]),
    ("resvg", &["picture/"]),
    ("svgtypes", &["picture/svg/conform.rs"]),
    ("gif::", &["picture/still.rs"]),
    ("image_webp", &["picture/still.rs"]),
    ("encoding_rs", &["picture/svg/encoding.rs", "source/decode.rs"]),
    ("percent_encoding", &["source/address.rs"]),
    ("tempfile", &["cli/"]),
];

const LONGEST: usize = 500;

fn files() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "rs") && path.file_name().is_some_and(|name| name != "tests.rs"));
    paths.sort();
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// Code without comments, so that prose may name anything, and without a file's tests, which may stand anywhere.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn module(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap()
}

/// The crate modules a file's code names, also in groups: `use crate::{a::B, c}`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let word = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            Some(group) => {
                let (mut depth, mut part) = (0, String::new());
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => found.push(word(&std::mem::take(&mut part))),
                        _ => {}
                    }
                    if depth == 0 && c != ',' {
                        part.push(c);
                    }
                }
                found.push(word(&part));
            }
            None => found.push(word(rest)),
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

#[test]
fn imports_go_down() {
    let mut faults = Vec::new();
    for (name, text) in files() {
        let from = module(&name);
        let Some(own) = layer(from) else { continue };
        for to in imports(&code(&text)) {
            let forbidden = FORBIDDEN.contains(&(from, to.as_str()));
            if to != from && (forbidden || layer(&to).is_some_and(|other| other >= own)) {
                faults.push(format!("src/{name} imports {to}"));
            }
        }
    }
    assert!(faults.is_empty(), "imports against the layers:\n{}", faults.join("\n"));
}

#[test]
fn every_module_has_a_layer() {
    for (name, _) in files() {
        assert!(matches!(name.as_str(), "lib.rs" | "main.rs") || layer(module(&name)).is_some(), "src/{name} is in no layer");
    }
}

#[test]
fn outside_names_are_said_in_one_place() {
    let mut faults = Vec::new();
    for (name, text) in files() {
        let code = code(&text);
        for (outside, places) in CONTAINED {
            if code.contains(outside) && !places.iter().any(|place| name.starts_with(place)) {
                faults.push(format!("src/{name} says {outside}, which belongs in {}", places.join(", ")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut faults = Vec::new();
    for (name, text) in files() {
        let lines = text.lines().count();
        if lines > LONGEST {
            faults.push(format!("src/{name} has {lines} lines"));
        }
        if !text.starts_with("//!") {
            faults.push(format!("src/{name} does not open with //!"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Crates of the program are built for `cargo run` with the features that the tests' crates ask for too, or `cargo test` would build
/// them and all that rests on them once more.
#[test]
fn what_the_program_needs_is_built_once() {
    let crates = |kinds: &str| {
        let arguments = ["tree", "--offline", "--locked", "--prefix", "none", "--format", "{p} {f}", "--edges", kinds];
        let ran = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        let text = String::from_utf8(ran.stdout).unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        text.lines().map(|line| line.trim_end_matches(" (*)").trim_end().to_owned()).collect::<BTreeSet<_>>()
    };
    let (program, tests) = (crates("normal,build"), crates("normal,build,dev"));
    let twice: Vec<_> = program.difference(&tests).collect();
    assert!(program.len() > 100 && twice.is_empty(), "the tests ask for other features of {twice:#?}");
}

#[test]
fn the_rules_can_fail() {
    assert_eq!(
        imports("use crate::{book::{Book, toc}, layout, config::Config};\nuse crate::pdf::write;"),
        ["book", "layout", "config", "pdf"]
    );
    assert!(layer("epub") > layer("book"));
    assert_eq!(code("let a = 1; // println!"), "let a = 1; ");
}
