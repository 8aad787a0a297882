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
    let roots = roots(&parents);
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

/// The first of each thread, by the one that each answers; answers that go round in a ring have no first, and each is one by itself.
fn roots(parents: &[Option<usize>]) -> Vec<usize> {
    let mut roots: Vec<Option<usize>> = vec![None; parents.len()];
    let mut visits = vec![usize::MAX; parents.len()];
    for start in 0..parents.len() {
        let (mut way, mut at) = (Vec::new(), start);
        let root = loop {
            if let Some(root) = roots[at] {
                break Some(root);
            }
            if visits[at] == start {
                break None;
            }
            visits[at] = start;
            way.push(at);
            match parents[at] {
                Some(parent) => at = parent,
                None => break Some(at),
            }
        };
        // What answers one of a ring is in no thread either.
        let root = root.filter(|root| *root != usize::MAX);
        way.into_iter().for_each(|one| roots[one] = Some(root.unwrap_or(usize::MAX)));
    }
    (0..).zip(roots).map(|(at, root)| root.filter(|root| *root != usize::MAX).unwrap_or(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_have_their_first_however_long_they_are() {
        let long: Vec<Option<usize>> = (0..200_000_usize).map(|at| at.checked_sub(1)).collect();
        assert!(roots(&long).iter().all(|root| *root == 0));
        let back: Vec<Option<usize>> = (1..200_000).map(Some).chain([None]).collect();
        assert!(roots(&back).iter().all(|root| *root == 199_999));
        // A ring, and what hangs on it.
        assert_eq!(roots(&[Some(1), Some(2), Some(0), Some(1), None, Some(4), Some(3)]), [0, 1, 2, 3, 4, 4, 6]);
    }
}
