//! What a run tells and what it does in spite of it: findings in groups, warnings wanted as errors or not at all, one format that
//! can't be had beside one that can.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::diagnostics::{Code, Diagnostic, Diagnostics, render};
use bindery::testing::source::{Sources, Span};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// Two notes of one label, of which a reader would see one only: an error.
const TWICE: &str = "A mark[^n] of two notes.\n\n[^n]: One.\n\n[^n]: Two.\n";
const HEAD: &str = "---\ntitle: A Book\nauthors: [Somebody]\n---\n# One\n\n";

#[track_caller]
fn ends(folder: &Path, arguments: &[&str], code: i32) -> Output {
    // The fonts of the machine are no matter of these tests.
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(arguments).current_dir(folder).env("HOME", "/none").env_remove("XDG_DATA_HOME").env("XDG_DATA_DIRS", "/none");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{}{}", out(&output), err(&output));
    output
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with this text in `book.md`.
fn with(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.md"), format!("{HEAD}{text}\n")).unwrap();
    folder
}

/// How many findings JSON tells of, by code.
fn told(folder: &Path, code: &str, exit: i32) -> usize {
    let said = out(&ends(folder, &["check", "book.md", "--format", "json"], exit));
    let objects = said.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let times = |object: &serde_json::Value| usize::try_from(object["times"].as_u64().unwrap_or(1)).unwrap();
    objects.filter(|object| object["code"] == code).map(|object| times(&object)).sum()
}

#[test]
fn no_run_prints_more_than_200_lines() {
    // Of many kinds: a tag each; characters of a script that no font has; links that lead nowhere.
    let tags: String = (0..300).map(|n| format!("<x-{n}>word</x-{n}> ")).collect();
    let folder = with(&format!("{tags}\n\n{}\n\n{}\n\n{TWICE}", "中文字".repeat(2_000), "[a](#b) ".repeat(2_000)));
    let said = err(&ends(folder.path(), &["check", "book.md"], 1));
    let lines = said.lines().count();
    assert!((50..200).contains(&lines), "{lines} lines");
    assert!(said.contains("`--all` shows each"), "{said}");
    assert!(said.contains("error[M012]"), "an error is told of before what is less: {said}");
    let all = err(&ends(folder.path(), &["check", "book.md", "--all"], 1));
    assert!(all.lines().count() > 10_000, "{} lines", all.lines().count());
    assert_eq!(told(folder.path(), "M006", 1), 2_000);
    assert_eq!(told(folder.path(), "T001", 1), 6_000, "what is only counted is counted");
}

#[test]
fn findings_of_one_kind_are_told_once_with_their_count() {
    let folder = with("[a](#x), [b](#y),\n[c](#z), [d](#w); <blink>red</blink>, <u2>two</u2>; \u{378} and 中文.");
    let said = err(&ends(folder.path(), &["check", "book.md"], 0));
    assert_eq!(said.matches("[M006]").count(), 1, "{said}");
    assert!(said.contains("warning[M006]: 4 links lead nowhere"), "{said}");
    for place in ["book.md:7:1", "book.md:7:10", "book.md:8:1"] {
        assert!(said.contains(place), "{place}: {said}");
    }
    assert!(!said.contains("book.md:8:10") && said.contains("and 1 more"), "three places: {said}");
    assert_eq!(said.matches("[M008]").count(), 2, "a group for each tag: {said}");
    assert!(said.contains("warning[T001]: 2 characters of Han are in none of the fonts"), "{said}");
    assert!(said.contains("no font has the character \u{378}"), "one alone has its own words: {said}");
    assert_eq!(told(folder.path(), "M006", 0), 4, "programs are told of each");
}

#[test]
fn nobody_is_shown_a_name_of_thousands_of_letters() {
    let name = "a".repeat(100_000);
    let folder = with(&format!(
        "![x]({name}.png \"y\")\n\n[one](#{name})\n\n[two](#b{name})\n\n[three]({name}.md)\n\n::: {name}\na\n:::\n\n::: {name}\nb\n:::"
    ));
    for (arguments, code) in [(["check", "book.md"].as_slice(), 0), (&["check", "book.md", "--all"], 0), (&["check", &name], 2)] {
        let output = ends(folder.path(), arguments, code);
        let said = err(&output) + &out(&output);
        assert!(said.contains("aaaa…") && said.lines().all(|line| line.chars().count() < 400), "{said:.9000}");
    }
}

#[test]
fn a_million_findings_cost_little() {
    let mut sources = Sources::default();
    let text = "[a](b) ".repeat(1_000_000);
    let id = sources.add("a.md", text);
    let mut found = Diagnostics::default();
    for at in 0..1_000_000 {
        let span = Span::new(id, at * 7, at * 7 + 6);
        found.push(Diagnostic::at(Code::BrokenLink, span, "`b` is nowhere in the book").help("link to a heading"));
    }
    let start = Instant::now();
    let found = found.once();
    let human = render::human(&found, &sources, false);
    assert!(human.contains("1,000,000 links") && human.lines().count() < 12, "{human}");
    assert_eq!(render::json_lines(&found, &sources).filter(|line| line.contains("\"line\":1,")).count(), 1_000_000);
    // Generous, for a machine that has other work; with a place reckoned from the line's beginning it would be an hour.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn an_error_of_the_pdf_leaves_the_epub() {
    let folder = with("A sign \u{378} that no font has.");
    let here = folder.path();
    let said = err(&ends(here, &["build", "book.md", "-o", "out", "--deny", "T001"], 1));
    assert!(here.join("out/a-book.epub").exists() && !here.join("out/a-book.pdf").exists(), "{said}");
    assert!(said.contains("a-book.pdf was not written: 1 error") && said.contains("a-book.epub: "), "{said}");
    let json = out(&ends(here, &["build", "book.md", "-o", "out2", "--deny", "T001", "--format", "json"], 1));
    assert!(json.contains("\"not-written\":\"out2/a-book.pdf\"") && json.contains("\"written\":\"out2/a-book.epub\""), "{json}");
    // And without being told otherwise, both.
    ends(here, &["build", "book.md", "-o", "out3"], 0);
    assert!(here.join("out3/a-book.epub").exists() && here.join("out3/a-book.pdf").exists());
}

#[test]
fn an_error_of_the_epub_leaves_the_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("book.toml"), "title = \"A Book\"\nauthors = [\"A\"]\ncover = \"cover.png\"\n").unwrap();
    fs::write(here.join("cover.png"), "no picture").unwrap();
    fs::write(here.join("one.md"), "# One\n\nWords.\n").unwrap();
    let said = err(&ends(here, &["build", "-o", "out"], 1));
    assert!(!here.join("out/a-book.epub").exists() && here.join("out/a-book.pdf").exists(), "{said}");
    assert!(said.contains("a-book.epub was not written"), "{said}");
}

