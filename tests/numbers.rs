//! Numbers of headings, figures, tables and equations, and what references say: the same in both files, and true.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::book::{BlockId, Book, Link, LinkId};
use bindery::testing::layout::frame::{ItemContent, LinkTarget, Origin, Page};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io::{Cursor, Read};
use std::path::Path;

/// The texts of the EPUB's documents, by file name.
fn documents(epub: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).unwrap();
    let names: Vec<String> = archive.file_names().filter(|name| name.ends_with(".xhtml")).map(str::to_owned).collect();
    let mut read = |name: &String| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    names.iter().map(|name| (name.trim_start_matches("OEBPS/").to_owned(), read(name))).collect()
}

/// Text without tags.
fn bare(markup: &str) -> String {
    let mut out = String::new();
    for piece in markup.split('<') {
        out.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    out.replace("&amp;", "&").replace("&lt;", "<")
}

/// A text without spaces and soft hyphens, which lines change.
fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect()
}

/// The words of all links inside the text of an EPUB, without marks of notes.
fn in_epub(documents: &BTreeMap<String, String>) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for (_, text) in documents.iter().filter(|(name, _)| !name.starts_with("nav") && !name.starts_with("commentary")) {
        for link in text.split("<a href=\"").skip(1) {
            let words = link.split_once('>').unwrap().1.split("</a>").next().unwrap();
            *all.entry(tight(&bare(words))).or_default() += 1;
        }
    }
    all
}

/// A reference as it is printed.
struct PrintedReference {
    link: LinkId,
    words: String,
}

/// The links of the text as they stand on the pages. One that goes on in the next line is one.
fn in_print(pages: &[Page], text: &BTreeSet<BlockId>) -> Vec<PrintedReference> {
    let mut all: Vec<PrintedReference> = Vec::new();
    let mut last = None;
    for item in pages.iter().flat_map(|page| &page.items) {
        let (Origin::Block(block), ItemContent::Text(words)) = (item.origin, &item.content) else { continue };
        let here = match item.link {
            Some(LinkTarget::Link(link)) if text.contains(&block) => Some((block, link)),
            _ => None,
        };
        match (here, all.last_mut()) {
            (Some(_), Some(open)) if here == last => open.words.push_str(&words.text),
            (Some((_, link)), _) => all.push(PrintedReference { link, words: words.text.to_string() }),
            (None, _) => {}
        }
        last = here;
    }
    all.iter_mut().for_each(|reference| reference.words = tight(&reference.words));
    all
}

/// The blocks of the text itself, at any depth.
fn blocks(book: &Book) -> BTreeSet<BlockId> {
    let mut open: Vec<BlockId> = book.chapters.iter().flat_map(|chapter| chapter.blocks.iter().copied()).collect();
    let mut all = BTreeSet::new();
    while let Some(id) = open.pop() {
        all.insert(id);
        open.extend(book.block(id).children());
    }
    all
}

/// The page on which the first of a block stands, from 0.
fn page_of(pages: &[Page], book: &Book, block: BlockId) -> Option<usize> {
    let mut ids = vec![block];
    let mut at = 0;
    while at < ids.len() {
        ids.extend(book.block(ids[at]).children());
        at += 1;
    }
    let stands = |page: &Page| {
        page.items.iter().any(|item| match item.origin {
            Origin::Block(id) | Origin::Formula(id, _) | Origin::Picture(id, _) => ids.contains(&id),
            _ => false,
        })
    };
    pages.iter().position(stands)
}

/// A book of these files in a folder that lasts as long as what is returned.
fn written(settings: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("book.toml"), format!("title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\n{settings}")).unwrap();
    std::fs::copy("tests/cases/numbers/map.png", folder.path().join("map.png")).unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// A book of many figures and references, which cross its pages in both directions.
