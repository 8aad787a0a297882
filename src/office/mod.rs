//! Documents of word processors (.docx, .odt) and pages (.html, .epub) in, Markdown and a commentary out.
//!
//! Each format has a reader that makes an [`OfficeText`] of it: paragraphs as they are formatted, notes, pictures, the remarks in the
//! margin. What formatting means (a heading, verse, a quotation) is settled once for all formats, in `meaning`; `write` makes Markdown
//! of it, and the commentary that the remarks become.

#[allow(dead_code, reason = "the writer of Markdown comes next")]
mod epub_read;
#[allow(dead_code, reason = "the writer of Markdown comes next")]
mod flow;
#[allow(dead_code, reason = "the writer of Markdown comes next")]
mod grid;
#[allow(dead_code, reason = "the writer of Markdown comes next")]
mod html;
#[allow(dead_code, reason = "the writer of Markdown comes next")]
mod mathml;
#[allow(dead_code, reason = "the writer of Markdown comes next")]
mod odt;
#[allow(dead_code, reason = "the writer of Markdown comes next")]
mod package;
#[cfg(test)]
mod seen;
#[allow(dead_code, reason = "the writer of Markdown comes next")]
mod settle;
#[allow(dead_code, reason = "the writer of Markdown comes next")]
mod shelf;
#[allow(dead_code, reason = "the writer of Markdown comes next")]
mod text;
#[allow(dead_code, reason = "the writer of Markdown comes next")]
mod xml;
