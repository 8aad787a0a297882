//! How well a set line fits, and where its words stand in the source: what a report on the pages needs and the glyphs don't tell.

use super::copy::ParagraphText;
use super::prepare::{LineBreak, Prepared};
use crate::source::Length;
use crate::source::Span;
use std::ops::Range;

/// The fit of one line.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::layout) struct LineFit {
    /// How far the line's spaces are stretched (of what they stretch at ratio 1) or, negative, shrunk (of what they may shrink), in
    /// thousandths; 0 for a line whose spaces have their own width.
    pub(in crate::layout) ratio: i32,
    /// Whether the words are wider than the line.
    pub(in crate::layout) overfull: bool,
    /// Whether a box stands in for a character that no font has.
    pub(in crate::layout) stand_in: bool,
    /// The line's words in the source.
    pub(in crate::layout) span: Option<Span>,
}

impl LineFit {
    /// The ratio at which `room` is shared out among spaces that stretch or shrink by `most` in all.
    pub(super) fn ratio(room: Length, most: Length) -> i32 {
        let ratio = room.units().saturating_mul(1000) / most.units().max(1);
        i32::try_from(ratio).unwrap_or(if ratio < 0 { i32::MIN } else { i32::MAX })
    }

    /// The bytes of the paragraph's text from one break to the next.
    pub(super) fn range(copy: &ParagraphText, prepared: &Prepared, start: &LineBreak, end: &LineBreak) -> Range<u32> {
        let at = |unit: u32, inside: Option<u32>| {
            prepared
                .units
                .get(unit as usize)
                .map_or_else(|| super::copy::length(copy.text.len()), |unit| unit.range.start + inside.unwrap_or(0))
        };
        at(start.start_unit, start.inside)..at(end.end_unit, end.inside)
    }

    /// The words from one break to the next, in the source.
    pub(super) fn span(copy: &ParagraphText, prepared: &Prepared, start: &LineBreak, end: &LineBreak) -> Option<Span> {
        let Range { start: from, end: to } = Self::range(copy, prepared, start, end);
        // Strands are in order, so those of a line are found without looking through the paragraph.
        let first = copy.strands.partition_point(|strand| strand.end <= from);
        let behind = copy.strands.partition_point(|strand| strand.start < to);
        let mut strands = copy.strands.get(first..behind).unwrap_or_default().iter().filter(|strand| strand.whence.is_some());
        let first = strands.next()?;
        let last = strands.next_back().unwrap_or(first);
        let start = first.place(from..to)?;
        Some(last.place(from..to).filter(|end| end.source == start.source).map_or(start, |end| start.to(end)))
    }
}
