//! Words: shaped in the face of their stretch, or, where that lacks a character, in another that has it.

use super::copy::{ParagraphText, StyledStretch, length};
use super::piece::PieceContext;
use super::prepare::{LineUnit, UnitKind};
use super::set::LinePiece;
use super::{Ink, Line, ParagraphShape, ShapeContext, bidi, ideograph, seam, unprinted};
use crate::edition::lining;
use crate::fonts::shape::{Features, Shaped};
use crate::fonts::{Face, FaceId};
use crate::layout::frame::Origin;
use crate::layout::math::{MathBox, MathMark};
use crate::layout::style::{Align, TextStyle};
use crate::source::Length;
use std::ops::Range;
use std::rc::Rc;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The features of a word in a stretch: figures that touch a capital are as high as it, not old-style.
pub(super) fn features(strand: &StyledStretch, word: &str) -> Features {
    if lining::beside_capitals(word) { strand.voice.features.without(Features::OLD_STYLE) } else { strand.voice.features }
}

/// Font units to a length in a stretch's size.
pub(super) fn scaled(units: i32, strand: &StyledStretch, bench: &ShapeContext, face: FaceId) -> Length {
    strand.voice.size.scale(i64::from(units), i64::from(bench.fonts.face(face).units_per_em))
}

/// How far a character hangs out at a line's start, or at its end.
pub(super) fn hang(face: FaceId, strand: &StyledStretch, c: char, end: bool, bench: &mut ShapeContext) -> Length {
    let units = bench.edges.hang(bench.fonts, face, c, end);
    scaled(units, strand, bench, face)
}

/// Shapes text of a stretch the way the stretch goes.
pub(super) fn shape<'f>(strand: &StyledStretch, face: FaceId, features: Features, text: &str, bench: &mut ShapeContext<'f>) -> &'f Shaped {
    seam::shape(strand.lang, bidi::to_left(strand.level), face, features, text, &mut bench.shaper)
}

/// What the width of shaped text depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout) struct Extent {
    /// The sum of its advances, in font units.
    pub(super) width: i32,
    /// How many glyphs it has that are spaced out with a stretch's letters.
    pub(super) glyphs: usize,
}

impl Extent {
    /// The extent of a shaped text.
    pub(super) fn of(shaped: &Shaped) -> Self {
        Self { width: shaped.width, glyphs: if shaped.joined { 0 } else { shaped.glyphs.len() } }
    }

    /// The width in a stretch, tracking included; nothing for what is set apart from the lines.
    pub(super) fn width(self, strand: &StyledStretch, bench: &ShapeContext, face: FaceId) -> Length {
        if strand.apart.is_some() {
            return Length::ZERO;
        }
        scaled(self.width, strand, bench, face) + strand.voice.tracking * i64::try_from(self.glyphs).unwrap_or(0)
    }
}

/// The width of shaped text in a stretch.
pub(super) fn width(shaped: &Shaped, strand: &StyledStretch, bench: &ShapeContext, face: FaceId) -> Length {
    Extent::of(shaped).width(strand, bench, face)
}

/// The space after every glyph of shaped text in a stretch: none where letters are joined.
pub(super) fn tracking(shaped: &Shaped, strand: &StyledStretch) -> Length {
    if shaped.joined { Length::ZERO } else { strand.voice.tracking }
}

/// Longest word, in bytes, that is shaped whole: longer than any word of any language, shorter than what would cost time.
const LONGEST: usize = 256;

/// Shapes a word; one that is no word of any language is severed into small pieces, between which a line may end.
pub(super) fn boxes<'f>(copy: &ParagraphText, index: u32, word: Range<usize>, bench: &mut ShapeContext<'f>, units: &mut Vec<LineUnit<'f>>) {
    if word.len() <= LONGEST {
        return shaped(copy, index, word, bench, units);
    }
    let base = copy.strands[index as usize].start as usize;
    let text = &copy.text[base + word.start..base + word.end];
    let mut from = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        let end = at + cluster.len();
        if end - from >= 4 || end == text.len() {
            shaped(copy, index, word.start + from..word.start + end, bench, units);
            if let Some(last) = units.last_mut() {
                last.severed = end < text.len();
            }
            from = end;
        }
    }
}

