//! The contents: entries with leaders and page numbers, each a link. Set in two steps: the lines, which do not depend on the
//! numbers, and the numbers when all pages are known.

use super::frame::{ContentsLine, ItemContent, LinkTarget, Origin, PageItem};
use super::galley::{BlockGeometry, Galley, NEVER, Row, baseline};
use super::line::{self, Ink, ParagraphShape, ParagraphText, ShapeContext};
use super::style::{Align, StyleSheet, TextLook};
use crate::book::{Style, toc};
use crate::edition::Edition;
use crate::fonts::shape::Features;
use crate::source::Length;

/// Where an entry's number is to stand: its row, by index, and where its title ends.
pub(super) struct NumberSlot {
    row: usize,
    end: Length,
    /// Whether more words of the entry stand below it.
    followed: bool,
}

/// A title that is not in the manuscript.
#[derive(Clone, Copy)]
pub(super) struct MatterTitle<'t> {
    /// The words of the line.
    pub(super) words: &'t str,
    /// The number of the line among those that are not in the manuscript.
    pub(super) line: u32,
    /// The level of heading that it looks like.
    pub(super) level: u8,
}

/// The contents without numbers.
pub(super) struct Contents {
    /// The rows, the heading first.
    pub(super) rows: Vec<Row>,
    /// The entries, in order; labels are empty.
    pub(super) lines: Vec<ContentsLine>,
    slots: Vec<NumberSlot>,
    /// The number of the first line.
    first: u32,
}

/// Sets the contents' heading, and entries.
/// `first` is the number of its first line among the book's lines of contents.
pub(super) fn set(
    heading: MatterTitle,
    entries: &[toc::ContentsEntry],
    first: u32,
    edition: &Edition,
    sheet: &StyleSheet,
    bench: &mut ShapeContext,
) -> Contents {
    let fonts = bench.fonts;
    let mut galley = Galley::new(edition, sheet, bench);
    let place = galley.page_place();
    let mut title = ParagraphText::new(&edition.book().language);
    title.push(heading.words, sheet.heading(heading.level).look.voice(Style::PLAIN, fonts), Origin::Matter(heading.line), None);
    galley.title(title, heading.level, None, place);
    let mut setter = ContentsSetter { galley, first, lines: Vec::new(), slots: Vec::new() };
    setter.entries(entries, 0);
    Contents { rows: setter.galley.rows, first, lines: setter.lines, slots: setter.slots }
}

struct ContentsSetter<'a, 'f> {
    galley: Galley<'a, 'f>,
    first: u32,
    lines: Vec<ContentsLine>,
    slots: Vec<NumberSlot>,
}

impl ContentsSetter<'_, '_> {
    fn entries(&mut self, entries: &[toc::ContentsEntry], depth: u8) {
        for entry in entries {
            self.entry(entry, depth);
            self.entries(&entry.children, depth.saturating_add(1));
        }
    }

