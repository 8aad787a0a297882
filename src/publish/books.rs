//! The books of a site together.

use super::title::PublishedTitle;
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

impl BookCatalogue {
    /// The address of a file of the site: whole if the site's is known, or else from the site's folder.
    pub(super) fn address(&self, path: &str) -> String {
        // A page of a folder is called by the folder.
        let short = path.strip_suffix("index.html").filter(|_| self.url.is_some()).unwrap_or(path);
        format!("{}{}", self.url.as_deref().unwrap_or_default(), of_path(short))
    }

    /// The newest time that any of the books states.
    pub(super) fn updated(&self) -> &str {
        self.titles.iter().map(|title| title.facts.modified.as_str()).max().unwrap_or("2000-01-01T00:00:00Z")
    }

    /// The language of the catalogue: that of its books, if they have one, or else English.
    pub(super) fn language(&self) -> &str {
        let mut languages = self.titles.iter().map(|title| title.language.as_str());
        let first = languages.next().unwrap_or("en");
        if languages.all(|other| other == first) { first } else { "en" }
    }

    /// What names the catalogue for feeds: its address, or else a number made of its name and its first book.
    pub(super) fn id(&self) -> String {
        match (&self.url, self.titles.first()) {
            (Some(url), _) => url.clone(),
            (None, Some(title)) => title.metadata.urn_of(&format!("catalogue {}", self.name)),
            (None, None) => "urn:bindery:catalogue".to_owned(),
        }
    }
}
