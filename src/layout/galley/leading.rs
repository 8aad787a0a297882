//! How far apart lines stand: by their leading, but where a picture or a formula reaches beyond its line.

use crate::layout::line::{FormulaExtent, Line};
use crate::layout::style::TextLook;
use crate::source::Length;

/// How far down a row reaches.
#[derive(Clone, Copy)]
pub(super) struct RowDepth {
    /// From its top to the top of the next.
    pub(super) height: Length,
    /// From its top to its baseline.
    pub(super) baseline: Length,
}

/// How far letters reach above their baseline and below it, in hundredths of the size, beside a formula: few letters reach further, and a
/// part of a formula may stand between those that do.
const LETTERS: (i64, i64) = (60, 10);
/// What a line is not moved for, in hundredths of the size.
const LITTLE: i64 = 10;

impl RowDepth {
    /// How far down a row of this look reaches that is a line by itself.
    pub(super) fn of(line: &Line, look: TextLook) -> Self {
        let Self { height, baseline } = Self::of_words(line, look);
        let [above, below] = needs(std::slice::from_ref(line), look)[..] else { return Self { height, baseline } };
        Self { height: height + above + below, baseline: baseline + above }
    }

    /// How far down a row of this look reaches without what formulas need. A picture higher than the line makes it higher by whole lines,
    /// so that what follows is on the grid again.
    pub(super) fn of_words(line: &Line, look: TextLook) -> Self {
        let leading = look.leading;
        let mut height = leading;
        while line.tall > height - leading / 4 {
            height += leading;
        }
        Self { height, baseline: height - leading + self::baseline(look) }
    }

    /// The depth of a row that holds two lines beside each other.
    pub(super) fn with(self, other: Self) -> Self {
        let baseline = self.baseline.max(other.baseline);
        let below = (self.height - self.baseline).max(other.height - other.baseline);
        Self { height: baseline + below, baseline }
    }
}

/// What lines need above each of them, and below the last, beyond their leading, so that no formula touches the letters next to it or another
/// formula above it.
fn needs(lines: &[Line], look: TextLook) -> Vec<Length> {
    let em = |hundredths: i64| look.size.scale(hundredths, 100);
    let (above, below) = (em(LETTERS.0), em(LETTERS.1));
    let formulas = |index: Option<usize>| index.and_then(|index| lines.get(index)).map_or(&[][..], |line| &line.formulas);
    let between = |index: usize| {
        let (upper, lower) = (formulas(index.checked_sub(1)), formulas(Some(index)));
        let to_letters = upper.iter().map(|formula| formula.below + above).chain(lower.iter().map(|formula| formula.above + below));
        let pairs = upper.iter().flat_map(|upper| lower.iter().filter(|lower| meet(upper, lower)).map(|lower| upper.below + lower.above));
        let gap = to_letters.chain(pairs).max().unwrap_or_default() - look.leading;
        if gap < em(LITTLE) { Length::ZERO } else { gap }
    };
    (0..=lines.len()).map(between).collect()
}

/// Whether one of two formulas stands above the other.
fn meet(upper: &FormulaExtent, lower: &FormulaExtent) -> bool {
    upper.from < lower.to && lower.from < upper.to
}

/// The space that the lines of a paragraph want above each of them, and below the last, for their formulas.
pub(super) fn gaps(lines: &[Line], look: TextLook) -> Vec<Length> {
    if lines.iter().all(|line| line.formulas.is_empty()) {
        return vec![Length::ZERO; lines.len() + 1];
    }
    needs(lines, look)
}

/// Shares out what is missing to whole lines in all among the gaps there are and the one below the last line, so that what follows is on the
/// grid again.
pub(super) fn whole_lines(gaps: &mut [Length], leading: Length) {
    let sum: Length = gaps.iter().copied().sum();
    let Some((last, inner)) = gaps.split_last_mut().filter(|_| sum > Length::ZERO) else { return };
    let mut open: Vec<&mut Length> = inner.iter_mut().filter(|gap| **gap > Length::ZERO).collect();
    open.push(last);
    let lines = (sum.units() + leading.units() - 1) / leading.units();
    let missing = leading * lines - sum;
    let count = i64::try_from(open.len()).unwrap_or(i64::MAX);
    let mut rest = Length::raw(missing.units() % count);
    for gap in open {
        *gap += missing / count + std::mem::take(&mut rest);
    }
}

/// Distance of the baseline from the top of a line: capitals and descenders stand in the middle of the leading.
pub(in crate::layout) fn baseline(look: TextLook) -> Length {
    (look.leading - look.size) / 2 + look.size.scale(78, 100)
}
