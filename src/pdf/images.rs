//! Images as a PDF holds them: JPEG as it is, PNG decoded with its alpha as a soft mask, SVG drawn as pixels.

use super::grey::Raster;
use super::object::milli;
use crate::book::{BlockKind, Book, Format, Image, ImageId, RunKind};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fonts::Fonts;
use crate::layout::Pages;
use crate::layout::frame::{Content, Origin};
use crate::picture::draw;
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject, XObjectId};
use std::collections::BTreeMap;

/// Pixels to the inch at which SVG is drawn: what a printer resolves.
const DRAWN: i64 = 300;

/// The same for a printing plate, on which the edges of a grey line are not softened by the eye.
const PRINTED: i64 = 600;

/// Pixels to the inch that printers ask for.
const FINE: i64 = 300;

/// Pixels to the inch below which a printed picture looks coarse. Uncoated book paper holds screens of at most 133 lines to the
/// inch, and a halftone shows no more than one and a half pixels a line: what lies between this and [`FINE`] is lost in the dots.
/// A picture is printed as large as the author sees it on the screen, so nobody is warned of a difference that can't be seen.
const COARSE: i64 = 200;

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
    objects: BTreeMap<ImageId, (XObjectId, XObject)>,
    /// Whether one of them needs a printer's colours, which PDF/A with an sRGB output intent does not allow.
    pub(super) any_cmyk: bool,
}

/// Reads every image that the pages show; one that cannot be read is reported.
pub(super) fn collect<'b>(pages: &Pages, book: &'b Book, fonts: &Fonts, made_for: Use, found: &mut Diagnostics) -> Images<'b> {
    let mut widths: BTreeMap<ImageId, i64> = BTreeMap::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let Content::Picture { image, width, .. } = &item.content {
            let widest = widths.entry(*image).or_default();
            *widest = (*widest).max(milli(*width));
        }
    }
    let mut images = Images { book, objects: BTreeMap::new(), any_cmyk: false };
    let mut coarse = Vec::new();
    for (id, width) in widths {
        let image = book.image(id);
        let bytes = match image.file.bytes() {
            Ok(bytes) => bytes,
            Err(why) => {
                found.push(Diagnostic::at(Code::Machine, image.span, why));
                continue;
            }
        };
        let stream = match (made_for, image.format) {
            (Use::Screen, Format::Jpeg) => jpeg(bytes.into_owned(), &mut images.any_cmyk),
            (Use::Screen, Format::Png) => png(&bytes).map(|raster| pixel_stream(&raster)),
            (Use::Screen, Format::Svg) => svg(&bytes, image, width, DRAWN, fonts).map(|raster| pixel_stream(&raster)),
            (Use::Press { .. }, Format::Jpeg) => grey_jpeg(bytes.into_owned()),
            (Use::Press { .. }, Format::Png) => png(&bytes).map(|raster| pixel_stream(&raster.grey())),
            (Use::Press { .. }, Format::Svg) => svg(&bytes, image, width, PRINTED, fonts).map(|raster| pixel_stream(&raster.grey())),
        };
        if let Use::Press { measure } = made_for {
            coarse.extend(needed(image, width, measure).map(|needed| (image, needed)));
        }
        match stream {
            Some(stream) => {
                let object = ExternalXObject { stream, width: None, height: None, dpi: None };
                images.objects.insert(id, (XObjectId(format!("I{}", id.index())), XObject::External(object)));
            }
            None => found.push(Diagnostic::at(Code::CorruptImage, image.span, format!("cannot draw {}", image.path))),
        }
    }
    too_coarse(&coarse).into_iter().for_each(|finding| found.push(finding));
    images
}

