//! What holds of every web edition: links that lead somewhere, no other host, no script, addresses for every paragraph, notes in their
//! order. Those that look at pages need programs that `tests/run` installs.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::{Disk, Files, Form, Memory, Options, Presentation, WebEdition, WebRequest, build, render};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

/// The web edition of a book, and no other format.
fn made(files: &Arc<dyn Files>, options: Options) -> WebEdition {
    let web = Some(options.web.clone().unwrap_or_default());
    let built = build(files, &Options { formats: Vec::new(), web, ..options });
    let said = render::short(&built.reading.findings, &built.reading.sources);
    built.web.unwrap_or_else(|| panic!("{said}"))
}

/// The web edition of one text.
fn of_text(text: &str) -> WebEdition {
    let mut files = Memory::default();
    files.put("a.md", text);
    let files: Arc<dyn Files> = Arc::new(files);
    made(&files, Options::new("a.md"))
}

/// The web edition of a book in the repository.
fn of_folder(folder: &str) -> WebEdition {
    made(&Disk::files(), Options::new(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)))
}

/// A text of these chapters, with its metadata.
fn text(form: &str, body: &str) -> String {
    format!("---\ntitle: T & T\nauthor: A. B.\nlanguage: en\ndate: 2026-01-02\nform: {form}\n---\n{body}")
}

/// A page as text.
fn page<'e>(edition: &'e WebEdition, path: &str) -> &'e str {
    let file = edition.files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(&file.bytes).unwrap()
}

/// The values of an attribute.
fn values<'t>(text: &'t str, attribute: &str) -> Vec<&'t str> {
    let sign = format!(" {attribute}=\"");
    text.match_indices(&sign).map(|(at, _)| text[at + sign.len()..].split('"').next().unwrap()).collect()
}

/// An address without its signs for XML and for addresses.
fn plain(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap().replace("&amp;", "&")
}

/// Holds that all links of an edition lead to a file of it and to an element that is there, and that ids are given once.
fn links_lead_somewhere(edition: &WebEdition) {
    let html = |path: &str| path.ends_with(".html").then(|| page(edition, path));
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in &edition.files {
        let all = html(&file.path).map(|text| values(text, "id")).unwrap_or_default();
        let of_file: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(of_file.len(), all.len(), "{}: an id is given twice", file.path);
        ids.insert(&file.path, of_file);
    }
    for file in &edition.files {
        let Some(text) = html(&file.path) else { continue };
        for address in values(text, "href").into_iter().chain(values(text, "src")) {
            let is_whole = ["https://", "http://", "mailto:", "data:"].iter().any(|scheme| address.starts_with(scheme));
            if is_whole || address == "#top" {
                continue;
            }
            let (path, id) = address.split_once('#').unwrap_or((address, ""));
            let path = if path.is_empty() { file.path.clone() } else { plain(path) };
            let there = ids.get(path.as_str()).unwrap_or_else(|| panic!("{}: nothing is at {address}", file.path));
            assert!(id.is_empty() || there.contains(plain(id).as_str()), "{}: no place {address}", file.path);
        }
    }
}

/// Holds that no page runs anything or loads anything from elsewhere, and that pages say so to browsers.
fn nothing_is_asked_of_others(edition: &WebEdition) {
    for file in edition.files.iter().filter(|file| file.path.ends_with(".html")) {
        let text = page(edition, &file.path);
        let scripts = text.matches("<script").count();
        assert_eq!(scripts, text.matches("<script type=\"application/ld+json\">").count(), "{}: a script", file.path);
        assert!(text.contains("content=\"default-src 'none'; "), "{}: no policy", file.path);
        for address in values(text, "src") {
            assert!(!address.contains("//"), "{}: {address}", file.path);
        }
        for link in text.split("<link ").skip(1).filter(|link| !link.starts_with("rel=\"canonical\"")) {
            assert!(!link.split('>').next().unwrap().contains("//"), "{}: {link:.60}", file.path);
        }
        for event in [" onclick", " onload", " onerror", "javascript:", "<iframe", "<object", "<embed", "<form"] {
            assert!(!text.contains(event), "{}: {event}", file.path);
        }
    }
    let css = page(edition, "style.css");
    assert!(!css.contains("@import") && css.split("url(").skip(1).all(|rest| rest.starts_with("\"fonts/")), "a sheet from elsewhere");
}

