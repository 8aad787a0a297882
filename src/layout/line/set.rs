//! Sets the chosen lines: glyphs at their places, spaces stretched or shrunk to the last unit.

use super::copy::{ParagraphText, StyledStretch, length};
use super::fit::LineFit;
use super::piece::{PieceContext, append};
use super::prepare::{LineBreak, Prepared, UnitKind, UnitSums};
use super::sketch::sketch;
use super::word;
use super::{ParagraphShape, ShapeContext, bidi, continued, dots, ideograph, unprinted};
use crate::book::ImageId;
use crate::diagnostics::{Code, Diagnostic};
use crate::edition::EntryId;
use crate::fonts::FaceId;
use crate::fonts::shape::Shaped;
use crate::layout::frame::{Glyph, GlyphText, ItemContent, LinkTarget, Origin, PageItem};
use crate::layout::math;
use crate::layout::style::Align;
use crate::source::Length;
use crate::source::Span;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A set line, relative to the left edge of its measure and to its baseline.
#[derive(Debug, Default)]
pub(in crate::layout) struct Line {
    /// What stands on the line, from left to right.
    pub(in crate::layout) pieces: Vec<LinePiece>,
    /// The notes whose first marks stand on the line.
    pub(in crate::layout) calls: Vec<EntryId>,
    /// Whether the next glyphs begin a piece: a formula stands before them.
    pub(super) fresh: bool,
    /// Index of the piece with the boxes that stand last on the line for characters that no font has.
    pub(super) boxed: Option<usize>,
    /// How many glyphs are still to come while the line is put together.
    pub(super) room: usize,
    /// Whether the line ends in a hyphen.
    pub(in crate::layout) hyphen: bool,
    /// Height of the highest picture on the line, if that is higher than the line.
    pub(in crate::layout) tall: Length,
    /// The formulas on the line.
    pub(in crate::layout) formulas: Vec<FormulaExtent>,
    /// Where the line's text ends, from the edge of the measure at which it begins.
    pub(in crate::layout) end: Length,
    /// How well the line fits.
    pub(in crate::layout) fit: LineFit,
    /// Whether the line is the rest of one that its author did not end before it.
    pub(in crate::layout) goes_on: bool,
}

impl Line {
    /// How far formulas on the line reach above the baseline and below.
    pub(in crate::layout) fn formula(&self) -> (Length, Length) {
        let reach = |of: fn(&FormulaExtent) -> Length| self.formulas.iter().map(of).max().unwrap_or_default();
        (reach(|formula| formula.above), reach(|formula| formula.below))
    }

    /// Whether nothing is to be seen on the line.
    pub(in crate::layout) fn is_blank(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(&piece.ink, Ink::Text(text) if text.text.trim().is_empty()))
    }

    /// The words of the line.
    pub(in crate::layout) fn words(&self) -> String {
        let texts = self.pieces.iter().filter_map(|piece| if let Ink::Text(text) = &piece.ink { Some(text.text.as_str()) } else { None });
        texts.collect()
    }

    /// Gives back the memory that was reserved for glyphs and text and is not used.
    #[inline]
    fn shrink(&mut self) {
        for piece in &mut self.pieces {
            if let Ink::Text(text) = &mut piece.ink {
                text.glyphs.shrink_to_fit();
                text.text.shrink_to_fit();
            }
        }
    }
}

/// How far a formula on a line reaches, or words with a reading over them.
#[derive(Clone, Copy, Debug)]
pub(in crate::layout) struct FormulaExtent {
    /// The left edge of the formula, from that of the measure.
    pub(in crate::layout) from: Length,
    /// The right edge of the formula, from the left one of the measure.
    pub(in crate::layout) to: Length,
    /// How far the formula reaches above the baseline.
    pub(in crate::layout) above: Length,
    /// How far the formula reaches below the baseline.
    pub(in crate::layout) below: Length,
}