    fn entry(&mut self, entry: &toc::ContentsEntry, depth: u8) {
        let sheet = self.galley.sheet;
        let indent = sheet.indent * i64::from(depth.min(5));
        let part = matches!(entry.target, toc::ContentsTarget::Part(_));
        let features = if part { Features::OLD_STYLE.with(Features::SMALL_CAPS) } else { Features::OLD_STYLE };
        let look = TextLook { align: Align::Left, hyphenate: false, features, tracking: if part { 40 } else { 0 }, ..sheet.text };
        // Titles keep clear of the numbers; what runs on is indented.
        let hang = sheet.indent;
        let width = sheet.measure - indent - hang - sheet.text.size * 3;
        let place = BlockGeometry { left: indent + hang, width, look, indent: Length::ZERO, tight: false };
        let index = self.first + u32::try_from(self.lines.len()).unwrap_or(u32::MAX / 2);
        let mut copy = ParagraphText::new(&self.galley.edition.book().language);
        for piece in entry.title.pieces() {
            let voice = look.voice(piece.style, self.galley.bench.fonts);
            copy.push(&entry.title.words[piece.range], voice, Origin::Contents(index), Some(lead(entry.target)));
        }
        let shape = ParagraphShape { measure: width, first: -hang, align: Align::Left, hyphenate: false };
        let lines = line::lines(&copy, shape, self.galley.bench);
        let end = lines.last().map_or(Length::ZERO, |line| line.end + place.left);
        if depth == 0
            && !self.lines.is_empty()
            && (part || !entry.children.is_empty() || self.lines.last().is_some_and(|line| line.depth > 0))
        {
            self.galley.space(sheet.leading / 2);
        }
        let from = self.galley.rows.len();
        self.galley.rows_of(lines, place, false);
        // An entry's lines stay together, and it stays with the first entry under it.
        for row in &mut self.galley.rows[from..] {
            row.after = NEVER;
        }
        if let Some(row) = self.galley.rows.last_mut() {
            row.after = if entry.children.is_empty() { 0 } else { NEVER };
        }
        self.slots.push(NumberSlot { row: self.galley.rows.len().saturating_sub(1), end, followed: entry.author.is_some() });
        self.author(entry, index, place);
        self.lines.push(ContentsLine { target: entry.target, depth, title: entry.title.words.clone(), label: String::new() });
    }
}

impl ContentsSetter<'_, '_> {
    /// Sets who wrote what an entry leads to, on a line of its own below it.
    fn author(&mut self, entry: &toc::ContentsEntry, index: u32, place: BlockGeometry) {
        let Some(author) = &entry.author else { return };
        let look = TextLook { italic: true, tracking: 0, features: Features::OLD_STYLE, ..place.look };
        let mut copy = ParagraphText::new(&self.galley.edition.book().language);
        let voice = look.voice(Style::PLAIN, self.galley.bench.fonts);
        copy.push(author, voice, Origin::Contents(index), Some(lead(entry.target)));
        let shape = ParagraphShape { measure: place.width, first: Length::ZERO, align: Align::Left, hyphenate: false };
        let lines = line::lines(&copy, shape, self.galley.bench);
        let (from, after) = (self.galley.rows.len(), self.galley.rows.last().map_or(0, |row| row.after));
        if let Some(row) = self.galley.rows.last_mut() {
            row.after = NEVER;
        }
        self.galley.rows_of(lines, BlockGeometry { look, ..place }, false);
        for row in &mut self.galley.rows[from..] {
            row.after = NEVER;
        }
        if let Some(row) = self.galley.rows.last_mut() {
            row.after = after;
        }
    }
}

impl Contents {
    /// Puts the page numbers in, with leaders up to the column that the widest of them needs.
    pub(super) fn number(&mut self, label: impl Fn(toc::ContentsTarget) -> String, sheet: &StyleSheet, bench: &mut ShapeContext) {
        let mut rows = std::mem::take(&mut self.rows);
        self.number_rows(&mut rows, label, sheet, bench);
        self.rows = rows;
    }

