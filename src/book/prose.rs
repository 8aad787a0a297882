//! Prose: the text of a leaf block as one string, with runs of style, links, marks and images over it.

use super::{Alternative, ImageId, LanguageId, LinkId, NoteId, PictureSize, ReadingId, SourceMap};
use crate::math;
use crate::source::Span;
use std::ops::Range;
use std::sync::Arc;

/// The text of a leaf block. Typographic already: quotes, dashes and spaces are as they are to be printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The characters. A hard break is `\n`, an inline image or a formula U+FFFC; note marks take no room.
    pub text: String,
    /// Runs in order of `start`, covering the text without gap or overlap.
    pub runs: Vec<Run>,
    /// Where the bytes of the text stand in the source of the runs.
    pub map: Arc<SourceMap>,
}

/// A stretch of text of one kind and style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// First byte in the prose's text.
    pub start: u32,
    /// The end: one past the last byte; equal to `start` for a note mark.
    pub end: u32,
    /// What the run is.
    pub kind: RunKind,
    /// How the run is set.
    pub style: Style,
    /// The link it is part of.
    pub link: Option<LinkId>,
    /// Language of the run, if that is not the one of the text round it.
    pub language: Option<LanguageId>,
    /// The reading of the words: how they are said, which is set small over them (ruby).
    pub reading: Option<ReadingId>,
    /// Where the run stands in its source.
    pub span: Span,
}

/// What a run is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// Text.
    Text,
    /// A hard line break (`\n` in the text).
    Break,
    /// The mark of an author's note; empty.
    Note(NoteId),
    /// An image in the line (U+FFFC in the text), with what is said in its place and the size asked for it.
    Image(ImageId, Alternative, PictureSize),
    /// A formula (U+FFFC in the text), which the reader has found to be well-formed.
    Math(Arc<Math>),
}

/// A formula as the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Math {
    /// LaTeX, without the dollar signs.
    pub latex: String,
    /// Where the LaTeX stands in the source.
    pub map: SourceMap,
    /// Whether the formula is displayed (`$$…$$`).
    pub display: bool,
    /// The numbers of equations in it that Bindery gave, in order.
    pub numbers: Vec<FormulaNumber>,
}

impl Math {
    /// The formula in words and signs, in one line: `E = mc²`. One that can't be read is as it was written.
    #[must_use]
    pub fn said(&self) -> String {
        math::said(&self.latex, self.display)
    }
}

/// The number of an equation where it stands in a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaNumber {
    /// Bytes of the LaTeX.
    pub range: Range<usize>,
    /// The label of the equation.
    pub label: String,
    /// Whether the number stands beside the equation that has it, and not where another refers to that.
    pub own: bool,
}

impl Run {
    /// The range in the prose's text.
    #[must_use]
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// How text is set: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Style(u16);

impl Style {
    /// Plain text.
    pub const PLAIN: Style = Style(0);
    /// Emphasis: italic (upright inside italic).
    pub const EMPHASIS: Style = Style(1);
    /// Strong emphasis: bold.
    pub const STRONG: Style = Style(1 << 1);
    /// Code: the mono face.
    pub const CODE: Style = Style(1 << 2);
    /// Struck through.
    pub const STRUCK: Style = Style(1 << 3);
    /// Raised.
    pub const SUPERSCRIPT: Style = Style(1 << 4);
    /// Lowered.
    pub const SUBSCRIPT: Style = Style(1 << 5);
    /// Small capitals.
    pub const SMALL_CAPS: Style = Style(1 << 6);
    /// Smaller than the text.
    pub const SMALL: Style = Style(1 << 7);
    /// Underlined.
    pub const UNDERLINE: Style = Style(1 << 8);
    /// Marked, as with a pen that lets the words through.
    pub const MARK: Style = Style(1 << 9);
    /// Keys of a keyboard; code at the same time.
    pub const KEY: Style = Style(1 << 10);
    /// The name of who speaks in a play.
    pub const SPEAKER: Style = Style(1 << 11);

    /// Whether all flags of `other` are set.
    #[must_use]
    pub const fn has(self, other: Style) -> bool {
        self.0 & other.0 == other.0
    }

    /// Adds the flags of `other`.
    #[must_use]
    pub const fn with(self, other: Style) -> Style {
        Style(self.0 | other.0)
    }

