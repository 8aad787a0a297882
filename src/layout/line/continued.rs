//! The sign before a line of code that is the rest of the one above it.

use super::set::{Line, LinePiece};
use crate::source::Length;

/// A corner that shows that a line of code goes on here, in the last part (`hang`) of its indent, which begins at `left`: drawn, not set,
/// so that it is not copied with the code.
pub(super) fn goes_on(line: &mut Line, left: Length, hang: Length, em: Length) {
    let thick = em / 16;
    let (x, high) = (left + hang / 4, em / 4);
    for (width, height, rise) in [(thick, high, em / 5 + high), (hang / 2, thick, em / 5)] {
        line.pieces.push(LinePiece::rule(x, rise, width, height));
    }
}

#[cfg(test)]
mod tests {
    use super::super::set::Ink;
    use super::*;

    #[test]
    fn the_corner_before_a_line_of_code_that_goes_on_stands_in_its_indent() {
        let (mut line, hang, em) = (Line::default(), Length::points(12), Length::points(10));
        goes_on(&mut line, Length::ZERO, hang, em);
        let rules = line.pieces.iter().filter_map(|piece| match piece.ink {
            Ink::Rule(width, height) => Some((piece.x, piece.x + width, piece.rise - height, piece.rise)),
            _ => None,
        });
        let [(left, right, foot, top), (from, to, below, above)] = rules.collect::<Vec<_>>()[..] else { panic!("two rules") };
        assert!(Length::ZERO < left && to < hang, "{left:?} {to:?}");
        assert!(left == from && right < to && below < foot && foot <= above, "an upright on the end of a level one");
        assert!(Length::ZERO < below && top < em, "{below:?} {top:?}");
    }
}
