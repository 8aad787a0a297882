//! How chapters are cut into pages: facing pages end level, no line stands alone, tables, notes and figures go on as a printer
//! would have them.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::book::{BlockId, BlockKind, Book, Table};
use bindery::testing::config::{self, Config};
use bindery::testing::diagnostics::{Diagnostics, render};
use bindery::testing::edition::{self, EntryId, Presentation};
use bindery::testing::fonts::Fonts;
use bindery::testing::layout::frame::{ItemContent, Origin, Page, PageItem, Pages, TextArea};
use bindery::testing::source::{Length, Sources};
use bindery::testing::{layout, read};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

struct Made {
    config: Config,
    book: Book,
    pages: Pages,
    entries: Vec<EntryId>,
    found: Diagnostics,
}

/// A page of forty lines of 14 points, with pictures `tall.svg` (400 pixels) and `low.svg` (60 pixels) beside the text.
fn make(settings: &str, markdown: &str) -> Made {
    noted(settings, markdown, None)
}

/// The same with a commentary.
fn noted(settings: &str, markdown: &str, notes: Option<&str>) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    for (name, height) in [("tall.svg", 400), ("low.svg", 60)] {
        let rect = r##"<rect width="90" height="50" fill="#444"/>"##;
        write(name, &format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="{height}">{rect}</svg>"#));
    }
    let commentary = if notes.is_some() { "commentary = [\"notes.md\"]\n" } else { "" };
    write("book.toml", &format!("title = \"A Book\"\nauthors = [\"Somebody\"]\nchapters = [\"text.md\"]\n{commentary}{settings}"));
    write("text.md", markdown);
    notes.into_iter().for_each(|notes| write("notes.md", notes));
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(bindery::testing::source::Disk::files(), folder.path(), &mut sources, &mut found)
        .expect("files that were just written");
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found)
        .unwrap_or_else(|| panic!("{}", render::short(&found, &sources)));
    let fonts = Fonts::load(&config, &mut found);
    let (pages, entries) = {
        let edition = edition::arrange(&book, Presentation::Foot);
        (layout::set(&edition, &config, &fonts, &mut found), edition.entries().map(|(id, _)| id).collect())
    };
    Made { config, book, pages, entries, found }
}

impl Made {
    /// The pages of the text, the first a recto.
    fn body(&self) -> &[Page] {
        let first = self.pages.pages.iter().position(|page| page.label == "1").expect("there is a page 1");
        &self.pages.pages[first..]
    }

    /// The lines of one of the body's pages: the baseline and the block of each, notes and artifacts left out.
    fn lines(&self, page: &Page) -> BTreeMap<Length, BlockId> {
        let notes: BTreeSet<BlockId> = self.book.notes.iter().flat_map(|note| note.blocks.clone()).collect();
        let line = |item: &PageItem| match (item.origin, &item.content) {
            (Origin::Block(id), ItemContent::Text(_)) if !notes.contains(&id) => Some((item.y, id)),
            _ => None,
        };
        page.items.iter().filter_map(line).collect()
    }

    /// The pages of the body on which an item stands that is wanted.
    fn on(&self, wanted: impl Fn(&PageItem) -> bool) -> Vec<usize> {
        (0..self.body().len()).filter(|&index| self.body()[index].items.iter().any(&wanted)).collect()
    }

    fn figures(&self) -> Vec<BlockId> {
        let all = (0..self.book.blocks.len()).map(BlockId::new);
        all.filter(|&id| matches!(self.book.block(id).kind, BlockKind::Figure { .. })).collect()
    }

    /// Where a figure stands: its page, its top and its foot, in lines of the page from the top of the text.
    fn figure(&self, id: BlockId) -> (usize, i64, i64) {
        for (index, page) in self.body().iter().enumerate() {
            for item in &page.items {
                if let (true, ItemContent::Picture { height, .. }) = (item.origin == Origin::Block(id), &item.content) {
                    let line = |y: Length| (y - self.config.page.margins.top).units() / self.config.typography.leading.units();
                    return (index, line(item.y), line(item.y + *height));
                }
            }
        }
        panic!("a figure is lost")
    }

