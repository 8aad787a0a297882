//! Blocks as one paragraph, for places that hold no more: cells of tables, captions, headings, terms.

use crate::book::{BlockId, BlockKind, Book, Picture, Prose, Run, RunKind, SourceMap, Style};
use crate::source::Span;
use std::sync::Arc;

/// What blocks say, line by line: items with a bullet or their number, rows with a bar between their cells, pictures in the line.
pub(in crate::read) fn flat(book: &Book, blocks: &[BlockId]) -> Prose {
    let mut lines = FlatText::default();
    lines.blocks(book, blocks);
    let FlatText { text, runs, map } = lines;
    Prose { text, runs, map: Arc::new(map) }
}

/// Where a text is to be parted so that pictures in lines of their own are alone.
pub(in crate::read) fn picture_lines(prose: &Prose) -> Vec<usize> {
    let (mut ends, mut at, mut shown) = (Vec::new(), 0, false);
    for line in prose.text.split_inclusive('\n') {
        let alone = line.trim() == "\u{FFFC}";
        if (alone || shown) && at > 0 {
            ends.push(at);
        }
        shown = alone;
        at += line.len();
    }
    ends
}

/// A text parted behind a line end, which neither part has.
pub(in crate::read) fn parted(prose: Prose, end: usize) -> (Prose, Prose) {
    let part = |from: usize, to: usize| {
        let runs = prose.runs.iter().filter(|run| {
            let (start, end) = (run.range().start, run.range().end);
            start < to && end > from || start == end && start >= from && start <= to && (from > 0 || start < to)
        });
        let moved = |at: u32| offset((at as usize).clamp(from, to) - from);
        let runs = runs.map(|run| Run { start: moved(run.start), end: moved(run.end), ..run.clone() }).collect();
        Prose { text: prose.text[from..to].to_owned(), runs, map: Arc::new(prose.map.part(from..to)) }
    };
    (part(0, end - 1), part(end, prose.text.len()))
}

#[derive(Default)]
struct FlatText {
    text: String,
    runs: Vec<Run>,
    map: SourceMap,
}

impl FlatText {
    fn blocks(&mut self, book: &Book, blocks: &[BlockId]) {
        for &id in blocks {
            let block = book.block(id);
            match &block.kind {
                BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) => self.line(prose, block.span),
                BlockKind::Code { prose, .. } => self.code(prose, block.span),
                BlockKind::List { numbering, items, .. } => {
                    for (index, item) in items.iter().enumerate() {
                        let label = numbering.map_or_else(|| "•\u{A0}".to_owned(), |numbering| numbering.label(index) + "\u{A0}");
                        self.end_line(block.span);
                        self.push(&label, RunKind::Text, block.span);
                        self.blocks(book, &item.blocks);
                    }
                }
                BlockKind::Table(table) => {
                    self.blocks(book, table.caption.as_slice());
                    let covered = table.covered();
                    for row in table.heads().chain(&table.rows) {
                        let cells: Vec<BlockId> = row.iter().filter(|cell| !covered.contains(cell)).copied().collect();
                        self.row(book, &cells, block.span);
                    }
                }
                BlockKind::Figure { picture: Picture::Shown(image, alternative, size), caption, link, .. } => {
                    self.end_line(block.span);
                    self.push("\u{FFFC}", RunKind::Image(*image, alternative.clone(), *size), block.span);
                    if let Some(last) = self.runs.last_mut() {
                        last.link = *link;
                    }
                    self.blocks(book, caption.as_slice());
                }
                BlockKind::SceneBreak | BlockKind::PageBreak => {}
                BlockKind::Quote(_)
                | BlockKind::Callout(_)
                | BlockKind::Group(_)
                | BlockKind::Definitions(_)
                | BlockKind::Details { .. }
                | BlockKind::Figure { .. } => {
                    self.blocks(book, &block.children());
                }
            }
        }
    }

    /// The cells of a row, in one line.
    fn row(&mut self, book: &Book, cells: &[BlockId], span: Span) {
        self.end_line(span);
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                self.push(" | ", RunKind::Text, span);
            }
            if let Some(prose) = book.block(*cell).prose() {
                self.prose(prose);
            }
        }
    }

    /// A text in a line of its own, unless all that stands in the line yet is a label.
    fn line(&mut self, prose: &Prose, span: Span) {
        let labelled = self.text.ends_with('\u{A0}') && self.runs.last().is_some_and(|run| run.range().len() <= 8);
        if !labelled {
            self.end_line(span);
        }
        self.prose(prose);
    }

    fn prose(&mut self, prose: &Prose) {
        let base = offset(self.text.len());
        self.text.push_str(&prose.text);
        self.map.append(&prose.map);
        self.runs.extend(prose.runs.iter().map(|run| Run { start: run.start + base, end: run.end + base, ..run.clone() }));
    }

    /// Lines of code.
    fn code(&mut self, prose: &Prose, span: Span) {
        let mut at = 0;
        for line in prose.text.split('\n') {
            self.end_line(span);
            let start = self.text.len();
            self.text.push_str(line);
            self.map.append(&prose.map.part(at..at + line.len()));
            self.run(start, RunKind::Text, Style::CODE, span);
            at += line.len() + 1;
        }
    }

    fn end_line(&mut self, span: Span) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push("\n", RunKind::Break, Span { end: span.start, ..span });
        }
    }

    fn push(&mut self, text: &str, kind: RunKind, span: Span) {
        let start = self.text.len();
        self.text.push_str(text);
        self.map.push(text.len(), span.range());
        self.run(start, kind, Style::PLAIN, span);
    }

    fn run(&mut self, start: usize, kind: RunKind, style: Style, span: Span) {
        if start < self.text.len() {
            let (start, end) = (offset(start), offset(self.text.len()));
            self.runs.push(Run { start, end, kind, style, link: None, language: None, reading: None, span });
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
