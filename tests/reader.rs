//! The reader as a whole: Markdown in a folder, the model and the findings out.

#![allow(clippy::unwrap_used, reason = "a panic in a test helper is a failed test with a line number")]

use bindery::testing::book::{Block, BlockKind, Book, Link, Matter, Metadata, Numbering, Picture, RunKind, Style, Table, text};
use bindery::testing::config::{ChapterStart, Config, ListedFile, PageSettings, Typography, WantedMatter, Zone};
use bindery::testing::diagnostics::{Code, Diagnostics};
use bindery::testing::read::{self, ReadingManner};
use bindery::testing::source::Sources;
use proptest::prelude::*;
use std::fs;

/// A book in a folder of its own.
struct Reading {
    book: Book,
    found: Diagnostics,
    sources: Sources,
}

fn config(folder: &std::path::Path, files: &[&str], language: &str) -> Config {
    let listed = |path: &&str| {
        let zone = if path.contains("preface") { Zone::Front } else { Zone::Body };
        ListedFile::new(*path, zone)
    };
    Config {
        folder: bindery::testing::source::Folder::on_disk(folder),
        metadata: Metadata { language: language.to_owned(), ..Metadata::default() },
        files: files.iter().map(listed).collect(),
        commentary: Vec::new(),
        passed: Default::default(),
        page: PageSettings::default(),
        typography: Typography::default(),
        stylesheet: String::new(),
        layout: 1,
        form: None,
        matter: WantedMatter::default(),
        contents_depth: 3,
        list_of_figures: false,
        list_of_tables: false,
        numbers: bindery::testing::config::NumberSettings::default(),
        notes: bindery::testing::config::Notes::default(),
        epub: bindery::testing::config::Epub::default(),
        pdf: bindery::testing::config::Pdf::default(),
        print: bindery::testing::config::Print::default(),
        chapters_start: ChapterStart::Any,
        heads: bindery::testing::config::Heads::default(),
        folios: bindery::testing::config::FolioPlace::Head,
        check: bindery::testing::diagnostics::Verdicts::default(),
        words: bindery::testing::language::Words::default(),
        output: "book".to_owned(),
        speaks: None,
        has_toml: true,
        hides_lines: false,
        theorems: Default::default(),
        captioned: false,
        variables: Default::default(),
        layering: Default::default(),
        site: Default::default(),
        stand_in: None,
        author_unsaid: None,
        places: std::collections::BTreeMap::new(),
        texts: Vec::new(),
    }
}

fn read_files(files: &[(&str, &[u8])], language: &str) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    let listed: Vec<&str> = files.iter().map(|(path, _)| *path).filter(|path| path.ends_with(".md")).collect();
    let (config, mut sources, mut found) = (config(folder.path(), &listed, language), Sources::default(), Diagnostics::default());
    let book = read::read(&config, ReadingManner::default(), &mut sources, &mut found).unwrap_or_default();
    Reading { book, found, sources }
}

fn read(markdown: &str) -> Reading {
    read_files(&[("a.md", markdown.as_bytes())], "en")
}

impl Reading {
    /// Codes and the source under each, but for the missing title.
    fn findings(&self) -> Vec<(&'static str, &str)> {
        let wanted = self.found.iter().filter(|finding| finding.code != Code::NoTitle);
        wanted.map(|finding| (finding.code.id(), finding.span.map_or("", |span| self.sources.slice(span)))).collect()
    }

    fn blocks(&self) -> Vec<&Block> {
        self.book.chapters.iter().flat_map(|chapter| &chapter.blocks).map(|id| self.book.block(*id)).collect()
    }

    fn texts(&self) -> Vec<&str> {
        let all: Vec<_> = self.book.chapters.iter().flat_map(|chapter| chapter.blocks.clone()).collect();
        text::leaves(&self.book, &all).iter().filter_map(|(_, block)| block.prose()).map(|prose| prose.text.as_str()).collect()
    }
}

