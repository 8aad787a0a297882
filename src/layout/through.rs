//! The text of an essay or a report: title, contents and chapters on one strip, which is cut into pages as a chapter is.

use super::assemble::Job;
use super::compose::PaginatedChapter;
use super::contents::{self, Contents, MatterTitle};
use super::frame::{ContentsLine, MatterRole, Origin};
use super::galley::{Galley, Row};
use super::line::ParagraphText;
use super::matter::Display;
use super::paginate::OpeningSide;
use super::runs::{NumberedPages, Runs, matter_line};
use super::style::{Align, StyleSheet, TextLook};
use crate::book::toc::{ContentsEntry, ContentsTarget};
use crate::book::{BlockId, Chapter, Division, Matter, Style};
use crate::config::Form;
use crate::edition::words::words;
use crate::edition::{self, ContentsPlace};
use crate::source::Length;
use std::collections::BTreeMap;

/// A text that was set through, and the lists in it whose page numbers are not known yet.
pub(super) struct ThroughText {
    /// The text.
    pub(super) cut: PaginatedChapter,
    /// The first of its chapters, by index.
    pub(super) first: usize,
    /// The lists, each with its first row.
    pub(super) lists: Vec<(usize, Contents)>,
    /// The line that heads the introduction to the commentary, if that stands in it.
    introduction: Option<u32>,
    /// What the lists are set in.
    small: StyleSheet,
}

impl ThroughText {
    /// Puts the page numbers into the lists.
    pub(super) fn number(&mut self, labels: &BTreeMap<ContentsTarget, String>, display: &mut Display) {
        let inset = inset(display.sheet, &self.small);
        for (from, list) in &mut self.lists {
            let rows = &mut self.cut.rows()[*from..];
            let before: Vec<usize> = rows.iter().map(|row| row.items.len()).collect();
            list.number_rows(rows, |target| labels.get(&target).cloned().unwrap_or_default(), &self.small, display.bench);
            for (row, before) in rows.iter_mut().zip(before) {
                row.items[before..].iter_mut().for_each(|item| item.x += inset);
            }
        }
    }

    /// The page, from 0, that each section begins on, and each figure and table whose caption `captions` knows.
    pub(super) fn places(&self, side: OpeningSide, captions: &BTreeMap<BlockId, ContentsTarget>) -> Vec<(ContentsTarget, usize)> {
        let mut places = Vec::new();
        for (page, row) in self.cut.placed(side) {
            places.extend(row.section.map(|section| (ContentsTarget::Section(section), page)));
            for item in &row.items {
                match item.origin {
                    Origin::Block(id) => places.extend(captions.get(&id).map(|&target| (target, page))),
                    Origin::Matter(line) if Some(line) == self.introduction => places.push((ContentsTarget::Introduction, page)),
                    _ => {}
                }
            }
        }
        places
    }
}

/// How far a list between title and text is set in on each side: where titles are centred, it stands in the middle.
fn inset(sheet: &StyleSheet, small: &StyleSheet) -> Length {
    if sheet.display.align == Align::Centre { (sheet.measure - small.measure) / 2 } else { Length::ZERO }
}

