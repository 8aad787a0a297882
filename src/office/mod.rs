//! Documents of word processors (.docx, .odt) and pages (.html, .epub) in, Markdown and a commentary out.
//!
//! Each format has a reader that makes an [`OfficeText`] of it: paragraphs as they are formatted, notes, pictures, the remarks in the
//! margin. What formatting means (a heading, verse, a quotation) is settled once for all formats, in `meaning`; `write` makes Markdown
//! of it, and the commentary that the remarks become.

mod answer;
mod comment_key;
mod commentary;
mod docx;
mod docx_write;
mod epub_read;
mod flow;
mod format;
mod grid;
mod halving;
mod html;
mod kept;
mod manuscript;
mod mathml;
mod meaning;
mod odt;
mod omml;
mod package;
mod points;
mod report;
mod review;
mod ruby;
#[cfg(test)]
mod seen;
mod settle;
mod shelf;
mod signs;
#[cfg(test)]
mod tests;
pub(crate) mod text;
mod trim;
mod write;
mod xml;

pub(crate) use answer::answer;
pub(crate) use comment_key::comment_key;
#[cfg(test)]
pub(crate) use docx::READINGS;
pub(crate) use docx_write::{DocxPurpose, WrittenDocx, docx as written_docx};
pub(crate) use format::OfficeFormat;
pub(crate) use halving::{Halved, Trial, halved};
pub(crate) use manuscript::{OfficeManuscript, manuscript};
pub(crate) use report::OfficeReport;
pub(crate) use review::{
    LineHunk, MergedFile, MergedReview, ReviewFault, answer_keys, comment_keys, merge, note_keys, returned, with_names_of_today,
};
