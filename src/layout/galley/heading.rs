//! Headings: chapter openings and the headings in the text.

use super::{BlockGeometry, Galley, HEADED, NEVER, Row};
use crate::book::{Alignment, BlockId, Prose, SectionId, Style};
use crate::edition::small_heading::heads_next;
use crate::edition::{NumberLine, NumberedTitle};
use crate::layout::frame::Origin;
use crate::layout::line::{self, Line, ParagraphShape, ParagraphText};
use crate::layout::style::{Align, Heading, TextLook};
use crate::source::Length;

/// Words of a heading in a look of their own.
struct HeadingPart {
    copy: ParagraphText,
    look: TextLook,
    /// Space above the words, below the part before.
    above: Length,
}

/// A line of a heading with the look of its part.
struct HeadingLine {
    line: Line,
    look: TextLook,
    above: Length,
}

impl Galley<'_, '_> {
    pub(super) fn heading(&mut self, id: BlockId, section: SectionId, prose: &Prose, place: BlockGeometry) {
        let level = self.edition.book().section(section).level.saturating_add(self.lowered).min(6);
        let mut look = self.sheet.heading(level).look;
        let align = match self.edition.book().block(id).alignment {
            Some(Alignment::Start) => Align::Left,
            Some(Alignment::Centre) => Align::Centre,
            Some(Alignment::End) => Align::Right,
            None => look.align,
        };
        look.align = align;
        let edition = self.edition;
        let parts = match edition.numbered(section) {
            Some(numbered) => self.numbered(id, prose, numbered, BlockGeometry { look, ..place }),
            None => {
                let copy = self.copy(id, prose, Origin::Block(id), BlockGeometry { look, ..place });
                vec![HeadingPart { copy, look, above: Length::ZERO }]
            }
        };
        self.title_in(parts, level, Some(section), BlockGeometry { look, ..place });
    }

    /// A chapter's number, and below it its title.
    fn numbered(&mut self, id: BlockId, prose: &Prose, numbered: &NumberedTitle, place: BlockGeometry) -> Vec<HeadingPart> {
        let alone = numbered.is_alone(prose);
        let look = if alone { place.look } else { TextLook { align: place.look.align, ..self.sheet.number } };
        let book = self.edition.book();
        let language = book.language_of(book.block(id));
        let (mut number, mut title) = (ParagraphText::new(language), ParagraphText::new(language));
        let (own, part) = (self.context(BlockGeometry { look, ..place }), numbered.number_part(prose));
        match &numbered.line {
            NumberLine::Written(_) => number.part(prose, &part, Some(id), Origin::Block(id), own),
            NumberLine::Made(words) => number.made(words, &part, id, own),
        }
        if alone {
            return vec![HeadingPart { copy: number, look, above: Length::ZERO }];
        }
        // Words are told apart by what ends the line, when they are copied or read aloud.
        number.push("\n", look.voice(Style::PLAIN, self.bench.fonts), Origin::Block(id), None);
        let number = HeadingPart { copy: number, look, above: Length::ZERO };
        title.part(prose, &numbered.title_part(prose), Some(id), Origin::Block(id), self.context(place));
        vec![number, HeadingPart { copy: title, look: place.look, above: self.sheet.leading / 2 }]
    }

    /// Sets who wrote a chapter below its title, in the room between that and the text, which stays on the grid.
    pub(super) fn author(&mut self, id: BlockId, prose: &Prose, place: BlockGeometry) {
        let title = self.sheet.heading(1).look;
        let look = TextLook { family: title.family, align: title.align, italic: true, hyphenate: false, ..self.sheet.text };
        let place = BlockGeometry { look, ..place };
        let copy = self.copy(id, prose, Origin::Block(id), place);
        let shape = ParagraphShape { measure: place.width, first: Length::ZERO, align: look.align, hyphenate: false };
        let below = std::mem::replace(&mut self.below, Length::ZERO);
        // Below a heading in the text there is no more room than the text needs.
        let gap = if below < self.sheet.leading { Length::ZERO } else { self.sheet.leading / 2 };
        for (index, line) in line::lines(&copy, shape, self.bench).into_iter().enumerate() {
            let row = self.row(line, place, NEVER);
            self.push(Row { above: if index == 0 { gap } else { Length::ZERO }, snaps: false, ..row });
        }
        self.space(below - gap);
        self.flush();
        self.headed = true;
    }

