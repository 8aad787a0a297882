//! Every way to present a commentary in the PDF: no note is lost, none stands before its mark, off the page or over another, and
//! the text is the same in all of them.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::book::{BlockId, Book, NoteKind, text};
use bindery::testing::config::{self, Config, IN_PDF, Marks, Presentation};
use bindery::testing::diagnostics::{Diagnostics, render};
use bindery::testing::edition::{self, EntryId, NoteSeries};
use bindery::testing::fonts::Fonts;
use bindery::testing::layout::frame::{Edge, ItemContent, LinkTarget, Origin, Page, PageItem, Pages, TextArea};
use bindery::testing::source::{Length, Sources};
use bindery::testing::{layout, read};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

struct Made {
    config: Config,
    book: Book,
}

fn read(folder: &Path) -> Made {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(bindery::testing::source::Disk::files(), folder, &mut sources, &mut found).unwrap();
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found);
    Made { config, book: book.unwrap_or_else(|| panic!("{}", render::short(&found, &sources))) }
}

/// A text of many short paragraphs, every third with a comment on some of its words: long ones and short ones, some on whole
/// sections, some with a footnote of their own, some crossing paragraphs.
fn long() -> Made {
    let folder = tempfile::tempdir().unwrap();
    let (mut essay, mut notes) =
        (String::new(), "---\ncomments-on: text.md\nvoice: ed\nvoices:\n  ed: { name: The editor, label: Ed. }\n---\n".to_owned());
    for n in 0..240 {
        if n % 60 == 0 {
            let _ = write!(essay, "# Chapter {}\n\n", n / 60 + 1);
            let _ = write!(notes, "## Chapter {}\n\nOn the chapter as a whole.\n\n", n / 60 + 1);
        } else if n % 20 == 0 {
            let _ = write!(essay, "## Section {n}\n\n");
        }
        if n == 30 {
            // Over more than a page, with its head repeated.
            let rows: String = (0..70).map(|row| format!("| Row {row} | something about it |\n")).collect();
            let _ = write!(essay, "| Number | Words |\n|---|---|\n{rows}\n");
        }
        let words = ["water", "bridge", "evening", "harbour", "letter", "nobody", "slowly"];
        let body: Vec<&str> = (0..20 + n * 13 % 70).map(|word| words[(word * word + n) % 7]).collect();
        let _ = write!(
            essay,
            "Here begins number {n} of them all, {} and number {n} ends{}.\n\n",
            body.join(" "),
            if n % 17 == 0 { "[^f]" } else { "" }
        );
        if n % 17 == 0 {
            essay = essay.replace("[^f]", &format!("[^{n}]"));
            let _ = write!(essay, "[^{n}]: The author says so {n} times.\n\n");
        }
        if n % 3 == 0 {
            let _ = write!(notes, "### \"begins number {n} of\"\n\nA remark on {n}. {}\n\n", "It goes on for a while. ".repeat(n * 7 % 11));
        }
        if n % 31 == 0 {
            let _ = write!(notes, "### \"number {n} ends … begins number {}\"\n\nA remark on two paragraphs.\n\n", n + 1);
        }
    }
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", "title = \"A Long Text\"\nauthors = [\"Somebody\"]\nchapters = [\"text.md\"]\ncommentary = [\"notes.md\"]\n");
    write("text.md", &essay);
    write("notes.md", &notes);
    read(folder.path())
}

fn own() -> Made {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscripts"))
}

fn set(made: &Made, presentation: Presentation) -> Pages {
    let fonts = Fonts::built_in();
    layout::set(&edition::arrange(&made.book, presentation), &made.config, &fonts, &mut Diagnostics::default())
}

/// The text of the blocks as set, without marks.
fn words(pages: &Pages, wanted: impl Fn(BlockId) -> bool) -> BTreeMap<BlockId, String> {
    let mut words: BTreeMap<BlockId, String> = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let (Origin::Block(id), ItemContent::Text(text)) = (item.origin, &item.content)
            && wanted(id)
        {
            let line = text.text.replace('\u{AD}', "");
            words.entry(id).or_default().push_str(&line.split_whitespace().collect::<String>());
        }
    }
    words
}

