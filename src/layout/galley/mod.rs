//! The galley: a chapter's blocks as one long strip of rows, ready to be cut into pages.

mod callout;
mod closing;
mod columns;
mod display;
mod figure;
mod heading;
mod initial;
mod leading;
mod list;
mod listing;
mod literary;
mod poems;
mod section;
mod table;
mod turned;

use super::frame::{Origin, PageItem};
use super::line::{self, Context, Line, LineFit, ParagraphShape, ParagraphText, ShapeContext};
use super::style::{Align, StyleSheet, TextLook};
use crate::book::{Alignment, Block, BlockId, BlockKind, Picture, Prose, Role, SectionId};
use crate::edition::attribution::attribution;
use crate::edition::opening::opening_words;
use crate::edition::{Edition, EntryId};
use crate::source::Length;
use leading::RowDepth;
pub(super) use leading::baseline;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A row of a galley: what is never divided between pages.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Space above the row, unless it begins a page.
    pub(super) above: Length,
    /// Space above the row where it begins a page.
    pub(super) above_top: Length,
    /// The row's height.
    pub(super) height: Length,
    /// What stands on the row: `x` from the left edge of the text, `y` from its own top edge.
    pub(super) items: Vec<PageItem>,
    /// What stands on the row besides if it is the first or the last of its page.
    pub(super) at_edge: Vec<PageItem>,
    /// Distance of the baseline from the row's top edge, of a row that is a line.
    pub(super) baseline: Option<Length>,
    /// What a page break after the row costs.
    pub(super) after: i64,
    /// Whether the row's last word is divided.
    pub(super) hyphen: bool,
    /// Whether a page ends with the row, because its author wants that.
    pub(super) ends_page: bool,
    /// Whether the row stands on the page's grid, so that it is level with the lines of the page beside it.
    pub(super) snaps: bool,
    /// Whether the list that the row is of goes on below it.
    pub(super) list_goes_on: bool,
    /// Whether the row is a figure that stands exactly where it is written.
    pub(super) pinned: bool,
    /// Where a figure that may move is to stand.
    pub(super) float: Option<FloatClass>,
    /// Whether the row is turned by a quarter, on a page of its own: its lines are as long as a page is high.
    pub(super) turned: bool,
    /// What is repeated if a page begins with this row of a table.
    pub(super) torn: Option<Arc<RepeatedHead>>,
    /// The notes first called on the row.
    pub(super) calls: Vec<EntryId>,
    /// The section whose heading begins on the row.
    pub(super) section: Option<SectionId>,
    /// The line of text that the row is, if it is one.
    pub(super) line: Option<RowLine>,
}

/// What a row that is a line of text hands on to the report on the pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowLine {
    /// How well the line fits.
    pub(super) fit: LineFit,
    /// Whether the line ends in a hyphen.
    pub(super) hyphen: bool,
    /// Index of the line in its paragraph, from 0, and how many lines that has.
    pub(super) place: (u32, u32),
}

/// Where a figure that may move is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FloatClass {
    /// The figure's place in the text; if the page has no room left, the head of the next.
    Here,
    /// The head of a page.
    Top,
    /// The foot of a page, above the notes.
    Bottom,
    /// A page of its own.
    Page,
}

/// What a table over several pages repeats. All of it is decoration: the head was read when the table began.
#[derive(Debug)]
pub(super) struct RepeatedHead {
    /// Height of what is repeated.
    pub(super) height: Length,
    /// What is repeated, `y` from the top of the page.
    pub(super) head: Vec<PageItem>,
    /// What closes the part before, `y` from the foot of its last row.
    pub(super) close: PageItem,
}

/// Costs of breaking a page: between a paragraph's first two lines, between its last two, after a line that leads on to the
/// next, after the first line behind a heading, where nothing may part.
pub(super) const ORPHAN: i64 = 40_000;
pub(super) const WIDOW: i64 = 60_000;
pub(super) const LEADS_ON: i64 = 2_000;
pub(super) const HEADED: i64 = 50_000;
pub(super) const NEVER: i64 = 10_000_000;

/// Where blocks are set and how.
#[derive(Clone, Copy)]
pub(super) struct BlockGeometry {
    /// Distance of the edge at which lines begin from that of the text: the left one, or in a book from right to left the right.
    pub(super) left: Length,
    /// Width.
    pub(super) width: Length,
    /// The look of plain text.
    pub(super) look: TextLook,
    /// Indent of a paragraph's first line, and space above a block that stands apart.
    pub(super) indent: Length,
    /// Whether the block is part of a note, where there is less room.
    pub(super) tight: bool,
}

