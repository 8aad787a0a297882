//! Tables, headings, addresses, code, bibliographies and quotations as a press sets them: words are whole as long as there is a way, figures
//! stand below each other by their decimal marks, no address has a hyphen that is not its own, entries hang.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::book::BlockId;
use bindery::testing::config;
use bindery::testing::diagnostics::Diagnostics;
use bindery::testing::edition;
use bindery::testing::fonts::Fonts;
use bindery::testing::layout::frame::{GlyphText, ItemContent, Origin, PageItem, Pages};
use bindery::testing::source::{Disk, Length, Sources};
use bindery::testing::{layout, read};

const HARBOUR: &str = "\
| Month | Name of the vessel | Master | Port of departure | Port of arrival | Cargo | Remarks of the harbour master |
|---|---|---|---|---|---|---|
| January | Harbour Light | Captain Josiah Merriweather | Newcastle upon Tyne | Copenhagen | coal, 90 tons; salt | Delayed by ice for eleven days; two hands lost; insurance claimed and refused. |
| February | Ox | Thomas Ferryman | Whitby | Whitby | none | Did not leave. |
| March | Marguerite of the Sands | Marguerite Sandström-Bergengruen | Gothenburg | Rotterdam | timber | — |
";

/// A book of this text, set.
fn set(text: &str, language: &str, size: &str) -> Pages {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let head = format!("title = \"T\"\nauthors = [\"A. B.\"]\nlanguage = \"{language}\"\nchapters = [\"a.md\"]\n");
    write("book.toml", &format!("{head}[page]\nsize = \"{size}\"\n"));
    write("a.md", text);
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(Disk::files(), folder.path(), &mut sources, &mut found).unwrap();
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found).unwrap();
    let edition = edition::arrange(&book, config.notes.pdf);
    layout::set(&edition, &config, &Fonts::built_in(), &mut found)
}

/// What stands on the pages as text of the book, with its block.
fn texts(pages: &Pages) -> Vec<(BlockId, &PageItem, &GlyphText)> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items
        .filter_map(|item| match (&item.content, item.origin) {
            (ItemContent::Text(text), Origin::Block(block)) => Some((block, item, text)),
            _ => None,
        })
        .collect()
}

/// The words that are divided at the end of a line, those behind which a hyphen was put.
fn hyphens(pages: &Pages) -> Vec<String> {
    texts(pages).iter().filter(|(.., text)| text.text.ends_with('\u{AD}')).map(|(.., text)| text.text.clone()).collect()
}

/// The lines of each block.
fn lines(pages: &Pages) -> Vec<Vec<String>> {
    let mut blocks: Vec<(BlockId, Vec<(Length, String)>)> = Vec::new();
    for (block, item, text) in texts(pages) {
        let at = blocks.iter().position(|(known, _)| *known == block).unwrap_or_else(|| {
            blocks.push((block, Vec::new()));
            blocks.len() - 1
        });
        match blocks[at].1.last_mut() {
            Some((y, line)) if *y == item.y => line.push_str(&text.text),
            _ => blocks[at].1.push((item.y, text.text.clone())),
        }
    }
    blocks.into_iter().map(|(_, lines)| lines.into_iter().map(|(_, line)| line).collect()).collect()
}

#[test]
fn cells_divide_no_word_that_smaller_type_makes_room_for() {
    let pages = set(&format!("# One\n\n{HARBOUR}"), "en", "6x9");
    assert_eq!(hyphens(&pages), [""; 0]);
    // No line ends within a word either.
    let words: Vec<&str> = HARBOUR.split(|c: char| c.is_whitespace() || c == '|').filter(|word| !word.is_empty()).collect();
    for line in lines(&pages).into_iter().flatten() {
        for word in line.split_whitespace() {
            assert!(word == "One" || words.iter().any(|known| *known == word || known.contains('-') && known.contains(word)), "{word}");
        }
    }
    // Where there is no room at all, nor on a turned page, words are divided by the rules of their language.
    let quoted: String = HARBOUR.lines().map(|line| format!("> {line}\n")).collect();
    let narrow = set(&format!("# One\n\n{quoted}"), "en", "a6");
    assert!(!hyphens(&narrow).is_empty());
}

