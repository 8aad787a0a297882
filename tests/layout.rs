//! What must hold of set pages, whatever the manuscript: no word lost or doubled, notes on the page of their marks, headings
//! with what they head, everything on the paper.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::book::{Book, text};
use bindery::testing::config::{self, Config};
use bindery::testing::diagnostics::{Diagnostics, render};
use bindery::testing::edition::{self, Edition, NotePlacement, NoteSeries, Presentation};
use bindery::testing::fonts::shape::Features;
use bindery::testing::fonts::{Family, Fonts};
use bindery::testing::layout::frame::{GlyphText, ItemContent, Origin, Page, PageItem, Pages, TextArea};
use bindery::testing::source::{Length, Sources};
use bindery::testing::{layout, read};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

struct Made {
    config: Config,
    book: Book,
}

fn read(markdown: &str) -> Made {
    read_with("", markdown)
}

fn read_as(language: &str, markdown: &str) -> Made {
    read_with(&format!("language: {language}\n"), markdown)
}

fn read_with(settings: &str, markdown: &str) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.md");
    std::fs::write(&file, format!("---\ntitle: A Book\nauthors: [Somebody]\n{settings}---\n{markdown}")).unwrap();
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config =
        config::load(bindery::testing::source::Disk::files(), &file, &mut sources, &mut found).expect("a file that was just written");
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found)
        .unwrap_or_else(|| panic!("{}", render::short(&found, &sources)));
    Made { config, book }
}

fn set(made: &Made) -> (Edition, Pages, Diagnostics) {
    let mut found = Diagnostics::default();
    let fonts = Fonts::load(&made.config, &mut found);
    let edition = edition::arrange(&made.book, Presentation::Foot);
    let pages = layout::set(&edition, &made.config, &fonts, &mut found);
    (edition, pages, found)
}

fn texts(pages: &Pages) -> BTreeMap<Origin, String> {
    let mut texts: BTreeMap<Origin, String> = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let ItemContent::Text(text) = &item.content {
            // Words with a reading over them are words of their block; the reading is none.
            let origin = if let Origin::RubyBase(block, _) = item.origin { Origin::Block(block) } else { item.origin };
            texts.entry(origin).or_default().push_str(&text.text);
        }
    }
    texts
}

