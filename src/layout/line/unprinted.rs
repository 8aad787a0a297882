//! Characters that no font has: a thin box with the number stands in for each, and each is told of.

use super::copy::{Strand, length};
use super::{Bench, Ink};
use crate::diagnostics::{Code, Diagnostic};
use crate::fonts::Family;
use crate::fonts::shape::Features;
use crate::layout::frame::{Glyph, Shift, Text};
use crate::layout::geometry::Length;
use crate::layout::math::{self, Mark};
use crate::source::Span;
use unicode_script::{Script, UnicodeScript};

/// The box for a character, or for those that make one sign together, in text of this size. It holds the number of the first that is
/// missing in two rows of figures. Copied or read aloud it is the character itself. It counts as no higher than a letter.
pub(in crate::layout) fn stand_in(cluster: &str, size: Length, bench: &mut Bench) -> math::Box {
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
    let mut set = math::Box::room(wide + pad * 2);

    let lower = raw(-(high + pad));
    // The second row goes back to where the first began.
    let behind = (0..).zip(&digits.glyphs).skip(columns).map(|(index, _)| (index, step * i64::from(index) - row * 2));
    let shifts = behind.map(|(glyph, dx)| Shift { glyph, dx: raw(dx), dy: lower }).collect();
    let advance = |index: usize| if index < columns { raw(step) } else { 0 };
    let glyphs = digits.glyphs.iter().enumerate().map(|(index, glyph)| Glyph { id: glyph.id, cluster: 0, advance: advance(index) });
    let glyphs = glyphs.collect();
    let text = Text { face, size: small, glyphs, shifts, text: cluster.to_owned() };
    set.marks.push(Mark { x: pad * 2, rise: pad * 2 + high - foot, ink: Ink::Text(text) });
    for (x, top, width, height) in [
        (pad, tall - foot, wide, thick),
        (pad, thick - foot, wide, thick),
        (pad, tall - foot, thick, tall),
        (pad + wide - thick, tall - foot, thick, tall),
    ] {
        set.marks.push(Mark { x, rise: top, ink: Ink::Rule(width, height) });
    }
    set
}

/// The number of the first character of a cluster that no font has, in four or six figures.
fn number(cluster: &str, bench: &Bench) -> String {
    let face = bench.fonts.face_for(Family::Serif, false, false);
    let lacks = |c: &char| bench.fonts.covering(face, c.encode_utf8(&mut [0; 4])).is_none();
    let c = cluster.chars().find(lacks).or_else(|| cluster.chars().next()).map_or(0, u32::from);
    if c > 0xFFFF { format!("{c:06X}") } else { format!("{c:04X}") }
}

/// Reports a character that no font has, at its place in a strand.
pub(super) fn missing(cluster: &str, strand: &Strand, at: usize, bench: &mut Bench) {
    let own = strand.span.map(|span| {
        let step = span.end - span.start == strand.end - strand.start;
        if step { Span { start: span.start + length(at), end: span.start + length(at + cluster.len()), ..span } } else { span }
    });
    let span = own.or_else(|| bench.settings.iter().find(|(text, _)| text.contains(cluster)).map(|(_, place)| *place));
    let message = || {
        let points: Vec<String> = cluster.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
        format!("no font has the character {cluster} ({})", points.join(" "))
    };
    report(cluster, message, span, bench);
}

/// Reports a sign of a formula that no font has.
pub(in crate::layout) fn missing_sign(c: char, span: Option<Span>, bench: &mut Bench) {
    let message = || format!("no font has the sign {c} (U+{:04X}) of this formula", u32::from(c));
    report(c.encode_utf8(&mut [0; 4]), message, span, bench);
}

fn report(cluster: &str, message: impl FnOnce() -> String, span: Option<Span>, bench: &mut Bench) {
    let make = || {
        let finding = Diagnostic::new(Code::NoGlyph, message()).help("add a font that has it in book.toml: [type] fonts = [\"file.otf\"]");
        Diagnostic { span, ..finding }
    };
    match span {
        Some(_) => bench.found.push_of_many(Code::NoGlyph, script(cluster), make),
        None => bench.found.push_once(Code::NoGlyph, cluster, || make().of(script(cluster))),
    }
}

/// The script of a cluster by its English name, such as `Han`; `signs` for what belongs to none.
fn script(cluster: &str) -> &'static str {
    match cluster.chars().map(|c| c.script()).find(|script| !matches!(script, Script::Common | Script::Inherited)) {
        None | Some(Script::Unknown) => "signs",
        Some(script) => script.full_name(),
    }
}

/// A length as a glyph holds it.
fn raw(length: Length) -> i32 {
    i32::try_from(length.units()).unwrap_or(i32::MAX)
}
