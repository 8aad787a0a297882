//! Front matter in whosever form, settings of the wrong type, metadata with odd characters, chapters' titles, drafts, encodings,
//! and the language of a text that does not say it.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::config::{self, Config, KEYS};
use bindery::testing::diagnostics::{Code, Diagnostics, Severity, Verdicts, render};
use bindery::testing::source::{Length, Sources};
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use support::Run;

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        fs::write(folder.path().join(path), bytes).unwrap();
    }
    folder
}

/// The settings of a book, and what was found.
fn load(path: &Path) -> (Option<Config>, Diagnostics, String) {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(bindery::testing::source::Disk::files(), path, &mut sources, &mut found);
    let report = render::short(&found, &sources);
    (config, found, report)
}

/// The settings of a text with this head.
fn of_head(head: &str) -> (Config, String) {
    let folder = folder(&[("a.md", format!("{head}# One\n\nWords.\n").as_bytes())]);
    let (config, _, report) = load(&folder.path().join("a.md"));
    (config.unwrap_or_else(|| panic!("{head}\n{report}")), report)
}

/// The settings of a book.toml.
fn of_toml(toml: &str) -> (Option<Config>, Diagnostics, String) {
    let folder = folder(&[("book.toml", toml.as_bytes()), ("a.md", b"# One\n\nWords.\n"), ("c.svg", SVG)]);
    load(folder.path())
}

const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" height=\"2560\"><rect width=\"9\" height=\"9\"/></svg>";

fn run(files: &[(&str, &[u8])], book: &str, draft: bool) -> (Run, String) {
    let folder = folder(files);
    let run = support::run_as(&folder.path().join(book), &Verdicts::default(), draft, false);
    let report = render::short(&run.found, &run.sources);
    (run, report)
}

#[test]
fn front_matter_of_others_gives_the_same_book() {
    let pandoc = "---\ntitle: An Essay\nauthor:\n- Jane Doe\n- Jo Roe\ndate: 24 November 2026\nlang: en-GB\nkeywords: [sea, ships]\nabstract: |\n  Of the sea.\nrights: CC BY\n...\n";
    for head in [
        pandoc,
        "---\ntitle:\n- type: main\n  text: An Essay\ncreator:\n- role: author\n  text: Jane Doe\n- role: author\n  text: Jo Roe\ndate: 2026-11-24\nlanguage: en_GB\nsubject: sea, ships\ndescription: Of the sea.\nrights: CC BY\n---\n",
        "---\ntitle: An Essay\nauthor: Jane Doe and Jo Roe\ndate: 2026-11-24 22:00:00 +0100\nlang: en-GB\ntags: sea, ships\nsummary: Of the sea.\nlicense: CC BY\ndraft: false\n---\n",
        "---\ntitle: An Essay\nauthor: Jane Doe; Jo Roe\ndate: 2026-11-24T10:00:00Z\nlocale: en-GB\ncategories:\n  - sea\n  - ships\nexcerpt: >\n  Of the\n  sea.\ncopyright: CC BY\n---\n",
        "---\ntitle: \"An Essay\"\nauthors:\n  - name: Jane Doe\n    affiliation: A University\n    email: jane@example.org\n  - name: {given: Jo, family: Roe}\n    orcid: 0000\ndate: 2026/11/24\nlanguage: en-GB\nkeywords:\n  - sea\ntags: [ships, Sea]\ndescription: Of the sea.\nlicense: {text: CC BY, url: 'https://example.org'}\n---\n",
        "+++\ntitle = \"An Essay\"\nauthors = [\"Jane Doe\", \"Jo Roe\"]\ndate = 2026-11-24T10:00:00Z\nlanguageCode = \"en-GB\"\ndescription = \"Of the sea.\"\nlicense = \"CC BY\"\n[taxonomies]\ntags = [\"sea\", \"ships\"]\n+++\n",
    ] {
        let (config, report) = of_head(head);
        assert_eq!(report, "", "{head}");
        let metadata = config.metadata;
        let people: Vec<_> = metadata.people.iter().map(|person| (person.name.as_str(), person.role())).collect();
        assert_eq!(people, [("Jane Doe", "aut"), ("Jo Roe", "aut")], "{head}");
        assert_eq!((metadata.title.as_str(), metadata.language.as_str()), ("An Essay", "en-GB"), "{head}");
        assert_eq!(metadata.date.as_deref(), Some("2026-11-24"), "{head}");
        assert_eq!(metadata.keywords(), "sea, ships", "{head}");
        assert_eq!((metadata.description.as_deref(), metadata.rights.as_deref()), (Some("Of the sea."), Some("CC BY")), "{head}");
    }
    let (config, report) = of_head("% An Essay\n% Jane Doe; Jo Roe\n% November 24, 2026\n\n");
    assert_eq!(
        (config.metadata.title.as_str(), config.metadata.people.len(), config.metadata.date.as_deref(), report.as_str()),
        ("An Essay", 2, Some("2026-11-24"), "")
    );
}

