//! Containers that end, and where a finished block goes.

use super::{Frame, Reader};
use crate::book::{BlockId, BlockKind, Definition, ListItem};
use crate::manuscript::markdown::Piece;
use crate::manuscript::{tables, targets};

impl Reader<'_> {
    /// Makes a block of the container that is open.
    pub(super) fn end_container(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let (span, kind) = match frame {
            Frame::Quote { span, blocks } => (span, BlockKind::Quote(blocks)),
            Frame::List { span, start, tight, items } => (span, BlockKind::List { start, tight, items }),
            Frame::Definitions { span, entries } => (span, BlockKind::Definitions(entries)),
            Frame::Table { span, alignments, head, rows } => {
                let table = tables::table(&self.builder.book, alignments, head.unwrap_or_default(), rows);
                let block = self.builder.block(span, BlockKind::Table(table));
                return self.add(block);
            }
            Frame::Item { task, blocks } => {
                if let Some(Frame::List { items, .. }) = self.frames.last_mut() {
                    items.push(ListItem { task, blocks });
                }
                return;
            }
            Frame::Detail { blocks } => {
                if let Some(Frame::Definitions { entries, .. }) = self.frames.last_mut() {
                    match entries.last_mut() {
                        Some(entry) => entry.details.push(blocks),
                        None => entries.push(Definition { terms: Vec::new(), details: vec![blocks] }),
                    }
                }
                return;
            }
            Frame::Row { cells } => {
                if let Some(Frame::Table { head, rows, .. }) = self.frames.last_mut() {
                    if head.is_none() { *head = Some(cells) } else { rows.push(cells) }
                }
                return;
            }
            Frame::Note { span, label, blocks } => return self.notes.define(&label, span, blocks, self.found),
        };
        self.depth -= 1;
        let is_empty = matches!(&kind, BlockKind::Quote(blocks) if blocks.is_empty());
        if !is_empty {
            let block = self.builder.block(span, kind);
            self.add(block);
        }
    }

    /// Puts a finished block into the container that is open.
    pub(in crate::manuscript) fn add(&mut self, block: BlockId) {
        targets::lead_here(self, block);
        let before = match (self.frames.last_mut(), self.pieces.last_mut()) {
            (None, Some(Piece::Block(last))) => Some(last),
            (Some(Frame::Quote { blocks, .. } | Frame::Item { blocks, .. } | Frame::Detail { blocks } | Frame::Note { blocks, .. }), _) => {
                blocks.last_mut()
            }
            _ => None,
        };
        if let Some(before) = before
            && let Some(table) = tables::join(&mut self.builder.book, *before, block)
        {
            *before = table;
            return;
        }
        match self.frames.last_mut() {
            None => self.pieces.push(Piece::Block(block)),
            Some(Frame::Quote { blocks, .. } | Frame::Item { blocks, .. } | Frame::Detail { blocks } | Frame::Note { blocks, .. }) => {
                blocks.push(block);
            }
            Some(Frame::Row { cells }) => cells.push(block),
            Some(Frame::Table { rows, .. }) => rows.push(vec![block]),
            Some(Frame::List { items, .. }) => items.push(ListItem { task: None, blocks: vec![block] }),
            Some(Frame::Definitions { entries, .. }) => entries.push(Definition { terms: Vec::new(), details: vec![vec![block]] }),
        }
    }
}
