//! Images as a PDF holds them. They are made one by one when the file is written, so that no more than a few are ever held.

mod colour;
mod jpeg;
mod pixels;
mod png;

use super::grey::Raster;
use super::object::{milli, name};
use crate::book::{BlockKind, Book, File, Format, Image, ImageId, RunKind};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fonts::Fonts;
use crate::layout::Pages;
use crate::layout::frame::{Content, Origin};
use crate::picture::draw;
use crate::source::Span;
use lopdf::Stream;
use printpdf::XObjectId;
use std::collections::BTreeMap;

/// Pixels to the inch at which SVG is drawn: what a printer resolves.
const DRAWN: i64 = 300;

/// The same for a printing plate, on which the edges of a grey line are not softened by the eye.
const PRINTED: i64 = 600;

/// Pixels to the inch below which a printed picture looks coarse.
const FINE: i64 = 300;

/// What the images are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// To be shown, in colour.
    Screen,
    /// To be printed, in black; the widest that one can be, in thousandths of a point.
    Press { measure: i64 },
}

/// The images that the pages show.
pub(super) struct Images<'b> {
    book: &'b Book,
    plates: BTreeMap<ImageId, (XObjectId, Plate)>,
}

/// An image as it comes into the file.
#[derive(Clone)]
pub(super) enum Plate {
    /// Drawn already: SVG, which needs the fonts.
    Drawn(Stream),
    /// Still to be read.
    File { path: String, file: File, format: Format, span: Span, made_for: Use },
}

/// Finds every image that the pages show; one that cannot be drawn is reported.
pub(super) fn collect<'b>(pages: &Pages, book: &'b Book, fonts: &Fonts, made_for: Use, found: &mut Diagnostics) -> Images<'b> {
    let mut widths: BTreeMap<ImageId, i64> = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let Content::Picture { image, width, .. } = &item.content {
            let widest = widths.entry(*image).or_default();
            *widest = (*widest).max(milli(*width));
        }
    }
    let mut images = Images { book, plates: BTreeMap::new() };
    for (id, width) in widths {
        let image = book.image(id);
        if let Use::Press { measure } = made_for {
            coarse(image, width, measure).into_iter().for_each(|finding| found.push(finding));
        }
        let plate = match image.format {
            Format::Svg => match drawn(image, width, made_for, fonts) {
                Ok(stream) => Plate::Drawn(stream),
                Err(finding) => {
                    found.push(finding);
                    continue;
                }
            },
            format => Plate::File { path: image.path.clone(), file: image.file.clone(), format, span: image.span, made_for },
        };
        images.plates.insert(id, (XObjectId(format!("I{}", id.index())), plate));
    }
    images
}

impl Plate {
    /// The image. What is in its dictionary and is a stream must become an object of its own.
    pub(super) fn stream(&self) -> Result<Stream, Diagnostic> {
        let (path, file, format, span, made_for) = match self {
            Self::Drawn(stream) => return Ok(stream.clone()),
            Self::File { path, file, format, span, made_for } => (path, file, *format, *span, *made_for),
        };
        let bytes = file.bytes().map_err(|why| Diagnostic::at(Code::Machine, span, why))?;
        let stream = match (made_for, format) {
            (Use::Screen, Format::Jpeg) => jpeg::stream(bytes.into_owned()),
            (Use::Press { .. }, Format::Jpeg) => jpeg::grey(bytes.into_owned()),
            (Use::Screen, _) => png::stream(&bytes),
            (Use::Press { .. }, _) => png::grey(&bytes),
        };
        stream.ok_or_else(|| undrawable(path, span))
    }
}

fn undrawable(path: &str, span: Span) -> Diagnostic {
    Diagnostic::at(Code::CorruptImage, span, format!("cannot draw {path}"))
}

