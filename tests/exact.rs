//! Layout to the unit, in a font whose characters and spaces are squares of one em: every place is reckoned on paper, not copied
//! from what came out.
//!
//! The text is 200 pt wide, 20 characters of 10 pt, and 140 pt high, 10 lines of 14 pt. The first baseline is at
//! 50 (margin) + (14 − 10) / 2 + 7.8 (78 % of the size) = 59.8; the others follow every 14 pt. A space of 10 pt stretches by 5 at
//! ratio 1 and shrinks by 3⅓ at most. A dump is a line of text a line: baseline, left and right edge from the left edge of the
//! text, width of the spaces in em if it is not 1, and the words.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

#[path = "support/square.rs"]
mod square;

use bindery::testing::diagnostics::{Diagnostics, render};
use bindery::testing::edition::{self, Presentation};
use bindery::testing::fonts::Fonts;
use bindery::testing::layout;
use bindery::testing::layout::frame::{ItemContent, Page, PageItem, Pages};
use bindery::testing::layout::quality::{self, FlawKind};
use bindery::testing::source::{Length, Sources};
use bindery::testing::{config, read};

const PAGE: &str = "title: T\nauthors: [A]\npage: { size: \"260 x 240 pt\", inner: 20 pt, outer: 40 pt, top: 50 pt, bottom: 50 pt }\n";

fn set(markdown: &str, kind: &str) -> Pages {
    set_from(&square::square(square::SquareFont::default()), markdown, kind).0
}

fn set_in(font: &[u8], markdown: &str, kind: &str) -> Pages {
    set_from(font, markdown, kind).0
}

/// The same with the sources.
fn set_from(font: &[u8], markdown: &str, kind: &str) -> (Pages, Sources) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.md");
    let drawing = r#"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="1600"><rect width="90" height="90"/></svg>"#;
    std::fs::write(folder.path().join("tall.svg"), drawing).unwrap();
    let kind = format!("type: {{ size: 10 pt, leading: 14 pt, indent: 20 pt, {kind} }}\n");
    std::fs::write(&file, format!("---\n{PAGE}{kind}---\n{markdown}\n")).unwrap();
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config =
        config::load(bindery::testing::source::Disk::files(), &file, &mut sources, &mut found).expect("a file that was just written");
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found);
    let book = book.unwrap_or_else(|| panic!("{}", render::short(&found, &sources)));
    let fonts = Fonts::only(font).expect("a font made here");
    let edition = edition::arrange(&book, Presentation::Foot);
    let pages = layout::set(&edition, &config, &fonts, &mut found);
    let codes: Vec<&str> = found.iter().map(|finding| finding.code.id()).collect();
    assert_eq!(codes, ["T003"], "nothing but the narrow measure: {}", render::short(&found, &sources));
    (pages, sources)
}

/// A length in points, to the hundredth, without zeros at its end.
fn points(length: Length) -> String {
    let text = format!("{:.2}", length.to_points());
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The pages of the text, without what is decoration unless it is asked for.
fn dump(pages: &Pages, decoration: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, page) in pages.pages.iter().enumerate().filter(|(_, page)| page.label.parse::<u32>().is_ok()) {
        lines.push(format!("page {}", page.label));
        lines.extend(page_lines(page, Length::points(if index % 2 == 0 { 20 } else { 40 }), decoration));
    }
    lines
}

fn page_lines(page: &Page, left: Length, decoration: bool) -> Vec<String> {
    let shown = page.items.iter().filter(|item| decoration || !item.origin.is_artifact());
    shown.map(|item| line(item, left)).collect()
}

fn line(item: &PageItem, left: Length) -> String {
    let (y, from) = (points(item.y), points(item.x - left));
    let text = match &item.content {
        ItemContent::Text(text) => text,
        ItemContent::Rule { width, .. } => return format!("{y} {from}..{} rule", points(item.x + *width - left)),
        ItemContent::Picture { width, height, .. } => {
            return format!("{y} {from}..{} picture {} high", points(item.x + *width - left), points(*height));
        }
    };
    let right = item.x + text.glyphs.iter().map(|glyph| Length::raw(i64::from(glyph.advance))).sum::<Length>();
    let of_space = text.glyphs.iter().find(|glyph| text.text[usize::from(glyph.cluster)..].starts_with(' ') && glyph.advance > 0);
    let space = of_space.map(|glyph| Length::raw(i64::from(glyph.advance))).filter(|&space| space != text.size);
    let space = space.map_or(String::new(), |space| format!("×{:.2} ", space.to_points() / text.size.to_points()));
    let words = text.text.trim_end().replace('\u{AD}', "-").replace('\u{2002}', " ");
    format!("{y} {from}..{} {space}{words}", points(right - left))
}

