//! What a book and its pages ask of the PDF, reckoned from them alone, to hold against what is in the file.

use super::Run;
use super::tagged::plain;
use bindery::Form;
use bindery::testing::book::{BlockId, BlockKind, Book, Division, Picture, RunKind};
use bindery::testing::layout::frame::{ItemContent, MatterRole, Origin, Page, PageItem};
use std::collections::BTreeSet;

/// A linked text: its page, its left and right edge, its baseline from the foot of the page, and its size, in points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Linked {
    pub(crate) page: usize,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) baseline: f64,
    pub(crate) size: f64,
}

/// What is asked.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// What is said in place of each picture.
    pub(crate) pictures: Vec<String>,
    /// Level and letters of each heading of a chapter.
    pub(crate) headings: Vec<(u8, String)>,
    /// The words of cells that head a row, a column.
    pub(crate) row_heads: Vec<String>,
    pub(crate) column_heads: Vec<String>,
    /// How many lists are numbered, and how many have bullets.
    pub(crate) lists: [usize; 2],
    pub(crate) linked: Vec<Linked>,
    /// The label of each page, and its letters, without what is no part of the text.
    pub(crate) pages: Vec<(String, String)>,
    /// The contents, indented.
    pub(crate) contents: String,
}

/// Letters and figures alone: spaces and divisions come and go with the lines.
pub(crate) fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Wanted {
    /// What a book that was built asks.
    pub(crate) fn of(run: &Run) -> Self {
        let (Some((config, book)), Some(pages)) = (&run.book, &run.pages) else { return Self::default() };
        let items = || pages.pages.iter().flat_map(|page| &page.items).filter(|item| !item.origin.is_artifact());
        let shown: BTreeSet<BlockId> = items()
            .filter_map(|item| match item.origin {
                Origin::Block(block) | Origin::Formula(block, _) | Origin::Picture(block, _) | Origin::Label(block, _) => Some(block),
                _ => None,
            })
            .collect();
        let height = config.page.height.to_points();
        let linked =
            (pages.pages.iter().enumerate()).flat_map(|(page, on)| on.items.iter().filter_map(move |item| linked(item, page, height)));
        let has_title = pages.matter.iter().any(|line| line.role == MatterRole::Title);
        let is_above = matches!(config.form, Some(Form::Essay | Form::Report)) && config.matter.title_page != Some(true);
        let lowered = u8::from(has_title && is_above);
        let mut headings = headings(book, &shown, lowered);
        // Where numbers of chapters are set in another form, tests/literary.rs holds what those headings say.
        headings.retain(|(level, _)| *level > 1 || config.place("type.chapter-number").is_none());
        let mut wanted = Self {
            headings,
            linked: linked.collect(),
            pages: pages.pages.iter().map(|page| (page.label.clone(), words(page))).collect(),
            contents: run.toc(),
            ..Self::default()
        };
        let words = |cell: &BlockId| Some(book.block(*cell).prose()?.plain()).map(|words| letters(&words));
        for &block in &shown {
            let kind = &book.block(block).kind;
            wanted.pictures.extend(pictures(book, kind).into_iter().map(|words| plain(&words)).filter(|words| !words.is_empty()));
            if let BlockKind::List { numbering, .. } = kind {
                wanted.lists[usize::from(numbering.is_none())] += 1;
            }
        }
        // Of a picture that can't be shown nothing stands on a page but its words.
        for block in &book.blocks {
            if let BlockKind::Figure { picture: Picture::Absent(words), .. } = &block.kind
                && shown.contains(words)
            {
                wanted.pictures.extend(book.block(*words).prose().map(|prose| plain(&prose.plain())));
            }
        }
        let tables = book.blocks.iter().filter_map(|block| if let BlockKind::Table(table) = &block.kind { Some(table) } else { None });
        for table in tables {
            let first = table.rows.iter().filter(|_| table.row_heads).filter_map(|row| row.first());
            wanted.row_heads.extend(first.filter(|cell| shown.contains(cell)).filter_map(words));
            wanted.column_heads.extend(table.heads().flatten().filter(|cell| shown.contains(cell)).filter_map(words));
        }
        wanted
    }
}

/// What is said in place of the pictures of a block: what its author says, or its caption.
fn pictures(book: &Book, kind: &BlockKind) -> Vec<String> {
    match kind {
        BlockKind::Figure { picture: Picture::Shown(_, alternative, _), caption, .. } => {
            let caption = || Some(book.block((*caption)?).prose()?.plain());
            vec![if alternative.words.trim().is_empty() { caption().unwrap_or_default() } else { alternative.words.clone() }]
        }
        BlockKind::Paragraph(prose) | BlockKind::Heading { prose, .. } => {
            let said = |kind: &RunKind| if let RunKind::Image(_, alternative, _) = kind { Some(alternative.words.clone()) } else { None };
            prose.runs.iter().filter_map(|run| said(&run.kind)).collect()
        }
        _ => Vec::new(),
    }
}

/// The headings of the chapters: one below a part is a level deeper, and a part ends where the next begins and before the back matter; below a title
/// that stands above the text and is none of them, all are `lowered`.
fn headings(book: &Book, shown: &BTreeSet<BlockId>, lowered: u8) -> Vec<(u8, String)> {
    let (mut part, mut headings) = (false, Vec::new());
    for chapter in &book.chapters {
        part = (part && chapter.division != Division::Back) || chapter.part.is_some();
        let mut open: Vec<BlockId> = chapter.blocks.iter().rev().copied().collect();
        while let Some(block) = open.pop() {
            open.extend(book.block(block).children().into_iter().rev());
            if let BlockKind::Heading { section, prose } = &book.block(block).kind
                && shown.contains(&block)
                && !prose.runs.iter().any(|run| matches!(run.kind, RunKind::Math(_) | RunKind::Image(..) | RunKind::Note(_)))
            {
                headings.push(((book.section(*section).depth + u8::from(part) + lowered).min(6), letters(&prose.plain())));
            }
        }
    }
    headings
}

fn linked(item: &PageItem, page: usize, height: f64) -> Option<Linked> {
    let (ItemContent::Text(text), Some(_)) = (&item.content, item.link) else { return None };
    let width: i64 = text.glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
    let left = item.x.to_points();
    #[expect(clippy::cast_precision_loss, reason = "a line is short")]
    let right = left + width as f64 / 65_536.0;
    Some(Linked { page, left, right, baseline: height - item.y.to_points(), size: text.size.to_points() })
}

/// The letters of a page, without heads and folios.
fn words(page: &Page) -> String {
    let shown = page.items.iter().filter(|item| !item.origin.is_artifact());
    shown.filter_map(|item| if let ItemContent::Text(text) = &item.content { Some(letters(&text.text)) } else { None }).collect()
}