/// Something on a line.
#[derive(Debug)]
pub(in crate::layout) struct LinePiece {
    /// Distance from the left edge of the measure.
    pub(in crate::layout) x: Length,
    /// How far the piece is raised above the baseline.
    pub(in crate::layout) rise: Length,
    /// The embedding level of its text: odd goes from right to left.
    pub(in crate::layout) level: u8,
    /// What the piece comes from.
    pub(in crate::layout) origin: Origin,
    /// Where the piece leads.
    pub(in crate::layout) link: Option<LinkTarget>,
    /// Offset of the piece's first byte in the block's text; none for what is in no block's text.
    pub(in crate::layout) start: Option<u32>,
    /// What the piece draws.
    pub(in crate::layout) ink: Ink,
}

impl LinePiece {
    /// The piece as an item; `left` is where the measure begins, `base` the baseline.
    pub(in crate::layout) fn item(self, left: Length, base: Length) -> PageItem {
        let (y, content) = match self.ink {
            Ink::Text(text) => (base - self.rise, ItemContent::Text(text)),
            Ink::Picture(image, width, height) => (base - height, ItemContent::Picture { image, width, height }),
            Ink::Rule(width, height) => (base - self.rise, ItemContent::Rule { width, height }),
        };
        PageItem { origin: self.origin, x: left + self.x, y, content, link: self.link, start: self.start }
    }

    /// A rule that is decoration.
    pub(super) fn rule(x: Length, rise: Length, width: Length, height: Length) -> Self {
        Self { x, rise, level: 0, origin: Origin::Artifact, link: None, start: None, ink: Ink::Rule(width, height) }
    }
}

/// What a piece draws.
#[derive(Clone, Debug)]
pub(in crate::layout) enum Ink {
    /// Glyphs.
    Text(GlyphText),
    /// A picture standing on the baseline.
    Picture(ImageId, Length, Length),
    /// A rule, its top edge at `rise`.
    Rule(Length, Length),
}

/// A part of a line while it is put together.
struct LinePart<'a> {
    strand: &'a StyledStretch,
    /// Embedding level of the part on this line.
    level: u8,
    /// Offset of the part's first byte in the paragraph's text.
    at: u32,
    kind: PartKind<'a>,
}

impl LinePart<'_> {
    /// How many glyphs the part has.
    fn glyphs(&self) -> usize {
        match &self.kind {
            PartKind::Word(_, shaped, _) => shaped.glyphs.len(),
            PartKind::Space(..) => 1,
            PartKind::Picture(..) | PartKind::Formula(_) => 0,
        }
    }
}

enum PartKind<'a> {
    /// Shaped text and its characters.
    Word(FaceId, &'a Shaped, Cow<'a, str>),
    /// A space with its natural width, its weight in stretching and the character it holds.
    Space(Length, Length, Option<char>),
    Picture(ImageId, Length, Length),
    Formula(Rc<math::MathBox>),
}

pub(super) fn set<'f>(
    copy: &ParagraphText,
    prepared: &Prepared<'f>,
    chosen: &[usize],
    shape: ParagraphShape,
    bench: &mut ShapeContext<'f>,
) -> Vec<Line> {
    let mut from = 0;
    let mut called: BTreeSet<EntryId> = BTreeSet::new();
    chosen
        .iter()
        .enumerate()
        .map(|(number, &to)| {
            let begins = if from == 0 { shape.first } else { prepared.breaks[from].hang };
            let indent = copy.initial.indent(number) + begins;
            let mut line = line(copy, prepared, LinePlan { from, to, shape, indent }, bench);
            // A word that calls a note may be divided: it calls it where it begins.
            line.calls.retain(|&entry| called.insert(entry));
            line.goes_on = from > 0 && !prepared.breaks[from].forced;
            from = to;
            line
        })
        .collect()
}

/// A line to be set.
#[derive(Clone, Copy)]
struct LinePlan {
    /// The break it begins behind, by index.
    from: usize,
    /// The break it ends at, by index.
    to: usize,
    /// The shape of its paragraph.
    shape: ParagraphShape,
    /// How far in it begins.
    indent: Length,
}