impl<'a> Job<'a> {
    /// An essay or a report, all pages of which are numbered through: what the author wants before it, the text, and behind it the
    /// introduction to the commentary, the commentary, and what a copyright page says.
    pub(super) fn continuous(
        &self,
        through: &[usize],
        chapters: &mut [Option<PaginatedChapter>],
        display: &mut Display<'a, '_>,
    ) -> Runs<'a> {
        let mut run = NumberedPages { any_side: true, ..NumberedPages::default() };
        let [half_title, title, copyright] = self.opening(chapters, display);
        // A half title that is asked for is a leaf, whose back is blank.
        run.add(half_title, None);
        run.right();
        run.add(title, None);
        run.add(copyright, None);
        self.front(&mut run, chapters, true);
        let lists = if self.edition.plan.title_above { Vec::new() } else { self.lists(&mut run, display) };
        // What a copyright page says stands behind whatever comes last.
        let gathered = self.edition.gathered_title();
        let runs_on = self.edition.plan.runs_on && !through.is_empty();
        let text_is_last = runs_on && gathered.is_none();
        display.sheet = self.sheet;
        let text = self.set_through(through, display, text_is_last);
        let kept = text.as_ref().map(|text| {
            if text.cut.facing() {
                run.verso();
            }
            let side = run.side();
            (run.keep(text.cut.count(side), Some(text.first)), side)
        });
        display.sheet = self.plain;
        self.front(&mut run, chapters, false);
        self.body(&mut run, chapters, display);
        if !runs_on {
            self.introduction(&mut run, display);
        }
        let empty = NumberedPages::default();
        let mut contents = Vec::new();
        if let Some((text, (first, side))) = text.zip(kept) {
            contents = self.put_through(&mut run, text, first, side, display);
        }
        let below = if gathered.is_some() { display.imprint() } else { Vec::new() };
        self.end(&empty, &mut run, display, below);
        if !text_is_last && gathered.is_none() {
            let rows = display.imprint();
            if !rows.is_empty() {
                let cut = PaginatedChapter::new(rows, self.edition, self.plain, display.bench);
                run.add(self.pages(cut, run.side(), self.plain), None);
            }
        }
        if !lists.is_empty() {
            let labels = Self::labels(&empty, &run, &self.captions(lists.iter().map(|(_, list)| list)));
            contents = self.number(&mut run, lists, &labels, display.bench);
        }
        Runs { front: empty, body: run, contents }
    }

    /// Puts a text that was set through onto its pages, of which `first` is the first; gives the lines of its lists.
    fn put_through(
        &self,
        run: &mut NumberedPages<'a>,
        mut text: ThroughText,
        first: usize,
        side: OpeningSide,
        display: &mut Display,
    ) -> Vec<ContentsLine> {
        let captions = self.captions(text.lists.iter().map(|(_, list)| list));
        let mut labels = Self::labels(&NumberedPages::default(), run, &captions);
        // The commentary will be what comes next.
        let next = (run.len() + 1).to_string();
        labels.extend(self.edition.gathered_title().map(|_| (ContentsTarget::Commentary, next)));
        for (target, page) in text.places(side, &captions) {
            labels.entry(target).or_insert_with(|| (first + page + 1).to_string());
        }
        text.number(&labels, display);
        let contents: Vec<ContentsLine> = text.lists.iter_mut().flat_map(|(_, list)| std::mem::take(&mut list.lines)).collect();
        let mut pages = self.pages(text.cut, side, self.sheet);
        // A page of title and contents alone is a title page, without a number.
        let is_title_page = self.edition.plan.form == Form::Report && !contents.is_empty();
        pages.iter_mut().take(1).for_each(|page| page.bare |= is_title_page);
        run.put(first, pages);
        contents
    }

    /// The chapters that are set through, by index, in the order in which they are printed: all, or the first and what stands between it
    /// and the title.
    pub(super) fn through(&self) -> Vec<usize> {
        let plan = &self.edition.plan;
        let set = |chapter: &Chapter| {
            self.edition.shows(chapter) && !chapter.matter.opens_the_book() && (plan.title_above || !self.is_alone(chapter))
        };
        let chapters = self.edition.book().chapters.iter().enumerate().filter(|(_, chapter)| set(chapter));
        if plan.runs_on {
            return chapters.map(|(index, _)| index).collect();
        }
        let mut through = Vec::new();
        for (index, chapter) in chapters.filter(|_| plan.title_above) {
            through.push(index);
            if !self.is_alone(chapter) {
                break;
            }
        }
        through
    }

    /// Whether a chapter of the front matter stands on a page of its own.
    fn is_alone(&self, chapter: &Chapter) -> bool {
        chapter.division == Division::Front && chapter.matter.precedes_contents()
    }

    /// Sets chapters through below their title and contents, with what stands behind the text if nothing else comes between.
    pub(super) fn set_through(&self, chapters: &[usize], display: &mut Display<'a, '_>, imprint: bool) -> Option<ThroughText> {
        let (book, plan) = (self.edition.book(), &self.edition.plan);
        let &first = chapters.first()?;
        let title = plan.title_section.map(|section| (book.section(section).heading, section));
        let mut rows = if plan.title_above { display.head(title) } else { Vec::new() };
        let (alone, others): (Vec<usize>, Vec<usize>) = chapters.iter().partition(|&&index| self.is_alone(&book.chapters[index]));
        for index in alone {
            let mut piece = self.alone_rows(&book.chapters[index], self.sheet, display.bench);
            if let Some(first) = piece.first_mut() {
                first.above = first.above.max(self.sheet.leading * 3 / 2);
            }
            rows.append(&mut piece);
        }
        let small = self.small();
        let lists = self.lists_above(&mut rows, &small, display);
        if plan.form == Form::Report && !lists.is_empty() {
            // The first page is that of title and contents alone, which therefore stand lower.
            rows.iter_mut().take(1).for_each(|first| first.above_top = self.sheet.leading * 5);
            rows.iter_mut().rev().take(1).for_each(|last| last.ends_page = true);
        }
        let mut rows = self.text(rows, &others, display);
        let introduction = if plan.runs_on { self.introduction_below(&mut rows, display) } else { None };
        if imprint {
            rows.append(&mut display.imprint());
        }
        let cut = PaginatedChapter::new(rows, self.edition, self.sheet, display.bench);
        Some(ThroughText { cut, first, lists, introduction, small })
    }

    /// The rows of chapters one below the other, below those of what stands above them.
    fn text(&self, above: Vec<Row>, chapters: &[usize], display: &mut Display) -> Vec<Row> {
        let (book, plan) = (self.edition.book(), &self.edition.plan);
        let mut galley = Galley::new(self.edition, self.sheet, display.bench);
        let mut begun = !above.is_empty();
        galley.rows = above;
        let place = galley.page_place();
        for &index in chapters {
            let chapter = &book.chapters[index];
            let is_title = chapter.heading.is_some() && chapter.heading == plan.title_section;
            if begun {
                galley.space(self.sheet.leading * if is_title || chapter.heading.is_none() { 2 } else { 1 });
            }
            // Below a title that stands above all, a first-level heading is one of the second level.
            galley.lowered = u8::from(plan.title_above && !is_title && chapter.heading.is_some_and(|id| book.section(id).level == 1));
            galley.entries = chapter.matter == Matter::Bibliography;
            let blocks = if is_title { &chapter.blocks[1..] } else { &chapter.blocks[..] };
            if is_title || plan.title_above && chapters.first() == Some(&index) && chapter.heading.is_none() {
                galley.opens();
            }
            let from = if is_title { 0 } else { galley.rows.len() };
            galley.chapter_below(from, blocks, place);
            begun = true;
        }
        galley.rows
    }

    /// Adds the introduction to the commentary behind the text; the number of the line that heads it.
    fn introduction_below(&self, rows: &mut Vec<Row>, display: &mut Display) -> Option<u32> {
        let blocks = self.edition.introduction();
        if blocks.is_empty() {
            return None;
        }
        let words = words(self.edition.book()).introduction;
        let line = matter_line(&mut display.matter, MatterRole::Introduction, words);
        let fonts = display.bench.fonts;
        let mut galley = Galley::new(self.edition, self.sheet, display.bench);
        galley.rows = std::mem::take(rows);
        let place = galley.page_place();
        let mut title = ParagraphText::new(&self.edition.book().language);
        title.push(words, self.sheet.heading(2).look.voice(Style::PLAIN, fonts), Origin::Matter(line), None);
        galley.title(title, 2, None, place);
        galley.chapter(blocks, place);
        *rows = galley.rows;
        Some(line)
    }

    /// The sheet of lists between title and text: a little smaller and narrower than the text.
    fn small(&self) -> StyleSheet {
        let text =
            TextLook { size: self.sheet.text.size.scale(93, 100), leading: self.sheet.text.leading.scale(93, 100), ..self.sheet.text };
        let centred = self.sheet.display.align == Align::Centre;
        let measure = if centred { self.sheet.measure.scale(88, 100) } else { self.sheet.measure };
        StyleSheet { text, measure, leading: text.leading, ..self.sheet.clone() }
    }

    /// Adds the contents and the lists of figures and tables that stand between title and text, without numbers; each with its first row.
    fn lists_above(&self, rows: &mut Vec<Row>, small: &StyleSheet, display: &mut Display) -> Vec<(usize, Contents)> {
        let mut lists = Vec::new();
        if self.edition.plan.title_above {
            let inset = inset(self.sheet, small);
            let mut lines = 0;
            for (title, entries) in self.listed(self.edition.plan.contents == ContentsPlace::AboveText) {
                let line = matter_line(&mut display.matter, MatterRole::ContentsHeading, title);
                let mut list =
                    contents::set(MatterTitle { words: title, line, level: 3 }, &entries, lines, self.edition, small, display.bench);
                lines += u32::try_from(list.lines.len()).unwrap_or(0);
                if let Some(first) = list.rows.first_mut() {
                    (first.above, first.above_top) = (self.sheet.leading * 2, Length::ZERO);
                }
                list.rows.iter_mut().flat_map(|row| &mut row.items).for_each(|item| item.x += inset);
                let from = rows.len();
                rows.append(&mut list.rows);
                lists.push((from, list));
            }
        }
        lists
    }

    /// The heads of lists with their entries: the contents if they are wanted, and the lists of figures and tables.
    pub(super) fn listed(&self, contents: bool) -> Vec<(&'a str, Vec<ContentsEntry>)> {
        let (edition, config) = (self.edition, self.config);
        let entries = if contents { edition::listed(edition, config.contents_depth) } else { Vec::new() };
        let figures = if config.list_of_figures { edition::figures(edition) } else { Vec::new() };
        let tables = if config.list_of_tables { edition::tables(edition) } else { Vec::new() };
        // Contents of one entry have nothing to tell, unless they are asked for.
        let told = entries.len() > 1 || entries.first().is_some_and(|only| !only.children.is_empty() || edition.plan.contents_asked);
        let words = words(edition.book());
        let lists = [(words.contents, if told { entries } else { Vec::new() }), (words.figures, figures), (words.tables, tables)];
        lists.into_iter().filter(|(_, entries)| !entries.is_empty()).collect()
    }
}