/// The runs of the first block, as text with flags in letters.
fn runs(reading: &Reading) -> Vec<(String, String)> {
    let prose = reading.blocks()[0].prose().unwrap();
    let flags = [
        (Style::EMPHASIS, 'e'),
        (Style::STRONG, 's'),
        (Style::CODE, 'c'),
        (Style::SUPERSCRIPT, '^'),
        (Style::SMALL_CAPS, 'k'),
        (Style::STRUCK, '-'),
    ];
    let letters = |style: Style| flags.iter().filter(|(flag, _)| style.has(*flag)).map(|(_, letter)| *letter).collect();
    prose.runs.iter().map(|run| (prose.text[run.range()].to_owned(), letters(run.style))).collect()
}

#[test]
fn chapters_begin_at_first_level_headings_and_depths_never_skip() {
    let reading = read("before\n\n# One\n\n#### Deep\n\ntext\n\n## Two {#two .unlisted}\n\n# One\n");
    assert_eq!(reading.book.chapters.iter().map(|chapter| chapter.slug.as_str()).collect::<Vec<_>>(), ["a", "one", "one-2"]);
    let sections: Vec<_> = reading.book.sections.iter().map(|s| (s.slug.as_str(), s.level, s.depth, s.listed)).collect();
    assert_eq!(sections, [("one", 1, 1, true), ("deep", 4, 2, true), ("two", 2, 2, false), ("one-2", 1, 1, true)]);
    assert_eq!(reading.findings(), [("M007", "Deep")]);
    assert_eq!(reading.book.metadata.title, "One");
    assert!(reading.book.chapters[0].heading.is_none() && reading.book.chapters[1].heading.is_some());
}

#[test]
fn a_file_without_first_level_is_one_chapter_and_files_name_their_matter() {
    let reading = read_files(&[("00-preface.md", b"## A\n\n### B\n"), ("b.md", b"# C {.epilogue}\n\nx\n\n# D {#colophon}\n")], "en");
    let kinds: Vec<_> = reading.book.chapters.iter().map(|chapter| (chapter.matter, chapter.first_of_file)).collect();
    assert_eq!(kinds, [(Matter::Preface, true), (Matter::Epilogue, true), (Matter::Colophon, false)]);
    assert_eq!(reading.book.sections.iter().map(|s| s.depth).collect::<Vec<_>>(), [1, 2, 1, 1]);
    assert_eq!(reading.findings(), []);
    assert_eq!(reading.book.metadata.title, "C");
}

#[test]
fn a_class_that_is_known_has_its_effect_in_letters_of_any_case() {
    let reading = read("# One {.Preface .Unlisted}\n\n## Two {.UNLISTED}\n\nx\n");
    assert_eq!(reading.findings(), []);
    assert_eq!(reading.book.chapters[0].matter, Matter::Preface);
    assert!(reading.book.sections.iter().all(|section| !section.listed), "{:?}", reading.book.sections);
}

#[test]
fn headings_that_are_none() {
    let long = format!("# {}\n\n#\n\n> # quoted\n", "long ".repeat(400));
    let reading = read(&long);
    assert_eq!(reading.findings().iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["M011", "M013"]);
    assert_eq!(reading.book.sections.len(), 1);
    assert_eq!(reading.texts()[1], "quoted");
}

#[test]
fn styles_quotes_and_breaks_go_over_the_whole_paragraph() {
    let reading = read("\"*It's* **`a--b`** x<sup>2</sup>\\\nnext\" <span class=\"smallcaps\" lang=\"de\">\"Ja\"</span>\nline\n");
    let expected = [
        ("“", ""),
        ("It’s", "e"),
        (" ", ""),
        ("a--b", "sc"),
        (" x", ""),
        ("2", "^"),
        ("\n", ""),
        ("next” ", ""),
        ("„Ja“", "k"),
        (" line", ""),
    ];
    let expected: Vec<_> = expected.iter().map(|(text, flags)| ((*text).to_owned(), (*flags).to_owned())).collect();
    assert_eq!(runs(&reading), expected);
    assert_eq!(reading.book.languages, ["de"]);
    assert_eq!(reading.findings(), []);
}

