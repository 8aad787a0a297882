use super::places::{PrintedPlace, WrittenPlace};
use super::*;
use crate::build::{Format, Options, build};
use crate::layout::frame::{ItemContent, Origin};
use crate::source::{Disk, Files, Memory, SourcePosition};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

fn set_from(files: &Arc<dyn Files>, book: &Path) -> Option<SetBook> {
    let options = Options { formats: vec![Format::Pdf], pages: true, undrawn: true, report: true, ..Options::new(book) };
    SetBook::of(build(files, &options))
}

fn set(text: &str) -> SetBook {
    let mut folder = Memory::default();
    folder.put("book/book.toml", "title = \"T\"\nauthors = [\"A. B.\"]\nlanguage = \"en\"\nlayout = 1\nchapters = [\"a.md\"]\n");
    folder.put("book/a.md", text);
    let files: Arc<dyn Files> = Arc::new(folder);
    set_from(&files, Path::new("book")).expect("pages")
}

/// The books of the tests and the essay; the guide is long, and its words are of no other kind.
fn books() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = std::fs::read_dir(root.join("tests/cases")).expect("cases").map(|entry| entry.expect("an entry").path());
    // A paragraph of ten megabytes is the business of others.
    let mut books: Vec<PathBuf> = cases.filter(|path| path.join("book.toml").exists() && !path.ends_with("paragraph-of-10-mb")).collect();
    books.sort();
    // Every third, for the time that all take: 18,609 words of all led to themselves.
    let mut books: Vec<PathBuf> = books.into_iter().step_by(3).collect();
    books.push(root.join("manuscripts"));
    books
}

/// The letters and digits alone, in small letters.
fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A click on a word of a page: what it is and where.
struct Click {
    page: usize,
    words: String,
    at: [f64; 2],
}

/// The middle of every word of the text on the pages, of every note and of every heading.
fn clicks(set: &SetBook) -> Vec<Click> {
    let mut clicks = Vec::new();
    for (page, one) in set.pages.pages.iter().enumerate() {
        for (index, item) in one.items.iter().enumerate() {
            let (Origin::Block(_), Some(_), ItemContent::Text(text)) = (item.origin, item.start, &item.content) else { continue };
            for (from, words) in text.text.unicode_word_indices() {
                if let Some(at) = set.middle_of(page, index, from..from + words.len()) {
                    clicks.push(Click { page, words: words.replace('\u{AD}', ""), at });
                }
            }
        }
    }
    clicks
}

#[test]
fn every_word_leads_to_itself_in_the_manuscript_and_back() {
    let files: Arc<dyn Files> = Disk::files();
    let (mut all, mut made, mut missed, mut back) = (0, 0, Vec::new(), Vec::new());
    for path in books() {
        let Some(set) = set_from(&files, &path) else { continue };
        let name = path.file_name().unwrap_or_default().display().to_string();
        for click in clicks(&set) {
            all += 1;
            let [x, y] = click.at;
            let told = |place: &WrittenPlace| {
                format!("{name} p. {}: {} → {}:{} {}", set.label(click.page), click.words, place.file, place.position.line, place.words)
            };
            let Some(place) = set.written(click.page, x, y) else {
                missed.push(format!("{name} p. {}: {} leads nowhere", set.label(click.page), click.words));
                continue;
            };
            // A word may be divided, have an index or marks of emphasis in it, or be written as an entity.
            if !letters(&place.words).contains(&letters(&click.words)) {
                // The number of a reference, or a label, is not written: it leads to what it stands for.
                let source = set.sources.named(&place.file).expect("a file");
                let line = set.sources.get(source).text().lines().nth(place.position.line - 1).unwrap_or_default();
                if place.words.is_empty()
                    || place.words.contains("](#")
                    || !line.unicode_words().any(|word| letters(word) == letters(&click.words))
                {
                    made += 1;
                } else {
                    missed.push(told(&place));
                }
                continue;
            }
            let printed = set.printed(&place.file, place.position);
            let within = |printed: &PrintedPlace| {
                let inside = |found: &geometry::PageBox| {
                    let [left, top, width, height] =
                        [found.left, found.top, found.width, found.height].map(crate::source::Length::to_points);
                    (left - 0.1..=left + width + 0.1).contains(&x) && (top - 0.1..=top + height + 0.1).contains(&y)
                };
                // A word that goes over to the next page is shown where it begins.
                // What is written in escapes, such as code in a cell, is one stretch.
                let is_stretch = letters(&place.words) != letters(&click.words);
                printed.page + 1 == click.page || printed.page == click.page && (is_stretch || printed.boxes.iter().any(inside))
            };
            // Of what is included in several places only the first is shown; what a reference says is not written.
            let is_twice = ["includes", "project-mdbook", "wiki"].contains(&name.as_str()) || place.words.contains("](#");
            if !printed.as_ref().is_some_and(within) && !is_twice {
                back.push(format!("{} ⇒ {:?}", told(&place), printed.map(|printed| printed.page)));
            }
        }
    }
    assert!(all > 5_000, "{all} words");
    assert!(made * 100 < all, "{made} of {all} words are nowhere on their lines");
    assert!(missed.is_empty(), "{} of {all} missed:\n{}", missed.len(), missed.join("\n"));
    assert!(back.is_empty(), "{} of {all} not back:\n{}", back.len(), back.join("\n"));
}

