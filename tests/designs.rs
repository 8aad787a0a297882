//! Designs: what each makes of pages, EPUB and cover, and that layouts, ragged text and places of folios are what they say.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::config::DESIGNS;
use bindery::testing::layout::frame::{Edge, ItemContent, Origin};
use bindery::testing::source::Length;
use bindery::{Built, Files, Format, Memory, Options, build, render};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::process::Command;
use std::sync::Arc;

/// Paragraphs of a few lines each, with long words that a narrow line would divide.
fn text() -> String {
    let paragraph = "The harbour administration unquestionably acknowledged the extraordinary responsibility of its \
                     representatives in 1884, notwithstanding considerable misunderstandings among the neighbouring communities. ";
    let paragraphs: String = (0..12).map(|_| format!("{}\n\n", paragraph.repeat(3))).collect();
    format!("# One\n\n{paragraphs}\n## Two\n\n{paragraphs}\n> {paragraph}\n\n# Three\n\n{paragraphs}")
}

fn made(settings: &str, more: &[(&str, &str)]) -> Built<Vec<u8>> {
    let mut memory = Memory::default();
    memory.put(
        "/book/book.toml",
        format!("title = \"The Title\"\nauthors = [\"A. Name\"]\nlanguage = \"en\"\nchapters = [\"one.md\"]\n{settings}\n"),
    );
    memory.put("/book/one.md", text());
    more.iter().for_each(|(name, text)| memory.put(std::path::Path::new("/book").join(name), *text));
    let files: Arc<dyn Files> = Arc::new(memory);
    build(&files, &Options { pages: true, ..Options::new("/book") })
}

fn told(built: &Built<Vec<u8>>) -> String {
    render::short(&built.reading.findings, &built.reading.sources)
}

/// The lines of the text on the pages: their left edges, and their words.
fn lines(built: &Built<Vec<u8>>) -> Vec<(Length, String)> {
    let pages = built.pages.as_ref().unwrap();
    let items = pages.pages.iter().flat_map(|page| &page.items).filter(|item| matches!(item.origin, Origin::Block(_)));
    items.filter_map(|item| if let ItemContent::Text(text) = &item.content { Some((item.x, text.text.clone())) } else { None }).collect()
}

/// The place of every page's number: whether it stands at the foot, and how far from the left.
fn folios(built: &Built<Vec<u8>>) -> Vec<(bool, Length)> {
    let mut places = Vec::new();
    for page in &built.pages.as_ref().unwrap().pages {
        let running = page.items.iter().filter_map(|item| match (&item.content, item.origin) {
            (ItemContent::Text(text), Origin::Running(edge)) if text.text.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some((edge == Edge::Foot, item.x))
            }
            _ => None,
        });
        places.extend(running);
    }
    places
}

fn stylesheet(built: &Built<Vec<u8>>) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(built.book_of(Format::Epub).unwrap())).unwrap();
    let place = archive.file_names().find(|name| name.ends_with("stylesheet.css")).unwrap().to_owned();
    let mut css = String::new();
    archive.by_name(&place).unwrap().read_to_string(&mut css).unwrap();
    css
}

#[test]
fn every_design_makes_other_pages_and_another_epub_without_a_finding() {
    let mut seen = BTreeSet::new();
    for (name, _) in DESIGNS {
        let built = made(&format!("design = \"{name}\""), &[]);
        assert_eq!(told(&built), "", "{name}");
        assert!(seen.insert(format!("{:?}", lines(&built))), "{name} has the pages of another");
        let css = stylesheet(&built);
        assert!(!css.contains('$'), "{name}: a family is not named");
        assert_eq!(css.contains("/* The design. */"), name != "press/1", "{name}");
    }
}

#[test]
fn the_first_design_is_the_default_and_a_style_has_the_say_about_pages() {
    let plain = lines(&made("", &[]));
    assert_eq!(lines(&made("design = \"press/1\"", &[])), plain);
    let both = made("design = \"modern/1\"\n[type]\nstyle = \"classic/1\"", &[]);
    assert_eq!(lines(&both), plain);
    assert!(stylesheet(&both).contains("/* The design. */"));
}