#[test]
fn raw_html_is_dropped_with_its_text_kept() {
    let reading = read("a <b>b</b> <blink>c</blink> <script>evil()</script>d<!-- e -->\n\n<div class=\"x\">\n<p>f &amp; g</p>\n</div>\n");
    assert_eq!(reading.texts(), ["a b c d", "f & g"]);
    let codes: Vec<_> = reading.findings().iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["M008", "M008"], "{:?}", reading.findings());
}

#[test]
fn what_describes_no_term_is_no_description() {
    for (text, words) in [
        ("0\n<dl>_", &["0", "_"][..]),
        ("x\n\n<dl><dd>a</dd><dt>T</dt><dd>b</dd>c</dl>\n", &["x", "a", "T", "b", "c"]),
        ("x\n\n<dl><dt>T</dt><dd></dd>c</dl>\n", &["x", "T", "c"]),
    ] {
        let reading = read(text);
        let all = |block: &&Block| matches!(&block.kind, BlockKind::Definitions(list) if list.iter().any(|entry| entry.terms.is_empty()));
        assert!(!reading.book.blocks.iter().any(|block| all(&block)), "{text}");
        assert_eq!(reading.texts(), words, "{text}");
    }
}

#[test]
fn what_stands_in_for_the_unseen_is_kept() {
    let reading =
        read("a <object data=\"x.swf\">b</object> <iframe src=\"x\">c</iframe> <noscript>d</noscript>\n\n<noscript>\n\ne\n\n</noscript>\n");
    assert_eq!(reading.texts(), ["a b x d", "e"]);
    let codes: Vec<_> = reading.findings().iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["M008", "M008", "M006"], "{:?}", reading.findings());
}

#[test]
fn words_of_the_model_are_found_again_in_the_source() {
    let reading = read("x \"A *b*\nc\" -- d... `e` &amp; f\\*g [h](#x) i\n\n# X\n");
    let prose = reading.blocks()[0].prose().unwrap();
    let place = |words: &str| {
        let at = prose.text.find(words).unwrap_or_else(|| panic!("{words} in {}", prose.text));
        reading.sources.slice(prose.place(at..at + words.len()).unwrap())
    };
    let cases = [("A b", "A *b"), ("– d…", "-- d..."), ("e", "e"), ("& f", "&amp; f"), ("*g", "*g"), ("h i", "h](#x) i"), ("“A", "\"A")];
    for (words, wanted) in cases {
        assert_eq!(place(words), wanted);
    }
}

#[test]
fn notes_are_matched_in_their_file() {
    let reading = read("a[^1] b[^x] `[^y]` \\[^z] c[^1]\n\n[^1]: One.\n\n    Two[^2].\n\n[^2]: Deep.\n[^1]: Again.\n[^3]: Never.\n");
    assert_eq!(reading.findings(), [("M003", "[^x]"), ("M012", "[^1]: Again.\n"), ("M004", "[^3]: Never.\n")]);
    assert_eq!(reading.book.notes.iter().map(|note| note.blocks.len()).collect::<Vec<_>>(), [2, 1]);
    let prose = reading.blocks()[0].prose().unwrap();
    assert_eq!(prose.text, "a b[^x] [^y] [^z] c");
    assert_eq!(prose.runs.iter().filter(|run| matches!(run.kind, RunKind::Note(_))).count(), 2);
}

#[test]
fn anchors_end_paragraphs_and_are_unique() {
    let reading = read("one *two* ^first\n\nthree ^first\n\nx^2 and `a ^b`\n\n^alone\n");
    assert_eq!(reading.texts(), ["one two", "three", "x^2 and a ^b", "^alone"]);
    assert_eq!(reading.blocks()[0].id.as_deref(), Some("first"));
    assert_eq!(reading.findings(), [("C013", "^first")]);
}

