//! HTML that authors write: every word of it is in both files, in its order, and no tag; what its elements are is what they become.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::book::{Alignment, BlockKind, Numbering, Style};
use bindery::testing::diagnostics::{Code, Severity};
use bindery::testing::layout::frame::{ItemContent, Origin, PageItem};
use proptest::prelude::*;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use support::Run;

/// HTML as it is written, each `@` a word.
const PIECES: [&str; 33] = [
    "<p>@ <b>@</b> @</p>",
    "<p align=\"center\">@<br>@</p>",
    "<div>@ <p>@ <p>@</div>",
    "<div align=\"right\">\n\n@ *@*\n\n</div>",
    "<table><tr><th>@<th>@<tr><td>@<td>@ @</table>",
    "<table>\n<thead><tr><td>@</td></tr></thead>\n<tr><td colspan=\"2\">@</td></tr>\n</table>",
    "<table><tr><td>\n\n@ **@**\n\n</td></tr></table>",
    "<table><caption>@</caption><tr><td>@</table>",
    "<ul><li>@<li>@ <ol><li>@</ol></ul>",
    "<ul>\n<li>@</li>\n\n- @\n\n</ul>",
    "<dl><dt>@<dd>@<dt>@</dt><dd><p>@</p></dd></dl>",
    "<blockquote><p>@</p>@</blockquote>",
    "<details><summary>@</summary>\n\n@\n\n</details>",
    "<details>@</details>",
    "<details>\n<summary>@\n\n@",
    "<figure>@<figcaption>@ <i>@</i></figcaption></figure>",
    "<h2>@ <a href=\"#x\">@</a></h2>",
    "<h3><p>@</p><p>@</p></h3>",
    "<center>@ <font color=red>@</font></center>",
    "<pre>@\n  @ &lt;</pre>",
    "<pre><code class=\"language-rust\">@</code></pre>",
    "@ <kbd>@</kbd> <mark>@</mark> <q>@</q> <abbr title='x'>@</abbr>",
    "<ruby>@<rt>@</ruby> @ <ruby>@<rp>(</rp><rt>@</rt><rp>)</rp></ruby>",
    "@ <Unknown a={b}>@</Unknown> @",
    "<Unknown>\n\n@\n\n</Unknown>",
    "@ </b></div></td> @",
    "</ul></p>\n@",
    "<section><h4>@</h4><article>@</article></section>",
    "| @ | @ |\n|---|---|\n| @ <ul><li>@</li></ul> | @<br>@ |",
    "<a href=\"https://example.org/\"><b>@</b></a> @",
    "<b><p>@</p><p>@</p></b>",
    "<p>@ &amp; @&nbsp;@ &eacute;</p>",
    "@ <u>@</u> <ins>@</ins> <s>@</s> <del>@</del> <tt>@</tt> <big>@</big>",
];

/// A text with a word of its own for each `@`, counted from `from`.
fn worded(text: &str, words: &mut Vec<String>) -> String {
    let mut out = String::new();
    for (index, part) in text.split('@').enumerate() {
        if index > 0 {
            let word = format!("qw{}x", words.len());
            out += &word;
            words.push(word);
        }
        out += part;
    }
    out
}

/// The text in a quotation or a list, or by itself.
fn placed(text: &str, place: usize) -> String {
    let (first, other) = [("", ""), ("> ", "> "), ("- ", "  "), ("1. > ", "   > ")][place];
    let lines = text.lines().enumerate().map(|(index, line)| format!("{}{line}\n", if index == 0 { first } else { other }));
    lines.collect()
}

fn build(text: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/html-pictures/dots.png"), folder.path().join("c.png")).unwrap();
    let path = folder.path().join("book.md");
    fs::write(&path, format!("---\ntitle: T\nauthors: A\nlanguage: en\n---\n# One\n\n{text}\n")).unwrap();
    let run = support::run(&path);
    assert!(run.epub.is_some() && run.pdf.is_some(), "{:?}", run.found.iter().map(|found| &found.message).collect::<Vec<_>>());
    run
}

/// The text of the chapter in the EPUB, without tags.
fn epub(run: &Run) -> String {
    let files = run.epub_files();
    let pages = files.iter().filter(|(name, _)| name.ends_with("/one.xhtml"));
    let pages: String = pages.map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap()).collect();
    let body = pages.split_once("<body").unwrap().1;
    body.split('<').map(|part| part.split_once('>').map_or("", |(_, words)| words)).collect::<Vec<_>>().join(" ")
}

