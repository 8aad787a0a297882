//! The page numbers and running heads of scanned books, which stand between the lines of a paragraph.

use super::lines::Line;
use super::signs;
use std::collections::BTreeMap;

/// The lines that are page numbers or running heads, in order; none unless numbers go up through the text and cut its sentences.
pub(super) fn marks(text: &str, lines: &[Line]) -> Vec<usize> {
    let line = |at: usize| &text[lines[at].at.clone()];
    let alone = |at: usize| lines[at].gap > 0 && lines.get(at + 1).is_none_or(|next| next.gap > 0);
    let number = |at: usize| {
        let bare = line(at).trim_matches(['-', '–', '—', '[', ']', '(', ')', ' ']);
        let bare = bare.strip_prefix("Page ").or(bare.strip_prefix("p. ")).unwrap_or(bare);
        bare.parse::<usize>().ok().filter(|_| bare.len() <= 4)
    };
    let mut numbers: Vec<(usize, usize)> = Vec::new();
    for at in 0..lines.len() {
        let Some(value) = number(at).filter(|_| alone(at)) else { continue };
        if numbers.last().is_none_or(|(_, last)| value > *last && value <= last + 5) {
            numbers.push((at, value));
        }
    }
    let mut heads: BTreeMap<String, usize> = BTreeMap::new();
    let key = |at: usize| line(at).trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace()).to_uppercase();
    let near = |at: usize| {
        [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter(|&at| at < lines.len() && alone(at) && lines[at].width <= 70)
    };
    for (at, _) in &numbers {
        near(*at).for_each(|at| *heads.entry(key(at)).or_insert(0) += 1);
    }
    let repeated = |at: usize| heads.get(&key(at)).is_some_and(|count| *count >= 2) && !key(at).is_empty();
    let is_mark: std::collections::BTreeSet<usize> =
        numbers.iter().flat_map(|(at, _)| near(*at).filter(|&at| repeated(at)).chain([*at])).collect();
    let words = |from: Option<usize>, back: bool| {
        let mut at = from?;
        while is_mark.contains(&at) {
            at = if back { at.checked_sub(1)? } else { at + 1 };
        }
        (at < lines.len()).then_some(at)
    };
    let cuts = |at: usize| {
        let (Some(before), Some(after)) = (words(Some(at), true), words(Some(at), false)) else { return false };
        cut(line(before), line(after))
    };
    let cut = numbers.iter().filter(|(at, _)| cuts(*at)).count();
    if numbers.len() >= 3 && cut > 0 || numbers.len() == 2 && cut == 2 { is_mark.into_iter().collect() } else { Vec::new() }
}

/// Whether a sentence goes on from the one line to the other.
pub(super) fn cut(before: &str, after: &str) -> bool {
    !signs::is_closed(before) && (signs::is_small(after) || before.ends_with(['-', ',', ';'])) || before.ends_with('-')
}
