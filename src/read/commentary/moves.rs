//! Notes whose passage was moved to another section: where in their file they are to stand, so that they are sought there.
//!
//! *Input*: the headings of a commentary in order, each with its level and, if it is a scope, its section; the notes that are to move.
//!
//! *State*: the scopes in force at each heading.
//!
//! *Cost*: the headings, once for each note that moves.
//!
//! *Invariant*: below the new place the innermost scope is the new section or one that it is a part of.

use super::quotation::AnchorText;
use crate::book::{MovedNote, NoteRepair, SectionId};
use crate::source::Span;

/// A heading of a commentary.
#[derive(Clone, Debug)]
pub(super) struct OutlineHeading {
    pub(super) level: u8,
    /// Whether the heading names a section.
    pub(super) scope: bool,
    /// The section that it names, or probably means.
    pub(super) section: Option<SectionId>,
    /// From the heading to the next one.
    pub(super) whole: Span,
}

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
    for follow in follows {
        let own = &outline[follow.heading];
        let Some(place) = new_place(outline, *follow, text) else { continue };
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

fn new_place(outline: &[OutlineHeading], follow: FollowingNote, text: AnchorText) -> Option<NewPlace> {
    let end = outline.last()?.whole.end;
    let Some(section) = follow.to else {
        let first = outline.iter().find(|heading| heading.scope)?;
        return Some(NewPlace { before: first.whole.start, scope: None, under: 0 });
    };
    // Below the heading of the section, or of one that it is a part of, before the next heading of a section.
    for id in std::iter::successors(Some(section), |&id| text.book.section(id).parent) {
        if let Some(at) = outline.iter().position(|heading| heading.scope && heading.section == Some(id)) {
            let level = outline[at].level;
            let next = outline[at + 1..].iter().find(|heading| heading.scope || heading.level <= level);
            return Some(NewPlace { before: next.map_or(end, |next| next.whole.start), scope: None, under: level });
        }
    }
    // Else below a heading of its own, where the sections are in the order of the text.
    let level = outermost(outline, follow.heading)?;
    let start = text.index.section(section).start;
    let behind = |heading: &OutlineHeading| heading.section.is_some_and(|id| text.index.section(id).start > start);
    let next = (0..outline.len()).find(|&at| {
        let heading = &outline[at];
        heading.scope && heading.level <= level && behind(heading) && outermost(outline, at) == Some(heading.level)
    });
    Some(NewPlace { before: next.map_or(end, |at| outline[at].whole.start), scope: Some((section, level)), under: level })
}

/// The level of the outermost scope in force at a heading, which may be itself.
fn outermost(outline: &[OutlineHeading], at: usize) -> Option<u8> {
    let mut open: Vec<u8> = Vec::new();
    for heading in &outline[..=at] {
        while open.last().is_some_and(|&level| level >= heading.level) {
            open.pop();
        }
        if heading.scope {
            open.push(heading.level);
        }
    }
    open.first().copied()
}
