//! The shape of a glyph: how far it reaches to the right at some height, and the path of its outline.

use super::Face;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};
use std::fmt::Write;

/// Follows an outline and keeps its rightmost point between two heights.
struct OutlineReach {
    band: (f32, f32),
    at: (f32, f32),
    start: (f32, f32),
    right: f32,
}

/// Into how many straight pieces a curve is cut: the error is far below what can be seen.
const PIECES: u8 = 8;

impl OutlineReach {
    /// A straight piece, as far as it lies in the band.
    fn straight(&mut self, x: f32, y: f32) {
        let ((from_x, from_y), (low, high)) = (self.at, self.band);
        for height in [from_y.clamp(low, high), y.clamp(low, high)] {
            let inside = (from_y.min(y)..=from_y.max(y)).contains(&height);
            let share = if y == from_y { 0.0 } else { (height - from_y) / (y - from_y) };
            if inside {
                let across = if y == from_y { from_x.max(x) } else { from_x + (x - from_x) * share };
                self.right = self.right.max(across);
            }
        }
        self.at = (x, y);
    }

    fn curve(&mut self, point: impl Fn(f32) -> (f32, f32)) {
        for piece in 1..=PIECES {
            let (x, y) = point(f32::from(piece) / f32::from(PIECES));
            self.straight(x, y);
        }
    }
}

impl OutlinePen for OutlineReach {
    fn move_to(&mut self, x: f32, y: f32) {
        (self.at, self.start) = ((x, y), (x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.straight(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (from_x, from_y) = self.at;
        let along = |a: f32, b: f32, c: f32, t: f32| (1.0 - t) * (1.0 - t) * a + 2.0 * (1.0 - t) * t * b + t * t * c;
        self.curve(|t| (along(from_x, cx, x, t), along(from_y, cy, y, t)));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (from_x, from_y) = self.at;
        let along = |a: f32, b: f32, c: f32, d: f32, t: f32| {
            let u = 1.0 - t;
            u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
        };
        self.curve(|t| (along(from_x, ax, bx, x, t), along(from_y, ay, by, y, t)));
    }

    fn close(&mut self) {
        let (x, y) = self.start;
        self.straight(x, y);
    }
}

/// Writes an outline as a path of SVG, its heights counted downwards, in whole font units.
#[derive(Default)]
struct SvgPath(String);

impl SvgPath {
    fn segment(&mut self, command: char, points: &[(f32, f32)]) {
        self.0.push(command);
        for (index, (x, y)) in points.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            // Printing into a string does not fail.
            let _ = write!(self.0, "{space}{} {}", super::face::whole(*x), -super::face::whole(*y));
        }
    }
}

impl OutlinePen for SvgPath {
    fn move_to(&mut self, x: f32, y: f32) {
        self.segment('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.segment('L', &[(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.segment('Q', &[(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.segment('C', &[(ax, ay), (bx, by), (x, y)]);
    }

    fn close(&mut self) {
        self.0.push('z');
    }
}

impl Face {
    /// A glyph's outline as the data of a path in SVG, in font units from the glyph's place on the baseline; empty for a blank, and for a
    /// glyph that has no outline that can be drawn.
    #[must_use]
    pub(crate) fn svg_path(&self, glyph: u16) -> String {
        let font = self.font();
        let mut path = SvgPath::default();
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        let drawn = font.outline_glyphs().get(GlyphId::from(glyph)).map(|glyph| glyph.draw(settings, &mut path));
        if matches!(drawn, Some(Ok(_))) { path.0 } else { String::new() }
    }

    /// How far a glyph's ink reaches to the right between two heights above the baseline, in font units; none if there is no
    /// ink in between.
    #[must_use]
    pub fn reach(&self, glyph: u16, low: i32, high: i32) -> Option<i32> {
        let font = self.font();
        let mut pen = OutlineReach { band: (whole(low), whole(high)), at: (0.0, 0.0), start: (0.0, 0.0), right: f32::MIN };
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        font.outline_glyphs().get(GlyphId::from(glyph))?.draw(settings, &mut pen).ok()?;
        (pen.right > f32::MIN).then(|| super::face::whole(pen.right))
    }
}

#[expect(clippy::cast_precision_loss, reason = "font units are far below 2^24")]
fn whole(units: i32) -> f32 {
    units as f32
}

#[cfg(test)]
mod tests {
    use crate::fonts::{Family, Fonts};

    #[test]
    fn an_l_is_narrow_above_and_wide_below() {
        let fonts = Fonts::built_in();
        let face = fonts.face(fonts.face_for(Family::Serif, false, false));
        let reach = |c, low, high| face.reach(face.glyph(c), low, high).unwrap();
        let cap = face.cap_height;
        assert!(reach('L', cap / 2, cap) * 10 < reach('L', 0, cap / 2) * 8);
        assert!(reach('A', cap * 2 / 3, cap) * 10 < reach('A', 0, cap / 3) * 8);
        assert_eq!(reach('T', cap / 2, cap), face.ink(face.glyph('T')).unwrap()[2]);
        assert_eq!(face.reach(face.glyph('L'), cap * 2, cap * 3), None);
        assert_eq!(face.reach(face.space(), 0, cap), None);
    }

    #[test]
    fn an_outline_is_a_closed_path_above_the_baseline_and_a_blank_has_none() {
        let fonts = Fonts::built_in();
        let face = fonts.face(fonts.face_for(Family::Serif, false, false));
        let path = face.svg_path(face.glyph('l'));
        assert!(path.starts_with('M') && path.ends_with('z') && path.contains(&format!(" -{}", face.ink(face.glyph('l')).unwrap()[3])));
        assert_eq!(face.svg_path(face.space()), "");
    }
}
