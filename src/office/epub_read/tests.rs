//! Holds that a book of several documents is read as one text.

use super::*;
use crate::book::{BlockId, Book, NoteKind, Passage, RunKind, Subject, text};
use crate::build::{Format, Options, build};
use crate::config;
use crate::diagnostics::Diagnostics;
use crate::office::seen::{lines, paragraphs};
use crate::read::{MarkedChanges, ReadingManner};
use crate::source::{Disk, Files, Memory, Sources};
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Arc;
use zip::write::SimpleFileOptions;

const PACKAGE: &str = "<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>\
    <dc:title id='t'>On Tides</dc:title><dc:title id='s'>A Study</dc:title><meta refines='#s' property='title-type'>subtitle</meta>\
    <dc:creator id='a'>Ann</dc:creator><dc:creator id='b'>Bo</dc:creator><meta refines='#b' property='role'>trl</meta>\
    <dc:language>en-GB</dc:language><dc:description>&lt;p>About.&lt;/p></dc:description><dc:subject>sea</dc:subject></metadata><manifest>\
    <item id='cov' href='cover.xhtml' media-type='application/xhtml+xml'/><item id='nav' href='nav.xhtml' properties='nav' \
    media-type='application/xhtml+xml'/><item id='one' href='text/one%20a.xhtml' media-type='application/xhtml+xml'/><item id='two' \
    href='text/two.xhtml' media-type='application/xhtml+xml'/><item id='notes' href='text/notes.xhtml' media-type='application/xhtml+xml'/>\
    <item id='gone' href='text/gone.xhtml' media-type='application/xhtml+xml'/><item id='pic' href='img/a.png' media-type='image/png'/></manifest>\
    <spine><itemref idref='cov'/><itemref idref='nav'/><itemref idref='one'/><itemref idref='two'/><itemref idref='notes'/><itemref idref='gone'/>\
    <itemref idref='two'/></spine></package>";

const CONTAINER: &str = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='OPS/p.opf'/></rootfiles></container>";

fn book(more: &[(&str, &str)]) -> Vec<u8> {
    let page = |body: &str| {
        format!(
            "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'><head><title/></head><body>{body}</body></html>"
        )
    };
    let one = page(
        "<h1 id='x'>One</h1><p>a<a epub:type='noteref' href='notes.xhtml#n1'>1</a> <a href='two.xhtml#x'>to two</a> <a href='two.xhtml'>begin</a></p><img src='../img/a.png' alt='A'/>",
    );
    let two =
        page("<h1 id='x'>Two</h1><p>b <a href='#x'>here</a><span epub:type='pagebreak'>12</span><a href='../../out.html'>out</a></p>");
    let notes = page("<aside epub:type='endnote' id='n1'><p>Note. <a href='one%20a.xhtml#x' role='doc-backlink'>back</a></p></aside>");
    let cover = page("<p>cover</p>");
    let mut parts = vec![
        ("META-INF/container.xml", CONTAINER),
        ("OPS/p.opf", PACKAGE),
        ("OPS/cover.xhtml", &cover),
        ("OPS/nav.xhtml", &cover),
        ("OPS/text/one a.xhtml", &one),
        ("OPS/text/two.xhtml", &two),
        ("OPS/text/notes.xhtml", &notes),
        ("OPS/img/a.png", "PNG"),
    ];
    parts.extend(more);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("room");
        let bytes = if text == "PNG" { b"\x89PNG" } else { text.as_bytes() };
        zip.write_all(bytes).expect("room");
    }
    zip.finish().expect("room").into_inner()
}

#[test]
fn documents_are_one_text_and_their_ids_stay_apart() {
    let text = read(&book(&[])).expect("a book");
    assert_eq!(lines(&text.blocks), ["One", "a[note 0] [to #1:x|to two] [to #1:|begin]", "[picture 0 A]", "Two", "b [to #1:x|here]out"]);
    let all = paragraphs(&text.blocks);
    assert_eq!((&all[0].bookmarks[..], &all[3].bookmarks[..]), (&[][..], &["1:".to_owned(), "1:x".to_owned()][..]));
    assert_eq!((lines(&text.notes[0].blocks), text.notes[0].is_endnote), (vec!["Note.".to_owned()], true));
    let facts = &text.facts;
    assert_eq!((facts.title.as_deref(), facts.subtitle.as_deref()), (Some("On Tides"), Some("A Study")));
    assert_eq!((&facts.authors[..], facts.language.as_deref()), (&["Ann".to_owned()][..], Some("en-GB")));
    assert_eq!((facts.description.as_deref(), &facts.keywords[..]), (Some("About."), &["sea".to_owned()][..]));
    let losses: Vec<_> = text.losses.iter().map(|(what, loss)| (what, loss.times)).collect();
    assert_eq!(losses, [("documents that the book names and doesn’t have", 1), ("links to files, of which the words are kept", 1)]);
}

#[test]
fn a_lock_is_one_and_hidden_fonts_are_none() {
    let lock = |algorithm: &str| {
        format!(
            "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container' xmlns:e='http://www.w3.org/2001/04/xmlenc#'><e:EncryptedData><e:EncryptionMethod Algorithm='{algorithm}'/></e:EncryptedData></encryption>"
        )
    };
    let of = |algorithm: &str| read(&book(&[("META-INF/encryption.xml", &lock(algorithm))]));
    assert!(of("http://www.idpf.org/2008/embedding").is_ok());
    assert_eq!(of("http://www.w3.org/2001/04/xmlenc#aes128-cbc"), Err(OfficeFault::Locked));
    assert!(read(b"PK").is_err());
}

