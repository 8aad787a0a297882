//! Holds that a book of several documents is read as one text.

use super::*;
use crate::office::seen::{lines, paragraphs};
use std::io::{Cursor, Write};
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