/// Fills a galley with rows.
pub(super) struct Galley<'a, 'f> {
    /// What is set.
    pub(super) edition: &'a Edition,
    /// The styles.
    pub(super) sheet: &'a StyleSheet,
    /// The shaper and its memory.
    pub(super) bench: &'a mut ShapeContext<'f>,
    /// The rows so far.
    pub(super) rows: Vec<Row>,
    /// Space that the last block wants below itself.
    below: Length,
    /// Lists that are open round the next block.
    lists: usize,
    /// Whether the next paragraph begins without an indent.
    flush: bool,
    /// Whether the next block is a chapter's first.
    opening: bool,
    /// Whether a heading was just set.
    headed: bool,
    /// How many levels lower than they are written the headings look, below a title that stands above the text.
    pub(super) lowered: u8,
    /// Whether a table stands above that may move.
    tables_move: bool,
    /// Whether paragraphs of the text itself are entries of a bibliography.
    pub(super) entries: bool,
    /// How far in the poems of the chapter stand, each by its first block.
    poems: BTreeMap<BlockId, Length>,
}

impl<'a, 'f> Galley<'a, 'f> {
    /// An empty galley.
    pub(super) fn new(edition: &'a Edition, sheet: &'a StyleSheet, bench: &'a mut ShapeContext<'f>) -> Self {
        Self {
            edition,
            sheet,
            bench,
            rows: Vec::new(),
            below: Length::ZERO,
            lists: 0,
            flush: true,
            opening: false,
            headed: false,
            lowered: 0,
            tables_move: false,
            entries: false,
            poems: BTreeMap::new(),
        }
    }

    /// The place of the text itself.
    pub(super) fn page_place(&self) -> BlockGeometry {
        BlockGeometry { left: Length::ZERO, width: self.sheet.measure, look: self.sheet.text, indent: self.sheet.indent, tight: false }
    }

    /// Sets blocks one below the other.
    pub(super) fn blocks(&mut self, blocks: &[BlockId], place: BlockGeometry) {
        // How far in the stanzas of a poem stand, which is the same for all of them.
        let mut verse: Option<Length> = None;
        for (at, &id) in blocks.iter().enumerate() {
            let block = self.edition.book().block(id);
            let place = aligned(place, block);
            if !block.role.is_verse() {
                verse = None;
            }
            let small = self.is_small_heading(blocks, at, place);
            if small {
                self.above_small_heading(place);
            }
            self.opening &= block.may_stand_before_opening() || matches!(block.kind, BlockKind::Heading { .. });
            let from = self.rows.len();
            match &block.kind {
                BlockKind::Heading { section, prose } => self.heading(id, *section, prose, place),
                BlockKind::Paragraph(prose) if block.role.is_verse() => {
                    let inset = *verse.get_or_insert_with(|| self.poem_inset(&blocks[at..], place));
                    self.verse(id, prose, inset, place);
                }
                BlockKind::Paragraph(prose) if block.role.is_literary() => self.literary(id, block.role, prose, place),
                BlockKind::Paragraph(prose) if block.role == Role::Author => self.author(id, prose, place),
                BlockKind::Paragraph(prose) if prose.display().is_some() => self.formula(id, prose, place),
                BlockKind::Paragraph(prose) => self.paragraph(id, prose, place),
                BlockKind::Quote(inner) if self.opening && self.is_text(place) && attribution(self.edition.book(), inner).is_some() => {
                    self.epigraph(inner, place);
                }
                BlockKind::Quote(inner) => self.quote(inner, place),
                BlockKind::Callout(content) => self.callout(content, place),
                BlockKind::Group(group) => self.group(group, place),
                BlockKind::Details { summary, blocks } => self.details(*summary, blocks, place),
                BlockKind::List { numbering, tight, items } => self.list(id, *numbering, *tight, items, place),
                BlockKind::Definitions(entries) => self.definitions(entries, place),
                BlockKind::Code { prose, .. } => self.code(id, prose, place),
                BlockKind::Table(table) => self.table(table, place),
                BlockKind::Figure { picture: Picture::Shown(..), .. } => self.figure(id, place),
                BlockKind::Figure { picture: Picture::Absent(words), caption, .. } => self.framed(*words, *caption, place),
                BlockKind::SceneBreak => self.scene_break(place),
                BlockKind::PageBreak => self.end_page(),
            }
            if self.is_closing(blocks, at) {
                self.keep_closing(from);
            }
            if small {
                self.keep_small_heading(from);
            }
            if self.leads_in(blocks, at, from) {
                self.rows[from].after = self.rows[from].after.max(HEADED);
            }
        }
    }

    /// Whether the rows from `from` on are a line in the middle by itself above a paragraph, such as the name of who speaks.
    fn leads_in(&self, blocks: &[BlockId], at: usize, from: usize) -> bool {
        let block = |at: usize| blocks.get(at).map(|&id| self.edition.book().block(id));
        let is_paragraph = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
        let is_centred = block(at).is_some_and(|block| is_paragraph(block) && block.alignment == Some(Alignment::Centre));
        is_centred && self.rows.len() == from + 1 && block(at + 1).is_some_and(is_paragraph)
    }

