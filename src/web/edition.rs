//! What is asked of a web edition, and what comes of it.

/// What is asked of a web edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebRequest {
    /// The address that the folder will have, with a slash at its end; none if nobody knows yet.
    pub address: Option<String>,
    /// The folder of the web edition within that of the book on a site, with a slash at its end, if it is part of one: its address follows
    /// from that of the site.
    pub within: Option<&'static str>,
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
    pub pages: Vec<EditionPage>,
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
pub struct EditionPage {
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
