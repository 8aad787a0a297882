//! Images as a PDF holds them. They are made one by one when the file is written, so that no more than a few are ever held.

mod colour;
pub(super) mod jpeg;
pub(super) mod pixels;
pub(super) mod png;
mod svg;

use super::error::PdfError;
use super::grey::Raster;
use super::object::{milli, name};
use crate::book::{BlockKind, Book, Image, ImageFormat, ImageId, Picture, RunKind};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fonts::Fonts;
use crate::layout::Pages;
use crate::layout::frame::{ItemContent, Origin};
use crate::picture::inspect::PictureKind;
use crate::picture::recast::recast;
use crate::picture::{draw, vectors};
use lopdf::Stream;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Pixels to the inch of what in an SVG becomes pixels: what a printer resolves.
const DRAWN: i64 = 300;

/// Pixels to the inch of what in an SVG becomes pixels for a printing plate, where the eye does not soften the edges of a grey line.
const PRINTED: i64 = 600;

/// Pixels to the inch that printers ask for.
const FINE: i64 = 300;

/// Pixels to the inch below which a printed picture looks coarse. Uncoated book paper holds screens of at most 133 lines to the
/// inch, and a halftone shows no more than one and a half pixels a line: what lies between this and [`FINE`] is lost in the dots.
/// A picture is printed as large as the author sees it on the screen, so nobody is warned of a difference that can't be seen.
const COARSE: i64 = 200;

/// What the images are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ImageUse {
    /// The screen: in colour, with at most so many pixels to the inch if that is said.
    Screen { most: Option<u16> },
    /// The press: in black; the widest that an image can be, in thousandths of a point.
    Press { measure: i64 },
}

/// The images that the pages show.
pub(super) struct Images<'b> {
    book: &'b Book,
    /// The images, each with its resource name.
    plates: BTreeMap<ImageId, (String, PdfImage)>,
}

/// An image as it comes into the file.
#[derive(Clone)]
pub(super) enum PdfImage {
    /// Drawn already: SVG, which needs the fonts.
    Drawn(Stream),
    /// Still to be read.
    File { image: Box<Image>, made_for: ImageUse, smaller: Option<[u32; 2]> },
}

/// Finds every image that the pages show; one that cannot be drawn is reported.
pub(super) fn collect<'b>(pages: &Pages, book: &'b Book, fonts: &Fonts, made_for: ImageUse, diagnostics: &mut Diagnostics) -> Images<'b> {
    let mut widths: BTreeMap<ImageId, i64> = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let ItemContent::Picture { image, width, .. } = &item.content {
            let widest = widths.entry(*image).or_default();
            *widest = (*widest).max(milli(*width));
        }
    }
    let mut images = Images { book, plates: BTreeMap::new() };
    let mut coarse = Vec::new();
    for (id, width) in widths {
        let image = book.image(id);
        if let ImageUse::Press { measure } = made_for {
            coarse.extend(needed(image, width, measure).map(|needed| (image, needed)));
        }
        let plate = match image.format {
            ImageFormat::Svg => match drawn(image, width, made_for, fonts, diagnostics) {
                Ok(stream) => PdfImage::Drawn(stream),
                Err(error) => {
                    diagnostics.push(error.into());
                    continue;
                }
            },
            _ => PdfImage::File { image: Box::new(image.clone()), made_for, smaller: smaller(image, width, made_for) },
        };
        images.plates.insert(id, (format!("I{}", id.index()), plate));
    }
    too_coarse(&coarse).into_iter().for_each(|finding| diagnostics.push(finding));
    images
}

impl PdfImage {
    /// The image. What is in its dictionary and is a stream must become an object of its own.
    pub(super) fn stream(&self) -> Result<Stream, PdfError> {
        let (image, made_for, smaller) = match self {
            Self::Drawn(stream) => return Ok(stream.clone()),
            Self::File { image, made_for, smaller } => (image, *made_for, *smaller),
        };
        let (bytes, format) = held(image)?;
        let stream = match (made_for, format) {
            (ImageUse::Screen { .. }, ImageFormat::Jpeg) => {
                let other = smaller.and_then(|size| jpeg::smaller(&bytes, size));
                other.or_else(|| jpeg::stream(bytes.into_owned()))
            }
            (ImageUse::Press { .. }, ImageFormat::Jpeg) => jpeg::grey(bytes.into_owned()),
            (ImageUse::Screen { .. }, _) => {
                let own = png::stream(&bytes);
                let other = smaller.and_then(|size| png::smaller(&bytes, size));
                other.filter(|other| own.as_ref().is_none_or(|own| pixels::weight_of(other) < pixels::weight_of(own))).or(own)
            }
            (ImageUse::Press { .. }, _) => png::grey(&bytes),
        };
        stream.ok_or_else(|| undrawable(image))
    }
}