#[test]
fn layout_is_told_of_beside_errors_of_the_text() {
    let folder = with(&format!("A sign \u{378}. {TWICE}"));
    let said = err(&ends(folder.path(), &["build", "book.md"], 1));
    assert!(said.contains("error[M012]") && said.contains("warning[T001]"), "{said}");
    assert!(said.contains("nothing was built") && !folder.path().join("dist").exists(), "{said}");
}

#[test]
fn deny_makes_an_error_and_allow_silences() {
    let folder = with("[a](#x) and \u{378} and <blink>red</blink>.");
    let here = folder.path();
    ends(here, &["check", "book.md"], 0);
    assert!(err(&ends(here, &["check", "book.md", "--deny", "links"], 1)).contains("error[M006]"));
    assert!(err(&ends(here, &["check", "book.md", "--strict"], 1)).contains("error[M008]"));
    let said = err(&ends(here, &["check", "book.md", "--strict", "--allow", "links,html,T001"], 0));
    assert!(said.contains("no errors, 0 warnings, 3 silenced"), "{said}");
    let said = err(&ends(here, &["build", "book.md", "--allow", "links"], 0));
    assert!(said.contains("1 finding silenced by `allow`") && !said.contains("M006"), "{said}");
    // Names that are none, and both at once.
    assert!(err(&ends(here, &["check", "book.md", "--deny", "link"], 2)).contains("did you mean `links`?"));
    ends(here, &["check", "book.md", "--deny", "links", "--allow", "M006"], 2);
    // The call overrules the book.
    fs::write(here.join("book.toml"), "title = \"T\"\nauthors = [\"A\"]\n[check]\ndeny = [\"links\"]\nallow = [\"T001\"]\n").unwrap();
    ends(here, &["check", "."], 1);
    ends(here, &["check", ".", "--allow", "links"], 0);
    assert!(err(&ends(here, &["check", ".", "--allow", "links", "--deny", "T001"], 1)).contains("error[T001]"));
}

