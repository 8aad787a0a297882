//! A cover made of the book's metadata, for an author who gives none: title, subtitle and authors in the book's own type. Colours
//! and pattern follow from the title, so a book keeps its cover.

mod circles;
mod dice;
mod fit;
mod frame;
mod label;

use super::draw;
use crate::config::{CoverDesign, Metadata};
use crate::fonts::Face;
use crate::xml::escape;
use fit::Fitted;

/// Width of the cover in pixels: what shops ask for.
pub const WIDTH: u32 = 1600;
/// Height of the cover in pixels.
pub const HEIGHT: u32 = 2560;

/// The faces a cover is set in.
#[derive(Clone, Debug)]
pub struct Faces<'f> {
    /// For the title.
    pub serif: &'f Face,
    /// For the subtitle.
    pub italic: &'f Face,
    /// For the names.
    pub sans: &'f Face,
    /// For characters those lack.
    pub others: Vec<&'f Face>,
}

/// The cover as a JPEG file. None only if the faces can't be read.
#[must_use]
pub fn jpeg(metadata: &Metadata, faces: &Faces) -> Option<Vec<u8>> {
    let file = svg(metadata, faces);
    let mut all = vec![faces.serif.data(), faces.italic.data(), faces.sans.data()];
    all.extend(faces.others.iter().map(|face| face.data()));
    let pixels = draw::svg(file.as_bytes(), WIDTH, HEIGHT, &all)?;
    encode(&pixels)
}

/// Pixels as a JPEG file, on white where they are clear. None if they are more than a JPEG may be high or wide.
#[must_use]
pub fn encode(pixels: &draw::Pixels) -> Option<Vec<u8>> {
    let over = |colour: u8, opacity: u8| {
        let (colour, opacity) = (u16::from(colour), u16::from(opacity));
        u8::try_from((colour * opacity + 255 * (255 - opacity)) / 255).unwrap_or(255)
    };
    let mut rgb: Vec<u8> = Vec::with_capacity(pixels.rgba.len() / 4 * 3);
    for pixel in pixels.rgba.chunks_exact(4) {
        rgb.extend([0, 1, 2].map(|channel| over(pixel[channel], pixel[3])));
    }
    let mut encoded = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut encoded, 90);
    // Letters on a ground of another colour fringe when colour is halved.
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_4_4);
    encoder.encode(&rgb, u16::try_from(pixels.width).ok()?, u16::try_from(pixels.height).ok()?, jpeg_encoder::ColorType::Rgb).ok()?;
    Some(encoded)
}

/// The cover as SVG, in the design that the settings name.
#[must_use]
pub fn svg(metadata: &Metadata, faces: &Faces) -> String {
    let title = if metadata.title.is_empty() { "Untitled" } else { &metadata.title };
    match metadata.cover_design {
        CoverDesign::Circles => circles::draw(metadata, title, faces),
        CoverDesign::Frame => frame::draw(metadata, title, faces),
        CoverDesign::Label => label::draw(metadata, title, faces),
    }
}

/// Where a line is held.
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
}

/// A cover being drawn.
struct Sheet {
    svg: String,
}

impl Sheet {
    /// A sheet of one colour.
    fn new(ground: &str) -> Self {
        let head = r#"<svg xmlns="http://www.w3.org/2000/svg""#;
        Self {
            svg: format!(
                r#"{head} width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>"#
            ),
        }
    }

    /// Lines from a baseline on, `leading` hundredths of their size apart; gives the baseline that would follow.
    #[allow(clippy::too_many_arguments, reason = "each is one property of a line of type")]
    fn lines(
        &mut self,
        text: &Fitted,
        face: &Face,
        (x, mut y): (i32, i32),
        leading: i32,
        anchor: Anchor,
        colour: &str,
        spacing: i32,
    ) -> i32 {
        let (anchor, x) = match anchor {
            Anchor::Start => ("start", x),
            // Space behind the last letter would push the line off its middle.
            Anchor::Middle => ("middle", x + spacing / 2),
        };
        let style = if face.italic { r#" font-style="italic""# } else { "" };
        for line in &text.lines {
            self.svg.push_str(&format!(
                r#"<text x="{x}" y="{y}" font-size="{}" fill="{colour}" text-anchor="{anchor}" letter-spacing="{spacing}" xml:space="preserve" font-family="{}"{style}>{}</text>"#,
                text.size,
                escape(&face.family),
                escape(line)
            ));
            y += text.size * leading / 100;
        }
        y
    }

    fn rect(&mut self, (x, y): (i32, i32), (width, height): (i32, i32), colour: &str) {
        self.svg.push_str(&format!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>"#));
    }

    fn outline(&mut self, (x, y): (i32, i32), (width, height): (i32, i32), thick: i32, colour: &str) {
        self.svg.push_str(&format!(
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="none" stroke="{colour}" stroke-width="{thick}"/>"#
        ));
    }

    /// A rule round the sheet, `inset` from its edges.
    fn border(&mut self, inset: i32, thick: i32, colour: &str) {
        self.outline((inset, inset), (WIDTH as i32 - 2 * inset, HEIGHT as i32 - 2 * inset), thick, colour);
    }

    fn lozenge(&mut self, (x, y): (i32, i32), half: i32, colour: &str) {
        let (left, right, top, bottom) = (x - half, x + half, y - half, y + half);
        self.svg.push_str(&format!(r#"<path d="M{x} {top}L{right} {y}L{x} {bottom}L{left} {y}Z" fill="{colour}"/>"#));
    }

    fn path(&mut self, path: &str, thick: i32, colour: &str) {
        self.svg.push_str(&format!(r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{thick}"/>"#));
    }

    fn finish(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{Family, Fonts};

    #[test]
    fn markup_in_a_title_is_only_letters_in_every_design() {
        let fonts = Fonts::built_in();
        let face = fonts.face(fonts.face_for(Family::Serif, false, false));
        let faces = Faces { serif: face, italic: face, sans: face, others: Vec::new() };
        for (name, design) in crate::config::COVER_DESIGNS {
            let metadata = Metadata { title: "<b>&\"\u{1}".to_owned(), cover_design: design, ..Metadata::default() };
            assert!(svg(&metadata, &faces).contains(">&lt;b&gt;&amp;&quot;</text>"), "{name}");
        }
    }
}
