//! Assembles the book: chapters set in parallel and put in order, the contents with their page numbers, the front matter before
//! them; heads and folios last, when every page has its place.

use super::compose::{self, PageDraft, PaginatedChapter};
use super::contents::MatterTitle;
use super::frame::{ContentsLine, MatterRole, Origin, Pages};
use super::galley::{BlockGeometry, Galley, Row};
use super::line::{ParagraphText, ShapeContext};
use super::matter::Display;
use super::paginate::OpeningSide;
use super::running::RunningPen;
use super::runs::{NumberedPages, PageSlot, Runs, labelled, matter_line};
use super::style::{Align, StyleSheet, TextLook};
use super::{beside, contents, end, measure};
use crate::book::numbering::roman;
use crate::book::{BlockId, BlockKind, Chapter, ChapterId, Division, Matter, Style, StyledWords, toc};
use crate::config::{self, ChapterStart, Config, Form, Heads, RunningHead};
use crate::diagnostics::Diagnostics;
use crate::edition::words::words;
use crate::edition::{ContentsPlace, Edition, EntryId};
use crate::fonts::Fonts;
use crate::source::Length;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// `sketch` asks for nothing but where each page begins: the lines of the text have no glyphs, and there are no heads and folios.
pub(super) fn assemble(edition: &Edition, config: &Config, fonts: &Fonts, sketch: bool, diagnostics: &mut Diagnostics) -> Pages {
    let squared = beside::in_squares(config);
    let config = squared.as_ref().unwrap_or(config);
    let (paper, beside) = beside::page(edition, config);
    let sheet = StyleSheet::new(&paper, beside, config);
    let plain = StyleSheet::new(&config.page, None, config);
    measure::check(&sheet, &plain, fonts, diagnostics);
    let mut bench = ShapeContext {
        sketch: sketch && edition.plan.is_continuous(),
        settings: config.texts.clone(),
        ..ShapeContext::new(fonts, &config.typography.exceptions)
    };
    let job = Job { edition, config, sheet: &sheet, plain: &plain, paper: &paper };
    let through = if edition.plan.is_continuous() { job.through() } else { Vec::new() };
    let mut chapters = job.chapters(&through, fonts, sketch, diagnostics);

    let colophon = edition.book().chapters.iter().any(|chapter| chapter.matter == Matter::Colophon);
    let mut display = Display {
        sheet: &plain,
        config,
        edition,
        words: words(edition.book()),
        bench: &mut bench,
        colophon,
        matter: Vec::new(),
        scale: 100,
    };
    let runs = if edition.plan.is_continuous() {
        job.continuous(&through, &mut chapters, &mut display)
    } else {
        job.book(&mut chapters, &mut display)
    };
    let Runs { mut front, mut body, contents } = runs;
    let mut pages = Pages { pages: Vec::new(), matter: std::mem::take(&mut display.matter), contents };
    if !sketch {
        job.heads(&mut front, roman, display.bench);
        job.heads(&mut body, |number| number.to_string(), display.bench);
    }
    diagnostics.append(std::mem::take(&mut display.bench.diagnostics));
    beside::check(front.slots.iter().chain(&body.slots).filter(|slot| slot.sheetling.crowded).count(), diagnostics);
    let arabic: fn(u64) -> String = |number| number.to_string();
    for (run, label) in [(front, roman as fn(u64) -> String), (body, arabic)] {
        for (index, slot) in run.slots.into_iter().enumerate() {
            // Both runs begin on a recto.
            let right = index.is_multiple_of(2) != sheet.mirrored;
            let (paper, beside) = if slot.sheetling.wide { (&paper, beside) } else { (&config.page, None) };
            pages.pages.push(compose::page(slot.sheetling, label(index as u64 + 1), right, paper, beside));
        }
    }
    pages
}

