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
        let markup = holding(&run, "chapter-title\">The Whale").remove(0);
        let heading = markup.split("<h1").nth(1).unwrap().split("</h1>").next().unwrap();
        assert!(heading.contains(&format!("{line}</span> <span class=\"chapter-title\">The Whale</span>")), "{heading}");
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
