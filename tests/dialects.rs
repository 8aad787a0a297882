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
const MEANINGS: [(&str, &[&str]); 37] = [
    ("a letter", &["<div class=\"letter\"", "<p class=\"dateline\">", "<p class=\"salutation\">My dear"]),
    ("a play", &["<div class=\"drama\"", "<p class=\"speech\"", "class=\"speaker\">ANN."]),
    ("an epigraph", &["<blockquote class=\"epigraph\"", "Words."]),
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

/// Forms of other programs, with a sign in the place of anything that an author may write there.
const FORMS: [&str; 34] = [
    "{{< image src=\"a.jpg\" title=\"§\" usefigure=\"yes\" >}}",
    "{{< figure src=\"§.png\" alt=\"§\" caption=\"§\" >}}",
    "{{% img §.png §%}}",
    "{% img p.png §%}",
    "{% include image.html path=\"§.png\" caption='§' %}",
    "{% embed url=\"https://x.example/§\" caption=\"§\" %}",
    "{{ image(src=\"p.png\", alt=\"§\") }}",
    "Words {{ recipe(path=\"§\") }}§ and {{ §(title='§') }}.",
    "![[p.png|§]]§",
    "![[§.png|§|300]]",
    "[[§#§|§]]",
    "![§|300](p.png)§",
    "![§](p.png \"§\"){#fig-§ .§ title=\"§\" width=§%}§",
    "[§]{.§ lang=§}§[§](§){:§}",
    "```{figure} §.png\n:alt: §\n§\n```",
    "::: {figure} §.png\n:alt: §\n§\n:::",
    "```{r §, fig.cap=\"§\", out.width=\"§\"}\nknitr::include_graphics(\"§.png\")\n```",
    "```{theorem, §, name=\"§\"}\n§\n```",
    "> [!NOTE]§ §\n> §",
    "!!! note \"§\"\n    §",
    "::: § §\n§\n:::",
    "{% hint style=\"§\" %}\n§\n{% endhint %}",
    "# § {#§ .§ head=\"§\"}",
    "§^[§]^§^ ~§~ ==§== ++§++ §",
    "\\textbf{§}\\footnote{§}\\ref{§}\\§{§} \\(§\\) \\[§\\]",
    "§$§$§ $$§$$ {$$}§{/$$}",
    "$$\n§ {{numeq}}{§}\n$$ {#eq-§}",
    "**{{rem}}{§}[§]** {{eqref: §}} {{#cite §}}{{§}}{§}[§]",
    "{++§++}{--§--}{~~§~>§~~}{>>§<<}%%§%%<!--§-->",
    "| § | § |\n|---|---|\n| § | § \\| § |\n\nTable: §\n§ {#tbl:§}",
    "<img src=\"§.png\" alt=\"§\" width=\"§\"> <ruby>§<rt>§</rt></ruby>",
    "｜§《§》 `§`{=§} {§}`§` :§: @§ [@§, §] #§",
    "a. §\nb. §\n\n(@§) §\n\n: §\n\n§\n: §",
    "---\n§: §\nkey: §\n---\n\ndata:image/png;base64,§",
];

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 96, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_form_of_another_program_cuts_a_character(
        form in 0..FORMS.len(),
        words in proptest::collection::vec("[西文。、é\u{301}ß🎉کא\u{A0}\u{3000}\"'|=/.:{}()\\[\\]<>$%^~*_` a1-]{0,6}", 7),
    ) {
        let mut words = words.iter().cycle();
        let text: String = FORMS[form].split_inclusive('§').map(|piece| piece.replace('§', words.next().unwrap())).collect();
        let mut files = Memory::default();
        files.put("/book/one.md", format!("# One\n\n文{text}\n\n{text}\n"));
        let files: Arc<dyn bindery::Files> = Arc::new(files);
        let built = build(&files, &Options { formats: Vec::new(), ..Options::new("/book") });
        let broken = built.reading.findings.iter().any(|finding| finding.code.id() == "W002");
        proptest::prop_assert!(!broken, "{text}");
    }
}

