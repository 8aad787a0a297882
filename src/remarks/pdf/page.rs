//! The words of a page as one text, and which of them a mark or a note is on.

use super::fonts::PdfFonts;
use super::glyphs::{PdfGlyph, glyphs};
use super::matrix::PdfRectangle;
use super::order::{in_reading_order, is_rtl};
use crate::remarks::remark::RemarkQuotation;
use lopdf::{Document, ObjectId};
use std::collections::BTreeMap;
use std::ops::Range;

/// Bytes of context that are kept on either side.
const CONTEXT: usize = 400;
/// How many words a note without marked words is taken to be on.
const NEAREST: usize = 5;

/// The words of a page, in the order of its lines and each line as it is read.
#[derive(Debug, Default)]
pub(super) struct PageWords {
    pub(super) text: String,
    /// Each glyph with its bytes in the text.
    glyphs: Vec<(PdfGlyph, Range<usize>)>,
    /// The size of most glyphs.
    main: f64,
}

impl PageWords {
    /// Reads the words of a page.
    pub(super) fn read(document: &Document, page: ObjectId, fonts: &mut PdfFonts) -> Self {
        Self::of(glyphs(document, page, fonts))
    }

    /// The words that some glyphs make.
    fn of(glyphs: Vec<PdfGlyph>) -> Self {
        let mut words = Self { main: most_common_size(&glyphs), ..Self::default() };
        for glyph in in_reading_order(glyphs) {
            words.part(&glyph);
            let start = words.text.len();
            words.text.push_str(&glyph.text);
            words.glyphs.push((glyph, start..words.text.len()));
        }
        words
    }

    /// Puts a space between two glyphs that stand apart, and joins a word that a hyphen parts at the end of a line.
    fn part(&mut self, next: &PdfGlyph) {
        let Some((last, _)) = self.glyphs.last() else { return };
        if next.text.is_empty() {
            return;
        }
        let size = last.size.max(next.size).max(0.1);
        let is_rtl = is_rtl(last) || is_rtl(next);
        let new_line = (next.baseline - last.baseline).abs() > 0.4 * size || !is_rtl && next.left < last.left - 0.5 * size;
        let gap = if is_rtl { (next.left - last.right).max(last.left - next.right) } else { next.left - last.right };
        let is_apart = new_line || gap > 0.18 * size;
        if !is_apart || self.text.ends_with(char::is_whitespace) || next.text.starts_with(char::is_whitespace) {
            return;
        }
        let before = self.text.chars().next_back();
        if new_line && matches!(before, Some('-' | '\u{2010}' | '\u{AD}')) {
            let body = &self.text[..self.text.len() - before.map_or(0, char::len_utf8)];
            let joins = body.ends_with(char::is_alphabetic) && next.text.starts_with(char::is_lowercase);
            if before == Some('\u{AD}') || joins {
                self.text.truncate(body.len());
                self.text.push('\u{AD}');
            }
            // After a hyphen goes the word on, be the hyphen a part of it or not.
            return;
        }
        self.text.push(' ');
    }

    /// The words below some rectangles.
    pub(super) fn below(&self, areas: &[PdfRectangle]) -> RemarkQuotation {
        let is_below = |glyph: &PdfGlyph| {
            let (x, y) = (f64::midpoint(glyph.left, glyph.right), glyph.baseline + 0.25 * glyph.size);
            areas.iter().any(|area| area.holds(x, y))
        };
        let mut parts: Vec<Range<usize>> = Vec::new();
        for (_, bytes) in self.glyphs.iter().filter(|(glyph, _)| is_below(glyph)) {
            match parts.last_mut() {
                // What stands between two marked lines and is not marked itself, such as a heading in the margin, is left out.
                Some(part) if bytes.start.saturating_sub(part.end) <= 3 => part.end = part.end.max(bytes.end),
                _ => parts.push(bytes.clone()),
            }
        }
        if let Some(first) = parts.first_mut() {
            first.start = self.edge(first.start, first, false);
        }
        if let Some(last) = parts.last_mut() {
            last.end = self.edge(last.end, last, true);
        }
        let exact: Vec<&str> = parts.iter().map(|part| &self.text[part.clone()]).collect();
        match (parts.first(), parts.last()) {
            (Some(first), Some(last)) => self.quoted(first.start, &exact.join(" "), last.end),
            _ => RemarkQuotation::default(),
        }
    }