#[test]
fn ragged_cells_have_no_hyphens() {
    let text = "# One\n\n| Language | Countries | Speakers | Writing system | Remarks |\n|---|---|---|---|---|\n\
        | Portuguese | Portugal, Brazil, Mozambique | 260 million | Latin alphabet | Reformed in 1990 |\n\
        | Vietnamese | Vietnam | 85 million | Latin alphabet with diacritics | Romanised in the seventeenth century |\n";
    for size in ["6x9", "5x8", "a5"] {
        assert_eq!(hyphens(&set(text, "en", size)), [""; 0], "{size}");
    }
}

#[test]
fn figures_stand_by_their_decimal_marks() {
    for (language, rows, mark) in
        [("en", ["112.5", "9.25", "1,040", "−0.125", "7"], '.'), ("de", ["112,5", "9,25", "1.040", "−0,125", "7"], ',')]
    {
        for side in ["---", "---:", ":---:"] {
            let cells: String = rows.iter().map(|row| format!("| x | {row} |\n")).collect();
            let pages = set(&format!("# One\n\n| What | Measured at noon |\n|---|{side}|\n{cells}"), language, "6x9");
            let places: Vec<i64> = texts(&pages)
                .into_iter()
                .filter(|(.., text)| rows.contains(&text.text.as_str()))
                .map(|(_, item, text)| {
                    let upto = text.text.find(mark).unwrap_or(text.text.len());
                    let before = text.glyphs.iter().take_while(|glyph| usize::from(glyph.cluster) < upto);
                    item.x.units() + before.map(|glyph| i64::from(glyph.advance)).sum::<i64>()
                })
                .collect();
            assert_eq!(places.len(), rows.len());
            // To a hundredth of a point.
            assert!(places.iter().all(|place| (place - places[0]).abs() < 656), "{language} {side}: {places:?}");
        }
    }
}

/// Where the words stand that are a line of a cell by themselves: page, left edge, right edge, baseline.
fn stands(pages: &Pages, words: &str) -> [Length; 3] {
    let all = texts(pages);
    let (_, item, text) = all.iter().find(|(.., text)| text.text.trim() == words).unwrap_or_else(|| panic!("{words}"));
    let width: i64 = text.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
    [item.x, item.x + Length::raw(width), item.y]
}

const SPANS: &str = "\
<table>
<thead>
<tr><th rowspan=\"2\">Year</th><th colspan=\"2\">Herring</th><th colspan=\"2\">Cod</th></tr>
<tr><th>North</th><th>South</th><th>Landed</th><th>Salted</th></tr>
</thead>
<tr><td>1924</td><td>left</td><td>right</td><td>much</td><td>little</td></tr>
<tr><td rowspan=\"2\">first<br>second</td><td colspan=\"4\">nothing whatever came in from anywhere</td></tr>
<tr><td>below</td><td>a</td><td>b</td><td>c</td></tr>
</table>
";

#[test]
fn a_head_over_several_columns_stands_in_their_middle_over_a_rule() {
    let pages = set(&format!("# One\n\n{SPANS}"), "en", "6x9");
    let ([north, ..], [_, south, _], [landed, ..]) = (stands(&pages, "North"), stands(&pages, "South"), stands(&pages, "Landed"));
    let [left, right, baseline] = stands(&pages, "Herring");
    assert!(left >= north && right <= south.max(right) && baseline < stands(&pages, "North")[2]);
    // A rule lies between the two rows of the head, over these columns and no others.
    let rules = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item.content {
        ItemContent::Rule { width, .. } => Some((item.x, item.x + width, item.y)),
        _ => None,
    });
    let below = stands(&pages, "North")[2];
    let mut rules: Vec<_> = rules.filter(|(.., y)| *y > baseline && *y < below).collect();
    rules.sort_by_key(|(from, ..)| *from);
    let [(from, to, _), (second, ..)] = rules[..] else { panic!("two rules: {rules:?}") };
    assert!((from - north).units().abs() < Length::points(1).units() && to >= south && to < landed && second > to, "{rules:?}");
    let middle = |from: Length, to: Length| (from + to) / 2;
    assert!((middle(left, right) - middle(from, to)).units().abs() < Length::points(1).units());
    // What is over one column stays there.
    assert_eq!(stands(&pages, "left")[0], north);
}

#[test]
fn a_cell_over_several_rows_goes_on_beside_them() {
    let pages = set(&format!("# One\n\n{SPANS}"), "en", "6x9");
    let y = |words: &str| stands(&pages, words)[2];
    assert_eq!((y("first"), y("second")), (y("nothing whatever came in from anywhere"), y("below")));
    assert!(stands(&pages, "below")[0] > stands(&pages, "second")[1], "it is beside, not below");
    // The head of the column of years stands beside both rows of heads.
    assert_eq!(y("Year"), y("Herring"));
}