#[test]
fn unknown_keys_of_a_document_are_one_info() {
    let head = "---\ntitel: T\nlayout: post\nauthor: A\ntoc: true\nbibliography: [x.bib]\ntype: post\noutput: html_document\npage: { szie: a5 }\n---\n";
    let (config, report) = of_head(head);
    assert_eq!(report.lines().count(), 2, "{report}");
    assert!(report.starts_with("a.md:2:1: info[B015]"), "{report}");
    for key in ["titel", "layout", "toc", "bibliography", "type", "output", "page.szie"] {
        assert!(report.contains(&format!("`{key}`")), "{key}\n{report}");
    }
    assert!(report.contains("`title` for `titel`") && !report.contains("for `layout`"), "{report}");
    assert_eq!(config.output, "");
    let (.., report) = of_toml("title = \"T\"\nauthor = \"A\"\n");
    assert!(report.starts_with("book.toml:2:1: error[B001]") && report.contains("write `authors`"), "{report}");
}

#[test]
fn faults_in_front_matter_cost_a_key_never_the_book() {
    let head = "---\ntitle: An Essay: Of the Sea\nauthor: [A. Writer\nlang: klingonish\ndate: today\ncover: not-there.png\nisbn: 978-0-306-40615-8\npage: { size: a55 }\ncontents: false\nchapters: [x.md]\nfront: [y.md]\n---\n";
    let (run, report) = run(&[("a.md", format!("{head}# One\n\nWords.\n").as_bytes())], "a.md", false);
    assert_eq!(run.exit(), 0, "{report}");
    assert!(run.epub.is_some() && run.pdf.is_some());
    for (line, code) in
        [(2, "B016"), (3, "B016"), (4, "B007"), (5, "B011"), (6, "B008"), (7, "B006"), (8, "B012"), (9, "B002"), (10, "B002"), (11, "B008")]
    {
        assert!(
            report.lines().any(|said| said.starts_with(&format!("a.md:{line}:")) && said.contains(&format!("warning[{code}]"))),
            "{line} {code}\n{report}"
        );
    }
    let (config, book) = run.book.as_ref().unwrap();
    assert_eq!(config.metadata.title, "An Essay: Of the Sea");
    assert_eq!(book.chapters.len(), 1);
    assert!(!run.page_texts().contains("lang:"), "the block is not printed");
}

/// Values of each type but those that a key may have.
const VALUES: [(&str, &str, &str); 8] = [
    ("boolean", "true", "true"),
    ("integer", "7", "7"),
    ("float", "1.5", "1.5"),
    ("text", "\"words here\"", "words here"),
    ("list", "[\"one\", 2, [true]]", "[one, 2, [true]]"),
    ("table", "{ zzz = 1 }", "{ zzz: 1 }"),
    ("date", "2026-01-02", "2026-01-02"),
    ("time", "2026-01-02T10:00:00Z", "2026-01-02T10:00:00Z"),
];

#[test]
fn no_message_holds_a_name_of_the_program() {
    let mut told = 0;
    let sections =
        ["page", "type", "contents", "notes", "epub", "pdf", "print", "type.note", "page.heads", "type.note.italic", "page.heads.verso"];
    for key in KEYS.iter().map(|key| key.name).chain(sections) {
        for (kind, toml, yaml) in VALUES {
            let book = format!("title = \"T\"\nauthors = \"A\"\nlanguage = \"en\"\nchapters = [\"a.md\"]\n{key} = {toml}\n");
            let once: String = if ["title", "authors", "language", "chapters"].contains(&key) {
                book.lines()
                    .filter(|line| !line.starts_with(&format!("{key} = ")) || line.ends_with(toml))
                    .map(|line| format!("{line}\n"))
                    .collect()
            } else {
                book
            };
            let (_, of_book, of_book_told) = of_toml(&once);
            let folder = folder(&[("a.md", format!("---\n{key}: {yaml}\n---\n# One\n\nWords.\n").as_bytes())]);
            let (config, of_head, of_head_told) = load(&folder.path().join("a.md"));
            assert!(config.is_some() && !of_head.has_errors(), "{key} {kind}: a document is always built\n{of_head_told}");
            for (found, report) in [(&of_book, &of_book_told), (&of_head, &of_head_told)] {
                for finding in found {
                    let words = format!("{} {}", finding.message, finding.help.as_deref().unwrap_or_default());
                    for name in ["Raw", "struct", "sequence", "map", "expected", "unit", "i64", "visitor", "__"] {
                        let of_measures = name == "unit" && finding.code == Code::BadMeasure;
                        assert!(of_measures || !words.contains(name), "{key} {kind}: {report}");
                    }
                    assert!(finding.help.is_some() || finding.code == Code::MissingFile, "{key} {kind} without help: {report}");
                }
            }
            told += of_book.count(Severity::Error);
        }
    }
    assert!(told > 400, "wrong types are told: {told}");
}

