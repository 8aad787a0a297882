//! `bindery publish`: what is in a site, that it is whole, that nothing foreign is touched and nothing private is in it. The judges are
//! programs that `tests/run` installs.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::unzip;

fn bindery(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(arguments).args(["--system-fonts", "never"]).current_dir(folder).env_remove("SOURCE_DATE_EPOCH").output().unwrap()
}

/// Publishes books and expects it to go well; gives back what was said.
fn published(folder: &Path, arguments: &[&str]) -> String {
    let ran = bindery(folder, &[&["publish"], arguments].concat());
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.success(), "{said}");
    said
}

/// A folder with two books.
fn two_books() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, toml, texts) in [("harbour", HARBOUR, HARBOUR_TEXTS), ("see", SEE, SEE_TEXTS)] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("book.toml"), toml).unwrap();
        let picture = include_bytes!("cases/cover-given/small.png").as_slice();
        fs::write(folder.path().join(name).join("c.png"), picture).unwrap();
        for (file, text) in texts {
            fs::write(folder.path().join(name).join(file), text).unwrap();
        }
    }
    folder
}

const HARBOUR: &str = r#"title = "The Harbour & the <Sea>"
subtitle = "An Essay"
authors = [
    { name = "Ann Example", orcid = "0000-0002-1825-0097" },
    { name = "B. Other", role = "translator" },
]
language = "en-GB"
date = "2020-05-04"
publisher = "Small Walks"
isbn = { epub = "978-0-306-40615-7", print = "978-3-16-148410-0" }
rights = "© 2020 Ann Example. Creative Commons Attribution 4.0. %%SECRET rights%%"
description = "A *walk* along the quay. %%SECRET description%%\n\nWith notes."
subjects = [{ name = "Harbours", thema = "WMPC", bisac = "TRV000000" }, "Walking"]
series = { name = "Walks", number = "2" }
chapters = ["one.md", "two.md", "three.md"]
commentary = ["notes.md"]
sample = "10%"
changes = [
    { date = "2021-06", text = "A note was *added*." },
    { date = "2020-12-24", text = "Two slips were mended. %%SECRET change%%" },
]
"#;

const HARBOUR_TEXTS: &[(&str, &str)] = &[
    (
        "one.md",
        "# Ice {#ice}\n\nThe water froze, and [boats](two.md) lay still.[^1] %%SECRET text%%\n\nNobody crossed it for a week.\n\n[^1]: In January.\n",
    ),
    (
        "two.md",
        "# Boats\n\nTheir names were painted out in a night, and no boy asked why that was.\n\n## Oars\n\nThey lay in the loft. See [ice](#ice).\n",
    ),
    ("three.md", "# Storm\n\nThe **fleet** was lost, and with it the summer, the winter and the name of the town.\n"),
    (
        "notes.md",
        "---\ncomments-on: two.md\nvoices:\n  editor: { name: \"The editor\", label: \"Ed.\" }\nvoice: editor\n---\n\n### \"painted out\"\n\nWith tar.\n\n### \"in a night\" {draft}\n\nSECRET draft\n",
    ),
];

const SEE: &str = "title = \"Der See\"\nauthors = [\"Jo Beispiel\"]\nlanguage = \"de\"\ndate = \"2026-11-24\"\npublisher = \"Small Walks\"\ncover = \"c.png\"\nchapters = [\"a.md\"]\n";
const SEE_TEXTS: &[(&str, &str)] = &[("a.md", "# Anfang\n\nDer See liegt still, und niemand rudert hinaus.\n")];

/// The files below a folder, by their paths in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    walk(folder, &mut found);
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    found.iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

fn text(site: &Path, path: &str) -> String {
    fs::read_to_string(site.join(path)).unwrap()
}

/// All text of an EPUB.
fn words(epub: &[u8]) -> String {
    let documents = unzip(epub).into_iter().filter(|(name, _)| name.ends_with("html") || name.ends_with(".opf") || name.ends_with(".ncx"));
    documents.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect()
}

