//! Books that other programs' project files describe, and folders without a list: which files, in which order, under which titles.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::book::{Book, Link};
use bindery::testing::config::{self, Config, Zone};
use bindery::testing::diagnostics::{Code, Diagnostics, Severity, render};
use bindery::testing::read;
use bindery::testing::source::Sources;
use bindery::{Files, Memory};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A book that was read.
struct Made {
    config: Option<Config>,
    book: Option<Book>,
    found: Diagnostics,
    report: String,
}

impl Made {
    fn config(&self) -> &Config {
        self.config.as_ref().unwrap_or_else(|| panic!("{}", self.report))
    }

    fn book(&self) -> &Book {
        self.book.as_ref().unwrap_or_else(|| panic!("{}", self.report))
    }

    /// The files of the text in order, each with its depth as dots before it.
    fn files(&self) -> Vec<String> {
        self.config().files.iter().map(|file| format!("{}{}", ".".repeat(file.depth.into()), file.path)).collect()
    }

    fn says(&self, code: Code) -> bool {
        self.found.iter().any(|finding| finding.code == code)
    }
}

/// Reads the book at `path` among these files, which lie in memory.
fn made(path: &str, files: &[(&str, &str)]) -> Made {
    let mut memory = Memory::default();
    files.iter().for_each(|(name, text)| memory.put(name, *text));
    of(Arc::new(memory), Path::new(path))
}

fn of(files: Arc<dyn Files>, path: &Path) -> Made {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(files, path, &mut sources, &mut found);
    let book = config.as_ref().and_then(|config| read::read(config, read::ReadingManner::default(), &mut sources, &mut found));
    let report = render::short(&found, &sources);
    Made { config, book, found, report }
}

/// A case's folder.
fn case(name: &str) -> Made {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
    of(bindery::testing::source::Disk::files(), &path)
}

#[test]
fn each_project_gives_its_files_in_its_order() {
    for (name, title, author, files) in [
        (
            "project-mdbook",
            "The Lamp Keeper",
            Some("Ines Holm"),
            vec![
                "src/before.md",
                "src/oil/index.md",
                ".src/oil/whale.md",
                "..src/oil/price.md",
                ".src/oil/paraffin.md",
                "src/glass.md",
                "src/ships.md",
                "src/thanks.md",
            ],
        ),
        (
            "project-gitbook",
            "Salt Roads",
            Some("Pim de Wit"),
            vec!["text/start.md", "text/pans/README.md", ".text/pans/raking.md", "text/mules.md", "text/crane inn.md"],
        ),
        (
            "project-leanpub",
            "Project leanpub",
            None,
            vec!["manuscript/preface.md", "manuscript/more/one.markdown", "manuscript/two.txt", "manuscript/last.md"],
        ),
        ("project-quarto", "Moorwege", Some("Grete Siel"), vec!["index.qmd", "stechen.qmd", "trocknen.qmd", "karten.qmd"]),
        ("project-bookdown", "Tide Tables", Some("Una Marsh"), vec!["index.Rmd", "02-ebb.Rmd", "10-flood.Rmd"]),
        ("project-longform", "The Ferry", None, vec!["scenes/Dawn.md", ".scenes/Rope.md", "scenes/Noon.md"]),
        (
            "project-hugo",
            "Bee Notes",
            None,
            vec![
                "content/start/_index.md",
                "content/start/secret.md",
                "content/start/tools.md",
                "content/guide/bees.md",
                "content/guide/hives.md",
            ],
        ),
        ("project-zola", "River Log", None, vec!["content/b-first/index.md", "content/a-second.md", "content/c-third.md"]),
        (
            "project-jekyll",
            "Letters Home",
            Some("Tom Arrow"),
            vec!["_posts/2020-11-02-setting-out.md", "_posts/2021-05-10-the-harbour.md", "_posts/2021-06-01-coming-back.markdown"],
        ),
        (
            "project-nested",
            "Project nested",
            None,
            vec![
                "preface.md",
                "01-north/README.md",
                "01-north/02-ice.md",
                "01-north/10-snow.markdown",
                "02-south/01-sand.md",
                "02-south/a-lost_oasis.md",
            ],
        ),
    ] {
        let made = case(name);
        assert_eq!(made.files(), files, "{name}\n{}", made.report);
        let metadata = &made.book().metadata;
        assert_eq!(metadata.title, title, "{name}");
        assert_eq!(metadata.people.first().map(|person| person.name.as_str()), author, "{name}");
        assert!(!made.found.has_errors(), "{name}\n{}", made.report);
    }
}

#[test]
fn zones_and_parts_are_those_of_the_list() {
    let zones = |made: &Made| made.config().files.iter().map(|file| file.zone).collect::<Vec<_>>();
    let parts = |made: &Made| made.config().files.iter().filter_map(|file| file.part.clone()).collect::<Vec<_>>();
    let mdbook = case("project-mdbook");
    assert_eq!(parts(&mdbook), ["The tower", "The coast"]);
    assert_eq!((zones(&mdbook)[0], zones(&mdbook)[1], zones(&mdbook)[7]), (Zone::Front, Zone::Body, Zone::Back));
    assert_eq!(parts(&case("project-gitbook")), ["The way south", "Inns"]);
    assert_eq!(zones(&case("project-leanpub")), [Zone::Front, Zone::Body, Zone::Body, Zone::Back]);
    let quarto = case("project-quarto");
    assert_eq!((parts(&quarto), zones(&quarto)[3]), (vec!["Torf".to_owned()], Zone::Back));
    assert_eq!(parts(&case("project-hugo")), ["Beginning", "Keeping"]);
}