/// The company of punctuation among ideographs: whether it is half as wide as they are, and their face, which sets it too.
fn company(copy: &ParagraphText, word: Range<usize>, strand: &StyledStretch, bench: &ShapeContext) -> Option<(bool, FaceId)> {
    let text = &copy.text[word.clone()];
    let c = text.chars().next().filter(|&c| ideograph::wide(c) || ideograph::shared(c))?;
    let (before, after) = (copy.text[..word.start].chars().next_back(), copy.text[word.end..].chars().next());
    let single = text.len() == c.len_utf8();
    let half = single && ideograph::halved(before, c, after);
    let beside = [before, after].into_iter().flatten().find(|&c| {
        ideograph::wide(c) && bench.fonts.covering(strand.voice.face, strand.voice.features, c.encode_utf8(&mut [0; 4])).is_some()
    });
    let shared = text.chars().all(ideograph::shared);
    let face = match beside {
        Some(beside) if shared => bench.fonts.covering(strand.voice.face, strand.voice.features, &format!("{beside}{text}"))?,
        _ => strand.voice.face,
    };
    (half || face != strand.voice.face).then_some((half, face))
}

/// Shapes a word; what its face lacks is taken from another, cluster by cluster, and for what none has, a box stands in.
fn shaped<'f>(copy: &ParagraphText, index: u32, word: Range<usize>, bench: &mut ShapeContext<'f>, units: &mut Vec<LineUnit<'f>>) {
    let strand = &copy.strands[index as usize];
    let base = strand.start as usize;
    let narrow;
    let (strand, wanted) = match company(copy, base + word.start..base + word.end, strand, bench) {
        Some((true, face)) => {
            narrow = StyledStretch {
                voice: TextStyle { features: strand.voice.features.with(Features::HALF), ..strand.voice },
                ..strand.clone()
            };
            (&narrow, face)
        }
        Some((false, face)) => (strand, face),
        None => (strand, strand.voice.face),
    };
    // A soft hyphen is invisible unless the line breaks at it; it always ends a word, for a line may break after it.
    let text = copy.text[base + word.start..base + word.end].trim_end_matches('\u{AD}');
    // The bars of Japanese are drawn as dashes are, of which two are one rule.
    let shaped = match text.starts_with("――") && text.chars().all(|c| c == '―') {
        true => bench.shaper.stand_in(bidi::to_left(strand.level), wanted, features(strand, text), text, &text.replace('―', "—")),
        false => shape(strand, wanted, features(strand, text), text, bench),
    };
    if shaped.whole {
        let width = width(shaped, strand, bench, wanted);
        let range = length(base + word.start)..length(base + word.end);
        units.push(LineUnit { kind: UnitKind::Box(wanted, shaped), range, strand: index, width, severed: false });
        return;
    }
    // Its stops and brackets go with its letters, if its own face has none of these and one of the others all of it.
    if is_foreign_word(text, bench.fonts.face(wanted))
        && let Some(face) = bench.fonts.covering(strand.voice.face, strand.voice.features, text)
    {
        flush(&mut vec![(face, 0..text.len())], text, base + word.start, index, strand, bench, units);
        return;
    }
    let mut pieces: Vec<(FaceId, Range<usize>)> = Vec::new();
    for (at, cluster) in text.grapheme_indices(true) {
        let Some(face) = bench.fonts.covering(strand.voice.face, strand.voice.features, cluster) else {
            let range = length(base + word.start + at)..length(base + word.start + at + cluster.len());
            match substitute(cluster, strand, bench) {
                Some((face, shaped)) => {
                    flush(&mut pieces, text, base + word.start, index, strand, bench, units);
                    let width = width(shaped, strand, bench, face);
                    units.push(LineUnit { kind: UnitKind::Box(face, shaped), range, strand: index, width, severed: false });
                }
                None => {
                    flush(&mut pieces, text, base + word.start, index, strand, bench, units);
                    boxed(cluster, range.start, index, strand, bench, units);
                }
            }
            continue;
        };
        match pieces.last_mut() {
            Some((last, range)) if *last == face && range.end == at => range.end = at + cluster.len(),
            _ => pieces.push((face, at..at + cluster.len())),
        }
    }
    flush(&mut pieces, text, base + word.start, index, strand, bench, units);
}