const FOUR: &str =
    "# One\n\nWords of *one*.[^n]\n\n## Below\n\nMore, see [three](#three).\n\n[^n]: A note.\n\n# Two\n\nWords.\n\n# Three\n\nWords.\n";

#[test]
fn a_book_is_a_page_a_chapter_and_an_essay_one_page() {
    let paths = |edition: &WebEdition| edition.pages.iter().map(|page| page.path.clone()).collect::<Vec<_>>();
    let book = of_text(&text("book", FOUR));
    assert_eq!(paths(&book), ["index.html", "one.html", "two.html", "three.html"]);
    assert_eq!(book.cover.as_deref(), Some("cover.jpg"));
    let index = page(&book, "index.html");
    assert!(index.contains("<h1 id=\"book-title\">T &amp; T</h1>") && index.contains("<a href=\"one.html#below\">Below</a>"), "{index}");
    let two = page(&book, "two.html");
    assert_eq!(values(two, "rel"), ["stylesheet", "prev", "next", "prev", "next"]);
    assert!(two.contains("<a rel=\"prev\" href=\"one.html\">") && two.contains("<a rel=\"next\" href=\"three.html\">"));
    let essay = of_text(&text("essay", FOUR));
    assert_eq!(paths(&essay), ["index.html"]);
    let whole = page(&essay, "index.html");
    assert!(whole.contains("<a href=\"#three\">three</a>"), "a link on the page itself");
    assert_eq!(whole.matches("<h1").count(), 1);
    for edition in [&book, &essay] {
        links_lead_somewhere(edition);
        nothing_is_asked_of_others(edition);
    }
}

#[test]
fn every_paragraph_and_passage_has_an_address_that_does_not_change() {
    let before = of_folder("manuscripts");
    let text = page(&before, "praise-subject-to-license.html");
    let of_text = text.split("<aside").map(|part| part.split_once("</aside>").map_or(part, |(_, rest)| rest));
    let paragraphs: Vec<&str> = of_text.flat_map(|part| part.split("<p ").skip(1)).filter(|p| !p.starts_with("class=\"part")).collect();
    let (addressed, others): (Vec<&str>, Vec<&str>) = paragraphs.iter().partition(|p| p.starts_with("id=\""));
    // What stands at the end is the author's notes, which have ids of their own.
    assert!(addressed.len() > 15 && others.iter().all(|p| p.contains("doc-backlink")), "{others:?}");
    let marks = text.matches("<a class=\"here\" href=\"#").count();
    assert!(marks >= addressed.len(), "{marks} marks beside {} paragraphs", addressed.len());
    assert!(text.matches("class=\"passage\" id=\"words_").count() > 15);
}

#[test]
fn notes_follow_their_paragraphs_in_the_order_of_the_text() {
    for edition in [of_folder("manuscripts"), of_folder("tests/cases/notes-interleaved"), of_folder("tests/cases/commentary")] {
        let mut notes = 0;
        for file in edition.files.iter().filter(|file| file.path.ends_with(".html")) {
            let text = page(&edition, &file.path);
            let mut last = 0;
            for (at, _) in text.match_indices("<aside id=\"note_") {
                let name = &text[at + "<aside id=\"note_".len()..].split('"').next().unwrap();
                let mark = text.find(&format!(" id=\"mark_{name}\"")).unwrap_or_else(|| panic!("{}: no mark of {name}", file.path));
                // What is on the words of a footnote has its mark in a note.
                let in_note = text[..mark].rfind("<aside") > text[..mark].rfind("</aside>");
                assert!((in_note || last <= mark) && mark < at, "{}: {name} stands before its mark", file.path);
                last = if in_note { last } else { mark };
                notes += 1;
            }
        }
        assert!(notes > 1);
    }
}