/// A book that was read from Markdown.
fn read_book(files: &Arc<dyn Files>, path: &Path) -> Option<Book> {
    let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
    let config = config::load(Arc::clone(files), path, &mut sources, &mut findings)?;
    crate::read::read(&config, ReadingManner::default(), &mut sources, &mut findings)
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn letters_of(book: &Book, blocks: &[BlockId]) -> String {
    let leaves = text::leaves(book, blocks);
    let mut out = String::new();
    for prose in leaves.iter().filter_map(|(_, leaf)| leaf.prose()) {
        out += &letters(&prose.plain());
        for run in &prose.runs {
            if let RunKind::Note(id) = run.kind
                && matches!(book.note(id).kind, NoteKind::Footnote(_))
            {
                out += &format!("[{}]", letters_of(book, &book.note(id).blocks));
            }
        }
    }
    out
}

/// The notes of a book: whose each is, what it is on, what it says.
fn notes(book: &Book) -> Vec<[String; 3]> {
    let mut notes = Vec::new();
    for note in &book.notes {
        let NoteKind::Comment(comment) = &note.kind else { continue };
        let on = match comment.subject {
            Subject::Section(id) => format!("§{}", book.section(id).title),
            Subject::Passage(id) => {
                let Passage { start, end } = *book.passage(id);
                let prose = |block: BlockId| book.block(block).prose().map_or("", |prose| &prose.text);
                let (first, last) = (prose(start.block), prose(end.block));
                let own = if start.block == end.block { end.offset as usize } else { first.len() };
                let more = if start.block == end.block { "" } else { &last[..end.offset as usize] };
                let before = letters(&first[..start.offset as usize]);
                format!("{} {}{}", before.len(), letters(&first[start.offset as usize..own]), letters(more))
            }
        };
        let voice = book.voice(comment.voice);
        let name = if voice.label.is_empty() { String::new() } else { voice.name.clone() };
        notes.push([name, on, letters_of(book, &note.blocks)]);
    }
    notes.sort();
    notes
}

/// A book, and what its EPUB becomes when it is imported; none if it has no EPUB.
fn journey(path: &Path) -> Option<(Book, Book, crate::office::OfficeManuscript)> {
    let options = Options { formats: vec![Format::Epub], ..Options::new(path) };
    let built = build(&Disk::files(), &options);
    let epub = built.book_of(Format::Epub)?;
    let book = read_book(&Disk::files(), path)?;
    let made = crate::office::manuscript(read(epub).ok()?, "text", MarkedChanges::Accept);
    let mut memory = Memory::default();
    made.files.iter().for_each(|(name, bytes)| memory.put(Path::new("book").join(name), bytes.clone()));
    let files: Arc<dyn Files> = Arc::new(memory);
    Some((book, read_book(&files, Path::new("book"))?, made))
}

#[test]
fn an_epub_of_our_own_comes_back_with_its_commentary() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (was, is, made) = journey(&folder.join("manuscripts")).expect("a book");
    let (before, after) = (notes(&was), notes(&is));
    for (one, other) in before.iter().zip(&after) {
        assert_eq!(one, other);
    }
    assert_eq!(before.len(), after.len());
    let whole = |book: &Book| book.chapters.iter().map(|chapter| letters_of(book, &chapter.blocks)).collect::<String>();
    assert_eq!(whole(&was), whole(&is));
    let introduction = |book: &Book| letters_of(book, &book.introduction);
    assert_eq!(introduction(&was), introduction(&is));
    assert_eq!(made.report.unplaced, 0);
}

#[test]
fn every_case_with_a_commentary_comes_back_from_its_epub() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<_> = std::fs::read_dir(folder).expect("cases").filter_map(|entry| Some(entry.ok()?.path())).collect();
    cases.sort();
    let (mut tried, mut all, mut faults) = (0, 0, Vec::new());
    for case in cases {
        let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // An edition without its commentary has none to give; numbers of chapters are printed there in another form than in the files.
        if ["notes-omit", "chapter-numbers"].contains(&name.as_str())
            || read_book(&Disk::files(), &case).is_none_or(|book| notes(&book).is_empty())
        {
            continue;
        }
        let Some((was, is, made)) = journey(&case) else { continue };
        let (before, mut after) = (notes(&was), notes(&is));
        // Who speaks alone has no label; the name is that of the voice or of the author, if there is one alone.
        if let [alone] = &was.voices[..]
            && alone.label.is_empty()
        {
            let authors: Vec<&str> =
                was.metadata.people.iter().filter(|person| person.is_author()).map(|person| person.name.as_str()).collect();
            let wanted = match (alone.name.as_str(), &authors[..]) {
                ("", [author]) => author,
                ("", _) => "Reader",
                (name, _) => name,
            };
            assert!(after.iter().all(|[name, ..]| name == wanted), "{name}: {wanted} {after:?}");
            after.iter_mut().for_each(|[name, ..]| name.clear());
        }
        let gone: Vec<_> = before.iter().filter(|one| !after.contains(one)).collect();
        let new: Vec<_> = after.iter().filter(|one| !before.contains(one)).collect();
        (tried, all) = (tried + 1, all + before.len());
        if !gone.is_empty() || !new.is_empty() {
            faults.push(format!("{name}: {} of {}\n  - {gone:.300?}\n  + {new:.300?}", gone.len(), before.len()));
        }
        assert!(!made.files.is_empty());
    }
    assert!(tried > 15 && all > 90, "{tried} cases, {all} notes");
    assert!(faults.is_empty(), "{} of {tried}, {all} notes\n{}", faults.len(), faults.join("\n"));
}
