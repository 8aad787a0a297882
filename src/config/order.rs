//! The files of a book in their order, and how names are put in order.

use super::ordinals::in_figures;
use crate::source::Span;
use std::cmp::Ordering;

/// A file of the book as listed, with the place where it is named.
#[derive(Clone, Debug)]
pub struct ListedFile {
    /// The file, relative to the book's folder, with `/`.
    pub path: String,
    /// The division of the book that the file belongs to.
    pub zone: Zone,
    /// The title of the part that begins with this file, if one does.
    pub part: Option<String>,
    /// Where book.toml names it; none if it was found by looking.
    pub span: Option<Span>,
    /// Levels by which its headings go down, for it stands in the contents below a file before it; 0 for one that begins a chapter.
    pub depth: u8,
    /// The title that a list gives it, for want of a heading.
    pub title: Option<String>,
}

impl ListedFile {
    /// A file that begins a chapter and of which nothing else is known.
    #[must_use]
    pub fn new(path: impl Into<String>, zone: Zone) -> Self {
        Self { path: path.into(), zone, part: None, span: None, depth: 0, title: None }
    }
}

/// The three divisions of a book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// Dedication, epigraph, foreword, preface: before the text, roman folios.
    Front,
    /// The text.
    #[default]
    Body,
    /// Appendix, afterword, colophon.
    Back,
}

/// Compares names as people expect: stretches of digits, and numerals of Han, count as numbers; equal otherwise, the bytes decide.
pub(super) fn by_name(a: &str, b: &str) -> Ordering {
    let (figures, others) = (in_figures(a), in_figures(b));
    let (mut x, mut y) = (&*figures, &*others);
    loop {
        let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (m, n) = (digits(x), digits(y));
        if m > 0 && n > 0 {
            let (p, q) = (x[..m].trim_start_matches('0'), y[..n].trim_start_matches('0'));
            match p.len().cmp(&q.len()).then(p.cmp(q)) {
                Ordering::Equal => (x, y) = (&x[m..], &y[n..]),
                order => return order,
            }
            continue;
        }
        let (mut p, mut q) = (x.chars(), y.chars());
        match (p.next(), q.next()) {
            (Some(c), Some(d)) if c == d => (x, y) = (p.as_str(), q.as_str()),
            (None, None) => return a.cmp(b),
            (c, d) => return c.cmp(&d),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_people_expect() {
        let mut names = vec!["10.md", "b.md", "2.md", "02-a.md", "a2b.md", "a10.md"];
        names.sort_by(|a, b| by_name(a, b));
        assert_eq!(names, ["02-a.md", "2.md", "10.md", "a2b.md", "a10.md", "b.md"]);
    }
}