#[test]
fn links_lead_forward_across_files_and_out() {
    let one = "# A\n\n[1](#c-d) [2](sub/two.md) [3](sub/two.md#last) [4](https://a.example) [5](#para) <b@c.example>\n\n## C & D {#own}\n\n## C d\n";
    let two = "# Two\n\nx ^para\n\n## Last\n\n[up](../one.md#own) [bad](#lost) [file](three.md) [js](javascript:x) [lst](#lst)\n";
    let reading = read_files(&[("one.md", one.as_bytes()), ("sub/two.md", two.as_bytes())], "en");
    assert_eq!(
        reading.findings(),
        [("M014", "[js](javascript:x)"), ("M006", "[bad](#lost)"), ("M006", "[file](three.md)"), ("M006", "[lst](#lst)")]
    );
    let links: Vec<String> = reading
        .book
        .links
        .iter()
        .map(|link| match link {
            Link::Section(id) => format!("section {}", reading.book.section(*id).slug),
            Link::Chapter(id) => format!("chapter {}", reading.book.chapter(*id).slug),
            Link::Block(id) => reading.book.block(*id).prose().unwrap().text.clone(),
            Link::Address(address) => address.clone(),
            Link::Note(_) => "note".to_owned(),
        })
        .collect();
    assert_eq!(links[..7], ["section c-d", "chapter two", "section last", "https://a.example", "x", "mailto:b@c.example", "section own"]);
    let help = reading.found.iter().last().and_then(|finding| finding.help.clone());
    assert_eq!(help.as_deref(), Some("link to `#last`"));
}

#[test]
fn a_picture_in_a_line_that_only_adorns_is_not_told_of() {
    let svg = b"<svg width='10' height='20'/>".as_slice();
    let text = "a ![b](x.svg){.decorative}c [![d](x.svg){.decorative}](https://a.example) `{.decorative}` e\n";
    let reading = read_files(&[("a.md", text.as_bytes()), ("x.svg", svg)], "en");
    assert_eq!(reading.texts(), ["a \u{FFFC}c \u{FFFC} {.decorative} e"]);
    let runs = &reading.blocks()[0].prose().unwrap().runs;
    let words = |kind: &RunKind| if let RunKind::Image(_, alternative, _) = kind { Some(alternative.words.clone()) } else { None };
    // A link must say where it leads.
    assert_eq!(runs.iter().filter_map(|run| words(&run.kind)).collect::<Vec<_>>(), ["", "d"]);
}

#[test]
fn images_are_figures_alone_and_inline_otherwise() {
    let svg = b"<svg width='10' height='20'/>";
    let text = "![A \"map\"](pic/a%20b.svg \"The map -- old\")\n\nx ![y](pic/a%20b.svg) z\n\n![](no.png) ![](../up.png) ![](/etc/x.png) ![](http://x/y.png) ![](bad.png)\n";
    let reading = read_files(&[("a.md", text.as_bytes()), ("pic/a b.svg", svg), ("bad.png", b"\x89PNG\r\n\x1A\nxx")], "en");
    let BlockKind::Figure { picture: Picture::Shown(_, alt, _), caption: Some(caption), .. } = &reading.blocks()[0].kind else {
        panic!("a figure")
    };
    assert_eq!((alt.words.as_str(), reading.book.block(*caption).prose().unwrap().text.as_str()), ("A “map”", "The map – old"));
    assert_eq!(reading.blocks()[1].prose().unwrap().text, "x \u{FFFC} z");
    assert_eq!(reading.book.images.len(), 1, "each file is read once");
    let codes: Vec<_> = reading.findings().iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["I001", "I004", "I001", "I005", "I002"]);
}

#[test]
fn lists_tables_definitions_and_code() {
    let reading = read("3. a\n4. b\n   - [x] c\n\n|h|i|\n|-|:-:|\n|\"j\"||\n\nT\n: d\n: e\n\n```rs x\n\tl --m\n```\n\n***\n\nEnd.\n");
    let blocks = reading.blocks();
    let BlockKind::List { numbering: Some(Numbering { start: 3, .. }), tight: true, items } = &blocks[0].kind else {
        panic!("a list: {:?}", blocks[0])
    };
    assert_eq!((items.len(), items[1].blocks.len()), (2, 2));
    let BlockKind::Table(Table { head, rows, .. }) = &blocks[1].kind else { panic!("a table") };
    assert_eq!((head.len(), rows.len(), rows[0].len()), (2, 1, 2));
    let BlockKind::Definitions(entries) = &blocks[2].kind else { panic!("definitions") };
    assert_eq!((entries[0].terms.len(), entries[0].details.len()), (1, 2));
    let BlockKind::Code { language: Some(language), prose } = &blocks[3].kind else { panic!("code") };
    assert_eq!((language.as_str(), prose.text.as_str()), ("rs", "    l --m"));
    assert!(matches!(blocks[4].kind, BlockKind::SceneBreak));
    assert_eq!(reading.texts(), ["a", "b", "c", "h", "i", "“j”", "", "T", "d", "e", "    l --m", "End."]);
}

