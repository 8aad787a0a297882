//! `bindery check book.epub`: a good EPUB raises nothing; broken in one way, it raises the code that the table names; and EPUBCheck
//! finds errors where we find errors.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::diagnostics::{Code, Diagnostics, Severity, render};
use bindery::testing::inspect::inspect;
use bindery::testing::source::Sources;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::sync::LazyLock;
use support::broken::{Judge, Package, ROWS};

/// The good book.
static GOOD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| std::fs::write(folder.path().join(name), content).unwrap();
    let pictures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/images");
    for name in ["dots.png", "line.svg"] {
        write(name, &std::fs::read(pictures.join(name)).unwrap());
    }
    write("book.toml", b"title = \"The Harbour\"\nauthors = [\"Ann Author\"]\ndate = \"2026\"\nchapters = [\"one.md\", \"two.md\"]\n");
    write(
        "one.md",
        b"# One\n\nWords with a note[^n], a [link](two.md#there), and [the world](https://example.com/).\n\n![Dots in a row](dots.png \"Dots\")\n\n\
[^n]: The note.\n\n## A Section\n\n- An item\n- Another\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    );
    write("two.md", "# Two {#there}\n\n![A line](line.svg)\n\n> A quotation.\n\nἘν ἀρχῇ.\n".as_bytes());
    support::run(folder.path()).epub.unwrap()
});

/// What is found in an EPUB.
fn findings(bytes: &[u8]) -> (Diagnostics, Sources) {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    inspect("book.epub", bytes, &mut sources, &mut found);
    (found, sources)
}

fn broken(row: &support::broken::Row) -> Vec<u8> {
    let mut package = Package::open(&GOOD);
    (row.break_it)(&mut package);
    package.write()
}

#[test]
fn a_good_book_raises_nothing() {
    for bytes in [GOOD.clone(), Package::open(&GOOD).write()] {
        let (found, sources) = findings(&bytes);
        assert_eq!(render::short(&found, &sources), "");
    }
}

#[test]
fn a_letter_with_its_accent_may_be_written_as_two_characters() {
    // The archive has the name in one form, the package and the document in the other.
    let mut package = Package::open(&GOOD);
    package
        .entries
        .iter_mut()
        .filter(|(name, ..)| name.ends_with("dots.png"))
        .for_each(|(name, ..)| *name = name.replace("dots", "do\u{308}ts"));
    for (name, content, _) in &mut package.entries {
        if name.ends_with(".xhtml") || name.ends_with(".opf") {
            *content = String::from_utf8(std::mem::take(content)).unwrap().replace("dots.png", "d\u{f6}ts.png").into_bytes();
        }
    }
    let (found, sources) = findings(&package.write());
    let said = render::short(&found, &sources);
    assert!(!found.iter().any(|finding| finding.severity == Severity::Error), "{said}");
}

/// Something that is seldom seen in an EPUB and no mistake.
struct SoundChange {
    name: &'static str,
    change: fn(&mut Package),
}

