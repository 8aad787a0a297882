//! Plain text in, Markdown out: which lines are one paragraph, which are headings, lists, verse, notes. No word is ever changed.

mod around;
mod block;
mod blocks;
mod contents;
mod dashes;
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
mod report;
mod signs;
mod tell;
mod words;
mod write;

pub(crate) use dashes::typed as typed_dashes;
pub(crate) use escape::text as escaped;
pub(crate) use frame::{is_note_of_makers, library_title};
use report::PlainTextReport;
pub use tell::tell;

use block::BlockRole;
use lines::Line;
use std::ops::Range;

/// What was made of a plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainTextImport {
    /// The text as Markdown.
    pub markdown: String,
    /// Where each block of the Markdown begins, and where it stands in the text; none if the Markdown is the text itself.
    pub places: Vec<(usize, Range<usize>)>,
    /// What was understood.
    pub report: PlainTextReport,
}

/// Makes Markdown of plain text. A text with a Markdown heading is Markdown and comes back as it is.
#[must_use]
pub fn to_markdown(text: &str) -> PlainTextImport {
    if layout::is_markdown(text) {
        return PlainTextImport { markdown: text.to_owned(), places: Vec::new(), report: PlainTextReport::default() };
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
    front::leave_again(text, &mut blocks, &found);
    contents::leave(text, &mut blocks);
    blocks
        .iter_mut()
        .filter(|block| block.role == BlockRole::Illustration)
        .for_each(|block| block.role = BlockRole::Gone("places of pictures that are not there"));
    blocks.iter().for_each(|block| {
        match (report.left.last_mut(), &block.role) {
            // The lines of one list are one thing.
            (Some((range, contents::WHAT)), BlockRole::Gone(contents::WHAT)) => range.end = block.at().end,
            (_, BlockRole::Gone(what)) if !what.is_empty() => report.left.push((block.at(), what)),
            _ => {}
        }
    });
    blocks.retain(|block| !matches!(block.role, BlockRole::Gone(_)));
    let maybe = headings::mark(text, &mut blocks, measured);
    report.maybe = maybe.into_iter().filter(|&at| blocks[at].is_open()).map(|at| blocks[at].at()).collect();
    around::settle(text, &mut blocks, measured.layout);
    notes::join(text, &mut blocks);
    let names = notes::names(text, &mut blocks);
    notes::leave_heads(text, &mut blocks, &names);
    let headings =
        blocks.iter().filter_map(|block| if let BlockRole::Heading(_, certain) = block.role { Some((block.at(), certain)) } else { None });
    report.headings = headings.collect();
    report.paragraphs =
        blocks.iter().filter(|block| !matches!(block.role, BlockRole::Heading(..) | BlockRole::Break | BlockRole::Gone(_))).count();
    report.layout = Some(measured.layout);
    (report.title, report.subtitle, report.author) = (found.title, found.subtitle, found.author);
    let mut hyphens = words::Hyphens::of(text);
    hyphens.speaks = dashes::speaks(text, &blocks);
    let writer = write::MarkdownWriter { text, names, hyphens };
    let (markdown, places) = writer.write(report.title.as_deref(), &blocks);
    PlainTextImport { markdown, places, report }
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
