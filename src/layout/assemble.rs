//! Assembles the book: chapters set in parallel and put in order, the contents with their page numbers, the front matter before
//! them; heads and folios last, when every page has its place.

use super::compose::{self, PageDraft, PaginatedChapter};
use super::contents::MatterTitle;
use super::frame::{ContentsLine, MatterLine, MatterRole, Origin, Pages};
use super::galley::{BlockGeometry, Galley};
use super::line::{ParagraphText, ShapeContext};
use super::matter::Display;
use super::paginate::OpeningSide;
use super::style::{Align, StyleSheet, TextLook};
use super::{beside, contents, end, measure, running};
use crate::book::numbering::roman;
use crate::book::{BlockId, BlockKind, Chapter, ChapterId, Division, Matter, Style, StyledWords, toc};
use crate::config::{self, ChapterStart, Config, RunningHead};
use crate::diagnostics::Diagnostics;
use crate::edition::words::words;
use crate::edition::{self, Edition, EntryId};
use crate::fonts::Fonts;
use crate::source::Length;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A page in its place in a run, with what its head needs.
#[derive(Default)]
struct PageSlot<'w> {
    sheetling: PageDraft,
    /// The chapter that the page is of, by index.
    chapter: Option<usize>,
    /// The part or introduction that the page opens.
    opens: Option<toc::ContentsTarget>,
    /// What the page's head says, if it is of no chapter.
    title: Option<&'w str>,
}

/// Pages numbered together; the first is a recto.
#[derive(Default)]
struct NumberedPages<'w>(Vec<PageSlot<'w>>);

impl<'w> NumberedPages<'w> {
    /// Makes the next page a recto.
    fn recto(&mut self) {
        if !self.0.len().is_multiple_of(2) {
            self.0.push(PageSlot { sheetling: PageDraft { bare: true, ..PageDraft::default() }, ..PageSlot::default() });
        }
    }

    /// Makes the next page a verso.
    fn verso(&mut self) {
        if self.0.len().is_multiple_of(2) {
            self.0.push(PageSlot { sheetling: PageDraft { bare: true, ..PageDraft::default() }, ..PageSlot::default() });
        }
    }

    /// The side of the next page.
    fn side(&self) -> OpeningSide {
        if self.0.len().is_multiple_of(2) { OpeningSide::Recto } else { OpeningSide::Verso }
    }

    /// Adds a chapter that is not in the manuscript.
    fn open(&mut self, pages: Vec<PageDraft>, title: &'w str, target: toc::ContentsTarget) {
        let first = self.0.len();
        self.0.extend(pages.into_iter().map(|sheetling| PageSlot { sheetling, title: Some(title), ..PageSlot::default() }));
        if let Some(slot) = self.0.get_mut(first) {
            slot.opens = Some(target);
        }
    }

    fn add(&mut self, pages: Vec<PageDraft>, chapter: Option<usize>) {
        self.0.extend(pages.into_iter().map(|sheetling| PageSlot { sheetling, chapter, ..PageSlot::default() }));
    }
}

