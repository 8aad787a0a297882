//! Letters and signs: one glyph, several, or a sign grown to a height or width.

use super::boxes::{MathBox, MathMark};
use super::{MathContext, MathSetter};
use crate::fonts::math::GrownSign;
use crate::fonts::shape::Features;
use crate::fonts::{FaceId, Family};
use crate::layout::frame::{Glyph, GlyphShift, GlyphText};
use crate::layout::line::{Ink, stand_in};
use crate::math::{Alphabet, Atom, AtomClass, AtomKind, FormulaNode, MathStyle, letter};
use crate::source::Length;
use unicode_segmentation::UnicodeSegmentation;

impl MathSetter<'_, '_> {
    pub(super) fn atom(&mut self, atom: &Atom, manner: MathContext) -> MathBox {
        let only = (atom.text.chars().count() == 1).then(|| atom.text.chars().next()).flatten();
        match (atom.kind, only) {
            (AtomKind::Letter { upright }, Some(c)) => self.sign(if upright { c } else { letter(c, Alphabet::Italic) }, manner.style),
            (AtomKind::Text, _) => self.words(&atom.text, self.bench.fonts.face_for(Family::Serif, false, false), manner.style),
            (AtomKind::Large, Some(c)) => {
                let least = if manner.display() { self.constants.display_operator } else { 0 };
                self.fence(c, least, manner.style)
            }
            (AtomKind::Fence(Some(size)), Some(c)) => self.fence(c, self.units_per_em() * size / 1000, manner.style),
            (AtomKind::Middle, Some(c)) => match self.fence {
                Some(least) => self.fence(c, least, manner.style),
                None => self.sign(c, manner.style),
            },
            (_, Some(c)) => self.sign(c, manner.style),
            (..) => self.words(&atom.text, self.bench.fonts.math(), manner.style),
        }
    }

    /// Sets a sign as it is; in another face if the mathematical one lacks it.
    pub(super) fn sign(&mut self, c: char, style: MathStyle) -> MathBox {
        let face = self.bench.fonts.math();
        match self.bench.fonts.face(face).glyph(c) {
            0 => self.words(&c.to_string(), face, style),
            glyph => self.glyph(glyph, c, style),
        }
    }

    /// A glyph of the mathematical face that stands for a character.
    pub(super) fn glyph(&mut self, glyph: u16, c: char, style: MathStyle) -> MathBox {
        let id = self.bench.fonts.math();
        let face = self.bench.fonts.face(id);
        let [_, bottom, _, top] = face.ink(glyph).unwrap_or_default();
        let width = self.length(face.advance(glyph), style);
        let placed = (Glyph { id: glyph, cluster: 0, advance: raw(width) }, (0, 0));
        let text = self::text(id, self.em(style), c.to_string(), vec![placed]);
        MathBox {
            width,
            height: self.length(top, style).max(Length::ZERO),
            depth: self.length(-bottom, style).max(Length::ZERO),
            lean: self.length(self.font.lean(glyph), style),
            glyph: Some(glyph),
            marks: vec![MathMark { x: Length::ZERO, rise: Length::ZERO, ink: Ink::Text(text) }],
            reading: Vec::new(),
        }
    }

    /// A sign grown to a height in font units, its middle on the axis.
    pub(super) fn fence(&mut self, c: char, least: i32, style: MathStyle) -> MathBox {
        let grown = self.grown(c, least, style);
        let axis = self.axis(style);
        let rise = axis - (grown.height - grown.depth) / 2;
        let mut centred = MathBox { width: grown.width, lean: grown.lean, glyph: grown.glyph, ..MathBox::default() };
        // A sign that stands below its baseline alone would be cut by the rules for boxes: they reach from the baseline.
        (centred.height, centred.depth) = (Length::ZERO, Length::ZERO);
        centred.put(grown, Length::ZERO, rise);
        centred
    }

