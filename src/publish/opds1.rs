//! The catalogue for reading apps as OPDS 1.2 (specs.opds.io/opds-1.2): an Atom feed of books that can be had at once.

use super::atom::{element, link, person};
use super::books::BookCatalogue;
use super::title::{PublishedKind, PublishedTitle};
use crate::book::PublishedForm;
use crate::source::xml::escape;

/// The media type of such a feed.
pub(super) const MEDIA_TYPE: &str = "application/atom+xml;profile=opds-catalog;kind=acquisition";

/// The feed.
pub(super) fn feed(catalogue: &BookCatalogue) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/terms/\" \
         xml:lang=\"{}\">\n",
        escape(catalogue.language())
    );
    element(&mut out, "id", &catalogue.id());
    element(&mut out, "title", &catalogue.name);
    element(&mut out, "updated", catalogue.updated());
    out.push_str(&format!("<author><name>{}</name></author>\n", escape(&catalogue.name)));
    link(&mut out, "self", MEDIA_TYPE, &catalogue.address("opds.xml"));
    link(&mut out, "start", MEDIA_TYPE, &catalogue.address("opds.xml"));
    link(&mut out, "alternate", "text/html", &catalogue.address("index.html"));
    catalogue.titles.iter().for_each(|title| entry(&mut out, catalogue, title));
    out.push_str("</feed>\n");
    out
}

/// The entry of a book.
fn entry(out: &mut String, catalogue: &BookCatalogue, title: &PublishedTitle) {
    let metadata = &title.metadata;
    out.push_str(&format!("<entry xml:lang=\"{}\">\n", escape(&title.language)));
    element(out, "title", &title.whole());
    element(out, "id", &title.id(PublishedForm::Epub));
    element(out, "updated", &title.facts.modified);
    title.authors().for_each(|author| person(out, "author", author));
    title.others().for_each(|other| person(out, "contributor", other));
    element(out, "dc:language", &title.language);
    let known = [("dc:publisher", &metadata.publisher), ("dc:issued", &metadata.date), ("rights", &metadata.rights)];
    for (name, value) in known.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
        element(out, name, value);
    }
    if let Some(isbn) = title.isbn(PublishedForm::Epub) {
        element(out, "dc:identifier", &format!("urn:isbn:{isbn}"));
    }
    for subject in &metadata.subjects {
        out.push_str(&format!("<category term=\"{0}\" label=\"{0}\"/>\n", escape(&subject.name)));
    }
    if let Some(description) = &metadata.description {
        out.push_str(&format!("<summary type=\"text\">{}</summary>\n", escape(description)));
    }
    link(out, "alternate", "text/html", &catalogue.address(&title.path("index.html")));
    if let Some(cover) = &title.cover {
        link(out, "http://opds-spec.org/image", cover.media_type, &catalogue.address(&cover.path));
        link(out, "http://opds-spec.org/image/thumbnail", cover.small_type, &catalogue.address(&cover.small));
    }
    for file in &title.files {
        let relation = match file.kind {
            PublishedKind::Epub | PublishedKind::Pdf => "http://opds-spec.org/acquisition/open-access",
            PublishedKind::Sample => "http://opds-spec.org/acquisition/sample",
        };
        let address = escape(&catalogue.address(&file.path));
        let (kind, size) = (file.kind.media_type(), file.size);
        out.push_str(&format!("<link rel=\"{relation}\" type=\"{kind}\" href=\"{address}\" length=\"{size}\"/>\n"));
    }
    out.push_str("</entry>\n");
}
