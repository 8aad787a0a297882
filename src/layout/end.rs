//! The commentary as a chapter of its own: by chapter, each note with the page and the words that it is on.

use super::entry;
use super::frame::{MatterLine, MatterRole, Origin};
use super::galley::{Galley, NEVER, Row};
use super::line::{Bench, Copy};
use super::style::Sheet;
use crate::book::{Chapter, SectionId, Style};
use crate::edition::words::words;
use crate::edition::{Edition, Entry, EntryId, Place, Presentation, Series};
use std::collections::BTreeMap;

/// The rows of the chapter, in a draft with the notes that have no place; none if there is nothing for it. `labels` are those of the pages that the comments are on.
pub(super) fn end(
    edition: &Edition,
    labels: &BTreeMap<EntryId, String>,
    sheet: &Sheet,
    matter: &mut Vec<MatterLine>,
    bench: &mut Bench,
) -> Vec<Row> {
    let gathered = |(_, entry): &(EntryId, &Entry)| entry.series == Series::Commentary && entry.place == Place::Gathered;
    let entries: Vec<(EntryId, &Entry)> = edition.entries().filter(gathered).collect();
    if entries.is_empty() && edition.unplaced().is_empty() {
        return Vec::new();
    }
    let words = words(&edition.book.language);
    let fonts = bench.fonts;
    let mut galley = Galley::new(edition, sheet, bench);
    let place = galley.page_place();
    let mut heading = |galley: &mut Galley, role, level: u8, title: &str| {
        matter.push(MatterLine { role, text: title.to_owned() });
        let origin = Origin::Matter(u32::try_from(matter.len() - 1).unwrap_or(u32::MAX));
        let mut copy = Copy::new(&edition.book.language);
        copy.push(title, sheet.heading(level).look.voice(Style::PLAIN, fonts), origin, None);
        galley.title(&copy, level, None, place);
    };
    let title = if entries.is_empty() { words.unplaced } else { words.commentary };
    heading(&mut galley, MatterRole::Commentary, 1, title);
    let gathered = !entries.is_empty();
    let mut on: Option<String> = None;
    for (id, entry) in entries {
        let title = on_what(edition, entry);
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
        if gathered {
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

/// The title over a comment: that of its chapter, or, where the text is not there to look it up, of its section.
fn on_what(edition: &Edition, entry: &Entry) -> Option<String> {
    let chapters = &edition.book.chapters;
    let chapter = chapters.get(entry.chapter)?;
    let title = |section: SectionId| edition.book.section(section).title.clone();
    if edition.presentation == Presentation::Only {
        return section_of(edition, chapter, entry).map(title);
    }
    chapter.heading.filter(|_| chapters.len() > 1).map(title)
}

/// The section that the words of a comment stand in: that of the last heading before them.
fn section_of(edition: &Edition, chapter: &Chapter, entry: &Entry) -> Option<SectionId> {
    let book = edition.book;
    let leaves = crate::book::text::leaves(book, &chapter.blocks);
    let before = leaves.iter().position(|(id, _)| *id == entry.at.block).map_or(leaves.len(), |at| at + 1);
    leaves[..before].iter().rev().find_map(|(_, block)| match block.kind {
        crate::book::BlockKind::Heading { section, .. } => Some(section),
        _ => None,
    })
}
