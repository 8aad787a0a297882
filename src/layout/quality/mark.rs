//! Where on a page the marks of the report are to be drawn.

use super::FlawMark;
use crate::layout::frame::{ItemContent, LineRecord, Origin, Page, PageItem};
use crate::source::Length;

impl FlawMark {
    /// The place of a line on a page.
    pub(super) fn line(page: usize, of: &Page, line: &LineRecord) -> Self {
        let sides = of.items[line.items.clone()].iter().map(|item| (item.x, item.x + width(item)));
        let (left, right) = sides.reduce(|(left, right), (from, to)| (left.min(from), right.max(to))).unwrap_or_default();
        let turned = of.turned.contains(&line.items.start);
        Self { page, left, top: line.bottom - line.height, width: right - left, height: line.height, turned }
    }

    /// The place of all these lines together; none if there are none.
    pub(super) fn lines<'l>(page: usize, of: &Page, lines: impl Iterator<Item = &'l LineRecord>) -> Option<Self> {
        lines.map(|line| Self::line(page, of, line)).reduce(Self::over)
    }

    /// The place of a running head.
    pub(super) fn head(page: usize, of: &Page) -> Option<Self> {
        let heads = of.items.iter().filter(|item| matches!(item.origin, Origin::Running(_)));
        let places = heads.filter_map(|item| match &item.content {
            ItemContent::Text(text) => {
                let (top, height) = (item.y - text.size, text.size.scale(5, 4));
                Some(Self { page, left: item.x, top, width: width(item), height, turned: false })
            }
            _ => None,
        });
        places.reduce(Self::over)
    }

    /// The places of the pictures of a page.
    pub(super) fn pictures(page: usize, of: &Page) -> impl Iterator<Item = Self> {
        of.items.iter().enumerate().filter_map(move |(index, item)| match item.content {
            ItemContent::Picture { width, height, .. } => {
                Some(Self { page, left: item.x, top: item.y, width, height, turned: of.turned.contains(&index) })
            }
            _ => None,
        })
    }

    /// The smallest place that holds both, which are of one page; the first, if one of them is turned and the other not.
    fn over(self, other: Self) -> Self {
        if self.turned != other.turned {
            return self;
        }
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        let (right, foot) =
            ((self.left + self.width).max(other.left + other.width), (self.top + self.height).max(other.top + other.height));
        Self { left, top, width: right - left, height: foot - top, ..self }
    }
}

/// The width of an item.
fn width(item: &PageItem) -> Length {
    match &item.content {
        ItemContent::Text(text) => Length::raw(text.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum()),
        ItemContent::Rule { width, .. } | ItemContent::Picture { width, .. } => *width,
    }
}
