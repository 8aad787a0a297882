//! Groups: findings of one kind about one thing, told once with their number and their first places.
//!
//! Input: the findings in order. A group is of one code, one severity and one target. State: a map from that to the group. Cost: one
//! look-up a finding. Invariant: the numbers of all groups add up to the number of findings.

use super::several::several;
use super::{Code, Diagnostic, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// How many places of a group are shown.
pub(super) const SHOWN: usize = 3;
/// How many findings are shown each by itself, where each needs its own repair, before the rest is a group.
const APART: usize = 5;

/// Findings that are told together.
#[derive(Debug)]
pub(super) struct FindingGroup<'d> {
    /// The first ones, in order.
    pub(super) first: Vec<&'d Diagnostic>,
    /// How many findings the group has.
    pub(super) count: usize,
    /// Whether all have the same help.
    pub(super) one_help: bool,
    /// What is said of them, if that is told apart.
    messages: BTreeSet<&'d str>,
}

impl<'d> FindingGroup<'d> {
    fn of(finding: &'d Diagnostic) -> Self {
        Self { first: vec![finding], count: finding.times as usize, one_help: true, messages: BTreeSet::from([&*finding.message]) }
    }

    fn add(&mut self, finding: &'d Diagnostic) {
        self.count += finding.times as usize;
        if finding.code == Code::ForeignMark {
            self.messages.insert(&finding.message);
        }
        self.one_help &= self.first.first().is_none_or(|first| first.help == finding.help);
        if self.first.len() < SHOWN {
            self.first.push(finding);
        }
    }

    /// The finding, if it is only one.
    pub(super) fn only(&self) -> Option<&'d Diagnostic> {
        self.first.first().copied().filter(|_| self.count == 1)
    }

    /// How grave the group's findings are.
    pub(super) fn severity(&self) -> Severity {
        self.first.first().map_or(Severity::Info, |first| first.severity)
    }

    /// The title: what is said of all findings of the group.
    pub(super) fn title(&self) -> String {
        let Some(first) = self.first.first() else { return String::new() };
        let number = grouped(self.count);
        match several(first.code, first.target.as_deref()) {
            Some(words) => format!("{number} {words}"),
            None => {
                let kinds = match self.messages.len() {
                    1 => String::new(),
                    kinds => format!(", of {kinds} names"),
                };
                format!("{}, and {} more of this kind{kinds}", first.message, grouped(self.count.saturating_sub(1)))
            }
        }
    }
}

/// The findings in groups, each where its first one stands.
pub(super) fn groups<'d>(findings: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<FindingGroup<'d>> {
    let mut groups: Vec<FindingGroup> = Vec::new();
    let mut known: BTreeMap<(Code, Severity, Option<&str>), usize> = BTreeMap::new();
    let mut alone: BTreeMap<Code, usize> = BTreeMap::new();
    for finding in findings {
        if apart(finding.code) {
            let before = alone.entry(finding.code).or_insert(0);
            *before += 1;
            if *before <= APART {
                groups.push(FindingGroup::of(finding));
                continue;
            }
        }
        let index = *known.entry((finding.code, finding.severity, finding.target.as_deref())).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.add(finding),
            None => groups.push(FindingGroup::of(finding)),
        }
    }
    groups
}

/// Whether each finding of a code needs a repair of its own: those of settings, of the commentary and of the machine.
fn apart(code: Code) -> bool {
    code.id().starts_with(['B', 'C', 'A', 'P', 'W'])
}

/// `1,234,567`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}
