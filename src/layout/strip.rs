//! A strip: a chapter's rows with the figures that may move and the notes at the foot taken out, ready to be cut into pages.

use super::foot::{self, Feet};
use super::galley::{FloatClass, Row};
use super::line::ShapeContext;
use super::style::StyleSheet;
use crate::edition::Edition;
use crate::source::Length;

/// A chapter before it is cut.
pub(super) struct UncutChapter {
    /// The rows of the text, in order.
    pub(super) rows: Vec<Row>,
    /// The figures that may move, in order.
    pub(super) floats: Vec<Float>,
    /// The notes that the rows call.
    pub(super) feet: Feet,
}

/// A figure that may move: onto the page of its place in the text or one that follows, never before the figure before it.
pub(super) struct Float {
    /// Picture and caption in one.
    pub(super) row: Row,
    /// Where on a page it is to stand.
    pub(super) class: FloatClass,
    /// How many rows of the text stand before its place.
    pub(super) after: usize,
}

impl UncutChapter {
    /// Takes the figures out of a galley's rows and sets the notes.
    pub(super) fn new(all: Vec<Row>, edition: &Edition, sheet: &StyleSheet, bench: &mut ShapeContext) -> Self {
        let (mut rows, mut floats) = (Vec::with_capacity(all.len()), Vec::new());
        for row in all {
            match row.float {
                // What stands before all text has nothing to move behind.
                Some(class) if !rows.is_empty() || row.turned => {
                    // Its page ends with the last row before it.
                    let last: Option<&mut Row> = rows.last_mut().filter(|_| row.ends_page);
                    last.into_iter().for_each(|last| last.ends_page = true);
                    floats.push(Float { row, class, after: rows.len() });
                }
                _ => rows.push(row),
            }
        }
        let feet = foot::feet(&rows, edition, sheet, bench);
        Self { rows, floats, feet }
    }
}

impl Float {
    /// The room it takes on a page, half a line free above and below at least: whole lines, so that the text stays on the grid.
    pub(super) fn room(&self, leading: Length) -> Length {
        up(self.row.height + leading, leading)
    }
}

/// Where a row's top edge lies on its page if the row before it ends at `y`. Lines of the text stand on the page's grid.
pub(super) fn top(row: &Row, y: Length, first: bool, leading: Length) -> Length {
    let y = match (first, &row.torn) {
        (true, Some(torn)) => torn.height,
        (true, None) => row.above_top,
        (false, _) => y + row.above,
    };
    if row.snaps { up(y, leading) } else { y }
}

/// Rounded up to whole lines.
pub(super) fn up(length: Length, leading: Length) -> Length {
    leading * ((length.units() + leading.units() - 1) / leading.units())
}
