//! What pages are planned from and what a plan says.

use crate::edition::BySeries;
use crate::layout::runover::NoteRoom;
use crate::source::Length;
use std::ops::Range;

/// What stands on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::layout) struct PagePlan {
    /// Rows of the text.
    pub(in crate::layout) rows: Range<usize>,
    /// Rows of each series of notes.
    pub(in crate::layout) notes: BySeries<Range<usize>>,
    /// Figures that moved, or could have.
    pub(in crate::layout) floats: Range<usize>,
}

/// The room of a page.
#[derive(Clone, Copy, Debug)]
pub(in crate::layout) struct PageRoom {
    /// Height of the text.
    pub(in crate::layout) depth: Length,
    /// Height of one line of the text.
    pub(in crate::layout) leading: Length,
    /// Space, rule and space above the first series of notes on a page.
    pub(in crate::layout) rule: Length,
    /// Space, rule and space between two series of notes.
    pub(in crate::layout) second: Length,
    /// Where the commentary stands.
    pub(in crate::layout) commentary: Commentary,
    /// Whether a page may be a line long.
    pub(in crate::layout) long: bool,
}

impl PageRoom {
    /// The room of notes that stand beside the text.
    pub(in crate::layout) fn beside(self) -> NoteRoom {
        let columns = if let Commentary::Beside { columns } = self.commentary { columns } else { 0 };
        NoteRoom { depth: self.depth, leading: self.leading, columns }
    }
}

/// Where the commentary stands, as far as it matters for the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout) enum Commentary {
    /// The foot of the page, below the author's notes.
    Foot,
    /// The margin beside the text, and where that is too low, below the text in so many columns of the same width.
    Beside {
        /// How many find room side by side; fewer than two gain nothing.
        columns: usize,
    },
    /// The facing page, so that every page of text is a verso.
    Facing,
}

/// The side a chapter begins on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout) enum OpeningSide {
    /// A right-hand page.
    Recto,
    /// A left-hand page.
    Verso,
}
