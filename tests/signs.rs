//! Signs that books must not get wrong: those that no font has, code among words from right to left, formulas that can't be read.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::diagnostics::Code;
use bindery::testing::layout::frame::{ItemContent, Origin, Page, PageItem};
use lopdf::Document;
use support::Run;

fn book(head: &str, text: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.md");
    std::fs::write(&path, format!("---\n{head}\nauthor: A B\n---\n\n{text}")).unwrap();
    support::run(&path)
}

/// What a PDF's streams hold, in plain.
fn streams(run: &Run) -> String {
    let mut document = Document::load_mem(run.pdf.as_ref().unwrap()).unwrap();
    document.decompress();
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    streams.map(|stream| String::from_utf8_lossy(&stream.content).into_owned()).collect()
}

/// Words as `ActualText` has them.
fn spoken(words: &str) -> String {
    words.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

/// The items of a page that are of some origin.
fn items(page: &Page, of: impl Fn(Origin) -> bool) -> Vec<&PageItem> {
    page.items.iter().filter(|item| of(item.origin)).collect()
}

#[test]
fn a_word_that_no_font_has_is_said_in_one() {
    let run = book("title: T\nlang: en", "# One\n\nFind 한국어 whole, 한국 어, and 0123456789ABCDEF.\n");
    let streams = streams(&run);
    let upper = streams.to_uppercase();
    assert_eq!(upper.matches(&spoken("한국어")).count(), 1, "one for the word");
    // What figures mean is theirs, not that of what they stand for.
    let maps: String = streams.split("begincmap").skip(1).map(|map| map.split("endcmap").next().unwrap().to_uppercase()).collect();
    for sign in "한국어".chars() {
        assert!(!maps.contains(&format!("<{:04X}>", u32::from(sign))), "{sign}");
    }
    // Boxes stay where they were: side by side.
    let pages = run.pages.as_ref().unwrap();
    let texts = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.content {
        ItemContent::Text(text) => Some(text),
        _ => None,
    });
    let joined = texts.clone().find(|text| text.text == "한국어").expect("a text of its own");
    assert_eq!(joined.glyphs.len(), 12);
    assert!([4, 8].iter().all(|&at| joined.glyphs[at - 1].advance > 0));
}

#[test]
fn an_arabic_word_without_a_font_is_read_in_order() {
    let run = book("title: T\nlang: ar", "# فصل\n\nكتاب\n");
    let pages = run.pages.as_ref().unwrap();
    let texts = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.content {
        ItemContent::Text(text) => Some(text),
        _ => None,
    });
    let word = texts.clone().find(|text| text.text == "كتاب").expect("one text");
    assert!(word.glyphs.first().unwrap().cluster > word.glyphs.last().unwrap().cluster, "the first letter stands at the right");
    // Said as its signs stand from left to right, which `ReversedChars` tells of: that is how viewers take them (Poppler does).
    let turned: String = "كتاب".chars().rev().collect();
    assert_eq!(streams(&run).to_uppercase().matches(&spoken(&turned)).count(), 1);
}

#[test]
fn what_no_font_has_stands_in_a_box_everywhere() {
    let run =
        book("title: 한국\nsubtitle: 국어\nlang: en\nrights: © 한", &format!("# One 한\n\n{}", "Words of a long chapter. ".repeat(900)));
    let pages = &run.pages.as_ref().unwrap().pages;
    let rules = |page: &Page| page.items.iter().filter(|item| matches!(item.content, ItemContent::Rule { .. })).count();
    let boxes = |page: &Page, of: fn(Origin) -> bool| {
        let said = |item: &&PageItem| matches!(&item.content, ItemContent::Text(text) if text.text.contains(['한', '국', '어']));
        items(page, of).into_iter().filter(said).count()
    };
    let matter = |origin| matches!(origin, Origin::Matter(_));
    let running = |origin| matches!(origin, Origin::Running(_));
    let mut seen = [0; 2];
    for page in pages {
        for (place, of) in [matter as fn(Origin) -> bool, running].into_iter().enumerate() {
            if boxes(page, of) > 0 {
                seen[place] += 1;
                assert!(rules(page) >= 4, "{:?}", page.label);
            }
        }
    }
    assert!(seen[0] >= 3 && seen[1] >= 2, "{seen:?}");
}

