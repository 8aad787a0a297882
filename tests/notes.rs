//! The commands for commentators: `notes`, `notes --new`, `check --fix-anchors`, `--draft`.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::layout::frame::{ItemContent, Pages};
use bindery::{Disk, Format, Options, build};
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
        "notes.md:5   Ed.  placed     essay.md:3  § An Essay, “is freedom”: N.\n\
         notes.md:9   Ed.  ambiguous  –           “open source”: N.\n\
         notes.md:13  Ed.  not found  –           “no such words at all”: N.\n\
         notes.md:17  Ed.  draft      –           “unfinished”\n\
         notes.md:19  Ed.  detached   –           “gone”: N.\n\
         notes.md:23  Ed.  section    essay.md:5  § A promise: On all of it.\n\
         notes.md:27  Ed.  placed     essay.md:7  § A promise, “market lost”: N.\n"
    );
    assert!(err.contains("7 notes: 2 placed, 1 section, 1 detached, 1 draft, 1 not found, 1 ambiguous"), "{err}");
    let (out, _) = ends(folder.path(), &["notes", "--format", "json"], 0);
    let lines: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 7);
    assert_eq!(
        (lines[6]["line"].as_u64(), lines[6]["section"].as_str(), lines[6]["voice"].as_str()),
        (Some(27), Some("A promise"), Some("ed"))
    );
    assert_eq!((lines[6]["place"].as_str(), lines[6]["chapter"].as_str()), (Some("essay.md:7:52"), Some("An Essay")));
    assert_eq!((lines[5]["body"].as_str(), lines[3]["body"].as_str()), (Some("On all of it."), Some("")));
}

/// The printed number of the first page of the text that shows a word.
fn page_of(pages: &Pages, word: &str) -> Option<String> {
    let shows = |content: &ItemContent| matches!(content, ItemContent::Text(text) if text.text.contains(word));
    // The contents show titles too.
    let mut text = pages.pages.iter().filter(|page| page.label.starts_with(|c: char| c.is_ascii_digit()));
    text.find(|page| page.items.iter().any(|item| shows(&item.content))).map(|page| page.label.clone())
}

#[test]
fn the_page_of_each_note_is_told_if_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("book.toml", "title = \"T\"\nauthors = \"A\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n[notes]\npdf = \"end\"\n");
    let paragraph = |number: usize| {
        format!(
            "Begins q{number}a, {}ends q{number}z.[^{number}]\n\n[^{number}]: In a note q{number}n.\n\n",
            "and goes on and on ".repeat(30)
        )
    };
    let table = "| H |\n|---|\n| q98a |\n\n## Last q99a\n\nWords.\n";
    put("essay.md", &format!("# Essay\n\n{}{table}", (10..40).map(paragraph).collect::<String>()));
    let words: Vec<String> =
        (10..40).step_by(7).flat_map(|n| ["a", "z", "n"].map(|part| format!("q{n}{part}"))).chain(["q98a".to_owned()]).collect();
    let notes: String = words.iter().map(|word| format!("### \"{word}\"\n\nN.\n\n")).collect();
    put("notes.md", &format!("{notes}## Last q99a\n\nOn all.\n\n## Essay\n\n### \"nowhere at all\" {{draft}}\n\nN.\n"));
    let options = Options { formats: vec![Format::Pdf], pages: true, ..Options::new(folder.path()) };
    let pages = build(&Disk::files(), &options).pages.unwrap();
    let (out, _) = ends(folder.path(), &["notes", "--pages", "--format", "json"], 0);
    let told: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told.len(), words.len() + 2);
    let mut labels = std::collections::BTreeSet::new();
    for (word, told) in words.iter().chain([&"q99a".to_owned()]).zip(&told) {
        let page = page_of(&pages, word).unwrap_or_else(|| panic!("{word} is on no page"));
        assert_eq!(told["page"].as_str(), Some(&*page), "{word} {told}");
        labels.insert(page);
    }
    assert!(labels.len() > 4, "{labels:?}");
    assert_eq!(told.last().unwrap()["page"], serde_json::Value::Null);
    let (out, _) = ends(folder.path(), &["notes", "--pages"], 0);
    let first = out.lines().next().unwrap();
    let page = page_of(&pages, "q10a").unwrap();
    assert!(
        first.starts_with(&format!("notes.md:1   –  placed   essay.md:3    p. {page} ")) && first.ends_with("§ Essay, “q10a”: N."),
        "{out}"
    );
    assert!(out.lines().last().unwrap().contains("  –  "), "{out}");
    // Without asking, nobody waits for pages, and none are told.
    let (out, _) = ends(folder.path(), &["notes", "--format", "json"], 0);
    assert!(!out.contains("\"page\""), "{out}");
}

#[test]
fn a_heading_for_a_new_note_means_one_place() {
    let folder = book("### \"is freedom\"\n\nN.\n");
    let new = |words: &str| ends(folder.path(), &["notes", "--new", words], 0).0;
    assert_eq!(
        new("A license can be"),
        "<!-- essay.md:7:20: The price is high. [A license can be] revoked, and a market lost. Same… -->\n\
         ## A promise\n### \"A license can be\"\n"
    );
    let headings = |words: &str| new(words).lines().filter(|line| !line.starts_with("<!--")).collect::<Vec<_>>().join("\n");
    assert_eq!(headings("a \"chance\""), "## An Essay\n### \"a “chance”\"");
    assert_eq!(headings("open source"), "## An Essay\n### \"[developers,] open source\"\n## An Essay\n### \"[on] open source\"");
    assert_eq!(headings("Same words"), "## A promise\n### \"Same words\"\n## A threat\n### \"Same words\"");
    assert_eq!(headings("be revoked … market lost"), "## A promise\n### \"be revoked … market lost\"");
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
    // The last words stand before the first ones: they are told as they are written.
    let (_, err) = ends(folder.path(), &["notes", "--new", "a “chance” … Reliance on"], 1);
    assert!(err.contains("error[C006]") && err.contains("do not follow its first words"), "{err}");
}

