//! The page for addresses where nothing is. A server sends it for any address, so that relative links in it would lead astray.

use super::books::BookCatalogue;
use super::page::{PageHead, link, page};
use crate::html::markup::Markup;
use crate::language::site_words;

/// The page, with a link to the catalogue if the site's address is known.
pub(super) fn page_text(catalogue: &BookCatalogue) -> String {
    let words = site_words(catalogue.language());
    let mut out = Markup::default();
    out.open("main", &[]);
    out.raw("\n");
    out.line("h1", &[], words.not_found);
    out.line("p", &[("class", "about")], words.gone);
    if let Some(url) = &catalogue.url {
        out.open("p", &[("class", "about")]);
        link(&mut out, url, words.all_books);
        out.close_line();
    }
    out.close_line();
    let head = PageHead { language: words.language, title: words.not_found, description: "", more: String::new() };
    page(&head, "catalogue", &out.finish().text)
}
