//! Pages: a chapter's rows, figures and notes in, the plan of its pages out.

mod cost;
mod optimum;
mod page;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

use super::strip::UncutChapter;
use crate::edition::BySeries;
use crate::source::Length;
use std::ops::Range;

/// What stands on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PagePlan {
    /// Rows of the text.
    pub(super) rows: Range<usize>,
    /// Rows of each series of notes.
    pub(super) notes: BySeries<Range<usize>>,
    /// Figures that moved, or could have.
    pub(super) floats: Range<usize>,
}

/// The room of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageRoom {
    /// Height of the text.
    pub(super) depth: Length,
    /// Height of one line of the text.
    pub(super) leading: Length,
    /// Space, rule and space above the first series of notes on a page.
    pub(super) rule: Length,
    /// Space, rule and space between two series of notes.
    pub(super) second: Length,
    /// Where the commentary stands.
    pub(super) commentary: Commentary,
}

/// Where the commentary stands, as far as it matters for the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Commentary {
    /// The foot of the page, below the author's notes.
    Foot,
    /// The margin beside the text, where it has the height of the text to itself.
    Beside,
    /// The facing page, so that every page of text is a verso.
    Facing,
}

/// The side a chapter begins on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OpeningSide {
    /// A right-hand page.
    Recto,
    /// A left-hand page.
    Verso,
}

/// The pages of a chapter, for each [`OpeningSide`] it may begin on: which one it does is known only when the chapters before it are
/// cut, and what is worked out about a page is the same for both.
pub(super) fn paginate(strip: &UncutChapter, room: PageRoom) -> [Vec<PagePlan>; 2] {
    optimum::optimum(&page::ChapterSums::new(strip, room))
}
