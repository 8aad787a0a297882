//! Notes: the chapter that the author's are gathered in, and how any note is written, whichever chapter holds it.
//!
//! A note that readers may show as a popup is an `aside` of type `footnote`. One that stands between the paragraphs is an `aside`
//! with the role of a note and no such type, because readers hide footnotes from the text they show. A plain note in a chapter
//! of notes is a `div`: DPUB-ARIA 1.1 deprecates `doc-endnote`, and EPUBCheck warns of it.

use super::blocks::{self, heading_tag};
use super::inlines;
use super::markup::{Markup, WrittenMarkup};
use super::writer::DocumentWriter;
use crate::book::{BlockId, BlockKind, ChapterId, NoteId, NoteKind};
use crate::edition::{EntryId, NoteEntry, NotePlacement, NoteSeries};
use crate::source::xml;

/// Writes a document of the author's notes, by chapter of the text.
pub(crate) fn notes(writer: &DocumentWriter, part: usize) -> WrittenMarkup {
    let mut out = writer.markup();
    let document = NotesDocument { id: "notes", kind: "endnotes", role: "doc-endnotes", title: writer.words.notes, level: 1 };
    document.begin(&mut out, part);
    let mut chapter = None;
    for &id in &writer.places.gathered.author[part].1 {
        let entry = writer.edition.entry(id);
        if chapter != Some(entry.chapter) {
            chapter = Some(entry.chapter);
            let file = entry.chapter.filter(|_| writer.edition.has_text());
            let address = file.map_or(super::places::COMMENTARY, |chapter| writer.places.file_of(chapter));
            NoteGroup { level: 2, title: &chapter_title(writer, entry.chapter), id: "", address }.write(&mut out);
        }
        note(&mut out, writer, id, entry);
        // Comments on the words of a footnote stand behind it.
        for &footnote in &entry.notes {
            between(&mut out, writer, &writer.book().note(footnote).blocks);
        }
    }
    out.close_line();
    out.finish()
}

/// The comments that stand behind some blocks of the text.
pub(crate) fn between(out: &mut Markup, writer: &DocumentWriter, blocks: &[BlockId]) {
    for id in writer.places.between(blocks) {
        let entry = writer.edition.entry(id);
        note(out, writer, id, entry);
        // Comments on the words of a footnote stand behind it.
        if entry.series == NoteSeries::Author {
            entry.notes.iter().for_each(|&footnote| between(out, writer, &writer.book().note(footnote).blocks));
        }
    }
}

/// A document that notes are gathered in.
pub(crate) struct NotesDocument<'t> {
    /// The id of its section.
    pub(crate) id: &'static str,
    /// What the document is, as EPUB's vocabulary of structures has it.
    pub(crate) kind: &'t str,
    /// Role of the document, as DPUB-ARIA has it.
    pub(crate) role: &'t str,
    /// The title of the notes.
    pub(crate) title: &'t str,
    /// Level of the title.
    pub(crate) level: u8,
}

impl NotesDocument<'_> {
    /// Opens its section; the first part has the title, the others are named only.
    pub(crate) fn begin(&self, out: &mut Markup, part: usize) {
        let &Self { id, kind, role, title, level } = self;
        if part > 0 {
            out.open("section", &[("class", "gathered"), ("epub:type", kind), ("role", role), ("aria-label", &self::title(title, part))]);
            return out.raw("\n");
        }
        let heading = format!("{id}-title");
        out.open("section", &[("id", id), ("class", "gathered"), ("epub:type", kind), ("role", role), ("aria-labelledby", &heading)]);
        out.raw("\n");
        out.line(heading_tag(level), &[("id", &heading)], title);
    }
}

/// The title of a document of notes.
pub(crate) fn title(title: &str, part: usize) -> String {
    if part == 0 { title.to_owned() } else { format!("{title} ({})", part + 1) }
}

/// The heading of notes that are on one chapter or section.
pub(crate) struct NoteGroup<'t> {
    /// Level of the heading.
    pub(crate) level: u8,
    /// Words of the heading.
    pub(crate) title: &'t str,
    /// Id of the heading; empty for none.
    pub(crate) id: &'t str,
    /// Where the heading leads; empty if nowhere.
    pub(crate) address: &'t str,
}

impl NoteGroup<'_> {
    /// Writes the heading.
    pub(crate) fn write(&self, out: &mut Markup) {
        out.open(heading_tag(self.level), &[("id", self.id)]);
        if self.address.is_empty() {
            out.text(self.title);
        } else {
            out.open("a", &[("href", self.address)]);
            out.text(self.title);
            out.close();
        }
        out.close_line();
    }
}

/// The title of the chapter whose text an entry is on.
pub(crate) fn chapter_title(writer: &DocumentWriter, chapter: Option<ChapterId>) -> String {
    chapter.map_or_else(|| writer.words.commentary.to_owned(), |chapter| writer.chapter_title(chapter.index()))
}