#[track_caller]
fn assert_set(markdown: &str, expected: &[&str]) {
    assert_eq!(dump(&set(markdown, "hyphenate: false"), false), expected);
}

#[test]
fn words_that_fill_a_line_are_set_as_they_are() {
    // 4 + 4 + 4 + 5 characters and 3 spaces are 20.
    assert_set(
        "aaaa bbbb cccc ddddd eeee gggg hhhh iiiii jj kk.",
        &["page 1", "59.8 0..200 aaaa bbbb cccc ddddd", "73.8 0..200 eeee gggg hhhh iiiii", "87.8 0..60 jj kk."],
    );
}

#[test]
fn spaces_grow_and_shrink_to_the_unit() {
    // 17 characters and 4 spaces are 210: each space gives 2.5. Then 15 and 2 are 170: each of two spaces takes 15.
    assert_set(
        "aaa bbb ccc ddd eeeee ggggg hhhhh iiiii kkkkk lll.",
        &["page 1", "59.8 0..200 ×0.75 aaa bbb ccc ddd eeeee", "73.8 0..200 ×2.50 ggggg hhhhh iiiii", "87.8 0..100 kkkkk lll."],
    );
}

#[test]
fn spaces_without_a_width_have_nothing_to_share_out() {
    let mut font = square::square(square::SquareFont::default());
    let word = |at: usize, font: &[u8]| u32::from_be_bytes(std::array::from_fn(|byte| font[at + byte])) as usize;
    let record = (12..).step_by(16).find(|&at| font[at..].starts_with(b"hmtx")).unwrap();
    // The space is the glyph behind that of what is missing.
    let space = word(record + 8, &font) + 4;
    font[space..space + 2].fill(0);
    let pages = set_in(&font, "aaaa bbbb cccc dddd eeee gggg hh.", "hyphenate: false");
    assert_eq!(dump(&pages, false), ["page 1", "59.8 0..200 aaaa bbbb cccc dddd eeee", "73.8 0..70 gggg hh."]);
}

#[test]
fn a_paragraph_is_weighed_as_a_whole() {
    // First-fit would take seven words, which fill the first line, and have 17 characters with one space on the second, which
    // would be 4 em wide. Six words are 120 and 5 spaces 50, so each space takes 6; then the second line is full.
    assert_set(
        "aa bb cc dd ee gg hh ppppp qqqqqqqqqqq rrrr sss.",
        &["page 1", "59.8 0..200 ×1.60 aa bb cc dd ee gg", "73.8 0..200 hh ppppp qqqqqqqqqqq", "87.8 0..90 rrrr sss."],
    );
}

#[test]
fn a_paragraph_does_not_end_in_a_runt() {
    // Six words fill the first line (15 + 5) and leave "kk." (3 em, less than 4) alone. Five words are 12 + 4 and 40 are shared by
    // 4 spaces, ratio 2: loose, and better than a runt.
    assert_set("aa bb ccc ddd ee ggg kk.", &["page 1", "59.8 0..200 ×2.00 aa bb ccc ddd ee", "73.8 0..70 ggg kk."]);
}

#[test]
fn punctuation_and_slanting_letters_hang_out() {
    // A comma hangs out by 72 % of its 10: the line is 207.2 wide, and 3 spaces share 7.2. An opening quotation mark hangs out by
    // 5, 3 spaces share 5. An A at the left and a t at the right hang out by 0.5 each, 3 spaces share 1. Nothing hangs out of a
    // last line's right end.
    assert_set(
        "aaaa bbbb cccc dddd, “aaa bbbb cccc ddddd Aaaa bbbb cccc ddddt eee hh.",
        &[
            "page 1",
            "59.8 0..207.2 ×1.24 aaaa bbbb cccc dddd,",
            "73.8 -5..200 ×1.17 “aaa bbbb cccc ddddd",
            "87.8 -0.5..200.5 ×1.03 Aaaa bbbb cccc ddddt",
            "101.8 0..70 eee hh.",
        ],
    );
}

#[test]
fn a_paragraph_is_indented_if_it_follows_another() {
    // 16 characters and 2 spaces fill the 18 em behind the indent.
    assert_set(
        "aaaa.\n\nbbbb cccc dddddddd eeee.\n\ngggg.",
        &["page 1", "59.8 0..50 aaaa.", "73.8 20..200 bbbb cccc dddddddd", "87.8 0..50 eeee.", "101.8 20..70 gggg."],
    );
}

