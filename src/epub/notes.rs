//! The chapters that notes are gathered in: the author's notes, and the commentary with its introduction and voices.
//! Each entry is an `aside` that readers may show as a popup; it begins with the way back.

use super::blocks::{self, heading_tag};
use super::xhtml::{self, Markup};
use super::{Writer, inlines};
use crate::book::{BlockId, BlockKind, NoteId, NoteKind, SectionId};
use crate::edition::{Entry, EntryId, Place, Series};
use std::collections::BTreeSet;

/// The chapter of the author's notes, by chapter of the text.
pub(super) fn notes(writer: &Writer) -> String {
    let mut out = Markup::default();
    begin(&mut out, "notes", writer.words.notes);
    let mut chapter = usize::MAX;
    for (id, entry) in shown(writer, Series::Author) {
        if entry.chapter != chapter {
            chapter = entry.chapter;
            group(&mut out, 2, &chapter_title(writer, chapter), &chapter_file(writer, chapter));
        }
        aside(&mut out, writer, id, entry);
    }
    out.close_line();
    out.finish()
}

/// The chapter of the commentary: introduction, voices, then the comments by section of the text.
pub(super) fn commentary(writer: &Writer) -> String {
    let book = writer.book();
    let mut out = Markup::default();
    begin(&mut out, "commentary", writer.words.commentary);
    if !book.introduction.is_empty() {
        out.line("h2", &[("id", "commentary-introduction")], writer.words.introduction);
        blocks::blocks(&mut out, writer, &book.introduction, true);
    }
    if !book.voices.is_empty() {
        out.open("ul", &[("class", "voices")]);
        for voice in &book.voices {
            out.open("li", &[("class", &format!("voice-{}", xhtml::class(&voice.key)))]);
            out.open("b", &[("class", "label")]);
            out.text(&voice.label);
            out.close();
            out.text(&format!(" {}", voice.name));
            out.close();
        }
        out.close_line();
    }
    let mut chapter = usize::MAX;
    let mut done: BTreeSet<SectionId> = BTreeSet::new();
    for (id, entry) in shown(writer, Series::Commentary) {
        let section = writer.places.section_of(entry.at.block);
        if entry.chapter != chapter {
            chapter = entry.chapter;
            let opens = book.chapters.get(chapter).and_then(|chapter| chapter.heading);
            done.extend(opens);
            group(&mut out, 2, &chapter_title(writer, chapter), &chapter_file(writer, chapter));
        }
        // The headings that lead down to the entry's section and have not been shown yet.
        let mut path: Vec<SectionId> = std::iter::successors(section, |&id| book.section(id).parent).collect();
        path.reverse();
        let base = path.first().map_or(0, |&id| usize::from(!is_chapter(writer, id)));
        for (depth, &id) in path.iter().enumerate() {
            if done.insert(id) {
                let level = u8::try_from(2 + base + depth).unwrap_or(6);
                group(&mut out, level, &book.section(id).title, &writer.places.section(id).unwrap_or_default());
            }
        }
        aside(&mut out, writer, id, entry);
    }
    out.close_line();
    out.finish()
}

fn is_chapter(writer: &Writer, id: SectionId) -> bool {
    writer.book().chapters.iter().any(|chapter| chapter.heading == Some(id))
}

fn shown<'w>(writer: &'w Writer, series: Series) -> impl Iterator<Item = (EntryId, &'w Entry)> {
    writer.edition.entries().filter(move |(_, entry)| entry.series == series && entry.place != Place::Omitted)
}

fn begin(out: &mut Markup, id: &'static str, title: &str) {
    let heading = format!("{id}-title");
    out.open(
        "section",
        &[("id", id), ("class", "gathered"), ("epub:type", "endnotes"), ("role", "doc-endnotes"), ("aria-labelledby", &heading)],
    );
    out.raw("\n");
    out.line("h1", &[("id", &heading)], title);
}

/// A heading that leads back to what the notes under it are on.
fn group(out: &mut Markup, level: u8, title: &str, address: &str) {
    out.open(heading_tag(level), &[]);
    out.open("a", &[("href", address)]);
    out.text(title);
    out.close();
    out.close_line();
}

