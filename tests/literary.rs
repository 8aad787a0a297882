//! Literary and scholarly matter in both outputs: chapters by number and by author, breaks between scenes, letters, plays, verse.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::diagnostics::{Code, Verdicts};
use bindery::testing::layout::frame::{ItemContent, Origin, Page, PageItem};
use support::{Run, run_in};

const BOOK: &str = "title = \"T\"\nauthors = [\"A. B.\"]\nchapters = [\"a.md\"]\n";

/// Builds a book of one text, which is in English if the settings say nothing else.
fn built(settings: &str, text: &str) -> Run {
    let language = if settings.contains("language =") { "" } else { "language = \"en\"\n" };
    of_files(&[("book.toml", &format!("{BOOK}{language}{settings}")), ("a.md", text)])
}

/// Builds a book of these files.
fn of_files(files: &[(&str, &str)]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    run_in(None, folder.path(), &Verdicts::default(), false, false)
}

/// The codes of what was told.
fn codes(run: &Run) -> Vec<Code> {
    run.found.iter().map(|finding| finding.code).collect()
}

fn text(item: &PageItem) -> Option<&str> {
    if let ItemContent::Text(text) = &item.content { Some(&text.text) } else { None }
}

/// The lines of the manuscript's text on a page, from above, each with its words.
fn lines(page: &Page) -> Vec<String> {
    let mut lines: Vec<(i64, String)> = Vec::new();
    for item in page.items.iter().filter(|item| matches!(item.origin, Origin::Block(_))) {
        let Some(words) = text(item) else { continue };
        match lines.last_mut() {
            Some((y, line)) if *y == item.y.units() => line.push_str(words),
            _ => lines.push((item.y.units(), words.to_owned())),
        }
    }
    lines.into_iter().map(|(_, line)| line.trim().replace('\u{A0}', " ")).filter(|line| !line.is_empty()).collect()
}

/// The pages of the text.
fn body(run: &Run) -> &[Page] {
    let pages = &run.pages.as_ref().unwrap().pages;
    &pages[pages.iter().position(|page| page.label == "1").unwrap()..]
}

/// What the running head of a page says.
fn head(page: &Page) -> String {
    page.items.iter().filter(|item| matches!(item.origin, Origin::Running(_))).filter_map(text).collect()
}

/// A file of the EPUB.
fn file(run: &Run, name: &str) -> String {
    String::from_utf8(run.epub_files()[&format!("OEBPS/{name}")].clone()).unwrap().replace('\u{A0}', " ")
}

/// The documents of the EPUB that hold these words.
fn holding(run: &Run, words: &str) -> Vec<String> {
    let files = run.epub_files();
    let texts = files.iter().filter(|(name, _)| name.ends_with(".xhtml") && !name.ends_with("nav.xhtml"));
    texts.map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap().replace('\u{A0}', " ")).filter(|text| text.contains(words)).collect()
}

#[test]
fn numbers_put_before_chapters_take_the_form_that_is_asked_for() {
    let text = "# The Harbour\n\nText.\n\n## Boats\n\nText.\n\n# The Storm\n\nText.\n";
    for (manner, number) in [("above", "2"), ("figure", "2"), ("roman", "II"), ("word", "Two")] {
        let run = built(&format!("[numbers]\nsections = 2\n[type]\nchapter-number = \"{manner}\"\n"), text);
        assert!(!codes(&run).contains(&Code::ChapterNumbers), "{manner}");
        let lines = lines(body(&run).last().unwrap());
        assert_eq!(lines[..2], [number.to_owned(), "The Storm".to_owned()], "{manner}");
        assert!(!holding(&run, "chapter-number").is_empty(), "{manner}");
    }
}

#[test]
fn the_number_of_a_chapter_stands_on_a_line_above_its_title() {
    let rest = "More words that go on for a while, so that there is a page behind the first one. ".repeat(60);
    let chapters = format!("# Chapter 1: The Quay\n\n{rest}\n\n# Chapter 2. The Whale\n\n{rest}\n");
    for (manner, line, numeral) in
        [("above", "Chapter 2", "2"), ("figure", "Chapter 2", "2"), ("roman", "Chapter II", "II"), ("word", "Chapter Two", "2")]
    {
        let run = built(&format!("[type]\nchapter-number = \"{manner}\"\n"), &chapters);
        assert_eq!(codes(&run), [], "{manner}");
        let opening = body(&run).iter().find(|page| lines(page).contains(&"The Whale".to_owned())).unwrap();
        assert_eq!(lines(opening)[..2], [line, "The Whale"], "{manner}");
        // One heading in the EPUB too, in whose words the number and the title are told apart.
        let markup = holding(&run, "epub:type=\"title\">The Whale").remove(0);
        let heading = markup.split("<h1").nth(1).unwrap().split("</h1>").next().unwrap();
        assert!(
            heading.contains(&format!("{line}</span> <span class=\"chapter-title\" epub:type=\"title\">The Whale</span>")),
            "{heading}"
        );
        // One entry of the contents; running heads say the title alone.
        let entry = format!("{numeral}\u{2002}The Whale");
        assert_eq!(file(&run, "nav.xhtml").matches(&entry).count(), 1, "{manner}");
        let listed = run.pages.as_ref().unwrap().pages.iter().flat_map(|page| &page.items);
        let listed: String = listed.filter(|item| matches!(item.origin, Origin::Contents(_))).filter_map(text).collect();
        assert!(listed.contains(&entry), "{manner}: {listed}");
        let rectos: Vec<String> = body(&run).iter().step_by(2).map(head).collect();
        assert!(rectos.iter().any(|head| head.starts_with("The Whale") || head.contains("The Quay")), "{rectos:?}");
        assert!(rectos.iter().all(|head| !head.contains("Chapter")), "{rectos:?}");
    }
}

