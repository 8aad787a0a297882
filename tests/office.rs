//! Documents of word processors: built as they are, and imported as a manuscript with its commentary.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::{Built, Code, Files, Format, Memory, Options, build};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const OF_DOCUMENT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/><Relationship Id="r2" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>"#;
const SPACE: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// An essay with a comment, a tracked deletion, and whatever parts are given besides.
fn document(more: &[(&str, &str)]) -> Vec<u8> {
    let body = format!(
        "<w:document {SPACE}><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>The Harbour</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space=\"preserve\">The boats </w:t></w:r><w:commentRangeStart w:id=\"0\"/><w:r><w:t>came in</w:t></w:r>\
         <w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:t xml:space=\"preserve\"> one by one</w:t></w:r>\
         <w:del w:id=\"9\" w:author=\"E\" w:date=\"2026-01-02T00:00:00Z\"><w:r><w:delText xml:space=\"preserve\"> at noon</w:delText></w:r></w:del>\
         <w:r><w:t>.</w:t></w:r></w:p></w:body></w:document>"
    );
    let comments = format!(
        "<w:comments {SPACE}><w:comment w:id=\"0\" w:author=\"Ana Ruiz\" w:initials=\"AR\" w:date=\"2026-01-02T10:00:00Z\">\
         <w:p><w:r><w:t>All of them?</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &body),
        ("word/_rels/document.xml.rels", OF_DOCUMENT),
        ("word/comments.xml", &comments),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts.iter().chain(more) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn comments_on_hidden_words_are_drafts_and_quoted_on_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = document(&[]);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
        zip.start_file(entry.name(), SimpleFileOptions::default()).unwrap();
        let text = text.replace("<w:r><w:t>came in</w:t></w:r>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>came in</w:t></w:r>");
        zip.write_all(text.as_bytes()).unwrap();
    }
    fs::write(folder.path().join("essay.docx"), zip.finish().unwrap().into_inner()).unwrap();
    let run = |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).current_dir(folder.path()).output().unwrap();
    let shown = run(&["import", "essay.docx"]);
    let told = String::from_utf8_lossy(&shown.stdout).into_owned() + &String::from_utf8_lossy(&shown.stderr);
    let notes = fs::read_to_string(folder.path().join("essay/commentary.md")).unwrap();
    assert!(notes.contains("draft}") && notes.contains("All of them?"), "{notes}\n{told}");
    assert!(told.contains("hidden words, left out") && told.contains("words that were deleted"), "{told}");
    // As a remark on a book it has no words.
    fs::write(folder.path().join("book.md"), "# The Harbour\n\nThe boats came in one by one.\n").unwrap();
    let shown = run(&["notes", "book.md", "--import", "essay.docx"]);
    let told = String::from_utf8_lossy(&shown.stderr).into_owned();
    assert!(told.contains("0 notes") && told.contains("comes without the words that it is on"), "{told}");
}

