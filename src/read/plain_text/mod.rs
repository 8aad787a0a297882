//! Plain text in, Markdown out: which lines are one paragraph, which are headings, lists, verse, notes. No word is ever changed.

mod around;
mod block;
mod blocks;
mod contents;
mod escape;
mod families;
mod frame;
mod front;
mod headings;
mod layout;
mod lines;
mod lists;
mod notes;
mod pages;
mod signs;
mod tell;
mod words;
mod write;

pub(crate) use layout::Layout;
pub use tell::tell;

use block::Role;
use lines::Line;
use std::ops::Range;

/// What was made of a plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainTextImport {
    /// The text as Markdown.
    pub markdown: String,
    /// What was understood.
    pub report: PlainTextReport,
}

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

/// Makes Markdown of plain text. A text with a Markdown heading is Markdown and comes back as it is.
#[must_use]
pub fn to_markdown(text: &str) -> PlainTextImport {
    if layout::is_markdown(text) {
        return PlainTextImport { markdown: text.to_owned(), report: PlainTextReport::default() };
    }
    let all = lines::lines(text);
    let frame = frame::frame(text, &all);
    let mut report = PlainTextReport { language: frame.language.as_deref().and_then(crate::language::named), ..PlainTextReport::default() };
    let mut leave = |lines: &[Line], what| {
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            report.left.push((first.at.start..last.at.end, what));
        }
    };
    frame.left.iter().for_each(|(range, what)| leave(&all[range.clone()], *what));
    let within = |at: &usize| frame.body.contains(at) && !frame.left.iter().any(|(range, _)| range.contains(at));
    let body: Vec<Line> = (0..all.len()).filter(within).map(|at| all[at].clone()).collect();
    let marks = pages::marks(text, &body);
    marks.iter().for_each(|&at| leave(&body[at..=at], "page numbers and running heads"));
    let body = without(text, body, &marks);
    let measured = layout::measured(text, &body);
    let mut blocks = blocks::blocks(text, &body, measured);
    let found = front::take(text, &mut blocks, &frame);
    contents::leave(text, &mut blocks);
    blocks.iter_mut().filter(|block| block.role == Role::Illustration).for_each(|block| block.role = Role::Gone("places of pictures that are not there"));
    blocks.iter().for_each(|block| {
        if let Role::Gone(what) = block.role && !what.is_empty() {
            report.left.push((block.at(), what));
        }
    });
    blocks.retain(|block| !matches!(block.role, Role::Gone(_)));
    let maybe = headings::mark(text, &mut blocks, measured);
    report.maybe = maybe.into_iter().filter(|&at| blocks[at].is_open()).map(|at| blocks[at].at()).collect();
    around::settle(text, &mut blocks, measured.layout);
    let names = notes::names(text, &mut blocks);
    let headings = blocks.iter().filter_map(|block| if let Role::Heading(_, certain) = block.role { Some((block.at(), certain)) } else { None });
    report.headings = headings.collect();
    report.paragraphs = blocks.iter().filter(|block| !matches!(block.role, Role::Heading(..) | Role::Break | Role::Gone(_))).count();
    report.layout = Some(measured.layout);
    (report.title, report.subtitle, report.author) = (found.title, found.subtitle, found.author);
    let writer = write::MarkdownWriter { text, names, hyphens: words::Hyphens::of(text) };
    PlainTextImport { markdown: writer.write(report.title.as_deref(), &blocks), report }
}

/// The lines without the marks of pages; a paragraph that a page cut goes on.
fn without(text: &str, lines: Vec<Line>, marks: &[usize]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut gone = false;
    for (at, mut line) in lines.into_iter().enumerate() {
        if marks.binary_search(&at).is_ok() {
            gone = true;
            continue;
        }
        if let (true, Some(before)) = (gone, out.last()) {
            let cut = pages::cut(&text[before.at.clone()], &text[line.at.clone()]);
            line.gap = if cut { 0 } else { line.gap.min(2) };
        }
        gone = false;
        out.push(line);
    }
    out
}

#[cfg(test)]
mod tests;
