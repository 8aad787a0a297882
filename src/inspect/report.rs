//! What is found, kept within bounds: a file made to be wrong a million times must not fill the memory.

use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::Span;
use std::collections::BTreeMap;

/// Findings of one kind that are shown.
const MOST: usize = 1000;

/// The findings so far.
#[derive(Debug, Default)]
pub(super) struct InspectionReport {
    diagnostics: Diagnostics,
    counts: BTreeMap<Code, usize>,
}

impl InspectionReport {
    /// Adds a finding, if it is not one of too many of its kind.
    pub(super) fn push(&mut self, finding: Diagnostic) {
        let count = self.counts.entry(finding.code).or_default();
        *count += 1;
        if *count <= MOST {
            self.diagnostics.push(finding);
        }
    }

    /// All findings; of kinds of which there are too many, how many more there are.
    pub(super) fn finish(mut self) -> Diagnostics {
        for (code, count) in self.counts.into_iter().filter(|(_, count)| *count > MOST) {
            let finding = Diagnostic::new(code, format!("{} more of this kind are not shown", count - MOST));
            self.diagnostics.push(finding.help("mend those that are shown, then check again"));
        }
        self.diagnostics
    }
}

/// Adds a finding with the gravity of its code.
pub(super) fn fault(report: &mut InspectionReport, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
    report.push(Diagnostic::at(code, span, message).help(help));
}

/// Adds a finding that is only a warning here.
pub(super) fn warn(report: &mut InspectionReport, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
    report.push(Diagnostic { severity: Severity::Warning, ..Diagnostic::at(code, span, message).help(help) });
}

/// The name that somebody meant, if there are not so many that it takes long to tell.
pub(super) fn similar<'n>(word: &str, names: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    if names.clone().nth(500).is_some() || word.len() > 200 { None } else { nearest(word, names) }
}
