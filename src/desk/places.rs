//! From a place on a page to the word in the manuscript, and back.

use super::geometry::{self, PageBox};
use super::index::{ItemOnPage, PlaceIndex, ShownStretch};
use super::set::SetBook;
use crate::book::toc::ContentsTarget;
use crate::book::{Block, BlockId, BlockKind, Prose};
use crate::edition::EntryId;
use crate::layout::frame::{ItemContent, Origin, PageItem};
use crate::source::{SourceId, SourcePosition, Span};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Where a word of a page is written.
#[derive(Debug)]
pub(crate) struct WrittenPlace {
    /// The file, by its path in the book.
    pub(crate) file: String,
    /// Line and column of the word's first character.
    pub(crate) position: SourcePosition,
    /// The characters there.
    pub(crate) words: String,
    /// Where the word stands on the page that was asked about.
    pub(crate) boxes: Vec<PageBox>,
}

/// Where a place of the manuscript is printed.
#[derive(Debug)]
pub(crate) struct PrintedPlace {
    /// The page, by index.
    pub(crate) page: usize,
    /// Where the word stands on it.
    pub(crate) boxes: Vec<PageBox>,
}

/// A word of the manuscript: where it is written, and its bytes in the text of its block, if it is in one.
#[derive(Debug)]
struct MeantWord {
    span: Span,
    within: Option<(BlockId, Range<usize>)>,
}

/// The block whose text an item shows.
fn block_of(item: &PageItem) -> Option<BlockId> {
    match item.origin {
        Origin::Block(block) | Origin::RubyBase(block, _) | Origin::Formula(block, _) | Origin::Picture(block, _) => Some(block),
        _ => None,
    }
}

/// The bytes of a block's text that an item shows.
fn shown(prose: &Prose, item: &PageItem) -> Option<Range<usize>> {
    let start = item.start? as usize;
    match (&item.content, item.origin) {
        (_, Origin::Formula(_, run) | Origin::Picture(_, run)) => prose.runs.get(run as usize).map(crate::book::Run::range),
        (ItemContent::Text(text), _) => {
            let words = text.text.trim_end_matches('\u{AD}');
            Some(start..in_prose(prose, start, words, words.len()))
        }
        _ => None,
    }
}

/// Where a byte of an item's text stands in the text of its block. They are alike but for what lines are broken with: hyphens, spaces
/// that became others, characters that are not printed.
fn in_prose(prose: &Prose, start: usize, text: &str, byte: usize) -> usize {
    let (all, mut at) = (&prose.text, start.min(prose.text.len()));
    let Some(before) = text.get(..byte) else { return at };
    if all.get(start..start + byte) == Some(before) {
        return start + byte;
    }
    for c in before.chars() {
        let Some(rest) = all.get(at..) else { break };
        let Some(next) = rest.chars().next() else { break };
        if next == c || next.is_whitespace() && c.is_whitespace() {
            at += next.len_utf8();
        } else if let Some((skipped, _)) = rest.char_indices().take(16).find(|(_, other)| *other == c) {
            at += skipped + c.len_utf8();
        }
    }
    at
}

/// The word round a byte of a text: a character of a formula or a picture, or letters and what holds them together. Of what parts words it
/// is the word before it.
fn word(text: &str, at: usize) -> Range<usize> {
    let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let blank = |c: char| c.is_whitespace() || c == '\u{FFFC}';
    if text[at..].starts_with('\u{FFFC}') {
        return at..at + '\u{FFFC}'.len_utf8();
    }
    let from = text[..at].rfind(blank).map_or(0, |found| found + text[found..].chars().next().map_or(1, char::len_utf8));
    let to = text[at..].find(blank).map_or(text.len(), |found| at + found);
    let mut bounds = text[from..to].split_word_bound_indices().map(|(start, part)| (from + start, part));
    let is_word = |part: &str| part.chars().any(char::is_alphanumeric);
    let mut last = None;
    for (start, part) in bounds.by_ref() {
        if is_word(part) {
            last = Some(start..start + part.len());
        }
        if start + part.len() > at {
            break;
        }
    }
    let next = bounds.find(|(_, part)| is_word(part)).map(|(start, part)| start..start + part.len());
    last.or(next).unwrap_or(from..to)
}

impl SetBook {
    fn places(&self) -> &PlaceIndex {
        self.places.get_or_init(|| self.indexed())
    }

    /// Looks through all pages.
    fn indexed(&self) -> PlaceIndex {
        let (mut all, mut of_block) = (Vec::new(), BTreeMap::<BlockId, Vec<ItemOnPage>>::new());
        for (page, one) in self.pages.pages.iter().enumerate() {
            for (index, item) in one.items.iter().enumerate() {
                let at = ItemOnPage { page, item: index };
                if let Some(block) = block_of(item) {
                    of_block.entry(block).or_default().push(at);
                }
                let stretch = |span: Span| ShownStretch { source: span.source, from: span.start, to: span.end, at };
                all.extend(self.spans(item).into_iter().map(stretch));
            }
        }
        PlaceIndex::new(all, of_block)
    }

