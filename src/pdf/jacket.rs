//! The cover of a paperback for the printer: one sheet with back, spine and front, as PDF/X-1a:2001 in four inks, which every
//! service takes. The design's shapes and letters are drawn as shapes; a cover image is drawn on the front, cut to its shape.

use super::error::PdfError;
use super::object::{PaperSize, milli, name, number, points};
use super::plates::{Plate, PlateField, WantedPlate};
use super::separation::Separation;
use super::{metadata, profile, write};
use crate::book::Metadata;
use crate::config::{Config, CoverColours};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fonts::Fonts;
use crate::language::right_to_left;
use crate::picture::cover::{self, CoverPictures, CoverSpot, FrontCover, Paperback, SpineWords, WIDTH};
use crate::picture::vectors::{DrawnMark, OutlineStep, Paint, vectors};
use lopdf::{Document, Object, Stream, dictionary};

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
    let plates = JacketPlates::of(config, about, &sheet, fonts, diagnostics)?;
    let faces = cover::CoverFaces::of(fonts);
    let wrapped = cover::wrapped(about, &faces, &paperback, plates.pictures());
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
    let inks = JacketInks::of(config);
    // Nothing in it becomes pixels, so it does not matter how fine they would be.
    let drawn = |(place, svg): (usize, &String)| {
        let vectors = vectors(svg.as_bytes(), &faces.data(svg), 1.0)?;
        drawn(&vectors.marks, &sheet.place(wrapped.front), &inks, place == 0)
    };
    let layers = if plates.all().next().is_some() { &wrapped.layers[..] } else { std::slice::from_ref(&wrapped.svg) };
    let Some(layers) = layers.iter().enumerate().map(drawn).collect::<Option<Vec<_>>>() else {
        diagnostics.push(PdfError::Jacket.into());
        return None;
    };
    let mut document = Document::new();
    let mut images = dictionary! {};
    let mut content = format!("{}{}{}", sheet.marks(&inks), sheet.opened(), layers[0]);
    for (place, plate) in plates.all().enumerate() {
        let resource = format!("I{place}");
        content.push_str(&plate.drawn(&resource));
        let image = document.add_object(plate.image.clone());
        images.set(resource, image);
    }
    layers.get(1).into_iter().for_each(|over| content.push_str(over));
    content.push_str("Q\n");
    let resources = if images.is_empty() {
        dictionary! {}
    } else {
        dictionary! { "XObject" => images }
    };
    Some(sheet.file(document, JacketPage { content, resources, inks }, about, modified))
}

/// The author's pictures on a cover.
struct JacketPlates {
    front: Option<Plate>,
    back: Option<Plate>,
    wrap: Option<Plate>,
}

impl JacketPlates {
    /// The pictures that the settings name. None, with a finding, if one can't be had.
    fn of(config: &Config, about: &Metadata, sheet: &JacketSheet, fonts: &Fonts, diagnostics: &mut Diagnostics) -> Option<Self> {
        let print = &config.print;
        let mut plate = |path: Option<&String>, key: &'static str, called: &'static str, field: PlateField| {
            let Some(path) = path else { return Some(None) };
            Plate::of(config, &WantedPlate { path, key, called, field, mirrored: sheet.mirrored }, fonts, diagnostics).map(Some)
        };
        Some(Self {
            wrap: plate(print.wrap.as_ref(), "print.cover-wrap", "the cover", sheet.whole())?,
            // A picture round all of the cover is its front too.
            front: plate(about.cover.as_ref().filter(|_| print.wrap.is_none()), "cover", "the cover", sheet.front_with_bleed())?,
            back: plate(print.back.as_ref(), "print.cover-back", "the back of the cover", sheet.back_with_bleed())?,
        })
    }

    /// The pictures in the order in which they lie on one another.
    fn all(&self) -> impl Iterator<Item = &Plate> {
        [&self.wrap, &self.front, &self.back].into_iter().flatten()
    }

    fn pictures(&self) -> CoverPictures {
        let front = match (&self.wrap, &self.front) {
            (Some(wrap), _) => FrontCover::Wrap(wrap.colours),
            (None, Some(front)) => FrontCover::Picture(front.colours),
            (None, None) => FrontCover::Design,
        };
        CoverPictures { front, back: self.back.is_some() }
    }
}

/// How colours are said in the cover's file.
enum JacketInks {
    /// In the four inks of a press.
    Press(Box<Separation>),
    /// In red, green and blue, as on a screen; black stays black alone.
    Screen,
}

impl JacketInks {
    fn of(config: &Config) -> Self {
        match config.print.cover_colours() {
            CoverColours::Cmyk => Self::Press(Box::new(Separation::new())),
            CoverColours::Rgb => Self::Screen,
        }
    }

    /// A colour for areas, as an operator.
    fn fill(&self, colour: [u8; 3]) -> String {
        match self {
            Self::Press(separation) => format!("{} k\n", tones(separation.flat(colour))),
            Self::Screen if colour == [0; 3] => "0 g\n".to_owned(),
            Self::Screen => format!("{} rg\n", shares(colour)),
        }
    }

