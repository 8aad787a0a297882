//! Two stretches of words laid side by side, so that as many as can be agree in order.

use std::ops::Range;

const AGREES: i32 = 3;
const DIFFERS: i32 = -1;
const MISSING: i32 = -1;

/// A pattern laid along a text: for each of its words the word of the text that is the same, if one is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WordAlignment {
    pub(super) agrees: Vec<Option<usize>>,
}

impl WordAlignment {
    /// Lays all of `pattern` along the part of `text` that suits it best; places are those of `text` from `from` on.
    pub(super) fn of(pattern: &[u32], text: &[u32], from: usize) -> Self {
        let (rows, columns) = (pattern.len() + 1, text.len() + 1);
        let mut best = vec![0_i32; rows * columns];
        for row in 1..rows {
            best[row * columns] = MISSING * i32::try_from(row).unwrap_or(i32::MAX / 4);
            for column in 1..columns {
                let same = if pattern[row - 1] == text[column - 1] { AGREES } else { DIFFERS };
                let beside = best[(row - 1) * columns + column - 1] + same;
                let without = best[(row - 1) * columns + column].max(best[row * columns + column - 1]) + MISSING;
                best[row * columns + column] = beside.max(without);
            }
        }
        let last = &best[(rows - 1) * columns..];
        let mut column = (0..columns).max_by_key(|&column| (last[column], std::cmp::Reverse(column))).unwrap_or(0);
        let mut row = rows - 1;
        let mut agrees = vec![None; pattern.len()];
        while row > 0 {
            let here = best[row * columns + column];
            let same = column > 0 && pattern[row - 1] == text[column - 1];
            if column > 0 && here == best[(row - 1) * columns + column - 1] + if same { AGREES } else { DIFFERS } {
                agrees[row - 1] = same.then_some(from + column - 1);
                (row, column) = (row - 1, column - 1);
            } else if here == best[(row - 1) * columns + column] + MISSING {
                row -= 1;
            } else {
                column -= 1;
            }
        }
        Self { agrees }
    }

    /// How many words of a part of the pattern agree.
    pub(super) fn count(&self, part: Range<usize>) -> usize {
        self.agrees[part].iter().filter(|at| at.is_some()).count()
    }

    /// The words of the text that a part of the pattern has become; none where that is not certain, since words at its edge were changed.
    pub(super) fn part(&self, pattern: &[u32], part: &Range<usize>) -> Option<Range<usize>> {
        let start = self.edge(part.clone().collect(), (0..part.start).rev().collect(), 1, pattern)?;
        let end = self.edge(part.clone().rev().collect(), (part.end..self.agrees.len()).collect(), -1, pattern)?;
        (start <= end).then_some(start..end + 1)
    }

    /// The first word of a part as it is now: `inside` are its words from the edge inwards, `outside` those beyond, outwards; a step of
    /// -1 looks from the other end.
    fn edge(&self, inside: Vec<usize>, outside: Vec<usize>, step: i64, pattern: &[u32]) -> Option<usize> {
        let at = |index: usize| self.agrees[index].and_then(|at| i64::try_from(at).ok());
        let (depth, word) = inside.iter().enumerate().find_map(|(depth, &index)| at(index).map(|word| (depth, word)))?;
        let beyond = outside.first().and_then(|&index| at(index));
        let found = if depth == 0 {
            // A word that agrees by chance is not to be taken for the edge: one beside it must agree too.
            let next = inside.get(1).and_then(|&index| at(index));
            let steady = next == Some(word + step) || beyond == Some(word - step) || inside.len() == 1 && outside.is_empty();
            // Of two equal words at the edge one is left: it may be either.
            let twice = beyond.is_none() && outside.first().is_some_and(|&index| pattern[index] == pattern[inside[0]]);
            (steady && !twice).then_some(word)
        } else {
            // What stands between the last word beyond the edge and the first one that agrees was changed or left out.
            let beyond = beyond?;
            let between = (word - beyond) * step - 1;
            let depth = i64::try_from(depth).ok()?;
            (0..=depth).contains(&between).then_some(beyond + step)
        };
        found.and_then(|word| usize::try_from(word).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(pattern: &[u32], text: &[u32], of: Range<usize>) -> Option<Range<usize>> {
        WordAlignment::of(pattern, text, 0).part(pattern, &of)
    }

    #[test]
    fn a_part_is_found_between_its_neighbours() {
        let pattern = [1, 2, 3, 4, 5, 6, 7];
        assert_eq!(part(&pattern, &[9, 1, 2, 3, 4, 5, 6, 7, 9], 2..5), Some(3..6));
        // A changed first word, a missing last one, a word put in.
        assert_eq!(part(&pattern, &[1, 2, 8, 4, 5, 6, 7], 2..5), Some(2..5));
        assert_eq!(part(&pattern, &[1, 2, 3, 4, 6, 7], 2..5), Some(2..4));
        assert_eq!(part(&pattern, &[1, 2, 3, 8, 4, 5, 6, 7], 2..5), Some(2..6));
        // Both sides of the edge changed, and words put in there: nobody knows where it is.
        assert_eq!(part(&pattern, &[1, 8, 9, 4, 5, 6, 7], 2..5), None);
        assert_eq!(part(&pattern, &[1, 2, 8, 9, 9, 4, 5, 6, 7], 2..5), None);
        // Of a word that was said twice at the edge, one is left.
        assert_eq!(part(&[1, 2, 2, 4, 5], &[1, 8, 2, 4, 5], 2..4), None);
    }
}