const URL: &str = "https://books.example.org/all/";

/// Writes the address of the site into the settings of a book.
fn with_address(folder: &Path) {
    let path = folder.join("harbour/book.toml");
    fs::write(&path, format!("{HARBOUR}\n[site]\nurl = \"{}\"\ntitle = \"Small & Good\"\n", URL.trim_end_matches('/'))).unwrap();
}

#[test]
fn a_site_has_all_its_files_and_is_the_same_each_time() {
    let folder = two_books();
    let said = published(folder.path(), &["harbour", "see", "-o", "site"]);
    assert!(said.contains("site: 2 books, ") && said.contains("B052"), "{said}");
    let first = files(&folder.path().join("site"));
    for path in ["index.html", "404.html", "opds.xml", "opds.json", "feed.xml", "onix.xml", "SHA256SUMS", "der-see/index.html"] {
        assert!(first.contains_key(path), "{path} is not among {:?}", first.keys());
    }
    let harbour = "the-harbour-the-sea";
    for file in ["index.html", "CITATION.cff", "cover.jpg", "cover-small.jpg"] {
        assert!(first.contains_key(&format!("{harbour}/{file}")), "{file} is not among {:?}", first.keys());
    }
    for ending in [".epub", ".pdf", "-sample.epub"] {
        assert!(first.contains_key(&format!("{harbour}/{harbour}{ending}")), "{ending} is not among {:?}", first.keys());
    }
    assert!(!first.contains_key("sitemap.xml"), "a site map needs whole addresses");
    published(folder.path(), &["harbour", "see", "-o", "again"]);
    assert_eq!(first, files(&folder.path().join("again")));
    published(folder.path(), &["harbour", "see", "-o", "site"]);
    assert_eq!(first, files(&folder.path().join("site")), "over itself");
    let sums = text(&folder.path().join("site"), "SHA256SUMS");
    assert_eq!(sums.lines().count() + 2, first.len(), "all but the sums and the list");
    let checked = Command::new("sha256sum").args(["-c", "--quiet", "SHA256SUMS"]).current_dir(folder.path().join("site")).status();
    assert!(checked.is_ok_and(|status| status.success()));
}

#[test]
fn times_are_those_of_the_books() {
    let folder = two_books();
    with_address(folder.path());
    published(folder.path(), &["harbour", "see"]);
    let site = folder.path().join("site");
    let feed = text(&site, "feed.xml");
    let year = |text: &str| -> BTreeSet<String> { text.split("<updated>").skip(1).map(|rest| rest[..4].to_owned()).collect() };
    assert_eq!(year(&feed), ["2020", "2021", "2026"].map(str::to_owned).into());
    assert_eq!(year(&text(&site, "opds.xml")), ["2020", "2026"].map(str::to_owned).into());
    assert!(text(&site, "onix.xml").contains("<SentDateTime>20261124</SentDateTime>"));
    let entries: Vec<&str> =
        feed.split("<entry").skip(1).map(|entry| entry.split("<updated>").nth(1).unwrap().get(..10).unwrap()).collect();
    assert_eq!(entries, ["2026-11-24", "2021-06-01", "2020-12-24", "2020-05-04"], "the newest first");
}

#[test]
fn nothing_private_is_published() {
    let folder = two_books();
    with_address(folder.path());
    published(folder.path(), &["harbour", "see"]);
    for (path, bytes) in files(&folder.path().join("site")) {
        let text = String::from_utf8_lossy(&bytes).into_owned() + &if path.ends_with(".epub") { words(&bytes) } else { String::new() };
        assert!(!text.contains("SECRET"), "{path}");
    }
}

/// The links of a page.
fn links(page: &str) -> Vec<String> {
    let attributes = ["href=\"", "src=\""].into_iter().flat_map(|mark| page.split(mark).skip(1));
    attributes.map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&")).collect()
}

