//! Findings as text for people (in groups; one alone with excerpt and caret) or as JSON, one object a line.

use super::group::{FindingGroup as Told, SHOWN, grouped, groups};
use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Locator, SourcePosition, Sources, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::borrow::Cow;

/// Bytes of a line that is given to the renderer whole, and bytes on either side of a place in one that is longer.
const LONG: usize = 8_000;
const EXCERPT: usize = 100;

/// Letters of a word that is told whole, and how many of a longer one are shown at its beginning.
const LONG_WORD: usize = 240;
const BEGINNING: usize = 80;

/// Lines that findings may take: with what else a run prints they are fewer than 200.
const MOST_LINES: usize = 180;

/// The findings for a terminal or a log, those of one kind told together; `colour` adds ANSI styles. However many there are, they
/// take no more than 180 lines: if that is too little, errors come first, and the last line says what is left out.
#[must_use]
pub fn human(diagnostics: &Diagnostics, sources: &Sources, colour: bool) -> String {
    let mut groups = groups(diagnostics);
    let (told, number) = within(&groups, sources, colour);
    if number == groups.len() {
        return told;
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.severity()));
    let (mut told, number) = within(&groups, sources, colour);
    let (kinds, left) = (groups.len() - number, groups[number..].iter().map(|group| group.count).sum());
    let of = if kinds == 1 { "of one kind".to_owned() } else { format!("of {} kinds", grouped(kinds)) };
    told += &format!("… and {} more, {of}; `--all` shows each\n", grouped(left));
    told
}

/// Renders as many of the groups as may be told, and counts them.
fn within(groups: &[Told], sources: &Sources, colour: bool) -> (String, usize) {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let (mut told, mut lines) = (String::new(), 0);
    for (index, group) in groups.iter().enumerate() {
        let mut next = match group.only() {
            Some(finding) => renderer.render(&report(finding, sources, &mut Locator::new(sources), SHOWN)) + "\n\n",
            None => together(group, sources, colour),
        };
        let mut more = next.lines().count();
        if index == 0 && more > MOST_LINES {
            next = next.lines().take(MOST_LINES).fold(String::new(), |text, line| text + line + "\n");
            more = MOST_LINES;
        }
        if lines + more > MOST_LINES {
            return (told, index);
        }
        lines += more;
        told += &next;
    }
    (told, groups.len())
}

/// Several findings at once: how many, the places of the first, one repair.
fn together(group: &Told, sources: &Sources, colour: bool) -> String {
    let Some(first) = group.first.first() else { return String::new() };
    let style = |code: &'static str| if colour { code } else { "" };
    let (plain, bold, blue) = (style("\u{1b}[0m"), style("\u{1b}[1m"), style("\u{1b}[1;94m"));
    let (level, hue) = match first.severity {
        Severity::Error => ("error", style("\u{1b}[1;91m")),
        Severity::Warning => ("warning", style("\u{1b}[1;33m")),
        Severity::Info => ("info", style("\u{1b}[1;92m")),
    };
    let mut text = format!("{hue}{level}[{}]{plain}{bold}: {}{plain}\n", first.code.id(), readable(&group.title()));
    let mut shown = 0;
    for finding in &group.first {
        shown += 1;
        let place = finding.span.map_or_else(String::new, |span| sources.locate(span) + ": ");
        text += &format!("  {blue}-->{plain} {place}{}\n", readable(&finding.message));
        if let Some(help) = finding.help.as_deref().filter(|_| !group.one_help).map(readable) {
            text += &format!("      {bold}help{plain}: {help}\n");
        }
    }
    if group.count > shown {
        text += &format!("   {blue}={plain} and {} more; `--all` shows each\n", grouped(group.count - shown));
    }
    if let Some(help) = first.help.as_deref().filter(|_| group.one_help).map(readable) {
        text += &format!("   {blue}={plain} {bold}help{plain}: {help}\n");
    }
    text + "\n"
}

/// Every finding by itself, for a terminal or a log; `colour` adds ANSI styles.
pub fn each(diagnostics: &Diagnostics, sources: &Sources, colour: bool) -> impl Iterator<Item = String> {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut locator = Locator::new(sources);
    diagnostics.iter().map(move |finding| renderer.render(&report(finding, sources, &mut locator, usize::MAX)) + &more(finding) + "\n")
}