#[test]
fn what_would_be_untrue_cannot_be_allowed() {
    let folder = with(TWICE);
    let said = err(&ends(folder.path(), &["check", "book.md", "--allow", "M012"], 1));
    assert!(said.contains("error[M012]") && said.contains("info[B020]: M012 is allowed"), "{said}");
}

#[test]
fn a_mark_without_its_note_is_set_as_words() {
    for text in ["All but a and b: **[^ab]**.", "Term[^7] is here[^1].\n\n[^1]: Note."] {
        let folder = with(text);
        let said = err(&ends(folder.path(), &["build", "book.md"], 0));
        assert!(said.contains("warning[M003]") && said.contains("write the note: `[^"), "{said}");
        ends(folder.path(), &["check", "book.md", "--allow", "M003"], 0);
        ends(folder.path(), &["check", "book.md", "--deny", "M003"], 1);
    }
}

#[test]
fn the_old_way_to_deny_kinds_works_and_says_so() {
    let folder = with(&"Considering all incomprehensibilities, ".repeat(60));
    let said = err(&ends(folder.path(), &["check", "book.md", "--strict=hyphens"], 1));
    assert!(said.contains("error[Q001]") && said.contains("info[B021]"), "{said}");
    let said = err(&ends(folder.path(), &["check", "book.md", "--deny=hyphens"], 1));
    assert!(said.contains("error[Q001]") && !said.contains("B021"), "{said}");
    let said = err(&ends(folder.path(), &["check", "book.md"], 0));
    assert!(!said.contains("Q00"), "marks are told of when they are asked for: {said}");
}

#[test]
fn the_contents_are_printed_though_a_note_is_in_doubt() {
    let folder = with(&format!("{TWICE}\n## Two\n\nWords."));
    let output = ends(folder.path(), &["toc", "book.md"], 1);
    assert_eq!(out(&output), "One\n  Two\n");
    assert!(err(&output).contains("error[M012]"), "{}", err(&output));
}

/// Every finding of JSON: code, line, column, message, help.
fn each(folder: &Path) -> Vec<(String, u64, u64, String, String)> {
    let said = out(&ends(folder, &["check", "book.md", "--format", "json"], 0));
    let objects = said.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let text = |object: &serde_json::Value, key: &str| object[key].as_str().unwrap_or_default().to_owned();
    let found = objects.filter(|object| object["code"].is_string());
    let number = |object: &serde_json::Value, key: &str| object[key].as_u64().unwrap_or_default();
    found.map(|it| (text(&it, "code"), number(&it, "line"), number(&it, "column"), text(&it, "message"), text(&it, "help"))).collect()
}

#[test]
fn a_tag_in_a_block_of_html_is_told_at_its_column() {
    let folder =
        with("<div>Some <b>x</b> <blink>m</blink></div>\n\n> <div>\n> é <blink>y</blink>\n> </div>\n\n- <p>\n  a <blink>z</blink></p>");
    let at: Vec<(u64, u64)> = each(folder.path()).into_iter().filter(|it| it.0 == "M008").map(|it| (it.1, it.2)).collect();
    for wanted in [(7, 20), (10, 5), (14, 5)] {
        assert!(at.contains(&wanted), "{wanted:?} in {at:?}");
    }
}