#[test]
fn what_stands_below_a_chapter_is_a_section_of_it() {
    let made = case("project-mdbook");
    let book = made.book();
    let titles: Vec<(u8, &str)> = book.sections.iter().map(|section| (section.depth, section.title.as_str())).collect();
    let right = [(1, "Before the lamp"), (1, "Oil"), (2, "Whale oil"), (3, "Smoke"), (3, "Its price"), (2, "Paraffin"), (1, "Glass")];
    assert_eq!(titles[..7], right);
    assert_eq!(book.chapters.len(), 5);
    // Links lead to what other programs call the pages of these files.
    let sections: Vec<String> = book
        .links
        .iter()
        .filter_map(|link| match link {
            Link::Section(id) => Some(book.section(*id).title.clone()),
            Link::Chapter(id) => Some(book.chapters[id.index()].path.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(sections, ["src/glass.md", "Smoke", "Whale oil", "src/oil/index.md", "src/oil/index.md"]);
    assert!(!made.says(Code::BrokenLink), "{}", made.report);
}

#[test]
fn what_stands_below_a_draft_stands_in_its_place() {
    let files = [
        ("/p/SUMMARY.md", "- [A](a.md)\n- [B](b.md)\n  - [C](c.md)\n    - [D](d.md)\n- [E]()\n  - [F](f.md)\n"),
        ("/p/a.md", "# A\n\nText.\n"),
        ("/p/b.md", "---\ndraft: true\n---\n\n# B\n\nText.\n"),
        ("/p/c.md", "# C\n\nText.\n"),
        ("/p/d.md", "# D\n\nText.\n"),
        ("/p/f.md", "# F\n\nText.\n"),
    ];
    let made = made("/p", &files);
    let titles: Vec<(u8, &str)> = made.book().sections.iter().map(|section| (section.depth, section.title.as_str())).collect();
    assert_eq!(titles, [(1, "A"), (1, "C"), (2, "D"), (1, "F")], "{}", made.report);
}

#[test]
fn a_folder_that_a_project_takes_its_texts_from_is_that_project() {
    let files = [
        ("/p/book.toml", "[book]\ntitle = \"Whole\"\nauthors = [\"A. B.\"]\n"),
        ("/p/src/SUMMARY.md", "- [Two](two.md)\n- [One](one.md)\n"),
        ("/p/src/one.md", "# One\n\nText.\n"),
        ("/p/src/two.md", "# Two\n\nText.\n"),
    ];
    for path in ["/p", "/p/src", "/p/book.toml"] {
        let made = made(path, &files);
        assert_eq!(
            (made.files(), made.book().metadata.title.as_str()),
            (vec!["src/two.md".to_owned(), "src/one.md".to_owned()], "Whole"),
            "{path}"
        );
    }
    // Of a part of it the order is the list's; what that has forgotten follows.
    let files = [
        ("/p/SUMMARY.md", "- [Read](README.md)\n- [B](docs/b.md)\n- [A](docs/a.md)\n"),
        ("/p/README.md", "# R\n\nText.\n"),
        ("/p/docs/a.md", "# A\n\nText.\n"),
        ("/p/docs/b.md", "# B\n\nText.\n"),
        ("/p/docs/c.md", "# C\n\nText.\n"),
    ];
    let made = made("/p/docs", &files);
    assert_eq!(made.files(), ["b.md", "a.md", "c.md"], "{}", made.report);
}

#[test]
fn ours_and_mdbooks_settings_are_told_apart() {
    let text = ("/p/src/one.md", "# One\n\nText.\n");
    let list = ("/p/src/SUMMARY.md", "- [One](one.md)\n");
    for (toml, ours) in [
        ("[book]\ntitle = \"T\"\n", false),
        ("[book]\ntitle = \"T\"\n[output.html]\na = 1\n[build]\nb = 1\n[rust]\nedition = \"2021\"\n", false),
        ("[book]\ntitle = \"T\"\n[preprocessor.toc]\n", false),
        ("title = \"T\"\nauthors = [\"A\"]\nchapters = [\"src/one.md\"]\n", true),
        ("title = \"T\"\nchapters = [\"src/one.md\"]\n[book]\nx = 1\n", true),
        ("[book]\ntitle = \"T\"\n[page]\nsize = \"A5\"\n", true),
    ] {
        let made = made("/p", &[("/p/book.toml", toml), list, text]);
        assert_eq!(made.report.contains("mdBook"), !ours, "{toml}\n{}", made.report);
    }
}

#[test]
fn no_list_leads_out_of_its_folder() {
    let secret = ("/secret.md", "# Secret\n\nNever.\n");
    let lists = [
        ("/p/SUMMARY.md", "- [One](one.md)\n- [S](../secret.md)\n- [T](/secret.md)\n- [U](%2e%2e/secret.md)\n- [V](a/../../secret.md)\n"),
        ("/p/Book.txt", "one.md\n../secret.md\n/secret.md\n"),
        ("/p/_quarto.yml", "book:\n  chapters:\n    - one.md\n    - ../secret.md\n"),
        ("/p/_bookdown.yml", "rmd_files: [one.md, ../secret.md]\n"),
        ("/p/_toc.yml", "root: one\nchapters:\n  - file: ../secret\n"),
        ("/p/mkdocs.yml", "docs_dir: .\nnav:\n  - one.md\n  - ../secret.md\n"),
        ("/p/mkdocs.yml", "docs_dir: ..\nnav:\n  - secret.md\n"),
        ("/p/book.json", "{ \"root\": \"..\", \"structure\": { \"summary\": \"secret.md\" } }"),
        ("/p/book.toml", "[book]\nsrc = \"..\"\n"),
        ("/p/L.md", "---\nlongform:\n  sceneFolder: ..\n  scenes:\n    - secret\n    - one\n---\n"),
        ("/p/config.toml", "contentDir = \"..\"\n"),
        ("/p/LANGS.md", "* [A](../)\n"),
    ];
    for list in lists {
        let made = made("/p", &[secret, list, ("/p/one.md", "# One\n\nText.\n")]);
        let files = made.config.as_ref().map(|config| config.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>());
        assert!(files.iter().flatten().all(|path| !path.contains("secret")), "{list:?}\n{files:?}");
    }
}

#[test]
fn what_is_about_a_project_is_no_chapter_unless_it_is_listed_or_alone() {
    let about =
        ["LICENSE.md", "README.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "Changelog.md", "SECURITY.md", "_scrap.md", ".hidden.md"];
    let mut files: Vec<(String, &str)> = about.iter().map(|name| (format!("/p/{name}"), "# X\n\nText.\n")).collect();
    let all = |files: &[(String, &str)]| {
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        made("/p", &files)
    };
    // Alone the README is the book.
    assert_eq!(all(&files).files(), ["README.md"]);
    files.push(("/p/zebra.md".to_owned(), "# Zebra\n\nText.\n"));
    let made = all(&files);
    assert_eq!(made.files(), ["zebra.md"]);
    let told: Vec<_> = made.found.iter().filter(|finding| finding.code == Code::Unlisted).collect();
    assert!(told.len() == 1 && told[0].severity == Severity::Warning && told[0].message.starts_with("7 texts"), "{}", made.report);
    files.push(("/p/Book.txt".to_owned(), "LICENSE.md\nzebra.md\n"));
    assert_eq!(all(&files).files(), ["LICENSE.md", "zebra.md"]);
}

#[test]
fn a_readme_that_is_longer_than_all_below_is_the_book() {
    let (long, short) = (format!("# Long\n\n{}\n", "word ".repeat(500)), "# Short\n\nText.\n");
    let made1 = made("/p", &[("/p/README.md", &long), ("/p/README-ja.md", short), ("/p/solutions/a/README.md", short)]);
    assert_eq!(made1.files(), ["README.md"], "{}", made1.report);
    let made4 = made("/p", &[("/p/README.md", &long), ("/p/TRANSLATIONS.md", short), ("/p/one/a.md", short)]);
    assert_eq!(made4.files(), ["README.md"], "{}", made4.report);
    let made2 = made("/p", &[("/p/README.md", short), ("/p/one/a.md", &long)]);
    assert_eq!(made2.files(), ["one/a.md"]);
    let made3 = made("/p", &[("/p/README.md", short), ("/p/translations/de.md", &long), ("/p/translations/fr.md", &long)]);
    assert_eq!(made3.files(), ["README.md"]);
}

#[test]
fn links_lead_where_the_other_program_leads_them() {
    let text = "# A\n\n[1](../guide/) [2](/guide/hives/#2-hives) [3](@/blog/x/guide/hives.md#smoke) [4](#node.js-basics) [5](#first) [6](/start/)\n\n## 1. First\n\n## Node.js basics\n";
    let made = made(
        "/p/content/x",
        &[
            ("/p/content/x/start/a.md", text),
            ("/p/content/x/guide/_index.md", "---\ntitle: Guide\n---\n"),
            ("/p/content/x/guide/hives.md", "# Hives\n\n## 2. Hives\n\nText.\n\n## Smoke\n\nText.\n"),
        ],
    );
    let book = made.book();
    let led: Vec<&str> = book
        .links
        .iter()
        .map(|link| match link {
            Link::Section(id) => book.section(*id).title.as_str(),
            Link::Chapter(id) => book.chapters[id.index()].path.as_str(),
            _ => "",
        })
        .collect();
    assert_eq!(led, ["guide/hives.md", "2. Hives", "Smoke", "Node.js basics", "1. First", "start/a.md"], "{}", made.report);
}

#[test]
fn an_edition_in_another_language_is_passed_over() {
    let text = "# T\n\nText.\n";
    let made1 = made("/p", &[("/p/a.md", text), ("/p/a.pt-BR.md", text), ("/p/a.ja.md", text), ("/p/b.ja.md", text)]);
    assert_eq!(made1.files(), ["a.md", "b.ja.md"]);
    let made2 = made("/p", &[("/p/README.md", text), ("/p/de/1.md", text), ("/p/en/1.md", text), ("/p/fr/1.md", text)]);
    assert_eq!(made2.files(), ["en/1.md"]);
    let made3 =
        made("/p", &[("/p/LANGS.md", "* [F](fr/)\n* [E](en/)\n"), ("/p/en/1.md", text), ("/p/fr/1.md", text), ("/p/fr/2.md", text)]);
    assert_eq!(made3.files(), ["fr/1.md", "fr/2.md"]);
    assert!([made2, made3].iter().all(|made| made.says(Code::Unlisted)));
}

#[test]
fn a_folder_without_a_list_is_read_in_human_order() {
    let text = "# T\n\nText.\n";
    let order = |names: &[&str]| {
        let paths: Vec<String> = names.iter().map(|name| format!("/p/{name}")).collect();
        made("/p", &paths.iter().map(|path| (path.as_str(), text)).collect::<Vec<_>>()).files()
    };
    assert_eq!(
        order(&["z.md", "preface.md", "index.md", "afterword.md", "b.md"]),
        ["index.md", "preface.md", "b.md", "z.md", "afterword.md"]
    );
    assert_eq!(order(&["10.mkd", "2.mdown", "1.qmd", "3.Rmd", "4.mdwn"]), ["1.qmd", "2.mdown", "3.Rmd", "4.mdwn", "10.mkd"]);
    assert_eq!(order(&["b/2.md", "b/README.md", "a/x/1.md", "c.md"]), ["a/x/1.md", "b/README.md", "b/2.md", "c.md"]);
    assert_eq!(order(&["a/README.md", "b/README.md"]), ["a/README.md", "b/README.md"]);
    assert_eq!(order(&["a.Rmd", "a.md", "b.Rmd"]), ["a.md", "b.Rmd"]);
    assert_eq!(order(&["node_modules/a.md", "dist/b.md", ".git/c.md", "d.md", "drafts/e.md", "old/f.md"]), ["d.md"]);
    assert_eq!(order(&["1.txt", "2.txt", "LICENSE.txt", "requirements.txt"]), ["1.txt", "2.txt"]);
    assert_eq!(order(&["1.txt", "a.md"]), ["a.md"]);
}

/// The names of a folder's texts in the order of the book.
fn order(names: &[&str]) -> Vec<String> {
    let paths: Vec<String> = names.iter().map(|name| format!("/p/{name}.md")).collect();
    let made = made("/p", &paths.iter().map(|path| (path.as_str(), "# T\n\nText.\n")).collect::<Vec<_>>());
    made.files().iter().map(|file| file.trim_end_matches(".md").to_owned()).collect()
}

#[test]
fn texts_come_in_the_order_of_their_numbers_however_these_are_written() {
    for names in [
        &["第一章", "第二章", "第三章", "第九章", "第十章", "第十一章", "第二十章"][..],
        &["Chapter One", "Chapter Two", "Chapter Three", "Chapter Four", "Chapter Five", "Chapter Twelve"],
        &["Preface", "chapter-I", "chapter-IV", "chapter-V", "chapter-IX", "chapter-X", "epilogue"],
        &["part-one/a", "part-one/b", "part-two/a", "part-three/a"],
        &["第一卷/第二章", "第一卷/第十章", "第二卷/第一章"],
    ] {
        let mut mixed = names.to_vec();
        mixed.sort_unstable();
        assert_eq!(order(&mixed), names);
    }
    let files =
        [("/p/第十章.md", "# T\n\nX\n"), ("/p/第二章.md", "# T\n\nX\n"), ("/p/book.toml", "title = \"T\"\nchapters = [\"*.md\"]\n")];
    assert_eq!(made("/p", &files).files(), ["第二章.md", "第十章.md"]);
}

#[test]
fn headings_with_numbers_give_names_without_them_their_order() {
    let files = |numbers: [&str; 3]| {
        let texts = numbers.map(|number| format!("# {number}\n\nText.\n"));
        let paths = ["/p/boats.md", "/p/ice.md", "/p/storm.md"];
        let files: Vec<(&str, &str)> = paths.into_iter().zip(texts.iter().map(String::as_str)).collect();
        made("/p", &files).files()
    };
    assert_eq!(files(["Chapter Two: Boats", "Chapter One: Ice", "Chapter Three"]), ["ice.md", "boats.md", "storm.md"]);
    assert_eq!(files(["第十章", "第二章", "第一章"]), ["storm.md", "ice.md", "boats.md"]);
    // Twice the same, or one without, tells nothing.
    assert_eq!(files(["Chapter 2", "Chapter 1", "Chapter 1"]), ["boats.md", "ice.md", "storm.md"]);
    assert_eq!(files(["Chapter 2", "Chapter 1", "Storm"]), ["boats.md", "ice.md", "storm.md"]);
}

#[test]
fn headings_that_number_the_chapters_otherwise_than_they_stand_are_told() {
    let of = |heads: [&str; 3]| {
        let texts = heads.map(|head| format!("# {head}\n\nText.\n"));
        let files: Vec<(&str, &str)> = ["/p/1-b.md", "/p/2-c.md", "/p/3-a.md"].into_iter().zip(texts.iter().map(String::as_str)).collect();
        made("/p", &files)
    };
    let turned = of(["Chapter 1", "Chapter 7", "Chapter 2"]);
    let told = turned.found.iter().find(|finding| finding.code == Code::OrderDoubted).map(|finding| finding.message.clone());
    assert!(told.is_some_and(|told| told.starts_with("`3-a.md` stands behind `2-c.md`")), "{}", turned.report);
    // A part begins again with 1.
    for heads in [["Chapter 1", "Chapter 2", "Chapter 3"], ["Chapter 1", "Chapter 2", "Chapter 1"], ["One", "Two", "Three"]] {
        assert!(!of(heads).says(Code::OrderDoubted), "{heads:?}");
    }
}

#[test]
fn what_opens_and_closes_a_book_has_its_place_in_every_language() {
    for names in [
        &["vorwort", "einleitung", "kapitel 1", "kapitel 2", "nachwort", "anhang"][..],
        &["はじめに", "第1章", "第2章", "あとがき", "付録A"],
        &["введение", "глава-1", "глава-2", "эпилог", "приложение"],
        &[
            "copyright-epub",
            "preface",
            "prologue",
            "chapter 1",
            "chapter 2",
            "about-author",
            "about_the_author",
            "author bio",
            "back-cover",
        ],
        &["avant-propos", "un-homme", "zoo", "annexe-b"],
    ] {
        let mut mixed = names.to_vec();
        mixed.sort_unstable();
        assert_eq!(order(&mixed), names);
    }
    // A chapter on them is none of them.
    assert_eq!(
        order(&["basics", "introduction-to-r", "references-and-borrowing", "traits"]),
        ["basics", "introduction-to-r", "references-and-borrowing", "traits"]
    );
}

#[test]
fn a_title_in_the_front_matter_of_a_chapter_is_no_title_of_the_book() {
    let texts = [("/memories/a.md", "# Alpha\n\nX\n"), ("/memories/b.md", "# Beta\n\nX\n"), ("/memories/d.md", "# Delta\n\nX\n")];
    let titled = "---\ntitle: A Coincidence\n---\n\nWords of it.\n";
    for name in ["/memories/01.md", "/memories/c.md"] {
        let made = made("/memories", &[&texts[..], &[(name, titled)]].concat());
        let titles: Vec<&str> = made.book().sections.iter().map(|section| section.title.as_str()).collect();
        assert_eq!(made.book().metadata.title, "Memories", "{name}\n{}", made.report);
        assert!(titles.contains(&"A Coincidence") && titles.len() == 4, "{titles:?}");
        assert!(made.says(Code::FolderTitle) && !made.says(Code::FileTitle), "{}", made.report);
    }
    // What opens the book, has the author or a heading of its own, or says nothing of a title speaks for it.
    for (name, text, title, author) in [
        ("/memories/index.md", titled, "A Coincidence", false),
        ("/memories/01.md", "---\ntitle: A Coincidence\nauthor: A. B.\n---\n\nWords.\n", "A Coincidence", true),
        ("/memories/01.md", "---\ntitle: A Coincidence\n---\n\n# Zero\n\nWords.\n", "A Coincidence", false),
        ("/memories/z.md", "---\ntitle: A Coincidence\nauthor: A. B.\n---\n", "A Coincidence", true),
        ("/memories/c.md", "---\nauthor: A. B.\n---\n\n# C\n\nWords.\n", "Memories", true),
    ] {
        let made = made("/memories", &[&texts[..], &[(name, text)]].concat());
        assert_eq!(
            (made.book().metadata.title.as_str(), made.book().metadata.people.len() == 1),
            (title, author),
            "{name} {text}\n{}",
            made.report
        );
    }
}

#[test]
fn the_first_of_two_headings_is_no_title_of_the_book() {
    let made1 = made("/two-lives", &[("/two-lives/01.md", "# One\n\nX\n"), ("/two-lives/02.md", "# Two\n\nX\n")]);
    assert_eq!(made1.book().metadata.title, "Two lives", "{}", made1.report);
    assert!(made1.says(Code::FolderTitle));
    let made2 = made("/two-lives", &[("/two-lives/01.md", "# One\n\nX\n"), ("/two-lives/02.md", "It goes on.\n")]);
    assert_eq!(made2.book().metadata.title, "One");
    for name in ["metadata.yaml", "meta.yaml", "meta.yml"] {
        let settings = (&*format!("/p/{name}"), "---\ntitle: Phaedo\nauthor:\n  - Plato\n---\n");
        let made3 = made("/p", &[settings, ("/p/01.md", "# One\n\nX\n"), ("/p/02.md", "# Two\n\nX\n")]);
        assert_eq!((made3.book().metadata.title.as_str(), made3.book().metadata.people.len()), ("Phaedo", 1), "{name}");
    }
}

#[test]
fn the_little_above_a_chapters_heading_belongs_to_it() {
    let text = |above: &str, number: u8| format!("{above}\n\n# Chapter {number}\n\nWords.\n");
    let of = |above: &str| {
        let [a, b] = [1, 2].map(|number| text(above, number));
        made("/p", &[("/p/1.md", &a), ("/p/2.md", &b)])
    };
    let made1 = of("[← back](README.md) ![badge](https://example.org/a.svg)\n\nA Book (Publisher, 2020)");
    let chapters: Vec<(usize, bool)> =
        made1.book().chapters.iter().map(|chapter| (chapter.blocks.len(), chapter.heading.is_some())).collect();
    // Of the first file it opens the book.
    assert_eq!(chapters, [(2, false), (2, true), (4, true)], "{}", made1.report);
    // Much of it may go on with the chapter before.
    let made2 = of(&"It went on so. ".repeat(100));
    assert_eq!(made2.book().chapters.iter().filter(|chapter| chapter.heading.is_none()).count(), 2);
}

#[test]
fn what_lies_beside_the_index_of_a_page_of_hugo_is_no_page() {
    let text = "# T\n\nText.\n";
    let names = ["posts/_index.md", "posts/p/index.md", "posts/p/v4.md", "posts/p/more/x.md", "posts/q.md", "notes.md"];
    for (settings, leaves) in [("hugo.toml", true), ("_config.yml", false)] {
        let paths: Vec<String> = names.iter().map(|name| format!("/s/content/{name}")).collect();
        let settings = format!("/s/{settings}");
        let mut files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), text)).collect();
        files.push((&settings, "title: S\n"));
        for (folder, within) in [("/s", "content/"), ("/s/content", ""), ("/s/content/posts/p", "/")] {
            let made = made(folder, &files);
            let has = |name: &str| made.config().files.iter().any(|file| file.path.ends_with(name));
            assert_eq!((has("v4.md"), has("more/x.md")), (!leaves, !leaves), "{folder} {settings} {:?}", made.files());
            assert!(has("index.md") && (within == "/" || has("q.md") && has("notes.md")), "{folder} {:?}", made.files());
            assert!(!leaves || made.says(Code::Unlisted), "{}", made.report);
        }
    }
}

#[test]
fn a_name_that_may_be_a_chapters_is_one() {
    let names = ["summary", "requirements", "support", "security", "roadmap", "governance", "changes", "todo", "licensed-to-kill"];
    let text = "# T\n\nText with [a link](a.md) in it.\n\nMore.\n";
    let mut files: Vec<(String, &str)> = names.iter().map(|name| (format!("/p/{name}.md"), text)).collect();
    let more = ["README", "LICENSE", "contributing", "code_of_conduct", "CHANGELOG", "a"];
    files.extend(more.iter().map(|name| (format!("/p/{name}.md"), text)));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let made1 = made("/p", &files);
    assert_eq!(made1.files().len(), names.len() + 1, "{:?}\n{}", made1.files(), made1.report);
    // A list of links is no chapter.
    let links = "# Summary\n\n- [a](nowhere.md)\n- [b](neither.md)\n";
    assert_eq!(made("/p", &[("/p/summary.md", links), ("/p/a.md", text), ("/p/b.md", text)]).files(), ["a.md", "b.md"]);
}

#[test]
fn a_text_that_opens_a_book_and_has_no_title_has_the_folders() {
    let files =
        [("/stories/index.md", "---\nlayout: x\n---\n\nWelcome.\n"), ("/stories/a.md", "# A\n\nX\n"), ("/stories/b.md", "# B\n\nX\n")];
    let made1 = made("/stories", &files);
    assert_eq!((made1.book().metadata.title.as_str(), made1.book().sections[0].title.as_str()), ("Stories", "Stories"));
    assert!(made1.says(Code::FolderTitle), "{}", made1.report);
    let made2 = made("/stories", &[("/stories/index.md", "# My own\n\nWelcome.\n"), files[1], files[2]]);
    assert_eq!(made2.book().metadata.title, "My own");
}

#[test]
fn the_home_of_mkdocs_comes_first() {
    let text = "# T\n\nText.\n";
    let settings = ("/p/mkdocs.yml", "site_name: S\nsite_author: A\n");
    for home in ["README.md", "index.md"] {
        let home = format!("/p/docs/{home}");
        let made = made("/p", &[settings, (&home, text), ("/p/docs/a.md", text), ("/p/README.md", text)]);
        assert_eq!(made.files(), [home.trim_start_matches("/p/"), "docs/a.md"]);
    }
    let both = made("/p", &[settings, ("/p/docs/README.md", text), ("/p/docs/index.md", text), ("/p/docs/a.md", text)]);
    assert_eq!(both.files(), ["docs/index.md", "docs/a.md"]);
}

#[test]
fn weight_goes_before_date_and_date_before_name() {
    let dated = |day: &str| format!("---\ntitle: T\ndate: {day}\n---\n\nText.\n");
    let [one, two, three] = ["2020-01-03", "2020-01-02", "2020-01-01T10:00:00Z"].map(dated);
    let made1 = made("/p", &[("/p/a.md", &one), ("/p/b.md", &two), ("/p/c.md", &three)]);
    assert_eq!(made1.files(), ["c.md", "b.md", "a.md"]);
    let heavy = |weight: &str| format!("---\ntitle: T\nweight: {weight}\ndate: 2020-01-01\n---\n\nText.\n");
    let [one, two, three] = ["30", "-5", "0"].map(heavy);
    let made2 = made("/p", &[("/p/a.md", &one), ("/p/b.md", &two), ("/p/c.md", &three)]);
    assert_eq!(made2.files(), ["b.md", "a.md", "c.md"]);
    // Numbers in names say the order themselves.
    let [one, two] = ["2020-01-03", "2020-01-02"].map(dated);
    assert_eq!(made("/p", &[("/p/1.md", &one), ("/p/2.md", &two)]).files(), ["1.md", "2.md"]);
}

#[test]
fn a_book_toml_of_ours_takes_the_folder_itself_or_a_list_beside_it() {
    let ours = ("/p/book.toml", "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\n");
    let texts = [("/p/b.md", "# B\n\nText.\n"), ("/p/a.md", "# A\n\nText.\n"), ("/p/notes/c.md", "# C\n\nText.\n")];
    let made1 = made("/p", &[&[ours][..], &texts].concat());
    assert_eq!(made1.files(), ["a.md", "b.md"]);
    assert!(made1.says(Code::Unlisted), "{}", made1.report);
    let made2 = made("/p", &[&[ours, ("/p/SUMMARY.md", "- [B](b.md)\n- [A](a.md)\n")][..], &texts].concat());
    assert_eq!(made2.files(), ["b.md", "a.md"]);
}

#[test]
fn a_pattern_among_chapters_names_each_file_once_and_in_order() {
    let made = case("chapters-by-glob");
    let files: Vec<String> =
        made.config.as_ref().map(|config| config.files.iter().map(|file| file.path.clone()).collect()).unwrap_or_default();
    // The last pattern names nothing, which is told; what is not sure is not built.
    assert!(made.says(Code::MissingFile) && files.is_empty(), "{}", made.report);
    let toml = "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\nfront = [\"0.md\"]\nchapters = [\"intro.md\", \"*.md\", { part = \"P\", chapters = [\"x/**/*.md\"] }]\n";
    let text = "# T\n\nText.\n";
    let paths = ["/p/0.md", "/p/10.md", "/p/9.md", "/p/intro.md", "/p/x/1.md", "/p/x/y/2.md", "/p/x/.h.md"];
    let files: Vec<(&str, &str)> = [("/p/book.toml", toml)].into_iter().chain(paths.map(|path| (path, text))).collect();
    let made = self::made("/p", &files);
    assert_eq!(made.files(), ["0.md", "intro.md", "9.md", "10.md", "x/1.md", "x/y/2.md"], "{}", made.report);
    assert_eq!(made.config().files[4].part.as_deref(), Some("P"));
    assert!(made.config().files[5].part.is_none());
}

/// A text with a title and sections of so many words.
fn sections(heads: &[&str], words: usize) -> String {
    let body = "word ".repeat(words / heads.len());
    let sections: Vec<String> = heads.iter().map(|head| format!("## {head}\n\n{body}\n")).collect();
    format!("# The Whole\n\nFirst words.\n\n{}", sections.join("\n"))
}

#[test]
fn one_title_with_chapters_below_it_is_a_book_of_these() {
    for (text, chapters) in [
        (sections(&["Out", "In"], 8_000), true),
        (sections(&["Out", "In"], 3_000), false),
        (sections(&["CHAPTER I", "CHAPTER II"], 100), true),
        (sections(&["1.", "2.", "3. The end"], 100), true),
        (sections(&["Kapitel 1", "Kapitel 2", "Nachwort"], 100), true),
        (sections(&["Out"], 9_000), false),
        (sections(&["Out", "In"], 9_000) + "\n# Another\n\nText.\n", false),
        (format!("---\ntitle: Other\n---\n\n{}", sections(&["Out", "In"], 9_000)), false),
        (format!("---\ntitle: the whole\n---\n\n{}", sections(&["Out", "In"], 9_000)), true),
    ] {
        let made = made("/p/a.md", &[("/p/a.md", text.as_str())]);
        let book = made.book();
        let head: String = text.chars().take(80).collect();
        assert_eq!(made.says(Code::TitleAndChapters), chapters, "{head}\n{}", made.report);
        let titled = book.chapters.iter().filter(|chapter| chapter.heading.is_some()).count();
        let printed = book.sections.iter().any(|section| section.title == "The Whole");
        assert_eq!(
            (titled > 1 && !printed, book.sections.iter().any(|section| section.depth == 1 && section.title != "The Whole")),
            (chapters, chapters || head.contains("Another") || text.contains("# Another")),
            "{head}"
        );
    }
}

#[test]
fn links_to_a_title_that_opens_the_book_lead_to_its_text() {
    let made =
        made("/p/a.md", &[("/p/a.md", "# The Whole {#w}\n\n[a](#w) [b](#the-whole)\n\n## Chapter 1\n\nText.\n\n## Chapter 2\n\nText.\n")]);
    assert!(made.book().links.iter().all(|link| matches!(link, Link::Chapter(id) if id.index() == 0)), "{:?}", made.book().links);
    assert!(!made.says(Code::BrokenLink) && made.book().metadata.title == "The Whole");
}

#[test]
fn a_chapters_title_is_no_title_of_a_book_of_many() {
    let made1 = case("folder-title/book");
    assert_eq!(made1.book().metadata.title, "Folder title");
    assert!(made1.says(Code::FolderTitle) && made1.says(Code::FileTitle), "{}", made1.report);
    let files = [("/p/index.md", "# The Book\n\nText.\n"), ("/p/a.md", "# A\n\nText.\n"), ("/p/b.md", "# B\n\nText.\n")];
    assert_eq!(made("/p", &files).book().metadata.title, "The Book");
    // What each file repeats is the book's.
    let text = |title: &str| format!("# The Series\n\n# {title}\n\nText.\n");
    let [a, b, c] = ["A", "B", "C"].map(text);
    assert_eq!(made("/p", &[("/p/1.md", &a), ("/p/2.md", &b), ("/p/3.md", &c)]).book().metadata.title, "The Series");
}

#[test]
fn what_is_found_in_a_plain_text_has_its_place_there() {
    let paragraph = "It was late when the two of them came down to the water, and nobody\nspoke of what they had seen there in the morning of that long day.\n";
    let text = format!(
        "THE BOAT\n\nby Ann Example\n\n\n\nCHAPTER I\n\n{paragraph}\n{paragraph}\n\n\nCHAPTER II\n\n{paragraph}\nOdd words here and\nno more.\n"
    );
    let mut memory = Memory::default();
    memory.put("/b/m.txt", text.as_str());
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(Arc::new(memory), Path::new("/b/m.txt"), &mut sources, &mut found).unwrap();
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found).unwrap();
    let line = |words: &str| text.lines().position(|line| line.starts_with(words)).unwrap() + 1;
    for words in ["CHAPTER II", "Odd words"] {
        let block = book
            .blocks
            .iter()
            .find(|block| block.prose().is_some_and(|prose| prose.text.to_lowercase().starts_with(&words.to_lowercase())));
        assert_eq!(sources.locate(block.unwrap().span), format!("m.txt:{}:1", line(words)), "{words}");
    }
}

