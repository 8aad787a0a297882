//! Total fit: chooses the breaks of a whole paragraph at once, so that its worst lines are as good as they can be.
//!
//! After Knuth and Plass, “Breaking Paragraphs into Lines” (1981).
//!
//! *Input*: the places where a line may end ([`LineBreak`]), each with the sums of widths, stretch and shrink up to it (so that a line costs
//! O(1)), its penalty, and whether a hyphen stands there; the measure; the indents beside an initial.
//!
//! *Cost*: a line that stretches or shrinks by the ratio r costs `(10 + 100·|r|³)² + penalty²`. Added are [`ADJACENT`] for neighbours of
//! very different tightness, [`DOUBLE_HYPHEN`] and [`THIRD_HYPHEN`] for hyphens in a row, [`LAST_HYPHEN`] before the last line, and
//! [`RUNT`] for a last line shorter than four ems. The last line's own spaces are not stretched.
//!
//! *State*: for each break, the number of lines beside an initial so far, and the kind of the line that ends there, the cheapest way.
//! What may follow depends on nothing else, so the cheapest way to the end is the cheapest of all. A break is tried only with those
//! before it that are neither overfull nor too loose from there, so time grows with the paragraph's length, not its square.
//!
//! *Passes*: without dividing words ([`undivided`]); looser without dividing them ([`loose`]), taken only if it costs less than a single
//! division would; with them ([`divided`]); whatever there is ([`forced`]). Headings of Chinese and Japanese have a pass of their own
//! ([`by_sense`]). The second rests on every division costing at least
//! [`HYPHEN`] squared: a cheaper kind must change it.
//!
//! What the passes without divisions buy: 22 of 275 ms of processor time for the PDF of a book of 120,000 words, because words need not be
//! shaped in parts. Either of the two does nearly all of it; the pages are the same without both (bench `lines`).
//!
//! *Invariant*: the cost is that of the best of all choices of breaks, as `reference.rs` finds it by trying them all.

use super::ParagraphShape;
use super::copy::Initial;
use super::prepare::{HYPHEN, LineBreak};
use crate::layout::style::Align;
use crate::source::Length;
use std::ops::Range;

/// Extra demerits: lines of very different tightness, two hyphens in a row, a third one (never, unless no other way is left), a
/// hyphen before the last line, a last line shorter than four ems.
const ADJACENT: i64 = 10_000;
const DOUBLE_HYPHEN: i64 = 10_000;
const THIRD_HYPHEN: i64 = 1 << 40;
const LAST_HYPHEN: i64 = 5_000;
const RUNT: i64 = 4_000_000;
/// A line that cannot be set within the measure.
const OVERFULL: i64 = 1 << 50;
/// Stretch beyond this multiple of the normal is too loose for the first pass.
const TOLERANCE: i64 = 1_500;
/// Room at the end of a heading's line, in thousandths of four ems, that its sense may cost.
pub(super) const SHORT_FOR_SENSE: i64 = 4 * TOLERANCE;

/// The best way to a break with a last line of one kind.
#[derive(Clone, Copy)]
struct LineWay {
    demerits: i64,
    from: u32,
    /// The kind of the line before, and how many lines stand before that.
    before: u8,
    row: u8,
    hyphens: u8,
}

const NONE: LineWay = LineWay { demerits: i64::MAX, from: 0, before: 0, row: 0, hyphens: 0 };

/// Kinds of lines that are told apart, since what may follow depends on them: by their tightness where hyphens are few; where words are
/// divided also by whether two hyphens stand at their ends already, behind which a third is out of the question.
const TIGHT: usize = 4;
const TIGHT_OR_RUNNING: usize = 8;

