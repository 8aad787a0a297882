//! Titles as a press would print them: on two hundred real ones, over designs of covers, sizes of pages and styles, no word is cut
//! and nothing is left out.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::book::{COVER_DESIGNS, Metadata, Person};
use bindery::testing::config::{self, Config};
use bindery::testing::diagnostics::{Code, Diagnostics};
use bindery::testing::edition::{self, Presentation};
use bindery::testing::fonts::Fonts;
use bindery::testing::language::language;
use bindery::testing::layout::frame::{ItemContent, MatterRole, Origin, Pages};
use bindery::testing::picture::cover::{self, CoverFaces, CoverPictures, Paperback};
use bindery::testing::source::{Length, Sources};
use bindery::testing::{epub, layout, read};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A title page's words: language, title, subtitle, authors.
struct Given {
    language: &'static str,
    title: &'static str,
    subtitle: &'static str,
    authors: Vec<&'static str>,
}

/// Two hundred real titles, and some that were cut once.
fn titles() -> Vec<Given> {
    let line = |line: &'static str| {
        let mut fields = line.split('|');
        let [language, title, subtitle, authors] = std::array::from_fn(|_| fields.next().expect("four fields"));
        Given { language, title, subtitle, authors: authors.split(", ").collect() }
    };
    include_str!("support/titles.txt").lines().map(line).collect()
}

/// What a text is when only its words count: every space is one.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn metadata(given: &Given) -> Metadata {
    let person = |name: &&str| Person::author(name, name);
    let mut metadata = Metadata {
        title: given.title.to_owned(),
        subtitle: Some(given.subtitle.to_owned()).filter(|subtitle| !subtitle.is_empty()),
        people: given.authors.iter().map(person).collect(),
        language: given.language.to_owned(),
        publisher: Some("The Quayside & O'Neill Press".to_owned()),
        ..Metadata::default()
    };
    read::typographic(&mut metadata);
    metadata
}