#[test]
fn a_heading_as_written_is_left_alone() {
    let text = "# Chapter 1: The Quay\n\nWords.\n\n# II. The Whale\n\nWords.\n";
    let [plain, asked] = ["", "[type]\nchapter-number = \"as-written\"\n"].map(|settings| built(settings, text));
    assert_eq!(plain.pdf, asked.pdf);
    assert!(holding(&plain, "chapter-number").is_empty());
}

#[test]
fn a_numeral_by_itself_numbers_a_chapter_only_in_a_series() {
    let run = built(
        "[type]\nchapter-number = \"above\"\n",
        "# I. The Quay\n\nA.\n\n# II. The Whale\n\nB.\n\n# C. S. Lewis\n\nC.\n\n# 5. Alone\n\nD.\n",
    );
    let first: Vec<String> = body(&run).iter().map(|page| lines(page)[0].clone()).collect();
    assert_eq!(first, ["I", "II", "C. S. Lewis", "5. Alone"]);
    assert_eq!(codes(&run), []);
}

#[test]
fn what_of_numbers_cannot_be_set_is_told() {
    let asked = |language: &str| format!("language = \"{language}\"\n[type]\nchapter-number = \"word\"\n");
    let none = built(&asked("en"), "# The Quay\n\nA.\n");
    assert!(codes(&none).contains(&Code::ChapterNumbers));
    let russian = built(&asked("ru"), "# Глава 4. Кит\n\nОн вышел в море.\n");
    assert!(codes(&russian).contains(&Code::ChapterNumbers));
    assert_eq!(lines(&body(&russian)[0])[..2], ["Глава 4", "Кит"]);
    let german = built(&asked("de"), "# Kapitel 21: Der Wal\n\nEs war ein Wal, und er war groß.\n");
    assert_eq!(codes(&german), []);
    assert_eq!(lines(&body(&german)[0])[..2], ["Kapitel einundzwanzig", "Der Wal"]);
}

#[test]
fn a_number_without_a_title_is_the_title() {
    let run = built("[type]\nchapter-number = \"roman\"\n", "# Chapter 1\n\nA.[^a]\n\n# Chapter 2[^b]\n\nB.\n\n[^a]: One.\n[^b]: Two.\n");
    assert_eq!(lines(&body(&run)[1])[0], "Chapter II");
    assert!(holding(&run, "chapter-number").is_empty() && !holding(&run, ">Chapter II<").is_empty());
    assert!(file(&run, "nav.xhtml").contains(">Chapter II<"));
    assert!(body(&run)[1].items.iter().any(|item| matches!(item.origin, Origin::Mark(..))), "the note keeps its mark");
}