#[test]
fn what_a_wrong_type_is_answered_with_works() {
    for key in [
        "title",
        "contents",
        "page",
        "type",
        "notes",
        "epub",
        "pdf",
        "print",
        "page.heads",
        "type.note",
        "type.hyphenate",
        "type.drop-cap",
        "type.exceptions",
        "pdf.attach-source",
    ] {
        for wrong in ["[[1]]", "{ zzz = 1 }", "1.5"] {
            let (_, found, report) = of_toml(&format!("authors = \"A\"\nlanguage = \"en\"\n{key} = {wrong}\n"));
            let Some(finding) = found.iter().find(|finding| finding.code == Code::BadValue) else { continue };
            let help = finding.help.as_deref().unwrap();
            // What can't be guessed is to be left out.
            let help = if help.starts_with("take ") { "" } else { help.split('`').nth(1).unwrap() };
            let section = key.rsplit_once('.').map_or(String::new(), |(section, _)| format!("[{section}]\n"));
            let (.., again) = of_toml(&format!("authors = \"A\"\nlanguage = \"en\"\n{section}{help}\n"));
            assert!(
                !again.contains("B002") && !again.contains("B003") && !again.contains("B001"),
                "{key} = {wrong}\n{report}\n{help}\n{again}"
            );
        }
    }
}

/// Settings without the places that some of them are kept with, which are not the same in two files.
fn without_places(settings: &str) -> String {
    let mut parts = settings.split("place: Span {");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once('}').map_or(part, |(_, rest)| rest))
}

#[test]
fn every_key_works_in_front_matter_as_in_a_book() {
    let named =
        ["cover", "extends", "print.cover-back", "print.cover-wrap", "chapters", "front", "back", "commentary", "type.fonts", "type.mono"];
    let keys = KEYS.iter().filter(|key| !["title", "authors"].contains(&key.name) && !named.contains(&key.name));
    for (key, value) in keys.map(|key| (key.name, key.in_toml(key.example))) {
        let (of_book, found, report) = of_toml(&format!("title = \"T\"\nauthors = \"A\"\n{key} = {value}\n"));
        assert!(!found.has_errors(), "{key}\n{report}");
        let flow = value.replace(" = ", ": ");
        let (section, name) = key.split_once('.').map_or((None, key), |(section, name)| (Some(section), name));
        let nested = section.map_or(format!("{key}: {flow}"), |section| format!("{section}:\n  {name}: {flow}"));
        for yaml in [nested, format!("{key}: {flow}")] {
            let (of_head, report) = of_head(&format!("---\ntitle: T\nauthor: A\n{yaml}\n---\n"));
            assert_eq!(report, "", "{yaml}");
            let facts = |config: &Config| {
                let mut config = config.clone();
                (config.files, config.folder, config.speaks) = Default::default();
                (config.places, config.texts, config.has_toml) = Default::default();
                without_places(&format!("{config:?}"))
            };
            assert_eq!(facts(&of_head), facts(of_book.as_ref().unwrap()), "{yaml}");
        }
    }
}

#[test]
fn a_slip_in_one_key_with_a_point_costs_nothing_of_its_section() {
    let (config, report) =
        of_head("---\ntitle: T\nauthor: A\npage.size: a5\npage.sise: a6\npage.heads.verso: none\npage.heads.rekto: none\n---\n");
    assert_eq!((config.page.width, config.page.height), (Length::micrometres(148_000), Length::micrometres(210_000)));
    assert_eq!(config.heads.verso, config::RunningHead::None);
    assert!(report.starts_with("a.md:5:6: info[B015]: front matter has 2 keys that have no effect here: `page.sise`"), "{report}");
    assert!(report.contains("`size` for `page.sise`") && report.contains("`recto` for `page.heads.rekto`"), "{report}");
}

