//! The author's pictures on a printed cover: on the front, on the back, or round the whole of it; each fills its field, and what is too
//! much is cut off.

use super::grey::Raster;
use super::images;
use super::object::{PaperSize, name, number};
use super::separation::{InkTable, Separation};
use crate::config::{Config, CoverColours};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fonts::Fonts;
use crate::picture::cover::{self, PictureColours};
use crate::picture::draw::InkCoverage;
use crate::picture::inspect::{PictureFacts, PictureKind};
use crate::picture::{draw, jpeg};
use lopdf::Stream;

/// Pixels to the inch at which an SVG cover that is more than plain shapes is drawn.
const DRAWN: i64 = 450;
/// Pixels to the inch below which a cover looks coarse: it is coated paper, on which more is seen than on book paper.
const FINE: i64 = 250;
/// No more than this share of a picture may be cut off without a word, in hundredths: a cover of 5 : 8 on a page of 6 × 9 inches loses 6.
const MOST_CUT: i64 = 12;
/// More ink than this in one place is refused, in hundredths of a full ink.
const MOST_INK: u32 = 240;

/// A part of the sheet that a picture fills: left, top, right and bottom, in thousandths of a point from the lower left corner.
#[derive(Clone, Copy)]
pub(super) struct PlateField(pub(super) [i64; 4]);

impl PlateField {
    fn size(self) -> PaperSize {
        let Self([left, top, right, bottom]) = self;
        PaperSize { width: right - left, height: top - bottom }
    }
}

/// A picture that is wanted on the cover.
pub(super) struct WantedPlate<'w> {
    pub(super) path: &'w str,
    /// The key that names it, and what it is called in findings.
    pub(super) key: &'static str,
    pub(super) called: &'static str,
    pub(super) field: PlateField,
    /// Whether the front lies to the left of the spine.
    pub(super) mirrored: bool,
}

/// A picture in the colours of the cover's file.
pub(super) struct Plate {
    pub(super) image: Stream,
    field: PlateField,
    /// Left, bottom, width and height of the whole picture on the sheet.
    place: [i64; 4],
    pub(super) colours: PictureColours,
}

impl Plate {
    /// The picture that the settings name, to fill its field. None, with a finding, if it can't be had.
    pub(super) fn of(config: &Config, wanted: &WantedPlate, fonts: &Fonts, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut here = Diagnostics::default();
        let plate = made(config, wanted, fonts, &mut here);
        diagnostics.append(here.placed(config.place(wanted.key)));
        plate
    }

    /// Draws the picture, which is in the page's resources by this name.
    pub(super) fn drawn(&self, resource: &str) -> String {
        let PlateField([left, top, right, bottom]) = self.field;
        let clip = format!("q {} {} {} {} re W n\n", number(left), number(bottom), number(right - left), number(top - bottom));
        let [left, bottom, width, height] = self.place.map(number);
        format!("{clip}{width} 0 0 {height} {left} {bottom} cm /{resource} Do Q\n")
    }
}

fn made(config: &Config, wanted: &WantedPlate, fonts: &Fonts, diagnostics: &mut Diagnostics) -> Option<Plate> {
    let &WantedPlate { path, called, field, mirrored, .. } = wanted;
    let (facts, bytes) = cover::given(config, path, diagnostics)?;
    let within = field.size();
    let Some((size, rgb)) = pixels(&facts, &bytes, within, fonts) else {
        diagnostics.push(cover::refused(Code::CorruptImage, path, "it cannot be drawn"));
        return None;
    };
    let whole = filling(size.map(i64::from), within);
    cropped(&format!("{called} {path}"), whole, within).into_iter().for_each(|finding| diagnostics.push(finding));
    let fine = i64::from(size[0]) * 72_000 / whole.width.max(1);
    if facts.kind != PictureKind::Svg && fine < FINE {
        let need = |length: i64| (length * 300 + 71_999) / 72_000;
        let message = format!("{called} {path} is printed with {fine} pixels to the inch");
        let help = format!("give it {} × {} pixels", need(within.width), need(within.height));
        diagnostics.push(Diagnostic::new(Code::CoarseImage, message).help(help));
    }
    let press = config.print.cover_colours() == CoverColours::Cmyk;
    if facts.four_colours && press {
        too_much_ink(&format!("{called} {path}"), &bytes).into_iter().for_each(|finding| diagnostics.push(finding));
    }
    let colours = PictureColours::of(&rgb, usize::try_from(size[0]).unwrap_or_default(), mirrored);
    let image = match jpeg::head(&bytes) {
        // It is in inks already, whose shares somebody chose.
        Some(head) if press && facts.four_colours => images::jpeg::kept(bytes, &head, name("DeviceCMYK")),
        Some(head) if !press && head.components == 3 => images::jpeg::kept(bytes, &head, name("DeviceRGB")),
        _ if press => {
            let table = InkTable::new(&Separation::new());
            let pixels = rgb.chunks_exact(3).flat_map(|pixel| table.inks([pixel[0], pixel[1], pixel[2]])).collect();
            Stream::new(images::pixels::dictionary(size, name("DeviceCMYK"), 8), pixels)
        }
        _ => Stream::new(images::pixels::dictionary(size, name("DeviceRGB"), 8), rgb),
    };
    let PlateField([left, _, _, bottom]) = field;
    let place = [left - (whole.width - within.width) / 2, bottom - (whole.height - within.height) / 2, whole.width, whole.height];
    Some(Plate { image, field, place, colours })
}