/// A book of chapters with this front matter each.
fn anthology(fronts: &[&str], heads: &str) -> Run {
    let names: Vec<String> = (1..=fronts.len()).map(|number| format!("{number}.md")).collect();
    let listed = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let settings = format!("title = \"T\"\nauthors = [\"Ed Itor\"]\nlanguage = \"en\"\nchapters = [{listed}]\n{heads}");
    let rest = "More words that go on for a while, so that there is a page behind the first one. ".repeat(60);
    let texts: Vec<String> =
        fronts.iter().enumerate().map(|(at, front)| format!("---\n{front}\n---\n# Title {at}\n\nOf it, {rest}\n")).collect();
    let mut files = vec![("book.toml", settings.as_str())];
    files.extend(names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
    of_files(&files)
}

#[test]
fn who_wrote_a_chapter_stands_below_its_title_in_contents_and_at_the_head() {
    let run = anthology(
        &["author: Ann O'Example", "authors: [Jo Example, { name: A. Nother }]"],
        "[page.heads]\nverso = \"author\"\nrecto = \"author\"\n",
    );
    assert_eq!(codes(&run), []);
    for (title, author) in [("Title 0", "Ann O’Example"), ("Title 1", "Jo Example, A. Nother")] {
        let at = body(&run).iter().position(|page| lines(page)[0] == title).unwrap();
        assert_eq!(lines(&body(&run)[at])[1], author);
        let next = &body(&run)[at + 1];
        assert_eq!(head(next).trim_start_matches(char::is_numeric).replace('\u{A0}', " "), author);
        let markup = holding(&run, &format!("{title}</h1>")).remove(0);
        assert!(
            markup.contains(&format!("</h1>\n<p class=\"chapter-author\">{author}</p>\n<p class=\"first\"><span class=\"opening\">Of it,")),
            "{markup}"
        );
        assert!(file(&run, "nav.xhtml").contains(&format!("{title} – <em>{author}</em></a>")));
        let listed = run.pages.as_ref().unwrap().pages.iter().flat_map(|page| &page.items);
        let listed: String = listed.filter(|item| matches!(item.origin, Origin::Contents(_))).filter_map(text).collect();
        assert!(listed.replace('\u{A0}', " ").contains(author), "{listed}");
    }
}

#[test]
fn one_author_of_all_chapters_is_not_repeated_below_each_title() {
    for (front, told) in [("author: Ed Itor", false), ("author: jdoe", true)] {
        let run = anthology(&[front, front, front], "");
        assert!(holding(&run, "chapter-author").is_empty(), "{front}");
        assert_eq!(lines(&body(&run)[0])[0], "Title 0");
        assert!(lines(&body(&run)[0])[1].starts_with("Of it,"), "{front}");
        assert_eq!(codes(&run).contains(&Code::ChapterFrontMatter), told, "{front}");
    }
}

#[test]
fn a_heading_names_its_author_whatever_its_file_says() {
    let files = [
        ("book.toml", "title = \"T\"\nauthors = [\"Ed Itor\"]\nlanguage = \"en\"\nchapters = [\"a.md\"]\n"),
        ("a.md", "---\nauthor: Of the File\n---\n# One {author=\"Of the Heading\"}\n\nA.\n\n## Two {author=Other}\n\nB.\n"),
    ];
    let run = of_files(&files);
    assert_eq!(lines(&body(&run)[0]), ["One", "Of the Heading", "A.", "Two", "Other", "B."]);
}

#[test]
fn what_stands_below_an_author_stays_on_the_grid() {
    let words = "Words that go on for a while, so that a line is filled with them. ".repeat(12);
    let run =
        built("", &format!("# One {{author=\"Somebody\"}}\n\n{words}\n\n## Two {{author=\"Other\"}}\n\n{words}\n\n# Three\n\n{words}\n"));
    let leading = bindery::testing::source::Length::milli(14_000).units();
    let last =
        |page: &Page| page.items.iter().filter(|item| matches!(item.origin, Origin::Block(_))).map(|item| item.y.units()).max().unwrap();
    let off = (last(&body(&run)[0]) - last(&body(&run)[1])).rem_euclid(leading);
    assert!(off < 10 || leading - off < 10, "{off}");
}

/// The lines of signs between scenes on a page, with their words.
fn signs(page: &Page) -> Vec<(i64, String)> {
    let artifacts = page.items.iter().filter(|item| item.origin == Origin::Artifact);
    let mut lines: Vec<(i64, String)> = Vec::new();
    for item in artifacts.filter(|item| text(item).is_some()) {
        let words = text(item).unwrap();
        match lines.last_mut() {
            Some((y, line)) if *y == item.y.units() => line.push_str(words),
            _ => lines.push((item.y.units(), words.to_owned())),
        }
    }
    lines
}

#[test]
fn scenes_are_parted_by_the_same_signs_in_both_outputs() {
    for (asked, signs_of_it) in [("stars", "*\u{2003}*\u{2003}*"), ("asterism", "⁂"), ("❧", "❧"), ("• • •", "• • •")] {
        let run = built(&format!("[type]\nscene-break = \"{asked}\"\n"), "# One\n\nA.\n\n***\n\nB.\n");
        assert_eq!(codes(&run), [], "{asked}");
        let set: Vec<String> = signs(&body(&run)[0]).into_iter().map(|(_, line)| line).collect();
        assert_eq!(set.concat().replace(char::is_whitespace, ""), signs_of_it.replace(char::is_whitespace, ""), "{asked}");
        assert_eq!(holding(&run, &format!("<div class=\"scene\" role=\"separator\">{signs_of_it}</div>")).len(), 1, "{asked}");
    }
    let rule = built("[type]\nscene-break = \"rule\"\n", "# One\n\nA.\n\n***\n\nB.\n");
    assert!(signs(&body(&rule)[0]).is_empty() && holding(&rule, "<hr class=\"scene\"/>").len() == 1);
    assert!(body(&rule)[0].items.iter().any(|item| matches!(item.content, ItemContent::Rule { .. })));
    for wrong in ["astersim", "far too many signs here", ""] {
        assert!(codes(&built(&format!("[type]\nscene-break = \"{wrong}\"\n"), "# One\n\nA.\n")).contains(&Code::BadValue), "{wrong}");
    }
}

#[test]
fn an_empty_line_between_scenes_is_seen_at_the_edges_of_pages() {
    let breaks = 120;
    let scenes: String = (0..breaks).map(|scene| format!("Scene {scene}.\n\n***\n\n")).collect();
    let run = built("[type]\nscene-break = \"space\"\n", &format!("# One\n\n{scenes}The end.\n"));
    let leading = bindery::testing::source::Length::milli(14_000).units();
    let (mut empty, mut shown) = (0, 0);
    for page in body(&run) {
        let of_text = page
            .items
            .iter()
            .filter(|item| matches!(item.origin, Origin::Block(_)) && text(item).is_some_and(|text| text.contains(['S', 'e'])));
        let mut ys: Vec<i64> = of_text.map(|item| item.y.units()).collect();
        ys.dedup();
        empty += ys.windows(2).filter(|pair| ((pair[1] - pair[0]) - leading * 2).abs() < 10).count();
        for (y, _) in signs(page) {
            assert!(y < ys[0] || y > ys[ys.len() - 1], "only at an edge");
            shown += 1;
        }
    }
    assert_eq!(empty + shown, breaks, "{empty} empty lines, {shown} shown");
    assert!(shown > 0);
    assert_eq!(holding(&run, "<hr class=\"scene space\"/>").len(), 1);
}

/// The words of the items on a page that are decoration, as a reader's program sees them.
fn decoration(page: &Page) -> Vec<String> {
    page.items.iter().filter(|item| item.origin == Origin::Artifact).filter_map(text).map(str::to_owned).collect()
}

/// How far from the left edge the first item of a line stands that begins so, and how far the last item's right neighbour would.
fn left_of(page: &Page, words: &str) -> i64 {
    let items = page.items.iter().filter(|item| matches!(item.origin, Origin::Block(_)));
    let mut found = items.filter(|item| text(item).is_some_and(|text| text.replace('\u{A0}', " ").starts_with(words)));
    found.next().unwrap_or_else(|| panic!("no {words}")).x.units()
}

const LETTER: &str = "# One\n\nHe read it twice.\n\n::: letter\nThe Ferry House, 3 May 1871\n\nMy dear sister,\n\nI have your letter of the first, and I am glad that the boat came safely to you. We have had no passengers for three days.\n\nTell them that the dog is well.\n\nI am, dear sister,\\\nYour brother,\\\n*Thomas*\n\nP.S. The lamp is mended.\n:::\n\nThen he put it away.\n";

#[test]
fn the_parts_of_a_letter_stand_where_letters_have_them() {
    let run = built("", LETTER);
    assert_eq!(codes(&run), []);
    let page = &body(&run)[0];
    let set = lines(page);
    let at = |words: &str| set.iter().position(|line| line.starts_with(words)).unwrap_or_else(|| panic!("{words}: {set:?}"));
    assert!(at("The Ferry House") < at("My dear sister,") && at("My dear sister,") < at("I have your letter"));
    let text_edge = left_of(page, "He read");
    assert_eq!(left_of(page, "My dear"), text_edge);
    assert!(left_of(page, "The Ferry") > text_edge);
    // Who takes leave steps to the right, down to the name.
    let steps = ["I am, dear", "Your brother", "Thomas"].map(|words| left_of(page, words));
    assert!(text_edge < steps[0] && steps[0] < steps[1] && steps[1] < steps[2], "{steps:?}");
    let markup = holding(&run, "class=\"letter\"").remove(0);
    for (class, words) in [("dateline", "The Ferry House"), ("salutation", "My dear sister,"), ("signature", "I am, dear sister,")] {
        let paragraph = markup.split(&format!("<p class=\"{class}\">")).nth(1).unwrap_or_else(|| panic!("{class}: {markup}"));
        assert!(paragraph.replace("<span class=\"line\">", "").starts_with(words), "{paragraph}");
    }
    assert!(markup.contains("<p>P.S. The lamp is mended.</p>"));
}

#[test]
fn what_an_author_says_of_a_letter_is_heeded_outside_of_one_too() {
    let text = "# One\n\nTo all.\n\nThe *Quay* {.dateline}\n\nYours, {.closing}\n\nA. B. {.signature}\n\n::: letter\nNo greeting here, but a long first sentence that goes on.\n\nAnd no end.\n:::\n";
    let run = built("", text);
    assert_eq!(codes(&run), []);
    let page = &body(&run)[0];
    assert!(lines(page).iter().all(|line| !line.contains('{')), "{:?}", lines(page));
    let edge = left_of(page, "To all.");
    assert!(left_of(page, "The ") > edge && left_of(page, "Yours") > edge && left_of(page, "A. B.") > left_of(page, "Yours"));
    let markup = holding(&run, "class=\"letter\"").remove(0);
    assert!(markup.contains("<p class=\"closing\"") && markup.contains("<p class=\"dateline\""));
    let letter = markup.split("class=\"letter\"").nth(1).unwrap();
    assert!(!letter.contains("salutation") && !letter.contains("signature"), "{letter}");
}

#[test]
fn speakers_stand_out_and_directions_are_italic() {
    let long = "and so he goes on, with one word after the other, until the line is full and another one must begin";
    let play = format!(
        "# One\n\n::: drama\n*Enter Ghost.*\n\n**HAMLET.** To be, {long}.\n\nGHOST (aside). Mark me, {long}.\n\nFirst Player: Good my lord,\\\nHow does your honour?\n\nAnd more [weeping] of it.\n\n[Exit.]\n\n## Scene Two\n\nHORATIO\n: Speak to it.\n:::\n\nBehind it.\n"
    );
    let run = built("", &play);
    assert_eq!(codes(&run), []);
    let markup = holding(&run, "class=\"drama\"").remove(0);
    for (speaker, class) in [("HAMLET.", "p"), ("GHOST", "p"), ("First Player:", "p"), ("HORATIO", "dt")] {
        assert!(markup.contains(&format!("<span class=\"speaker\">{speaker}</span>")), "{class} {speaker}: {markup}");
    }
    assert!(markup.contains("<p class=\"stage\"><em>Enter Ghost.</em></p>") && markup.contains("<p class=\"stage\">[Exit.]</p>"));
    assert!(markup.contains("(<em>aside</em>)") && markup.contains("[<em>weeping</em>]"), "{markup}");
    assert!(!markup.contains("<strong>"), "a name is in small capitals, not bold");
    // A heading in a play begins a section, and the play goes on behind it.
    assert_eq!(markup.matches("class=\"drama\"").count(), 2);
    assert!(file(&run, "nav.xhtml").contains("Scene Two"));
    let page = &body(&run)[0];
    let edge = left_of(page, "HAMLET.");
    for turned in ["until", "must"] {
        let found = page.items.iter().find(|item| text(item).is_some_and(|text| text.starts_with(turned)));
        assert!(found.is_none_or(|item| item.x.units() > edge), "{turned}");
    }
    assert!(left_of(page, "How does") > edge);
    assert_eq!(left_of(page, "GHOST"), edge);
}

#[test]
fn what_is_no_speaker_is_none() {
    let text = "# One\n\n::: drama\nHe was late. I saw him.\n\nI. went there.\n\nThe old man who had seen it all and would not go: he stayed.\n:::\n";
    let run = built("", text);
    assert!(holding(&run, "class=\"speaker\"").is_empty());
}

#[test]
fn every_fifth_line_of_a_poem_is_numbered_through_its_stanzas() {
    let stanza = |from: usize| (from..from + 4).map(|line| format!("This is line {line}")).collect::<Vec<_>>();
    let fenced: String = (0..4).map(|at| format!("{}\n\n", stanza(1 + at * 4).join("\n"))).collect();
    let ended = |at: usize| format!("{} {{.verse numbers=5}}\n\n", stanza(1 + at * 4).join("\\\n"));
    let marked: String = (0..4).map(ended).collect();
    for poem in [format!("::: {{.verse numbers=5}}\n{fenced}:::\n"), marked] {
        let run = built("", &format!("# One\n\n{poem}\nProse.\n\nOne more\\\nstanza. {{.verse numbers=2}}\n"));
        assert_eq!(codes(&run), [], "{poem}");
        let numbers: Vec<String> =
            body(&run).iter().flat_map(decoration).filter(|words| words.bytes().all(|byte| byte.is_ascii_digit())).collect();
        // Folios are decoration of their own kind.
        assert_eq!(numbers, ["5", "10", "15", "2"], "{poem}");
        // Each stands on its line, which is no longer for it: no word of the poem.
        for page in body(&run) {
            for item in page.items.iter().filter(|item| item.origin == Origin::Artifact) {
                let Some(number) = text(item).filter(|words| words.bytes().all(|byte| byte.is_ascii_digit())) else { continue };
                let beside = page.items.iter().filter(|other| matches!(other.origin, Origin::Block(_)) && other.y == item.y);
                let line = beside.filter_map(text).collect::<String>().trim().replace('\u{A0}', " ");
                assert!(number == "2" || line.ends_with(&format!("line {number}")), "{number}: {line}");
            }
        }
        let markup = holding(&run, "line-number").remove(0);
        assert!(markup.contains("<span class=\"line\"><span class=\"line-number\" aria-hidden=\"true\">5</span>This is line 5</span>"));
        assert_eq!(markup.matches("line-number").count(), 4);
    }
}

#[test]
fn the_epigraph_of_a_chapter_is_known_by_its_author() {
    let words = "> All the world’s a stage.\n>\n> — Shakespeare\n";
    let fenced = "::: epigraph\nAll the world’s a stage.\n\n— Shakespeare\n:::\n";
    for (text, is_one) in [
        (format!("# One\n\n{words}\nThen it begins, with words that are enough for an opening.\n"), true),
        (
            format!(
                "# One\n\n{}\nThen it begins, with words that are enough for an opening.\n",
                fenced.replace("::: epigraph", "```{epigraph}").replace(":::", "```")
            ),
            true,
        ),
        (format!("# One\n\n{fenced}\nThen it begins, with words that are enough for an opening.\n"), true),
        (format!("# One\n\nThen it begins, with words that are enough for an opening.\n\n{words}\n"), false),
        ("# One\n\n> All the world’s a stage.\n\nThen it begins, with words that are enough for an opening.\n".to_owned(), false),
    ] {
        let run = built("", &text);
        assert_eq!(codes(&run), [], "{text}");
        let markup = holding(&run, "All the world").remove(0);
        assert_eq!(markup.contains("<blockquote class=\"epigraph\" epub:type=\"epigraph\" role=\"doc-epigraph\">"), is_one, "{text}");
        let named = text.contains('—');
        assert_eq!(markup.contains("<p class=\"attribution\">— Shakespeare</p>"), named, "{markup}");
        assert!(markup.contains("<span class=\"opening\">Then"), "{markup}");
        let page = &body(&run)[0];
        let inset = left_of(page, "All the world") - left_of(page, "Then");
        assert_eq!(inset > bindery::testing::source::Length::points(60).units(), is_one, "{text}");
    }
}

const ORNAMENT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"24\" viewBox=\"0 0 60 24\"><rect width=\"60\" height=\"24\" fill=\"#fff\"/><path d=\"M0 12 30 0 60 12 30 24Z\"/></svg>";

#[test]
fn a_picture_of_the_book_stands_between_scenes() {
    let settings = format!("{BOOK}language = \"en\"\n[type]\nscene-break = \"leaf.svg\"\n");
    let text = "# One\n\nA.\n\n***\n\nB.\n\n***\n\nC.\n";
    let run = of_files(&[("book.toml", &settings), ("a.md", text), ("leaf.svg", ORNAMENT)]);
    assert_eq!(codes(&run), []);
    let pictures = body(&run)[0].items.iter().filter(|item| matches!(item.content, ItemContent::Picture { .. }));
    assert!(pictures.clone().all(|item| item.origin == Origin::Artifact), "it says nothing");
    assert_eq!(pictures.count(), 2);
    let markup = holding(&run, "class=\"scene\" role=\"separator\"").remove(0);
    assert_eq!(markup.matches("<img class=\"ornament\"").count(), 2);
    assert!(run.epub_files().keys().any(|name| name.ends_with(".svg")));
    // A picture that is not there leaves asterisks, and is told.
    let lost = of_files(&[("book.toml", &settings), ("a.md", text)]);
    assert!(codes(&lost).contains(&Code::MissingImage), "{:?}", codes(&lost));
    assert_eq!(signs(&body(&lost)[0]).len(), 2);
    assert!(holding(&lost, "role=\"separator\">*\u{2003}*").len() == 1);
    // One that no scene needs is not in the file.
    let unused = of_files(&[("book.toml", &settings), ("a.md", "# One\n\nA.\n"), ("leaf.svg", ORNAMENT)]);
    assert!(!unused.epub_files().keys().any(|name| name.contains("leaf")));
}

#[test]
fn figures_stand_side_by_side_under_one_caption() {
    let picture = |name: &str, title: &str| format!("![Words of {name}]({name}.svg{title})\n\n");
    let group = |fence: &str, caption: &str| {
        format!("# One\n\nBefore [](#both).\n\n{fence}\n{}{}{caption}\n:::\n\nBehind.\n", picture("a", " \"A boat\""), picture("b", ""))
    };
    let settings = format!("{BOOK}language = \"en\"\n[numbers]\nfigures = \"book\"\n[contents]\nfigures = true\n");
    for fence in ["::: {.figures #both}", "::: {#both layout-ncol=2}"] {
        let text = group(fence, "Two of them, of which (b) is empty.");
        let run = of_files(&[("book.toml", &settings), ("a.md", &text), ("a.svg", ORNAMENT), ("b.svg", ORNAMENT)]);
        assert_eq!(codes(&run), [], "{fence}");
        let pages = body(&run);
        let page = pages.iter().find(|page| lines(page).iter().any(|line| line.contains("Two of them"))).unwrap();
        let pictures: Vec<(i64, i64)> = page
            .items
            .iter()
            .filter(|item| matches!(item.content, ItemContent::Picture { .. }))
            .map(|item| (item.x.units(), item.y.units()))
            .collect();
        assert!(matches!(pictures[..], [(left, y), (right, same)] if left < right && y == same), "{pictures:?}");
        let set = lines(page).join(" ");
        assert!(set.contains("(a) A boat") && set.contains("(b)") && set.contains("Figure 1. Two of them"), "{set}");
        assert!(set.contains("Before Figure 1."), "{set}");
        let markup = holding(&run, "figures figures-2").remove(0);
        assert!(markup.contains("<figcaption>(a) A boat</figcaption>") && markup.contains("<figcaption>(b)</figcaption>"), "{markup}");
        assert_eq!(markup.matches("<figure").count(), 3);
    }
    // Without a caption in common each stands by its own; what is no figure is never lost.
    let apart = group("::: figures", "").replace("Before [](#both).", "Before.");
    let run = of_files(&[("book.toml", &settings), ("a.md", &apart), ("a.svg", ORNAMENT), ("b.svg", ORNAMENT)]);
    assert!(holding(&run, "figures figures-2").remove(0).contains("Figure 1. A boat</figcaption>"));
    let words = built("", "# One\n\n::: figures\nNo picture here.\n\nAnd none here.\n:::\n");
    assert_eq!(lines(&body(&words)[0])[1..], ["No picture here.", "And none here."]);
}

/// A caption that takes two lines where its table goes on.
const LONG_CAPTION: &str = "Immingham in January 2026, as the harbour office has it; all the heights in metres above chart datum";

#[test]
fn a_table_that_goes_on_says_so_in_the_language_of_the_book() {
    let rows: String = (0..90).map(|row| format!("| row {row} | {row} |\n")).collect();
    for (language, named, said) in [
        ("en", "Ships in the harbour", "Ships in the harbour (continued)"),
        ("de", "Schiffe", "Schiffe (Fortsetzung)"),
        ("en", LONG_CAPTION, "above chart datum (continued)"),
        ("en", "", "(continued)"),
    ] {
        let caption = if named.is_empty() { String::new() } else { format!("\nTable: {named}\n") };
        let run =
            built(&format!("language = \"{language}\"\n"), &format!("# One\n\nWords.\n\n| Name | Number |\n|---|---|\n{rows}{caption}\n"));
        let pages = body(&run);
        assert!(pages.len() > 2);
        for (index, page) in pages.iter().enumerate() {
            let line = decoration(page).concat().replace('\u{A0}', " ");
            assert_eq!(line.contains(said), index > 0, "{language} {index}: {line}");
        }
    }
}

#[test]
fn what_stands_behind_a_slanted_letter_does_not_touch_it() {
    let run = built("", "# One\n\nOf a function *f*[^a] and (of *f*) and *f*. It is.\n\n[^a]: A note.\n");
    let page = &body(&run)[0];
    let fonts = bindery::testing::fonts::Fonts::built_in();
    let mut looked = 0;
    for (index, item) in page.items.iter().enumerate() {
        let ItemContent::Text(set) = &item.content else { continue };
        let face = fonts.face(set.face);
        if set.text.trim() != "f" || !face.italic {
            continue;
        }
        let glyph = face.glyph('f');
        let wide = |units: i32| set.size.scale(i64::from(units), i64::from(face.units_per_em));
        let beyond = face.ink(glyph).unwrap()[2];
        assert!(beyond > face.advance(glyph), "its hook reaches beyond it");
        let Some(behind) = page.items[index + 1..].iter().find(|other| text(other).is_some()) else { continue };
        let is_stop = text(behind).is_some_and(|text| text.starts_with('.'));
        // A full stop stands under the hook.
        assert_eq!((behind.x - item.x - wide(beyond)).units() > -8, !is_stop, "{:?}", text(behind));
        looked += 1;
    }
    assert_eq!(looked, 3);
}

#[test]
fn a_break_beside_a_heading_is_no_break_between_scenes() {
    let manuscript =
        "# One\n\n***\n\nFirst.\n\n***\n\nSecond.\n\n---\n\n---\n\n## A section\n\nThird.\n\n<hr>\n\n# Two\n\nFourth.\n\n***\n";
    let run = built("", manuscript);
    let stars = |page: &Page| page.items.iter().filter_map(text).filter(|words| words.contains('*')).count();
    let one = built("", "# One\n\nFirst.\n\n***\n\nSecond.\n");
    let count = |run: &Run| body(run).iter().map(stars).sum::<usize>();
    assert!(count(&run) > 0 && count(&run) == count(&one), "{} {}", count(&run), count(&one));
    let shown: usize = run
        .epub_files()
        .iter()
        .filter(|(name, _)| name.ends_with(".xhtml"))
        .map(|(_, bytes)| {
            String::from_utf8_lossy(bytes).matches("role=\"separator\"").count() + String::from_utf8_lossy(bytes).matches("<hr").count()
        })
        .sum();
    assert_eq!(shown, 1);
    assert_eq!(codes(&run), [Code::IdleBreak; 5]);
}

#[test]
fn the_closing_of_a_letter_stands_with_its_last_lines() {
    let closing = "<div align=\"right\">\n\nYour true friend,\\\nBEETHOVEN.\n\n</div>\n";
    let mut least = usize::MAX;
    // Letters of so many lengths that some end at the foot of a page.
    for count in 22..42 {
        let lines_of = "All is well.\n\n".repeat(count);
        let run = built("", &format!("# Letters\n\n{lines_of}{closing}\n## Next\n\n{}", "Text is here.\n\n".repeat(30)));
        let pages = body(&run);
        let page = pages.iter().map(lines).find(|lines| lines.iter().any(|line| line.contains("BEETHOVEN"))).unwrap();
        let at = page.iter().position(|line| line.contains("true friend")).expect("both lines of it are on one page");
        least = least.min(at);
    }
    assert!((2..5).contains(&least), "{least}");
}

/// Where the item begins and ends that holds a line with these words, in points from the left edge of the page.
fn edges_of(page: &Page, words: &str) -> [i64; 2] {
    let holds = |item: &&PageItem| text(item).is_some_and(|text| text.replace('\u{A0}', " ").starts_with(words));
    let mut items = page.items.iter().filter(|item| matches!(item.origin, Origin::Block(_)));
    let item = items.find(holds).unwrap_or_else(|| panic!("no {words}"));
    let ItemContent::Text(glyphs) = &item.content else { unreachable!() };
    let width: i64 = glyphs.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
    [item.x.units(), item.x.units() + width].map(|x| x / 65_536)
}

#[test]
fn a_letter_from_right_to_left_is_signed_at_the_left() {
    let letter = "# א\n\nהוא קרא אותו פעמיים.\n\n::: letter\nירושלים, 3 במאי 1911\n\nאחותי היקרה,\n\nקיבלתי את מכתבך מן הראשון לחודש ושמחתי מאוד.\n\nאחיך האוהב,\\\nתומס\n:::\n\n> הכול הבל.\n>\n> — קהלת\n";
    let run = built("language = \"he\"\n", letter);
    let page = &body(&run)[0];
    let [_, text_edge] = edges_of(page, "הוא");
    let right = |words: &str| edges_of(page, words)[1];
    assert_eq!(right("אחותי"), text_edge);
    let far = text_edge - 100;
    assert!(right("ירושלים") < far && right("אחיך") < far && right("תומס") < right("אחיך") && right("—") < far);
    let [left, _] = edges_of(page, "תומס");
    assert!(left > 30, "and not beyond the margin: {left}");
}

#[test]
fn names_of_speakers_are_bold_in_a_script_without_capitals() {
    let play = "# 一\n\n::: drama\n**ハムレット**　どこへ連れて行くのだ。\n\n幽霊：聞け。\n\n**HAMLET.** To be.\n:::\n";
    let markup = holding(&built("language = \"ja\"\n", play), "class=\"drama\"").remove(0);
    assert!(markup.contains("<strong>ハムレット</strong>") && markup.contains("<strong>幽霊：</strong>"), "{markup}");
    assert!(markup.contains("<span class=\"speaker\">HAMLET.</span>"), "{markup}");
}

#[test]
fn letters_and_epigraphs_of_japanese_are_known() {
    let text = "# 一\n\n> 山路を登りながら、こう考えた。\n>\n> ――夏目漱石『草枕』\n\n親譲りの無鉄砲で小供の時から損ばかりしている。\n\n::: letter\n東京、明治四十四年五月三日\n\n拝啓\n\nお手紙をいただきました。皆様お元気とのこと、たいへんうれしく読みました。\n\n敬具\\\n山田太郎\n:::\n";
    let run = built("language = \"ja\"\n", text);
    let markup = holding(&run, "class=\"letter\"").remove(0);
    for (class, words) in [("dateline", "東京"), ("salutation", "拝啓"), ("signature", "敬具"), ("attribution", "――夏目漱石")]
    {
        let paragraph = markup.split(&format!("<p class=\"{class}\">")).nth(1).unwrap_or_else(|| panic!("{class}: {markup}"));
        assert!(paragraph.replace("<span class=\"line\">", "").starts_with(words), "{paragraph}");
    }
    assert!(markup.contains("<blockquote class=\"epigraph\""), "{markup}");
}

#[test]
fn html_that_names_a_form_has_it() {
    for (html, form) in [
        (
            "<div class=\"letter\">\n\nParis, 3 May 1871\n\nMy dear sister,\n\nI have it.\n\nYour brother,\\\nTom\n\n</div>\n\nBehind.\n",
            "letter",
        ),
        ("<div class=\"letter\"><p>Paris, 3 May 1871</p><p>My dear sister,</p><p>I have it.</p></div>\n\nBehind.\n", "letter"),
        ("<div class=\"drama\">\n\n**ANN.** Who is there?\n\n<div><p><b>TOM.</b> It is I.</p></div>\n\n</div>\n\nBehind.\n", "drama"),
        ("<div class=\"play\">\n\n::: note\nWords.\n:::\n\n**ANN.** Who is there?\n\n</div>\n\nBehind.\n", "drama"),
    ] {
        let run = built("", &format!("# One\n\nBefore.\n\n{html}"));
        let markup = holding(&run, &format!("<div class=\"{form}\"")).pop().unwrap_or_else(|| panic!("{html}"));
        let inside = markup.split(&format!("<div class=\"{form}\"")).nth(1).unwrap();
        assert!(inside.contains("class=\"salutation\"") || inside.contains("class=\"speaker\""), "{markup}");
        assert!(inside.contains("</div>") && inside.rfind("</div>") < inside.find("Behind."), "{markup}");
    }
}

const VERSE: [&str; 4] = [
    "::: verse\nIn Xanadu did Kubla Khan\nA stately pleasure-dome decree:\n   Down to a sunless sea.\n\n   A damsel with a dulcimer\nIn a vision once I saw.\n:::\n",
    "| In Xanadu did Kubla Khan\n| A stately pleasure-dome decree:\n|    Down to a sunless sea.\n|\n|    A damsel with a dulcimer\n| In a vision once I saw.\n",
    "In Xanadu did Kubla Khan\\\nA stately pleasure-dome decree:\\\n   Down to a sunless sea.\n{.verse}\n\n   A damsel with a dulcimer\\\nIn a vision once I saw. {.verse}\n",
    "> ::: verse\n> In Xanadu did Kubla Khan\n> A stately pleasure-dome decree:\n>    Down to a sunless sea.\n>\n>    A damsel with a dulcimer\n> In a vision once I saw.\n> :::\n",
];

/// Where words stand: from the left edge of the page, and their baseline, in points.
fn place_of(page: &Page, words: &str) -> [i64; 2] {
    let holds = |item: &PageItem| text(item).and_then(|text| text.replace('\u{A0}', " ").find(words).map(|_| item.clone()));
    let item = page.items.iter().find_map(holds).unwrap_or_else(|| panic!("no {words}"));
    let ItemContent::Text(glyphs) = &item.content else { unreachable!() };
    let first = words.split(' ').next().unwrap();
    let at = glyphs.text.find(first).unwrap();
    let before: i64 = glyphs.glyphs.iter().filter(|glyph| usize::from(glyph.cluster) < at).map(|glyph| i64::from(glyph.advance)).sum();
    [(item.x.units() + before) / 65_536, item.y.units() / 65_536]
}

#[test]
fn verse_keeps_its_indents_and_stanzas_however_it_is_written() {
    let run = built("", &format!("# One\n\n{}", VERSE[0]));
    let markup = holding(&run, "sunless").remove(0);
    assert!(markup.contains(">   Down") && markup.contains(">   A damsel"), "{markup}");
    let mut whites = Vec::new();
    for verse in VERSE {
        let run = built("", &format!("# One\n\n{verse}"));
        let page = &body(&run)[0];
        let [edge, down, damsel, vision] = ["In Xanadu", "Down", "A damsel", "In a vision"].map(|words| place_of(page, words));
        assert!(down[0] > edge[0] + 5 && damsel[0] == down[0] && vision[0] == edge[0], "{verse}: {down:?} {damsel:?} {vision:?}");
        whites.push(damsel[1] - down[1]);
    }
    assert!(whites[0] > 15 && whites[0] == whites[1] && whites[0] == whites[2], "one measure between stanzas: {whites:?}");
}

#[test]
fn the_pieces_of_a_poem_share_their_left_edge() {
    let text = "# The Lilacs\n\n## A Poem\n\n### 8\n\n::: verse\nO western orb sailing the heaven,\nAs I walk'd in silence the transparent night of all,\n:::\n\n### 9\n\n::: verse\nSing on there,\nO singer bashful and tender, I hear.\n:::\n\n## Another\n\n::: verse\nAs I walk'd in silence the transparent nights of all,\n:::\n";
    let run = built("", text);
    let page = &body(&run)[0];
    let edges = ["O western", "Sing on", "As I walk"].map(|words| left_of(page, words));
    assert!(edges.iter().all(|edge| *edge == edges[0]), "{edges:?}");
}

#[test]
fn who_is_quoted_stands_with_the_last_lines_of_the_words() {
    let sonnet: String = (0..14).map(|line| format!("> Line {line} of all the lines of it\\\n")).collect();
    for above in 0..34 {
        let text = format!(
            "# One\n\n{}{}>\n> — Sonnet 18\n\nBehind.\n",
            "Before.\n\n".repeat(above),
            sonnet.trim_end_matches("\\\n").to_owned() + "\n"
        );
        let run = built("", &text);
        let page = body(&run).iter().find(|page| lines(page).iter().any(|line| line.contains("Sonnet"))).unwrap();
        let with = lines(page).iter().filter(|line| line.starts_with("Line")).count();
        assert!(with >= 2, "{above}: {:?}", lines(page));
    }
}

#[test]
fn no_running_head_is_a_number_alone() {
    let sections: String = (1..9).map(|number| format!("## {number}\n\n{}\n\n", "Words of the song that go on. ".repeat(120))).collect();
    let run = built("", &format!("# Song\n\n{sections}"));
    let heads: Vec<String> = body(&run).iter().skip(1).map(head).collect();
    assert!(heads.len() > 6 && heads.iter().any(|head| head.contains("Song")), "{heads:?}");
    for head in heads {
        assert!(head.contains(char::is_alphabetic), "{head}");
    }
}
