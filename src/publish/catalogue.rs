//! The catalogue: a page with the covers of all books.

use super::books::{BookCatalogue, SUMS};
use super::page::{PageHead, data, graph, head_link, link, page, paragraphs};
use super::title::{PublishedKind, PublishedTitle, readable_size};
use super::{feed, opds1, opds2};
use crate::html::markup::Markup;
use crate::language::site_words;
use crate::source::address::of_path;
use serde_json::json;

/// A description is cut behind this many characters, at the end of a sentence or a word.
const LONGEST: usize = 220;

/// The page.
pub(super) fn page_text(catalogue: &BookCatalogue) -> String {
    let language = catalogue.language();
    let mut out = Markup::default();
    out.open("main", &[]);
    out.raw("\n");
    out.line("h1", &[], &catalogue.name);
    out.open("ul", &[("class", "shelf")]);
    out.raw("\n");
    catalogue.titles.iter().for_each(|title| entry(&mut out, title, language));
    out.close_line();
    out.close_line();
    foot(&mut out, "", language);
    let words = site_words(language);
    page(&head(catalogue, words.language, language), "catalogue", &out.finish().text)
}

/// What the head says.
fn head<'c>(catalogue: &'c BookCatalogue, _: &'static str, language: &'c str) -> PageHead<'c> {
    let mut more = feeds("");
    if let Some(url) = &catalogue.url {
        more.push_str(&format!("<link rel=\"canonical\" href=\"{}\">\n", crate::source::xml::escape(url)));
        more.push_str(&graph("og:url", url));
        if let Some(cover) = catalogue.titles.iter().find_map(|title| title.cover.as_ref()) {
            more.push_str(&graph("og:image", &catalogue.address(&cover.small)));
        }
    }
    more.push_str(&graph("og:type", "website"));
    more.push_str(&graph("og:title", &catalogue.name));
    let books = catalogue
        .titles
        .iter()
        .map(|title| json!({ "@type": "Book", "name": title.metadata.title, "url": catalogue.address(&title.path("index.html")) }));
    more.push_str(&data(&json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": catalogue.name,
        "hasPart": books.collect::<Vec<_>>(),
    })));
    PageHead { language, title: &catalogue.name, description: "", more }
}

/// The links of the head to the feeds; `up` leads to the folder of the site.
pub(super) fn feeds(up: &str) -> String {
    [("opds.xml", opds1::MEDIA_TYPE, "OPDS 1.2"), ("opds.json", opds2::MEDIA_TYPE, "OPDS 2.0"), ("feed.xml", feed::MEDIA_TYPE, "Atom")]
        .map(|(file, media_type, title)| head_link("alternate", media_type, &format!("{up}{file}"), title))
        .concat()
}

/// A book on the shelf.
fn entry(out: &mut Markup, title: &PublishedTitle, language: &str) {
    let own = if title.language == language { "" } else { title.language.as_str() };
    let page = of_path(&title.path("index.html"));
    out.open("li", &[("lang", own)]);
    out.raw("\n");
    if let Some(cover) = &title.cover {
        let [width, height] = cover.size.map(|side| side.to_string());
        // The title below says what it is, and leads to the same page.
        out.open("a", &[("class", "cover"), ("href", &page), ("tabindex", "-1"), ("aria-hidden", "true")]);
        out.empty("img", &[("src", &of_path(&cover.small)), ("alt", ""), ("width", &width), ("height", &height), ("loading", "lazy")]);
        out.close_line();
    }
    out.open("h2", &[]);
    link(out, &page, &title.metadata.title);
    out.close_line();
    let authors = title.author_line();
    if !authors.is_empty() {
        out.line("p", &[("class", "by")], &authors);
    }
    if let Some(first) = title.metadata.description.as_deref().and_then(|text| paragraphs(text).next()) {
        out.line("p", &[("class", "line")], &shortened(first));
    }
    out.open("p", &[("class", "get")]);
    for file in title.files.iter().filter(|file| file.kind != PublishedKind::Sample) {
        let name = if file.kind == PublishedKind::Pdf { "PDF" } else { "EPUB" };
        out.open("span", &[]);
        out.open("a", &[("href", &of_path(&file.path)), ("download", ""), ("aria-label", &format!("{name}: {}", title.metadata.title))]);
        out.text(name);
        out.close();
        out.text(" ");
        out.open("span", &[("class", "small")]);
        out.text(&readable_size(file.size, &title.language));
        out.close();
        out.close();
        out.raw(" ");
    }
    out.close_line();
    out.close_line();
}

/// A text of some length, cut at the end of a sentence or a word.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
    let head = &text[..end];
    match head.rfind([';', '.', '!', '?', '。']).filter(|&at| at > end / 2) {
        Some(at) if !head[at..].starts_with(';') => head[..at + head[at..].chars().next().map_or(1, char::len_utf8)].to_owned(),
        _ => format!("{} …", head.rsplit_once(' ').map_or(head, |(words, _)| words).trim_end_matches([',', ';', ':', ' '])),
    }
}

/// What stands at the foot of all pages: the files for programs. `up` leads to the folder of the site.
pub(super) fn foot(out: &mut Markup, up: &str, language: &str) {
    let words = site_words(language);
    let foreign = if language.starts_with(words.language) { "" } else { words.language };
    out.open("footer", &[("class", "foot"), ("lang", foreign)]);
    out.raw("\n");
    out.line("p", &[], words.feeds);
    out.open("ul", &[]);
    out.raw("\n");
    let files = [("opds.xml", "OPDS 1.2"), ("opds.json", "OPDS 2.0"), ("feed.xml", "Atom"), ("onix.xml", "ONIX"), (SUMS, words.checksums)];
    for (file, name) in files {
        out.open("li", &[]);
        link(out, &format!("{up}{file}"), name);
        out.close_line();
    }
    out.close_line();
    out.close_line();
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn descriptions_end_with_a_sentence_or_a_word() {
        assert_eq!(shortened("Short."), "Short.");
        let sentences = format!("{} End. {}", "word ".repeat(35).trim(), "more ".repeat(40));
        assert!(shortened(&sentences).ends_with("End."), "{}", shortened(&sentences));
        assert!(shortened(&"word ".repeat(80)).ends_with("word …"));
        assert!(shortened(&"字".repeat(400)).starts_with('字'));
    }
}