impl Images<'_> {
    /// The resource name of an image; none if it could not be read.
    pub(super) fn name(&self, image: ImageId) -> Option<&XObjectId> {
        self.objects.get(&image).map(|(name, _)| name)
    }

    /// Gives the images away to printpdf.
    pub(super) fn into_objects(self) -> impl Iterator<Item = (XObjectId, XObject)> {
        self.objects.into_values()
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

/// A JPEG as it is: viewers decode it. Only its frame header is read (ITU T.81, B.2.2).
fn jpeg(bytes: Vec<u8>, any_cmyk: &mut bool) -> Option<ExternalStream> {
    let (mut at, mut adobe) = (2, false);
    loop {
        let marker = *bytes.get(at + 1)?;
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let segment = bytes.get(at + 4..at + 2 + length)?;
        match marker {
            0xFF => {
                at += 1;
                continue;
            }
            0xEE => adobe |= segment.starts_with(b"Adobe"),
            // A frame header: SOF0 to SOF15 but for the tables of Huffman codes (C4), arithmetic coding (CC) and JPG (C8).
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                let [bits, height @ .., components] = <[u8; 6]>::try_from(segment.get(..6)?).ok()?;
                let [high, low, wide, narrow] = height;
                let (space, cmyk) = match components {
                    1 => ("DeviceGray", false),
                    3 => ("DeviceRGB", false),
                    4 => ("DeviceCMYK", true),
                    _ => return None,
                };
                let size = [u16::from_be_bytes([wide, narrow]), u16::from_be_bytes([high, low])];
                let mut stream = stream_of(size.map(u32::from), space, bits, bytes);
                stream.compress = false;
                stream.dict.insert("Filter".to_owned(), name("DCTDecode"));
                if cmyk && adobe {
                    // Adobe's programs write the four inks upside down.
                    let upside_down = [1, 0, 1, 0, 1, 0, 1, 0].map(DictItem::Int).to_vec();
                    stream.dict.insert("Decode".to_owned(), DictItem::Array(upside_down));
                }
                *any_cmyk |= cmyk;
                return Some(stream);
            }
            _ => {}
        }
        at += 2 + length;
    }
}

/// A JPEG in black: as it is if it has no colours.
fn grey_jpeg(bytes: Vec<u8>) -> Option<ExternalStream> {
    match draw::jpeg(&bytes)? {
        Some((size, pixels)) => Some(pixel_stream(&Raster { size, pixels, colours: 3, alpha: false }.grey())),
        None => jpeg(bytes, &mut false),
    }
}