#[test]
fn of_many_places_twenty_are_shown_and_the_rest_is_counted() {
    let folder = book("### \"is freedom\"\n\nN.\n");
    let essay = format!("# An Essay\n\nFreedom. {}\n", "The boats and the nets. ".repeat(15));
    fs::write(folder.path().join("essay.md"), essay).unwrap();
    let (out, err) = ends(folder.path(), &["notes", "--new", "the"], 0);
    assert_eq!(out.lines().filter(|line| line.starts_with("###")).count(), 15);
    assert!(err.is_empty());
    let (out, err) = ends(folder.path(), &["notes", "--new", "."], 2);
    assert!(out.is_empty() && err.contains("needs words"));
    fs::write(folder.path().join("essay.md"), format!("# An Essay\n\n{}\n", "Boats and nets. ".repeat(25))).unwrap();
    let (out, err) = ends(folder.path(), &["notes", "--new", "nets"], 0);
    assert_eq!(out.lines().filter(|line| line.starts_with("###")).count(), 20);
    assert_eq!(err, "5 more places not shown; more words mean fewer places\n");
}

#[test]
fn notes_are_listed_of_one_voice_and_of_one_section() {
    let folder = book("");
    let notes = "---\nvoice: ed\nvoices: { ed: { label: Ed. }, an: { label: An. } }\n---\n\n### \"is freedom\"\n\nA.\n\n### \"is freedom\" {#x .an}\n\nB.\n\n\
        ## A promise\n\n### \"market lost\" {.an}\n\nC.\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    let listed = |arguments: &[&str]| {
        let (out, _) = ends(folder.path(), &[&["notes", "--format", "json"], arguments].concat(), 0);
        let body = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["body"].as_str().unwrap().to_owned();
        out.lines().map(body).collect::<String>()
    };
    assert_eq!(listed(&[]), "A.B.C.");
    assert_eq!(listed(&["--voice", "an"]), "B.C.");
    assert_eq!(listed(&["--section", "a promise"]), "C.");
    assert_eq!(listed(&["--section", "An Essay"]), "A.B.C.", "with the sections below it");
    assert_eq!(listed(&["--section", "#a-promise", "--voice", "ed"]), "");
    let (_, err) = ends(folder.path(), &["notes", "--voice", "edd"], 1);
    assert!(err.contains("error[C004]: no voice of the commentary is `edd`") && err.contains("write `ed`"), "{err}");
    let (_, err) = ends(folder.path(), &["notes", "--section", "A promis"], 1);
    assert!(err.contains("error[C003]") && err.contains("write `A promise`"), "{err}");
}

#[test]
fn faults_of_a_commentary_that_is_left_out_are_not_told() {
    let folder = book("### \"no such words\" {.nobody}\n\nN.\n\n### \"gone\" {detached}\n\nN [there](#nowhere).\n");
    ends(folder.path(), &["check"], 1);
    let (_, err) = ends(folder.path(), &["epub", "--commentary", "omit"], 0);
    assert!(!err.contains("notes.md"), "{err}");
    let settings = fs::read_to_string(folder.path().join("book.toml")).unwrap();
    fs::write(folder.path().join("book.toml"), format!("{settings}[notes]\npdf = \"omit\"\n")).unwrap();
    let (_, err) = ends(folder.path(), &["pdf"], 0);
    assert!(!err.contains("notes.md"), "{err}");
    ends(folder.path(), &["epub"], 1);
}

#[test]
fn who_lists_no_voices_speaks_without_a_label() {
    let folder = book("");
    fs::write(folder.path().join("notes.md"), "### \"is freedom\"\n\nSo they say.\n").unwrap();
    let (_, err) = ends(folder.path(), &["build"], 0);
    assert!(!err.contains("voice"), "{err}");
    let (out, _) = ends(folder.path(), &["notes"], 0);
    assert_eq!(out, "notes.md:1  –  placed  essay.md:3  § An Essay, “is freedom”: So they say.\n");
}

#[test]
fn renamed_sections_and_moved_passages_are_mended_too() {
    let notes =
        "## A promis\r\n\r\n### \"market lost\"\r\n\r\nA.\r\n\r\n### \"Reliance on open source\"\r\n\r\nB.\r\n\r\n## A threat\r\n\r\nC.";
    let folder = book(notes);
    let (out, err) = ends(folder.path(), &["check", "--fix-anchors"], 0);
    assert!(err.contains("0 quotations rewritten, 1 heading of a section renamed, 1 note moved"), "{err}");
    assert_eq!(
        out,
        "--- notes.md\n+++ notes.md\n@@ -4,0 +5,6 @@\n+## An Essay\n+\n+### \"Reliance on open source\"\n+\n+B.\n+\n\
         @@ -5 +11 @@\n-## A promis\n+## A promise\n@@ -11,4 +16,0 @@\n-### \"Reliance on open source\"\n-\n-B.\n-\n"
    );
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
    assert!(places[0].starts_with(&format!("<!-- essay.md:3:{first}: ")) && places[1].starts_with(&format!("<!-- essay.md:3:{second}: ")));
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