#[test]
fn a_shortcode_with_words_of_three_bytes_is_a_picture() {
    for (text, wanted) in [
        ("{{< image src=\"p.png\" title=\"西藏文字\" usefigure=\"yes\" >}}", "西藏文字"),
        ("![[p.png|西藏文字]]", "alt=\"西藏文字\""),
        ("```{figure} p.png\n:alt: 西藏文字\n```", "alt=\"西藏文字\""),
        ("{{ image(src=\"p.png\", alt=\"西藏文字\") }}", "alt=\"西藏文字\""),
    ] {
        let (page, _) = page_of("one.md", &format!("# One\n\n{text}\n\nBehind.\n"));
        assert!(page.contains("<img ") && page.contains(wanted) && page.contains("Behind."), "{text}\n{page}");
    }
}

#[test]
fn formulas_of_captions_are_set_wherever_their_words_stand() {
    let picture = "![The rule $E=mc^2$ of \\(a_1\\) costs $5.](p.png){#fig:a}";
    let table = "| a | b |\n|---|---|\n| 1 | 2 |\n\nTable: The sum $x_1$\nof two lines. {#tbl:step}";
    let text = format!(
        "# One\n\nBefore.\n\n{picture}\n\nSee [](#fig:a) and [](#tbl:step).\n\n{table}\n\n![b](p.png \"Titled $\\\\frac{{a}}{{b}}$\")\n"
    );
    let (page, told) = page_of("one.md", &text);
    let caption = page.split("<figcaption>").nth(1).and_then(|rest| rest.split("</figcaption>").next()).unwrap();
    assert_eq!(caption.matches("<math ").count(), 2, "{caption}");
    assert!(caption.contains("costs $5."), "{caption}");
    assert!(page.contains(">The rule E = mc² of a₁ costs $5</a>") && page.contains(">The sum x₁ of two lines</a>"), "{page}");
    assert!(!page.contains("$E") && !page.contains("{#") && !page.contains("$x"), "{page}");
    assert!(!told.contains(&Code::BadFormula) && !told.contains(&Code::ForeignMark), "{told:?}");
    let (page, _) = page_of("two.md", "# Two\n\n![b](p.png \"Titled $\\frac{a}{b}$\")\n");
    assert!(page.split("<figcaption>").nth(1).is_some_and(|rest| rest.contains("<mfrac>")), "{page}");
}

#[test]
fn formulas_begin_behind_characters_that_have_no_spaces() {
    let (page, told) = page_of(
        "one.md",
        "---\ntitle: T\nlanguage: zh\n---\n\n# One\n\n矩阵是$n \\times p$的设计矩阵，其中$p$是数，而$x$。\n\n这本书$5，那本书$6元。\n\nかな$a_1$です\n",
    );
    assert_eq!(page.matches("<math ").count(), 4, "{page}");
    assert!(page.contains("这本书$5，那本书$6元。") && !told.contains(&Code::ForeignMark), "{page}");
}

#[test]
fn the_id_of_a_table_stands_at_the_end_of_its_caption_whatever_its_lines() {
    let table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n";
    for caption in [
        "Table: Steps,\nin two. {#tbl:x}",
        ": Steps,\nin two. {#tbl:x}",
        "Table: Steps, in two.\n{#tbl:x}",
        "Table: Steps, in two. {#tbl:x}",
    ] {
        let (page, _) = page_of("one.md", &format!("# One\n\n{table}{caption}\n\nSee [](#tbl:x).\n"));
        assert!(page.contains("in two.") && page.contains(">Steps, in two</a>") && !page.contains("{#"), "{caption}\n{page}");
    }
}

#[test]
fn what_a_shortcode_of_zola_says_is_not_lost() {
    let (page, told) = page_of(
        "one.md",
        "# One\n\n* 200g de {{ recipe(path=\"/bases/tofu\") }}\n* {{ note(text=\"Some *words*\") }} here\n* {{ youtube(id=\"xyz\") }}\n",
    );
    assert!(page.contains("200g de tofu<") && page.contains("Some <em>words</em> here") && !page.contains("xyz"), "{page}");
    assert_eq!(told.iter().filter(|code| **code == Code::ForeignMark).count(), 3);
}