/// What all is set with.
pub(super) struct Job<'a> {
    pub(super) edition: &'a Edition,
    pub(super) config: &'a Config,
    /// The measures of the text.
    pub(super) sheet: &'a StyleSheet,
    /// The measures of pages that have no notes beside their text.
    pub(super) plain: &'a StyleSheet,
    /// The page of the text.
    paper: &'a config::PageSettings,
}

impl<'a> Job<'a> {
    /// Every chapter but those that are set through, set and cut in parallel.
    fn chapters(&self, through: &[usize], fonts: &Fonts, sketch: bool, diagnostics: &mut Diagnostics) -> Vec<Option<PaginatedChapter>> {
        let chapters = &self.edition.book().chapters;
        // One shaping context a thread, not one a chapter: what it remembers of words is worth more the longer it is used.
        let next = AtomicUsize::new(0);
        let by_thread = rayon::broadcast(|_| {
            let mut bench = ShapeContext { sketch, ..ShapeContext::new(fonts, &self.config.typography.exceptions) };
            let mut set = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(chapter) = chapters.get(index) else { break set };
                if !self.edition.shows(chapter) || through.contains(&index) {
                    continue;
                }
                let cut = match chapter.matter {
                    matter if matter.stands_alone() => self.alone(chapter, &mut bench),
                    Matter::Bibliography => self.bibliography(chapter, &mut bench),
                    _ => self.chapter(&chapter.blocks, None, self.sheet, &mut bench),
                };
                set.push((index, cut, std::mem::take(&mut bench.diagnostics)));
            }
        });
        let mut set: Vec<_> = by_thread.into_iter().flatten().collect();
        set.sort_unstable_by_key(|(index, ..)| *index);
        let mut cuts: Vec<Option<PaginatedChapter>> = chapters.iter().map(|_| None).collect();
        for (index, cut, findings) in set {
            diagnostics.append(findings);
            cuts[index] = Some(cut);
        }
        cuts
    }

    /// Sets blocks as a chapter, with a title that is not in the manuscript if one is given.
    fn chapter(&self, blocks: &[BlockId], title: Option<MatterTitle>, sheet: &StyleSheet, bench: &mut ShapeContext) -> PaginatedChapter {
        let fonts = bench.fonts;
        let mut galley = Galley::new(self.edition, sheet, bench);
        let place = galley.page_place();
        if let Some(MatterTitle { words, line, level }) = title {
            let mut copy = ParagraphText::new(&self.edition.book().language);
            copy.push(words, sheet.heading(level).look.voice(Style::PLAIN, fonts), Origin::Matter(line), None);
            galley.title(copy, level, None, place);
        }
        galley.chapter(blocks, place);
        let rows = galley.rows;
        PaginatedChapter::new(rows, self.edition, sheet, bench)
    }

    /// A bibliography, whose entries hang.
    fn bibliography(&self, chapter: &Chapter, bench: &mut ShapeContext) -> PaginatedChapter {
        let mut galley = Galley::new(self.edition, self.sheet, bench);
        galley.entries = true;
        let place = galley.page_place();
        galley.chapter(&chapter.blocks, place);
        let rows = galley.rows;
        PaginatedChapter::new(rows, self.edition, self.sheet, bench)
    }

    /// A page that stands alone: a dedication, centred, or an epigraph, to the right, in italics and a quarter down the page; a
    /// title page of the author's own, centred; a copyright page, small and at the foot.
    fn alone(&self, chapter: &Chapter, bench: &mut ShapeContext) -> PaginatedChapter {
        let mut rows = self.alone_rows(chapter, self.plain, bench);
        let lines = self.plain.depth.units() / self.plain.leading.units();
        let height: Length = rows.iter().map(|row| row.above + row.height).sum();
        if let Some(first) = rows.first_mut() {
            first.above_top += match chapter.matter {
                Matter::Copyright => (self.plain.depth - height).max(Length::ZERO),
                _ if chapter.heading.is_none() => self.plain.leading * (lines / 4),
                _ => Length::ZERO,
            };
        }
        PaginatedChapter::new(rows, self.edition, self.plain, bench)
    }

    /// The rows of such a page.
    pub(super) fn alone_rows(&self, chapter: &Chapter, sheet: &StyleSheet, bench: &mut ShapeContext) -> Vec<Row> {
        let book = self.edition.book();
        let mut galley = Galley::new(self.edition, sheet, bench);
        let place = galley.page_place();
        let look = TextLook { hyphenate: false, align: Align::Centre, ..place.look };
        let (look, left) = match chapter.matter {
            Matter::Copyright => (TextLook { hyphenate: false, align: Align::Left, ..sheet.note }, Length::ZERO),
            Matter::Epigraph => (TextLook { italic: true, align: Align::Left, ..look }, place.width / 4),
            Matter::Dedication => (TextLook { italic: true, ..look }, Length::ZERO),
            _ => (look, Length::ZERO),
        };
        let place = BlockGeometry { look, left, width: place.width - left, indent: Length::ZERO, ..place };
        for &block in &chapter.blocks {
            // Who said it stands upright, behind a dash, at the right.
            let said = |text: &str| chapter.matter == Matter::Epigraph && text.starts_with(['—', '–', '―']);
            let source = book.block(block).prose().is_some_and(|prose| said(&prose.text));
            let look = if source { TextLook { italic: false, align: Align::End, ..look } } else { look };
            galley.blocks(&[block], BlockGeometry { look, ..place });
            galley.space(look.leading / 2);
        }
        galley.rows
    }

    /// A book: front matter and text, each with page numbers of its own.
    fn book(&self, chapters: &mut [Option<PaginatedChapter>], display: &mut Display) -> Runs<'a> {
        let [half_title, title, copyright] = self.opening(chapters, display);
        let (mut front, mut body) = (NumberedPages::default(), NumberedPages::default());
        self.body(&mut body, chapters, display);
        front.add(half_title, None);
        if !title.is_empty() {
            front.recto();
        }
        front.add(title, None);
        front.add(copyright, None);
        self.front(&mut front, chapters, true);
        let lists = self.lists(&mut front, display);
        self.introduction(&mut front, display);
        self.front(&mut front, chapters, false);
        front.recto();
        self.end(&front, &mut body, display, Vec::new());
        let labels = Self::labels(&front, &body, &self.captions(lists.iter().map(|(_, list)| list)));
        let contents = self.number(&mut front, lists, &labels, display.bench);
        Runs { front, body, contents }
    }

    /// The half title, the title page and the copyright page: the author's own, or those that the form of the text has.
    pub(super) fn opening(&self, chapters: &mut [Option<PaginatedChapter>], display: &mut Display) -> [Vec<PageDraft>; 3] {
        let plan = &self.edition.plan;
        let mut own = |matter| self.own(matter, chapters);
        let half_title = own(Matter::HalfTitle).or_else(|| plan.half_title.then(|| display.half_title()));
        let title = own(Matter::TitlePage).or_else(|| plan.title_page.then(|| display.title_page()));
        let copyright = own(Matter::Copyright).or_else(|| (!plan.is_continuous()).then(|| display.copyright_page()));
        [half_title, title, copyright].map(Option::unwrap_or_default)
    }

    /// The author's own page of a kind that is otherwise made from the metadata.
    fn own(&self, matter: Matter, chapters: &mut [Option<PaginatedChapter>]) -> Option<Vec<PageDraft>> {
        let index = self.edition.book().chapters.iter().position(|chapter| chapter.matter == matter)?;
        let mut pages = self.pages(chapters[index].take()?, OpeningSide::Recto, self.plain);
        pages.iter_mut().for_each(|page| page.bare = true);
        Some(pages)
    }

    /// The pages of a chapter that begins on this side.
    pub(super) fn pages(&self, cut: PaginatedChapter, side: OpeningSide, sheet: &StyleSheet) -> Vec<PageDraft> {
        cut.pages(side, sheet, &self.config.page)
    }

    /// The text and what follows it, with the title pages of its parts. Where a chapter begins follows from how many pages those
    /// before it have; then all are put onto their pages at once.
    pub(super) fn body(&self, run: &mut NumberedPages<'a>, chapters: &mut [Option<PaginatedChapter>], display: &mut Display) {
        let mut cuts = Vec::new();
        for (index, chapter) in self.edition.book().chapters.iter().enumerate() {
            if chapter.division == Division::Front {
                continue;
            }
            let shown = chapters[index].is_some();
            if let Some(title) = chapter.part.as_ref().filter(|_| shown) {
                run.recto();
                let first = run.len();
                run.add(display.part(title, ChapterId::new(index)), None);
                run.slots[first].opens = Some(toc::ContentsTarget::Part(ChapterId::new(index)));
            }
            if shown && (self.config.chapters_start == ChapterStart::Recto || chapter.part.is_some()) {
                run.recto();
            }
            if let Some(cut) = chapters[index].take() {
                if cut.facing() {
                    if run.slots.is_empty() && self.edition.plan.half_title {
                        run.add(display.half_title(), None);
                    }
                    run.verso();
                }
                let side = run.side();
                cuts.push((run.keep(cut.count(side), Some(index)), cut, side));
            }
        }
        let chapters: Vec<_> = cuts.into_par_iter().map(|(first, cut, side)| (first, self.pages(cut, side, self.sheet))).collect();
        for (first, pages) in chapters {
            run.put(first, pages);
        }
    }

    /// The front matter that is not yet placed, in its order; if `before_contents`, only what the list begins with and stands before
    /// the contents.
    pub(super) fn front(&self, run: &mut NumberedPages<'a>, chapters: &mut [Option<PaginatedChapter>], before_contents: bool) {
        for (index, chapter) in self.edition.book().chapters.iter().enumerate() {
            if chapter.division != Division::Front || chapters[index].is_none() {
                continue;
            }
            if before_contents && !chapter.matter.precedes_contents() {
                break;
            }
            if let Some(cut) = chapters[index].take() {
                let alone = chapter.matter.stands_alone();
                if cut.facing() {
                    run.verso();
                } else {
                    run.recto();
                }
                let mut pages = self.pages(cut, run.side(), if alone { self.plain } else { self.sheet });
                pages.iter_mut().for_each(|page| page.bare |= alone);
                run.add(pages, Some(index));
            }
        }
    }

    /// Sets the contents and the lists of figures and tables without numbers and keeps their pages free; gives each with its first page.
    pub(super) fn lists(&self, run: &mut NumberedPages<'a>, display: &mut Display) -> Vec<(usize, contents::Contents)> {
        let (mut lists, mut lines) = (Vec::new(), 0);
        for (title, entries) in self.listed(self.edition.plan.contents == ContentsPlace::OwnPages) {
            let heading =
                MatterTitle { words: title, line: matter_line(&mut display.matter, MatterRole::ContentsHeading, title), level: 1 };
            let list = contents::set(heading, &entries, lines, self.edition, self.plain, display.bench);
            lines += u32::try_from(list.lines.len()).unwrap_or(0);
            let count = PaginatedChapter::new(list.rows.clone(), self.edition, self.plain, display.bench).count(OpeningSide::Recto);
            run.recto();
            lists.push((run.len(), list));
            run.slots.extend((0..count).map(|_| PageSlot { title: Some(Cow::Borrowed(title)), ..PageSlot::default() }));
        }
        lists
    }

    /// The introduction to the commentary, as a chapter.
    pub(super) fn introduction(&self, run: &mut NumberedPages<'a>, display: &mut Display) {
        if self.edition.introduction().is_empty() {
            return;
        }
        let words = words(self.edition.book()).introduction;
        let line = matter_line(&mut display.matter, MatterRole::Introduction, words);
        let cut = self.chapter(self.edition.introduction(), Some(MatterTitle { words, line, level: 1 }), self.plain, display.bench);
        run.recto();
        run.open(self.pages(cut, run.side(), self.plain), words, toc::ContentsTarget::Introduction);
    }

    /// The commentary as the last chapter, if that is where it stands, with `below` behind it; the pages of all the text are known by
    /// now.
    pub(super) fn end(&self, front: &NumberedPages<'a>, body: &mut NumberedPages<'a>, display: &mut Display, mut below: Vec<Row>) {
        let Some(title) = self.edition.gathered_title() else { return };
        let mut labels: BTreeMap<EntryId, String> = BTreeMap::new();
        for (label, slot) in labelled(front, body) {
            for (entry, _) in &slot.sheetling.calls {
                labels.entry(*entry).or_insert_with(|| label.clone());
            }
        }
        let mut rows = end::end(title, self.edition, &labels, self.plain, &mut display.matter, display.bench);
        rows.append(&mut below);
        body.recto();
        let pages = self.pages(PaginatedChapter::new(rows, self.edition, self.plain, display.bench), body.side(), self.plain);
        let (first, heads) = (body.len(), end::heads(&pages, &labels, &words(self.edition.book())));
        body.open(pages, title, toc::ContentsTarget::Commentary);
        for (slot, head) in body.slots[first..].iter_mut().zip(heads) {
            slot.title = head.map(Cow::Owned).or(slot.title.take());
        }
    }

    /// The caption of what a line of a list leads to.
    fn caption(&self, target: toc::ContentsTarget) -> Option<BlockId> {
        match target {
            toc::ContentsTarget::Table(caption) => Some(caption),
            toc::ContentsTarget::Figure(figure) => match &self.edition.book().block(figure).kind {
                BlockKind::Figure { caption, .. } => *caption,
                _ => None,
            },
            _ => None,
        }
    }

    /// The captions of the figures and tables that lists lead to.
    pub(super) fn captions<'l>(&self, lists: impl Iterator<Item = &'l contents::Contents>) -> BTreeMap<BlockId, toc::ContentsTarget> {
        let listed = lists.flat_map(|list| &list.lines).map(|line| line.target);
        listed.filter_map(|target| Some((self.caption(target)?, target))).collect()
    }

    /// The labels of the pages that sections, parts and so on begin on; figures and tables are where their captions are.
    pub(super) fn labels(
        front: &NumberedPages<'a>,
        body: &NumberedPages<'a>,
        captions: &BTreeMap<BlockId, toc::ContentsTarget>,
    ) -> BTreeMap<toc::ContentsTarget, String> {
        let mut labels: BTreeMap<toc::ContentsTarget, String> = BTreeMap::new();
        for (label, slot) in labelled(front, body) {
            labels.extend(slot.sheetling.sections.iter().map(|&section| (toc::ContentsTarget::Section(section), label.clone())));
            labels.extend(slot.opens.map(|opened| (opened, label.clone())));
            for item in slot.sheetling.items.iter().filter(|_| !captions.is_empty()) {
                if let Origin::Block(id) = item.origin
                    && let Some(target) = captions.get(&id)
                {
                    labels.entry(*target).or_insert_with(|| label.clone());
                }
            }
        }
        labels
    }

    /// Puts the page numbers into the lists and the lists onto their pages; gives all their lines.
    pub(super) fn number(
        &self,
        run: &mut NumberedPages<'a>,
        lists: Vec<(usize, contents::Contents)>,
        labels: &BTreeMap<toc::ContentsTarget, String>,
        bench: &mut ShapeContext,
    ) -> Vec<ContentsLine> {
        let mut lines = Vec::new();
        for (start, mut list) in lists {
            list.number(|target| labels.get(&target).cloned().unwrap_or_default(), self.plain, bench);
            let pages = self.pages(PaginatedChapter::new(list.rows, self.edition, self.plain, bench), OpeningSide::Recto, self.plain);
            run.put(start, pages);
            lines.append(&mut list.lines);
        }
        lines
    }

    /// Adds heads and folios to the pages of a run.
    fn heads(&self, run: &mut NumberedPages<'a>, label: impl Fn(u64) -> String, bench: &mut ShapeContext) {
        let book = self.edition.book();
        // A single leaf needs no number.
        if self.edition.plan.title_above && run.len() == 1 {
            return;
        }
        let heads = self.chosen_heads();
        let mut pen = RunningPen::new(self.paper, bench);
        let mut section: Option<StyledWords> = None;
        let (mut chapter, mut opened) = (None, None);
        for (index, slot) in run.slots.iter_mut().enumerate() {
            let recto = index.is_multiple_of(2);
            if slot.chapter != chapter {
                (chapter, section) = (slot.chapter, None);
            }
            let mut begun = slot.sheetling.sections.iter().filter(|&&id| book.section(id).depth <= 2).map(|&id| self.edition.running(id));
            let first = begun.next();
            let last = begun.next_back().or_else(|| first.clone());
            // Where chapters follow one another on a page, the last that has begun is that of the page.
            let of_page = slot.sheetling.sections.iter().rfind(|&&id| self.edition.plan.runs_on && book.section(id).depth == 1);
            opened = of_page.map(|&id| self.edition.running(id)).or(opened);
            let title = || {
                let chapter = slot.chapter.and_then(|index| book.chapters.get(index));
                opened.clone().or_else(|| chapter.and_then(|chapter| self.title(chapter)))
            };
            let head = if recto { heads.recto } else { heads.verso };
            let text = match (head, slot.title.as_deref()) {
                (RunningHead::None, _) => StyledWords::default(),
                (_, Some(title)) => StyledWords::plain(title),
                (RunningHead::Author, None) => StyledWords::plain(self.author(slot.chapter)),
                (RunningHead::Title, None) => self.edition.book().metadata.styled_title(),
                (RunningHead::Chapter, None) => title().unwrap_or_default(),
                (RunningHead::SectionFirst, None) => first.or_else(|| section.clone()).or_else(title).unwrap_or_default(),
                (RunningHead::SectionLast, None) => last.clone().or_else(|| section.clone()).or_else(title).unwrap_or_default(),
            };
            section = last.or(section);
            let text = if slot.sheetling.commentary { StyledWords::plain(words(book).commentary) } else { text };
            let sheet = if slot.sheetling.wide { self.sheet } else { self.plain };
            pen.run(&mut slot.sheetling, &text, &label(index as u64 + 1), recto, sheet);
        }
    }

    /// What running heads say: those that are asked for; in an essay without such, its author and its title.
    fn chosen_heads(&self) -> Heads {
        let config = self.config;
        let asked = ["page.heads.verso", "page.heads.recto"].iter().any(|key| config.place(key).is_some());
        let somebody = self.edition.book().metadata.authors().next().is_some();
        if self.edition.plan.form == Form::Essay && somebody && !asked && config.heads == Heads::default() {
            return Heads { verso: RunningHead::Author, recto: RunningHead::Title };
        }
        config.heads
    }

    /// Who wrote a chapter: its own author, or those of the book.
    fn author(&self, chapter: Option<usize>) -> String {
        let book = self.edition.book();
        let heading = chapter.and_then(|index| book.chapters.get(index)?.heading);
        let own = heading.and_then(|heading| book.section(heading).author.clone());
        own.unwrap_or_else(|| book.metadata.author_line())
    }

    fn title(&self, chapter: &Chapter) -> Option<StyledWords> {
        chapter.heading.map(|id| self.edition.running(id))
    }
}
