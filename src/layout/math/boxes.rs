//! Boxes: what a part of a formula has become, with its ink placed round its own origin on the baseline.

use crate::layout::line::Ink;
use crate::source::Length;

/// Something drawn: to the right of the origin, above the baseline (of a rule: its upper edge).
#[derive(Clone, Debug)]
pub(in crate::layout) struct MathMark {
    pub(in crate::layout) x: Length,
    pub(in crate::layout) rise: Length,
    pub(in crate::layout) ink: Ink,
}

/// A part that was set.
#[derive(Clone, Debug, Default)]
pub(in crate::layout) struct MathBox {
    /// Advance width: how far the next part is from the origin of this one.
    pub(in crate::layout) width: Length,
    /// How far the box reaches above the baseline.
    pub(in crate::layout) height: Length,
    /// How far the box reaches below the baseline.
    pub(in crate::layout) depth: Length,
    /// How far the box's last glyph leans out to the right, which is not part of its width.
    pub(super) lean: Length,
    /// The glyph it is, if it is one alone.
    pub(super) glyph: Option<u16>,
    pub(in crate::layout) marks: Vec<MathMark>,
    /// The reading over words, which is told apart from them.
    pub(in crate::layout) reading: Vec<MathMark>,
}

impl MathBox {
    /// Room without ink.
    pub(in crate::layout) fn room(width: Length) -> Self {
        Self { width, ..Self::default() }
    }

    /// The box with the room that its last letter leans into: words stand behind it.
    pub(in crate::layout) fn with_lean(mut self) -> Self {
        self.width += self.lean;
        self.lean = Length::ZERO;
        self
    }

    /// A filled rectangle that stands on `rise`.
    pub(super) fn rule(&mut self, x: Length, rise: Length, width: Length, thick: Length) {
        let top = rise + thick;
        self.marks.push(MathMark { x, rise: top, ink: Ink::Rule(width, thick) });
        (self.height, self.depth) = (self.height.max(top), self.depth.max(-rise));
    }

    /// Puts another box with its origin at a place; the width stays.
    pub(super) fn put(&mut self, other: MathBox, x: Length, rise: Length) {
        self.height = self.height.max(other.height + rise);
        self.depth = self.depth.max(other.depth - rise);
        self.marks.extend(other.marks.into_iter().map(|mark| MathMark { x: mark.x + x, rise: mark.rise + rise, ink: mark.ink }));
    }

    /// Puts another box behind what is here.
    pub(super) fn append(&mut self, other: MathBox) {
        let (x, width) = (self.width, other.width);
        self.put(other, x, Length::ZERO);
        self.width += width;
    }

    /// The whole, glyphs first: rules between them would cut the text into pieces.
    pub(super) fn in_order(mut self) -> Self {
        self.marks.sort_by_key(|mark| matches!(mark.ink, Ink::Rule(..)));
        self
    }
}
