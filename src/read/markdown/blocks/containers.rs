//! Containers that end, and where a finished block goes.

use super::callouts::CalloutParts;
use super::{BlockReader, OpenContainer};
use crate::book::{Alignment, BlockId, BlockKind, Definition, ListItem};
use crate::read::builder::FilePiece;
use crate::read::markdown::{formulas, tables};
use crate::read::targets;
use crate::source::Span;
use std::ops::Range;

impl BlockReader<'_> {
    /// Whether a remark stands in a stretch of the source.
    pub(super) fn is_remarked(&self, range: &Range<usize>) -> bool {
        self.remarks.get(self.remarks.partition_point(|remark| remark.end <= range.start)).is_some_and(|remark| remark.start < range.end)
    }

    /// Makes a table of its rows, of which the last may be its caption.
    fn table(&mut self, span: Span, alignments: Vec<Alignment>, head: Vec<BlockId>, rows: Vec<Vec<BlockId>>) {
        let (rows, caption) = tables::without_caption(&self.builder.book, rows, self.text);
        let table = tables::table(&self.builder.book, alignments, head, rows);
        let block = self.builder.block(span, BlockKind::Table(table));
        if let Some(caption) = caption {
            tables::join(&mut self.builder.book, block, caption, self.text);
        }
        self.add(block);
    }

    /// Makes a block of the container that is open and stands there in the source. An item, a note or a definition that holds nothing
    /// but a remark goes with it.
    pub(super) fn end_container(&mut self, range: &Range<usize>) {
        self.close_stretches();
        let Some(frame) = self.frames.pop() else { return };
        let (span, kind) = match frame {
            OpenContainer::Callout { span, kind, name, label, blocks, id, .. } => {
                self.depth -= 1;
                return self.callout(span, CalloutParts { kind, name, label, blocks, id });
            }
            OpenContainer::Quote { span, blocks } => (span, BlockKind::Quote(blocks)),
            OpenContainer::List { span, numbering, tight, items, .. } => (span, BlockKind::List { numbering, tight, items }),
            OpenContainer::Definitions { span, entries } => {
                self.depth -= 1;
                return self.definitions(span, entries);
            }
            OpenContainer::Table { span, alignments, head, rows } => {
                return self.table(span, alignments, head.unwrap_or_default(), rows);
            }
            OpenContainer::Item { task, blocks } => {
                return self.end_item(task, blocks, range);
            }
            OpenContainer::Detail { blocks } => {
                if let Some(OpenContainer::Definitions { entries, .. }) = self.frames.last_mut() {
                    match entries.last_mut() {
                        Some(entry) => entry.details.push(blocks),
                        None => entries.push(Definition { terms: Vec::new(), details: vec![blocks] }),
                    }
                }
                return;
            }
            OpenContainer::Row { cells } => {
                if let Some(OpenContainer::Table { head, rows, .. }) = self.frames.last_mut() {
                    if head.is_none() { *head = Some(cells) } else { rows.push(cells) }
                }
                return;
            }
            // An element of HTML ends otherwise, and groups are closed above.
            OpenContainer::Details { .. }
            | OpenContainer::Group { .. }
            | OpenContainer::Figure { .. }
            | OpenContainer::HtmlTable { .. }
            | OpenContainer::HtmlRow { .. }
            | OpenContainer::Flat { .. } => return,
            OpenContainer::Note { span, label, blocks } => {
                let goes = blocks.is_empty() && self.is_remarked(range);
                return self.notes.define(&label, span, blocks, goes, self.diagnostics);
            }
        };
        self.depth -= 1;
        let is_empty = match &kind {
            BlockKind::Quote(blocks) => blocks.is_empty(),
            BlockKind::List { items, .. } => items.is_empty(),
            _ => false,
        };
        if !is_empty {
            let block = self.builder.block(span, kind);
            self.add(block);
        }
    }

    fn end_item(&mut self, task: Option<bool>, blocks: Vec<BlockId>, range: &Range<usize>) {
        let goes = blocks.is_empty() && self.is_remarked(range);
        match self.frames.last_mut() {
            Some(OpenContainer::List { left_out, .. }) if goes => *left_out += 1,
            Some(OpenContainer::List { items, .. }) => items.push(ListItem { task, blocks }),
            _ => {}
        }
    }

    /// The block that was added last where the next one will be.
    pub(super) fn last_added(&self) -> Option<BlockId> {
        match (self.frames.last(), self.pieces.last()) {
            (None, Some(FilePiece::Block(last))) => Some(*last),
            (
                Some(
                    OpenContainer::Quote { blocks, .. }
                    | OpenContainer::Callout { blocks, .. }
                    | OpenContainer::Group { blocks, .. }
                    | OpenContainer::Item { blocks, .. }
                    | OpenContainer::Detail { blocks }
                    | OpenContainer::Note { blocks, .. },
                ),
                _,
            ) => blocks.last().copied(),
            _ => None,
        }
    }

    /// Takes the block that was added last out again.
    pub(super) fn take_last(&mut self) {
        match self.frames.last_mut() {
            None => drop(self.pieces.pop()),
            Some(
                OpenContainer::Quote { blocks, .. }
                | OpenContainer::Callout { blocks, .. }
                | OpenContainer::Group { blocks, .. }
                | OpenContainer::Item { blocks, .. }
                | OpenContainer::Detail { blocks }
                | OpenContainer::Note { blocks, .. },
            ) => drop(blocks.pop()),
            Some(_) => {}
        }
    }

    /// Adds a list of definitions. A term that is left without one stands by itself, for its words are the author's.
    fn definitions(&mut self, span: Span, entries: Vec<Definition>) {
        let mut list: Vec<Definition> = Vec::new();
        let flush = |reader: &mut Self, list: &mut Vec<Definition>| {
            if !list.is_empty() {
                let block = reader.builder.block(span, BlockKind::Definitions(std::mem::take(list)));
                reader.add(block);
            }
        };
        for mut entry in entries {
            let had = !entry.details.is_empty();
            entry.details.retain(|blocks| !blocks.is_empty());
            if had && entry.details.is_empty() {
                flush(self, &mut list);
                entry.terms.into_iter().for_each(|term| self.add(term));
            } else if !entry.terms.is_empty() {
                list.push(entry);
            } else if let Some(last) = list.last_mut() {
                last.details.append(&mut entry.details);
            } else {
                // What describes no term is no description.
                entry.details.into_iter().flatten().for_each(|block| self.add(block));
            }
        }
        flush(self, &mut list);
    }

    /// Puts a finished block into the container that is open.
    pub(in crate::read) fn add(&mut self, block: BlockId) {
        targets::lead_here(self, block);
        self.inherit(block);
        let before = match (self.frames.last_mut(), self.pieces.last_mut()) {
            (None, Some(FilePiece::Block(last))) => Some(last),
            (
                Some(
                    OpenContainer::Quote { blocks, .. }
                    | OpenContainer::Callout { blocks, .. }
                    | OpenContainer::Group { blocks, .. }
                    | OpenContainer::Item { blocks, .. }
                    | OpenContainer::Detail { blocks }
                    | OpenContainer::Details { blocks, .. }
                    | OpenContainer::Figure { blocks, .. }
                    | OpenContainer::Flat { blocks, .. }
                    | OpenContainer::Note { blocks, .. },
                ),
                _,
            ) => blocks.last_mut(),
            _ => None,
        };
        if let Some(before) = &before {
            formulas::go_on(&mut self.builder.book, **before, block);
        }
        if let Some(before) = before
            && let Some(table) = tables::join(&mut self.builder.book, *before, block, self.text)
        {
            *before = table;
            return;
        }
        match self.frames.last_mut() {
            None => self.pieces.push(FilePiece::Block(block)),
            Some(
                OpenContainer::Quote { blocks, .. }
                | OpenContainer::Callout { blocks, .. }
                | OpenContainer::Group { blocks, .. }
                | OpenContainer::Item { blocks, .. }
                | OpenContainer::Detail { blocks }
                | OpenContainer::Details { blocks, .. }
                | OpenContainer::Figure { blocks, .. }
                | OpenContainer::Flat { blocks, .. }
                | OpenContainer::Note { blocks, .. },
            ) => {
                blocks.push(block);
            }
            Some(OpenContainer::HtmlTable { .. } | OpenContainer::HtmlRow { .. }) => self.add_to_element(block),
            Some(OpenContainer::Row { cells }) => cells.push(block),
            Some(OpenContainer::Table { rows, .. }) => rows.push(vec![block]),
            Some(OpenContainer::List { items, .. }) => items.push(ListItem { task: None, blocks: vec![block] }),
            Some(OpenContainer::Definitions { entries, .. }) => entries.push(Definition { terms: Vec::new(), details: vec![vec![block]] }),
        }
    }
}
