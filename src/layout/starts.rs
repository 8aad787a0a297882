//! Where each page begins in the book. Read off the finished pages: the letters of a block that stand on earlier pages are counted,
//! and the place in its text is where as many letters lie behind.

use super::frame::{Content, MatterRole, Origin, Page, Pages};
use crate::book::{BlockId, BlockKind, Book, ChapterId, TextPos};
use crate::edition::{PagePlace, PageStart};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

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
    let mut count = vec![Count::default(); book.blocks.len()];
    let mut starts = Vec::new();
    let counted: Vec<Vec<_>> = pages.pages.par_iter().map(letters).collect();
    for (page, counted) in pages.pages.iter().zip(counted) {
        if let Some(at) = start(page, pages, book, &in_text, &mut count) {
            starts.push(PageStart { label: page.label.clone(), at });
        }
        for (block, letters, divided) in counted {
            let count = &mut count[block.index()];
            count.letters += letters;
            count.divided = divided;
        }
    }
    starts
}

/// The letters of blocks that a page holds, text by text, and whether it ends within a word.
fn letters(page: &Page) -> Vec<(BlockId, usize, bool)> {
    let texts = page.items.iter().filter_map(|item| match (item.origin, &item.content) {
        (Origin::Block(block), Content::Text(text)) => Some((block, &text.text)),
        _ => None,
    });
    texts.map(|(block, text)| (block, text.chars().filter(|&c| is_letter(c)).count(), text.ends_with('\u{AD}'))).collect()
}

/// How much of a block stands on the pages so far.
#[derive(Clone, Copy, Default)]
struct Count {
    letters: usize,
    /// Whether that ends within a word.
    divided: bool,
    /// A byte of its text and the letters before it: where the page before began, so that no text is walked through twice.
    from: (usize, usize),
}

/// The first place of the text on a page; without any, the first of a note or of what the book's own files don't hold.
fn start(page: &Page, pages: &Pages, book: &Book, in_text: &[bool], count: &mut [Count]) -> Option<PagePlace> {
    let mut other = None;
    for item in &page.items {
        match item.origin {
            Origin::Block(block) | Origin::Picture(block, _) if in_text.get(block.index()) == Some(&true) => {
                if let Some(place) = place(book, block, &mut count[block.index()]) {
                    return Some(place);
                }
            }
            Origin::Block(block) | Origin::Picture(block, _) => other = other.or_else(|| place(book, block, &mut count[block.index()])),
            Origin::Part(chapter) => return Some(PagePlace::Part(ChapterId::new(chapter as usize))),
            Origin::Matter(line) => match pages.matter.get(line as usize)?.role {
                MatterRole::Title | MatterRole::Subtitle | MatterRole::Person | MatterRole::Publisher => return Some(PagePlace::Title),
                MatterRole::Copyright => return Some(PagePlace::Copyright),
                MatterRole::ContentsHeading => return Some(PagePlace::Contents),
                MatterRole::HalfTitle | MatterRole::Introduction | MatterRole::Commentary | MatterRole::CommentaryOn => {}
            },
            _ => {}
        }
    }
    other
}

/// The place in a block behind what was counted; none for a block that holds no text, such as a rule between scenes.
fn place(book: &Book, block: BlockId, count: &mut Count) -> Option<PagePlace> {
    let Some(prose) = book.block(block).prose() else {
        let figure = matches!(book.block(block).kind, BlockKind::Figure { .. });
        return figure.then_some(PagePlace::Text(TextPos { block, offset: 0 }));
    };
    let text = &prose.text;
    let (from, before) = count.from;
    let mut letters = text[from..].char_indices().filter(|&(_, c)| is_letter(c)).map(|(at, _)| from + at);
    let mut at = if count.letters == 0 { 0 } else { letters.nth(count.letters - before)? };
    count.from = (at, count.letters);
    if count.divided {
        // A number in the middle of a word would be read out there: it stands before the next word, or before this if it is the last.
        let word = text[at..].find(char::is_whitespace).map(|length| at + length);
        let next = word.and_then(|end| text[end..].find(|c: char| !c.is_whitespace()).map(|gap| end + gap));
        at = next.unwrap_or_else(|| {
            text[..at].rfind(char::is_whitespace).map_or(0, |space| space + text[space..].chars().next().map_or(1, char::len_utf8))
        });
    }
    Some(PagePlace::Text(TextPos { block, offset: u32::try_from(at).ok()? }))
}

/// Whether a character stands on the page as it does in the text: spaces and invisible characters come and go with the lines.
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_graphic();
    }
    !c.is_whitespace()
        && !c.is_control()
        && !matches!(c, '\u{AD}' | '\u{FFFC}' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
}