#[test]
fn columns_under_a_long_head_are_as_wide_as_it_together() {
    let head = "Incomprehensibilities";
    let text = format!("# One\n\n<table><tr><th>x</th><th colspan=\"2\">{head}</th></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>\n");
    let pages = set(&text, "en", "a6");
    assert_eq!(hyphens(&pages), [""; 0]);
    let [left, right, _] = stands(&pages, head);
    let [b, ..] = stands(&pages, "b");
    assert!(b <= left + Length::points(1) && right - left > Length::points(60));
}

#[test]
fn rows_of_six_lines_are_whole() {
    let row = |at: usize| format!("| {at} | {} | x |\n", "words that go on for some lines ".repeat(4));
    let table: String = (0..60).map(row).collect();
    let pages =
        set(&format!("# One\n\n| No. | What is said | A very long head of a column that is narrow |\n|---|---|---|\n{table}"), "en", "a6");
    let mut rows = 0;
    for (number, page) in pages.pages.iter().enumerate() {
        let on = |block: BlockId, page: &bindery::testing::layout::frame::Page| {
            page.items.iter().any(|item| item.origin == Origin::Block(block))
        };
        let blocks = page.items.iter().filter_map(|item| if let Origin::Block(block) = item.origin { Some(block) } else { None });
        for block in blocks {
            rows += 1;
            let next = pages.pages.get(number + 1);
            assert!(next.is_none_or(|next| !on(block, next)), "a cell goes on behind page {number}");
        }
    }
    assert!(rows > 200, "{rows}");
}

