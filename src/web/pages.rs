//! The pages of a web edition, and what stands on each.

use super::contents;
use super::site::{PageContent, UnwrittenPage, WebSite, cover_path};
use crate::book::{ChapterId, Matter};
use crate::html::markup::Markup;
use crate::html::notes::{self, NoteGroup, NotesDocument};
use crate::html::places::INDEX;
use crate::html::writer::DocumentWriter;
use crate::html::{chapters, commentary, front};

/// The pages, in reading order.
pub(super) fn pages(writer: &DocumentWriter) -> Vec<UnwrittenPage> {
    let mut pages = Vec::new();
    let mut add = |file: &str, title: &str, inside| {
        pages.push(UnwrittenPage { file: file.to_owned(), title: title.to_owned(), index: pages.len(), inside });
    };
    if writer.places.medium.is_one_page() {
        add(INDEX, writer.title(), PageContent::Whole);
        return pages;
    }
    add(INDEX, writer.title(), PageContent::Index);
    for index in flow(writer) {
        add(&writer.places.chapters[index], &writer.chapter_title(index), PageContent::Chapter(index));
    }
    if writer.places.has.commentary {
        add(writer.places.commentary(), writer.words.commentary, PageContent::Commentary);
    }
    pages
}

/// The chapters that are read one after the other, without the author's own title and copyright pages.
fn flow<'w>(writer: &'w DocumentWriter) -> impl Iterator<Item = usize> + 'w {
    let chapters = writer.book().chapters.iter().enumerate();
    chapters.filter(|(_, chapter)| writer.edition.shows(chapter) && !chapter.matter.opens_the_book()).map(|(index, _)| index)
}

/// The author's own page of a kind.
fn own(writer: &DocumentWriter, matter: Matter) -> Option<usize> {
    writer.book().chapters.iter().position(|chapter| chapter.matter == matter)
}

