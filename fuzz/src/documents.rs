//! Small documents of word processors to begin from.

use std::error::Error;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A .docx with a heading, a list, a note, a table, a change, a formula and a comment.
pub(crate) fn docx() -> Result<Vec<u8>, Box<dyn Error>> {
    let relation = |id: &str, kind: &str, target: &str| format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>");
    let relations = |inner: &str| format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>");
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>One</w:t></w:r></w:p>\
        <w:p><w:r><w:t xml:space=\"preserve\">Some </w:t></w:r><w:commentRangeStart w:id=\"0\"/><w:r><w:t>words</w:t></w:r>\
        <w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>\
        <w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:ins w:author=\"A\"><w:r><w:t>item</w:t></w:r></w:ins></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>\
        <w:p><m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>";
    packed(&[
        ("_rels/.rels", relations(&relation("r1", "officeDocument", "word/document.xml"))),
        ("word/document.xml", format!("<w:document {WORD}><w:body>{body}</w:body></w:document>")),
        (
            "word/_rels/document.xml.rels",
            relations(
                &(relation("r1", "comments", "comments.xml")
                    + &relation("r2", "footnotes", "footnotes.xml")
                    + &relation("r3", "numbering", "numbering.xml")),
            ),
        ),
        (
            "word/comments.xml",
            format!(
                "<w:comments {WORD}><w:comment w:id=\"0\" w:author=\"A B\"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment></w:comments>"
            ),
        ),
        (
            "word/footnotes.xml",
            format!("<w:footnotes {WORD}><w:footnote w:id=\"1\"><w:p><w:r><w:t>Note.</w:t></w:r></w:p></w:footnote></w:footnotes>"),
        ),
        (
            "word/numbering.xml",
            format!(
                "<w:numbering {WORD}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
            ),
        ),
    ])
}

/// An .odt with a heading, a list, a note, a table and a comment.
pub(crate) fn odt() -> Result<Vec<u8>, Box<dyn Error>> {
    let space = |name: &str| format!("xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\"");
    let spaces: Vec<String> = ["office", "text", "table", "style"].into_iter().map(space).collect();
    let body = "<text:h text:outline-level=\"1\">One</text:h><text:p>Some <office:annotation office:name=\"n\"><dc:creator>A</dc:creator><text:p>Why?</text:p></office:annotation>words<office:annotation-end office:name=\"n\"/>\
        <text:note text:note-class=\"footnote\"><text:note-body><text:p>Note.</text:p></text:note-body></text:note></text:p>\
        <text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>";
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.text".to_owned()),
        (
            "content.xml",
            format!(
                "<office:document-content {} xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"><office:body><office:text>{body}</office:text></office:body></office:document-content>",
                spaces.join(" ")
            ),
        ),
    ])
}

fn packed(parts: &[(&str, String)]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