const TEXT: &str = "# A *fine* heading\n\nSome words, and a note[^n] on **bold** ones; then $a + b$ in a line.\n\n[^n]: What the note says.\n\n\
                    ## Second heading here\n\n- an item\n\n| Head | Other |\n|---|---|\n| cell | more |\n";

/// Where the first of some words on the pages is clicked, and what it is in the manuscript.
fn clicked(set: &SetBook, wanted: &str, origin: impl Fn(Origin) -> bool) -> Option<WrittenPlace> {
    for (page, one) in set.pages.pages.iter().enumerate() {
        for (index, item) in one.items.iter().enumerate() {
            let ItemContent::Text(text) = &item.content else { continue };
            let Some(from) = text.text.find(wanted).filter(|_| origin(item.origin)) else { continue };
            let [x, y] = set.middle_of(page, index, from..from + wanted.len())?;
            return set.written(page, x, y);
        }
    }
    None
}

#[test]
fn headings_contents_notes_formulas_and_cells_lead_to_their_places() {
    let set = set(TEXT);
    let at =
        |wanted: &str, origin: fn(Origin) -> bool| clicked(&set, wanted, origin).map(|place| (place.position.line, place.position.column));
    let of_block: fn(Origin) -> bool = |origin| matches!(origin, Origin::Block(_));
    assert_eq!(at("fine", of_block), Some((1, 6)), "inside the asterisks");
    assert_eq!(at("bold", of_block), Some((3, 33)));
    assert_eq!(at("What", of_block), Some((5, 7)), "the note at the foot");
    assert_eq!(at("cell", of_block), Some((13, 3)));
    assert_eq!(at("here", |origin| matches!(origin, Origin::Contents(_))), Some((7, 19)), "a word of a line of the contents");
    assert_eq!(at("+", |origin| matches!(origin, Origin::Formula(..))).map(|(line, _)| line), Some(3));
    assert_eq!(at("•", |origin| matches!(origin, Origin::Label(..))).map(|(line, _)| line), Some(9));
    assert_eq!(at("1", |origin| matches!(origin, Origin::Mark(..))).map(|(line, _)| line), Some(3), "the mark in the text");
}

#[test]
fn a_cursor_on_a_heading_leads_to_the_heading_not_to_the_contents() {
    let set = set(TEXT);
    let page = |line, column| set.printed("a.md", SourcePosition { line, column }).map(|place| set.label(place.page).to_owned());
    let heading = page(7, 5).expect("a page");
    assert_eq!(Some(heading.as_str()), page(9, 4).as_deref());
    assert_ne!(heading, "v", "the contents stand there");
    // Blank lines, marks and what lies behind the end lead to what is nearest.
    assert!(page(2, 1).is_some() && page(999, 999).is_some());
    assert_eq!(set.printed("other.md", SourcePosition { line: 1, column: 1 }).map(|place| place.page), None);
}

#[test]
fn a_divided_word_is_one_word_and_both_parts_of_it_are_shown() {
    let set = set(&format!("# One\n\n{}\n", "Incomprehensibilities characteristically overwhelm straightforwardness. ".repeat(40)));
    let mut divided = 0;
    for (page, one) in set.pages.pages.iter().enumerate() {
        for (index, item) in one.items.iter().enumerate() {
            let ItemContent::Text(text) = &item.content else { continue };
            if !text.text.ends_with('\u{AD}') || !matches!(item.origin, Origin::Block(_)) {
                continue;
            }
            let word = text.text.trim_end_matches('\u{AD}').rsplit(' ').next().expect("a word");
            let from = text.text.find(word).filter(|_| text.text.matches(word).count() == 1);
            let Some(from) = from else { continue };
            let [x, y] = set.middle_of(page, index, from..from + word.len()).expect("a place");
            let place = set.written(page, x, y).expect("a word");
            assert!(place.words.starts_with(word) && place.words.len() > word.len(), "{word} of {}", place.words);
            assert!(place.boxes.len() == 2 || index + 1 == one.lines.last().map_or(0, |line| line.items.end), "{:?}", place.boxes);
            divided += 1;
        }
    }
    assert!(divided > 3, "{divided}");
}

#[test]
fn words_are_found_whatever_their_capitals_and_over_the_end_of_a_line() {
    let set = set(&format!("# One\n\n{}\n\nThe end of “it”.\n", "Incomprehensibilities characteristically overwhelm. ".repeat(30)));
    let found = |words: &str| set.search(words).as_array().map_or(0, Vec::len);
    assert_eq!((found("INCOMPREHENSIBILITIES"), found("characteristically overwhelm")), (30, 30), "divided words too");
    assert_eq!((found("\"IT\""), found("nowhere"), found("  ")), (1, 0, 0));
    let boxes = set.search("the end")[0]["boxes"].clone();
    assert!(boxes[0][2].as_f64().is_some_and(|width| width > 10.0), "{boxes}");
}