    /// Sets the blocks of a chapter; where comments stand below their section, each section's behind it.
    pub(super) fn chapter(&mut self, blocks: &[BlockId], place: BlockGeometry) {
        self.chapter_below(self.rows.len(), blocks, place);
    }

    /// Sets such blocks where the rows from `from` on, such as a title above the text, are part of their first section.
    pub(super) fn chapter_below(&mut self, mut from: usize, blocks: &[BlockId], place: BlockGeometry) {
        self.poems = self.poems_of(blocks, place);
        if !self.edition.presentation.follows_sections() {
            return self.blocks(blocks, place);
        }
        let book = self.edition.book();
        for section in blocks.chunk_by(|_, &next| !matches!(book.block(next).kind, BlockKind::Heading { .. })) {
            self.blocks(section, place);
            self.section_notes(from, place);
            from = self.rows.len();
        }
    }

    /// Makes the next paragraph open the text.
    pub(super) fn opens(&mut self) {
        (self.opening, self.flush, self.headed) = (true, true, true);
    }

    /// An entry of a bibliography: ragged, the first line out.
    fn entry(&mut self, id: BlockId, prose: &Prose, place: BlockGeometry) {
        let look = TextLook { align: Align::Left, ..place.look };
        let hang = self.sheet.text.size.scale(14, 10);
        let inside = BlockGeometry { left: place.left + hang, width: place.width - hang, look, ..place };
        (self.flush, self.opening) = (false, false);
        let copy = self.copy(id, prose, Origin::Block(id), inside);
        self.lines(&copy, inside, -hang);
    }

    fn paragraph(&mut self, id: BlockId, prose: &Prose, place: BlockGeometry) {
        let is_entry = self.entries || self.edition.book().block(id).role == Role::Entry;
        if is_entry && place.width == self.sheet.measure && place.look.align == self.sheet.text.align {
            return self.entry(id, prose, place);
        }
        let goes_on = self.edition.book().block(id).role == Role::Continued;
        // In the column of notes ragged paragraphs have their indent too, or their beginnings would not be seen.
        let indented = place.look.align == self.sheet.text.align || place.look.align == Align::Left && place.tight;
        let flush = goes_on || self.flush && !(self.sheet.every_indent && self.is_text(place));
        let first = if flush || !indented { Length::ZERO } else { place.indent };
        self.flush = false;
        let mut copy = self.copy(id, prose, Origin::Block(id), place);
        let from = self.rows.len();
        // Only a paragraph of the text itself opens a chapter, whatever stands between it and the title.
        if self.is_text(place) && std::mem::take(&mut self.opening) {
            if self.sheet.small_caps {
                copy.open(opening_words(&prose.text));
            }
            let mut with_initial = copy.clone();
            self.initial(&mut with_initial, place);
            let lines = self.broken(&with_initial, place, first);
            let initial = with_initial.initial;
            // Beside a letter higher than its paragraph there would be a hole.
            if initial.lines == 0 || lines.len() > usize::from(initial.lines) {
                self.rows_of(lines, place, leads_on(&with_initial));
                return self.beside(from, initial);
            }
        }
        self.lines(&copy, place, first);
    }

    /// A block's text with its marks, in its own language.
    pub(super) fn copy(&self, id: BlockId, prose: &Prose, origin: Origin, place: BlockGeometry) -> ParagraphText {
        let book = self.edition.book();
        let language = book.language_of(book.block(id));
        let mut copy = ParagraphText::new(language);
        copy.prose(prose, Some(id), origin, self.context(place));
        copy.keeps_way = self.lists > 0;
        copy
    }