/// `sketch` asks for nothing but where each page begins: the lines of the text have no glyphs, and there are no heads and folios.
pub(super) fn assemble(edition: &Edition, config: &Config, fonts: &Fonts, sketch: bool, diagnostics: &mut Diagnostics) -> Pages {
    let (paper, beside) = beside::page(edition, config);
    let sheet = StyleSheet::new(&paper, beside, config);
    let plain = StyleSheet::new(&config.page, None, config);
    measure::check(&sheet, &plain, fonts, diagnostics);
    let mut bench = ShapeContext { settings: config.texts.clone(), ..ShapeContext::new(fonts, &config.typography.exceptions) };
    let mut job = Job { edition, config, sheet: &sheet, plain: &plain, paper: &paper };
    let mut chapters = job.chapters(fonts, sketch, diagnostics);

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
    let mut own = |matter| job.own(matter, &mut chapters);
    let half_title = own(Matter::HalfTitle).unwrap_or_else(|| display.half_title());
    let title = own(Matter::TitlePage).unwrap_or_else(|| display.title_page());
    let copyright = own(Matter::Copyright).unwrap_or_else(|| display.copyright_page());
    let mut body = job.body(&mut chapters, &mut display);
    let mut matter = display.matter;

    let mut front = NumberedPages::default();
    front.add(half_title, None);
    front.recto();
    front.add(title, None);
    front.add(copyright, None);
    job.front(&mut front, &mut chapters, Matter::precedes_contents);
    let lists = job.lists(&mut front, &mut matter, &mut bench);
    job.introduction(&mut front, &mut matter, &mut bench);
    job.front(&mut front, &mut chapters, |_| true);
    front.recto();

    job.end(&front, &mut body, &mut matter, &mut bench);

    let mut pages = Pages { pages: Vec::new(), matter, contents: Vec::new() };
    pages.contents = job.number(&mut front, lists, &body, &mut bench);
    if !sketch {
        job.heads(&mut front, roman, &mut bench);
        job.heads(&mut body, |number| number.to_string(), &mut bench);
    }
    diagnostics.append(bench.diagnostics);
    beside::check(front.0.iter().chain(&body.0).filter(|slot| slot.sheetling.crowded).count(), diagnostics);
    let arabic: fn(u64) -> String = |number| number.to_string();
    for (run, label) in [(front, roman as fn(u64) -> String), (body, arabic)] {
        for (index, slot) in run.0.into_iter().enumerate() {
            // Both runs begin on a recto.
            let right = index.is_multiple_of(2) != sheet.mirrored;
            let (paper, beside) = if slot.sheetling.wide { (&paper, beside) } else { (&config.page, None) };
            pages.pages.push(compose::page(slot.sheetling, label(index as u64 + 1), right, paper, beside));
        }
    }
    pages
}

struct Job<'a> {
    edition: &'a Edition,
    config: &'a Config,
    /// The measures of the text.
    sheet: &'a StyleSheet,
    /// The measures of pages that have no notes beside their text.
    plain: &'a StyleSheet,
    /// The page of the text.
    paper: &'a config::PageSettings,
}