#[test]
#[cfg(unix)]
fn a_link_out_of_the_folder_is_not_followed() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("book");
    fs::create_dir(&folder).unwrap();
    fs::write(home.path().join("secret.svg"), "<svg/>").unwrap();
    fs::write(folder.join("a.md"), "![x](link.svg)").unwrap();
    std::os::unix::fs::symlink(home.path().join("secret.svg"), folder.join("link.svg")).unwrap();
    std::os::unix::fs::symlink(home.path().join("secret.svg"), folder.join("b.md")).unwrap();
    let mut found = Diagnostics::default();
    let book = read::read(
        &config(&folder, &["a.md", "b.md", "../secret.svg", "no.md"], "en"),
        ReadingManner::default(),
        &mut Sources::default(),
        &mut found,
    );
    assert!(book.is_some_and(|book| book.images.is_empty()));
    let codes: Vec<_> = found.iter().map(|finding| finding.code.id()).collect();
    assert_eq!(codes, ["I004", "B009", "B009", "B008", "B004"]);
}

#[test]
fn bad_files_are_reported_together() {
    let reading = read_files(&[("a.md", b"\x93x\x94 \0\n"), ("b.md", b"\n"), ("c.md", "cafe\u{301}".as_bytes())], "zh");
    let codes: Vec<_> = reading.findings().iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["M001", "M002", "M010"]);
    assert_eq!(reading.texts(), ["“x”", "café"]);
    assert_eq!(read_files(&[("a.md", "你好\n世界\nabc".as_bytes())], "zh").texts(), ["你好世界 abc"]);
}

#[test]
fn nesting_is_capped_and_its_words_are_kept() {
    let reading = read(&("> - ".repeat(100) + "deep\n\nafter\n"));
    assert_eq!(reading.findings().iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["M009"], "said once");
    assert_eq!(reading.texts(), ["deep", "after"]);
    let (mut depth, mut level) = (0, reading.book.chapters[0].blocks.clone());
    while !level.is_empty() {
        depth += 1;
        level = level.iter().flat_map(|id| reading.book.block(*id).children()).collect();
    }
    assert_eq!(depth, 33, "thirty-two containers and the paragraph");
}

#[test]
fn a_note_that_only_calls_itself_is_never_read() {
    assert_eq!(read("x\n\n[^1]: See [^1].\n").findings(), [("M004", "[^1]: See [^1].\n")]);
}

#[test]
fn marks_divided_by_a_style_are_left_alone() {
    let reading = read("a -*-* b .*..* c -- ...\n");
    let expected =
        [("a -", ""), ("-", "e"), (" b .", ""), ("..", "e"), (" c – …", "")].map(|(text, flags)| (text.to_owned(), flags.to_owned()));
    assert_eq!(runs(&reading), expected);
}