impl WebSite<'_> {
    /// The inside of a page's main part.
    pub(super) fn body(&self, page: &UnwrittenPage) -> String {
        match page.inside {
            PageContent::Whole => self.whole(),
            PageContent::Index => self.index(),
            PageContent::Chapter(index) => self.chapter(index),
            PageContent::Commentary => commentary::commentary(self.writer, 0).text + &self.notes(&page.file),
        }
    }

    /// An essay: its title, the text, and what stands behind it.
    fn whole(&self) -> String {
        let writer = self.writer;
        let contents = contents::above_text(writer);
        let mut text = String::new();
        let mut headed = false;
        if own(writer, Matter::TitlePage).is_some() || !writer.edition.plan.title_above {
            text += &(self.title() + &contents);
            headed = true;
        }
        for index in flow(writer) {
            if !headed && writer.heads(index) {
                headed = true;
                text += &chapters::headed(writer, index, &contents).text;
            } else {
                text += &chapters::chapter(writer, index, 0).text;
            }
        }
        if writer.places.has.commentary {
            text += &commentary::commentary(writer, 0).text;
        }
        text + &self.notes(INDEX) + &self.downloads() + &self.copyright()
    }

    /// The page that a book opens with.
    fn index(&self) -> String {
        let writer = self.writer;
        let mut out = writer.markup();
        out.open("div", &[("class", "opening")]);
        out.raw("\n");
        self.cover_picture(&mut out);
        out.raw(&self.title());
        out.close_line();
        if let Some(description) = &writer.book().metadata.description {
            out.line("p", &[("class", "description")], description);
        }
        let contents = contents::of_book(writer);
        out.raw(&if contents.is_empty() { self.reading_order() } else { contents });
        out.finish().text + &self.downloads() + &self.copyright()
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

    /// The contents of a book without headings: its pages.
    fn reading_order(&self) -> String {
        let mut out = self.writer.markup();
        out.open("nav", &[("class", "contents"), ("role", "doc-toc"), ("aria-labelledby", "contents-title")]);
        out.line("h2", &[("class", "contents-title"), ("id", "contents-title")], self.writer.words.contents);
        out.open("ol", &[]);
        for page in self.pages.iter().skip(1) {
            out.open("li", &[]);
            out.line("a", &[("href", &page.file)], &page.title);
            out.close_line();
        }
        out.close_line();
        out.close_line();
        out.finish().text
    }

    /// The title page, made or the author's own.
    fn title(&self) -> String {
        let own = own(self.writer, Matter::TitlePage).or_else(|| own(self.writer, Matter::HalfTitle));
        own.map_or_else(|| front::title(self.writer), |own| chapters::chapter(self.writer, own, 0)).text
    }

    /// What a copyright page says, made or the author's own.
    fn copyright(&self) -> String {
        let writer = self.writer;
        match own(writer, Matter::Copyright) {
            Some(own) => chapters::chapter(writer, own, 0).text,
            None if writer.edition.plan.copyright || writer.edition.plan.colophon => front::copyright(writer).text,
            None => String::new(),
        }
    }

    /// A chapter, below the title of the part that it opens, and its notes.
    fn chapter(&self, index: usize) -> String {
        let mut out = self.writer.markup();
        if let Some(part) = &self.writer.book().chapters[index].part {
            out.line("p", &[("class", "part-title")], part);
        }
        out.raw(&chapters::chapter(self.writer, index, 0).text);
        out.finish().text + &self.notes(&self.writer.places.chapters[index])
    }

    /// The author's notes on a page; empty without any.
    fn notes(&self, file: &str) -> String {
        let writer = self.writer;
        let Some(entries) = self.notes.get(file) else { return String::new() };
        let mut out = writer.markup();
        let document = NotesDocument { id: "notes", kind: "", role: "doc-endnotes", title: writer.words.notes, level: 2 };
        document.begin(&mut out, 0);
        let mut chapter: Option<Option<ChapterId>> = None;
        // Where each chapter has its own numbers, its title says whose they are.
        let grouped = writer.places.medium.is_one_page() && !writer.edition.plan.runs_on;
        let several = entries.iter().any(|&id| writer.edition.entry(id).chapter != writer.edition.entry(entries[0]).chapter);
        for &id in *entries {
            let entry = writer.edition.entry(id);
            if grouped && several && chapter != Some(entry.chapter) {
                chapter = Some(entry.chapter);
                let address = entry.chapter.and_then(|chapter| writer.places.chapter_start(chapter)).unwrap_or_default();
                let address = writer.local(address);
                NoteGroup { level: 3, title: &notes::chapter_title(writer, entry.chapter), id: "", address: &address }.write(&mut out);
            }
            notes::note(&mut out, writer, id, entry);
            // Comments on the words of a footnote stand behind it.
            for &footnote in &entry.notes {
                notes::between(&mut out, writer, &writer.book().note(footnote).blocks);
            }
        }
        out.close_line();
        out.finish().text
    }

    /// What may be taken home.
    fn downloads(&self) -> String {
        let mut out = self.writer.markup();
        if self.request.downloads.is_empty() {
            return String::new();
        }
        out.open("ul", &[("class", "downloads")]);
        out.raw("\n");
        for download in &self.request.downloads {
            out.open("li", &[]);
            out.open("a", &[("href", &download.address), ("type", &download.media_type)]);
            out.text(&download.title);
            out.close();
            out.close_line();
        }
        out.close_line();
        out.finish().text
    }

    /// The links to the page before and the page behind a page of a book, and to its contents.
    pub(super) fn turning(&self, out: &mut Markup, page: &UnwrittenPage) {
        let at = page.index;
        if self.pages.len() < 2 {
            return;
        }
        let [before, behind] = if self.is_to_left() { ["→\u{A0}", "\u{A0}←"] } else { ["←\u{A0}", "\u{A0}→"] };
        out.open("nav", &[("class", "turning"), ("aria-label", self.writer.title())]);
        out.raw("\n");
        if let Some(previous) = at.checked_sub(1).and_then(|previous| self.pages.get(previous)) {
            out.open("a", &[("rel", "prev"), ("href", &previous.file)]);
            out.text(&format!("{before}{}", previous.title));
            out.close_line();
        }
        if at > 1 {
            out.line("a", &[("class", "up"), ("href", INDEX)], self.writer.words.contents);
        }
        if let Some(next) = self.pages.get(at + 1) {
            out.open("a", &[("rel", "next"), ("href", &next.file)]);
            out.text(&format!("{}{behind}", next.title));
            out.close_line();
        }
        out.close_line();
    }
}
