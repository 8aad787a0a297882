//! The package: every document and resource handed to epub-builder in reading order, then the finishing pass.

use super::cover::Cover;
use super::fonts::WebFonts;
use super::places::{self, COPYRIGHT, COVER, TITLE};
use super::xhtml::Document;
use super::{Writer, chapters, commentary, finish, front, images, metadata, nav, notes, style};
use crate::book::{Chapter, Matter};
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ReferenceType, ZipLibrary};

/// The EPUB file; the reason if epub-builder or the finishing pass can't make it.
pub(super) fn build(writer: &Writer, cover: &Cover, fonts: &WebFonts, modified: &str) -> Result<Vec<u8>, String> {
    let mut raw = Vec::new();
    fill(writer, cover, fonts).and_then(|builder| builder.generate(&mut raw)).map_err(|fault| fault.to_string())?;
    finish::finish(
        &raw,
        &finish::Plan {
            identifier: metadata::IDENTIFIER,
            metadata: metadata::block(writer, modified),
            language: writer.book().language.clone(),
            contents: nav::document(writer),
            ncx: nav::ncx(writer),
            not_linear: COVER,
            contents_after: COPYRIGHT,
        },
    )
}

fn fill(writer: &Writer, cover: &Cover, fonts: &WebFonts) -> epub_builder::Result<EpubBuilder<ZipLibrary>> {
    let book = writer.book();
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.metadata("title", writer.title())?;
    builder.add_language(&book.language);
    builder.metadata("toc_name", writer.words.contents)?;
    builder.metadata("generator", "Bindery")?;
    if crate::config::right_to_left(&book.language) {
        // `epub_direction` has no effect in 0.8.3 (its epub.rs:377 sets a field nobody reads).
        builder.metadata("direction", "rtl")?;
    }
    builder.stylesheet(style::stylesheet(fonts).as_bytes())?;
    builder.add_cover_image(cover.path, &*cover.bytes, cover.media_type)?;
    let mut add = |file: &str, title: &str, division: &str, body: &str, kind: Option<ReferenceType>| {
        let document = Document { title, language: &book.language, division, body }.write();
        let content = EpubContent::new(file, document.as_bytes());
        // Without a title: the contents are written whole by `nav`, since a file may hold several entries at the top.
        builder.add_content(match kind {
            Some(kind) => content.reftype(kind),
            None => content,
        })?;
        epub_builder::Result::Ok(())
    };
    add(COVER, writer.words.cover, "cover", &front::cover(writer, cover.path), Some(ReferenceType::Cover))?;
    let own = |matter| book.chapters.iter().position(|chapter| chapter.matter == matter);
    let opening = [Matter::HalfTitle, Matter::TitlePage, Matter::Copyright].map(own);
    let [half_title, title, copyright] = opening;
    if let Some(index) = half_title {
        add(&writer.places.chapters[index], writer.title(), "frontmatter", &chapters::chapter(writer, index), None)?;
    }
    let title = title.map_or_else(|| front::title(writer), |index| chapters::chapter(writer, index));
    add(TITLE, writer.title(), "frontmatter", &title, Some(ReferenceType::TitlePage))?;
    let copyright = copyright.map_or_else(|| front::copyright(writer), |index| chapters::chapter(writer, index));
    add(COPYRIGHT, writer.words.copyright, "frontmatter", &copyright, Some(ReferenceType::Copyright))?;
    let shown = |(index, chapter): &(usize, &Chapter)| writer.edition.shows(chapter) && !opening.contains(&Some(*index));
    for (index, chapter) in book.chapters.iter().enumerate().filter(shown) {
        if let (Some(title), Some(file)) = (&chapter.part, writer.places.parts.get(&index)) {
            add(file, title, "bodymatter", &front::part(title), None)?;
        }
        let body = chapters::chapter(writer, index);
        add(&writer.places.chapters[index], &writer.chapter_title(index), chapters::division(chapter), &body, None)?;
    }
    if writer.places.has[1] {
        let division = if writer.edition.has_text() { "backmatter" } else { "bodymatter" };
        add(places::COMMENTARY, writer.words.commentary, division, &commentary::commentary(writer), None)?;
    }
    if writer.places.has[0] {
        add(places::NOTES, writer.words.notes, "backmatter", &notes::notes(writer), Some(ReferenceType::Notes))?;
    }
    let shown = images::shown(writer);
    for (_, (image, path)) in book.images.iter().zip(writer.images).enumerate().filter(|(index, _)| shown.contains(index)) {
        builder.add_resource(path, &*image.bytes, image.format.media_type())?;
    }
    for face in &fonts.faces {
        builder.add_resource(&face.path, &*face.bytes, face.media_type)?;
    }
    Ok(builder)
}