    /// An edge of a mark at a whole word: programs and hands end marks within letters, and a note quotes words. The word is in if half of it
    /// or more is marked, or nothing else is.
    fn edge(&self, at: usize, part: &Range<usize>, is_end: bool) -> usize {
        let before = self.text[..at].chars().rev().take_while(|c| is_of_word(*c)).map(char::len_utf8).sum::<usize>();
        let behind = self.text[at..].chars().take_while(|c| is_of_word(*c)).map(char::len_utf8).sum::<usize>();
        if before == 0 || behind == 0 {
            return at;
        }
        let word = at - before..at + behind;
        let marked = part.start.max(word.start)..part.end.min(word.end);
        let letters = |range: Range<usize>| self.text[range].chars().count();
        let is_alone = word.start <= part.start && part.end <= word.end;
        let is_in = is_alone || letters(marked) * 2 >= letters(word.clone());
        if is_in == is_end { word.end } else { word.start }
    }

    /// The few words of a line that are nearest to a note.
    pub(super) fn nearest(&self, areas: &[PdfRectangle]) -> RemarkQuotation {
        let Some([x, y]) = areas.first().map(PdfRectangle::middle) else { return RemarkQuotation::default() };
        let far = |glyph: &PdfGlyph| {
            let high = (glyph.baseline + 0.25 * glyph.size - y).abs();
            let wide = if x < glyph.left { glyph.left - x } else { (x - glyph.right).max(0.0) };
            // A note stands beside its line: lines count more than what is left and right.
            8.0 * high + wide
        };
        let spoken = self.glyphs.iter().filter(|(glyph, _)| glyph.text.contains(char::is_alphanumeric));
        let Some((near, bytes)) = spoken.min_by(|(a, _), (b, _)| far(a).total_cmp(&far(b))) else { return RemarkQuotation::default() };
        let same_line = |glyph: &PdfGlyph| (glyph.baseline - near.baseline).abs() < 0.4 * near.size;
        let line = self.glyphs.iter().filter(|(glyph, at)| same_line(glyph) && !at.is_empty());
        let (start, end) = line.fold((bytes.start, bytes.end), |(start, end), (_, at)| (start.min(at.start), end.max(at.end)));
        let line = &self.text[start..end];
        let words: Vec<Range<usize>> = line
            .split(char::is_whitespace)
            .filter(|word| !word.is_empty())
            .map(|word| {
                let at = word.as_ptr() as usize - line.as_ptr() as usize;
                start + at..start + at + word.len()
            })
            .collect();
        let Some(which) = words.iter().position(|word| word.end > bytes.start) else { return RemarkQuotation::default() };
        let from = which.saturating_sub(NEAREST / 2).min(words.len().saturating_sub(NEAREST));
        let upto = (from + NEAREST).min(words.len());
        self.quoted(words[from].start, &self.text[words[from].start..words[upto - 1].end], words[upto - 1].end)
    }

    /// The text around some words without what stands on lines of their own in another kind of size: notes at the foot of a page, its head
    /// and its number are no context of its text, nor is the text of notes.
    fn flow(&self, words: Range<usize>) -> Range<usize> {
        let is_small = |glyph: &PdfGlyph| glyph.size < 0.92 * self.main;
        let first = self.glyphs.partition_point(|(_, bytes)| bytes.end <= words.start);
        let last = self.glyphs.partition_point(|(_, bytes)| bytes.start < words.end).max(first + 1);
        let Some((own, _)) = self.glyphs.get(first) else { return 0..self.text.len() };
        let is_other = |glyph: &PdfGlyph, beside: &PdfGlyph| {
            let is_apart = (glyph.baseline - beside.baseline).abs() > 0.5 * self.main;
            is_small(glyph) != is_small(own) && is_apart && !glyph.text.trim().is_empty()
        };
        let before = (1..=first).rev().find(|at| is_other(&self.glyphs[at - 1].0, &self.glyphs[*at].0));
        let behind = (last..self.glyphs.len()).find(|at| is_other(&self.glyphs[*at].0, &self.glyphs[at - 1].0));
        let start = before.map_or(0, |at| self.glyphs[at - 1].1.end.min(words.start));
        start..behind.map_or(self.text.len(), |at| self.glyphs[at].1.start.max(words.end))
    }

    fn quoted(&self, start: usize, exact: &str, end: usize) -> RemarkQuotation {
        let spaces = exact.len() - exact.trim_start().len();
        let start = start + spaces;
        let end = end - (exact.len() - exact.trim_end().len());
        let flow = self.flow(start..end);
        let mut from = start.saturating_sub(CONTEXT).max(flow.start);
        let mut upto = (end + CONTEXT).min(flow.end);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        while !self.text.is_char_boundary(upto) {
            upto -= 1;
        }
        RemarkQuotation {
            exact: exact.trim().to_owned(),
            prefix: format!(" {}", &self.text[from..start]),
            suffix: format!("{} ", &self.text[end..upto]),
            ..RemarkQuotation::default()
        }
    }
}

