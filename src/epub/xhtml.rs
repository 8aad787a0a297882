//! XHTML: a writer that escapes everything and closes what it opened, and the shell round each document.

use crate::language::right_to_left;
pub(super) use crate::xml::{class, id};
use crate::xml::{escape, escape_to};

/// Markup being written. Every text and attribute goes through [`escape`].
#[derive(Debug, Default)]
pub(super) struct Markup {
    out: String,
    open: Vec<&'static str>,
    breaks: Vec<PageMark>,
    formulas: bool,
}

/// A page break as it was written.
#[derive(Clone, Debug)]
pub(super) struct PageMark {
    pub(super) id: String,
    pub(super) label: String,
}

/// Markup that was written, with what must be told of its document elsewhere.
#[derive(Debug, Default)]
pub(super) struct Passage {
    pub(super) text: String,
    /// The page breaks in it, in order.
    pub(super) breaks: Vec<PageMark>,
    /// Whether it holds MathML.
    pub(super) formulas: bool,
}

impl Passage {
    /// This passage with another behind it.
    pub(super) fn then(mut self, next: Passage) -> Self {
        self.text.push_str(&next.text);
        self.breaks.extend(next.breaks);
        self.formulas |= next.formulas;
        self
    }
}

impl Markup {
    /// Opens an element; attributes with an empty value are left out, except `alt`, where empty means "decorative".
    pub(super) fn open(&mut self, tag: &'static str, attributes: &[(&str, &str)]) {
        self.tag(tag, attributes);
        self.out.push('>');
        self.open.push(tag);
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        let tag = self.open.pop().expect("every close has its open, as the tests of all documents show");
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// Closes the element opened last and ends the line.
    pub(super) fn close_line(&mut self) {
        self.close();
        self.out.push('\n');
    }

    /// An element without content.
    pub(super) fn empty(&mut self, tag: &'static str, attributes: &[(&str, &str)]) {
        self.tag(tag, attributes);
        self.out.push_str("/>");
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        escape_to(&mut self.out, text);
    }

    /// An element that holds only text, on a line of its own.
    pub(super) fn line(&mut self, tag: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close_line();
    }

    /// Markup made elsewhere by another writer.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// A page break. Never an empty tag: a reading system that takes XHTML for HTML would hold everything behind it for its inside.
    pub(super) fn page(&mut self, mark: &PageMark) {
        let PageMark { id, label } = mark;
        self.open("span", &[("epub:type", "pagebreak"), ("role", "doc-pagebreak"), ("id", id), ("aria-label", label)]);
        self.close();
        self.breaks.push(mark.clone());
    }

    /// A formula in MathML.
    pub(super) fn formula(&mut self, mathml: &str) {
        self.formulas |= !mathml.is_empty();
        self.out.push_str(mathml);
    }

    /// What was written.
    pub(super) fn finish(self) -> Passage {
        debug_assert!(self.open.is_empty(), "left open: {:?}", self.open);
        Passage { text: self.out, breaks: self.breaks, formulas: self.formulas }
    }

    fn tag(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            if !value.is_empty() || *name == "alt" {
                self.out.push(' ');
                self.out.push_str(name);
                self.out.push_str("=\"");
                escape_to(&mut self.out, value);
                self.out.push('"');
            }
        }
    }
}

/// One XHTML document.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// What the title bar shows.
    pub(super) title: &'a str,
    /// BCP 47 tag of the text.
    pub(super) language: &'a str,
    /// `frontmatter`, `bodymatter`, `backmatter` or `cover`.
    pub(super) division: &'a str,
    /// The inside of the body.
    pub(super) body: &'a str,
}

impl Document<'_> {
    /// The whole file.
    pub(super) fn write(&self) -> String {
        let Self { title, language, division, body } = self;
        let (title, language) = (escape(title), escape(language));
        let direction = direction(&language);
        let mut out = String::with_capacity(body.len() + 1024);
        out.push_str(&format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
             <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" xml:lang=\"{language}\"{direction}>\n\
             <head>\n<meta charset=\"utf-8\"/>\n<title>{title}</title>\n\
             <link rel=\"stylesheet\" type=\"text/css\" href=\"stylesheet.css\"/>\n</head>\n\
             <body class=\"{division}\" epub:type=\"{division}\">\n"
        ));
        out.push_str(body);
        out.push_str("</body>\n</html>\n");
        out
    }
}

fn direction(language: &str) -> &'static str {
    if right_to_left(language) { " dir=\"rtl\"" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_text_or_attribute() {
        let mut out = Markup::default();
        out.open("p", &[("title", "\"><x"), ("class", "")]);
        out.text("a\u{0}<b>&\u{FFFF}c");
        out.close();
        assert_eq!(out.finish().text, "<p title=\"&quot;&gt;&lt;x\">a&lt;b&gt;&amp;c</p>");
    }
}
