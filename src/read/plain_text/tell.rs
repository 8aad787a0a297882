//! What was understood of a plain text, as findings at their places.

use super::report::PlainTextReport;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// The report as findings at their places in the text.
pub fn tell(report: &PlainTextReport, source: SourceId, text: &str, diagnostics: &mut Diagnostics) {
    let Some(layout) = report.layout else { return };
    let at = |range: &Range<usize>| Span::new(source, range.start, range.end);
    let shown =
        |range: &Range<usize>| text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect::<String>();
    let (headings, paragraphs) = (report.headings.len(), report.paragraphs);
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let mut message =
        format!("plain text, {}: {paragraphs} paragraph{}, {headings} heading{}", layout.words(), plural(paragraphs), plural(headings));
    let missing: Vec<&str> =
        [("title", &report.title), ("author", &report.author)].iter().filter(|(_, given)| given.is_none()).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        message += &format!("; no {} found", missing.join(" and no "));
    }
    let mut left: BTreeMap<&str, Vec<&Range<usize>>> = BTreeMap::new();
    report.left.iter().for_each(|(range, what)| left.entry(what).or_default().push(range));
    if !left.is_empty() {
        let all: Vec<String> = left
            .iter()
            .map(|(what, ranges)| if ranges.len() == 1 { (*what).to_owned() } else { format!("{what} ({})", ranges.len()) })
            .collect();
        message += &format!("; left out: {}", all.join(", "));
    }
    let mut summary = Diagnostic::at(Code::PlainText, Span::new(source, 0, 0), message);
    for (range, _) in report.headings.iter().filter(|(_, certain)| *certain) {
        summary = summary.label(at(range), "a heading");
    }
    for range in left.values().filter_map(|ranges| ranges.first()) {
        summary = summary.label(at(range), "left out");
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