fn chapter_title(writer: &Writer, chapter: usize) -> String {
    match writer.book().chapters.get(chapter) {
        Some(_) => writer.chapter_title(chapter),
        None => writer.words.commentary.to_owned(),
    }
}

fn chapter_file(writer: &Writer, chapter: usize) -> String {
    writer.places.chapters.get(chapter).cloned().unwrap_or_else(|| super::places::COMMENTARY.to_owned())
}

fn aside(out: &mut Markup, writer: &Writer, id: EntryId, entry: &Entry) {
    let class = if entry.series == Series::Author { "note" } else { "comment" };
    out.open("aside", &[("id", &writer.places.note_id(id)), ("class", class), ("epub:type", "footnote"), ("role", "doc-footnote")]);
    out.raw("\n");
    match entry.series {
        Series::Author => author(out, writer, id, entry),
        Series::Commentary => comment(out, writer, id, entry),
    }
    out.close_line();
}

fn back(out: &mut Markup, writer: &Writer, id: EntryId, entry: &Entry) {
    let label = format!("{}: {}", writer.words.back, entry.mark);
    let address = writer.places.mark(id).unwrap_or_default();
    out.open("a", &[("epub:type", "backlink"), ("role", "doc-backlink"), ("class", "back"), ("href", &address), ("aria-label", &label)]);
    out.text(&entry.mark);
    out.close();
    out.text(" ");
}

/// The way back stands in the note's first paragraph, so that number and words share a line.
fn author(out: &mut Markup, writer: &Writer, id: EntryId, entry: &Entry) {
    for &note in &entry.notes {
        let inside = &writer.book().note(note).blocks;
        let rest = lead(out, writer, inside, "first", |out| back(out, writer, id, entry));
        blocks::blocks(out, writer, rest, false);
    }
}

fn comment(out: &mut Markup, writer: &Writer, id: EntryId, entry: &Entry) {
    out.open("p", &[("class", "entry")]);
    back(out, writer, id, entry);
    if let Some(lemma) = &entry.lemma {
        out.open("span", &[("class", "lemma")]);
        out.text(lemma);
        out.close();
    }
    out.close_line();
    for &note in &entry.notes {
        voice(out, writer, note);
    }
}

/// What one voice says, its label first.
fn voice(out: &mut Markup, writer: &Writer, note: NoteId) {
    let book = writer.book();
    let said = book.note(note);
    let key = match &said.kind {
        NoteKind::Comment(comment) => xhtml::class(&book.voice(comment.voice).key),
        NoteKind::Footnote(_) => String::new(),
    };
    let id = said.id.as_deref().map(xhtml::id).unwrap_or_default();
    out.open("div", &[("class", &format!("voice voice-{key}")), ("id", &id)]);
    out.raw("\n");
    let rest = lead(out, writer, &said.blocks, "first", |out| {
        if let Some(label) = writer.edition.voice_label(note) {
            out.open("b", &[("class", "label")]);
            out.text(label);
            out.close();
            out.text(" ");
        }
    });
    blocks::blocks(out, writer, rest, false);
    out.close_line();
}

/// Writes the first paragraph with something before its words; a paragraph of its own if the note begins with another
/// block. Hands back the blocks still to be written.
fn lead<'b>(out: &mut Markup, writer: &Writer, inside: &'b [BlockId], class: &str, before: impl FnOnce(&mut Markup)) -> &'b [BlockId] {
    let first = inside.first().map(|&id| (id, writer.book().block(id)));
    let (prose, rest) = match first {
        Some((id, block)) => match &block.kind {
            BlockKind::Paragraph(prose) => (Some((id, prose)), &inside[1..]),
            _ => (None, inside),
        },
        None => (None, inside),
    };
    let id = prose.map(|(id, _)| writer.places.block_id(id)).unwrap_or_default();
    out.open("p", &[("class", class), ("id", &id)]);
    before(out);
    if let Some((id, prose)) = prose {
        inlines::prose(out, writer, id, prose, inlines::Manner::default());
    }
    out.close_line();
    rest
}
