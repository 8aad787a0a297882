//! The cover of a paperback for the printer: one sheet with back, spine and front, as PDF/X-1a:2001 in four inks, which every
//! service takes. The design's shapes and letters are drawn as shapes; a cover image is drawn on the front, cut to its shape.

use super::error::PdfError;
use super::grey::Raster;
use super::object::{PaperSize, milli, name, number, points};
use super::separation::{InkTable, Separation};
use super::{images, metadata, profile, write};
use crate::book::Metadata;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fonts::Fonts;
use crate::language::right_to_left;
use crate::picture::cover::{self, CoverSpot, FrontCover, Paperback, SpineWords, WIDTH};
use crate::picture::draw::InkCoverage;
use crate::picture::inspect::{PictureFacts, PictureKind};
use crate::picture::vectors::{DrawnMark, OutlineStep, Paint, vectors};
use crate::picture::{draw, jpeg};
use lopdf::{Document, Object, Stream, dictionary};

/// Pixels to the inch at which an SVG cover that is more than plain shapes is drawn.
const DRAWN: i64 = 450;
/// Pixels to the inch below which a cover looks coarse: it is coated paper, on which more is seen than on book paper.
const FINE: i64 = 250;

/// The cover of a book of so many pages, which were set with `config`. What the author may want to know is reported.
pub(crate) fn jacket(
    config: &Config,
    about: &Metadata,
    fonts: &Fonts,
    pages: usize,
    modified: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<u8>> {
    let print = &config.print;
    let (width, height) = (config.page.width, config.page.height);
    let paperback = Paperback { width, height, spine: print.spine(pages), bleed: print.cover_bleed(), pages };
    let sheet = JacketSheet::new(config, &paperback);
    let picture = match &about.cover {
        Some(path) => {
            let mut here = Diagnostics::default();
            let picture = picture(config, path, &sheet, fonts, &mut here);
            diagnostics.append(here.placed(config.place("cover")));
            Some(picture?)
        }
        None => None,
    };
    let faces = cover::CoverFaces::of(fonts);
    let front = picture.as_ref().map_or(FrontCover::Design, |picture| FrontCover::Picture(picture.edge));
    let wrapped = cover::wrapped(about, &faces, &paperback, front);
    if wrapped.front_cut {
        diagnostics.push(cover::words_cut());
    }
    if wrapped.cut {
        let message = "the description is too long for the back of the cover; its end was left out";
        diagnostics.push(Diagnostic::new(Code::LongDescription, message).help("shorten `description`"));
    }
    spine_told(wrapped.spine).into_iter().for_each(|finding| diagnostics.push(finding));
    if !wrapped.barcode {
        let message = "the cover has no barcode, for the book has no ISBN; room is left for one";
        diagnostics.push(Diagnostic::new(Code::NoBarcode, message).help("give `isbn`, if the book is to be sold in shops"));
    }
    // Nothing in it becomes pixels, so it does not matter how fine they would be.
    let vectors = vectors(wrapped.svg.as_bytes(), &faces.data(&wrapped.svg), 1.0);
    let Some(drawn) = vectors.and_then(|vectors| drawn(&vectors.marks, &sheet.place(wrapped.front), &Separation::new())) else {
        diagnostics.push(PdfError::Jacket.into());
        return None;
    };
    let mut content = sheet.marks();
    content.push_str(&sheet.opened());
    content.push_str(&drawn);
    let mut document = Document::new();
    let mut resources = dictionary! {};
    if let Some(picture) = picture {
        let [left, bottom, width, height] = picture.place;
        // Nothing of it goes round the spine.
        let [fold, top, edge, foot] = sheet.front_with_bleed();
        content.push_str(&format!("q {} {} {} {} re W n\n", number(fold), number(foot), number(edge - fold), number(top - foot)));
        content.push_str(&format!("{} 0 0 {} {} {} cm /I0 Do Q\n", number(width), number(height), number(left), number(bottom)));
        let image = document.add_object(picture.image);
        resources.set("XObject", dictionary! { "I0" => image });
    }
    content.push_str("Q\n");
    Some(sheet.file(document, content, resources, about, modified))
}

/// The finding that the spine lacks some of its words.
fn spine_told(words: SpineWords) -> Option<Diagnostic> {
    let lacking = match words {
        SpineWords::Whole => return None,
        SpineWords::WithoutPublisher => "the publisher does not fit on the spine beside title and authors, and was left out",
        SpineWords::ShortTitle => "the title is too long for the spine, which has its beginning only",
        SpineWords::WithoutAuthors => "title and authors do not fit on the spine together; it has the title alone",
        SpineWords::TooLong => "the title is too long for the spine, which is blank",
        SpineWords::TooNarrow => "the spine is too narrow for words, and blank: they would run over its folds",
    };
    let help = match words {
        SpineWords::TooNarrow => "nothing need be done; `print.paper = \"cream\"` makes the book thicker",
        _ => "shorten the title, or put a part of it into `subtitle`",
    };
    Some(Diagnostic::new(Code::SpineWords, lacking).help(help))
}

/// The size of an open cover, in thousandths of a point: what a service asks for when the cover is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JacketSize {
    /// Width, with the bleed on both sides.
    pub width: i64,
    /// Height, with the bleed above and below.
    pub height: i64,
    /// Width of the spine.
    pub spine: i64,
}

