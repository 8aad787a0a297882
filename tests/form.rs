//! The forms of a text: what stands before it, behind it and on its first page, in both outputs.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::diagnostics::{Code, Verdicts};
use bindery::testing::layout::frame::{ItemContent, MatterRole, Origin, Page};
use bindery::{Form, Presentation};
use std::collections::BTreeMap;
use support::{Run, run_in};

/// A text of two sections below its title, with a note on the title and one in each section.
const TEXT: &str = "# The Ice\n\nIt froze in January.[^one]\n\n## The Price\n\nNobody paid it.[^two]\n\n## The Thaw\n\nIt came in \
                    March.\n\n[^one]: So they say.\n[^two]: But for one.\n";

const BOOK: &str = "title = \"The Ice\"\nsubtitle = \"A Report of the Weather\"\nauthors = [\"Ann Example\"]\nlanguage = \"en\"\n\
                    date = \"2026-11-24\"\nrights = \"All rights kept.\"\n";

/// Builds a book of these files.
fn built(files: &[(&str, &str)]) -> Run {
    built_in(None, files, "", false)
}

fn built_in(form: Option<Form>, files: &[(&str, &str)], book: &str, print: bool) -> Run {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    run_in(form, &folder.path().join(book), &Verdicts::default(), false, print)
}

/// The labels of the pages.
fn labels(run: &Run) -> Vec<&str> {
    run.pages.as_ref().unwrap().pages.iter().map(|page| page.label.as_str()).collect()
}

/// The pages that hold a line of some role.
fn with(run: &Run, role: MatterRole) -> Vec<usize> {
    let pages = run.pages.as_ref().unwrap();
    let is_it =
        |page: &Page| page.items.iter().any(|item| matches!(item.origin, Origin::Matter(line) if pages.matter[line as usize].role == role));
    (0..pages.pages.len()).filter(|&at| is_it(&pages.pages[at])).collect()
}

