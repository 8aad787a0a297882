//! Documents that are made here part by part, and what is read of them.

use super::{OfficeFault, read as read_as};
use crate::office::text::{OfficeBlock, OfficeMark, OfficePiece, OfficeRole, OfficeText};
use crate::read::MarkedChanges;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

mod comments;
mod fields;
mod hostile;
mod lists;
mod looks;
mod objects;
mod structure;
mod whole;

const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
    xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

/// What is read of a document whose changes are accepted.
fn read(bytes: &[u8]) -> Result<OfficeText, OfficeFault> {
    read_as(bytes, MarkedChanges::Accept)
}

/// A document that is being put together.
struct Document {
    parts: Vec<(String, Vec<u8>)>,
    relations: String,
}

impl Document {
    /// A document of a body.
    fn new(body: &str) -> Self {
        let relations = "<Relationship Id=\"m\" Type=\"http://x/officeDocument\" Target=\"word/document.xml\"/>\
            <Relationship Id=\"c\" Type=\"http://x/metadata/core-properties\" Target=\"docProps/core.xml\"/>";
        let whole =
            format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>");
        let document = format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>");
        let parts = vec![("_rels/.rels".to_owned(), whole.into_bytes()), ("word/document.xml".to_owned(), document.into_bytes())];
        Self { parts, relations: String::new() }
    }

    /// Adds a part that the text leads to, in an element of the name.
    fn with(self, kind: &str, root: &str, inside: &str) -> Self {
        let part = format!("<w:{root} {SPACES}>{inside}</w:{root}>");
        self.with_part(kind, &format!("{kind}.xml"), part.as_bytes())
    }

    /// Adds a part of any kind.
    fn with_part(mut self, kind: &str, file: &str, bytes: &[u8]) -> Self {
        self.relations.push_str(&format!("<Relationship Id=\"{kind}\" Type=\"http://x/{kind}\" Target=\"{file}\"/>"));
        self.parts.push((format!("word/{file}"), bytes.to_owned()));
        self
    }

    /// Adds a relationship.
    fn related(mut self, id: &str, kind: &str, target: &str, is_outside: bool) -> Self {
        let mode = if is_outside { " TargetMode=\"External\"" } else { "" };
        self.relations.push_str(&format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{target}\"{mode}/>"));
        self
    }

    fn styles(self, inside: &str) -> Self {
        self.with("styles", "styles", inside)
    }

    fn numbering(self, inside: &str) -> Self {
        self.with("numbering", "numbering", inside)
    }

    /// The bytes of the document.
    fn bytes(self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let relations = format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
            self.relations
        );
        let own = ("word/_rels/document.xml.rels".to_owned(), relations.into_bytes());
        for (name, bytes) in self.parts.into_iter().chain([own]) {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn read(self) -> OfficeText {
        self.read_with(MarkedChanges::Accept)
    }

    fn read_with(self, changes: MarkedChanges) -> OfficeText {
        read_as(&self.bytes(), changes).unwrap()
    }
}

/// A paragraph of words.
fn p(words: &str) -> String {
    format!("<w:p>{}</w:p>", r(words))
}

/// A paragraph with properties.
fn pp(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r(words))
}