fn crossed() -> tempfile::TempDir {
    let mut settings = "chapters = [".to_owned();
    let mut files = vec![("preface.md".to_owned(), "# Preface {#preface}\n\nThe end is on [](#s-12){.page}.\n".to_owned())];
    for chapter in 1..=12_usize {
        let name = format!("c{chapter}.md");
        let mut text = format!("# Things of {chapter} kinds {{#s-{chapter}}}\n\n");
        for part in 1..=6_usize {
            let to = (chapter * 7 + part * 5) % 12 + 1;
            let words = "many words stand here so that the page is full ".repeat(2 + (chapter * part) % 9);
            let _ = write!(
                text,
                "It is on [](#s-{to}){{.page}}, and [](#f-{to}-{part}) is on [](#f-{to}-{part}){{.page}}: {words}. See [](#preface){{.page}}.\n\n\
                 ![A figure](map.png \"A figure of {part}\"){{#f-{chapter}-{part}}}\n\n## Part {part} of it {{#s-{chapter}-{part}}}\n\n"
            );
        }
        let _ = write!(settings, "\"{name}\",");
        files.push((name, text));
    }
    settings.push_str("]\nfront = [\"preface.md\"]\n[page]\nsize = \"a6\"\n[numbers]\nsections = 2\nfigures = \"chapter\"\n");
    written(&settings, &files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

fn holds(path: &Path) {
    let run = support::run(path);
    let (_, book) = run.book.as_ref().unwrap();
    let pages = &run.pages.as_ref().unwrap().pages;
    let printed = in_print(pages, &blocks(book));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for reference in &printed {
        *counts.entry(reference.words.clone()).or_default() += 1;
    }
    assert!(!printed.is_empty());
    assert_eq!(counts, in_epub(&documents(run.epub.as_ref().unwrap())), "{}: both files say the same", path.display());
    for reference in &printed {
        let target = match book.link(reference.link) {
            Link::Section(section) => book.section(*section).heading,
            Link::Block(block) => *block,
            other => panic!("{other:?}"),
        };
        let label = &pages[page_of(pages, book, target).unwrap()].label;
        if let Some(form) = book.page_references.get(&reference.link) {
            let digits = |text: &str| text.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned();
            let said = digits(&reference.words).to_lowercase();
            assert!(said == format!("page{label}") || said == format!("seite{label}"), "{form:?} {} is on {label}", reference.words);
            continue;
        }
        let number = match book.link(reference.link) {
            Link::Section(section) => book.section(*section).number.clone(),
            _ => {
                let caption = book.block(target).children();
                let named = caption.iter().chain([&target]).find_map(|id| book.captions.get(id));
                named.map(|label| label.number.clone())
            }
        };
        // What is printed there begins with what is said here.
        let own = ["theplan", "dasSegel"].contains(&reference.words.as_str());
        if let Some(number) = number.filter(|_| !own) {
            assert!(reference.words.ends_with(&number), "{} should end with {number}", reference.words);
            let leaf = std::iter::once(target).chain(book.block(target).children()).find_map(|id| book.block(id).prose());
            let shown = &leaf.unwrap().text;
            assert!(shown.contains(&number), "{shown} should have {number}");
        }
    }
}

#[test]
fn references_say_what_is_printed_where_they_lead_in_both_files() {
    holds(Path::new("tests/cases/numbers"));
    holds(Path::new("tests/cases/numbers-in-german"));
}

#[test]
fn a_reference_to_a_page_says_the_page_of_its_target_through_a_whole_book() {
    holds(crossed().path());
}

#[test]
fn numbers_rise_without_gaps_in_the_order_of_print() {
    let folder = crossed();
    let run = support::run(folder.path());
    let (_, book) = run.book.as_ref().unwrap();
    let mut seen: Vec<String> = Vec::new();
    let mut sections: Vec<String> = Vec::new();
    for page in &run.pages.as_ref().unwrap().pages {
        let mut here: Vec<_> = page.items.iter().filter(|item| matches!(item.content, ItemContent::Text(_))).collect();
        here.sort_by_key(|item| item.y);
        for item in here {
            let Origin::Block(id) = item.origin else { continue };
            if let Some(label) = book.captions.get(&id).filter(|label| seen.last() != Some(&label.number)) {
                seen.push(label.number.clone());
            }
            let section = book.sections.iter().find(|section| section.heading == id);
            sections.extend(section.and_then(|section| section.number.clone()).filter(|number| sections.last() != Some(number)));
        }
    }
    let wanted = |one: &dyn Fn(usize, usize) -> String| {
        (1..=12).flat_map(|chapter| (1..=6).map(move |part| (chapter, part))).map(|(a, b)| one(a, b)).collect::<Vec<_>>()
    };
    assert_eq!(seen, wanted(&|chapter, part| format!("{chapter}.{part}")));
    let of_parts: Vec<String> = sections.iter().filter(|number| number.contains('.')).cloned().collect();
    assert_eq!(of_parts, wanted(&|chapter, part| format!("{chapter}.{part}")));
    assert_eq!(sections.len(), 12 + 72);
}

#[test]
fn without_the_key_a_book_is_what_it_was() {
    let text = "# One\n\n## Two\n\n![a](map.png \"Words\")\n\n| a |\n|---|\n| b |\n\n: Words\n\n$$ a = b $$ {#c}\n";
    let plain = support::run(written("", &[("one.md", text)]).path());
    let none = "[numbers]\nsections = 0\nfigures = \"none\"\ntables = \"none\"\nequations = \"none\"\n";
    let asked = support::run(written(none, &[("one.md", text)]).path());
    assert!(plain.pdf == asked.pdf && plain.epub == asked.epub);
    let numbered = support::run(written("[numbers]\nsections = 1\n", &[("one.md", text)]).path());
    assert!(plain.pdf != numbered.pdf);
}

#[test]
fn an_epub_without_pages_says_the_title() {
    let text = "# One {#one}\n\nIt is on [](#two){.page}, and [here](#two){.page}.\n\n# Two {#two}\n\nWords.\n";
    let run = support::run(written("[epub]\npages = \"none\"\n", &[("one.md", text)]).path());
    let one = &documents(run.epub.as_ref().unwrap())["one.xhtml"];
    assert!(bare(one).contains("It is on Two, and here."), "{}", bare(one));
    let run = support::run(written("", &[("one.md", text)]).path());
    let one = &documents(run.epub.as_ref().unwrap())["one.xhtml"];
    assert!(bare(one).contains("It is on page\u{A0}2, and here (page\u{A0}2)."), "{}", bare(one));
}

#[test]
fn what_stands_before_and_behind_the_text_has_no_number() {
    let files = [
        ("preface.md", "# Preface\n\n## Of it\n"),
        ("one.md", "# One\n\n## A\n\n## B {-}\n\n### Below it\n\n## D\n\n# Two {.unnumbered}\n\n## E\n\n# Three\n\n## F\n"),
        ("end.md", "# Afterword\n\n## Of that\n"),
        ("app.md", "# Maps {.appendix}\n\n## North\n\n# Tables {.appendix}\n"),
    ];
    let settings = "chapters = [\"one.md\"]\nfront = [\"preface.md\"]\nback = [\"app.md\", \"end.md\"]\n[numbers]\nsections = 3\n";
    let run = support::run(written(settings, &files).path());
    let (_, book) = run.book.as_ref().unwrap();
    let numbers: Vec<(&str, Option<&str>)> =
        book.sections.iter().map(|section| (section.title.as_str(), section.number.as_deref())).collect();
    assert_eq!(
        numbers,
        [
            ("Preface", None),
            ("Of it", None),
            ("One", Some("1")),
            ("A", Some("1.1")),
            ("B", None),
            ("Below it", None),
            ("D", Some("1.2")),
            ("Two", None),
            ("E", None),
            ("Three", Some("2")),
            ("F", Some("2.1")),
            ("Maps", Some("A")),
            ("North", Some("A.1")),
            ("Tables", Some("B")),
            ("Afterword", None),
            ("Of that", None),
        ]
    );
}

#[test]
fn the_title_of_an_essay_has_no_number_and_its_sections_begin_with_one() {
    let text = "# T\n\nSee [](#a).\n\n## A {#a}\n\nWords.\n\n### B\n\nWords.\n";
    let run = support::run(written("form = \"essay\"\n[numbers]\nsections = 2\n", &[("one.md", text)]).path());
    let (_, book) = run.book.as_ref().unwrap();
    let numbers: Vec<Option<&str>> = book.sections.iter().map(|section| section.number.as_deref()).collect();
    assert_eq!(numbers, [None, Some("1"), Some("1.1")]);
    let page = run.epub.as_ref().map(|epub| bare(&documents(epub).into_values().collect::<String>())).unwrap();
    assert!(page.contains("See section\u{A0}1."), "{page:?}");
}

#[test]
fn commentary_keeps_its_words_behind_a_number_of_a_page() {
    let text = "# One {#one}\n\nIt stands on [](#two){.page}, [](#two){.page} and [](#two){.page}, as the harbour does.\n\n# Two {#two}\n";
    let notes = "---\ncomments-on: one.md\n---\n\n### \"the harbour\"\n\nA note.\n";
    let folder =
        written("chapters = [\"one.md\"]\ncommentary = [\"n.md\"]\n[notes]\nmarks = \"underline\"\n", &[("one.md", text), ("n.md", notes)]);
    let run = support::run(folder.path());
    let one = &documents(run.epub.as_ref().unwrap())["one.xhtml"];
    assert!(one.contains(">the harbour</span>"), "{one}");
}