    /// A colour for an area that covers much paper.
    fn ground(&self, colour: [u8; 3]) -> String {
        match self {
            Self::Press(separation) => format!("{} k\n", tones(separation.ground(colour))),
            Self::Screen => self.fill(colour),
        }
    }

    /// A colour for lines.
    fn stroke(&self, colour: [u8; 3]) -> String {
        match self {
            Self::Press(separation) => format!("{} K", tones(separation.flat(colour))),
            Self::Screen => format!("{} RG", shares(colour)),
        }
    }
}

/// Inks as numbers of an operator.
fn tones(inks: [u16; 4]) -> String {
    inks.map(|tone| number(i64::from(tone))).join(" ")
}

/// Red, green and blue as numbers of an operator.
fn shares(colour: [u8; 3]) -> String {
    colour.map(|value| number((i64::from(value) * 1000 + 127) / 255)).join(" ")
}

/// What is on the page of a cover.
struct JacketPage {
    content: String,
    resources: lopdf::Dictionary,
    inks: JacketInks,
}

/// The thinnest line that is drawn, in thousandths of a point: what KDP prints.
const THINNEST: i64 = 750;

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

    /// The front with its bleed.
    fn front_with_bleed(&self) -> PlateField {
        self.side_with_bleed(self.front(), self.mirrored)
    }

    /// The back with its bleed.
    fn back_with_bleed(&self) -> PlateField {
        let left = self.border + if self.mirrored { self.page.width + self.spine } else { 0 };
        self.side_with_bleed(left, !self.mirrored)
    }

    /// A side of the cover that begins at `left`, with what is cut off round it, at the left too or at the right; nothing of it goes round
    /// the spine.
    fn side_with_bleed(&self, left: i64, at_left: bool) -> PlateField {
        let right = left + self.page.width;
        let (left, right) = if at_left { (left - self.bleed, right) } else { (left, right + self.bleed) };
        PlateField([left, self.border + self.page.height + self.bleed, right, self.border - self.bleed])
    }

    /// The whole sheet with its bleed.
    fn whole(&self) -> PlateField {
        let PaperSize { width, height } = self.trim();
        let low = self.border - self.bleed;
        PlateField([low, self.border + height + self.bleed, self.border + width + self.bleed, low])
    }

    /// Marks of the cut at the corners, and of the folds above and below the spine.
    fn marks(&self, inks: &JacketInks) -> String {
        if !self.marks {
            return String::new();
        }
        let folds = [self.page.width, self.page.width + self.spine];
        let marks = super::trim::crop_marks(self.trim(), self.border, &folds);
        let mut content = inks.fill([0; 3]);
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

    fn file(&self, mut document: Document, page: JacketPage, book: &Metadata, modified: &str) -> Vec<u8> {
        let JacketPage { content, mut resources, inks } = page;
        let content = document.add_object(Stream::new(dictionary! {}, content.into_bytes()));
        let (standard, version, intents) = match inks {
            JacketInks::Press(_) => (metadata::Standard::OldPrint, "1.3", profile::registered(profile::Condition::Coated)),
            JacketInks::Screen => {
                resources.set("ColorSpace", dictionary! { "DefaultRGB" => profile::space(&mut document) });
                (metadata::Standard::None, "1.4", profile::intent(&mut document))
            }
        };
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
        let root = document.add_object(dictionary! { "Type" => name("Catalog"), "Pages" => pages, "OutputIntents" => intents });
        let about = metadata::DocumentInfo { metadata: book, variant: None, modified, standard };
        let info = document.add_object(about.info());
        document.version = version.to_owned();
        document.trailer = dictionary! { "Root" => root, "Info" => info, "ID" => about.permanent() };
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

/// Draws areas and lines of plain colours in inks; none if there is anything else, or a line that is more than thick. A `whole` drawing
/// has the ground of the sheet, another lies over it.
fn drawn(marks: &[DrawnMark], place: &SheetPlace, inks: &JacketInks, whole: bool) -> Option<String> {
    let mut content = String::new();
    let (mut filled, mut stroked) = (None, None);
    for (place_in_order, mark) in marks.iter().enumerate() {
        let (steps, end) = match mark {
            DrawnMark::Fill(area, Paint::Plain(colour), opacity) if *opacity >= 1.0 => {
                if place_in_order == 0 && whole {
                    // The lowest is the ground, which covers the sheet.
                    content.push_str(&inks.ground(*colour));
                } else if filled.replace(*colour) != Some(*colour) {
                    content.push_str(&inks.fill(*colour));
                }
                (&area.steps, if area.even_odd { "f*\n" } else { "f\n" })
            }
            DrawnMark::Line(steps, pen, colour, opacity) if *opacity >= 1.0 && pen.cap == 0 && pen.join == 0 && pen.dashes.is_empty() => {
                if stroked.replace((*colour, pen.width)) != Some((*colour, pen.width)) {
                    let width = place.length(pen.width).max(THINNEST);
                    content.push_str(&format!("{} {} w\n", inks.stroke(*colour), number(width)));
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
