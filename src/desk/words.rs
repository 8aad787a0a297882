//! The words of pages as they are read.

use crate::layout::frame::{ItemContent, Origin, PageItem, Pages};

/// The words of a page, in the order in which they are read.
#[derive(Debug, Default)]
pub(super) struct WordsOfPage {
    /// The words: paragraphs are parted by line feeds, words that are divided are whole.
    pub(super) text: String,
    /// The items that the words are of: the first byte of each in the text, and its index.
    pub(super) items: Vec<(usize, usize)>,
}

/// What parts the words of two items, of which one follows the other; nothing if they may be parts of one word.
fn parting(last: &PageItem, item: &PageItem) -> Option<char> {
    let block = |item: &PageItem| match item.origin {
        Origin::Block(block) | Origin::Formula(block, _) | Origin::RubyBase(block, _) | Origin::Reading(block, _) => Some(block),
        Origin::Mark(_, block) | Origin::Picture(block, _) => Some(block),
        _ => None,
    };
    let is_of_block = block(item).is_some() && block(item) == block(last);
    (!is_of_block).then_some(if last.y == item.y { ' ' } else { '\n' })
}

/// The words of all pages.
pub(super) fn words(pages: &Pages) -> Vec<WordsOfPage> {
    pages
        .pages
        .iter()
        .map(|page| {
            let mut words = WordsOfPage::default();
            let mut last = None::<&PageItem>;
            for (index, item) in page.items.iter().enumerate() {
                let ItemContent::Text(text) = &item.content else { continue };
                if item.origin.is_artifact() || text.text.is_empty() {
                    continue;
                }
                if let Some(parting) = last.and_then(|last| parting(last, item)).filter(|_| !words.text.ends_with(char::is_whitespace)) {
                    words.text.push(parting);
                }
                last = Some(item);
                words.items.push((words.text.len(), index));
                words.text.push_str(text.text.trim_end_matches('\u{AD}'));
            }
            words
        })
        .collect()
}
