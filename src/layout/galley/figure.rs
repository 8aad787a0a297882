//! Figures: a picture with its caption in one row, so that they are never parted.

use super::{BlockGeometry, FloatClass, Galley, Row};
use crate::book::{Alignment, BlockGroup, BlockId, BlockKind, FigurePlacement, Picture};
use crate::layout::frame::{ItemContent, LinkTarget, Origin, PageItem};
use crate::layout::line::{self, ParagraphShape};
use crate::layout::style::Align;
use crate::source::Length;

impl Galley<'_, '_> {
    /// An image at its size (96 pixels to the inch), made smaller to fit the measure and the page. It may move if nothing
    /// round it says where it is (a list, a quotation, a note) and its author doesn't either.
    pub(super) fn figure(&mut self, id: BlockId, place: BlockGeometry) {
        let BlockKind::Figure { picture: Picture::Shown(image, _, size), caption, placement, link } = &self.edition.book().block(id).kind
        else {
            return;
        };
        let (image, size, caption, link) = (*image, *size, *caption, *link);
        let words = self.caption(caption, place);
        let class = class(*placement).filter(|_| place.width == self.sheet.measure && !place.tight && words.calls.is_empty());
        let file = self.edition.book().image(image);
        let depth = self.sheet.depth;
        // A page of its own it may fill; in the text three quarters, the caption never pushed off the page.
        let most = if class == Some(FloatClass::Page) { depth } else { depth.scale(3, 4) };
        let most = most.min(depth - self.sheet.leading - words.height).max(self.sheet.leading);
        let (mut width, mut height) = size.of(file, place.look.size, place.width);
        if height > most {
            (width, height) = (width.scale(most.units(), height.units()), most);
        }
        let content = ItemContent::Picture { image, width, height };
        let x = match self.edition.book().block(id).alignment {
            Some(Alignment::Start) if !self.sheet.mirrored => place.left,
            Some(Alignment::End) if !self.sheet.mirrored => place.left + place.width - width,
            _ => place.left + (place.width - width) / 2,
        };
        let mut row = Row { height: height + words.height, calls: words.calls, float: class, ..Row::default() };
        row.items.push(PageItem {
            origin: Origin::Block(id),
            link: link.map(LinkTarget::Link),
            ..PageItem::artifact(x, Length::ZERO, content)
        });
        row.items.extend(words.items.into_iter().map(|item| PageItem { y: item.y + height, ..item }));
        row.pinned = class.is_none() && place.width == self.sheet.measure;
        if class.is_some() {
            self.push_float(row);
        } else {
            self.space(Self::apart(place));
            self.push(row);
            self.space(Self::apart(place));
            self.flush();
        }
    }

    /// Pictures side by side, each above its own caption, and the caption of all of them below; one row of the galley, which may move as
    /// a figure does. Every line of pictures is as high as the highest in it.
    pub(super) fn figures(&mut self, group: &BlockGroup, columns: usize, place: BlockGeometry) {
        let columns = columns.clamp(1, group.blocks.len().max(1));
        let gap = place.look.size * 3 / 2;
        let count = i64::try_from(columns).unwrap_or(1);
        let width = (place.width - gap * (count - 1)) / count;
        let mut all = Row::default();
        for (index, line) in group.blocks.chunks(columns).enumerate() {
            if index > 0 {
                all.height += place.look.leading / 2;
            }
            // What is not full stands in the middle.
            let missing = i64::try_from(columns - line.len()).unwrap_or(0);
            let from = place.left + (width + gap) * missing / 2;
            let set: Vec<Row> =
                (0..).zip(line).map(|(at, &id)| self.side(id, BlockGeometry { left: from + (width + gap) * at, width, ..place })).collect();
            let feet = set.iter().map(|row| row.above).max().unwrap_or_default();
            let mut height = Length::ZERO;
            for row in set {
                // Pictures stand on one line, their captions begin below it.
                let down = all.height + feet - row.above;
                height = height.max(feet - row.above + row.height);
                all.items.extend(row.items.into_iter().map(|item| PageItem { y: item.y + down, ..item }));
                all.calls.extend(row.calls);
            }
            all.height += height;
        }
        let words = self.caption(group.caption, place);
        all.items.extend(words.items.into_iter().map(|item| PageItem { y: item.y + all.height, ..item }));
        all.height += words.height;
        all.calls.extend(words.calls);
        if place.width == self.sheet.measure && !place.tight && all.calls.is_empty() && all.height < self.sheet.depth {
            all.float = Some(FloatClass::Here);
            return self.push_float(all);
        }
        self.space(Self::apart(place));
        self.push(all);
        self.space(Self::apart(place));
        self.flush();
    }