#[test]
fn a_word_wider_than_its_line_is_divided_with_a_hyphen_wherever_it_stands() {
    let word = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung";
    let text = format!("# {word}\n\n## {word}\n\n> {word}\n\n- {word}\n\n![{word}](x.png \"{word}\")\n\n| {word} |\n|---|\n| {word} |\n");
    let pages = set(&text, "de", "a6");
    let mut seen = 0;
    for block in lines(&pages) {
        if block.len() < 2 {
            continue;
        }
        seen += 1;
        for line in &block[..block.len() - 1] {
            assert!(line.ends_with('\u{AD}'), "{block:?}");
        }
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn addresses_have_no_hyphens_of_ours_and_end_no_line_with_their_own() {
    let addresses = [
        "https://www.example.org/archive/1871/letters-of-the-ferryman-to-his-sister.html?edition=first&page=12",
        "https://doi.org/10.1000/journal.pone.0123456.s001",
        "www.example.com/internationalisation/characteristically-misunderstood",
        "somebody.important@department.university.example.org",
    ];
    let mut parted = 0;
    for size in ["a6", "6x9"] {
        for (at, address) in addresses.iter().enumerate() {
            for words in 0..8 {
                let text = format!(
                    "# One\n\n{}see {address} for the whole of it.[^1]\n\n[^1]: Said at {address}, and there.\n",
                    "and ".repeat(words + at)
                );
                let pages = set(&text, "en", size);
                for (.., text) in texts(&pages) {
                    let spaces = text.glyphs.iter().filter(|glyph| text.text[usize::from(glyph.cluster)..].starts_with(' '));
                    let widest = spaces.map(|glyph| i64::from(glyph.advance)).max().unwrap_or(0);
                    assert!(widest < text.size.units() * 7 / 10, "{}: {widest}", text.text);
                }
                for block in lines(&pages) {
                    let whole = block.concat();
                    assert!(whole.contains(address) || !whole.contains("://"), "{block:?}");
                    for line in block.iter().filter(|line| !line.ends_with(' ')) {
                        let last = line.split(' ').next_back().unwrap();
                        let inside = addresses.iter().any(|address| address.starts_with(last) && last.len() > 3 && *address != last);
                        parted += usize::from(inside);
                        assert!(!inside || !last.ends_with(['-', '\u{AD}', '.', '/']) || last.ends_with("://"), "{block:?}");
                    }
                }
            }
        }
    }
    assert!(parted > 20, "{parted}");
}

#[test]
fn spaces_of_code_are_as_wide_as_its_letters_and_its_lines_are_good() {
    let code = "`impl Summary for Vec<T>` and `std::collections::HashMap<String, Vec<usize>>` with `number was something other than zero`";
    for words in 0..12 {
        let pages = set(&format!("# One\n\n{}{code} in it, and more words behind it.\n", "And ".repeat(words)), "en", "6x9");
        let mut seen = 0;
        for (.., text) in texts(&pages) {
            let at = |glyph: &bindery::testing::layout::frame::Glyph| text.text[usize::from(glyph.cluster)..].chars().next().unwrap();
            let spaces: Vec<i32> = text.glyphs.iter().filter(|glyph| at(glyph) == ' ').map(|glyph| glyph.advance).collect();
            assert!(spaces.iter().all(|&space| i64::from(space) < text.size.units() * 7 / 10), "{}: {spaces:?}", text.text);
            if text.text.contains("something other") {
                seen += 1;
                let letters: Vec<i32> = text.glyphs.iter().filter(|glyph| at(glyph).is_alphabetic()).map(|glyph| glyph.advance).collect();
                assert!(spaces.iter().all(|space| *space == letters[0]), "{}: {spaces:?} {letters:?}", text.text);
            }
        }
        assert!(seen > 0 || lines(&pages).concat().iter().any(|line| line.ends_with("something ") || line.starts_with("other")));
    }
}

#[test]
fn a_line_of_code_goes_on_below_its_own_indent() {
    let line = "compute_the_long_thing(first_argument, second_argument, third_argument, fourth_argument);";
    for indent in [0, 4, 8] {
        let pages = set(&format!("# One\n\n```\n{}{line}\n```\n", " ".repeat(indent)), "en", "a5");
        let places: Vec<Length> =
            texts(&pages).iter().filter(|(.., text)| text.text.contains("_argument")).map(|(_, item, _)| item.x).collect();
        let first = texts(&pages).iter().find(|(.., text)| text.text.contains("compute")).map(|(_, item, text)| {
            let before = text.glyphs.iter().take_while(|glyph| text.text[usize::from(glyph.cluster)..].starts_with(' '));
            item.x + Length::raw(before.map(|glyph| i64::from(glyph.advance)).sum())
        });
        let rest = places[1..].iter().copied().min().unwrap();
        assert!(rest > first.unwrap(), "{indent}: {rest:?} {first:?}");
        assert!(rest < first.unwrap() + Length::points(20), "{indent}: {rest:?} {first:?}");
    }
}

/// A line on a page: how far down it is, where it begins and ends.
#[derive(Clone, Copy, Debug)]
struct LineEdges {
    y: Length,
    from: Length,
    end: Length,
}

/// Where each line of each block begins and ends.
fn edges(pages: &Pages) -> Vec<Vec<LineEdges>> {
    let mut blocks: Vec<(BlockId, Vec<LineEdges>)> = Vec::new();
    for (block, item, text) in texts(pages) {
        let at = blocks.iter().position(|(known, _)| *known == block).unwrap_or_else(|| {
            blocks.push((block, Vec::new()));
            blocks.len() - 1
        });
        let end = item.x + Length::raw(text.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum());
        match blocks[at].1.last_mut() {
            Some(line) if line.y == item.y => line.end = end,
            _ => blocks[at].1.push(LineEdges { y: item.y, from: item.x, end }),
        }
    }
    blocks.into_iter().map(|(_, lines)| lines).collect()
}

#[test]
fn entries_of_a_bibliography_hang() {
    let entry = "Aarons, A. *A Book of Many Long Words*. London: The Press of the Quay, 1999. And more words for another line.\n\n";
    for head in
        ["# Works {.bibliography}", "# Works {.references}", "# References {.unnumbered}", "# Literaturverzeichnis", "## References"]
    {
        let pages = set(&format!("# One\n\nWords.\n\n{head}\n\n{entry}{entry}"), "en", "6x9");
        let entries: Vec<_> = edges(&pages).into_iter().filter(|lines| lines.len() > 1).collect();
        assert_eq!(entries.len(), 2);
        for lines in entries {
            assert!(lines[1..].iter().all(|line| line.from > lines[0].from + Length::points(10)), "{lines:?}");
        }
    }
}

#[test]
fn who_is_quoted_stands_at_the_right() {
    let pages =
        set("# One\n\nBefore.\n\n> Words that are quoted here.\n>\n> — The Author, *Book*\n\n> — Not one, but speech.\n", "en", "6x9");
    let [_, _, words, who, speech] = &edges(&pages)[..] else { panic!("five blocks") };
    assert!(who[0].from > words[0].from + Length::points(100) && who[0].end > words[0].end, "{who:?}");
    // A dash may hang out a little.
    assert!(speech[0].from <= words[0].from && speech[0].from + Length::points(3) > words[0].from, "{speech:?}");
}

const WOODS: &str = "# One\n\n| Wood | Colour of the line | Width, mm | Depth, mm | Edge | Afterwards |\n|:--|:--|--:|--:|:--|:--|\n| Birch plywood | dark brown | 0.21 | 0.35 | sharp | none |\n| Beech | grey-brown | 0.18 | 0.22 | sharp | fades in the sun within two years |\n| Oak | from brown to black | 0.15–0.40 | 0.10–0.55 | follows the rings | looks like a map of somewhere else |\n| Lime | brown | 0.20 | 0.40 | very sharp | wants a varnish, or takes every finger |\n| Walnut | black on dark | 0.22 | 0.30 | sharp | can't be read from across the room |\n| Bamboo | yellow | 0.25 | 0.20 | furry | splits along the marks |\n";

#[test]
fn the_wordy_column_has_the_room() {
    let pages = set(WOODS, "en-GB", "6x9");
    let all: Vec<String> = lines(&pages).concat().into_iter().map(|line| line.replace('\u{A0}', " ")).collect();
    assert!(all.iter().any(|line| line.contains("0.15–0.40")) && all.iter().any(|line| line.contains("0.10–0.55")), "{all:?}");
    let most = edges(&pages).iter().map(Vec::len).max().unwrap();
    assert!(most <= 3, "no cell is a tower: {most}");
}

#[test]
fn lines_of_cells_are_filled_from_the_top() {
    let text = "# One\n\n| Jar | Month | Stands for | Eat before | Jars of ½ litre |\n|:--|:--|--:|:--|--:|\n| Gherkins in salt, with dill | July | 3 weeks | Easter | 12 |\n| Tomatoes, whole and red | August | – | the next tomatoes are ripe | 40 |\n| Kale, rubbed with salt | November | 5 weeks | basil and red onion come | 1 crock |\n";
    for size in ["6x9", "a5", "5x8"] {
        let pages = set(text, "en-GB", size);
        let blocks = lines(&pages);
        let firsts = blocks.iter().filter(|lines| lines.len() > 1).map(|lines| lines[0].trim().to_owned());
        for first in firsts {
            assert!(!["the", "basil", "kale,", "Kale,"].contains(&first.as_str()), "{size}: {blocks:?}");
        }
    }
}

#[test]
fn figures_with_units_end_below_each_other_and_dashes_stand_among_them() {
    let text = "# One\n\n| | White | Brown |\n|:--|--:|--:|\n| Flour | 600 g | – |\n| Salt | 12 g | 13 g |\n| Yeast | 0.8 g | 1 g |\n| Rise | 1½ h | 1 h |\n";
    let pages = set(text, "en-GB", "6x9");
    let of = |words: &str| {
        let found = texts(&pages).into_iter().find(|(_, _, text)| text.text.replace('\u{A0}', " ").trim() == words);
        let (_, item, text) = found.unwrap_or_else(|| panic!("{words}"));
        let width: i64 = text.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
        [item.x.units(), item.x.units() + width].map(|x| x / 6554)
    };
    let ends = ["600 g", "0.8 g", "1½ h"].map(|words| of(words)[1]);
    assert!(ends.iter().all(|end| (end - ends[0]).abs() <= 2), "{ends:?}");
    let (dash, widest) = (of("–"), of("13 g"));
    let middle = |edges: [i64; 2]| i64::midpoint(edges[0], edges[1]);
    assert!(dash[1] < widest[1] && dash[0] > widest[0] && middle(dash) - middle(widest) < 20, "{dash:?} {widest:?}");
}

#[test]
fn short_names_in_code_are_whole_and_none_ends_a_line_with_its_hyphen() {
    for fill in 0..60 {
        let text = format!(
            "# One\n\n{} three files. This chapter has the first, `tide.rs`, and `tide-clock home --measure` that knows nothing of the motors at all.\n",
            "a".repeat(fill)
        );
        let all = lines(&set(&text, "en-GB", "6x9"));
        for line in all.iter().flatten() {
            assert!(!line.trim_end().ends_with("tide-") && !line.trim_end().ends_with("tide"), "{fill}: {all:?}");
        }
    }
}
