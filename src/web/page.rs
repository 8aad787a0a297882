//! The shell round the text of each page.

use super::pages::{PageContent, UnwrittenPage};
use super::style::SHEET;
use super::{WebCover, WebRequest, linked};
use crate::edition::EntryId;
use crate::html::markup::Markup;
use crate::html::places::{DocumentPlaces, INDEX};
use crate::html::writer::DocumentWriter;
use crate::language::right_to_left;
use std::collections::BTreeMap;

/// What a page may load, and from where: nothing but its own folder's styles, faces and pictures. Attributes declare the sizes of pictures and
/// beside which mark a note stands.
const POLICY: &str = "default-src 'none'; img-src 'self' data:; font-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The path of the cover.
pub(super) fn cover_path(cover: &WebCover) -> String {
    format!("cover.{}", cover.ending)
}

/// What a page is written from.
pub(super) struct WebSite<'s> {
    /// What the page is written with.
    pub(super) writer: &'s DocumentWriter<'s>,
    pub(super) request: &'s WebRequest,
    /// The pages, in reading order.
    pub(super) pages: &'s [UnwrittenPage],
    /// The cover, if there is one.
    pub(super) cover: Option<&'s WebCover>,
    /// The author's notes on each page, by its path.
    pub(super) notes: &'s BTreeMap<&'s str, &'s [EntryId]>,
}

/// The author's notes at the foot of each page, by its path.
pub(super) fn notes_of_pages<'p>(places: &'p DocumentPlaces) -> BTreeMap<&'p str, &'p [EntryId]> {
    places.gathered.author.iter().map(|(file, entries)| (file.as_str(), entries.as_slice())).collect()
}

impl WebSite<'_> {
    /// Whether the book is read from right to left.
    pub(super) fn is_to_left(&self) -> bool {
        right_to_left(&self.writer.book().language)
    }

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
        let title = if page.index == 0 || page.title == writer.title() { page.title.clone() } else { format!("{} – {}", page.title, writer.title()) };
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

    /// The picture of the cover on the page that a book opens with.
    pub(super) fn cover_picture(&self, out: &mut Markup) {
        let Some(cover) = self.cover else { return };
        let metadata = &self.writer.book().metadata;
        let authors = metadata.author_line();
        let words = [self.writer.words.cover, ": ", self.writer.title(), if authors.is_empty() { "" } else { ", " }, &authors].concat();
        out.empty("img", &[("class", "cover"), ("src", &cover_path(cover)), ("role", "doc-cover"), ("alt", &words)]);
        out.raw("\n");
    }
}
