//! Words with a reading over them: both in the middle of the wider one, one box that no line divides.

use super::copy::{ParagraphText, StyledStretch};
use super::piece::PieceContext;
use super::set::LinePiece;
use super::{Ink, Line, ParagraphShape, ShapeContext};
use crate::layout::frame::Origin;
use crate::layout::math::{MathBox, MathMark};
use crate::layout::style::{Align, TextStyle};
use crate::source::Length;
use std::rc::Rc;

/// Sets a stretch of a paragraph and the reading over it.
pub(super) fn set(copy: &ParagraphText, index: usize, reading: &ParagraphText, bench: &mut ShapeContext) -> MathBox {
    let strand = &copy.strands[index];
    let base = one_line(&word(copy, strand), bench);
    let over = one_line(reading, bench);
    let (size, small) = (strand.voice.size, strand.voice.size / 2);
    let width = base.end.max(over.end);
    // The reading's descenders stand just over what reaches highest in the words.
    let rise = size.scale(88, 100) + small.scale(22, 100);
    let mut set = MathBox::room(width);
    (set.height, set.depth) = (rise + small.scale(88, 100), size.scale(22, 100));
    set.marks = marks(base, width, Length::ZERO);
    set.reading = marks(over, width, rise);
    set
}

/// The words of a stretch as a text of their own.
fn word(copy: &ParagraphText, strand: &StyledStretch) -> ParagraphText {
    let text = &copy.text[strand.start as usize..strand.end as usize];
    let mut word = ParagraphText::new("");
    // Raised or lowered words are so already where they are put.
    word.push(text, TextStyle { rise: Length::ZERO, ..strand.voice }, strand.origin, None);
    word.place_as(strand);
    word
}

/// A text in one line.
fn one_line(copy: &ParagraphText, bench: &mut ShapeContext) -> Line {
    let shape = ParagraphShape { measure: Length::points(20_000), first: Length::ZERO, align: Align::Left, hyphenate: false };
    let sketch = std::mem::replace(&mut bench.sketch, false);
    let line = super::lines(copy, shape, bench).into_iter().next().unwrap_or_default();
    bench.sketch = sketch;
    line
}

/// What stands on a line as marks in the middle of this width.
fn marks(line: Line, width: Length, rise: Length) -> Vec<MathMark> {
    let first = line.pieces.iter().map(|piece| piece.x).min().unwrap_or_default();
    let shift = (width - line.end) / 2 - first.min(Length::ZERO);
    line.pieces.into_iter().map(|piece| MathMark { x: piece.x + shift, rise: piece.rise + rise, ink: piece.ink }).collect()
}

/// Puts words and their reading on a line.
pub(super) fn put(line: &mut Line, PieceContext { strand, level, start }: PieceContext, x: Length, set: &MathBox) {
    let over = match strand.origin {
        Origin::RubyBase(block, run) => Origin::Reading(block, run),
        other => other,
    };
    let words = set.marks.iter().map(|mark| (mark, strand.origin, strand.link, start));
    let reading = set.reading.iter().map(|mark| (mark, over, None, None));
    line.pieces.extend(words.chain(reading).map(|(mark, origin, link, start)| LinePiece {
        x: x + mark.x,
        rise: strand.voice.rise + mark.rise,
        level,
        origin: if matches!(mark.ink, Ink::Rule(..)) { Origin::Artifact } else { origin },
        link,
        start,
        ink: mark.ink.clone(),
    }));
}

/// A unit's box for a stretch with a reading; none for all others.
pub(super) fn boxed(copy: &ParagraphText, index: usize, bench: &mut ShapeContext) -> Option<Rc<MathBox>> {
    let reading = Rc::clone(copy.strands[index].reading.as_ref()?);
    Some(Rc::new(set(copy, index, &reading, bench)))
}
