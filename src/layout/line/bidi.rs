//! Text in two directions (UAX #9): which way a paragraph goes, which way each of its stretches does, and the order in which
//! the parts of a line stand. A paragraph without a right-to-left character is looked through once and left as it is.

use super::copy::{ParagraphText, StyledStretch, length};
use crate::language::code_to_left;
use crate::source::Length;
use std::borrow::Cow;
use std::ops::Range;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Paragraph text whose stretches are cut where the direction changes, each with its embedding level; the text itself if all of it
/// goes from left to right.
pub(super) fn directed(copy: &ParagraphText) -> Cow<'_, ParagraphText> {
    if (copy.right_to_left != Some(true) || copy.is_code()) && !may_turn(&copy.text) {
        return Cow::Borrowed(copy);
    }
    let base = base(copy);
    let levels = levels(copy, base);
    let mut cut = copy.clone();
    cut.base = base.number();
    cut.strands.clear();
    for strand in &copy.strands {
        let mut start = strand.start;
        for at in strand.start..strand.end {
            let level = levels[at as usize];
            if at + 1 == strand.end || levels[at as usize + 1] != level {
                cut.strands.push(StyledStretch { level: level.number(), ..strand.cut(start..at + 1) });
                start = at + 1;
            }
        }
    }
    Cow::Owned(cut)
}

/// Whether a text holds a character that may turn its direction. None of them has a first byte below 0xD6 in UTF-8, so that most text is
/// looked through byte by byte.
fn may_turn(text: &str) -> bool {
    let begins = |(at, byte): (usize, u8)| byte >= 0xD6 && text[at..].chars().next().is_some_and(turns);
    text.bytes().enumerate().any(begins)
}

