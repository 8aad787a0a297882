//! Where on a page the marks of the report are to be drawn.

use super::FlawMark;
use crate::layout::frame::{ItemContent, LineRecord, Origin, Page, PageItem};
use crate::source::Length;

impl FlawMark {
    /// The place of a line on a page.
    pub(super) fn line(page: usize, of: &Page, line: &LineRecord) -> Self {
        let sides = of.items[line.items.clone()].iter().map(|item| (item.x, item.x + width(item)));
        let (left, right) = sides.reduce(|(left, right), (from, to)| (left.min(from), right.max(to))).unwrap_or_default();
        Self { page, left, top: line.bottom - line.height, width: right - left, height: line.height }
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
                Some(Self { page, left: item.x, top: item.y - text.size, width: width(item), height: text.size.scale(5, 4) })
            }
            _ => None,
        });
        places.reduce(Self::over)
    }

    /// The places of the pictures of a page.
    pub(super) fn pictures(page: usize, of: &Page) -> impl Iterator<Item = Self> {
        of.items.iter().filter_map(move |item| match item.content {
            ItemContent::Picture { width, height, .. } => Some(Self { page, left: item.x, top: item.y, width, height }),
            _ => None,
        })
    }

    /// The smallest place that holds both, which are of one page.
    fn over(self, other: Self) -> Self {
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
