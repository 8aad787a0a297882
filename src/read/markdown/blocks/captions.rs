//! Captions that stand in the title of a picture, `![…](… "title")`: words with marks of Markdown in them, as a paragraph has.

use super::BlockReader;
use crate::book::{Prose, Style};
use crate::read::caption::Caption;
use crate::read::inlines::LeafText;
use crate::read::labels::{self, CrossingForm};
use crate::read::markdown::dialect;
use crate::read::markdown::events::{self, End, Event, EventTag};
use crate::source::Span;
use std::fmt::Write;

impl BlockReader<'_> {
    /// The prose of a caption: emphasis, code, links and the marks of notes in it are read.
    pub(super) fn caption(&mut self, caption: Caption) -> Prose {
        if !caption.words().contains(['*', '_', '`', '[', '~', '\\', '<', '@']) {
            return caption.finish(self.source, self.builder);
        }
        let mut leaf = LeafText::new(self.source, caption.words().len());
        let text = with_notes(&dialect::with_references(caption.words()));
        for (event, range) in events::events(&text, 0) {
            if range.start >= caption.words().len() {
                break;
            }
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
                // What else stands there is shown as it was written.
                Event::Math(..) | Event::Html(_) => leaf.text(&text[range], place),
                _ => {}
            }
        }
        leaf.finish(self.builder, None)
    }
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