#[test]
fn words_are_divided_where_their_language_allows() {
    // "extensive" whole would need 220 − 3 × 3⅓ at least; "ex-" leaves 46 to 3 spaces, ratio 3.07, which is too loose for a line
    // with hyphens (3). "exten-" makes 190; its hyphen hangs out by 6; 3 spaces share 16.
    let pages = set("aaaa bbbb cc extensive dddd.", "hyphenate: true");
    assert_eq!(dump(&pages, false), ["page 1", "59.8 0..206 ×1.53 aaaa bbbb cc exten-", "73.8 0..100 sive dddd."]);
    // The author's own division: 180, and 26 for 3 spaces.
    let pages = set("aaaa bbbb cc extensive dddd.", "exceptions: [exte-nsive]");
    assert_eq!(dump(&pages, false), ["page 1", "59.8 0..206 ×1.87 aaaa bbbb cc exte-", "73.8 0..110 nsive dddd."]);
}

#[test]
fn a_list_is_ragged_with_its_marks_in_front() {
    // A bullet's text stands 12 in; the bullet ends 4 before it. A narrow item (less than 22 em) is ragged. Half a line of space
    // before and behind: the text below is on the grid again, 64 + 7 + 3 × 14 + 7 + 9.8 = 129.8.
    assert_set(
        "aaaa.\n\n- bbbb cccc dddd eee hhhh.\n- gggg\n\niiii.",
        &[
            "page 1",
            "59.8 0..50 aaaa.",
            "80.8 -2..8 •",
            "80.8 12..192 bbbb cccc dddd eee",
            "94.8 12..62 hhhh.",
            "108.8 -2..8 •",
            "108.8 12..52 gggg",
            "129.8 0..50 iiii.",
        ],
    );
    // A number's text stands 0.7 + 0.5 em in as well.
    assert_set("aaaa.\n\n1. bbbb\n", &["page 1", "59.8 0..50 aaaa.", "80.8 -12..8 1.", "80.8 12..52 bbbb"]);
}

#[test]
fn a_list_counts_on_from_its_first_number() {
    assert_set(
        "aaaa.\n\n7. bbbb\n8. cccc\n",
        &["page 1", "59.8 0..50 aaaa.", "80.8 -12..8 7.", "80.8 12..52 bbbb", "94.8 -12..8 8.", "94.8 12..52 cccc"],
    );
    // Two figures want half an em more, wherever they come: 0.7 + 2 × 0.5 em.
    assert_set(
        "aaaa.\n\n9. bbbb\n10. cccc\n",
        &["page 1", "59.8 0..50 aaaa.", "80.8 -7..13 9.", "80.8 17..57 bbbb", "94.8 -17..13 10.", "94.8 17..57 cccc"],
    );
    // The ninth has one figure still.
    let nine: String = (1..=9).map(|n| format!("{n}. b{n}\n")).collect();
    let found = dump(&set(&nine, "hyphenate: false"), false);
    assert!(found.iter().any(|line| line.ends_with(" 12..32 b9")), "{found:#?}");
}

#[test]
fn cells_stand_as_their_columns_are_aligned() {
    // Cells are of 8.8 pt on 12.32; a column is a tenth of an em wider than its widest cell, and an em lies between two: 36.08,
    // 27.28 and 27.28 with two gaps of 8.8 are 108.24, in the middle of 200. The second column begins at 90.76, the third at 126.84.
    // Rules take 3.5, so the head's baseline is 64 + 7 + 3.5 + (12.32 − 8.8) / 2 + 6.864 = 83.124; the row's 12.32 and 1.54 and
    // another 3.5 below it.
    assert_set(
        "aaaa.\n\n| a | bbb | ccc |\n|:--|:-:|--:|\n| dddd | e | g |\n",
        &[
            "page 1",
            "59.8 0..50 aaaa.",
            "83.12 45.88..54.68 a",
            "83.12 91.2..117.6 bbb",
            "83.12 127.72..154.12 ccc",
            "100.48 45.88..81.08 dddd",
            "100.48 100..108.8 e",
            "100.48 145.32..154.12 g",
        ],
    );
}