fn line<'f>(copy: &ParagraphText, prepared: &Prepared<'f>, plan: LinePlan, bench: &mut ShapeContext<'f>) -> Line {
    let LinePlan { from, to, shape, indent } = plan;
    let (start, end) = (&prepared.breaks[from], &prepared.breaks[to]);
    if bench.sketch
        && let Some(line) = sketch(copy, prepared, start, end)
    {
        return line;
    }
    let parts = parts(copy, prepared, start, end, bench);
    let room = parts.iter().map(LinePart::glyphs).sum::<usize>() + 1;
    // Most lines are one piece.
    let pieces = Vec::with_capacity(1);
    let mut line = Line { pieces, hyphen: end.hyphen, room, ..Line::default() };

    let (hang_left, hang_right) = hangs(&parts, shape, end, bench);
    let UnitSums { width: natural, stretch: flexible, shrink } = sums(&parts, bench);
    let room = shape.measure - indent + hang_left + hang_right - natural;
    let stretches = shape.align == Align::Justified && (!end.forced || room < Length::ZERO);
    let ragged = if room > Length::ZERO { end.ragged } else { Length::ZERO };
    let give = flexible + ragged;
    let taken_up = if stretches && give > Length::ZERO { room } else { Length::ZERO };
    let spread = if ragged > Length::ZERO { taken_up.scale(flexible.units(), give.units()) } else { taken_up };
    let ratio = LineFit::ratio(taken_up, if taken_up < Length::ZERO { shrink } else { give });
    line.fit = LineFit { ratio, span: LineFit::span(copy, prepared, start, end), ..LineFit::default() };
    if room < Length::ZERO && -room > shrink + shape.measure / 500 {
        line.fit.overfull = true;
        overfull(copy, &parts, line.fit.span, bench);
    }
    let start = match shape.align {
        Align::Justified | Align::Left => indent - hang_left,
        Align::Centre => (shape.measure - natural) / 2,
        // The right edge is where a line from right to left begins.
        Align::Right if bidi::to_left(copy.base) => Length::ZERO,
        Align::Right | Align::End => shape.measure - natural,
    };
    let extras = extras(&parts, spread, flexible);
    line.end = start + natural + spread;
    if copy.base == 0 && parts.iter().all(|part| part.level == 0) {
        let mut x = start;
        for (part, extra) in parts.into_iter().zip(extras) {
            x = place(&mut line, part, x, extra, bench);
        }
    } else {
        let left = if bidi::to_left(copy.base) { shape.measure - line.end } else { start };
        place_in_visual_order(&mut line, parts, extras, copy.base, left, bench);
    }
    if let Some(hang) = copy.hang.filter(|_| !prepared.breaks[from].forced && copy.is_code()) {
        continued::goes_on(&mut line, prepared.breaks[from].hang - hang, hang, prepared.em);
    }
    let end = if bidi::to_left(copy.base) { shape.measure - line.end } else { line.end };
    trailing_space(copy, prepared, &prepared.breaks[to], end, &mut line, bench);
    line.shrink();
    line
}

/// The natural width of the parts, and how much their spaces can grow and shrink.
#[inline]
fn sums(parts: &[LinePart], bench: &ShapeContext) -> UnitSums {
    let mut sums = UnitSums::default();
    for part in parts {
        sums.width += part_width(part, bench);
        if let PartKind::Space(_, weight, _) = part.kind {
            sums.stretch += weight;
        }
    }
    // A space shrinks by two thirds of what it stretches.
    sums.shrink = sums.stretch.scale(2, 3);
    sums
}

/// Puts the parts of a line that runs from right to left, wholly or in part, where they are seen (UAX #9, L2).
fn place_in_visual_order(line: &mut Line, parts: Vec<LinePart>, extras: Vec<Length>, base: u8, left: Length, bench: &mut ShapeContext) {
    let widths: Vec<Length> = parts.iter().zip(&extras).map(|(part, &extra)| part_width(part, bench) + extra).collect();
    let mut levels: Vec<u8> = parts.iter().map(|part| part.level).collect();
    let places = bidi::places(base, &mut levels, |index| matches!(parts[index].kind, PartKind::Space(..)), &widths);
    for (((part, extra), level), x) in parts.into_iter().zip(extras).zip(levels).zip(places) {
        place(line, LinePart { level, ..part }, left + x, extra, bench);
    }
}