impl<'a> Job<'a> {
    /// Every chapter, set and cut in parallel.
    fn chapters(&self, fonts: &Fonts, sketch: bool, diagnostics: &mut Diagnostics) -> Vec<Option<PaginatedChapter>> {
        let chapters = &self.edition.book().chapters;
        // One shaping context a thread, not one a chapter: what it remembers of words is worth more the longer it is used.
        let next = AtomicUsize::new(0);
        let by_thread = rayon::broadcast(|_| {
            let mut bench = ShapeContext { sketch, ..ShapeContext::new(fonts, &self.config.typography.exceptions) };
            let mut set = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(chapter) = chapters.get(index) else { break set };
                if !self.edition.shows(chapter) {
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
        if let Some(MatterTitle { words, line }) = title {
            let mut copy = ParagraphText::new(&self.edition.book().language);
            copy.push(words, sheet.heading(1).look.voice(Style::PLAIN, fonts), Origin::Matter(line), None);
            galley.title(&copy, 1, None, place);
        }
        galley.chapter(blocks, place);
        let rows = galley.rows;
        PaginatedChapter::new(rows, self.edition, sheet, bench)
    }

    /// A bibliography, whose entries hang.
    fn bibliography(&self, chapter: &Chapter, bench: &mut ShapeContext) -> PaginatedChapter {
        let mut galley = Galley::new(self.edition, self.sheet, bench);
        galley.hang = self.sheet.text.size.scale(14, 10);
        let place = galley.page_place();
        galley.chapter(&chapter.blocks, place);
        let rows = galley.rows;
        PaginatedChapter::new(rows, self.edition, self.sheet, bench)
    }

    /// A page that stands alone: a dedication, centred, or an epigraph, to the right, in italics and a quarter down the page; a
    /// title page of the author's own, centred; a copyright page, small and at the foot.
    fn alone(&self, chapter: &Chapter, bench: &mut ShapeContext) -> PaginatedChapter {
        let book = self.edition.book();
        let mut galley = Galley::new(self.edition, self.plain, bench);
        let place = galley.page_place();
        let look = TextLook { hyphenate: false, align: Align::Centre, ..place.look };
        let (look, left) = match chapter.matter {
            Matter::Copyright => (TextLook { hyphenate: false, align: Align::Left, ..self.plain.note }, Length::ZERO),
            Matter::Epigraph => (TextLook { italic: true, align: Align::Left, ..look }, place.width / 4),
            Matter::Dedication => (TextLook { italic: true, ..look }, Length::ZERO),
            _ => (look, Length::ZERO),
        };
        let place = BlockGeometry { look, left, width: place.width - left, indent: Length::ZERO, ..place };
        for &block in &chapter.blocks {
            // Who said it stands upright, behind a dash, at the right.
            let said = |text: &str| chapter.matter == Matter::Epigraph && text.starts_with(['—', '–', '―']);
            let source = book.block(block).prose().is_some_and(|prose| said(&prose.text));
            let look = if source { TextLook { italic: false, align: Align::Right, ..look } } else { look };
            galley.blocks(&[block], BlockGeometry { look, ..place });
            galley.space(look.leading / 2);
        }
        let mut rows = galley.rows;
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

    /// The author's own page of a kind that is otherwise made from the metadata.
    fn own(&self, matter: Matter, chapters: &mut [Option<PaginatedChapter>]) -> Option<Vec<PageDraft>> {
        let index = self.edition.book().chapters.iter().position(|chapter| chapter.matter == matter)?;
        let mut pages = self.pages(chapters[index].take()?, OpeningSide::Recto, self.plain);
        pages.iter_mut().for_each(|page| page.bare = true);
        Some(pages)
    }

    /// The pages of a chapter that begins on this side.
    fn pages(&self, cut: PaginatedChapter, side: OpeningSide, sheet: &StyleSheet) -> Vec<PageDraft> {
        cut.pages(side, sheet, &self.config.page)
    }

    /// The text and what follows it, with the title pages of its parts. Where a chapter begins follows from how many pages those
    /// before it have; then all are put onto their pages at once.
    fn body(&self, chapters: &mut [Option<PaginatedChapter>], display: &mut Display) -> NumberedPages<'a> {
        let (mut run, mut cuts) = (NumberedPages::default(), Vec::new());
        for (index, chapter) in self.edition.book().chapters.iter().enumerate() {
            if chapter.division == Division::Front {
                continue;
            }
            let shown = chapters[index].is_some();
            if let Some(title) = chapter.part.as_ref().filter(|_| shown) {
                run.recto();
                let first = run.0.len();
                run.add(display.part(title, ChapterId::new(index)), None);
                run.0[first].opens = Some(toc::ContentsTarget::Part(ChapterId::new(index)));
            }
            if shown && (self.config.chapters_start == ChapterStart::Recto || chapter.part.is_some()) {
                run.recto();
            }
            if let Some(cut) = chapters[index].take() {
                if cut.facing() {
                    if run.0.is_empty() {
                        run.add(display.half_title(), None);
                    }
                    run.verso();
                }
                let (first, side) = (run.0.len(), run.side());
                run.add((0..cut.count(side)).map(|_| PageDraft::default()).collect(), Some(index));
                cuts.push((first, cut, side));
            }
        }
        let chapters: Vec<_> = cuts.into_par_iter().map(|(first, cut, side)| (first, self.pages(cut, side, self.sheet))).collect();
        for (first, pages) in chapters {
            for (slot, page) in run.0[first..].iter_mut().zip(pages) {
                slot.sheetling = page;
            }
        }
        run
    }

    /// The front matter of some kinds that is not yet placed.
    fn front(&self, run: &mut NumberedPages<'a>, chapters: &mut [Option<PaginatedChapter>], wanted: impl Fn(Matter) -> bool) {
        for (index, chapter) in self.edition.book().chapters.iter().enumerate() {
            if chapter.division == Division::Front
                && wanted(chapter.matter)
                && let Some(cut) = chapters[index].take()
            {
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
    fn lists(
        &mut self,
        run: &mut NumberedPages<'a>,
        matter: &mut Vec<MatterLine>,
        bench: &mut ShapeContext,
    ) -> Vec<(usize, contents::Contents)> {
        let book = self.edition.book();
        let entries = edition::contents(self.edition, self.config.contents_depth);
        let figures = if self.config.list_of_figures { edition::figures(self.edition) } else { Vec::new() };
        let tables = if self.config.list_of_tables { edition::tables(self.edition) } else { Vec::new() };
        // Contents of one entry have nothing to tell.
        let told = entries.len() > 1 || entries.first().is_some_and(|only| !only.children.is_empty());
        let words = words(book);
        let (mut lists, mut lines) = (Vec::new(), 0);
        let contents = if told { entries } else { Vec::new() };
        for (title, entries) in [(words.contents, contents), (words.figures, figures), (words.tables, tables)] {
            if entries.is_empty() {
                continue;
            }
            let heading = MatterTitle { words: title, line: matter_line(matter, MatterRole::ContentsHeading, title) };
            let list = contents::set(heading, &entries, lines, self.edition, self.plain, bench);
            lines += u32::try_from(list.lines.len()).unwrap_or(0);
            let count = PaginatedChapter::new(list.rows.clone(), self.edition, self.plain, bench).count(OpeningSide::Recto);
            run.recto();
            lists.push((run.0.len(), list));
            run.0.extend((0..count).map(|_| PageSlot { title: Some(title), ..PageSlot::default() }));
        }
        lists
    }

    /// The introduction to the commentary, as a chapter of the front matter.
    fn introduction(&self, run: &mut NumberedPages<'a>, matter: &mut Vec<MatterLine>, bench: &mut ShapeContext) {
        let book = self.edition.book();
        if self.edition.introduction().is_empty() {
            return;
        }
        let words = words(book).introduction;
        let heading = matter_line(matter, MatterRole::Introduction, words);
        let pages = self.pages(
            self.chapter(self.edition.introduction(), Some(MatterTitle { words, line: heading }), self.plain, bench),
            OpeningSide::Recto,
            self.plain,
        );
        run.recto();
        run.open(pages, words, toc::ContentsTarget::Introduction);
    }

    /// The commentary as the last chapter, if that is where it stands; the pages of all the text are known by now.
    fn end(&self, front: &NumberedPages<'a>, body: &mut NumberedPages<'a>, matter: &mut Vec<MatterLine>, bench: &mut ShapeContext) {
        let Some(title) = self.edition.gathered_title() else { return };
        let mut labels: BTreeMap<EntryId, String> = BTreeMap::new();
        for (label, slot) in labelled(front, body) {
            for (entry, _) in &slot.sheetling.calls {
                labels.entry(*entry).or_insert_with(|| label.clone());
            }
        }
        let rows = end::end(title, self.edition, &labels, self.plain, matter, bench);
        body.recto();
        let pages = self.pages(PaginatedChapter::new(rows, self.edition, self.plain, bench), OpeningSide::Recto, self.plain);
        body.open(pages, title, toc::ContentsTarget::Commentary);
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

    /// Puts the page numbers into the lists and the lists onto their pages; gives all their lines.
    fn number(
        &self,
        front: &mut NumberedPages<'a>,
        lists: Vec<(usize, contents::Contents)>,
        body: &NumberedPages<'a>,
        bench: &mut ShapeContext,
    ) -> Vec<ContentsLine> {
        let mut labels: BTreeMap<toc::ContentsTarget, String> = BTreeMap::new();
        let listed = lists.iter().flat_map(|(_, list)| &list.lines).map(|line| line.target);
        // Figures and tables are where their captions are.
        let captions: BTreeMap<BlockId, toc::ContentsTarget> = listed.filter_map(|target| Some((self.caption(target)?, target))).collect();
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
        let mut lines = Vec::new();
        for (start, mut list) in lists {
            list.number(|target| labels.get(&target).cloned().unwrap_or_default(), self.plain, bench);
            let pages = self.pages(PaginatedChapter::new(list.rows, self.edition, self.plain, bench), OpeningSide::Recto, self.plain);
            for (slot, page) in front.0[start..].iter_mut().zip(pages) {
                slot.sheetling = page;
            }
            lines.append(&mut list.lines);
        }
        lines
    }

    /// Adds heads and folios to the pages of a run.
    fn heads(&self, run: &mut NumberedPages<'a>, label: impl Fn(u64) -> String, bench: &mut ShapeContext) {
        let book = self.edition.book();
        let mut section: Option<StyledWords> = None;
        let mut chapter = None;
        for (index, slot) in run.0.iter_mut().enumerate() {
            let recto = index.is_multiple_of(2);
            if slot.chapter != chapter {
                (chapter, section) = (slot.chapter, None);
            }
            let mut begun = slot.sheetling.sections.iter().filter(|&&id| book.section(id).depth <= 2).map(|&id| book.section(id).styled());
            let first = begun.next();
            let last = begun.next_back().or_else(|| first.clone());
            let title = || {
                let chapter = slot.chapter.and_then(|index| book.chapters.get(index));
                chapter.and_then(|chapter| self.title(chapter))
            };
            let head = if recto { self.config.heads.recto } else { self.config.heads.verso };
            let text = match (head, slot.title) {
                (RunningHead::None, _) => StyledWords::default(),
                (_, Some(title)) => StyledWords::plain(title),
                (RunningHead::Author, None) => StyledWords::plain(self.edition.book().metadata.author_line()),
                (RunningHead::Title, None) => self.edition.book().metadata.styled_title(),
                (RunningHead::Chapter, None) => title().unwrap_or_default(),
                (RunningHead::SectionFirst, None) => first.or_else(|| section.clone()).or_else(title).unwrap_or_default(),
                (RunningHead::SectionLast, None) => last.clone().or_else(|| section.clone()).or_else(title).unwrap_or_default(),
            };
            section = last.or(section);
            let text = if slot.sheetling.commentary { StyledWords::plain(words(book).commentary) } else { text };
            let sheet = if slot.sheetling.wide { self.sheet } else { self.plain };
            running::run(&mut slot.sheetling, &text, &label(index as u64 + 1), recto, sheet, self.paper, bench);
        }
    }

    fn title(&self, chapter: &Chapter) -> Option<StyledWords> {
        chapter.heading.map(|id| self.edition.book().section(id).styled())
    }
}

/// The pages of both runs, each with its label.
fn labelled<'r, 'w>(front: &'r NumberedPages<'w>, body: &'r NumberedPages<'w>) -> impl Iterator<Item = (String, &'r PageSlot<'w>)> {
    let arabic = (1..).zip(&body.0).map(|(number, slot): (u64, _)| (number.to_string(), slot));
    (1..).zip(&front.0).map(|(number, slot)| (roman(number), slot)).chain(arabic)
}

/// Adds a line that is not in the manuscript; returns its index.
fn matter_line(matter: &mut Vec<MatterLine>, role: MatterRole, text: &str) -> u32 {
    matter.push(MatterLine { role, text: text.to_owned() });
    u32::try_from(matter.len() - 1).unwrap_or(u32::MAX)
}
