//! Findings as an editor shows them.

use super::book::{OpenBook, PlacedFinding};
use super::text::ColumnUnit;
use crate::diagnostics::{Diagnostic, Severity};
use lsp_types::{DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The findings of a book by the files that they are in.
pub(crate) fn shown(book: &OpenBook, unit: ColumnUnit) -> BTreeMap<PathBuf, Vec<lsp_types::Diagnostic>> {
    let mut files: BTreeMap<PathBuf, Vec<lsp_types::Diagnostic>> = BTreeMap::new();
    for PlacedFinding { place, finding } in book.findings() {
        let Some(text) = book.texts.0.get(&place.file) else { continue };
        let range = text.open.range(&book.texts.trimmed(&place).bytes, unit);
        let shown = lsp_types::Diagnostic {
            range,
            severity: Some(gravity(finding.severity)),
            code: Some(NumberOrString::String(finding.code.id().to_owned())),
            source: Some("bindery".to_owned()),
            message: message(&finding),
            related_information: Some(labels(book, &finding, unit)).filter(|labels| !labels.is_empty()),
            ..lsp_types::Diagnostic::default()
        };
        files.entry(text.path.clone()).or_default().push(shown);
    }
    files
}

fn gravity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

fn message(finding: &Diagnostic) -> String {
    match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone(),
    }
}

fn labels(book: &OpenBook, finding: &Diagnostic, unit: ColumnUnit) -> Vec<DiagnosticRelatedInformation> {
    let told = finding.labels.iter().filter_map(|(span, message)| {
        let place = book.place(*span)?;
        let text = book.texts.0.get(&place.file)?;
        let location = Location { uri: super::uri_of(&text.path)?, range: text.open.range(&book.texts.trimmed(&place).bytes, unit) };
        Some(DiagnosticRelatedInformation { location, message: message.clone() })
    });
    told.collect()
}