/// The size of the cover of a book of so many pages, which were set with `config`.
#[must_use]
pub(crate) fn jacket_size(config: &Config, pages: usize) -> JacketSize {
    let print = &config.print;
    let [width, height, spine, bleed] = [config.page.width, config.page.height, print.spine(pages), print.cover_bleed()].map(milli);
    JacketSize { width: 2 * (width + bleed) + spine, height: height + 2 * bleed, spine }
}

/// The sheet of paper, in thousandths of a point from its lower left corner.
struct JacketSheet {
    /// A trimmed page.
    page: PaperSize,
    /// Width of the spine.
    spine: i64,
    bleed: i64,
    /// Distance from the edge of the sheet to the cut.
    border: i64,
    marks: bool,
    /// Whether the front lies to the left of the spine.
    mirrored: bool,
}

impl JacketSheet {
    fn new(config: &Config, paperback: &Paperback) -> Self {
        let bleed = milli(paperback.bleed);
        let marks = config.print.crop_marks;
        Self {
            page: PaperSize::of(paperback.width, paperback.height),
            spine: milli(paperback.spine),
            bleed,
            border: super::trim::border(bleed, marks),
            marks,
            mirrored: right_to_left(&config.metadata.language),
        }
    }

    /// The open cover as cut.
    fn trim(&self) -> PaperSize {
        PaperSize { width: 2 * self.page.width + self.spine, height: self.page.height }
    }

    /// The left edge of the front.
    fn front(&self) -> i64 {
        self.border + if self.mirrored { 0 } else { self.page.width + self.spine }
    }

    /// Left, top, right and bottom of the front with its bleed.
    fn front_with_bleed(&self) -> [i64; 4] {
        let (left, right) = (self.front(), self.front() + self.page.width);
        let (left, right) = if self.mirrored { (left - self.bleed, right) } else { (left, right + self.bleed) };
        [left, self.border + self.page.height + self.bleed, right, self.border - self.bleed]
    }

    /// Marks of the cut at the corners, and of the folds above and below the spine.
    fn marks(&self) -> String {
        if !self.marks {
            return String::new();
        }
        let folds = [self.page.width, self.page.width + self.spine];
        let marks = super::trim::crop_marks(self.trim(), self.border, &folds);
        let mut content = String::from("0 0 0 1 k\n");
        for [x, y, width, height] in marks {
            content.push_str(&format!("{} {} {} {} re f\n", number(x), number(y), number(width), number(height)));
        }
        content
    }

    /// Begins the content stream, with nothing drawn beyond the bleed.
    fn opened(&self) -> String {
        let low = self.border - self.bleed;
        let PaperSize { width, height } = self.trim();
        let sides = [low, low, width + 2 * self.bleed, height + 2 * self.bleed].map(number);
        format!("q\n{} re W n\n", sides.join(" "))
    }

    /// Turns a drawing's pixels into places on the sheet, given where on it the front's corner is.
    fn place(&self, corner: CoverSpot) -> SheetPlace {
        SheetPlace {
            page: self.page.width,
            left: self.front(),
            top: self.border + self.page.height,
            x: f64::from(corner.x),
            y: f64::from(corner.y),
        }
    }