#[test]
fn monsters_are_read_in_time() {
    for text in [
        ">".repeat(100_000) + "x",
        "- ".repeat(100_000) + "x",
        "*a **a ".repeat(50_000),
        "[".repeat(100_000),
        "<b>".repeat(50_000) + "x",
        "x <br>".repeat(100_000),
        "[^a] [b](#c) ".repeat(50_000),
        "x[^1] [^1]: ".repeat(50_000),
        "\"'".repeat(500_000),
        "![".repeat(50_000) + "x",
        "word \"word\" ".repeat(1_000_000),
        "# x\n".repeat(20_000),
    ] {
        let started = std::time::Instant::now();
        let reading = read(&text);
        assert!(!reading.book.chapters.is_empty(), "{:?}… {:?}", &text[..20], reading.found.iter().next());
        let taken = started.elapsed().as_secs();
        assert!(taken < 20, "{taken} s for {:?}…", &text[..20]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_panic(text in "[ab1\\n >#*_`\\[\\]()!^:|{}.<>/&\"'~=\\-\t\\\\é你]{0,120}") {
        let reading = read(&text);
        for block in &reading.book.blocks {
            let Some(prose) = block.prose() else { continue };
            let mut at = 0;
            for run in &prose.runs {
                prop_assert_eq!(run.start as usize, at);
                at = run.end as usize;
                prop_assert!(prose.text.is_char_boundary(at));
            }
            prop_assert_eq!(at, prose.text.len());
        }
    }

    #[test]
    fn every_word_is_found_where_it_is_written(
        between in proptest::collection::vec("( |\\\\\\*|\\\\_|😀|&amp;|&lt;|é| -- |\\.\\.\\. |, |\n| \"x\" | 'y' | \\*z\\* | `c` ){1,4}", 1..12)
    ) {
        let (mut text, mut written) = (String::from("Begin"), Vec::new());
        for (number, between) in between.iter().enumerate() {
            text += between;
            written.push(text.len());
            text += &format!("word{number}");
        }
        let reading = read(&text);
        for (number, at) in written.into_iter().enumerate() {
            let word = format!("word{number}");
            let whole = |text: &str, from: usize| !text[from + word.len()..].starts_with(|c: char| c.is_ascii_digit());
            let prose = reading.book.blocks.iter().filter_map(Block::prose);
            let found = prose.into_iter().find_map(|prose| {
                let (from, _) = prose.text.match_indices(&word).find(|(from, _)| whole(&prose.text, *from))?;
                prose.place(from..from + word.len())
            });
            prop_assert_eq!(found.map(|span| span.range()), Some(at..at + word.len()), "{} in {}", word, text);
        }
    }

    #[test]
    fn the_letters_of_plain_markdown_survive(text in "([a-z]{1,6}|[a-z]+'[a-z]+|\"[a-z]+\"|\\*[a-z]+\\*|`[a-z]+`| |\n|\n\n|\n> |\n- |, |--){0,60}") {
        let reading = read(&text);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&reading.texts().concat()), letters(&text));
    }
}

#[test]
fn names_of_a_wiki_lead_to_notes_wherever_they_lie() {
    let one = "# One\n\n[[Two]] [[two|b]] [[Two#A Heading]] [[#Here]] [[Two#^para]] [[notes/Two.md]] [[None]] ![[Two]]\n\n## Here\n";
    let two = "# Second\n\n## A Heading\n\nWords. ^para\n";
    let reading = read_files(&[("one.md", one.as_bytes()), ("notes/Two.md", two.as_bytes())], "en");
    let paragraph = reading.book.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(prose) => Some(prose),
        _ => None,
    });
    let prose = paragraph.unwrap();
    let led: Vec<(&str, Option<Link>)> = prose
        .runs
        .iter()
        .map(|run| (prose.text[run.range()].trim(), run.link.map(|link| reading.book.links[link.index()].clone())))
        .filter(|(words, _)| !words.is_empty())
        .collect();
    let words: Vec<&str> = led.iter().map(|(words, _)| *words).collect();
    assert_eq!(words, ["Two", "b", "Two › A Heading", "Here", "Two", "notes/Two", "None", "Two"]);
    for (words, link) in led {
        match words {
            "None" => assert_eq!(link, None),
            "Two › A Heading" | "Here" => assert!(matches!(link, Some(Link::Section(_))), "{words}: {link:?}"),
            _ => assert!(matches!(link, Some(Link::Chapter(_) | Link::Block(_))), "{words}: {link:?}"),
        }
    }
    assert_eq!(reading.found.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::BrokenLink]);
}