/// Breaks without dividing a word: indices of the chosen ones, the last one the paragraph's end, and whether that leaves a runt; none
/// if a line would be too loose. `em` is the size of the text; beside an `initial` lines are shorter.
pub(super) fn undivided(breaks: &[LineBreak], shape: ParagraphShape, em: Length, initial: Initial) -> Option<(Vec<usize>, bool)> {
    // An empty paragraph has nothing to choose.
    if breaks.len() < 2 {
        return Some((Vec::new(), false));
    }
    let pass = BreakPass { breaks, shape, em, initial, hyphens: false, tolerance: TOLERANCE, last: false };
    let chosen = pass.run::<TIGHT>()?;
    let runt = pass.runt(&chosen);
    Some((chosen, runt))
}

/// Breaks without dividing a word, with lines as loose as they may be where words are divided; none if these cost as much as one
/// division ([`HYPHEN`] squared) or more, for then dividing a word might be better.
pub(super) fn loose(breaks: &[LineBreak], shape: ParagraphShape, em: Length, initial: Initial) -> Option<Vec<usize>> {
    let pass = BreakPass { breaks, shape, em, initial, hyphens: false, tolerance: 2 * TOLERANCE, last: false };
    pass.ways::<TIGHT>().filter(|ways| pass.end(ways).2 < HYPHEN * HYPHEN).map(|ways| pass.trace(&ways))
}

/// Breaks with words divided; none if there is no good way. `runt` says whether the last line may be a runt.
pub(super) fn divided(breaks: &[LineBreak], shape: ParagraphShape, em: Length, initial: Initial, runt: bool) -> Option<Vec<usize>> {
    let pass = BreakPass { breaks, shape, em, initial, hyphens: true, tolerance: 2 * TOLERANCE, last: false };
    pass.run::<TIGHT_OR_RUNNING>().filter(|chosen| runt || !pass.runt(chosen))
}

/// Breaks of a heading that are priced by its sense: its lines may be far shorter than the measure for it. None if there is no such way.
pub(super) fn by_sense(breaks: &[LineBreak], shape: ParagraphShape, em: Length, initial: Initial) -> Option<Vec<usize>> {
    let pass = BreakPass { breaks, shape, em, initial, hyphens: false, tolerance: SHORT_FOR_SENSE, last: false };
    if breaks.len() < 2 { None } else { pass.run::<TIGHT>() }
}

/// The best breaks there are, however bad.
pub(super) fn forced(breaks: &[LineBreak], shape: ParagraphShape, em: Length, initial: Initial) -> Vec<usize> {
    let pass = BreakPass { breaks, shape, em, initial, hyphens: true, tolerance: i64::MAX, last: true };
    pass.run::<TIGHT>().unwrap_or_else(|| (1..breaks.len()).collect())
}

/// A line that can be set, to be weighed against the others that end where it ends.
#[derive(Clone, Copy)]
struct TriedLine {
    /// The break it begins behind, by index.
    from: usize,
    /// The break it ends at, by index.
    to: usize,
    /// How many lines stand before it.
    row: usize,
    /// How far the spaces are stretched or shrunk, in thousandths of what they may be.
    ratio: i64,
    /// Demerits of the line by itself.
    demerits: i64,
}

/// How good a line is in a pass.
enum LineWorth {
    /// Longer than the measure even if its spaces shrink.
    Overfull,
    /// Loose: its spaces stretch further than a pass allows.
    Loose,
    /// Stretch ratio in thousandths, and its own demerits.
    Demerits(i64, i64),
}

#[derive(Clone, Copy)]
struct BreakPass<'a> {
    breaks: &'a [LineBreak],
    shape: ParagraphShape,
    em: Length,
    initial: Initial,
    hyphens: bool,
    tolerance: i64,
    last: bool,
}

