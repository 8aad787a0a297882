//! The drawing of a page: its items as operations, with marks that tie each to the structure tree.

use super::adapter::{GlyphRun, Operation};
use super::fonts::{PdfFaces, UsedFace, clusters, reversed};
use super::images::Images;
use super::links::{LinkPlaces, PageGround, Rectangle, Region, Regions};
use super::object::{PaperSize, milli};
use super::trim::Press;
use crate::book::ImageId;
use crate::fonts::Fonts;
use crate::layout::frame::{Edge, GlyphShift, GlyphText, ItemContent, LinkTarget, Origin, PageItem};
use crate::source::Length;
use std::ops::Range;

/// A page drawn.
pub(super) struct DrawnPage {
    /// What is to be written.
    pub(super) operations: Vec<Operation>,
    /// The marked contents, by MCID.
    pub(super) leaves: Vec<MarkedContent>,
    /// What can be clicked.
    pub(super) regions: Vec<Region>,
}

/// A marked content: a stretch of items of one origin and link. Its MCID is its index on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MarkedContent {
    pub(super) origin: Origin,
    pub(super) link: Option<LinkTarget>,
    /// Where the image is that it is.
    pub(super) picture: Option<Rectangle>,
}

/// What all pages share.
pub(super) struct PageContext<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) faces: &'a PdfFaces,
    pub(super) images: &'a Images<'a>,
    pub(super) places: &'a LinkPlaces<'a>,
    /// The size of a page, without what is cut off.
    pub(super) page: PaperSize,
    /// The sheet it is printed on, if it is for a printer.
    pub(super) press: Option<&'a Press>,
}

/// Draws the items of a page, of which some are turned.
pub(super) fn draw(items: &[PageItem], turned: &Range<usize>, book: &PageContext) -> DrawnPage {
    let mut pen = ContentPen {
        book,
        ground: PageGround { page: book.page, turned: false },
        operations: Vec::with_capacity(items.len() * 4),
        leaves: Vec::new(),
        open: None,
        in_text: false,
        font: None,
        line: None,
        rise: 0,
        run: GlyphRun::default(),
    };
    let mut regions = Regions::default();
    for (index, item) in items.iter().enumerate() {
        pen.turn(turned.contains(&index));
        let link = item.link.filter(|&target| book.places.lead(target).is_some());
        let mcid = match &item.content {
            ItemContent::Text(text) => pen.text(item, text, link),
            ItemContent::Rule { width, height } => pen.rule(item, *width, *height),
            ItemContent::Picture { image, width, height } => pen.picture(item, *image, *width, *height, link),
        };
        regions.add(link, mcid, pen.ground.rectangle(item, book.fonts));
    }
    pen.turn(false);
    pen.leave_text();
    // A rule may be the last thing on the page.
    pen.close();
    let operations = match book.press {
        Some(press) => press.operations(pen.operations),
        None => pen.operations,
    };
    DrawnPage { operations, leaves: pen.leaves, regions: regions.all }
}

/// The properties of running heads and feet: the name under which every page has them, and their kind (ISO 32000-1, table 330).
pub(super) const RUNNING: [(Edge, &str, &str); 2] = [(Edge::Head, "H", "Header"), (Edge::Foot, "F", "Footer")];

/// A marked content that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OpenContent {
    Artifact,
    Running(Edge),
    Leaf(MarkedContent),
}

/// Where a viewer's pen is: on a baseline, so many 1/1000 em from where the line began.
struct PenLine {
    /// Where the line began, in 1/65536 pt.
    start: i64,
    /// The baseline, in thousandths of a point.
    baseline: i64,
    /// The way from there, in 1/1000 em.
    travelled: i64,
}

struct ContentPen<'a> {
    book: &'a PageContext<'a>,
    /// What the items are placed on.
    ground: PageGround,
    operations: Vec<Operation>,
    leaves: Vec<MarkedContent>,
    open: Option<OpenContent>,
    in_text: bool,
    font: Option<(crate::fonts::FaceId, Length)>,
    line: Option<PenLine>,
    /// How far the glyphs of the run stand above the baseline, in thousandths of a point.
    rise: i64,
    /// Glyphs not yet written.
    run: GlyphRun,
}

