//! The commentary as a chapter of its own: by chapter, each note with the page and the words that it is on.

use super::compose::PageDraft;
use super::entry;
use super::frame::{MatterLine, MatterRole, Origin};
use super::galley::{Galley, NEVER, Row};
use super::line::{ParagraphText, ShapeContext};
use super::style::StyleSheet;
use crate::book::{BlockId, BlockKind, SectionId, Style, text};
use crate::edition::words::words;
use crate::edition::{Edition, EntryId, NoteEntry};
use crate::language::Words;
use std::collections::BTreeMap;

/// The rows of the chapter, in a draft with the notes that have no place. `labels` are those of the pages that the comments are on.
pub(super) fn end(
    title: &str,
    edition: &Edition,
    labels: &BTreeMap<EntryId, String>,
    sheet: &StyleSheet,
    matter: &mut Vec<MatterLine>,
    bench: &mut ShapeContext,
) -> Vec<Row> {
    let words = words(edition.book());
    let fonts = bench.fonts;
    let mut galley = Galley::new(edition, sheet, bench);
    let place = galley.page_place();
    let mut heading = |galley: &mut Galley, role, level: u8, title: &str| {
        matter.push(MatterLine { role, text: title.to_owned() });
        let origin = Origin::Matter(u32::try_from(matter.len() - 1).unwrap_or(u32::MAX));
        let mut copy = ParagraphText::new(&edition.book().language);
        copy.push(title, sheet.heading(level).look.voice(Style::PLAIN, fonts), origin, None);
        galley.title(copy, level, None, place);
    };
    heading(&mut galley, MatterRole::Commentary, 1, title);
    let sections = sections(edition);
    let mut on: Option<String> = None;
    for (id, entry) in edition.gathered() {
        let title = on_what(edition, &sections, entry);
        if title.is_some() && title != on {
            heading(&mut galley, MatterRole::CommentaryOn, 2, title.as_deref().unwrap_or_default());
            on = title;
        }
        let page = labels.get(&id).map(|label| words.page(label));
        for row in entry::entry(id, page.as_deref(), edition, sheet, galley.bench) {
            galley.push(row);
        }
    }
    if !edition.unplaced().is_empty() {
        if edition.gathered().next().is_some() {
            heading(&mut galley, MatterRole::CommentaryOn, 2, words.unplaced);
        }
        // Between two rules, so that nobody takes it for a part of the book.
        galley.section_rule(place, NEVER);
        for &note in edition.unplaced() {
            for row in entry::unplaced(note, edition, sheet, galley.bench) {
                galley.push(row);
            }
        }
        galley.space(sheet.note.leading / 2);
        galley.section_rule(place, 0);
    }
    galley.rows
}

/// What stands at the head of each page of the chapter: the pages of the text that its notes are on, by their labels, a note that runs
/// over from the page before reckoned in; none where no page is known.
pub(super) fn heads(pages: &[PageDraft], labels: &BTreeMap<EntryId, String>, words: &Words<&str>) -> Vec<Option<String>> {
    let mut open: Option<EntryId> = None;
    let of_page = |page: &PageDraft| {
        let (mut begun, mut runs_over) = (Vec::new(), false);
        for item in &page.items {
            match item.origin {
                // Not a footnote of a note, which stands at the foot of the page.
                Origin::EntryHead(entry) if labels.contains_key(&entry) => begun.push(entry),
                origin => runs_over |= begun.is_empty() && !origin.is_artifact() && !matches!(origin, Origin::Matter(_)),
            }
        }
        let entries = open.filter(|_| runs_over).into_iter().chain(begun);
        let last = entries.clone().last();
        let mut known = entries.filter_map(|entry| labels.get(&entry));
        open = last;
        let first = known.next()?;
        Some(words.notes_to(first, known.next_back().unwrap_or(first)))
    };
    pages.iter().map(of_page).collect()
}

/// The title over a comment: that of its chapter, or, where the text is not there to look it up, of its section.
fn on_what(edition: &Edition, sections: &BTreeMap<BlockId, SectionId>, entry: &NoteEntry) -> Option<String> {
    let chapters = &edition.book().chapters;
    let chapter = edition.book().chapter(entry.chapter?);
    let section = match edition.has_text() {
        true => chapter.heading.filter(|_| chapters.len() > 1),
        false => sections.get(&entry.at.block).copied(),
    };
    section.map(|section| edition.book().section(section).title.clone())
}

/// The section that each leaf of the text stands in, that of the last heading before it, for an edition without the text.
fn sections(edition: &Edition) -> BTreeMap<BlockId, SectionId> {
    let book = edition.book();
    let mut sections = BTreeMap::new();
    for chapter in book.chapters.iter().filter(|_| !edition.has_text()) {
        let mut section = None;
        for (id, block) in text::leaves(book, &chapter.blocks) {
            if let BlockKind::Heading { section: next, .. } = block.kind {
                section = Some(next);
            }
            sections.extend(section.map(|section| (id, section)));
        }
    }
    sections
}