#[test]
fn words_keep_what_their_braces_say() {
    let reading = read("# One\n\n[Words *of* it]{.smallcaps lang=de} and [a place]{#there}, [to it](#there).\n");
    let prose = reading.book.blocks.iter().find_map(|block| if let BlockKind::Paragraph(prose) = &block.kind { Some(prose) } else { None });
    let prose = prose.unwrap();
    assert_eq!(prose.text, "Words of it and a place, to it.");
    let inside = |run: &&bindery::testing::book::Run| run.end <= 11;
    assert!(prose.runs.iter().filter(inside).all(|run| run.style.has(Style::SMALL_CAPS) && run.language.is_some()));
    assert!(prose.runs.iter().any(|run| run.link.is_some_and(|link| matches!(reading.book.links[link.index()], Link::Block(_)))));
    assert!(reading.found.iter().next().is_none());
}

#[test]
fn a_reference_by_key_is_a_link_with_the_words_of_what_it_names() {
    let one = "# One {#sec-one}\n\nSee @tbl-a, [@sec-two], (@sec-one) and @fig-none. Behind.\n";
    let two = "# Two {#sec-two}\n\nTable: Ships. And more. {#tbl-a}\n\n| a |\n|---|\n| b |\n";
    let reading = read_files(&[("one.md", one.as_bytes()), ("two.md", two.as_bytes())], "en");
    let prose = reading.book.blocks.iter().find_map(|block| if let BlockKind::Paragraph(prose) = &block.kind { Some(prose) } else { None });
    let prose = prose.unwrap();
    assert_eq!(prose.text, "See Ships, Two, (One) and fig-none. Behind.");
    assert_eq!(prose.runs.iter().filter(|run| run.link.is_some()).count(), 3);
    // What stands behind is still where it was written.
    let at = prose.text.find("Behind").unwrap();
    let place = prose.place(at..at + 6).unwrap();
    assert_eq!(reading.sources.slice(place), "Behind");
    assert_eq!(reading.found.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::BrokenLink]);
}

#[test]
fn marked_changes_are_accepted_rejected_or_shown() {
    use bindery::MarkedChanges;
    let text = "# One\n\nA {++new ++}word{-- old--}, {~~this~>that~~} {==kept==}{>>SECRET<<}.\n";
    let words = |changes: MarkedChanges| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("one.md"), text).unwrap();
        let (config, mut sources, mut found) = (config(folder.path(), &["one.md"], "en"), Sources::default(), Diagnostics::default());
        let book = read::read(&config, ReadingManner { changes, ..ReadingManner::default() }, &mut sources, &mut found).unwrap();
        assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::OpenChange; 3]);
        let prose =
            book.blocks.iter().find_map(|block| if let BlockKind::Paragraph(prose) = &block.kind { Some(prose.clone()) } else { None });
        prose.unwrap()
    };
    assert_eq!(words(MarkedChanges::Accept).text, "A new word, that kept.");
    assert_eq!(words(MarkedChanges::Reject).text, "A word old, this kept.");
    let shown = words(MarkedChanges::Show);
    assert_eq!(shown.text, "A new word old, thisthat kept.");
    let styled =
        |style: Style| shown.runs.iter().filter(|run| run.style.has(style)).map(|run| &shown.text[run.range()]).collect::<Vec<_>>();
    assert_eq!((styled(Style::UNDERLINE), styled(Style::STRUCK)), (vec!["new ", "that"], vec![" old", "this"]));
}

#[test]
fn headings_of_parts_begin_parts() {
    let text = "-# Part One\n\n# First\n\na\n\n# (PART) Part *Two* {-}\n\nWords of it.\n\n# Second\n\nb\n\n# (APPENDIX) Appendix {-}\n\n# Tables\n\nc\n";
    let reading = read(text);
    let chapters: Vec<_> =
        reading.book.chapters.iter().map(|chapter| (chapter.slug.as_str(), chapter.part.as_deref(), chapter.matter)).collect();
    assert_eq!(
        chapters,
        [
            ("first", Some("Part One"), Matter::Chapter),
            ("a", Some("Part Two"), Matter::Chapter),
            ("second", None, Matter::Chapter),
            ("tables", None, Matter::Appendix)
        ]
    );
}