#[test]
fn what_others_write_is_called_what_it_is() {
    let message = |text: &str, code: &str| {
        let folder = with(text);
        let all = each(folder.path());
        let found = all.iter().find(|it| it.0 == code).unwrap_or_else(|| panic!("{code} in {all:?}"));
        found.3.clone()
    };
    assert!(message("::: {#there}\nWords.\n:::", "M023").starts_with("the block `::: {#there}` of pandoc"));
    assert!(message("::: {.box #a}\nWords.\n:::", "M023").starts_with("the block `::: box` of pandoc"));
    assert!(message("![[sound.mp3]]", "M021").contains("is an embedded file of Obsidian"));
    for note in ["![[Some note]]", "![[Some note.md]]", "![[Version 1.5]]", "![[Notes etc. and more]]"] {
        assert!(message(note, "M006").contains("is nowhere in the book"), "{note}");
    }
    assert!(message("![alt][pic]", "M021").contains("is a picture; it is set as words"));
    assert!(message("[words][pic]", "M021").contains("is a link; it is set as words"));
}

#[test]
fn the_place_of_the_contents_goes_with_its_list() {
    for text in ["* TOC\n{:toc}", "- TOC\n{:toc}", "1. Table of contents\n{:toc}"] {
        let folder = with(&format!("Before.\n\n{text}\n\nAfter."));
        ends(folder.path(), &["epub", "book.md", "-o", "a.epub"], 0);
        let mut archive = zip::ZipArchive::new(fs::File::open(folder.path().join("a.epub")).unwrap()).unwrap();
        let page = std::io::read_to_string(archive.by_name("OEBPS/one.xhtml").unwrap()).unwrap();
        assert!(
            page.contains("Before.") && page.contains("After.") && !page.contains("<li>") && !page.to_lowercase().contains("toc\n"),
            "{page}"
        );
    }
}

#[test]
fn a_source_of_a_formula_is_whole() {
    let folder = with("In $\\nosuch{x}$ the line, and\n\n$$\n\\nosuch{a} \\\\\nb\n$$\n\nas a display.");
    ends(folder.path(), &["epub", "book.md", "-o", "a.epub"], 0);
    let mut archive = zip::ZipArchive::new(fs::File::open(folder.path().join("a.epub")).unwrap()).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let name = names.iter().find(|name| name.ends_with("one.xhtml")).unwrap_or_else(|| panic!("{names:?}"));
    let text = std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    assert!(text.contains("<code>$\\nosuch{x}$</code>"), "{text}");
    assert!(text.contains("$$\n\\nosuch{a} \\\\\nb\n$$"), "{text}");
}

#[test]
fn a_dead_link_is_nowhere_in_the_outputs() {
    let folder = with("Here are [the words](gone.md#x) of a link.");
    ends(folder.path(), &["epub", "book.md", "-o", "a.epub"], 0);
    let said = out(&ends(folder.path(), &["check", "a.epub", "--strict", "--format", "json"], 0));
    assert!(said.contains("\"checked\""), "{said}");
}

#[test]
fn helps_name_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("LICENSE.txt"), "May be copied.\n").unwrap();
    fs::create_dir(here.join("src")).unwrap();
    fs::write(here.join("src/LICENSE.txt"), "May be copied.\n").unwrap();
    let said = err(&ends(here, &["check", "src"], 1));
    assert!(said.contains("error[B010]") && said.contains(".md") && !said.contains("LICENSE"), "{said}");
    // A key is no slip for itself.
    fs::write(here.join("r.md"), "---\ntitle: T\nauthor: A\nlang: en\noutput:\n  html_document: x\n---\n# One\n").unwrap();
    let said = out(&ends(here, &["check", "r.md", "--format", "json"], 0));
    assert!(!said.contains("`output` for `output`"), "{said}");
}

#[test]
fn blocks_of_any_name_are_one_kind() {
    let folder = with("::: box\nOne.\n:::\n\n::: aside\nTwo.\n:::");
    let said = err(&ends(folder.path(), &["check", "book.md"], 0));
    assert!(said.matches("[M023]").count() == 1 && said.contains("aside") && said.contains("box"), "{said}");
}
