//! What the reader of blocks does for other dialects: notes in the line, pictures of HTML, and things to be told of.

use super::{BlockReader, LeafText, OpenContainer, OpenImage};
use crate::book::{BlockKind, PictureSize, Style};
use crate::read::markdown::dialect::{self, DialectSeen};
use crate::read::markdown::formulas;
use crate::source::Span;
use std::ops::Range;

impl BlockReader<'_> {
    /// Tells of an item whose number is not the next one. All may have the first one's.
    pub(super) fn look_at_number(&mut self, range: &Range<usize>) {
        let Some(OpenContainer::List { start: Some(start), items, left_out, .. }) = self.frames.last().filter(|_| self.flat == 0) else {
            return;
        };
        let digits = self.text[range.clone()].bytes().take_while(u8::is_ascii_digit).count();
        let number: Option<u64> = self.text[range.start..range.start + digits].parse().ok();
        let next = start.saturating_add((items.len() + left_out) as u64);
        if number.is_some_and(|number| ![next, *start, next - *left_out as u64].contains(&number)) {
            let span = self.span(range);
            dialect::tell(&DialectSeen::Renumbered, Span { end: span.start + 1, ..span }, self.diagnostics);
        }
    }

    /// Tells of a heading that seems to be a paragraph above a break between scenes.
    pub(super) fn look_at_underline(&mut self, level: u8, range: &Range<usize>) {
        let written = self.text[range.clone()].trim_end();
        let Some((words, line)) = written.rsplit_once('\n').filter(|_| level == 2) else { return };
        let underlined = line.trim_start_matches([' ', '>']).starts_with('-');
        if underlined && (words.contains('\n') || words.trim_end().ends_with(['.', ',', ';', ':', '…'])) {
            dialect::tell(&DialectSeen::Underlined, self.span(range), self.diagnostics);
        }
    }

    /// Comments in a formula are private.
    pub(super) fn comments_of_formula(&mut self, range: &Range<usize>) {
        let comments = formulas::comments(&self.text[range.clone()]).into_iter();
        let private = comments.map(|comment| Span::new(self.source, range.start + comment.start, range.start + comment.end));
        self.builder.private.extend(private);
    }

    /// A picture that a tag of HTML names.
    pub(in crate::read) fn picture(&mut self, address: String, title: String, alt: String, size: PictureSize, range: Range<usize>) {
        if self.leaf(&range).hidden == 0 {
            self.picture.push(OpenImage { address, title, label: String::new(), alt, size, range });
            self.end_image();
        }
    }

    /// Begins a title, in a paragraph of its own.
    pub(super) fn begin_title(&mut self, range: &Range<usize>) {
        if self.picture.is_empty() && self.leaf.as_ref().is_some_and(|leaf| leaf.extent().is_some()) {
            self.close_leaf();
            self.open_paragraph(range.clone());
        }
        self.style(Style::STRONG, true, range);
        self.title = true;
    }

    /// Begins a note whose text stands in the line: it is read into a leaf of its own.
    pub(super) fn begin_note(&mut self, range: Range<usize>) {
        if self.interrupted.is_some() || !self.picture.is_empty() {
            return;
        }
        let note = self.notes.in_line(self.builder, self.span(&range));
        let source = self.source;
        let leaf = self.leaf(&range);
        leaf.mark(note, range);
        let outer = std::mem::replace(leaf, LeafText::new(source, 0));
        self.interrupted = Some((outer, note));
    }

    /// Ends the note whose text stands in the line: its words are a paragraph, and what it interrupted goes on.
    pub(super) fn end_note(&mut self) {
        let Some((outer, note)) = self.interrupted.take() else { return };
        let Some(leaf) = self.leaf.replace(outer) else { return };
        let (from, to) = leaf.extent().unwrap_or_default();
        let prose = leaf.finish(self.builder, None);
        // A remark was all that it held.
        if prose.runs.is_empty() {
            return self.notes.leave_out(note);
        }
        let span = Span::new(self.source, from, to);
        let block = self.builder.block(span, BlockKind::Paragraph(prose));
        let note = &mut self.builder.book.notes[note.index()];
        (note.span, note.blocks) = (span, vec![block]);
    }
}
