//! A Markdown file as top-level pieces: headings as written, and blocks of the model.

pub(in crate::read) mod bare;
pub(in crate::read) mod blocks;
pub(in crate::read) mod classes;
pub(in crate::read) mod dialect;
pub(in crate::read) mod elements;
pub(crate) mod escape;
pub(in crate::read) mod events;
pub(in crate::read) mod flat;
pub(in crate::read) mod footnotes;
pub(in crate::read) mod formulas;
pub(in crate::read) mod headings;
pub(in crate::read) mod highlight;
pub(in crate::read) mod html;
pub(in crate::read) mod loose;
pub(in crate::read) mod tables;

use crate::diagnostics::Diagnostics;
use crate::read::builder::{Builder, FilePiece};
use crate::read::manner::MarkedChanges;
use crate::source::{SourceId, Span};
use events::Event;
use std::ops::Range;
use std::sync::Arc;

/// Reads a file from byte `body` on into pieces; blocks, notes, links and images are added to the book.
pub(super) fn pieces(builder: &mut Builder, source: SourceId, text: &str, body: usize, diagnostics: &mut Diagnostics) -> Vec<FilePiece> {
    let cited = if text.contains('@') { builder.cited() } else { Arc::default() };
    let reading = dialect::reading_citing(text, body, events::indented_code, builder.changes, cited);
    for (seen, range) in reading.seen {
        dialect::tell(&seen, &text[range.clone()], Span::new(source, range.start, range.end), diagnostics);
    }
    builder.labels.by_code.extend(reading.by_code);
    builder.private.extend(reading.private.iter().map(|range| Span::new(source, range.start, range.end)));
    for definition in &reading.definitions {
        builder.macros.define(&reading.public[definition.clone()]);
    }
    let (parsed, broken) = events::with_broken_formulas(events::without_money(&reading.shown, body), body);
    let (flanked, places) = dialect::flanked(&parsed, &reading.runs, &reading.veiled);
    let mut reader = blocks::BlockReader::new(builder, source, &reading.public, diagnostics);
    (reader.roles, reader.remarks) = (reading.roles, reading.private);
    (reader.set_off, reader.quotations, reader.numbered) = (reading.set_off.into(), reading.quotations, reading.numbered);
    reader.spans = reading.spans;
    for (event, range) in events::events_of(&flanked, &parsed, &places, body) {
        // Words are placed byte by byte, and never looked up again.
        let is_placed = matches!(event, Event::Text(_)) && reading.public.is_char_boundary(range.start);
        let range = if is_placed { range } else { whole_characters(&reading.public, range) };
        let event = match event {
            Event::SoftBreak if reading.line_ends.binary_search(&range.start).is_ok() => Event::HardBreak,
            Event::Code(latex) if broken.binary_search(&range.start).is_ok() => {
                Event::Math(latex, reading.shown[range.start..].starts_with("$$"))
            }
            other => other,
        };
        reader.take(event, range);
    }
    reader.finish()
}

/// A stretch with all of the characters at its ends. The parser sees another text than the author's, byte for byte as long: what it takes
/// for one thing may end within a character that the author wrote.
fn whole_characters(text: &str, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start.min(text.len()), range.end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// The remarks of a text.
pub(super) struct TextRemarks {
    /// Where the remarks stand, in order, none in another.
    pub(super) places: Vec<Range<usize>>,
    /// Whether one of them never ends.
    pub(super) endless: bool,
}

/// Where the remarks of a text stand from byte `body` on.
pub(super) fn remarks(text: &str, body: usize, changes: MarkedChanges) -> TextRemarks {
    let reading = dialect::reading(text, body, events::indented_code, changes);
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut all = reading.private;
    all.sort_by_key(|range| (range.start, range.end));
    for range in all {
        match places.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => places.push(range),
        }
    }
    let endless = |seen: &dialect::DialectSeen| matches!(seen, dialect::DialectSeen::ToTheEnd(..) | dialect::DialectSeen::Unclosed(_));
    TextRemarks { places, endless: reading.seen.iter().any(|(seen, _)| endless(seen)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_quoted_heading_keeps_its_words_and_attributes() {
        let mut builder = Builder::default();
        builder.book.language = "en".to_owned();
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let text = "### \"[reliance on] open ... *source*\" {#safe .analyst nth=2 draft}\n";
        let source = sources.add("c.md", text);
        let pieces = pieces(&mut builder, source, text, 0, &mut diagnostics);
        let [FilePiece::Heading(heading)] = pieces.as_slice() else { panic!("one heading") };
        assert_eq!(heading.prose.text, "“[reliance on] open … source”");
        assert_eq!(sources.slice(heading.words), "\"[reliance on] open ... *source*\"");
        assert_eq!(
            (heading.id.as_deref(), heading.classes[0].name.as_str(), sources.slice(heading.classes[0].span)),
            (Some("safe"), "analyst", ".analyst")
        );
        assert_eq!(heading.attributes, [("nth".to_owned(), Some("2".to_owned())), ("draft".to_owned(), None)]);
    }
}
