//! Pages made of the metadata: cover, title page, copyright page; and the title pages of parts.

use super::markup::{Markup, WrittenMarkup};
use super::writer::DocumentWriter;
use crate::book::{Identifier, Style, StyledWords};
use crate::edition::TitleLine;
use crate::language::language;

/// The page that shows the cover.
pub(crate) fn cover(writer: &DocumentWriter, image: &str) -> WrittenMarkup {
    let mut out = writer.markup();
    let metadata = &writer.book().metadata;
    let authors = metadata.author_line();
    let alt = [writer.words.cover, ": ", &metadata.title, if authors.is_empty() { "" } else { ", " }, &authors].concat();
    out.open("section", &[("class", "cover"), ("epub:type", "cover"), ("aria-label", writer.words.cover)]);
    out.empty("img", &[("src", image), ("role", "doc-cover"), ("alt", &alt)]);
    out.close_line();
    out.finish()
}

/// The half title: the title alone.
pub(crate) fn half_title(writer: &DocumentWriter) -> WrittenMarkup {
    let mut out = writer.markup();
    out.open("section", &[("class", "title-page"), ("epub:type", "halftitlepage"), ("aria-label", writer.title())]);
    out.raw("\n");
    out.open("p", &[("class", "half-title")]);
    words(&mut out, &writer.styled_title());
    out.close_line();
    out.close_line();
    out.finish()
}

/// The title above a text with what stands below it, and then the contents, if they stand there; `title` writes a heading of the text's
/// that the title is.
pub(crate) fn head(out: &mut Markup, writer: &DocumentWriter, title: Option<impl FnOnce(&mut Markup)>, contents: &str) {
    // A header and no `hgroup`, in which EPUBCheck 4.2.6 takes no paragraph.
    out.open("header", &[("class", "head")]);
    out.raw("\n");
    match title {
        Some(title) => title(out),
        None => {
            out.open("h1", &[("id", "book-title"), ("epub:type", "title")]);
            words(out, &writer.styled_title());
            out.close_line();
        }
    }
    for line in writer.edition.title_page(writer.words) {
        match line {
            TitleLine::Series(_) | TitleLine::Publisher(_) => {}
            other => title_line(out, other),
        }
    }
    let metadata = &writer.book().metadata;
    if let Some(date) = &metadata.date {
        out.line("p", &[("class", "date")], &language(&metadata.language).date(date));
    }
    out.close_line();
    out.raw(contents);
}

/// A line of a title page, below the title.
fn title_line(out: &mut Markup, line: TitleLine) {
    match line {
        TitleLine::Subtitle(subtitle) => {
            out.open("p", &[("class", "subtitle"), ("epub:type", "subtitle"), ("role", "doc-subtitle")]);
            words(out, &subtitle);
            out.close_line();
        }
        TitleLine::Author(name) => out.line("p", &[("class", "author")], name),
        TitleLine::Contributor { role, name } => out.line("p", &[("class", "other")], format!("{role} {name}").trim_start()),
        TitleLine::Series(series) => out.line("p", &[("class", "series")], &series),
        TitleLine::Publisher(publisher) => out.line("p", &[("class", "publisher")], publisher),
    }
}

/// The title page.
pub(crate) fn title(writer: &DocumentWriter) -> WrittenMarkup {
    let mut out = writer.markup();
    out.open("section", &[("class", "title-page"), ("epub:type", "titlepage"), ("aria-labelledby", "book-title")]);
    out.raw("\n");
    out.open("h1", &[("id", "book-title"), ("epub:type", "title")]);
    words(&mut out, &writer.styled_title());
    out.close_line();
    for line in writer.edition.title_page(writer.words) {
        title_line(&mut out, line);
    }
    out.close_line();
    out.finish()
}

/// Words with their emphasis.
fn words(out: &mut Markup, words: &StyledWords) {
    for piece in words.pieces() {
        let tags = [(Style::EMPHASIS, "em"), (Style::STRONG, "strong")].into_iter().filter(|(style, _)| piece.style.has(*style));
        let open = tags.map(|(_, tag)| out.open(tag, &[])).count();
        out.text(&words.words[piece.range]);
        (0..open).for_each(|_| out.close());
    }
}

/// The copyright page.
pub(crate) fn copyright(writer: &DocumentWriter) -> WrittenMarkup {
    let mut out = writer.markup();
    out.open("section", &[("class", "copyright-page"), ("epub:type", "copyright-page"), ("aria-label", writer.words.copyright)]);
    out.raw("\n");
    if writer.edition.plan.copyright {
        rights(&mut out, writer);
    }
    if writer.edition.plan.colophon {
        colophon(&mut out, writer);
    }
    out.close_line();
    out.finish()
}

/// What says whose the book is and where it appeared.
fn rights(out: &mut Markup, writer: &DocumentWriter) {
    let metadata = &writer.book().metadata;
    out.open("p", &[]);
    out.open("cite", &[]);
    out.text(writer.title());
    out.close();
    out.close_line();
    let authors = metadata.author_line();
    if !authors.is_empty() {
        out.line("p", &[], &authors);
    }
    for person in writer.edition.people().filter(|person| !writer.words.role(person.role()).is_empty()) {
        out.line("p", &[], &format!("{} {}", writer.words.role(person.role()), person.name));
    }
    let date = metadata.date.as_deref().map(|date| language(&metadata.language).date(date));
    let imprint: Vec<&str> = [&metadata.publisher, &date].into_iter().flatten().map(String::as_str).collect();
    if !imprint.is_empty() {
        out.line("p", &[("class", "gap")], &imprint.join(", "));
    }
    if let Some(rights) = &metadata.rights {
        out.line("p", &[("class", "gap")], rights);
    }
    for (index, line) in metadata.isbn_lines().iter().enumerate() {
        out.line("p", &[("class", if index == 0 { "gap" } else { "" })], line);
    }
    match metadata.identifier() {
        Identifier::Isbn(_) => {}
        Identifier::Other(text) => out.line("p", &[("class", "gap")], &text),
        // Made by us for machines; nobody reads it.
        Identifier::Uuid(_) => {}
    }
}

/// What says how the book was made.
fn colophon(out: &mut Markup, writer: &DocumentWriter) {
    let book = writer.book();
    let words_in = language(&book.language).words_in;
    // The author's own words are in the language of the book.
    let foreign = if book.words.bound.is_some() || book.language.starts_with(words_in) { "" } else { words_in };
    out.line("p", &[("class", "gap bound"), ("lang", foreign), ("xml:lang", foreign)], writer.words.bound);
}

/// The title page of a part.
pub(crate) fn part(title: &str) -> WrittenMarkup {
    let mut out = Markup::default();
    out.open("section", &[("class", "part"), ("epub:type", "part"), ("role", "doc-part"), ("aria-labelledby", "part-title")]);
    out.raw("\n");
    out.line("h1", &[("id", "part-title")], title);
    out.close_line();
    out.finish()
}
