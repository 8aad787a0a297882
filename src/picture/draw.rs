//! SVG in, pixels out. Text is set in the faces given and no other: the system's fonts are never looked at, so that the
//! same picture comes out on every machine.

use super::budget;
use super::inspect::{PictureFault, PictureKind, header};
use crate::fonts::guard::guarded;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, ImageKind, Options, Tree, fontdb};
use std::io::Cursor;
use std::ops::Range;
use std::sync::Arc;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// A picture as pixels, row by row from the top, four bytes each: red, green, blue, opacity (not multiplied).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The bytes.
    pub rgba: Vec<u8>,
}

impl Pixels {
    /// A copy of some rows. None if there are no such rows.
    #[must_use]
    pub fn rows(&self, rows: Range<u32>) -> Option<Self> {
        let row = self.width as usize * 4;
        let rgba = self.rgba.get(rows.start as usize * row..rows.end as usize * row)?.to_vec();
        Some(Self { width: self.width, height: rows.end.checked_sub(rows.start)?, rgba })
    }
}

/// Draws an SVG file `width` × `height` pixels large, stretched if its shape is another. None if it can't be read or drawn,
/// would take too long at this size, or the size is nothing. `faces` are font files; the first one is the default.
#[must_use]
pub fn svg(file: &[u8], width: u32, height: u32, faces: &[&[u8]]) -> Option<Pixels> {
    Drawing::new(file, width, height, faces)?.rows(0..height)
}

/// Draws an SVG file, with fewer pixels where so many would take too long or too much room.
#[must_use]
pub(crate) fn svg_within(file: &[u8], width: u32, height: u32, faces: &[&[u8]]) -> Option<Pixels> {
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
    pub(super) fn new(file: &[u8], width: u32, height: u32, faces: &[&[u8]]) -> Option<Self> {
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

/// Reads an SVG file. `faces` are font files; the first one is the default.
pub(super) fn tree(file: &[u8], faces: &[&[u8]]) -> Option<Tree> {
    let mut fonts = fontdb::Database::new();
    // Most drawings have no word in them, and fonts are large.
    let has_text = file.windows(4).any(|window| window == b"text");
    for face in faces.iter().filter(|_| has_text) {
        let known = fonts.len();
        fonts.load_font_data(face.to_vec());
        // The library knows fonts by their families; one that names none is still a font.
        if fonts.len() == known {
            fonts.push_face_info(unnamed(known, face));
        }
    }
    let family = fonts.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    if let Some(family) = &family {
        fonts.set_serif_family(family);
        fonts.set_sans_serif_family(family);
        fonts.set_monospace_family(family);
    }
    // Pictures inside it: none that is not in the file itself, or so large that it was refused by itself.
    let image_href_resolver = ImageHrefResolver {
        resolve_data: Box::new(|_, bytes, _| match header(&bytes).ok()?.kind {
            PictureKind::Png => Some(ImageKind::PNG(bytes)),
            PictureKind::Jpeg => Some(ImageKind::JPEG(bytes)),
            PictureKind::Svg | PictureKind::Gif | PictureKind::WebP => None,
        }),
        resolve_string: Box::new(|_, _| None),
    };
    let font_family = family.unwrap_or_default();
    let options = Options { fontdb: Arc::new(fonts), font_family, resources_dir: None, image_href_resolver, ..Options::default() };
    guarded(|| Tree::from_data(file, &options).ok()).flatten()
}

/// A font that names no family, as the `number`th of the fonts.
fn unnamed(number: usize, face: &[u8]) -> fontdb::FaceInfo {
    fontdb::FaceInfo {
        id: fontdb::ID::dummy(),
        source: fontdb::Source::Binary(Arc::new(face.to_vec())),
        index: 0,
        families: vec![(format!("Face {number}"), fontdb::Language::English_UnitedStates)],
        post_script_name: format!("Face{number}"),
        style: fontdb::Style::Normal,
        weight: fontdb::Weight::NORMAL,
        stretch: fontdb::Stretch::Normal,
        monospaced: false,
    }
}

/// A JPEG's width, height and pixels: three bytes each, or one if it has no colours. None if it can't be read.
#[must_use]
pub(crate) fn jpeg(file: &[u8]) -> Option<([u32; 2], Vec<u8>)> {
    guarded(|| decoded(file)).flatten()
}

fn decoded(file: &[u8]) -> Option<([u32; 2], Vec<u8>)> {
    let head = super::jpeg::head(file)?;
    // The decoder takes inks to be stored upside down, as Adobe's programs do; others must be turned round here.
    let plain_inks = head.components == 4 && !head.adobe;
    let wanted = match head.components {
        1 => ColorSpace::Luma,
        4 if plain_inks => ColorSpace::CMYK,
        _ => ColorSpace::RGB,
    };
    let options = DecoderOptions::default().set_max_width(65_535).set_max_height(65_535).jpeg_set_out_colorspace(wanted);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(Cursor::new(file), options);
    decoder.decode_headers().ok()?;
    let info = decoder.info()?;
    let mut pixels = decoder.decode().ok()?;
    if plain_inks {
        let bare = |ink: u8, black: u8| u8::try_from(u32::from(255 - ink) * u32::from(255 - black) / 255).unwrap_or(u8::MAX);
        pixels = pixels.chunks_exact(4).flat_map(|inks| [0, 1, 2].map(|at| bare(inks[at], inks[3]))).collect();
    }
    Some(([u32::from(info.width), u32::from(info.height)], pixels))
}

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