    /// Sets a chapter's title or a heading. Title and space take whole lines together, so that the text stays on the grid.
    pub(in crate::layout) fn title(&mut self, copy: ParagraphText, level: u8, section: Option<SectionId>, place: BlockGeometry) {
        let look = self.sheet.heading(level).look;
        self.title_in(vec![HeadingPart { copy, look, above: Length::ZERO }], level, section, BlockGeometry { look, ..place });
    }

    /// A title in the looks of its parts.
    fn title_in(&mut self, mut parts: Vec<HeadingPart>, level: u8, section: Option<SectionId>, place: BlockGeometry) {
        let Heading { above, below, .. } = *self.sheet.heading(level);
        // Below another heading it wants no space of its own.
        let above = if self.headed { Length::ZERO } else { above };
        let look = place.look;
        parts.iter_mut().for_each(|part| part.copy.by_sense = true);
        let measure = if level <= 2 { place.width.scale(86, 100) } else { place.width };
        let lines = self.heading_lines(&parts, measure, look.align);
        let inset = match look.align {
            Align::Centre => (place.width - measure) / 2,
            Align::Right => place.width - measure,
            _ => Length::ZERO,
        };
        let grid = self.sheet.leading;
        let set = lines.iter().fold(Length::ZERO, |sum, line| sum + line.look.leading + line.above);
        let opening = level == 1;
        // Only the title of a chapter is opened below: a heading between it and the text ends that.
        self.opening = opening;
        // What is missing to whole lines goes above a heading, below a title.
        let missing = grid * whole(set + above + below, grid) - set - above - below;
        let (above, below) = if opening { (above, below + missing) } else { (above + missing, below) };
        let top = if opening { above } else { (above + below) - grid * ((above + below).units() / grid.units()) };
        self.headed = false;
        for (index, HeadingLine { line, look, above: apart }) in lines.into_iter().enumerate() {
            let row = self.row(line, BlockGeometry { left: place.left + inset, width: measure, look, ..place }, NEVER);
            let first = index == 0;
            self.push(Row {
                above: if first { above } else { apart },
                above_top: if first { if opening { above } else { top.min(below) } } else { Length::ZERO },
                section: section.filter(|_| first),
                ..row
            });
        }
        self.space(below);
        self.flush();
        self.headed = true;
    }

    /// Whether one of some blocks is a paragraph of the text that heads the list or the table below it.
    pub(super) fn is_small_heading(&self, blocks: &[BlockId], at: usize, place: BlockGeometry) -> bool {
        self.is_text(place) && heads_next(self.edition.book(), blocks, at)
    }

    /// Prepares the place of such a paragraph: flush, apart from what is above, and no opening of a chapter.
    pub(super) fn above_small_heading(&mut self, place: BlockGeometry) {
        if !self.headed {
            self.space(Self::apart(place));
        }
        self.opening = false;
        self.flush();
    }

    /// Keeps the rows from `from` on, which are such a paragraph, with what it heads.
    pub(super) fn keep_small_heading(&mut self, from: usize) {
        self.rows[from..].iter_mut().for_each(|row| row.after = row.after.max(HEADED));
        self.headed = true;
    }

    /// The lines of a heading.
    fn heading_lines(&mut self, parts: &[HeadingPart], measure: Length, align: Align) -> Vec<HeadingLine> {
        let shape = ParagraphShape { measure, first: Length::ZERO, align, hyphenate: false };
        let mut all = Vec::new();
        for part in parts {
            let mut lines = line::lines(&part.copy, shape, self.bench);
            // Nothing stands on the line behind the last break.
            lines.truncate(lines.len() - usize::from(part.copy.text.ends_with('\n') && lines.len() > 1));
            for (index, line) in lines.into_iter().enumerate() {
                let above = if index == 0 { part.above } else { Length::ZERO };
                all.push(HeadingLine { line, look: part.look, above });
            }
        }
        all
    }
}

/// How many whole grid units hold a length.
fn whole(length: Length, grid: Length) -> i64 {
    (length.units() + grid.units() - 1) / grid.units()
}