/// Our words in a text, in order.
fn ours(text: &str) -> Vec<String> {
    let marked = text.split("qw").skip(1);
    marked
        .filter_map(|part| part.split_once('x'))
        .filter(|(word, _)| word.parse::<u32>().is_ok())
        .map(|(word, _)| format!("qw{word}x"))
        .collect()
}

fn words_stay(pieces: &[(usize, usize)]) -> Result<(), TestCaseError> {
    let (mut words, mut text) = (Vec::new(), String::new());
    for &(piece, place) in pieces {
        let piece = worded(PIECES[piece], &mut words);
        writeln!(text, "{}", placed(&piece, place)).unwrap();
    }
    let run = build(&text);
    let (epub, pdf) = (epub(&run), run.page_texts());
    prop_assert_eq!(&ours(&epub), &words, "EPUB of\n{}", &text);
    let pages = pdf.split_once("== 1\n").map_or("", |(_, pages)| pages);
    // Cells of two lines stand side by side on paper.
    let (mut of_pdf, mut sorted) = (ours(pages), words.clone());
    if text.contains("<li>") || text.contains("<br>") {
        of_pdf.sort();
        sorted.sort();
        of_pdf.dedup();
    }
    prop_assert_eq!(&of_pdf, &sorted, "PDF of\n{}", &text);
    for part in ["&lt;p", "&lt;t", "&lt;d", "&lt;/", "&lt;U", "&lt;r"] {
        prop_assert!(!epub.contains(part), "{} in\n{}", part, epub);
    }
    Ok(())
}