impl Images<'_> {
    /// The resource name of an image; none if it could not be read.
    pub(super) fn name(&self, image: ImageId) -> Option<&XObjectId> {
        self.plates.get(&image).map(|(name, _)| name)
    }

    /// The matrix that puts an image upright into a rectangle, given by its lower left corner and its size. An image's own space
    /// is a square of 1, whatever its shape (ISO 32000-1, 8.9.5.1); where its corners go follows from the orientation.
    pub(super) fn upright(&self, image: ImageId, [x, y, width, height]: [i64; 4]) -> [i64; 6] {
        let (right, top) = (x + width, y + height);
        match self.book.image(image).orientation {
            2 => [-width, 0, 0, height, right, y],
            3 => [-width, 0, 0, -height, right, top],
            4 => [width, 0, 0, -height, x, top],
            5 => [0, -height, -width, 0, right, top],
            6 => [0, -height, width, 0, x, top],
            7 => [0, height, width, 0, x, y],
            8 => [0, height, -width, 0, right, y],
            _ => [width, 0, 0, height, x, y],
        }
    }

    /// Every image with its resource name.
    pub(super) fn into_plates(self) -> impl Iterator<Item = (XObjectId, Plate)> {
        self.plates.into_values()
    }

    /// What is said in place of an image: the author's words for it, or else its caption.
    pub(super) fn alternative(&self, origin: Origin, image: ImageId) -> Option<String> {
        alternative(self.book, origin, image)
    }
}

/// What is said in place of an image of a block: the author's words for it, or else its caption.
pub(super) fn alternative(book: &Book, origin: Origin, image: ImageId) -> Option<String> {
    let Origin::Block(block) = origin else { return None };
    let block = book.block(block);
    let alt = match &block.kind {
        BlockKind::Figure { alt, caption, .. } if alt.trim().is_empty() => {
            book.block((*caption)?).prose().map(crate::book::Prose::plain)?
        }
        BlockKind::Figure { alt, .. } => alt.clone(),
        _ => block.prose()?.runs.iter().find_map(|run| match &run.kind {
            RunKind::Image(shown, alt) if *shown == image => Some(alt.clone()),
            _ => None,
        })?,
    };
    (!alt.trim().is_empty()).then_some(alt)
}

/// Says that an image has too few pixels for the width with which it is printed (1/1000 pt). SVG has no pixels.
fn coarse(image: &Image, width: i64, measure: i64) -> Option<Diagnostic> {
    let has = i64::from(image.width) * 72_000 / width.max(1);
    if image.format == Format::Svg || has >= FINE {
        return None;
    }
    // One that is narrower than the measure is set at 96 pixels to the inch: more pixels make it wider, up to the measure.
    let widest = if has > 96 { width } else { width.max(measure) };
    let wide = (widest * FINE + 71_999).div_euclid(72_000);
    let high = (wide * i64::from(image.height)).div_euclid(i64::from(image.width.max(1)));
    // Thousandths of a point as tenths of a millimetre.
    let tenths = (width * 254 + 36_000).div_euclid(72_000);
    let message = format!("`{}` is printed {}.{} mm wide with {has} pixels to the inch", image.path, tenths / 10, tenths % 10);
    Some(Diagnostic::at(Code::CoarseImage, image.span, message).help(format!("for {FINE} to the inch, give it {wide} × {high} pixels")))
}

/// An SVG file as pixels.
fn drawn(image: &Image, width: i64, made_for: Use, fonts: &Fonts) -> Result<Stream, Diagnostic> {
    let bytes = image.file.bytes().map_err(|why| Diagnostic::at(Code::Machine, image.span, why))?;
    let stream = match made_for {
        Use::Screen => svg(&bytes, image, width, DRAWN, fonts).map(|raster| pixels::stream(&raster, name("DeviceRGB"))),
        Use::Press { .. } => svg(&bytes, image, width, PRINTED, fonts).map(|raster| pixels::stream(&raster.grey(), name("DeviceGray"))),
    };
    stream.ok_or_else(|| undrawable(&image.path, image.span))
}

/// An SVG file as pixels, `resolution` to the inch, for a width in 1/1000 pt.
fn svg(bytes: &[u8], image: &Image, width: i64, resolution: i64, fonts: &Fonts) -> Option<Raster> {
    // `width` is in 1/1000 pt, 72,000 to the inch.
    let wide = u32::try_from((width * resolution / 72_000).clamp(1, 8_000)).ok()?;
    let high = u64::from(wide) * u64::from(image.height.max(1)) / u64::from(image.width.max(1));
    let high = u32::try_from(high.clamp(1, 12_000)).ok()?;
    let faces: Vec<&[u8]> = fonts.faces().map(|(_, face)| face.data()).collect();
    let pixels = draw::svg(bytes, wide, high, &faces)?;
    Some(Raster { size: [pixels.width, pixels.height], pixels: pixels.rgba, colours: 3, alpha: true })
}