    fn codes(&self) -> Vec<&str> {
        self.found.iter().map(|finding| finding.code.id()).collect()
    }
}

fn prose(lengths: &[usize]) -> String {
    let words = ["the", "water", "ran", "slowly", "under", "an", "old", "bridge", "and", "nobody", "minded", "it", "extraordinarily"];
    let mut text = "# A Chapter\n\n".to_owned();
    for (index, &length) in lengths.iter().enumerate() {
        for word in 0..length {
            text += words[(word * 7 + index * 3 + word * word % 5) % words.len()];
            text.push(' ');
        }
        text += "end.\n\n";
    }
    text
}

/// No paragraph leaves a line alone on a page, and facing pages end on the same line unless a chapter ends on one.
fn assert_well_cut(made: &Made) {
    let pages: Vec<_> = made.body().iter().map(|page| made.lines(page)).collect();
    for two in pages.windows(2) {
        let (Some((_, last)), Some((_, first))) = (two[0].last_key_value(), two[1].first_key_value()) else { continue };
        if last == first {
            let on = |page: &BTreeMap<Length, BlockId>| page.values().filter(|block| *block == last).count();
            assert!(on(&two[0]) > 1, "the first line of a paragraph stands alone at the foot of a page");
            assert!(on(&two[1]) > 1, "the last line of a paragraph stands alone at the head of a page");
        }
    }
    // Where paragraphs of three lines leave no choice, one spread of a chapter may differ by a line.
    let ends = |page: &BTreeMap<Length, BlockId>| page.last_key_value().unwrap().0.units();
    let uneven: Vec<i64> = pages[1..pages.len() - 1].chunks_exact(2).map(|two| (ends(&two[0]) - ends(&two[1])).abs()).collect();
    assert!(uneven.iter().sum::<i64>() <= made.config.typography.leading.units(), "facing pages end level: {uneven:?}");
}

/// The record of every line names the items that stand on it, whether in the text or at the foot.
fn assert_recorded(made: &Made) {
    let notes: BTreeSet<BlockId> = made.book.notes.iter().flat_map(|note| note.blocks.clone()).collect();
    for page in &made.pages.pages {
        for line in &page.lines {
            for item in &page.items[line.items.clone()] {
                assert!(item.y <= line.bottom && item.y >= line.bottom - line.height, "{item:?} is not on {line:?}");
                if let Origin::Block(id) = item.origin {
                    assert_eq!(notes.contains(&id), line.area != TextArea::Text);
                }
            }
        }
    }
}

#[test]
fn a_row_is_level_with_the_row_beside_it() {
    let mut text = String::new();
    for n in 0..30 {
        let _ = write!(
            text,
            "{}\n\n> A quotation of two or three lines, so that it is seen what becomes of those behind it.\n\n",
            prose(&[90 + n]).replace("# A Chapter", "")
        );
        if n % 4 == 0 {
            text += "| a | b |\n|---|---|\n| c | d |\n| e | f |\n\n";
        }
        if n % 5 == 0 {
            text += "### Heading\n\n";
        }
    }
    let made = make("", &format!("# A Chapter\n\n{text}"));
    let leading = made.config.typography.leading.units();
    let paragraphs: BTreeSet<BlockId> =
        made.book.chapters[0].blocks.iter().copied().filter(|&id| matches!(made.book.block(id).kind, BlockKind::Paragraph(_))).collect();
    let mut grid = BTreeSet::new();
    for page in made.body() {
        grid.extend(made.lines(page).into_iter().filter(|(_, block)| paragraphs.contains(block)).map(|(y, _)| y.units() % leading));
    }
    assert_eq!(grid.len(), 1, "all lines of the text stand on one grid");
}

#[test]
fn no_word_is_divided_at_a_turn() {
    let made = make("", &prose(&[170; 60]));
    let pages = made.body();
    assert!(pages.len() > 15);
    for recto in pages.iter().step_by(2).take(pages.len() / 2 - 1) {
        let last = made.lines(recto).pop_last().unwrap().0;
        let end = recto.items.iter().rfind(|item| item.y == last && !item.origin.is_artifact());
        assert!(!matches!(&end.unwrap().content, ItemContent::Text(text) if text.text.ends_with('\u{AD}')), "page {}", recto.label);
    }
    assert_well_cut(&made);
}