/// The lines of letters in a drawing, in order.
fn drawn(svg: &str) -> Vec<String> {
    let inner = |part: &str| part.split_once('>').unwrap().1.split_once("</text>").unwrap().0.to_owned();
    // The marks of direction are for the shaper.
    let plain = |text: String| {
        text.replace(['\u{202B}', '\u{202C}'], "").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    svg.split("<text ").skip(1).map(inner).map(plain).collect()
}

/// Whether the words stand in lines that follow one another, all of them.
fn stands(text: &str, lines: &[String]) -> bool {
    let text = words(text);
    // A long word is divided by the patterns of its language before it becomes small: no line ends with a hyphen otherwise.
    let whole = |lines: &[String]| {
        let plain = lines.join(" ");
        words(&plain) == text || words(&plain.replace("- ", "")) == text
    };
    (0..lines.len()).any(|from| (from..lines.len()).any(|to| whole(&lines[from..=to])))
}

fn front_is_whole(metadata: &Metadata, lines: &[String], cut: bool, what: &str, faults: &mut String) {
    let authors = language(&metadata.language).uppercase(&metadata.author_line());
    let wanted = [Some(&metadata.title), metadata.subtitle.as_ref(), Some(&authors)];
    for text in wanted.into_iter().flatten().filter(|text| cut || !stands(text, lines)) {
        let _ = writeln!(faults, "{what}: {text:?} in {lines:?}");
    }
}

#[test]
fn no_title_is_cut_on_any_cover() {
    let fonts = Fonts::built_in();
    let faces = CoverFaces::of(&fonts);
    let sizes = [
        (298_000, 420_000),
        (360_000, 576_000),
        (432_000, 648_000),
        (420_000, 595_000),
        (612_000, 612_000),
        (612_000, 792_000),
        (792_000, 612_000),
    ];
    let mut faults = String::new();
    for given in titles() {
        for (name, design) in COVER_DESIGNS {
            let metadata = Metadata { cover_design: design, ..metadata(&given) };
            let (svg, cut) = cover::svg(&metadata, &faces);
            front_is_whole(&metadata, &drawn(&svg), cut, name, &mut faults);
            for (width, height) in sizes {
                let spine = Length::milli(40_000);
                let [width, height, bleed] = [width, height, 9_000].map(Length::milli);
                let paperback = Paperback { width, height, spine, bleed, pages: 300 };
                let wrapped = cover::wrapped(&metadata, &faces, &paperback, CoverPictures::NONE);
                let what = format!("{name} {}x{}", width.to_points(), height.to_points());
                front_is_whole(&metadata, &drawn(&wrapped.svg), wrapped.front_cut, &what, &mut faults);
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn a_cover_that_cuts_its_words_says_so() {
    let fonts = Fonts::built_in();
    let told = |subtitle: String| {
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        std::fs::write(&file, format!("---\ntitle: T\nsubtitle: {subtitle}\nauthors: A\nlanguage: en\n---\n# One\n")).unwrap();
        let config = config::load(bindery::testing::source::Disk::files(), &file, &mut sources, &mut found).unwrap();
        let cover = epub::cover(&config, &read::prepared(&config), &fonts, &mut found);
        assert!(cover.is_some());
        found.iter().any(|finding| finding.code == Code::CoverWords)
    };
    assert!(!told("an account of the voyage ".repeat(8)));
    assert!(told("an account of the voyage ".repeat(200)));
}

fn book(given: &Given, style: &str, size: &str) -> (Config, String, Pages) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), "# One\n\nText.\n").unwrap();
    let toml = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let subtitle = if given.subtitle.is_empty() { String::new() } else { format!("subtitle = {}\n", toml(given.subtitle)) };
    let authors: Vec<String> = given.authors.iter().map(|name| toml(name)).collect();
    let settings = format!(
        "title = {}\n{subtitle}authors = [{}]\nlanguage = \"{}\"\npublisher = \"The O'Neill Press\"\nchapters = [\"a.md\"]\n[page]\nsize = \"{size}\"\n[type]\nstyle = \"{style}\"\n",
        toml(given.title),
        authors.join(", "),
        given.language
    );
    std::fs::write(folder.path().join("book.toml"), settings).unwrap();
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(bindery::testing::source::Disk::files(), &folder.path().join("book.toml"), &mut sources, &mut found).unwrap();
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found).unwrap();
    let fonts = Fonts::built_in();
    let edition = edition::arrange(&book, Presentation::Foot);
    let pages = layout::set(&edition, &config, &fonts, &mut found);
    (config, book.metadata.title.clone(), pages)
}

/// The lines of each text that is not in the manuscript, with the words it has.
fn matter(pages: &Pages) -> Vec<(String, Vec<String>)> {
    let mut lines: Vec<(String, Vec<String>)> = pages.matter.iter().map(|line| (line.text.clone(), Vec::new())).collect();
    let mut last = None;
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let (Origin::Matter(index), ItemContent::Text(text)) = (item.origin, &item.content) else { continue };
        let (_, set) = &mut lines[index as usize];
        if last.replace((index, item.y)) != Some((index, item.y)) {
            set.push(String::new());
        }
        set.last_mut().unwrap().push_str(&text.text);
    }
    lines
}

