//! What stands apart from the text: quotations, verse, code, figures, scene breaks.

use super::{Galley, NEVER, Place, Row, baseline};
use crate::book::{BlockId, BlockKind, ImageId, Prose};
use crate::layout::frame::{Content, Item, Origin};
use crate::layout::geometry::Length;
use crate::layout::line::{self, Copy, Ink, Shape};
use crate::layout::style::{Align, Look};

impl Galley<'_, '_> {
    pub(super) fn quote(&mut self, inner: &[BlockId], place: Place) {
        let look = if place.tight { place.look } else { Look { size: self.sheet.quote.size, ..place.look } };
        let inset = place.indent.max(place.look.size);
        let inside = Place { left: place.left + inset, width: place.width - inset * 2, look, ..place };
        self.space(Self::apart(place));
        self.flush();
        self.blocks(inner, narrowed(inside, place));
        self.space(Self::apart(place));
        self.flush();
    }

    /// Verse keeps its lines; one too long goes on with an indent.
    pub(super) fn verse(&mut self, id: BlockId, prose: &Prose, place: Place) {
        let look = Look { align: Align::Left, hyphenate: false, ..place.look };
        let (left, hang) = (place.indent * 2, place.indent);
        let inside = Place { left: place.left + left + hang, width: place.width - left - hang, look, ..place };
        let copy = self.copy(id, prose, Origin::Block(id), inside);
        self.space(Self::apart(place));
        self.lines(&copy, inside, -hang);
        self.space(Self::apart(place));
        self.flush();
    }

    pub(super) fn code(&mut self, id: BlockId, prose: &Prose, place: Place) {
        let size = if place.tight { place.look.size.scale(85, 100) } else { self.sheet.code.size };
        let look = Look { size, leading: place.look.leading, ..self.sheet.code };
        let inset = place.look.size;
        let inside = narrowed(Place { left: place.left + inset, width: place.width - inset, look, ..place }, place);
        let copy = self.copy(id, prose, Origin::Block(id), inside);
        self.space(Self::apart(place));
        self.lines(&copy, inside, Length::ZERO);
        self.space(Self::apart(place));
        self.flush();
    }

    /// Three asterisks in the middle of a line that belongs to no paragraph.
    pub(super) fn scene_break(&mut self, place: Place) {
        let look = Look { align: Align::Centre, ..place.look };
        let mut copy = Copy::new("");
        copy.push("*\u{2003}*\u{2003}*", look.voice(crate::book::Style::PLAIN, self.bench.fonts), Origin::Artifact, None);
        self.space(Self::apart(place));
        self.lines(&copy, Place { look, ..place }, Length::ZERO);
        self.space(Self::apart(place));
        self.flush();
    }

    /// An image at its size (96 pixels to the inch), made smaller to fit the measure and three quarters of the page.
    pub(super) fn figure(&mut self, id: BlockId, image: ImageId, caption: Option<BlockId>, place: Place) {
        let file = self.edition.book.image(image);
        let (pixels, rows) = (i64::from(file.width.max(1)), i64::from(file.height.max(1)));
        let most = self.sheet.depth.scale(3, 4);
        let mut width = Length::milli(pixels * 750).min(place.width);
        let mut height = width.scale(rows, pixels);
        if height > most {
            (width, height) = (most.scale(pixels, rows), most);
        }
        let grid = place.look.leading;
        let full = grid * ((height.units() + grid.units() - 1) / grid.units());
        let item = Item {
            origin: Origin::Block(id),
            x: place.left + (place.width - width) / 2,
            y: (full - height) / 2,
            content: Content::Picture { image, width, height },
            link: None,
        };
        self.space(Self::apart(place));
        self.push(Row { height: full, items: vec![item], after: if caption.is_some() { NEVER } else { 0 }, ..Row::default() });
        if let Some(caption) = caption
            && let BlockKind::Paragraph(prose) = &self.edition.book.block(caption).kind
        {
            let look = self.sheet.caption;
            let inside = Place { look, left: place.left, ..place };
            let copy = self.copy(caption, prose, Origin::Block(caption), inside);
            self.space(place.look.leading / 3);
            self.lines(&copy, inside, Length::ZERO);
        }
        self.space(Self::apart(place));
        self.flush();
    }

    /// Puts a label to the left of the first row that was added since `first`: a number, a bullet, a box.
    pub(super) fn label(&mut self, first: usize, text: &str, origin: Origin, place: Place, gap: Length) {
        let mut copy = Copy::new("");
        let look = Look { align: Align::Left, hyphenate: false, ..place.look };
        copy.push(text, look.voice(crate::book::Style::PLAIN, self.bench.fonts), origin, None);
        let shape = Shape { measure: self.sheet.measure, first: Length::ZERO, align: Align::Left, hyphenate: false };
        let Some(line) = line::lines(&copy, shape, self.bench).into_iter().next() else { return };
        if self.rows.len() == first {
            // An item without text has a row for its label all the same.
            self.push(Row { height: place.look.leading, ..Row::default() });
        }
        let base = baseline(place.look);
        let right = place.left - gap;
        let row = &mut self.rows[first];
        let mut at = 0;
        for piece in line.pieces {
            if let Ink::Text(text) = piece.ink {
                let item = Item {
                    origin: piece.origin,
                    x: right - line.end + piece.x,
                    y: base - piece.rise,
                    content: Content::Text(text),
                    link: None,
                };
                row.items.insert(at, item);
                at += 1;
            }
        }
    }
}

/// A place that has become too narrow to read keeps a third of the one round it.
fn narrowed(inside: Place, outside: Place) -> Place {
    let least = (outside.look.size * 8).min(outside.width);
    if inside.width >= least { inside } else { Place { left: outside.left, width: outside.width, ..inside } }
}