#[test]
fn a_table_goes_on_below_its_head_which_is_repeated() {
    let rows: String = (1..=13).map(|n| format!("| r{n:02} | s |\n")).collect();
    let found = dump(&set(&format!("| aaa | b |\n|---|---|\n{rows}\ncccc.\n"), "hyphenate: false"), true);
    // The head takes 3.5 + 12.32 + 1.54 + 3.5 = 20.86 on both pages, each row 13.86: eight make 131.74 of 140. The rule that closes
    // the page lies 1.75 below the last line, 180.196; the table's own end 1.54 and 1.75 below it. On the second page the line that says
    // that the table goes on takes 14.32 above the head.
    let turn = found.iter().position(|line| line == "page 2").unwrap();
    let head = ["51.75 73.16..126.84 rule", "62.12 73.16..99.56 aaa", "62.12 109.24..118.04 b", "69.11 73.16..126.84 rule"];
    assert_eq!(found[1..5], head);
    assert_eq!(found[5..7], ["79.48 73.16..99.56 r01", "79.48 109.24..118.04 s"]);
    assert_eq!(found[turn - 4..turn - 1], ["176.5 73.16..99.56 r08", "176.5 109.24..118.04 s", "181.95 73.16..126.84 rule"]);
    let again = ["66.07 73.16..126.84 rule", "76.45 73.16..99.56 aaa", "76.45 109.24..118.04 b", "83.43 73.16..126.84 rule"];
    assert_eq!(found[turn + 1..turn + 5], again);
    assert_eq!(found[turn + 5], "57.69 55.18..144.82 (continued)");
    assert_eq!(found[turn + 6..turn + 8], ["93.81 73.16..99.56 r09", "93.81 109.24..118.04 s"]);
    let end = ["149.25 73.16..99.56 r13", "149.25 109.24..118.04 s", "156.23 73.16..126.84 rule", "185.8 0..50 cccc."];
    assert_eq!(found[turn + 14..turn + 18], end);
}

#[test]
fn a_tall_picture_keeps_its_shape() {
    // 200 × 1600 pixels are 150 × 1200 pt. Three quarters of the page are 105 high, so it is an eighth of that wide, 13.125, in the
    // middle: (200 − 13.125) / 2. With half a line above and below it takes whole lines, 126, which is all that is left of the page,
    // and stands in the middle of them.
    assert_set(
        "aaaa.\n\n![a](tall.svg)\n\nbbbb.\n",
        &["page 1", "59.8 0..50 aaaa.", "74.5 93.44..106.56 picture 105 high", "page 2", "59.8 20..70 bbbb."],
    );
}

#[test]
fn a_quotation_is_narrower_and_smaller() {
    // 20 in on both sides, 9.4 pt: 17 characters are 159.8, and two spaces share the 0.2 that are left. Its baseline is
    // (14 − 9.4) / 2 + 7.332 = 9.632 below its line's top, which is half a line below the text: 64 + 7.
    assert_set(
        "aaaa.\n\n> bbbb cccc ddddddd eeee.\n\ngggg.",
        &["page 1", "59.8 0..50 aaaa.", "80.63 20..180 ×1.01 bbbb cccc ddddddd", "94.63 20..67 eeee.", "115.8 0..50 gggg."],
    );
}

#[test]
fn headings_are_centred_and_take_whole_lines() {
    // Level 2: 11.2 pt, 33.6 wide, without tracking, for the font has no small capitals; 1.5 lines above, half a line below:
    // 64 + 21 + (14 − 11.2) / 2 + 8.736 = 95.136, and the text is on the grid. Level 3: 10.6 pt, 31.8 wide,
    // 120 + 21 + 1.7 + 8.268 = 150.968.
    assert_set(
        "aaaa.\n\n## bbb\n\ncccc.\n\n### ddd\n\neeee.",
        &["page 1", "59.8 0..50 aaaa.", "95.14 83.2..116.8 bbb", "115.8 0..50 cccc.", "150.97 84.1..115.9 ddd", "171.8 0..50 eeee."],
    );
}

#[test]
fn notes_stand_at_the_foot_below_a_rule() {
    // The font has no superior figures, so the mark is 66 hundredths of the size, raised by 34: 59.8 − 3.4 = 56.4. The note: 8.15 pt on 10.822 pt (773
    // thousandths of 14); "1.", an en space (half an em) and then two characters. Its line ends at 190, the foot of the page:
    // 190 − 10.822 + (10.822 − 8.15) / 2 + 6.357 = 186.871. The rule is a fifth of the measure, and two fifths of a line above:
    // 190 − 10.822 − 5.6 = 173.578.
    let found = dump(&set("aaaa.[^n] bbb\n\n[^n]: c.", "hyphenate: false"), true);
    let expected = [
        "page 1",
        "59.8 0..50 aaaa.",
        "56.4 50..56.6 1",
        "59.8 56.6..96.6  bbb",
        "173.58 0..40 rule",
        "186.87 0..20.37 1.",
        "186.87 20.37..36.67 c.",
    ];
    assert_eq!(found[..7], expected);
}