impl ContentPen<'_> {
    /// Turns what follows by a quarter against the clock, or back.
    fn turn(&mut self, turned: bool) {
        if self.ground.turned == turned {
            return;
        }
        self.leave_text();
        self.close();
        self.font = None;
        self.ground.turned = turned;
        if turned {
            let matrix = [0, 1000, -1000, 0, self.book.page.width, 0];
            self.operations.extend([Operation::SAVE, Operation::transformed(matrix)]);
        } else {
            self.operations.push(Operation::RESTORE);
        }
    }

    /// Sets an item's glyphs. Returns its MCID.
    fn text(&mut self, item: &PageItem, text: &GlyphText, link: Option<LinkTarget>) -> Option<u32> {
        // A text of no glyph at all is drawn nowhere.
        let face = self.book.faces.face(text.face).filter(|_| !text.glyphs.is_empty() || !text.text.is_empty())?;
        self.enter_text();
        let mcid = self.mark(match item.origin {
            Origin::Artifact => OpenContent::Artifact,
            Origin::Running(edge) => OpenContent::Running(edge),
            origin => OpenContent::Leaf(MarkedContent { origin, link, picture: None }),
        });
        self.set_font(face, text);
        self.place(item);
        // Glyphs from left to right of text that is read from right to left (ISO 32000-1, 14.8.2.3.3).
        let reversed = reversed(&text.glyphs);
        if reversed {
            self.flush();
            self.operations.push(Operation::mark("ReversedChars"));
        }
        let mut x = item.x.units();
        let mut shifts = text.shifts.iter().peekable();
        let mut index = 0;
        // Where in the operations the `ActualText` of the clusters being set begins, and what it says.
        let mut spoken: Option<(usize, String)> = None;
        clusters(&text.glyphs, &text.text, |glyphs, words| {
            let plain = match glyphs {
                [] => face.means(face.space(), words),
                [glyph] => face.means(glyph.id, words),
                _ => false,
            };
            match (&mut spoken, plain) {
                (None, true) => {}
                (Some((_, said)), false) => said.push_str(words),
                (Some(_), true) => self.say(spoken.take()),
                (None, false) => {
                    self.flush();
                    spoken = Some((self.operations.len(), words.to_owned()));
                    self.operations.push(Operation::mark(""));
                }
            }
            for glyph in glyphs {
                let shift = shifts.next_if(|shift| shift.glyph == index);
                self.glyph(face, text.size, x, glyph.id, shift);
                x += i64::from(glyph.advance);
                index += 1;
            }
            if glyphs.is_empty() {
                self.glyph(face, text.size, x, face.space(), None);
            }
        });
        self.say(spoken);
        if reversed {
            self.flush();
            self.operations.push(Operation::MARK_END);
        }
        mcid
    }

    /// Chooses the font of a text, unless it is chosen already.
    fn set_font(&mut self, face: &UsedFace, text: &GlyphText) {
        if self.font != Some((text.face, text.size)) {
            self.flush();
            self.operations.push(Operation::font(face.font.name(), milli(text.size)));
            self.font = Some((text.face, text.size));
            self.line = None;
        }
    }

    /// Puts the pen where an item begins. On the baseline it is on already, the next offset moves it.
    fn place(&mut self, item: &PageItem) {
        let baseline = self.ground.height() - milli(item.y);
        if self.line.as_ref().is_none_or(|line| line.baseline != baseline) {
            self.flush();
            self.operations.push(Operation::place(milli(item.x), baseline));
            self.line = Some(PenLine { start: item.x.units(), baseline, travelled: 0 });
        }
    }

    /// Adds a glyph that is to stand at `x` (1/65536 pt), but for its shift. Its place is counted from the line's start, so nothing adds up;
    /// a difference below 1/1000 em, which nobody can see, is left alone until it grows.
    fn glyph(&mut self, face: &UsedFace, size: Length, x: i64, glyph: u16, shift: Option<&GlyphShift>) {
        let (dx, dy) = shift.map_or((0, 0), |shift| (shift.dx, shift.dy));
        let rise = if dy == 0 { 0 } else { milli(Length::raw(i64::from(dy))) };
        if rise != self.rise {
            self.flush();
            self.operations.push(Operation::rise(rise));
            self.rise = rise;
        }
        let Some(line) = &mut self.line else { return };
        let (number, width) = face.code(glyph);
        let size = size.units().max(1);
        let way = (x + i64::from(dx) - line.start) * 1000;
        let off = way - line.travelled * size;
        if off.abs() >= size {
            // Offsets in `TJ` move the pen back.
            let offset = line.travelled - (way + size / 2).div_euclid(size);
            line.travelled -= offset;
            self.run.offset(offset);
        }
        line.travelled += width;
        self.run.glyph(number);
    }

    /// Writes the glyphs collected.
    fn flush(&mut self) {
        self.operations.extend(self.run.take());
    }

    /// Ends a stretch of glyphs whose meaning is written beside them, and says what it is at its beginning.
    fn say(&mut self, spoken: Option<(usize, String)>) {
        let Some((begin, words)) = spoken else { return };
        self.flush();
        self.operations[begin] = Operation::mark_words(&words);
        self.operations.push(Operation::MARK_END);
    }

    /// A filled rectangle: always an artifact, since lines mean nothing by themselves.
    fn rule(&mut self, item: &PageItem, width: Length, height: Length) -> Option<u32> {
        self.leave_text();
        self.mark(OpenContent::Artifact);
        let top = self.ground.height() - milli(item.y);
        let [mut x, mut width, mut height] = [item.x, width, height].map(milli);
        let mut bottom = top - height;
        // Some presses print no line thinner than theirs. The bars of formulas stay as the type has them.
        let thinnest = self.book.press.filter(|_| item.origin == Origin::Artifact).map_or(0, |press| press.thinnest);
        if height < width && height < thinnest {
            (bottom, height) = (bottom - (thinnest - height) / 2, thinnest);
        } else if width < height && width < thinnest {
            (x, width) = (x - (thinnest - width) / 2, thinnest);
        }
        self.operations.push(Operation::filled([x, bottom, width, height]));
        None
    }

    /// An image. Without alternative text it is an artifact: a reader who cannot see it must not be told of it.
    fn picture(&mut self, item: &PageItem, image: ImageId, width: Length, height: Length, link: Option<LinkTarget>) -> Option<u32> {
        self.leave_text();
        let spoken = self.book.images.alternative(item.origin).is_some();
        let mcid = self.mark(match item.origin {
            Origin::Artifact | Origin::Running(_) => OpenContent::Artifact,
            _ if !spoken => OpenContent::Artifact,
            origin => OpenContent::Leaf(MarkedContent { origin, link, picture: Some(self.ground.rectangle(item, self.book.fonts)) }),
        });
        let (x, y) = (milli(item.x), self.ground.height() - milli(item.y) - milli(height));
        if let Some(name) = self.book.images.name(image) {
            let space = Operation::transformed(self.book.images.upright(image, [x, y, milli(width), milli(height)]));
            self.operations.extend([Operation::SAVE, space, Operation::image(name), Operation::RESTORE]);
        }
        mcid
    }

    fn enter_text(&mut self) {
        if !self.in_text {
            self.close();
            self.operations.push(Operation::TEXT);
            self.in_text = true;
            self.line = None;
        }
    }

    fn leave_text(&mut self) {
        if self.in_text {
            self.close();
            if self.rise != 0 {
                self.operations.push(Operation::rise(0));
                self.rise = 0;
            }
            self.operations.push(Operation::TEXT_END);
            self.in_text = false;
        } else if self.open != Some(OpenContent::Artifact) {
            self.close();
        }
    }

    /// Opens a marked content unless it is open already. Returns its MCID.
    fn mark(&mut self, wanted: OpenContent) -> Option<u32> {
        if self.open != Some(wanted) {
            self.close();
            self.operations.push(match wanted {
                OpenContent::Artifact => Operation::mark("Artifact"),
                OpenContent::Running(edge) => {
                    let named = RUNNING.iter().find(|(own, ..)| *own == edge).map_or("", |(_, named, _)| *named);
                    Operation::mark_as("Artifact", named)
                }
                OpenContent::Leaf(leaf) => {
                    self.leaves.push(leaf);
                    let mcid = i64::try_from(self.leaves.len() - 1).expect("a page holds few items");
                    Operation::mark_content(tag(leaf), mcid)
                }
            });
            self.open = Some(wanted);
        }
        match wanted {
            OpenContent::Artifact | OpenContent::Running(_) => None,
            OpenContent::Leaf(_) => u32::try_from(self.leaves.len() - 1).ok(),
        }
    }

    fn close(&mut self) {
        self.flush();
        if self.open.take().is_some() {
            self.operations.push(Operation::MARK_END);
        }
    }
}

/// The name written at the marked content. The structure tree decides what it is; this helps who reads the file.
fn tag(leaf: MarkedContent) -> &'static str {
    match leaf {
        MarkedContent { picture: Some(_), .. } => "Figure",
        MarkedContent { link: Some(_), .. } => "Link",
        MarkedContent { origin: Origin::Formula(..), .. } => "Formula",
        MarkedContent { origin: Origin::RubyBase(..), .. } => "RB",
        MarkedContent { origin: Origin::Reading(..), .. } => "RT",
        MarkedContent { origin: Origin::Label(..) | Origin::EntryHead(_), .. } => "Lbl",
        _ => "P",
    }
}
