//! The list of contents of a text, which is none of its chapters: Bindery makes its own.

use super::block::{BlockRole, TextBlock};
use super::families;
use rustc_hash::{FxHashMap, FxHashSet};

/// What is told of a list that was left out.
pub(super) const WHAT: &str = "a list of contents";

/// Leaves out a list of contents whose lines stand again as lines of the text.
pub(super) fn leave(text: &str, blocks: &mut [TextBlock]) {
    let heads = |block: &TextBlock| block.lines.first().is_some_and(|line| families::is_contents(&text[line.clone()]));
    let Some(head) = blocks.iter().position(heads) else { return };
    let key = |line: &std::ops::Range<usize>| key(&text[line.clone()]);
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for block in &blocks[head..] {
        let together = (block.lines.len() == 2).then(|| block.lines.iter().map(key).collect());
        block.lines.iter().map(key).chain(together).for_each(|key| *counts.entry(key).or_insert(0) += 1);
    }
    // A number and its title in the block below.
    for pair in blocks[head..].windows(2).filter(|pair| pair.iter().all(|block| block.lines.len() == 1)) {
        *counts.entry(key(&pair[0].lines[0]) + &key(&pair[1].lines[0])).or_insert(0) += 1;
    }
    let page =
        |block: &TextBlock| block.one(text).is_some_and(|line| line.split_whitespace().any(|word| word.to_lowercase().starts_with("page")));
    // A number of a page at its right end says that a line is one of the list.
    let paged = |line: &std::ops::Range<usize>| {
        let line = &text[line.clone()];
        let bare = line.trim_end_matches(|c: char| c.is_ascii_digit());
        bare.len() < line.len() && (bare.ends_with("   ") || bare.trim_end().ends_with("..") || bare.trim_end().ends_with(". ."))
    };
    let again =
        |line: &std::ops::Range<usize>| paged(line) || !key(line).is_empty() && counts.get(&key(line)).is_some_and(|count| *count >= 2);
    let within =
        |block: &TextBlock| if std::ptr::eq(block, &raw const blocks[head]) { &block.lines[1..] } else { &block.lines[..] }.to_vec();
    let (mut end, mut lines, mut twice) = (head, 0, 0);
    let mut seen: FxHashSet<String> = FxHashSet::default();
    while end < blocks.len() {
        let own = within(&blocks[end]);
        let known = own.iter().filter(|line| again(line)).count();
        // Where a line comes for the second time, the text has begun.
        if end > head && known * 2 < own.len() && !(end == head + 1 && page(&blocks[end]))
            || own.iter().any(|line| seen.contains(&key(line)))
        {
            break;
        }
        seen.extend(own.iter().map(key));
        (lines, twice, end) = (lines + own.len(), twice + known, end + 1);
    }
    if lines >= 2 && twice * 5 >= lines * 3 {
        blocks[head..end].iter_mut().for_each(|block| block.role = BlockRole::Gone(WHAT));
    }
}

/// A line without the dots and the page number behind it, in small letters.
fn key(line: &str) -> String {
    let bare = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '·' | '…') || c.is_whitespace());
    // A chapter's number in Roman numerals stands on a line of its own above its title.
    let roman = bare.trim_start().trim_start_matches(['I', 'V', 'X', 'L', 'C']);
    let bare = roman.strip_prefix(". ").unwrap_or(bare);
    // A number that a list's mark may have been taken for says nothing.
    let bare = bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')') || c.is_whitespace());
    bare.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
