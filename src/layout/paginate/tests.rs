//! Plans of pages reckoned by hand: what is given up for what.

use super::{Commentary, PagePlan, PageRoom, paginate};
use crate::edition::{BySeries, EntryId};
use crate::layout::foot::{Feet, Foot};
use crate::layout::galley::Row;
use crate::layout::strip::UncutChapter;
use crate::source::Length;

/// Ten lines of 12 pt, without rules above the notes.
const ROOM: PageRoom = PageRoom {
    long: true,
    depth: Length::points(120),
    leading: Length::points(12),
    rule: Length::ZERO,
    second: Length::ZERO,
    commentary: Commentary::Foot,
};

fn line() -> Row {
    Row { height: ROOM.leading, snaps: true, ..Row::default() }
}

/// A chapter of `lines` lines of text, the first of which calls a note of `note` lines.
fn noted(lines: usize, note: usize) -> UncutChapter {
    let entries = vec![(EntryId::FIRST, 0..note)];
    let author = Foot { rows: (0..note).map(|_| line()).collect(), entries };
    let series = BySeries { author, commentary: Foot::default() };
    let feet = Feet { series, called: vec![BySeries { author: 1, commentary: 0 }; lines] };
    UncutChapter { rows: (0..lines).map(|_| line()).collect(), floats: Vec::new(), feet }
}

fn plans(strip: &UncutChapter) -> [Vec<PagePlan>; 2] {
    paginate(strip, ROOM)
}

#[test]
fn no_page_has_notes_alone_while_there_is_text_for_it() {
    // Text and note fill two pages and two lines of a third; the note alone on the second would leave five lines to the last.
    for pages in plans(&noted(12, 10)) {
        assert!(pages.iter().all(|page| !page.rows.is_empty()), "{pages:?}");
    }
}
