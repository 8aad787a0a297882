//! What an author wants of findings: warnings as errors, some kinds as errors, some not at all.

use super::{Code, Severity};
use std::collections::BTreeSet;

/// How grave findings are to be taken. An error stays one: what would make a file invalid or untrue can't be wished away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// Whether every warning is an error.
    pub strict: bool,
    /// Kinds that are errors.
    pub deny: BTreeSet<Code>,
    /// Kinds that are not to be told of.
    pub allow: BTreeSet<Code>,
}

impl Verdicts {
    /// The verdicts with those of `below` where they say nothing.
    #[must_use]
    pub fn over(&self, below: &Verdicts) -> Verdicts {
        let deny = below.deny.difference(&self.allow).chain(&self.deny).copied().collect();
        let allow = below.allow.difference(&self.deny).chain(&self.allow).copied().collect();
        Verdicts { strict: self.strict || below.strict, deny, allow }
    }

    /// How grave a finding is; none if it is not to be told of.
    #[must_use]
    pub fn of(&self, code: Code, severity: Severity) -> Option<Severity> {
        match severity {
            Severity::Error => Some(Severity::Error),
            _ if self.allow.contains(&code) => None,
            _ if self.deny.contains(&code) => Some(Severity::Error),
            Severity::Warning if self.strict => Some(Severity::Error),
            other => Some(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_call_has_the_last_word_and_errors_stay() {
        let only = |code| BTreeSet::from([code]);
        let book = Verdicts { deny: only(Code::BrokenLink), allow: only(Code::NoGlyph), ..Verdicts::default() };
        let call = Verdicts { strict: true, deny: only(Code::NoGlyph), allow: only(Code::BrokenLink) };
        let both = call.over(&book);
        assert_eq!(both.of(Code::BrokenLink, Severity::Warning), None);
        assert_eq!(both.of(Code::BrokenLink, Severity::Error), Some(Severity::Error));
        assert_eq!(both.of(Code::NoGlyph, Severity::Warning), Some(Severity::Error));
        assert_eq!(both.of(Code::RawHtml, Severity::Warning), Some(Severity::Error));
        assert_eq!(both.of(Code::SkippedLevel, Severity::Info), Some(Severity::Info));
    }
}
