//! The text of an essay or a report: title, contents and chapters on one strip, which is cut into pages as a chapter is.

use super::assemble::Job;
use super::compose::PaginatedChapter;
use super::contents::{self, Contents, MatterTitle};
use super::frame::{MatterRole, Origin};
use super::galley::{Galley, Row};
use super::matter::Display;
use super::paginate::OpeningSide;
use super::runs::{NumberedPages, Runs, matter_line};
use super::style::{Align, StyleSheet, TextLook};
use crate::book::toc::ContentsTarget;
use crate::book::{BlockId, Chapter, Division, Matter};
use crate::config::Form;
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
            for item in row.items.iter().filter(|_| !captions.is_empty()) {
                if let Origin::Block(id) = item.origin {
                    places.extend(captions.get(&id).map(|&target| (target, page)));
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
    pub(super) fn continuous(&self, through: &[usize], chapters: &mut [Option<PaginatedChapter>], display: &mut Display<'a, '_>) -> Runs<'a> {
        let mut run = NumberedPages { any_side: true, ..NumberedPages::default() };
        let [half_title, title, copyright] = self.opening(chapters, display);
        let has_half_title = !half_title.is_empty();
        run.add(half_title, None);
        if has_half_title && !title.is_empty() {
            run.right();
        }
        run.add(title, None);
        run.add(copyright, None);
        self.front(&mut run, chapters, true);
        let lists = if self.edition.plan.title_above { Vec::new() } else { self.lists(&mut run, display) };
        // What a copyright page says stands behind whatever comes last.
        let (introduced, gathered) = (!self.edition.introduction().is_empty(), self.edition.gathered_title());
        let others = chapters.iter().any(Option::is_some);
        let text_is_last = !introduced && gathered.is_none() && !others;
        display.sheet = self.sheet;
        let text = self.set_through(through, display, text_is_last);
        let kept = text.as_ref().map(|text| {
            if text.cut.facing() {
                run.verso();
            }
            let side = run.side();
            (run.keep(text.cut.count(side), Some(text.first)), side)
        });
        let printed = text_is_last && text.is_some();
        display.sheet = self.plain;
        self.front(&mut run, chapters, false);
        self.body(&mut run, chapters, display);
        let below = if introduced && gathered.is_none() { display.imprint() } else { Vec::new() };
        self.introduction(&mut run, display, below);
        let empty = NumberedPages::default();
        let mut contents = Vec::new();
        if let Some((mut text, (first, side))) = text.zip(kept) {
            let captions = self.captions(text.lists.iter().map(|(_, list)| list));
            let mut labels = Self::labels(&empty, &run, &captions);
            labels.extend(gathered.map(|_| (ContentsTarget::Commentary, (run.len() + 1).to_string())));
            for (target, page) in text.places(side, &captions) {
                labels.entry(target).or_insert_with(|| (first + page + 1).to_string());
            }
            text.number(&labels, display);
            contents = text.lists.iter_mut().flat_map(|(_, list)| std::mem::take(&mut list.lines)).collect();
            run.put(first, self.pages(text.cut, side, self.sheet));
        }
        let below = if gathered.is_some() { display.imprint() } else { Vec::new() };
        self.end(&empty, &mut run, display, below);
        if !printed && !introduced && gathered.is_none() {
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
        if let Some(last) = rows.last_mut().filter(|_| plan.form == Form::Report && !lists.is_empty()) {
            last.ends_page = true;
        }
        let mut rows = self.text(rows, &others, display);
        if imprint {
            rows.append(&mut display.imprint());
        }
        let cut = PaginatedChapter::new(rows, self.edition, self.sheet, display.bench);
        Some(ThroughText { cut, first, lists, small })
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
            galley.hang = if chapter.matter == Matter::Bibliography { self.sheet.text.size.scale(14, 10) } else { Length::ZERO };
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

    /// The sheet of lists between title and text: a little smaller and narrower than the text.
    fn small(&self) -> StyleSheet {
        let text = TextLook { size: self.sheet.text.size.scale(93, 100), leading: self.sheet.text.leading.scale(93, 100), ..self.sheet.text };
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
                let mut list = contents::set((MatterTitle { words: title, line }, 3), &entries, lines, self.edition, small, display.bench);
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
    pub(super) fn listed(&self, contents: bool) -> Vec<(&'a str, Vec<crate::book::toc::ContentsEntry>)> {
        let (edition, config) = (self.edition, self.config);
        let entries = if contents { edition::listed(edition, config.contents_depth) } else { Vec::new() };
        let figures = if config.list_of_figures { edition::figures(edition) } else { Vec::new() };
        let tables = if config.list_of_tables { edition::tables(edition) } else { Vec::new() };
        // Contents of one entry have nothing to tell, unless they are asked for.
        let told = entries.len() > 1 || entries.first().is_some_and(|only| !only.children.is_empty() || edition.plan.contents_asked);
        let words = crate::edition::words::words(edition.book());
        let lists = [(words.contents, if told { entries } else { Vec::new() }), (words.figures, figures), (words.tables, tables)];
        lists.into_iter().filter(|(_, entries)| !entries.is_empty()).collect()
    }
}