#[test]
fn keys_of_others_in_front_matter_are_answered_by_name() {
    let head = "---\ntitle: T\nauthor: A\nlang: en\nfontsize: 11pt\npapersize: a5\nlayout: post\n---\n";
    let (_, report) = of_head(head);
    assert!(report.contains("write `type.size` for `fontsize`, `page.size` for `papersize` where it is to have an effect"), "{report}");
    let (_, report) = of_head("---\ntitle: T\nauthor: A\nlang: en\nlayout: post\n---\n");
    assert!(report.contains("leave what another program reads"), "{report}");
}

#[test]
fn a_number_in_a_series_that_is_no_position_is_for_people_alone() {
    for (number, position, help) in [
        ("2", Some("2"), ""),
        ("2.1", Some("2.1"), ""),
        ("two", None, "write `number = \"2\"`"),
        ("Nr. 7", None, "write `number = \"7\"`"),
        ("last", None, "write it in figures"),
    ] {
        let toml = format!("title = \"T\"\nauthors = \"A\"\nlanguage = \"en\"\nseries = {{ name = \"S\", number = \"{number}\" }}\n");
        let (run, report) = run(&[("book.toml", toml.as_bytes()), ("a.md", b"# One\n\nWords.\n")], "", false);
        assert!(
            if help.is_empty() { report.is_empty() } else { report.contains("warning[B002]") && report.contains(help) },
            "{number}: {report}"
        );
        let files = run.epub_files();
        let opf =
            files.iter().find(|(name, _)| name.ends_with(".opf")).map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap()).unwrap();
        let written = opf.split("group-position\">").nth(1).and_then(|rest| rest.split('<').next());
        assert_eq!(written, position, "{number}");
    }
}

#[test]
fn leading_and_indent_follow_the_size_of_the_type() {
    let of = |lines: &str| {
        let (config, found, report) =
            of_toml(&format!("title = \"T\"\nauthors = \"A\"\nlanguage = \"en\"\n[type]\nsize = \"10 pt\"\n{lines}\n"));
        assert!(!found.has_errors(), "{lines}\n{report}");
        let typography = config.unwrap().typography;
        (typography.leading, typography.indent)
    };
    for leading in ["1.4", "\"1.4\"", "\"140%\"", "\"1.4 em\"", "\"14 pt\""] {
        assert_eq!(of(&format!("leading = {leading}")).0, Length::points(14), "{leading}");
    }
    assert_eq!(of("indent = \"1.5 em\"").1, Length::points(15));
    let (config, report) = of_head("---\ntitle: T\nauthor: A\ntype: { size: 10 pt, leading: 1.4, indent: 2em }\n---\n");
    assert_eq!((config.typography.leading, config.typography.indent, report.as_str()), (Length::points(14), Length::points(20), ""));
    for wrong in ["14", "\"14\"", "\"30%\"", "\"9 em\"", "0.2"] {
        let (_, found, report) = of_toml(&format!("title = \"T\"\nauthors = \"A\"\n[type]\nsize = \"10 pt\"\nleading = {wrong}\n"));
        assert!(found.has_errors(), "{wrong}\n{report}");
    }
}

fn element<'x>(opf: &'x str, name: &str) -> Vec<&'x str> {
    let open = format!("<{name}");
    opf.split(&open).skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once("</").map(|(words, _)| words)).collect()
}

fn is_clean(key: &str, text: &str) -> Result<(), TestCaseError> {
    let quoted: String = text.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    let title = if key == "title" { "" } else { "title = \"T\"\n" };
    let authors = if key.starts_with("authors") { "" } else { "authors = \"A\"\n" };
    let line = match key {
        "authors.name" => format!("authors = [{{ name = \"{quoted}\", sort = \"{quoted}\" }}]\n"),
        "series.name" => format!("series = {{ name = \"{quoted}\", number = \"{quoted}\" }}\n"),
        _ => format!("{key} = \"{quoted}\"\n"),
    };
    let toml = format!("{title}{authors}{line}");
    let (run, report) = run(&[("book.toml", toml.as_bytes()), ("a.md", b"# One\n\nWords.\n")], "", false);
    if run.found.has_errors() {
        return Ok(());
    }
    let files = run.epub_files();
    let text =
        |ending: &str| files.iter().find(|(name, _)| name.ends_with(ending)).map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap());
    let (opf, ncx) = (text(".opf").unwrap(), text(".ncx").unwrap());
    for name in [
        "dc:title",
        "dc:creator",
        "dc:identifier",
        "dc:language",
        "dc:publisher",
        "dc:rights",
        "dc:source",
        "dc:description",
        "dc:subject",
        "dc:date",
        "meta property",
        "meta refines",
    ] {
        for words in element(&opf, name) {
            prop_assert!(!words.trim().is_empty(), "{toml}\n{name}\n{report}\n{opf}");
        }
    }
    let own = element(&opf, "dc:identifier")[0];
    let other = ncx.split("name=\"dtb:uid\"").next().unwrap().rsplit("content=\"").next().unwrap();
    let uid =
        ncx.split("<meta").find(|meta| meta.contains("dtb:uid")).unwrap().split("content=\"").nth(1).unwrap().split('"').next().unwrap();
    prop_assert_eq!(own.replace("&quot;", "\""), uid.replace("&quot;", "\""), "{}{}", toml, other.len());
    Ok(())
}