#[test]
fn metadata_below_a_heading_is_no_text() {
    for (block, is_told) in [("nocite: |\n  @*", false), ("title: x\nauthor:\n- y\n\n# z", true)] {
        for before in ["# One {.unnumbered}\n", "# One\n\nBefore.\n\n"] {
            let (page, told) = page_of("one.md", &format!("{before}---\n{block}\n---\n\nText.\n"));
            let words = page.split("<body").nth(1).unwrap();
            assert!(
                !words.contains("nocite") && !words.contains("author") && !words.contains("class=\"scene\"") && words.contains("Text."),
                "{page}"
            );
            assert_eq!(told.contains(&Code::ForeignMark), is_told, "{block}");
        }
    }
    // A break between scenes, and a heading by a line of hyphens.
    let (page, _) = page_of("one.md", "# One\n\nBefore.\n\n---\n\nNote: it was late.\n\n---\n\nso: it goes\nwithout keys\n");
    assert!(page.contains("Note: it was late.") && page.matches("class=\"scene\"").count() == 2, "{page}");
}

#[test]
fn what_preprocessors_of_mdbook_number_is_numbered() {
    let text = "# One\n\n> **{{rem}}{rem:other}[Other *Words*]**\n> There are {{#cite smith2018}}.\n\n$$\nR = \\lim x\n{{numeq}}{eq:mass}\n$$\n\n$$\nS = 1 {{numeq}}{}\n$$\n\n{{rem}}{rem:second} **{{imp}}{imp:own}[Of Ours]**\n\nSee Equation {{eqref: eq:mass}}, Remark {{ref: rem:other}}, {{ref:rem:second}} and {{ref: imp:own}}.\n";
    let (page, told) = page_of("one.md", text);
    for wanted in [
        "Remark 1 (Other <em>Words</em>)</strong>",
        "There are [smith2018].",
        ">(1)</a>, Remark <a ",
        ">1</a>, <a ",
        ">2</a> and <a ",
        ">Of Ours</a>",
        "<strong>Remark 2</strong>",
        "<strong>(Of Ours)</strong>",
    ] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    assert!(!page.contains("{{") && !page.contains("numeq}") && !page.contains("rem:other}"), "{page}");
    assert_eq!(told.iter().filter(|code| **code == Code::ForeignMark).count(), 1, "the citation");
}

#[test]
fn stanzas_with_breaks_are_verse_where_a_text_is_of_them() {
    let song = "[Chorus]  \nBless the Lord, O my soul  \no my soul  \nWorship His holy name\n\nVerse 1\n\nthe sun comes up, it is a new day  \nIt is time to sing  \nWhatever may pass\n";
    let (page, _) = page_of("one.md", &format!("# One\n\n{song}"));
    assert_eq!(page.matches("verse\"").count(), 2, "{page}");
    assert!(page.contains("<span class=\"line\">[Chorus]"), "{page}");
    let (page, _) = page_of(
        "one.md",
        "# One\n\nThe house is here:\n\nAnn Example  \nHarbour Road 3\n\nIt was a long day in the harbour, and the boats came home.\n",
    );
    assert!(!page.contains("verse\"") && page.contains("<br"), "{page}");
}

#[test]
fn files_in_letters_are_pictures_or_are_left_out() {
    use std::fmt::Write as _;
    let picture = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/citations/pic.png")).unwrap();
    let letters = picture.chunks(3).fold(String::new(), |mut out, bytes| {
        const ALL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let value = (0..3).fold(0_usize, |value, at| value << 8 | usize::from(*bytes.get(at).unwrap_or(&0)));
        for at in 0..=bytes.len() {
            let _ = write!(out, "{}", char::from(ALL[value >> (18 - 6 * at) & 63]));
        }
        out
    });
    let junk = "aB3+/9Zk".repeat(200);
    let cell = |letters: &str| format!("```{{.json .output n=3}}\n[{{\"data\": {{\"image/png\": \"{letters}\"}}}}]\n```");
    for (text, pictures, is_told) in [
        (format!("Words data:image/png;base64,{letters} here."), 1, false),
        (format!("data:image/png;base64,{letters}"), 1, false),
        (format!("data:image/png;base64,{junk}"), 0, true),
        (cell(&junk), 0, true),
        (cell(&letters), 1, false),
        (format!("```css\nurl({junk})\n```"), 0, true),
        (format!("![A picture](data:image/png;base64,{letters})"), 1, false),
    ] {
        let (page, told) = page_of("one.md", &format!("# One\n\nBefore.\n\n{text}\n\nBehind.\n"));
        assert_eq!((page.matches("<img ").count(), told.contains(&Code::ForeignMark)), (pictures, is_told), "{text}");
        assert!(page.len() < 3000 && page.contains("Behind.") && !page.contains("base64"), "{text}\n{page}");
    }
}

