//! All that stands between a book and its readers, from facts of the books that were made: the page of a book, the catalogue, feeds and
//! catalogues for programs, records for shops, checksums. Every file is a pure function of the catalogue; nobody here writes anything.

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

pub(crate) use sums::{checksum, list as checksums};
pub(crate) use title::{PublishedFile, PublishedKind, PublishedTitle, TitleCover, TitleWords};

use crate::source::address::of_path;

/// The file of the checksums.
pub(crate) const SUMS: &str = "SHA256SUMS";

/// The books of a site.
#[derive(Debug)]
pub(crate) struct BookCatalogue {
    /// The address of the site, with a slash at its end; none if nobody knows it.
    pub(crate) url: Option<String>,
    /// The name of the catalogue.
    pub(crate) name: String,
    /// The books, in the order in which they are shown.
    pub(crate) titles: Vec<PublishedTitle>,
}

/// A file of a site.
#[derive(Debug)]
pub(crate) struct SiteFile {
    /// Path in the site's folder, with `/` between folders.
    pub(crate) path: String,
    /// What is in the file.
    pub(crate) bytes: Vec<u8>,
}

impl BookCatalogue {
    /// The address of a file of the site: whole if the site's is known, or else from the site's folder.
    fn address(&self, path: &str) -> String {
        // A page of a folder is called by the folder.
        let short = path.strip_suffix("index.html").filter(|_| self.url.is_some()).unwrap_or(path);
        format!("{}{}", self.url.as_deref().unwrap_or_default(), of_path(short))
    }

    /// The newest time that any of the books states.
    fn updated(&self) -> &str {
        self.titles.iter().map(|title| title.facts.modified.as_str()).max().unwrap_or("2000-01-01T00:00:00Z")
    }

    /// The language of the catalogue: that of its books, if they have one, or else English.
    fn language(&self) -> &str {
        let mut languages = self.titles.iter().map(|title| title.language.as_str());
        let first = languages.next().unwrap_or("en");
        if languages.all(|other| other == first) { first } else { "en" }
    }

    /// What names the catalogue for feeds: its address, or else a number made of its name and its first book.
    fn id(&self) -> String {
        match (&self.url, self.titles.first()) {
            (Some(url), _) => url.clone(),
            (None, Some(title)) => title.metadata.urn_of(&format!("catalogue {}", self.name)),
            (None, None) => "urn:bindery:catalogue".to_owned(),
        }
    }
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