/// The blocks of the text, and those of the notes.
fn blocks(book: &Book) -> [Vec<BlockId>; 2] {
    let leaves = |blocks: &[BlockId]| text::leaves(book, blocks).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    let of_text = book.chapters.iter().flat_map(|chapter| leaves(&chapter.blocks)).collect();
    let comments = book.notes.iter().filter(|note| matches!(note.kind, NoteKind::Comment(_)));
    [of_text, comments.flat_map(|note| leaves(&note.blocks)).collect()]
}

fn page_of(pages: &Pages, wanted: impl Fn(&PageItem) -> bool) -> Vec<usize> {
    (0..pages.pages.len()).filter(|&page| pages.pages[page].items.iter().any(&wanted)).collect()
}

fn assert_whole(made: &Made) {
    let [of_text, of_notes] = blocks(&made.book);
    let foot = set(made, Presentation::Foot);
    let text = words(&foot, |id| of_text.contains(&id));
    let notes = words(&foot, |id| of_notes.contains(&id));
    assert!(text.len() > 10 && notes.len() > 10);
    for (name, presentation) in IN_PDF {
        let pages = set(made, presentation);
        let none = BTreeMap::new();
        let (has_text, has_notes) = (presentation != Presentation::Only, presentation != Presentation::Omit);
        assert_eq!(&words(&pages, |id| of_text.contains(&id)), if has_text { &text } else { &none }, "{name}: the text");
        assert_eq!(&words(&pages, |id| of_notes.contains(&id)), if has_notes { &notes } else { &none }, "{name}: the notes");
    }
}

#[test]
fn the_text_and_every_note_are_whole_in_every_presentation() {
    assert_whole(&own());
    assert_whole(&long());
}

#[test]
fn every_voice_keeps_its_footnotes_in_every_presentation() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", "title = \"Voices\"\nauthors = [\"Somebody\"]\nchapters = [\"text.md\"]\ncommentary = [\"notes.md\"]\n");
    write("text.md", "# One\n\nThe water ran[^own] under a bridge, and nobody minded.\n\n[^own]: A note of the text.\n");
    write(
        "notes.md",
        "---\ncomments-on: text.md\nvoice: ed\nvoices:\n  ed: { name: The editor, label: Ed. }\n  an: { name: The analyst, label: An. }\n---\n\
         ### \"under a bridge\"\n\nThe editor says.[^e]\n\n### \"under a bridge\" {.an}\n\nThe analyst says.[^a]\n\n\
         [^e]: A note of the editor.[^d]\n\n[^a]: A note of the analyst.\n\n[^d]: A note on a note.\n",
    );
    let made = read(folder.path());
    for (name, presentation) in IN_PDF {
        let pages = set(&made, presentation);
        let edition = edition::arrange(&made.book, presentation);
        let (text, notes) = (presentation != Presentation::Only, presentation != Presentation::Omit);
        for (index, note) in made.book.notes.iter().enumerate() {
            let of_text = matches!(&note.kind, NoteKind::Footnote(label) if label == "own");
            let shown = if of_text { text } else { notes };
            let words = made.book.block(note.blocks[0]).prose().unwrap().plain();
            let on = page_of(&pages, |item| item.origin == Origin::Block(note.blocks[0]));
            assert_eq!(on.len(), usize::from(shown), "{name}: “{words}”");
            if shown && matches!(note.kind, NoteKind::Footnote(_)) {
                let entry = edition.entry_of(bindery::testing::book::NoteId::new(index)).unwrap();
                let marks = page_of(&pages, |item| matches!(item.origin, Origin::Mark(of, _) if of == entry));
                assert_eq!(marks.len(), 1, "{name}: “{words}” has its mark");
            }
        }
    }
}

/// Where each entry begins, by page, and where its first mark stands.
fn heads(made: &Made, pages: &Pages, presentation: Presentation) -> Vec<(EntryId, NoteSeries, usize, usize)> {
    let edition = edition::arrange(&made.book, presentation);
    let entries = edition.entries().map(|(id, entry)| {
        let head = page_of(pages, |item| item.origin == Origin::EntryHead(id));
        let mark = page_of(pages, |item| matches!(item.origin, Origin::Mark(of, _) if of == id));
        (id, entry.series, head[0], mark[0])
    });
    entries.collect()
}