#[test]
fn a_caption_keeps_its_marks() {
    let text = "# One\n\n![Words](nope.png \"From *Hamlet*, `code` and [a link](https://a.example)[^e], \\\"so\\\"\")\n\n[^e]: Note.\n";
    let reading = read(text);
    let caption = reading.book.blocks.iter().find_map(|block| match block.kind {
        BlockKind::Figure { caption, .. } => caption,
        _ => None,
    });
    let prose = reading.book.block(caption.unwrap()).prose().unwrap();
    assert_eq!(prose.text, "From Hamlet, code and a link, “so”");
    assert!(prose.runs.iter().any(|run| run.style.has(Style::EMPHASIS) && &prose.text[run.range()] == "Hamlet"));
    assert!(prose.runs.iter().any(|run| run.style.has(Style::CODE)) && prose.runs.iter().any(|run| run.link.is_some()));
    assert!(prose.runs.iter().any(|run| matches!(run.kind, RunKind::Note(_))));
    let place = prose.place(5..11).unwrap();
    assert_eq!(reading.sources.slice(place), "Hamlet");
    assert!(!reading.found.iter().any(|finding| finding.code == Code::UnusedFootnote));
}

#[test]
fn the_title_of_a_section_keeps_its_styles() {
    let reading = read("# On *Hamlet*  and\tH~2~O[^a], `code`\n\n[^a]: Note.\n");
    let styled = reading.book.sections[0].styled();
    let pieces: Vec<(&str, Style)> = styled.pieces().map(|piece| (&styled.words[piece.range], piece.style)).collect();
    assert_eq!(styled.words, "On Hamlet and H2O, code");
    let set = |words: &str| pieces.iter().find(|(piece, _)| *piece == words).map(|(_, style)| *style);
    assert_eq!(
        [set("Hamlet"), set("2"), set("code"), set("On ")],
        [Some(Style::EMPHASIS), Some(Style::SUBSCRIPT), Some(Style::CODE), Some(Style::PLAIN)]
    );
}

#[test]
fn what_is_code_in_html_is_not_told_and_templates_are_left_out_of_words() {
    for code in ["<table><tr><td>B</td><td><code>**b**</code></td></tr></table>\n", "<p>Use <kbd>a</kbd> <code>a **b** c</code>.</p>\n"] {
        assert_eq!(read(code).findings(), [], "{code}");
    }
    assert_eq!(read("<table><tr><td>**b**</td></tr></table>\n").findings(), [("M008", "**b**")]);
    let tag = "<img src=\"a.png\" alt=\"{{ tool.title }} logo {% x %}\">";
    assert_eq!(read(&format!("<p>{tag} Words</p>\n")).findings(), [("M021", tag), ("I001", tag)]);
}

#[test]
fn the_command_that_is_not_known_is_named() {
    for (formula, command) in [
        ("\\btheta \\in \\Theta", "\\btheta"),
        ("\\mathbf{x} + \\foo{y} = \\mathbf{z}", "\\foo"),
        ("\\left( \\frac{a}{b} \\right) \\\\ \\bar{x} \\nosuch", "\\nosuch"),
        ("\\sqrt[3]{x} \\begin{cases} a & b \\end{cases} \\operatorname{z} \\zz", "\\zz"),
    ] {
        let reading = read(&format!("A ${formula}$ b.\n"));
        let told: Vec<&str> = reading.found.iter().filter(|found| found.code == Code::BadFormula).map(|found| &*found.message).collect();
        assert!(told.len() == 1 && told[0].ends_with(&format!("unknown command `{command}`")), "{formula}: {told:?}");
    }
}

#[test]
fn an_escaped_colon_begins_no_caption() {
    let table = "| a | b |\n|---|---|\n| c | d |\n";
    for (text, captioned) in [
        (format!("# One\n\n{table}\n: A caption\n"), true),
        (format!("# One\n\n{table}\n\\: A line\n"), false),
        (format!("# One\n\nTable: A caption\n\n{table}"), true),
        (format!("# One\n\nTable\\: A line\n\n{table}"), false),
    ] {
        let reading = read(&text);
        let has = reading.book.blocks.iter().any(|block| matches!(&block.kind, BlockKind::Table(table) if table.caption.is_some()));
        assert_eq!(has, captioned, "{text}");
    }
}