#[test]
fn a_heading_keeps_with_two_lines() {
    for length in 300..330 {
        let made = make(
            "",
            &format!(
                "{}\n\n## Head\n\nOne line.\n\nAnother line.\n\nA third.\n\n{}",
                prose(&[length, 30]),
                prose(&[400]).replace("# A Chapter", "")
            ),
        );
        let heading = made.book.sections[1].heading;
        let page = &made.body()[made.on(|item| item.origin == Origin::Block(heading))[0]];
        let below: Vec<BlockId> = made.lines(page).into_values().skip_while(|&block| block != heading).collect();
        assert!(below.len() > 2, "a heading with {} lines below it", below.len() - 1);
    }
}

#[test]
fn a_chapter_does_not_end_with_a_few_lines_on_a_page() {
    for length in (100..900).step_by(37) {
        let made = make("", &prose(&[300, 40, 60, 50, 300, 25, 31, length]));
        let last = made.body().last().unwrap();
        assert!(made.body().len() == 1 || made.lines(last).len() >= 5, "{length}: {} lines", made.lines(last).len());
    }
}

#[test]
fn a_table_over_three_pages_repeats_its_head_once_a_page() {
    let rows: String = (0..72).map(|n| format!("| row {n} | something about it |\n")).collect();
    let made = make("", &format!("# One\n\nSome words.\n\n| Number | Words |\n|---|---|\n{rows}\nThe text goes on.\n"));
    let [BlockKind::Table(Table { head, rows, .. })] =
        made.book.blocks.iter().map(|block| &block.kind).filter(|kind| matches!(kind, BlockKind::Table(_))).collect::<Vec<_>>()[..]
    else {
        panic!("one table")
    };
    let cells = rows.iter().flatten().chain(head);
    for &cell in cells {
        assert_eq!(made.on(|item| item.origin == Origin::Block(cell)).len(), 1, "no cell is lost or doubled");
    }
    let pages = made.on(|item| rows.iter().flatten().any(|&cell| item.origin == Origin::Block(cell)));
    assert!(pages.len() == 3, "{pages:?}");
    for &page in &pages[1..] {
        let items = &made.body()[page].items;
        let shows = |words: &str| {
            items
                .iter()
                .filter(|item| item.origin.is_artifact() && matches!(&item.content, ItemContent::Text(text) if text.text.trim() == words))
                .count()
        };
        assert_eq!((shows("Number"), shows("Words")), (1, 1), "the head stands on the page, as decoration");
    }
    // Rules: three of the table's own on the first page and one that closes it; the head's two again; the end.
    let rules = |page: usize| made.body()[page].items.iter().filter(|item| matches!(item.content, ItemContent::Rule { .. })).count();
    assert_eq!(pages.iter().map(|&page| rules(page)).collect::<Vec<_>>(), [3, 3, 3]);
}

#[test]
fn a_table_of_one_row_stands_on_one_page() {
    for length in (250..420).step_by(5) {
        let made = make(
            "",
            &format!(
                "{}| A | B |\n|---|---|\n| one | {} |\n\n{}",
                prose(&[length]),
                "many words in a cell ".repeat(12),
                prose(&[100]).replace("# A Chapter", "")
            ),
        );
        let cells: Vec<BlockId> = made
            .book
            .blocks
            .iter()
            .find_map(|block| match &block.kind {
                BlockKind::Table(Table { head, rows, .. }) => Some(head.iter().chain(rows.iter().flatten()).copied().collect()),
                _ => None,
            })
            .unwrap();
        assert_eq!(made.on(|item| cells.iter().any(|&cell| item.origin == Origin::Block(cell))).len(), 1);
    }
}

fn notes(count: usize, words: usize) -> String {
    (0..count).map(|n| format!("[^{n}]: {}\n\n", format!("Note number {n} has its say. ").repeat(words))).collect()
}