    /// Takes the flags of `other` away.
    #[must_use]
    pub const fn without(self, other: Style) -> Style {
        Style(self.0 & !other.0)
    }
}

impl Prose {
    /// Appends words that stand in no text of the author's; `span` is what findings about them point at.
    pub(crate) fn push_words(&mut self, words: &str, style: Style, link: Option<LinkId>, span: Span) {
        let [start, end] = [self.text.len(), self.text.len() + words.len()].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        self.text.push_str(words);
        self.runs.push(Run { start, end, kind: RunKind::Text, style, link, language: None, reading: None, span });
    }

    /// Puts words that stand in no source before the text.
    pub(crate) fn put_before(&mut self, words: &str) {
        let Some(first) = self.runs.first() else { return };
        let length = u32::try_from(words.len()).unwrap_or(u32::MAX);
        let span = Span { end: first.span.start, ..first.span };
        for run in &mut self.runs {
            (run.start, run.end) = (run.start.saturating_add(length), run.end.saturating_add(length));
        }
        let (kind, style) = (RunKind::Text, Style::PLAIN);
        self.runs.insert(0, Run { start: 0, end: length, kind, style, link: None, language: None, reading: None, span });
        self.text.insert_str(0, words);
        self.map = Arc::new(self.map.edited(std::iter::once((0..0, words.len()))));
    }

    /// Sets some bytes of the text in other styles; runs are cut where the bytes begin and end.
    pub(crate) fn restyle(&mut self, range: Range<usize>, style: impl Fn(Style) -> Style) {
        let mut runs = Vec::with_capacity(self.runs.len() + 2);
        for run in std::mem::take(&mut self.runs) {
            let own = run.range();
            let [from, to] = [range.start, range.end].map(|at| at.clamp(own.start, own.end));
            if from >= to {
                runs.push(run);
                continue;
            }
            for (part, inside) in [(own.start..from, false), (from..to, true), (to..own.end, false)] {
                if part.is_empty() {
                    continue;
                }
                let mut cut = run.clone();
                cut.span = self.map.place(run.span.source, part.clone()).filter(|_| part != own).unwrap_or(run.span);
                cut.style = if inside { style(run.style) } else { run.style };
                [cut.start, cut.end] = [part.start, part.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
                runs.push(cut);
            }
        }
        self.runs = runs;
    }

    /// Text in one line: hard breaks as spaces, images left out, formulas as they were written.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut plain = String::with_capacity(self.text.len());
        for run in &self.runs {
            match &run.kind {
                RunKind::Math(math) => plain.push_str(&math.latex),
                RunKind::Text => plain.push_str(&self.text[run.range()]),
                RunKind::Break => plain.push(' '),
                RunKind::Image(..) | RunKind::Note(_) => {}
            }
        }
        plain
    }

    /// The text in one line as [`Prose::plain`] has it, but with each formula in words and signs, as the contents have those of headings:
    /// `E = mc²`.
    #[must_use]
    pub fn said(&self) -> String {
        let words = |run: &Run| match &run.kind {
            RunKind::Math(formula) => formula.said(),
            RunKind::Text => self.text[run.range()].to_owned(),
            RunKind::Break => " ".to_owned(),
            RunKind::Image(..) | RunKind::Note(_) => String::new(),
        };
        self.runs.iter().map(words).collect()
    }

    /// Puts other words in the place of those of links: `words` gives them for a link behind the text before it, perhaps none. Returns what was replaced: the bytes of the old text, with the number of bytes in their place.
    pub(crate) fn say_links(&mut self, words: impl Fn(LinkId, &str) -> Option<String>) -> Vec<(Range<usize>, usize)> {
        let old = std::mem::take(&mut self.text);
        let mut edits: Vec<(Range<usize>, usize)> = Vec::new();
        for run in &mut self.runs {
            let range = run.range();
            let start = self.text.len();
            let said = run.link.filter(|_| run.kind == RunKind::Text).and_then(|link| words(link, &self.text));
            match said {
                Some(words) => {
                    self.text.push_str(&words);
                    edits.push((range, words.len()));
                }
                None => self.text.push_str(&old[range]),
            }
            [run.start, run.end] = [start, self.text.len()].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        }
        self.map = Arc::new(self.map.edited(edits.iter().cloned()));
        edits
    }

    /// The formula that it is all of, set on lines of its own.
    #[must_use]
    pub fn display(&self) -> Option<&Math> {
        match &self.runs.first()?.kind {
            RunKind::Math(math) if math.display && self.text == "\u{FFFC}" => Some(math),
            _ => None,
        }
    }

    /// The place of some bytes of the text in its source; none for a text that the author did not write.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Option<Span> {
        self.map.place(self.runs.first()?.span.source, range)
    }
}
