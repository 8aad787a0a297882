//! The styles of a document, under the names that Word has for them, so that an editor finds them where they always are.

use super::spaces::{HEAD, SPACES};
use crate::book::Book;
use crate::language::right_to_left;
use crate::source::xml::escape;
use std::fmt::Write as _;

/// A style for paragraphs.
struct ParagraphStyle {
    id: &'static str,
    name: &'static str,
    base: &'static str,
    /// Properties of the paragraph and of its runs.
    form: &'static str,
    look: &'static str,
}

const fn style(id: &'static str, name: &'static str, base: &'static str, form: &'static str, look: &'static str) -> ParagraphStyle {
    ParagraphStyle { id, name, base, form, look }
}

/// No style is bold or in italics as a whole, so that emphasis within it can be seen and is read again as what it is.
const PARAGRAPHS: [ParagraphStyle; 17] = [
    style(
        "Title",
        "Title",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"240\"/>",
        "<w:sz w:val=\"52\"/><w:szCs w:val=\"52\"/>",
    ),
    style("Quote", "Quote", "Normal", "<w:ind w:left=\"560\" w:right=\"560\"/>", ""),
    style("Verse", "Verse", "Normal", "<w:ind w:left=\"560\"/>", ""),
    style("SourceCode", "Source Code", "Normal", "<w:spacing w:after=\"160\" w:line=\"240\" w:lineRule=\"auto\"/>", MONO),
    style("Caption", "caption", "Normal", "<w:spacing w:after=\"200\"/>", "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>"),
    style("ListBullet", "List Bullet", "Normal", "<w:contextualSpacing/>", ""),
    style("ListNumber", "List Number", "Normal", "<w:contextualSpacing/>", ""),
    style("ListContinue", "List Continue", "Normal", "", ""),
    style("FootnoteText", "footnote text", "Normal", "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>", SMALL),
    style("CommentText", "annotation text", "Normal", "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>", SMALL),
    style("TableText", "Table Text", "Normal", "<w:spacing w:after=\"0\"/>", ""),
    style("Figure", "Figure", "Normal", "<w:keepNext/>", ""),
    style("SceneBreak", "Scene Break", "Normal", "<w:jc w:val=\"center\"/>", ""),
    style("DefinitionTerm", "Definition Term", "Normal", "<w:keepNext/><w:spacing w:after=\"0\"/>", ""),
    style("Definition", "Definition", "Normal", "<w:ind w:left=\"280\"/>", ""),
    style("NoteBoxTitle", "Note Box Title", "Normal", "<w:keepNext/><w:spacing w:after=\"0\"/>", ""),
    style("Formula", "Formula", "Normal", "<w:jc w:val=\"center\"/>", ""),
];

const MONO: &str = "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>";
const SMALL: &str = "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>";

/// Sizes of headings in half points, from level 1.
const HEADINGS: [u8; 6] = [40, 34, 30, 27, 25, 24];

/// The styles part for a book.
pub(super) fn styles(book: &Book) -> String {
    let language = escape(&book.language);
    let bidi = if right_to_left(&book.language) { format!(" w:bidi=\"{language}\"") } else { String::new() };
    let mut out = format!(
        "{HEAD}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Cambria\" w:hAnsi=\"Cambria\" w:eastAsia=\"Cambria\" w:cs=\"Times New Roman\"/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>\
         <w:lang w:val=\"{language}\" w:eastAsia=\"{language}\"{bidi}/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>"
    );
    for (at, size) in HEADINGS.iter().enumerate() {
        let level = at + 1;
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before=\"360\" w:after=\"160\"/>\
             <w:outlineLvl w:val=\"{at}\"/></w:pPr><w:rPr><w:color w:val=\"1F3864\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>"
        );
    }
    for ParagraphStyle { id, name, base, form, look } in PARAGRAPHS {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"{base}\"/><w:qFormat/>\
             <w:pPr>{form}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
        );
    }
    out.push_str(CHARACTERS);
    out.push_str("</w:styles>");
    out
}

const CHARACTERS: &str = "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>\
    <w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"CommentReference\"><w:name w:val=\"annotation reference\"/><w:rPr><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"0563C1\"/><w:u w:val=\"single\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"VerbatimChar\"><w:name w:val=\"Verbatim Char\"/><w:rPr>\
    <w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/></w:rPr></w:style>\
    <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
    <w:tblCellMar><w:left w:w=\"108\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
    <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>\
    <w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>\
    <w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/><w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>\
    <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>\
    </w:tblBorders></w:tblPr></w:style>";