#[test]
fn a_note_begins_on_the_page_of_its_mark_and_never_leaves_a_line_alone() {
    let mut text = prose(&[120]);
    for n in 0..24 {
        let _ = write!(text, "{} A mark[^{n}] here.\n\n", prose(&[20 + n * 7 % 90]).replace("# A Chapter\n\n", "").trim());
    }
    let made = make("", &(text + &notes(24, 14)));
    for &entry in &made.entries {
        let mark = made.on(|item| matches!(item.origin, Origin::Mark(of, _) if of == entry));
        let head = made.on(|item| item.origin == Origin::EntryHead(entry));
        assert_eq!(mark, head);
    }
    let mut split = 0;
    for note in &made.book.notes {
        let on = made.on(|item| item.origin == Origin::Block(note.blocks[0]));
        split += on.len() - 1;
        for &page in on.iter().filter(|_| on.len() > 1) {
            let lines: BTreeSet<Length> =
                made.body()[page].items.iter().filter(|item| item.origin == Origin::Block(note.blocks[0])).map(|item| item.y).collect();
            assert!(lines.len() > 1, "a line of a split note stands alone");
        }
    }
    assert_recorded(&made);
    assert!(split > 0, "some note is split, or the test tells nothing");
}

#[test]
fn a_note_begins_with_two_lines_however_crowded_its_page() {
    // A picture of half the page that stays where it is, with a note on its caption: where there is room for one line of that below
    // it, the picture goes over, whatever it leaves blank.
    let notes = format!(
        "---\ncomments-on: text.md\nvoice: ed\nvoices:\n  ed: {{ name: The editor, label: Ed. }}\n---\n\n### \"Its caption\"\n\n{}\n",
        "This note has its say. ".repeat(20)
    );
    let (mut over, mut whole) = (0, 0);
    for lines in 1..34 {
        let text = format!(
            "# A Chapter\n\n{}![A picture](tall.svg \"Its caption.\"){{.here}}\n\n{}",
            "One line.\n\n".repeat(lines),
            "The text goes on.\n\n".repeat(40)
        );
        let made = noted("", &text, Some(&notes));
        let block = made.book.notes[0].blocks[0];
        let on = made.on(|item| item.origin == Origin::Block(block));
        for &page in &on {
            let rows: BTreeSet<Length> =
                made.body()[page].items.iter().filter(|item| item.origin == Origin::Block(block)).map(|item| item.y).collect();
            assert!(rows.len() > 1, "behind {lines} lines of text, a line of the note stands alone on page {page}");
        }
        over += usize::from(on.len() > 1);
        whole += usize::from(on.len() == 1);
    }
    assert!(over > 0 && whole > 0, "{over} notes run over, {whole} don't: the test tells nothing");
}

#[test]
fn a_page_that_begins_with_the_rest_of_a_note_has_a_rule_as_long_as_the_lines() {
    let made =
        make("", &format!("{}\n\nA mark[^0] here.\n\n{}\n\n{}", prose(&[60]), prose(&[700]).replace("# A Chapter", ""), notes(1, 160)));
    let on = made.on(|item| item.origin == Origin::Block(made.book.notes[0].blocks[0]));
    assert!(on.len() > 1);
    let measure = made.config.page.width - made.config.page.margins.inner - made.config.page.margins.outer;
    let rule = |page: usize| {
        made.body()[page].items.iter().find_map(|item| if let ItemContent::Rule { width, .. } = item.content { Some(width) } else { None })
    };
    assert!(rule(on[0]).unwrap() < measure / 2);
    assert_eq!(rule(on[1]), Some(measure));
}

#[test]
fn a_scene_break_is_seen_wherever_it_falls() {
    let is_break = |item: &PageItem| matches!(&item.content, ItemContent::Text(text) if text.text.contains('*'));
    let (mut heads, mut feet) = (0, 0);
    for length in (180..340).step_by(2) {
        let made = make("", &format!("{}\n\n***\n\n{}", prose(&[length]), prose(&[200]).replace("# A Chapter", "")));
        let [index] = made.on(is_break)[..] else { panic!("one break") };
        let page = &made.body()[index];
        let own = page.items.iter().find(|item| is_break(item)).unwrap().y;
        let text = || page.items.iter().filter(|item| matches!(item.content, ItemContent::Text(_)) && !item.origin.is_artifact());
        feet += usize::from(!text().any(|item| item.y > own));
        if text().all(|item| item.y > own) {
            heads += 1;
            // It takes three lines, and two of what follows stay together.
            assert!(free(&made, index - 1) < 5, "{length}: it heads a page only if there is no room on the page before");
        }
    }
    // At a turn it stands at the foot sooner than at the head.
    assert!(feet > heads, "{heads} {feet}");
}

