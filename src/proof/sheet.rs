//! The picture of a page: its glyphs as outlines, each once, in an SVG that asks nothing of any other file.

use crate::book::ImageId;
use crate::fonts::{FaceId, Fonts};
use crate::layout::frame::{GlyphText, ItemContent, Page, PageItem};
use crate::source::Length;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Gives the pictures on pages, as what an `image` element of SVG leads to; none for one that is not to be had.
pub(crate) type PagePictures<'f> = &'f (dyn Fn(ImageId) -> Option<String> + Sync);

/// Draws pages of one book, which have most of their glyphs in common.
pub(crate) struct Draughtsman<'f> {
    fonts: &'f Fonts,
    /// The pictures; without them they are grey boxes with crossed lines, as on a layout sheet.
    pictures: Option<PagePictures<'f>>,
    width: Length,
    height: Length,
    /// The outlines that were asked for.
    outlines: BTreeMap<(FaceId, u16), String>,
}

impl<'f> Draughtsman<'f> {
    /// Draws pages of a width and a height.
    pub(crate) fn new(fonts: &'f Fonts, width: Length, height: Length) -> Self {
        Self { fonts, pictures: None, width, height, outlines: BTreeMap::new() }
    }

    /// Draws the pictures on pages too.
    pub(crate) fn with_pictures(self, pictures: PagePictures<'f>) -> Self {
        Self { pictures: Some(pictures), ..self }
    }

    /// The address of a page's picture.
    pub(super) fn picture(&mut self, page: &Page) -> String {
        // What in an address begins a place in the file, and what an address may not hold, is written as a number.
        format!("data:image/svg+xml,{}", self.svg(page).replace('#', "%23"))
    }

    /// A page as a file of SVG.
    pub(crate) fn svg(&mut self, page: &Page) -> String {
        let mut sheet = SheetPicture { draughtsman: self, used: BTreeMap::new(), body: String::new() };
        for (index, item) in page.items.iter().enumerate() {
            if index == page.turned.start && !page.turned.is_empty() {
                let height = points(sheet.draughtsman.height);
                // Printing into a string does not fail.
                let _ = write!(sheet.body, "<g transform='translate(0 {height}) rotate(-90)'>");
            }
            sheet.item(item);
            if index + 1 == page.turned.end && !page.turned.is_empty() {
                sheet.body.push_str("</g>");
            }
        }
        let SheetPicture { used, body, .. } = sheet;
        let (width, height) = (points(self.width), points(self.height));
        let mut svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'><defs>");
        let mut glyphs: Vec<((FaceId, u16), usize)> = used.into_iter().collect();
        glyphs.sort_by_key(|(_, number)| *number);
        for (glyph, number) in glyphs {
            let _ = write!(svg, "<path id='{}' d='{}'/>", name(number), self.outlines[&glyph]);
        }
        svg + "</defs>" + &body + "</svg>"
    }
}

/// A page's picture while it is drawn.
struct SheetPicture<'d, 'f> {
    draughtsman: &'d mut Draughtsman<'f>,
    /// The glyphs used, each with its number on the page.
    used: BTreeMap<(FaceId, u16), usize>,
    body: String,
}

impl SheetPicture<'_, '_> {
    fn item(&mut self, item: &PageItem) {
        let (x, y) = (points(item.x), points(item.y));
        let _ = match &item.content {
            ItemContent::Text(text) => {
                self.text(&x, &y, text);
                Ok(())
            }
            ItemContent::Rule { width, height } => {
                write!(self.body, "<path d='M{x} {y}h{}v{}H{x}z'/>", points(*width), points(*height))
            }
            ItemContent::Picture { image, width, height } => {
                if let Some(address) = self.draughtsman.pictures.and_then(|pictures| pictures(*image)) {
                    let (width, height) = (points(*width), points(*height));
                    let place = format!("x='{x}' y='{y}' width='{width}' height='{height}'");
                    let _ = write!(self.body, "<image href='{address}' {place} preserveAspectRatio='none'/>");
                    return;
                }
                let (right, foot) = (points(item.x + *width), points(item.y + *height));
                let (box_, cross) = (format!("M{x} {y}H{right}V{foot}H{x}z"), format!("M{x} {y}L{right} {foot}M{right} {y}L{x} {foot}"));
                write!(self.body, "<path d='{box_}{cross}' fill='#e4e1da' stroke='#9a958a' stroke-width='.5'/>")
            }
        };
    }

    fn text(&mut self, x: &str, y: &str, text: &GlyphText) {
        let units = i64::from(self.draughtsman.fonts.face(text.face).units_per_em.max(1));
        let size = text.size.units().max(1);
        // A ratio of two lengths, to six places.
        let scale = (size * 1_000_000 / (units * 65_536)).max(1);
        let in_units = |length: i64| (length * units + size / 2).div_euclid(size);
        let _ = write!(self.body, "<g transform='translate({x} {y}) scale({}.{:06})'>", scale / 1_000_000, scale % 1_000_000);
        let (mut pen, mut shifts) = (0_i64, text.shifts.iter().peekable());
        for (index, glyph) in (0..).zip(&text.glyphs) {
            let shift = shifts.next_if(|shift| shift.glyph == index).map_or((0, 0), |shift| (i64::from(shift.dx), i64::from(shift.dy)));
            if let Some(number) = self.number(text.face, glyph.id) {
                let _ = write!(self.body, "<use href='#{}' x='{}'", name(number), in_units(pen + shift.0));
                if shift.1 != 0 {
                    let _ = write!(self.body, " y='{}'", -in_units(shift.1));
                }
                self.body.push_str("/>");
            }
            pen += i64::from(glyph.advance);
        }
        self.body.push_str("</g>");
    }

    /// The number of a glyph on the page; none for a blank.
    fn number(&mut self, face: FaceId, glyph: u16) -> Option<usize> {
        let fonts = self.draughtsman.fonts;
        let outline = self.draughtsman.outlines.entry((face, glyph)).or_insert_with(|| fonts.face(face).svg_path(glyph));
        if outline.is_empty() {
            return None;
        }
        let next = self.used.len();
        Some(*self.used.entry((face, glyph)).or_insert(next))
    }
}

/// A short name: letters, as figures to the base of 26.
fn name(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
        if number == 0 {
            return name;
        }
    }
}

/// A length in points, to a hundredth.
fn points(length: Length) -> String {
    let hundredths = (length.units() * 100 + 32_768).div_euclid(65_536);
    let (sign, hundredths) = (if hundredths < 0 { "-" } else { "" }, hundredths.abs());
    match hundredths % 100 {
        0 => format!("{sign}{}", hundredths / 100),
        part => format!("{sign}{}.{part:02}", hundredths / 100),
    }
}