/// What each part gets of the space to be spread.
fn extras(parts: &[LinePart], spread: Length, flexible: Length) -> Vec<Length> {
    let mut given = Length::ZERO;
    let mut passed = Length::ZERO;
    parts
        .iter()
        .map(|part| match part.kind {
            PartKind::Space(_, weight, _) if flexible > Length::ZERO => {
                // The share up to here less the share given before: the last space takes the remainder, to the unit.
                passed += weight;
                let share = spread.scale(passed.units(), flexible.units());
                let extra = share - given;
                given = share;
                extra
            }
            _ => Length::ZERO,
        })
        .collect()
}

/// How far the line's first and last characters hang out.
fn hangs(parts: &[LinePart], shape: ParagraphShape, end: &LineBreak, bench: &mut ShapeContext) -> (Length, Length) {
    if shape.align != Align::Justified {
        return (Length::ZERO, Length::ZERO);
    }
    let mut hang = |part: Option<&LinePart>, last: bool| {
        let Some(LinePart { strand, kind: PartKind::Word(face, shaped, text), .. }) = part else { return Length::ZERO };
        if shaped.half || strand.apart.is_some() {
            return Length::ZERO;
        }
        let edge = if last { text.chars().next_back() } else { text.chars().next() };
        edge.map_or(Length::ZERO, |c| word::hang(*face, strand, c, last, bench))
    };
    let first = hang(parts.first(), false);
    (first, if end.forced { Length::ZERO } else { hang(parts.last(), true) })
}

/// The units between two breaks, the cut ones shaped anew.
fn parts<'a, 'f: 'a>(
    copy: &'a ParagraphText,
    prepared: &Prepared<'f>,
    start: &LineBreak,
    end: &LineBreak,
    bench: &mut ShapeContext<'f>,
) -> Vec<LinePart<'a>> {
    let last = end.end_unit as usize + usize::from(end.inside.is_some());
    let first = start.start_unit as usize;
    let mut parts = Vec::new();
    for index in first..last {
        let unit = &prepared.units[index];
        let strand = &copy.strands[unit.strand as usize];
        let mut at = unit.range.start;
        let kind = match &unit.kind {
            UnitKind::Return => continue,
            UnitKind::Glue { stretch, .. } => {
                PartKind::Space(unit.width, *stretch, copy.text[unit.range.start as usize..unit.range.end as usize].chars().next())
            }
            UnitKind::Picture => match strand.picture {
                Some((image, width, height)) => PartKind::Picture(image, width, height),
                None => continue,
            },
            UnitKind::Formula(set) => PartKind::Formula(Rc::clone(set)),
            UnitKind::FormulaGap { .. } => PartKind::Space(unit.width, Length::ZERO, None),
            UnitKind::Box(face, shaped) => {
                let text = &copy.text[unit.range.start as usize..unit.range.end as usize];
                let begin = start.inside.filter(|_| index == first).map_or(0, |at| at as usize);
                at += length(begin);
                let until = end.inside.filter(|_| index == end.end_unit as usize).map_or(text.len(), |at| at as usize);
                cut_word(text, begin..until, end.hyphen && end.optional && index + 1 == last, *face, shaped, strand, bench)
            }
        };
        parts.push(LinePart { strand, level: strand.level, at, kind });
    }
    parts
}

/// The part of a word that stands on a line, shaped anew if it is not all of it.
fn cut_word<'a, 'f: 'a>(
    text: &'a str,
    range: std::ops::Range<usize>,
    hyphen: bool,
    face: FaceId,
    shaped: &'f Shaped,
    strand: &StyledStretch,
    bench: &mut ShapeContext<'f>,
) -> PartKind<'a> {
    let cut = text[range.clone()].trim_end_matches('\u{AD}');
    if range == (0..text.len()) && !hyphen {
        return PartKind::Word(face, shaped, Cow::Borrowed(cut));
    }
    let mut cut = cut.to_owned();
    let at = cut.len();
    if hyphen {
        cut.push('-');
    }
    let shaped = word::shape(strand, face, word::features(strand, text), &cut, bench);
    if hyphen {
        // The glyph is a hyphen, the character a soft one, so that the word is whole again when it is copied or read aloud.
        cut.replace_range(at.., "\u{AD}");
    }
    PartKind::Word(face, shaped, Cow::Owned(cut))
}

