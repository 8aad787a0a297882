//! Sizes of pictures as dialects write them: `{width=50%}` behind one (pandoc, kramdown), `|300` in its words (Obsidian), ` =300x` behind
//! its address (HedgeDoc, Typora).

use super::braces;
use crate::book::{PictureExtent, PictureSize};
use std::ops::Range;

/// The size asked for a picture that is written at `range` of a text, by what is in it and behind it.
pub(in crate::read) fn asked_size(text: &str, range: Range<usize>) -> PictureSize {
    let written = &text[range.clone()];
    let by_attributes = braces::inside(&text[range.end..]).map(attributes).or_else(|| braces::above(text, range.start).map(pairs));
    let by_attributes = by_attributes.unwrap_or(PictureSize::NATURAL);
    if !by_attributes.is_natural() {
        return by_attributes;
    }
    if let Some(inner) = written.strip_prefix("![[") {
        let inner = inner.split("]]").next().unwrap_or("");
        return inner.split('|').skip(1).find_map(pixels).unwrap_or(PictureSize::NATURAL);
    }
    let words = written.split("](").next().unwrap_or("");
    let in_words = words.rsplit_once('|').and_then(|(_, size)| pixels(size));
    let in_address = || {
        let (_, size) = written.rsplit_once(" =")?;
        let size = size.trim_end_matches(')').trim();
        let (width, height) = size.split_once(['x', '*']).unwrap_or((size, ""));
        Some(PictureSize { width: PictureExtent::read(width), height: PictureExtent::read(height) })
    };
    in_words.or_else(in_address).unwrap_or(PictureSize::NATURAL)
}

/// What `width=` and `height=` ask for.
fn attributes(inner: &str) -> PictureSize {
    let asked = |name: &str| {
        let words = braces::words(inner);
        let values =
            words.iter().flat_map(|(_, word)| word.split(';')).filter_map(|word| word.strip_prefix(name)?.strip_prefix(['=', ':']));
        values.filter_map(|value| PictureExtent::read(value.trim_matches(['"', '\'']))).next()
    };
    PictureSize { width: asked("width"), height: asked("height") }
}

/// What `width:` and `height:` ask for.
fn pairs(inner: &str) -> PictureSize {
    let asked =
        |name: &str| braces::pairs(inner).filter(|(key, _)| *key == name).filter_map(|(_, value)| PictureExtent::read(value)).next();
    PictureSize { width: asked("width"), height: asked("height") }
}

/// `300` or `300x200`.
fn pixels(part: &str) -> Option<PictureSize> {
    let part = part.trim().trim_end_matches('\\');
    super::directives::is_size(part).then(|| {
        let (width, height) = part.split_once('x').unwrap_or((part, ""));
        PictureSize { width: PictureExtent::read(width), height: PictureExtent::read(height) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Length;

    #[test]
    fn sizes_of_every_dialect_are_read() {
        let size = |text: &str| {
            let end = text.find([')']).or_else(|| text.find("]]").map(|at| at + 1)).map_or(text.len(), |at| at + 1);
            asked_size(text, 0..end)
        };
        let pixels = |pixels: i64| Some(PictureExtent::Length(Length::milli(pixels * 750)));
        let wide = |width| PictureSize { width, height: None };
        for (text, asked) in [
            ("![a](b.png){width=50%}", wide(Some(PictureExtent::Share(500)))),
            ("![a](b.png){: width=\"300px\" .c}", wide(pixels(300))),
            ("![a](b.png){.top width=300 #d}", wide(pixels(300))),
            ("![a|300](b.png)", wide(pixels(300))),
            ("![[b.png|a|300x200]]", PictureSize { width: pixels(300), height: pixels(200) }),
            ("![a](b.png =300x)", wide(pixels(300))),
            ("![a](b.png =x200)", PictureSize { width: None, height: pixels(200) }),
            ("![a|b](c.png)", PictureSize::NATURAL),
            ("![a](b.png) {width=50%}", PictureSize::NATURAL),
        ] {
            assert_eq!(size(text), asked, "{text}");
        }
    }
}
