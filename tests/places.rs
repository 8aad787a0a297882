//! Every finding points at its own place: a character that no font has is put anywhere into a manuscript, and told exactly there.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::build::Options;
use bindery::testing::diagnostics::Code;
use bindery::testing::source::Disk;
use proptest::prelude::*;
use std::path::Path;

/// A letter of Ugaritic, which is in none of the fonts.
const MARK: char = '\u{10380}';

/// What people write, each a block or more.
const PIECES: [&str; 28] = [
    "Words of a line --- and \"more\" ... of it, 'so' they said -- again.",
    "# A heading of it",
    "## Another *with* emphasis",
    "- an item with **strong** words\n- another one\n  that goes on",
    "> quoted words\n> over lines\n>\n> - with a list",
    "| a head | b |\n|---|---|\n| cell \\| one | two |",
    "Text with a note[^1] in it.\n\n[^1]: The note's \"own\" words.",
    "Text^[a note in the line] and more.",
    "![A picture](c.png \"A caption --- of it\")",
    "`code` in it, and ``more ` code``",
    "```\ncode -- in a block\n\tand a tab\n```",
    "<p>caf&eacute; in HTML, <b>bold</b> &amp; so on</p>",
    "<div>\nwords in a division\n</div>",
    "A term\n: its definition",
    "Before {>>a remark<<} behind, and %%another%% one.",
    "&eacute; &amp; \\* and \\_ and &#8212; so on",
    "[[page|words of it]] and ==marked== words",
    "1. one\n2. two\n   > quoted",
    "::: note\nwords -- in a block\n:::",
    "[a link --- of it](https://example.org/) and <https://example.net/>",
    "A line\\\nbroken  \nthrice\nover.",
    "H~2~O and x^2^ and ~~struck~~",
    "Soft\u{AD}ness, a no\u{A0}break and e\u{301}.",
    "![A picture](c.png 'A \\'caption\\' &amp; words')",
    "<figure>\n<img src=\"c.png\" alt=\"A\">\n<figcaption>Words &amp; <b>more</b>\nof it</figcaption>\n</figure>",
    "> <p>caf&eacute; in HTML\n> over lines</p>",
    "Some $x + y$ in it, and `` ` `` code.\n\n$$\nz^2\n$$",
    "A soft hyphen in supercali\u{AD}fragilistic words of \"many\" kinds...",
];

/// Builds a book of this text; the findings about the mark must stand at it. How many there were.
fn told(text: &str) -> Result<usize, TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cover-given/small.png"), folder.path().join("c.png")).unwrap();
    std::fs::write(folder.path().join("book.toml"), "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\nchapters = [\"one.md\"]\n")
        .unwrap();
    std::fs::write(folder.path().join("one.md"), text).unwrap();
    let reading = bindery::build(&Disk::files(), &Options::new(folder.path())).reading;
    let mut count = 0;
    for finding in reading.findings.iter().filter(|finding| finding.code == Code::NoGlyph && finding.message.contains("U+10380")) {
        let place = finding.span.map(|span| reading.sources.slice(span).to_owned());
        prop_assert!(
            place.as_ref().is_some_and(|place| place.starts_with(MARK)),
            "{:?} is told at {:?} in\n{}",
            finding.message,
            place,
            text
        );
        count += 1;
    }
    Ok(count)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mark_put_anywhere_is_told_at_its_own_place(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..5), at in any::<prop::sample::Index>()) {
        let mut text = pieces.join("\n\n") + "\n";
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        text.insert(places[at.index(places.len())], MARK);
        told(&text)?;
    }
}

/// Where a heading is said again, in the contents and over the pages, it is not told again.
#[test]
fn a_mark_in_a_heading_is_told_once() {
    let text = format!("# A {MARK}heading\n\n{}\n\n# Another\n\nWords.\n", "Words of a page. ".repeat(900));
    assert_eq!(told(&text).unwrap(), 1);
}

/// In the middle of a word it is in the book, wherever that word is one.
#[test]
fn a_mark_in_a_word_is_told() {
    for (piece, word) in [
        (0, "line"),
        (0, "more"),
        (1, "heading"),
        (3, "strong"),
        (4, "lines"),
        (5, "two"),
        (6, "own"),
        (7, "note in"),
        (8, "caption"),
        (11, "HTML"),
        (11, "bold"),
        (13, "definition"),
        (14, "behind"),
        (16, "words"),
        (16, "marked"),
        (18, "block"),
        (19, "link"),
        (21, "struck"),
        (23, "caption"),
        (24, "Words"),
        (24, "more"),
        (25, "over"),
        (27, "fragil"),
    ] {
        let mut text = format!("Before it.\n\n{}\n", PIECES[piece]);
        let at = text.find(word).unwrap() + 1;
        text.insert(at, MARK);
        assert!(told(&text).unwrap() > 0, "{text}");
    }
}