    /// A picture beside others with its caption; `above` says how high the picture itself is.
    fn side(&mut self, id: BlockId, place: BlockGeometry) -> Row {
        let BlockKind::Figure { picture, caption, link, .. } = &self.edition.book().block(id).kind else { return Row::default() };
        let (image, size, link) = match picture {
            Picture::Shown(image, _, size) => (*image, *size, *link),
            Picture::Absent(words) => {
                let row = self.caption(Some(*words), place);
                return Row { above: row.height, ..row };
            }
        };
        let words = self.caption(*caption, place);
        let (mut width, mut height) = size.of(self.edition.book().image(image), place.look.size, place.width);
        let most = self.sheet.depth.scale(1, 2);
        if height > most {
            (width, height) = (width.scale(most.units(), height.units()), most);
        }
        let content = ItemContent::Picture { image, width, height };
        let x = self.edge(place) + (place.width - width) / 2;
        let mut row = Row { above: height, height: height + words.height, calls: words.calls, ..Row::default() };
        let picture = PageItem::artifact(x, Length::ZERO, content);
        row.items.push(PageItem { origin: Origin::Block(id), link: link.map(LinkTarget::Link), ..picture });
        row.items.extend(words.items.into_iter().map(|item| PageItem { y: item.y + height, ..item }));
        row
    }

    /// Adds what may move: it has its space about it, and the text goes on as if it were not there.
    pub(super) fn push_float(&mut self, row: Row) {
        let below = std::mem::take(&mut self.below);
        let headed = std::mem::take(&mut self.headed);
        self.push(row);
        (self.below, self.headed) = (below, headed);
    }

    /// The words of a picture that can't be shown, in a frame as wide as the measure and as high as they need, and its caption. It
    /// stays where it is written.
    pub(super) fn framed(&mut self, words: BlockId, caption: Option<BlockId>, place: BlockGeometry) {
        let below = self.caption(caption.filter(|caption| *caption != words), place);
        let (rule, room) = (self.sheet.caption.size / 20, place.look.leading / 2);
        let inset = room.min(place.width / 8);
        let inside = self.caption(Some(words), BlockGeometry { left: place.left + inset, width: place.width - inset * 2, ..place });
        // A caption has its space above it, which is less here than the frame wants.
        let lead = room - place.look.leading / 3;
        let height = inside.height + lead + room;
        let (x, width) = (self.edge(place), place.width);
        let mut row = Row { height: height + below.height, calls: inside.calls, ..Row::default() };
        row.items.extend(inside.items.into_iter().map(|item| PageItem { y: item.y + lead, ..item }));
        let mut draw = |x, y, width, height| {
            row.items.push(PageItem::artifact(x, y, ItemContent::Rule { width, height }));
        };
        for y in [Length::ZERO, height - rule] {
            draw(x, y, width, rule);
        }
        for x in [x, x + width - rule] {
            draw(x, rule, rule, height - rule * 2);
        }
        row.items.extend(below.items.into_iter().map(|item| PageItem { y: item.y + height, ..item }));
        row.calls.extend(below.calls);
        self.space(Self::apart(place));
        self.push(row);
        self.space(Self::apart(place));
        self.flush();
    }

    /// A caption's lines in one row, below the space that parts them from a picture.
    pub(super) fn caption(&mut self, caption: Option<BlockId>, place: BlockGeometry) -> Row {
        let mut all = Row::default();
        let Some((id, prose)) = caption.and_then(|id| Some((id, self.edition.book().block(id).prose()?))) else { return all };
        let inside = BlockGeometry { look: self.sheet.caption, ..place };
        let copy = self.copy(id, prose, Origin::Block(id), inside);
        // Lines that end where they may want no hyphens.
        let hyphenate = inside.look.hyphenate && inside.look.align == Align::Justified;
        let shape = ParagraphShape { measure: inside.width, first: Length::ZERO, align: inside.look.align, hyphenate };
        all.height = place.look.leading / 3;
        for line in line::lines(&copy, shape, self.bench) {
            let row = self.row(line, inside, 0);
            all.items.extend(row.items.into_iter().map(|item| PageItem { y: item.y + all.height, ..item }));
            all.calls.extend(row.calls);
            all.height += row.height;
        }
        all
    }
}

/// Where a figure is to stand; none if its author wants it exactly where it is.
fn class(placement: FigurePlacement) -> Option<FloatClass> {
    match placement {
        FigurePlacement::Near => Some(FloatClass::Here),
        FigurePlacement::Here => None,
        FigurePlacement::Top => Some(FloatClass::Top),
        FigurePlacement::Bottom => Some(FloatClass::Bottom),
        FigurePlacement::Page => Some(FloatClass::Page),
    }
}
