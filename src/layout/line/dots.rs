//! Dots over or under the characters that an author stresses in Chinese, Japanese or Korean, which have no italic.

use crate::language::EmphasisDots;
use crate::source::Length;

/// A filled rectangle of a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DotPart {
    /// The left edge of the rectangle, from that of the measure.
    pub(super) x: Length,
    /// How far the top edge of the rectangle lies above the baseline.
    pub(super) rise: Length,
    /// The width of the rectangle.
    pub(super) width: Length,
    /// The height of the rectangle.
    pub(super) height: Length,
}

/// The dots of characters, each given by its left edge and its width, in type of the size `em`. A dot is drawn, not set, so that it is not
/// copied with the text.
pub(super) fn of(characters: impl Iterator<Item = (Length, Length)>, rise: Length, em: Length, dots: EmphasisDots) -> Vec<DotPart> {
    let middle = rise
        + match dots {
            EmphasisDots::Above => em,
            EmphasisDots::Below => -em.scale(24, 100),
        };
    // At this size four corners taken off make it round.
    let across = em.scale(13, 100);
    let (inner, square) = (across.scale(6, 10), across.scale(85, 100));
    let part = |x: Length, own: Length, width: Length, height: Length| DotPart {
        x: x + (own - width) / 2,
        rise: middle + height / 2,
        width,
        height,
    };
    characters
        .flat_map(|(x, own)| [(across, inner), (inner, across), (square, square)].map(|(wide, high)| part(x, own, wide, high)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_its_dot_in_the_middle() {
        let em = Length::points(10);
        for (dots, above) in [(EmphasisDots::Above, true), (EmphasisDots::Below, false)] {
            let parts = of([(Length::ZERO, em), (em * 2, em)].into_iter(), Length::ZERO, em, dots);
            assert_eq!(parts.len(), 6);
            for part in &parts {
                assert_eq!(part.rise > Length::ZERO, above);
                assert!(part.x > Length::ZERO && part.x < em || part.x > em * 2 && part.x < em * 3, "{:?}", part.x);
            }
        }
    }
}