/// How many lines of text a page could hold beside what is on it.
fn free(made: &Made, page: usize) -> i64 {
    let page = &made.body()[page];
    let bottom = page
        .items
        .iter()
        .filter(|item| !item.origin.is_artifact())
        .map(|item| match item.content {
            ItemContent::Picture { height, .. } => item.y + height,
            _ => item.y,
        })
        .max()
        .unwrap();
    let depth = made.config.page.height - made.config.page.margins.bottom;
    (depth - bottom).units() / made.config.typography.leading.units()
}

#[test]
fn a_figure_that_does_not_fit_lets_the_text_go_on_and_heads_the_next_page() {
    let mut moved = 0;
    for length in (150..420).step_by(15) {
        let made = make(
            "",
            &format!("{}![Tall](tall.svg \"A caption\")\n\n{}", prose(&[length]), prose(&[120, 300, 300]).replace("# A Chapter", "")),
        );
        let figure = made.figures()[0];
        let (page, top, _) = made.figure(figure);
        assert!(free(&made, 0) <= 3, "{length}: a hole of {} lines", free(&made, 0));
        let BlockKind::Figure { caption: Some(caption), .. } = made.book.block(figure).kind else { panic!("a caption") };
        assert_eq!(made.on(|item| item.origin == Origin::Block(caption)), [page], "the caption stays with its picture");
        let before = made.on(|item| item.origin == Origin::Block(made.book.chapters[0].blocks[1]));
        if page > before[before.len() - 1] {
            moved += 1;
            assert_eq!(top, 0, "at the head of the page");
        }
    }
    assert!(moved > 2);
}

#[test]
fn figures_stand_where_their_classes_say() {
    let figure = |class: &str| format!("{}![Low](low.svg){class}\n\n{}", prose(&[60]), prose(&[50, 500, 300]).replace("# A Chapter", ""));
    let place = |class: &str| {
        let made = make("", &figure(class));
        assert_eq!(made.codes(), Vec::<&str>::new());
        made.figure(made.figures()[0])
    };
    assert_eq!(place("{.top}"), (0, 0, 3));
    assert_eq!(place("{.here}"), place(""));
    let (page, _, foot) = place("{.bottom}");
    // Its foot is on the last line of the page.
    let Config { page: paper, typography, .. } = make("", &figure("")).config;
    let depth = paper.height - paper.margins.top - paper.margins.bottom;
    assert_eq!((page, foot), (0, depth.units() / typography.leading.units()));
    let made = make("", &figure("{.page}"));
    let (page, ..) = made.figure(made.figures()[0]);
    assert_eq!((page, made.lines(&made.body()[1]).len()), (1, 0), "it has a page of its own");
}

#[test]
fn a_figure_that_must_be_here_is_here() {
    for length in (150..420).step_by(15) {
        let made = make(
            "",
            &format!("{}![Tall](tall.svg){{.here}}\n\nBehind it.\n\n{}", prose(&[length]), prose(&[300]).replace("# A Chapter", "")),
        );
        let order: Vec<Origin> = made.body().iter().flat_map(|page| &page.items).map(|item| item.origin).collect();
        let at = order.iter().position(|&origin| origin == Origin::Block(made.figures()[0])).unwrap();
        let blocks = &made.book.chapters[0].blocks;
        let own = blocks.iter().position(|&block| block == made.figures()[0]).unwrap();
        assert!(order[..at].contains(&Origin::Block(blocks[own - 1])) && !order[..at].contains(&Origin::Block(blocks[own + 1])));
    }
}

