//! SVG in, pixels out. Text is set in the faces given and no other: the system's fonts are never looked at, so that the
//! same picture comes out on every machine.

use super::budget;
use super::inspect::PictureFault;
pub(crate) use super::pixels::{InkCoverage, Pixels, ink_coverage, jpeg};
use super::tree::tree;
use crate::fonts::guard::guarded;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;
use std::borrow::Cow;
use std::ops::Range;

/// Draws an SVG file `width` × `height` pixels large, stretched if its shape is another. None if it can't be read or drawn,
/// would take too long at this size, or the size is nothing. `faces` are font files; the first one is the default.
#[must_use]
pub fn svg(file: &[u8], width: u32, height: u32, faces: &[Cow<[u8]>]) -> Option<Pixels> {
    Drawing::new(file, width, height, faces)?.rows(0..height)
}

/// Draws an SVG file, with fewer pixels where so many would take too long or too much room.
#[must_use]
pub(crate) fn svg_within(file: &[u8], width: u32, height: u32, faces: &[Cow<[u8]>]) -> Option<Pixels> {
    let mut tree = tree(file, faces)?;
    let (mut wide, mut high) = (width, height);
    loop {
        match Drawing::of(tree, wide, high) {
            Ok(drawing) => match drawing.rows(0..high) {
                Some(pixels) => return Some(pixels),
                None => tree = drawing.tree,
            },
            Err(too_much) => tree = *too_much,
        }
        if wide.max(high) < 64 {
            return None;
        }
        [wide, high] = [wide, high].map(|length| (length * 4 / 5).max(1));
    }
}

/// An SVG file that is to be drawn, read once.
pub(super) struct Drawing {
    tree: Tree,
    width: u32,
    scale: Transform,
}

impl Drawing {
    /// Reads a file that is to be `width` × `height` pixels large. None if it can't be read, or would take too long at this size.
    /// `faces` are font files; the first one is the default.
    pub(super) fn new(file: &[u8], width: u32, height: u32, faces: &[Cow<[u8]>]) -> Option<Self> {
        Self::of(tree(file, faces)?, width, height).ok()
    }

    /// Draws a tree that was read, which is given back if it would take too long.
    fn of(tree: Tree, width: u32, height: u32) -> Result<Self, Box<Tree>> {
        #[expect(clippy::cast_precision_loss, reason = "picture sizes are far below 2^24")]
        let scale = Transform::from_scale(width as f32 / tree.size().width(), height as f32 / tree.size().height());
        let cost = budget::of(&tree, [f64::from(scale.sx), f64::from(scale.sy)]);
        if cost.is_borne() { Ok(Self { tree, width, scale }) } else { Err(Box::new(tree)) }
    }

    /// Draws some rows. None if there are no such rows. A filter (a shadow, a blur) sees only what is drawn at once.
    pub(super) fn rows(&self, rows: Range<u32>) -> Option<Pixels> {
        let height = rows.end.checked_sub(rows.start)?;
        let mut pixels = Pixmap::new(self.width, height)?;
        #[expect(clippy::cast_precision_loss, reason = "picture sizes are far below 2^24")]
        let up = self.scale.post_translate(0.0, -(rows.start as f32));
        guarded(|| resvg::render(&self.tree, up, &mut pixels.as_mut()))?;
        // Colours are multiplied by opacity while they are drawn; most drawings are opaque all over, and then there is nothing to undo.
        let rgba = if is_opaque(&pixels) { pixels.take() } else { pixels.take_demultiplied() };
        Some(Pixels { width: self.width, height, rgba })
    }
}

/// Whether all is opaque. A row that is as the one above it is not looked through again.
fn is_opaque(pixels: &Pixmap) -> bool {
    let mut above: &[u8] = &[];
    pixels.data().chunks_exact(pixels.width() as usize * 4).all(|row| {
        let same = row == above;
        above = row;
        let (pairs, last) = row.as_chunks();
        let least = || pairs.iter().fold(u64::MAX, |all, pair| all & u64::from_ne_bytes(*pair)).to_ne_bytes();
        same || last.last().is_none_or(|opacity| *opacity == u8::MAX) && matches!(least(), [_, _, _, u8::MAX, _, _, _, u8::MAX])
    })
}

/// Finds out whether a drawing can be drawn at all, and whether anything behind it would be seen through it.
///
/// # Errors
/// Says why it can't be drawn.
pub(crate) fn trial(file: &[u8]) -> Result<bool, PictureFault> {
    let fails = || PictureFault::Undrawable("nothing can be drawn of it".to_owned());
    // Words need fonts, which are not known yet; they cost little and never fill a drawing.
    let tree = tree(file, &[]).ok_or_else(fails)?;
    let scale = budget::page_scale(&tree).min(if has_size(file) { FINEST } else { f64::INFINITY });
    if !budget::of(&tree, [scale, scale]).is_borne() {
        return Err(PictureFault::Undrawable("it would take too long to draw".to_owned()));
    }
    let tiny = Drawing {
        scale: Transform::from_scale(TRIAL as f32 / tree.size().width(), TRIAL as f32 / tree.size().height()),
        width: TRIAL,
        tree,
    };
    let pixels = tiny.rows(0..TRIAL).ok_or_else(fails)?;
    super::vectors::of_tree(&tiny.tree, 0.01).ok_or_else(fails)?;
    Ok(pixels.rgba.chunks_exact(4).any(|pixel| pixel[3] < u8::MAX))
}

/// Pixels of a screen for one of a picture, at most.
const FINEST: f64 = 4.0;

/// Whether a drawing says how large it is; if not, it is shown as large as there is room.
fn has_size(file: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&file[..file.len().min(4000)]);
    let root = text.find("<svg").map_or("", |at| &text[at..at + text[at..].find('>').unwrap_or(0)]);
    [" width=", " height="].iter().all(|name| {
        let value = root.split_once(name).map_or("", |(_, value)| value).trim_start_matches(['"', '\'']);
        value.starts_with(|c: char| c.is_ascii_digit()) && !value.split(['"', '\'']).next().unwrap_or("").ends_with('%')
    })
}

/// Columns and rows of a trial.
const TRIAL: u32 = 48;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_gaps_come_out() {
        let file = br##"<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"><rect width="1" height="1" fill="#f00"/></svg>"##;
        let pixels = svg(file, 4, 2, &[]).unwrap();
        assert_eq!((pixels.width, pixels.height, pixels.rgba.len()), (4, 2, 32));
        assert_eq!(pixels.rgba[..4], [255, 0, 0, 255]);
        assert_eq!(pixels.rgba[12..16], [0, 0, 0, 0]);
        assert_eq!(svg(b"no picture", 4, 2, &[]), None);
    }

    #[test]
    fn a_picture_inside_that_is_too_large_is_not_even_begun() {
        // A PNG whose header says 60,000 by 60,000 pixels, and one of a black pixel.
        let huge = "iVBORw0KGgoAAAANSUhEUgAA6mAAAOpgCAIAAAAPsOIVAAAAEUlEQVR4nGNgGAWjYBQMdwAAA+gAAbOm00YAAAAASUVORK5CYII=";
        let small = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
        let drawn = |data: &str| {
            let file = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'><image width='4' height='4' href='data:image/png;base64,{data}'/></svg>"
            );
            svg(file.as_bytes(), 4, 4, &[]).unwrap().rgba
        };
        assert_eq!(drawn(huge), [0; 64]);
        assert_eq!(drawn(small)[..4], [0, 0, 0, 255]);
    }
}