/// The document with something in its body put otherwise.
#[track_caller]
fn document_with(old: &str, new: &str) -> Vec<u8> {
    let bytes = document(&[]);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
        zip.start_file(entry.name(), SimpleFileOptions::default()).unwrap();
        if entry.name() == "word/document.xml" {
            assert_eq!(text.matches(old).count(), 1, "{old}");
            text = text.replace(old, new);
        }
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn comments_on_a_place_are_on_no_words_of_others() {
    let start = "<w:commentRangeStart w:id=\"0\"/>";
    let range = format!("{start}<w:r><w:t>came in</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>");
    let hidden = |words: &str| format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let gone =
        |words: &str| format!("<w:del w:id=\"9\" w:author=\"E\"><w:r><w:delText xml:space=\"preserve\">{words}</w:delText></w:r></w:del>");
    let point = "<w:r><w:commentReference w:id=\"0\"/></w:r>";
    let own = "</w:p><w:p>".to_owned() + point + "<w:r><w:t>Came in</w:t></w:r>";
    let headed = format!(
        "</w:p><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>{point}<w:r><w:t>Arrivals here</w:t></w:r></w:p><w:p><w:r><w:t>Came in</w:t></w:r>"
    );
    for (body, wanted) in [
        (hidden("came ") + point + &hidden("in"), " draft}"),
        (hidden("came ") + &point.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>") + &hidden("in"), " draft}"),
        (gone("came ") + point + &gone("in"), " draft}"),
        (own, "### \"Came\" {.ruiz date=2026-01-02T10:00:00Z}"),
        (headed, "### \"Arrivals\" {.ruiz date=2026-01-02T10:00:00Z}"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("e.docx"), document_with(&range, &body)).unwrap();
        let shown = bindery(folder.path(), &["import", "e.docx"]);
        let told = String::from_utf8_lossy(&shown.stderr).into_owned();
        let notes = fs::read_to_string(folder.path().join("e/commentary.md")).unwrap();
        assert!(notes.contains(wanted) && notes.contains("All of them?"), "{body}\n{notes}\n{told}");
        if wanted == " draft}" {
            assert!(told.contains("words that were deleted"), "{told}");
            // As a remark on a book it has no words.
            fs::write(folder.path().join("book.md"), "# The Harbour\n\nThe boats came in one by one.\n").unwrap();
            let shown = bindery(folder.path(), &["notes", "book.md", "--import", "e.docx"]);
            let told = String::from_utf8_lossy(&shown.stderr).into_owned();
            assert!(told.contains("0 notes") && told.contains("comes without the words that it is on"), "{told}");
        }
    }
}

#[test]
fn words_that_look_like_a_link_are_quoted_as_words() {
    for words in ["_b_ **c**", "see [d](e) now", "[h][i] so", "[j]{k} so", ":smile: so", "so ![x](y)", "&lt;f&gt; #g"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("e.docx"), document_with("<w:t>came in</w:t>", &format!("<w:t>{words}</w:t>"))).unwrap();
        assert!(bindery(folder.path(), &["import", "e.docx"]).status.success());
        let notes = fs::read_to_string(folder.path().join("e/commentary.md")).unwrap();
        let check = bindery(folder.path(), &["check", "e"]);
        assert!(check.status.success(), "{words}: {notes}\n{}", String::from_utf8_lossy(&check.stderr));
    }
}

#[test]
fn comments_without_a_name_are_by_whom_the_call_says() {
    let folder = tempfile::tempdir().unwrap();
    let body = format!("<w:comments {SPACE}><w:comment w:id=\"0\"><w:p><w:r><w:t>All of them?</w:t></w:r></w:p></w:comment></w:comments>");
    let bytes = document(&[]);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
        zip.start_file(entry.name(), SimpleFileOptions::default()).unwrap();
        zip.write_all(if entry.name() == "word/comments.xml" { body.as_bytes() } else { text.as_bytes() }).unwrap();
    }
    fs::write(folder.path().join("essay.docx"), zip.finish().unwrap().into_inner()).unwrap();
    for (arguments, wanted) in
        [(&["-o", "a"][..], "name: \"Reader\""), (&["-o", "b", "--by", "Ann Low"], "low: { name: \"Ann Low\", label: \"AL\"")]
    {
        let out = bindery(folder.path(), &[&["import", "essay.docx"], arguments].concat());
        assert!(out.status.success(), "{out:?}");
        let made = fs::read_to_string(folder.path().join(arguments[1]).join("commentary.md")).unwrap();
        assert!(made.contains(wanted), "{made}");
    }
}

fn built(name: &str, bytes: &[u8]) -> Built<Vec<u8>> {
    let mut memory = Memory::default();
    memory.put(Path::new("/books").join(name), bytes.to_vec());
    let files: Arc<dyn Files> = Arc::new(memory);
    build(&files, &Options::new(Path::new("/books").join(name)))
}

fn has(built: &Built<Vec<u8>>, code: Code) -> bool {
    built.reading.findings.iter().any(|finding| finding.code == code)
}

fn bindery(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn a_document_is_built_as_it_is_with_its_comments_as_commentary() {
    let made = built("harbour.docx", &document(&[]));
    assert!(!made.reading.findings.has_errors(), "{:?}", made.reading.findings);
    assert!([Format::Epub, Format::Pdf].iter().all(|&format| made.book_of(format).is_some()));
    let book = made.reading.text.as_ref().unwrap();
    assert_eq!(book.metadata.title, "The Harbour");
    assert_eq!((book.passages.len(), book.voices.len(), &*book.voices[0].label), (1, 1, "AR"));
    assert!(!has(&made, Code::DocumentLoss));
}

#[test]
fn what_has_no_counterpart_is_told_once() {
    let made = built("harbour.docx", &document(&[("word/vbaProject.bin", "x")]));
    let told: Vec<_> = made.reading.findings.iter().filter(|finding| finding.code == Code::DocumentLoss).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].message.contains("macros"), "{}", told[0].message);
}

