//! The feed of editions (Atom, RFC 4287): a book that appears is an entry, and so is each change that its author lists.

use super::atom::{element, link, person};
use super::books::BookCatalogue;
use super::title::{PublishedKind, PublishedTitle};
use crate::book::{EditionChange, PublishedForm};
use crate::source::xml::escape;

/// The media type of the feed.
pub(super) const MEDIA_TYPE: &str = "application/atom+xml";

/// The feed, the newest entry first.
pub(super) fn feed(catalogue: &BookCatalogue) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        escape(catalogue.language())
    );
    element(&mut out, "id", &format!("{}#editions", catalogue.id()));
    element(&mut out, "title", &catalogue.name);
    element(&mut out, "updated", catalogue.updated());
    out.push_str(&format!("<author><name>{}</name></author>\n", escape(&catalogue.name)));
    link(&mut out, "self", MEDIA_TYPE, &catalogue.address("feed.xml"));
    link(&mut out, "alternate", "text/html", &catalogue.address("index.html"));
    let mut entries: Vec<FeedEntry> = catalogue.titles.iter().flat_map(entries).collect();
    entries.sort_by(|one, other| other.updated.cmp(&one.updated));
    entries.iter().for_each(|one| entry(&mut out, catalogue, one));
    out.push_str("</feed>\n");
    out
}

/// An entry before it is written.
struct FeedEntry<'t> {
    title: &'t PublishedTitle,
    id: String,
    updated: String,
    words: Option<&'t str>,
}

/// A book, and each change of it.
fn entries(title: &PublishedTitle) -> Vec<FeedEntry<'_>> {
    let metadata = &title.metadata;
    let book = FeedEntry {
        title,
        id: title.id(PublishedForm::Epub),
        updated: title.facts.modified.clone(),
        words: metadata.description.as_deref(),
    };
    let changed = metadata.changes.iter().enumerate().map(|(index, change)| {
        // Of several on one day the last in the list was the first.
        let later = metadata.changes[index + 1..].iter().filter(|other| other.date == change.date).count();
        FeedEntry {
            title,
            id: metadata.urn_of(&format!("change {} {later}", change.date)),
            updated: midnight(change),
            words: Some(change.text.words.as_str()),
        }
    });
    std::iter::once(book).chain(changed).collect()
}

/// The day of a change as a time; a month or a year is its first day.
fn midnight(change: &EditionChange) -> String {
    format!("{}{}T00:00:00Z", change.date, &"0000-01-01"[change.date.len().min(10)..])
}

fn entry(out: &mut String, catalogue: &BookCatalogue, entry: &FeedEntry) {
    let title = entry.title;
    out.push_str(&format!("<entry xml:lang=\"{}\">\n", escape(&title.language)));
    element(out, "title", &title.whole());
    element(out, "id", &entry.id);
    element(out, "updated", &entry.updated);
    title.authors().for_each(|author| person(out, "author", author));
    if let Some(words) = entry.words {
        out.push_str(&format!("<summary type=\"text\">{}</summary>\n", escape(words)));
    }
    link(out, "alternate", "text/html", &catalogue.address(&title.path("index.html")));
    for file in &title.files {
        let relation = if file.kind == PublishedKind::Sample { "related" } else { "enclosure" };
        let (kind, size, address) = (file.kind.media_type(), file.size, escape(&catalogue.address(&file.path)));
        out.push_str(&format!("<link rel=\"{relation}\" type=\"{kind}\" href=\"{address}\" length=\"{size}\"/>\n"));
    }
    out.push_str("</entry>\n");
}
