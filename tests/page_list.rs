//! The page list of the EPUB against the pages of the PDF: every page that begins in the text is in it once, in order, and its break
//! stands at the very word that the page begins with.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::diagnostics::Diagnostics;
use bindery::testing::edition::{self, Presentation};
use bindery::testing::fonts::Fonts;
use bindery::testing::layout::frame::{ItemContent, Page, TextArea};
use bindery::testing::source::Sources;
use bindery::testing::{config, layout, read};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

/// The documents of an EPUB by name.
fn documents(file: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut documents = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().to_owned();
        if name.ends_with(".xhtml") || name.ends_with(".ncx") || name.ends_with(".opf") {
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            documents.insert(name.trim_start_matches("OEBPS/").to_owned(), text);
        }
    }
    documents
}

/// The first letters of the text behind the element with an id, notes' marks left out.
fn text_behind(document: &str, id: &str) -> String {
    let at = document.find(&format!(" id=\"{id}\"")).unwrap_or_else(|| panic!("no {id}"));
    let mut rest = &document[at..];
    rest = &rest[rest.find('>').unwrap() + 1..];
    let mut out = String::new();
    let mut skip = 0;
    while out.chars().count() < 60 && !rest.is_empty() {
        if let Some(tag) = rest.strip_prefix('<') {
            let end = tag.find('>').unwrap_or(tag.len() - 1);
            let tag_text = &tag[..end];
            if tag_text.starts_with("a ") && tag_text.contains("noteref") {
                skip += 1;
            } else if tag_text == "/a" && skip > 0 {
                skip -= 1;
            }
            rest = &tag[end + 1..];
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            if skip == 0 {
                out.push_str(&rest[..end]);
            }
            rest = &rest[end..];
        }
    }
    let plain = out.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    letters(&plain)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The letters of the first line of text of a page.
fn first_line(page: &Page) -> Option<String> {
    let line = page.lines.iter().find(|line| line.area == TextArea::Text)?;
    let mut text = String::new();
    for item in page.items.get(line.items.clone())? {
        if let (ItemContent::Text(words), bindery::testing::layout::frame::Origin::Block(_)) = (&item.content, item.origin) {
            text.push_str(&words.text);
        }
    }
    let text = letters(&text);
    (!text.is_empty()).then_some(text)
}

/// How many pages of a book were compared, of those in its list.
fn compare(path: &Path) -> (usize, usize) {
    let run = support::run(path);
    let documents = documents(run.epub.as_ref().unwrap_or_else(|| panic!("{} makes no book", path.display())));
    let nav = &documents["nav.xhtml"];
    let list = nav.split("epub:type=\"page-list\"").nth(1).unwrap_or_default();
    let entries: Vec<(&str, &str, &str)> = list
        .split("<a href=\"")
        .skip(1)
        .map(|entry| {
            let (address, rest) = entry.split_once("\">").unwrap();
            let (file, id) = address.split_once('#').unwrap();
            (file, id, rest.split('<').next().unwrap())
        })
        .collect();
    // Each break is in the list, each entry of it leads to one.
    let breaks: usize = documents.values().map(|document| document.matches("role=\"doc-pagebreak\"").count()).sum();
    assert_eq!(breaks, entries.len(), "{}", path.display());
    let targets = documents["toc.ncx"].matches("<pageTarget ").count();
    assert_eq!(targets, entries.len(), "{}", path.display());
    let source = documents["content.opf"].contains("property=\"source-of\">pagination<");
    assert_eq!(source, !entries.is_empty(), "{}", path.display());
    let mut compared = 0;
    let pages = run.pages.unwrap().pages;
    // The commentary has its introduction before the text in print, and before the notes in the EPUB.
    let own = entries.iter().filter(|(file, ..)| !file.starts_with("commentary"));
    let read: Vec<usize> = own.filter_map(|(.., label)| pages.iter().position(|page| page.label == *label)).collect();
    assert!(read.is_sorted(), "{}: the pages are read as {:?}", path.display(), entries.iter().map(|entry| entry.2).collect::<Vec<_>>());
    for page in &pages {
        let listed: Vec<_> = entries.iter().filter(|(_, _, label)| *label == page.label).collect();
        assert!(listed.len() <= 1, "{}: page {} is in the list {} times", path.display(), page.label, listed.len());
        let Some(wanted) = first_line(page) else { continue };
        let Some((file, id, _)) = listed.first() else {
            panic!("{}: page {} is not in the list, but begins {wanted}", path.display(), page.label)
        };
        let found = text_behind(&documents[*file], id);
        let length = wanted.chars().count().min(found.chars().count()).min(12);
        let head: String = found.chars().take(length).collect();
        // Where a word is divided over the turn of the page, the break stands before the next word, or before the whole of this one.
        let near = wanted.find(&head).is_some_and(|at| at < 30)
            || (found.chars().count() > 20
                && found.chars().take(40).collect::<String>().contains(&wanted.chars().take(8).collect::<String>()));
        assert!(length > 0 && near, "{}: page {} begins “{wanted}”, its break stands before “{found}”", path.display(), page.label);
        compared += usize::from(length > 0);
    }
    (compared, entries.len())
}

#[test]
fn every_page_is_in_the_list_at_its_first_word() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut compared = 0;
    for book in [
        "manuscripts",
        "tests/cases/everything-in-markdown",
        "tests/cases/notes-popup",
        "tests/cases/parts",
        "tests/cases/matter",
        "tests/cases/long-heading",
        "tests/cases/verse",
        "tests/cases/french",
        "tests/cases/drop-cap",
        "tests/cases/heads",
    ] {
        compared += compare(&root.join(book)).0;
    }
    assert!(compared > 40, "only {compared} pages were compared");
}