/// The finding that much of a picture is cut off, as of a square one for a page that is higher than wide: words at its sides are lost.
fn cropped(picture: &str, whole: PaperSize, field: PaperSize) -> Option<Diagnostic> {
    let lost = |whole: i64, field: i64| (whole - field) * 100 / whole.max(1);
    let (beside, above) = (lost(whole.width, field.width), lost(whole.height, field.height));
    let (share, sides) = if beside > above { (beside, "at its sides") } else { (above, "above and below") };
    let message = format!("{picture} is not of the shape of its place: {share} % of it is cut off {sides}");
    let help = "give it the shape of what it fills, with the bleed, or no words near these edges";
    (share > MOST_CUT).then(|| Diagnostic::new(Code::CoverShape, message).help(help))
}

/// The finding that a picture in inks has too much of them; a few dots are no harm.
fn too_much_ink(picture: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let InkCoverage { most, over } = draw::ink_coverage(bytes, MOST_INK).filter(|ink| ink.over > 0)?;
    let share = format!("{}.{} %", over / 10, over % 10);
    let message = format!("{picture} has up to {most} % of ink, and on {share} of it more than {MOST_INK} %");
    let help = "convert it with a profile that keeps below that, or give it in RGB, which Bindery converts";
    Some(Diagnostic::new(Code::TooMuchInk, message).help(help))
}

/// The size at which a picture of so many columns and rows fills a field; what is too much on two sides is cut off.
fn filling([columns, rows]: [i64; 2], field: PaperSize) -> PaperSize {
    let PaperSize { width, height } = field;
    if columns * height > rows * width {
        PaperSize { width: height * columns / rows.max(1), height }
    } else {
        PaperSize { width, height: width * rows / columns.max(1) }
    }
}

/// An image's size and pixels: red, green and blue.
fn pixels(facts: &PictureFacts, bytes: &[u8], field: PaperSize, fonts: &Fonts) -> Option<([u32; 2], Vec<u8>)> {
    let raster = match facts.kind {
        PictureKind::Png => images::png::raster(bytes)?,
        PictureKind::Jpeg => images::jpeg::raster(bytes)?,
        // A cover of these kinds has become one of the others when it was read.
        PictureKind::Gif | PictureKind::WebP => return None,
        PictureKind::Svg => {
            let faces = fonts.of_drawing(bytes);
            let whole = filling([facts.width, facts.height].map(i64::from), field);
            let dots = |length: i64| u32::try_from(length * DRAWN / 72_000).unwrap_or(u32::MAX);
            let drawn = draw::svg(bytes, dots(whole.width), dots(whole.height), &faces)?;
            Raster { size: [drawn.width, drawn.height], pixels: drawn.rgba, colours: 3, alpha: true }
        }
    };
    Some((raster.size, raster.on_white()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_of_another_shape_is_told_and_one_of_a_book_is_not() {
        let told = |size: [i64; 2], page: [i64; 2]| {
            let field = PaperSize { width: page[0] + 9_000, height: page[1] + 18_000 };
            cropped("the cover c.png", filling(size, field), field).map(|finding| finding.message)
        };
        let square = told([1600, 1600], [432_000, 648_000]).expect("a third is lost");
        assert!(square.contains("33 % of it is cut off at its sides"), "{square}");
        let wide = told([1600, 2560], [612_000, 612_000]).expect("a square page");
        assert!(wide.contains("above and below"), "{wide}");
        // What shops ask for, on the pages that most books have.
        for page in [[432_000, 648_000], [396_000, 612_000], [360_000, 576_000], [419_528, 595_276]] {
            assert_eq!(told([1600, 2560], page), None, "{page:?}");
        }
    }
}