#[test]
fn no_word_is_cut_on_any_title_page() {
    let titles = titles();
    let half = titles.len() / 2;
    let some = |titles: &[Given]| {
        let mut faults = String::new();
        for given in titles {
            for style in ["classic/1", "essay/1", "compact/1"] {
                for size in ["a6", "5x8", "6x9", "a5", "a4"] {
                    let (_, title, pages) = book(given, style, size);
                    let told = matter(&pages);
                    assert!(told.iter().any(|(text, _)| *text == title), "{title}");
                    for (text, lines) in told {
                        if words(&lines.join(" ")) != words(&text) {
                            let _ = writeln!(faults, "{style} {size}: {lines:?}");
                        }
                    }
                }
            }
        }
        faults
    };
    let faults = std::thread::scope(|scope| {
        let first = scope.spawn(|| some(&titles[..half]));
        some(&titles[half..]) + &first.join().unwrap()
    });
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn titles_are_parted_by_their_sense() {
    for (language, title, wanted) in [
        ("en", "The Life and Opinions of Tristram Shandy, Gentleman", ["The Life and Opinions", "of Tristram Shandy, Gentleman"]),
        ("en", "On the Origin of Species by Means of Natural Selection", ["On the Origin of Species", "by Means of Natural Selection"]),
        ("de", "Die Verwandlung und andere Erzählungen", ["Die Verwandlung", "und andere Erzählungen"]),
        ("en", "Grandmother’s *Kitchen* in the Garden of the Old House", ["Grandmother’s Kitchen", "in the Garden of the Old House"]),
    ] {
        let (_, _, pages) = book(&Given { language, title, subtitle: "", authors: vec!["B"] }, "classic/1", "6x9");
        let lines: Vec<Vec<String>> = matter(&pages).into_iter().map(|(_, lines)| lines).collect();
        assert!(lines.iter().any(|lines| lines.iter().map(|line| line.trim()).eq(wanted)), "{lines:?}");
    }
}

#[test]
fn printed_metadata_has_no_typewriter_marks() {
    for given in titles() {
        let (_, _, pages) = book(&given, "classic/1", "6x9");
        for (text, _) in matter(&pages) {
            assert!(!text.contains(['\'', '"']) && !text.contains("--") && !text.contains("..."), "{text}");
        }
    }
}

#[test]
fn no_word_runs_off_a_page_of_front_matter() {
    let long = "The whole of what is known of harbours and of those who build them ".repeat(30);
    let names = ["Ann of the Long Pier", "Benedict Harbourmaster-Smith"].repeat(30);
    for (title, subtitle, authors) in [("A", &*long, vec!["B"]), (&*long, "", vec!["B"]), ("A", "", names)] {
        let title: &'static str = title.to_owned().leak();
        let given = Given { language: "en", title, subtitle: subtitle.to_owned().leak(), authors };
        for size in ["a6", "6x9", "a4"] {
            let (config, _, pages) = book(&given, "classic/1", size);
            let foot = config.page.height - config.page.margins.bottom;
            for page in &pages.pages {
                for item in page.items.iter().filter(|item| matches!(item.origin, Origin::Matter(_))) {
                    assert!(item.y > Length::ZERO && item.y <= foot, "{size}: {item:?}");
                }
            }
            for (text, lines) in matter(&pages) {
                assert_eq!(words(&lines.join(" ")), words(&text), "{size}");
            }
        }
    }
}

/// A book of one paragraph, set.
fn set(head: &str, settings: &str) -> Pages {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", &format!("{head}\nauthors = [\"A. B.\"]\nchapters = [\"a.md\"]\n{settings}"));
    write("a.md", &format!("# Eins\n\n{}\n", "Worte und Worte und noch mehr davon. ".repeat(600)));
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(bindery::testing::source::Disk::files(), folder.path(), &mut sources, &mut found).unwrap();
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found).unwrap();
    let edition = edition::arrange(&book, config.notes.pdf);
    let fonts = Fonts::load(&config, &mut found);
    layout::set(&edition, &config, &fonts, &mut found)
}

#[test]
fn a_word_too_long_for_a_line_is_divided_with_a_hyphen() {
    for (title, paper) in [
        ("Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung", "6x9"),
        ("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", "a6"),
    ] {
        let pages =
            set(&format!("title = \"{title}\"\nlanguage = \"de\"\nsubtitle = \"Ein Entwurf\""), &format!("[page]\nsize = \"{paper}\"\n"));
        for (index, line) in pages.matter.iter().enumerate().filter(|(_, line)| line.text == title) {
            let texts: Vec<&str> = pages
                .pages
                .iter()
                .flat_map(|page| &page.items)
                .filter_map(|item| match (&item.content, item.origin) {
                    (ItemContent::Text(text), Origin::Matter(of)) if of as usize == index => Some(text.text.as_str()),
                    _ => None,
                })
                .collect();
            assert!(texts[..texts.len() - 1].iter().all(|text| text.ends_with('\u{AD}')), "{:?}: {texts:?}", line.role);
        }
        let running = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match (&item.content, item.origin) {
            (ItemContent::Text(text), Origin::Running(_)) if title.starts_with(&text.text[..4.min(text.text.len())]) => {
                Some(text.text.as_str())
            }
            _ => None,
        });
        let mut heads = 0;
        for head in running {
            heads += 1;
            assert!(head == title || head.strip_suffix('…').is_some_and(|part| title.starts_with(part)), "{head}");
        }
        assert!(heads > 0, "no running head of {title}");
    }
}

