//! Headings: chapter openings and the headings in the text.

use super::{BlockGeometry, Galley, NEVER, Row};
use crate::book::{Alignment, BlockId, Prose, SectionId};
use crate::layout::frame::Origin;
use crate::layout::line::{self, ParagraphShape, ParagraphText};
use crate::layout::style::{Align, Heading};
use crate::source::Length;

impl Galley<'_, '_> {
    pub(super) fn heading(&mut self, id: BlockId, section: SectionId, prose: &Prose, place: BlockGeometry) {
        let level = self.edition.book().section(section).level.saturating_add(self.lowered).min(6);
        let mut look = self.sheet.heading(level).look;
        look.align = match self.edition.book().block(id).alignment {
            Some(Alignment::Start) => Align::Left,
            Some(Alignment::Centre) => Align::Centre,
            Some(Alignment::End) => Align::Right,
            None => look.align,
        };
        let copy = self.copy(id, prose, Origin::Block(id), BlockGeometry { look, ..place });
        self.title_in(&copy, level, Some(section), BlockGeometry { look, ..place });
    }

    /// Sets a chapter's title or a heading. Title and space take whole lines together, so that the text stays on the grid.
    pub(in crate::layout) fn title(&mut self, copy: &ParagraphText, level: u8, section: Option<SectionId>, place: BlockGeometry) {
        let look = self.sheet.heading(level).look;
        self.title_in(copy, level, section, BlockGeometry { look, ..place });
    }

    /// A title in the look of its place.
    fn title_in(&mut self, copy: &ParagraphText, level: u8, section: Option<SectionId>, place: BlockGeometry) {
        let Heading { above, below, .. } = *self.sheet.heading(level);
        // Below another heading it wants no space of its own.
        let above = if self.headed { Length::ZERO } else { above };
        let look = place.look;
        let measure = if level <= 2 { place.width.scale(86, 100) } else { place.width };
        let shape = ParagraphShape { measure, first: Length::ZERO, align: look.align, hyphenate: false };
        let mut lines = line::lines(copy, shape, self.bench);
        let inset = match look.align {
            Align::Centre => (place.width - measure) / 2,
            Align::Right => place.width - measure,
            _ => Length::ZERO,
        };
        let grid = self.sheet.leading;
        let set = look.leading * i64::try_from(lines.len()).unwrap_or(1);
        let opening = level == 1;
        self.opening |= opening;
        // What is missing to whole lines goes above a heading, below a title.
        let missing = grid * whole(set + above + below, grid) - set - above - below;
        let (above, below) = if opening { (above, below + missing) } else { (above + missing, below) };
        let top = if opening { above } else { (above + below) - grid * ((above + below).units() / grid.units()) };
        self.headed = false;
        for (index, line) in lines.drain(..).enumerate() {
            let row = self.row(line, BlockGeometry { left: place.left + inset, width: measure, look, ..place }, NEVER);
            let first = index == 0;
            self.push(Row {
                above: if first { above } else { Length::ZERO },
                above_top: if first { if opening { above } else { top.min(below) } } else { Length::ZERO },
                section: section.filter(|_| first),
                ..row
            });
        }
        self.space(below);
        self.flush();
        self.headed = true;
    }
}

/// How many whole grid units hold a length.
fn whole(length: Length, grid: Length) -> i64 {
    (length.units() + grid.units() - 1) / grid.units()
}