/// Whether a word has letters, and a face none of them. Stops beside a sign, such as a tick, go with the text.
fn is_foreign_word(text: &str, own: &Face) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphanumeric()).peekable();
    letters.peek().is_some() && !letters.any(|c| own.has(c))
}

/// Shapes the pieces of a word that are set in different faces.
fn flush<'f>(
    pieces: &mut Vec<(FaceId, Range<usize>)>,
    text: &str,
    start: usize,
    index: u32,
    strand: &StyledStretch,
    bench: &mut ShapeContext<'f>,
    units: &mut Vec<LineUnit<'f>>,
) {
    for (face, range) in pieces.drain(..) {
        let shaped = shape(strand, face, features(strand, text), &text[range.clone()], bench);
        if !shaped.whole {
            // A damaged font knows the character but has no glyph for it.
            for (at, cluster) in text[range.clone()].grapheme_indices(true) {
                boxed(cluster, length(start + range.start + at), index, strand, bench, units);
            }
            continue;
        }
        let width = width(shaped, strand, bench, face);
        let range = length(start + range.start)..length(start + range.end);
        units.push(LineUnit { kind: UnitKind::Box(face, shaped), range, strand: index, width, severed: false });
    }
}

/// Tells of a cluster that no font has, at an offset in the paragraph's text, and puts the box that stands in for it.
fn boxed<'f>(cluster: &str, at: u32, index: u32, strand: &StyledStretch, bench: &mut ShapeContext<'f>, units: &mut Vec<LineUnit<'f>>) {
    unprinted::missing(cluster, strand, at, bench);
    let set = unprinted::stand_in(cluster, strand.voice.size, bench);
    let (width, range) = (set.width, at..at + length(cluster.len()));
    units.push(LineUnit { kind: UnitKind::Formula(Rc::new(set)), range, strand: index, width, severed: false });
}

/// Glyphs that print a character no font has as others of the same meaning: two dashes for a two-em dash, the letters of a
/// ligature. They stand for the character itself when the text is copied or read aloud.
fn substitute<'f>(cluster: &str, strand: &StyledStretch, bench: &mut ShapeContext<'f>) -> Option<(FaceId, &'f Shaped)> {
    let same = match cluster {
        "\u{2E3A}" => "——".to_owned(),
        "\u{2E3B}" => "———".to_owned(),
        "\u{2010}" | "\u{2011}" => "-".to_owned(),
        _ => cluster.nfkc().collect(),
    };
    let face = bench.fonts.covering(strand.voice.face, strand.voice.features, &same).filter(|_| same != cluster)?;
    Some((face, bench.shaper.stand_in(bidi::to_left(strand.level), face, strand.voice.features, cluster, &same)))
}

/// How far a reading that is longer than its words by `excess` reaches over what stands on both sides of them: evenly, as far as `most`
/// allows on either. Over kana that is the width of one of its own characters (JLREQ 3.3.8), so that the words stand close.
fn overhang(excess: Length, most: [Length; 2]) -> [Length; 2] {
    let excess = excess.max(Length::ZERO);
    let [left, right] = most.map(|most| most.min(excess / 2));
    [left.max(most[0].min(excess - right)), right.max(most[1].min(excess - left))]
}