const ODD: [&str; 14] = [
    "\u{FFFE}",
    "\u{FFFF}\u{FFFE}",
    "\u{1}",
    "\u{85}",
    " \t\n ",
    "\u{A0}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{AD}",
    "a\tb\nc",
    "a  b",
    "\u{2028}x",
    "\u{FDD0}",
    "x\u{0}y",
];

const METADATA: [&str; 11] = [
    "title",
    "subtitle",
    "authors",
    "authors.name",
    "identifier",
    "publisher",
    "rights",
    "source",
    "description",
    "subjects",
    "series.name",
];

#[test]
fn metadata_is_clean_before_it_is_judged() {
    for key in METADATA {
        for text in ODD {
            is_clean(key, text).unwrap();
        }
    }
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) });
    let odd = prop::collection::vec(
        prop_oneof![prop::sample::select(ODD.to_vec()).prop_map(str::to_owned), "[a-z&<\"']".prop_map(|c: String| c)],
        1..5,
    );
    runner.run(&(prop::sample::select(METADATA.to_vec()), odd), |(key, parts)| is_clean(key, &parts.concat())).unwrap();
    for text in ["\u{FFFE}", "\u{1}\u{2}", "\u{200B}"] {
        let quoted: String = text.chars().map(|c| format!("\\u{:04X}", u32::from(c))).collect();
        let (.., report) = of_toml(&format!("title = \"T\"\nauthors = \"A\"\nsubtitle = \"{quoted}\"\n"));
        assert!(report.contains("error[B002]: `subtitle` is empty"), "{report}");
    }
}

#[test]
fn a_date_in_words_is_read_in_both_forms() {
    for (given, day) in [("November 24, 2026", "2026-11-24"), ("24. November 2026", "2026-11-24"), ("2026/11/24", "2026-11-24")] {
        let (of_book, _, report) = of_toml(&format!("title = \"T\"\nauthors = \"A\"\ndate = \"{given}\"\n"));
        assert_eq!(of_book.unwrap().metadata.date.as_deref(), Some(day), "{report}");
        assert!(!report.contains("B011"), "{report}");
        assert_eq!(of_head(&format!("---\ntitle: T\nauthor: A\ndate: \"{given}\"\n---\n\n")).0.metadata.date.as_deref(), Some(day));
    }
    // Two days may be meant.
    assert!(of_toml("title = \"T\"\nauthors = \"A\"\ndate = \"4/5/2026\"\n").2.contains("B011"));
}

#[test]
fn a_description_is_plain_words() {
    let plain = "A small book, see the site, by snake_case.";
    let written = "A *small* **book**, see [the site](https://example.org), by snake_case.";
    let (of_book, ..) = of_toml(&format!("title = \"T\"\nauthors = \"A\"\ndescription = \"{written}\"\n"));
    assert_eq!(of_book.unwrap().metadata.description.as_deref(), Some(plain));
    for key in ["description", "abstract"] {
        assert_eq!(
            of_head(&format!("---\ntitle: T\nauthor: A\n{key}: \"{written}\"\n---\n\n")).0.metadata.description.as_deref(),
            Some(plain)
        );
    }
}