fn part_width(part: &LinePart, bench: &ShapeContext) -> Length {
    match &part.kind {
        PartKind::Word(face, shaped, _) => word::width(shaped, part.strand, bench, *face),
        PartKind::Space(width, ..) | PartKind::Picture(_, width, _) => *width,
        PartKind::Formula(set) => set.width,
    }
}

/// Puts a part on the line at `x`; returns where the next one begins.
fn place(line: &mut Line, part: LinePart, x: Length, extra: Length, bench: &mut ShapeContext) -> Length {
    let strand = part.strand;
    let boxed = line.boxed.take();
    let footing = PieceContext { strand, level: part.level, start: strand.in_prose(part.at) };
    for &entry in &strand.calls {
        if !line.calls.contains(&entry) {
            line.calls.push(entry);
        }
    }
    match part.kind {
        PartKind::Picture(image, width, height) => {
            line.tall = line.tall.max(height);
            let (level, origin, link, start) = (part.level, strand.origin, strand.link, footing.start);
            let ink = Ink::Picture(image, width, height);
            line.pieces.push(LinePiece { x, rise: Length::ZERO, level, origin, link, start, ink });
            x + width
        }
        PartKind::Formula(set) => {
            line.fresh = true;
            line.formulas.push(FormulaExtent { from: x, to: x + set.width, above: set.height, below: set.depth });
            if strand.reading.is_some() {
                word::put_ruby(line, footing, x, &set);
                decorate(line, strand, x, set.width);
                return x + set.width;
            }
            if strand.formula.is_none() {
                line.fit.stand_in = true;
                unprinted::put(line, boxed, footing, x, &set);
                return x + set.width;
            }
            line.pieces.extend(set.marks.iter().map(|mark| LinePiece {
                x: x + mark.x,
                rise: strand.voice.rise + mark.rise,
                level: part.level,
                origin: if matches!(mark.ink, Ink::Rule(..)) { Origin::Artifact } else { strand.origin },
                link: strand.link,
                start: footing.start,
                ink: mark.ink.clone(),
            }));
            x + set.width
        }
        PartKind::Space(natural, _, character) => {
            let width = natural + extra;
            line.boxed = boxed.filter(|_| character.is_none());
            place_space(line, footing, character, x, width, bench);
            decorate(line, strand, x, width);
            x + width
        }
        PartKind::Word(face, shaped, text) => {
            let width = place_word(line, footing, face, shaped, &text, x, bench);
            if strand.apart.is_some() {
                return x;
            }
            decorate(line, strand, x, width);
            x + width
        }
    }
}

/// Puts a space on the line: its character, or room alone between ideographs.
#[inline]
fn place_space(line: &mut Line, footing: PieceContext, character: Option<char>, x: Length, width: Length, bench: &ShapeContext) {
    let face = footing.strand.voice.face;
    if let Some(c) = character {
        let c = if c == '\t' { ' ' } else { c };
        let glyph = Glyph { id: bench.fonts.face(face).space(), cluster: 0, advance: unit(width) };
        append(line, footing, face, x, c.encode_utf8(&mut [0; 4]), [(glyph, (0, 0))].into_iter());
    } else if let Some(LinePiece { ink: Ink::Text(text), .. }) = line.pieces.last_mut() {
        // Stretch between ideographs: no character, only room.
        if let Some(last) = text.glyphs.last_mut() {
            last.advance += unit(width);
        }
    }
}