    /// Where the word is written that stands at a place of a page, counted in points from its left upper corner. None if nothing of the
    /// manuscript is near.
    pub(crate) fn written(&self, page: usize, x: f64, y: f64) -> Option<WrittenPlace> {
        let [x, y] = [x, y].map(geometry::length);
        let of_page = self.pages.pages.get(page)?;
        let (item, byte) = geometry::meant(of_page, x, y, self.config.page.height)?;
        let word = self.meant(&of_page.items[item], byte)?;
        let boxes = match &word.within {
            Some((block, range)) => self.boxes(*block, range).into_iter().filter(|(of, _)| *of == page).map(|(_, found)| found).collect(),
            None => geometry::item(of_page, item, None, self.config.page.height).into_iter().collect(),
        };
        let origin = self.sources.origin(word.span);
        let words = self.sources.slice(origin).to_owned();
        Some(WrittenPlace { file: self.sources.get(origin.source).name().to_owned(), position: self.sources.place(origin), words, boxes })
    }

    /// Where a place of the manuscript is printed, or what is next to it. None for a file that no page shows.
    pub(crate) fn printed(&self, file: &str, position: SourcePosition) -> Option<PrintedPlace> {
        let source = self.sources.named(file)?;
        let at = u32::try_from(self.sources.offset(source, position)).ok()?;
        let ItemOnPage { page, item } = self.places().nearest(source, at)?.at;
        let of_item = &self.pages.pages[page].items[item];
        let alone = || {
            let found = geometry::item(&self.pages.pages[page], item, None, self.config.page.height);
            PrintedPlace { page, boxes: found.into_iter().collect() }
        };
        let Some(block) = block_of(of_item) else { return Some(alone()) };
        let prose = self.book().block(block).prose();
        let Some((prose, range)) = prose.and_then(|prose| Some((prose, shown(prose, of_item)?))) else { return Some(alone()) };
        let boxes = self.boxes(block, &word(&prose.text, self.in_text(prose, range, source, at)));
        // A word that is divided between two pages is looked for where it begins.
        let page = boxes.first().map_or(page, |(page, _)| *page);
        let boxes: Vec<PageBox> = boxes.into_iter().filter(|(of, _)| *of == page).map(|(_, found)| found).collect();
        Some(if boxes.is_empty() { alone() } else { PrintedPlace { page, boxes } })
    }

    /// The character of a part of a text that a byte of a source is written as, or what is before that: of several that are written as one
    /// stretch, such as code with escapes, the first; not a label that nobody has written.
    fn in_text(&self, prose: &Prose, range: Range<usize>, source: SourceId, at: u32) -> usize {
        let text = prose.text.get(range.clone()).unwrap_or_default();
        let written = text.char_indices().filter_map(|(from, c)| {
            let from = range.start + from;
            let span = self.sources.origin(prose.place(from..from + c.len_utf8())?);
            (span.source == source && span.start <= at).then_some((span.end > at, span.start, Reverse(from)))
        });
        written.max().map_or(range.start, |(_, _, from)| from.0)
    }

    /// Where some bytes of a block's text stand: the page and the box of each part.
    fn boxes(&self, block: BlockId, range: &Range<usize>) -> Vec<(usize, PageBox)> {
        let Some(prose) = self.book().block(block).prose() else { return Vec::new() };
        let items = self.places().items_of(block);
        let boxes = items.iter().filter_map(|&ItemOnPage { page, item }| {
            let of_page = &self.pages.pages[page];
            let own = shown(prose, &of_page.items[item])?;
            if own.start.max(range.start) >= own.end.min(range.end) {
                return None;
            }
            let bytes = match (&of_page.items[item].content, of_page.items[item].origin) {
                (_, Origin::Formula(..)) => None,
                (ItemContent::Text(text), _) => {
                    let byte = |wanted: usize| {
                        let starts = text.text.char_indices().map(|(at, _)| at).chain([text.text.len()]);
                        starts.take_while(|&at| in_prose(prose, own.start, &text.text, at) <= wanted).last().unwrap_or(0)
                    };
                    let to = if range.end >= own.end { text.text.len() } else { byte(range.end) };
                    Some(byte(range.start.max(own.start))..to)
                }
                _ => None,
            };
            geometry::item(of_page, item, bytes, self.config.page.height).map(|found| (page, found))
        });
        boxes.collect()
    }