#[test]
fn of_a_file_that_cannot_be_had_the_truth_is_said() {
    let with = |settings: &str| {
        let settings = format!("title = \"T\"\nauthors = \"A\"\nlanguage = \"en\"\n{settings}\n");
        let text: &[u8] = b"# One\n\nText.\n";
        let folder =
            folder(&[("book.toml", settings.as_bytes()), ("one.md", text), ("boat.avif", b"x"), ("boat.tiff", b"x"), ("a.doc", b"x")]);
        let (_, found, report) = load(&folder.path().join("book.toml"));
        assert!(found.has_errors() && found.iter().all(|finding| finding.help.is_some()), "{report}");
        let first = found.iter().next().unwrap();
        format!("{}; {}", first.message, first.help.as_deref().unwrap())
    };
    for (settings, says, help) in [
        ("cover = \"boat.avif\"", "the cover `boat.avif` is an AVIF image, which books can't hold", "save it as PNG or JPEG"),
        ("cover = \"boat.tiff\"", "the cover `boat.tiff` is a TIFF image, which books can't hold", "save it as PNG or JPEG"),
        ("cover = \"a.doc\"", "is no image by the ending of its name", "name a PNG, JPEG"),
        ("cover = \"nowhere.png\"", "there is no file `nowhere.png` in the book's folder", "put the file there, or take the name out"),
        (
            "cover = \"https://example.org/a.png\"",
            "is not in the book's folder, and nothing is fetched",
            "save the file into the book's folder",
        ),
        ("chapters = [\"x*.md\"]", "no text in the book's folder is called as `x*.md` says", "or name each file"),
        ("chapters = [\"oen.md\"]", "there is no file `oen.md`", "did you mean `one.md`?"),
        ("chapters = [\"two.md\"]", "there is no file `two.md`", "correct the name"),
    ] {
        let said = with(settings);
        assert!(said.contains(says) && said.contains(help), "{settings}: {said}");
    }
}

#[test]
fn a_chapters_title_is_its_heading() {
    let toml = "title = \"Posts\"\nauthors = \"A\"\nlanguage = \"en\"\nchapters = [\"a.md\", \"b.md\", \"c.md\", \"d.md\"]\n";
    let files: &[(&str, &[u8])] = &[
        ("book.toml", toml.as_bytes()),
        ("a.md", b"---\ntitle: \"First *post*\"\ndate: 2020-01-02\ntags: [x]\n---\n\nText.\n\n## Below\n\nText.\n"),
        ("b.md", b"+++\ntitle = \"Second \\u0026 post\"\n+++\nText.\n"),
        ("c.md", b"---\ntitle: Not used\npage: { size: a5 }\n---\n# Third post\n\nText.\n"),
        ("d.md", b"% Fourth post\n\nText.\n"),
    ];
    let (run, report) = run(files, "", false);
    assert_eq!(run.toc(), "First post\n  Below\nSecond & post\nThird post\nFourth post\n");
    assert_eq!(
        report,
        "a.md:3:1: info[B017]: the front matter of 2 chapters has keys without effect: `date`, `tags`, `title`\n  help: what is meant for the whole book goes into book.toml\n\
         c.md:3:1: warning[B031]: the front matter of a chapter has settings without effect: `page`\n  help: move it to book.toml\n"
    );
    let (_, book) = run.book.as_ref().unwrap();
    let heading = book.section(book.chapters[0].heading.unwrap());
    assert_eq!(run.sources.locate(heading.span), "a.md:2:9");
}

#[test]
fn a_key_of_anothers_with_a_name_of_ours_costs_nothing() {
    let told = |head: &str| {
        let first = format!("---\ntitle: T\nauthor: A\nlang: en\n{head}\n---\n\nText.\n");
        let other = format!("---\ntitle: Two\n{head}\n---\n\nText.\n");
        let (alone, report) = run(&[("a.md", first.as_bytes())], "a.md", false);
        assert_eq!((alone.exit(), report.contains("B031")), (0, false), "{head}\n{report}");
        let (both, report) = run(&[("a.md", first.as_bytes()), ("b.md", other.as_bytes())], "", false);
        assert_eq!((both.exit(), both.toc().as_str(), report.contains("B031")), (0, "T\nTwo\n", false), "{head}\n{report}");
        report
    };
    // pandoc-crossref, Eleventy, and keys of nobody known.
    for head in ["chapters: true", "words: 175", "front: no", "back: 3", "page: 2", "pdf: 1.5"] {
        let report = told(head);
        assert!(report.contains("info[B015]") && report.contains("info[B017]") && !report.contains("warning"), "{head}\n{report}");
    }
    // A list of what is not there leaves the folder its own texts.
    let first = b"---\ntitle: T\nauthor: A\nlang: en\nchapters: The whole\n---\n\nText.\n";
    let (both, report) = run(&[("a.md", first), ("b.md", b"# Two\n\nText.\n")], "", false);
    assert_eq!((both.exit(), report.contains("warning[B008]")), (0, true), "{report}");
}