/// Sets a stretch of a paragraph and the reading over it.
fn set_ruby(copy: &ParagraphText, index: usize, reading: &ParagraphText, bench: &mut ShapeContext) -> MathBox {
    let strand = &copy.strands[index];
    let base = one_line(&base_text(copy, strand), bench);
    let over = one_line(reading, bench);
    let (size, small) = (strand.voice.size, strand.voice.size / 2);
    let beside = [copy.text[..strand.start as usize].chars().next_back(), copy.text[strand.end as usize..].chars().next()];
    let [left, right] = overhang(over.end - base.end, beside.map(|c| if c.is_some_and(ideograph::is_kana) { small } else { Length::ZERO }));
    let width = base.end.max(over.end - left - right);
    // The reading's descenders stand just over what reaches highest in the words.
    let rise = size.scale(88, 100) + small.scale(22, 100);
    let mut set = MathBox::room(width);
    (set.height, set.depth) = (rise + small.scale(88, 100), size.scale(22, 100));
    set.marks = marks(base, width, Length::ZERO);
    set.reading = marks(over, width + right - left, rise);
    set
}

/// The words of a stretch as a text of their own.
fn base_text(copy: &ParagraphText, strand: &StyledStretch) -> ParagraphText {
    let text = &copy.text[strand.start as usize..strand.end as usize];
    let mut word = ParagraphText::new("");
    // Raised or lowered words are so already where they are put.
    word.push(text, TextStyle { rise: Length::ZERO, ..strand.voice }, strand.origin, None);
    word.place_as(strand);
    word
}

/// A text in one line.
fn one_line(copy: &ParagraphText, bench: &mut ShapeContext) -> Line {
    let shape = ParagraphShape { measure: Length::points(20_000), first: Length::ZERO, align: Align::Left, hyphenate: false };
    let sketch = std::mem::replace(&mut bench.sketch, false);
    let line = super::lines(copy, shape, bench).into_iter().next().unwrap_or_default();
    bench.sketch = sketch;
    line
}

/// What stands on a line as marks in the middle of this width.
fn marks(line: Line, width: Length, rise: Length) -> Vec<MathMark> {
    let first = line.pieces.iter().map(|piece| piece.x).min().unwrap_or_default();
    let shift = (width - line.end) / 2 - first.min(Length::ZERO);
    line.pieces.into_iter().map(|piece| MathMark { x: piece.x + shift, rise: piece.rise + rise, ink: piece.ink }).collect()
}

/// Puts words and their reading on a line.
pub(super) fn put_ruby(line: &mut Line, PieceContext { strand, level, start }: PieceContext, x: Length, set: &MathBox) {
    let over = match strand.origin {
        Origin::RubyBase(block, run) => Origin::Reading(block, run),
        other => other,
    };
    let words = set.marks.iter().map(|mark| (mark, strand.origin, strand.link, start));
    let reading = set.reading.iter().map(|mark| (mark, over, None, None));
    line.pieces.extend(words.chain(reading).map(|(mark, origin, link, start)| LinePiece {
        x: x + mark.x,
        rise: strand.voice.rise + mark.rise,
        level,
        origin: if matches!(mark.ink, Ink::Rule(..)) { Origin::Artifact } else { origin },
        link,
        start,
        ink: mark.ink.clone(),
    }));
}

/// A unit's box for a stretch with a reading; none for all others.
pub(super) fn ruby(copy: &ParagraphText, index: usize, bench: &mut ShapeContext) -> Option<Rc<MathBox>> {
    let reading = Rc::clone(copy.strands[index].reading.as_ref()?);
    Some(Rc::new(set_ruby(copy, index, &reading, bench)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_reach_over_what_is_beside_them_as_far_as_they_need_and_may() {
        let over = |excess, most: [i64; 2]| overhang(Length::points(excess), most.map(Length::points));
        assert_eq!(over(4, [5, 5]), [Length::points(2); 2]);
        assert_eq!(over(-4, [5, 5]), [Length::ZERO; 2]);
        assert_eq!(over(4, [5, 0]), [Length::points(4), Length::ZERO]);
        assert_eq!(over(20, [5, 5]), [Length::points(5); 2]);
        assert_eq!(over(20, [0, 0]), [Length::ZERO; 2]);
    }
}