#[test]
fn words_of_every_piece_are_in_both_files_in_their_order() {
    for place in 0..4 {
        for first in (0..PIECES.len()).step_by(6) {
            let pieces: Vec<_> = (first..PIECES.len().min(first + 6)).map(|piece| (piece, place)).collect();
            words_stay(&pieces).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_of_any_pieces_are_in_both_files_in_their_order(pieces in prop::collection::vec((0..PIECES.len(), 0..4_usize), 1..6)) {
        words_stay(&pieces)?;
    }
}

/// The items of all pages that come from readings or their words.
fn readings(run: &Run) -> Vec<&PageItem> {
    let items = run.pages.as_ref().unwrap().pages.iter().flat_map(|page| &page.items);
    items.filter(|item| matches!(item.origin, Origin::RubyBase(..) | Origin::Reading(..))).collect()
}

fn width(item: &PageItem) -> i64 {
    let ItemContent::Text(text) = &item.content else { panic!("a text") };
    text.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum()
}

#[test]
fn a_reading_stands_over_the_middle_of_its_word_and_below_the_line_above() {
    let filler = "words that fill the line with gypsy jugglers ".repeat(3);
    let run = build(&format!("{filler}<ruby>wide word<rt>r</rt></ruby> {filler}<ruby>i<rt>long reading</rt></ruby> {filler}"));
    let items = readings(&run);
    assert_eq!(items.len(), 4);
    for pair in items.chunks(2) {
        let [word, reading] = pair else { panic!("a word and its reading") };
        assert!(matches!((word.origin, reading.origin), (Origin::RubyBase(..), Origin::Reading(..))));
        let middle = |item: &PageItem| item.x.units() + width(item) / 2;
        assert!((middle(word) - middle(reading)).abs() < 65_536 / 4, "{} and {}", middle(word), middle(reading));
        let (ItemContent::Text(large), ItemContent::Text(small)) = (&word.content, &reading.content) else { panic!("texts") };
        assert_eq!(small.size.units(), large.size.units() / 2);
        assert!(reading.y < word.y - large.size.scale(3, 4), "over the letters");
        let page = run.pages.as_ref().unwrap().pages.iter().find(|page| page.items.iter().any(|item| std::ptr::eq(item, *word))).unwrap();
        let above = page.items.iter().filter(|item| matches!(item.origin, Origin::Block(_)) && item.y < word.y).map(|item| item.y).max();
        let top = reading.y - small.size.scale(9, 10);
        assert!(above.is_none_or(|above| above + large.size.scale(22, 100) <= top), "the line above is free");
    }
}

#[test]
fn alignment_and_language_go_to_what_stands_in_an_element() {
    let run = build("<div align=\"center\" lang=\"fr\">\n\nUn *mot*.\n\n> Un autre.\n\n## Titre\n\n</div>\n\nPlain.");
    let (_, book) = run.book.as_ref().unwrap();
    let find = |words: &str| book.blocks.iter().find(|block| block.prose().is_some_and(|prose| prose.text == words)).unwrap();
    for words in ["Un mot.", "Un autre.", "Titre"] {
        let block = find(words);
        assert_eq!((block.alignment, block.language.map(|id| book.foreign(id))), (Some(Alignment::Centre), Some("fr")), "{words}");
    }
    assert_eq!((find("Plain.").alignment, find("Plain.").language), (None, None));
}

#[test]
fn elements_become_the_blocks_that_markdown_has_for_them() {
    let run = build(
        "<table><tr><td>a</table>\n\n<ol start=\"3\"><li>b</ol>\n\n<dl><dt>c<dd>d</dl>\n\n<blockquote>e</blockquote>\n\n<details>f</details>\n\n<pre>g</pre>\n\n<hr>\n\n<p>k</p>\n\n<h2>h</h2>\n\n<figure><img src=\"c.png\" alt=\"i\"><figcaption>j</figcaption></figure>",
    );
    let (_, book) = run.book.as_ref().unwrap();
    let kinds = book.chapters[0].blocks.iter().map(|&id| match &book.block(id).kind {
        BlockKind::Table(_) => "table",
        BlockKind::List { numbering: Some(Numbering { start: 3, .. }), .. } => "list from 3",
        BlockKind::Definitions(_) => "definitions",
        BlockKind::Quote(_) => "quotation",
        BlockKind::Details { .. } => "details",
        BlockKind::Code { .. } => "code",
        BlockKind::SceneBreak => "break",
        BlockKind::Heading { .. } => "heading",
        BlockKind::Figure { caption: Some(_), .. } => "figure",
        _ => "other",
    });
    let kinds: Vec<_> = kinds.collect();
    assert_eq!(
        kinds,
        ["heading", "table", "list from 3", "definitions", "quotation", "details", "code", "break", "other", "heading", "figure"]
    );
    assert_eq!(run.found.iter().filter(|found| found.code == Code::RawHtml).count(), 0, "nothing is told of what is understood");
}

#[test]
fn marked_words_and_keys_are_no_plain_words() {
    let run = build("<mark>a</mark> <kbd>b</kbd>");
    let (_, book) = run.book.as_ref().unwrap();
    let styles: Vec<Style> =
        book.blocks.iter().filter_map(|block| block.prose()).flat_map(|prose| &prose.runs).map(|run| run.style).collect();
    assert!(styles.contains(&Style::MARK) && styles.contains(&Style::CODE.with(Style::KEY)));
}

/// However many tags there are that close nothing, the book is built, and its last word is in it.
#[test]
fn tags_that_close_nothing_neither_hang_nor_hide() {
    for tag in [
        "<div>",
        "<table>",
        "<td>",
        "<ul><li>",
        "<b>",
        "<ruby>",
        "<details>",
        "</x>",
        "<h2>",
        "<p a=\"",
        "<a href='#",
        "<pre>",
        "<blockquote>\n\n",
        "<dl><dt>",
    ] {
        let run = build(&format!("<div>{}\n\nThe qw0x end.", tag.repeat(3_000)));
        assert!(!run.found.iter().any(|finding| finding.severity == Severity::Error), "{tag}");
        assert_eq!(ours(&epub(&run)), ["qw0x"], "{tag}");
    }
}

#[test]
fn what_is_folded_away_without_a_summary_is_no_details_in_the_epub() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    let text =
        "# One\n\n<details>\n\nAlone.\n\n</details>\n\n<details><summary>Sum</summary>\n\nBelow.\n\n</details>\n\n<center>![A](a.png)\n";
    fs::write(&path, format!("---\ntitle: T\nauthor: A\n---\n\n{text}")).unwrap();
    let files = support::run(&path).epub_files();
    let chapter = String::from_utf8(files["OEBPS/one.xhtml"].clone()).unwrap();
    assert!(chapter.contains("<div class=\"details\">") && chapter.matches("<details").count() == 1, "{chapter}");
    // The standard asks for a summary in each of them.
    assert_eq!(chapter.matches("<summary").count(), 1);
}
