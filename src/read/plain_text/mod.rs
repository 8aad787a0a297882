//! Plain text in, Markdown out: which lines are one paragraph, which short lines are headings. No word is ever changed.

mod escape;
mod headings;
mod layout;
mod lines;

pub(crate) use layout::Layout;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use lines::ParagraphLines;
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
    /// The title, if the text begins with one.
    pub title: Option<String>,
    /// The author, if a byline follows the title.
    pub author: Option<String>,
}

/// Makes Markdown of plain text. A text with a Markdown heading is Markdown and comes back as it is.
#[must_use]
pub fn to_markdown(text: &str) -> PlainTextImport {
    if layout::is_markdown(text) {
        return PlainTextImport { markdown: text.to_owned(), report: PlainTextReport::default() };
    }
    let (layout, blocks) = layout::blocks(text);
    let mut report = PlainTextReport { layout: Some(layout), ..PlainTextReport::default() };
    let first = front(text, &blocks, &mut report);
    let scores = headings::scores(text, &blocks[first..]);
    let mut markdown = String::with_capacity(text.len() + text.len() / 16);
    if let Some(title) = &report.title {
        markdown += &format!("# {}\n", escape::line(title, true));
    }
    for (block, score) in blocks[first..].iter().zip(scores) {
        if !markdown.is_empty() {
            markdown.push('\n');
        }
        let range = block[0].start..block[block.len() - 1].end;
        if score >= headings::DOUBTFUL {
            report.headings.push((range.clone(), score >= headings::CERTAIN));
            markdown += &format!("## {}\n", escape::line(text[range].trim(), true));
            continue;
        }
        if score >= headings::MAYBE {
            report.maybe.push(range);
        }
        report.paragraphs += 1;
        // Lines that are short of the measure on purpose (verse, a list, an address) stay lines.
        let keep = layout::keeps_lines(text, block);
        for (index, line) in block.iter().enumerate() {
            markdown += &escape::line(text[line.clone()].trim(), index == 0 || keep || layout::is_list_like(&text[line.clone()]));
            markdown.push_str(if keep && index + 1 < block.len() { "\\\n" } else { "\n" });
        }
    }
    PlainTextImport { markdown, report }
}

/// A title and a byline at the head; returns how many blocks they are. Only a first short line followed by a byline is taken
/// for a title: what is not certain is left in the text and reported missing.
fn front(text: &str, blocks: &[ParagraphLines], report: &mut PlainTextReport) -> usize {
    let line = |index: usize| blocks.get(index).filter(|block| block.len() == 1).map(|block| text[block[0].clone()].trim());
    let (Some(title), Some(by)) = (line(0), line(1)) else { return 0 };
    let lower = by.to_lowercase();
    let name = ["by ", "von ", "par ", "por ", "di "].iter().find_map(|word| lower.starts_with(word).then(|| by[word.len()..].trim()));
    match name {
        Some(name) if title.chars().count() <= 100 && (1..=6).contains(&name.split_whitespace().count()) && !name.ends_with('.') => {
            report.title = Some(title.to_owned());
            report.author = Some(name.to_owned());
            2
        }
        _ => 0,
    }
}

/// The report as findings at their places in the text.
pub fn tell(report: &PlainTextReport, source: SourceId, text: &str, diagnostics: &mut Diagnostics) {
    let Some(layout) = report.layout else { return };
    let at = |range: &Range<usize>| Span::new(source, range.start, range.end);
    let shown = |range: &Range<usize>| text[range.clone()].trim().chars().take(60).collect::<String>();
    let certain = report.headings.iter().filter(|(_, certain)| *certain).count();
    let mut message = format!(
        "plain text, {}: {} paragraph{}, {certain} heading{}",
        layout.words(),
        report.paragraphs,
        if report.paragraphs == 1 { "" } else { "s" },
        if certain == 1 { "" } else { "s" }
    );
    let missing: Vec<&str> =
        [("title", &report.title), ("author", &report.author)].iter().filter(|(_, given)| given.is_none()).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        message += &format!("; no {} found", missing.join(" and no "));
    }
    let mut summary = Diagnostic::at(Code::PlainText, Span::new(source, 0, 0), message);
    for (range, _) in report.headings.iter().filter(|(_, certain)| *certain) {
        summary = summary.label(at(range), "a heading");
    }
    if !missing.is_empty() {
        summary = summary.help("run `bindery import` on the file and give `title:` and `authors:` in the Markdown's front matter");
    }
    diagnostics.push(summary);
    for (range, _) in report.headings.iter().filter(|(_, certain)| !certain) {
        let message = format!("taken for a heading, but it might not be one: {}", shown(range));
        diagnostics
            .push(Diagnostic::at(Code::DoubtfulHeading, at(range), message).help("run `bindery import` on the file and look at this line"));
    }
    for range in &report.maybe {
        let message = format!("taken for a paragraph, but it might be a heading: {}", shown(range));
        diagnostics.push(Diagnostic::at(Code::MaybeHeading, at(range), message));
    }
}

#[cfg(test)]
mod tests;