/// The size, in points, that most of some glyphs have, to a tenth.
fn most_common_size(glyphs: &[PdfGlyph]) -> f64 {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for glyph in glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
        #[allow(clippy::cast_possible_truncation, reason = "sizes are small; what is not is as good as any other")]
        let tenths = (glyph.size * 10.0).round() as i64;
        *counts.entry(tenths).or_default() += 1;
    }
    #[allow(clippy::cast_precision_loss, reason = "sizes are small")]
    counts.into_iter().max_by_key(|(size, count)| (*count, *size)).map_or(0.0, |(tenths, _)| tenths as f64 / 10.0)
}

/// The text of one page and that of the next, or parts of them, joined: no more than is needed for context.
pub(super) fn followed(before: &str, behind: &str) -> String {
    let mut from = before.len().saturating_sub(CONTEXT);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let mut upto = behind.len().min(CONTEXT);
    while !behind.is_char_boundary(upto) {
        upto -= 1;
    }
    let parted = before.ends_with(['-', '\u{AD}', '\u{2010}']);
    format!("{}{}{}", &before[from..], if parted { "" } else { " " }, &behind[..upto])
}

/// Whether a character is part of a word that spaces part from others; not all scripts have such.
fn is_of_word(c: char) -> bool {
    let is_unparted = matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF);
    (c.is_alphanumeric() || matches!(c, '\u{AD}' | '\u{300}'..='\u{36F}')) && !is_unparted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs of a line, six points wide each.
    fn line(text: &str, baseline: f64, size: f64) -> Vec<PdfGlyph> {
        let glyph = |(at, c): (usize, char)| {
            let left = 6.0 * at as f64;
            PdfGlyph { text: c.to_string(), left, right: left + 6.0, baseline, size }
        };
        text.chars().enumerate().map(glyph).filter(|glyph| glyph.text != " ").collect()
    }

    #[test]
    fn lines_are_joined_and_marks_left_out() {
        let mut all = line("the fleet was co-", 100.0, 10.0);
        all.extend([PdfGlyph { text: "1".into(), left: 102.0, right: 105.0, baseline: 104.0, size: 6.0 }]);
        all.extend(line("operative, well-", 88.0, 10.0));
        all.extend(line("Known too", 76.0, 10.0));
        let words = PageWords::of(all);
        assert_eq!(words.text, "the fleet was co\u{AD}operative, well-Known too");
        let quads = [[24.0, 97.0, 120.0, 108.0], [0.0, 86.0, 54.0, 96.0]];
        let areas = quads.map(|[left, bottom, right, top]| PdfRectangle { left, bottom, right, top });
        let found = words.below(&areas);
        assert_eq!((found.exact.as_str(), found.prefix.as_str()), ("fleet was co\u{AD}operative", " the "));
        let note = PdfRectangle { left: 300.0, bottom: 70.0, right: 320.0, top: 90.0 };
        assert_eq!(words.nearest(&[note]).exact, "Known too");
        assert_eq!(words.below(&[note]).exact, "");
    }

    #[test]
    fn a_mark_that_ends_within_a_word_is_on_all_of_it_or_not_on_it() {
        let mut all = line("He has watched it, which lasted", 100.0, 10.0);
        all.extend(line("他們說漁船回來了", 88.0, 10.0));
        let words = PageWords::of(all);
        let marked = |line: f64, letters: Range<usize>| {
            let (left, right) = (6.0 * letters.start as f64, 6.0 * letters.end as f64);
            words.below(&[PdfRectangle { left, bottom: line - 3.0, right, top: line + 8.0 }])
        };
        for (letters, wanted) in [
            (3..14, "has watched"),
            // A third of a word, and half of one.
            (5..14, "watched"),
            (4..14, "has watched"),
            (7..16, "watched it"),
            (7..20, "watched it,"),
            (7..22, "watched it, which"),
            // Within one word.
            (9..11, "watched"),
            (24..26, "lasted"),
        ] {
            let found = marked(100.0, letters.clone());
            assert_eq!(found.exact, wanted, "{letters:?}");
            let whole = format!("{}{}{}", found.prefix.trim_start(), found.exact, found.suffix);
            assert!(whole.starts_with("He has watched it, which lasted"), "{whole}");
        }
        assert_eq!(marked(88.0, 2..5).exact, "說漁船");
    }
}