#[test]
fn the_first_title_of_several_is_a_chapters_too() {
    let first: (&str, &[u8]) = ("1.md", b"---\ntitle: One\nauthor: A\nlang: en\n---\n\nText.\n");
    let (alone, _) = run(&[first, ("2.md", b"# Two\n\nText.\n")], "", false);
    assert_eq!(alone.toc(), "Two\n", "the title is the book's");
    let (all, report) = run(&[first, ("2.md", b"---\ntitle: Two\n---\nText.\n")], "", false);
    assert_eq!(all.toc(), "One\nTwo\n", "{report}");
    let (single, _) = run(&[first], "1.md", false);
    assert_eq!((single.toc().as_str(), single.book.as_ref().unwrap().0.metadata.title.as_str()), ("", "One"));
}

#[test]
fn drafts_are_left_out_of_everything() {
    let files: &[(&str, &[u8])] = &[
        ("book.toml", b"title = \"T\"\nauthors = \"A\"\nlanguage = \"en\"\npdf.attach-source = true\n"),
        ("a.md", b"# One\n\nWords.\n"),
        ("b.md", b"---\ndraft: true\n---\n# Two\n\nKestrelsecret.\n"),
        ("c.md", b"---\npublished: false\n---\n# Three\n\nKestrelsecret.\n"),
    ];
    let (left, report) = run(files, "", false);
    assert_eq!((left.toc().as_str(), report.matches("info[B028]").count()), ("One\n", 2), "{report}");
    let all = [left.epub_files().into_values().flatten().collect(), left.pdf.clone().unwrap()];
    for bytes in all {
        assert!(!bytes.windows(7).any(|window| window == b"Kestrel"));
    }
    assert_eq!(left.book.as_ref().unwrap().1.files.len(), 1, "what goes through the files meets no draft");
    let (kept, _) = run(files, "", true);
    assert_eq!(kept.toc(), "One\nTwo\nThree\n");
    // However it is said.
    for said in [
        "draft: yes",
        "Draft: TRUE",
        "draft: on",
        "draft: 1",
        "publish: false",
        "status: draft",
        "private: true",
        "published: no",
        "status: [draft]",
    ] {
        let text = format!("---\n{said}\n---\n# Two\n\nKestrelsecret.\n");
        let (left, report) = run(&[files[0], files[1], ("b.md", text.as_bytes())], "", false);
        assert_eq!(left.toc(), "One\n", "{said}");
        assert!(report.contains("info[B028]") && report.contains(&format!("take out `{said}`")), "{said}\n{report}");
    }
    for said in ["draft: false", "draft: no", "status: published", "private: false", "publish: true"] {
        let text = format!("---\n{said}\n---\n# Two\n\nWords.\n");
        assert_eq!(run(&[files[0], files[1], ("b.md", text.as_bytes())], "", false).0.toc(), "One\nTwo\n", "{said}");
    }
    let (single, report) = run(&files[2..3], "b.md", false);
    assert!(!report.contains("did you mean"), "{report}");
    assert!(
        single.toc() == "Two\n" && report.contains("warning[B028]: b.md is a draft (`draft: true`), but it is the whole book"),
        "{report}"
    );
    for said in ["draft: perhaps", "extra:\n  draft: true", "params: { draft: true }"] {
        let text = format!("---\n{said}\n---\n# Two\n\nKestrelsecret.\n");
        assert_eq!(run(&[files[0], files[1], ("b.md", text.as_bytes())], "", false).0.toc(), "One\n", "{said}");
    }
}

#[test]
fn findings_of_settings_stand_at_their_line() {
    let toml = "title = \"T\u{10330}\"\nauthors = [\"A\", \"B\u{10331}\"]\nlanguage = \"en\"\ncover = \"c.png\"\n\n[type]\nfonts = [\n  \"no.otf\",\n]\n";
    let files: &[(&str, &[u8])] =
        &[("book.toml", toml.as_bytes()), ("a.md", b"# One\n\nWords.\n"), ("c.png", b"no picture"), ("no.otf", b"no font")];
    let told = |files: &[(&str, &[u8])], expected: &[(&str, &str)]| {
        let (_, report) = run(files, "", false);
        for (place, code) in expected {
            assert!(report.lines().any(|line| line.starts_with(place) && line.contains(code)), "{place} {code}\n{report}");
        }
    };
    told(files, &[("book.toml:8:3", "B013")]);
    // Without a font that is named nothing is set, for what would be found there follows from that.
    let settings = toml.replace("\"no.otf\",", "");
    let files = [&[("book.toml", settings.as_bytes())][..], &files[1..]].concat();
    told(&files, &[("book.toml:1:9", "T001"), ("book.toml:2:17", "T001"), ("book.toml:4:9", "I002")]);
}

