//! The chapter of the commentary: introduction, voices, and the comments by chapter and section of the text, as far as they do
//! not stand in the text itself.

use super::blocks::heading_tag;
use super::markup::{Markup, WrittenMarkup};
use super::notes::{NoteGroup, NotesDocument};
use super::places::DocumentPlaces;
use super::writer::DocumentWriter;
use super::{blocks, notes};
use crate::book::{NoteKind, SectionId, Unplaced};
use crate::edition::{EntryId, Presentation};
use crate::source::xml;
use std::collections::BTreeSet;

/// A heading of the chapter: what the comments from an entry on are on.
#[derive(Debug)]
pub(crate) struct CommentHeading {
    pub(crate) before: EntryId,
    /// Level from 2, below the title of the chapter.
    pub(crate) level: u8,
    /// The title of a chapter or section of the text.
    pub(crate) title: String,
    /// The heading's id where the text is not there to lead to; empty otherwise.
    pub(crate) id: String,
    /// Where the heading leads to in the text; empty if that is not there.
    address: String,
}

impl CommentHeading {
    fn written(&self) -> NoteGroup<'_> {
        NoteGroup { level: self.level, title: &self.title, id: &self.id, address: &self.address }
    }
}

/// Writes a document of the chapter of commentary.
pub(crate) fn commentary(writer: &DocumentWriter, part: usize) -> WrittenMarkup {
    let mut out = writer.markup();
    let (kind, role) = match writer.edition.presentation {
        Presentation::Only => ("chapter", "doc-chapter"),
        Presentation::Interleaved | Presentation::Beside => ("", ""),
        Presentation::Popup | Presentation::Linked | Presentation::Omit => ("endnotes", "doc-endnotes"),
        // They are the PDF's alone.
        Presentation::Foot | Presentation::Margin | Presentation::Facing | Presentation::Columns => ("endnotes", "doc-endnotes"),
        Presentation::AfterSection | Presentation::End => ("endnotes", "doc-endnotes"),
    };
    let lower = u8::from(writer.places.medium.is_one_page());
    NotesDocument { id: "commentary", kind, role, title: writer.words.commentary, level: 1 + lower }.begin(&mut out, part);
    let introduction = writer.edition.introduction();
    if part == 0 && !introduction.is_empty() {
        out.line(heading_tag(2 + lower), &[("id", "commentary-introduction")], writer.words.introduction);
        blocks::blocks(&mut out, writer, introduction, true);
    }
    if part == 0 {
        voices(&mut out, writer);
    }
    let (_, entries) = &writer.places.gathered.commentary[part];
    let mut groups = groups(writer).into_iter().skip_while(|group| !entries.contains(&group.before)).peekable();
    if let Some(&first) = entries.first()
        && groups.peek().is_none_or(|group| group.before != first || group.level > 2)
    {
        // A document in the middle of the comments on a chapter says on which.
        let chapter = writer.edition.entry(first).chapter;
        let address = chapter.filter(|_| writer.edition.has_text()).map_or("", |chapter| writer.places.file_of(chapter));
        NoteGroup { level: 2, title: &notes::chapter_title(writer, chapter), id: "", address }.write(&mut out);
    }
    for &id in entries {
        while let Some(group) = groups.next_if(|group| group.before == id) {
            group.written().write(&mut out);
        }
        notes::note(&mut out, writer, id, writer.edition.entry(id));
    }
    if part + 1 == writer.places.gathered.commentary.len() {
        unplaced(&mut out, writer);
    }
    out.close_line();
    out.finish()
}

/// What has no place in the text, in a box at the end of a draft: each heading as written, and the note.
fn unplaced(out: &mut Markup, writer: &DocumentWriter) {
    let notes = writer.edition.unplaced();
    if notes.is_empty() {
        return;
    }
    out.open("section", &[("id", "unplaced"), ("class", "unplaced"), ("aria-labelledby", "unplaced-title")]);
    out.raw("\n");
    let level = 2 + u8::from(writer.places.medium.is_one_page());
    out.line(heading_tag(level), &[("id", "unplaced-title")], writer.words.unplaced);
    for &id in notes {
        let NoteKind::Unplaced(Unplaced { heading, .. }) = &writer.book().note(id).kind else { continue };
        out.open("div", &[("class", "comment"), ("id", &DocumentPlaces::unplaced_id(id))]);
        out.raw("\n");
        out.line("p", &[("class", "entry")], heading);
        notes::voice(out, writer, id, |_| ());
        out.close_line();
    }
    out.close_line();
}

fn voices(out: &mut Markup, writer: &DocumentWriter) {
    if writer.edition.voices().next().is_none() {
        return;
    }
    out.open("ul", &[("class", "voices")]);
    for voice in writer.edition.voices() {
        out.open("li", &[("class", &format!("voice-{}", xml::class(&voice.key)))]);
        out.open("b", &[("class", "label")]);
        out.text(&voice.label);
        out.close();
        out.text(&format!(" {}", voice.name));
        out.close();
    }
    out.close_line();
}

/// The headings, each once: before the first comment on a chapter, and on a section with those that lead down to it.
pub(crate) fn groups(writer: &DocumentWriter) -> Vec<CommentHeading> {
    let book = writer.book();
    let text = writer.edition.has_text();
    let mut groups = Vec::new();
    let mut chapter = None;
    let mut done: BTreeSet<SectionId> = BTreeSet::new();
    for &before in writer.places.gathered.commentary.iter().flat_map(|(_, entries)| entries) {
        let entry = writer.edition.entry(before);
        if chapter != Some(entry.chapter) {
            chapter = Some(entry.chapter);
            let written = entry.chapter.map(|chapter| book.chapter(chapter));
            done.extend(written.and_then(|chapter| chapter.heading));
            let file = entry.chapter.map_or(super::places::COMMENTARY, |chapter| writer.places.file_of(chapter)).to_owned();
            let (id, address) = match written {
                Some(written) if !text => (DocumentPlaces::comments_on(&format!("chapter_{}", written.slug)), String::new()),
                _ => (String::new(), file),
            };
            groups.push(CommentHeading { before, level: 2, title: notes::chapter_title(writer, entry.chapter), id, address });
        }
        let section = writer.places.section_of(entry.at.block);
        let mut path: Vec<SectionId> = std::iter::successors(section, |&id| book.section(id).parent).collect();
        path.reverse();
        let heads_chapter = |id| book.chapters.iter().any(|chapter| chapter.heading == Some(id));
        let base = path.first().map_or(0, |&id| usize::from(!heads_chapter(id)));
        for (depth, &id) in path.iter().enumerate() {
            if done.insert(id) {
                let section = book.section(id);
                let level = u8::try_from(2 + base + depth).unwrap_or(6);
                let name = if text { String::new() } else { DocumentPlaces::comments_on(&section.slug) };
                let address = writer.places.section(id).unwrap_or_default();
                groups.push(CommentHeading { before, level, title: section.title.clone(), id: name, address });
            }
        }
    }
    groups
}
