//! Characters that no font has: a thin box with the number stands in for each, and each is told of.

use super::copy::{StyledStretch, length};
use super::piece::{PieceContext, extend};
use super::set::{Line, LinePiece};
use super::{Ink, ShapeContext};
use crate::diagnostics::{Code, Diagnostic};
use crate::fonts::shape::Features;
use crate::fonts::{Family, script};
use crate::layout::frame::{Glyph, GlyphShift, GlyphText, Origin};
use crate::layout::math::{self, MathMark};
use crate::source::Length;
use crate::source::Span;

/// The box for a character, or for those that make one sign together, in text of this size. It holds the number of the first that is
/// missing in two rows of figures. Copied or read aloud it is the character itself. It counts as no higher than a letter.
pub(in crate::layout) fn stand_in(cluster: &str, size: Length, bench: &mut ShapeContext) -> math::MathBox {
    let number = number(cluster, bench);
    let (face, small) = (bench.fonts.face_for(Family::Mono, false, false), size.scale(44, 100));
    let digits = bench.shaper.shape(face, Features::NO_LIGATURES, &number);
    let metrics = bench.fonts.face(face);
    let scaled = |units: i32| small.scale(i64::from(units), i64::from(metrics.units_per_em.max(1)));
    let step = digits.glyphs.first().map_or(Length::ZERO, |glyph| scaled(glyph.advance));
    let (columns, high) = (digits.glyphs.len() / 2, scaled(metrics.cap_height));
    let (pad, thick, foot) = (size / 12, size / 40, size.scale(12, 100));
    let row = step * i64::try_from(columns).unwrap_or(0);
    let (wide, tall) = (row + pad * 2, high * 2 + pad * 3);
    let mut set = math::MathBox::room(wide + pad * 2);

    let lower = raw(-(high + pad));
    // The second row goes back to where the first began.
    let behind = (0..).zip(&digits.glyphs).skip(columns).map(|(index, _)| (index, step * i64::from(index) - row * 2));
    let shifts = behind.map(|(glyph, dx)| GlyphShift { glyph, dx: raw(dx), dy: lower }).collect();
    let advance = |index: usize| if index < columns { raw(step) } else { 0 };
    let glyphs = digits.glyphs.iter().enumerate().map(|(index, glyph)| Glyph { id: glyph.id, cluster: 0, advance: advance(index) });
    let glyphs = glyphs.collect();
    let text = GlyphText { face, size: small, glyphs, shifts, text: cluster.to_owned() };
    set.marks.push(MathMark { x: pad * 2, rise: pad * 2 + high - foot, ink: Ink::Text(text) });
    for (x, top, width, height) in [
        (pad, tall - foot, wide, thick),
        (pad, thick - foot, wide, thick),
        (pad, tall - foot, thick, tall),
        (pad + wide - thick, tall - foot, thick, tall),
    ] {
        set.marks.push(MathMark { x, rise: top, ink: Ink::Rule(width, height) });
    }
    set
}

/// Puts a box on a line. Those that stand side by side are one text, `before` among the line's pieces, so that a word is one when it is
/// copied or read aloud.
pub(super) fn put(
    line: &mut Line,
    before: Option<usize>,
    PieceContext { strand, level, start }: PieceContext,
    x: Length,
    set: &math::MathBox,
) {
    let rise = strand.voice.rise;
    for mark in &set.marks {
        let (x, rise) = (x + mark.x, rise + mark.rise);
        let is_text = matches!(mark.ink, Ink::Text(_));
        if let (Ink::Text(text), Some(piece)) = (&mark.ink, before.and_then(|before| line.pieces.get_mut(before)))
            && (piece.origin, piece.link, piece.rise, piece.level) == (strand.origin, strand.link, rise, level)
            && joins(piece, text, x)
        {
            line.boxed = before;
            continue;
        }
        if is_text {
            line.boxed = Some(line.pieces.len());
        }
        let origin = if is_text { strand.origin } else { Origin::Artifact };
        line.pieces.push(LinePiece { x, rise, level, origin, link: strand.link, start, ink: mark.ink.clone() });
    }
}