    fn file(&self, mut document: Document, content: String, resources: lopdf::Dictionary, book: &Metadata, modified: &str) -> Vec<u8> {
        let content = document.add_object(Stream::new(dictionary! {}, content.into_bytes()));
        let pages = document.new_object_id();
        let PaperSize { width, height } = self.trim();
        let bounds = |beyond: i64| {
            let low = self.border - beyond;
            [low, low, self.border + width + beyond, self.border + height + beyond].map(points).to_vec()
        };
        let page = document.add_object(dictionary! {
            "Type" => name("Page"),
            "Parent" => pages,
            "MediaBox" => bounds(self.border),
            "BleedBox" => bounds(self.bleed),
            "TrimBox" => bounds(0),
            "Resources" => resources,
            "Contents" => content,
        });
        document.set_object(pages, dictionary! { "Type" => name("Pages"), "Kids" => vec![Object::Reference(page)], "Count" => 1 });
        let intents = profile::registered(profile::Condition::Coated);
        let root = document.add_object(dictionary! { "Type" => name("Catalog"), "Pages" => pages, "OutputIntents" => intents });
        let about = metadata::DocumentInfo { metadata: book, modified, standard: metadata::Standard::OldPrint };
        let info = document.add_object(about.info());
        document.version = "1.3".to_owned();
        document.trailer = dictionary! { "Root" => root, "Info" => info };
        write::plain(document)
    }
}

/// Where a drawing lies on the sheet.
struct SheetPlace {
    /// Width of the front, which is [`WIDTH`] pixels, and its top left corner.
    page: i64,
    left: i64,
    top: i64,
    /// Top left corner of the front in the drawing.
    x: f64,
    y: f64,
}

impl SheetPlace {
    #[expect(clippy::cast_precision_loss, reason = "a sheet is small")]
    fn scale(&self, pixels: f64) -> f64 {
        pixels * self.page as f64 / f64::from(WIDTH)
    }

    #[expect(clippy::cast_possible_truncation, reason = "a sheet is small")]
    fn length(&self, pixels: f32) -> i64 {
        self.scale(f64::from(pixels)).round() as i64
    }

    #[expect(clippy::cast_possible_truncation, reason = "a sheet is small")]
    fn point(&self, [x, y]: [f32; 2]) -> String {
        let right = self.scale(f64::from(x) - self.x).round() as i64;
        let down = self.scale(f64::from(y) - self.y).round() as i64;
        format!("{} {}", number(self.left + right), number(self.top - down))
    }
}

/// Draws areas and lines of plain colours in inks; none if there is anything else, or a line that is more than thick.
fn drawn(marks: &[DrawnMark], place: &SheetPlace, separation: &Separation) -> Option<String> {
    let words = |inks: [u16; 4]| inks.map(|tone| number(i64::from(tone))).join(" ");
    let inks = |colour| words(separation.flat(colour));
    let mut content = String::new();
    let (mut filled, mut stroked) = (None, None);
    for (place_in_order, mark) in marks.iter().enumerate() {
        let (steps, end) = match mark {
            DrawnMark::Fill(area, Paint::Plain(colour), opacity) if *opacity >= 1.0 => {
                if place_in_order == 0 {
                    // The lowest is the ground, which covers the sheet.
                    content.push_str(&format!("{} k\n", words(separation.ground(*colour))));
                } else if filled.replace(*colour) != Some(*colour) {
                    content.push_str(&format!("{} k\n", inks(*colour)));
                }
                (&area.steps, if area.even_odd { "f*\n" } else { "f\n" })
            }
            DrawnMark::Line(steps, pen, colour, opacity) if *opacity >= 1.0 && pen.cap == 0 && pen.join == 0 && pen.dashes.is_empty() => {
                if stroked.replace((*colour, pen.width)) != Some((*colour, pen.width)) {
                    content.push_str(&format!("{} K {} w\n", inks(*colour), number(place.length(pen.width))));
                }
                (steps, "S\n")
            }
            _ => return None,
        };
        for step in steps {
            match step {
                OutlineStep::Move(to) => content.push_str(&format!("{} m ", place.point(*to))),
                OutlineStep::Line(to) => content.push_str(&format!("{} l ", place.point(*to))),
                OutlineStep::Curve(one, two, end) => {
                    content.push_str(&format!("{} {} {} c ", place.point(*one), place.point(*two), place.point(*end)));
                }
                OutlineStep::Close => content.push_str("h "),
            }
        }
        content.push_str(end);
    }
    Some(content)
}

/// A cover image in inks.
struct PictureInInks {
    image: Stream,
    /// Left, bottom, width and height on the sheet.
    place: [i64; 4],
    /// The colour of the edge that lies at the spine.
    edge: [u8; 3],
}