/// The bytes of an image as a PDF can take them, and what they are: inks are no trouble here, but of what moves it has the first picture.
fn held(image: &Image) -> Result<(Cow<'_, [u8]>, ImageFormat), PdfError> {
    let bytes = image.file.bytes().map_err(|fault| PdfError::Image { span: image.span, fault })?;
    let (wanted, format) = match (image.format, image.recast) {
        (ImageFormat::WebP, Some(ImageFormat::Jpeg)) => (PictureKind::Jpeg, ImageFormat::Jpeg),
        (ImageFormat::Gif | ImageFormat::WebP, _) => (PictureKind::Png, ImageFormat::Png),
        (ImageFormat::Jpeg, _) if image.damaged => (PictureKind::Jpeg, ImageFormat::Jpeg),
        (format, _) => return Ok((bytes, format)),
    };
    let made = recast(&bytes, wanted).ok_or_else(|| undrawable(image))?;
    Ok((Cow::Owned(made), format))
}

/// The columns and rows that are enough for an image shown at most so wide (1/1000 pt), as its file counts them; none if all it
/// has are wanted.
fn smaller(image: &Image, width: i64, made_for: ImageUse) -> Option<[u32; 2]> {
    let ImageUse::Screen { most: Some(most) } = made_for else { return None };
    let columns = u32::try_from((width * i64::from(most) + 71_999).div_euclid(72_000)).ok()?.max(1);
    let rows = u64::from(columns) * u64::from(image.height) / u64::from(image.width.max(1));
    let rows = u32::try_from(rows).ok()?.max(1);
    let stored = if image.orientation > 4 { [rows, columns] } else { [columns, rows] };
    (columns < image.width && rows < image.height).then_some(stored)
}

fn undrawable(image: &Image) -> PdfError {
    PdfError::Undrawable { span: image.span, path: image.path.clone() }
}

impl Images<'_> {
    /// The resource name of an image; none if it could not be read.
    pub(super) fn name(&self, image: ImageId) -> Option<&str> {
        self.plates.get(&image).map(|(name, _)| name.as_str())
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
    pub(super) fn into_plates(self) -> impl Iterator<Item = (String, PdfImage)> {
        self.plates.into_values()
    }

    /// What is said in place of an image: the author's words for it, or else its caption.
    pub(super) fn alternative(&self, origin: Origin) -> Option<String> {
        alternative(self.book, origin)
    }
}

/// What is said in place of the image of a figure or of one in a line: the author's words for it, or else its caption.
pub(super) fn alternative(book: &Book, origin: Origin) -> Option<String> {
    let alt = match origin {
        Origin::Block(block) => match &book.block(block).kind {
            BlockKind::Figure { picture: Picture::Shown(_, alternative, _), caption, .. } if alternative.words.trim().is_empty() => {
                book.block((*caption)?).prose().map(crate::book::Prose::plain)?
            }
            BlockKind::Figure { picture: Picture::Shown(_, alternative, _), .. } => alternative.words.clone(),
            _ => return None,
        },
        Origin::Picture(block, run) => match &book.block(block).prose()?.runs.get(run as usize)?.kind {
            RunKind::Image(_, alternative, _) => alternative.words.clone(),
            _ => return None,
        },
        _ => return None,
    };
    (!alt.trim().is_empty()).then_some(alt)
}

/// What an image with too few pixels for the width with which it is printed (1/1000 pt) is, and what it should be. SVG has no pixels.
fn needed(image: &Image, width: i64, measure: i64) -> Option<[String; 2]> {
    let has = i64::from(image.width) * 72_000 / width.max(1);
    if image.format == ImageFormat::Svg || has >= COARSE {
        return None;
    }
    // One that is narrower than the measure is set at 96 pixels to the inch: more pixels make it wider, up to the measure.
    let widest = if has > 96 { width } else { width.max(measure) };
    let wide = (widest * FINE + 71_999).div_euclid(72_000);
    let high = (wide * i64::from(image.height)).div_euclid(i64::from(image.width.max(1)));
    // Thousandths of a point as tenths of a millimetre.
    let tenths = (width * 254 + 36_000).div_euclid(72_000);
    let is = format!("printed {}.{} mm wide with {has} pixels to the inch", tenths / 10, tenths % 10);
    Some([is, format!("{wide} × {high} pixels")])
}

