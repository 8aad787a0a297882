//! The title above the text of an essay, with all that stands below it on a title page; and behind the text what a book has on its
//! copyright page.

use super::frame::{MatterLine, MatterRole, Origin};
use super::galley::{BlockGeometry, Galley, NEVER, Row};
use super::line::{self, ParagraphShape, ParagraphText};
use super::matter::Display;
use super::style::{Align, TextLook};
use crate::book::{BlockId, SectionId, StyledWords};
use crate::edition::TitleLine;
use crate::fonts::shape::Features;
use crate::language::language;
use crate::source::Length;

/// The sizes that a title above the text may have, in hundredths of the text's, with the lines that it may take in each.
const SIZES: [(i64, usize); 6] = [(205, 1), (185, 2), (165, 2), (150, 3), (135, 4), (120, usize::MAX)];

/// A line of the head: its words, or the heading that it is, and how it is set.
struct HeadLine {
    text: StyledWords,
    role: MatterRole,
    look: TextLook,
    /// Space above it, in halves of a line of the text.
    above: i64,
}

impl Display<'_, '_> {
    /// The rows of the title with all that stands below it. The title is the text's own heading if `heading` is one.
    pub(super) fn head(&mut self, heading: Option<(BlockId, SectionId)>) -> Vec<Row> {
        let sheet = self.sheet;
        let title = self.edition.book().metadata.styled_title();
        let look = self.look_of_sizes(&title, &SIZES);
        let look = self.with_whole_words(&title, look);
        let mut lines = vec![HeadLine { text: title, role: MatterRole::Title, look, above: 0 }];
        lines.extend(self.head_lines());
        let mut rows: Vec<Row> = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let own = heading.filter(|_| index == 0);
            let above = sheet.leading * line.above / 2;
            for (at, row) in self.head_rows(line, own.map(|(block, _)| block)).into_iter().enumerate() {
                let first = at == 0;
                let section = own.filter(|_| first).map(|(_, section)| section);
                rows.push(Row { above: if first { above } else { Length::ZERO }, section, after: NEVER, ..row });
            }
        }
        // The first stands a little below the head of the page, and all take whole lines, so that the text stays on the grid.
        if let Some(first) = rows.first_mut() {
            first.above_top = sheet.leading * 2;
        }
        rows
    }

    /// What stands below the title: people, and the date. Series and publisher stand behind the text.
    fn head_lines(&self) -> Vec<HeadLine> {
        let plain = |look: TextLook| TextLook { bold: false, ..look };
        let italic = |look: TextLook| TextLook { italic: true, ..plain(look) };
        let name = |look: TextLook| TextLook { features: Features::SMALL_CAPS, tracking: 50, ..plain(look) };
        let line = |text, role, look, above| HeadLine { text, role, look, above };
        let (mut lines, mut said, mut authors) = (Vec::new(), None, 0);
        for part in self.edition.title_page(self.words) {
            match part {
                TitleLine::Subtitle(subtitle) => lines.push(line(subtitle, MatterRole::Subtitle, italic(self.display(120)), 1)),
                TitleLine::Author(author) => {
                    let above = if authors == 0 { 2 } else { 0 };
                    authors += 1;
                    lines.push(line(StyledWords::plain(author), MatterRole::Person, name(self.display(108)), above));
                }
                TitleLine::Contributor { role, name: person } => {
                    // What several did is said once.
                    let new = said.replace(role) != Some(role);
                    let words = if new && !role.is_empty() { format!("{role} {person}") } else { person.to_owned() };
                    let above = if new && lines.is_empty() { 2 } else { i64::from(new) };
                    lines.push(line(StyledWords::plain(words), MatterRole::Person, italic(self.display(100)), above));
                }
                TitleLine::Series(_) | TitleLine::Publisher(_) => {}
            }
        }
        let metadata = &self.edition.book().metadata;
        if let Some(date) = &metadata.date {
            let words = language(&metadata.language).date(date);
            let above = if lines.is_empty() { 2 } else { 1 };
            lines.push(line(StyledWords::plain(words), MatterRole::Date, plain(self.display(95)), above));
        }
        lines
    }

    /// The rows of one line of the head.
    fn head_rows(&mut self, line: &HeadLine, own: Option<BlockId>) -> Vec<Row> {
        let HeadLine { text, role, look, .. } = line;
        let origin = match own {
            Some(block) => Origin::Block(block),
            None => {
                self.matter.push(MatterLine { role: *role, text: text.words.clone() });
                Origin::Matter(u32::try_from(self.matter.len() - 1).unwrap_or(u32::MAX))
            }
        };
        let look = self.with_whole_words(text, *look);
        let (copy, measure) = self.balanced(text, look, origin);
        let edition = self.edition;
        let mut galley = Galley::new(edition, self.sheet, self.bench);
        let place = BlockGeometry { look, ..galley.page_place() };
        let copy = match own.and_then(|block| Some((block, edition.book().block(block).prose()?))) {
            Some((block, prose)) => galley.copy(block, prose, origin, place),
            None => copy,
        };
        galley.in_measure(&copy, measure, place);
        galley.rows
    }

    /// The rows of what a copyright page says, to stand behind the text; none if there is nothing to be said.
    pub(super) fn imprint(&mut self) -> Vec<Row> {
        let lines = self.copyright_lines();
        let sheet = self.sheet;
        let look = TextLook {
            align: if sheet.display.align == Align::Left { Align::Left } else { Align::Centre },
            hyphenate: false,
            ..sheet.note
        };
        let mut rows: Vec<Row> = Vec::new();
        for (index, text) in lines.into_iter().enumerate() {
            let line = HeadLine { text: StyledWords::plain(text), role: MatterRole::Copyright, look, above: 0 };
            for (at, row) in self.head_rows(&line, None).into_iter().enumerate() {
                let above = match (index, at) {
                    (0, 0) => sheet.leading * 2,
                    (_, 0) => look.leading / 4,
                    _ => Length::ZERO,
                };
                rows.push(Row { above, after: NEVER, ..row });
            }
        }
        rows
    }
}

impl Galley<'_, '_> {
    /// Sets lines in a measure of their own, in the middle of the text's if they are centred.
    fn in_measure(&mut self, copy: &ParagraphText, measure: Length, place: BlockGeometry) {
        let shape = ParagraphShape { measure, first: Length::ZERO, align: place.look.align, hyphenate: false };
        let lines = line::lines(copy, shape, self.bench);
        let left = if place.look.align == Align::Centre { (place.width - measure) / 2 } else { Length::ZERO };
        self.rows_of(lines, BlockGeometry { left: place.left + left, width: measure, ..place }, false);
    }
}
