//! Captions that stand in the title of a picture, `![…](… "title")`: words with marks of Markdown in them, as a paragraph has.

use super::BlockReader;
use crate::book::{Prose, Style};
use crate::read::caption::Caption;
use crate::read::inlines::LeafText;
use crate::read::labels::{self, CrossingForm};
use crate::read::markdown::dialect;
use crate::read::markdown::events::{self, End, Event, EventTag};
use crate::read::markdown::formulas::{self, ShownFormula};
use crate::source::Span;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

impl BlockReader<'_> {
    /// The prose of a caption: emphasis, code, formulas, links and the marks of notes in it are read.
    pub(super) fn caption(&mut self, caption: Caption) -> Prose {
        if !caption.words().contains(['*', '_', '`', '[', '~', '\\', '<', '@', '$']) {
            return caption.finish(self.source, self.builder);
        }
        let mut leaf = LeafText::new(self.source, caption.words().len());
        let text = with_notes(&dialect::with_references(&with_signs(caption.words())));
        let (text, broken) = events::with_broken_formulas(events::without_money(&text, 0), 0);
        for (event, range) in events::events(&text, 0) {
            if range.start >= caption.words().len() {
                break;
            }
            let event = match event {
                Event::Code(latex) if broken.binary_search(&range.start).is_ok() => Event::Math(latex, false),
                other => other,
            };
            let place = caption.place(range.clone());
            match event {
                Event::Start(EventTag::Emphasis) => leaf.begin(Style::EMPHASIS),
                Event::End(End::Emphasis) => leaf.end(Style::EMPHASIS),
                Event::Start(EventTag::Strong) => leaf.begin(Style::STRONG),
                Event::End(End::Strong) => leaf.end(Style::STRONG),
                Event::Start(EventTag::Struck) => leaf.begin(Style::STRUCK),
                Event::End(End::Struck) => leaf.end(Style::STRUCK),
                Event::Start(EventTag::Link { address, .. }) if text[range.clone()].starts_with("[]") => {
                    self.refer(&mut leaf, &address, CrossingForm::Wordless, place);
                }
                Event::Start(EventTag::Link { address, auto }) => {
                    let span = Span::new(self.source, place.start, place.end);
                    let link = labels::link(self.builder, self.source, &address, span, self.diagnostics);
                    leaf.link = link.map(|link| (link, auto));
                }
                Event::End(End::Link) => leaf.link = None,
                Event::Text(words) => leaf.text(&words, place),
                Event::Code(words) => leaf.code(&words, &text[range], place),
                Event::SoftBreak | Event::HardBreak => leaf.soft_break(place),
                Event::Mark(label) => {
                    let note = self.notes.mark(self.builder, &label, Span::new(self.source, place.start, place.end), None);
                    leaf.mark(note, place);
                }
                Event::Crossing => self.crossing_in(&mut leaf, caption.words(), range.start, place.start),
                Event::Math(latex, _) => self.math_in(&mut leaf, &latex, &caption.words()[range], place),
                // A tag is shown as it was written.
                Event::Html(_) => leaf.text(&text[range], place),
                _ => {}
            }
        }
        let mut prose = leaf.finish(self.builder, None);
        formulas::in_line(&mut prose);
        prose
    }

    /// Takes a formula of a caption, which has no room for a display of its own; `written` is what stands at `place` of the source.
    fn math_in(&mut self, leaf: &mut LeafText, latex: &str, written: &str, place: Range<usize>) {
        let span = Span::new(self.source, place.start, place.end);
        // Escapes in a title move what stands behind them.
        let kept = if self.text.get(place.clone()) == Some(written) { written } else { "" };
        match formulas::formula(&mut self.builder.macros, latex, kept, false, None, span, self.diagnostics) {
            ShownFormula::Math(math, _) => leaf.math(math, place),
            ShownFormula::Nothing => {}
            ShownFormula::Source(source) => leaf.code(&source, written, place),
        }
    }
}

/// The words with dollar signs in the place of `\(` and `\)`, with which LaTeX begins and ends a formula.
fn with_signs(words: &str) -> Cow<'_, str> {
    let mut bytes = Vec::new();
    let mut from = 0;
    while let Some(open) = words[from..].find("\\(").map(|at| from + at) {
        let Some(close) = words[open + 2..].find("\\)").map(|at| open + 2 + at) else { break };
        let inner = &words[open + 2..close];
        if bytes.is_empty() {
            bytes = words.as_bytes().to_vec();
        }
        // No space may stand inside of the signs.
        let (first, last) = (close - inner.trim_start().len(), open + 2 + inner.trim_end().len());
        if first < last && !inner.contains(['$', '`', '\n']) {
            bytes[open..first].fill(b' ');
            bytes[last..close + 2].fill(b' ');
            (bytes[first - 1], bytes[last]) = (b'$', b'$');
        }
        from = close + 2;
    }
    if bytes.is_empty() { Cow::Borrowed(words) } else { String::from_utf8(bytes).map_or(Cow::Borrowed(words), Cow::Owned) }
}

/// The words, and behind them a note for each mark in them: the parser sees a mark only where there is a note.
fn with_notes(words: &str) -> String {
    let mut text = words.to_owned();
    let labels = words.split("[^").skip(1).filter_map(|rest| rest.split_once(']')).map(|(label, _)| label);
    for label in labels.filter(|label| !label.contains(['[', '\n', ' '])) {
        // Writing to a string never fails.
        let _ = write!(text, "\n\n[^{label}]: .");
    }
    text
}