/// The words of a page.
fn words(page: &Page) -> String {
    let texts = page.items.iter().filter_map(|item| match &item.content {
        ItemContent::Text(text) => Some(text.text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// Whether a page holds text of the manuscript.
fn has_text(page: &Page) -> bool {
    page.items.iter().any(|item| matches!(item.origin, Origin::Block(_)))
}

/// The documents of the EPUB in reading order, and their markup.
fn read(run: &Run) -> Vec<(String, String)> {
    let files = run.epub_files();
    let text = |name: &str| String::from_utf8(files[&format!("OEBPS/{name}")].clone()).unwrap();
    let package = text("content.opf");
    let (manifest, spine) = package.split_once("<spine").unwrap();
    let attribute = |element: &str, name: &str| {
        element.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value.to_owned())
    };
    let items: BTreeMap<String, String> =
        manifest.split("<item ").filter_map(|item| Some((attribute(item, "id")?, attribute(item, "href")?))).collect();
    let order = spine.split("<itemref ").filter_map(|item| items.get(&attribute(item, "idref")?).cloned());
    order.map(|name| (name.clone(), text(&name))).collect()
}

/// Every piece that is made, in the PDF and in the EPUB.
fn pieces(run: &Run) -> BTreeMap<&'static str, [bool; 2]> {
    let documents = read(run);
    let holds = |what: &str| documents.iter().any(|(_, markup)| markup.contains(what));
    let pages = run.pages.as_ref().unwrap();
    let all: String = pages.pages.iter().map(words).collect();
    let title_page = with(run, MatterRole::Title).iter().any(|&at| !has_text(&pages.pages[at]));
    let listed = documents.iter().any(|(name, markup)| name == "nav.xhtml" || markup.contains("<nav class=\"contents\""));
    BTreeMap::from([
        ("half-title", [!with(run, MatterRole::HalfTitle).is_empty(), holds("halftitlepage")]),
        ("title-page", [title_page, holds("epub:type=\"titlepage\"")]),
        ("copyright", [all.contains("All rights kept"), holds("All rights kept")]),
        ("contents", [!with(run, MatterRole::ContentsHeading).is_empty(), listed]),
        ("colophon", [all.contains("Libertinus"), holds("class=\"gap bound\"")]),
    ])
}

const KEYS: [&str; 5] = ["half-title", "title-page", "copyright", "contents", "colophon"];

#[test]
fn no_piece_that_is_left_out_is_printed_and_none_that_is_asked_for_is_missing() {
    for form in ["book", "essay", "report"] {
        let alone = KEYS.iter().flat_map(|&key| [true, false].map(|wanted| BTreeMap::from([(key, wanted)])));
        let all = [true, false].map(|wanted| KEYS.iter().map(|&key| (key, wanted)).collect());
        let every_other = [0, 1].map(|odd| (0..).zip(KEYS).map(|(at, key)| (key, at % 2 == odd)).collect());
        for wanted in alone.chain(all).chain(every_other) {
            let wanted: BTreeMap<&str, bool> = wanted;
            let keys: String = wanted.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
            let toml = format!("{BOOK}form = \"{form}\"\n\n[matter]\n{keys}");
            let run = built(&[("book.toml", &toml), ("ice.md", TEXT)]);
            let made = pieces(&run);
            for (key, value) in &wanted {
                assert_eq!(made[key], [*value; 2], "{form}: {key} of {wanted:?}");
            }
        }
    }
}

#[test]
fn a_book_has_its_pieces_and_an_essay_none_that_takes_a_page() {
    let of = |form: &str| pieces(&built(&[("book.toml", &format!("{BOOK}form = \"{form}\"\n")), ("ice.md", TEXT)]));
    let book = of("book");
    assert_eq!(KEYS.map(|key| book[key][0]), [true; 5]);
    assert_eq!(KEYS.map(|key| book[key][1]), [false, true, true, true, true], "the half title is of paper");
    let essay = of("essay");
    assert_eq!(KEYS.map(|key| essay[key]), [[false; 2], [false; 2], [true; 2], [false; 2], [true; 2]]);
}

#[test]
fn an_essay_begins_below_its_title_on_page_1_and_leaves_no_page_blank() {
    let run = built(&[("book.toml", &format!("{BOOK}form = \"essay\"\n")), ("ice.md", TEXT)]);
    let pages = &run.pages.as_ref().unwrap().pages;
    assert_eq!(labels(&run), ["1"]);
    let first = words(&pages[0]);
    let places = ["The Ice", "A Report of the Weather", "Ann Example", "November", "froze in January", "All rights kept"];
    let places: Vec<usize> = places.iter().map(|words| first.find(words).unwrap_or_else(|| panic!("{words}: {first}"))).collect();
    assert!(places.is_sorted(), "{places:?} {first}");
    assert_eq!(first.matches("The Ice").count(), 1, "the title is not repeated as a heading");
    assert_eq!(first.matches("2026").count(), 1, "nor the date behind the text");
}

#[test]
fn the_title_above_an_essay_is_its_own_heading_in_both_outputs() {
    let run = built(&[("book.toml", &format!("{BOOK}form = \"essay\"\n")), ("ice.md", TEXT)]);
    let documents = read(&run);
    let names: Vec<&str> = documents.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["cover.xhtml", "the-ice.xhtml", "notes.xhtml", "copyright.xhtml"]);
    let text = &documents[1].1;
    assert_eq!(text.matches("<h1").count(), 1, "{text}");
    let (head, rest) = text.split_once("</header>").unwrap();
    assert!(head.contains("<h1 id=\"the-ice\">") && head.contains("role=\"doc-subtitle\"") && !head.contains("hgroup"), "{head}");
    assert!(!rest.contains("The Ice</h"), "{rest}");
    // One that is none of the text's headings puts these a level lower.
    let run = built(&[("book.toml", &format!("{}form = \"essay\"\n", BOOK.replace("The Ice", "Frost"))), ("ice.md", TEXT)]);
    let text = &read(&run)[1].1;
    assert!(text.contains("epub:type=\"title\">Frost</h1>") && text.contains("<h2 id=\"the-ice\">") && text.contains("<h3"), "{text}");
}

#[test]
fn chapters_of_an_essay_share_their_pages_and_count_their_notes_through() {
    let second = "# The Snow\n\nIt fell.[^one]\n\n[^one]: Softly.\n";
    let files = [("ice.md", TEXT), ("snow.md", second)];
    let of = |settings: &str| {
        let toml = format!("{}chapters = [\"ice.md\", \"snow.md\"]\n{settings}", BOOK.replace("The Ice", "Frost"));
        built(&[files[0], files[1], ("book.toml", &toml)])
    };
    let essay = of("form = \"essay\"\n");
    assert_eq!(labels(&essay), ["1"]);
    let marks = |run: &Run| read(run).iter().map(|(_, markup)| markup.matches(">3</a>").count()).sum::<usize>();
    assert!(marks(&essay) > 0, "the third note is number 3");
    let apart = of("form = \"essay\"\n[page]\nchapters-start = \"any\"\n");
    assert!(labels(&apart).len() >= 2, "asked for, each begins a page");
    assert_eq!(marks(&apart), 0, "and counts its own notes");
}

#[test]
fn the_pages_of_an_essay_count_on_from_the_pieces_that_are_asked_for() {
    let toml = format!("{BOOK}form = \"essay\"\n[matter]\nhalf-title = true\ntitle-page = true\ncontents = true\n");
    let run = built(&[("book.toml", &toml), ("ice.md", TEXT)]);
    assert_eq!(labels(&run), ["1", "2", "3", "4", "5"]);
    assert_eq!(
        [with(&run, MatterRole::HalfTitle), with(&run, MatterRole::Title), with(&run, MatterRole::ContentsHeading)],
        [[0], [2], [3]]
    );
    let contents = words(&run.pages.as_ref().unwrap().pages[3]);
    assert!(contents.contains("The Price") && contents.contains('5'), "{contents}");
}

#[test]
fn a_report_has_title_and_contents_on_its_first_page() {
    let text = format!("{TEXT}\n## The Flood\n\nThat came too.\n");
    let run = built(&[("book.toml", &format!("{BOOK}form = \"report\"\n")), ("ice.md", &text)]);
    let pages = &run.pages.as_ref().unwrap().pages;
    assert_eq!(labels(&run), ["1", "2"]);
    assert_eq!(with(&run, MatterRole::ContentsHeading), [0]);
    let first = words(&pages[0]);
    assert!(first.contains("The Flood") && !first.contains("froze"), "{first}");
    assert!(first.contains("The Ice") && first.matches("The Ice").count() == 1, "the contents do not list the title above them: {first}");
    let numbers: Vec<&str> = run.pages.as_ref().unwrap().contents.iter().map(|line| line.label.as_str()).collect();
    assert_eq!(numbers, ["2", "2", "2"]);
}

/// The form of a text that does not say it.
fn guessed(files: &[(&str, &str)], book: &str, print: bool) -> (bool, bool) {
    let run = built_in(None, files, book, print);
    let told = run.found.iter().any(|finding| finding.code == Code::FormGuessed);
    (told, labels(&run)[0] == "1")
}

#[test]
fn only_a_short_text_of_one_chapter_is_taken_for_an_essay_and_that_is_told() {
    let essay = (true, true);
    let book = (false, false);
    let long = format!("# The Ice\n\n{}", "It froze and it froze again. ".repeat(1400));
    let isbn = format!("---\nisbn: 978-0-306-40615-7\n---\n\n{TEXT}");
    let form = |form: &str| format!("---\nform: {form}\n---\n\n{TEXT}");
    let said = form("book");
    let chapters = format!("{TEXT}\n# The Snow\n\nIt fell.\n");
    assert_eq!(guessed(&[("ice.md", TEXT)], "ice.md", false), essay);
    assert_eq!(guessed(&[("ice.md", TEXT)], "", false), essay, "a folder without book.toml");
    assert_eq!(guessed(&[("ice.txt", "It froze.\n")], "ice.txt", false), essay);
    assert_eq!(guessed(&[("ice.md", &form("auto"))], "ice.md", false), essay);
    assert_eq!(guessed(&[("ice.md", &said)], "ice.md", false), book, "said otherwise");
    assert_eq!(guessed(&[("ice.md", TEXT), ("book.toml", BOOK)], "", false), book, "with book.toml");
    let toml = format!("{BOOK}form = \"auto\"\n");
    assert_eq!(guessed(&[("ice.md", TEXT), ("book.toml", &toml)], "", false), book, "with book.toml, whatever it says");
    assert_eq!(guessed(&[("ice.md", &long)], "ice.md", false), book, "8,400 words");
    assert_eq!(guessed(&[("ice.md", &chapters)], "ice.md", false), book, "two chapters");
    assert_eq!(guessed(&[("ice.md", &isbn)], "ice.md", false), book, "an ISBN");
    assert_eq!(guessed(&[("ice.md", TEXT), ("preface.md", "# Preface\n\nWhy.\n")], "", false), book, "front matter");
    assert_eq!(guessed(&[("ice.md", TEXT)], "ice.md", true), book, "for a printer");
    let (told, essay) = guessed(&[("ice.md", &form("essay"))], "ice.md", false);
    assert!(!told && essay, "nothing was guessed");
}

#[test]
fn front_matter_keeps_the_order_of_its_list_in_both_outputs() {
    let files = [
        ("ice.md", TEXT),
        ("preface.md", "# Preface\n\nWhy it was written.\n"),
        ("dedication.md", "For the ferrymen.\n"),
        ("epigraph.md", "Cold is a teacher.\n"),
        ("copyright.md", "Printed on ice.\n"),
    ];
    let toml = format!("{BOOK}front = [\"epigraph.md\", \"preface.md\", \"dedication.md\", \"copyright.md\"]\nchapters = [\"ice.md\"]\n");
    let all: Vec<(&str, &str)> = files.into_iter().chain([("book.toml", toml.as_str())]).collect();
    let run = built(&all);
    // The copyright page goes first; the contents stand behind the epigraph that the list begins with.
    let order = ["Printed on ice", "Cold is a teacher", "Contents", "Why it was written", "For the ferrymen", "in January"];
    let pages: String = run.pages.as_ref().unwrap().pages.iter().map(words).collect();
    let documents: String = read(&run).into_iter().filter(|(name, _)| name != "notes.xhtml").map(|(_, markup)| markup).collect();
    for whole in [pages, documents] {
        let places: Vec<usize> = order.iter().map(|words| whole.find(words).unwrap_or_else(|| panic!("{words}: {whole}"))).collect();
        assert!(places.is_sorted(), "{places:?}");
    }
}

#[test]
fn notes_on_the_title_of_an_essay_are_shown_wherever_the_commentary_stands() {
    let notes = "---\ncomments-on: ice.md\n---\n\n## The Ice\n\nA note on the whole essay.\n\n### \"froze in January\"\n\nIn which year?\n";
    let folder = tempfile::tempdir().unwrap();
    let toml = format!("{BOOK}form = \"essay\"\nchapters = [\"ice.md\"]\ncommentary = [\"notes.md\"]\n");
    for (name, text) in [("ice.md", TEXT), ("notes.md", notes), ("book.toml", &toml)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let places = [
        Presentation::Foot,
        Presentation::Margin,
        Presentation::Columns,
        Presentation::Facing,
        Presentation::AfterSection,
        Presentation::End,
        Presentation::Only,
    ];
    for place in places {
        let options = bindery::Options { commentary: Some(place), pages: true, ..bindery::Options::new(folder.path()) };
        let built = bindery::build(&bindery::Disk::files(), &options);
        assert!(!built.reading.findings.has_errors(), "{place:?}");
        let all: String = built.pages.unwrap().pages.iter().map(words).collect();
        for note in ["A note on the whole essay", "In which year"] {
            assert_eq!(all.matches(note).count(), 1, "{place:?}: {note} in {all}");
        }
    }
}

#[test]
fn a_text_without_a_title_is_called_as_its_file_is_with_a_capital() {
    let run = built_in(None, &[("my_first-essay.txt", "It froze in January and nobody knew why.\n")], "my_first-essay.txt", false);
    let first = words(&run.pages.as_ref().unwrap().pages[0]);
    assert!(first.starts_with("My first essay"), "{first}");
}

#[test]
fn the_sign_of_copyright_stands_with_a_year_alone() {
    let said = |date: &str| {
        let toml = format!("title = \"The Ice\"\nauthors = [\"Ann Example\"]\nlanguage = \"en\"\n{date}");
        let run = built(&[("book.toml", &toml), ("ice.md", TEXT)]);
        run.pages.as_ref().unwrap().pages.iter().map(words).collect::<String>()
    };
    assert!(said("date = \"2026\"\n").contains("© 2026 Ann Example"));
    assert!(!said("").contains('©'));
    assert!(said("rights = \"© Ann Example\"\n").contains("© Ann Example"));
}