/// The words without what nobody reads: of an address or a name of thousands of letters only the beginning.
#[must_use]
pub fn readable(words: &str) -> Cow<'_, str> {
    if words.split_whitespace().all(|word| word.len() <= LONG_WORD) {
        return Cow::Borrowed(words);
    }
    let word = |word: &str| {
        let body = word.trim_end();
        match body.char_indices().nth(BEGINNING) {
            Some((at, _)) if body.len() > LONG_WORD => {
                // A quotation mark at its end stays.
                let end = &word[body.trim_end_matches(|c: char| !c.is_alphanumeric()).len()..];
                format!("{}…{}", &body[..at], if end.len() < BEGINNING { end } else { "" })
            }
            _ => word.to_owned(),
        }
    };
    Cow::Owned(words.split_inclusive(char::is_whitespace).map(word).collect())
}

/// What is to be said of findings that were only counted.
fn more(finding: &Diagnostic) -> String {
    if finding.times > 1 { format!("\n   = and {} more in this chapter\n", grouped(finding.times as usize - 1)) } else { "\n".to_owned() }
}

/// A finding with so many of its other places at most.
fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources, locator: &mut Locator, most: usize) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut group = Group::with_title(level.primary_title(readable(&diagnostic.message)).id(diagnostic.code.id()));
    if let Some(span) = diagnostic.span {
        group = excerpt(group, span, None, sources, locator.place(span));
    }
    for (span, text) in diagnostic.labels.iter().take(most) {
        group = excerpt(group, *span, Some(text), sources, sources.place(*span));
    }
    let left = diagnostic.labels.len().saturating_sub(most);
    if left > 0 {
        group = group.element(Level::NOTE.message(format!("and {} more places; `--all` shows each", grouped(left))));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(readable(help)));
    }
    vec![group]
}

/// Adds the first line a span touches. The renderer cuts a long line to what a terminal shows; of one longer than that can be
/// looked at for every finding only a window is given, and the place apart from it.
fn excerpt<'a>(group: Group<'a>, span: Span, label: Option<&'a str>, sources: &'a Sources, place: SourcePosition) -> Group<'a> {
    let span = sources.origin(span);
    let source = sources.get(span.source);
    let text = source.text();
    let at = floor(text, span.start as usize);
    let std::ops::Range { start: line_start, end: line_end } = sources.line(span);
    let end = floor(text, span.end as usize).clamp(at, line_end);
    let annotation = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    let annotated = |from: usize, upto: usize| {
        let annotation = annotation.span(at - from..end.min(upto).max(at) - from).label(label);
        Snippet::source(&text[from..upto]).line_start(place.line).annotation(annotation)
    };
    if line_end - line_start <= LONG {
        return group.element(annotated(line_start, line_end).path(source.shown()));
    }
    let from = if at - line_start > EXCERPT { floor(text, at - EXCERPT) } else { line_start };
    let upto = floor(text, (at + EXCERPT).min(line_end)).max(at);
    let origin = Origin::path(source.shown()).line(place.line).char_column(place.column);
    group.element(origin).element(annotated(from, upto))
}

/// The character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

#[derive(Serialize)]
struct ExcerptLine<'a> {
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
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
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
pub fn json(diagnostics: &Diagnostics, sources: &Sources) -> String {
    json_lines(diagnostics, sources).collect()
}

/// All findings as JSON, one object a line, each line as it is made: there may be millions.
pub fn json_lines(diagnostics: &Diagnostics, sources: &Sources) -> impl Iterator<Item = String> {
    let mut locator = Locator::new(sources);
    diagnostics.iter().map(move |diagnostic| json_line(diagnostic, sources, &mut locator) + "\n")
}

fn json_line(diagnostic: &Diagnostic, sources: &Sources, locator: &mut Locator) -> String {
    let place = diagnostic.span.map(|span| locator.place(span));
    let line = ExcerptLine {
        code: diagnostic.code.id(),
        severity: severity(diagnostic.severity),
        message: &diagnostic.message,
        file: diagnostic.span.map(|span| sources.shown(span)),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        places: diagnostic
            .labels
            .iter()
            .map(|(span, text)| {
                let place = sources.place(*span);
                Related { file: sources.shown(*span), line: place.line, column: place.column, text }
            })
            .collect(),
        help: diagnostic.help.as_deref(),
        about: diagnostic.target.as_deref(),
        times: Some(diagnostic.times).filter(|&times| times > 1),
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
pub fn short(diagnostics: &Diagnostics, sources: &Sources) -> String {
    diagnostics
        .iter()
        .map(|d| {
            let place = d.span.map_or_else(String::new, |span| sources.locate(span) + ": ");
            let labels: String = d.labels.iter().map(|(span, text)| format!("  {}: {text}\n", sources.locate(*span))).collect();
            let help = d.help.as_ref().map_or_else(String::new, |help| format!("  help: {help}\n"));
            let times = if d.times > 1 { format!("  times: {}\n", d.times) } else { String::new() };
            format!("{place}{}[{}]: {}\n{labels}{help}{times}", severity(d.severity), d.code.id(), d.message)
        })
        .collect()
}