#[test]
fn pages_are_the_same_bytes_each_time() {
    for folder in ["manuscripts", "tests/cases/commentary"] {
        assert_eq!(of_folder(folder), of_folder(folder), "{folder}");
    }
}

#[test]
fn links_lead_somewhere_and_no_host_is_asked_in_any_book() {
    for folder in ["manuscripts", "docs/guide", "commentary", "notes-only", "notes-omit", "hebrew", "tables", "formulas"] {
        let is_case = !matches!(folder, "manuscripts" | "docs/guide");
        let edition = of_folder(&if is_case { format!("tests/cases/{folder}") } else { folder.to_owned() });
        links_lead_somewhere(&edition);
        nothing_is_asked_of_others(&edition);
    }
}

#[test]
fn the_commentary_stands_where_it_is_asked_for() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscripts");
    let with = |commentary| made(&Disk::files(), Options { commentary: Some(commentary), ..Options::new(&book) });
    let [linked, omitted] = [with(Presentation::Linked), with(Presentation::Omit)];
    links_lead_somewhere(&linked);
    links_lead_somewhere(&omitted);
    assert!(page(&linked, "commentary.html").matches("class=\"comment\"").count() > 20);
    assert!(!page(&linked, "praise-subject-to-license.html").contains("<aside"));
    assert!(omitted.files.iter().all(|file| file.path != "commentary.html"));
    // What may stand nowhere on the web stands where it usually does.
    let usual = with(Presentation::Margin);
    assert!(page(&usual, "praise-subject-to-license.html").contains("comment between beside"));
}

#[test]
fn an_essay_with_its_commentary_is_a_small_page() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscripts");
    let edition = made(&Disk::files(), Options { form: Some(Form::Essay), ..Options::new(book) });
    let size = page(&edition, "index.html").len() + page(&edition, "style.css").len();
    assert!(size <= 100_000, "{size} bytes");
    links_lead_somewhere(&edition);
}

#[test]
fn faces_are_woff_2_and_cut_to_the_text() {
    let edition = of_text(&text("essay", "# One\n\nWords and **bold** ones.\n"));
    let faces: Vec<_> = edition.files.iter().filter(|file| file.path.starts_with("fonts/") && !file.path.ends_with(".txt")).collect();
    assert!(!faces.is_empty() && faces.iter().all(|face| face.path.ends_with(".woff2") && face.bytes.starts_with(b"wOF2")));
    // A whole one has 200 kB and more.
    let sizes: Vec<usize> = faces.iter().map(|face| face.bytes.len()).collect();
    assert!(sizes.iter().all(|size| *size < 80_000), "{sizes:?}");
    assert!(edition.files.iter().any(|file| file.path.starts_with("fonts/") && file.path.ends_with("OFL.txt")), "the licence goes along");
}

