//! Where the addresses of a page lead: to another place of the same document, to the web, to a file beside it.

use super::tree::WebPage;
use crate::source::address::{decoded, scheme, written};
use std::collections::BTreeMap;

/// A page of a document.
#[derive(Debug)]
pub(in crate::office) struct WebDocument {
    pub(super) page: WebPage,
    /// Path of the page from the document's folder, without folders that lead up.
    path: String,
    /// What stands before ids of this page, so that they are told from those of others.
    prefix: String,
}

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WebTarget {
    /// To a place of one of the document's pages: the page's number, and an id there.
    Place(usize, Option<String>),
    Address(String),
    /// To a file of the document, by its path from its folder.
    File(String),
    /// To what no document should have.
    Nowhere,
}

/// The pages of a document.
#[derive(Debug, Default)]
pub(in crate::office) struct WebDocuments {
    pub(super) all: Vec<WebDocument>,
    /// Whether the pages are those of an EPUB that Bindery made.
    pub(in crate::office) is_bound: bool,
    paths: BTreeMap<String, usize>,
}

impl WebDocuments {
    /// Adds a page by its path.
    pub(in crate::office) fn add(&mut self, path: &str, text: &str) {
        let number = self.all.len();
        let prefix = if number == 0 { String::new() } else { format!("{number}:") };
        self.paths.entry(path.to_owned()).or_insert(number);
        self.all.push(WebDocument { page: WebPage::read(text), path: path.to_owned(), prefix });
    }

    /// Where an address leads that a page gives.
    pub(super) fn target(&self, from: usize, address: &str) -> WebTarget {
        let address = unwrapped(address.trim());
        let (path, fragment) = address.split_once('#').map_or((address.as_str(), None), |(path, id)| (path, Some(id)));
        let id = fragment.map(decoded).filter(|id| !id.is_empty());
        if path.is_empty() {
            return if address.is_empty() { WebTarget::Nowhere } else { WebTarget::Place(from, id) };
        }
        if scheme(&address).is_some() || path.starts_with("//") {
            let whole = if path.starts_with("//") { format!("https:{address}") } else { address.clone() };
            return written(&whole).map_or(WebTarget::Nowhere, WebTarget::Address);
        }
        if address.starts_with("www.") {
            return written(&format!("http://{address}")).map_or(WebTarget::Nowhere, WebTarget::Address);
        }
        let folder = self.all.get(from).and_then(|document| document.path.rsplit_once('/')).map_or("", |(folder, _)| folder);
        let path = path.split('?').next().unwrap_or_default();
        match joined(folder, &decoded(path)) {
            None => WebTarget::Nowhere,
            Some(path) => match self.paths.get(&path) {
                Some(page) => WebTarget::Place(*page, id),
                None => WebTarget::File(path),
            },
        }
    }

    /// The name of the bookmark that an id of a page is.
    pub(super) fn bookmark(&self, page: usize, id: &str) -> String {
        format!("{}{id}", self.all.get(page).map_or("", |document| document.prefix.as_str()))
    }
}

/// A path from a folder; none if it leads out of where the document lies.
pub(in crate::office) fn joined(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains('\\') || path.contains('\0') {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// An address without the one that Google puts around it.
fn unwrapped(address: &str) -> String {
    let inside = ["https://www.google.com/url?", "http://www.google.com/url?"].iter().find_map(|start| address.strip_prefix(start));
    let asked = inside.and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("q=")));
    asked.map_or_else(|| address.to_owned(), decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_where_they_may() {
        let mut pages = WebDocuments::default();
        pages.add("text/a.xhtml", "<p>a");
        pages.add("text/b.xhtml", "<p>b");
        let of = |address: &str| pages.target(0, address);
        assert_eq!(of("#x%20y"), WebTarget::Place(0, Some("x y".into())));
        assert_eq!((of("b.xhtml#z"), of("../text/b.xhtml")), (WebTarget::Place(1, Some("z".into())), WebTarget::Place(1, None)));
        assert_eq!(
            (of("../i/p.png?x"), of("../../p.png"), of("/p.png")),
            (WebTarget::File("i/p.png".into()), WebTarget::Nowhere, WebTarget::Nowhere)
        );
        assert_eq!((of("javascript:x"), of("file:///etc/passwd"), of("")), (WebTarget::Nowhere, WebTarget::Nowhere, WebTarget::Nowhere));
        assert_eq!(of("//a.example/b"), WebTarget::Address("https://a.example/b".into()));
        assert_eq!(of("https://www.google.com/url?q=https://a.example/b%3Fc&sa=D"), WebTarget::Address("https://a.example/b?c".into()));
        assert_eq!((pages.bookmark(0, "x"), pages.bookmark(1, "x")), ("x".into(), "1:x".into()));
    }
}