#[test]
fn pages_have_another_hash_if_and_only_if_they_look_otherwise() {
    let text =
        |words: &str| format!("# One\n\n{}\n\n{words}\n\n{}\n", "Some words of a text. ".repeat(200), "More words of it. ".repeat(300));
    let versions = [
        "Here they differ.",
        "Here they differ?",
        "Here they differ, and that by a good deal more.",
        "Here *they* differ.",
        "Here they differ.",
    ];
    let sets: Vec<SetBook> = versions.iter().map(|words| set(&text(words))).collect();
    for pair in sets.windows(2) {
        let mut changed = 0;
        for page in 0..pair[0].prints().len().min(pair[1].prints().len()) {
            let [before, after] = [0, 1].map(|set: usize| (pair[set].prints()[page], pair[set].svg(page)));
            assert_eq!(before.0 == after.0, before.1 == after.1, "page {page}");
            changed += usize::from(before.0 != after.0);
        }
        assert!(changed > 0 && changed < pair[0].prints().len(), "{changed}");
    }
    assert_eq!(sets[0].prints(), sets[4].prints(), "an edit that is undone");
}

#[test]
fn a_page_holds_its_pictures_and_asks_for_nothing() {
    let set = set_from(&Disk::files(), &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/images")).expect("pages");
    let pages: Vec<String> = (0..set.prints().len()).filter_map(|page| set.svg(page)).collect();
    assert!(pages.iter().any(|page| page.contains("<image href='data:image/")), "no picture");
    for page in &pages {
        let asked =
            page.match_indices("href='").all(|(at, _)| page[at + 6..].starts_with('#') || page[at + 6..].starts_with("data:image/"));
        assert!(asked && !page.contains("<script"));
    }
    assert_eq!(set.svg(pages.len()), None);
}

/// The grey of a picture in small squares, so that edges that are softened otherwise do not count.
fn squares(width: usize, height: usize, grey: impl Fn(usize, usize) -> u32) -> Vec<u32> {
    const SIDE: usize = 6;
    let mut squares = Vec::new();
    for top in (0..height / SIDE).map(|row| row * SIDE) {
        for left in (0..width / SIDE).map(|column| column * SIDE) {
            let all: u32 = (0..SIDE * SIDE).map(|at| grey(left + at % SIDE, top + at / SIDE)).sum();
            squares.push(all / u32::try_from(SIDE * SIDE).expect("a small number"));
        }
    }
    squares
}

#[test]
#[ignore = "needs poppler, which tests/run installs"]
fn pages_look_as_those_of_the_pdf_do() {
    for name in
        ["manuscripts", "tests/cases/formulas", "tests/cases/right-to-left", "tests/cases/tables-with-spans", "tests/cases/drawings"]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let options = Options { formats: vec![Format::Pdf], pages: true, report: true, ..Options::new(&path) };
        let built = build(&Disk::files(), &options);
        let pdf = built.book_of(Format::Pdf).expect("a PDF").clone();
        let set = SetBook::of(built).expect("pages");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.pdf"), pdf).expect("room");
        let ran = std::process::Command::new("pdftoppm").args(["-r", "144", "-gray", "a.pdf", "a"]).current_dir(folder.path()).status();
        assert!(ran.expect("pdftoppm").success());
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder.path()).expect("pages").map(|entry| entry.expect("an entry").path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "pgm"));
        files.sort();
        assert_eq!(files.len(), set.prints().len(), "{name}");
        for (page, file) in files.iter().enumerate() {
            let bytes = std::fs::read(file).expect("a page");
            let head: Vec<usize> = bytes
                .splitn(4, |byte| byte.is_ascii_whitespace())
                .skip(1)
                .take(2)
                .map(|word| String::from_utf8_lossy(word).parse().expect("a number"))
                .collect();
            let (width, height) = (head[0], head[1]);
            let pixels = &bytes[bytes.len() - width * height..];
            let svg = set.svg(page).expect("a page");
            let own =
                crate::picture::draw::svg(svg.as_bytes(), u32::try_from(width).expect("small"), u32::try_from(height).expect("small"), &[])
                    .expect("a drawing");
            let grey = |x: usize, y: usize| {
                let pixel = &own.rgba[(y * width + x) * 4..][..4];
                let clear = 255 - u32::from(pixel[3]);
                (u32::from(pixel[0]) * 299 + u32::from(pixel[1]) * 587 + u32::from(pixel[2]) * 114) / 1000 + clear
            };
            let [ours, theirs] = [squares(width, height, grey), squares(width, height, |x, y| u32::from(pixels[y * width + x]))];
            let most = ours.iter().zip(&theirs).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0);
            let off = ours.iter().zip(&theirs).filter(|(a, b)| a.abs_diff(**b) > 48).count();
            // A line that stands a point beside its place makes hundreds of squares differ. Hair lines of drawings are a pixel wide in
            // poppler, whatever they are.
            let few = if svg.contains("<image") { 100 } else { 2000 };
            assert!(off * few <= ours.len(), "{name} page {page}: {off} of {} squares differ, by {most} at most", ours.len());
        }
    }
}