#[test]
fn numbers_that_are_no_figures_put_files_in_order() {
    for (written, ordered) in [
        (
            &["第一章.md", "第十章.md", "第七章.md", "第二十章.md", "第三章.md"][..],
            &["第一章.md", "第三章.md", "第七章.md", "第十章.md", "第二十章.md"][..],
        ),
        (&["Chapter Five.md", "Chapter One.md", "Chapter Twelve.md"], &["Chapter One.md", "Chapter Five.md", "Chapter Twelve.md"]),
        (&["part-I.md", "part-IX.md", "part-V.md"], &["part-I.md", "part-V.md", "part-IX.md"]),
        (
            &["anhang.md", "einleitung.md", "kapitel 1.md", "nachwort.md", "vorwort.md"],
            &["vorwort.md", "einleitung.md", "kapitel 1.md", "nachwort.md", "anhang.md"],
        ),
        (&["あとがき.md", "はじめに.md", "付録A.md", "第1章.md"], &["はじめに.md", "第1章.md", "あとがき.md", "付録A.md"]),
        (
            &["back-cover.md", "chapter 1.md", "copyright-epub.md", "appendix-a.md"],
            &["copyright-epub.md", "chapter 1.md", "appendix-a.md", "back-cover.md"],
        ),
        (&["cover-letters.md", "the-hives.md", "a-garden.md"], &["a-garden.md", "cover-letters.md", "the-hives.md"]),
    ] {
        let paths: Vec<String> = written.iter().map(|name| format!("/b/{name}")).collect();
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "# A\n\nWords.\n")).collect();
        assert_eq!(made("/b", &files).files(), ordered);
    }
}

