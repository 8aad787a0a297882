//! The parts of a document that hardly depend on its text: content types, relationships, settings, what it says of itself.

use super::spaces::{HEAD, SPACES};
use super::styles;
use crate::book::Book;
use crate::source::xml::escape;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const OFFICE_KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A part beside the text, which it leads to.
pub(super) struct SidePart {
    /// The file's name in `word/`.
    pub(super) file: &'static str,
    /// The kind of relationship.
    relation: &'static str,
    /// The kind of content.
    content: &'static str,
}

const fn side(file: &'static str, relation: &'static str, content: &'static str) -> SidePart {
    SidePart { file, relation, content }
}

/// The parts beside the text, in the order of their relationships.
pub(super) const SIDE_PARTS: [SidePart; 7] = [
    side("styles.xml", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles", "styles"),
    side("settings.xml", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings", "settings"),
    side("numbering.xml", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering", "numbering"),
    side("footnotes.xml", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes", "footnotes"),
    side("comments.xml", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments", "comments"),
    side("commentsExtended.xml", "http://schemas.microsoft.com/office/2011/relationships/commentsExtended", "commentsExtended"),
    side("commentsIds.xml", "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds", "commentsIds"),
];

/// Puts the parts that every document has beside the others. `own` are relationships of the text.
pub(super) fn complete(parts: &mut BTreeMap<String, Vec<u8>>, own: &str, book: &Book, is_review: bool) {
    let track = if is_review { "<w:trackRevisions/>" } else { "" };
    let language = escape(&book.language);
    let settings = format!(
        "{HEAD}<w:settings {SPACES}>{track}<w:defaultTabStop w:val=\"720\"/><w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{language}\"/></w:settings>"
    );
    parts.insert("word/settings.xml".to_owned(), settings.into_bytes());
    parts.insert("word/styles.xml".to_owned(), styles::styles(book).into_bytes());
    let (mut overrides, mut relations) = (String::new(), String::new());
    for (at, side) in SIDE_PARTS.iter().enumerate() {
        if !parts.contains_key(&format!("word/{}", side.file)) {
            continue;
        }
        let _ = write!(overrides, "<Override PartName=\"/word/{}\" ContentType=\"{WORD}.{}+xml\"/>", side.file, side.content);
        let _ = write!(relations, "<Relationship Id=\"rId{}\" Type=\"{}\" Target=\"{}\"/>", at + 1, side.relation, side.file);
    }
    let types = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Default Extension=\"jpg\" ContentType=\"image/jpeg\"/><Default Extension=\"gif\" ContentType=\"image/gif\"/>\
         <Default Extension=\"svg\" ContentType=\"image/svg+xml\"/><Default Extension=\"webp\" ContentType=\"image/webp\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{WORD}.document.main+xml\"/>{overrides}\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/custom.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/></Types>"
    );
    parts.insert("[Content_Types].xml".to_owned(), types.into_bytes());
    let whole = format!(
        "<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{OFFICE}/custom-properties\" Target=\"docProps/custom.xml\"/>"
    );
    parts.insert("_rels/.rels".to_owned(), relationships(&whole));
    parts.insert("word/_rels/document.xml.rels".to_owned(), relationships(&format!("{relations}{own}")));
    for side in ["footnotes", "comments"] {
        if parts.contains_key(&format!("word/{side}.xml")) && !own.is_empty() {
            parts.insert(format!("word/_rels/{side}.xml.rels"), relationships(own));
        }
    }
    parts.insert("docProps/core.xml".to_owned(), core(book).into_bytes());
}

/// Says in a property of the document of what text it was made, which no edit of the text takes away.
pub(super) fn tell_text(parts: &mut BTreeMap<String, Vec<u8>>, digest: &str) {
    let properties = format!(
        "{HEAD}<Properties xmlns=\"{OFFICE_KINDS}/custom-properties\" xmlns:vt=\"{OFFICE_KINDS}/docPropsVTypes\">\
         <property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"2\" name=\"BinderyText\"><vt:lpwstr>{}</vt:lpwstr></property></Properties>",
        escape(digest)
    );
    parts.insert("docProps/custom.xml".to_owned(), properties.into_bytes());
}

fn relationships(inside: &str) -> Vec<u8> {
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{inside}</Relationships>").into_bytes()
}

/// What the document says of itself.
fn core(book: &Book) -> String {
    let facts = &book.metadata;
    let authors: Vec<&str> = facts.authors().map(|person| person.name.as_str()).collect();
    let mut out = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    );
    let mut fact = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = write!(out, "<{name}>{}</{name}>", escape(value));
        }
    };
    fact("dc:title", &facts.title);
    fact("dc:creator", &authors.join("; "));
    fact("dc:description", facts.description.as_deref().unwrap_or_default());
    fact("cp:keywords", &facts.keywords());
    fact("dc:language", &book.language);
    out.push_str("</cp:coreProperties>");
    out
}
