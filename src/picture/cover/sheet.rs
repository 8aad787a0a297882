//! The sheet that a cover is drawn on, as SVG.

use super::colour::{Rgb, hex};
use super::fit::{FittedText, Lettering};
use super::{HEIGHT, WIDTH};
use crate::source::Length;
use crate::source::xml::escape;

/// Where a line is held.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A place on a cover, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoverSpot {
    /// From the left edge to the right.
    pub x: i32,
    /// From the top edge down; of a line of text, its baseline.
    pub y: i32,
}

/// A rectangle on a cover, in pixels.
#[derive(Clone, Copy)]
pub(super) struct CoverField {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl CoverField {
    /// The rectangle without so much at each edge.
    pub(super) fn inside(self, inset: i32) -> Self {
        let Self { left, top, width, height } = self;
        Self { left: left + inset, top: top + inset, width: width - 2 * inset, height: height - 2 * inset }
    }
}

/// What a cover is drawn on. Its measures are in pixels of a front that is [`WIDTH`] wide, from the front's top left corner.
#[derive(Clone, Copy)]
pub(super) struct CoverForm {
    /// Height of the front.
    pub(super) height: i32,
    /// The edges of the sheet: left, top, right, bottom. Beyond those of the front lie spine, back and what is cut off.
    pub(super) edges: [i32; 4],
}

impl CoverForm {
    /// The front alone, as shops show it.
    pub(super) const SCREEN: Self = Self { height: HEIGHT as i32, edges: [0, 0, WIDTH as i32, HEIGHT as i32] };

    /// A height that is so much on [`CoverForm::SCREEN`], in proportion.
    pub(super) fn down(self, pixels: i32) -> i32 {
        pixels * self.height / HEIGHT as i32
    }
}

/// A cover being drawn.
pub(super) struct CoverSheet {
    pub(super) svg: String,
    pub(super) form: CoverForm,
    /// Whether the book is read from right to left.
    pub(super) to_left: bool,
    /// Whether a picture lies on the whole of it, spine and back included.
    pub(super) wraps: bool,
    /// Where in the drawing that begins which lies over the author's pictures.
    pub(super) over: usize,
}

impl CoverSheet {
    /// A sheet of one colour.
    pub(super) fn new(ground: Rgb, form: CoverForm, to_left: bool) -> Self {
        let [left, top, right, bottom] = form.edges;
        let mut sheet = Self::clear(form, to_left);
        sheet.rect(CoverField { left, top, width: right - left, height: bottom - top }, &hex(ground));
        sheet.over = sheet.svg.len();
        sheet
    }

    /// A sheet that what lies below it is seen through.
    pub(super) fn clear(form: CoverForm, to_left: bool) -> Self {
        let svg = Self::head(form);
        Self { over: svg.len(), svg, form, to_left, wraps: false }
    }

    /// What a drawing begins with.
    fn head(form: CoverForm) -> String {
        let [left, top, right, bottom] = form.edges;
        let (width, height) = (right - left, bottom - top);
        let head = r#"<svg xmlns="http://www.w3.org/2000/svg""#;
        format!(r#"{head} width="{width}" height="{height}" viewBox="{left} {top} {width} {height}">"#)
    }

    /// The drawing in two: what lies under the author's pictures, and what lies over them.
    pub(super) fn layers(&self) -> [String; 2] {
        let under = format!("{}</svg>", &self.svg[..self.over]);
        let over = format!("{}{}</svg>", Self::head(self.form), &self.svg[self.over..]);
        [under, over]
    }

    /// Lines from a baseline on, `leading` hundredths of their size apart; gives the baseline that would follow.
    pub(super) fn lines(
        &mut self,
        text: &FittedText,
        letters: Lettering,
        place: CoverSpot,
        leading: i32,
        anchor: Anchor,
        colour: &str,
    ) -> i32 {
        let (face, spacing) = (letters.face, letters.spacing(text.size));
        let CoverSpot { x, mut y } = place;
        let (anchor, x) = match anchor {
            Anchor::Start => ("start", x),
            // Space behind the last letter would push the line off its middle.
            Anchor::Middle => ("middle", x + spacing / 2),
            Anchor::End => ("end", x + spacing),
        };
        let style = if face.italic { r#" font-style="italic""# } else { "" };
        // The drawing's own lines begin at the left: a full stop at the end of a Hebrew one would stand before its first word.
        let (begin, end) = if self.to_left { ("\u{202B}", "\u{202C}") } else { ("", "") };
        for line in &text.lines {
            self.svg.push_str(&format!(
                r#"<text x="{x}" y="{y}" font-size="{}" fill="{colour}" text-anchor="{anchor}" letter-spacing="{spacing}" xml:space="preserve" font-family="{}"{style}>{begin}{}{end}</text>"#,
                text.size,
                escape(&face.family),
                escape(line)
            ));
            y += text.size * leading / 100;
        }
        y
    }

    pub(super) fn rect(&mut self, field: CoverField, colour: &str) {
        let CoverField { left, top, width, height } = field;
        self.svg.push_str(&format!(r#"<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{colour}"/>"#));
    }

    pub(super) fn outline(&mut self, field: CoverField, thick: i32, colour: &str) {
        let CoverField { left, top, width, height } = field;
        self.svg.push_str(&format!(
            r#"<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="none" stroke="{colour}" stroke-width="{thick}"/>"#
        ));
    }

    /// A rule round the front, `inset` from its edges.
    pub(super) fn border(&mut self, inset: i32, thick: i32, colour: &str) {
        let front = CoverField { left: 0, top: 0, width: WIDTH as i32, height: self.form.height };
        self.outline(front.inside(inset), thick, colour);
    }

    pub(super) fn lozenge(&mut self, middle: CoverSpot, half: i32, colour: &str) {
        let CoverSpot { x, y } = middle;
        let (left, right, top, bottom) = (x - half, x + half, y - half, y + half);
        self.svg.push_str(&format!(r#"<path d="M{x} {top}L{right} {y}L{x} {bottom}L{left} {y}Z" fill="{colour}"/>"#));
    }

    pub(super) fn path(&mut self, path: &str, thick: i32, colour: &str) {
        self.svg.push_str(&format!(r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{thick}"/>"#));
    }

    pub(super) fn finish(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }
}

/// How lengths on paper become pixels of a front that is so wide.
#[derive(Clone, Copy)]
pub(super) struct Scale(pub(super) Length);

impl Scale {
    /// A length in thousandths of a pixel.
    pub(super) fn thousandths(self, length: Length) -> i64 {
        length.scale(i64::from(WIDTH) * 1000, self.0.units().max(1)).units()
    }

    /// A length in pixels, to the nearest.
    pub(super) fn pixels(self, length: Length) -> i32 {
        i32::try_from((self.thousandths(length) + 500).div_euclid(1000)).unwrap_or(i32::MAX / 1000)
    }
}