/// A finding for all coarse pictures of a book.
fn too_coarse(coarse: &[(&Image, [String; 2])]) -> Option<Diagnostic> {
    let (first, [is, needed]) = coarse.first()?;
    if coarse.len() == 1 {
        let message = format!("`{}` is {is}", first.path);
        let help = format!("for {FINE} to the inch, give it {needed}; or an SVG");
        return Some(Diagnostic::at(Code::CoarseImage, first.span, message).help(help));
    }
    let message = format!(
        "{} pictures are printed with fewer than {COARSE} pixels to the inch; `{}`, {is}, needs {needed}",
        coarse.len(),
        first.path
    );
    let help = format!("for {FINE} to the inch, give them as many pixels as stated; or SVG");
    let finding = Diagnostic::at(Code::CoarseImage, first.span, message).help(help);
    let label = |(image, [is, needed]): &(&Image, [String; 2])| (image.span, format!("`{}` is {is}, needs {needed}", image.path));
    Some(coarse[1..].iter().map(label).fold(finding, |finding, (span, words)| finding.label(span, words)))
}

/// An SVG file, shown at most so wide (1/1000 pt): as lines and areas, or on a printing plate as pixels if anything in it is clear.
fn drawn(image: &Image, width: i64, made_for: ImageUse, fonts: &Fonts, diagnostics: &mut Diagnostics) -> Result<Stream, PdfError> {
    let bytes = image.file.bytes().map_err(|fault| PdfError::Image { span: image.span, fault })?;
    let faces = fonts.of_drawing(&bytes);
    #[expect(clippy::cast_precision_loss, reason = "a page is small")]
    let fineness = (width * DRAWN) as f32 / 72_000.0 / image.width.max(1) as f32;
    let drawing = vectors::vectors(&bytes, &faces, fineness);
    if let Some(missing) = drawing.as_ref().map(|drawing| &drawing.missing).filter(|missing| !missing.is_empty()) {
        diagnostics.push(unset(image, missing));
    }
    let stream = drawing.and_then(|drawing| match made_for {
        ImageUse::Screen { .. } => Some(svg::form(&drawing, width)),
        ImageUse::Press { .. } => {
            svg::grey(&drawing, width).or_else(|| Some(pixels::stream(&pixelled(&bytes, image, width, &faces)?.grey(), name("DeviceGray"))))
        }
    });
    // It could be drawn when it was read, so this is rare. Its place on the page is taken by now.
    Ok(stream.unwrap_or_else(|| {
        let message = format!("the drawing {} cannot be drawn in the PDF; a frame stands in its place", image.path);
        diagnostics.push(Diagnostic::at(Code::DrawingRefused, image.span, message).help("simplify it, or export it as PNG"));
        svg::frame([image.width, image.height], width)
    }))
}

/// Says which characters of a drawing no font has.
fn unset(image: &Image, missing: &[String]) -> Diagnostic {
    let few: Vec<&str> = missing.iter().take(12).map(String::as_str).collect();
    let more = if missing.len() > few.len() { format!(" and {} more", missing.len() - few.len()) } else { String::new() };
    let s = if missing.len() > 1 { "s" } else { "" };
    let message =
        format!("no font has the character{s} {}{more} in the drawing {}; boxes stand there in the PDF", few.join(" "), image.path);
    let finding = Diagnostic::at(Code::NoGlyph, image.span, message).of("drawings");
    let help = "install a font that has it, name one in book.toml ([type] fonts = [\"file.otf\"]), or turn the words into paths";
    finding.help(help)
}

/// An SVG file as pixels for a printing plate, for a width in 1/1000 pt.
fn pixelled(bytes: &[u8], image: &Image, width: i64, faces: &[Cow<[u8]>]) -> Option<Raster> {
    // `width` is in 1/1000 pt, 72,000 to the inch.
    let wide = u32::try_from((width * PRINTED / 72_000).clamp(1, 8_000)).ok()?;
    let high = u64::from(wide) * u64::from(image.height.max(1)) / u64::from(image.width.max(1));
    let high = u32::try_from(high.clamp(1, 12_000)).ok()?;
    let pixels = draw::svg_within(bytes, wide, high, faces)?;
    Some(Raster { size: [pixels.width, pixels.height], pixels: pixels.rgba, colours: 3, alpha: true })
}