/// Characters that may make text go from right to left: blocks of such scripts and the controls for it.
fn turns(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{202B}' | '\u{202E}' | '\u{2067}' | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// The way a paragraph goes: that of its language, unless both its first letter and most of its words go the other way
/// (a paragraph in another language that does not say so); of a text without a language, that of its first letter.
fn base(copy: &ParagraphText) -> Level {
    if copy.is_code() {
        return if code_to_left(&copy.plain) { Level::rtl() } else { Level::ltr() };
    }
    if copy.keeps_way && copy.right_to_left == Some(true) {
        return Level::rtl();
    }
    let (mut first, mut last, mut left, mut right) = (None, None, 0, 0);
    let told = |strand: &&StyledStretch| (strand.whence.is_some() || copy.right_to_left.is_none()) && !strand.code;
    for c in copy.strands.iter().filter(told).flat_map(|strand| copy.text[strand.start as usize..strand.end as usize].chars()) {
        let to_left = match bidi_class(c) {
            BidiClass::L => false,
            BidiClass::R | BidiClass::AL => true,
            // Marks on letters end no word.
            BidiClass::NSM => continue,
            _ => {
                last = None;
                continue;
            }
        };
        if last != Some(to_left) {
            *(if to_left { &mut right } else { &mut left }) += 1;
        }
        last = Some(to_left);
        first.get_or_insert(to_left);
    }
    let to_left = match (copy.right_to_left, first) {
        (None, first) => first == Some(true),
        (Some(false), Some(true)) => right >= left,
        (Some(true), Some(false)) => right >= left,
        (Some(own), _) => own,
    };
    if to_left { Level::rtl() } else { Level::ltr() }
}

/// The level of each byte of the paragraph's text. Marks of notes take no part in finding them, so that none turns its surroundings: each
/// goes with the character it stands behind, its own figures and letters from left to right.
fn levels(copy: &ParagraphText, base: Level) -> Vec<Level> {
    let plain = plain(copy, base);
    let mut levels = Vec::with_capacity(copy.text.len());
    let mut from = 0;
    for &(at, bytes) in &copy.inserted {
        levels.extend_from_slice(&plain[from..at as usize]);
        from = at as usize;
        let before = from.checked_sub(1).map_or(base, |last| plain[last]);
        let mark = if before.is_rtl() { Level::new(before.number() + 1).unwrap_or(before) } else { before };
        let text = &copy.text[levels.len()..levels.len() + bytes as usize];
        let space = length(text.len() - text.trim_start().len()) as usize;
        levels.extend(std::iter::repeat_n(before, space));
        levels.extend(std::iter::repeat_n(mark, text.len() - space));
    }
    levels.extend_from_slice(&plain[from..]);
    levels
}

/// Embedding levels of the text without marks. Code in the line is isolated: neither does it turn what stands round it, nor that its signs.
/// Code goes as its first letter does.
fn plain(copy: &ParagraphText, base: Level) -> Vec<Level> {
    const ISOLATE: &str = "\u{2068}";
    const END: &str = "\u{2069}";
    let code: Vec<Range<usize>> = copy.strands.iter().filter(|strand| strand.code).map(|strand| unmarked(copy, strand)).collect();
    if code.is_empty() || copy.is_code() {
        return BidiInfo::new(&copy.plain, Some(base)).levels;
    }
    let mut text = String::with_capacity(copy.plain.len() + code.len() * (ISOLATE.len() + END.len()));
    // Which bytes of it are of the paragraph's text.
    let (mut kept, mut from): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
    let mut take = |text: &mut String, range: Range<usize>| {
        let start = text.len();
        text.push_str(&copy.plain[range]);
        kept.push(start..text.len());
    };
    for stretch in code.chunk_by(|one, next| one.end == next.start) {
        let (start, end) = (stretch[0].start, stretch[stretch.len() - 1].end);
        take(&mut text, from..start);
        text.push_str(ISOLATE);
        take(&mut text, start..end);
        text.push_str(END);
        from = end;
    }
    take(&mut text, from..copy.plain.len());
    let levels = BidiInfo::new(&text, Some(base)).levels;
    kept.into_iter().flat_map(|range| levels[range].iter().copied()).collect()
}

/// Where a stretch stands in the text without marks.
fn unmarked(copy: &ParagraphText, strand: &StyledStretch) -> Range<usize> {
    let place = |at: u32| {
        let mut marks = 0;
        for &(before, bytes) in &copy.inserted {
            if before + marks >= at {
                break;
            }
            marks += bytes;
        }
        (at - marks.min(at)) as usize
    };
    place(strand.start)..place(strand.end)
}

/// Where the parts of a line stand: for each, in reading order, the distance from the left end of the line. `spaces` tells
/// which are spaces: those at the line's end go the paragraph's way (rule L1), then runs are turned (rule L2).
pub(super) fn places(base: u8, levels: &mut [u8], spaces: impl Fn(usize) -> bool, widths: &[Length]) -> Vec<Length> {
    for index in (0..levels.len()).rev().take_while(|&index| spaces(index)).collect::<Vec<_>>() {
        levels[index] = base;
    }
    let resolved: Vec<Level> = levels.iter().map(|&level| Level::new(level).unwrap_or(Level::ltr())).collect();
    let mut places = vec![Length::ZERO; widths.len()];
    let mut x = Length::ZERO;
    for index in BidiInfo::reorder_visual(&resolved) {
        places[index] = x;
        x += widths[index];
    }
    places
}

/// Whether a level is of text from right to left.
pub(super) fn to_left(level: u8) -> bool {
    level % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::super::copy::StretchSource;
    use super::*;
    use crate::layout::frame::Origin;

    fn copy(text: &str, right_to_left: Option<bool>, marks: &[(u32, u32)]) -> ParagraphText {
        let mut plain = text.to_owned();
        for &(at, bytes) in marks.iter().rev() {
            plain.replace_range(at as usize..(at + bytes) as usize, "");
        }
        let mut copy = ParagraphText::default();
        copy.right_to_left = right_to_left;
        copy.push(text, voice(), Origin::Artifact, None);
        copy.strands[0].whence = Some(StretchSource::somewhere());
        let mut before = 0;
        for &(at, bytes) in marks {
            copy.inserted.push((at - before, bytes));
            before += bytes;
        }
        copy.plain = plain;
        copy
    }

    /// Any place in a manuscript, for text that is not made by the layout.
    fn voice() -> crate::layout::style::TextStyle {
        let fonts = crate::fonts::Fonts::built_in();
        crate::layout::style::TextStyle {
            face: fonts.face_for(crate::fonts::Family::Serif, false, false),
            size: Length::points(10),
            features: crate::fonts::shape::Features::PLAIN,
            rise: Length::ZERO,
            tracking: Length::ZERO,
            struck: false,
            underlined: false,
            dotted: None,
        }
    }

    /// The stretches of a paragraph, each with its level, and the paragraph's.
    fn strands(copy: &ParagraphText) -> (u8, String) {
        let directed = directed(copy);
        let shown =
            directed.strands.iter().map(|strand| format!("{}{}", strand.level, &copy.text[strand.start as usize..strand.end as usize]));
        (directed.base, shown.collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn a_paragraph_from_left_to_right_is_not_even_copied() {
        assert!(matches!(directed(&copy("“Words” — 1,2", Some(false), &[])), Cow::Borrowed(_)));
    }

    #[test]
    fn the_language_tells_the_way_unless_all_speaks_against_it() {
        for (text, language, base) in [
            ("שלום is peace in Hebrew", Some(false), 0),
            ("He said שלום עולם שלום", Some(false), 0),
            ("שלום עולם ABC", Some(false), 1),
            ("iPhone הוא טלפון חכם", Some(true), 1),
            ("Only Latin here", Some(true), 0),
            ("1984", Some(true), 1),
            ("שלום", None, 1),
            ("peace שלום", None, 0),
        ] {
            assert_eq!(strands(&copy(text, language, &[])).0, base, "{text}");
        }
    }

    #[test]
    fn strands_are_cut_where_the_direction_turns() {
        assert_eq!(strands(&copy("ab שלום 12 cd", Some(false), &[])).1, "0ab |1שלום |212|0 cd");
        assert_eq!(strands(&copy("שלום (abc) 12", Some(true), &[])).1, "1שלום (|2abc|1) |212");
    }

    #[test]
    fn a_mark_goes_with_the_word_it_stands_behind() {
        // A letter as a mark would turn the full stop after it, were it part of the text.
        let marked = "שלוםb.";
        assert_eq!(strands(&copy(marked, Some(true), &[(8, 1)])).1, "1שלום|2b|1.");
        assert_eq!(strands(&copy("ab שלום1 cd", Some(false), &[(11, 1)])).1, "0ab |1שלום|21|0 cd");
        assert_eq!(strands(&copy("שלום abc1 עולם", Some(true), &[(12, 1)])).1, "1שלום |2abc1|1 עולם");
        // Two marks on one word, a thin space between them: the second stands to the left of the first.
        assert_eq!(strands(&copy("שלום1\u{2009}2.", Some(true), &[(8, 1), (9, 4)])).1, "1שלום|21|1\u{2009}|22|1.");
    }

    #[test]
    fn parts_are_turned_and_trailing_spaces_are_not() {
        let widths = [10, 1, 20, 1, 30, 1].map(Length::points);
        let space = |index| index % 2 == 1;
        let points = |places: Vec<Length>| places.iter().map(|place| place.units() / Length::points(1).units()).collect::<Vec<_>>();
        assert_eq!(points(places(0, &mut [0, 0, 1, 1, 1, 1], space, &widths)), [0, 10, 42, 41, 11, 62]);
        assert_eq!(points(places(1, &mut [1, 1, 2, 2, 2, 1], space, &widths)), [53, 52, 1, 21, 22, 0]);
    }
}
