//! The command: exit codes, what is written where, what stays when something fails.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn bindery(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).current_dir(folder).env_remove("SOURCE_DATE_EPOCH").output().unwrap()
}

#[track_caller]
fn ends(folder: &Path, arguments: &[&str], code: i32) -> Output {
    let output = bindery(folder, arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{}{}", out(&output), err(&output));
    output
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// A folder `book` with a book that has no fault.
fn with_book() -> tempfile::TempDir {
    let folder = folder();
    ends(folder.path(), &["new", "book"], 0);
    // As long as it says what `new` wrote, it has one.
    let settings = folder.path().join("book/book.toml");
    let own = fs::read_to_string(&settings).unwrap().replace("Your Name", "Jane Doe").replace("An Editor", "Jo Roe");
    fs::write(settings, own.replace("A First Book", "A First Book!")).unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn wrong_calls_end_with_2_and_say_what_is_right() {
    let folder = folder();
    let here = folder.path();
    fs::write(here.join("essay.pages"), "x").unwrap();
    fs::write(here.join("a-file"), "x").unwrap();
    fs::write(here.join("essay.md"), "# Essay\n").unwrap();
    fs::write(here.join("page.html"), "<p>Words</p>").unwrap();
    for (arguments, says) in [
        (vec![], "Usage"),
        (vec!["epbu"], "epub"),
        (vec!["epub", "--colour"], "--color"),
        (vec!["epub", "nowhere"], "there is no `nowhere`"),
        (vec!["pdf", "essay.pages"], "is not a book"),
        (vec!["build", "essay.md", "-o", "a-file"], "give a folder"),
        (vec!["import", "essay.md"], "plain text"),
        (vec!["import", "page.html", "-o", "-"], "a folder"),
        (vec!["explain", "B00"], "did you mean"),
        (vec!["new", "."], "not an empty folder"),
        (vec!["new", "a-file"], "not an empty folder"),
    ] {
        let output = ends(here, &arguments, 2);
        assert!(err(&output).contains(says), "{arguments:?}: {}", err(&output));
        assert_eq!(out(&output), "", "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_answers() {
    let folder = folder();
    assert!(out(&ends(folder.path(), &["--help"], 0)).contains("Exit codes"));
    assert!(out(&ends(folder.path(), &["--version"], 0)).starts_with("bindery "));
    assert!(out(&ends(folder.path(), &["epub", "--help"], 0)).contains("BOOK"));
}

#[test]
fn every_code_is_explained() {
    let folder = folder();
    let all = out(&ends(folder.path(), &["explain"], 0));
    assert_eq!(all.lines().count(), bindery::testing::diagnostics::Code::ALL.len());
    let one = out(&ends(folder.path(), &["explain", "b006"], 0));
    assert!(one.starts_with("B006 (error)\n\n") && one.contains("check digit"), "{one}");
}

#[test]
fn errors_of_the_manuscript_end_with_1_and_leave_the_last_good_file() {
    let folder = folder();
    let here = folder.path();
    fs::write(here.join("book.toml"), "title = \"A Book\"\nauthors = \"A. Writer\"\nisbn = \"1\"\ndate = \"never\"\n").unwrap();
    fs::write(here.join("essay.md"), "# Essay\n\nText.\n").unwrap();
    fs::create_dir(here.join("dist")).unwrap();
    fs::write(here.join("dist/a-book.epub"), "the last good one").unwrap();
    let output = ends(here, &["epub"], 1);
    let said = err(&output);
    assert!(said.contains("B006") && said.contains("B011") && said.contains("book.toml:3:8"), "{said}");
    assert!(said.contains("nothing was built: 2 errors"), "{said}");
    assert!(!said.contains('\u{1b}'), "no colour without a terminal");
    assert_eq!(fs::read_to_string(here.join("dist/a-book.epub")).unwrap(), "the last good one");
    assert_eq!(names(&here.join("dist")), ["a-book.epub"]);
    assert!(err(&ends(here, &["epub", "--color", "always"], 1)).contains('\u{1b}'));
}

#[test]
fn a_finished_epub_is_inspected() {
    let folder = with_book();
    let here = folder.path();
    ends(here, &["epub", "book", "-o", "good.epub"], 0);
    let good = ends(here, &["check", "good.epub"], 0);
    assert!(err(&good).contains("no errors, 0 warnings"), "{}", err(&good));
    let bytes = fs::read(here.join("good.epub")).unwrap();
    fs::write(here.join("cut.epub"), &bytes[..bytes.len() / 2]).unwrap();
    assert!(err(&ends(here, &["check", "cut.epub"], 1)).contains("error[E001]"));
    // An EPUB is one by its first bytes too, here with one of them wrong: the name of its first entry.
    let mut wrong = bytes;
    let at = wrong.windows(8).position(|word| word == b"mimetype").unwrap();
    wrong[at] = b'M';
    fs::write(here.join("no-ending"), &wrong).unwrap();
    let said = out(&ends(here, &["check", "no-ending", "--format", "json"], 1));
    let first: serde_json::Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    assert_eq!((first["code"].as_str(), first["file"].as_str(), first["line"].as_u64()), (Some("E002"), Some("no-ending"), Some(1)));
    assert!(err(&ends(here, &["check", "good.epub", "--draft"], 2)).contains("finished EPUB"));
    ends(here, &["check", "nowhere.epub"], 2);
    ends(here, &["build", "good.epub"], 2);
}

#[test]
fn json_is_one_object_a_line_on_stdout() {
    let folder = folder();
    let here = folder.path();
    fs::write(here.join("book.toml"), "titel = \"A Book\"\nisbn = \"1\"\n").unwrap();
    let output = ends(here, &["check", "--format", "json"], 1);
    let lines: Vec<serde_json::Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.len() >= 2, "{}", out(&output));
    assert_eq!(
        (lines[0]["code"].as_str(), lines[0]["line"].as_u64(), lines[0]["file"].as_str()),
        (Some("B001"), Some(1), Some("book.toml"))
    );
    assert_eq!(err(&output), "");
    let wrong = ends(here, &["check", "nowhere", "--format", "json"], 2);
    assert!(serde_json::from_str::<serde_json::Value>(&out(&wrong)).is_ok());
}

#[test]
fn annotations_are_all_that_stands_on_stdout() {
    let folder = folder();
    let here = folder.path();
    fs::write(here.join("book.toml"), "titel = \"A Book\"\nisbn = \"1\"\n").unwrap();
    let github = out(&ends(here, &["check", "--format", "github"], 1));
    assert!(github.lines().count() >= 2 && github.lines().all(|line| line.starts_with("::")), "{github}");
    assert!(github.starts_with("::error file=book.toml,line=1,col=1,title=B001::"), "{github}");
    let sarif: serde_json::Value = serde_json::from_str(&out(&ends(here, &["check", "--format", "sarif"], 1))).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), github.lines().count());
    // A good book has a document without errors, and a report for people goes elsewhere.
    ends(here, &["new", "good"], 0);
    let output = ends(here, &["check", "good", "--report", "--format", "sarif"], 0);
    let sarif: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(sarif["version"] == "2.1.0" && results.iter().all(|result| result["level"] != "error"), "{sarif}");
    assert!(err(&output).contains("no errors"), "{}", err(&output));
    ends(here, &["build", "good", "--format", "github"], 0);
    ends(here, &["notes", "good", "--format", "sarif"], 2);
    ends(here, &["epub", "good", "-o", "-", "--format", "github"], 2);
}

#[test]
fn a_new_book_is_small_and_nothing_is_overwritten() {
    let folder = with_book();
    assert_eq!(names(&folder.path().join("book")), ["book.toml", "commentary.md", "essay.md"]);
    ends(folder.path(), &["new", "book"], 2);
    fs::create_dir(folder.path().join("empty")).unwrap();
    ends(folder.path(), &["new", "empty"], 0);
}

#[test]
fn an_import_overwrites_only_by_force() {
    let folder = folder();
    let here = folder.path();
    fs::write(here.join("essay.txt"), "Some words that make a paragraph.\n").unwrap();
    ends(here, &["import", "essay.txt"], 0);
    assert!(fs::read_to_string(here.join("essay.md")).unwrap().contains("Some words that make a paragraph."));
    fs::write(here.join("essay.md"), "mine").unwrap();
    assert!(err(&ends(here, &["import", "essay.txt"], 2)).contains("--force"));
    assert_eq!(fs::read_to_string(here.join("essay.md")).unwrap(), "mine");
    ends(here, &["import", "essay.txt", "--force"], 0);
    assert_ne!(fs::read_to_string(here.join("essay.md")).unwrap(), "mine");
    assert_eq!(names(here), ["essay.md", "essay.txt"]);
}

#[test]
fn what_the_machine_refuses_ends_with_3() {
    let folder = folder();
    fs::write(folder.path().join("a-file"), "x").unwrap();
    let output = ends(folder.path(), &["new", "a-file/book"], 3);
    assert!(err(&output).contains("can't be written"), "{}", err(&output));
    // A folder with the name of a book's settings can be found, but not read.
    fs::create_dir_all(folder.path().join("odd/book.toml")).unwrap();
    ends(folder.path(), &["check", "odd"], 3);
}

#[test]
fn the_new_book_builds_without_findings_into_dist() {
    let folder = with_book();
    let here = folder.path();
    let output = ends(here, &["build", "book"], 0);
    assert_eq!(err(&output).lines().count(), 3, "a line a file: {}", err(&output));
    assert_eq!(names(&here.join("dist")), ["a-first-book-cover.jpg", "a-first-book.epub", "a-first-book.pdf"]);
    assert!(fs::read(here.join("dist/a-first-book.epub")).unwrap().starts_with(b"PK"));
    assert!(fs::read(here.join("dist/a-first-book.pdf")).unwrap().starts_with(b"%PDF"));
    assert_eq!(err(&ends(here, &["build", "book", "--quiet"], 0)), "");
    assert!(out(&ends(here, &["toc", "book"], 0)).contains("What the Commentary Does\n"));
}

#[test]
fn no_note_is_counted_that_is_not_in_the_file() {
    let folder = with_book();
    let told = err(&ends(folder.path(), &["build", "book"], 0));
    assert_eq!(told.matches("3 notes").count(), 2, "{told}");
    let told = err(&ends(folder.path(), &["build", "book", "--commentary", "omit"], 0));
    // The author's own note stays.
    assert_eq!((told.matches("1 note,").count(), told.matches("3 notes").count()), (2, 0), "{told}");
    // An EPUB can't have its commentary in the margin.
    let told = err(&ends(folder.path(), &["build", "book", "--commentary", "margin"], 0));
    assert_eq!(told.matches("3 notes").count(), 2, "{told}");
}

#[test]
fn a_quiet_run_tells_of_no_info() {
    let folder = with_book();
    let notes = folder.path().join("book/commentary.md");
    let more = "\n### \"words that are gone\" {detached}\n\nKept out.\n";
    fs::write(&notes, fs::read_to_string(&notes).unwrap() + more).unwrap();
    assert!(err(&ends(folder.path(), &["check", "book"], 0)).contains("info[C012]"));
    assert_eq!(err(&ends(folder.path(), &["check", "book", "-q"], 0)), "");
}

#[test]
fn nothing_that_is_printed_sends_to_a_file_that_nobody_has() {
    let folder = with_book();
    let settings = fs::read_to_string(folder.path().join("book/book.toml")).unwrap();
    assert!(settings.contains("`bindery keys`") && !settings.contains("README"), "{settings}");
    for style in ["classic/1", "essay/1", "compact/1"] {
        let text = out(&ends(folder.path(), &["style", style], 0));
        assert!(text.contains("# Sizes are in % of the text's size") && !text.contains("classic-1.toml"), "{text}");
    }
    let codes = ["B001", "B015"].map(|code| out(&ends(folder.path(), &["explain", code], 0)));
    assert!(codes.iter().all(|text| text.contains("`bindery keys`") && !text.contains("README")), "{codes:?}");
}

#[test]
fn outputs_go_where_they_are_told() {
    let folder = with_book();
    let here = folder.path();
    fs::create_dir_all(here.join("some/where")).unwrap();
    ends(here, &["epub", "book", "-o", "some/where/x.epub"], 0);
    ends(here, &["pdf", "book/book.toml", "--output", "some"], 0);
    ends(here, &["build", "book", "-o", "both"], 0);
    assert_eq!(names(&here.join("some/where")), ["x-cover.jpg", "x.epub"]);
    assert_eq!(names(&here.join("some")), ["a-first-book.pdf", "where"]);
    assert_eq!(names(&here.join("both")), ["a-first-book-cover.jpg", "a-first-book.epub", "a-first-book.pdf"]);
}

#[test]
fn the_same_book_gives_the_same_bytes_and_a_failed_build_leaves_them() {
    let folder = with_book();
    let here = folder.path();
    ends(here, &["build", "book", "-o", "one"], 0);
    ends(here, &["build", "book", "-o", "two"], 0);
    for name in ["a-first-book.epub", "a-first-book.pdf"] {
        assert_eq!(fs::read(here.join("one").join(name)).unwrap(), fs::read(here.join("two").join(name)).unwrap(), "{name}");
    }
    fs::write(here.join("book/essay.md"), "# A First Book\n\nA mark without a note.[^none]\n").unwrap();
    ends(here, &["build", "book", "-o", "one"], 1);
    for name in ["a-first-book.epub", "a-first-book.pdf"] {
        assert_eq!(fs::read(here.join("one").join(name)).unwrap(), fs::read(here.join("two").join(name)).unwrap(), "{name}");
    }
}

#[test]
fn a_closing_line_says_what_was_written() {
    let folder = with_book();
    let output = ends(folder.path(), &["build", "book", "--format", "json"], 0);
    let lines: Vec<serde_json::Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let written: Vec<&str> = lines.iter().map(|line| line["written"].as_str().unwrap()).collect();
    assert_eq!(written, ["dist/a-first-book.epub", "dist/a-first-book-cover.jpg", "dist/a-first-book.pdf"]);
    assert_eq!(lines[2]["notes"], 3);
    assert!(lines[2]["pages"].as_u64().is_some_and(|pages| pages > 3));
    assert!(lines[0]["words"].as_u64().is_some_and(|words| words > 80));
}

#[test]
fn a_report_on_the_pages_is_printed_when_it_is_asked_for() {
    let folder = folder();
    let here = folder.path();
    let words = "Considering incomprehensibilities of responsible representatives, ".repeat(60);
    fs::write(here.join("essay.md"), format!("# Essay\n\n{words}\n")).unwrap();
    let printed = out(&ends(here, &["pdf", "essay.md", "--report"], 0));
    assert!(printed.contains("lines that end in a hyphen") && printed.contains("page 1  "), "{printed}");
    let object = out(&ends(here, &["check", "essay.md", "--report", "--format", "json"], 0));
    let reports: Vec<serde_json::Value> = object
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|object: &serde_json::Value| object["report"].is_object())
        .collect();
    assert_eq!(reports.len(), 1);
    let (counts, findings) = (&reports[0]["report"]["counts"], reports[0]["report"]["findings"].as_array().unwrap());
    assert_eq!(counts["hyphens"], findings.iter().filter(|finding| finding["kind"] == "hyphens").count());
    assert!(findings.iter().all(|finding| finding["page"].is_string() && finding["line"].is_u64()), "{object}");
}

#[test]
fn a_report_with_pictures_is_a_file_beside_the_pdf() {
    let folder = folder();
    let here = folder.path();
    let words = "Considering incomprehensibilities of responsible representatives, ".repeat(60);
    fs::write(here.join("essay.md"), format!("# Essay\n\n{words} {} {words}\n", "x".repeat(140))).unwrap();
    let ended = ends(here, &["pdf", "essay.md", "--report=html"], 0);
    assert!(err(&ended).contains("dist/essay-report.html: the report, 4 pages with marks drawn"), "{}", err(&ended));
    assert!(!out(&ended).contains("lines that end in a hyphen"), "nothing is printed that is written");
    let html = fs::read_to_string(here.join("dist/essay-report.html")).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>\n<!--Bindery ") && html.ends_with("</html>\n"));
    assert!(html.contains("This word is cut at the end of a line") && html.contains("<small>essay.md:3:"), "{}", &html[..4000]);
    let object = out(&ends(here, &["build", "essay.md", "--report=html", "--format", "json"], 0));
    assert!(object.contains("\"written\":\"dist/essay-report.html\"") && object.contains("\"drawn\":4"), "{object}");
    // Who gives no form has it printed, also where a text follows.
    assert!(out(&ends(here, &["pdf", "--report", "essay.md"], 0)).contains("lines that end in a hyphen"));
    for call in [&["check", "essay.md", "--report=html"][..], &["pdf", "essay.md", "--report=html", "-o", "-"]] {
        let wrong = ends(here, call, 2);
        assert!(err(&wrong).contains("`--report` alone"), "{}", err(&wrong));
    }
}

#[test]
fn a_strict_call_writes_nothing_where_it_finds_something() {
    let folder = folder();
    let here = folder.path();
    fs::write(here.join("essay.md"), format!("# Essay\n\n{}\n", "Considering incomprehensibilities, ".repeat(60))).unwrap();
    let ended = ends(here, &["pdf", "essay.md", "--strict=hyphens"], 1);
    assert!(err(&ended).contains("Q001") && err(&ended).contains("essay.md:3:"), "{}", err(&ended));
    assert!(!here.join("dist").exists());
    ends(here, &["pdf", "essay.md", "--strict=overfull,notes"], 0);
    let wrong = ends(here, &["pdf", "essay.md", "--strict=ladder"], 2);
    assert!(err(&wrong).contains("did you mean `ladders`?"), "{}", err(&wrong));
}

#[test]
fn no_claim_is_made_against_what_the_own_checks_find() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let settings = |title: &str| format!("title = \"{title}\"\nauthors = [\"A\"]\n[epub]\ncertified-by = \"The House & Sons\"\n");
    fs::write(here.join("book.toml"), settings("A Claim")).unwrap();
    fs::write(here.join("one.md"), "# One\n\nA text.\n").unwrap();
    ends(here, &["epub", "-o", "a.epub"], 0);
    // A paragraph longer than a document should be.
    fs::write(here.join("one.md"), format!("# One\n\n{}\n", "A long text. ".repeat(30_000))).unwrap();
    let output = ends(here, &["epub", "-o", "b.epub"], 1);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("A001") && !here.join("b.epub").exists(), "{said}");
}