#[test]
fn a_note_begins_where_its_presentation_says() {
    let made = long();
    for (presentation, apart) in [(Presentation::Foot, 0), (Presentation::Margin, 0), (Presentation::Columns, 0), (Presentation::Facing, 1)]
    {
        let pages = set(&made, presentation);
        for (id, series, head, mark) in heads(&made, &pages, presentation) {
            let apart = if series == NoteSeries::Commentary { apart } else { 0 };
            assert_eq!(head, mark + apart, "{presentation:?}: {id:?}");
        }
    }
    for presentation in [Presentation::AfterSection, Presentation::End] {
        let pages = set(&made, presentation);
        assert!(heads(&made, &pages, presentation).into_iter().all(|(.., head, mark)| head >= mark), "{presentation:?}");
    }
}

/// What stands on a page besides heads and folios, repeated heads of tables among it, as boxes: left, top, right, bottom.
fn boxes(page: &Page, fonts: &Fonts) -> Vec<(Length, Length, Length, Length)> {
    let text = |item: &PageItem| match &item.content {
        // The dots of the contents end in white.
        ItemContent::Text(text) if !matches!(item.origin, Origin::Running(_)) && !text.text.trim_matches([' ', '.']).is_empty() => {
            let face = fonts.face(text.face);
            let width: i64 = text.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
            let x_height = text.size.scale(i64::from(face.x_height), i64::from(face.units_per_em));
            Some((item.x, item.y - x_height, item.x + Length::raw(width), item.y))
        }
        _ => None,
    };
    page.items.iter().filter_map(text).collect()
}

#[test]
fn nothing_stands_off_the_page_or_over_another() {
    let fonts = Fonts::built_in();
    let made = long();
    for (name, presentation) in IN_PDF {
        for page in &set(&made, presentation).pages {
            let boxes = boxes(page, &fonts);
            for (index, a) in boxes.iter().enumerate() {
                assert!(
                    a.0 >= Length::ZERO && a.2 <= made.config.page.width && a.1 >= Length::ZERO && a.3 <= made.config.page.height,
                    "{name}"
                );
                // A hair of a point is the overhang of a mark.
                let slack = Length::points(1);
                for b in &boxes[index + 1..] {
                    let over = a.0 + slack < b.2 && b.0 + slack < a.2 && a.1 < b.3 && b.1 < a.3;
                    assert!(!over, "{name}, page {}: {a:?} {b:?}", page.label);
                }
            }
        }
    }
}

#[test]
fn margin_notes_stand_level_with_their_words_where_there_is_room() {
    let made = long();
    let pages = set(&made, Presentation::Margin);
    let (mut level, mut all) = (0, 0);
    for page in &pages.pages {
        let beside: Vec<Length> =
            page.lines.iter().filter(|line| line.area == TextArea::Beside).map(|line| page.items[line.items.start].y).collect();
        for mark in page.items.iter().filter(|item| matches!(item.origin, Origin::Mark(..))) {
            let Origin::Mark(entry, _) = mark.origin else { continue };
            let head = page.items.iter().find(|item| item.origin == Origin::EntryHead(entry)).map(|item| item.y);
            if let Some(head) = head.filter(|head| beside.contains(head)) {
                all += 1;
                let apart = (head - mark.y).units().abs();
                level += usize::from(apart < Length::points(6).units());
            }
        }
    }
    assert!(all > 60 && level * 2 > all, "{level} of {all} are level");
}

#[test]
fn the_chapter_of_notes_names_the_pages() {
    let made = long();
    let pages = set(&made, Presentation::End);
    let edition = edition::arrange(&made.book, Presentation::End);
    for (id, _) in edition.entries().filter(|(_, entry)| entry.series == NoteSeries::Commentary) {
        let mark = page_of(&pages, |item| matches!(item.origin, Origin::Mark(of, _) if of == id))[0];
        let head: String = pages
            .pages
            .iter()
            .flat_map(|page| &page.items)
            .filter(|item| item.origin == Origin::EntryHead(id))
            .map(|item| if let ItemContent::Text(text) = &item.content { text.text.as_str() } else { "" })
            .collect();
        let label = &pages.pages[mark].label;
        assert!(head.starts_with(&format!("p.\u{A0}{label}\u{2002}")), "{head:?} is on page {label}");
    }
}