/// An entry.
pub(crate) fn note(out: &mut Markup, writer: &DocumentWriter, id: EntryId, entry: &NoteEntry) {
    let style = writer.beside(id);
    let class = match (entry.series, entry.place) {
        (NoteSeries::Author, _) if !style.is_empty() => "note beside",
        (NoteSeries::Author, _) => "note",
        (NoteSeries::Commentary, NotePlacement::Between) if !style.is_empty() => "comment between beside",
        (NoteSeries::Commentary, NotePlacement::Between) => "comment between",
        (NoteSeries::Commentary, _) => "comment",
    };
    let name = writer.places.note_id(id);
    let kind = match entry.series {
        NoteSeries::Author => writer.words.note,
        NoteSeries::Commentary => writer.words.comment,
    };
    let label = format!("{kind} {}", entry.mark);
    match (writer.pops_up(entry), entry.place) {
        (true, _) => out.open("aside", &[("id", &name), ("class", class), ("epub:type", "footnote"), ("role", "doc-footnote")]),
        (false, NotePlacement::Between) => {
            let attributes = [("id", &*name), ("class", class), ("style", &style), ("role", "note"), ("aria-label", &label)];
            out.open("aside", &attributes);
        }
        (false, _) => out.open("div", &[("id", &name), ("class", class)]),
    }
    out.raw("\n");
    match entry.series {
        NoteSeries::Author => author(out, writer, id, entry),
        NoteSeries::Commentary => comment(out, writer, id, entry),
    }
    out.close_line();
}

/// The way back to the mark, if there is one.
fn back(out: &mut Markup, writer: &DocumentWriter, id: EntryId, entry: &NoteEntry) {
    let Some(address) = writer.places.mark(id).map(|address| writer.local(address)) else { return };
    let label = format!("{}: {}", writer.words.back, entry.mark);
    let kind = if writer.pops_up(entry) { "backlink" } else { "" };
    out.open("a", &[("epub:type", kind), ("role", "doc-backlink"), ("class", "back"), ("href", &address), ("aria-label", &label)]);
    out.text(&entry.mark);
    out.close();
    out.text(" ");
}

/// The way back stands in the note's first paragraph, so that number and words share a line.
fn author(out: &mut Markup, writer: &DocumentWriter, id: EntryId, entry: &NoteEntry) {
    for &note in &entry.notes {
        let inside = &writer.book().note(note).blocks;
        let rest = lead(out, writer, inside, "first", |out| back(out, writer, id, entry));
        blocks::further(out, writer, rest);
    }
}

/// The way back and the lemma, then the voices. Without a lemma the way back stands before the words of the first voice.
fn comment(out: &mut Markup, writer: &DocumentWriter, id: EntryId, entry: &NoteEntry) {
    let lemma = if writer.edition.has_text() { entry.lemma.clone() } else { writer.edition.incipit(entry) };
    if let Some(lemma) = &lemma {
        out.open("p", &[("class", "entry")]);
        back(out, writer, id, entry);
        let passage = writer.places.passage(id).map(|address| writer.local(address));
        match &passage {
            Some(address) => out.open("a", &[("class", "lemma"), ("href", address)]),
            None => out.open("span", &[("class", "lemma")]),
        }
        out.text(lemma);
        out.close();
        out.close_line();
    }
    for (index, &note) in entry.notes.iter().enumerate() {
        voice(out, writer, note, |out| {
            if lemma.is_none() && index == 0 {
                back(out, writer, id, entry);
            }
        });
    }
}

/// What one voice says, its label first, and before that what `before` writes.
pub(crate) fn voice(out: &mut Markup, writer: &DocumentWriter, note: NoteId, before: impl FnOnce(&mut Markup)) {
    let book = writer.book();
    let said = book.note(note);
    let key = match &said.kind {
        NoteKind::Comment(comment) => xml::class(&book.voice(comment.voice).key),
        NoteKind::Unplaced(note) => note.voice.map(|voice| xml::class(&book.voice(voice).key)).unwrap_or_default(),
        NoteKind::Footnote(_) => String::new(),
    };
    let id = said.id.as_deref().map(xml::id).unwrap_or_default();
    out.open("div", &[("class", format!("voice voice-{key}").trim_end_matches('-')), ("id", &id)]);
    out.raw("\n");
    let rest = lead(out, writer, &said.blocks, "first", |out| {
        before(out);
        if writer.edition.is_draft(note) {
            out.open("span", &[("class", "draft")]);
            out.text(writer.words.draft);
            out.close();
            out.text(" ");
        }
        if let Some(label) = writer.edition.voice_label(note) {
            out.open("b", &[("class", "label")]);
            out.text(label);
            out.close();
            out.text(" ");
        }
    });
    blocks::further(out, writer, rest);
    out.close_line();
}

/// Writes the first paragraph with something before its words; a paragraph of its own if the note begins with another
/// block. Hands back the blocks still to be written.
fn lead<'b>(
    out: &mut Markup,
    writer: &DocumentWriter,
    inside: &'b [BlockId],
    class: &str,
    before: impl FnOnce(&mut Markup),
) -> &'b [BlockId] {
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
        inlines::prose(out, writer, id, prose, inlines::InlineManner::default());
    }
    out.close_line();
    rest
}