/// The image that the settings name, to fill the front and its bleed. None, with a finding, if it can't be had.
fn picture(config: &Config, path: &str, sheet: &JacketSheet, fonts: &Fonts, diagnostics: &mut Diagnostics) -> Option<PictureInInks> {
    let (facts, bytes) = cover::given(config, path, diagnostics)?;
    let [left, top, right, bottom] = sheet.front_with_bleed();
    let field = PaperSize { width: right - left, height: top - bottom };
    let Some((size, rgb)) = pixels(&facts, &bytes, field, fonts) else {
        diagnostics.push(cover::refused(Code::CorruptImage, path, "it cannot be drawn"));
        return None;
    };
    let whole = filling(size.map(i64::from), field);
    cropped(path, whole, field).into_iter().for_each(|finding| diagnostics.push(finding));
    let fine = i64::from(size[0]) * 72_000 / whole.width.max(1);
    if facts.kind != PictureKind::Svg && fine < FINE {
        let need = |length: i64| (length * 300 + 71_999) / 72_000;
        let message = format!("the cover {path} is printed with {fine} pixels to the inch");
        diagnostics.push(Diagnostic::new(Code::CoarseImage, message).help(format!(
            "give it {} × {} pixels",
            need(field.width),
            need(field.height)
        )));
    }
    if facts.four_colours {
        too_much_ink(path, &bytes).into_iter().for_each(|finding| diagnostics.push(finding));
    }
    let edge = edge(&rgb, usize::try_from(size[0]).unwrap_or_default(), sheet.mirrored);
    let space = name("DeviceCMYK");
    let image = match jpeg::head(&bytes).filter(|_| facts.four_colours) {
        // It is in inks already, whose shares somebody chose.
        Some(head) => images::jpeg::kept(bytes, &head, space),
        None => {
            let table = InkTable::new(&Separation::new());
            let pixels = rgb.chunks_exact(3).flat_map(|pixel| table.inks([pixel[0], pixel[1], pixel[2]])).collect();
            Stream::new(images::pixels::dictionary(size, space, 8), pixels)
        }
    };
    let place = [left - (whole.width - field.width) / 2, bottom - (whole.height - field.height) / 2, whole.width, whole.height];
    Some(PictureInInks { image, place, edge })
}

/// The finding that much of a picture is cut off, as of a square one for a page that is higher than wide: words at its sides are lost.
fn cropped(path: &str, whole: PaperSize, field: PaperSize) -> Option<Diagnostic> {
    let lost = |whole: i64, field: i64| (whole - field) * 100 / whole.max(1);
    let (beside, above) = (lost(whole.width, field.width), lost(whole.height, field.height));
    let (share, sides) = if beside > above { (beside, "at its sides") } else { (above, "above and below") };
    let message = format!("the cover {path} is not of the shape of the page: {share} % of it is cut off {sides}");
    let help = "give it the shape of the page with its bleed, or no words near these edges";
    (share > MOST_CUT).then(|| Diagnostic::new(Code::CoverShape, message).help(help))
}

/// No more than this share of a picture may be cut off without a word, in hundredths: a cover of 5 : 8 on a page of 6 × 9 inches loses 6.
const MOST_CUT: i64 = 12;

/// More ink than this in one place is refused, in hundredths of a full ink.
const MOST_INK: u32 = 240;

/// The finding that a picture in inks has too much of them; a few dots are no harm.
fn too_much_ink(path: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let InkCoverage { most, over } = draw::ink_coverage(bytes, MOST_INK).filter(|ink| ink.over > 0)?;
    let share = format!("{}.{} %", over / 10, over % 10);
    let message = format!("the cover {path} has up to {most} % of ink, and on {share} of it more than {MOST_INK} %");
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

/// The middle of the colours at the edge of an image beside the spine: a twentieth of its width.
fn edge(rgb: &[u8], columns: usize, mirrored: bool) -> [u8; 3] {
    let band = (columns / 20).max(1);
    let (mut sums, mut count) = ([0_u64; 3], 0);
    for row in rgb.chunks_exact((columns * 3).max(1)) {
        let from = if mirrored { columns - band } else { 0 };
        for pixel in row[from * 3..].chunks_exact(3).take(band) {
            for (sum, value) in sums.iter_mut().zip(pixel) {
                *sum += u64::from(*value);
            }
            count += 1;
        }
    }
    sums.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_of_another_shape_is_told_and_one_of_a_book_is_not() {
        let told = |size: [i64; 2], page: [i64; 2]| {
            let field = PaperSize { width: page[0] + 9_000, height: page[1] + 18_000 };
            cropped("c.png", filling(size, field), field).map(|finding| finding.message)
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

    #[test]
    fn the_edge_at_the_spine_gives_the_colour() {
        let row = [10, 20, 30, 200, 200, 200];
        assert_eq!(edge(&row, 2, false), [10, 20, 30]);
        assert_eq!(edge(&row, 2, true), [200, 200, 200]);
    }
}