#[test]
fn no_page_is_announced_inside_a_word() {
    let folder = tempfile::tempdir().unwrap();
    // Words longer than a page, which end whenever they end.
    let words: String = (0..12).map(|n| format!("{}Ende{n} ", "Donau\u{AD}".repeat(500 + n * 37))).collect();
    let text = format!("# Buch\n\n{words}\n");
    std::fs::write(folder.path().join("book.md"), text).unwrap();
    let run = support::run(folder.path());
    let pages = &run.pages.as_ref().unwrap().pages;
    let divided = pages.iter().filter(|page| {
        let last = page.lines.iter().rfind(|line| line.area == TextArea::Text);
        last.is_some_and(|line| line.hyphen)
    });
    assert!(divided.count() > 2, "some pages end inside a word, or the test tells nothing");
    let mut seen = 0;
    for (name, document) in documents(run.epub.as_ref().unwrap()) {
        for (at, _) in document.match_indices("role=\"doc-pagebreak\"") {
            let before = document[..at].rfind('<').unwrap();
            let after = at + document[at..].find("/>").or_else(|| document[at..].find("</span>")).unwrap();
            let after = document[after..].split_once('>').unwrap().1;
            let letter = |c: &char| *c != '\u{AD}';
            let [before, after] = [document[..before].chars().rfind(letter), after.chars().find(letter)].map(|c| c.unwrap());
            assert!(!before.is_alphabetic() || !after.is_alphabetic(), "{name}: between {before:?} and {after:?}");
            seen += 1;
        }
    }
    assert!(seen > 3, "{seen} pages are announced");
}

