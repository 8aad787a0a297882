//! Words in one line of which some are set otherwise than the rest, such as the italics of a heading in the contents.

use super::Style;
use std::ops::Range;

/// Words in one line, with the styles of some of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StyledWords {
    /// The words.
    pub words: String,
    /// What is set otherwise than the rest, in order; none overlap.
    pub stretches: Vec<StyledStretch>,
}

/// Some of the words, by their bytes, and how they are set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledStretch {
    /// Bytes of the words.
    pub range: Range<usize>,
    /// The style of these words.
    pub style: Style,
}

impl StyledWords {
    /// Words without any style.
    #[must_use]
    pub fn plain(words: impl Into<String>) -> Self {
        Self { words: words.into(), stretches: Vec::new() }
    }

    /// Every piece of the words with its style, in order.
    pub fn pieces(&self) -> impl Iterator<Item = StyledStretch> {
        let mut pieces = Vec::with_capacity(2 * self.stretches.len() + 1);
        let mut from = 0;
        for stretch in &self.stretches {
            pieces.push(StyledStretch { range: from..stretch.range.start, style: Style::PLAIN });
            pieces.push(stretch.clone());
            from = stretch.range.end;
        }
        pieces.push(StyledStretch { range: from..self.words.len(), style: Style::PLAIN });
        pieces.into_iter().filter(|piece| !piece.range.is_empty())
    }

    /// Adds words, with one space where white space is, and none at the beginning; spaces at which no line ends stay as they are.
    pub fn push(&mut self, words: &str, style: Style) {
        let start = self.words.len();
        for c in words.chars() {
            if !c.is_whitespace() || matches!(c, '\u{A0}' | '\u{202F}') {
                self.words.push(c);
            } else if !self.words.is_empty() && !self.words.ends_with(' ') {
                self.words.push(' ');
            }
        }
        let range = start..self.words.len();
        if style != Style::PLAIN && !range.is_empty() {
            self.stretches.push(StyledStretch { range, style });
        }
    }

    /// The first bytes of the words, and others behind them.
    #[must_use]
    pub fn cut(&self, end: usize, behind: &str) -> Self {
        let words = format!("{}{behind}", &self.words[..end]);
        let kept = self.stretches.iter().filter(|stretch| stretch.range.start < end);
        let kept = kept.map(|stretch| StyledStretch { range: stretch.range.start..stretch.range.end.min(end), style: stretch.style });
        Self { words, stretches: kept.collect() }
    }

    /// The words with plain ones before them.
    #[must_use]
    pub fn behind(mut self, before: &str) -> Self {
        self.words.insert_str(0, before);
        for StyledStretch { range, .. } in &mut self.stretches {
            *range = range.start + before.len()..range.end + before.len();
        }
        self
    }

    /// The words from a byte on, behind others.
    #[must_use]
    pub fn starting(&self, start: usize, before: &str) -> Self {
        let moved = |at: usize| at.max(start) - start + before.len();
        let kept = self.stretches.iter().filter(|stretch| stretch.range.end > start);
        let kept = kept.map(|stretch| StyledStretch { range: moved(stretch.range.start)..moved(stretch.range.end), style: stretch.style });
        Self { words: format!("{before}{}", &self.words[start..]), stretches: kept.collect() }
    }

    /// The words without the white space behind them.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        let end = self.words.trim_end().len();
        if end < self.words.len() {
            self = self.cut(end, "");
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_the_words_with_their_styles() {
        let mut words = StyledWords::default();
        words.push(" On  ", Style::PLAIN);
        words.push("Hamlet ", Style::EMPHASIS);
        words.push(" and\nothers ", Style::PLAIN);
        let words = words.trimmed();
        assert_eq!(words.words, "On Hamlet and others");
        let pieces =
            |words: &StyledWords| words.pieces().map(|piece| (words.words[piece.range].to_owned(), piece.style)).collect::<Vec<_>>();
        assert_eq!(
            pieces(&words),
            [("On ".to_owned(), Style::PLAIN), ("Hamlet ".to_owned(), Style::EMPHASIS), ("and others".to_owned(), Style::PLAIN)]
        );
        assert_eq!(
            pieces(&words.cut(6, " …")),
            [("On ".to_owned(), Style::PLAIN), ("Ham".to_owned(), Style::EMPHASIS), (" …".to_owned(), Style::PLAIN)]
        );
        assert_eq!(
            pieces(&words.starting(6, "4 ")),
            [("4 ".to_owned(), Style::PLAIN), ("let ".to_owned(), Style::EMPHASIS), ("and others".to_owned(), Style::PLAIN)]
        );
        let mut words = StyledWords::default();
        words.push("Qui vive\u{202F}? Page\u{A0}4", Style::PLAIN);
        assert_eq!(words.words, "Qui vive\u{202F}? Page\u{A0}4", "what a line may not part is not parted in the contents");
    }
}