#[test]
fn three_hyphens_one_below_the_other_are_a_ladder_and_two_are_none() {
    // Parts of 19 characters, so that with its hyphen each fills a line: as many hyphens as parts but one.
    for (parts, ladders) in [(2, 0), (3, 0), (4, 1), (5, 1)] {
        let word = vec!["aaaaaaaaaaaaaaaaaaa"; parts].join("\u{AD}");
        let (pages, sources) = set_from(&square::square(square::SquareFont::default()), &format!("{word}."), "hyphenate: false");
        let report = quality::report(&pages, &sources);
        let found = |kind: FlawKind| report.of(kind).map(|finding| finding.amount).collect::<Vec<_>>();
        assert_eq!(found(FlawKind::Hyphen).len(), parts - 1);
        let hyphens = i64::try_from(parts).unwrap() - 1;
        assert_eq!(found(FlawKind::Ladder), vec![hyphens; ladders]);
    }
}

/// Paragraphs of one line each, `from` to before `to`.
fn short(from: usize, to: usize) -> String {
    (from..to).map(|number| format!("l{number:02}.\n\n")).collect()
}

/// How many lines each page has.
fn counts(markdown: &str) -> Vec<usize> {
    let pages = set(markdown, "hyphenate: false");
    pages.pages.iter().filter(|page| page.label.parse::<u32>().is_ok()).map(|page| page.lines.len()).collect()
}

#[test]
fn pages_are_filled_and_the_last_has_five_lines() {
    assert_eq!(counts(&short(0, 10)), [10]);
    assert_eq!(counts(&short(0, 25)), [10, 10, 5]);
    // Ten and two would leave a stump: three lines fewer on the first page cost less.
    assert_eq!(counts(&short(0, 12)), [7, 5]);
}

/// Three lines: 20 em, 20 em and a few.
const THREE: &str = "aaaa bbbb cccc ddddd eeee gggg hhhh iiiii jj kk.\n\n";

#[test]
fn no_line_of_a_paragraph_is_left_alone() {
    // Its first line would be a page's last, the tenth.
    assert_eq!(counts(&format!("{}{THREE}{}", short(0, 9), short(0, 4))), [9, 7]);
    // Its last line would head the next page, and no break inside leaves two lines on both sides.
    assert_eq!(counts(&format!("{}{THREE}{}", short(0, 8), short(0, 3))), [8, 6]);
    // A paragraph that ends with the page, or begins the next, needs no help.
    assert_eq!(counts(&format!("{}{THREE}{}", short(0, 7), short(0, 5))), [10, 5]);
    assert_eq!(counts(&format!("{}{THREE}{}", short(0, 10), short(0, 2))), [10, 5]);
}

#[test]
fn facing_pages_end_at_the_same_height() {
    // Page 1 has no choice (its tenth line ends three that stay together). Page 2 holds nine lines, for the next three would be
    // torn; page 3, which faces it, holds nine as well though it could hold ten.
    assert_eq!(counts(&format!("{}{THREE}{}{THREE}{}", short(0, 7), short(0, 9), short(0, 12))), [10, 9, 9, 6]);
}

#[test]
fn a_heading_goes_over_with_what_it_heads() {
    // Nine lines and the heading's three would need twelve.
    let found = dump(&set(&format!("{}## bbb\n\ncccc.\n\n{}", short(0, 8), short(0, 4)), "hyphenate: false"), false);
    let turn = found.iter().position(|line| line == "page 2").unwrap();
    assert!(found[turn - 1].ends_with("l07."), "{found:#?}");
    assert!(found[turn + 1].ends_with("bbb"), "{found:#?}");
}

#[test]
fn heads_and_folios_stand_at_their_places() {
    // An opening's folio: 8.4 wide, in the middle of the margin below the text, 190 + 50 / 2. Other heads: 1¼ lines above it, 50 − 17.5;
    // a verso's folio at the left, the title (not tracked, for the font has no small capitals) in the middle; a recto's folio at the right.
    let found = dump(&set(&short(0, 24), "hyphenate: false"), true);
    for line in ["215 95.8..104.2 1", "32.5 0..8.4 2", "32.5 95.8..104.2 T", "32.5 191.6..200 3"] {
        assert!(found.iter().any(|found| found == line), "{line} in {found:#?}");
    }
}
