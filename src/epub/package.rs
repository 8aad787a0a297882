//! The package: every document written, each file named to epub-builder in reading order, then the finishing pass.
//!
//! epub-builder is told the names and kinds of the files, of which it makes manifest, spine and contents; their bytes go into the
//! container in the finishing pass.

use super::adapter::{PackageListing, SoughtDocument};
use super::container::PackedFile;
use super::cover::{Cover, CoverItem};
use super::document::Document;
use super::error::EpubError;
use super::finish::{ContainerContent, ContainerFile, PackagePlan};
use super::pages::ListedBreak;
use super::{finish, metadata, nav, pages};
use crate::book::{self, Chapter, Division, Matter};
use crate::edition::{ContentsPlace, PagePlace};
use crate::fonts::Fonts;
use crate::html::access::{self, AccessStatement};
use crate::html::faces::{self, WebFonts};
use crate::html::markup::WrittenMarkup;
use crate::html::places::{COPYRIGHT, COVER, HALF_TITLE, NAV, TITLE};
use crate::html::style::{self, BookStyle};
use crate::html::writer::DocumentWriter;
use crate::html::{chapters, commentary, formulas, front, notes, pictures};
use crate::language::right_to_left;
use crate::source::Span;
use crate::source::shops::LONG_DOCUMENT;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::io::Write;

/// The package but for its cover: what all cores make together.
pub(super) struct PackageParts<'p> {
    web: WebFonts,
    sheets: Vec<UnwrittenDocument>,
    /// The document behind which the contents are read; none if they have no place among the pages.
    contents_after: Option<String>,
    /// A document for each sheet.
    documents: Vec<WrittenDocument>,
    stylesheet: PackedFile,
    /// The stylesheet for what needs more room across than narrow screens have, if there is such a thing.
    narrow: Option<PackedFile>,
    faces: Vec<PackedFile>,
    pictures: Vec<(&'p str, &'p book::Image, &'static str)>,
    /// epub-builder's file.
    raw: Vec<u8>,
    /// The documents that are too long for old reading systems.
    pub(super) long: Vec<LongDocument>,
}

/// A document that old reading systems cut, or show nothing of.
pub(super) struct LongDocument {
    /// The document's title.
    pub(super) title: String,
    /// Bytes in it.
    pub(super) bytes: usize,
    /// The place of the document's first words, for a chapter.
    pub(super) place: Option<Span>,
}

/// A document as it goes into the container, with what else must be known of it.
struct WrittenDocument {
    packed: PackedFile,
    properties: Vec<&'static str>,
    pages: Vec<ListedBreak>,
    bytes: usize,
}

/// Writes and packs all documents and faces; the error if epub-builder can't name them.
pub(super) fn parts<'p>(writer: &'p DocumentWriter, cover: &'static CoverItem, fonts: &Fonts) -> Result<PackageParts<'p>, EpubError> {
    let sheets = sheets(writer);
    let contents_after = contents_after(writer, &sheets).map(str::to_owned);
    let shown = pictures::shown(writer);
    let pictures: Vec<_> = (writer.book().images.iter().zip(writer.images).enumerate())
        .filter(|(index, _)| shown.contains(index))
        .map(|(_, (image, path))| (path.as_str(), image, image.published().media_type()))
        .collect();
    let steps = style::steps(writer);
    let documents = || -> Vec<WrittenDocument> {
        sheets.par_iter().map(|sheet| sheet.write(writer, cover, contents_after.as_ref() == Some(&sheet.file))).collect()
    };
    let others = || {
        let web = faces::faces(writer, fonts);
        let faces = || web.faces.par_iter().map(|face| finish::pack(&face.path, face.bytes(fonts))).collect();
        let named = || {
            let style = BookStyle { math: formulas::any(writer), to_left: right_to_left(&writer.book().language) };
            let stylesheet = style::stylesheet(&web, style, &writer.edition.plan, writer.config);
            let stylesheet = finish::pack("stylesheet.css", stylesheet.as_bytes());
            let raw = listing(writer, &sheets, cover, &web, &pictures, !steps.is_empty()).file();
            raw.map(|raw| (stylesheet, raw)).map_err(EpubError::Refused)
        };
        let (faces, named) = rayon::join(faces, named);
        named.map(|(stylesheet, raw)| (web, faces, stylesheet, raw))
    };
    let (documents, others) = rayon::join(documents, others);
    let (web, faces, stylesheet, raw) = others?;
    let long = sheets.iter().zip(&documents).filter(|(_, document)| document.bytes > LONG_DOCUMENT);
    let long = long.map(|(sheet, document)| sheet.long(writer, document.bytes)).collect();
    let narrow = (!steps.is_empty()).then(|| finish::pack(style::NARROW, style::narrow(&steps).as_bytes()));
    Ok(PackageParts { web, sheets, contents_after, documents, stylesheet, narrow, faces, pictures, raw, long })
}