    /// Puts the page numbers into rows that have gone into those of a chapter, with leaders up to them.
    pub(super) fn number_rows(
        &mut self,
        rows: &mut [Row],
        label: impl Fn(toc::ContentsTarget) -> String,
        sheet: &StyleSheet,
        bench: &mut ShapeContext,
    ) {
        let look = TextLook { align: Align::Right, hyphenate: false, ..sheet.text };
        let shape = ParagraphShape { measure: sheet.measure, first: Length::ZERO, align: Align::Right, hyphenate: false };
        let mut numbers = Vec::with_capacity(self.lines.len());
        for ((index, line), slot) in (self.first..).zip(&mut self.lines).zip(&self.slots) {
            line.label = label(line.target);
            let mut copy = ParagraphText::new("");
            // What follows on the next line is told apart from the number when it is read aloud.
            let end = if slot.followed { "\n" } else { "" };
            copy.push(
                &format!("{}{end}", line.label),
                look.voice(Style::PLAIN, bench.fonts),
                Origin::Contents(index),
                Some(lead(line.target)),
            );
            numbers.push(line::lines(&copy, shape, bench).into_iter().next());
        }
        let starts = numbers.iter().filter_map(|number| number.as_ref()?.pieces.first().map(|piece| piece.x));
        let column = starts.min().unwrap_or(sheet.measure);
        for (slot, number) in self.slots.iter().zip(numbers) {
            let Some(row) = rows.get_mut(slot.row) else { continue };
            let base = baseline(look) + row.height - look.leading;
            let first = row.items.len();
            row.items.extend(leaders(slot.end, column, base, sheet, bench));
            for piece in number.into_iter().flat_map(|number| number.pieces) {
                if matches!(piece.ink, Ink::Text(_)) {
                    row.items.push(PageItem { y: base, ..piece.item(Length::ZERO, base) });
                }
            }
            if sheet.mirrored {
                mirror(&mut row.items[first..], sheet);
            }
        }
    }
}

/// Puts items as far from the right edge of the text as they were from the left.
fn mirror(items: &mut [PageItem], sheet: &StyleSheet) {
    for item in items {
        if let ItemContent::Text(text) = &item.content {
            let width: Length = text.glyphs.iter().map(|glyph| Length::raw(i64::from(glyph.advance))).sum();
            item.x = sheet.measure - item.x - width;
        }
    }
}

/// Where a line of the contents leads when it is clicked.
fn lead(target: toc::ContentsTarget) -> LinkTarget {
    match target {
        toc::ContentsTarget::Section(id) => LinkTarget::Section(id),
        toc::ContentsTarget::Part(id) => LinkTarget::Part(id),
        toc::ContentsTarget::Introduction => LinkTarget::Introduction,
        toc::ContentsTarget::Figure(id) | toc::ContentsTarget::Table(id) => LinkTarget::Block(id),
        toc::ContentsTarget::Commentary => LinkTarget::Commentary,
    }
}

/// Dots on a raster common to all lines, so that they stand below one another.
fn leaders(from: Length, to: Length, base: Length, sheet: &StyleSheet, bench: &mut ShapeContext) -> Vec<PageItem> {
    let step = sheet.text.size.scale(9, 10);
    let (from, to) = (from + step / 2, to - step / 2);
    // Counted from the right edge, where the numbers are.
    let first = (sheet.measure - to).units().max(0) / step.units() + 1;
    let last = (sheet.measure - from).units() / step.units();
    let count = last - first + 1;
    if count < 2 {
        return Vec::new();
    }
    let look = TextLook { align: Align::Left, ..sheet.text };
    let mut copy = ParagraphText::new("");
    copy.push(&".".repeat(usize::try_from(count).unwrap_or(0)), look.voice(Style::PLAIN, bench.fonts), Origin::Artifact, None);
    let shape = ParagraphShape { measure: sheet.measure * 10, first: Length::ZERO, align: Align::Left, hyphenate: false };
    let line = line::lines(&copy, shape, bench).into_iter().next();
    let x = sheet.measure - step * last;
    line.into_iter()
        .flat_map(|line| line.pieces)
        .filter_map(|piece| match piece.ink {
            Ink::Text(mut text) => {
                // A dot stands at that side of its place which is further from the number.
                let own = text.glyphs.first().map_or(Length::ZERO, |dot| Length::raw(i64::from(dot.advance)));
                let x = if sheet.mirrored { x - (step - own) } else { x };
                for glyph in &mut text.glyphs {
                    glyph.advance = i32::try_from(step.units()).unwrap_or(i32::MAX);
                }
                Some(PageItem::artifact(x, base, ItemContent::Text(text)))
            }
            _ => None,
        })
        .collect()
}
