//! The elements of HTML that are open, and what is made of each when it ends.

use super::groups::UNTIL_CLOSED;
use super::parts::{HtmlCell, HtmlTable, OpenElement};
use super::{BlockReader, DEEPEST, FlatKind, OpenContainer};
use crate::book::{Alignment, BlockId, BlockKind, CellSpan, Definition, LanguageId, Prose, Style, Table};
use crate::read::labels;
use crate::read::markdown::elements::HtmlElement;
use crate::read::markdown::flat;
use crate::read::markdown::headings::HeadingMarks;
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// Cells of a row that may stand for others.
const MOST_CELLS: usize = 100;

impl BlockReader<'_> {
    /// Puts a container of Markdown between the elements that are open and those to come.
    pub(super) fn shut_off(&mut self) {
        let (alignment, language) = self.elements.last().map_or((None, None), |open| (open.alignment, open.language));
        let name = String::new();
        self.elements.push(OpenElement { name, element: None, framed: false, ends_here: false, alignment, language });
    }

    /// Ends a container of Markdown and the elements in it that are still open.
    pub(super) fn open_up(&mut self, range: &Range<usize>) {
        if let Some(index) = self.elements.iter().rposition(|open| open.element.is_none()) {
            self.close_elements(index + 1, range);
            self.elements.truncate(index);
        }
    }

    /// Opens the container of an element; false if it lies too deep to have one.
    pub(super) fn frame_element(&mut self, frame: OpenContainer, element: HtmlElement, span: Span) -> bool {
        if self.flat > 0 || counts(element) && self.depth >= DEEPEST {
            self.tell_too_deep(span);
            return false;
        }
        self.depth += usize::from(counts(element));
        self.frames.push(frame);
        true
    }

    /// Ends the elements from `index` on.
    pub(super) fn close_elements(&mut self, index: usize, range: &Range<usize>) {
        while self.elements.len() > index {
            self.close_leaf();
            let Some(open) = self.elements.pop() else { return };
            let left = self.elements.len();
            self.carried.retain(|tag| tag.depth <= left);
            if let Some(element) = open.element.filter(|_| open.framed) {
                self.depth -= usize::from(counts(element));
                self.end_element(&open, range);
            }
        }
    }

    /// Makes of an element what it is in a book.
    fn end_element(&mut self, open: &OpenElement, range: &Range<usize>) {
        if open.element == Some(HtmlElement::Division) {
            return self.end_group();
        }
        self.close_stretches();
        match self.frames.pop() {
            Some(OpenContainer::Flat { span, kind, blocks }) => self.end_flat(kind, &blocks, span.to(self.span(range)), open),
            Some(OpenContainer::Details { summary: None, blocks, .. }) if blocks.is_empty() => {}
            Some(OpenContainer::Details { span, summary, blocks }) => {
                let block = self.builder.block(span.to(self.span(range)), BlockKind::Details { summary, blocks });
                self.add(block);
            }
            Some(OpenContainer::Figure { caption, blocks, .. }) => self.end_figure(caption, blocks),
            Some(OpenContainer::HtmlRow { cells, in_head }) => self.end_row(cells, in_head),
            Some(OpenContainer::HtmlTable { span, table }) => self.end_table(*table, span.to(self.span(range))),
            Some(frame) => {
                let counted = matches!(frame, OpenContainer::Quote { .. } | OpenContainer::List { .. } | OpenContainer::Definitions { .. });
                // It takes the depth off itself.
                self.depth += usize::from(counted);
                self.frames.push(frame);
                self.end_container(range);
            }
            None => {}
        }
    }

    /// Ends the letter, play or epigraph that a `div` with such a class is, and what was not closed in it.
    fn end_group(&mut self) {
        let is_own = |frame: &OpenContainer| matches!(frame, OpenContainer::Group { until: UNTIL_CLOSED, .. });
        let is_stretch =
            |frame: &OpenContainer| matches!(frame, OpenContainer::Callout { until: Some(_), .. } | OpenContainer::Group { .. });
        while self.frames.last().is_some_and(|frame| is_stretch(frame) && !is_own(frame)) {
            self.close_stretch();
        }
        // A stretch takes its depth off itself.
        self.depth += 1;
        self.close_stretch();
    }

    /// Makes one paragraph of blocks, and of that what its element is.
    fn end_flat(&mut self, kind: FlatKind, blocks: &[BlockId], span: Span, open: &OpenElement) {
        match kind {
            FlatKind::Heading(marks) => self.end_heading(marks, blocks, span, open),
            FlatKind::Term => {
                let block = self.joined(blocks, span);
                self.term(block);
            }
            FlatKind::Cell { head, alignment, columns, rows } => {
                let block = self.joined(blocks, span);
                if let Some(OpenContainer::HtmlRow { cells, .. }) = self.frames.last_mut() {
                    cells.push(HtmlCell { block, head, alignment, columns, rows });
                }
            }
            FlatKind::TableCaption | FlatKind::FigureCaption | FlatKind::Summary if blocks.is_empty() => {}
            FlatKind::TableCaption => {
                let block = self.joined(blocks, span);
                match self.frames.last_mut() {
                    Some(OpenContainer::HtmlTable { table, .. }) if table.caption.is_none() => table.caption = Some(block),
                    _ => self.add(block),
                }
            }
            FlatKind::FigureCaption => {
                let block = self.joined(blocks, span);
                let figure = self.frames.iter_mut().rev().find_map(|frame| match frame {
                    OpenContainer::Figure { caption, .. } => Some(caption),
                    _ => None,
                });
                match figure {
                    Some(caption @ None) => *caption = Some(block),
                    _ => self.add(block),
                }
            }
            FlatKind::Summary => {
                let block = self.joined(blocks, span);
                if let BlockKind::Paragraph(prose) = &mut self.builder.book.blocks[block.index()].kind {
                    prose.runs.iter_mut().for_each(|run| run.style = run.style.with(Style::STRONG));
                }
                match self.frames.last_mut() {
                    Some(OpenContainer::Details { summary: summary @ None, .. }) => *summary = Some(block),
                    _ => self.add(block),
                }
            }
        }
    }

    /// Makes a heading. One that holds pictures alone is these pictures.
    fn end_heading(&mut self, mut marks: HeadingMarks, blocks: &[BlockId], span: Span, open: &OpenElement) {
        let is_figure = |&&block: &&BlockId| matches!(self.builder.book.block(block).kind, BlockKind::Figure { .. });
        let pictures = blocks.iter().take_while(is_figure).count();
        let (pictures, words) = blocks.split_at(pictures);
        if words.is_empty() {
            self.targets.extend(marks.id.take().map(|id| (id, span)));
        }
        pictures.iter().for_each(|&picture| self.add(picture));
        let Some((&first, &last)) = words.first().zip(words.last()) else { return };
        let place = self.builder.book.block(first).span.to(self.builder.book.block(last).span);
        let block = self.joined(words, span);
        let BlockKind::Paragraph(prose) = &mut self.builder.book.blocks[block.index()].kind else { return };
        let prose = std::mem::take(prose);
        if !self.frames.is_empty() || self.flat > 0 {
            return self.quoted_heading(marks.id, prose, span);
        }
        self.told_in_heading(&mut marks, open.alignment, open.language);
        self.heading(marks, prose, span, place);
    }

    /// Gives a heading, which begins at a byte, the alignment and the language of what is round it.
    pub(super) fn inherit_in_heading(&self, marks: &mut HeadingMarks, at: u32) {
        let alignment = self.alignment_at(at);
        let language = self.elements.last().and_then(|open| open.language);
        self.told_in_heading(marks, alignment, language);
    }

    /// Says in a heading's attributes how it is to stand and in which language it is, unless they do.
    fn told_in_heading(&self, marks: &mut HeadingMarks, alignment: Option<Alignment>, language: Option<LanguageId>) {
        let own = |key: &str| marks.attributes.iter().any(|(known, _)| known == key);
        let alignment = alignment.filter(|_| !own("align")).map(|alignment| ("align", alignment.word().to_owned()));
        let language = language.filter(|_| !own("lang")).map(|id| ("lang", self.builder.book.foreign(id).to_owned()));
        let told = alignment.into_iter().chain(language).map(|(key, value)| (key.to_owned(), Some(value)));
        let told: Vec<_> = told.collect();
        marks.attributes.extend(told);
    }

    /// Joins blocks to a paragraph that says what they do; the only paragraph among them, if they are no more.
    fn joined(&mut self, blocks: &[BlockId], span: Span) -> BlockId {
        if let [only] = blocks
            && matches!(self.builder.book.block(*only).kind, BlockKind::Paragraph(_))
        {
            return *only;
        }
        let prose = flat::flat(&self.builder.book, blocks);
        let block = self.builder.block(span, BlockKind::Paragraph(prose));
        let mut gone = blocks.to_vec();
        let mut first = block;
        while let Some(id) = gone.pop() {
            first = first.min(id);
            gone.extend(self.builder.book.block(id).children());
            // Nothing may find the words a second time.
            self.builder.book.blocks[id.index()].kind = BlockKind::Paragraph(Prose::default());
        }
        labels::moved(self.builder, first, block);
        block
    }

    /// Adds a term to the list of definitions that is open.
    pub(super) fn term(&mut self, block: BlockId) {
        match self.frames.last_mut() {
            Some(OpenContainer::Definitions { entries, .. }) => match entries.last_mut() {
                Some(entry) if entry.details.is_empty() => entry.terms.push(block),
                _ => entries.push(Definition { terms: vec![block], details: Vec::new() }),
            },
            _ => self.add(block),
        }
    }

    /// Puts a caption to the one thing of a figure that can have one; otherwise it stands below all of it.
    fn end_figure(&mut self, caption: Option<BlockId>, blocks: Vec<BlockId>) {
        let Some(words) = caption else {
            return blocks.into_iter().for_each(|block| self.add(block));
        };
        if let [only] = blocks[..] {
            let place = match &mut self.builder.book.blocks[only.index()].kind {
                BlockKind::Figure { caption, .. } => Some(caption),
                BlockKind::Table(Table { caption: caption @ None, .. }) => Some(caption),
                _ => None,
            };
            if let Some(place) = place {
                *place = Some(words);
                return self.add(only);
            }
        }
        for block in blocks {
            let stored = &mut self.builder.book.blocks[block.index()];
            if stored.prose().is_some_and(|prose| prose.text.contains('\u{FFFC}') && prose.text.chars().all(is_of_pictures)) {
                stored.alignment = Some(Alignment::Centre);
            }
            self.add(block);
        }
        self.builder.book.blocks[words.index()].alignment = Some(Alignment::Centre);
        self.add(words);
    }

    fn end_row(&mut self, cells: Vec<HtmlCell>, in_head: bool) {
        let Some(OpenContainer::HtmlTable { span, table }) = self.frames.last_mut() else { return };
        let (span, mut table) = (*span, std::mem::take(table));
        let (all_heads, first_head) = (cells.iter().all(|cell| cell.head), cells.first().is_some_and(|cell| cell.head));
        // Below a head of several rows stands nothing in the first column that would say otherwise.
        let first_head = first_head || table.taken.first().is_some_and(|taken| *taken > 0) && !table.row_heads.is_empty();
        let is_head = table.rows.is_empty() && (in_head || all_heads);
        if !is_head && table.rows.is_empty() {
            // No cell of the head goes into the body.
            table.taken.fill(0);
        }
        let mut row = Vec::with_capacity(cells.len());
        for cell in cells {
            self.under(&mut table, &mut row, span);
            if cell.columns > 1 || cell.rows > 1 {
                let [columns, rows] = [cell.columns, cell.rows].map(|count| usize::try_from(count).unwrap_or(1));
                table.spans.insert(cell.block, CellSpan { columns, rows, alignment: cell.alignment });
            }
            for column in 0..cell.columns {
                if column > 0 && row.len() >= MOST_CELLS {
                    break;
                }
                let index = row.len();
                table.alignments.resize(table.alignments.len().max(index + 1), None);
                table.taken.resize(table.taken.len().max(index + 1), 0);
                table.taken[index] = cell.rows - 1;
                // A cell over several columns says nothing of each.
                if cell.alignment.is_some() && cell.columns == 1 && (!cell.head || table.alignments[index].is_none()) {
                    table.alignments[index] = cell.alignment;
                }
                let empty = column > 0;
                row.push(if empty { self.builder.block(span, BlockKind::Paragraph(Prose::default())) } else { cell.block });
            }
        }
        self.under(&mut table, &mut row, span);
        if !row.is_empty() {
            if is_head {
                table.heads.push(row);
            } else {
                table.row_heads.push(first_head);
                table.rows.push(row);
            }
        }
        if let Some(OpenContainer::HtmlTable { table: place, .. }) = self.frames.last_mut() {
            *place = table;
        }
    }

    /// Adds the empty cells of a row below cells that go over several rows.
    fn under(&mut self, table: &mut HtmlTable, row: &mut Vec<BlockId>, span: Span) {
        while let Some(taken) = table.taken.get_mut(row.len()).filter(|taken| **taken > 0) {
            *taken -= 1;
            row.push(self.builder.block(span, BlockKind::Paragraph(Prose::default())));
        }
    }

    fn end_table(&mut self, table: HtmlTable, span: Span) {
        let HtmlTable { caption, mut heads, mut rows, alignments, row_heads, mut spans, .. } = table;
        if heads.is_empty() && rows.is_empty() {
            return caption.into_iter().for_each(|words| self.add(words));
        }
        let columns = heads.iter().chain(&rows).map(Vec::len).max().unwrap_or(0);
        for row in heads.iter_mut().chain(&mut rows) {
            // A row that lacks cells has them at its end; a table of very many columns is given none.
            let lacking = if columns <= MOST_CELLS { columns - row.len() } else { 0 };
            row.extend((0..lacking).map(|_| self.builder.block(span, BlockKind::Paragraph(Prose::default()))));
        }
        within(&mut spans, &heads);
        within(&mut spans, &rows);
        // A table of nothing but heads has them as its rows.
        let (head, head_below) = match heads.len() {
            0 => (Vec::new(), Vec::new()),
            _ => {
                let first = heads.remove(0);
                if rows.is_empty() {
                    rows = std::mem::take(&mut heads);
                }
                (first, heads)
            }
        };
        let mut alignments: Vec<Alignment> = alignments.into_iter().map(|alignment| alignment.unwrap_or(Alignment::Start)).collect();
        alignments.resize(columns, Alignment::Start);
        let row_heads = !row_heads.is_empty() && row_heads.iter().all(|head| *head) && columns > 1;
        let table = Table { alignments, head, head_below, rows, spans, row_heads, caption, landscape: false };
        let block = self.builder.block(span, BlockKind::Table(table));
        self.add(block);
    }

    /// Gives a finished block the alignment and the language of what is round it.
    pub(super) fn inherit(&mut self, block: BlockId) {
        let alignment = self.alignment_at(self.builder.book.block(block).span.start);
        let language = self.elements.last().and_then(|open| open.language);
        if alignment.is_none() && language.is_none() {
            return;
        }
        let block = &mut self.builder.book.blocks[block.index()];
        if matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Figure { .. }) {
            block.alignment = block.alignment.or(alignment);
        }
        if block.prose().is_some() && !matches!(block.kind, BlockKind::Code { .. }) {
            block.language = block.language.or(language);
        }
    }

    /// Adds a block to the container of an element that is open.
    pub(super) fn add_to_element(&mut self, block: BlockId) {
        match self.frames.last_mut() {
            Some(OpenContainer::HtmlTable { table, .. }) => table.rows.push(vec![block]),
            Some(OpenContainer::HtmlRow { cells, .. }) => cells.push(HtmlCell { block, head: false, alignment: None, columns: 1, rows: 1 }),
            _ => {}
        }
    }
}

/// Keeps cells from going over more columns and rows than these rows have.
fn within(spans: &mut BTreeMap<BlockId, CellSpan>, rows: &[Vec<BlockId>]) {
    for (number, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            if let Some(span) = spans.get_mut(cell) {
                span.columns = span.columns.min(row.len() - column);
                span.rows = span.rows.min(rows.len() - number);
            }
        }
    }
}

/// Whether a character stands for a picture, or parts two.
fn is_of_pictures(c: char) -> bool {
    matches!(c, '\u{FFFC}' | ' ' | '\n')
}

/// Whether an element counts as a level that lists and quotations are nested in.
fn counts(element: HtmlElement) -> bool {
    !matches!(element, HtmlElement::Item | HtmlElement::Detail | HtmlElement::Row)
}
