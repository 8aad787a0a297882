//! Writes an edition as a folder of web pages: an essay on one page, a book with an index page and one page a chapter. Nothing in it needs a
//! script, or asks anything of another host; what it holds follows from the book alone, byte for byte.
//!
//! # How it is used
//! `Options::web` asks a build for it, beside the other formats or alone, and `Built::web` gives it back:
//! ```text
//! let web = Some(WebRequest { address: None, downloads: vec![WebDownload { … }] });
//! let built = build(&files, &Options { web, formats: vec![], ..Options::new("book") });
//! if let Some(edition) = built.web { for file in edition.files { put(folder.join(file.path), file.bytes) } }
//! ```
//! All paths are relative, with `/` between folders, and of ASCII letters, so that the folder can lie anywhere. `WebEdition::pages` names the
//! pages in reading order, the first of which is `index.html`: other pages link to these, and to any heading, note or paragraph on them by
//! its id. `WebRequest::downloads` are links that the first page shows, such as those to the EPUB and the PDF. With
//! `WebRequest::address`, the address that the folder will have, pages also say where they lie (`canonical`, OpenGraph).

mod contents;
mod files;
mod linked;
mod page;
mod pages;
mod style;

use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::edition::{Edition, words};
use crate::fonts::Fonts;
use crate::html::breaks::PageBreaks;
use crate::html::pictures;
use crate::html::places::{DocumentMedium, DocumentPlaces};
use crate::html::writer::DocumentWriter;
use page::WebSite;
use pages::UnwrittenPage;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// What is asked of a web edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebRequest {
    /// The address that the folder will have, with a slash at its end; none if nobody knows yet.
    pub address: Option<String>,
    /// What the first page offers to take home.
    pub downloads: Vec<WebDownload>,
}

/// A file that the first page of a web edition links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebDownload {
    /// The address, relative to the edition's folder, or a whole one.
    pub address: String,
    /// The words of the link.
    pub title: String,
    /// The file's media type.
    pub media_type: String,
}

/// A web edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebEdition {
    /// The files, in the order of their paths.
    pub files: Vec<WebFile>,
    /// The pages in reading order; the first is the one to begin with.
    pub pages: Vec<WebPage>,
    /// The cover's path, if there is a cover.
    pub cover: Option<String>,
}

/// A file of a web edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebFile {
    /// The path in the edition's folder, with `/` between folders.
    pub path: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A page of a web edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebPage {
    /// The page's path in the edition's folder.
    pub path: String,
    /// What the page is called.
    pub title: String,
}

/// A picture that stands for the book.
#[derive(Clone, Debug)]
pub(crate) struct WebCover {
    /// The ending of the file's name.
    pub(crate) ending: &'static str,
    /// The file.
    pub(crate) bytes: Vec<u8>,
}

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
    let notes = page::notes_of_pages(&places);
    let written = |page: &UnwrittenPage| {
        let writer = DocumentWriter { page: &page.file, breaks: breaks(), ..writer };
        let site = WebSite { writer: &writer, request, pages: &pages, cover: cover.as_ref(), notes: &notes };
        WebFile { path: page.file.clone(), bytes: site.document(page).into_bytes() }
    };
    let documents = || -> Vec<WebFile> { pages.par_iter().map(written).collect() };
    let (mut all, others) = rayon::join(documents, || files::others(&writer, fonts));
    all.extend(others.map_err(|lost| diagnostics.push(lost.into())).ok()?);
    let named = pages.iter().map(|page| WebPage { path: page.file.clone(), title: page.title.clone() }).collect();
    let cover_path = cover.as_ref().map(page::cover_path);
    if let Some(cover) = cover {
        all.extend(cover_path.clone().map(|path| WebFile { path, bytes: cover.bytes }));
    }
    all.sort_by(|one, other| one.path.cmp(&other.path));
    Some(WebEdition { files: all, pages: named, cover: cover_path })
}
