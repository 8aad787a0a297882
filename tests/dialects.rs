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
const MEANINGS: [(&str, &[&str]); 34] = [
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
    ("a heading of these words", &["{margins}</h"]),
    ("code, and told", &["<code>r nrow(x)</code>"]),
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
const RAW: [&str; 17] =
    ["[[", ":::", "{{", "{%", "!!!", "???", "[!", "==", "{#", "\\begin", "\\newpage", "{pagebreak}", "[TOC]", "^[", "(@", "+--", "#|"];

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

/// The page that an EPUB has of a text in a folder with a picture, and the codes of what was told.
fn page_of(name: &str, text: &str) -> (String, Vec<Code>) {
    let picture = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/citations/pic.png")).unwrap();
    let mut files = Memory::default();
    files.put(format!("/book/{name}"), text);
    files.put("/book/p.png", picture);
    let files: Arc<dyn bindery::Files> = Arc::new(files);
    let built = build(&files, &Options { formats: vec![Format::Epub], ..Options::new("/book") });
    let archive = Memory::from_zip(built.book_of(Format::Epub).unwrap()).unwrap();
    let name = format!("/OEBPS/{}.xhtml", name.split('.').next().unwrap());
    let page = String::from_utf8(bindery::Files::read(&archive, Path::new(&name), u64::MAX).unwrap()).unwrap();
    (page, built.reading.findings.iter().map(|finding| finding.code).collect())
}

#[test]
fn chunks_are_set_as_what_they_show() {
    let text = "# One\n\n```{r setup, include=FALSE}\nknitr::opts_chunk$set(echo = FALSE)\n```\n\nBefore:\n```{r map, fig.cap=\"Ä map of the harbour\", fig.alt=\"Boats\", out.width=\"50%\"}\nsecret <- 1\nknitr::include_graphics(\"p.png\")\n```\nBehind. See \\@ref(fig:map).\n\n```{r}\nhidden <- 2\n```\n\n```{r, echo=TRUE}\n#| label: fig-x\nseen <- 3\n```\n";
    let (page, told) = page_of("one.Rmd", text);
    for wanted in ["Before:</p>", "alt=\"Boats\"", "Ä map of the harbour</figcaption>", "width: ", "<p>Behind. See <a ", "<figure", "seen"]
    {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    for unwanted in ["secret", "hidden", "include_graphics", "opts_chunk", "#|", "label: "] {
        assert!(!page.contains(unwanted), "{unwanted}\n{page}");
    }
    assert!(told.contains(&Code::ForeignMark));
    // A figure that only running would make is told.
    let (page, told) = page_of("two.qmd", "# Two\n\n```{r}\n#| fig-cap: A plot\nplot(x)\n```\n");
    assert!(page.contains("plot(x)") && !page.contains("A plot") && told.contains(&Code::ForeignMark), "{page}");
}

#[test]
fn braces_behind_a_heading_that_hold_no_attributes_are_words() {
    let (page, told) =
        page_of("one.md", "# One\n\n### {mlogit}\n\nText.\n\n## Faster with {marginal, more}\n\n## Kept {-}\n\n## Named {#here .there}\n");
    for wanted in ["{mlogit}</h", "Faster with {marginal, more}</h", ">Kept</h", ">Named</h"] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    assert!(!told.contains(&Code::EmptyHeading));
}

#[test]
fn blocks_that_go_the_other_way_say_so() {
    let text = "---\ntitle: T\nlanguage: en\n---\n\n# One\n\nEnglish words.\n\n## چرا QUIC\n\nنوشتن این کتاب در ماه مارس (QUIC) آغاز شده.\n\n- پروتکل کنترل جریان است.\n- Second.\n\nQUIC نوشتن این کتاب در ماه مارس.\n\n| کتاب | Book |\n|---|---|\n| a | b |\n";
    let (page, _) = page_of("one.md", text);
    for wanted in [
        " id=\"quic\" dir=\"rtl\">چرا",
        "<p class=\"first\" dir=\"rtl\">نوشتن",
        "<ul dir=\"rtl\">",
        "<li>پروتکل",
        "<li dir=\"ltr\">Second",
        "<p class=\"first\">English",
        "<th scope=\"col\" dir=\"rtl\">کتاب",
    ] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    // One that begins with a word of the book's goes the book's way.
    assert!(page.contains("<p>QUIC "), "{page}");
    let (page, _) = page_of("one.md", &text.replace("language: en", "language: fa"));
    assert!(
        page.contains("<p class=\"first\" dir=\"ltr\">English") && page.contains("<p class=\"first\">نوشتن") && page.contains("<ul>"),
        "{page}"
    );
}

#[test]
fn items_stay_beside_their_labels_in_a_book_from_right_to_left() {
    let text = "---\ntitle: T\nlanguage: he\n---\n\n# One\n\n- Eleventy 3.1.2 כ-SSG.\n- dark mode,\n\n1. One.\n\n2. שתיים\n\nEnglish words stand here.\n";
    let (page, _) = page_of("one.md", text);
    let lists = &page[page.find("<ul").unwrap()..page.find("</ol>").unwrap()];
    assert!(!lists.contains("dir="), "{lists}");
    assert!(page.contains("dir=\"ltr\">English"), "{page}");
}

#[test]
fn code_in_a_list_that_leaves_the_list_is_told() {
    let told = |text: &str| page_of("one.md", &format!("# One\n\n{text}")).1.contains(&Code::ForeignMark);
    assert!(told("* Item:\n\n  ~~~\n x = 1\n  ~~~\n\nText.\n\n~~~\ny = 2\n~~~\n"));
    assert!(told("1. Item:\n\n   ```\nx = 1\n   ```\n\nText.\n"));
    for well in [
        "* Item:\n\n  ~~~\n  x = 1\n\n  y\n  ~~~\n\nText.\n",
        "Text.\n\n  ```\nx = 1\n  ```\n\nText.\n",
        "* Item:\n\nText.\n\n ```\nx = 1\n ```\n",
        "- ```\n  x\n  ```\n- more\n",
    ] {
        assert!(!told(well), "{well}");
    }
}

#[test]
fn a_path_with_spaces_in_it_leads_without_an_ending() {
    let (page, _) = page_of("one.md", "# One\n\nSee [the registry](./15 The Registry) and (words)[x] ./here.\n");
    assert!(page.contains("See the registry</span> and") || page.contains(">the registry</a> and"), "{page}");
}

#[test]
fn what_other_programs_mean_is_set() {
    let note = "\n\n[^n]: The note.\n";
    let behind_note = |text: &str| format!("{text}{note}");
    for (text, wanted, unwanted) in [
        // The mark of a note stays one before a bracket.
        (behind_note("Here[^n][@key, p. 3], there."), "role=\"doc-noteref\"", "[^n]"),
        (behind_note("Here[^n][words](https://x.example)."), "role=\"doc-noteref\"", "[^n]"),
        (behind_note("Here[^n][^n]."), "role=\"doc-noteref\"", "[^n]"),
        ("See [@key]: it reads.".into(), "See [key]: it reads.", "@"),
        ("Aussi «\\ mot\\ », de 5\\ µm.".into(), "5\u{a0}µm", "\\"),
        ("Rust 是 **预先编译**（*ahead*）语言。".into(), "<strong>预先编译</strong>（<em>ahead</em>）", "*"),
        ("由 *分支*（*arms*）构成，**模式**（*pattern*）和，**模型**（*model*）。".into(), "<strong>模型</strong>（<em>model</em>）", "*"),
        ("从**文字**中，他说：**「强调」**字。".into(), "<strong>「强调」</strong>字", "*"),
        ("![Y](p.png){: .left} Words.".into(), "Words.", "{"),
        ("![Y](p.png){: .left}\nWords.".into(), "Words.", "{"),
        ("+-- {: .notes}\nWords.\n=--".into(), "<p>Words.</p>", "--"),
        ("Words<span class=\"footnote\">The note.</span> here.".into(), "role=\"doc-noteref\"", "footnote\">The"),
        ("`{{</* fig */>}}` and\n\n```\n{%/* raw */%}\n```\n\nand `{{/* x */}}`.".into(), "<code>{{&lt; fig &gt;}}</code>", "/*"),
        ("| a | b | c |\n|---|---|---|\n| A | $|z| > z_c$ | d |".into(), "<math ", "$"),
        (
            "::: {.content-visible when-format=\"html\"}\nWeb.\n:::\n\n::: {.content-visible when-format=\"pdf\"}\nPaper.\n:::".into(),
            "Paper.",
            "Web.",
        ),
        (
            "::: {.content-hidden when-format=\"pdf\"}\nWeb.\n:::\n\n::: {.content-hidden when-format=\"html\"}\nPaper.\n:::".into(),
            "Paper.",
            "Web.",
        ),
        ("::: {.content-visible unless-format=\"html\"}\nPaper.\n:::".into(), "Paper.", ":::"),
        ("A [web]{.content-visible when-format=\"html\"} word[s]{.content-hidden when-format=\"html\"}.".into(), "A words.", "web"),
    ] {
        let (page, _) = page_of("one.md", &format!("# One\n\nBefore.\n\n{text}\n\nBehind.\n"));
        let words: String = page.split("<body").nth(1).unwrap().into();
        assert!(words.contains(wanted) && !words.contains(unwanted) && words.contains("Behind."), "{text}\n{words}");
    }
}

#[test]
fn the_words_of_a_picture_are_its_caption_where_its_program_has_it_so() {
    let picture = "![Words of the *picture* [@key].](p.png \"Short\")";
    let caption = |name: &str, text: &str| {
        page_of(name, text).0.split("<figcaption>").nth(1).map(|rest| rest.split("</fig").next().unwrap().to_owned())
    };
    let long = Some("Words of the <em>picture</em> [key].".to_owned());
    assert_eq!(caption("one.md", &format!("# One\n\n{picture}\n")).as_deref(), Some("Short"));
    assert_eq!(caption("one.md", &format!("---\ntitle: T\nbibliography: x.bib\n---\n\n# One\n\n{picture}\n")), long);
    assert_eq!(caption("one.qmd", &format!("# One\n\n{picture}\n")), long);
    assert_eq!(caption("one.md", &format!("# One\n\n{picture}{{width=50%}}\n")).as_deref(), Some("Short"));
    assert_eq!(caption("one.md", &format!("# One\n\n{picture}\n\n![x](p.png){{#fig:x}}\n")), long);
    assert_eq!(caption("one.qmd", "# One\n\n![](p.png)\n"), None);
}

#[test]
fn pictures_at_the_root_of_a_site_are_found() {
    let picture = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/citations/pic.png")).unwrap();
    for folder in ["static", "public", ".vuepress/public"] {
        let mut files = Memory::default();
        files.put("/book/content/one.md", "# One\n\n![A loaf](/pix/bread.png)\n");
        files.put("/book/config.toml", "title = \"T\"\n");
        files.put(format!("/book/{folder}/pix/bread.png"), picture.clone());
        let files: Arc<dyn bindery::Files> = Arc::new(files);
        let built = build(&files, &Options { formats: vec![Format::Epub], ..Options::new("/book") });
        assert!(!built.reading.findings.iter().any(|finding| finding.code == Code::MissingImage), "{folder}");
    }
}

#[test]
fn a_chunk_that_shows_several_files_is_their_pictures_with_one_caption() {
    let chunk = "```{r x, fig.cap=\"Two pictures\"}\nknitr::include_graphics(c('p.png', \"p.png\"), dpi = NA)\n```\n";
    let lines = chunk.replace("c('p.png', \"p.png\")", "c(\n  'p.png',\n  \"p.png\"\n)");
    let quoted: String = chunk.lines().map(|line| format!("> {line}\n")).collect();
    for chunk in [chunk, &lines, &quoted] {
        let (page, told) = page_of("one.Rmd", &format!("# One\n\nSee Figure \\@ref(fig:x).\n\n{chunk}\nBehind.\n"));
        assert_eq!((page.matches("<img ").count(), page.matches("Two pictures</p>").count()), (2, 1), "{page}");
        assert!(page.contains("See Figure <a ") && page.contains("Behind.") && !page.contains("include_graphics"), "{page}");
        assert!(!told.contains(&Code::ForeignMark) && !told.contains(&Code::BrokenLink), "{told:?}");
    }
    let one = quoted.replace("c('p.png', \"p.png\"), dpi = NA", "'p.png'");
    let (page, _) = page_of("one.Rmd", &format!("# One\n\n> Said.\n>\n{one}\nBehind.\n"));
    assert!(page.contains("<blockquote>") && page.contains("Two pictures</figcaption>"), "{page}");
}

#[test]
fn the_output_that_gitbook_asks_for_is_a_book() {
    let text = "# One\n\n{% if output.name != \"ebook\" %}\nDownload it.\n{% else %}\nRead on.\n{% endif %}\n\nIt is {% if output.format == 'pdf' %}printed{% endif %}.\n\n{% set who = \"Ann\" %}By {{ who }}.\n\n{% filename %}a/b.py{% endfilename %}\n";
    let (page, told) = page_of("one.md", text);
    for wanted in ["Read on.", "It is printed.", "By Ann.", "a/b.py"] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    for unwanted in ["Download", "{%", "{{", "endif", "filename"] {
        assert!(!page.contains(unwanted), "{unwanted}\n{page}");
    }
    assert_eq!(told.iter().filter(|code| **code == Code::ForeignMark).count(), 1, "what is left out is told once: {told:?}");
}

#[test]
fn a_label_of_latex_names_its_section() {
    let text =
        "# One\n\\label{cha:one}\n\nText.\n\n## Two words \\label{sec:two}\n\nSee Section \\ref{sec:two} and Chapter~\\ref{cha:one}.\n";
    let (page, told) = page_of("one.md", text);
    assert!(page.contains("\">Two words</a>") && page.contains("\">One</a>") && page.contains("Chapter\u{a0}<a"), "{page}");
    assert!(!page.contains("\\label"), "{page}");
    assert!(!told.contains(&Code::ForeignMark) && !told.contains(&Code::BrokenLink), "{told:?}");
}

#[test]
fn an_attribute_of_kramdown_ends_an_address() {
    let (page, _) = page_of("one.md", "# One\n\nSite: http://rspec.example/a{: .reference}\n\nA ![Y](p.png){: .left} picture.\n");
    assert!(page.contains("<a href=\"http://rspec.example/a\">http://rspec.example/a</a></p>") && !page.contains("{:"), "{page}");
}

#[test]
fn a_reference_to_what_code_makes_says_so() {
    let text = "# One\n\nSee Figure \\@ref(fig:plot) and @fig-q.\n\n```{r plot, echo=FALSE, fig.cap=\"A plot\"}\nplot(1)\n```\n\n```{r}\n#| label: fig-q\n#| fig-cap: Q\nplot(2)\n```\n";
    let mut files = Memory::default();
    files.put("/book/one.Rmd", text);
    let files: Arc<dyn bindery::Files> = Arc::new(files);
    let built = build(&files, &Options { formats: vec![Format::Epub], ..Options::new("/book") });
    let dead: Vec<_> = built.reading.findings.iter().filter(|finding| finding.code == Code::BrokenLink).collect();
    assert_eq!(dead.len(), 2);
    for finding in dead {
        assert!(
            finding.message.contains("made by code")
                && finding.help.as_deref().is_some_and(|help| help.contains("save what the code makes"))
        );
    }
}

#[test]
fn tags_and_commands_are_told_by_their_names() {
    let text = "# One\n\n{% vimeo 1 %}\n\nA {% gist 2 %} and {% gist 3 %}.\n\nA \\centerline{b}, \\foo{c} and \\foo{d}.\n";
    let mut files = Memory::default();
    files.put("/book/one.md", text);
    let files: Arc<dyn bindery::Files> = Arc::new(files);
    let built = build(&files, &Options { formats: vec![Format::Epub], ..Options::new("/book") });
    let told: Vec<String> =
        built.reading.findings.iter().filter(|one| one.code == Code::ForeignMark).map(|one| one.message.clone()).collect();
    for name in ["`{% vimeo %}` is", "`{% gist %}` is", "`\\centerline` is", "`\\foo` is"] {
        assert!(told.iter().any(|message| message.starts_with(name)), "{name}: {told:?}");
    }
    let report = bindery::testing::diagnostics::render::human(&built.reading.findings, &built.reading.sources, false);
    assert!(report.contains("and 2 more of this kind, of 2 names"), "{report}");
}
