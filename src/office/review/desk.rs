//! Where the letters and paragraphs that were sent stand in the sources.

use super::units::ReviewUnit;
use crate::book::{Block, BlockId, BlockKind, Book};
use crate::office::docx_write::{SentLetter, SentParagraph, sent};
use crate::source::{SourceId, Sources, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// The book as it is, with what was sent of it and what came back.
pub(super) struct ReviewDesk<'b> {
    pub(super) book: &'b Book,
    pub(super) sources: &'b Sources,
    pub(super) sent: Vec<SentParagraph>,
    pub(super) units: Vec<ReviewUnit>,
    /// The outermost block round each block of the text.
    tops: BTreeMap<BlockId, BlockId>,
    /// Paragraphs that are all of an item of a list, and whether it is a tight one.
    items: BTreeMap<BlockId, bool>,
}

impl<'b> ReviewDesk<'b> {
    pub(super) fn new(book: &'b Book, sources: &'b Sources, units: Vec<ReviewUnit>) -> Self {
        let mut tops = BTreeMap::new();
        for top in book.chapters.iter().flat_map(|chapter| &chapter.blocks) {
            let mut open = vec![*top];
            while let Some(id) = open.pop() {
                tops.insert(id, *top);
                open.extend(book.block(id).children());
            }
        }
        let mut items = BTreeMap::new();
        for block in &book.blocks {
            let BlockKind::List { items: all, tight, .. } = &block.kind else { continue };
            for item in all {
                if let [only] = item.blocks[..] {
                    items.insert(only, *tight);
                }
            }
        }
        Self { book, sources, sent: sent(book, sources), units, tops, items }
    }

    pub(super) fn block(&self, sent: usize) -> &'b Block {
        self.book.block(self.sent[sent].block)
    }

    /// The outermost block round a paragraph.
    pub(super) fn top(&self, sent: usize) -> Option<BlockId> {
        self.tops.get(&self.sent[sent].block).copied()
    }

    /// Whether a paragraph is an outermost block itself.
    pub(super) fn is_top(&self, sent: usize) -> bool {
        self.top(sent) == Some(self.sent[sent].block)
    }

    /// Whether a paragraph is all of an item of a list; if so, whether the list is a tight one.
    pub(super) fn item(&self, sent: usize) -> Option<bool> {
        self.items.get(&self.sent[sent].block).copied()
    }

    pub(super) fn letters(&self, sent: usize) -> &[SentLetter] {
        &self.sent[sent].text.letters
    }

    pub(super) fn text(&self, source: SourceId) -> &'b str {
        self.sources.get(source).text()
    }

    /// Where a letter stands in its source; none if no author wrote it.
    pub(super) fn letter(&self, sent: usize, letter: usize) -> Option<Span> {
        let at = self.sent[sent].text.place(letter)?;
        let prose = self.block(sent).prose()?;
        let length = prose.text.get(at..)?.chars().next()?.len_utf8();
        let span = self.sources.origin(prose.place(at..at + length)?);
        let text = self.text(span.source);
        let start = span.start as usize;
        let is_sign = text.as_bytes().get(start).is_some_and(u8::is_ascii_punctuation);
        let slashes = text.get(..start)?.bytes().rev().take_while(|byte| *byte == b'\\').count();
        // What escapes a sign belongs to it.
        if is_sign && slashes % 2 == 1 { Some(Span { start: span.start - 1, ..span }) } else { Some(span) }
    }

    /// Where letters stand in their source, from the first to the last, each with its place.
    pub(super) fn places(&self, sent: usize, letters: Range<usize>) -> Option<Vec<Span>> {
        let places: Vec<Span> = letters.map(|letter| self.letter(sent, letter)).collect::<Option<_>>()?;
        let in_order = places.windows(2).all(|two| two[0].source == two[1].source && two[0].start <= two[1].start);
        in_order.then_some(places)
    }

    /// The lines of a block that stands in one file: the place of its words, without line ends behind them.
    pub(super) fn lines(&self, block: &Block) -> Option<Span> {
        let origins = self.sources.origins(block.span);
        let [span] = origins[..] else { return None };
        let text = self.text(span.source);
        let slice = text.get(span.range())?;
        let start = span.start as usize + (slice.len() - slice.trim_start_matches('\n').len());
        let end = span.start as usize + slice.trim_end().len();
        let start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let end = text.get(end..)?.find('\n').map_or(text.len(), |at| end + at);
        (start < end).then(|| Span::new(span.source, start, end))
    }

    /// What stands before a paragraph on its first line.
    pub(super) fn before(&self, sent: usize) -> Option<&'b str> {
        let first = (0..self.letters(sent).len()).find_map(|letter| self.letter(sent, letter))?;
        let text = self.text(first.source);
        let start = first.start as usize;
        text.get(text.get(..start)?.rfind('\n').map_or(0, |at| at + 1)..start)
    }

    /// Where a paragraph is, for a person.
    pub(super) fn span(&self, sent: usize) -> Span {
        let own = (0..self.letters(sent).len()).find_map(|letter| self.letter(sent, letter));
        own.unwrap_or_else(|| self.sources.origin(self.block(sent).span))
    }
}
