//! Tables: their captions, for which Markdown has no place, and which of their cells are heads.

use crate::book::{Alignment, BlockId, BlockKind, Book, Prose, RunKind, Table};
use crate::read::markdown::classes;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What says in a caption that the first cell of every row is its head.
const ROW_HEADS: &str = "{.row-heads}";

/// What says in a caption that the table is to stand on a turned page.
const LANDSCAPE: &str = "{.landscape}";

/// A table. Where the corner of its head is empty, the cells below it are heads too: those of the rows.
pub(in crate::read) fn table(book: &Book, alignments: Vec<Alignment>, head: Vec<BlockId>, rows: Vec<Vec<BlockId>>) -> Table {
    let mut named = head.iter().map(|&cell| book.block(cell).prose().is_some_and(|prose| !prose.text.trim().is_empty()));
    let row_heads = named.next() == Some(false) && named.any(|named| named);
    Table { alignments, head, head_below: Vec::new(), rows, spans: BTreeMap::new(), row_heads, caption: None, landscape: false }
}

/// The rows of a table without the last, if that is a caption right below the others: `: Words`, which pandoc and Quarto take for one.
pub(in crate::read) fn without_caption(book: &Book, mut rows: Vec<Vec<BlockId>>, text: &str) -> (Vec<Vec<BlockId>>, Option<BlockId>) {
    let prose = |&id: &BlockId| book.block(id).prose();
    let caption = rows.last().and_then(|cells| cells.split_first()).filter(|(first, others)| {
        let is_empty = |cell: &BlockId| prose(cell).is_none_or(|prose| prose.text.is_empty());
        // A row that a bar opens has its colon in a cell.
        let is_bare = |prose: &&Prose| text.get(..prose.place(0..1).map_or(0, |place| place.start as usize)).is_some_and(begins_line);
        others.iter().all(is_empty) && prose(first).filter(is_bare).is_some_and(|prose| opening(prose, text).is_some())
    });
    let caption = caption.map(|(&first, _)| first);
    if caption.is_some() {
        rows.pop();
    }
    (rows, caption)
}

/// Whether nothing but spaces and marks of quotation stand behind the last end of a line.
fn begins_line(before: &str) -> bool {
    before.trim_end_matches([' ', '\t', '>']).chars().next_back().is_none_or(|last| last == '\n')
}

/// Captions a table by its neighbour: if one of two blocks is a table without a caption and the other a paragraph that begins with `Table:`
/// or `:` (pandoc's forms), makes that its caption and gives the table. `text` is the source, in which an escaped colon begins none.
pub(in crate::read) fn join(book: &mut Book, first: BlockId, second: BlockId, text: &str) -> Option<BlockId> {
    let bare = |id: BlockId| matches!(&book.block(id).kind, BlockKind::Table(table) if table.caption.is_none());
    let (table, caption) = match (bare(first), bare(second)) {
        (true, false) => (first, second),
        (false, true) => (second, first),
        _ => return None,
    };
    let BlockKind::Paragraph(prose) = &mut book.blocks[caption.index()].kind else { return None };
    let opening = opening(prose, text)?;
    cut(prose, opening);
    let (mut row_heads, mut landscape) = (false, false);
    for _ in 0..2 {
        row_heads |= classes::cut(prose, ROW_HEADS);
        landscape |= classes::cut(prose, LANDSCAPE);
    }
    // A caption may say no more than how the table is to stand.
    let says = prose.text != LANDSCAPE && prose.text != ROW_HEADS;
    row_heads |= prose.text == ROW_HEADS;
    landscape |= prose.text == LANDSCAPE;
    if let BlockKind::Table(table) = &mut book.blocks[table.index()].kind {
        table.caption = says.then_some(caption);
        table.row_heads |= row_heads;
        table.landscape |= landscape;
    }
    Some(table)
}

/// How many bytes say that a paragraph is a caption, if they do and words follow. A French colon has a space before it.
fn opening(prose: &Prose, source: &str) -> Option<usize> {
    let text = &prose.text;
    let rest = text.strip_prefix("Table").or_else(|| text.strip_prefix("table")).unwrap_or(text);
    let words = rest.trim_start_matches(['\u{A0}', '\u{202F}']).strip_prefix(':')?;
    let kept = words.trim_start();
    let whole = text.len() - kept.len();
    let run = prose.runs.first()?;
    let plain = run.kind == RunKind::Text && run.link.is_none() && run.end as usize >= whole;
    let colon = text.len() - words.len() - 1;
    let place = prose.place(colon..colon + 1).map_or(0, |place| place.start as usize);
    let is_escaped = source.get(..place).is_some_and(|before| before.ends_with('\\'));
    (plain && !is_escaped && words.starts_with(char::is_whitespace) && !kept.is_empty()).then_some(whole)
}

/// Cuts the first bytes off, all of the first run.
fn cut(prose: &mut Prose, bytes: usize) {
    prose.map = Arc::new(prose.map.part(bytes..prose.text.len()));
    prose.text.drain(..bytes);
    let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
    for run in &mut prose.runs {
        run.start = run.start.saturating_sub(bytes);
        run.end = run.end.saturating_sub(bytes);
    }
    if let Some(first) = prose.runs.first_mut() {
        first.span.start = (first.span.start + bytes).min(first.span.end);
    }
    prose.runs.retain(|run| run.end > run.start || run.kind != RunKind::Text);
}
