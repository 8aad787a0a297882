//! Breaks of printed pages, by where they stand in the EPUB.

use super::PageBreak;
use super::markup::{Markup, PageMark, WrittenMarkup};
use crate::book::{BlockId, ChapterId};
use crate::edition::{PagePlace, PageStart};
use crate::source::xml::class;
use std::collections::{BTreeMap, BTreeSet};

/// The breaks, by where they stand.
#[derive(Debug, Default)]
pub(crate) struct PageBreaks {
    /// Breaks in a block: byte offset, label and id, in order of offset.
    in_text: BTreeMap<BlockId, Vec<PageBreak>>,
    /// Breaks on a page of our own.
    elsewhere: BTreeMap<PagePlace, Vec<PageBreak>>,
}

impl PageBreaks {
    /// The breaks where `starts` says that pages begin; `taken` are the ids that the author has given.
    pub(crate) fn new(starts: Vec<PageStart>, mut taken: BTreeSet<String>) -> Self {
        let mut breaks = Self::default();
        for PageStart { label, at } in starts {
            let stem = format!("page_{}", class(&label));
            let id = std::iter::once(stem.clone()).chain((2..).map(|number| format!("{stem}_{number}")));
            let id = id.into_iter().find(|id| !taken.contains(id)).expect("numbers do not end");
            taken.insert(id.clone());
            match at {
                PagePlace::Text(place) => {
                    let list = breaks.in_text.entry(place.block).or_default();
                    list.push(PageBreak { offset: place.offset as usize, mark: PageMark { id, label } });
                }
                other => breaks.elsewhere.entry(other).or_default().push(PageBreak { offset: 0, mark: PageMark { id, label } }),
            }
        }
        breaks
    }

    /// The breaks in a block.
    pub(crate) fn in_block(&self, block: BlockId) -> &[PageBreak] {
        self.in_text.get(&block).map_or(&[], Vec::as_slice)
    }

    /// The breaks at the head of a page of our own, as markup.
    pub(crate) fn at(&self, place: PagePlace) -> WrittenMarkup {
        let mut out = Markup::default();
        for page in self.elsewhere.get(&place).into_iter().flatten() {
            out.page(&page.mark);
        }
        out.finish()
    }

    /// The breaks at the head of the title page of a part.
    pub(crate) fn at_part(&self, chapter: usize) -> WrittenMarkup {
        self.at(PagePlace::Part(ChapterId::new(chapter)))
    }
}
