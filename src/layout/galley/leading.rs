//! How far apart lines stand: by their leading, but where a picture or a formula reaches beyond its line.

use crate::fonts::Fonts;
use crate::layout::line::{FormulaExtent, Ink, Line};
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
/// What a line is not moved for, in hundredths of the size, where what stands beside it is not known.
const LITTLE: i64 = 10;
/// The white between the ink of a formula and that of the line beside it, in hundredths of the size.
const WHITE: i64 = 2;

impl RowDepth {
    /// How far down a row of this look reaches that is a line by itself.
    pub(super) fn of(line: &Line, look: TextLook, fonts: &Fonts) -> Self {
        let Self { height, baseline } = Self::of_words(line, look);
        let [above, below] = needs(std::slice::from_ref(line), look, fonts)[..] else { return Self { height, baseline } };
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
fn needs(lines: &[Line], look: TextLook, fonts: &Fonts) -> Vec<Length> {
    let em = |hundredths: i64| look.size.scale(hundredths, 100);
    let line = |index: Option<usize>| index.and_then(|index| lines.get(index));
    let between = |index: usize| {
        let (upper, lower) = (line(index.checked_sub(1)), line(Some(index)));
        let below = upper.into_iter().flat_map(|upper| &upper.formulas).map(|formula| match lower {
            Some(lower) => Need::exact(formula.below, letters(lower, *formula, fonts).above),
            None => Need::about(formula.below + em(LETTERS.0)),
        });
        let above = lower.into_iter().flat_map(|lower| &lower.formulas).map(|formula| match upper {
            Some(upper) => Need::exact(formula.above, letters(upper, *formula, fonts).below),
            None => Need::about(formula.above + em(LETTERS.1)),
        });
        let needs = below.chain(above).map(|Need { reach, is_exact }| {
            let gap = reach + if is_exact { em(WHITE) } else { Length::ZERO } - look.leading;
            if gap < em(if is_exact { 0 } else { LITTLE }) { Length::ZERO } else { gap }
        });
        needs.max().unwrap_or_default()
    };
    (0..=lines.len()).map(between).collect()
}

/// How far the ink on both sides of the white between two lines reaches into it.
struct Need {
    reach: Length,
    /// Whether both sides are known.
    is_exact: bool,
}

impl Need {
    fn exact(formula: Length, letters: Length) -> Self {
        // Where nothing stands there is nothing to touch.
        Self { reach: if letters > Length::ZERO { formula + letters } else { Length::ZERO }, is_exact: true }
    }

    fn about(reach: Length) -> Self {
        Self { reach, is_exact: false }
    }
}

/// How far the letters of a line, and its formulas, reach where a formula of the line beside it stands.
fn letters(line: &Line, beside: FormulaExtent, fonts: &Fonts) -> FormulaExtent {
    let mut reach = FormulaExtent { above: Length::ZERO, below: Length::ZERO, ..beside };
    let mut take = |above: Length, below: Length| {
        reach.above = reach.above.max(above);
        reach.below = reach.below.max(below);
    };
    for formula in line.formulas.iter().filter(|formula| meet(formula, &beside)) {
        take(formula.above, formula.below);
    }
    for piece in &line.pieces {
        let Ink::Text(text) = &piece.ink else { continue };
        let face = fonts.face(text.face);
        let scaled = |units: i32| text.size.scale(i64::from(units), i64::from(face.units_per_em.max(1)));
        let mut x = piece.x;
        for glyph in &text.glyphs {
            let end = x + Length::raw(i64::from(glyph.advance));
            if x < beside.to
                && beside.from < end
                && let Some([_, low, _, high]) = face.ink(glyph.id)
            {
                take(piece.rise + scaled(high), -(piece.rise + scaled(low)));
            }
            x = end;
        }
    }
    reach
}

/// Whether one of two formulas stands above the other.
fn meet(upper: &FormulaExtent, lower: &FormulaExtent) -> bool {
    upper.from < lower.to && lower.from < upper.to
}

/// The space that the lines of a paragraph want above each of them, and below the last, for their formulas.
pub(super) fn gaps(lines: &[Line], look: TextLook, fonts: &Fonts) -> Vec<Length> {
    if lines.iter().all(|line| line.formulas.is_empty()) {
        return vec![Length::ZERO; lines.len() + 1];
    }
    needs(lines, look, fonts)
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