#[test]
fn what_the_judges_take_is_no_error() {
    let changes = [
        SoundChange { name: "a namespace in a stylesheet", change: |b| b.style("@namespace epub url(http://www.idpf.org/2007/ops);") },
        SoundChange {
            name: "a remark in Latin-1",
            change: |b| {
                let (_, content, _) = b.entries.iter_mut().find(|(name, ..)| name.ends_with(".css")).unwrap();
                content.extend(b"/* caf\xe9 */");
            },
        },
        SoundChange {
            name: "a comma in an address",
            change: |b| {
                b.body(
                "<p><picture><source srcset=\"data:image/png;base64,iVBORw0KGgo=\"/><img src=\"images/dots.png\" alt=\"A\"/></picture></p>",
            );
            },
        },
        SoundChange {
            name: "a picture of a new kind with another behind it",
            change: |b| {
                b.entries.push(("OEBPS/images/i.jxl".to_owned(), vec![0xFF, 0x0A], true));
                b.item("<item id=\"jxl\" href=\"images/i.jxl\" media-type=\"image/jxl\"/>");
                b.body(
                "<p><picture><source srcset=\"images/i.jxl\" type=\"image/jxl\"/><img src=\"images/dots.png\" alt=\"A\"/></picture></p>",
            );
            },
        },
        SoundChange {
            name: "pages of fixed layout with their sizes",
            change: |b| {
                b.swap(
                    "content.opf",
                    "<itemref idref=\"id_one.xhtml\"",
                    "<itemref properties=\"rendition:layout-pre-paginated rendition:page-spread-center\" idref=\"id_one.xhtml\"",
                );
                b.swap("one.xhtml", "<title>", "<meta name=\"viewport\" content=\"width=600, height=device-height, x=y\"/><title>");
            },
        },
        SoundChange {
            name: "a link by CFI, film in a picture, ids with spaces around them, a base",
            change: |b| {
                b.entries.push(("OEBPS/a.avi".to_owned(), vec![0; 16], true));
                b.item("<item id=\" avi \" href=\"a.avi\" media-type=\"video/avi\"/>");
                b.body("<p id=\"here \"><img src=\"a.avi\" alt=\"A\"/></p>");
                b.swap("nav.xhtml", "href=\"there.xhtml\"", "href=\"content.opf#epubcfi(/6/8!/4/2/1:1)\"");
            },
        },
        SoundChange {
            name: "a font of any kind in the network",
            change: |b| {
                b.style("@font-face { font-family: x; src: url(\"https://example.org/font\") }");
                b.item("<item id=\"far\" href=\"https://example.org/font\" media-type=\"application/vnd.dafont\"/>");
                b.swap("content.opf", "media-type=\"text/css\"", "media-type=\"text/css\" properties=\"remote-resources\"");
            },
        },
        SoundChange {
            name: "film in the network as an object",
            change: |b| {
                b.item("<item id=\"film\" href=\"https://example.org/a.mp4\" media-type=\"video/mp4\"/>");
                b.body("<p><object data=\"https://example.org/a.mp4\" type=\"video/mp4\">A film.</object></p>");
                b.swap("content.opf", "id=\"id_there.xhtml\"", "properties=\"remote-resources\" id=\"id_there.xhtml\"");
            },
        },
        SoundChange {
            name: "a title of others in the contents",
            change: |b| {
                let (_, content, _) = b.entries.iter_mut().find(|(name, ..)| name.ends_with("nav.xhtml")).unwrap();
                let text = String::from_utf8(std::mem::take(content)).unwrap();
                let entry = "<a href=\"there.xhtml\">Two</a>";
                assert!(text.contains(entry));
                *content = text.replacen(entry, &format!("<a>Part</a><ol><li>{entry}</li></ol>"), 1).into_bytes();
            },
        },
    ];
    for SoundChange { name, change } in changes {
        let mut package = Package::open(&GOOD);
        change(&mut package);
        let (found, sources) = findings(&package.write());
        assert!(!found.iter().any(|finding| finding.severity == Severity::Error), "{name}\n{}", render::short(&found, &sources));
    }
}