    /// A sign at least so high, on the baseline as it was drawn; height and depth are those of its ink, and may be negative.
    pub(super) fn grown(&mut self, c: char, least: i32, style: MathStyle) -> MathBox {
        let id = self.bench.fonts.math();
        let face = self.bench.fonts.face(id);
        let plain = face.glyph(c);
        if plain == 0 {
            return self.sign(c, style);
        }
        match self.font.higher(plain, least) {
            GrownSign::Glyph(glyph) => {
                let [_, bottom, _, top] = face.ink(glyph).unwrap_or_default();
                let (height, depth) = (self.length(top, style), self.length(-bottom, style));
                MathBox { height, depth, ..self.glyph(glyph, c, style) }
            }
            GrownSign::Parts(parts) => {
                let mut glyphs = Vec::with_capacity(parts.len());
                let (mut width, mut low, mut high) = (0, i32::MAX, i32::MIN);
                for &(glyph, at) in &parts {
                    let [_, bottom, _, top] = face.ink(glyph).unwrap_or_default();
                    width = width.max(face.advance(glyph));
                    // Parts are laid by their lower edges.
                    (low, high) = (low.min(at), high.max(at + top - bottom));
                    glyphs.push((Glyph { id: glyph, cluster: 0, advance: 0 }, (0, raw(self.length(at - bottom, style)))));
                }
                let width = self.length(width, style);
                if let Some(last) = glyphs.last_mut() {
                    last.0.advance = raw(width);
                }
                let text = self::text(id, self.em(style), c.to_string(), glyphs);
                let marks = vec![MathMark { x: Length::ZERO, rise: Length::ZERO, ink: Ink::Text(text) }];
                MathBox { width, height: self.length(high, style), depth: self.length(-low, style), marks, ..MathBox::default() }
            }
        }
    }

    /// A sign as wide as something; its ink begins at the box's origin.
    pub(super) fn widened(&mut self, c: char, width: Length, at_most: bool, style: MathStyle) -> MathBox {
        let id = self.bench.fonts.math();
        let face = self.bench.fonts.face(id);
        let wanted = self.units(width, style);
        let (glyphs, ink) = match self.font.wider(face.glyph(c), wanted, at_most) {
            GrownSign::Glyph(0) => return self.sign(c, style),
            GrownSign::Glyph(glyph) => (vec![(glyph, 0)], face.ink(glyph).unwrap_or_default()),
            GrownSign::Parts(parts) => {
                let inks: Vec<[i32; 4]> = parts.iter().map(|&(glyph, _)| face.ink(glyph).unwrap_or_default()).collect();
                let right = parts.iter().zip(&inks).map(|(&(_, at), ink)| at + ink[2] - ink[0]).max().unwrap_or(0);
                let (low, high) = (inks.iter().map(|ink| ink[1]).min(), inks.iter().map(|ink| ink[3]).max());
                (parts, [0, low.unwrap_or(0), right, high.unwrap_or(0)])
            }
        };
        let [left, bottom, right, top] = ink;
        let single = glyphs.len() == 1;
        let mut placed = Vec::with_capacity(glyphs.len());
        for (glyph, at) in glyphs {
            let own = if single { left } else { face.ink(glyph).unwrap_or_default()[0] };
            placed.push((Glyph { id: glyph, cluster: 0, advance: 0 }, (raw(self.length(at - own, style)), 0)));
        }
        let width = self.length(right - left, style);
        if let Some(last) = placed.last_mut() {
            last.0.advance = raw(width);
        }
        let text = self::text(id, self.em(style), c.to_string(), placed);
        MathBox {
            width,
            height: self.length(top, style),
            depth: self.length(-bottom, style),
            marks: vec![MathMark { x: Length::ZERO, rise: Length::ZERO, ink: Ink::Text(text) }],
            ..MathBox::default()
        }
    }