/// A run of words.
fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// A run with properties.
fn rp(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// What pieces say, with signs for what is no words.
fn said(pieces: &[OfficePiece]) -> String {
    let one = |piece: &OfficePiece| match piece {
        OfficePiece::Words { words, change: None, .. } => words.clone(),
        OfficePiece::Words { words, change: Some(change), .. } if change.is_insertion => format!("{{+{words}+}}"),
        OfficePiece::Words { words, .. } => format!("{{-{words}-}}"),
        OfficePiece::LineBreak => "⏎".to_owned(),
        OfficePiece::Note(note) => format!("[^{note}]"),
        OfficePiece::Picture { picture, words, .. } => format!("![{}]({picture})", words.as_deref().unwrap_or("?")),
        OfficePiece::Formula { latex, is_display: true } => format!("$${latex}$$"),
        OfficePiece::Formula { latex, .. } => format!("${latex}$"),
        OfficePiece::LinkStart(target) => format!("[{target:?}:"),
        OfficePiece::LinkEnd => "]".to_owned(),
        OfficePiece::RemarkStart(remark) => format!("<{remark}:"),
        OfficePiece::RemarkEnd(remark) => format!(":{remark}>"),
        OfficePiece::RemarkPoint(remark) => format!("<{remark}>"),
        OfficePiece::Bookmark(name) => format!("#{name}#"),
        OfficePiece::Changed(change) => if change.is_insertion { "{+}" } else { "{-}" }.to_owned(),
    };
    pieces.iter().map(one).collect()
}

/// What each block says, in one line: its role or list, and its words.
fn lines(blocks: &[OfficeBlock]) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            OfficeBlock::Paragraph(paragraph) => {
                let role = match &paragraph.role {
                    OfficeRole::Text => String::new(),
                    OfficeRole::Heading(level) => format!("{} ", "#".repeat(usize::from(*level))),
                    role => format!("{role:?}: "),
                };
                let list = paragraph.list.as_ref().map_or_else(String::new, |item| {
                    let mark = match &item.mark {
                        None => "_".to_owned(),
                        Some(OfficeMark::Bullet) => "*".to_owned(),
                        Some(OfficeMark::Number { value, .. }) => value.to_string(),
                    };
                    format!("{}{mark} ", "  ".repeat(usize::from(item.level)))
                });
                out.push(format!("{role}{list}{}", said(&paragraph.pieces)));
            }
            OfficeBlock::Table(table) => {
                for row in &table.rows {
                    let cell = |cell: &crate::office::text::OfficeCell| {
                        let span = if cell.columns == 1 { String::new() } else { format!("{}×", cell.columns) };
                        if cell.goes_on { format!("{span}^") } else { format!("{span}{}", lines(&cell.blocks).join("/")) }
                    };
                    out.push(format!("| {} |", row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")));
                }
            }
            OfficeBlock::PageBreak => out.push("=====".to_owned()),
            OfficeBlock::Rule => out.push("-----".to_owned()),
        }
    }
    out
}

/// What could not be taken over, in one line each.
fn lost(text: &OfficeText) -> Vec<String> {
    text.losses.iter().map(|(what, loss)| format!("{} {what}", loss.times)).collect()
}

/// Writes what is read of a document, for a judge: `DOCX=in OUT=out cargo test --lib office::docx::tests::dump`.
#[test]
fn dump() {
    let (Ok(from), Ok(to)) = (std::env::var("DOCX"), std::env::var("OUT")) else { return };
    for from in from.split(':') {
        let bytes = std::fs::read(from).unwrap();
        let begun = std::time::Instant::now();
        let name = std::path::Path::new(from).file_name().unwrap().to_string_lossy().into_owned();
        let out = match read(&bytes) {
            Ok(text) => {
                let mut out = format!("%% {:?} ms {}\n", text.facts, begun.elapsed().as_millis());
                out.extend(lines(&text.blocks).iter().map(|line| format!("{line}\n")));
                for (at, note) in text.notes.iter().enumerate() {
                    out.push_str(&format!("%% note {at} endnote {}\n{}\n", note.is_endnote, lines(&note.blocks).join("\n")));
                }
                for (at, remark) in text.remarks.iter().enumerate() {
                    let head = (&remark.author, &remark.initials, &remark.date, remark.is_resolved, remark.answers);
                    out.push_str(&format!("%% remark {at} {head:?}\n{}\n", lines(&remark.blocks).join("\n")));
                }
                for picture in &text.pictures {
                    out.push_str(&format!("%% picture {} {}\n", picture.name, picture.bytes.len()));
                }
                out.extend(lost(&text).iter().map(|line| format!("%% lost {line}\n")));
                out
            }
            Err(fault) => format!("%% fault {fault}\n"),
        };
        std::fs::write(format!("{to}/{name}.txt"), out).unwrap();
    }
}
