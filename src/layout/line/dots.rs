//! Dots over or under the characters that an author stresses in Chinese, Japanese or Korean, which have no italic.

use super::ideograph::wide;
use super::set::{Line, LinePiece};
use crate::language::EmphasisDots;
use crate::source::Length;

/// Draws a dot by each square character of a word. `characters` are the characters, each with its left edge and its width; `em` is the size.
/// A dot is drawn, not set, so that it is not copied with the text.
pub(super) fn put(line: &mut Line, characters: impl Iterator<Item = (char, Length, Length)>, rise: Length, em: Length, dots: EmphasisDots) {
    let middle = rise
        + match dots {
            EmphasisDots::Above => em,
            EmphasisDots::Below => -em.scale(24, 100),
        };
    // At this size four corners taken off make it round.
    let across = em.scale(13, 100);
    let inner = across.scale(6, 10);
    for (_, x, width) in characters.filter(|(c, ..)| wide(*c) && c.is_alphanumeric()) {
        for (wide, high) in [(across, inner), (inner, across), (across.scale(85, 100), across.scale(85, 100))] {
            let dot = LinePiece::rule(x + (width - wide) / 2, middle + high / 2, wide, high);
            // Before the text, which may go on in the piece that is last.
            let at = line.pieces.len().saturating_sub(1);
            line.pieces.insert(at, dot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_that_is_no_mark_has_its_dot_in_the_middle() {
        let em = Length::points(10);
        for (dots, above) in [(EmphasisDots::Above, true), (EmphasisDots::Below, false)] {
            let mut line = Line::default();
            let characters = "重，要a".chars().zip(0..).map(|(c, at)| (c, em * at, em));
            put(&mut line, characters, Length::ZERO, em, dots);
            assert_eq!(line.pieces.len(), 6);
            for piece in &line.pieces {
                assert_eq!(piece.rise > Length::ZERO, above);
                assert!(piece.x > Length::ZERO && piece.x < em || piece.x > em * 2 && piece.x < em * 3, "{:?}", piece.x);
            }
        }
    }
}