    /// What stretches in this place share.
    pub(super) fn context(&self, place: BlockGeometry) -> Context<'a> {
        let picture = (place.width, place.look.leading * 4);
        // As high as a figure may be.
        let most = self.sheet.depth.scale(3, 4);
        Context { edition: self.edition, fonts: self.bench.fonts, look: place.look, picture, most }
    }

    /// Breaks a paragraph and adds its lines as rows.
    pub(super) fn lines(&mut self, copy: &ParagraphText, place: BlockGeometry, first: Length) {
        let lines = self.broken(copy, place, first);
        self.rows_of(lines, place, leads_on(copy));
    }

    /// The lines of a paragraph.
    pub(super) fn broken(&mut self, copy: &ParagraphText, place: BlockGeometry, first: Length) -> Vec<Line> {
        let shape = ParagraphShape { measure: place.width, first, align: place.look.align, hyphenate: place.look.hyphenate };
        line::lines(copy, shape, self.bench)
    }

    /// Adds lines as rows that keep together at their ends. What formulas need between them takes whole lines in all.
    pub(super) fn rows_of(&mut self, lines: Vec<Line>, place: BlockGeometry, leads_on: bool) {
        let count = lines.len();
        let mut gaps = leading::gaps(&lines, place.look, self.bench.fonts);
        let on_grid = self.is_text(place);
        if on_grid {
            leading::whole_lines(&mut gaps, place.look.leading);
        }
        let pushed = gaps.iter().position(|gap| *gap > Length::ZERO).unwrap_or(count);
        for (index, line) in lines.into_iter().enumerate() {
            let mut after = 0;
            if count > 1 && index == 0 {
                after += ORPHAN;
            }
            if count > 1 && index + 2 == count {
                after += WIDOW;
            }
            if index + 1 == count && leads_on {
                after += LEADS_ON;
            }
            let depth = RowDepth::of_words(&line, place.look);
            let mut row = self.row_at(line, place, depth, after);
            row.line = row.line.map(|line| RowLine { place: (number(index), number(count)), ..line });
            row.above = gaps[index];
            // From the first that is moved on the lines are off the grid, up to the last.
            row.snaps = on_grid && index < pushed;
            self.push(row);
        }
        self.space(gaps[count]);
    }

    /// Whether a place is that of the text itself, whose lines stand on the grid.
    pub(super) fn is_text(&self, place: BlockGeometry) -> bool {
        place.width == self.sheet.measure && place.look.align == self.sheet.text.align && !place.tight
    }

    /// A line as a row.
    pub(super) fn row(&self, line: Line, place: BlockGeometry, after: i64) -> Row {
        let depth = RowDepth::of(&line, place.look, self.bench.fonts);
        self.row_at(line, place, depth, after)
    }

    /// A line as a row of this depth.
    fn row_at(&self, line: Line, place: BlockGeometry, depth: RowDepth, after: i64) -> Row {
        let RowDepth { height, baseline } = depth;
        let left = self.edge(place);
        let set = (!self.bench.sketch).then_some(RowLine { fit: line.fit, hyphen: line.hyphen, place: (0, 1) });
        let items = line.pieces.into_iter().map(|piece| piece.item(left, baseline)).collect();
        let snaps = self.is_text(place);
        let baseline = Some(baseline);
        Row { height, items, baseline, after, snaps, hyphen: line.hyphen, calls: line.calls, line: set, ..Row::default() }
    }

    /// Distance of a place's left edge from that of the text.
    pub(super) fn edge(&self, place: BlockGeometry) -> Length {
        if self.sheet.mirrored { self.sheet.measure - place.left - place.width } else { place.left }
    }

    /// Adds a row below the last, with the space the last block asked for.
    pub(super) fn push(&mut self, mut row: Row) {
        row.above = row.above.max(self.below);
        self.below = Length::ZERO;
        // A heading keeps with two lines: it never parts from the first, and the first not from the second.
        if std::mem::take(&mut self.headed) && row.height < self.sheet.leading * 2 {
            row.after = row.after.max(HEADED);
        }
        self.rows.push(row);
    }

    /// Asks for space between the last row and the next, the larger of what both want.
    pub(super) fn space(&mut self, space: Length) {
        self.below = self.below.max(space);
    }

    /// Space round a block that stands apart from the text.
    pub(super) fn apart(place: BlockGeometry) -> Length {
        if place.tight { place.look.leading / 4 } else { place.look.leading / 2 }
    }

    /// Makes the next paragraph begin with an indent.
    pub(super) fn indent(&mut self) {
        self.flush = false;
    }

    /// Makes the next paragraph begin flush left.
    pub(super) fn flush(&mut self) {
        self.flush = true;
    }
}

/// Whether a paragraph leads on to what follows it.
fn leads_on(copy: &ParagraphText) -> bool {
    copy.plain.trim_end().ends_with(':')
}

/// A place whose lines stand as a paragraph's author wants them.
fn aligned(place: BlockGeometry, block: &Block) -> BlockGeometry {
    let align = match (block.alignment, &block.kind) {
        (Some(Alignment::Start), BlockKind::Paragraph(_)) => Align::Left,
        (Some(Alignment::Centre), BlockKind::Paragraph(_)) => Align::Centre,
        (Some(Alignment::End), BlockKind::Paragraph(_)) => Align::Right,
        _ => return place,
    };
    let hyphenate = place.look.hyphenate && align == Align::Left;
    // Where the text is ragged too, only its indents tell it from what stands on the left.
    BlockGeometry { look: TextLook { align, hyphenate, ..place.look }, indent: Length::ZERO, ..place }
}

/// A number of lines as a `u32`; no paragraph has more.
fn number(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX)
}