#[test]
fn no_link_is_dead_and_none_leads_outside() {
    let folder = two_books();
    published(folder.path(), &["harbour", "see"]);
    let all = files(&folder.path().join("site"));
    let mut reached: BTreeSet<String> = BTreeSet::new();
    let mut open = vec!["index.html".to_owned()];
    while let Some(page) = open.pop() {
        if !reached.insert(page.clone()) || !page.ends_with("html") && !page.ends_with("xml") {
            continue;
        }
        for link in links(&String::from_utf8(all[&page].clone()).unwrap()) {
            let link = link.split('#').next().unwrap().to_owned();
            if link.is_empty() || page.ends_with("onix.xml") {
                continue;
            }
            assert!(!link.contains("//") && !link.starts_with('/'), "{page} leads outside: {link}");
            let mut parts: Vec<&str> = page.split('/').collect();
            parts.pop();
            for part in link.split('/') {
                if part == ".." { parts.pop().map_or_else(|| panic!("{page}: {link}"), drop) } else { parts.push(part) }
            }
            let target = parts.join("/");
            assert!(all.contains_key(&target), "{page}: {link} leads to no file");
            open.push(target);
        }
    }
    // Faces are asked for by the style sheets of web editions, and their licences lie beside them.
    let sheets: Vec<u8> = all.iter().filter(|(path, _)| path.ends_with(".css")).flat_map(|(_, bytes)| bytes.clone()).collect();
    let sheets = String::from_utf8(sheets).unwrap();
    let is_face = |path: &str| {
        path.contains("/read/fonts/") && (path.ends_with("-OFL.txt") || path.rsplit('/').next().is_some_and(|name| sheets.contains(name)))
    };
    let unreached: Vec<&String> = all.keys().filter(|path| !reached.contains(*path) && !is_face(path)).collect();
    assert_eq!(unreached, [".bindery-site.json", "404.html"]);
    let missing = String::from_utf8(all["404.html"].clone()).unwrap();
    assert!(links(&missing).is_empty(), "a page for any address can't have relative links");
}