/// Puts the glyphs of a word on the line; returns its width.
#[inline]
fn place_word(
    line: &mut Line,
    footing: PieceContext,
    face: FaceId,
    shaped: &Shaped,
    text: &str,
    x: Length,
    bench: &ShapeContext,
) -> Length {
    let strand = footing.strand;
    let tracking = word::tracking(shaped, strand);
    let mut width = Length::ZERO;
    let (size, units_per_em) = (strand.voice.size, i64::from(bench.fonts.face(face).units_per_em));
    let scaled = |units: i32| size.scale(i64::from(units), units_per_em);
    let glyphs = shaped.glyphs.iter().map(|glyph| {
        let advance = unit(scaled(glyph.advance) + tracking);
        width += Length::raw(i64::from(advance));
        let shift = match (glyph.dx, glyph.dy) {
            (0, 0) => (0, 0),
            (dx, dy) => (unit(scaled(dx.into())), unit(scaled(dy.into()))),
        };
        (Glyph { id: glyph.id, cluster: glyph.cluster, advance }, shift)
    });
    append(line, footing, face, strand.apart.unwrap_or(x), text, glyphs);
    if let Some(dots) = strand.voice.dotted {
        let mut left = x;
        let characters = shaped.glyphs.iter().filter_map(|glyph| {
            let from = left;
            let own = scaled(glyph.advance) + tracking;
            left += own;
            let c = text.get(usize::from(glyph.cluster)..)?.chars().next()?;
            (ideograph::wide(c) && c.is_alphanumeric()).then_some((from, own))
        });
        for dots::DotPart { x, rise, width, height } in dots::of(characters, strand.voice.rise, strand.voice.size, dots) {
            // Before the text, which may go on in the piece that is last.
            let at = line.pieces.len().saturating_sub(1);
            line.pieces.insert(at, LinePiece::rule(x, rise, width, height));
        }
    }
    width
}

/// Lines through and under the text.
fn decorate(line: &mut Line, strand: &StyledStretch, x: Length, width: Length) {
    let thick = strand.voice.size / 28;
    let mut rule = |rise: Length| {
        // It goes before the text, which may go on in the piece that is last.
        let at = line.pieces.len().saturating_sub(1);
        line.pieces.insert(at, LinePiece::rule(x, rise, width, thick));
    };
    if strand.voice.struck {
        rule(strand.voice.rise + strand.voice.size / 4);
    }
    if strand.voice.underlined {
        rule(strand.voice.rise - strand.voice.size / 10);
    }
}

/// The space a line broke at is there with no width, so that words stay apart when text is copied or read aloud.
fn trailing_space(copy: &ParagraphText, prepared: &Prepared, end: &LineBreak, x: Length, line: &mut Line, bench: &mut ShapeContext) {
    let Some(unit) = prepared.units.get(end.end_unit as usize).filter(|_| end.inside.is_none() && end.end_unit < end.start_unit) else {
        return;
    };
    if matches!(unit.kind, UnitKind::Glue { .. }) && !unit.range.is_empty() || matches!(unit.kind, UnitKind::Return) {
        let strand = &copy.strands[unit.strand as usize];
        let glyph = Glyph { id: bench.fonts.face(strand.voice.face).space(), cluster: 0, advance: 0 };
        let footing = PieceContext { strand, level: copy.base, start: strand.in_prose(unit.range.start) };
        append(line, footing, strand.voice.face, x, " ", [(glyph, (0, 0))].into_iter());
    }
}

fn overfull(copy: &ParagraphText, parts: &[LinePart], span: Option<Span>, bench: &mut ShapeContext) {
    let text: String = parts
        .iter()
        .filter_map(|part| match &part.kind {
            PartKind::Word(_, _, text) => Some(&**text),
            PartKind::Space(_, _, Some(_)) => Some(" "),
            // The box of a character that no font has.
            PartKind::Formula(_) if part.strand.reading.is_some() => Some("(words with a reading)"),
            PartKind::Formula(_) if part.strand.formula.is_none() => Some("□"),
            PartKind::Formula(_) => Some("(a formula)"),
            _ => None,
        })
        .collect();
    let shown: String = text.chars().take(60).collect();
    let help = match text.trim() {
        "(a formula)" => "break it with `\\begin{aligned}` and `\\\\`",
        _ => "shorten the longest word or allow it to break",
    };
    let mut finding = Diagnostic::new(Code::Overfull, format!("this line does not fit the measure: {shown}")).help(help);
    finding.span = span.or_else(|| copy.strands.iter().find_map(StyledStretch::span));
    bench.diagnostics.push(finding);
}

fn unit(length: Length) -> i32 {
    i32::try_from(length.units()).unwrap_or(i32::MAX)
}
