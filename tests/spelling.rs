//! `check --spelling`: words, each in the dictionary of its language, and what is told if there is none.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A book with two small dictionaries of its own and a list of words.
fn book(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("dictionaries")).unwrap();
    write("book.toml", b"title = \"T\"\nauthors = \"A B\"\nlanguage = \"en-GB\"\nchapters = [\"one.md\"]\ncommentary = [\"notes.md\"]\n");
    write("one.md", text.as_bytes());
    write(
        "notes.md",
        b"---\nvoices: { ed: { name: The editor, label: Ed., role: editor } }\nvoice: ed\n---\n\n### \"the boat\"\n\nA note wiht a slip.\n",
    );
    write("dictionaries/en_GB.aff", b"SET UTF-8\nTRY aeilnorst\nSFX S Y 1\nSFX S 0 s .\n");
    write("dictionaries/en_GB.dic", b"16\na\nthe\nboat/S\nwith\nnote\nslip\ncame\nhome\nand\nhe\nsaid\nof\ncolour\nin\ndon't\nwell\n");
    // Of a time before UTF-8.
    write("dictionaries/de-DE.aff", b"SET ISO8859-1\n");
    write("dictionaries/de-DE.dic", b"3\nder\nB\xE4r\nkam\n");
    write("words.txt", "# Names of the book\nQueequeg\nAhab  # the captain\n".as_bytes());
    folder
}

#[track_caller]
fn check(folder: &Path, arguments: &[&str], code: i32) -> Vec<serde_json::Value> {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["check", "--spelling", "--format", "json"])
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder)
        .env_remove("DICPATH")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    assert_eq!(status.code(), Some(code), "{out}{err}");
    let lines = out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    lines.filter(|line| line["code"].as_str().is_some_and(|code| code.starts_with('S'))).collect()
}

fn messages(found: &[serde_json::Value]) -> Vec<&str> {
    found.iter().map(|one| one["message"].as_str().unwrap()).collect()
}

#[test]
fn a_word_that_no_dictionary_has_is_told_with_what_may_be_meant() {
    let folder = book(
        "# The Boat\n\nTeh boats came home, well-came; and Queequeg’s boat. He said “don’t”. The colur of teh boat, `teh` and https://teh.org.\n",
    );
    let found = check(folder.path(), &[], 0);
    assert_eq!(
        messages(&found),
        [
            "`Teh` is not in the dictionary of en-GB",
            "`colur` is not in the dictionary of en-GB",
            "`teh` is not in the dictionary of en-GB",
            "`wiht` is not in the dictionary of en-GB",
        ]
    );
    assert_eq!(found[1]["help"], "write `colour`, or put `colur` into words.txt");
    assert_eq!((found[1]["line"].as_u64(), found[3]["file"].as_str()), (Some(3), Some("notes.md")));
    // Who is strict is stopped.
    assert_eq!(check(folder.path(), &["--deny", "spelling"], 1).len(), 4);
    assert!(check(folder.path(), &["--allow", "S001"], 0).is_empty());
}

#[test]
fn words_of_another_language_are_looked_up_there() {
    let french = "[Le bateau est perdu. Le bateau.]{lang=fr}";
    let folder = book(&format!("# Home\n\nThe boat. He said [der Bär kam]{{lang=de}}, [der boat kam]{{lang=de}}, {french}\n"));
    let found = check(folder.path(), &[], 0);
    let told = messages(&found);
    assert!(told.contains(&"`boat` is not in the dictionary of de"), "{told:?}");
    assert!(!told.iter().any(|message| message.contains("Bär") || message.contains("bateau")), "{told:?}");
    let lacking: Vec<&&str> = told.iter().filter(|message| message.contains("no dictionary of")).collect();
    assert_eq!(lacking, [&"no dictionary of fr was found, so 6 words were not looked up"], "told once");
}

#[test]
fn a_damaged_dictionary_is_named() {
    let folder = book("# Home\n\nThe boat came home.\n");
    fs::write(folder.path().join("dictionaries/en_GB.aff"), "SFX S Y nonsense\n").unwrap();
    let found = check(folder.path(), &[], 0);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0]["message"].as_str().unwrap().contains("en_GB.aff can't be read as a dictionary, so "), "{found:?}");
}

#[test]
fn nothing_is_looked_up_unless_it_is_asked_for() {
    let folder = book("# The Boat\n\nTeh boat.\n");
    let ran = Command::new(env!("CARGO_BIN_EXE_bindery")).args(["check", "--format", "json"]).current_dir(folder.path()).output().unwrap();
    assert!(!String::from_utf8_lossy(&ran.stdout).contains("S001"));
}