#[test]
fn nothing_on_a_title_page_is_larger_than_its_title() {
    let title = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung";
    let pages = set(&format!("title = \"{title}\"\nlanguage = \"de\"\nsubtitle = \"Ein Entwurf\""), "[page]\nsize = \"a6\"\n");
    let size = |role| sizes_of(&pages, role).into_iter().max().unwrap();
    assert!(size(MatterRole::Title) >= size(MatterRole::Subtitle) && size(MatterRole::Title) >= size(MatterRole::Person));
}

#[test]
fn an_address_on_the_copyright_page_is_as_large_as_what_is_beside_it() {
    let sizes = |rights: &str| {
        let head = format!("title = \"Harbours\"\nlanguage = \"en\"\nrights = \"{rights}\"");
        sizes_of(&set(&head, "[page]\nsize = \"a6\"\n"), MatterRole::Copyright)
    };
    assert_eq!(sizes(&format!("https://harbour.example/{}", "licence".repeat(12))), sizes("All kept"));
}

/// The sizes of type that a kind of front matter has.
fn sizes_of(pages: &Pages, role: MatterRole) -> BTreeSet<Length> {
    let is = |origin: Origin| matches!(origin, Origin::Matter(index) if pages.matter[index as usize].role == role);
    let texts = pages.pages.iter().flat_map(|page| &page.items).filter(|item| is(item.origin));
    texts.filter_map(|item| if let ItemContent::Text(text) = &item.content { Some(text.size) } else { None }).collect()
}

#[test]
fn the_title_and_copyright_pages_of_an_epub_say_what_the_settings_say() {
    let settings = "title = \"Salt & Silver\"\nsubtitle = \"A <True> Account\"\npublisher = \"Quayside\"\nlanguage = \"en\"\nrights = \"All kept\"\n\
        date = \"2026-11\"\nisbn = \"9780306406157\"\nseries = { name = \"Voyages\", number = \"2\" }\nchapters = [\"a.md\"]\n\
        authors = [\"Ada Smith\", \"Ben Jones\", { name = \"Cy Brown\", role = \"translator\" }]\n";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), "# One\n\nText.\n").unwrap();
    std::fs::write(folder.path().join("book.toml"), settings).unwrap();
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(bindery::testing::source::Disk::files(), &folder.path().join("book.toml"), &mut sources, &mut found).unwrap();
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found).unwrap();
    let (fonts, edition) = (Fonts::built_in(), edition::arrange(&book, Presentation::Popup));
    let coming = epub::PendingFiles { cover: |found: &mut _| epub::cover(&config, &book.metadata, &fonts, found), starts: Vec::new };
    let mut file = std::io::Cursor::new(Vec::new());
    epub::write(&edition, &config, &fonts, "2026-11-24T00:00:00Z", coming, &mut file, &mut found).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    // Every paragraph with its kind.
    let mut page = |name: &str| -> Vec<String> {
        let page = std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
        let body = page.split_once("<body").unwrap().1;
        let kind = |tag: &str| tag.split_once("class=\"").map_or("", |(_, class)| class.split_once('"').unwrap().0).to_owned();
        let parts = body.split('<').filter_map(|part| part.split_once('>')).filter(|(_, text)| !text.trim().is_empty());
        parts.map(|(tag, text)| format!("{}: {text}", kind(tag))).collect()
    };
    assert_eq!(
        page("OEBPS/title.xhtml"),
        [
            ": Salt &amp; Silver",
            "subtitle: A &lt;True&gt; Account",
            "author: Ada Smith",
            "author: Ben Jones",
            "other: Translated by Cy Brown",
            "series: Voyages, 2",
            "publisher: Quayside",
        ]
    );
    assert_eq!(
        page("OEBPS/copyright.xhtml"),
        [
            ": Salt &amp; Silver",
            ": Ada Smith, Ben Jones",
            ": Translated by Cy Brown",
            "gap: Quayside, November 2026",
            "gap: All kept",
            "gap: ISBN 978-0-306-40615-7",
            "gap bound: Set and bound with Bindery.",
        ]
    );
}
