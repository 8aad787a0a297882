//! XHTML or HTML: a writer that escapes everything, closes what it opened, and records what must be told of the document elsewhere.

use crate::source::xml::escape_to;

/// Markup being written. Every text and attribute is escaped.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    out: String,
    open: Vec<&'static str>,
    breaks: Vec<PageMark>,
    formulas: bool,
    narrow: bool,
    /// Whether names of XML are left out, which HTML does not know.
    html: bool,
}

/// A page break as it was written.
#[derive(Clone, Debug)]
pub(crate) struct PageMark {
    pub(crate) id: String,
    pub(crate) label: String,
}

/// Markup that was written, with what must be told of its document elsewhere.
#[derive(Debug, Default)]
pub(crate) struct WrittenMarkup {
    pub(crate) text: String,
    /// The page breaks in it, in order.
    pub(crate) breaks: Vec<PageMark>,
    /// Whether the markup holds MathML.
    pub(crate) formulas: bool,
    /// Whether the markup holds what is set otherwise where there is little room across.
    pub(crate) narrow: bool,
}

impl WrittenMarkup {
    /// Appends another passage of markup.
    pub(crate) fn then(mut self, next: WrittenMarkup) -> Self {
        self.text.push_str(&next.text);
        self.breaks.extend(next.breaks);
        self.formulas |= next.formulas;
        self.narrow |= next.narrow;
        self
    }
}

impl Markup {
    /// Markup of HTML: without the attributes of XML and EPUB.
    pub(crate) fn html() -> Self {
        Self { html: true, ..Self::default() }
    }

    /// Whether the markup is HTML.
    pub(crate) const fn is_html(&self) -> bool {
        self.html
    }

    /// Opens an element; attributes with an empty value are left out, except `alt`, where empty means "decorative".
    pub(crate) fn open(&mut self, tag: &'static str, attributes: &[(&str, &str)]) {
        self.tag(tag, attributes);
        self.out.push('>');
        self.open.push(tag);
    }

    /// Closes the element opened last.
    pub(crate) fn close(&mut self) {
        let tag = self.open.pop().expect("every close has its open, as the tests of all documents show");
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// Closes the element opened last and ends the line.
    pub(crate) fn close_line(&mut self) {
        self.close();
        self.out.push('\n');
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, tag: &'static str, attributes: &[(&str, &str)]) {
        self.tag(tag, attributes);
        self.out.push_str(if self.html { ">" } else { "/>" });
    }

    /// Text.
    pub(crate) fn text(&mut self, text: &str) {
        escape_to(&mut self.out, text);
    }

    /// An element that holds only text, on a line of its own.
    pub(crate) fn line(&mut self, tag: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close_line();
    }

    /// Markup made elsewhere by another writer.
    pub(crate) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// A page break. Never an empty tag: a reading system that takes XHTML for HTML would hold everything behind it for its inside.
    pub(crate) fn page(&mut self, mark: &PageMark) {
        let PageMark { id, label } = mark;
        self.open("span", &[("epub:type", "pagebreak"), ("role", "doc-pagebreak"), ("id", id), ("aria-label", label)]);
        self.close();
        self.breaks.push(mark.clone());
    }

    /// A formula in MathML.
    pub(crate) fn formula(&mut self, mathml: &str) {
        self.formulas |= !mathml.is_empty();
        self.out.push_str(mathml);
    }

    /// Notes that something is set otherwise where there is little room across.
    pub(crate) fn note_narrow(&mut self) {
        self.narrow = true;
    }

    /// What was written.
    pub(crate) fn finish(self) -> WrittenMarkup {
        debug_assert!(self.open.is_empty(), "left open: {:?}", self.open);
        WrittenMarkup { text: self.out, breaks: self.breaks, formulas: self.formulas, narrow: self.narrow }
    }

    fn tag(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            if (!value.is_empty() || *name == "alt") && !(self.html && name.contains(':')) {
                self.out.push(' ');
                self.out.push_str(name);
                self.out.push_str("=\"");
                escape_to(&mut self.out, value);
                self.out.push('"');
            }
        }
    }
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

    #[test]
    fn html_has_nothing_of_xml() {
        let mut out = Markup::html();
        out.open("p", &[("lang", "de"), ("xml:lang", "de"), ("epub:type", "x")]);
        out.empty("br", &[]);
        out.close();
        assert_eq!(out.finish().text, "<p lang=\"de\"><br></p>");
    }
}