#[test]
fn code_goes_from_left_to_right_among_words_that_do_not() {
    let run = book("title: T\nlang: ar", "# فصل\n\nصيغة $\\nosuch{x}$ هنا و`a[0]!` هنا.\n\n```\nlet a = (b);\n```\n");
    let chapter: String = run
        .epub_files()
        .iter()
        .filter(|(name, _)| name.ends_with(".xhtml"))
        .map(|(_, file)| String::from_utf8_lossy(file).into_owned())
        .collect();
    assert!(chapter.contains("<code dir=\"auto\">$\\nosuch{x}$</code>") && chapter.contains("<pre dir=\"ltr\">"), "{chapter}");
    // On the page each piece of code is one text from left to right.
    let pages = run.pages.as_ref().unwrap();
    let has = |words: &str| {
        let items = pages.pages.iter().flat_map(|page| &page.items);
        items.filter(|item| matches!(&item.content, ItemContent::Text(text) if text.text.contains(words))).count() == 1
    };
    for words in ["$\\nosuch{x}$", "a[0]!", "let a = (b);"] {
        assert!(has(words), "{words}: {}", run.page_texts());
    }
    let arabic = book("title: T\nlang: ar", "# فصل\n\n```\nهذه الكلمة، وهذه.\n```\n");
    let chapter: String = arabic.epub_files().values().map(|file| String::from_utf8_lossy(file).into_owned()).collect();
    assert!(chapter.contains("<pre dir=\"rtl\">"), "code in Arabic words goes as they do");
    let plain = book("title: T\nlang: en", "# One\n\nOnly `a[0]` and שלום.\n\nAnd `b`.\n");
    let chapter = String::from_utf8(plain.epub_files().remove("OEBPS/one.xhtml").unwrap()).unwrap();
    assert!(chapter.contains("<code dir=\"auto\">a[0]</code>") && chapter.contains("<code>b</code>"), "{chapter}");
}

#[test]
fn a_formula_whose_braces_do_not_balance_is_told_and_shown_as_code() {
    for formula in ["$\\frac{a}{b$", "$\\bad{x$", "$$\\frac{a_1}{b_2$$", "$x}\\alpha$"] {
        let run = book("title: T\nlang: en", &format!("# One\n\nA word {formula} and *more*.\n"));
        let found: Vec<Code> = run.found.iter().map(|finding| finding.code).collect();
        assert_eq!(found, [Code::BadFormula], "{formula}");
        let chapter = String::from_utf8(run.epub_files().remove("OEBPS/one.xhtml").unwrap()).unwrap();
        // Among words the doubled signs are those of a formula in the line.
        let shown = formula.replace("$$", "$");
        assert!(chapter.contains(&format!("<code>{shown}</code>")) && chapter.contains("<em>more</em>"), "{chapter}");
    }
    let run = book("title: T\nlang: en", "# One $\\bad{x$\n\n`$\\bad{x$` and \\$\\bad{x$, $5 and \\foo{ $6, $x$ too.\n");
    let found: Vec<Code> = run.found.iter().map(|finding| finding.code).collect();
    assert_eq!(found, [Code::BadFormula]);
}

#[test]
fn a_heading_that_is_only_a_formula_has_its_words_as_a_label() {
    let run = book("title: T\nlang: en", "# One\n\n## $x^2$\n\nText.\n\n## About $x$\n\nText.\n");
    let chapter = String::from_utf8(run.epub_files().remove("OEBPS/one.xhtml").unwrap()).unwrap();
    assert_eq!(chapter.matches("<h2 ").count(), 2);
    let labelled: Vec<&str> =
        chapter.split("<h2 ").skip(1).filter(|head| head.split('>').next().unwrap().contains("aria-label=")).collect();
    assert!(labelled.len() == 1 && labelled[0].contains("aria-label=\"x²\""), "{chapter}");
}
