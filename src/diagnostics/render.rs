//! Findings as text for people (excerpt and caret) or as JSON, one object a line.

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

/// Bytes of a line that is given to the renderer whole, and bytes on either side of a place in one that is longer.
const LONG: usize = 8_000;
const EXCERPT: usize = 100;

/// All findings for a terminal or a log; `colour` adds ANSI styles.
#[must_use]
pub fn human(found: &Diagnostics, sources: &Sources, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    found.iter().map(|diagnostic| renderer.render(&report(diagnostic, sources)) + "\n\n").collect()
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id()));
    if let Some(span) = diagnostic.span {
        group = excerpt(group, span, None, sources);
    }
    for (span, text) in &diagnostic.labels {
        group = excerpt(group, *span, Some(text), sources);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    vec![group]
}

/// Adds the first line a span touches. The renderer cuts a long line to what a terminal shows; of one longer than that can be
/// looked at for every finding only a window is given, and the place apart from it.
fn excerpt<'a>(group: Group<'a>, span: Span, label: Option<&'a str>, sources: &'a Sources) -> Group<'a> {
    let source = sources.get(span.source);
    let text = source.text();
    let at = floor(text, span.start as usize);
    let line_start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    let end = floor(text, span.end as usize).clamp(at, line_end);
    let place = sources.place(span);
    let annotation = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    let annotated = |from: usize, upto: usize| {
        let annotation = annotation.span(at - from..end.min(upto).max(at) - from).label(label);
        Snippet::source(&text[from..upto]).line_start(place.line).annotation(annotation)
    };
    if line_end - line_start <= LONG {
        return group.element(annotated(line_start, line_end).path(source.name()));
    }
    let from = if at - line_start > EXCERPT { floor(text, at - EXCERPT) } else { line_start };
    let upto = floor(text, (at + EXCERPT).min(line_end)).max(at);
    let origin = Origin::path(source.name()).line(place.line).char_column(place.column);
    group.element(origin).element(annotated(from, upto))
}

/// The character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

#[derive(Serialize)]
struct Line<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    text: &'a str,
}

/// All findings as JSON, one object a line.
#[must_use]
pub fn json(found: &Diagnostics, sources: &Sources) -> String {
    found.iter().map(|diagnostic| json_line(diagnostic, sources) + "\n").collect()
}

fn json_line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = diagnostic.span.map(|span| sources.place(span));
    let line = Line {
        code: diagnostic.code.id(),
        severity: severity(diagnostic.severity),
        message: &diagnostic.message,
        file: diagnostic.span.map(|span| sources.get(span.source).name()),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        places: diagnostic
            .labels
            .iter()
            .map(|(span, text)| {
                let place = sources.place(*span);
                Related { file: sources.get(span.source).name(), line: place.line, column: place.column, text }
            })
            .collect(),
        help: diagnostic.help.as_deref(),
    };
    serde_json::to_string(&line).expect("plain strings and numbers always serialise")
}

/// The word for a gravity, as in JSON and in closing lines.
#[must_use]
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Findings one a line, `name:line:column: error[M003]: message`, as the golden files of the tests hold them.
#[must_use]
pub fn short(found: &Diagnostics, sources: &Sources) -> String {
    found
        .iter()
        .map(|d| {
            let place = d.span.map_or_else(String::new, |span| sources.locate(span) + ": ");
            let labels: String = d.labels.iter().map(|(span, text)| format!("  {}: {text}\n", sources.locate(*span))).collect();
            let help = d.help.as_ref().map_or_else(String::new, |help| format!("  help: {help}\n"));
            format!("{place}{}[{}]: {}\n{labels}{help}", severity(d.severity), d.code.id(), d.message)
        })
        .collect()
}