#[test]
fn plain_texts_beside_markdown_are_chapters_where_they_are_the_mass_and_told_else() {
    let long = "CHAPTER 1.\n\nIt rained on the town all day long, and nobody came at all.\n";
    let many = made("/b", &[("/b/chapter1.txt", long), ("/b/chapter2.txt", long), ("/b/ideas.md", "# Ideas\n\nWords.\n")]);
    assert_eq!(many.files(), ["chapter1.txt", "chapter2.txt"]);
    assert!(many.report.contains("`ideas.md`"), "{}", many.report);
    let few = made("/b", &[("/b/words.txt", long), ("/b/a.md", "# A\n\nWords.\n"), ("/b/requirements.txt", "x\n")]);
    assert_eq!(few.files(), ["a.md"]);
    assert!(few.report.contains("1 text is not in the book: `words.txt`"), "{}", few.report);
    let one = made("/b", &[("/b/77.txt", long), ("/b/77-8.txt", long), ("/b/77-0.txt", long)]);
    assert_eq!(one.files(), ["77-0.txt"]);
    assert!(one.report.contains("`77-8.txt`, `77.txt`"), "{}", one.report);
}

#[test]
fn what_other_programs_say_in_other_places_is_read() {
    let text = "# A\n\nWords.\n";
    let bookdown = made(
        "/b",
        &[
            ("/b/_bookdown.yml", "rmd_subdir: \"chapters\"\n"),
            ("/b/index.Rmd", text),
            ("/b/chapters/01.Rmd", text),
            ("/b/chapters/02.Rmd", text),
        ],
    );
    assert_eq!(bookdown.files(), ["index.Rmd", "chapters/01.Rmd", "chapters/02.Rmd"]);
    let docsify = made("/b", &[("/b/_sidebar.md", "* [Home](/)\n* [One](one.md)\n"), ("/b/README.md", text), ("/b/one.md", text)]);
    assert_eq!(docsify.files(), ["README.md", "one.md"]);
    assert!(!docsify.says(Code::ListGap), "{}", docsify.report);
    let hugo = made("/b", &[("/b/config/_default/config.yaml", "title: My Site\n"), ("/b/content/a.md", text), ("/b/content/b.md", text)]);
    assert_eq!(hugo.config().metadata.title, "My Site");
    let mdx = made("/b", &[("/b/01.md", text), ("/b/02.mdx", "import X from './x'\n\n# B\n"), ("/b/03.md", text)]);
    assert_eq!(mdx.files(), ["01.md", "02.mdx", "03.md"]);
    let pandoc = made("/b", &[("/b/meta.yaml", "title: Phaedo\n"), ("/b/01.md", text), ("/b/02.md", text)]);
    assert_eq!(pandoc.config().metadata.title, "Phaedo");
    let manuscript = made("/b", &[("/b/manuscript/a.md", text), ("/b/manuscript/b.md", text), ("/b/Notes/2020/c.md", text)]);
    assert_eq!(manuscript.files(), ["manuscript/a.md", "manuscript/b.md"]);
    assert!(manuscript.says(Code::Unlisted), "{}", manuscript.report);
    let short =
        made("/b", &[("/b/README.md", "# The book\n\nA great many words about it, more than in it.\n"), ("/b/chapters/01.md", "# A\n")]);
    assert_eq!(short.files(), ["chapters/01.md"]);
}

/// The titles of the sections of a book, each with its level as signs.
fn titles(made: &Made) -> Vec<String> {
    made.book().sections.iter().map(|section| format!("{} {}", "#".repeat(section.level.into()), section.title)).collect()
}

#[test]
fn the_title_of_a_page_stands_above_the_headings_in_it() {
    let page = |title: &str, body: &str| format!("---\ntitle: {title}\n---\n\n{body}\n");
    let (one, two) =
        (page("My Post", "Words.\n\n## Use\n\nMore.\n\n# Related\n\nMore."), page("Other", "# Intro\n\nWords.\n\n# Details\n\nMore."));
    let (three, four) = (page("Third", "# The third\n\nWords."), page("Parts", "# Chapter 1\n\nWords.\n\n# Chapter 2\n\nWords."));
    let made = made("/b", &[("/b/1.md", &one), ("/b/2.md", &two), ("/b/3.md", &three), ("/b/4.md", &four)]);
    let wanted =
        ["# My Post", "## Use", "## Related", "# Other", "## Intro", "## Details", "# The third", "# Chapter\u{a0}1", "# Chapter\u{a0}2"];
    assert_eq!(titles(&made), wanted, "{}", made.report);
}

#[test]
fn the_title_of_a_chapter_in_the_middle_is_not_the_books() {
    let files = [
        ("/weather/a.md", "# Alpha\n\nWords.\n"),
        ("/weather/b.md", "# Beta\n\nWords.\n"),
        ("/weather/c.md", "---\ntitle: A Coincidence\n---\n\nWords.\n"),
        ("/weather/d.md", "# Delta\n\nWords.\n"),
    ];
    let made = made("/weather", &files);
    assert_eq!(titles(&made), ["# Alpha", "# Beta", "# A Coincidence", "# Delta"]);
    assert_eq!(made.book().metadata.title, "Weather", "{}", made.report);
}

#[test]
fn what_stands_above_the_heading_of_a_file_belongs_to_its_chapter() {
    let text = "A Book (2020)\n\n# Chapter\n\nWords.\n";
    let made = made("/b", &[("/b/01.md", "# One\n\nWords.\n"), ("/b/02.md", text), ("/b/03.md", text)]);
    assert_eq!(made.book().chapters.len(), 3, "{}", made.report);
}

#[test]
fn sections_of_a_site_are_called_as_their_authors_like() {
    let page = |title: &str| format!("# {title}\n\nWords.\n");
    let (one, two, three) = (page("Intro"), page("Templates"), page("Build"));
    let files = [
        ("/s/config.toml", "base_url = \"https://x.example\"\ntitle = \"Zo\"\n"),
        ("/s/content/docs/intro.md", &*one),
        ("/s/content/docs/templates/a.md", &*two),
        ("/s/content/docs/build/b.md", &*three),
        ("/s/content/docs/drafts/c.md", &*three),
    ];
    let made = made("/s", &files);
    assert_eq!(made.files().len(), 3, "{:?} {}", made.files(), made.report);
    assert!(made.files().iter().all(|file| !file.contains("drafts")));
}

#[test]
fn names_in_capitals_are_chapters_unless_they_keep_house() {
    let page = "# A\n\nWords of this page.\n";
    let names = ["Alpha", "CANBUS", "HTML", "SECURITY", "RELEASE_NOTES", "README", "AUTHORS"];
    let paths: Vec<String> = names.iter().map(|name| format!("/b/{name}.md")).collect();
    let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), page)).collect();
    assert_eq!(made("/b", &files).files(), ["Alpha.md", "CANBUS.md", "HTML.md"]);
}

#[test]
fn gitbooks_in_languages_take_in_files_of_their_language_and_fill_in_variables() {
    let files = [
        ("/g/LANGS.md", "* [English](en/)\n* [Deutsch](de/)\n"),
        ("/g/book.json", "{ \"variables\": { \"version\": \"5.2\", \"deep\": { \"er\": \"7\" } } }"),
        ("/g/en/SUMMARY.md", "# Summary\n\n* [Start](README.md)\n* [Two](two/x.md)\n"),
        (
            "/g/en/README.md",
            "# The Harbour\n\nVersion {{ book.version }}, see <https://x.example/{{ book.version }}/> and {{ book.deep.er }}.\n",
        ),
        ("/g/en/two/x.md", "# Two\n\n{% include \"/part/one.md\" %}\n"),
        ("/g/en/part/one.md", "Words of the part.\n"),
        ("/g/de/README.md", "# Der Hafen\n\nWorte.\n"),
    ];
    let made = made("/g", &files);
    assert_eq!(made.files(), ["en/README.md", "en/two/x.md"], "{}", made.report);
    assert_eq!(made.book().metadata.title, "The Harbour", "{}", made.report);
    let words: Vec<&str> = made.book().blocks.iter().filter_map(|block| Some(block.prose()?.text.as_str())).collect();
    let all = words.join("\n");
    assert!(all.contains("Version 5.2, see https://x.example/5.2/ and 7.") && all.contains("Words of the part."), "{all}");
}

#[test]
fn a_file_of_definitions_is_no_chapter_and_speaks_for_none() {
    let files = [
        ("/t/abbr.md", "*[AST]: Abstract Syntax Tree\n\n[x]: https://x.example\n"),
        ("/t/src/00.md", "---\ntitle: Memory Safety\nauthor: Ann\n---\n\n# Introduction\n\nWords.\n"),
        ("/t/src/01.md", "# More\n\nWords.\n"),
    ];
    let made = made("/t", &files);
    assert_eq!(made.files(), ["src/00.md", "src/01.md"]);
    assert_eq!(made.book().metadata.title, "Memory Safety", "{}", made.report);
}

