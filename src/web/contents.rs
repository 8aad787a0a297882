//! The contents of a web edition.

use crate::book::toc::{ContentsEntry, ContentsTarget};
use crate::book::{Style, StyledWords};
use crate::edition::{self, ContentsPlace};
use crate::html::markup::Markup;
use crate::html::writer::DocumentWriter;

/// The contents of a book, on its index page.
pub(super) fn of_book(writer: &DocumentWriter) -> String {
    let entries = edition::text_contents(writer.edition, writer.config.contents_depth);
    let commentary = writer.places.has.commentary.then(|| ContentsEntry {
        target: ContentsTarget::Commentary,
        title: StyledWords::plain(writer.words.commentary),
        author: None,
        children: Vec::new(),
    });
    let entries: Vec<ContentsEntry> = entries.into_iter().chain(commentary).collect();
    list(writer, &entries, "h2")
}

/// The contents that stand above a text, if any do.
pub(super) fn above_text(writer: &DocumentWriter) -> String {
    if writer.edition.plan.contents == ContentsPlace::Nowhere {
        return String::new();
    }
    let entries = edition::listed(writer.edition, writer.config.contents_depth);
    let told = entries.len() > 1 || entries.iter().any(|only| !only.children.is_empty() || writer.edition.plan.contents_asked);
    if told { list(writer, &entries, "p") } else { String::new() }
}

/// A list of contents under its title.
fn list(writer: &DocumentWriter, entries: &[ContentsEntry], heading: &'static str) -> String {
    let mut out = writer.markup();
    let listed: Vec<&ContentsEntry> = entries.iter().filter(|entry| address(writer, entry).is_some()).collect();
    if listed.is_empty() {
        return String::new();
    }
    out.open("nav", &[("class", "contents"), ("role", "doc-toc"), ("aria-labelledby", "contents-title")]);
    out.raw("\n");
    out.line(heading, &[("class", "contents-title"), ("id", "contents-title")], writer.words.contents);
    nested(&mut out, writer, entries);
    out.close_line();
    out.finish().text
}

fn nested(out: &mut Markup, writer: &DocumentWriter, entries: &[ContentsEntry]) {
    let listed: Vec<(&ContentsEntry, String)> = entries.iter().filter_map(|entry| Some((entry, address(writer, entry)?))).collect();
    if listed.is_empty() {
        return;
    }
    out.open("ol", &[]);
    out.raw("\n");
    for (entry, address) in listed {
        out.open("li", &[]);
        out.open("a", &[("href", &address)]);
        words(out, &entry.title);
        out.close();
        if let Some(author) = &entry.author {
            out.text(" – ");
            out.open("em", &[]);
            out.text(author);
            out.close();
        }
        nested(out, writer, &entry.children);
        out.close_line();
    }
    out.close_line();
}

/// Where an entry leads; none if that is not on any page.
fn address(writer: &DocumentWriter, entry: &ContentsEntry) -> Option<String> {
    let places = &writer.places;
    let address = match entry.target {
        ContentsTarget::Part(chapter) => places.parts.get(&chapter.index())?.clone(),
        ContentsTarget::Section(section) => places.section(section)?,
        ContentsTarget::Introduction => format!("{}#commentary-introduction", places.commentary()),
        ContentsTarget::Commentary => format!("{}#commentary", places.commentary()),
        ContentsTarget::Figure(id) | ContentsTarget::Table(id) => places.block(id)?,
    };
    Some(writer.local(address))
}

/// Words with what is stressed, raised or lowered in them.
fn words(out: &mut Markup, words: &StyledWords) {
    if words.words.trim().is_empty() {
        return out.text("—");
    }
    for piece in words.pieces() {
        let tags = [(Style::EMPHASIS, "em"), (Style::SUPERSCRIPT, "sup"), (Style::SUBSCRIPT, "sub"), (Style::CODE, "code")];
        let open = tags.into_iter().filter(|(style, _)| piece.style.has(*style)).map(|(_, tag)| out.open(tag, &[])).count();
        out.text(&words.words[piece.range]);
        (0..open).for_each(|_| out.close());
    }
}
