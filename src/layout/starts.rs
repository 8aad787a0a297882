//! Where each page begins in the book, read off the finished pages: their items know where they stand in the text.

use super::frame::{ItemContent, MatterRole, Origin, Page, PageItem, Pages};
use crate::book::{BlockId, BlockKind, Book, TextPos};
use crate::edition::{PagePlace, PageStart};

/// The beginnings of all pages that hold any text of the book, in the order of the pages. Blank pages have none, nor has a page
/// that only goes on with the contents.
#[must_use]
pub fn starts(pages: &Pages, book: &Book) -> Vec<PageStart> {
    let mut in_text = vec![false; book.blocks.len()];
    let mut open: Vec<BlockId> = book.chapters.iter().flat_map(|chapter| &chapter.blocks).copied().collect();
    while let Some(block) = open.pop() {
        in_text[block.index()] = true;
        open.extend(book.block(block).children());
    }
    let mut shown = vec![ShownPart::Nothing; book.blocks.len()];
    let mut starts = Vec::new();
    for page in &pages.pages {
        if let Some(at) = start(page, pages, book, &in_text, &shown) {
            starts.push(PageStart { label: page.label.clone(), at });
        }
        for item in &page.items {
            if let (Some(block), Some(_)) = (block_of(item), item.start) {
                let divided = matches!(&item.content, ItemContent::Text(text) if text.text.ends_with('\u{AD}'));
                shown[block.index()] = if divided { ShownPart::ToWithinAWord } else { ShownPart::Some };
            }
        }
    }
    starts
}

/// How much of a block stands on the pages so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ShownPart {
    Nothing,
    Some,
    /// Some of it, which ends within a word.
    ToWithinAWord,
}

/// The block that an item is of.
pub(super) fn block_of(item: &PageItem) -> Option<BlockId> {
    match item.origin {
        Origin::Block(block) | Origin::Picture(block, _) | Origin::RubyBase(block, _) => Some(block),
        _ => None,
    }
}

/// The first place of the text on a page; without any, the first of a note or of what the book's own files don't hold.
fn start(page: &Page, pages: &Pages, book: &Book, in_text: &[bool], shown: &[ShownPart]) -> Option<PagePlace> {
    let mut other = None;
    for item in &page.items {
        if let Some(block) = block_of(item) {
            let place = || place(page, book, block, shown[block.index()]);
            if in_text.get(block.index()) == Some(&true) {
                if let Some(place) = place() {
                    return Some(place);
                }
            } else {
                other = other.or_else(place);
            }
            continue;
        }
        match item.origin {
            Origin::Part(chapter) => return Some(PagePlace::Part(chapter)),
            Origin::Matter(line) => match pages.matter.get(line as usize)?.role {
                MatterRole::Title | MatterRole::Subtitle | MatterRole::Person | MatterRole::Date => return Some(PagePlace::Title),
                MatterRole::Series | MatterRole::Publisher => return Some(PagePlace::Title),
                MatterRole::Copyright => return Some(PagePlace::Copyright),
                MatterRole::ContentsHeading => return Some(PagePlace::Contents),
                MatterRole::HalfTitle | MatterRole::Introduction | MatterRole::Commentary | MatterRole::CommentaryOn => {}
            },
            _ => {}
        }
    }
    other
}

/// The place in a block of what a page holds of it; none for a block that holds no text, such as a rule between scenes.
fn place(page: &Page, book: &Book, block: BlockId, shown: ShownPart) -> Option<PagePlace> {
    let Some(prose) = book.block(block).prose() else {
        let figure = matches!(book.block(block).kind, BlockKind::Figure { .. });
        return figure.then_some(PagePlace::Text(TextPos { block, offset: 0 }));
    };
    // Words from right to left do not come in the order in which they are read.
    let first = page.items.iter().filter(|item| block_of(item) == Some(block)).filter_map(|item| item.start).min();
    let at = match shown {
        ShownPart::Nothing => 0,
        ShownPart::Some => first? as usize,
        ShownPart::ToWithinAWord => outside_word(&prose.text, first? as usize),
    };
    Some(PagePlace::Text(TextPos { block, offset: u32::try_from(at).ok()? }))
}

/// The beginning of the word behind the one that `at` stands in, or of that, if it is the last: a number in the middle of a word
/// would be read out there.
fn outside_word(text: &str, at: usize) -> usize {
    let end = text[at..].find(char::is_whitespace).map(|length| at + length);
    let next = end.and_then(|end| text[end..].find(|c: char| !c.is_whitespace()).map(|gap| end + gap));
    next.unwrap_or_else(|| {
        text[..at].rfind(char::is_whitespace).map_or(0, |space| space + text[space..].chars().next().map_or(1, char::len_utf8))
    })
}