#[test]
fn pages_say_what_they_are_and_where_they_lie() {
    let mut files = Memory::default();
    files.put("a.md", text("book", FOUR));
    let files: Arc<dyn Files> = Arc::new(files);
    let web = Some(WebRequest { address: Some("https://books.example.org/t/".to_owned()), ..WebRequest::default() });
    let edition = made(&files, Options { web, ..Options::new("a.md") });
    let index = page(&edition, "index.html");
    for said in [
        "<link rel=\"canonical\" href=\"https://books.example.org/t/\">",
        "<meta property=\"og:image\" content=\"https://books.example.org/t/cover.jpg\">",
        "<meta property=\"og:title\" content=\"T &amp; T\">",
    ] {
        assert!(index.contains(said), "{said}\n{index}");
    }
    let data = index.split("ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!((&data["@type"], &data["name"], &data["author"][0]["name"]), (&"Book".into(), &"T & T".into(), &"A. B.".into()));
    assert!(page(&edition, "two.html").contains("<link rel=\"canonical\" href=\"https://books.example.org/t/two.html\">"));
}

/// Runs the command.
fn bindery(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery")).current_dir(folder).args(arguments).output().unwrap()
}

#[test]
fn the_command_replaces_and_removes_its_own_files_alone() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let write = |name: &str, text: &str| std::fs::write(here.join(name), text).unwrap();
    write("a.md", &text("book", FOUR));
    let ended = bindery(here, &["web", "a.md"]);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let site = here.join("dist/t-t-web");
    let has = |name: &str| site.join(name).is_file();
    assert!(has("index.html") && has("two.html") && has("style.css"));
    write("dist/t-t-web/own.html", "mine");
    write("a.md", &text("book", "# One\n\nWords.\n\n# Other\n\nWords.\n"));
    assert!(bindery(here, &["web", "a.md"]).status.success());
    assert!(has("other.html") && !has("two.html") && has("own.html"), "what is ours goes, what is not stays");
    // A file that somebody else made stands where one is to be: nothing is touched.
    write("dist/t-t-web/new.html", "mine");
    write("a.md", &text("book", "# One\n\nWords.\n\n# New\n\nWords.\n"));
    let ended = bindery(here, &["web", "a.md"]);
    assert_eq!(ended.status.code(), Some(2), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("was not made by Bindery"));
    assert_eq!(std::fs::read(site.join("new.html")).unwrap(), b"mine");
    assert!(has("other.html"));
    // Standard output holds no folder.
    assert_eq!(bindery(here, &["web", "a.md", "-o", "-"]).status.code(), Some(2));
}

/// Writes an edition for a judge.
fn folder(name: &str, edition: &WebEdition) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("web-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    for file in &edition.files {
        let path = folder.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
    folder
}

/// What a judge says of an edition.
fn judged(judge: &str, arguments: &[&Path]) -> Output {
    let output = Command::new(judge).args(arguments).output();
    output.unwrap_or_else(|fault| panic!("{judge}: {fault}; run the tests with tests/run, which installs it"))
}

/// Looks at every page of an edition; how many notes stood at the side of one at most.
fn look(name: &str, edition: &WebEdition) -> u64 {
    let output = judged("web-look", &[&folder(name, edition)]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{name}: {said}\n{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str::<serde_json::Value>(&said).unwrap()["beside"].as_u64().unwrap()
}

/// A text of which nearly every sentence has a note, some long and of several blocks.
fn crowded() -> String {
    let mut body = String::from("# Crowded\n");
    for number in 1..=250 {
        body.push_str("\nA paragraph");
        for part in 1..=4 {
            write!(body, " of some words more, that goes on for a while[^{number}-{part}], and").unwrap();
        }
        body.push_str(" ends.\n");
        for part in 1..=4 {
            write!(body, "\n[^{number}-{part}]: A note that says {}something.\n", "rather more than ".repeat(part * part)).unwrap();
            if part == 3 {
                body.push_str("\n    - a list in it\n    - of two\n");
            }
        }
    }
    text("essay", &body)
}

#[test]
#[ignore = "needs Chromium, which tests/run installs"]
fn a_thousand_notes_at_the_side_do_not_overlap() {
    assert_eq!(look("crowded", &of_text(&crowded())), 1000);
}

#[test]
#[ignore = "needs Chromium, which tests/run installs"]
fn no_page_is_wider_than_its_screen_and_axe_finds_nothing() {
    assert!(look("own", &of_folder("manuscripts")) > 20);
    for case in ["tables-of-many-columns", "hebrew", "formulas", "commentary"] {
        look(case, &of_folder(&format!("tests/cases/{case}")));
    }
}

#[test]
#[ignore = "needs the Nu Html Checker, which tests/run installs"]
fn the_html_of_every_page_is_valid() {
    for name in [
        "manuscripts",
        "docs/guide",
        "tests/cases/commentary",
        "tests/cases/hebrew",
        "tests/cases/tables-with-spans",
        "tests/cases/formulas",
    ] {
        let folder = folder(&format!("checked-{}", name.replace('/', "-")), &of_folder(name));
        let pages: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        let pages: Vec<&Path> =
            pages.iter().map(PathBuf::as_path).filter(|path| path.extension().is_some_and(|ending| ending == "html")).collect();
        let output = judged("page-check", &pages);
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
