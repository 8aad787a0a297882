//! Remarks that people made on a copy or an edition of the book with other programs: read into one model, and written for them.
//!
//! Each format has a reader that makes [`ForeignRemark`]s: words that are quoted, where they stood, who says what about them and when.
//! Where they belong in today's text is `read::commentary`'s to find; which file they are written into is the command's.

mod annotation;
mod date;
mod export;
mod html;
mod hypothesis;
mod json;
mod markdown;
mod office;
mod pdf;
mod remark;
mod web;

pub(crate) use export::{ExportForm, ExportedNote, exported};
pub(crate) use markdown::from_plain;
pub(crate) use remark::{ForeignRemark, RemarkFile, RemarkPlace, RemarkQuotation, RemarkWords, RemarksFault};

use crate::office::OfficeFormat;
use crate::source::{Files, Memory, decode};
use std::path::Path;

/// Reads the remarks in a file, by what its bytes are.
pub(crate) fn read(bytes: &[u8]) -> Result<RemarkFile, RemarksFault> {
    let mut file = if bytes.starts_with(b"PK") {
        archive(bytes)?
    } else if bytes.get(..1024.min(bytes.len())).is_some_and(|head| head.windows(5).any(|five| five == b"%PDF-")) {
        pdf::read(bytes)?
    } else {
        text(bytes.to_vec())?
    };
    let before = file.remarks.len();
    file.remarks.retain(|remark| !remark.said.text.is_empty() || !remark.replies.is_empty());
    file.wordless += before - file.remarks.len();
    Ok(file)
}

/// The annotations of an archive, which stand in one file at its root.
fn archive(bytes: &[u8]) -> Result<RemarkFile, RemarksFault> {
    let memory = Memory::from_zip(bytes).map_err(|fault| RemarksFault::Damaged(fault.to_string()))?;
    for (part, format) in [("word/document.xml", OfficeFormat::Docx), ("content.xml", OfficeFormat::Odt)] {
        if memory.about(Path::new(part)).is_ok() {
            let text = format.read(bytes, &|_| None).map_err(|fault| RemarksFault::Damaged(fault.to_string()))?;
            return Ok(office::from_office(&text));
        }
    }
    let names = ["annotations.json", "META-INF/my.annotation", "META-INF/annotations.json"];
    let found = names.iter().find_map(|name| memory.read(Path::new(name), u64::MAX).ok());
    text(found.ok_or(RemarksFault::OtherFormat)?)
}

fn text(bytes: Vec<u8>) -> Result<RemarkFile, RemarksFault> {
    let (text, _) = decode(bytes).ok_or(RemarksFault::OtherFormat)?;
    json::read(text.trim_start_matches('\u{FEFF}'))
}
