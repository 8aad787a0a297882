//! The guide's table of what other programs write is a test: each row is built as it stands there, and comes out as the row says.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::{Code, Format, Memory, Options, build};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// A row of the table: the text, and what it is set as.
struct DialectRow {
    written: String,
    set_as: String,
}

/// What each phrase of the table means in the XHTML of an EPUB: all of these stand there.
const MEANINGS: [(&str, &[&str]); 32] = [
    ("a set-off note", &["<aside class=\"callout ", "<p class=\"label\">", "Words.</p>"]),
    ("a quotation", &["<blockquote>", "Words."]),
    ("a footnote", &["role=\"doc-noteref\""]),
    ("raised letters", &["<sup>2</sup>"]),
    ("lowered letters", &["<sub>2</sub>"]),
    ("marked words", &["<mark>words</mark>"]),
    ("small capitals", &["class=\"smallcaps\">words<"]),
    ("underlined words", &["class=\"underline\">words<"]),
    ("words in another language", &["lang=\"de\"", ">Worte<"]),
    ("a link", &["<a href=\""]),
    ("a link by its title", &["<a href=\"other.xhtml\">Other</a>"]),
    ("strong words", &["<strong>", "</strong>"]),
    ("emphasis in brackets", &["[<em>words</em>]"]),
    ("code, and told", &["<code>r nrow(x)</code>"]),
    ("a picture", &["<img ", "src=\"images/picture.png\""]),
    ("a picture of that size", &["<img ", "width: "]),
    ("a list by letters", &["<ol type=\"a\">", "<li>"]),
    ("a list by Roman numerals", &["<ol class=\"brackets-i\" type=\"i\" start=\"4\">", "<li>"]),
    ("a numbered list", &["<ol", "<li>", "two</li>"]),
    ("verse", &["verse\"", "<span class=\"line\">"]),
    ("a table", &["<table>", "<th scope=\"col\">", "<td>"]),
    ("a formula", &["<math "]),
    ("the end of a page", &["<div class=\"page-break\">"]),
    ("code", &["<pre>", "<code class=\"language-ruby\">"]),
    ("the text of that file", &["Words of the part."]),
    ("an emoji", &["🎉"]),
    ("nothing, for the book has contents", &["Before."]),
    ("the key and the words, and told", &["[key, p.\u{a0}3]"]),
    ("words as accepted, and told", &["added"]),
    ("words alone, and told", &["<p>words</p>"]),
    ("words as typed, and told", &["##No space"]),
    ("nothing, and told", &["Before."]),
];

/// Marks that no reader is to see; code may hold them.
const RAW: [&str; 16] =
    ["[[", ":::", "{{", "{%", "!!!", "???", "[!", "==", "{#", "\\begin", "\\newpage", "{pagebreak}", "[TOC]", "^[", "(@", "+--"];

fn rows() -> Vec<DialectRow> {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/dialects.md")).unwrap();
    let table = guide.lines().take_while(|line| *line != "## What Is Not").filter(|line| line.starts_with("| `"));
    let row = |line: &str| {
        // A bar in a cell is escaped.
        let cells: Vec<String> = line.replace("\\|", "\u{1}").split('|').map(|cell| cell.replace('\u{1}', "|").trim().to_owned()).collect();
        DialectRow { written: text(&cells[1]), set_as: cells[2].clone() }
    };
    table.map(row).collect()
}

/// The text that a cell shows as code, a line for each piece; words between two pieces mean that the last is the text.
fn text(cell: &str) -> String {
    if let Some((_, whole)) = cell.split_once(": `") {
        return whole.trim_end_matches('`').to_owned();
    }
    let line = |piece: &str| {
        let ticks = piece.bytes().take_while(|&byte| byte == b'`').count();
        let inner = &piece[ticks..piece.len() - ticks];
        if ticks > 1 { inner.trim().to_owned() } else { inner.to_owned() }
    };
    // The guide is a book too: there an include is escaped.
    cell.split("<br>").map(line).collect::<Vec<_>>().join("\n").replace("\\{{#", "{{#")
}

#[test]
fn what_the_guide_says_of_dialects_is_so() {
    let rows = rows();
    assert!(rows.len() > 50, "the table is found");
    let picture = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/citations/pic.png")).unwrap();
    let mut faults = Vec::new();
    for DialectRow { written, set_as } in rows {
        let Some((_, wanted)) = MEANINGS.iter().find(|(phrase, _)| *phrase == set_as) else {
            faults.push(format!("nobody knows what `{set_as}` is"));
            continue;
        };
        let mut files = Memory::default();
        files.put("/book/book.toml", "title = \"T\"\nauthors = [\"A\"]\nchapters = [\"one.md\", \"other.md\"]\n");
        files.put("/book/one.md", format!("# One\n\nBefore.\n\n{written}\n\nBehind.\n"));
        files.put("/book/other.md", "# Other\n\n## Heading\n\nText.\n");
        files.put("/book/part.md", "Words of the part.\n");
        files.put("/book/code.rb", "puts 1\n");
        files.put("/book/picture.png", picture.clone());
        let files: Arc<dyn bindery::Files> = Arc::new(files);
        let built = build(&files, &Options { formats: vec![Format::Epub], ..Options::new("/book") });
        let told = built.reading.findings.iter().any(|finding| matches!(finding.code, Code::ForeignMark | Code::OpenChange));
        let epub = built.book_of(Format::Epub).unwrap_or_else(|| panic!("{written} builds"));
        let archive = Memory::from_zip(epub).unwrap();
        let page = String::from_utf8(bindery::Files::read(&archive, Path::new("/OEBPS/one.xhtml"), u64::MAX).unwrap()).unwrap();
        let lacking: Vec<_> = wanted.iter().filter(|part| !page.contains(**part)).collect();
        let words: String = page.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, words)| words).collect();
        let raw: Vec<_> = RAW.iter().filter(|mark| words.contains(**mark)).collect();
        if !lacking.is_empty() || !raw.is_empty() || told != set_as.ends_with("told") || !words.contains("Behind.") {
            faults.push(format!("{written}\n  is not {set_as}: lacks {lacking:?}, shows {raw:?}, told: {told}\n{page}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