#[test]
fn every_way_to_break_it_raises_its_code() {
    let mut report = String::new();
    for row in ROWS {
        let (found, sources) = findings(&broken(row));
        let said = render::short(&found, &sources);
        match found.iter().find(|finding| finding.code == row.code) {
            None => {
                let _ = writeln!(report, "  {}: no {} in\n{said}", row.name, row.code.id());
            }
            Some(finding) if finding.span.is_none() || finding.help.is_none() => {
                let _ = writeln!(report, "  {}: no place or no help in\n{said}", row.name);
            }
            Some(_) => {}
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// Codes that only follow from another mistake may be raised with it; anything else would be a false alarm.
#[test]
fn little_else_is_raised() {
    let mut report = String::new();
    for row in ROWS {
        let (found, sources) = findings(&broken(row));
        let others: BTreeSet<Code> = found.iter().map(|finding| finding.code).filter(|code| *code != row.code).collect();
        if others.len() > 2 {
            let _ = writeln!(report, "  {}:\n{}", row.name, render::short(&found, &sources));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
#[ignore = "needs EPUBCheck, which tests/run installs"]
fn epubcheck_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let mut report = String::new();
    let files: Vec<PathBuf> = ROWS.iter().enumerate().map(|(index, _)| folder.path().join(format!("{index}.epub"))).collect();
    for (row, file) in ROWS.iter().zip(&files) {
        std::fs::write(file, broken(row)).unwrap();
    }
    let said = support::epubcheck(&files);
    for (row, said) in ROWS.iter().zip(&said) {
        let (found, sources) = findings(&broken(row));
        let (ours, theirs) =
            (found.count(Severity::Error) > 0, said.iter().any(|line| line.starts_with("ERROR") || line.starts_with("FATAL")));
        let agrees = ours == theirs;
        if agrees != (row.judge == Judge::Agrees) {
            let _ = writeln!(report, "  {}:\n{}  EPUBCheck:\n    {}", row.name, render::short(&found, &sources), said.join("\n    "));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// A book of many chapters, made here: ours would take longer to build than to inspect.
fn many(chapters: usize) -> Vec<u8> {
    let mut package = Package::open(&GOOD);
    let (mut items, mut places) = (String::new(), String::new());
    for number in 0..chapters {
        let next = (number + 1) % chapters;
        let page = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\" xml:lang=\"en\">\
             <head><title>{number}</title></head><body><p id=\"p\">A <a href=\"m{next}.xhtml#p\">link</a>.</p></body></html>\n"
        );
        package.entries.push((format!("OEBPS/m{number}.xhtml"), page.into_bytes(), true));
        let _ = write!(items, "<item id=\"m{number}\" href=\"m{number}.xhtml\" media-type=\"application/xhtml+xml\"/>");
        let _ = write!(places, "<itemref idref=\"m{number}\"/>");
    }
    let opf = package.entries.iter_mut().find(|(name, ..)| name == "OEBPS/content.opf").unwrap();
    let text = String::from_utf8(opf.1.clone()).unwrap();
    opf.1 = text.replace("</manifest>", &format!("{items}</manifest>")).replace("</spine>", &format!("{places}</spine>")).into_bytes();
    package.write()
}

#[test]
fn a_book_of_ten_thousand_files_is_inspected() {
    let bytes = many(10_000);
    let start = std::time::Instant::now();
    let (found, sources) = findings(&bytes);
    println!("10,000 files in {:?}", start.elapsed());
    assert_eq!(render::short(&found, &sources), "");
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_not_unpacked() {
    let mut package = Package::open(&GOOD);
    let css = package.entries.iter_mut().find(|(name, ..)| name == "OEBPS/stylesheet.css").unwrap();
    css.1 = vec![b' '; 65 << 20];
    let (found, sources) = findings(&package.write());
    let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&Code::EntryTooLarge), "{}", render::short(&found, &sources));

    // The same small piece many times, more than a gigabyte in all.
    let mut small = zip::ZipWriter::new(Cursor::new(Vec::new()));
    small.start_file("zeros", zip::write::SimpleFileOptions::default()).unwrap();
    small.write_all(&vec![0; 32 << 20]).unwrap();
    let mut small = zip::ZipArchive::new(Cursor::new(small.finish().unwrap().into_inner())).unwrap();
    let mut bomb = zip::ZipWriter::new_append(Cursor::new(Package::open(&GOOD).write())).unwrap();
    for number in 0..64 {
        bomb.raw_copy_file_rename(small.by_index(0).unwrap(), format!("OEBPS/{number:03}")).unwrap();
    }
    let bytes = bomb.finish().unwrap().into_inner();
    assert!(bytes.len() < 4 << 20);
    let (found, sources) = findings(&bytes);
    let count = found.iter().filter(|finding| finding.code == Code::EntryTooLarge).count();
    assert_eq!(count, 1, "{}", render::short(&found, &sources));
}

#[test]
fn a_million_mistakes_are_told_of_in_bounds() {
    let mut package = Package::open(&GOOD);
    let chapter = package.entries.iter_mut().find(|(name, ..)| name == "OEBPS/one.xhtml").unwrap();
    let text = String::from_utf8(chapter.1.clone()).unwrap();
    chapter.1 = text.replace("</section>", &format!("{}</section>", "<p>&x;<li/></p>".repeat(20_000))).into_bytes();
    let (found, sources) = findings(&package.write());
    assert!(found.iter().count() < 3000);
    assert!(render::short(&found, &sources).contains("19000 more of this kind are not shown"));
}

#[test]
fn deep_and_wide_documents_are_read_in_time() {
    for body in [
        "<div>".repeat(100_000) + &"</div>".repeat(100_000),
        format!("<p {}>x</p>", (0..50_000).map(|number| format!("data-{number}=\"\" ")).collect::<String>()),
        format!("<p {}>x</p>", (0..50_000).map(|number| format!("xmlns:a{number}=\"x\" ")).collect::<String>()),
        (0..50_000).map(|number| format!("<p><a href=\"n{number}.xhtml\" id=\"i{number}\">x</a></p>")).collect(),
        (0..50_000).map(|number| format!("<p><a href=\"#x{number}\" id=\"i{number}\">x</a></p>")).collect(),
    ] {
        let mut package = Package::open(&GOOD);
        let chapter = package.entries.iter_mut().find(|(name, ..)| name == "OEBPS/one.xhtml").unwrap();
        chapter.1 = String::from_utf8(chapter.1.clone()).unwrap().replace("</section>", &format!("{body}</section>")).into_bytes();
        let start = std::time::Instant::now();
        findings(&package.write());
        assert!(start.elapsed().as_secs() < 60, "{:?} for {}…", start.elapsed(), &body[..20]);
    }
}

/// An EPUB 2, made by hand.
fn second() -> Package {
    let file = |name: &str, content: &str| (name.to_owned(), content.as_bytes().to_vec(), name != "mimetype");
    let doctype = "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.1//EN\" \"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd\">";
    Package {
        entries: vec![
            file("mimetype", "application/epub+zip"),
            file(
                "META-INF/container.xml",
                "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>\
                 <rootfile full-path=\"book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>",
            ),
            file(
                "book.opf",
                "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"2.0\" unique-identifier=\"id\">\
                 <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:opf=\"http://www.idpf.org/2007/opf\"><dc:title>Old</dc:title>\
                 <dc:creator opf:role=\"aut\">A</dc:creator><dc:identifier id=\"id\" opf:scheme=\"ISBN\">9780306406157</dc:identifier>\
                 <dc:language>en</dc:language></metadata><manifest><item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\
                 <item id=\"one\" href=\"one.html\" media-type=\"application/xhtml+xml\"/></manifest><spine toc=\"ncx\"><itemref idref=\"one\"/></spine>\
                 <guide><reference type=\"text\" title=\"Text\" href=\"one.html\"/></guide></package>",
            ),
            file(
                "toc.ncx",
                "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"><head><meta name=\"dtb:uid\" content=\"9780306406157\"/></head>\
                 <docTitle><text>Old</text></docTitle><navMap><navPoint id=\"n\" playOrder=\"1\"><navLabel><text>One</text></navLabel>\
                 <content src=\"one.html#a\"/></navPoint></navMap></ncx>",
            ),
            file(
                "one.html",
                &format!(
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{doctype}\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\"><head><title>One</title>\
                     </head><body><p id=\"a\"><big>Old&nbsp;words</big>.</p></body></html>"
                ),
            ),
        ],
        extra: false,
        after: |bytes| bytes,
    }
}

#[test]
fn an_epub_2_is_judged_by_its_own_rules() {
    let (found, sources) = findings(&second().write());
    let others: Vec<Code> = found.iter().map(|finding| finding.code).filter(|code| *code != Code::AccessMissing).collect();
    assert!(others.is_empty(), "{}", render::short(&found, &sources));
    let mut package = second();
    package.entries[2].1 = String::from_utf8(package.entries[2].1.clone()).unwrap().replace(" toc=\"ncx\"", "").into_bytes();
    assert!(findings(&package.write()).0.iter().any(|finding| finding.code == Code::NcxItem));
    let mut package = second();
    package.entries[3].1 = String::from_utf8(package.entries[3].1.clone()).unwrap().replace("#a", "#b").into_bytes();
    assert!(findings(&package.write()).0.iter().any(|finding| finding.code == Code::FragmentMissing));
}

/// Pieces that are likely to do harm where they don't belong.
const PIECES: [&str; 24] = [
    "<",
    ">",
    "&",
    "\"",
    "'",
    "/",
    "</p>",
    "<p>",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "<?xml",
    "<!DOCTYPE x [",
    "&#0;",
    "&x;",
    "xmlns:a=\"b\"",
    "id=\"one\"",
    "href=\"../../x\"",
    "é\u{301}",
    "{",
    "}",
    "url(",
    "@font-face",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_inspected(bytes in proptest::collection::vec(any::<u8>(), 0..2000), signed in any::<bool>()) {
        findings(&if signed { [b"PK\x03\x04".to_vec(), bytes].concat() } else { bytes });
    }

    #[test]
    fn any_part_of_a_book_is_inspected(cut in 0.0..1.0_f64, flips in proptest::collection::vec((0.0..1.0_f64, any::<u8>()), 0..8), whole in any::<bool>()) {
        let mut bytes = SMALL.clone();
        let place = |share: f64, length: usize| ((share * length as f64) as usize).min(length.saturating_sub(1));
        let length = bytes.len();
        for (share, byte) in flips {
            bytes[place(share, length)] = byte;
        }
        if !whole {
            bytes.truncate(place(cut, length));
        }
        findings(&bytes);
    }

    #[test]
    fn any_change_of_its_texts_is_inspected(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..40_usize), 1..6)) {
        let mut package = Package::open(&GOOD);
        let texts: Vec<usize> = (0..package.entries.len()).filter(|&index| std::str::from_utf8(&package.entries[index].1).is_ok()).collect();
        for (file, at, piece, taken) in changes {
            let content = &mut package.entries[texts[file.index(texts.len())]].1;
            let at = at.index(content.len() + 1);
            let end = (at + taken).min(content.len());
            content.splice(at..end, PIECES[piece.index(PIECES.len())].bytes());
        }
        let (found, sources) = findings(&package.write());
        let _ = render::human(&found, &sources, false);
        let _ = render::json(&found, &sources);
    }
}

/// The good book without what makes it large.
static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut package = Package::open(&GOOD);
    for (_, content, _) in package.entries.iter_mut().filter(|(name, ..)| name.ends_with(".jpg") || name.ends_with(".otf")) {
        content.truncate(200);
    }
    package.write()
});
