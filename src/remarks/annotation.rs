//! An annotation as its program keeps it, and the threads that annotations and their answers make.

use super::remark::{ForeignRemark, RemarkPlace, RemarkQuotation, RemarkWords};
use std::collections::BTreeMap;

/// An annotation, which may answer another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Annotation {
    pub(super) id: Option<String>,
    /// The annotations that it answers: the first of the thread, or the one before it.
    pub(super) answers: Vec<String>,
    pub(super) quotation: RemarkQuotation,
    pub(super) place: RemarkPlace,
    pub(super) said: RemarkWords,
    pub(super) is_resolved: bool,
}

/// Puts answers to what they answer, in the order of their dates; also how many annotations without a word are left out.
/// An answer to nothing that is there stands for itself.
pub(super) fn threads(all: Vec<Annotation>) -> (Vec<ForeignRemark>, usize) {
    let known: BTreeMap<String, usize> = all.iter().enumerate().filter_map(|(at, one)| Some((one.id.clone()?, at))).collect();
    let parents: Vec<Option<usize>> = all
        .iter()
        .enumerate()
        .map(|(at, one)| one.answers.iter().find_map(|id| known.get(id).copied()).filter(|&parent| parent != at))
        .collect();
    let root = |mut at: usize| {
        // Answers that go round in a ring have no first.
        for _ in 0..all.len().min(64) {
            match parents[at] {
                Some(parent) => at = parent,
                None => return Some(at),
            }
        }
        None
    };
    let roots: Vec<usize> = (0..all.len()).map(|at| root(at).unwrap_or(at)).collect();
    let mut remarks: Vec<Option<ForeignRemark>> = vec![None; all.len()];
    let mut answers: Vec<(usize, RemarkWords)> = Vec::new();
    let mut wordless = 0;
    for (at, one) in all.into_iter().enumerate() {
        if roots[at] == at {
            let Annotation { id, quotation, place, said, is_resolved, .. } = one;
            remarks[at] = Some(ForeignRemark { quotation, place, said, replies: Vec::new(), is_resolved, id });
        } else if one.said.text.is_empty() {
            wordless += 1;
        } else {
            answers.push((roots[at], one.said));
        }
    }
    answers.sort_by(|(_, a), (_, b)| a.date.cmp(&b.date));
    for (root, said) in answers {
        if let Some(remark) = &mut remarks[root] {
            remark.replies.push(said);
        }
    }
    (remarks.into_iter().flatten().collect(), wordless)
}
