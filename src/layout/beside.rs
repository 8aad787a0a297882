//! Notes beside the text: the column they stand in, and how they are kept level with their words.
//!
//! Levelling ([`level`]): *input* are the tops that the notes of a page want, their heights and the spaces above them; the *cost* is the
//! sum of the squares of how far each stands from the top it wants; the *state* are pools of neighbours that push one another, each at
//! its mean. Time is the number of notes. *Invariants*: notes keep their order and their spaces, none leaves the page while there is
//! room, and no other tops cost less.

use crate::config::{self, Config, Presentation};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::edition::Edition;
use crate::language::squares;
use crate::source::Length;

/// Where the notes beside the text stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// A column on the outer side of the text.
    Column {
        /// Width of the column.
        width: Length,
        /// Distance of the column from the text.
        gap: Length,
    },
    /// The right-hand page, which is as wide as the text's.
    Facing {
        /// Width of the text.
        width: Length,
    },
}

/// The part of text and column together that the column takes, in hundredths.
const MARGIN: i64 = 30;
const COLUMN: i64 = 38;

impl Beside {
    /// The width of the notes' lines.
    pub(super) fn width(self) -> Length {
        match self {
            Self::Column { width, .. } | Self::Facing { width } => width,
        }
    }

    /// How many columns of this width stand below a text of this measure and the column beside it, evenly.
    pub(super) fn columns(self, measure: Length) -> usize {
        match self {
            Self::Column { width, gap } => {
                usize::try_from((measure + gap + width + gap).units() / (width + gap).units().max(1)).unwrap_or(1)
            }
            Self::Facing { .. } => 1,
        }
    }

    /// How far the columns below the text lie to the right of the text's left edge.
    pub(super) fn shift_below(self, recto: bool, measure: Length) -> Length {
        if recto { Length::ZERO } else { self.shift(false, measure) }
    }

    /// How far the column lies to the right of the text's left edge.
    pub(super) fn shift(self, recto: bool, measure: Length) -> Length {
        match self {
            Self::Column { width, gap } if !recto => -(width + gap),
            Self::Column { gap, .. } => measure + gap,
            Self::Facing { .. } => Length::ZERO,
        }
    }
}

/// The settings of a book whose lines hold a whole number of square characters: what is left over goes to the outer margin. None for a
/// book of letters, or if nothing is left over.
pub(super) fn in_squares(config: &Config) -> Option<Config> {
    let over = over_squares(&config.page, config.typography.size, &config.metadata.language);
    (over > Length::ZERO).then(|| {
        let mut own = config.clone();
        own.page.margins.outer += over;
        own
    })
}

/// What the lines of a page have beyond a whole number of square characters of this size; nothing in a language of letters.
fn over_squares(page: &config::PageSettings, size: Length, language: &str) -> Length {
    let measure = page.width - page.margins.inner - page.margins.outer;
    match squares(language).filter(|squares| squares.whole && measure > size) {
        Some(_) => Length::raw(measure.units() % size.units().max(1)),
        None => Length::ZERO,
    }
}

/// The page of the text, its outer margin wide enough for a column of notes if the edition has one, and that column.
pub(super) fn page(edition: &Edition, config: &Config) -> (config::PageSettings, Option<Beside>) {
    let mut page = config.page.clone();
    if edition.entries.iter().all(|entry| !entry.place.stands_beside()) {
        return (page, None);
    }
    let gap = config.typography.size.scale(14, 10);
    let inner = page.margins.inner;
    let part = match edition.presentation {
        Presentation::Facing => return (page.clone(), Some(Beside::Facing { width: page.width - inner - page.margins.outer })),
        Presentation::Columns => COLUMN,
        Presentation::Margin => MARGIN,
        // Nothing of these stands beside the text.
        Presentation::Foot | Presentation::AfterSection | Presentation::End | Presentation::Omit | Presentation::Only => {
            return (page, None);
        }
        Presentation::Popup | Presentation::Interleaved | Presentation::Linked | Presentation::Beside => return (page, None),
    };
    // An outer margin as wide as the column needs it stays; else both share the room between margins as wide as the inner one.
    let edge = inner.min(page.margins.outer).scale(8, 10);
    let room = page.width - inner - edge - gap;
    let width = room.scale(part, 100).max(page.margins.outer - gap - edge);
    page.margins.outer = width + gap + edge;
    let over = over_squares(&page, config.typography.size, &config.metadata.language);
    page.margins.outer += over;
    (page, Some(Beside::Column { width, gap }))
}

/// Warns if the text has less than a third of a page for its notes.
pub(super) fn check(crowded: usize, diagnostics: &mut Diagnostics) {
    if crowded > 0 {
        let message = format!("the notes beside the text need more room than it: on {crowded} of its pages it takes less than a third");
        diagnostics
            .push(Diagnostic::new(Code::CrowdedMargin, message).help("set `notes.pdf` to `foot`, `facing`, `after-section` or `end`"));
    }
}