/// A paragraph's characters without what a line break may add or take: soft hyphens, the kind and number of spaces.
fn words(text: &str) -> String {
    let text: String = text.chars().filter(|c| !matches!(c, '\u{AD}' | '\u{FFFC}')).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_sound(made: &Made) {
    let (edition, pages, _) = set(made);
    let book = &made.book;
    let set = texts(&pages);

    let mut roots: Vec<_> = book.chapters.iter().flat_map(|chapter| chapter.blocks.clone()).collect();
    roots.extend(&book.introduction);
    roots.extend(
        edition
            .entries()
            .filter(|(_, entry)| entry.place != NotePlacement::Omitted)
            .flat_map(|(_, entry)| entry.notes.clone())
            .flat_map(|note| book.note(note).blocks.clone()),
    );
    for (id, block) in text::leaves(book, &roots) {
        let told = block.prose().map(|prose| words(&prose.text)).unwrap_or_default();
        let shown = set.get(&Origin::Block(id)).map(|text| words(text)).unwrap_or_default();
        assert_eq!(shown, told, "the words of a block");
    }

    let on = |wanted: &dyn Fn(&PageItem) -> bool| pages.pages.iter().position(|page| page.items.iter().any(wanted));
    for (id, entry) in edition.entries().filter(|(_, entry)| entry.place == NotePlacement::Foot) {
        let mark = on(&|item| matches!(item.origin, Origin::Mark(entry, _) if entry == id));
        let head = on(&|item| item.origin == Origin::EntryHead(id));
        assert!(mark.is_some() && head.is_some(), "note {} is shown", entry.mark);
        // Deep notes whose mark is itself in a note that runs over may begin a page later, never earlier.
        assert!(head >= mark, "note {} does not stand before its mark", entry.mark);
    }

    let paper = &made.config.page;
    for page in &pages.pages {
        for item in page.items.iter().filter(|item| !item.origin.is_artifact()) {
            let (right, bottom) = match &item.content {
                ItemContent::Text(text) => {
                    (item.x + text.glyphs.iter().map(|glyph| Length::raw(i64::from(glyph.advance))).sum::<Length>(), item.y)
                }
                ItemContent::Rule { width, height } | ItemContent::Picture { width, height, .. } => (item.x + *width, item.y + *height),
            };
            assert!(item.x > Length::ZERO && right < paper.width, "page {}: {:?} runs out at the side", page.label, item.content);
            assert!(item.y > Length::ZERO && bottom < paper.height, "page {}: {:?} runs out at the foot", page.label, item.content);
        }
    }
}

#[test]
fn every_kind_of_block_is_set() {
    let made = read(EVERYTHING);
    assert_sound(&made);
}

#[test]
fn every_line_tells_how_it_fits_and_where_its_words_stand() {
    let words = "These are *some* words that fill a line or two of this page, and then some few of them more. ";
    let made = read(&format!("# One\n\n{}\n\nA “quoted” end.[^a]\n\n[^a]: A note.\n", words.repeat(6)));
    let (_, pages, found) = set(&made);
    assert_eq!(found.iter().count(), 0);
    let page = pages.pages.iter().find(|page| page.opening).unwrap();
    let of: Vec<(TextArea, u32, u32)> = page.lines.iter().map(|line| (line.area, line.index, line.of)).collect();
    let paragraph = page.lines.iter().filter(|line| line.of > 1).count() as u32;
    let mut expected = vec![(TextArea::Text, 0, 1)];
    expected.extend((0..paragraph).map(|index| (TextArea::Text, index, paragraph)));
    expected.extend([(TextArea::Text, 0, 1), (TextArea::Foot(NoteSeries::Author), 0, 1)]);
    assert_eq!(of, expected);
    assert!(page.lines.iter().all(|line| line.span.is_some() && !line.overfull), "{:#?}", page.lines);
    assert!(page.lines.iter().filter(|line| line.index + 1 == line.of).all(|line| line.ratio == 0), "last lines are as wide as they are");
    assert!(page.lines.iter().filter(|line| line.index + 1 < line.of).any(|line| line.ratio != 0));
}

#[test]
fn setting_twice_gives_the_same_pages() {
    let made = read(EVERYTHING);
    assert_eq!(set(&made).1, set(&made).1);
}

#[test]
fn a_heading_is_never_last_on_its_page() {
    let paragraph = "Some words that fill a line or two of this page, and then a few more of them to make it three.\n\n";
    let text: String = (1..60).map(|n| format!("## Section {n}\n\n{}", paragraph.repeat(n % 7 + 1))).collect();
    let made = read(&format!("# Chapter\n\n{text}"));
    let (_, pages, _) = set(&made);
    let headings: Vec<_> = made.book.sections.iter().map(|section| section.heading).collect();
    for page in &pages.pages {
        let last = page.items.iter().rfind(|item| !item.origin.is_artifact());
        let heading = last.is_some_and(|item| matches!(item.origin, Origin::Block(id) if headings.contains(&id)));
        assert!(!heading, "page {} ends with a heading", page.label);
    }
    assert_sound(&made);
}

#[test]
fn the_contents_show_the_page_a_heading_is_on() {
    let made = read(EVERYTHING);
    let (_, pages, _) = set(&made);
    assert!(!pages.contents.is_empty());
    for line in &pages.contents {
        let bindery::testing::book::toc::ContentsTarget::Section(section) = line.target else { continue };
        let heading = made.book.section(section).heading;
        let page = pages.pages.iter().find(|page| page.items.iter().any(|item| item.origin == Origin::Block(heading))).unwrap();
        assert_eq!(line.label, page.label, "{}", line.title);
    }
}

#[test]
fn a_long_note_runs_over_and_a_page_of_notes_ends() {
    let note = "These are the words of a note that will not end. ".repeat(400);
    assert_sound(&read(&format!("# One\n\nWords[^a] and more[^b].\n\nA last line.\n\n[^a]: {note}\n\n[^b]: {note}\n")));
}

#[test]
fn what_does_not_fit_a_line_is_broken_and_reported() {
    let made = read(&format!("# One\n\nA {} b\n\n`{}`\n", "x".repeat(400), "y".repeat(300)));
    assert_sound(&made);
}

#[test]
fn a_character_without_a_glyph_is_told_of_at_its_place() {
    let made = read("# One\n\nIn Linear B: \u{10000}.\n");
    let (_, _, found) = set(&made);
    let finding = found.iter().find(|finding| finding.code.id() == "T001").expect("no font has Linear B");
    assert!(finding.message.contains("U+10000") && finding.span.is_some());
}

#[test]
fn a_two_em_dash_is_printed_with_two_dashes() {
    let made = read("# One\n\nMr. \u{2E3A} of B\u{2E3B}.\n");
    let (_, pages, found) = set(&made);
    assert_eq!(found.iter().count(), 0);
    assert!(texts(&pages).values().any(|text| text.contains('\u{2E3A}')));
}

/// A page's lines as they look, each with its left and right end in points: words from right to left are spelt backwards.
fn seen(page: &Page) -> Vec<(i64, i64, String)> {
    let mut lines: BTreeMap<Length, Vec<&PageItem>> = BTreeMap::new();
    for item in page.items.iter().filter(|item| !item.origin.is_artifact()) {
        // Raised marks stand with the line whose foot they are above.
        let line = page.lines.iter().find(|line| item.y < line.bottom).map_or(item.y, |line| line.bottom);
        lines.entry(line).or_default().push(item);
    }
    let points = |length: Length| length.units() / Length::points(1).units();
    let width = |text: &GlyphText| text.glyphs.iter().map(|glyph| Length::raw(i64::from(glyph.advance))).sum::<Length>();
    let mut shown = Vec::new();
    for mut items in lines.into_values() {
        items.sort_by_key(|item| item.x);
        let (mut line, mut right) = (String::new(), Length::ZERO);
        for item in &items {
            let ItemContent::Text(text) = &item.content else { continue };
            let falls = matches!(&text.glyphs[..], [first, .., last] if first.cluster > last.cluster);
            if falls {
                line.extend(text.text.chars().rev());
            } else {
                line += &text.text;
            }
            right = right.max(item.x + width(text));
        }
        shown.push((points(items[0].x), points(right), line.trim().to_owned()));
    }
    shown
}

#[test]
fn words_from_right_to_left_stand_in_their_places() {
    let (made, (left, right)) = (
        read_as(
            "en",
            "# One\n\nThe name ירושלים[^n] has a mark, (שלום) has brackets.\n\n\
             בראשית ברא אלהים את השמים ואת הארץ והארץ היתה תהו ובהו (Genesis 1:2) ורוח אלהים[^n] מרחפת על פני המים, \
             ויאמר אלהים יהי אור ויהי אור.\n\n[^n]: A note.\n",
        ),
        (54, 365),
    );
    let (_, pages, _) = set(&made);
    let page = pages.pages.iter().find(|page| page.opening).unwrap();
    let lines = seen(page);
    assert_eq!(lines[1].2, "The name 1םילשורי has a mark, (םולש) has brackets.");
    // The first line is indented at the right, the last one ends short of the left edge.
    assert!(lines[2].2.ends_with("םיהלא ארב תישארב"), "{lines:#?}");
    assert!((right - 18..right - 10).contains(&lines[2].1) && (lines[2].0 - left).abs() < 6, "{lines:#?}");
    let last = &lines[lines.iter().position(|line| line.2.contains(".רוא")).unwrap()];
    assert!((last.1 - right).abs() < 3 && last.0 > left + 60, "{last:?}");
    let all: String = lines.iter().map(|line| format!("{} ", line.2)).collect();
    assert!(all.contains("1םיהלא"), "the mark stands to the left of its word: {all}");
    // The brackets are drawn mirrored: the one that opens stands at the right.
    assert!(all.contains("Genesis 1:2( "), "{all}");
}

#[test]
fn a_book_from_right_to_left_is_mirrored() {
    let text = "- פריט ראשון, ארוך די הצורך כדי להגיע עד לשורה השנייה של הפריט הזה, שגם היא מתחילה מימין ולא משמאל.\n";
    let made = read_as("he", &format!("# אחת\n\n{text}\n> {}\n\n# שתיים\n\nסוף.\n", "ציטוט מספר ישן: כל ההתחלות קשות. ".repeat(4)));
    let (_, pages, _) = set(&made);
    assert_sound(&made);
    let lines = pages.pages.iter().map(seen).find(|lines| lines.iter().any(|line| line.2.contains("ןושאר"))).unwrap();
    let first = lines.iter().find(|line| line.2.contains("ןושאר")).unwrap();
    let second = lines.iter().find(|line| line.2.contains("המין") || line.2.contains("לאמשמ")).unwrap();
    assert!(first.2.ends_with('•'), "the bullet stands at the right: {first:?}");
    assert!(first.1 > second.1 + 5, "and what runs on begins below the words: {first:?} {second:?}");
    assert!(
        pages.contents[0].label == "1"
            && pages.pages.iter().any(|page| seen(page).iter().any(|line| line.2.ends_with("תחא") && line.2.starts_with('1')))
    );
}

#[test]
fn an_initial_stands_beside_its_lines() {
    let words = "is the first of many words that fill line after line of this page, some of them long, some not. ".repeat(5);
    let made =
        read_with("type: { drop-cap: 3 }\n", &format!("# One\n\nThis[^n] {words}\n\n# Two\n\n“Quite {words}”\n\nMore.\n\n[^n]: A note.\n"));
    let (_, pages, found) = set(&made);
    assert_eq!(found.iter().count(), 0);
    assert_sound(&made);
    let openings = ["1", "2"].map(|label| pages.pages.iter().find(|page| page.label == label).unwrap());
    let large = |page: &Page, letter: &str| {
        let found = page.items.iter().find_map(|item| match &item.content {
            ItemContent::Text(text) if text.text == letter => Some((item.y, text.size)),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("{letter} is set apart"))
    };
    let y = |page: &Page, line: usize| page.items[page.lines[line].items.clone()].iter().map(|item| item.y).min().unwrap();
    let first = openings[0];
    assert_eq!(large(first, "T").0, y(first, 3), "it stands on the third line's foot");
    let lines = seen(first);
    let left = lines[4].0;
    assert!(lines[1].0 > left + 20 && lines[2].0 == lines[1].0, "{lines:#?}");
    assert!(lines[1..4].iter().all(|line| (line.1 - lines[4].1).abs() < 6), "all end at the right edge: {lines:#?}");
    let second = openings[1];
    assert!(large(second, "Q").0 < y(second, 1) + made.config.typography.leading * 2, "a tail is raised");
}

#[test]
fn a_long_line_of_code_goes_on_at_a_good_place() {
    let code = "    let value = function_with_a_name(first_argument,second_argument,third_argument)?;";
    let made = read(&format!("# One\n\n```\n{code}\nshort();\n```\n"));
    let (_, pages, found) = set(&made);
    assert_eq!(found.iter().count(), 0);
    assert_sound(&made);
    let page = pages.pages.iter().find(|page| page.label == "1").unwrap();
    let shown: Vec<(Length, String)> = page.lines[1..4]
        .iter()
        .map(|line| {
            let items = &page.items[line.items.clone()];
            let texts = items.iter().filter_map(|item| match &item.content {
                ItemContent::Text(text) => Some((item.x, text.text.as_str())),
                _ => None,
            });
            texts.fold((Length::points(1000), String::new()), |(x, all), (at, text)| (x.min(at), all + text))
        })
        .collect();
    assert_eq!(shown[0].1, "    let value = function_with_a_name(first_argument,");
    assert_eq!(shown[1].1.trim_end(), "second_argument,third_argument)?;");
    assert!(shown[1].0 > shown[0].0 && shown[2].0 == shown[0].0, "what goes on is indented: {shown:?}");
    // The mark of it is drawn, so that it is not copied with the code.
    let drawn = |line: usize| {
        page.items[page.lines[line].items.clone()].iter().filter(|item| matches!(item.content, ItemContent::Rule { .. })).count()
    };
    assert_eq!((drawn(1), drawn(2), drawn(3)), (0, 2, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_manuscript_loses_a_word(pieces in proptest::collection::vec(piece(), 1..30)) {
        assert_sound(&read(&format!("# Title\n\n{}\n\n[^n]: A note with *some* words, {}.\n", pieces.join("\n\n"), "quite many of them ".repeat(12))));
    }

    #[test]
    fn no_character_that_a_font_has_is_lost(
        texts in proptest::collection::vec(text(), 4..16),
        (size, indent, kind) in (8u8..14, 0u8..30, "(true|false)"),
    ) {
        // Every kind of block that holds text, each with its own.
        let mut texts = texts.iter().cycle();
        let mut next = || texts.next().unwrap();
        let blocks = format!(
            "# {}\n\na {}[^n]\n\n> a {}\n>\n> - a {}\n\n1. a {}\n\n   a {}[^m]\n\n       a {}\n2. - a {}\n\n| a {} | a {}[^m] |\n|:-:|--:|\n| a {} | a {} |\n\nTerm\n: a {}\n\n```\na {}\n```\n\n[^n]: a {}\n\n    - a {}\n\n[^m]: a {}\n",
            next(), next(), next(), next(), next(), next(), next(), next(), next(), next(), next(), next(), next(), next(), next(), next(), next(),
        );
        assert_sound(&read_with(&format!("type: {{ size: {size} pt, indent: {indent} pt, hyphenate: {kind} }}\n"), &blocks));
    }
}

/// What the built-in fonts have, but for what means something to Markdown or stands for nothing. Combining marks are left out: one
/// on a letter of a face that lacks it is an error, which nobody can overlook. So are characters that NFC makes others of.
fn characters() -> Vec<char> {
    let fonts = Fonts::built_in();
    let serif = fonts.face_for(Family::Serif, false, false);
    let plain = |c: &char| {
        !c.is_control()
            && !c.is_ascii_punctuation()
            && !is_combining_mark(*c)
            && c.nfc().eq([*c])
            && !matches!(c, '\u{AD}' | '\u{FFFC}' | '\u{FFFD}' | '\u{FEFF}')
    };
    ('\u{20}'..'\u{2FFFF}').filter(plain).filter(|c| fonts.covering(serif, Features::PLAIN, c.encode_utf8(&mut [0; 4])).is_some()).collect()
}

/// Words of letters of every script that the fonts have, as well as of Latin ones.
fn text() -> impl Strategy<Value = String> {
    static KNOWN: LazyLock<Vec<char>> = LazyLock::new(characters);
    let any = proptest::collection::vec(proptest::sample::select(KNOWN.as_slice()), 1..12).prop_map(String::from_iter);
    let word = prop_oneof![
        any,
        "[a-z]{1,12}",
        "[A-Z][a-z]{2,20}[,.;:!?]",
        Just("a\u{AD}bc\u{AD}defg".to_owned()),
        Just("ro\u{323}\u{302}le".to_owned())
    ];
    proptest::collection::vec(word, 1..60).prop_map(|words| words.join(" "))
}

fn piece() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zA-Z]{1,14}",
        Just("*emphasis*".to_owned()),
        Just("**strong**".to_owned()),
        Just("extraordinarily".to_owned()),
        Just("a—b".to_owned()),
        Just("well-known".to_owned()),
        Just("“quoted”".to_owned()),
        Just("office[^n]".to_owned()),
        Just("1789".to_owned()),
        Just("שלום".to_owned()),
        Just("(עולם)[^n]".to_owned()),
        Just("`code here`".to_owned())
    ];
    let words = proptest::collection::vec(word, 1..90).prop_map(|words| words.join(" "));
    (words, 0u8..9).prop_map(|(words, kind)| match kind {
        0 => format!("## {}", words.chars().take(70).collect::<String>().replace(['*', '`', '[', '^', ']'], "")),
        1 => format!("> {words}"),
        2 => format!("- {words}\n- {words}"),
        3 => format!("1. {words}\n\n   {words}\n2. more"),
        4 => "| A | B |\n|---|--:|\n| one two three | 4 |\n| five | 67 |".to_owned(),
        _ => words,
    })
}

const EVERYTHING: &str = r#"
# First Chapter

Opening words with *emphasis*, **strong**, `code`, ~~struck~~, H~2~O, a [link](https://example.org/a/long/path) and a note.[^a]
A second sentence that makes the paragraph run over several lines, so that something is hyphenated extraordinarily well.

A second paragraph, which is indented, with “quotation marks” and a dash—like this—and a hard\
break.

## A Section

> A quotation of two paragraphs.
>
> The second one[^b], with a note in it.

- a list
- of two items
  1. with another
  2. inside

* * *

Term
: Its definition, which is long enough to run over the end of its line, one hopes, when it is set.

| Year | Event | Pages |
|------|:-----:|------:|
| 1455 | The Bible of forty-two lines | 1,286 |
| 1495 | *De Aetna* | 60 |

```rust
fn main() { println!("a line of code that is far too long for the measure and must be wrapped somewhere"); }
```

- [x] done
- [ ] open

### Deeper

Words.

# Second Chapter

Again.[^a] And more.

[^a]: A note with *emphasis* and [a link](https://example.org), long enough for two lines of the smaller type at the foot.

[^b]: Another one.

    With a second paragraph.

<details><summary>A summary</summary>

What is <mark>folded</mark> away, with a <ruby>word<rt>reading</rt></ruby>.

</details>

<p align="right">On the right.</p>

::: letter
The Ferry House, 3 May 1871

My dear sister,

I have your letter.[^c]

Your brother,\
*Thomas*
:::

::: drama
**HAMLET.** To be, or not to be, that is the question: whether ’tis nobler in the mind to suffer the slings and arrows.

GHOST (aside). Mark me,\
and another line. [Exit.]

HORATIO
: Speak to it.
:::

::: epigraph
Words of another.

— Somebody
:::

::: {.verse numbers=2}
A line of verse
and a second one
:::

[^c]: A note in a letter.
"#;
