//! Protrusion: how far punctuation hangs into the margins, so that the edges look straight.

use crate::fonts::{FaceId, Fonts};
use rustc_hash::FxHashMap;

/// How much of a character hangs out at a line's start, in hundredths of its width.
fn left(c: char) -> i64 {
    match c {
        '“' | '„' => 50,
        '‘' | '‚' | '"' | '\'' => 70,
        '«' | '‹' => 20,
        '(' | '[' => 20,
        '—' | '–' => 12,
        'A' | 'J' | 'T' | 'V' | 'W' | 'Y' => 5,
        '「' | '『' | '《' | '〈' | '（' | '【' => 40,
        _ => 0,
    }
}

/// How much of a character hangs out at a line's end, in hundredths of its width.
fn right(c: char) -> i64 {
    match c {
        '.' | ',' => 72,
        '-' | '\u{AD}' | '\u{2010}' => 60,
        '”' | '“' => 50,
        '’' | '‘' | '"' | '\'' => 70,
        ';' | ':' => 45,
        '–' => 30,
        '—' => 15,
        '!' | '?' | '؟' => 18,
        '،' | '۔' => 60,
        '؛' => 40,
        '־' => 50,
        '»' | '›' => 20,
        ')' | ']' => 20,
        '、' | '。' | '，' | '．' | '：' | '；' => 45,
        '」' | '』' | '》' | '〉' | '）' | '】' => 40,
        'r' | 't' | 'y' | 'f' | 'v' | 'w' => 5,
        _ => 0,
    }
}

/// Protrusions by face, remembered: the shares above of the width that the character has in the face, in font units.
#[derive(Default)]
pub(in crate::layout) struct Edges {
    /// Protrusions by face and, for ASCII, by character: two are asked for at every space of a book.
    ascii: Vec<[Option<i32>; 128]>,
    others: FxHashMap<(FaceId, char), i32>,
}

impl Edges {
    /// How far `c` hangs out at a line's start, or at its end, in font units. Nothing hangs out of a typewriter's lines.
    pub(super) fn hang(&mut self, fonts: &Fonts, id: FaceId, c: char, end: bool) -> i32 {
        let share = if end { right(c) } else { left(c) };
        if share == 0 {
            return 0;
        }
        let width = || {
            let face = fonts.face(id);
            let c = if c == '\u{AD}' { '-' } else { c };
            if face.fixed_pitch { 0 } else { face.advance(face.glyph(c)) }
        };
        let width = match usize::try_from(u32::from(c)) {
            Ok(index @ 0..128) => {
                if self.ascii.len() <= id.index() {
                    self.ascii.resize(id.index() + 1, [None; 128]);
                }
                *self.ascii[id.index()][index].get_or_insert_with(width)
            }
            _ => *self.others.entry((id, c)).or_insert_with(width),
        };
        i32::try_from(i64::from(width) * share / 100).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_light_at_an_edge_hangs_out_there_and_nothing_else_does() {
        let (opening, closing) =
            ("“„‘‚\"'«‹([—–AJTVWY「『《〈（【", ".,-\u{AD}\u{2010}“”’‘\"';:–—!?؟،۔؛־»›)]、。，．：；」』》〉）】rtyfvw");
        for c in (' '..='\u{ffff}').filter(|c| *c < '\u{4e00}' || *c > '\u{fe00}') {
            assert_eq!(left(c) > 0, opening.contains(c), "{c} at the start");
            assert_eq!(right(c) > 0, closing.contains(c), "{c} at the end");
            assert!(left(c) < 100 && right(c) < 100, "{c} stays at its line");
        }
    }
}
