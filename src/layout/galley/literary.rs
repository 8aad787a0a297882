//! Letters, plays, epigraphs: groups whose paragraphs stand by what they are.

use super::display::narrowed;
use super::{BlockGeometry, Galley, HEADED};
use crate::book::{BlockGroup, BlockId, GroupForm, Prose, Role};
use crate::edition::attribution::attribution;
use crate::layout::frame::Origin;
use crate::layout::line::{self, ParagraphShape};
use crate::layout::style::{Align, TextLook};
use crate::source::Length;

impl Galley<'_, '_> {
    /// Sets blocks together.
    pub(super) fn group(&mut self, group: &BlockGroup, place: BlockGeometry) {
        match group.form {
            GroupForm::Letter => {
                self.space(place.look.leading);
                self.flush();
                self.blocks(&group.blocks, place);
                self.space(place.look.leading);
                self.flush();
            }
            GroupForm::Drama => {
                self.space(Self::apart(place));
                self.blocks(&group.blocks, place);
                self.space(Self::apart(place));
                self.flush();
            }
            GroupForm::Epigraph => self.epigraph(&group.blocks, place),
            GroupForm::Figures(columns) => self.figures(group, usize::from(columns), place),
        }
    }

    /// An epigraph: smaller, ragged, in the outer part of the lines, and whose words it has at the right.
    pub(super) fn epigraph(&mut self, blocks: &[BlockId], place: BlockGeometry) {
        let quote = if place.tight { place.look } else { self.sheet.quote };
        let look = TextLook { align: Align::Left, hyphenate: false, ..quote };
        let inset = place.width.scale(3, 10);
        let inside = narrowed(BlockGeometry { left: place.left + inset, width: place.width - inset, look, ..place }, place);
        self.space(place.look.leading);
        self.flush();
        let (words, who) = match attribution(self.edition.book(), blocks) {
            Some(who) => (&blocks[..blocks.len() - 1], Some(who)),
            None => (blocks, None),
        };
        let from = self.rows.len();
        self.blocks(words, inside);
        if let Some(who) = who {
            self.keep(from);
            let look = TextLook { align: Align::End, ..look };
            self.blocks(&[who], BlockGeometry { look, ..inside });
        }
        self.space(place.look.leading);
        self.flush();
    }

    /// Keeps the last row since `from` with what follows.
    fn keep(&mut self, from: usize) {
        if let Some(row) = self.rows[from..].last_mut() {
            row.after = row.after.max(HEADED);
        }
    }

    /// Sets a paragraph of a letter or of a play.
    pub(super) fn literary(&mut self, id: BlockId, role: Role, prose: &Prose, place: BlockGeometry) {
        match role {
            Role::Dateline => self.at_end(id, prose, place, Length::ZERO),
            Role::Salutation => {
                let look = TextLook { align: Align::Left, hyphenate: false, ..place.look };
                let from = self.rows.len();
                self.part_of_letter(id, prose, BlockGeometry { look, ..place });
                self.keep(from);
                self.indent();
            }
            // Who takes leave in a paragraph signs in the next.
            Role::Closing => {
                self.space(Self::apart(place));
                let from = self.rows.len();
                self.at_end(id, prose, place, place.look.size * 4);
                self.keep(from);
            }
            Role::Signature => {
                let lines = prose.text.lines().count() > 1;
                if lines {
                    self.space(Self::apart(place));
                }
                self.at_end(id, prose, place, place.look.size);
                if lines {
                    self.space(Self::apart(place));
                }
            }
            Role::Speaker => self.speaker(id, prose, place),
            Role::Stage => self.direction(id, prose, place),
            _ => self.speech(id, prose, place, role == Role::Speech),
        }
    }

    /// A paragraph without an indent, whose lines belong together.
    fn part_of_letter(&mut self, id: BlockId, prose: &Prose, place: BlockGeometry) {
        let copy = self.copy(id, prose, Origin::Block(id), place);
        let lines = self.broken(&copy, place, Length::ZERO);
        let from = self.rows.len();
        // Behind half a line nothing is on the grid.
        let stands = (self.below == Length::ZERO || self.below == self.sheet.leading) && self.rows.last().is_none_or(|row| row.snaps);
        self.rows_of(lines, place, false);
        let (grid, last) = (stands && self.in_text(place), self.rows.len().saturating_sub(1));
        for (index, row) in self.rows.iter_mut().enumerate().skip(from) {
            row.snaps = grid;
            if index < last {
                row.after = row.after.max(HEADED);
            }
        }
    }