/// Without letters a note still begins on the page of the last word it is on, and no letter is left in the text.
/// The words at the head of a page.
fn head_of(page: &Page) -> String {
    let heads = page.items.iter().filter(|item| matches!(item.origin, Origin::Running(Edge::Head)));
    let texts = heads.filter_map(|item| if let ItemContent::Text(text) = &item.content { Some(text.text.as_str()) } else { None });
    texts.filter(|text| *text != page.label).collect()
}

#[test]
fn the_head_of_a_page_of_notes_names_the_pages_they_are_on() {
    for (tag, one, several) in
        [("en", "Notes to page\u{A0}", "Notes to pages\u{A0}"), ("de", "Anmerkungen zu Seite\u{A0}", "Anmerkungen zu den Seiten\u{A0}")]
    {
        let mut made = long();
        made.book.language = tag.to_owned();
        let pages = set(&made, Presentation::End);
        let label = |entry| {
            let called = |page: &&Page| page.items.iter().any(|item| matches!(item.origin, Origin::Mark(of, _) if of == entry));
            pages.pages.iter().find(called).map(|page| page.label.clone())
        };
        let edition = edition::arrange(&made.book, Presentation::End);
        // Footnotes stand at the feet of all pages.
        let gathered = |item: &PageItem| match item.origin {
            Origin::EntryHead(entry) if edition.entry(entry).series == NoteSeries::Commentary => Some(entry),
            _ => None,
        };
        let first = page_of(&pages, |item| gathered(item).is_some())[0];
        let mut open = None;
        let mut seen = 0;
        for page in &pages.pages[first..] {
            // Every item of a page of notes is of an entry, the first that begins here or the one that runs over.
            let heads: Vec<_> = page.items.iter().filter_map(gathered).collect();
            let begins = page.items.iter().find(|item| !item.origin.is_artifact());
            let runs_over = begins.is_some_and(|item| !matches!(item.origin, Origin::EntryHead(_) | Origin::Matter(_)));
            let on: Vec<_> = open.filter(|_| runs_over).into_iter().chain(heads).collect();
            open = on.last().copied();
            if page.opening {
                assert_eq!(head_of(page), "", "an opening has no head");
                continue;
            }
            let labels: Vec<String> = on.iter().filter_map(|&entry| label(entry)).collect();
            let (from, to) = (labels.first().unwrap(), labels.last().unwrap());
            let wanted = if from == to { format!("{one}{from}") } else { format!("{several}{from}–{to}") };
            assert_eq!(head_of(page), wanted, "page {}", page.label);
            seen += 1;
        }
        assert!(seen > 3, "{seen}");
    }
}

#[test]
fn words_may_be_underlined_or_shown_by_the_note_alone() {
    let made = long();
    let fonts = Fonts::built_in();
    let with = words(&set(&made, Presentation::Foot), |_| true);
    for shown in [Marks::Underline, Marks::None] {
        for presentation in [Presentation::Foot, Presentation::Margin, Presentation::End] {
            let edition = edition::arrange(&made.book, presentation).showing(shown);
            let pages = layout::set(&edition, &made.config, &fonts, &mut Diagnostics::default());
            assert_eq!(words(&pages, |_| true), with, "{shown:?} {presentation:?}");
            let comments = edition.entries().filter(|(_, entry)| entry.series == NoteSeries::Commentary);
            for (id, entry) in comments {
                assert!(page_of(&pages, |item| matches!(item.origin, Origin::Mark(of, _) if of == id)).is_empty());
                let head = page_of(&pages, |item| item.origin == Origin::EntryHead(id))[0];
                let text = page_of(&pages, |item| item.origin == Origin::Block(entry.at.block));
                assert!(presentation == Presentation::End || text.contains(&head), "{shown:?} {presentation:?} {id:?}");
            }
            let underlined =
                |item: &&PageItem| matches!(item.link, Some(LinkTarget::Entry(_))) && !matches!(item.origin, Origin::EntryHead(_));
            let words = pages.pages.iter().flat_map(|page| &page.items).filter(underlined).filter(|item| {
                matches!(item.origin, Origin::Block(_)) && matches!(&item.content, ItemContent::Text(text) if text.text.contains("begins"))
            });
            assert_eq!(words.count() > 60, shown == Marks::Underline);
        }
    }
}
