//! Lines in outline: the characters that stand on them, stretch by stretch, without a glyph. It is all that is needed to know where
//! pages begin.

use super::copy::ParagraphText;
use super::fit::LineFit;
use super::prepare::{LineBreak, Prepared};
use super::set::{Ink, Line, LinePiece};
use crate::layout::frame::GlyphText;
use crate::source::Length;

/// A line between two breaks; none if it holds a picture or a formula, which make a line higher and must be set for that.
pub(super) fn sketch(copy: &ParagraphText, prepared: &Prepared, start: &LineBreak, end: &LineBreak) -> Option<Line> {
    let range = LineFit::range(copy, prepared, start, end);
    let begun = copy.strands.partition_point(|strand| strand.end <= range.start);
    let mut line = Line::default();
    (line.pieces, line.hyphen) = (Vec::with_capacity(1), end.hyphen);
    for strand in copy.strands[begun..].iter().take_while(|strand| strand.start < range.end) {
        if strand.picture.is_some() || strand.formula.is_some() || strand.reading.is_some() {
            return None;
        }
        for &entry in &strand.calls {
            if !line.calls.contains(&entry) {
                line.calls.push(entry);
            }
        }
        let from = strand.start.max(range.start);
        let text = &copy.text[from as usize..strand.end.min(range.end) as usize];
        let mut text = text.trim_end_matches('\u{AD}').to_owned();
        // As in a line that is set, a hyphen made by line breaking; one before a space divides no word.
        if end.optional && end.end_unit == end.start_unit && strand.end >= range.end {
            text.push('\u{AD}');
        }
        let text = GlyphText { face: strand.voice.face, size: strand.voice.size, glyphs: Vec::new(), shifts: Vec::new(), text };
        line.pieces.push(LinePiece {
            x: Length::ZERO,
            rise: Length::ZERO,
            level: strand.level,
            origin: strand.origin,
            link: strand.link,
            start: strand.in_prose(from),
            ink: Ink::Text(text),
        });
    }
    Some(line)
}
