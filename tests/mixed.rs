//! Mixed matter as a press sets it: formulas leave the leading alone, code and its lines are whole, notes starve no page, figures stand
//! packed, wide tables are turned.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::book::{BlockKind, Book};
use bindery::testing::config::{self, Config};
use bindery::testing::diagnostics::Diagnostics;
use bindery::testing::edition;
use bindery::testing::fonts::Fonts;
use bindery::testing::layout::frame::{ItemContent, Origin, Page, PageItem, Pages, TextArea};
use bindery::testing::layout::quality;
use bindery::testing::source::{Disk, Length, Sources};
use bindery::testing::{layout, read};
use std::collections::BTreeMap;

const PICTURE: &str =
    r##"<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="#444"/></svg>"##;

struct SetBook {
    config: Config,
    book: Book,
    pages: Pages,
    sources: Sources,
}

fn set(settings: &str, text: &str, notes: Option<&str>) -> SetBook {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("p.svg", PICTURE);
    let commentary = if notes.is_some() { "commentary = [\"notes.md\"]\n" } else { "" };
    write("book.toml", &format!("title = \"T\"\nauthors = [\"A. B.\"]\nchapters = [\"a.md\"]\n{commentary}{settings}"));
    write("a.md", text);
    notes.into_iter().for_each(|notes| write("notes.md", notes));
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(Disk::files(), folder.path(), &mut sources, &mut found).unwrap();
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found).unwrap();
    let pages = {
        let edition = edition::arrange(&book, config.notes.pdf);
        layout::set(&edition, &config, &Fonts::built_in(), &mut found)
    };
    SetBook { config, book, pages, sources }
}

impl SetBook {
    /// The pages of the text.
    fn body(&self) -> &[Page] {
        let first = self.pages.pages.iter().position(|page| page.label == "1").unwrap();
        &self.pages.pages[first..]
    }

    /// Every text of the pages of the text with its page.
    fn texts(&self) -> Vec<(usize, &PageItem, &str)> {
        let items = self.body().iter().enumerate().flat_map(|(number, page)| page.items.iter().map(move |item| (number, item)));
        items.filter_map(|(number, item)| Some((number, item, text(item)?))).collect()
    }

    /// The baseline and page of the first text that holds these words.
    fn of(&self, words: &str) -> (usize, Length) {
        let found = self.texts().into_iter().find(|(_, _, text)| text.contains(words));
        found.map(|(page, item, _)| (page, item.y)).unwrap_or_else(|| panic!("{words}"))
    }
}

fn text(item: &PageItem) -> Option<&str> {
    if let ItemContent::Text(text) = &item.content { Some(&text.text) } else { None }
}

/// The feet of the lines of the text on a page, from above, without its title.
fn baselines(page: &Page) -> Vec<Length> {
    let lines = page.lines.iter().filter(|line| line.area == TextArea::Text);
    lines.skip(1).map(|line| line.bottom).collect()
}

#[test]
fn low_formulas_leave_the_leading_alone_and_high_ones_return_to_the_grid() {
    let words = "and words that go on for a while about it ".repeat(3);
    for (formula, moved) in [
        // Its foot would stand in the letters below.
        ("\\frac{1}{\\sqrt{2\\pi}}", true),
        ("\\frac{1}{n}", false),
        ("\\sum_{i=1}^{n}", false),
        ("\\binom{n}{k}", false),
        ("f'(x)", false),
        ("\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}", true),
    ] {
        let made = set("", &format!("# One\n\n{words}${formula}$ {words}\n\n{words}{words}\n"), None);
        let leading = made.config.typography.leading;
        let lines = baselines(&made.body()[0]);
        let gaps: Vec<Length> = lines.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert_eq!(gaps.iter().any(|gap| *gap != leading), moved, "{formula}: {gaps:?}");
        // The next paragraph is on the grid again: its last line is whole lines below the first of all.
        let whole = (lines[lines.len() - 1] - lines[0]).units() % leading.units();
        assert!(whole < 10 || leading.units() - whole < 10, "{formula}: {whole}");
        assert!(gaps.iter().all(|gap| *gap < leading * 2), "{formula}: {gaps:?}");
    }
}

#[test]
fn lines_of_code_are_whole_and_no_page_begins_with_an_empty_one() {
    let long = "let value = compute_the_long_thing(first_argument, second_argument, third_argument, fourth);";
    for above in 0..40 {
        let before = "Word.\n\n".repeat(above);
        let code = format!("{long}\n\n").repeat(24);
        let made = set("", &format!("# One\n\n{before}```\n{code}```\n\nEnd.\n"), None);
        for page in &made.body()[1..made.body().len() - 1] {
            let of_text = page.items.iter().filter(|item| matches!(item.origin, Origin::Block(_)));
            let seen: Vec<&PageItem> = of_text.filter(|item| text(item).is_some_and(|text| !text.trim().is_empty())).collect();
            let first = text(seen[0]).unwrap();
            assert!(first.starts_with("let") || first.starts_with("Word"), "{above}: {first:?}");
            // What is not there takes no room either.
            let top = seen[0].y;
            assert!(top < made.config.page.margins.top + made.config.typography.leading * 2, "{above}");
        }
    }
}