/// Joins the figures of a box at `x` to those beside it; false if they can't be one text.
fn joins(piece: &mut LinePiece, text: &GlyphText, x: Length) -> bool {
    let Ink::Text(known) = &mut piece.ink else { return false };
    if (known.face, known.size) != (text.face, text.size) || known.text.len() + text.text.len() >= usize::from(u16::MAX) {
        return false;
    }
    // The pen goes on from the last glyph of what stands to the left.
    let reach = |glyphs: &mut [Glyph], from: Length, to: Length| {
        let travelled: i32 = glyphs.iter().map(|glyph| glyph.advance).sum();
        if let Some(last) = glyphs.last_mut() {
            last.advance += raw(to - from) - travelled;
        }
    };
    if x >= piece.x {
        reach(&mut known.glyphs, piece.x, x);
        let mut shifts = text.shifts.iter().peekable();
        let glyphs = (0..).zip(&text.glyphs).map(|(index, glyph)| {
            let shift = shifts.next_if(|shift| shift.glyph == index);
            (*glyph, shift.map_or((0, 0), |shift| (shift.dx, shift.dy)))
        });
        extend(known, &text.text, glyphs);
        return true;
    }
    // What is read from right to left stands to the left of what is before it.
    let cluster = u16::try_from(known.text.len()).unwrap_or(u16::MAX);
    let mut glyphs: Vec<Glyph> = text.glyphs.iter().map(|glyph| Glyph { cluster, ..*glyph }).collect();
    reach(&mut glyphs, x, piece.x);
    let moved = length(glyphs.len());
    let behind = known.shifts.iter().map(|shift| GlyphShift { glyph: shift.glyph + moved, ..*shift });
    known.shifts = text.shifts.iter().copied().chain(behind).collect();
    glyphs.append(&mut known.glyphs);
    known.glyphs = glyphs;
    known.text.push_str(&text.text);
    piece.x = x;
    true
}

/// The number of the first character of a cluster that no font has, in four or six figures.
fn number(cluster: &str, bench: &ShapeContext) -> String {
    let face = bench.fonts.face_for(Family::Serif, false, false);
    let lacks = |c: &char| bench.fonts.covering(face, Features::PLAIN, c.encode_utf8(&mut [0; 4])).is_none();
    let c = cluster.chars().find(lacks).or_else(|| cluster.chars().next()).map_or(0, u32::from);
    if c > 0xFFFF { format!("{c:06X}") } else { format!("{c:04X}") }
}

/// Reports a character that no font has, at `at` in the paragraph's text.
pub(super) fn missing(cluster: &str, strand: &StyledStretch, at: u32, bench: &mut ShapeContext) {
    // Contents and running heads say again what is told where it stands.
    if matches!(strand.origin, Origin::Contents(_) | Origin::Running(_)) {
        return;
    }
    let own = strand.place(at..at + length(cluster.len()));
    let span = own.or_else(|| bench.settings.iter().find(|(text, _)| text.contains(cluster)).map(|(_, place)| *place));
    let message = || {
        let points: Vec<String> = cluster.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
        format!("no font has the character {cluster} ({})", points.join(" "))
    };
    report(cluster, message, span, bench);
}

/// Reports a sign of a formula that no font has.
pub(in crate::layout) fn missing_sign(c: char, span: Option<Span>, bench: &mut ShapeContext) {
    let message = || format!("no font has the sign {c} (U+{:04X}) of this formula", u32::from(c));
    report(c.encode_utf8(&mut [0; 4]), message, span, bench);
}

/// What helps where no font has a character.
const HELP: &str = "install a font that has it, or name its file in book.toml: [type] fonts = [\"file.otf\"]";

fn report(cluster: &str, message: impl FnOnce() -> String, span: Option<Span>, bench: &mut ShapeContext) {
    let make = || {
        let finding = Diagnostic::new(Code::NoGlyph, message()).help(HELP);
        Diagnostic { span, ..finding }
    };
    match span {
        Some(_) => bench.diagnostics.push_of_many(Code::NoGlyph, script::of(cluster), make),
        None => bench.diagnostics.push_once(Code::NoGlyph, cluster, || make().of(script::of(cluster))),
    }
}

/// A length as a glyph holds it.
fn raw(length: Length) -> i32 {
    i32::try_from(length.units()).unwrap_or(i32::MAX)
}
