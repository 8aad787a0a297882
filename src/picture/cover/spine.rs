//! The spine of a paperback: authors, title and publisher in one line along it, if it is wide enough to be read.

use super::fit::{FittedText, LetterSizes, Lettering};
use super::sheet::{Anchor, CoverField, CoverSheet, CoverSpot};
use super::{CoverFaces, WrapDress};
use crate::book::Metadata;
use crate::language::{SpineDirection, language};
use crate::source::Length;

/// The services set nothing on the spine of a thinner book: it would land on the front as often as not (KDP asks for 79 pages,
/// Lulu for 80, as guides of others repeated them in 2026).
const FEWEST: usize = 80;
/// What letters keep from a fold, for no fold is where it should be: 1/16 inch, KDP's and IngramSpark's tolerance.
const CLEAR: Length = Length::milli(4_500);
/// The smallest and the largest letters, in thousandths of a point.
const SMALLEST: i64 = 7_000;
const LARGEST: i64 = 24_000;

/// A line of the spine.
struct SpineLine<'a> {
    words: String,
    letters: Lettering<'a>,
    size: i32,
}

impl SpineLine<'_> {
    fn length(&self) -> i32 {
        self.letters.width(&self.words, self.size)
    }
}

/// Where the spine lies on the sheet, in pixels.
pub(super) struct SpineStrip {
    pub(super) left: i32,
    pub(super) width: i32,
}

/// Which words the spine has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpineWords {
    /// All of them, or none because the book is so thin that nobody expects any.
    Whole,
    /// Title and authors, without the publisher.
    WithoutPublisher,
    /// The title up to its first colon or the like, and the authors.
    ShortTitle,
    /// The title alone.
    WithoutAuthors,
    /// None, for the spine is too narrow for letters that keep clear of its folds.
    TooNarrow,
    /// None, for the title is too long.
    TooLong,
}

/// Sets the spine of a book of so many pages; tells which words it has.
pub(super) fn spine(sheet: &mut CoverSheet, wrap: &WrapDress, place: SpineStrip, pages: usize) -> SpineWords {
    let &WrapDress { metadata, faces, ref dress, scale } = wrap;
    let SpineStrip { left, width } = place;
    let clear = scale.pixels(CLEAR);
    // A label needs some of the room for itself.
    let room = if dress.label.is_some() { (width - 2 * clear) * 8 / 10 } else { width - 2 * clear };
    let point = |thousandths: i64| scale.pixels(Length::milli(thousandths));
    let sizes = LetterSizes::new(point(SMALLEST), point(LARGEST).min(room * 85 / 100));
    if pages < FEWEST {
        return SpineWords::Whole;
    }
    if sizes.largest < sizes.smallest {
        return SpineWords::TooNarrow;
    }
    let (head, foot) = ((dress.below + 60).max(130), sheet.form.height - 130);
    let Some(SpineLines { parts, gap, kept }) = fitted(metadata, faces, sizes, foot - head) else { return SpineWords::TooLong };
    let up = language(&metadata.language).spine == SpineDirection::Up;
    let middle = left + width / 2;
    if let Some(label) = &dress.label {
        let field = CoverField { left: left + clear, top: head - 50, width: width - 2 * clear, height: foot - head + 100 };
        sheet.rect(field, label);
    }
    let (start, turn) = if up { (foot, -90) } else { (head, 90) };
    sheet.svg.push_str(&format!(r#"<g transform="translate({middle} {start}) rotate({turn})">"#));
    let ends = (parts[0].length() + gap, if parts.len() > 2 { parts[2].length() + gap } else { 0 });
    for (place, part) in parts.iter().enumerate() {
        let (x, anchor) = match (place, parts.len()) {
            (0, 2..) => (0, Anchor::Start),
            (2, _) => (foot - head, Anchor::End),
            (_, 1) => ((foot - head) / 2, Anchor::Middle),
            // The title stands in the middle of what the others leave.
            _ => ((ends.0 + foot - head - ends.1) / 2, Anchor::Middle),
        };
        let line = FittedText { lines: vec![part.words.clone()], size: part.size, cut: false };
        let face = part.letters.face;
        let rise = face.cap_height * part.size / face.units_per_em / 2;
        sheet.lines(&line, part.letters, CoverSpot { x, y: rise }, 100, anchor, &dress.ink);
    }
    sheet.svg.push_str("</g>");
    kept
}

/// What stands on the spine.
struct SpineLines<'a> {
    parts: Vec<SpineLine<'a>>,
    /// Room between two of them.
    gap: i32,
    kept: SpineWords,
}

/// The title up to what parts it from the rest: "Moby-Dick; or, The Whale" is "Moby-Dick".
fn short(title: &str) -> &str {
    let end = title.find([':', ';', '(', '—', '：', '；', '（', '.', '?', '!']).map(|at| title[..at].trim());
    end.filter(|short| short.chars().count() > 1).unwrap_or(title)
}

/// Authors, title and publisher as large as they go into the length, and what is left between them. Without the publisher, then with a
/// shorter title, and then without the authors, rather than not at all.
fn fitted<'a>(metadata: &Metadata, faces: &CoverFaces<'a>, sizes: LetterSizes, length: i32) -> Option<SpineLines<'a>> {
    let authors = language(&metadata.language).uppercase(&metadata.author_line());
    let publisher = language(&metadata.language).uppercase(metadata.publisher.as_deref().unwrap_or_default());
    let short = short(&metadata.title);
    let wanted = [
        (SpineWords::Whole, metadata.title.as_str(), authors.as_str(), publisher.as_str()),
        (SpineWords::WithoutPublisher, &metadata.title, &authors, ""),
        (SpineWords::ShortTitle, short, &authors, &publisher),
        (SpineWords::ShortTitle, short, &authors, ""),
        (SpineWords::WithoutAuthors, &metadata.title, "", ""),
        (SpineWords::WithoutAuthors, short, "", ""),
    ];
    for (kept, title, authors, publisher) in wanted {
        let mut size = sizes.largest;
        while size >= sizes.smallest {
            let small = |words: &str, percent: i32| {
                // The smallest letters are those of the publisher too.
                let size = (size * percent / 100).max(sizes.smallest);
                SpineLine { words: words.to_owned(), letters: Lettering::apart(faces.sans, 12), size }
            };
            let mut parts = vec![SpineLine { words: title.to_owned(), letters: Lettering::close(faces.serif), size }];
            if !authors.is_empty() {
                parts.insert(0, small(authors, 80));
            }
            if !authors.is_empty() && !publisher.is_empty() {
                parts.push(small(publisher, 60));
            }
            let gap = size * 3 / 2;
            let gaps = gap * i32::try_from(parts.len() - 1).unwrap_or_default();
            if parts.iter().map(SpineLine::length).sum::<i32>() + gaps <= length {
                return Some(SpineLines { parts, gap, kept }).filter(|lines| !lines.parts.iter().all(|part| part.words.is_empty()));
            }
            size -= 1;
        }
    }
    None
}
