//! Findings about a manuscript: collected by every stage, several at once, printed by none.

mod code;
pub mod nearest;
pub mod render;

pub use code::Code;

use crate::source::Span;
use std::collections::HashSet;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was done that the author may like to know.
    Info,
    /// The book is built, but maybe not as meant.
    Warning,
    /// The book, or the format that it is of, is not built: it would be invalid or untrue.
    Error,
}

/// One finding. The message is lower-case without a full stop; the help is an imperative.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What kind of finding; `bindery explain CODE` tells more.
    pub code: Code,
    /// How grave; by default the code's own.
    pub severity: Severity,
    /// One line, with the words it is about.
    pub message: String,
    /// Where.
    pub span: Option<Span>,
    /// Other places that matter, each with a few words.
    pub labels: Vec<(Span, String)>,
    /// One suggested repair.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding with the code's own severity and no place.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), span: None, labels: Vec::new(), help: None }
    }

    /// A finding at `span`.
    #[must_use]
    pub fn at(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { span: Some(span), ..Self::new(code, message) }
    }

    /// With a suggested repair.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With another place that matters.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }
}

/// The findings of a run, in the order the stages made them.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all findings of `other` behind these.
    pub fn append(&mut self, other: Diagnostics) {
        self.0.extend(other.0);
    }

    /// The same findings with the errors of some codes as warnings.
    #[must_use]
    pub fn as_warnings(mut self, codes: &[Code]) -> Self {
        for diagnostic in self.0.iter_mut().filter(|diagnostic| codes.contains(&diagnostic.code)) {
            diagnostic.severity = diagnostic.severity.min(Severity::Warning);
        }
        self
    }

    /// Whether the book must not be built.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings are this grave.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// The same findings, those that two stages made alike (a character without a glyph, in both formats) only once.
    #[must_use]
    pub fn once(self) -> Self {
        let mut told = HashSet::with_capacity(self.0.len());
        let fresh: Vec<bool> = self.0.iter().map(|own| told.insert((own.code, own.span, own.message.as_str()))).collect();
        Self(self.0.into_iter().zip(fresh).filter_map(|(own, fresh)| fresh.then_some(own)).collect())
    }

    /// All findings, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
