//! Documents that are broken, or made to break their reader.

use super::*;
use crate::office::package::OfficeFault;

#[test]
fn what_is_no_document_says_what_it_is() {
    assert!(matches!(read(b"PK nothing"), Err(OfficeFault::NoArchive(_))));
    assert!(matches!(read(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0]), Err(OfficeFault::OtherFormat(_))));
    let mut document = Document::new("");
    document.parts.truncate(0);
    document.parts.push(("xl/workbook.xml".to_owned(), Vec::new()));
    assert_eq!(read(&document.bytes()), Err(OfficeFault::OtherFormat("a workbook (.xlsx)")));
    let mut document = Document::new("");
    document.parts.truncate(0);
    assert_eq!(read(&document.bytes()), Err(OfficeFault::Missing("word/document.xml")));
}

#[test]
fn damaged_xml_is_told_and_parts_beside_the_text_may_be_damaged() {
    assert!(matches!(read(&Document::new("<w:p></w:q>").bytes()), Err(OfficeFault::BadXml { .. })));
    let text = Document::new(&p("a")).with_part("styles", "styles.xml", b"<w:styles").with_part("numbering", "n.xml", b"<a></b>").read();
    assert_eq!(lines(&text.blocks), ["a"]);
    assert_eq!(lost(&text).len(), 2);
}

#[test]
fn a_part_that_breaks_off_is_damaged_wherever_it_does() {
    let whole = Document::new(&(p("first words") + &p("last words"))).bytes();
    assert!(read(&whole).is_ok());
    let body = format!("<w:document {SPACES}><w:body>{}{}</w:body></w:document>", p("first words"), p("last words"));
    for end in (1..body.len()).step_by(7).chain([body.len() - 1]) {
        let mut document = Document::new("");
        document.parts.retain(|(name, _)| name != "word/document.xml");
        document.parts.push(("word/document.xml".to_owned(), body.as_bytes()[..end].to_vec()));
        assert!(matches!(read(&document.bytes()), Err(OfficeFault::BadXml { .. })), "{}", &body[..end]);
    }
}

#[test]
fn styles_and_lists_in_circles_end() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:name w:val=\"A\"/><w:basedOn w:val=\"B\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"B\"><w:name w:val=\"B\"/><w:basedOn w:val=\"A\"/><w:rPr><w:b/></w:rPr></w:style>";
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:styleLink w:val=\"S\"/><w:numStyleLink w:val=\"S\"/></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let body = pp("<w:pStyle w:val=\"A\"/><w:numPr><w:ilvl w:val=\"99999999999\"/><w:numId w:val=\"1\"/></w:numPr>", "a");
    let text = Document::new(&body).styles(styles).numbering(numbering).read();
    assert_eq!(text.blocks.len(), 1);
}

#[test]
fn elements_within_each_other_do_not_exhaust_the_stack() {
    for (open, close, times) in [
        ("<w:ins w:author=\"a\">", "</w:ins>", 900),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 450),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 300),
        ("<w:r><w:pict><v:textbox><w:txbxContent><w:p>", "</w:p></w:txbxContent></v:textbox></w:pict></w:r>", 150),
        ("<m:oMath><m:f><m:num>", "</m:num></m:f></m:oMath>", 300),
        ("<w:hyperlink w:anchor=\"x\">", "</w:hyperlink>", 900),
        ("<w:fldSimple w:instr=\"REF a\">", "</w:fldSimple>", 900),
    ] {
        let body = format!("<w:p>{}{}{}</w:p>", open.repeat(times), r("deep"), close.repeat(times));
        let text = read(&Document::new(&body).bytes());
        assert!(text.is_ok(), "{open}: {text:?}");
    }
    let body = format!("{}{}", "<w:sdt>".repeat(2000), "</w:sdt>".repeat(2000));
    assert!(matches!(read(&Document::new(&body).bytes()), Err(OfficeFault::BadXml { .. })));
}

#[test]
fn tables_too_deep_keep_their_words() {
    let (open, close) = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>");
    let text = Document::new(&format!("{}{}{}", open.repeat(100), p("deep"), close.repeat(100))).read();
    assert!(lines(&text.blocks).concat().contains("deep"));
}

#[test]
fn bad_numbers_are_none() {
    let body = pp(
        "<w:outlineLvl w:val=\"-3\"/><w:ind w:left=\"1e999\" w:right=\"x\"/><w:spacing w:before=\"999999999999\"/><w:numPr><w:numId w:val=\"NaN\"/></w:numPr>",
        "a",
    ) + "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4294967296\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>";
    let text = Document::new(&body).read();
    let OfficeBlock::Paragraph(paragraph) = &text.blocks[0] else { panic!() };
    assert_eq!((paragraph.indent, paragraph.space.0, &paragraph.role), ((0, 0), 80_000, &OfficeRole::Text));
    assert_eq!(lines(&text.blocks)[1], "| 63× |");
}

#[test]
fn entities_are_no_bombs() {
    let mut document = Document::new("");
    let bomb = format!(
        "<!DOCTYPE a [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:document {SPACES}><w:body>{}</w:body></w:document>",
        p("x &b; y")
    );
    document.parts[1].1 = bomb.into_bytes();
    assert_eq!(lines(&document.read().blocks), ["x &b; y"]);
}

#[test]
fn ids_that_are_twice_are_the_first() {
    let body = format!("<w:p>{}<w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>", r("a"));
    let note = |words: &str| format!("<w:footnote w:id=\"1\">{}</w:footnote>", p(words));
    let text = Document::new(&body).with("footnotes", "footnotes", &(note("first") + &note("again"))).read();
    assert_eq!(lines(&text.notes[0].blocks), ["first"]);
}

/// The time for a document of many parts grows with its length alone.
#[test]
fn long_documents_take_no_longer_than_they_are() {
    let one = "<w:p><w:commentRangeStart w:id=\"0\"/><w:bookmarkStart w:id=\"1\" w:name=\"a\"/><w:r><w:t>some words</w:t></w:r><w:r><w:br w:type=\"page\"/></w:r></w:p>";
    let text = Document::new(&one.repeat(20_000)).read();
    assert!(text.blocks.len() > 39_000);
}