#[test]
fn lists_of_other_programs_are_found_in_all_their_forms() {
    let page = "# A\n\nWords.\n";
    let leanpub =
        made("/l", &[("/l/manuscript/book.txt", "intro.md\nch01.md\n"), ("/l/manuscript/ch01.md", page), ("/l/manuscript/intro.md", page)]);
    assert_eq!(leanpub.files(), ["manuscript/intro.md", "manuscript/ch01.md"]);
    // A novel may be called so too.
    assert_eq!(made("/l", &[("/l/book.txt", "It was a dark night.\n\nThe end.\n")]).files(), ["book.txt"]);
    let quarto = made(
        "/q",
        &[
            ("/q/_quarto.yml", "metadata-files:\n  - w/meta.yml\n  - w/chapters.yml\nproject:\n  type: book\n"),
            ("/q/w/meta.yml", "book:\n  title: The Long Form\n  author: Ann\n"),
            ("/q/w/chapters.yml", "book:\n  chapters: [index.md, w/one.md]\n"),
            ("/q/index.md", page),
            ("/q/w/one.md", page),
            ("/q/docs/guide.md", page),
        ],
    );
    assert_eq!((quarto.files(), &*quarto.book().metadata.title), (vec!["index.md".into(), "w/one.md".into()], "The Long Form"));
    let vivliostyle = made(
        "/v",
        &[
            (
                "/v/vivliostyle.config.js",
                "module.exports = { title: 'Four', author: 'Ann <a@x.example>', language: 'en', entry: ['b.md', { path: './a.md' }] };",
            ),
            ("/v/a.md", page),
            ("/v/b.md", page),
        ],
    );
    assert_eq!((vivliostyle.files(), &*vivliostyle.book().metadata.title), (vec!["b.md".into(), "a.md".into()], "Four"));
    assert_eq!(vivliostyle.config().metadata.authors().next().unwrap().name, "Ann", "{}", vivliostyle.report);
}

#[test]
fn folders_of_languages_are_editions_at_every_level() {
    let page = "# A\n\nWords.\n";
    let paths = ["de", "en", "fr"].map(|tag| format!("/b/content/{tag}/1-one.md"));
    let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), page)).collect();
    assert_eq!(made("/b", &files).files(), ["content/en/1-one.md"]);
}

#[test]
fn metadata_of_another_maker_takes_nothing_from_the_text() {
    let text = "---\ntitle: My Thesis\nauthor: Ann\nlang: de-DE\n---\n\n# Einleitung\n\nEin Text.\n";
    let made = made("/b", &[("/b/metadata.yml", "name: Template\ndescription: A template\n"), ("/b/thesis.md", text)]);
    assert_eq!(made.book().metadata.title, "My Thesis", "{}", made.report);
    assert!(!made.says(Code::NoAuthor));
}

#[test]
fn the_title_of_the_page_that_opens_a_site_is_its_own() {
    let page = "---\nhide:\n  - toc\ntitle: Welcome\n---\n\nThe firmware controls printers.\n";
    let made1 = made("/printers", &[("/printers/index.md", page), ("/printers/Alpha.md", "# Alpha\n\nWords.\n")]);
    assert_eq!(made1.book().metadata.title, "Printers");
    let heads = |made: &Made| made.book().sections.iter().map(|section| section.title.clone()).collect::<Vec<_>>();
    assert_eq!(heads(&made1), ["Welcome", "Alpha"]);
    assert!(made1.says(Code::FolderTitle) && !made1.says(Code::FileTitle), "{}", made1.report);
    // A title that says something is the book's too.
    let named = page.replace("Welcome", "The Printer Book");
    let made2 = made("/printers", &[("/printers/index.md", &named), ("/printers/Alpha.md", "# Alpha\n\nWords.\n")]);
    assert_eq!(
        (&*made2.book().metadata.title, heads(&made2)),
        ("The Printer Book", vec!["The Printer Book".to_owned(), "Alpha".to_owned()])
    );
    // With an author it is the title of a book and of no page.
    let whole = named.replace("hide:\n  - toc", "author: Ann Example");
    let made3 = made("/printers", &[("/printers/index.md", &whole), ("/printers/Alpha.md", "# Alpha\n\nWords.\n")]);
    assert_eq!((&*made3.book().metadata.title, heads(&made3)), ("The Printer Book", vec!["Alpha".to_owned()]));
    let settings = ("/p/mkdocs.yml", "site_name: Firmware\n");
    let made4 = made("/p", &[settings, ("/p/docs/index.md", page), ("/p/docs/a.md", "# A\n\nText.\n")]);
    assert_eq!((&*made4.book().metadata.title, heads(&made4)), ("Firmware", vec!["Welcome".to_owned(), "A".to_owned()]));
}

#[test]
fn an_author_named_in_the_text_is_taken() {
    let text = "# The Harbour\n\nby Ann Example\n\nIt was a long winter.\n";
    let made1 = made("/b/a.md", &[("/b/a.md", text)]);
    assert_eq!(made1.book().metadata.people[0].name, "Ann Example");
    assert!(made1.says(Code::AuthorFound) && !made1.says(Code::NoAuthor), "{}", made1.report);
    // Those of several chapters are the chapters'.
    let other = text.replace("Ann Example", "Ben Otherone");
    let made2 = made("/b", &[("/b/a.md", text), ("/b/b.md", &other)]);
    assert!(made2.says(Code::NoAuthor) && made2.book().metadata.people.is_empty(), "{}", made2.report);
    let front = format!("---\nauthor: Cy Third\n---\n{text}");
    let made3 = made("/b/a.md", &[("/b/a.md", &front)]);
    assert_eq!((&*made3.book().metadata.people[0].name, made3.says(Code::AuthorFound)), ("Cy Third", false));
    // A plain text among the files of another program says it too, and one that does not is told.
    let long = "This is a paragraph of the preface that is long enough to be one and that goes\non to a second line.\n\n";
    let plain = format!("THE DICTIONARY\n\n\nby\n\nAMBROSE EXAMPLE\n\n\n\nPREFACE\n\n\n{}", long.repeat(4));
    let settings = ("/d/metadata.yaml", "title: The Dictionary\nlanguage: en\n");
    let made4 = made("/d", &[settings, ("/d/972.txt", &plain)]);
    assert_eq!(made4.book().metadata.people[0].name, "AMBROSE EXAMPLE");
    assert!(!made4.says(Code::NoAuthor), "{}", made4.report);
    let made5 = made("/d", &[settings, ("/d/972.txt", &long.repeat(4))]);
    assert!(made5.says(Code::NoAuthor), "{}", made5.report);
}

#[test]
fn docusaurus_orders_pages_and_folders_by_their_positions() {
    let page = |title: &str, place: &str| format!("---\ntitle: {title}\nsidebar_position: {place}\n---\n\nText.\n");
    let (a, b, c, d) = (page("Alpha", "2"), page("Beta", "1"), page("Gamma", "1.5"), page("Delta", "1"));
    let files = [
        ("/p/docs/a.md", &*a),
        ("/p/docs/b.mdx", &b),
        ("/p/docs/z/_category_.json", "{\n\t\"label\": \"The Late Part\",\n\t\"position\": 1.2\n}\n"),
        ("/p/docs/z/c.md", &c),
        ("/p/docs/z/d.md", &d),
    ];
    let made1 = made("/p/docs", &files);
    assert_eq!(made1.files(), ["b.mdx", "z/d.md", "z/c.md", "a.md"]);
    assert_eq!(made1.config().files[1].part.as_deref(), Some("The Late Part"), "{}", made1.report);
}

#[test]
fn docusaurus_says_how_the_site_is_called() {
    let settings = "export default {\n  // title: 'No'\n  title: 'Nahw School',\n  i18n: { defaultLocale: 'en' },\n};\n";
    let text = "# A\n\nWords.\n";
    let files = [("/s/docusaurus.config.js", settings), ("/s/docs/b.md", text), ("/s/docs/a.md", text), ("/s/blog/2020-01-01-x.md", text)];
    let made = made("/s", &files);
    assert_eq!((made.files(), made.book().metadata.title.as_str()), (vec!["docs/a.md".to_owned(), "docs/b.md".to_owned()], "Nahw School"));
    assert!(made.report.contains("Docusaurus"), "{}", made.report);
}

#[test]
fn softcover_lists_its_chapters_and_says_whose_they_are() {
    let made1 = made(
        "/s",
        &[
            ("/s/Book.txt", "cover\nfrontmatter:\nmaketitle\ntableofcontents\npreface.md\nmainmatter:\nb.md\na.md\n"),
            ("/s/config/book.yml", "---\ntitle: Soft Covers\nsubtitle: How\nauthor: Mia Example\n"),
            ("/s/chapters/preface.md", "# Preface\n\nText.\n"),
            ("/s/chapters/a.md", "# Last\n\nText.\n"),
            ("/s/chapters/b.md", "# First\n\nText.\n"),
        ],
    );
    assert_eq!(made1.files(), ["chapters/preface.md", "chapters/b.md", "chapters/a.md"]);
    let metadata = &made1.book().metadata;
    assert_eq!((&*metadata.title, &*metadata.people[0].name), ("Soft Covers", "Mia Example"));
    assert!(!made1.says(Code::ListGap) && !made1.says(Code::NoAuthor), "{}", made1.report);
}

#[test]
fn the_list_of_an_older_jupyter_book_is_followed() {
    let toc = "- file: index\n  numbered: true\n\n- part: The First\n  chapters:\n  - file: b\n  - file: a\n    sections:\n    - file: c\n  - title: Elsewhere\n    url: https://a.example\n";
    let text = "# A\n\nText.\n";
    let config = ("/j/_config.yml", "title: The Jupyter\nauthor: Jo Example\n");
    let files = [("/j/_toc.yml", toc), config, ("/j/index.md", text), ("/j/a.md", text), ("/j/b.md", text), ("/j/c.md", text)];
    let made1 = made("/j", &files);
    assert_eq!(made1.files(), ["index.md", "b.md", "a.md", ".c.md"]);
    assert_eq!((made1.config().files[1].part.as_deref(), &*made1.book().metadata.title), (Some("The First"), "The Jupyter"));
}

#[test]
fn a_makefile_gives_pandoc_its_texts() {
    let make = "SLUG=example\n# The order.\nCONTENTS = \\\n\ttext/beginning.md\\\n\ttext/middle.md\\\n\ttext/end.md\\\n\t\\\n\nBACK = text/ack.md text/about.md\nTEXT = $(CONTENTS) $(BACK)\n\nbook.epub: $(TEXT)\n\tpandoc -o $@ metadata.yaml $(TEXT)\n";
    let names = ["ack", "about", "beginning", "end", "middle", "spare"];
    let texts: Vec<(String, String)> = names.iter().map(|name| (format!("/n/text/{name}.md"), format!("# {name}\n\nText.\n"))).collect();
    let metadata = ("/n/metadata.yaml", "title: Lather\nauthor: A. Robot\n");
    let with = |make: &str| {
        let mut files = vec![("/n/Makefile", make), metadata, ("/n/README.md", "# About\n")];
        files.extend(texts.iter().map(|(name, text)| (&**name, &**text)));
        made("/n", &files)
    };
    let made1 = with(make);
    assert_eq!(made1.files(), ["text/beginning.md", "text/middle.md", "text/end.md", "text/ack.md", "text/about.md"]);
    assert_eq!((&*made1.book().metadata.title, &*made1.book().metadata.people[0].name), ("Lather", "A. Robot"));
    assert!(
        made1.says(Code::Unlisted) && made1.report.contains("text/spare.md") || made1.report.contains("1 in `text`"),
        "{}",
        made1.report
    );
    let by_name = ["text/about.md", "text/ack.md", "text/beginning.md", "text/end.md", "text/middle.md", "text/spare.md"];
    for make in ["A := $(sort $(wildcard text/*.md))\nall:\n\tpandoc $(A) -o a.pdf\n", "all:\n\tpandoc text/*.md -o a.pdf\n"] {
        assert_eq!(with(make).files(), by_name, "{make}");
    }
    // One that makes something else says nothing of the order.
    for make in
        ["all:\n\tcargo build text/end.md text/ack.md\n", "all:\n\tpandoc README.md\n", "A = $(A) $(B)\nB = $(A)\nall:\n\tpandoc $(A)\n"]
    {
        assert!(!with(make).says(Code::ListFollowed), "{make}");
    }
}

