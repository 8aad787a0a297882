//! Where things stand on a page, as one who looks at it sees them.

use crate::layout::frame::{GlyphText, ItemContent, Page, PageItem};
use crate::source::Length;
use serde_json::{Value, json};
use std::ops::Range;

/// A rectangle on a page, upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PageBox {
    pub(crate) left: Length,
    pub(crate) top: Length,
    pub(crate) width: Length,
    pub(crate) height: Length,
}

impl PageBox {
    /// The box as numbers of points.
    pub(super) fn told(&self) -> Value {
        json!([self.left, self.top, self.width, self.height].map(points))
    }

    /// How far a place is from the box, down and across.
    fn distance(&self, x: Length, y: Length) -> (i64, i64) {
        let outside = |at: Length, from: Length, length: Length| (from - at).units().max((at - from - length).units()).max(0);
        (outside(y, self.top, self.height), outside(x, self.left, self.width))
    }
}

/// A length in points.
#[expect(clippy::cast_precision_loss, reason = "a page is far below 2^52 hundredths of a point")]
pub(super) fn points(length: Length) -> f64 {
    (length.units() * 100 / 65_536) as f64 / 100.0
}

/// A number of points as a length; nothing for what is no number or on no page.
#[expect(clippy::cast_possible_truncation, reason = "the number is a place on a page")]
pub(super) fn length(points: f64) -> Length {
    Length::raw(if points.abs() < 20_000.0 { (points * 65_536.0) as i64 } else { 0 })
}

/// The box of an item, or of some bytes of its text, on a page of this height; none for bytes that show nothing.
pub(super) fn item(page: &Page, index: usize, bytes: Option<Range<usize>>, height: Length) -> Option<PageBox> {
    let item = page.items.get(index)?;
    let own = match &item.content {
        ItemContent::Text(text) => {
            let (from, to) = match bytes {
                Some(bytes) => stretch(text, &bytes)?,
                None => (Length::ZERO, Length::raw(text.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum())),
            };
            let (top, tall) = (item.y - text.size.scale(4, 5), text.size.scale(21, 20));
            PageBox { left: item.x + from, top, width: to - from, height: tall }
        }
        ItemContent::Rule { width, height } | ItemContent::Picture { width, height, .. } => {
            PageBox { left: item.x, top: item.y, width: *width, height: *height }
        }
    };
    if !page.turned.contains(&index) {
        return Some(own);
    }
    Some(PageBox { left: own.top, top: height - own.left - own.width, width: own.height, height: own.width })
}

/// From where to where the glyphs of some bytes go.
fn stretch(text: &GlyphText, bytes: &Range<usize>) -> Option<(Length, Length)> {
    let (mut pen, mut found) = (0_i64, None::<(i64, i64)>);
    for glyph in &text.glyphs {
        let end = pen + i64::from(glyph.advance);
        if bytes.contains(&usize::from(glyph.cluster)) {
            let (from, to) = found.unwrap_or((pen, end));
            found = Some((from.min(pen), to.max(end)));
        }
        pen = end;
    }
    found.map(|(from, to)| (Length::raw(from), Length::raw(to)))
}

/// A place on a page as the items that are turned, or those that are not, count it.
fn as_placed(turned: bool, x: Length, y: Length, height: Length) -> (Length, Length) {
    if turned { (height - y, x) } else { (x, y) }
}

/// How far from a place, in points, an item may be that is meant all the same.
const REACH: i64 = 40;

/// The item that somebody means who points at a place of a page, with the byte of its text; none if there is nothing near. What is not in
/// the manuscript, such as a rule or a running head, is only meant if nothing else is near.
pub(super) fn meant(page: &Page, x: Length, y: Length, height: Length) -> Option<(usize, usize)> {
    let near = |artifacts: bool| {
        let items =
            (0..page.items.len()).filter(|&index| is_shown(&page.items[index]) && page.items[index].origin.is_artifact() == artifacts);
        let far = items.filter_map(|index| {
            let found = item(page, index, None, height)?;
            Some((found.distance(x, y), found.height, index))
        });
        // Of a large initial and the small letters that reach into its box, these are meant.
        far.min_by_key(|((down, across), tall, index)| (down + across, *tall, *index))
    };
    let ((down, across), _, index) = near(false).or_else(|| near(true))?;
    if down.max(across) > Length::points(REACH).units() {
        return None;
    }
    let (along, _) = as_placed(page.turned.contains(&index), x, y, height);
    let item = &page.items[index];
    let byte = match &item.content {
        ItemContent::Text(text) => byte_at(text, along - item.x),
        _ => 0,
    };
    Some((index, byte))
}

fn is_shown(item: &PageItem) -> bool {
    match &item.content {
        ItemContent::Text(text) => !text.text.trim().is_empty(),
        ItemContent::Rule { .. } => false,
        ItemContent::Picture { .. } => true,
    }
}

/// The byte of the character at a place on the baseline: of a space the character before it, which ends the word.
fn byte_at(text: &GlyphText, along: Length) -> usize {
    let mut pen = 0;
    let mut at = 0;
    for glyph in &text.glyphs {
        let blank = text.text[usize::from(glyph.cluster).min(text.text.len())..].starts_with(char::is_whitespace);
        if !blank || pen == 0 {
            at = usize::from(glyph.cluster);
        }
        pen += i64::from(glyph.advance);
        if pen > along.units() {
            break;
        }
    }
    at
}