impl PackageParts<'_> {
    /// Writes the EPUB file; gives back what it says of its accessibility, or the error if it can't be made or written.
    pub(super) fn write(
        self,
        writer: &DocumentWriter,
        cover: &Cover,
        modified: &str,
        out: &mut (impl Write + Send),
    ) -> Result<AccessStatement, EpubError> {
        let file = |name, content| ContainerFile { name, properties: Vec::new(), content };
        let mut pages = Vec::new();
        let mut files = vec![file("stylesheet.css", ContainerContent::Packed(self.stylesheet))];
        files.extend(self.narrow.map(|narrow| file(style::NARROW, ContainerContent::Packed(narrow))));
        for (sheet, document) in self.sheets.iter().zip(self.documents) {
            pages.extend(document.pages);
            files.push(ContainerFile {
                name: &sheet.file,
                properties: document.properties,
                content: ContainerContent::Packed(document.packed),
            });
        }
        files.push(file(cover.item.path, ContainerContent::Bytes(&cover.bytes)));
        files.extend(self.pictures.iter().map(|&(name, image, _)| file(name, ContainerContent::Image(image))));
        files.extend(self.web.faces.iter().zip(self.faces).map(|(face, packed)| file(&face.path, ContainerContent::Packed(packed))));
        let plan = PackagePlan {
            identifier: metadata::IDENTIFIER,
            metadata: metadata::block(writer, &pages, modified),
            language: writer.book().language.clone(),
            contents: nav::document(writer, &writer.breaks.at(PagePlace::Contents).text, &pages),
            ncx: nav::ncx(writer, &pages),
            not_linear: COVER,
            contents_after: self.contents_after.as_deref(),
            files,
            licences: self.web.licences().map(|(name, text)| (format!("META-INF/{name}"), text)).collect(),
        };
        finish::finish(&self.raw, plan, out)?;
        Ok(access::statement(writer, !pages.is_empty()))
    }
}

/// A document before it is written.
struct UnwrittenDocument {
    file: String,
    title: String,
    division: &'static str,
    sought: Option<SoughtDocument>,
    inside: DocumentContent,
}

/// What a document holds.
#[derive(Clone, Copy)]
enum DocumentContent {
    Cover,
    HalfTitle,
    Title,
    Copyright,
    Part(usize),
    /// A chapter, and which of its documents.
    Chapter(usize, usize),
    /// A document of the commentary, by number.
    Commentary(usize),
    /// A document of the author's notes, by number.
    Notes(usize),
}

impl UnwrittenDocument {
    /// The document, packed at once: no other needs to wait, and nothing is held that is not wanted any more.
    fn write(&self, writer: &DocumentWriter, cover: &CoverItem, before_contents: bool) -> WrittenDocument {
        let Self { file, title, division, .. } = self;
        let body = self.body(writer, cover);
        let text = Document { title, language: &writer.book().language, division, narrow: body.narrow, body: &body.text }.write();
        let mut pages = pages::listed(file, &body.breaks);
        if before_contents {
            pages.extend(pages::listed(NAV, &writer.breaks.at(PagePlace::Contents).breaks));
        }
        WrittenDocument { packed: finish::pack(file, text.as_bytes()), properties: finish::properties(&body), pages, bytes: text.len() }
    }

    /// What is told of the document if it is too long.
    fn long(&self, writer: &DocumentWriter, bytes: usize) -> LongDocument {
        let first = match self.inside {
            DocumentContent::Chapter(index, part) => {
                let (_, blocks) = &writer.places.documents[index][part];
                writer.book().chapters[index].blocks.get(blocks.start)
            }
            _ => None,
        };
        LongDocument { title: self.title.clone(), bytes, place: first.map(|&block| writer.book().block(block).span) }
    }

    fn body(&self, writer: &DocumentWriter, cover: &CoverItem) -> WrittenMarkup {
        match self.inside {
            DocumentContent::Cover => front::cover(writer, cover.path),
            DocumentContent::HalfTitle => front::half_title(writer),
            DocumentContent::Title => writer.breaks.at(PagePlace::Title).then(front::title(writer)),
            DocumentContent::Copyright => writer.breaks.at(PagePlace::Copyright).then(front::copyright(writer)),
            DocumentContent::Part(index) => {
                writer.breaks.at_part(index).then(front::part(writer.book().chapters[index].part.as_deref().unwrap_or_default()))
            }
            DocumentContent::Chapter(index, 0) if writer.heads(index) => {
                writer.breaks.at(PagePlace::Title).then(chapters::headed(writer, index, &nav::above_text(writer)))
            }
            DocumentContent::Chapter(index, part) => chapters::chapter(writer, index, part),
            DocumentContent::Commentary(part) => commentary::commentary(writer, part),
            DocumentContent::Notes(part) => notes::notes(writer, part),
        }
    }
}

