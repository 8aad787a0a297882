//! `--report`: what a proofreader would mark on the pages, printed.

use super::report::{ReportForm, Terminal, count, grouped};
use crate::layout::quality::{Finding, FlawKind, QualityReport};
use crate::source::Sources;
use serde_json::{Value, json};
use std::fmt::Write;

/// Prints the report: a table and lists for people, one object for programs.
pub(super) fn print(report: &QualityReport, sources: &Sources, terminal: &Terminal) {
    match terminal.form {
        ReportForm::Human => terminal.answer(&human(report, sources)),
        ReportForm::Json => terminal.answer(&format!("{}\n", object(report, sources))),
    }
}

fn human(report: &QualityReport, sources: &Sources) -> String {
    let mut text = format!("{}, {} of text\n", count(report.pages, "page"), count(report.lines, "line"));
    // Printing into a string does not fail.
    for kind in FlawKind::all() {
        let number = report.of(kind).count();
        let share = number * 10_000 / report.lines.max(1);
        let share = if number > 0 && per_line(kind) { format!("  {}.{:02} %", share / 100, share % 100) } else { String::new() };
        let _ = writeln!(text, "{:>8}  {}{share}", grouped(number), kind.title());
    }
    for kind in FlawKind::all() {
        let mut findings = report.of(kind).peekable();
        if findings.peek().is_none() {
            continue;
        }
        let _ = writeln!(text, "\n{}", kind.title());
        if kind == FlawKind::Hyphen {
            divisions(&mut text, findings);
            continue;
        }
        for finding in findings {
            let place = finding.span.map_or_else(String::new, |span| format!("  {}", sources.locate(span)));
            let _ = writeln!(text, "  page {}{place}{}  {}", finding.page, measure(finding), finding.words);
        }
    }
    text
}

/// The divided words, one line a page: there are many, and one reads them for bad divisions.
fn divisions<'r>(text: &mut String, findings: impl Iterator<Item = &'r Finding>) {
    let mut last = None;
    for finding in findings {
        if last == Some(&finding.page) {
            let _ = write!(text, ", {}", finding.words);
        } else {
            let _ = write!(text, "{}  page {}  {}", if last.is_some() { "\n" } else { "" }, finding.page, finding.words);
        }
        last = Some(&finding.page);
    }
    text.push('\n');
}

/// Kinds that are of single lines, so that their share of all lines means something.
fn per_line(kind: FlawKind) -> bool {
    matches!(kind, FlawKind::Hyphen | FlawKind::Loose | FlawKind::Tight | FlawKind::Overfull)
}

fn measure(finding: &Finding) -> String {
    match finding.kind {
        FlawKind::Loose | FlawKind::Tight => format!("  {:+.2}", ratio(finding.amount)),
        FlawKind::Ladder | FlawKind::River | FlawKind::Spread | FlawKind::End | FlawKind::Note => {
            format!("  {}", count(usize::try_from(finding.amount).unwrap_or(0), "line"))
        }
        _ => String::new(),
    }
}

fn object(report: &QualityReport, sources: &Sources) -> Value {
    let mut counts = serde_json::Map::new();
    for kind in FlawKind::all() {
        counts.insert(kind.name().to_owned(), report.of(kind).count().into());
    }
    let findings: Vec<Value> = report.findings.iter().map(|finding| of(finding, sources)).collect();
    json!({ "report": { "pages": report.pages, "lines": report.lines, "counts": counts, "findings": findings } })
}

fn of(finding: &Finding, sources: &Sources) -> Value {
    let mut object = json!({ "kind": finding.kind.name(), "page": finding.page, "words": finding.words });
    match finding.kind {
        FlawKind::Loose | FlawKind::Tight => object["ratio"] = ratio(finding.amount).into(),
        _ => object["lines"] = finding.amount.into(),
    }
    if let Some(span) = finding.span {
        let place = sources.place(span);
        object["file"] = sources.shown(span).into();
        object["line"] = place.line.into();
        object["column"] = place.column.into();
    }
    object
}

/// Thousandths as a number, for printing.
#[expect(clippy::cast_precision_loss, reason = "a ratio is far below 2^52 thousandths")]
fn ratio(thousandths: i64) -> f64 {
    thousandths as f64 / 1000.0
}