/// What an image with too few pixels for the width with which it is printed (1/1000 pt) is, and what it should be. SVG has no pixels.
fn needed(image: &Image, width: i64, measure: i64) -> Option<[String; 2]> {
    let has = i64::from(image.width) * 72_000 / width.max(1);
    if image.format == Format::Svg || has >= COARSE {
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

/// One finding for all coarse pictures of a book.
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

fn png(bytes: &[u8]) -> Option<Raster> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(frame.buffer_size());
    let (colours, alpha) = match frame.color_type {
        png::ColorType::Grayscale => (1, false),
        png::ColorType::GrayscaleAlpha => (1, true),
        png::ColorType::Rgb => (3, false),
        png::ColorType::Rgba => (3, true),
        png::ColorType::Indexed => return None,
    };
    Some(Raster { size: [frame.width, frame.height], pixels, colours, alpha })
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

/// Eight-bit pixels; alpha, unless everything is opaque, becomes a soft mask (ISO 32000-1, 11.6.5.3).
fn pixel_stream(raster: &Raster) -> ExternalStream {
    let &Raster { size, ref pixels, colours, alpha } = raster;
    let space = if colours == 1 { "DeviceGray" } else { "DeviceRGB" };
    let each = colours + usize::from(alpha);
    let columns = size[0] as usize;
    let colour: Vec<u8> = pixels.chunks_exact(each).flat_map(|pixel| &pixel[..colours]).copied().collect();
    let mut stream = filtered(stream_of(size, space, 8, colour), columns, colours);
    if alpha {
        let mask: Vec<u8> = pixels.chunks_exact(each).map(|pixel| pixel[colours]).collect();
        if mask.iter().any(|&opacity| opacity < 255) {
            let stream_of_mask = filtered(stream_of(size, "DeviceGray", 8, mask), columns, 1);
            stream.dict.insert("SMask".to_owned(), DictItem::Stream { stream: stream_of_mask });
        }
    }
    stream
}

/// Rows as differences to the row above (PNG's `Up`), which deflate shrinks far better than plain pixels; a row that is
/// plainly smoother along itself takes `Sub`. The stream is then named as Flate with PNG's predictors.
fn filtered(mut stream: ExternalStream, columns: usize, colours: usize) -> ExternalStream {
    let row = columns * colours;
    let above = vec![0; row];
    let mut above: &[u8] = &above;
    let mut out = Vec::with_capacity(stream.content.len() + stream.content.len() / row.max(1));
    for line in stream.content.chunks_exact(row.max(1)) {
        let up = line.iter().zip(above).map(|(here, above)| here.wrapping_sub(*above));
        let left = |at: usize| if at < colours { 0 } else { line[at - colours] };
        let sub = line.iter().enumerate().map(|(at, here)| here.wrapping_sub(left(at)));
        if weight(sub.clone()) < weight(up.clone()) {
            out.push(1);
            out.extend(sub);
        } else {
            out.push(2);
            out.extend(up);
        }
        above = line;
    }
    stream.content = super::write::deflated(&out);
    let whole = |number: usize| DictItem::Int(i64::try_from(number).unwrap_or(i64::MAX));
    let parameters = [("Predictor", DictItem::Int(15)), ("Colors", whole(colours)), ("Columns", whole(columns))];
    let map = parameters.map(|(key, value)| (key.to_owned(), value)).into_iter().collect();
    stream.dict.insert("DecodeParms".to_owned(), DictItem::Dict { map });
    stream.dict.insert("Filter".to_owned(), name("FlateDecode"));
    stream
}

/// How far from nothing a row is, the usual measure for choosing a filter (PNG specification, 12.7).
fn weight(row: impl Iterator<Item = u8>) -> u64 {
    row.map(|difference| u64::from(difference.cast_signed().unsigned_abs())).sum()
}

fn stream_of(size: [u32; 2], space: &str, bits: u8, content: Vec<u8>) -> ExternalStream {
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(size[0].into())),
        ("Height", DictItem::Int(size[1].into())),
        ("ColorSpace", name(space)),
        ("BitsPerComponent", DictItem::Int(bits.into())),
    ];
    let dict = entries.map(|(key, value)| (key.to_owned(), value)).into_iter().collect();
    ExternalStream { dict, content, compress: false }
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(stream: &ExternalStream, key: &str) -> Option<i64> {
        match stream.dict.get(key) {
            Some(DictItem::Int(number)) => Some(*number),
            _ => None,
        }
    }

    #[test]
    fn alpha_is_a_mask_and_only_if_something_shows_through() {
        let stream = |pixels: &[u8]| pixel_stream(&Raster { size: [2, 1], pixels: pixels.to_vec(), colours: 3, alpha: true });
        let clear = stream(&[1, 2, 3, 255, 4, 5, 6, 0]);
        let Some(DictItem::Stream { stream: mask }) = clear.dict.get("SMask") else { panic!("no mask") };
        assert_eq!((whole(mask, "Width"), whole(mask, "Height")), (Some(2), Some(1)));
        let opaque = stream(&[1, 2, 3, 255, 4, 5, 6, 255]);
        assert!(!opaque.dict.contains_key("SMask"));
    }

    #[test]
    fn a_png_of_16_bits_or_a_palette_is_drawn_with_8() {
        for (colour, depth, data) in [
            (png::ColorType::Rgb, png::BitDepth::Sixteen, vec![255; 6]),
            (png::ColorType::Indexed, png::BitDepth::Eight, vec![0]),
            (png::ColorType::Grayscale, png::BitDepth::One, vec![128]),
        ] {
            let mut file = Vec::new();
            let mut encoder = png::Encoder::new(&mut file, 1, 1);
            encoder.set_color(colour);
            encoder.set_depth(depth);
            if colour == png::ColorType::Indexed {
                encoder.set_palette(vec![9, 9, 9]);
            }
            encoder.write_header().and_then(|mut writer| writer.write_image_data(&data)).expect("a PNG of one pixel");
            let stream = pixel_stream(&super::png(&file).expect("it can be read"));
            assert_eq!(whole(&stream, "BitsPerComponent"), Some(8));
        }
    }
}
