//! Pieces of a line: glyphs put behind those that are there, as one run of text as long as face, size and style stay.

use super::bidi;
use super::copy::{StyledStretch, length};
use super::set::{Ink, Line, LinePiece};
use crate::fonts::FaceId;
use crate::layout::frame::{Glyph, GlyphShift, GlyphText};
use crate::source::Length;

/// What pieces of a part have in common.
#[derive(Clone, Copy)]
pub(super) struct PieceContext<'a> {
    pub(super) strand: &'a StyledStretch,
    /// The embedding level on the line.
    pub(super) level: u8,
    /// Offset of the first byte in the block's text.
    pub(super) start: Option<u32>,
}

/// Adds glyphs, each with its shift, to the last piece if they go on from it in the same style, else begins a new one. Words from
/// right to left are pieces of their own, so that they come in the order in which they are read.
pub(super) fn append(
    line: &mut Line,
    PieceContext { strand, level, start }: PieceContext,
    face: FaceId,
    x: Length,
    words: &str,
    glyphs: impl ExactSizeIterator<Item = (Glyph, (i32, i32))>,
) {
    if words.is_empty() && glyphs.len() == 0 {
        // A soft hyphen that ends no line.
        return;
    }
    // Room for all of the line at once: a book has millions of glyphs, and a vector that grows keeps up to twice what it needs.
    let room = line.room.max(glyphs.len());
    line.room = line.room.saturating_sub(glyphs.len());
    let fresh = std::mem::take(&mut line.fresh);
    if let Some(LinePiece { ink: Ink::Text(last), origin, link, rise, level: before, .. }) = line.pieces.last_mut()
        && !fresh
        && last.face == face
        && last.size == strand.voice.size
        && *origin == strand.origin
        && *link == strand.link
        && *rise == strand.voice.rise
        && *before == level
        && !bidi::to_left(level)
        && strand.apart.is_none()
        && last.text.len() + words.len() < usize::from(u16::MAX)
    {
        extend(last, words, glyphs);
        return;
    }
    let (glyphs_of_line, text) = (Vec::with_capacity(room), String::with_capacity(room.max(words.len())));
    let mut text = GlyphText { face, size: strand.voice.size, glyphs: glyphs_of_line, shifts: Vec::new(), text };
    extend(&mut text, words, glyphs);
    line.pieces.push(LinePiece {
        x,
        rise: strand.voice.rise,
        level,
        origin: strand.origin,
        link: strand.link,
        start,
        ink: Ink::Text(text),
    });
}

pub(super) fn extend(text: &mut GlyphText, words: &str, glyphs: impl Iterator<Item = (Glyph, (i32, i32))>) {
    let base = offset(text.text.len());
    text.text.push_str(words);
    for (glyph, (dx, dy)) in glyphs {
        if (dx, dy) != (0, 0) {
            text.shifts.push(GlyphShift { glyph: length(text.glyphs.len()), dx, dy });
        }
        text.glyphs.push(Glyph { cluster: glyph.cluster + base, ..glyph });
    }
}

/// A place in a text, which is a line's at most; a word is far shorter than 64 KiB.
fn offset(bytes: usize) -> u16 {
    u16::try_from(bytes).expect("a text is less than 64 KiB")
}