/// Tops for blocks of these heights, each with the space it wants above it, the first at `0` or below and the last ending at
/// `depth` or above: as near to the tops they want as order and room allow, by least squares.
///
/// With what lies above each block taken off, order becomes that of a rising row of numbers, so that this is isotonic regression:
/// neighbours that would fall are pooled at their mean (Barlow et al., “Statistical Inference under Order Restrictions”, 1972).
/// The nearest row within limits is the nearest row cut off at them.
pub(super) fn level(wanted: &[Length], heights: &[Length], spaces: &[Length], depth: Length) -> Vec<Length> {
    let mut above = Vec::with_capacity(heights.len());
    let mut sum = Length::ZERO;
    for (index, &height) in heights.iter().enumerate() {
        if index > 0 {
            sum += spaces[index];
        }
        above.push(sum);
        sum += height;
    }
    // Pools: the sum of what their blocks want and how many they are.
    let mut pools: Vec<(i64, i64)> = Vec::new();
    for (wanted, above) in wanted.iter().zip(&above) {
        pools.push(((*wanted - *above).units(), 1));
        while let [.., (a, n), (b, m)] = pools[..]
            && a * m > b * n
        {
            pools.truncate(pools.len() - 2);
            pools.push((a + b, n + m));
        }
    }
    let most = (depth - sum).max(Length::ZERO);
    let means = pools.iter().flat_map(|&(sum, count)| std::iter::repeat_n(Length::raw(sum / count), usize::try_from(count).unwrap_or(0)));
    means.zip(&above).map(|(mean, above)| mean.clamp(Length::ZERO, most) + *above).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points(all: &[i64]) -> Vec<Length> {
        all.iter().map(|&points| Length::points(points)).collect()
    }

    #[test]
    fn lines_of_square_characters_are_whole() {
        let (page, size) = (config::PageSettings::default(), Length::points(11));
        let measure = page.width - page.margins.inner - page.margins.outer;
        for (language, whole) in [("ja", true), ("zh-TW", true), ("ko", false), ("en", false)] {
            let over = over_squares(&page, size, language);
            assert_eq!(over > Length::ZERO, whole, "{language}");
            assert!(!whole || (measure - over).units() % size.units() == 0 && over < size, "{language}");
        }
    }

    #[test]
    fn what_has_room_stands_level() {
        assert_eq!(level(&points(&[10, 50, 90]), &points(&[20, 20, 20]), &points(&[4, 4, 4]), Length::points(200)), points(&[10, 50, 90]));
    }

    #[test]
    fn what_would_overlap_is_pooled_and_what_would_fall_off_is_kept_on() {
        // Two of 20 that both want 50 share the way: the first goes up by 12, the second down by 12.
        assert_eq!(level(&points(&[50, 50]), &points(&[20, 20]), &points(&[4, 4]), Length::points(200)), points(&[38, 62]));
        assert_eq!(level(&points(&[190, 195]), &points(&[20, 20]), &points(&[4, 4]), Length::points(200)), points(&[156, 180]));
        assert_eq!(level(&points(&[-30]), &points(&[20]), &points(&[4]), Length::points(200)), points(&[0]));
    }

    proptest! {
        #[test]
        fn blocks_keep_their_order_and_never_overlap(blocks in prop::collection::vec((0i64..600, 5i64..60), 1..12)) {
            let mut wanted: Vec<i64> = blocks.iter().map(|block| block.0).collect();
            wanted.sort_unstable();
            let heights: Vec<i64> = blocks.iter().map(|block| block.1).collect();
            let depth = heights.iter().sum::<i64>() + 5 * heights.len() as i64 + 100;
            let spaces = points(&vec![5; heights.len()]);
            let tops = level(&points(&wanted), &points(&heights), &spaces, Length::points(depth));
            prop_assert!(tops[0] >= Length::ZERO);
            prop_assert!(tops[tops.len() - 1] + Length::points(heights[heights.len() - 1]) <= Length::points(depth));
            for index in 1..tops.len() {
                prop_assert!(tops[index] >= tops[index - 1] + Length::points(heights[index - 1] + 5));
            }
            // No pair of neighbours can be moved together to come nearer.
            let cost = |tops: &[Length]| tops.iter().zip(&wanted).map(|(top, want)| (top.units() / 65_536 - want).pow(2)).sum::<i64>();
            for (from, to) in (0..tops.len()).flat_map(|from| (from + 1..=tops.len()).map(move |to| (from, to))) {
                for step in [-3, 3] {
                    let mut other = tops.clone();
                    other[from..to].iter_mut().for_each(|top| *top += Length::points(step));
                    let fits = other[0] >= Length::ZERO
                        && other[other.len() - 1] + Length::points(heights[heights.len() - 1]) <= Length::points(depth)
                        && (1..other.len()).all(|index| other[index] >= other[index - 1] + Length::points(heights[index - 1] + 5));
                    prop_assert!(!fits || cost(&other) + 8 * other.len() as i64 >= cost(&tops));
                }
            }
        }
    }
}