#[test]
fn figures_keep_their_order() {
    let mut text = prose(&[100]);
    for n in 0..12 {
        let class = ["", "{.top}", "{.bottom}", "", "{.page}"][n % 5];
        let _ = write!(
            text,
            "![Picture]({}){class}\n\n{}",
            if n % 3 == 0 { "tall.svg" } else { "low.svg" },
            prose(&[30 + n * 11]).replace("# A Chapter", "")
        );
    }
    let made = make("", &text);
    let pages: Vec<usize> = made.figures().into_iter().map(|id| made.figure(id).0).collect();
    assert!(pages.len() == 12 && pages.is_sorted(), "{pages:?}");
}

#[test]
fn a_blank_verso_is_blank_and_chapters_begin_where_they_are_to() {
    let text = format!("{}\n\n{}", prose(&[60]), prose(&[60]));
    let made = make("[page]\nchapters-start = \"recto\"\n", &text);
    assert_eq!(made.body().len(), 3);
    assert_eq!(made.body()[1].items, []);
    assert_eq!(make("", &text).body().len(), 2);
}

#[test]
fn a_chapter_that_begins_on_a_verso_has_level_pages_too() {
    let second = prose(&[150, 30, 61, 35, 200, 47, 90, 12, 33, 150, 30, 61, 35, 200, 47, 90, 12, 33, 150, 30, 61, 35, 200, 47, 90, 12, 33]);
    let made = make("", &format!("{}\n\n{second}", prose(&[60])));
    let ends: Vec<Length> = made.body()[1..].iter().map(|page| *made.lines(page).last_key_value().unwrap().0).collect();
    assert!(ends.len() > 4);
    for spread in ends[..ends.len() - 1].chunks_exact(2) {
        assert_eq!(spread[0], spread[1]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn prose_is_well_cut(lengths in proptest::collection::vec(8usize..160, 30..60)) {
        assert_well_cut(&make("", &prose(&lengths)));
    }
}

#[test]
fn a_wide_column_gives_way_and_not_the_narrow_ones() {
    let row =
        |n: usize| format!("| {n} | New Bedford | {} |\n", "a long remark that takes more than one line of its cell ".repeat(2 + n % 2));
    let made = make("", &format!("# One\n\n| Count | A Port of Call | Remarks |\n|---|---|---|\n{}", (0..9).map(row).collect::<String>()));
    assert_eq!(made.codes(), Vec::<&str>::new());
    let BlockKind::Table(Table { head, rows, .. }) =
        made.book.blocks.iter().map(|block| &block.kind).find(|kind| matches!(kind, BlockKind::Table(_))).unwrap()
    else {
        unreachable!()
    };
    let lines = |cell: BlockId| {
        let on =
            |page: &Page| page.items.iter().filter(|item| item.origin == Origin::Block(cell)).map(|item| item.y).collect::<BTreeSet<_>>();
        made.body().iter().map(|page| on(page).len()).sum::<usize>()
    };
    for cells in rows {
        assert_eq!((lines(cells[0]), lines(cells[1])), (1, 1));
    }
    assert!(lines(head[0]) == 1 && lines(head[1]) <= 2, "a head may be broken for the sake of the others");
    assert!(lines(rows[0][2]) > 1);
}

/// The baselines of the text, and of the folio at the foot, on every page of the body.
fn feet(made: &Made) -> impl Iterator<Item = (Length, Length)> {
    made.body().iter().filter_map(|page| {
        let last = *made.lines(page).last_key_value()?.0;
        let folio = page.items.iter().filter(|item| matches!(item.origin, Origin::Running(_)) && item.y > last).map(|item| item.y).max()?;
        Some((last, folio))
    })
}

#[test]
fn an_empty_line_stands_above_a_folio_at_the_foot() {
    let lengths: Vec<usize> = (0..70).map(|n| 9 + n * 37 % 90).collect();
    for design in ["modern/1", "poetry/1", "ragged/1", "large-print/1"] {
        let made = make(&format!("design = \"{design}\"\n[page]\nsize = \"a5\"\n"), &prose(&lengths));
        let leading = made.config.typography.leading;
        let near = feet(&made).filter(|(last, folio)| *folio - *last < leading.scale(19, 10)).count();
        assert!(feet(&made).count() > 4);
        assert_eq!(near, 0, "{design}");
    }
}

#[test]
fn the_space_below_a_heading_is_always_the_same() {
    let code = "    one\n    two\n\n    three\n\n";
    let text: String =
        (1..40).map(|n| format!("### Head {n}\n\n{}\n\n{code}", "The water ran slowly under it. ".repeat(2 + n % 5))).collect();
    let made = make("design = \"modern/1\"\n[page]\nsize = \"a5\"\n", &format!("# One\n\n{text}"));
    let heading = |id: BlockId| matches!(made.book.block(id).kind, BlockKind::Heading { .. });
    let gaps = made.body().iter().flat_map(|page| {
        let lines: Vec<(Length, BlockId)> = made.lines(page).into_iter().collect();
        let below = lines.windows(2).filter(|two| heading(two[0].1) && !heading(two[1].1) && two[0].0 > made.config.page.margins.top * 2);
        below.map(|two| (two[1].0 - two[0].0).units()).collect::<Vec<_>>()
    });
    let gaps: BTreeSet<i64> = gaps.collect();
    assert_eq!(gaps.len(), 1, "{gaps:?}");
}

#[test]
fn pages_that_end_with_lists_and_code_end_on_the_grid() {
    let part = |n: usize| {
        let words = |times: usize| "The water ran slowly under it. ".repeat(times);
        let items: String = (0..2 + n % 4).map(|item| format!("- {}\n\n", words(1 + (n + item) % 3))).collect();
        let code = "    one\n    two\n    three\n".repeat(1 + n % 2);
        format!("### Head {n}\n\n{}\n\n{items}{}\n\n{code}\n{}\n\n", words(4 + n % 5), words(3 + n % 7), words(6 + n % 3))
    };
    let text: String = (1..40).map(part).collect();
    for settings in ["design = \"modern/1\"", "design = \"essay/1\""] {
        let made = make(settings, &format!("# One\n\n{text}"));
        let ends: Vec<i64> = made.body().iter().map(|page| page.lines.iter().map(|line| line.bottom.units()).max().unwrap()).collect();
        let leading = made.config.typography.leading.units();
        assert!(ends.len() > 8);
        let off = |two: &[i64]| (two[0] - two[1]).abs() % leading;
        let uneven =
            ends[1..ends.len() - 1].chunks_exact(2).filter(|two| (leading / 50..leading - leading / 50).contains(&off(two))).count();
        assert_eq!(uneven, 0, "every page ends on the grid, {settings}: {ends:?}");
    }
}

#[test]
fn leaders_end_before_the_number_on_either_side() {
    let text = |words: &str| (1..14).map(|_| format!("# {words}\n\n{words}.\n\n")).collect::<String>();
    for (language, words) in [("en", "Water"), ("he", "מים")] {
        let made = make(&format!("language = \"{language}\"\n"), &text(words));
        let contents = made.pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match (&item.content, item.origin) {
            (ItemContent::Text(text), Origin::Contents(_) | Origin::Artifact) => Some((item, text)),
            _ => None,
        });
        let edges: Vec<_> = contents
            .map(|(item, text)| {
                let width: Length = text.glyphs.iter().map(|glyph| Length::raw(i64::from(glyph.advance))).sum();
                (item.y, item.x, item.x + width, text.text.as_str())
            })
            .collect();
        let dots = edges.iter().filter(|edge| edge.3.starts_with("..")).collect::<Vec<_>>();
        assert_eq!(dots.len(), 13);
        let size = made.config.typography.size;
        for dots in dots {
            let number = edges.iter().find(|edge| edge.0 == dots.0 && edge.3.trim().parse::<u32>().is_ok()).unwrap();
            // The place of a dot is nine tenths of the size wide, of which it takes a quarter at the side away from the number.
            let gap = if language == "he" { dots.1 + size.scale(6, 10) - number.2 } else { number.1 - dots.2 + size.scale(6, 10) };
            assert!(gap >= size / 4, "{language}: {gap:?}");
        }
    }
}
