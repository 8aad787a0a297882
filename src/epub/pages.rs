//! The page numbers of the printed edition: a break at the word each page begins with, and the lists that lead to them.

use super::Writer;
use super::xhtml::{Markup, class};
use crate::book::{BlockId, ChapterId};
use crate::edition::{PagePlace, PageStart};
use crate::xml::escape;
use std::collections::{BTreeMap, BTreeSet};

/// The breaks, by where they stand.
#[derive(Debug, Default)]
pub(super) struct Breaks {
    /// In a block: byte offset, label and id, in order of offset.
    in_text: BTreeMap<BlockId, Vec<Break>>,
    /// On a page of our own.
    elsewhere: BTreeMap<PagePlace, Vec<Break>>,
}

/// One break.
#[derive(Clone, Debug)]
pub(super) struct Break {
    /// Byte offset in the block's text; 0 elsewhere.
    pub(super) offset: usize,
    label: String,
    id: String,
}

/// What every break opens with. Nothing an author writes can look like it, since `<` and `"` are escaped.
const OPENING: &str = "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"";

impl Breaks {
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
                    list.push(Break { offset: place.offset as usize, label, id });
                }
                other => breaks.elsewhere.entry(other).or_default().push(Break { offset: 0, label, id }),
            }
        }
        breaks
    }

    /// Those in a block.
    pub(super) fn in_block(&self, block: BlockId) -> &[Break] {
        self.in_text.get(&block).map_or(&[], Vec::as_slice)
    }

    /// Those at the head of a page of our own, as markup.
    pub(super) fn at(&self, place: PagePlace) -> String {
        let mut out = Markup::default();
        for page in self.elsewhere.get(&place).into_iter().flatten() {
            mark(&mut out, page);
        }
        out.finish()
    }

    /// Those at the head of the title page of a part.
    pub(super) fn at_part(&self, chapter: usize) -> String {
        self.at(PagePlace::Part(ChapterId::new(chapter)))
    }
}

/// One break. Never an empty tag: a reading system that takes XHTML for HTML would hold everything behind it for its inside.
pub(super) fn mark(out: &mut Markup, page: &Break) {
    let attributes = [("epub:type", "pagebreak"), ("role", "doc-pagebreak"), ("id", page.id.as_str()), ("aria-label", page.label.as_str())];
    out.open("span", &attributes);
    out.close();
}

/// A break as it stands in a document.
#[derive(Debug)]
pub(super) struct Listed {
    /// Its address.
    address: String,
    /// Its label, escaped.
    label: String,
}

/// The breaks of a document, in the order they are read in: taken from what was written, so that no list can differ from it.
pub(super) fn listed(file: &str, text: &str) -> Vec<Listed> {
    let listed = |(at, _)| {
        let rest: &str = &text[at + OPENING.len()..];
        let mut values = rest.split('"');
        let (id, label) = (values.next().unwrap_or_default(), values.nth(1).unwrap_or_default());
        Listed { address: format!("{file}#{id}"), label: label.to_owned() }
    };
    text.match_indices(OPENING).map(listed).collect()
}

/// The page list of the navigation document; empty without pages.
pub(super) fn nav(writer: &Writer, pages: &[Listed]) -> String {
    if pages.is_empty() {
        return String::new();
    }
    let items: String = pages.iter().map(|Listed { address, label }| format!("<li><a href=\"{address}\">{label}</a></li>\n")).collect();
    let title = escape(writer.words.pages);
    format!(
        "<nav epub:type=\"page-list\" role=\"doc-pagelist\" id=\"pages\" aria-label=\"{title}\" hidden=\"hidden\">\n<ol>\n{items}</ol>\n</nav>\n"
    )
}

/// The page list of the NCX, whose first target is the `first`-th in play order; empty without pages.
pub(super) fn ncx(writer: &Writer, pages: &[Listed], first: usize) -> String {
    if pages.is_empty() {
        return String::new();
    }
    let mut out = format!("<pageList id=\"pages\" class=\"pages\">\n<navLabel><text>{}</text></navLabel>\n", escape(writer.words.pages));
    for (index, Listed { address, label }) in pages.iter().enumerate() {
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
pub(super) fn extent(pages: &[Listed]) -> (usize, u32) {
    (pages.len(), pages.iter().filter_map(|page| page.label.parse().ok()).max().unwrap_or(0))
}
