//! Notes whose passage was moved to another section: where in their file they are to stand, so that they are sought there.
//!
//! *Input*: the headings of a commentary in order, each with its level and, if it is a scope, its section; the notes that are to move.
//!
//! *State*: the outermost scope in force at each heading, and the first heading of each section.
//!
//! *Cost*: the headings, and once more for each note that moves.
//!
//! *Invariant*: below the new place the innermost scope is the new section or one that it is a part of.

use super::quotation::AnchorText;
use crate::book::{MovedNote, NoteRepair, OutlineHeading, SectionId};
use std::collections::BTreeMap;

/// A note that is to follow its passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct FollowingNote {
    /// Which heading of the outline it is.
    pub(super) heading: usize,
    /// The section where the passage stands; none if that is before the first one.
    pub(super) to: Option<SectionId>,
}

/// A place in the outline.
struct NewPlace {
    before: u32,
    /// The section to name above, if its heading is not there.
    scope: Option<(SectionId, u8)>,
    /// The level that the note must be below.
    under: u8,
}

/// The moves of the notes, in the order of their new places.
pub(super) fn moves(outline: &[OutlineHeading], follows: &[FollowingNote], text: AnchorText) -> Vec<NoteRepair> {
    let mut moves: Vec<(NewPlace, MovedNote)> = Vec::new();
    let known = KnownScopes::of(if follows.is_empty() { &[] } else { outline });
    for follow in follows {
        let own = &outline[follow.heading];
        let Some(place) = known.new_place(*follow, text) else { continue };
        let deeper = (place.under + 1).saturating_sub(own.level);
        if own.level + deeper <= 6 && text.sources.slice(own.whole).starts_with('#') {
            let moved = MovedNote { whole: own.whole, before: place.before, scope: None, deeper };
            moves.push((place, moved));
        }
    }
    let start = |scope: &Option<(SectionId, u8)>| scope.map(|(section, _)| text.index.section(section).start);
    moves.sort_by_key(|(place, moved)| (place.before, start(&place.scope), moved.whole.start));
    let mut told = None;
    for (place, moved) in &mut moves {
        // Several notes that go to one section need its heading once.
        if let Some((section, level)) = place.scope.filter(|_| told != Some((place.before, place.scope))) {
            moved.scope = Some(format!("{} {}", "#".repeat(usize::from(level)), text.scope_name(section)));
        }
        told = Some((place.before, place.scope));
    }
    moves.into_iter().map(|(_, moved)| NoteRepair::Move(moved)).collect()
}

/// The headings of a commentary, and what is in force at each.
struct KnownScopes<'o> {
    outline: &'o [OutlineHeading],
    /// The level of the outermost scope in force at each heading, which may be itself.
    outermost: Vec<Option<u8>>,
    /// The first heading that names each section.
    first: BTreeMap<SectionId, usize>,
}

impl<'o> KnownScopes<'o> {
    fn of(outline: &'o [OutlineHeading]) -> Self {
        let mut known = Self { outline, outermost: Vec::with_capacity(outline.len()), first: BTreeMap::new() };
        let mut open: Vec<u8> = Vec::new();
        for (at, heading) in outline.iter().enumerate() {
            while open.last().is_some_and(|&level| level >= heading.level) {
                open.pop();
            }
            if heading.scope {
                open.push(heading.level);
                heading.section.map(|id| *known.first.entry(id).or_insert(at));
            }
            known.outermost.push(open.first().copied());
        }
        known
    }

    fn new_place(&self, follow: FollowingNote, text: AnchorText) -> Option<NewPlace> {
        let outline = self.outline;
        let end = outline.last()?.whole.end;
        let Some(section) = follow.to else {
            let first = outline.iter().find(|heading| heading.scope)?;
            return Some(NewPlace { before: first.whole.start, scope: None, under: 0 });
        };
        // Below the heading of the section, or of one that it is a part of, before the next heading of a section.
        let mut outwards = std::iter::successors(Some(section), |&id| text.book.section(id).parent);
        if let Some(&at) = outwards.find_map(|id| self.first.get(&id)) {
            let level = outline[at].level;
            let next = outline[at + 1..].iter().find(|heading| heading.scope || heading.level <= level);
            return Some(NewPlace { before: next.map_or(end, |next| next.whole.start), scope: None, under: level });
        }
        // Else below a heading of its own, where the sections are in the order of the text.
        let level = self.outermost[follow.heading]?;
        let start = text.index.section(section).start;
        let behind = |heading: &OutlineHeading| heading.section.is_some_and(|id| text.index.section(id).start > start);
        let next = outline
            .iter()
            .zip(&self.outermost)
            .find(|(heading, outermost)| heading.scope && heading.level <= level && behind(heading) && **outermost == Some(heading.level));
        let before = next.map_or(end, |(heading, _)| heading.whole.start);
        Some(NewPlace { before, scope: Some((section, level)), under: level })
    }
}