    /// The word of the manuscript that a byte of an item is of; none for what nobody has written.
    fn meant(&self, item: &PageItem, byte: usize) -> Option<MeantWord> {
        let book = self.book();
        let alone = |span: Span| Some(MeantWord { span, within: None });
        let of_heading = |block: BlockId| self.named_in(book.block(block).span, item, byte);
        match item.origin {
            Origin::Block(block) | Origin::RubyBase(block, _) => Some(self.in_block(block, item, byte)),
            Origin::Formula(block, run) | Origin::Picture(block, run) => {
                let own = book.block(block);
                let run = own.prose().and_then(|prose| prose.runs.get(run as usize));
                Some(MeantWord { span: run.map_or(own.span, |run| run.span), within: run.map(|run| (block, run.range())) })
            }
            Origin::Reading(block, run) => {
                let own = book.block(block);
                let reading = own.prose().and_then(|prose| prose.runs.get(run as usize)?.reading).map(|id| book.reading(id));
                alone(reading.and_then(|reading| reading.place(0..reading.text.len())).unwrap_or(own.span))
            }
            Origin::Label(list, index) => match &book.block(list).kind {
                BlockKind::List { items, .. } => alone(book.block(*items.get(index as usize)?.blocks.first()?).span),
                _ => alone(book.block(list).span),
            },
            Origin::Mark(entry, block) => alone(self.mark(entry, block)),
            Origin::EntryHead(entry) => self.named_in(book.note(*self.edition.entry(entry).notes.first()?).span, item, byte),
            Origin::Voice(note) => alone(book.note(note).span),
            Origin::Contents(line) => match self.pages.contents.get(line as usize)?.target {
                ContentsTarget::Section(id) => self.named_in(book.section(id).span, item, byte),
                ContentsTarget::Figure(block) | ContentsTarget::Table(block) => of_heading(block),
                ContentsTarget::Introduction => of_heading(*book.introduction.first()?),
                ContentsTarget::Part(chapter) => of_heading(*book.chapter(chapter).blocks.first()?),
                ContentsTarget::Commentary => None,
            },
            Origin::Part(chapter) => of_heading(*book.chapter(chapter).blocks.first()?),
            Origin::Matter(_) | Origin::Running(_) | Origin::Artifact => None,
        }
    }

    /// The word of a block that a byte of an item is of.
    fn in_block(&self, block: BlockId, item: &PageItem, byte: usize) -> MeantWord {
        let own = self.book().block(block);
        let found = match (own.prose(), item.start, &item.content) {
            (Some(prose), Some(start), ItemContent::Text(text)) => {
                let range = word(&prose.text, in_prose(prose, start as usize, &text.text, byte));
                prose.place(range.clone()).map(|span| MeantWord { span, within: Some((block, range)) })
            }
            _ => None,
        };
        found.unwrap_or(MeantWord { span: first_words(own), within: None })
    }

    /// Where the mark of a note stands in a block.
    fn mark(&self, entry: EntryId, block: BlockId) -> Span {
        let own = self.book().block(block);
        let offset = self.edition.marks(block).iter().find(|mark| mark.entry == entry).map(|mark| mark.offset as usize);
        let place = own.prose().zip(offset).and_then(|(prose, at)| prose.place(at..at));
        place.unwrap_or(own.span)
    }

    /// The word under a byte of an item where it stands in what the item repeats, such as a heading in the contents; all of that if the word
    /// is not there.
    fn named_in(&self, whole: Span, item: &PageItem, byte: usize) -> Option<MeantWord> {
        let span = self.sources.origin(whole);
        let found = match &item.content {
            ItemContent::Text(text) => {
                let range = word(&text.text, byte);
                let wanted = text.text.get(range.clone()).filter(|wanted| !wanted.is_empty());
                wanted.and_then(|wanted| {
                    // A word that stands there twice is meant the second time if it does here.
                    let earlier = text.text[..range.start].matches(wanted).count();
                    let (at, _) = self.sources.slice(span).match_indices(wanted).nth(earlier)?;
                    let start = span.start as usize + at;
                    Some(Span::new(span.source, start, start + wanted.len()))
                })
            }
            _ => None,
        };
        Some(MeantWord { span: found.unwrap_or(Span { end: span.start, ..span }), within: None })
    }

    /// Where the words of an item are written, if it is where they are to be looked for.
    fn spans(&self, item: &PageItem) -> Vec<Span> {
        let book = self.book();
        let whole = match item.origin {
            Origin::Block(block) | Origin::RubyBase(block, _) | Origin::Formula(block, _) | Origin::Picture(block, _) => {
                let own = book.block(block);
                match own.prose() {
                    Some(prose) => shown(prose, item).and_then(|range| prose.place(range)),
                    None => Some(own.span),
                }
            }
            Origin::EntryHead(entry) => self.edition.entry(entry).notes.first().map(|&note| book.note(note).span),
            _ => None,
        };
        whole.map(|span| self.sources.origins(span)).unwrap_or_default()
    }

    /// The page on which a block begins.
    pub(super) fn page_of(&self, block: BlockId) -> Option<usize> {
        self.places().page_of(block)
    }

    /// The page on which a byte of a block's text stands.
    pub(super) fn page_at(&self, block: BlockId, offset: usize) -> Option<usize> {
        self.boxes(block, &(offset..offset + 1)).first().map(|(page, _)| *page).or_else(|| self.page_of(block))
    }

    /// The middle of an item's first glyphs, for tests.
    #[cfg(test)]
    pub(super) fn middle_of(&self, page: usize, item: usize, bytes: Range<usize>) -> Option<[f64; 2]> {
        let found = geometry::item(&self.pages.pages[page], item, Some(bytes), self.config.page.height)?;
        Some([found.left + found.width / 2, found.top + found.height / 2].map(crate::source::Length::to_points))
    }
}

/// Where a block begins.
fn first_words(block: &Block) -> Span {
    Span { end: block.span.start, ..block.span }
}
