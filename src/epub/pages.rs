//! The page numbers of the printed edition: a break at the word each page begins with, and the lists that lead to them.

use super::DocumentWriter;
use crate::book::{BlockId, ChapterId};
use crate::edition::{PagePlace, PageStart};
use crate::html::PageBreak;
use crate::html::markup::{Markup, PageMark, WrittenMarkup};
use crate::source::xml::class;
use crate::source::xml::escape;
use std::collections::{BTreeMap, BTreeSet};

/// The breaks, by where they stand.
#[derive(Debug, Default)]
pub(super) struct PageBreaks {
    /// Breaks in a block: byte offset, label and id, in order of offset.
    in_text: BTreeMap<BlockId, Vec<PageBreak>>,
    /// Breaks on a page of our own.
    elsewhere: BTreeMap<PagePlace, Vec<PageBreak>>,
}

impl PageBreaks {
    /// The breaks where `starts` says that pages begin; `taken` are the ids that the author has given.
    pub(super) fn new(starts: Vec<PageStart>, mut taken: BTreeSet<String>) -> Self {
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
    pub(super) fn in_block(&self, block: BlockId) -> &[PageBreak] {
        self.in_text.get(&block).map_or(&[], Vec::as_slice)
    }

    /// The breaks at the head of a page of our own, as markup.
    pub(super) fn at(&self, place: PagePlace) -> WrittenMarkup {
        let mut out = Markup::default();
        for page in self.elsewhere.get(&place).into_iter().flatten() {
            out.page(&page.mark);
        }
        out.finish()
    }

    /// The breaks at the head of the title page of a part.
    pub(super) fn at_part(&self, chapter: usize) -> WrittenMarkup {
        self.at(PagePlace::Part(ChapterId::new(chapter)))
    }
}

/// A break as it stands in a document.
#[derive(Debug)]
pub(super) struct ListedBreak {
    /// The break's address.
    address: String,
    /// The break's label, escaped.
    label: String,
}

/// The breaks of a document, in the order they are read in.
pub(super) fn listed(file: &str, breaks: &[PageMark]) -> Vec<ListedBreak> {
    let listed = |mark: &PageMark| ListedBreak { address: format!("{file}#{}", escape(&mark.id)), label: escape(&mark.label) };
    breaks.iter().map(listed).collect()
}

/// The page list of the navigation document; empty without pages.
pub(super) fn nav(writer: &DocumentWriter, pages: &[ListedBreak]) -> String {
    if pages.is_empty() {
        return String::new();
    }
    let items: String =
        pages.iter().map(|ListedBreak { address, label }| format!("<li><a href=\"{address}\">{label}</a></li>\n")).collect();
    let title = escape(writer.words.pages);
    format!(
        "<nav epub:type=\"page-list\" role=\"doc-pagelist\" id=\"pages\" aria-label=\"{title}\" hidden=\"hidden\">\n<ol>\n{items}</ol>\n</nav>\n"
    )
}

/// The page list of the NCX, whose first target is the `first`-th in play order; empty without pages.
pub(super) fn ncx(writer: &DocumentWriter, pages: &[ListedBreak], first: usize) -> String {
    if pages.is_empty() {
        return String::new();
    }
    let mut out = format!("<pageList id=\"pages\" class=\"pages\">\n<navLabel><text>{}</text></navLabel>\n", escape(writer.words.pages));
    for (index, ListedBreak { address, label }) in pages.iter().enumerate() {
        let (kind, value) = match label.parse::<u32>() {
            Ok(number) => ("normal", format!(" value=\"{number}\"")),
            Err(_) => ("front", String::new()),
        };
        out.push_str(&format!(
            "<pageTarget id=\"page-{index}\" type=\"{kind}\"{value} playOrder=\"{}\"><navLabel><text>{label}</text></navLabel><content src=\"{address}\"/></pageTarget>\n",
            first + index
        ));
    }
    out + "</pageList>\n"
}

/// How many pages there are, and the highest number among their labels: what the head of the NCX states.
pub(super) fn extent(pages: &[ListedBreak]) -> (usize, u32) {
    (pages.len(), pages.iter().filter_map(|page| page.label.parse().ok()).max().unwrap_or(0))
}
