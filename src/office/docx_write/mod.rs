//! A book as a document of Word (.docx): its text in the styles that Word has, the commentary as comments in the margin.
//!
//! Every paragraph wears an anchor, a bookmark that says which block of which file it is (`names.rs`), so that what an editor does to the
//! document can be merged into the sources. `sent.rs` says what letters a paragraph has and where each stands in the book.

mod archive;
mod body;
mod comments;
mod drawings;
mod edges;
mod formula;
mod lists;
mod names;
mod package;
mod pictures;
mod prose;
mod sent;
mod sent_form;
mod settings;
mod spaces;
mod styles;
mod tables;
#[cfg(test)]
mod tests;
mod writer;

use crate::book::{Book, LostImage};
use crate::source::Sources;
use spaces::{HEAD, SPACES};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use writer::{DocxPlace, DocxStory, DocxWriter};
use zip::result::ZipError;

pub(super) use comments::{SaidComment, SaidParagraph, threads};
pub(super) use formula::is_same_formula;
pub(super) use names::{AnchorPlace, BlockAnchor, CommentAnchor, FormAnchor, copied, digest, is_of_review, print};
pub(super) use sent::{MARK, OBJECT, SCENE, SentLetter, SentParagraph, sent, shape_print};
pub(super) use sent_form::{SentForm, SentFrame, SentKind, SentLink, one_line};

/// What a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocxPurpose {
    /// To be read.
    Copy,
    /// To be reviewed: changes are tracked.
    Review,
}

/// A document as it was made.
#[derive(Debug)]
pub(crate) struct WrittenDocx {
    pub(crate) bytes: Vec<u8>,
    /// Threads of comments in it.
    pub(crate) threads: usize,
}

/// Why a document could not be made.
#[derive(Debug)]
pub(crate) enum DocxFault {
    /// A picture is gone.
    Picture(LostImage),
    /// The archive is too large.
    Archive(ZipError),
}

impl Display for DocxFault {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Picture(lost) => lost.fmt(out),
            Self::Archive(fault) => fault.fmt(out),
        }
    }
}

impl Error for DocxFault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Picture(lost) => Some(lost),
            Self::Archive(fault) => Some(fault),
        }
    }
}

/// Makes a document of a book.
///
/// # Errors
/// If a picture can't be read any more, or the document is larger than archives may be.
pub(crate) fn docx(book: &Book, sources: &Sources, purpose: DocxPurpose) -> Result<WrittenDocx, DocxFault> {
    let threads = threads(book);
    let mut writer = writer(book, sources, &threads);
    for chapter in &book.chapters {
        if let Some(part) = &chapter.part {
            writer.made(part, "Heading1");
        }
        writer.blocks(&chapter.blocks, &DocxPlace::default());
    }
    let body = std::mem::take(&mut writer.out);
    let document = format!(
        "{HEAD}<w:document {SPACES}><w:body>{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    );
    let mut parts = BTreeMap::from([("word/document.xml".to_owned(), document.into_bytes())]);
    comments::put(&mut writer, &threads, &mut parts);
    if let Some(notes) = writer.notes.part() {
        parts.insert("word/footnotes.xml".to_owned(), notes.into_bytes());
    }
    if let Some(lists) = writer.lists.part() {
        parts.insert("word/numbering.xml".to_owned(), lists.into_bytes());
    }
    let mut relations = String::new();
    writer.links.put(&mut relations);
    writer.pictures.put(book, &mut parts, &mut relations).map_err(DocxFault::Picture)?;
    settings::complete(&mut parts, &relations, book, purpose == DocxPurpose::Review);
    settings::tell_text(&mut parts, &writer.digest);
    let bytes = archive::packed(&parts).map_err(DocxFault::Archive)?;
    Ok(WrittenDocx { bytes, threads: threads.len() })
}

fn writer<'b>(book: &'b Book, sources: &Sources, threads: &[comments::CommentThread]) -> DocxWriter<'b> {
    let sent = sent(book, sources);
    let digest = names::digest(sent.iter().filter_map(|one| one.anchor.as_ref()));
    let worn = |one: &&SentParagraph| one.anchor.is_some() && one.note.is_none();
    let last = sent.iter().rev().find(worn).map(|one| (one.block, format!("{digest}_z")));
    let first = sent.iter().find(worn).map(|one| (one.block, digest.clone()));
    let ends = last.into_iter().chain(first).collect();
    let form = |number, one: &SentParagraph| FormAnchor { print: one.form_print(), shape: Some(one.shape_print()), number };
    let formed = sent.iter().enumerate().filter(|(_, one)| worn(one));
    let forms = formed.map(|(number, one)| (one.block, form(number, one).name())).collect();
    let anchors = sent.into_iter().filter_map(|one| Some((one.block, one.anchor?.name()))).collect();
    let targets = book.links.iter().enumerate().filter_map(|(at, link)| {
        let block = body::target(book, link)?;
        Some((block, names::bookmark('t', at, &slug(book, link))))
    });
    DocxWriter {
        book,
        out: String::new(),
        story: DocxStory::Body,
        anchors,
        ends,
        forms,
        targets: targets.collect(),
        edges: comments::edges(book, threads),
        as_sent: comments::as_sent(book, threads),
        tasks: sent::tasks(book),
        links: package::DocxLinks::default(),
        pictures: pictures::DocxPictures::default(),
        lists: lists::DocxLists::default(),
        notes: package::DocxNotes::default(),
        bookmarks: 0,
        paragraph_id: 0x1000_0000,
        head: String::new(),
        is_titled: is_titled(book),
        digest,
    }
}

/// What the name of a bookmark is made of.
fn slug(book: &Book, link: &crate::book::Link) -> String {
    use crate::book::Link;
    match link {
        Link::Section(id) => book.section(*id).slug.clone(),
        Link::Block(id) => book.block(*id).id.clone().unwrap_or_default(),
        Link::Chapter(id) => book.chapter(*id).slug.clone(),
        Link::Address(_) | Link::Note(_) => String::new(),
    }
}

/// Whether the one heading of the first level is the title of all, at its head.
pub(super) fn is_titled(book: &Book) -> bool {
    let mut first = book.sections.iter().filter(|section| section.level == 1);
    let head = book.chapters.first().and_then(|chapter| chapter.blocks.first());
    matches!((first.next(), first.next()), (Some(only), None) if Some(&only.heading) == head && only.title == book.metadata.title)
}
