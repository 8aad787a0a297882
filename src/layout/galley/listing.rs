//! Code: lines as they are written, each whole on its page, an empty one only where something stands above it.

use super::display::narrowed;
use super::{BlockGeometry, Galley, NEVER, ORPHAN, RowDepth, RowLine, WIDOW, number};
use crate::book::{BlockId, Prose};
use crate::layout::frame::{Origin, PageItem};
use crate::layout::line::{self, Line, ParagraphShape};
use crate::source::Length;

/// Costs of a page that ends inside code: anywhere but at an empty line; with two lines alone; between lines of which one opens what the
/// next is in, or closes it.
const IN_CODE: i64 = 300;
const TWO_LINES: i64 = 3_000;
const BRACKET: i64 = 6_000;

impl Galley<'_, '_> {
    pub(super) fn code(&mut self, id: BlockId, prose: &Prose, place: BlockGeometry) {
        let mut look = self.sheet.code;
        if place.tight {
            (look.size, look.leading) = (place.look.size.scale(85, 100), place.look.leading);
        }
        let inset = place.look.size;
        let inside = narrowed(BlockGeometry { left: place.left + inset, width: place.width - inset, look, ..place }, place);
        let mut copy = self.copy(id, prose, Origin::Block(id), inside);
        // What goes on is indented by two letters.
        copy.hang = Some(look.size.scale(12, 10));
        let shape = ParagraphShape { measure: inside.width, first: Length::ZERO, align: look.align, hyphenate: false };
        let lines = line::lines(&copy, shape, self.bench);
        self.space(Self::apart(place));
        self.listing(lines, inside);
        self.space(Self::apart(place));
        self.flush();
    }

    /// Adds lines of code as rows. An empty one is space above the next, which is gone where that begins a page.
    fn listing(&mut self, lines: Vec<Line>, place: BlockGeometry) {
        let after = costs(&lines);
        let count = number(lines.len());
        let (mut empty, mut unseen): (Length, Vec<PageItem>) = (Length::ZERO, Vec::new());
        let all_empty = lines.iter().all(Line::is_blank);
        for (index, line) in lines.into_iter().enumerate() {
            let blank = line.is_blank() && !all_empty;
            let depth = RowDepth::of(&line, place.look, self.bench.fonts);
            let mut row = self.row_at(line, place, depth, after[index]);
            if blank {
                // Its end is still copied with the code.
                unseen.extend(row.items.into_iter().map(|item| PageItem { y: item.y + empty, ..item }));
                empty += row.height;
                continue;
            }
            row.line = row.line.map(|line| RowLine { place: (number(index), count), ..line });
            row.above = empty;
            row.items.splice(0..0, unseen.drain(..).map(|item| PageItem { y: item.y - empty, ..item }));
            empty = Length::ZERO;
            self.push(row);
        }
        if let Some(last) = self.rows.last_mut() {
            last.items.extend(unseen.into_iter().map(|item| PageItem { y: item.y + last.height, ..item }));
        }
    }
}

/// What a page that ends behind each line costs.
fn costs(lines: &[Line]) -> Vec<i64> {
    let seen: Vec<usize> = (0..lines.len()).filter(|&index| !lines[index].is_blank()).collect();
    let mut costs = vec![0; lines.len()];
    for (nth, &index) in seen.iter().enumerate() {
        let Some(&next) = seen.get(nth + 1) else { break };
        let (before, behind) = (nth + 1, seen.len() - nth - 1);
        let (words, follows) = (lines[index].words(), lines[next].words());
        let opens = words.trim_end().ends_with(['{', '(', '[', ':', ',', '\\']);
        let closes = follows.trim_start().starts_with(['}', ')', ']']) || follows.trim() == "end";
        costs[index] = if lines[next].goes_on {
            NEVER
        } else {
            i64::from(before == 1) * ORPHAN
                + i64::from(behind == 1) * WIDOW
                + i64::from(before == 2 || behind == 2) * TWO_LINES
                + i64::from(next == index + 1) * IN_CODE
                + i64::from(opens || closes) * BRACKET
        };
    }
    costs
}