/// The severity of the finding that texts are not in the book.
fn passed_over(made: &Made) -> Option<Severity> {
    made.found.iter().find(|finding| finding.code == Code::Unlisted).map(|finding| finding.severity)
}

#[test]
fn collections_of_jekyll_with_pages_are_the_book() {
    let settings = "name: Sustainable\ninclude: [_pages]\ncollections:\n  chapters:\n    output: true\n  people:\n    output: true\n";
    let page = |title: &str| format!("---\ntitle: {title}\n---\n\nThe text.\n");
    let [home, gone, one, two] = ["Home", "Not found", "One", "Two"].map(page);
    let files = [
        ("/s/_config.yml", settings),
        ("/s/index.md", &*home),
        ("/s/404.md", &gone),
        ("/s/about.md", &gone),
        ("/s/_people/ann.md", &gone),
        ("/s/_chapters/02-two.md", &two),
        ("/s/_chapters/01-one.md", &one),
    ];
    let made1 = made("/s", &files);
    assert_eq!(made1.files(), ["index.md", "_chapters/01-one.md", "_chapters/02-two.md"], "{}", made1.report);
    assert_eq!(made1.book().metadata.title, "Sustainable");
    assert!(made1.report.contains("`404.md`") && made1.report.contains("`about.md`"), "{}", made1.report);
    // Without one that is called as chapters are, each is a part behind the pages; without pages of its own it is nothing.
    let other = settings.replace("chapters:", "docs:");
    let moved = [("/s/_config.yml", &*other), ("/s/_docs/a.md", &one), ("/s/_people/ann.md", &two), ("/s/use.md", &two), files[2]];
    let made2 = made("/s", &moved);
    assert_eq!(made2.files(), ["use.md", "_docs/a.md", "_people/ann.md"], "{}", made2.report);
    let parts: Vec<Option<&str>> = made2.config().files.iter().map(|file| file.part.as_deref()).collect();
    assert_eq!(parts, [None, Some("Docs"), Some("People")]);
    // Posts are one collection of several: the first if they are the most, else the last.
    let posts = [("/s/_posts/2020-01-02-a.md", &*one), ("/s/_posts/2020-01-03-b.md", &two), ("/s/_posts/2020-01-04-c.md", &two)];
    let few = made("/s", &[&moved[..], &posts[..1]].concat());
    assert_eq!(few.files(), ["use.md", "_docs/a.md", "_people/ann.md", "_posts/2020-01-02-a.md"], "{}", few.report);
    let many = made("/s", &[&moved[..], &posts].concat());
    assert!(many.files()[1].starts_with("_posts/") && many.files().len() == 6, "{}", many.report);
    let without = settings.replace("true", "false");
    let made3 = made("/s", &[&[("/s/_config.yml", &*without)], &files[1..]].concat());
    assert_eq!(made3.files(), ["index.md", "about.md"], "{}", made3.report);
    // A chapter 404 is one.
    let numbers: Vec<(String, &str)> = (402..406).map(|number| (format!("/n/{number}.md"), "# A\n\nX\n")).collect();
    let numbers: Vec<(&str, &str)> = numbers.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    assert_eq!(made("/n", &numbers).files().len(), 4);
}

