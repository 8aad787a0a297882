//! Ragged lines in narrow columns, filled from the top: each takes as many words as it has room for, as a compositor sets the cells of a
//! table.

use crate::source::Length;

/// How good a place is for a ragged line to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RaggedPlace {
    /// The line must end here.
    Forced,
    /// A space.
    Space,
    /// A mark within a word, such as a hyphen.
    Mark,
    /// Anywhere else, such as in a range of figures: no line ends here that is filled from the top.
    Last,
}

/// A place where a ragged line may end.
#[derive(Clone, Copy, Debug)]
pub(super) struct RaggedBreak {
    /// The width from the beginning of the text to the next line's beginning.
    pub(super) start: Length,
    /// The width from the beginning of the text to the line's end.
    pub(super) end: Length,
    pub(super) place: RaggedPlace,
}

/// The widths of a text for ragged lines of any measure.
#[derive(Clone, Debug, Default)]
pub(in crate::layout) struct RaggedExtent {
    /// The width of the longest line if lines end only where they must.
    pub(in crate::layout) whole: Length,
    /// The width of the longest line if lines end wherever they may.
    pub(in crate::layout) longest: Length,
    /// The rows of a table over which the text goes, 0 as well as 1 for one.
    pub(in crate::layout) rows: i64,
    breaks: Vec<RaggedBreak>,
}

impl RaggedExtent {
    /// The widths of a text by its places to break, the first of which is its beginning.
    pub(super) fn between(breaks: Vec<RaggedBreak>) -> Self {
        let (mut whole, mut longest, mut start, mut word) = (Length::ZERO, Length::ZERO, 0, 0);
        for (index, at) in breaks.iter().enumerate().skip(1).filter(|(_, at)| at.place != RaggedPlace::Last) {
            longest = longest.max(at.end - breaks[word].start);
            word = index;
            if at.place == RaggedPlace::Forced {
                whole = whole.max(at.end - breaks[start].start);
                start = index;
            }
        }
        Self { whole, longest, rows: 1, breaks }
    }

    /// How many lines the text takes of each of its rows at a measure.
    pub(in crate::layout) fn lines(&self, measure: Length) -> i64 {
        let (mut at, mut lines) = (0, 0);
        while at + 1 < self.breaks.len() {
            at = next(&self.breaks, at, measure).unwrap_or(at + 1);
            lines += 1;
        }
        let rows = self.rows.max(1);
        ((lines + rows - 1) / rows).max(1)
    }

    /// A text of so many words of one width, without spaces.
    #[cfg(test)]
    pub(in crate::layout) fn of_words(count: i64, width: Length) -> Self {
        let place = |index: i64| if index == 0 || index == count { RaggedPlace::Forced } else { RaggedPlace::Space };
        let at = |index: i64| RaggedBreak { start: width * index, end: width * index, place: place(index) };
        Self::between((0..=count).map(at).collect())
    }
}

/// Where the line ends that begins behind a break: at the last space that it has room for, or else at any mark; none if its first word is
/// too wide.
fn next(breaks: &[RaggedBreak], from: usize, measure: Length) -> Option<usize> {
    let (mut space, mut mark) = (None, None);
    for (index, at) in breaks.iter().enumerate().skip(from + 1) {
        if at.end - breaks[from].start > measure {
            break;
        }
        match at.place {
            RaggedPlace::Forced => return Some(index),
            RaggedPlace::Space => space = Some(index),
            RaggedPlace::Mark => mark = Some(index),
            RaggedPlace::Last => {}
        }
    }
    space.or(mark)
}

/// The breaks of a text whose lines are filled from the top; none if a word is wider than its line.
pub(super) fn filled(breaks: &[RaggedBreak], measure: Length) -> Option<Vec<usize>> {
    let (mut at, mut chosen) = (0, Vec::new());
    while at + 1 < breaks.len() {
        at = next(breaks, at, measure)?;
        chosen.push(at);
    }
    Some(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_take_as_many_words_as_they_have_room_for() {
        let words = RaggedExtent::of_words(7, Length::points(10));
        assert_eq!((words.whole, words.longest), (Length::points(70), Length::points(10)));
        for (measure, lines) in [(70, 1), (69, 2), (30, 3), (10, 7), (5, 7)] {
            assert_eq!(words.lines(Length::points(measure)), lines, "{measure}");
        }
    }
}
