//! Editions of a book, settings of the call, settings that several books share, and several books in one call.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn bindery(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(arguments).args(["--system-fonts", "never"]).current_dir(folder).env_remove("SOURCE_DATE_EPOCH").output().unwrap()
}

/// What a call that ends so has said.
#[track_caller]
fn ends(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = bindery(folder, arguments);
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{said}");
    said
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The names of what was built.
fn built(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder.join("dist")).into_iter().flatten().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A file of an EPUB, by the end of its name.
fn part(epub: &Path, name: &str) -> String {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(fs::File::open(epub).unwrap()).unwrap();
    let name = archive.file_names().find(|path| path.ends_with(name)).unwrap().to_owned();
    let mut text = String::new();
    archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The identifier of an EPUB.
fn identifier(epub: &Path) -> String {
    let package = part(epub, ".opf");
    let from = package.find("<dc:identifier").unwrap();
    package[from..].split(['>', '<']).nth(2).unwrap().to_owned()
}

const TEXT: &str = "# Ice\n\nThe harbour froze in January.\n\n# Boats\n\nNobody rowed.\n";

const SETTINGS: &str = "title = \"The Harbour\"\nauthors = [\"Ann Example\"]\nlanguage = \"en\"\nisbn = \"978-0-306-40615-7\"\n\
                        chapters = [\"text.md\"]\n\n[page]\nsize = \"a5\"\n";

#[test]
fn an_edition_has_what_it_says_and_else_what_the_book_says() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let editions = "\n[edition.large-print]\nsubtitle = \"In Large Print\"\npage = { outer = \"20 mm\" }\n\n[edition.short]\n\
                    chapters = [\"short.md\"]\nisbn = \"979-8-88645-174-0\"\noutput = \"little\"\n";
    write(here, &[("book.toml", &format!("{SETTINGS}{editions}")), ("text.md", TEXT), ("short.md", "# Short\n\nWords.\n")]);
    ends(here, &["epub"], 0);
    assert_eq!(built(here), ["the-harbour-cover.jpg", "the-harbour.epub"]);
    ends(here, &["epub", "--edition", "large-print"], 0);
    let (book, large) = (here.join("dist/the-harbour.epub"), here.join("dist/the-harbour-large-print.epub"));
    assert!(part(&large, ".opf").contains("In Large Print") && !part(&book, ".opf").contains("In Large Print"));
    // Another edition is another publication: it has no ISBN but its own.
    assert!(identifier(&book).contains("9780306406157"), "{}", identifier(&book));
    assert!(identifier(&large).starts_with("urn:uuid:"), "{}", identifier(&large));
    fs::remove_dir_all(here.join("dist")).unwrap();
    ends(here, &["epub", "--edition", "all"], 0);
    let names = built(here);
    let books: Vec<&str> = names.iter().map(String::as_str).filter(|name| name.ends_with(".epub")).collect();
    assert_eq!(books, ["little.epub", "the-harbour-large-print.epub", "the-harbour.epub"]);
    assert!(identifier(&here.join("dist/little.epub")).contains("9798886451740"));
}

#[test]
fn the_sections_of_an_edition_lie_over_those_of_the_book_key_by_key() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let edition = "\n[edition.wide]\npage = { outer = \"30 mm\" }\n";
    write(here, &[("book.toml", &format!("{SETTINGS}{edition}")), ("text.md", TEXT)]);
    ends(here, &["pdf"], 0);
    ends(here, &["pdf", "--edition", "wide"], 0);
    // A5 stays: 419.53 points wide.
    for name in ["the-harbour", "the-harbour-wide"] {
        let pdf = lopdf::Document::load(here.join(format!("dist/{name}.pdf"))).unwrap();
        let page = pdf.get_dictionary(*pdf.get_pages().values().next().unwrap()).unwrap();
        let shown = format!("{:?}", page.get(b"MediaBox").unwrap());
        assert!(shown.contains("419.5"), "{name}: {shown}");
    }
    assert_ne!(fs::read(here.join("dist/the-harbour.pdf")).unwrap(), fs::read(here.join("dist/the-harbour-wide.pdf")).unwrap());
}

#[test]
fn an_edition_that_is_none_is_told_with_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let editions = "\n[edition.large-print]\ntitel = \"x\"\n\n[edition.\"Large Print\"]\ntitle = \"x\"\n";
    write(here, &[("book.toml", &format!("{SETTINGS}{editions}")), ("text.md", TEXT)]);
    let said = ends(here, &["check", "--edition", "large-prnt"], 1);
    assert!(said.contains("B060") && said.contains("did you mean `large-print`?"), "{said}");
    // What is wrong in an edition is told where it stands, and stops only that edition; a name that no file can have is wrong for all.
    assert!(said.contains("book.toml:11:1") && said.contains("`titel`"), "{said}");
    assert!(said.contains("`Large Print` can't be the name of an edition"), "{said}");
    write(here, &[("book.toml", &format!("{SETTINGS}\n[edition.large-print]\ntitel = \"x\"\n"))]);
    assert!(ends(here, &["check"], 0).contains("warning"));
    assert!(ends(here, &["check", "--edition", "large-print"], 1).contains("book.toml:11:1"));
}