#[test]
fn with_an_address_what_must_be_whole_is() {
    let folder = two_books();
    with_address(folder.path());
    let said = published(folder.path(), &["harbour", "see", "-o", "site"]);
    assert!(!said.contains("B052"), "{said}");
    let site = folder.path().join("site");
    let map = text(&site, "sitemap.xml");
    assert!(map.contains(&format!("<loc>{URL}</loc>")) && map.contains(&format!("<loc>{URL}der-see/</loc>")), "{map}");
    assert!(text(&site, "404.html").contains(&format!("href=\"{URL}\"")));
    for feed in ["opds.xml", "feed.xml"] {
        let addresses = links(&text(&site, feed));
        assert!(addresses.len() > 4 && addresses.iter().all(|link| link.starts_with(URL)), "{addresses:?}");
    }
    let page = text(&site, "the-harbour-the-sea/index.html");
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{URL}the-harbour-the-sea/\">")));
    let catalogue = text(&site, "index.html");
    assert!(
        catalogue.contains("<h1>Small &amp; Good</h1>") && catalogue.contains("href=\"der-see/index.html\""),
        "pages have relative links"
    );
    // Another address in another book can't be meant.
    fs::write(folder.path().join("see/book.toml"), format!("{SEE}[site]\nurl = \"https://other.example.org\"\n")).unwrap();
    let ran = bindery(folder.path(), &["publish", "harbour", "see"]);
    assert_eq!(ran.status.code(), Some(1), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn a_sample_says_what_it_is_and_holds_no_more() {
    let folder = two_books();
    with_address(folder.path());
    published(folder.path(), &["harbour"]);
    let site = folder.path().join("site/the-harbour-the-sea");
    let [whole, sample] = ["", "-sample"].map(|word| fs::read(site.join(format!("the-harbour-the-sea{word}.epub"))).unwrap());
    let (all, some) = (words(&whole), words(&sample));
    assert!(some.contains("The water froze") && all.contains("Nobody crossed") && !some.contains("Nobody crossed"), "{some}");
    assert!(!some.contains("painted") && !some.contains("With tar") && !some.contains("fleet"));
    assert!(some.contains("This is the end of the sample.") && some.contains(&format!("href=\"{URL}the-harbour-the-sea/\"")));
    assert!(some.contains("(Sample)</dc:title>") && some.contains("In January."), "its note goes with it");
    let id = |text: &str| text.split("id=\"pub-id\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(id(&all) == "urn:isbn:9780306406157" && id(&some).starts_with("urn:uuid:"), "another publication");
    // Chapters by file and by title.
    let toml = HARBOUR.replace("sample = \"10%\"", "sample = [\"two.md\", \"Storm\"]");
    fs::write(folder.path().join("harbour/book.toml"), &toml).unwrap();
    published(folder.path(), &["harbour"]);
    let some = words(&fs::read(site.join("the-harbour-the-sea-sample.epub")).unwrap());
    assert!(some.contains("fleet") && some.contains("With tar") && !some.contains("froze"), "{some}");
    assert!(!some.contains("https://books.example.org"), "nobody knows where the whole is");
    fs::write(folder.path().join("harbour/book.toml"), toml.replace("Storm", "Sturm")).unwrap();
    let ran = bindery(folder.path(), &["publish", "harbour"]);
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.code() == Some(1) && said.contains("`Sturm`, which is no chapter"), "{said}");
}

#[test]
fn changes_are_a_page_of_the_book() {
    let folder = two_books();
    published(folder.path(), &["harbour"]);
    let site = folder.path().join("site/the-harbour-the-sea");
    let epub = words(&fs::read(site.join("the-harbour-the-sea.epub")).unwrap());
    assert!(epub.contains("About This Edition</h1>") && epub.contains("<strong>June 2021.</strong> A note was <em>added</em>."), "{epub}");
    assert!(text(&site, "index.html").contains("<dd>Two slips were mended.</dd>"));
    assert!(!words(&fs::read(site.join("the-harbour-the-sea-sample.epub")).unwrap()).contains("slips"));
}

#[test]
fn an_error_leaves_the_site_as_it_is() {
    let folder = two_books();
    published(folder.path(), &["harbour", "see"]);
    let before = files(&folder.path().join("site"));
    fs::write(folder.path().join("see/book.toml"), SEE.replace("a.md", "b.md")).unwrap();
    let ran = bindery(folder.path(), &["publish", "harbour", "see"]);
    assert_eq!(ran.status.code(), Some(1), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(before, files(&folder.path().join("site")));
    // A folder can be that of one book alone.
    let ran = bindery(folder.path(), &["publish", "harbour", "harbour"]);
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.code() == Some(2) && said.contains("`output = "), "{said}");
    assert_eq!(before, files(&folder.path().join("site")));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing is left beside it");
}

#[test]
fn a_book_that_goes_takes_its_files_with_it() {
    let folder = two_books();
    published(folder.path(), &["harbour", "see"]);
    let site = folder.path().join("site");
    fs::write(site.join("robots.txt"), "mine").unwrap();
    fs::write(site.join("der-see/own.html"), "mine").unwrap();
    published(folder.path(), &["harbour"]);
    let now = files(&site);
    let see: Vec<&str> = now.keys().map(String::as_str).filter(|path| path.starts_with("der-see/")).collect();
    assert_eq!((see, text(&site, "robots.txt").as_str()), (vec!["der-see/own.html"], "mine"));
    fs::write(site.join("index.html"), "changed by hand").unwrap();
    let ran = bindery(folder.path(), &["publish", "harbour"]);
    assert_eq!((ran.status.code(), text(&site, "index.html").as_str()), (Some(2), "changed by hand"));
}

#[test]
fn the_page_of_a_book_is_in_its_language() {
    let folder = two_books();
    published(folder.path(), &["harbour", "see"]);
    let see = text(&folder.path().join("site"), "der-see/index.html");
    assert!(see.contains("<html lang=\"de\">") && see.contains("Auf Ihr Gerät") && see.contains("Small Walks"), "{see}");
    assert!(see.replace('\u{A0}', " ").contains("<dd>24. November 2026</dd>") && !see.contains("Onto your device"));
    let harbour = text(&folder.path().join("site"), "the-harbour-the-sea/index.html");
    for part in ["The Harbour &amp; the &lt;Sea&gt;</h1>", "B. Other", "978-3-16-148410-0", "the first 10% of the text", "Walks, 2"] {
        assert!(harbour.contains(part), "{part} is not in {harbour}");
    }
    // Polish has no words of a site: English ones are marked as such.
    fs::write(folder.path().join("see/book.toml"), SEE.replace("\"de\"", "\"pl\"")).unwrap();
    published(folder.path(), &["see"]);
    let page = text(&folder.path().join("site"), "der-see/index.html");
    assert!(page.contains("<html lang=\"pl\">") && page.contains("<h2 id=\"facts\" lang=\"en\">About this book</h2>"), "{page}");
}

#[test]
fn what_shops_are_told_of_accessibility_is_what_the_epub_states() {
    let folder = two_books();
    fs::write(folder.path().join("see/a.md"), "# Anfang\n\n![](x.svg)\n\nText und $x^2$.\n").unwrap();
    fs::write(folder.path().join("see/x.svg"), "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='12'><path d='M1 1h9'/></svg>")
        .unwrap();
    published(folder.path(), &["harbour", "see"]);
    let site = folder.path().join("site");
    let onix = text(&site, "onix.xml");
    let codes = |product: &str| -> BTreeSet<String> {
        let values = product.split("<ProductFormFeatureValue>").skip(1);
        values.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
    };
    let products: Vec<&str> = onix.split("<Product>").skip(1).collect();
    assert_eq!(products.len(), 4, "an EPUB and a PDF each");
    let [harbour, harbour_pdf, see, see_pdf] = [0, 1, 2, 3].map(|at| codes(products[at]));
    assert!(harbour.contains("14") && harbour.contains("52") && !see.contains("14") && !see.contains("52"), "{harbour:?} {see:?}");
    assert!(see.contains("17") && !harbour.contains("17"), "formulas");
    assert_eq!((harbour_pdf, see_pdf), (["05".to_owned()].into(), ["08".to_owned()].into()), "PDF/UA-1 is claimed, or nothing");
    let opds: String = text(&site, "opds.json");
    assert_eq!(opds.matches("\"alternativeText\"").count(), 1);
}

#[test]
#[ignore = "needs programs that tests/run installs"]
fn judges_find_no_fault_with_a_site() {
    let bin = PathBuf::from(std::env::var_os("BINDERY_VALIDATORS_BIN").unwrap());
    for with_url in [false, true] {
        let folder = two_books();
        if with_url {
            with_address(folder.path());
        }
        published(folder.path(), &["harbour", "see"]);
        let site = folder.path().join("site");
        let judged = |name: &str, arguments: &[&Path]| {
            let ran = Command::new(bin.join(name)).args(arguments).output().unwrap();
            let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
            assert!(ran.status.success(), "{name}, with an address {with_url}: {said}");
        };
        let schemas = std::env::var_os("BINDERY_SCHEMAS").map(PathBuf::from);
        let given: Vec<&Path> = std::iter::once(site.as_path()).chain(schemas.as_deref()).collect();
        judged("site-check", &given);
        let pages = ["index.html", "404.html", "der-see/index.html", "the-harbour-the-sea/index.html"].map(|page| site.join(page));
        judged("page-check", &pages.each_ref().map(PathBuf::as_path));
        judged("epub-check", &[&site.join("the-harbour-the-sea/the-harbour-the-sea-sample.epub")]);
        judged("epub-check", &[&site.join("the-harbour-the-sea/the-harbour-the-sea.epub")]);
        judged("site-click", &[&site]);
    }
}
