//! All that stands between a book and its readers, from facts of the books that were made: the page of a book, the catalogue, feeds and
//! catalogues for programs, records for shops, checksums. Every file is a pure function of the catalogue; nobody here writes anything.

mod atom;
mod books;
mod catalogue;
mod citation;
mod feed;
mod landing;
mod licence;
mod missing;
mod onix;
mod opds1;
mod opds2;
mod page;
mod sitemap;
mod sums;
mod title;

pub(crate) use books::{BookCatalogue, SUMS};
pub(crate) use sums::{checksum, list as checksums};
pub(crate) use title::{PublishedFile, PublishedKind, PublishedTitle, TitleCover, TitleWords};

/// A file of a site.
#[derive(Debug)]
pub(crate) struct SiteFile {
    /// Path in the site's folder, with `/` between folders.
    pub(crate) path: String,
    /// What is in the file.
    pub(crate) bytes: Vec<u8>,
}

/// Every file of a site but the books themselves and the checksums.
#[must_use]
pub(crate) fn files(catalogue: &BookCatalogue) -> Vec<SiteFile> {
    let mut files = vec![
        file("index.html", catalogue::page_text(catalogue)),
        file("404.html", missing::page_text(catalogue)),
        file("opds.xml", opds1::feed(catalogue)),
        file("opds.json", opds2::feed(catalogue)),
        file("feed.xml", feed::feed(catalogue)),
        file("onix.xml", onix::message(catalogue)),
    ];
    files.extend(sitemap::map(catalogue).map(|map| file("sitemap.xml", map)));
    for title in &catalogue.titles {
        files.push(file(&title.path("index.html"), landing::page_text(catalogue, title)));
        files.push(file(&title.path(citation::FILE), citation::file(catalogue, title)));
    }
    files
}

fn file(path: &str, text: String) -> SiteFile {
    SiteFile { path: path.to_owned(), bytes: text.into_bytes() }
}