#[test]
fn utf_16_is_read_wherever_a_text_is() {
    let wide = |text: &str, little: bool| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16().collect::<Vec<_>>());
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect::<Vec<u8>>()
    };
    let toml = wide(
        "title = \"Ünder\"\r\nauthors = \"A\"\r\nlanguage = \"en\"\r\nchapters = [\"a.md\", \"b.md\"]\r\ncommentary = [\"n.md\"]\r\n",
        true,
    );
    let first = wide("---\r\ntitle: Chäpter\r\n---\r\n“Hello,” she said – and left.\r\n", true);
    let second = wide("# Two\n\nWords.\n", false);
    let notes = wide("---\ncomments-on: b.md\nvoices: { ed: Ed }\n---\n\n### \"Words\"\n\nNöte.\n", false);
    let (run, report) = run(&[("book.toml", &toml), ("a.md", &first), ("b.md", &second), ("n.md", &notes)], "", false);
    assert_eq!(run.toc(), "Chäpter\nTwo\n", "{report}");
    assert_eq!(run.book.as_ref().unwrap().0.metadata.title, "Ünder");
    assert_eq!((report.matches("info[B029]").count(), run.found.count(Severity::Warning)), (4, 0), "{report}");
    assert!(run.page_texts().contains("“Hello,” she said – and left.") && run.page_texts().contains("Nöte"));
    let (_, _, report) =
        load(&folder(&[("book.toml", b"title = \"T\"\nauthors = \"A\"\n"), ("a.md", b"\xFF\xFE\0\0a\0\0\0")]).path().join("a.md"));
    assert!(report.contains("error[B030]"), "{report}");
}

#[test]
fn a_language_that_nobody_gives_is_guessed() {
    let german = "# Eins\n\nEs war einmal ein König, der hatte eine Tochter, und die war so schön, dass die Sonne selber, die doch so vieles gesehen hat, sich verwunderte.\n";
    let (run, report) = run(&[("a.md", format!("---\nauthor: A\n---\n{german}").as_bytes())], "a.md", false);
    assert_eq!(run.book.as_ref().unwrap().0.metadata.language, "de");
    assert_eq!(
        report,
        "info[B019]: no language is given; the text was taken for German\n  help: write `language: de` in front matter, or the language that it is in\n"
    );
    let (config, _, report) = of_toml("title = \"T\"\nauthors = \"A\"\n");
    assert_eq!((config.unwrap().metadata.language.as_str(), report.as_str()), ("en", ""));
}

#[test]
fn what_bindery_new_wrote_is_not_published_in_silence() {
    let toml = "title = \"A First Book\"\nauthors = [\"Your Name\", { name = \"An Editor\", role = \"editor\" }]\nlanguage = \"en\"\nrights = \"© Your Name\"\n";
    let (_, found, report) = of_toml(toml);
    assert_eq!((found.count(Severity::Warning), report.lines().count()), (1, 2), "{report}");
    assert!(report.starts_with("book.toml:1:9: warning[B018]") && report.contains("“© Your Name”"), "{report}");
}

#[test]
fn front_matter_is_read_in_plain_text_and_behind_blank_lines() {
    for (name, text) in [
        ("a.txt", "---\ntitle: Extensions\nauthor: Yuki Izumi\n---\n\n# One\n\nText of the book.\n"),
        ("a.txt", "---\ntitle: Extensions\nauthor: Yuki Izumi\n---\n\nText of the book, without any heading at all.\n"),
        ("a.txt", "% Extensions\n% Yuki Izumi\n\n# One\n\nText of the book.\n"),
        ("a.md", "\n+++\ntitle = \"Extensions\"\nauthor = \"Yuki Izumi\"\n+++\n\n# One\n\nText of the book.\n"),
        ("a.md", "\n---\ntitle: Extensions\nauthor: Yuki Izumi\n---\n\n# One\n\nText of the book.\n"),
    ] {
        let (made, report) = run(&[(name, text.as_bytes())], name, false);
        let metadata = &made.book.as_ref().unwrap().0.metadata;
        assert_eq!((metadata.title.as_str(), metadata.author_line().as_str()), ("Extensions", "Yuki Izumi"), "{text}\n{report}");
        assert!(!made.page_texts().contains("title:") && made.page_texts().contains("Text of the book"), "{text}");
    }
}