#[test]
fn a_document_that_cannot_be_read_is_told_and_nothing_is_built() {
    let mut cut = document(&[]);
    cut.truncate(cut.len() / 2);
    let old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
    for (name, bytes) in [("a.docx", &cut[..]), ("b.docx", &old), ("c.odt", b"PK no archive"), ("d.odt", &document(&[]))] {
        let made = built(name, bytes);
        assert!(has(&made, Code::BadDocument) && made.files.is_empty(), "{name}: {:?}", made.reading.findings);
    }
}

#[test]
fn an_import_makes_a_folder_that_checks_clean_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("harbour.docx"), document(&[])).unwrap();
    let first = bindery(folder.path(), &["import", "harbour.docx"]);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let read = |name: &str| fs::read_to_string(folder.path().join("harbour").join(name)).unwrap();
    assert_eq!(read("harbour.md"), "# The Harbour\n\nThe boats came in one by one.\n");
    assert!(
        read("commentary.md").ends_with("### \"came in\" {.ruiz date=2026-01-02T10:00:00Z}\n\nAll of them?\n"),
        "{}",
        read("commentary.md")
    );
    let check = bindery(folder.path(), &["check", "harbour", "--format", "json"]);
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    fs::write(folder.path().join("harbour/harbour.md"), "mine").unwrap();
    let again = bindery(folder.path(), &["import", "harbour.docx"]);
    assert_eq!((again.status.code(), &*read("harbour.md")), (Some(2), "mine"));
    fs::copy(folder.path().join("harbour.docx"), folder.path().join("The Harbour (2).docx")).unwrap();
    let spaced = bindery(folder.path(), &["import", "The Harbour (2).docx"]);
    let said = String::from_utf8_lossy(&spaced.stderr).into_owned() + &String::from_utf8_lossy(&spaced.stdout);
    assert!(said.contains("`bindery build \"The Harbour (2)\"`"), "{said}");
    let elsewhere = bindery(folder.path(), &["import", "harbour.docx", "-o", "new", "--changes", "show"]);
    assert!(elsewhere.status.success());
    let shown = fs::read_to_string(folder.path().join("new/harbour.md")).unwrap();
    assert!(shown.contains("one by one{-- at noon--}."), "{shown}");
}

#[test]
fn a_document_is_checked_as_a_manuscript_is() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("h.docx"), document(&[])).unwrap();
    let done = bindery(folder.path(), &["check", "h.docx"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for call in [&["check", "h.docx", "--fix-anchors"][..], &["import", "h.docx", "-o", "h2.docx"]] {
        let done = bindery(folder.path(), call);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.code() == Some(2) && told.contains("a document") && told.contains("help: "), "{told}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn tracked_changes_are_taken_as_asked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("h.docx"), document(&[])).unwrap();
    for (changes, wanted) in [("accept", "one by one.\n"), ("reject", "one by one at noon.\n")] {
        let done = bindery(folder.path(), &["import", "h.docx", "-o", changes, "--changes", changes]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let text = fs::read_to_string(folder.path().join(changes).join("h.md")).unwrap();
        assert!(text.ends_with(wanted), "{text}");
    }
}

#[test]
fn notes_without_a_word_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let mark = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    let body = format!("<w:document {SPACE}><w:body><w:p><w:r><w:t>Words.</w:t></w:r>{mark}</w:p></w:body></w:document>");
    let notes = format!("<w:footnotes {SPACE}><w:footnote w:id=\"1\"><w:p/></w:footnote></w:footnotes>");
    let relations =
        OF_DOCUMENT.replace("relationships/comments\" Target=\"comments.xml", "relationships/footnotes\" Target=\"footnotes.xml");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &*body),
        ("word/_rels/document.xml.rels", &*relations),
        ("word/footnotes.xml", &*notes),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    fs::write(folder.path().join("essay.docx"), zip.finish().unwrap().into_inner()).unwrap();
    let made = Command::new(env!("CARGO_BIN_EXE_bindery")).args(["import", "essay.docx"]).current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&made.stdout).into_owned() + &String::from_utf8_lossy(&made.stderr);
    assert!(said.contains("notes without a word"), "{said}");
}