#[test]
fn kinds_of_theorems_are_called_as_the_project_says() {
    let mut files = Memory::default();
    files.put("/book/book.toml", "[book]\ntitle = \"T\"\n\n[preprocessor.numthm]\ncustom_environments = [[\"imp\", \"Way\", \"**\"]]\n");
    files.put("/book/src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    files.put("/book/src/one.md", "# One\n\nBefore.\n\n{{imp}}{imp:a}[Of Ours]\n\nSee way {{ref: imp:a}}.\n");
    let files: Arc<dyn bindery::Files> = Arc::new(files);
    let built = build(&files, &Options { formats: vec![Format::Epub], ..Options::new("/book") });
    let archive = Memory::from_zip(built.book_of(Format::Epub).unwrap()).unwrap();
    let page = String::from_utf8(bindery::Files::read(&archive, Path::new("/OEBPS/one.xhtml"), u64::MAX).unwrap()).unwrap();
    assert!(page.contains("<strong>Way 1</strong> (Of Ours)</p>") && page.contains(">1</a>"), "{page}");
}

#[test]
fn figures_and_tables_that_are_referred_to_by_number_have_one() {
    let text = "# One\n\nSee Figure \\ref{fig:map}, @fig:map and [-@tbl:sum].\n\n![A map of the sea](p.png \"A map of the sea\"){#fig:map}\n\n| a |\n|---|\n| 1 |\n\nTable: Sums {#tbl:sum}\n";
    let (page, _) = page_of("one.md", text);
    let page = page.replace('\u{a0}', " ");
    for wanted in [
        "<a href=\"one.xhtml#fig-map\">1</a>, <a href=\"one.xhtml#fig-map\">Figure 1</a>",
        "Figure 1. A map",
        "Table 1. Sums",
        ">1</a>.</p>",
    ] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    // One of several has the number of all, and its letter.
    let group = "# One\n\n::: {class=subfigures id=fig:both}\n![First](p.png){#fig:one}\n\n![Second](p.png){#fig:two}\n\nBoth of them.\n:::\n\nSee @fig:both and Figure \\ref{fig:two}.\n";
    let (both, _) = page_of("one.md", group);
    assert!(both.contains(">1b</a>") && both.replace('\u{a0}', " ").contains("Figure 1. Both of them."), "{both}");
    // What nobody refers to has none.
    let (page, _) = page_of("one.md", &text.replace("See Figure \\ref{fig:map}, @fig:map and", "See"));
    assert!(!page.contains("Figure") && page.contains("Table\u{a0}1") || page.contains("Table 1"), "{page}");
}

#[test]
fn latex_for_pandoc_is_set_and_not_printed() {
    let text = "# One\n\n\\begin{figure}[h]\n\\centering\n\\includegraphics[width=0.5\\textwidth]{p}\n\\caption{The \\emph{sea} $a^2$.}\n\\label{fig:sea}\n\\end{figure}\n\nSee Figure~\\ref{fig:sea} and \\cite[p. 3]{smith}. \\todo{secret}\\gls{api}\\index{a@\\texttt{a}}.\n\n\\begin{tabular}{lr}\nA & B \\\\ \\hline\n1 & 2 \\\\\n\\end{tabular}\n\n\\begin{itemize}\n\\item One\n\\item Two\n\\end{itemize}\n";
    let (page, _) = page_of("one.md", text);
    for wanted in [
        "<figure",
        "<em>sea</em>",
        "<figcaption",
        "<math",
        "[smith, p.",
        "api.",
        "<table>",
        "<th scope=\"col\">A</th>",
        "<li>One</li>",
        "width: 50%",
    ] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    for raw in ["\\begin", "\\cite", "\\item", "secret", "\\label", "fig:sea}", "texttt", "&amp;"] {
        assert!(!page.contains(raw), "{raw}\n{page}");
    }
}

#[test]
fn what_hugo_hands_on_as_code_is_code() {
    let text = "# One\n\n{{< code file=\"layouts/a.html\" >}}\n# a comment\n{{ define \"main\" }} ${Z}\n{{< /code >}}\n\n{{< code-toggle file=\"hugo\" >}}\ntitle: Example\n{{< /code-toggle >}}\n";
    let (page, _) = page_of("one.md", text);
    assert!(page.matches("<pre").count() == 2 && page.matches("<h1").count() == 1, "{page}");
    assert!(page.contains("{{ define") && page.contains("${Z}"), "{page}");
    // Of GitBook's tag of this name the code has fences.
    let (page, _) = page_of("one.md", "# One\n\n{% code title=\"a\" %}\n```js\nlet a;\n```\n{% endcode %}\n\nBehind.\n");
    assert!(page.matches("<pre").count() == 1 && page.contains("Behind."), "{page}");
}

#[test]
fn keys_of_the_bibliography_are_citations() {
    let mut files = Memory::default();
    files.put("/book/one.md", "# One\n\nSee @mdn_array, @some_body and a@mdn_array.\n");
    files.put("/book/references.bib", "@misc{mdn_array,\n title={A}}\n");
    let files: Arc<dyn bindery::Files> = Arc::new(files);
    let built = build(&files, &Options { formats: vec![Format::Epub], ..Options::new("/book") });
    let archive = Memory::from_zip(built.book_of(Format::Epub).unwrap()).unwrap();
    let page = String::from_utf8(bindery::Files::read(&archive, Path::new("/OEBPS/one.xhtml"), u64::MAX).unwrap()).unwrap();
    assert!(page.contains("See mdn_array, @some_body and a@mdn_array."), "{page}");
}

#[test]
fn a_link_to_a_place_that_is_not_there_leads_to_its_file() {
    let mut files = Memory::default();
    files.put("/book/one.md", "# One\n\n[There](two.md#missing) and [here](#missing).\n");
    files.put("/book/two.md", "# Two\n\nWords.\n");
    let files: Arc<dyn bindery::Files> = Arc::new(files);
    let built = build(&files, &Options { formats: vec![Format::Epub], ..Options::new("/book") });
    let archive = Memory::from_zip(built.book_of(Format::Epub).unwrap()).unwrap();
    let page = String::from_utf8(bindery::Files::read(&archive, Path::new("/OEBPS/one.xhtml"), u64::MAX).unwrap()).unwrap();
    assert!(page.contains("<a href=\"two.xhtml\">There</a> and here."), "{page}");
    assert_eq!(built.reading.findings.iter().filter(|finding| finding.code == Code::BrokenLink).count(), 2);
}

#[test]
fn definitions_and_indents_of_sites_are_read() {
    let (page, _) =
        page_of("one.md", "# One\n\n[Quick Start]: {{< relref \"#there\" >}}\n\nGo to [it][Quick Start].\n\n## There\n\nWords.\n");
    assert!(page.contains(">it</a>") && !page.contains("Quick Start"), "{page}");
    let (page, _) = page_of("one.md", "---\nlang: zh\n---\n\n# One\n\n&emsp;&emsp;这是一个段落。\n\n\u{2003}\u{2003}这是另一个。\n");
    assert!(page.contains(">这是另一个") && !page.contains('\u{2003}'), "{page}");
    let (page, _) = page_of("one.md", "# One\n\nIt is $ \\{\\mathbf{x} \\in R \\} $, centered.\n");
    assert!(page.contains("<math "), "{page}");
}

#[test]
fn a_caption_right_below_the_last_row_is_no_row() {
    let table = "| Type | Load |\n|---|---|\n| House | 10 |\n";
    let (page, _) = page_of("one.md", &format!("# One\n\nSee @tbl-m.\n\n{table}: Typical *metrics* {{#tbl-m}}\n\nWords.\n"));
    assert!(page.contains("Typical <em>metrics</em></caption>") && page.matches("<tr>").count() == 2, "{page}");
    assert!(page.contains("#tbl-m\">Table"), "{page}");
    // A cell that begins with a colon is one.
    let (page, _) = page_of("one.md", &format!("# One\n\n{table}| : x | |\n"));
    assert!(!page.contains("<caption") && page.matches("<tr>").count() == 3 && page.contains("<td>: x</td>"), "{page}");
    let (page, _) = page_of("one.md", "# One\n\nTerm\n: Definition\n");
    assert!(page.contains("<dt>Term</dt>"), "{page}");
}

#[test]
fn attributes_behind_code_words_and_references_are_not_printed() {
    let (page, found) = page_of("one.md", "# One\n\nIt is `x`{.python}, `y`{.r #id} and **bold**{.red} so, but `z`{ and `w`{x}.\n");
    assert!(page.contains("<code>y</code> and <strong>bold</strong> so, but <code>z</code>{ and <code>w</code>{x}."), "{page}");
    assert!(found.contains(&Code::ForeignMark), "{found:?}");
    let text =
        "# One\n\n![Alt][pic]{width=50%}\n\n![Pic]{width=40%}\n\nSee [words][site]{.cls}.\n\n[pic]: p.png\n[site]: https://example.org\n";
    let (page, _) = page_of("one.md", text);
    assert!(!page.contains('{') && !page.contains('[') && page.contains(">words</a>."), "{page}");
}

#[test]
fn notes_in_fences_of_admonish_are_set_off() {
    let text = "# One\n\n```admonish warning title=\"Careful\"\nWords *here*.\n```\n\n```admonish\nPlain.\n```\n\n~~~admonish example\n```rust\nfn main() {}\n```\n~~~\n\n```ad-tip\ntitle: A title\ncollapse: open\n\nBody.\n```\n\nEnd.\n";
    let (page, _) = page_of("one.md", text);
    assert_eq!(page.matches("<aside class=\"callout ").count(), 4, "{page}");
    for part in [
        ">Careful</p>",
        "Words <em>here</em>.",
        ">Note</p>",
        "Plain.",
        "<pre><code class=\"language-rust\">",
        ">A title</p>",
        "Body.",
        "<p>End.</p>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("collapse") && !page.contains("title:"), "{page}");
}

#[test]
fn doubled_signs_among_letters_are_formulas_where_they_hold_commands() {
    let (page, _) = page_of("one.md", "# One\n\nP$$\\cdot$$Cin and $$4.0\\times10^9$$Hz, but US$$5 and A$$6.\n");
    assert!(page.matches("<math").count() == 2 && page.contains("US$$5 and A$$6."), "{page}");
}

#[test]
fn words_in_brackets_behind_a_wikilink_stay_words() {
    let (page, _) =
        page_of("one.md", "# One\n\n타란토는 [[에페이로스]](지금의 그리스)의 왕, [[알프스|알프]](산). [[1]](https://a.example).\n");
    assert!(page.contains("에페이로스(지금의 그리스)의 왕, 알프(산)."), "{page}");
    assert!(page.contains("<a href=\"https://a.example\">[1]</a>") || page.contains("[<a href=\"https://a.example\">1</a>]"), "{page}");
}

#[test]
fn a_word_for_the_end_of_a_page_ends_it() {
    let (page, _) = page_of("one.md", "# One\n\nBefore.\n\n@page-break\n\nAfter. Mail @page-break here.\n");
    assert!(!page.contains("<p>@page") && page.contains("Mail @page-break here."), "{page}");
}

#[test]
fn what_a_cell_hides_is_not_set() {
    let text = "# One\n\n```{code-cell} ipython3\n:tags: [hide-input]\nprint(2)\n```\n\n```{code-cell} ipython3\n:tags: [remove-input]\nsecret = 3\n```\n\n```{code-cell}\n:tags:\n- remove-cell\nsecret = 4\n```\n\n```{code-block} python\n:linenos:\nprint(1)\n```\n\nEnd.\n";
    let (page, _) = page_of("one.md", text);
    assert!(page.contains("print") && page.contains("End.") && !page.contains("secret"), "{page}");
    assert!(!page.contains(":tags:") && !page.contains(":linenos:"), "{page}");
    let (page, _) = page_of("one.md", "# One\n\n```{math}\n:label: eq-z\nz_a = 1\n```\n\nSee {math}`\\pi_i`.\n");
    assert!(page.matches("<math").count() == 2 && !page.contains(":label:"), "{page}");
}