#[test]
fn leaders_end_before_one_column_of_numbers() {
    let text: String = (1..14).map(|number| format!("# Chapter {number}\n\n{}\n\n", "Words. ".repeat(60))).collect();
    let made = set("", &text, None);
    let contents = made.pages.pages.iter().find(|page| page.items.iter().any(|item| matches!(item.origin, Origin::Contents(_)))).unwrap();
    let ends: Vec<Length> = contents
        .items
        .iter()
        .filter_map(|item| match &item.content {
            ItemContent::Text(text) if text.text.starts_with("...") => {
                Some(item.x + Length::raw(text.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(ends.len(), 13);
    assert!(ends.iter().all(|end| (*end - ends[0]).units().abs() < 100), "{ends:?}");
}

#[test]
fn a_heading_below_another_wants_no_space_of_its_own() {
    let made = set("", "# One\n\nWords.\n\n## Two\n\n### Three\n\n#### Four\n\nText.\n\n#### Five\n\nText.\n", None);
    let at = |words: &str| made.of(words).1;
    let alone = at("Five") - at("Text.");
    assert!(at("Four") - at("Three") < alone, "{:?} {alone:?}", at("Four") - at("Three"));
}

#[test]
fn the_number_of_a_note_stands_beside_whatever_it_begins_with() {
    for note in ["> Quoted.", "1. Quoted.\n    2. Second.", "\n    ```\n    Quoted.\n    ```", "- Quoted."] {
        let made = set("", &format!("# One\n\nWords.[^1]\n\n[^1]: {note}\n"), None);
        let number = made.texts().into_iter().find(|(_, item, _)| matches!(item.origin, Origin::EntryHead(_))).unwrap();
        let (page, baseline) = made.of("Quoted.");
        assert_eq!((number.0, number.1.y), (page, baseline), "{note:?}");
        let quoted = made.texts().into_iter().find(|(_, _, text)| text.contains("Quoted.")).unwrap();
        assert!(number.1.x < quoted.1.x, "{note:?}");
    }
}

#[test]
fn notes_on_a_table_stand_below_it() {
    let table = "| Year | Births |\n|---|---|\n| 1871 | 112[^1] |\n| 1872 | 99 |\n\n: Births.[^2]\n";
    let made = set(
        "",
        &format!("# One\n\nWords.\n\n{table}\nBehind the table.[^3]\n\n[^1]: Estimated.\n\n[^2]: Counted.\n\n[^3]: Of the text.\n"),
        None,
    );
    let at = |words: &str| made.of(words).1;
    assert!(at("1872") < at("Counted.") && at("Counted.") < at("Behind the table."));
    assert!(at("1872") < at("Estimated.") && at("Estimated.") < at("Behind the table."));
    assert!(at("Of the text.") > at("Behind the table.") + made.config.typography.leading * 5);
}

#[test]
fn a_table_too_wide_for_its_words_stands_turned_on_pages_of_its_own() {
    let heads: String = (0..8).map(|column| format!("| Heading number {column} ")).collect();
    let row = |row: usize| {
        let cells = ["Constantinople", "administration", "transportation", "communication", "institutional", "Merriweather"];
        (0..8).map(|column| format!("| {}{row} ", cells[column % 6])).collect::<String>() + "|\n"
    };
    let rows: String = (0..40).map(row).collect();
    let table = format!("{heads}|\n{}|\n{rows}", "|---".repeat(8));
    let made = set("", &format!("# One\n\nWords before.\n\n{table}\nWords behind.\n"), None);
    let turned: Vec<&Page> = made.body().iter().filter(|page| !page.turned.is_empty()).collect();
    assert!(turned.len() > 1);
    let (page, margins) = (&made.config.page, &made.config.page.margins);
    let mut cells: BTreeMap<&str, usize> = BTreeMap::new();
    for of in turned {
        for item in &of.items[of.turned.clone()] {
            // `x` goes up from the lower edge, `y` to the right.
            assert!(item.x >= margins.bottom - Length::points(14) && item.x < page.height - margins.top, "{:?}", item.x);
            assert!(
                item.y > margins.inner.min(margins.outer) - Length::points(1) && item.y < page.width - margins.inner.min(margins.outer)
            );
            if let (Some(text), Origin::Block(_)) = (text(item), item.origin) {
                *cells.entry(text).or_default() += 1;
            }
        }
    }
    for number in 0..40 {
        assert_eq!(cells.get(format!("Constantinople{number}").as_str()), Some(&2), "{number}");
    }
    // No word of it is divided, and the text goes on as if it were not there.
    assert!(cells.keys().all(|text| !text.ends_with('\u{AD}')));
    assert_eq!(made.of("Words before.").0, made.of("Words behind.").0);
}

#[test]
fn a_narrow_table_is_turned_if_its_author_says_so() {
    for (caption, turned) in [("\n: Ships. {.landscape}\n", true), ("\n: {.landscape}\n", true), ("\n: Ships.\n", false)] {
        let made = set("", &format!("# One\n\nWords.\n\n| a | b |\n|---|---|\n| c | d |\n{caption}"), None);
        assert_eq!(made.body().iter().any(|page| !page.turned.is_empty()), turned, "{caption}");
        assert!(made.texts().iter().all(|(_, _, text)| !text.contains("landscape")));
    }
}

#[test]
fn figures_at_a_chapters_end_stand_together() {
    let plates: String = (0..6).map(|number| format!("![Plate {number}](p.svg \"Plate {number}.\")\n\n")).collect();
    let made = set("", &format!("# Gallery\n\nA short word of introduction.\n\n{plates}"), None);
    assert!(made.body().len() <= 4, "{}", made.body().len());
}

#[test]
fn no_figure_gets_behind_the_next_sections_words_for_want_of_room() {
    let figures: String =
        ["one", "two", "three", "four"].map(|name| format!("The {name} plate.\n\n![{name}](p.svg \"Caption {name}.\")\n\n")).concat();
    let made = set("", &format!("# Figures\n\n{figures}## Next\n\nWords of the next section.\n"), None);
    let (page, y) = made.of("Caption four.");
    let (next, below) = made.of("Words of the next section.");
    assert!((page, y) < (next, below), "{page} {next}");
}

/// Paragraphs of one line each, by which what follows is moved down the page.
fn lead(lines: usize) -> String {
    (0..lines).map(|line| format!("Line {line} before it.\n\n")).collect()
}

#[test]
fn no_figure_is_overtaken_by_one_that_stands_where_it_is_written() {
    let rest = "Words that go on behind the figures for a while, so that there is a page for them. ".repeat(40);
    for lines in 10..40 {
        let figures = "![near](p.svg \"Caption near.\")\n\nA sentence.\n\n![here](p.svg \"Caption here.\"){.here}\n\n";
        let made = set("", &format!("# Figures\n\n{}{figures}{rest}\n", lead(lines)), None);
        assert!(made.of("Caption near.") < made.of("Caption here."), "behind {lines} lines");
    }
}

#[test]
fn no_figure_falls_between_the_items_of_a_short_list() {
    let rest = "Words that go on behind the list for a while, so that there is a page for them. ".repeat(40);
    for lines in 10..40 {
        let list: String = (0..7).map(|item| format!("- Item number {item}\n")).collect();
        let made = set("", &format!("# A Dish\n\n{}![near](p.svg \"Caption near.\")\n\n{list}\n{rest}\n", lead(lines)), None);
        let figure = made.of("Caption near.");
        let (first, last) = (made.of("Item number 0"), made.of("Item number 6"));
        assert!(figure < first || figure > last, "behind {lines} lines: {first:?} {figure:?} {last:?}");
    }
}

#[test]
fn notes_run_over_sooner_than_they_starve_a_page() {
    // Each page of text calls one long note near its head.
    let text: String =
        (0..12).map(|number| format!("Call[^{number}] and {}\n\n", "words of the text that go on and on ".repeat(30))).collect();
    let notes: String = (0..12).map(|number| format!("[^{number}]: {}\n\n", "words of a note that go on and on ".repeat(58))).collect();
    let made = set("", &format!("# One\n\n{text}\n{notes}"), None);
    let body = made.body();
    for page in &body[1..body.len() - 1] {
        let text = page.lines.iter().filter(|line| line.area == TextArea::Text).count();
        assert!(text >= 12, "page {}: {text} lines", page.label);
    }
}

#[test]
fn notes_beside_the_text_go_on_below_it_across_the_measure() {
    let text: String =
        (0..20).map(|number| format!("Passage {number} of the text. {}\n\n", "Words of the text that go on. ".repeat(14))).collect();
    let notes: String =
        (0..20).map(|number| format!("## \"Passage {number} of the text\"\n\n{}\n\n", "Words of a comment on it. ".repeat(50))).collect();
    for mode in ["margin", "columns"] {
        let made = set(&format!("[notes]\npdf = \"{mode}\"\n"), &format!("# One\n\n{text}"), Some(&notes));
        let (body, depth) = (made.body(), made.config.page.height - made.config.page.margins.top - made.config.page.margins.bottom);
        let mut beside = 0;
        for page in &body[..body.len() - 1] {
            let low = page.lines.iter().map(|line| line.bottom).max().unwrap();
            assert!(low > made.config.page.margins.top + depth.scale(8, 10), "{mode}, page {}: ends at {low:?}", page.label);
            let of_text = page.lines.iter().filter(|line| line.area == TextArea::Text).count();
            assert!(of_text >= 8, "{mode}, page {}: {of_text} lines", page.label);
            // No two lines stand on each other, and all stand on the paper.
            let lines: Vec<(Length, Length, Length, Length)> = page
                .lines
                .iter()
                .filter_map(|line| {
                    let items = || page.items[line.items.clone()].iter().filter(|item| text_width(item) > Length::ZERO);
                    let left = items().map(|item| item.x).min()?;
                    let right = items().map(|item| item.x + text_width(item)).max()?;
                    Some((left, right, line.bottom - line.height, line.bottom))
                })
                .collect();
            for (at, a) in lines.iter().enumerate() {
                assert!(a.0 >= Length::ZERO && a.1 <= made.config.page.width, "{mode}, page {}", page.label);
                for b in &lines[at + 1..] {
                    let little = Length::points(2);
                    let apart = a.1 <= b.0 + little || b.1 <= a.0 + little || a.3 <= b.2 + little || b.3 <= a.2 + little;
                    assert!(apart, "{mode}, page {}: {a:?} {b:?}", page.label);
                }
            }
            beside += page.lines.iter().filter(|line| line.area == TextArea::Beside).count();
        }
        assert!(beside > 200, "{mode}: {beside}");
    }
}

fn text_width(item: &PageItem) -> Length {
    match &item.content {
        ItemContent::Text(text) => Length::raw(text.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum()),
        _ => Length::ZERO,
    }
}

#[test]
fn a_paragraph_of_a_note_in_the_margin_is_seen_to_begin() {
    let notes = "## \"Passage\"\n\nThe first paragraph of the comment says this and that about it.\n\nThe second begins anew.\n";
    let made = set("[notes]\npdf = \"margin\"\n", "# One\n\nPassage of the text.\n", Some(notes));
    assert!(made.book.blocks.iter().any(|block| matches!(block.kind, BlockKind::Paragraph(_))));
    let place = |words: &str| made.texts().into_iter().find(|(_, _, text)| text.starts_with(words)).map(|(_, item, _)| item.x).unwrap();
    let column = made
        .texts()
        .into_iter()
        .filter(|(_, item, _)| matches!(item.origin, Origin::EntryHead(_)))
        .map(|(_, item, _)| item.x)
        .min()
        .unwrap();
    assert!(place("The second") > column, "{:?} {column:?}", place("The second"));
}

#[test]
fn square_characters_are_indented_by_characters_and_set_farther_apart() {
    for (language, words, indent) in [("zh", "船夫说他要过河", 2), ("ja", "船頭は川を渡る", 1), ("en", "Words of the text", 0)]
    {
        let text = format!("# {words}\n\n{}\n\n{}\n", words.repeat(30), words.repeat(30));
        let made = set(&format!("language = \"{language}\"\n"), &text, None);
        let kind = &made.config.typography;
        let lines: Vec<_> = made.body()[0].lines.iter().filter(|line| line.area == TextArea::Text).skip(1).collect();
        let left = |line: usize| made.body()[0].items[lines[line].items.clone()].iter().map(|item| item.x).min().unwrap();
        let first = lines.iter().position(|line| line.index == 0).unwrap();
        assert!((left(first) - left(first + 1) - kind.size * indent).units().abs() < 65_536, "{language}");
        let apart = lines[1].bottom - lines[0].bottom;
        assert_eq!(apart > kind.leading, indent > 0, "{language}");
    }
    // Whoever asks for a measure has it.
    let made = set("language = \"zh\"\n[type]\nleading = \"14 pt\"\n", &format!("# 船\n\n{}\n", "船夫说他要过河".repeat(30)), None);
    let lines = baselines(&made.body()[0]);
    assert_eq!(lines[1] - lines[0], Length::points(14));
}

/// How often each kind of flaw is found in a book.
fn flaws(settings: &str, text: &str) -> BTreeMap<&'static str, usize> {
    let made = set(settings, text, None);
    let report = quality::report(&made.pages, &made.sources);
    let mut counts = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry(finding.kind.name()).or_default() += 1;
    }
    counts
}

#[test]
fn the_report_sees_what_an_editor_sees() {
    let words = "words of the text that go on and on ".repeat(40);
    let counts = flaws("", &format!("# One\n\n{words} {} {words}\n", "x".repeat(140)));
    assert!(counts.contains_key("cuts"), "{counts:?}");
    // Four long notes called in one line.
    let notes: String = (0..4).map(|note| format!("[^{note}]: {}\n\n", "words of a note that go on ".repeat(40))).collect();
    let counts = flaws("", &format!("# One\n\n{words}\n\n{words}\n\nHere[^0] and[^1] there[^2] too[^3]. {words}\n\n{words}\n\n{notes}"));
    assert!(counts.contains_key("starved"), "{counts:?}");
    let figures: String = (0..7).map(|figure| format!("![Plate {figure}](p.svg \"Plate {figure}.\"){{.page}}\n\n")).collect();
    let counts = flaws("", &format!("# One\n\n{words}\n\n{figures}{words}\n"));
    assert!(counts.contains_key("far"), "{counts:?}");
    let head = "a heading that is far too long to stand at the head of a page and is cut short there";
    let counts = flaws("", &format!("# One\n\n## About {head}\n\n{words}\n\n{words}\n\n{words}\n"));
    assert!(counts.contains_key("heads"), "{counts:?}");
    let counts = flaws("", &format!("# One\n\n{words}{words}\n\n{words}\n\nA line.\n\n{{.pagebreak}}\n\n---\n\n\\newpage\n\n{words}\n"));
    assert!(!counts.contains_key("cuts") && !counts.contains_key("starved") && !counts.contains_key("far"), "{counts:?}");
}

#[test]
fn plain_pages_and_contents_have_none_of_these_flaws() {
    let chapters: String =
        (0..30).map(|chapter| format!("# Chapter the {chapter}\n\n{}\n\n", "Words of a text that goes on. ".repeat(90))).collect();
    let counts = flaws("", &chapters);
    for kind in ["cuts", "starved", "empty", "gaps", "far", "heads", "rivers"] {
        assert!(!counts.contains_key(kind), "{counts:?}");
    }
}

#[test]
fn a_stanza_is_not_parted() {
    for above in 0..24 {
        let before = "Word.\n\n".repeat(above);
        let stanzas: String =
            (0..9).map(|stanza| format!("Stanza {stanza} begins\\\nand goes on\\\nand on\\\nto its end. {{.verse}}\n\n")).collect();
        let made = set("", &format!("# One\n\n{before}{stanzas}"), None);
        for stanza in 0..9 {
            let lines = made.texts().into_iter().filter(|(_, _, text)| text.starts_with(&format!("Stanza {stanza}"))).count();
            assert_eq!(lines, 1);
        }
        let pages: Vec<Vec<&str>> = (0..made.body().len())
            .map(|page| {
                made.texts()
                    .into_iter()
                    .filter(|(of, item, _)| *of == page && matches!(item.origin, Origin::Block(_)))
                    .map(|(_, _, text)| text)
                    .collect()
            })
            .collect();
        for page in &pages {
            let of_stanza: Vec<&&str> = page.iter().filter(|text| !text.starts_with("Word") && !text.starts_with("One")).collect();
            assert!(of_stanza.len().is_multiple_of(4), "{above}: {page:?}");
        }
    }
}

/// Whether the first words of the first page's text are in small capitals, of `Call me Ishmael` or of `No, said he`.
fn opens_in_capitals(made: &SetBook) -> bool {
    // Small capitals are glyphs of their own: the `e` of the opening is another than that of `then`.
    made.body()[0].items.iter().any(|item| match &item.content {
        ItemContent::Text(text) => {
            let glyph = |at: usize| text.glyphs.iter().find(|glyph| usize::from(glyph.cluster) == at).map(|glyph| glyph.id);
            let opening = text.text.find("e Ishmael").or_else(|| text.text.find("e and then"));
            let then = text.text.find("then").map(|at| at + 2);
            opening.zip(then).is_some_and(|(opening, then)| glyph(opening) != glyph(then))
        }
        _ => false,
    })
}

#[test]
fn a_chapter_opens_below_its_title_alone() {
    let words = "and then many other words follow, enough of them to make a paragraph.";
    for before in ["## A section\n\n", "## A poem\n\n::: verse\nTyger Tyger,\nburning bright\n:::\n\n", "$$x = y$$\n\n", "- An item\n\n"] {
        let made = set("[type]\ndrop-cap = 3\n", &format!("# One\n\n{before}Call me Ishmael {words}\n\nSecond paragraph.\n"), None);
        assert!(!opens_in_capitals(&made), "{before}");
        assert!(made.texts().iter().any(|(_, _, text)| text.starts_with("Call")), "{before}");
    }
}

#[test]
fn chapters_open_alike() {
    let words = "and then many other words follow, enough of them to make a paragraph.";
    for opening in
        ["Call me Ishmael", "“No,” said he", "*Call* me Ishmael", "> An epigraph.\n\nCall me Ishmael", "![p](p.svg)\n\nCall me Ishmael"]
    {
        let made = set("", &format!("# One\n\n{opening} {words}\n\nSecond paragraph.\n"), None);
        assert!(opens_in_capitals(&made), "{opening}");
    }
}

#[test]
fn a_short_title_stands_at_the_head_of_the_page() {
    let words = "Words of the text that go on. ".repeat(300);
    let made = set("", &format!("# One\n\n## A section with a very long heading {{#s head=\"Of John's Ferry\"}}\n\n{words}\n"), None);
    let heads: String =
        made.texts().into_iter().filter(|(_, item, _)| matches!(item.origin, Origin::Running(_))).map(|(_, _, text)| text).collect();
    assert!(heads.contains("Of John’s Ferry") && !heads.contains("very long"), "{heads}");
    assert!(made.texts().iter().all(|(_, _, text)| !text.contains("head=")));
}

#[test]
fn no_letter_is_higher_than_its_paragraph() {
    for (text, high) in [("Short.", false), ("Words that go on for lines. ", true)] {
        let made =
            set("[type]\ndrop-cap = 3\n", &format!("# One\n\n{}\n\nSecond.\n", if high { text.repeat(20) } else { text.to_owned() }), None);
        let size = made.config.typography.size * 2;
        let big = made.body()[0].items.iter().skip(1).any(|item| matches!(&item.content, ItemContent::Text(text) if text.size > size));
        assert_eq!(big, high, "{text}");
    }
}

#[test]
fn an_option_is_not_parted_behind_its_hyphens() {
    for fill in 0..40 {
        let made =
            set("", &format!("# One\n\n{} the command `--changes` and --report and so on to the end of it all.\n", "a".repeat(fill)), None);
        for line in made.body()[0].lines.iter().filter(|line| line.area == TextArea::Text) {
            let words: String = made.body()[0].items[line.items.clone()].iter().filter_map(text).collect();
            assert!(!words.trim_end().ends_with('-'), "{fill}: {words}");
        }
    }
}

#[test]
fn no_line_begins_with_a_dash_that_stands_close_to_a_word() {
    for fill in 0..60 {
        let source = format!(
            "# One\n\n{} of the words that stand here—close to it—and go on for a while so that there are lines.\n",
            "a".repeat(fill)
        );
        let made = set("", &source, None);
        for line in made.body()[0].lines.iter().filter(|line| line.area == TextArea::Text) {
            let words: String = made.body()[0].items[line.items.clone()].iter().filter_map(text).collect();
            assert!(!words.starts_with('—'), "{fill}: {words}");
        }
    }
}

#[test]
fn items_of_a_book_from_right_to_left_stand_at_the_edge_of_their_labels() {
    let text = "# אחד\n\n- dark mode,\n- שורה בעברית.\n\nEnglish words stand here, and they go on.\n";
    let set = set("language = \"he\"\n", text, None);
    let left = |words: &str| set.texts().into_iter().find(|(_, _, text)| text.contains(words)).unwrap().1.x;
    assert!(left("dark mode") > left("English") + Length::points(150), "{:?} {:?}", left("dark mode"), left("English"));
}

/// How many lines that begin with some words each page of the text has, but for pages that have none.
fn counts(made: &SetBook, words: &str) -> Vec<usize> {
    let of = |page: &Page| {
        page.items
            .iter()
            .filter(|item| !matches!(item.origin, Origin::Artifact))
            .filter_map(text)
            .filter(|text| text.starts_with(words))
            .count()
    };
    made.body().iter().map(of).filter(|count| *count > 0).collect()
}

#[test]
fn no_item_of_a_list_stands_alone() {
    let items = |count: usize| (1..=count).map(|number| format!("- Item {number}\n")).collect::<String>();
    let mut parted = 0;
    for count in [3, 7, 9] {
        for above in 20..40 {
            let made = set("", &format!("# One\n\n{}\n{}\nBehind.\n", "Before.\n\n".repeat(above), items(count)), None);
            let counts = counts(&made, "Item");
            assert!(counts.iter().all(|count| *count > 1), "{above}: {counts:?}");
            parted += usize::from(counts.len() > 1);
        }
    }
    assert!(parted > 3, "{parted}");
}

#[test]
fn a_small_table_is_whole_and_a_long_one_has_three_rows_on_either_side() {
    let table = |rows: usize| (1..=rows).map(|number| format!("| Row {number} | {number} |\n")).collect::<String>();
    for rows in [4, 7, 50] {
        for above in 15..36 {
            let text = format!("# One\n\n{}| Name | Number |\n|---|--:|\n{}\nBehind.\n", "Before.\n\n".repeat(above), table(rows));
            let counts = counts(&set("", &text, None), "Row");
            assert_eq!(counts.iter().sum::<usize>(), rows, "{above}");
            assert!(counts.iter().all(|count| *count > 2) && (rows > 7 || counts.len() == 1), "{above}: {counts:?}");
        }
    }
}

#[test]
fn a_bold_paragraph_heads_its_list() {
    let text =
        "# One\n\nBefore it.\n\nAnd more.\n\n**For the leaven**\n\n- Flour\n- Water\n\n**A bold paragraph that heads nothing.**\n\nMore.\n";
    let made = set("", text, None);
    let left = |words: &str| made.texts().into_iter().find(|(_, _, text)| text.starts_with(words)).map(|(_, item, _)| item.x).unwrap();
    assert!(left("For the leaven") < left("And more") - Length::points(5));
    let leading = made.config.typography.leading;
    assert!(made.of("For the leaven").1 - made.of("And more").1 > leading * 5 / 4);
    for above in 25..36 {
        let made = set("", &format!("# One\n\n{}**For the leaven**\n\n- Flour\n- Water\n- Salt\n", "Before.\n\n".repeat(above)), None);
        assert_eq!(made.of("For the leaven").0, made.of("Water").0, "{above}");
    }
}

#[test]
fn text_goes_on_above_notes_as_long_as_it_brings_none() {
    let words = |count: usize| "Words of the text that go on for a while here. ".repeat(count);
    let note = |number: usize| format!("[^{number}]: {}\n\n", "Of the words of a long note there are many. ".repeat(4 + number * 7 % 23));
    let part =
        |number: usize| format!("{}[^{number}] {}\n\n{}", words(3 + number * 5 % 11).trim_end(), words(2 + number % 4), note(number));
    let made = set("", &format!("# One\n\n{}", (1..60).map(part).collect::<String>()), None);
    let leading = made.config.typography.leading;
    let (mut wide, mut seen) = (0, 0);
    for page in &made.body()[1..made.body().len() - 1] {
        let foot = page.lines.iter().filter(|line| line.area == TextArea::Text).map(|line| line.bottom).max();
        let note = page.lines.iter().filter(|line| line.area != TextArea::Text).map(|line| line.bottom - line.height).min();
        let Some((foot, note)) = foot.zip(note) else { continue };
        seen += 1;
        wide += usize::from(note - foot > leading * 9 / 2);
    }
    assert!(seen > 10 && wide * 10 <= seen, "{wide} of {seen}");
}

#[test]
fn notes_on_a_table_have_a_row_of_their_own() {
    let table = "| Ship | Tons |\n|---|---|\n| *Mary*[^t] | 400 |\n| *Ann* | 1,250[^u] |\n";
    let text = format!(
        "# One\n\nWords.[^a]\n\n{table}\nMore.[^b]\n\n[^a]: First.\n\n[^t]: Built at Whitby.\n\n[^u]: Old measure.\n\n[^b]: Last.\n"
    );
    let made = set("", &text, None);
    let heads = |made: &SetBook| -> Vec<String> {
        let items = made.body().iter().flat_map(|page| &page.items).filter(|item| matches!(item.origin, Origin::EntryHead(_)));
        items.filter_map(self::text).map(|text| text.trim().to_owned()).collect()
    };
    // Those below the table stand before those at the foot, which have no gap.
    assert_eq!(heads(&made), ["a.", "b.", "1.", "2."]);
    let left = |words: &str| made.texts().into_iter().find(|(_, _, text)| text.contains(words)).map(|(_, item, _)| item.x).unwrap();
    let head = made.body().iter().flat_map(|page| &page.items).find(|item| self::text(item).is_some_and(|text| text.starts_with("a.")));
    assert_eq!(head.unwrap().x, left("Ship"), "notes begin at the edge of their table");
    // Beside the letters of a commentary they have signs.
    let notes = "---\ncomments-on: a.md\nvoices:\n  e: { name: \"E\", label: \"E.\" }\nvoice: e\n---\n\n### \"Words\"\n\nA comment.\n";
    let heads = heads(&set("", &text, Some(notes)));
    assert!(heads.contains(&"*".to_owned()) && heads.contains(&"†".to_owned()), "{heads:?}");
}

#[test]
fn captions_end_no_line_in_a_hyphen() {
    let caption = "Constitutional representatives communicated extraordinarily characteristic administrative recommendations";
    for (above, below) in [("![P](p.svg \"", "\")\n"), ("Table: ", "\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")] {
        let made = set("[page]\nsize = \"a6\"\n", &format!("# One\n\nWords.\n\n{above}{caption}{below}"), None);
        let texts = made.texts();
        assert!(texts.iter().any(|(_, _, text)| text.contains("recommendations")));
        assert!(texts.iter().all(|(_, _, text)| !text.contains('\u{AD}')), "{texts:?}");
    }
}

#[test]
fn stops_beside_a_sign_are_of_the_face_of_the_text() {
    let made = set("", "# One\n\nThe signs ✓, and (✓) are followed by marks.\n", None);
    let items = made.body().iter().flat_map(|page| &page.items);
    let texts: Vec<_> = items.filter_map(|item| if let ItemContent::Text(text) = &item.content { Some(text) } else { None }).collect();
    let face = texts.iter().find(|text| text.text.contains("followed")).unwrap().face;
    assert!(texts.iter().any(|text| text.text.contains('✓') && text.face != face), "it has no tick");
    for text in texts.iter().filter(|text| text.text.contains([',', '(', ')'])) {
        assert!(text.face == face && !text.text.contains('✓'), "{:?}", text.text);
    }
}

#[test]
fn two_lines_of_a_note_run_over_at_least() {
    let note = "Of the words of a note there are as many as four lines take. ".repeat(5);
    let mut parted = 0;
    for above in 20..36 {
        let text = format!("# One\n\n{}Called.[^1] {}\n\n[^1]: {note}\n", "Before.\n\n".repeat(above), "More of the text. ".repeat(120));
        let made = set("", &text, None);
        let of = |page: &Page| page.lines.iter().filter(|line| line.area != TextArea::Text).count();
        let lines: Vec<usize> = made.body().iter().map(of).filter(|count| *count > 0).collect();
        assert!(lines.iter().all(|count| *count > 1), "{above}: {lines:?}");
        parted += usize::from(lines.len() > 1);
    }
    // A note of few lines is parted where that is better than much white.
    assert!(parted < 8, "{parted}");
}

#[test]
fn no_figure_stands_alone_behind_a_chapters_words() {
    for lines in 20..50 {
        let words = "Words that fill a line of the text of this page.\n\n".repeat(lines);
        let text = format!("# One\n\n{words}![P](p.svg \"The figure.\"){{width=60%}}\n\n{}", "Behind it.\n\n".repeat(4));
        let made = set("", &text, None);
        let last = made.body().last().unwrap();
        let has_figure = last.items.iter().any(|item| matches!(item.content, ItemContent::Picture { .. }));
        let count = last.lines.iter().filter(|line| line.area == TextArea::Text).count();
        assert!(!has_figure || count > 2, "{lines}: {count}");
    }
}

#[test]
fn no_page_begins_with_a_display() {
    for above in 10..36 {
        let text = format!(
            "# One\n\n{}The sum of all of these numbers, as was seen in the chapter before this one, comes to the following:\n\n\
             $$\\sum_{{k=1}}^n k = \\frac{{n(n+1)}}2$$\n\n{}",
            "Before.\n\n".repeat(above),
            "Behind it.\n\n".repeat(20)
        );
        let made = set("", &text, None);
        for page in made.body() {
            let first = page.items.iter().find(|item| !item.origin.is_artifact()).unwrap();
            assert!(!matches!(first.origin, Origin::Formula(..)), "{above}");
        }
    }
}

#[test]
fn a_table_with_a_caption_moves_sooner_than_it_leaves_a_hole() {
    let rows = (1..=9).map(|number| format!("| Row {number} | {number} |\n")).collect::<String>();
    let behind = (1..60).map(|line| format!("Behind {line}.\n\n")).collect::<String>();
    for above in 18..34 {
        let text = format!("# One\n\n{}Table: Numbers\n\n| Name | Number |\n|---|--:|\n{rows}\n{behind}", "Before.\n\n".repeat(above));
        let made = set("", &text, None);
        assert_eq!(counts(&made, "Row"), [9], "whole");
        let lines = |page: &Page| page.lines.iter().filter(|line| line.area == TextArea::Text).map(|line| line.bottom).max().unwrap();
        let (first, second) = (lines(&made.body()[0]), lines(&made.body()[1]));
        assert!(first > second - made.config.typography.leading * 4 || made.of("Row 9").0 == 0, "{above}: {first:?} {second:?}");
    }
    // What leads up to it keeps it.
    let text =
        format!("# One\n\n{}As follows:\n\nTable: Numbers\n\n| Name | Number |\n|---|--:|\n{rows}\n{behind}", "Before.\n\n".repeat(30));
    let made = set("", &text, None);
    assert!(
        made.of("Row 1").0 <= made.of("Behind 1.").0 && made.of("Row 9").1 < made.of("Behind 1.").1
            || made.of("Row 1").0 < made.of("Behind 1.").0
    );
}

#[test]
fn a_page_ends_behind_a_figure_where_its_author_wants_that() {
    for block in ["![P](p.svg \"The figure.\"){width=20%}", "Table: Numbers\n\n| a | b |\n|---|---|\n| Row | 2 |"] {
        let made = set("", &format!("# One\n\nWords.\n\n{block}\n\n\\newpage\n\nBehind it.\n"), None);
        assert_eq!((made.of("Words").0, made.of("Behind it").0), (0, 1), "{block}");
        let label = if block.starts_with('!') { "The figure" } else { "Numbers" };
        assert_eq!(made.of(label).0, 0);
    }
}

#[test]
fn the_white_below_headings_is_the_same_wherever_what_is_above_ends() {
    let list = |count: usize| (1..=count).map(|number| format!("- Item {number}\n")).collect::<String>();
    let mut whites = BTreeMap::new();
    for count in 2..45 {
        let text = format!("# One\n\nWords.\n\n{}\n## Heading\n\nBelow the heading.\n\nMore of it.\n\nAnd more.\n", list(count));
        let made = set("", &text, None);
        let ((page, heading), (other, below)) = (made.of("Heading"), made.of("Below the"));
        assert_eq!(page, other);
        // Where the heading begins the page it stands on the grid.
        if made.body()[page].items.first().is_some_and(|first| first.y < heading) {
            whites.insert(below - heading, count);
        }
    }
    assert_eq!(whites.len(), 1, "{whites:?}");
}

#[test]
fn no_river_runs_in_code_and_short_pages_are_told_of() {
    let code = (0..60).map(|line| format!("    let a{} = b{} + c{};\n", line % 10, line % 10, line % 10)).collect::<String>();
    let counts = flaws("", &format!("# One\n\nWords.\n\n```\n{code}```\n"));
    assert!(!counts.contains_key("rivers"), "{counts:?}");
    let words = "Words that fill a line of the text of this page.\n\n";
    let text = |above| format!("# One\n\n{}![P](p.svg){{.here}}\n\n{}", words.repeat(above), words.repeat(60));
    let told = (14..40).filter(|&above| flaws("", &text(above)).contains_key("short")).count();
    assert!(told > 2 && told < 24, "{told}");
}

#[test]
fn a_line_in_the_middle_stays_with_the_paragraph_below_it() {
    for above in 20..40 {
        let text = format!(
            "# One\n\n{}<div align=\"center\">ROPER.</div>\n\nThe words that he speaks to her there.\n\n{}",
            "Before.\n\n".repeat(above),
            "Behind it.\n\n".repeat(40)
        );
        let made = set("", &text, None);
        assert_eq!(made.of("ROPER").0, made.of("The words that").0, "{above}");
    }
}

#[test]
fn labels_stand_on_the_baseline_of_a_first_line_with_a_formula() {
    for formula in ["x_{i_{j_k}}^{b^{c^d}}", "\\frac{1}{2}", "\\hat f", "\\{f\\}", "\\sum_{i=1}^n \\frac{a_i}{b_i}"] {
        let made = set("", &format!("# One\n\n1. ${formula}$ is first.\n2. And words.\n"), None);
        assert_eq!(made.of("1.").1, made.of("is first").1, "{formula}");
    }
}

#[test]
fn a_turned_table_stays_in_its_section() {
    let heads: String = (0..8).map(|column| format!("| Heading number {column} ")).collect();
    let cells = ["Constantinople", "administration", "transportation", "communication", "institutional", "Merriweather"];
    let row = format!("| {} | Hauptmann | Ueberall |\n", cells.join(" | "));
    let table = format!("{heads}|\n{}|\n{row}{row}", "|---".repeat(8));
    let text = format!(
        "# Chapter\n\nBefore.\n\n## One\n\n{table}\n## Two\n\nOf the second.\n\nTable: Small\n\n| a | b |\n|---|---|\n| Row | 2 |\n"
    );
    let made = set("", &text, None);
    assert!(made.body().iter().any(|page| !page.turned.is_empty()), "it is turned");
    assert!(made.of("Constantinople").0 < made.of("Two").0);
}

#[test]
fn cells_beside_a_picture_begin_at_its_head() {
    let text = "# One\n\n| A | B | C |\n|---|---|---|\n| left | ![P](p.svg){width=80} | Words that go on for more than a line of the cell they are in, as some do |\n| next | row | here |\n";
    let made = set("", text, None);
    let picture = made.body()[0].items.iter().find_map(|item| match item.content {
        ItemContent::Picture { height, .. } => Some((item.y, item.y + height)),
        _ => None,
    });
    let (top, foot) = picture.unwrap();
    let (left, words) = (made.of("left").1, made.of("Words that go").1);
    assert_eq!(left, words);
    assert!(left < top + made.config.typography.leading, "{left:?} {top:?}");
    assert!(made.of("next").1 > foot + Length::points(2));
}

#[test]
fn formulas_among_the_words_of_a_formula_are_set() {
    let texts = [
        "$$ a_n = 0 \\text{ for $n>1$ only} $$",
        "$$\na_n = 0 \\text{ for $n>1$ only} \\tag{$*$}\n$$",
        "And $x = 0 \\text{ for $n>1$ only}$ in a line.",
        "\\begin{align}\na &= b \\text{ for $n>1$ only} \\\\\nc &= d\n\\end{align}",
    ];
    for text in texts {
        let made = set("", &format!("# One\n\nConsider\n{text}\nand it costs $5 or $6.\n"), None);
        let all: String = made.texts().iter().map(|(_, _, text)| *text).collect();
        assert!(all.contains("only") && all.contains("$5 or $6."), "{all}");
        assert!(!all.contains("\\") && all.matches('$').count() == 2, "{all}");
    }
}

#[test]
fn references_to_chapters_say_the_number_that_stands_above_them() {
    let settings = "[type]\nchapter-number = \"roman\"\n[numbers]\nsections = 1\n";
    let made = set(settings, "# Ice\n\nAs in [](#snow).\n\n# Snow {#snow}\n\nWords.\n", None);
    let all: String = made.texts().iter().map(|(_, _, text)| *text).collect();
    assert!(all.replace('\u{A0}', " ").contains("chapter II"), "{all}");
}
