//! Paragraphs that an editor took out: outermost blocks and items of lists as a whole, with the notes that nothing else calls.

use super::changes::ReviewChange;
use super::desk::ReviewDesk;
use super::edits::SourceEdit;
use super::unmade::UnmadeChange;
use crate::book::{NoteId, NoteKind, RunKind};
use crate::office::docx_write::SentFrame;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

impl ReviewDesk<'_> {
    /// Deletions of paragraphs, in their order: as many as there are blocks, items and single paragraphs. `notes` are the paragraphs of
    /// notes that are gone.
    pub(super) fn deletions(&self, gone: &[usize], notes: &[usize]) -> Vec<ReviewChange> {
        let mut deleted: Vec<Range<usize>> = Vec::new();
        let all: BTreeSet<usize> = gone.iter().copied().collect();
        let mut done = 0;
        for at in all.iter().copied() {
            if at < done {
                continue;
            }
            let is_gone = |sent: &Range<usize>| sent.clone().all(|one| all.contains(&one));
            let block = self.block_of(at).filter(is_gone);
            let item = || self.whole_item(at).map(|item| item.sent.clone()).filter(is_gone);
            let sent = block.or_else(item).unwrap_or(at..at + 1);
            done = sent.end;
            deleted.push(sent);
        }
        let mut callers: BTreeMap<NoteId, BTreeSet<usize>> = BTreeMap::new();
        for at in 0..self.sent.len() {
            for note in self.called(at) {
                callers.entry(note).or_default().insert(at);
            }
        }
        let missing: BTreeSet<NoteId> = notes.iter().filter_map(|at| self.sent[*at].note).collect();
        let with_notes = |sent: Range<usize>| {
            let only =
                |note: &NoteId| missing.contains(note) && callers.get(note).is_some_and(|all| all.iter().all(|at| sent.contains(at)));
            let called: BTreeSet<NoteId> = sent.clone().flat_map(|at| self.called(at)).filter(only).collect();
            ReviewChange::Delete { sent, notes: called.into_iter().collect() }
        };
        deleted.into_iter().map(with_notes).collect()
    }

    /// The author's notes that a paragraph calls.
    fn called(&self, sent: usize) -> impl Iterator<Item = NoteId> {
        let runs = self.block(sent).prose().map(|prose| prose.runs.as_slice()).unwrap_or_default();
        let notes = runs.iter().filter_map(|run| if let RunKind::Note(id) = run.kind { Some(id) } else { None });
        notes.filter(|id| matches!(self.book.note(*id).kind, NoteKind::Footnote(_)))
    }

    /// All paragraphs of the outermost block that begins with a paragraph.
    fn block_of(&self, sent: usize) -> Option<Range<usize>> {
        let end = (sent + 1..=self.sent.len()).find(|end| self.begins_block(*end))?;
        self.is_blocks(&(sent..end)).then_some(sent..end)
    }

    /// The edits that take paragraphs out, and notes with them.
    pub(super) fn deleted(&self, sent: &Range<usize>, notes: &[NoteId]) -> Result<Vec<SourceEdit>, UnmadeChange> {
        let (first, is_one) = (sent.start, sent.len() == 1);
        let own = match sent {
            _ if is_one && self.is_label(first) => self.without_title(first),
            _ if self.is_blocks(sent) => self.cut_blocks(sent).map(|cut| cut.edit),
            _ if is_one => self.cut(first).map(|cut| cut.edit).or_else(|| self.cut_quoted(first)),
            _ => self.cut_item(sent).map(|cut| cut.edit),
        };
        let own = own.ok_or(UnmadeChange::Within)?;
        let mut edits: Vec<SourceEdit> = Vec::new();
        for note in notes {
            let edit = self.cut_note(*note).ok_or(UnmadeChange::Note)?;
            // A note that is written where it is called goes with the words.
            if edit.source != own.source || edit.range.start < own.range.start || own.range.end < edit.range.end {
                edits.push(edit);
            }
        }
        edits.push(own);
        edits.sort_by_key(|edit| (edit.source, edit.range.start));
        edits.dedup_by(|next, before| {
            let meets = next.source == before.source && next.range.start < before.range.end;
            if meets {
                before.range.end = before.range.end.max(next.range.end);
            }
            meets
        });
        Ok(edits)
    }

    /// The edit that takes the lines of a note out.
    fn cut_note(&self, note: NoteId) -> Option<SourceEdit> {
        let blocks = &self.book.note(note).blocks;
        let (first, last) = (self.lines(self.book.block(*blocks.first()?))?, self.lines(self.book.block(*blocks.last()?))?);
        let lines = crate::source::Span { end: last.end, ..first };
        (first.source == last.source && first.start <= last.start).then(|| self.cut_lines(lines, false))?.map(|cut| cut.edit)
    }

    /// The edit that takes a paragraph out of a quotation, with the empty line of it behind or before.
    fn cut_quoted(&self, sent: usize) -> Option<SourceEdit> {
        if self.sent[sent].form.frames != [SentFrame::Quotation] {
            return None;
        }
        let lines = self.lines(self.block(sent))?;
        let text = self.text(lines.source);
        let (start, end) = (lines.start as usize, lines.end as usize);
        let is_empty = |line: &str| line.trim() == ">";
        let behind = text.get(end + 1..).and_then(|rest| rest.split('\n').next()).filter(|line| is_empty(line));
        let before = text.get(..start.checked_sub(1)?).and_then(|head| head.rsplit('\n').next()).filter(|line| is_empty(line));
        let range = match (behind, before) {
            (Some(line), _) => start..(end + 1 + line.len() + 1).min(text.len()),
            (None, Some(line)) => start - 1 - line.len()..(end + 1).min(text.len()),
            (None, None) => return None,
        };
        Some(SourceEdit { source: lines.source, range, new: String::new() })
    }
}
