//! Writes an edition as a folder of web pages: an essay on one page, a book with an index page and one page a chapter. Nothing in it needs a
//! script, or asks anything of another host; what it holds follows from the book alone, byte for byte.
//!
//! # How it is used
//! `Options::web` asks a build for it, beside the other formats or alone, and `Built::web` gives it back:
//! ```text
//! let web = Some(WebRequest { downloads: vec![WebDownload { … }], ..WebRequest::default() });
//! let built = build(&files, &Options { web, formats: vec![], ..Options::new("book") });
//! if let Some(edition) = built.web { for file in edition.files { put(folder.join(file.path), file.bytes) } }
//! ```
//! All paths are relative, with `/` between folders, and of ASCII letters, so that the folder can lie anywhere. `WebEdition::pages` names the
//! pages in reading order, the first of which is `index.html`: other pages link to these, and to any heading, note or paragraph on them by
//! its id. `WebRequest::downloads` are links that the first page shows, such as those to the EPUB and the PDF. With
//! `WebRequest::address`, the address that the folder will have, pages also say where they lie (`canonical`, OpenGraph).

mod contents;
mod edition;
mod files;
mod linked;
mod page;
mod pages;
mod site;
mod style;

use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::edition::{Edition, words};
use crate::fonts::Fonts;
use crate::html::breaks::PageBreaks;
use crate::html::pictures;
use crate::html::places::{DocumentMedium, DocumentPlaces};
use crate::html::writer::DocumentWriter;
pub(crate) use edition::WebCover;
pub use edition::{EditionPage, WebDownload, WebEdition, WebFile, WebRequest};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use site::{UnwrittenPage, WebSite};

/// Writes an edition as web pages. None, with an error among the findings, if a picture can't be had.
pub(crate) fn write(
    edition: &Edition,
    config: &Config,
    fonts: &Fonts,
    request: &WebRequest,
    cover: Option<WebCover>,
    diagnostics: &mut Diagnostics,
) -> Option<WebEdition> {
    let images = pictures::paths(edition.book());
    let medium = DocumentMedium::Web { one_page: edition.plan.is_continuous() };
    let places = DocumentPlaces::new(edition, config, medium);
    let words = words::words(edition.book());
    let breaks = PageBreaks::default;
    let writer = DocumentWriter { edition, config, places: &places, images: &images, breaks: breaks(), words, page: "" };
    let pages = pages::pages(&writer);
    let notes = site::notes_of_pages(&places);
    let written = |page: &UnwrittenPage| {
        let writer = DocumentWriter { page: &page.file, breaks: breaks(), ..writer };
        let site = WebSite { writer: &writer, request, pages: &pages, cover: cover.as_ref(), notes: &notes };
        WebFile { path: page.file.clone(), bytes: site.document(page).into_bytes() }
    };
    let documents = || -> Vec<WebFile> { pages.par_iter().map(written).collect() };
    let (mut all, others) = rayon::join(documents, || files::others(&writer, fonts));
    all.extend(others.map_err(|lost| diagnostics.push(lost.into())).ok()?);
    let named = pages.iter().map(|page| EditionPage { path: page.file.clone(), title: page.title.clone() }).collect();
    let cover_path = cover.as_ref().map(site::cover_path);
    if let Some(cover) = cover {
        all.extend(cover_path.clone().map(|path| WebFile { path, bytes: cover.bytes }));
    }
    all.sort_by(|one, other| one.path.cmp(&other.path));
    Some(WebEdition { files: all, pages: named, cover: cover_path })
}