#[test]
fn a_dedication_is_read_before_the_contents_as_in_print() {
    for front in ["\"dedication.md\", \"preface.md\"", "\"epigraph.md\", \"dedication.md\", \"preface.md\""] {
        let folder = tempfile::tempdir().unwrap();
        let settings = format!("title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\nfront = [{front}]\nchapters = [\"one.md\"]\n");
        for (name, text) in [
            ("book.toml", settings.as_str()),
            ("dedication.md", "# For you\n\nFor *you*, whoever you are.\n"),
            ("epigraph.md", "Words of another.\n"),
            ("preface.md", "# Preface\n\nHow this came about.\n"),
            ("one.md", "# One\n\nText of it.\n\n## Two\n\nMore.\n"),
        ] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        assert!(compare(folder.path()).1 > 4, "pages are listed");
        let run = support::run(folder.path());
        let package = &documents(run.epub.as_ref().unwrap())["content.opf"];
        let spine = package.split("<spine").nth(1).unwrap();
        let id = |file: &str| {
            let item = package.split("<item ").find(|item| item.contains(&format!("href=\"{file}\""))).unwrap_or_else(|| panic!("{file}"));
            item.split("id=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        let all = documents(run.epub.as_ref().unwrap());
        let file = |words: &str| all.iter().find(|(name, text)| name.ends_with(".xhtml") && text.contains(words)).unwrap().0.as_str();
        let place = |file: &str| spine.find(&format!("idref=\"{}\"", id(file))).unwrap();
        let contents = place("nav.xhtml");
        assert!(place(file("whoever you are")) < contents && contents < place(file("How this came about")), "{spine}");
    }
}

/// Where commentary may stand in a PDF.
const PRINTED: [Presentation; 8] = [
    Presentation::Foot,
    Presentation::Margin,
    Presentation::Facing,
    Presentation::Columns,
    Presentation::AfterSection,
    Presentation::End,
    Presentation::Omit,
    Presentation::Only,
];

#[test]
fn a_sketch_has_the_pages_that_are_set() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = std::fs::read_dir(root.join("tests/cases")).unwrap().map(|case| support::book_of(&case.unwrap().path()));
    let mut compared = 0;
    for path in cases.chain([root.join("manuscripts")]) {
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let Some(config) = config::load(bindery::testing::source::Disk::files(), &path, &mut sources, &mut found) else { continue };
        let Some(book) = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found) else { continue };
        let fonts = Fonts::load(&config, &mut found);
        for presentation in PRINTED {
            let edition = edition::arrange(&book, presentation).showing(config.notes.marks);
            let pages = layout::set(&edition, &config, &fonts, &mut found);
            let (sketched, set) = (layout::sketch(&edition, &config, &fonts), layout::starts(&pages, &book));
            assert_eq!(sketched, set, "{} {presentation:?}", path.display());
            compared += set.len();
            if book.notes.is_empty() {
                break;
            }
        }
    }
    assert!(compared > 500, "only {compared} pages were compared");
}

#[test]
fn a_sketch_knows_what_divides_a_word() {
    // Soft hyphens before spaces, as in scanned texts, and before marks of notes: at some turn of a page each comes last.
    for (name, words) in [
        ("spaced", "Donau\u{AD} dampf\u{AD} schiff "),
        ("marked", "Donau\u{AD}[^1] Schiff\u{AD}fahrt "),
        ("plain", "Schiff\u{AD}fahrt Donau "),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let text = format!("# Book\n\n{}\n\n[^1]: A note.\n", format!("{}\n\n", words.repeat(40)).repeat(60));
        std::fs::write(folder.path().join("book.md"), text).unwrap();
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let config = config::load(bindery::testing::source::Disk::files(), folder.path(), &mut sources, &mut found).unwrap();
        let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found).unwrap();
        let fonts = Fonts::load(&config, &mut found);
        let edition = edition::arrange(&book, Presentation::Foot);
        let set = layout::starts(&layout::set(&edition, &config, &fonts, &mut found), &book);
        assert!(set.len() > 8, "{name}: {} pages", set.len());
        assert_eq!(layout::sketch(&edition, &config, &fonts), set, "{name}");
    }
}

#[test]
fn an_id_of_the_author_is_no_id_of_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let ids = ["page_1", "page_2", "page_1_2"].map(|id| format!("## A section {{#{id}}}\n\nWords. [There](#{id})\n\n")).concat();
    std::fs::write(folder.path().join("a.md"), format!("---\ntitle: T\nauthor: A\n---\n\n# Page 3\n\n{ids}# page_v\n\nWords.\n")).unwrap();
    let run = support::run(&folder.path().join("a.md"));
    let epub = run.epub.unwrap();
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    bindery::testing::inspect::inspect("a.epub", &epub, &mut sources, &mut found);
    assert!(!found.has_errors(), "{}", bindery::testing::diagnostics::render::short(&found, &sources));
    for (name, text) in documents(&epub).into_iter().filter(|(name, _)| name.ends_with(".xhtml")) {
        let mut ids: Vec<&str> = text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{name}: {ids:?}");
    }
}