#[test]
fn a_call_sets_keys_over_those_of_the_book() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    write(here, &[("book.toml", SETTINGS), ("text.md", TEXT), ("alone.md", "# Alone\n\nWords by nobody.\n")]);
    ends(here, &["epub", "--set", "title=Of Ice = Water", "--set", "contents.depth=1"], 0);
    assert_eq!(built(here), ["of-ice-water-cover.jpg", "of-ice-water.epub"]);
    let said = ends(here, &["check", "--set", "page.size=a99"], 1);
    assert!(said.contains("--set:1:") && said.contains("a99"), "{said}");
    let said = ends(here, &["check", "--set", "pge.size=a5"], 1);
    assert!(said.contains("--set:1:1") && said.contains("pge"), "{said}");
    // A text without settings takes them as front matter does.
    ends(here, &["epub", "alone.md", "--set", "authors=Jo Example", "--set", "language=de", "-o", "dist"], 0);
    let package = part(&here.join("dist/alone.epub"), ".opf");
    assert!(package.contains("Jo Example") && package.contains(">de<"), "{package}");
    for odd in ["title", "=x", "[page]\nsize=a5"] {
        assert!(ends(here, &["check", "--set", odd], 2).contains("sets no key"), "{odd}");
    }
}

#[test]
fn books_of_a_workspace_share_files_and_no_other_book_reaches_them() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let house = "publisher = \"A Small House\"\nback = [\"about.md\"]\nrights = \"All rights reserved.\"\n\n[page]\nsize = \"a5\"\n";
    let book = |title: &str| {
        format!(
            "extends = \"../../house/house.toml\"\ntitle = \"{title}\"\nauthors = [\"Ann Example\"]\nlanguage = \"en\"\nrights = \"Free.\"\n"
        )
    };
    write(
        here,
        &[
            ("bindery.toml", "books = [\"novels/*\"]\n"),
            ("house/house.toml", house),
            ("house/about.md", "# About the House\n\nWe are small.\n"),
            ("novels/one/book.toml", &book("One")),
            ("novels/one/text.md", "# First\n\nWords.\n"),
            ("novels/two/book.toml", &book("Two")),
            ("novels/two/text.md", "# Second\n\nWords.\n"),
            ("novels/notes.md", "# No book\n"),
            ("other/book.toml", &book("Other").replace("../../", "../")),
            ("other/text.md", "# Third\n\nWords.\n"),
        ],
    );
    let said = ends(here, &["epub"], 0);
    let names = built(here);
    let books: Vec<&str> = names.iter().map(String::as_str).filter(|name| name.ends_with(".epub")).collect();
    assert_eq!(books, ["one.epub", "two.epub"], "{said}");
    let epub = here.join("dist/two.epub");
    assert!(
        part(&epub, ".opf").contains("A Small House") && part(&epub, ".opf").contains("Free.") && !part(&epub, ".opf").contains("reserved")
    );
    assert!(part(&epub, "nav.xhtml").contains("About the House"), "a file of the workspace is a chapter");
    // A book that the workspace does not list reads nothing outside its folder.
    let said = ends(here, &["check", "other"], 1);
    assert!(said.contains("other/book.toml:1:") && said.contains("outside"), "{said}");
    // And none reads anything outside the workspace.
    write(here, &[("novels/two/book.toml", &book("Two").replace("../../house/house.toml", "../../../house.toml"))]);
    assert!(ends(here, &["check", "novels/two"], 1).contains("outside"));
    // What is wrong in a shared file is told where it stands.
    write(here, &[("house/house.toml", "publsher = \"x\"\n"), ("novels/two/book.toml", &book("Two"))]);
    let said = ends(here, &["check", "novels/two"], 1);
    assert!(said.contains("house/house.toml:1:1") && !said.contains("novels/two/../"), "{said}");
}

#[test]
fn settings_that_extend_themselves_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    write(here, &[("book.toml", &format!("extends = \"a.toml\"\n{SETTINGS}")), ("a.toml", "extends = \"b.toml\"\n"), ("text.md", TEXT)]);
    write(here, &[("b.toml", "extends = \"a.toml\"\n")]);
    let said = ends(here, &["check"], 1);
    assert!(said.contains("b.toml:1:") && said.contains("ring"), "{said}");
}

#[test]
fn several_books_are_built_in_one_call_and_none_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    write(here, &[("a/book.toml", SETTINGS), ("a/text.md", TEXT), ("b/book.toml", SETTINGS), ("b/text.md", TEXT), ("c.md", TEXT)]);
    let said = ends(here, &["epub", "a", "b", "c.md"], 2);
    assert!(said.contains("was just written of another book"), "{said}");
    assert!(built(here).contains(&"the-harbour.epub".to_owned()) && built(here).contains(&"ice.epub".to_owned()), "{:?}", built(here));
    assert!(ends(here, &["epub", "a", "c.md", "-o", "one.epub"], 2).contains("several books"));
}