/// A terminal and an editor open what a finding names, from where one stands.
#[test]
fn files_are_named_as_seen_from_the_working_folder() {
    let here = tempfile::tempdir().unwrap();
    let book = here.path().join("whale");
    std::fs::create_dir_all(book.join("ch")).unwrap();
    std::fs::write(book.join("book.toml"), "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\nchapters = [\"ch/one.md\"]\nodd = 1\n")
        .unwrap();
    std::fs::write(book.join("ch/one.md"), "# One\n\nA character 𐎀 that no font has.\n").unwrap();
    for (folder, call) in [(here.path(), "whale"), (here.path(), "./whale"), (here.path(), "whale/book.toml"), (book.as_path(), ".")] {
        let told = err(&bindery(folder, &["pdf", call]));
        for (name, place) in [("book.toml", "5:1"), ("ch/one.md", "3:13")] {
            let shown = if call == "." { name.to_owned() } else { format!("whale/{name}") };
            assert!(told.contains(&format!("{shown}:{place}")) && folder.join(&shown).exists(), "{call}: {shown}:{place} in\n{told}");
        }
    }
}

#[test]
fn a_booklet_stands_beside_the_pdf_and_is_replaced_by_the_next_one() {
    let folder = with_book();
    for _ in 0..2 {
        // Messages of what was written go where the others go.
        let output = ends(folder.path(), &["pdf", "--booklet", "book"], 0);
        let said = out(&output) + &err(&output);
        let line = said.lines().find(|line| line.contains("-booklet.pdf: ")).unwrap_or_else(|| panic!("{said}"));
        assert!(line.contains(" sheets of 305 × 229 mm") && line.contains("both sides, flip on the short edge"), "{line}");
    }
    let names = names(&folder.path().join("dist"));
    assert_eq!(names, ["a-first-book-booklet.pdf", "a-first-book.pdf"]);
    // Somebody else's file of that name stays.
    fs::write(folder.path().join("dist/a-first-book-booklet.pdf"), "mine").unwrap();
    let output = ends(folder.path(), &["pdf", "--booklet", "book"], 0);
    assert!(err(&output).contains("the booklet was not written"), "{}", err(&output));
    assert_eq!(fs::read_to_string(folder.path().join("dist/a-first-book-booklet.pdf")).unwrap(), "mine");
    for wrong in [["pdf", "--booklet", "--for", "print", "book"].as_slice(), &["pdf", "--booklet", "-o", "-", "book"]] {
        ends(folder.path(), wrong, 2);
    }
}
