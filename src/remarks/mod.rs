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
mod web;

pub(crate) use export::{ExportForm, ExportedNote, exported};
pub(crate) use markdown::from_plain;

use crate::office::OfficeFormat;
use crate::source::{Files, Memory, decode};
use std::fmt::{self, Display, Formatter};
use std::path::Path;

/// A remark that was made elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ForeignRemark {
    pub(crate) quotation: RemarkQuotation,
    pub(crate) place: RemarkPlace,
    pub(crate) said: RemarkWords,
    /// What was answered, in order.
    pub(crate) replies: Vec<RemarkWords>,
    /// Whether somebody marked it as settled.
    pub(crate) is_resolved: bool,
    /// What the other program calls it.
    pub(crate) id: Option<String>,
}

/// The words that a remark is on, as they stood where it was made. All are empty if the other program keeps none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RemarkQuotation {
    pub(crate) exact: String,
    pub(crate) prefix: String,
    pub(crate) suffix: String,
}

/// What is known of the place of a remark beside the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RemarkPlace {
    /// The document that it was made in: an address or a name.
    pub(crate) document: Option<String>,
    /// The name of a section or a block in that document.
    pub(crate) fragment: Option<String>,
    /// The page, as its program names it.
    pub(crate) page: Option<String>,
    /// Characters of the document before it.
    pub(crate) position: Option<usize>,
    /// Anything else that is said of it (a CSS selector, a share of the text), for people.
    pub(crate) hints: Vec<String>,
}

/// What somebody says in a remark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RemarkWords {
    pub(crate) author: Option<String>,
    /// When, in ISO 8601.
    pub(crate) date: Option<String>,
    /// What is said, as Markdown that makes no headings.
    pub(crate) text: String,
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RemarkFile {
    /// What the file is, in a few words.
    pub(crate) form: &'static str,
    pub(crate) remarks: Vec<ForeignRemark>,
    /// Marks and bookmarks without a word.
    pub(crate) wordless: usize,
}

/// Why a file can't be read as remarks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RemarksFault {
    /// It is nothing that holds remarks.
    OtherFormat,
    /// It is damaged, as somebody else says.
    Damaged(String),
    /// It is locked with a password.
    Locked,
}

impl Display for RemarksFault {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherFormat => write!(out, "it is no document, no PDF, no annotations as JSON, and no archive of them"),
            Self::Damaged(why) => write!(out, "it is damaged: {why}"),
            Self::Locked => write!(out, "it is locked with a password"),
        }
    }
}

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