/// All documents but the contents, in reading order.
fn sheets(writer: &DocumentWriter) -> Vec<UnwrittenDocument> {
    let book = writer.book();
    let mut sheets = Vec::new();
    let mut add = |file: &str, title: &str, division, inside, sought| {
        sheets.push(UnwrittenDocument { file: file.to_owned(), title: title.to_owned(), division, sought, inside });
    };
    add(COVER, writer.words.cover, "cover", DocumentContent::Cover, Some(SoughtDocument::Cover));
    let own = |matter| book.chapters.iter().position(|chapter| chapter.matter == matter);
    let opening = [Matter::HalfTitle, Matter::TitlePage, Matter::Copyright].map(own);
    let [half_title, title, copyright] = opening;
    let own_page = |index| DocumentContent::Chapter(index, 0);
    let plan = &writer.edition.plan;
    match half_title {
        Some(index) => add(&writer.places.chapters[index], writer.title(), "frontmatter", own_page(index), None),
        None if plan.half_title_asked => add(HALF_TITLE, writer.title(), "frontmatter", DocumentContent::HalfTitle, None),
        None => {}
    }
    if title.is_some() || plan.title_page {
        add(TITLE, writer.title(), "frontmatter", title.map_or(DocumentContent::Title, own_page), Some(SoughtDocument::TitlePage));
    }
    let has_copyright = copyright.is_some() || plan.copyright || plan.colophon;
    // What is made in its place stands behind the text of an essay.
    let is_last = copyright.is_none() && plan.is_continuous();
    let content = copyright.map_or(DocumentContent::Copyright, own_page);
    if has_copyright && !is_last {
        add(COPYRIGHT, writer.words.copyright, "frontmatter", content, Some(SoughtDocument::Copyright));
    }
    let shown = |(index, chapter): &(usize, &Chapter)| writer.edition.shows(chapter) && !opening.contains(&Some(*index));
    for (index, chapter) in book.chapters.iter().enumerate().filter(shown) {
        if let (Some(title), Some(file)) = (&chapter.part, writer.places.parts.get(&index)) {
            add(file, title, "bodymatter", DocumentContent::Part(index), None);
        }
        for (part, (file, _)) in writer.places.documents[index].iter().enumerate() {
            add(file, &chapters::title(writer, index, part), chapters::division(chapter), DocumentContent::Chapter(index, part), None);
        }
    }
    if writer.places.has.commentary {
        let division = if writer.edition.has_text() { "backmatter" } else { "bodymatter" };
        for (part, (file, _)) in writer.places.gathered.commentary.iter().enumerate() {
            add(file, &notes::title(writer.words.commentary, part), division, DocumentContent::Commentary(part), None);
        }
    }
    if writer.places.has.author {
        for (part, (file, _)) in writer.places.gathered.author.iter().enumerate() {
            let kind = (part == 0).then_some(SoughtDocument::Notes);
            add(file, &notes::title(writer.words.notes, part), "backmatter", DocumentContent::Notes(part), kind);
        }
    }
    if has_copyright && is_last {
        add(COPYRIGHT, writer.words.copyright, "backmatter", content, Some(SoughtDocument::Copyright));
    }
    sheets
}

/// Whether a chapter is read before the contents.
fn precedes_contents(chapter: &Chapter) -> bool {
    chapter.division == Division::Front && chapter.matter.precedes_contents()
}

/// The document behind which the contents are read: the last of the dedications and epigraphs that the front matter begins with, or the
/// last before them. None if the contents have no page.
fn contents_after<'s>(writer: &DocumentWriter, sheets: &'s [UnwrittenDocument]) -> Option<&'s str> {
    let is_before = |sheet: &&UnwrittenDocument| match sheet.inside {
        DocumentContent::Cover | DocumentContent::HalfTitle | DocumentContent::Title => true,
        DocumentContent::Copyright => sheet.division == "frontmatter",
        DocumentContent::Chapter(index, _) => {
            let chapter = &writer.book().chapters[index];
            precedes_contents(chapter) || chapter.division == Division::Front && chapter.matter.opens_the_book()
        }
        _ => false,
    };
    let has_page = writer.edition.plan.contents == ContentsPlace::OwnPages;
    sheets.iter().take_while(is_before).last().filter(|_| has_page).map(|sheet| sheet.file.as_str())
}

/// Names and kinds of all files.
fn listing<'p>(
    writer: &'p DocumentWriter,
    sheets: &'p [UnwrittenDocument],
    cover: &'p CoverItem,
    web: &'p WebFonts,
    pictures: &'p [(&'p str, &'p book::Image, &'static str)],
    narrow: bool,
) -> PackageListing<'p> {
    let pictures = pictures.iter().map(|&(path, _, media_type)| (path, media_type));
    let faces = web.faces.iter().map(|face| (face.path.as_str(), face.media_type));
    PackageListing {
        title: writer.title(),
        language: &writer.book().language,
        contents: writer.words.contents,
        right_to_left: right_to_left(&writer.book().language),
        cover: (cover.path, cover.media_type),
        documents: sheets.iter().map(|sheet| (sheet.file.as_str(), sheet.sought)).collect(),
        others: narrow.then_some((style::NARROW, "text/css")).into_iter().chain(pictures).chain(faces).collect(),
    }
}
