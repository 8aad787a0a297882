//! Pages: a chapter's rows and notes in, the plan of its pages out.

mod optimum;

use super::foot::Feet;
use super::galley::Row;
use super::geometry::Length;
use std::ops::Range;

/// What stands on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// Rows of the galley.
    pub(super) rows: Range<usize>,
    /// Rows of each series of notes.
    pub(super) notes: [Range<usize>; 2],
}

/// The room of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Height of the text.
    pub(super) depth: Length,
    /// Height of one line of the text.
    pub(super) leading: Length,
    /// Space, rule and space above the first series of notes on a page.
    pub(super) rule: Length,
    /// The same between two series.
    pub(super) second: Length,
}

/// The pages of a chapter.
pub(super) fn paginate(rows: &[Row], feet: &Feet, room: Room) -> Vec<Plan> {
    optimum::optimum(rows, feet, room)
}