#[test]
fn markua_is_markdown_and_its_list_is_followed_beside_twins() {
    let list = "preface.markua\nmainmatter.markua\nchapter01.markua\nbackmatter.markua\nappendix01.markua\nmodule.markua\n";
    let markua = ["preface", "chapter01", "appendix01", "module"];
    let texts = markua.map(|name| (format!("/b/manuscript/{name}.markua"), format!("# The {name}\n\nText.\n")));
    let twins = markua.map(|name| (format!("/b/manuscript/{name}.md"), "# An old copy\n\nText.\n".to_owned()));
    let mut files = vec![
        ("/b/manuscript/Book.txt", list),
        ("/b/manuscript/mainmatter.markua", "{mainmatter}\n"),
        ("/b/manuscript/backmatter.markua", "\n{backmatter}"),
    ];
    files.extend(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    for with_twins in [false, true] {
        if with_twins {
            files.extend(twins.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        }
        let made = made("/b", &files);
        assert_eq!(made.files(), markua.map(|name| format!("manuscript/{name}.markua")), "{}", made.report);
        let zones: Vec<Zone> = made.config().files.iter().map(|file| file.zone).collect();
        assert_eq!(zones, [Zone::Body, Zone::Body, Zone::Back, Zone::Back]);
        assert!(made.says(Code::ListFollowed) && !made.says(Code::ListGap), "{}", made.report);
        assert!(!made.report.contains("mainmatter.markua"), "{}", made.report);
    }
    assert_eq!(made("/c", &[("/c/1.markua", "# A\n\nX\n"), ("/c/2.markua", "# B\n\nX\n")]).files(), ["1.markua", "2.markua"]);
}

#[test]
fn texts_of_leanpub_that_are_one_directive_set_the_matter() {
    let list = "frontmatter.txt\nprologue.md\nmainmatter.txt\nchapter-01.txt\nbackmatter.txt\nepilogue.md\n";
    let files = [
        ("/winter/manuscript/Book.txt", list),
        ("/winter/manuscript/frontmatter.txt", "{frontmatter}\n"),
        ("/winter/manuscript/prologue.md", "# Prologue\n\nText.\n"),
        ("/winter/manuscript/mainmatter.txt", "{mainmatter}"),
        ("/winter/manuscript/chapter-01.txt", "# Chapter 1\n\nText *one*.\n"),
        ("/winter/manuscript/backmatter.txt", "{backmatter}\n\n"),
        ("/winter/manuscript/epilogue.md", "# Epilogue\n\nEnd.\n"),
    ];
    let made1 = made("/winter", &files);
    assert_eq!(made1.files(), ["manuscript/prologue.md", "manuscript/chapter-01.txt", "manuscript/epilogue.md"], "{}", made1.report);
    assert_eq!(made1.config().files.iter().map(|file| file.zone).collect::<Vec<_>>(), [Zone::Front, Zone::Body, Zone::Back]);
    assert!(made1.says(Code::FolderTitle), "{}", made1.report);
    // What such a list names and has headings is Markdown whatever its ending.
    assert_eq!(titles(&made1), ["# Prologue", "# Chapter\u{a0}1", "# Epilogue"]);
    assert!(!made1.says(Code::PlainText) && !made1.says(Code::FileTitle) && !made1.says(Code::Unlisted), "{}", made1.report);
    // A directive above a text holds from there on.
    let made2 = made(
        "/b",
        &[("/b/Book.txt", "a.md\nb.md\n"), ("/b/a.md", "{frontmatter}\n\n# A\n\nX\n"), ("/b/b.md", "{mainmatter}\n\n# B\n\nX\n")],
    );
    assert_eq!(made2.config().files.iter().map(|file| file.zone).collect::<Vec<_>>(), [Zone::Front, Zone::Body]);
}

#[test]
fn a_list_of_which_all_opens_the_book_is_the_book() {
    let text = "# A\n\nWords.\n";
    let files = [
        ("/b/Book.txt", "## Chapter 0\nintroduction.md\ntwo.md\n"),
        ("/b/introduction.md", "{frontmatter}\n\n# Introduction\n\nWords.\n"),
        ("/b/two.md", text),
    ];
    let made = made("/b", &files);
    assert_eq!(made.config().files.iter().map(|file| file.zone).collect::<Vec<_>>(), [Zone::Body, Zone::Body], "{}", made.report);
}

#[test]
fn instructions_to_programs_are_never_chapters() {
    for beside in ["guides/01-one.md", "01-one.md", "one.md"] {
        for name in ["AGENTS.md", "CLAUDE.md", "GEMINI.md", "CLAUDE.local.md", "copilot-instructions.md"] {
            let (text, told) = (format!("/b/{beside}"), format!("/b/{name}"));
            let made = made("/b", &[(&text, "# One\n\nX\n"), (&told, "# Do\n\nWhat.\n"), ("/b/README.md", "# About\n")]);
            assert_eq!(made.files(), [beside], "{name}");
            assert!(made.report.contains(&format!("`{name}`")), "{}", made.report);
        }
    }
    // Claude is a name, too.
    assert_eq!(made("/b", &[("/b/claude.md", "# C\n\nX\n"), ("/b/ann.md", "# A\n\nX\n")]).files().len(), 2);
}

#[test]
fn plans_beside_a_folder_that_is_plainly_the_book_are_no_chapters() {
    let text = "# A\n\nWords.\n";
    let of = |names: &[&str]| {
        let paths: Vec<String> = names.iter().map(|name| format!("/b/{name}")).collect();
        made("/b", &paths.iter().map(|path| (path.as_str(), text)).collect::<Vec<_>>())
    };
    for folder in ["manuscript", "chapters", "src", "content", "text", "book"] {
        let all: Vec<String> = (1..7).map(|number| format!("{folder}/chapter-0{number}.md")).collect();
        let beside = ["outline.md", "cast.md", "prompts/draft.md", "characters/ann.md", "preface.md", "appendix/tools.md"];
        let made = of(&all.iter().map(String::as_str).chain(beside).collect::<Vec<_>>());
        let right: Vec<&str> = ["preface.md"].into_iter().chain(all.iter().map(String::as_str)).chain(["appendix/tools.md"]).collect();
        assert_eq!(made.files(), right, "{}", made.report);
        assert_eq!(passed_over(&made), Some(Severity::Warning), "{}", made.report);
        for told in ["`outline.md`", "`cast.md`", "1 in `characters`", "1 in `prompts`"] {
            assert!(made.report.contains(told), "{told}\n{}", made.report);
        }
    }
    // A folder that is called like texts is not plainly the book unless its texts are numbered, and of two that are none is.
    assert_eq!(of(&["src/sea.md", "src/land.md", "cast.md"]).files().len(), 3);
    assert_eq!(of(&["src/1.md", "src/2.md", "text/1.md", "text/2.md", "cast.md"]).files().len(), 5);
    // Numbered folders hold the book, and numbered texts; what plans it is none of it.
    let made1 = of(&["01_Intro/introduction.md", "02_End/conclusion.md", "planning/structure.md", "notes/ideas.md", "sundry/more.md"]);
    assert_eq!(made1.files(), ["01_Intro/introduction.md", "02_End/conclusion.md"], "{}", made1.report);
    let made2 = of(&["01-a.md", "02-b.md", "03-c.md", "chapter-outline.md", "the-sea.md"]);
    assert_eq!(made2.files(), ["01-a.md", "02-b.md", "03-c.md", "the-sea.md"], "{}", made2.report);
    assert_eq!(passed_over(&made2), Some(Severity::Warning));
    assert_eq!(of(&["the-plan.md", "the-sea.md", "the-storm.md"]).files().len(), 3);
    // What a program has made is named.
    let made3 = of(&["01-a.md", "02-b.md", "build/whole.md"]);
    assert!(made3.report.contains("1 in `build`") && made3.files().len() == 2, "{}", made3.report);
}

#[test]
fn a_list_that_a_makefile_gives_pandoc_is_followed() {
    let text = "# A\n\nWords.\n";
    let makefile = "book.epub:\n\tpandoc $$(cat filelist.txt) --metadata-file=metadata.yml -o $@\n";
    let files = [
        ("/b/Makefile", makefile),
        ("/b/metadata.yml", "title: The Nurse\nauthor: Ann\n"),
        ("/b/filelist.txt", "chapters/part1.md\nchapters/02_two.md chapters/01_one.md\n"),
        ("/b/chapter-outline.md", text),
        ("/b/cline_docs/authoring.md", text),
        ("/b/build/paladin.md", text),
        ("/b/manuscript-ja/01_one.md", text),
        ("/b/chapters/part1.md", text),
        ("/b/chapters/01_one.md", text),
        ("/b/chapters/02_two.md", text),
    ];
    let made1 = made("/b", &files);
    assert_eq!(made1.files(), ["chapters/part1.md", "chapters/02_two.md", "chapters/01_one.md"], "{}", made1.report);
    assert_eq!((made1.book().metadata.title.as_str(), made1.book().metadata.people.len()), ("The Nurse", 1));
    for told in ["pandoc: `filelist.txt`", "`chapter-outline.md`", "1 in `build`", "1 in `manuscript-ja`"] {
        assert!(made1.report.contains(told), "{told}\n{}", made1.report);
    }
    // A list of anything else is none: the folder of chapters is the book.
    let mut other = files;
    other[2].1 = "chapters/part1.md\n--toc\n";
    let made2 = made("/b", &other);
    assert_eq!(made2.files(), ["chapters/01_one.md", "chapters/02_two.md", "chapters/part1.md"], "{}", made2.report);
}

#[test]
fn titles_that_several_chapters_have_are_theirs() {
    let titled = |title: &str, more: &str| format!("---\ntitle: {title}\n---\n\nText.\n{more}");
    let [intro, end] = [titled("Introduction", "\n# History\n\nOld.\n"), titled("Conclusion", "")];
    let files = |first: &str| {
        let first = first.to_owned();
        made("/my-thesis", &[("/my-thesis/1/a.md", &first), ("/my-thesis/2/b.md", "# Methods\n\nX\n"), ("/my-thesis/3/c.md", &end)])
    };
    let made1 = files(&intro);
    assert_eq!(made1.book().metadata.title, "My thesis", "{}", made1.report);
    assert_eq!(titles(&made1)[..2], ["# Introduction", "## History"]);
    assert!(made1.says(Code::FolderTitle));
    assert_eq!(files(&titled("The Sea", "\n# History\n\nOld.\n")).book().metadata.title, "My thesis");
    // Beside the author's name it is the book's.
    let whole = "---\ntitle: The Sea\nauthor: Ann Example\n---\n\nText.\n\n# History\n\nOld.\n";
    assert_eq!(files(whole).book().metadata.title, "The Sea");
}

#[test]
fn authors_that_differ_by_chapter_are_the_chapters() {
    let by = |name: &str| format!("---\nauthor: {name}\n---\n\n# Of {name}\n\nWords.\n");
    let of = |names: [&str; 3]| {
        let [a, b, c] = names.map(by);
        made("/b", &[("/b/1.md", &a), ("/b/2.md", &b), ("/b/3.md", &c)])
    };
    let authors = |made: &Made| made.book().sections.iter().map(|section| section.author.is_some()).collect::<Vec<_>>();
    let made1 = of(["Ann", "Ben", "Eve"]);
    assert!(made1.book().metadata.people.is_empty() && made1.says(Code::NoAuthor), "{}", made1.report);
    assert_eq!(authors(&made1), [true; 3]);
    // One who wrote most of them has written the book.
    let made2 = of(["Ann", "Ann", "Eve"]);
    assert_eq!(made2.book().metadata.author_line(), "Ann", "{}", made2.report);
    assert_eq!(authors(&made2).last(), Some(&true));
}

#[test]
fn what_quarto_says_of_a_site_holds_for_the_book() {
    let settings = "project:\n  type: website\n\nlang: nb\n\nwebsite:\n  title: \"Sangbok\"\n";
    let pages =
        [("/s/index.qmd", "---\ntitle: Sanger\n---\n\nHan har gjort.\n"), ("/s/song.qmd", "---\ntitle: Song\n---\n\nAmazing grace.\n")];
    let made1 = made("/s", &[&pages[..], &[("/s/_quarto.yml", settings)]].concat());
    assert_eq!((&*made1.book().metadata.language, &*made1.book().metadata.title), ("nb", "Sangbok"), "{}", made1.report);
    assert_eq!(titles(&made1), ["# Sanger", "# Song"]);
    let made2 = made("/s", &[&pages[..], &[("/s/_quarto.yml", "project:\n  type: website\nlang: nb\n")]].concat());
    assert_eq!((&*made2.book().metadata.language, &*made2.book().metadata.title), ("nb", "Sanger"), "{}", made2.report);
}

#[test]
fn the_index_gives_the_title_that_settings_of_a_site_lack() {
    let pages = [("/s/index.md", "---\ntitle: MaintainableCSS\n---\n\nWrite.\n"), ("/s/other.md", "---\ntitle: Sorry\n---\n\nSmall.\n")];
    let made = made("/s", &[&pages[..], &[("/s/_config.yml", "description: About X.\n")]].concat());
    assert_eq!(made.book().metadata.title, "MaintainableCSS", "{}", made.report);
    assert!(!made.says(Code::FolderTitle), "{}", made.report);
}

#[test]
fn files_of_one_name_are_called_after_their_folders() {
    let text = "Words of a poem, and not many.\n";
    let of = |names: &[&str]| {
        let paths: Vec<String> = names.iter().map(|name| format!("/b/{name}")).collect();
        made("/b", &paths.iter().map(|path| (path.as_str(), text)).collect::<Vec<_>>())
    };
    let made1 = of(&["Die-Kindheit/original.md", "Die-Kindheit/translation.md", "Im-Nebel/original.md", "Im-Nebel/translation.md"]);
    assert_eq!(
        titles(&made1),
        ["# Die Kindheit: Original", "# Die Kindheit: Translation", "# Im Nebel: Original", "# Im Nebel: Translation"]
    );
    assert_eq!(titles(&of(&["ants/text.md", "bees/text.md", "cats/text.md"])), ["# Ants", "# Bees", "# Cats"]);
    assert_eq!(titles(&of(&["x/ants.md", "y/bees.md", "y/cats.md"])), ["# Ants", "# Bees", "# Cats"]);
    // A few among others are no reason.
    assert_eq!(titles(&of(&["x/scene.md", "y/scene.md", "bees.md", "cats.md", "dogs.md"]))[3..], ["# Scene", "# Scene"]);
}

#[test]
fn docsify_is_called_as_its_page_cover_or_homepage_says() {
    let list = ("/d/rules/en/_sidebar.md", "- [Introduction](README.md)\n- [Characters](characters.md)\n");
    let texts =
        [list, ("/d/rules/en/README.md", "# Mythras Reference\n\nText.\n"), ("/d/rules/en/characters.md", "# Characters\n\nText.\n")];
    let title = |more: &[(&str, &str)]| made("/d/rules/en", &[&texts[..], more].concat()).book().metadata.title.clone();
    assert_eq!(title(&[]), "Mythras Reference");
    let cover = ("/d/rules/en/_coverpage.md", "![logo](a.svg)\n\n# Mythras <small>4.2</small>\n\n> Rules\n");
    assert_eq!(title(&[cover]), "Mythras");
    let page =
        ("/d/rules/en/index.html", "<title>Document</title><script>window.$docsify = { repo: 'x', name: 'The Rules', el: 'y' }</script>");
    assert_eq!(title(&[cover, page]), "The Rules");
    let bare = ("/d/rules/en/index.html", "<title>All Rules</title><script>window.$docsify = { loadSidebar: true }</script>");
    assert_eq!(title(&[bare]), "All Rules");
}

#[test]
fn a_wikis_link_leads_to_the_file_of_its_letters() {
    let made = made("/b", &[("/b/botan-rice.md", "# Rice\n\nRice.\n"), ("/b/stir-fry.md", "# Stir\n\n[[Botan Rice]]\n")]);
    assert!(!made.says(Code::BrokenLink), "{}", made.report);
    assert!(made.book().links.iter().any(|link| matches!(link, Link::Chapter(_))));
}

#[test]
fn keys_of_quarto_are_no_slips_of_ours() {
    let made1 = made("/b", &[("/b/a.md", "---\ntitle: A\nformat:\n  html:\n    toc: true\n---\n\n# A\n\nX\n")]);
    assert!(made1.says(Code::ForeignKeys) && !made1.report.contains("did you mean"), "{}", made1.report);
    let made2 = made("/b", &[("/b/a.md", "---\ntitle: A\nforms: essay\n---\n\n# A\n\nX\n")]);
    assert!(made2.report.contains("did you mean `form`"), "{}", made2.report);
}

#[test]
fn a_quoted_value_may_go_on_in_a_line_that_is_not_indented() {
    let made1 = made("/b", &[("/b/a.md", "---\ntitle: Min Gud\nsubtitle: \"La oss holde\nfast ved\"\nauthor: Ann\n---\n\nWords.\n")]);
    assert_eq!(made1.book().metadata.subtitle.as_deref(), Some("La oss holde fast ved"), "{}", made1.report);
    assert!(!made1.says(Code::BrokenFrontMatter) && !made1.says(Code::NoAuthor));
    // One that nobody closes does not take in the keys below.
    let made2 = made("/b", &[("/b/a.md", "---\ntitle: Min Gud\nsubtitle: \"La oss holde\nauthor: \"Ann\"\n---\n\nWords.\n")]);
    assert!(made2.says(Code::BrokenFrontMatter) && !made2.says(Code::NoAuthor), "{}", made2.report);
}

#[test]
fn pictures_of_a_site_in_a_folder_of_its_address_are_found() {
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
    let text = "---\ntitle: A\n---\n\n![Cover](/My-Site/images/cover.svg)\n";
    let files = [("/s/hugo.toml", "baseURL = 'https://example.org/'\ntitle = 'T'\n"), ("/s/content/_index.md", text)];
    for place in ["/s/static/images/cover.svg", "/s/images/cover.svg"] {
        let made = made("/s", &[&files[..], &[(place, picture)]].concat());
        assert!(!made.says(Code::MissingImage), "{place}\n{}", made.report);
    }
    assert!(made("/s", &files).says(Code::MissingImage));
}

#[test]
fn the_text_of_a_story_is_told_from_the_notes_on_it() {
    let text = "# A\n\nWords.\n";
    let scene = "---\nstatus: draft\n---\n\n# A\n\nWords.\n";
    let vault = made(
        "/b",
        &[
            ("/b/Book 1/01 Drafts/Scenes/01 - Scene.md", scene),
            ("/b/Book 1/01 Drafts/Scenes/02 - Scene.md", scene),
            ("/b/Book 1/02 Plot/Outline.md", text),
            ("/b/Book 1/04 Characters/Samantha.md", text),
            ("/b/Book 1/07 Templates/Scene Template.md", text),
        ],
    );
    assert_eq!(vault.files(), ["Book 1/01 Drafts/Scenes/01 - Scene.md", "Book 1/01 Drafts/Scenes/02 - Scene.md"], "{}", vault.report);
    assert_eq!(vault.book().chapters.len(), 2, "where all are drafts, none is left out: {}", vault.report);
    assert_eq!(vault.found.iter().filter(|finding| finding.code == Code::DraftFile).count(), 1);
    let deep = made(
        "/n",
        &[
            ("/n/WORKFLOW.md", text),
            ("/n/PROJECT_GUIDE.md", text),
            ("/n/worldbuilding/timeline.md", text),
            ("/n/worldbuilding/cities/home.md", text),
            ("/n/research/notes.md", text),
            ("/n/novels/one/manuscript/outline.md", text),
            ("/n/novels/one/manuscript/chapters/chapter_01.md", text),
            ("/n/novels/one/manuscript/chapters/chapter_02.md", text),
        ],
    );
    let chapters = ["novels/one/manuscript/chapters/chapter_01.md", "novels/one/manuscript/chapters/chapter_02.md"];
    assert_eq!(deep.files(), chapters, "{}", deep.report);
    assert_eq!(passed_over(&deep), Some(Severity::Warning));
    // A copy of a plan is a plan.
    let engine =
        [("/m/book1-outline (1).md", text), ("/m/manuscript/1.md", text), ("/m/manuscript/2.md", text), ("/m/analysis/a.md", text)];
    assert_eq!(made("/m", &engine).files(), ["manuscript/1.md", "manuscript/2.md"]);
    // Folders of these names are chapters where none holds a story.
    let rules = [("/r/characters/a.md", text), ("/r/locations/b.md", text), ("/r/combat/c.md", text)];
    assert_eq!(made("/r", &rules).files().len(), 3);
    // A form for others is no chapter.
    let forms = [("/f/recipe-template.md", text), ("/f/recipes/bread.md", text), ("/f/recipes/soup.md", text)];
    assert_eq!(made("/f", &forms).files(), ["recipes/bread.md", "recipes/soup.md"]);
}

#[test]
fn a_makefiles_call_of_pandoc_names_texts_and_metadata() {
    let text = "# A\n\nWords.\n";
    let makefile = "PANDOC ?= docker run pandoc\nMETA = md/metadata.yaml\nSRC = md/one.md \\\n  md/two.md\nAPPENDIX = md/appendix.md\nOPTIONS = -f markdown\nOPTIONS += -M lang=de-AT\nOPTIONS += --metadata-file=$(META)\nthesis.pdf: $(SRC) $(META)\n\t$(PANDOC) ${OPTIONS} -o $@ $(SRC) $(APPENDIX)\n";
    let files = [
        ("/b/Makefile", makefile),
        ("/b/md/metadata.yaml", "title: \"The Thesis\"\nauthor: \"Ann Example\"\n"),
        ("/b/md/one.md", text),
        ("/b/md/two.md", text),
        ("/b/md/appendix.md", text),
        ("/b/README.md", "# Template\n"),
    ];
    let made = made("/b", &files);
    assert_eq!(made.files(), ["md/one.md", "md/two.md", "md/appendix.md"], "{}", made.report);
    let metadata = &made.book().metadata;
    let people: Vec<&str> = metadata.people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!((metadata.title.as_str(), people.as_slice(), metadata.language.as_str()), ("The Thesis", &["Ann Example"][..], "de-AT"));
}

#[test]
fn a_readme_that_lists_the_texts_gives_their_order() {
    let text = "# A\n\nWords.\n";
    let [b, c, about] = ["B", "C", "About"].map(|name| format!("# {name}\n\nWords.\n"));
    let readme = "# The Manifesto\n\n- [Second](b.md)\n- [First](./a.md#x)\n- [Third](domains/c.md), [all](domains/README.md)\n- [Out](https://a.example/b.md)\n";
    let files = [("/b/README.md", readme), ("/b/a.md", text), ("/b/b.md", &b), ("/b/domains/c.md", &c), ("/b/domains/README.md", &about)];
    let made1 = made("/b", &files);
    assert_eq!(made1.files(), ["b.md", "a.md", "domains/c.md", "domains/README.md"], "{}", made1.report);
    assert_eq!(made1.book().metadata.title, "The Manifesto");
    assert!(made1.says(Code::ListFollowed));
    // One that names a few of them lists nothing.
    let few = [("/b/README.md", "# The Manifesto\n\nSee [b](b.md).\n"), files[1], files[2], files[3]];
    assert_eq!(made("/b", &few).files(), ["a.md", "b.md", "domains/c.md"]);
    // A book.toml of ours changes nothing of it, nor where most texts lie in folders below.
    let ours = ("/b/book.toml", "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\n");
    assert_eq!(made("/b", &[&[ours][..], &files].concat()).files(), made1.files());
    let below = [ours, ("/b/one.md", text), ("/b/recipes/bread.md", text), ("/b/recipes/soup.md", text)];
    assert_eq!(made("/b", &below).files().len(), 3);
    let site = [ours, ("/b/_config.yml", "title: S\n"), ("/b/_posts/2020-01-02-a.md", text), ("/b/index.md", text)];
    assert_eq!(made("/b", &site).files(), ["_posts/2020-01-02-a.md"]);
}

#[test]
fn the_heading_of_a_readme_is_a_better_title_than_a_folders_name() {
    let text = "# A\n\nWords.\n";
    let of = |readme: &str| {
        let [two, three] = ["B", "C"].map(|name| format!("# {name}\n\nWords.\n"));
        let files = [("/the-repo/README.md", readme), ("/the-repo/1.md", text), ("/the-repo/2.md", &two), ("/the-repo/3.md", &three)];
        made("/the-repo", &files).book().metadata.title.clone()
    };
    assert_eq!(of("# Schimke Family Recipes\n\nWords.\n"), "Schimke Family Recipes");
    assert_eq!(of("[![badge](x)](y)\n\n# handbook\n"), "Handbook");
    for other in ["# Pandoc book template\n", "# README\n", "Words.\n\n# Title\n", "# Installation guide\n", "## Sub\n"] {
        assert_eq!(of(other), "The repo", "{other}");
    }
    // A heading that only numbers a chapter is no title either.
    let one = made("/the-book", &[("/the-book/Book.txt", "chapter-01.txt\n"), ("/the-book/chapter-01.txt", "# Chapter 1\n\nWords.\n")]);
    assert_eq!(one.book().metadata.title, "The book", "{}", one.report);
}

#[test]
fn a_section_of_hugo_that_is_a_part_stands_once() {
    let page = |title: &str| format!("---\ntitle: {title}\n---\n\nWords of it.\n");
    let [one, two, three] = ["Hosting", "Netlify", "About"].map(page);
    let files = [
        ("/s/hugo.toml", "baseURL = 'https://a.example'\ntitle = 'T'\n"),
        ("/s/content/hosting/_index.md", &*one),
        ("/s/content/hosting/netlify.md", &two),
        ("/s/content/about/_index.md", &three),
    ];
    let made = made("/s", &files);
    assert_eq!(titles(&made), ["# Netlify"], "{}", made.report);
    let parts: Vec<Option<&str>> = made.book().chapters.iter().map(|chapter| chapter.part.as_deref()).collect();
    assert_eq!(parts, [Some("About"), Some("Hosting"), None], "{}", made.report);
}

#[test]
fn a_page_that_says_where_it_stands_begins_with_its_own_title() {
    let page = |title: &str| format!("## Sorting\n\n### {title}\n\nWords.\n\n#### Deeper\n\nWords.\n");
    let [one, two] = ["By Hand", "By Machine"].map(page);
    let files = [
        ("/m/book.toml", "[book]\ntitle = \"T\"\n"),
        ("/m/src/SUMMARY.md", "- [Sorting](sorting.md)\n  - [By Hand](hand.md)\n  - [By Machine](machine.md)\n"),
        ("/m/src/sorting.md", "# Sorting\n\nWords.\n"),
        ("/m/src/hand.md", &*one),
        ("/m/src/machine.md", &two),
    ];
    let made = made("/m", &files);
    let titles: Vec<String> = made.book().sections.iter().map(|section| section.title.clone()).collect();
    assert_eq!(titles, ["Sorting", "By Hand", "Deeper", "By Machine", "Deeper"], "{}", made.report);
}

#[test]
fn files_of_commands_for_pages_alone_are_no_chapters() {
    let text = "# A\n\nWords.\n";
    let files = [
        ("/t/01.md", text),
        ("/t/05_table_of_contents.md", "\\pagenumbering{gobble}\n\n\\tableofcontents\n\n\\newpage\n"),
        ("/t/09.md", text),
        ("/t/10.md", text),
    ];
    assert_eq!(made("/t", &files).book().chapters.len(), 3);
}

#[test]
fn notes_in_a_file_of_their_own_serve_the_texts_beside_it() {
    let notes = |name: &str| format!("[^1]: First of {name}.\n\n[^2]: Second of {name}.\n");
    let [alpha, beta] = ["alpha", "beta"].map(notes);
    let files = [
        ("/b/alpha/1-intro.md", "# Alpha\n\nThe claim.[^1]\n"),
        ("/b/alpha/2-more.md", "# More\n\nA second.[^2]\n"),
        ("/b/alpha/x-footnotes.md", alpha.as_str()),
        ("/b/beta/1-intro.md", "# Beta\n\nThe claim.[^1] And.[^2]\n"),
        ("/b/beta/x-footnotes.md", beta.as_str()),
    ];
    let made1 = made("/b", &files);
    assert_eq!(made1.book().notes.len(), 4, "{}", made1.report);
    assert!(!made1.says(Code::UnknownFootnote) && !made1.says(Code::UnusedFootnote), "{}", made1.report);
    let titles: Vec<&str> = made1.book().sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles, ["Alpha", "More", "Beta"]);
    // A text that is called so but says something of its own is a chapter.
    let own = [("/b/1.md", "# A\n\nOne.\n"), ("/b/notes.md", "# Notes\n\nWords about it.[^1]\n\n[^1]: Note.\n")];
    assert_eq!(made("/b", &own).book().sections.len(), 2);
}

#[test]
fn addresses_of_a_repository_are_those_of_its_files() {
    let text = |title: &str| format!("# {title}\n\n{}\n", "Words of the story. ".repeat(60));
    let at = "https://github.com/ann/harbour/blob/master/";
    let readme = format!("# The Harbour\n\n- [Foreword]({at}preface.md)\n- [2]({at}A/02.md)\n- [1]({at}A/01.md)\n- [3]({at}A/03.md)\n");
    let [preface, one, two, three] = ["Foreword", "One", "Two", "Three"].map(text);
    let files = [
        ("/b/README.md", readme.as_str()),
        ("/b/preface.md", &preface),
        ("/b/A/01.md", &one),
        ("/b/A/02.md", &two),
        ("/b/A/03.md", &three),
        ("/b/roles/Tom.md", "# Tom\n\nHe dies.\n"),
        ("/b/world/calendar.md", "# Calendar\n\nDays.\n"),
    ];
    let made1 = made("/b", &files);
    assert_eq!(made1.files(), ["preface.md", "A/02.md", "A/01.md", "A/03.md"], "{}", made1.report);
    assert!(made1.report.contains("1 in `roles`, 1 in `world`"), "{}", made1.report);
}

#[test]
fn notebooks_are_named_where_they_are_passed_over() {
    let files = [("/b/1.md", "# A\n\nWords.\n"), ("/b/course.ipynb", "{}"), ("/b/more.ipynb", "{}")];
    let made1 = made("/b", &files);
    assert!(made1.report.contains("`course.ipynb`, `more.ipynb`") && made1.report.contains("jupytext"), "{}", made1.report);
    let listed = [
        ("/b/_toc.yml", "format: jb-book\nroot: intro\nchapters:\n- file: np_basics\n"),
        ("/b/intro.md", "# A\n\nWords.\n"),
        ("/b/np_basics.ipynb", "{}"),
    ];
    let made2 = made("/b", &listed);
    assert!(made2.report.contains("`np_basics.ipynb` is a notebook, which is not read"), "{}", made2.report);
}

#[test]
fn titles_of_parts_in_a_project_of_quarto_are_markdown() {
    let settings = "project:\n  type: book\nbook:\n  title: B\n  chapters:\n    - index.qmd\n    - part: \"**Setting** up *well*\"\n      chapters:\n        - a.qmd\n";
    let files = [("/b/_quarto.yml", settings), ("/b/index.qmd", "# Preface\n\nWords.\n"), ("/b/a.qmd", "# One\n\nWords.\n")];
    let made1 = made("/b", &files);
    assert_eq!(made1.book().chapters[1].part.as_deref(), Some("Setting up well"), "{}", made1.report);
}

#[test]
fn pictures_of_leanpub_lie_in_its_manuscript() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><path d=\"M0 0h9v9z\"/></svg>";
    let files = [
        ("/b/manuscript/Book.txt", "2013/one.md\n2013/two.md\n"),
        ("/b/manuscript/2013/one.md", "# One\n\n![Box](images/box.svg)\n"),
        ("/b/manuscript/2013/two.md", "# Two\n\n![Bar](bar.svg)\n"),
        ("/b/manuscript/images/box.svg", svg),
        ("/b/manuscript/resources/bar.svg", svg),
    ];
    let made1 = made("/b", &files);
    assert!(!made1.says(Code::MissingImage) && made1.book().images.len() == 2, "{}", made1.report);
}
