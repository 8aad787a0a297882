//! What is told of a plain text that was read.

use super::layout::Layout;
use std::ops::Range;

/// What was understood of a plain text. Ranges are bytes of the text given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainTextReport {
    /// How the text was laid out; none if it is Markdown already.
    pub layout: Option<Layout>,
    /// Paragraphs found.
    pub paragraphs: usize,
    /// Headings, with whether they are certain.
    pub headings: Vec<(Range<usize>, bool)>,
    /// Paragraphs that may be headings.
    pub maybe: Vec<Range<usize>>,
    /// What was left out, with what it was.
    pub left: Vec<(Range<usize>, &'static str)>,
    /// The title, if the text begins with one.
    pub title: Option<String>,
    /// The line below the title.
    pub subtitle: Option<String>,
    /// The author, if a byline follows the title.
    pub author: Option<String>,
    /// The language's tag, if the text names its language.
    pub language: Option<&'static str>,
}