impl BreakPass<'_> {
    /// How many counts of lines before a break are told apart: those beside an initial, and all others together.
    fn rows(&self) -> usize {
        usize::from(self.initial.lines) + 1
    }

    fn run<const KINDS: usize>(&self) -> Option<Vec<usize>> {
        self.ways::<KINDS>().map(|ways| self.trace(&ways))
    }

    /// The best ways to every break; none if there is no way to the end.
    fn ways<const KINDS: usize>(&self) -> Option<Vec<[LineWay; KINDS]>> {
        let rows = self.rows();
        // For each break and each count of lines before it.
        let mut ways = vec![[NONE; KINDS]; self.breaks.len() * rows];
        ways[0][1] = LineWay { demerits: 0, ..NONE };
        let (mut floor, mut near) = (0, 0);
        for to in 1..self.breaks.len() {
            let place = &self.breaks[to];
            if !place.hyphen || self.hyphens || !place.optional {
                while near + 1 < to && !self.far_too_loose(near + 1, to) {
                    near += 1;
                }
                self.best(&mut ways, floor..near.max(floor) + 1, to);
            }
            if place.forced {
                // Nothing reaches over a forced break.
                floor = to;
                if ways[to * rows..][..rows].iter().flatten().all(|way| way.demerits == i64::MAX) {
                    return None;
                }
            }
        }
        Some(ways)
    }

    /// The best way to the end: its count of lines, the kind of the last and its demerits.
    fn end<const KINDS: usize>(&self, ways: &[[LineWay; KINDS]]) -> (usize, usize, i64) {
        let ends = &ways[(self.breaks.len() - 1) * self.rows()..];
        let each =
            ends.iter().enumerate().flat_map(|(row, ways)| ways.iter().enumerate().map(move |(kind, way)| (row, kind, way.demerits)));
        each.min_by_key(|&(_, _, demerits)| demerits).unwrap_or((0, 1, i64::MAX))
    }

    /// Whether the last of several lines is too short.
    fn runt(&self, chosen: &[usize]) -> bool {
        matches!(chosen, [.., from, to] if self.short(*from, *to))
    }

    /// Whether a line that is not a paragraph's first is too short to be its last.
    fn short(&self, from: usize, to: usize) -> bool {
        from > 0 && !self.breaks[from].forced && self.breaks[to].end.width - self.breaks[from].start.width < self.em * 4
    }

    /// Whether a line would be too loose even if it were wider by an em, so that no shorter one that ends there need be looked at:
    /// what hangs out of a line, or is added by a hyphen, is less.
    fn far_too_loose(&self, from: usize, to: usize) -> bool {
        let (start, end) = (&self.breaks[from], &self.breaks[to]);
        let beside = self.initial.first.max(self.initial.rest).max(Length::ZERO);
        let delta = self.shape.measure - beside - (end.end.width - start.start.width) - self.em;
        let (stretch, _) = self.give(start, end);
        let ends = end.forced && self.shape.align != Align::Centre;
        !self.last && !ends && delta.units().saturating_mul(1000) >= (self.tolerance + 1).saturating_mul(stretch)
    }

    /// Finds the best ways to one break from those in a range, one for each kind of the line that ends there.
    fn best<const KINDS: usize>(&self, ways: &mut [[LineWay; KINDS]], range: Range<usize>, to: usize) {
        let rows = self.rows();
        let (done, open) = ways.split_at_mut(to * rows);
        let best = &mut open[..rows];
        for from in range.rev() {
            let mut fits = false;
            for row in 0..rows {
                let before = &done[from * rows + row];
                let reached = before.iter().any(|way| way.demerits < i64::MAX);
                let next = (row + 1).min(rows - 1);
                match self.line(from, to, row) {
                    LineWorth::Demerits(ratio, line) => {
                        fits = true;
                        if reached {
                            self.offer(&mut best[next], before, TriedLine { from, to, row, ratio, demerits: line });
                        }
                    }
                    LineWorth::Loose => fits = true,
                    // In the last pass the shortest such line must do.
                    LineWorth::Overfull if self.last && reached && best.iter().flatten().all(|way| way.demerits == i64::MAX) => {
                        self.offer(&mut best[next], before, TriedLine { from, to, row, ratio: 0, demerits: OVERFULL });
                    }
                    LineWorth::Overfull => {}
                }
            }
            if !fits {
                // It is longer still from further back.
                break;
            }
        }
    }

    /// How much a line may stretch at ratio 1, and shrink.
    fn give(&self, start: &LineBreak, end: &LineBreak) -> (i64, i64) {
        match self.shape.align {
            Align::Justified => ((end.end.stretch - start.start.stretch).units(), (end.end.shrink - start.start.shrink).units()),
            // Ragged lines take up what is left at their end; four ems of it is as bad as a normal line stretched fully.
            _ => (self.em.units() * 4, 0),
        }
    }

    fn line(&self, from: usize, to: usize, row: usize) -> LineWorth {
        let (start, end) = (&self.breaks[from], &self.breaks[to]);
        let width = end.end.width - start.start.width;
        let delta = (self.shape.measure - self.initial.indent(row) - width).units();
        let (stretch, shrink) = self.give(start, end);
        let ratio = if delta < 0 {
            if -delta > shrink {
                return LineWorth::Overfull;
            }
            delta * 1000 / shrink.max(1)
        } else if end.forced && self.shape.align != Align::Centre {
            // Centred lines are all weighed alike, the last one too, so that a title's lines come out balanced.
            0
        } else {
            let wanted = delta.saturating_mul(1000);
            // Most lines are tried only to be found too loose: they are told without a division.
            if !self.last && wanted >= (self.tolerance + 1).saturating_mul(stretch) {
                return LineWorth::Loose;
            }
            wanted.checked_div(stretch).unwrap_or(i64::MAX).min(100_000)
        };
        let cubed = ratio.abs().pow(3) / 10_000_000;
        let badness = cubed.min(100_000_000);
        LineWorth::Demerits(ratio, (10 + badness).pow(2) + end.penalty.pow(2))
    }

    fn offer<const KINDS: usize>(&self, best: &mut [LineWay; KINDS], ways: &[LineWay; KINDS], tried: TriedLine) {
        let TriedLine { from, to, row, ratio, demerits: line } = tried;
        let end = &self.breaks[to];
        let class: u8 = match ratio {
            i64::MIN..-500 => 0,
            -500..=500 => 1,
            501..=1000 => 2,
            _ => 3,
        };
        for (before, way) in (0u8..).zip(ways).filter(|(_, way)| way.demerits < i64::MAX) {
            let hyphens = if end.hyphen { way.hyphens + 1 } else { 0 };
            let mut extra = match hyphens {
                0 | 1 => 0,
                2 => DOUBLE_HYPHEN,
                _ => THIRD_HYPHEN,
            };
            if (before % 4).abs_diff(class) > 1 && from > 0 {
                extra += ADJACENT;
            }
            if end.forced && way.hyphens > 0 {
                extra += LAST_HYPHEN;
            }
            if end.forced && self.short(from, to) {
                extra += RUNT;
            }
            // Very many very bad lines are as bad as can be, and still a way.
            let demerits = way.demerits.saturating_add(line).saturating_add(extra).min(i64::MAX - 1);
            let running = if KINDS == TIGHT_OR_RUNNING && hyphens > 1 { TIGHT } else { 0 };
            let slot = &mut best[usize::from(class) + running];
            if demerits < slot.demerits {
                *slot = LineWay {
                    demerits,
                    from: super::copy::length(from),
                    before,
                    row: u8::try_from(row).unwrap_or(u8::MAX),
                    hyphens: hyphens.min(3),
                };
            }
        }
    }

    fn trace<const KINDS: usize>(&self, ways: &[[LineWay; KINDS]]) -> Vec<usize> {
        let rows = self.rows();
        let mut at = self.breaks.len() - 1;
        let (mut row, mut kind, _) = self.end(ways);
        let mut chosen = Vec::new();
        while at > 0 {
            chosen.push(at);
            let way = ways[at * rows + row][kind];
            (at, row, kind) = (way.from as usize, usize::from(way.row), usize::from(way.before));
        }
        chosen.reverse();
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::super::prepare::UnitSums;
    use super::*;

    /// The passes in their order, the same breaks in all of them.
    fn optimum(breaks: &[LineBreak], shape: ParagraphShape, em: Length, initial: Initial) -> Vec<usize> {
        let plain = undivided(breaks, shape, em, initial);
        let whole = plain.clone().filter(|(_, runt)| !runt).map(|(chosen, _)| chosen);
        whole
            .or_else(|| divided(breaks, shape, em, initial, plain.is_none()))
            .or(plain.map(|(chosen, _)| chosen))
            .unwrap_or_else(|| forced(breaks, shape, em, initial))
    }

    const SHAPE: ParagraphShape =
        ParagraphShape { measure: Length::points(100), first: Length::ZERO, align: Align::Justified, hyphenate: true };

    /// Words of these widths in points with spaces of 10 ± 5 / 3 between them.
    fn words(widths: &[i64]) -> Vec<LineBreak> {
        parts(&widths.iter().map(|&width| (width, false)).collect::<Vec<_>>())
    }

    /// Breaks between boxes of these widths; those that are parts of words may have a hyphen of 5 behind them.
    fn parts(parts: &[(i64, bool)]) -> Vec<LineBreak> {
        let space = UnitSums { width: Length::points(10), stretch: Length::points(5), shrink: Length::points(3) };
        let plus =
            |a: UnitSums, b: UnitSums| UnitSums { width: a.width + b.width, stretch: a.stretch + b.stretch, shrink: a.shrink + b.shrink };
        let mut at = UnitSums::default();
        let place = |end, start, forced| LineBreak {
            end_unit: 0,
            start_unit: 0,
            inside: None,
            end,
            start,
            penalty: 0,
            hyphen: false,
            optional: false,
            ragged: Length::ZERO,
            hang: Length::ZERO,
            forced,
        };
        let mut breaks = vec![place(at, at, true)];
        for (index, &(width, divided)) in parts.iter().enumerate() {
            at = plus(at, UnitSums { width: Length::points(width), ..UnitSums::default() });
            let last = index + 1 == parts.len();
            if divided {
                let hyphen = plus(at, UnitSums { width: Length::points(5), ..UnitSums::default() });
                breaks.push(LineBreak { penalty: HYPHEN, hyphen: true, optional: true, ..place(hyphen, at, false) });
                continue;
            }
            let next = if last { at } else { plus(at, space) };
            breaks.push(place(at, next, last));
            at = next;
        }
        breaks
    }

    #[test]
    fn the_whole_paragraph_is_weighed() {
        // First-fit would take 40 40 | 30 … and leave 60 alone on a very loose line.
        let chosen = optimum(&words(&[40, 40, 30, 60, 50, 40, 20]), SHAPE, Length::points(10), Initial::default());
        assert_eq!(chosen.last(), Some(&7));
        assert_eq!(chosen, [2, 4, 6, 7]);
    }

    #[test]
    fn a_paragraph_does_not_end_in_a_runt() {
        // The first line would be perfect with five words and leave one alone; it takes four and stretches.
        assert_eq!(optimum(&words(&[10, 10, 10, 10, 20, 10]), SHAPE, Length::points(10), Initial::default()), [4, 6]);
    }

    #[test]
    fn a_word_wider_than_the_measure_still_gets_a_line() {
        let chosen = optimum(&words(&[30, 150, 30]), SHAPE, Length::points(10), Initial::default());
        assert_eq!(chosen, [1, 2, 3]);
    }

    #[test]
    fn lines_beside_an_initial_are_shorter() {
        // Ten words of 20 with spaces of 10: three fit a line of 100, two fit one of 60 exactly.
        let words = words(&[20; 10]);
        let initial = Initial { lines: 2, first: Length::points(50), rest: Length::points(50) };
        assert_eq!(optimum(&words, SHAPE, Length::points(10), Initial::default()), [3, 6, 9, 10]);
        assert_eq!(optimum(&words, SHAPE, Length::points(10), initial), [2, 4, 7, 10]);
        let closer = Initial { first: Length::points(20), ..initial };
        assert_eq!(optimum(&words, SHAPE, Length::points(10), closer), [3, 5, 8, 10]);
    }

    #[test]
    fn hyphens_that_follow_one_another_are_worse_than_two_apart() {
        // The first line must end in a hyphen, and the second or the third. If it is the second, all lines are nearly as wide as they
        // are by themselves; if it is the third, the second is stretched by 0.63 and the fourth shrunk, which is worse by less.
        let whole = |widths: &[i64]| widths.iter().map(|&width| (width, false)).collect::<Vec<_>>();
        let second = [whole(&[9, 2, 2, 2, 2, 2, 2]), vec![(4, true)]].concat();
        let third = [whole(&[28, 5]), vec![(38, true)], whole(&[12])].concat();
        let rest = whole(&[4, 4, 4, 4, 4, 4, 3, 3, 50]);
        let breaks = parts(&[vec![(45, false), (40, true)], second, third, rest].concat());
        let chosen = optimum(&breaks, SHAPE, Length::points(10), Initial::default());
        assert_eq!(chosen, [2, 9, 13, 20, 23]);
        let (running, apart) = (cost(&breaks, &[2, 10, 14, 22, 23]), cost(&breaks, &chosen));
        assert!(running > apart && running.map(|running| running - 10_000) < apart, "{running:?} {apart:?}");
    }

    /// What a choice of breaks costs, by the rules as they stand at the head of this file, and nothing remembered: none if a line
    /// is overfull or too loose.
    fn cost(breaks: &[LineBreak], chosen: &[usize]) -> Option<i64> {
        let (mut total, mut class, mut from, mut hyphens) = (0, 1, 0, 0);
        for &to in chosen {
            let (start, end) = (&breaks[from].start, &breaks[to].end);
            let room = (SHAPE.measure - (end.width - start.width)).units();
            let give = if room < 0 { end.shrink - start.shrink } else { end.stretch - start.stretch }.units();
            let ratio = if room < 0 || !breaks[to].forced { (room * 1000).checked_div(give).unwrap_or(room.signum() * 100_000) } else { 0 };
            if !(-1000..=1500).contains(&ratio) {
                return None;
            }
            let bad = 10 + ratio.abs().pow(3) / 10_000_000;
            let own = if ratio < -500 { 0_u8 } else { 1 + u8::from(ratio > 500) + u8::from(ratio > 1000) };
            hyphens = if breaks[to].hyphen { hyphens + 1 } else { 0 };
            let apart = if own.abs_diff(class) > 1 && from > 0 { 10_000 } else { 0 };
            let runt = breaks[to].forced && from > 0 && end.width - start.width < Length::points(40);
            let last = breaks[to].forced && breaks[from].hyphen;
            let ladder = [0, 0, 10_000, 1 << 40][hyphens.min(3)];
            total += bad * bad + breaks[to].penalty.pow(2) + apart + ladder + i64::from(runt) * 4_000_000 + i64::from(last) * 5_000;
            (class, from) = (own, to);
        }
        Some(total)
    }

    /// Every choice of breaks that ends with the last.
    fn choices(breaks: &[LineBreak]) -> impl Iterator<Item = Vec<usize>> {
        let last = breaks.len() - 1;
        (0..1_usize << (last - 1)).map(move |set| (1..last).filter(|at| set >> (at - 1) & 1 == 1).chain([last]).collect())
    }

    proptest::proptest! {
        #[test]
        fn no_other_breaks_are_better(widths in proptest::collection::vec(5_i64..60, 1..11)) {
            let breaks = words(&widths);
            let best = choices(&breaks).filter_map(|chosen| cost(&breaks, &chosen)).min();
            let found = undivided(&breaks, SHAPE, Length::points(10), Initial::default());
            proptest::prop_assert_eq!(found.and_then(|(chosen, _)| cost(&breaks, &chosen)), best);
        }
    }

    #[test]
    fn nothing_gives_no_line() {
        assert!(optimum(&words(&[]), SHAPE, Length::points(10), Initial::default()).is_empty());
    }
}
