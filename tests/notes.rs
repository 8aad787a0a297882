//! The commands for commentators: `notes`, `notes --new`, `check --fix-anchors`, `--draft`.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ESSAY: &str = "# An Essay\n\nFor developers, open source is freedom. Reliance on open source is a risk – and a “chance”.\n\n\
    ## A promise\n\nThe price is high. A license can be revoked, and a market lost.\n\nSame words.\n\n## A threat\n\nThe price is high. Twice, twice. twice, Twice.\n\nSame words.\n";
const FRONT: &str = "---\r\nvoices: { ed: { name: Ed, label: Ed., role: editor } }\r\n---\r\n\r\n";

/// A folder with an essay and this commentary on it, below the front matter.
fn book(notes: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.toml"), "authors = \"A\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n").unwrap();
    fs::write(folder.path().join("essay.md"), ESSAY).unwrap();
    fs::write(folder.path().join("notes.md"), format!("{FRONT}{notes}")).unwrap();
    folder
}

#[track_caller]
fn ends(folder: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).current_dir(folder).output().unwrap();
    let [out, err] = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(status.code(), Some(code), "{arguments:?}\n{out}{err}");
    (out, err)
}

const ALL: &str = "### \"is freedom\"\n\nN.\n\n### \"open source\"\n\nN.\n\n### \"no such words at all\"\n\nN.\n\n### \"unfinished\" {draft}\n\n### \"gone\" {detached}\n\nN.\n\n## A promise\n\nOn all of it.\n\n### \"market lost\"\n\nN.\n";

#[test]
fn every_note_is_listed_with_its_place_and_state() {
    let folder = book(ALL);
    let (out, err) = ends(folder.path(), &["notes"], 0);
    assert_eq!(
        out,
        "notes.md:5   Ed.  placed     § An Essay, “is freedom”\n\
         notes.md:9   Ed.  ambiguous  “open source”\n\
         notes.md:13  Ed.  not found  “no such words at all”\n\
         notes.md:17  Ed.  draft      “unfinished”\n\
         notes.md:19  Ed.  detached   “gone”\n\
         notes.md:23  Ed.  section    § A promise\n\
         notes.md:27  Ed.  placed     § A promise, “market lost”\n"
    );
    assert!(err.contains("7 notes: 2 placed, 1 section, 1 detached, 1 draft, 1 not found, 1 ambiguous"), "{err}");
    let (out, _) = ends(folder.path(), &["notes", "--format", "json"], 0);
    let lines: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 7);
    assert_eq!(
        (lines[6]["line"].as_u64(), lines[6]["section"].as_str(), lines[6]["voice"].as_str()),
        (Some(27), Some("A promise"), Some("ed"))
    );
}

#[test]
fn a_heading_for_a_new_note_means_one_place() {
    let folder = book("### \"is freedom\"\n\nN.\n");
    let new = |words: &str| ends(folder.path(), &["notes", "--new", words], 0).0;
    assert_eq!(new("A license can be"), "### \"A license can be\"\n");
    assert_eq!(new("a \"chance\""), "### \"a “chance”\"\n");
    assert_eq!(
        new("open source"),
        "<!-- essay.md:3:17 -->\n### \"[developers,] open source\"\n<!-- essay.md:3:53 -->\n### \"[on] open source\"\n"
    );
    assert_eq!(
        new("Same words"),
        "<!-- essay.md:9:1 -->\n## A promise\n### \"Same words\"\n<!-- essay.md:15:1 -->\n## A threat\n### \"Same words\"\n"
    );
    assert_eq!(new("be revoked … market lost"), "### \"be revoked … market lost\"\n");
    // Whatever is printed is found where it is said to be.
    for words in ["open source", "The price is high", "Same words", "twice", "is", "The"] {
        let stubs: String = new(words)
            .lines()
            .filter(|line| !line.starts_with("<!--"))
            .map(|line| format!("{line}\n\n{}", if line.starts_with("###") { "N.\n\n" } else { "" }))
            .collect();
        fs::write(folder.path().join("notes.md"), format!("{FRONT}{stubs}")).unwrap();
        let (out, _) = ends(folder.path(), &["notes"], 0);
        assert!(!out.contains("not found") && !out.contains("ambiguous"), "{stubs}\n{out}");
    }
    let (out, err) = ends(folder.path(), &["notes", "--new", "Reliance upon open source"], 1);
    assert!(out.is_empty() && err.contains("the nearest passage, 92 % alike") && err.contains("### \"Reliance on open source\""), "{err}");
    ends(folder.path(), &["notes", "--new", "…"], 2);
}

