//! The licences of the libraries that the program holds. `UPDATE=1 cargo test --test licences` writes the file anew from the sources that
//! cargo has fetched (`cargo fetch` brings those of other systems).

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the file is.
fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/licences.txt")
}

/// The packages that the program is made with, on any system: name and version, from Cargo.lock. What only tests want is not among them.
fn packages() -> BTreeSet<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml")).unwrap().parse().unwrap();
    let lock: toml::Table = fs::read_to_string(root.join("Cargo.lock")).unwrap().parse().unwrap();
    let all: Vec<&toml::Table> = lock["package"].as_array().unwrap().iter().map(|package| package.as_table().unwrap()).collect();
    let text = |package: &toml::Table, key: &str| package[key].as_str().unwrap().to_owned();
    let find = |wanted: &str| {
        let (name, version) = wanted.split_once(' ').unwrap_or((wanted, ""));
        *all.iter().find(|package| text(package, "name") == name && (version.is_empty() || text(package, "version") == version)).unwrap()
    };
    let own = manifest["dependencies"].as_table().unwrap();
    let wanted = |list: &str| own.contains_key(list.split(' ').next().unwrap());
    let listed = |package: &toml::Table| -> Vec<String> {
        let list = package.get("dependencies").and_then(toml::Value::as_array);
        list.into_iter().flatten().map(|one| one.as_str().unwrap().to_owned()).collect()
    };
    let mut next: Vec<String> = listed(find("bindery")).into_iter().filter(|one| wanted(one)).collect();
    let mut found = BTreeSet::new();
    while let Some(one) = next.pop() {
        let package = find(&one);
        if found.insert((text(package, "name"), text(package, "version"))) {
            next.extend(listed(package));
        }
    }
    found
}

/// The texts of licences in a package's folder, and of what it holds of others, by path.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut next = vec![(folder.to_owned(), 0)];
    while let Some((within, depth)) = next.pop() {
        for entry in fs::read_dir(within).into_iter().flatten().map(Result::unwrap) {
            let name = entry.file_name().to_string_lossy().to_uppercase();
            let plain = !name.ends_with(".RS") && !name.ends_with(".TOML") && !name.ends_with(".HTML") && !name.ends_with(".PY");
            let is_licence = ["LICEN", "COPYING", "NOTICE", "UNLICENSE", "COPYRIGHT"].iter().any(|begin| name.starts_with(begin));
            if entry.path().is_dir() && depth < 3 && name != "TESTS" && name != "TEST" && name != "TARGET" {
                next.push((entry.path(), depth + 1));
            } else if is_licence && plain && entry.path().is_file() {
                let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                let text = String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).replace("\r\n", "\n");
                found.push((path, text.trim().to_owned()));
            }
        }
    }
    found.sort();
    found
}

/// Whether a text is that of the Apache licence, which is left out beside another that may be chosen.
fn is_apache(text: &str) -> bool {
    text.contains("Apache License") && text.contains("TERMS AND CONDITIONS")
}

/// The file: every package by name, version and licence, and every text once, with the packages whose it is.
fn written() -> String {
    let output = Command::new(env!("CARGO")).args(["metadata", "--format-version", "1", "--locked"]).output().unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let wanted = packages();
    let (mut list, mut by_text) = (String::new(), BTreeMap::<String, Vec<String>>::new());
    for package in metadata["packages"].as_array().unwrap() {
        let (name, version) = (package["name"].as_str().unwrap(), package["version"].as_str().unwrap());
        if !wanted.contains(&(name.to_owned(), version.to_owned())) {
            continue;
        }
        let declared = package["license"].as_str().unwrap_or("see its text");
        let _ = writeln!(list, "{name} {version}: {declared}");
        let texts = texts(Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap());
        let others = texts.iter().filter(|(_, text)| !is_apache(text)).count();
        let kept: Vec<_> = texts.into_iter().filter(|(_, text)| others == 0 || !is_apache(text)).collect();
        for (_, text) in kept {
            let users = by_text.entry(text).or_default();
            let user = format!("{name} {version}");
            if users.last() != Some(&user) {
                users.push(user);
            }
        }
    }
    let mut lines: Vec<&str> = list.lines().collect();
    lines.sort_unstable();
    let mut all = format!("Libraries that Bindery is made with, with their licences:\n\n{}\n", lines.join("\n"));
    let mut texts: Vec<(Vec<String>, String)> = by_text.into_iter().map(|(text, users)| (users, text)).collect();
    texts.sort();
    for (users, text) in texts {
        let _ = write!(all, "\n----------------------------------------\nOf {}:\n\n{text}\n", users.join(", "));
    }
    all
}

#[test]
fn every_library_is_named_with_its_licence() {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(file(), written()).unwrap();
    }
    let text = fs::read_to_string(file()).unwrap();
    let named: BTreeSet<(String, String)> = text
        .lines()
        .skip(2)
        .take_while(|line| !line.is_empty())
        .map(|line| line.split_once(':').unwrap().0.split_once(' ').unwrap())
        .map(|(name, version)| (name.to_owned(), version.to_owned()))
        .collect();
    assert_eq!(named, packages(), "`UPDATE=1 cargo test --test licences` writes src/cli/licences.txt anew");
    assert!(named.len() > 100, "{}", named.len());
}

#[test]
fn no_library_is_under_a_licence_that_binds_the_program() {
    let text = fs::read_to_string(file()).unwrap();
    for line in text.lines().skip(2).take_while(|line| !line.is_empty()) {
        let licence = line.split_once(": ").unwrap().1;
        let free = |one: &str| !one.contains("GPL");
        // Of several that are offered, one is enough; MPL binds its own files, which nobody changes here.
        assert!(licence.split(" OR ").any(free), "{line}");
    }
}

#[test]
fn the_program_prints_all_licences_and_a_man_page_and_completions() {
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let licences = run(&["--licences"]);
    for part in
        ["Permission is hereby granted", "SIL OPEN FONT LICENSE", "Libertinus", "printpdf", "libdeflate", "mimalloc", "Eric Biggers"]
    {
        assert!(licences.contains(part), "{part}");
    }
    let page = run(&["man"]);
    for part in [".TH bindery 1", ".SH NAME", ".SH BINDERY EPUB", ".SH BINDERY CHECK", "\\-\\-edition", "Exit codes"] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]);
        assert!(script.contains("bindery") && script.contains("edition") && script.contains("check"), "{shell}");
    }
}
