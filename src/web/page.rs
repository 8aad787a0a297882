//! The shell round the text of each page.

use super::linked;
use super::site::{PageContent, UnwrittenPage, WebSite};
use super::style::SHEET;
use crate::html::markup::Markup;
use crate::html::places::INDEX;

/// What a page may load, and from where: nothing but its own folder's styles, faces and pictures. Attributes declare the sizes of pictures and
/// beside which mark a note stands.
const POLICY: &str = "default-src 'none'; img-src 'self' data:; font-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'";

impl WebSite<'_> {
    /// The whole file of a page.
    pub(super) fn document(&self, page: &UnwrittenPage) -> String {
        let body = self.body(page);
        let writer = self.writer;
        let mut out = Markup::html();
        out.raw("<!DOCTYPE html>\n");
        let direction = if self.is_to_left() { "rtl" } else { "ltr" };
        out.open("html", &[("lang", &writer.book().language), ("dir", direction)]);
        out.raw("\n");
        self.head(&mut out, page);
        let kind = match page.inside {
            PageContent::Whole => "whole",
            PageContent::Index => "index",
            PageContent::Chapter(_) | PageContent::Commentary => "leaf",
        };
        let beside = if writer.places.has_beside(&page.file) { " with-notes" } else { "" };
        out.open("body", &[("class", &format!("{kind}{beside}"))]);
        out.raw("\n");
        if kind == "leaf" {
            out.open("header", &[("class", "running")]);
            out.open("a", &[("href", INDEX)]);
            out.text(writer.title());
            out.close();
            out.close_line();
        }
        out.open("main", &[]);
        out.raw("\n");
        out.raw(&body);
        out.close_line();
        self.turning(&mut out, page);
        out.close_line();
        out.close_line();
        out.finish().text
    }

    /// The head of a page: what programs and those who share a link are told.
    fn head(&self, out: &mut Markup, page: &UnwrittenPage) {
        let writer = self.writer;
        let metadata = &writer.book().metadata;
        let title = if page.index == 0 || page.title == writer.title() {
            page.title.clone()
        } else {
            format!("{} – {}", page.title, writer.title())
        };
        let authors = metadata.author_line();
        let named = |out: &mut Markup, name: &str, content: &str| {
            if !content.is_empty() {
                out.empty("meta", &[("name", name), ("content", content)]);
                out.raw("\n");
            }
        };
        out.open("head", &[]);
        out.raw("\n");
        out.empty("meta", &[("charset", "utf-8")]);
        out.raw("\n");
        out.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
        out.raw("\n");
        named(out, "viewport", "width=device-width, initial-scale=1");
        out.line("title", &[], &title);
        named(out, "author", &authors);
        named(out, "description", metadata.description.as_deref().filter(|_| page.index == 0).unwrap_or_default());
        named(out, "color-scheme", "light dark");
        named(out, "generator", "Bindery");
        linked::shared(out, self, page, &title);
        out.empty("link", &[("rel", "stylesheet"), ("href", SHEET)]);
        out.raw("\n");
        let neighbours = [("prev", page.index.checked_sub(1)), ("next", Some(page.index + 1))];
        for (way, other) in neighbours {
            if let Some(other) = other.and_then(|other| self.pages.get(other)) {
                out.empty("link", &[("rel", way), ("href", &other.file)]);
                out.raw("\n");
            }
        }
        linked::data(out, self, page);
        out.close_line();
    }
}