#[test]
fn ragged_text_keeps_its_words_whole_and_its_indents() {
    let built = made("[type]\nalign = \"left\"\nhyphenate = false", &[]);
    let all = lines(&built);
    assert!(all.iter().all(|(_, words)| !words.ends_with('-') && !words.ends_with('\u{AD}')), "a word is divided");
    // Flush below a heading and indented by 15 pt elsewhere, on both sides of a leaf.
    let lefts: BTreeSet<Length> = all.iter().filter(|(_, words)| words.starts_with("The harbour")).map(|(x, _)| *x).collect();
    assert_eq!(lefts.into_iter().collect::<Vec<_>>(), [54, 66, 69, 81].map(Length::points));
}

#[test]
fn hyphens_are_few_in_ragged_text_even_where_words_may_be_divided() {
    let hyphens = |settings: &str| lines(&made(settings, &[])).iter().filter(|(_, words)| words.ends_with('-')).count();
    let ragged = hyphens("[page]\nsize = \"a6\"\n[type]\nalign = \"left\"");
    let justified = hyphens("[page]\nsize = \"a6\"");
    assert!(ragged * 3 <= justified, "{ragged} of {justified}");
}

#[test]
fn page_numbers_stand_where_they_are_told_to() {
    let head = folios(&made("", &[]));
    assert!(head.iter().any(|(foot, _)| !foot));
    let foot = folios(&made("[page]\nfolios = \"foot\"", &[]));
    assert!(foot.iter().all(|(foot, _)| *foot), "{foot:?}");
    let outer = folios(&made("[page]\nfolios = \"foot-outer\"", &[]));
    assert!(outer.iter().all(|(foot, _)| *foot));
    let places: BTreeSet<Length> = outer.iter().map(|(_, x)| *x).collect();
    assert!(places.last().unwrap().units() > places.first().unwrap().units() * 3, "on both outer edges: {places:?}");
}

#[test]
fn a_head_never_stands_in_the_folio() {
    let settings = "[page]\nheads = { verso = \"title\", recto = \"title\" }\n[type]\nhead-verso = { align = \"left\" }\nhead-recto = { align = \"right\" }";
    for page in &made(settings, &[]).pages.as_ref().unwrap().pages {
        let heads = page.items.iter().filter(|item| item.origin == Origin::Running(Edge::Head)).map(|item| item.x);
        let places: Vec<Length> = heads.collect();
        if let [one, other] = places[..] {
            assert!((one.units() - other.units()).abs() > Length::points(60).units(), "{places:?}");
        }
    }
}

#[test]
fn a_layout_that_is_not_known_is_an_error_that_says_which_are() {
    let built = made("layout = 2", &[]);
    assert!(told(&built).contains("there is no layout 2") && built.files.is_empty(), "{}", told(&built));
    let helps: Vec<&str> = built.reading.findings.iter().filter_map(|finding| finding.help.as_deref()).collect();
    assert!(helps.iter().any(|help| help.ends_with("knows: 1")), "{helps:?}");
    assert_eq!(lines(&made("layout = 1", &[])), lines(&made("", &[])));
}

#[test]
fn a_design_of_ones_own_is_laid_over_the_style_it_names() {
    let own =
        "cover-design = \"large\"\nstylesheet = \"h1 { text-align: right; }\"\n[page]\nfolios = \"foot\"\n[type]\nstyle = \"compact/1\"\n";
    let built = made("design = \"mine.toml\"", &[("mine.toml", own)]);
    assert_eq!(told(&built), "");
    assert!(stylesheet(&built).contains("h1 { text-align: right; }"));
    assert!(folios(&built).iter().all(|(foot, _)| *foot));
    let bad = made("design = \"mine.toml\"", &[("mine.toml", "stylesheet = \"@import 'a.css';\"\n")]);
    assert!(told(&bad).contains("@import"), "{}", told(&bad));
    assert!(told(&made("design = \"pres\"", &[])).contains("there is no design `pres`"));
}

#[test]
fn designs_are_listed_and_printed() {
    let run = |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).output().unwrap();
    let list = String::from_utf8(run(&["design"]).stdout).unwrap();
    for (name, text) in DESIGNS {
        assert_eq!(list.lines().filter(|line| line.starts_with(&format!("{name}: "))).count(), 1, "{list}");
        assert_eq!(String::from_utf8(run(&["design", name]).stdout).unwrap(), text);
    }
    assert!(list.contains("design = \"press/1\""), "{list}");
    assert!(!run(&["design", "none/1"]).status.success());
}