    /// Lines at the far edge, so far from it; those before the last step towards it.
    fn at_end(&mut self, id: BlockId, prose: &Prose, place: BlockGeometry, inset: Length) {
        let look = TextLook { align: Align::End, hyphenate: false, ..place.look };
        let step = place.look.size * 3 / 2;
        let count = prose.text.lines().count();
        let from = self.rows.len();
        let right = narrowed(BlockGeometry { width: place.width - inset, look, ..place }, BlockGeometry { look, ..place });
        self.part_of_letter(id, prose, right);
        let set = self.rows.len() - from;
        // Where a line was broken once more, no step is left.
        let steps = count > 1 && set == count && step * i64::try_from(count).unwrap_or(0) < place.width / 3;
        for (index, row) in self.rows[from..].iter_mut().enumerate().filter(|_| steps) {
            let back = step * i64::try_from(count - 1 - index).unwrap_or(0);
            let back = if self.sheet.mirrored { -back } else { back };
            row.items.iter_mut().for_each(|item| item.x -= back);
        }
        self.indent();
    }

    /// Whether a place is that of the text, perhaps with lines that end otherwise.
    fn in_text(&self, place: BlockGeometry) -> bool {
        !place.tight && place.look.leading == self.sheet.leading
    }

    /// A speech: its turnovers are set in, so that the names stand out. Lines that its author ends are verse.
    fn speech(&mut self, id: BlockId, prose: &Prose, place: BlockGeometry, named: bool) {
        let hang = place.look.size * 2;
        let inside = narrowed(BlockGeometry { left: place.left + hang, width: place.width - hang, ..place }, place);
        let verse = prose.text.contains('\n');
        let look = if verse { TextLook { align: Align::Left, hyphenate: false, ..place.look } } else { place.look };
        let inside = BlockGeometry { look, ..inside };
        let mut copy = self.copy(id, prose, Origin::Block(id), inside);
        copy.hang = verse.then_some(place.look.size * 2);
        let first = match named {
            true => inside.left - place.left,
            // A paragraph that goes on is one, and no line of verse.
            false if verse => Length::ZERO,
            false => -place.look.size,
        };
        let shape = ParagraphShape { measure: inside.width, first: -first, align: look.align, hyphenate: look.hyphenate };
        let lines = line::lines(&copy, shape, self.bench);
        let from = self.rows.len();
        let grid = self.in_text(place) && self.below == Length::ZERO;
        self.rows_of(lines, inside, false);
        self.rows[from..].iter_mut().for_each(|row| row.snaps = grid && row.above == Length::ZERO);
        self.indent();
    }

    /// The name of a speaker on a line of its own, which stays with what is said.
    fn speaker(&mut self, id: BlockId, prose: &Prose, place: BlockGeometry) {
        let look = TextLook { align: Align::Left, hyphenate: false, ..place.look };
        let from = self.rows.len();
        self.part_of_letter(id, prose, BlockGeometry { look, ..place });
        self.keep(from);
    }

    /// A stage direction: italic, set in, apart from what is said.
    fn direction(&mut self, id: BlockId, prose: &Prose, place: BlockGeometry) {
        // Words that are stressed already are so by themselves.
        let stressed = prose.runs.iter().any(|run| run.style.has(crate::book::Style::EMPHASIS));
        let look = TextLook { align: Align::Left, hyphenate: false, italic: place.look.italic || !stressed, ..place.look };
        let inset = place.look.size * 4;
        let inside = narrowed(BlockGeometry { left: place.left + inset, width: place.width - inset, look, ..place }, place);
        self.space(Self::apart(place));
        self.part_of_letter(id, prose, BlockGeometry { look, ..inside });
        self.space(Self::apart(place));
    }
}
