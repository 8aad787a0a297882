//! What all pages of a site share: the head with its style sheet, and pieces of their text. Each page holds its own style, so that
//! nothing else has to arrive before it can be read.

use crate::html::markup::Markup;
use crate::language::right_to_left;
use crate::source::xml::escape;

/// The style sheet.
const SHEET: &str = include_str!("site.css");

/// What a page may fetch: pictures of its own site and nothing else.
const POLICY: &str = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// What stands in the head of a page.
pub(super) struct PageHead<'p> {
    /// BCP 47 tag of the page's language.
    pub(super) language: &'p str,
    /// The title of the window.
    pub(super) title: &'p str,
    /// A sentence or two for search engines; empty if there is none.
    pub(super) description: &'p str,
    /// Other elements of the head, as markup.
    pub(super) more: String,
}

/// A page of these parts; `body` is markup.
pub(super) fn page(head: &PageHead, class: &str, body: &str) -> String {
    let direction = if right_to_left(head.language) { " dir=\"rtl\"" } else { "" };
    let description = match head.description {
        "" => String::new(),
        words => format!("<meta name=\"description\" content=\"{}\">\n", escape(words)),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"{direction}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <title>{}</title>\n{description}<meta name=\"generator\" content=\"Bindery {}\">\n{}<style>\n{SHEET}</style>\n</head>\n\
         <body class=\"{class}\">\n<div class=\"sheet\">\n{body}</div>\n</body>\n</html>\n",
        escape(head.language),
        escape(head.title),
        env!("CARGO_PKG_VERSION"),
        head.more,
    )
}

/// A link in the head.
pub(super) fn head_link(relation: &str, media_type: &str, address: &str, title: &str) -> String {
    let [address, title] = [address, title].map(escape);
    format!("<link rel=\"{relation}\" type=\"{media_type}\" href=\"{address}\" title=\"{title}\">\n")
}

/// A property of OpenGraph in the head.
pub(super) fn graph(property: &str, content: &str) -> String {
    format!("<meta property=\"{property}\" content=\"{}\">\n", escape(content))
}

/// A link in the text.
pub(super) fn link(out: &mut Markup, address: &str, words: &str) {
    out.open("a", &[("href", address)]);
    out.text(words);
    out.close();
}

/// A sentence with something in the place of `{}`.
pub(super) fn filled(sentence: &str, with: &str) -> String {
    sentence.replacen("{}", with, 1)
}

/// Data for search engines (schema.org), as an element of the head.
pub(super) fn data(data: &serde_json::Value) -> String {
    // Nothing in it may end the element.
    let text = data.to_string().replace('<', "\\u003c");
    format!("<script type=\"application/ld+json\">{text}</script>\n")
}

/// Paragraphs of a text that empty lines or ends of lines part.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}
