//! The page numbers of the printed edition: a break at the word each page begins with, and the lists that lead to them.

use crate::html::markup::PageMark;
use crate::html::writer::DocumentWriter;
use crate::source::xml::escape;

/// A break as it stands in a document.
#[derive(Debug)]
pub(super) struct ListedBreak {
    /// The break's address.
    pub(super) address: String,
    /// The break's label, escaped.
    pub(super) label: String,
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