#[test]
fn places_of_words_are_counted_in_characters_as_they_are_written() {
    let folder = book("### \"is freedom\"\n\nN.\n");
    // An escape is two characters, an emoji one, an entity five.
    let essay = "# An Essay\n\nFreedom. \\*not\\* 😀 *same* words &amp; “é” same words.\n";
    fs::write(folder.path().join("essay.md"), essay).unwrap();
    let (out, _) = ends(folder.path(), &["notes", "--new", "same words"], 0);
    let places: Vec<&str> = out.lines().filter(|line| line.starts_with("<!--")).collect();
    let line: Vec<char> = essay.lines().nth(2).unwrap().chars().collect();
    let column = |words: &str| {
        let words: Vec<char> = words.chars().collect();
        (1..=line.len()).rfind(|at| line[at - 1..].starts_with(&words)).unwrap()
    };
    let (first, second) = (column("same* words"), column("same words"));
    assert_eq!((first, second), (21, 43));
    assert_eq!(places, [format!("<!-- essay.md:3:{first} -->"), format!("<!-- essay.md:3:{second} -->")]);
}

#[test]
fn anchors_are_mended_and_nothing_else_is_touched() {
    let notes = String::new()
        + "### “Reliance upon open source”  {#a .ed}\r\n\r\nN. \r\n\r\n### \"open source\"\r\n\r\nTwice.\r\n\r\n\
           ### \"[A licence can] be revokd\" ###\r\n\r\nCafe\u{301}.\r\n\r\n### \"A license can … a market lots\"\r\n\r\nN.\r\n\r\n### \"nothing like it\"\r\n\r\nN.\r\n\r\n\
           ## A promise\r\n\r\n### \"Reliance upon open source\"\r\n\r\nIn another section.";
    let folder = book(&notes);
    let here = folder.path();
    let file = here.join("notes.md");
    let before = fs::read_to_string(&file).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
    let (shown, _) = ends(here, &["check", "--fix-anchors", "--dry-run"], 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), before, "a dry run writes nothing");
    let (out, err) = ends(here, &["check", "--fix-anchors"], 1);
    assert_eq!(out, shown);
    assert!(err.contains("3 quotations rewritten"), "{err}");
    assert_eq!(
        out,
        "--- notes.md\n+++ notes.md\n@@ -5 +5 @@\n-### “Reliance upon open source”  {#a .ed}\n+### “Reliance on open source”  {#a .ed}\n\
         @@ -13 +13 @@\n-### \"[A licence can] be revokd\" ###\n+### \"be revoked\" ###\n\
         @@ -17 +17 @@\n-### \"A license can … a market lots\"\n+### \"A license can … a market lost\"\n"
    );
    let expected = before
        .replacen("Reliance upon open source", "Reliance on open source", 1)
        .replace("[A licence can] be revokd", "be revoked")
        .replace("market lots", "market lost");
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
    let (out, err) = ends(here, &["check", "--fix-anchors"], 1);
    assert!(out.is_empty() && err.contains("0 quotations"), "{out}{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), expected, "a second run does nothing");
    assert_eq!(fs::read_dir(here).unwrap().count(), 3, "no temporary file is left");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions()) & 0o777, 0o640);
}

#[test]
fn a_mended_book_is_checked_and_ends_well() {
    let folder = book("### \"is freedoom\"\n\nN.\n");
    ends(folder.path(), &["check"], 1);
    ends(folder.path(), &["check", "--fix-anchors"], 0);
    ends(folder.path(), &["check"], 0);
    ends(folder.path(), &["check", "--dry-run"], 2);
}

#[test]
fn a_draft_is_built_with_what_has_no_place() {
    let folder = book(ALL);
    ends(folder.path(), &["epub"], 1);
    let (_, err) = ends(folder.path(), &["epub", "--draft"], 0);
    assert!(err.contains("warning[C001]") && err.contains("warning[C002]"), "{err}");
}