    /// Characters one behind the other, shaped: names of functions, numbers, words.
    pub(super) fn words(&mut self, text: &str, face: FaceId, style: MathStyle) -> MathBox {
        let mut set = MathBox::default();
        let mut rest = text;
        // A sequence of emoji, and a letter with its marks, are in one face.
        while let Some(first) = rest.graphemes(true).next() {
            let covering = |cluster: &str, bench: &super::ShapeContext| bench.fonts.covering(face, Features::PLAIN, cluster);
            let own = covering(first, self.bench);
            let end = rest.grapheme_indices(true).find(|&(_, cluster)| covering(cluster, self.bench) != own);
            let end = end.map_or(rest.len(), |(at, _)| at);
            let (run, behind) = rest.split_at(end);
            rest = behind;
            let Some(own) = own else {
                for c in run.chars() {
                    self.missing.push(c);
                    let em = self.em(style);
                    set.append(stand_in(c.encode_utf8(&mut [0; 4]), em, self.bench));
                }
                continue;
            };
            let shaped = self.bench.shaper.shape(own, Features::PLAIN, run);
            let face = self.bench.fonts.face(own);
            let em = self.em(style);
            let scaled = |units: i32| em.scale(i64::from(units), i64::from(face.units_per_em.max(1)));
            let (mut width, mut height, mut depth) = (Length::ZERO, Length::ZERO, Length::ZERO);
            let mut glyphs = Vec::with_capacity(shaped.glyphs.len());
            for glyph in &shaped.glyphs {
                let [_, bottom, _, top] = face.ink(glyph.id).unwrap_or_default();
                (height, depth) = (height.max(scaled(top + i32::from(glyph.dy))), depth.max(scaled(-bottom - i32::from(glyph.dy))));
                let advance = scaled(glyph.advance);
                width += advance;
                let (dx, dy) = (raw(scaled(glyph.dx.into())), raw(scaled(glyph.dy.into())));
                glyphs.push((Glyph { id: glyph.id, cluster: glyph.cluster, advance: raw(advance) }, (dx, dy)));
            }
            let text = self::text(own, em, run.to_owned(), glyphs);
            let marks = vec![MathMark { x: Length::ZERO, rise: Length::ZERO, ink: Ink::Text(text) }];
            set.append(MathBox { width, height, depth, marks, ..MathBox::default() });
        }
        set
    }

    /// What stands between fences, and the fences as high as it.
    pub(super) fn fenced(&mut self, open: Option<char>, close: Option<char>, inside: &[FormulaNode], manner: MathContext) -> MathBox {
        let outer = self.fence.take();
        let mut content = self.row(inside, manner);
        let axis = self.axis(manner.style);
        // As high as nine tenths of what they enclose, or half an em less (The TeXbook, p. 446, rule 19).
        let half = (content.height - axis).max(content.depth + axis).max(Length::ZERO);
        let least = (half * 2).scale(901, 1000).max(half * 2 - self.em(manner.style) / 2);
        let least = self.units(least, manner.style);
        if inside.iter().any(|node| node.core().is_some_and(|atom| atom.kind == AtomKind::Middle)) {
            self.fence = Some(least);
            content = self.row(inside, manner);
        }
        self.fence = outer;
        let mut whole = MathBox::default();
        if let Some(open) = open {
            let fence = self.fence(open, least, manner.style);
            whole.append(fence);
            whole.width += self.between(AtomClass::Open, inside, manner);
        }
        whole.append(content);
        if let Some(close) = close {
            let fence = self.fence(close, least, manner.style);
            whole.append(fence);
        }
        whole
    }

    fn between(&self, before: AtomClass, inside: &[FormulaNode], manner: MathContext) -> Length {
        let after = inside.iter().find_map(FormulaNode::class);
        let room = after.map_or(0, |after| crate::math::gap(before, after, manner.style >= MathStyle::Script));
        self.em(manner.style).scale(i64::from(room), 1000)
    }
}

/// A length as a glyph holds it.
fn raw(length: Length) -> i32 {
    i32::try_from(length.units()).unwrap_or(i32::MAX)
}

/// Glyphs with their shifts as a text; a formula is under 10,000 bytes, and so are its words.
fn text(face: FaceId, size: Length, text: String, placed: Vec<(Glyph, (i32, i32))>) -> GlyphText {
    let shifted = (0..).zip(&placed).filter(|(_, (_, shift))| *shift != (0, 0));
    let shifts = shifted.map(|(glyph, &(_, (dx, dy)))| GlyphShift { glyph, dx, dy }).collect();
    GlyphText { face, size, glyphs: placed.into_iter().map(|(glyph, _)| glyph).collect(), shifts, text }
}
