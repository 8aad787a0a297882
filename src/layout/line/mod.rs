//! Lines: a paragraph's text in, set lines out. Prepare, break by total fit, set.

mod address;
mod bidi;
mod continued;
mod copy;
mod dots;
mod fit;
mod hyphenate;
mod ideograph;
mod optimum;
mod patterns;
mod piece;
mod prepare;
mod protrude;
mod ragged;
#[cfg(test)]
mod reference;
mod seam;
mod sense;
mod set;
mod sketch;
mod unprinted;
mod word;

#[cfg(test)]
pub(super) use copy::StretchSource;
pub(super) use copy::{Context, Initial, ParagraphText};
pub(super) use fit::LineFit;
pub(super) use ragged::RaggedExtent;
use ragged::{RaggedBreak, RaggedPlace};
pub(super) use set::{FormulaExtent, Ink, Line};
pub(super) use unprinted::{missing_sign, stand_in};

use super::style::Align;
use crate::diagnostics::Diagnostics;
use crate::fonts::Fonts;
use crate::fonts::shape::Shaper;
use crate::source::Length;
use crate::source::Span;

/// The shape a paragraph is to take.
#[derive(Clone, Copy, Debug)]
pub(super) struct ParagraphShape {
    /// Length of the lines.
    pub(super) measure: Length,
    /// Indent of the first line; negative for a hanging one.
    pub(super) first: Length,
    /// How the lines fill the measure.
    pub(super) align: Align,
    /// Whether words may be hyphenated that have room on a line.
    pub(super) hyphenate: bool,
}

/// What setting lines needs at hand; one a thread.
pub(super) struct ShapeContext<'f> {
    /// The faces.
    pub(super) fonts: &'f Fonts,
    /// Shapes words and remembers them.
    pub(super) shaper: Shaper<'f>,
    /// Hyphenates words and remembers them.
    pub(super) hyphenator: hyphenate::Hyphenator,
    /// How far punctuation hangs out, by face.
    pub(super) edges: protrude::Edges,
    /// Findings: characters without a glyph, overfull lines.
    pub(super) diagnostics: Diagnostics,
    /// Whether lines are only sketched: their characters without glyphs, which is enough to know where pages begin.
    pub(super) sketch: bool,
    /// How wide displayed formulas may be, where they are to be made to fit.
    pub(super) display: Option<Length>,
    /// The texts of the settings, for what is found in a title or a name, which has no place of its own.
    pub(super) settings: Vec<(String, Span)>,
}

impl<'f> ShapeContext<'f> {
    /// An empty context; `exceptions` are words with hyphens where they may be divided.
    pub(super) fn new(fonts: &'f Fonts, exceptions: &[String]) -> Self {
        Self {
            fonts,
            shaper: Shaper::new(fonts),
            hyphenator: hyphenate::Hyphenator::new(exceptions),
            edges: protrude::Edges::default(),
            diagnostics: Diagnostics::default(),
            sketch: false,
            display: None,
            settings: Vec::new(),
        }
    }
}

/// The lines of a paragraph.
pub(super) fn lines(copy: &ParagraphText, shape: ParagraphShape, bench: &mut ShapeContext) -> Vec<Line> {
    let directed = bidi::directed(copy);
    let copy = directed.as_ref();
    let mut prepared = prepare::prepare(copy, shape, bench);
    let chosen = choose(copy, &mut prepared, shape, bench);
    set::set(copy, &prepared, &chosen, shape, bench)
}

/// Chooses the breaks: without dividing words if that is good, or there is no better way; with what is left of choices if need be.
fn choose<'f>(
    copy: &ParagraphText,
    prepared: &mut prepare::Prepared<'f>,
    shape: ParagraphShape,
    bench: &mut ShapeContext<'f>,
) -> Vec<usize> {
    let (em, initial) = (prepared.em, copy.initial);
    if copy.by_sense
        && ideograph::any(&copy.plain)
        && let Some(chosen) = optimum::by_sense(&prepared.breaks, shape, em, initial)
    {
        return chosen;
    }
    if copy.fills
        && let Some(chosen) = ragged::filled(&ragged_breaks(copy, prepared), shape.measure)
    {
        return chosen;
    }
    let plain = match optimum::undivided(&prepared.breaks, shape, em, initial) {
        Some((chosen, false)) => return chosen,
        plain => plain.map(|(chosen, _)| chosen),
    };
    if shape.hyphenate
        && let Some(chosen) = optimum::loose(&prepared.breaks, shape, em, initial)
    {
        return chosen;
    }
    let breaks = if prepared.may_divide(shape) { prepared.divided(copy, shape, bench) } else { prepared.breaks.clone() };
    // Words are divided to be rid of a runt, but not if it stays.
    let better = optimum::divided(&breaks, shape, em, initial, plain.is_none());
    if let (None, Some(plain)) = (&better, plain) {
        return plain;
    }
    prepared.breaks = breaks;
    better.unwrap_or_else(|| optimum::forced(&prepared.breaks, shape, em, initial))
}

/// How wide a paragraph's longest line is if it breaks only where it must, and how wide if it breaks wherever it may.
pub(super) fn extent(copy: &ParagraphText, bench: &mut ShapeContext) -> (Length, Length) {
    let extent = ragged_extent(copy, bench);
    (extent.whole, extent.longest)
}

/// The widths of a paragraph, for lines of any measure.
pub(super) fn ragged_extent(copy: &ParagraphText, bench: &mut ShapeContext) -> RaggedExtent {
    let shape = ParagraphShape { measure: Length::points(20_000), first: Length::ZERO, align: Align::Left, hyphenate: false };
    let directed = bidi::directed(copy);
    let prepared = prepare::prepare(&directed, shape, bench);
    RaggedExtent::between(ragged_breaks(&directed, &prepared))
}

/// The places where ragged lines may end. A range of figures, `0.15–0.40`, is divided only if there is no other way.
fn ragged_breaks(copy: &ParagraphText, prepared: &prepare::Prepared) -> Vec<RaggedBreak> {
    let is_range = |at: &prepare::LineBreak| {
        let Some(unit) = prepared.units.get(at.end_unit as usize) else { return false };
        let (before, behind) = copy.text.split_at(unit.range.start as usize);
        let figures = before.strip_suffix(['–', '-', '−']).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        figures && behind.starts_with(|c: char| c.is_ascii_digit())
    };
    let place = |at: &prepare::LineBreak| match at.penalty {
        _ if at.forced => RaggedPlace::Forced,
        0 => RaggedPlace::Space,
        prepare::EMERGENCY.. => RaggedPlace::Last,
        _ if is_range(at) => RaggedPlace::Last,
        _ => RaggedPlace::Mark,
    };
    prepared.breaks.iter().map(|at| RaggedBreak { start: at.start.width, end: at.end.width, place: place(at) }).collect()
}
