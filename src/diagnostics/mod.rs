//! Findings about a manuscript: collected by every stage, several at once, printed by none.

pub(crate) mod annotate;
mod code;
mod group;
mod kinds;
pub(crate) mod nearest;
pub mod render;
mod several;
mod severity;
mod table;
mod verdicts;

pub use code::Code;
pub use kinds::codes_named;
pub(crate) use kinds::nearest_name;
pub use severity::Severity;
pub use verdicts::Verdicts;

use crate::source::{Sources, Span};
use std::borrow::Cow;
use std::collections::btree_map::{BTreeMap, Entry};
use std::collections::{BTreeSet, HashSet};

/// A finding. The message is lower-case without a full stop; the help is an imperative.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What kind of finding; `bindery explain CODE` tells more.
    pub code: Code,
    /// How grave; by default the code's own.
    pub severity: Severity,
    /// The message: one line, with the words it is about.
    pub message: String,
    /// Where.
    pub span: Option<Span>,
    /// Other places that matter, each with a few words.
    pub labels: Vec<(Span, String)>,
    /// A suggested repair.
    pub help: Option<String>,
    /// Edits each of which is a repair: what is to stand at a place instead.
    pub(crate) edits: Vec<(Span, String)>,
    /// What findings of the code are told apart by when they are told together, such as a script or a tag; none if by nothing.
    pub target: Option<Cow<'static, str>>,
    /// How many findings this one stands for.
    pub times: u32,
}

impl Diagnostic {
    /// A finding with the code's own severity and no place.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let (severity, message) = (code.severity(), message.into());
        Self { code, severity, message, span: None, labels: Vec::new(), help: None, edits: Vec::new(), target: None, times: 1 }
    }

    /// A finding at `span`.
    #[must_use]
    pub fn at(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { span: Some(span), ..Self::new(code, message) }
    }

    /// Adds a suggested repair.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a repair as an edit: what is to stand at a place.
    #[must_use]
    pub(crate) fn edit(mut self, place: Span, text: impl Into<String>) -> Self {
        self.edits.push((place, text.into()));
        self
    }

    /// Names the thing that the finding is about: findings of one code about other things are told apart from it.
    #[must_use]
    pub fn of(mut self, target: impl Into<Cow<'static, str>>) -> Self {
        self.target = Some(target.into());
        self
    }

    /// Adds another place that matters, with a few words.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }
}

/// The findings of a run, in the order the stages made them.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// For kinds that a text may have a great many of: how many were found, and the index of the last that was kept.
    many: BTreeMap<(Code, Cow<'static, str>), (usize, usize)>,
    /// How many were silenced.
    silenced: usize,
}

/// How many findings of one code and target are kept, of which a text may have a great many; more are only counted.
const MANY: usize = 100;

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds a finding of a kind that a text may have a great many of (it may be in a script that no font has): after a hundred of a
    /// code and target they are only counted, by the last that was kept, and cost nothing more.
    pub fn push_of_many(&mut self, code: Code, target: impl Into<Cow<'static, str>>, make: impl FnOnce() -> Diagnostic) {
        let target = target.into();
        let (count, last) = self.many.entry((code, target.clone())).or_default();
        *count += 1;
        if *count > MANY {
            self.list[*last].times += 1;
        } else {
            *last = self.list.len();
            self.list.push(make().of(target));
        }
    }

    /// Adds a finding that has no place, unless one of the code and key is there: words of a running head stand on every page.
    pub fn push_once(&mut self, code: Code, key: &str, make: impl FnOnce() -> Diagnostic) {
        if let Entry::Vacant(free) = self.many.entry((code, Cow::Owned(key.to_owned()))) {
            free.insert((1, self.list.len()));
            self.list.push(make());
        }
    }

    /// Appends all findings of `other`.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
        self.silenced += other.silenced;
    }

    /// Forgets findings that are of no interest.
    pub(crate) fn forget(&mut self, is: impl Fn(&Diagnostic) -> bool) {
        self.many.clear();
        self.list.retain(|finding| !is(finding));
    }

    /// Makes warnings of the errors of some codes.
    #[must_use]
    pub fn as_warnings(mut self, codes: &[Code]) -> Self {
        for diagnostic in self.list.iter_mut().filter(|diagnostic| codes.contains(&diagnostic.code)) {
            diagnostic.severity = diagnostic.severity.min(Severity::Warning);
        }
        self
    }

    /// Gives a place to the findings that have none.
    #[must_use]
    pub fn placed(mut self, place: Option<Span>) -> Self {
        for diagnostic in &mut self.list {
            diagnostic.span = diagnostic.span.or(place);
        }
        self
    }

    /// Moves the places of findings between characters of their texts: where words were changed on their way, places in the
    /// source are known only in proportion.
    #[must_use]
    pub fn within(mut self, sources: &Sources) -> Self {
        for diagnostic in &mut self.list {
            for span in diagnostic.span.iter_mut().chain(diagnostic.labels.iter_mut().map(|(span, _)| span)) {
                *span = sources.within(*span);
            }
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
        self.list.iter().filter(|d| d.severity == severity).map(|d| d.times as usize).sum()
    }

    /// Keeps one of each group of findings that two stages made alike, such as a character without a glyph in both formats.
    #[must_use]
    pub fn once(self) -> Self {
        let mut told = HashSet::with_capacity(self.list.len());
        let fresh: Vec<bool> = self.list.iter().map(|own| told.insert((own.code, own.span, own.message.as_str()))).collect();
        let list = self.list.into_iter().zip(fresh).filter_map(|(own, fresh)| fresh.then_some(own)).collect();
        Self { list, many: BTreeMap::new(), silenced: self.silenced }
    }

    /// All findings, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Changes the gravity of findings as they are wanted; those that are not wanted are counted and go. Errors stay errors, and of
    /// each kind that is allowed in vain that is said.
    pub fn judge(&mut self, verdicts: &Verdicts) {
        self.many.clear();
        let errors = self.list.iter().filter(|finding| finding.severity == Severity::Error && verdicts.allow.contains(&finding.code));
        let vain: BTreeSet<Code> = errors.map(|finding| finding.code).collect();
        for code in vain {
            let message = format!("{} is allowed, but these findings of it are errors", code.id());
            self.list
                .push(Diagnostic::new(Code::NotAllowed, message).help(format!("mend them; `bindery explain {}` tells how", code.id())));
        }
        self.list.retain_mut(|finding| match verdicts.of(finding.code, finding.severity) {
            Some(severity) => {
                finding.severity = severity;
                true
            }
            None => {
                self.silenced += finding.times as usize;
                false
            }
        });
    }

    /// How many findings were silenced.
    #[must_use]
    pub fn silenced(&self) -> usize {
        self.silenced
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
