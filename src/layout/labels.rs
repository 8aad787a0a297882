//! The numbers of the printed pages that references to pages lead to, read off the finished pages.

use super::frame::{Origin, Pages};
use crate::book::{BlockId, Link, LinkId};
use crate::edition::Edition;
use std::collections::BTreeMap;

/// The number of the page that each reference to a page leads to, as it is printed; none for what stands on no page.
#[must_use]
pub(crate) fn labels(pages: &Pages, edition: &Edition) -> BTreeMap<LinkId, String> {
    let mut first: BTreeMap<Origin, usize> = BTreeMap::new();
    for (page, of) in pages.pages.iter().enumerate() {
        for item in of.items.iter().filter(|item| !item.origin.is_artifact()) {
            first.entry(item.origin).or_insert(page);
            // A heading may be a formula, a picture or a word with a reading and nothing else.
            if let Origin::Formula(block, _) | Origin::Picture(block, _) | Origin::RubyBase(block, _) = item.origin {
                first.entry(Origin::Block(block)).or_insert(page);
            }
        }
    }
    let places = PrintedPlaces { edition, first };
    let label = |link: LinkId| Some((link, pages.pages[places.page(edition.book().link(link))?].label.clone()));
    edition.book().page_references.keys().filter_map(|link| label(*link)).collect()
}

/// The page, from 0, on which each thing begins.
struct PrintedPlaces<'e> {
    edition: &'e Edition,
    first: BTreeMap<Origin, usize>,
}

impl PrintedPlaces<'_> {
    fn page(&self, target: &Link) -> Option<usize> {
        let book = self.edition.book();
        match target {
            Link::Section(section) => self.block(book.section(*section).heading),
            Link::Chapter(chapter) => {
                let blocks = || book.chapter(*chapter).blocks.iter().find_map(|&block| self.block(block));
                self.of(Origin::Part(*chapter)).or_else(blocks)
            }
            Link::Block(block) => self.block(*block),
            Link::Note(note) => {
                let head = || self.of(Origin::EntryHead(self.edition.entry_of(*note)?));
                self.of(Origin::Voice(*note)).or_else(head)
            }
            Link::Address(_) => None,
        }
    }

    fn of(&self, origin: Origin) -> Option<usize> {
        self.first.get(&origin).copied()
    }

    /// The page of the first text or picture of a block, or of what is in it.
    fn block(&self, block: BlockId) -> Option<usize> {
        let inside = || self.edition.book().block(block).children().into_iter().find_map(|child| self.block(child));
        self.of(Origin::Block(block)).or_else(inside)
    }
}
