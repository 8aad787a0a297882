//! Finds the short lines that are headings, by a score.

use super::ParagraphLines;

/// Scores from which on a line is a heading; a heading to be looked at; a paragraph to be looked at.
pub(super) const CERTAIN: i32 = 7;
pub(super) const DOUBTFUL: i32 = 5;
pub(super) const MAYBE: i32 = 3;

/// Words that begin a heading in the languages we set.
const KNOWN: [&str; 40] = [
    "chapter",
    "part",
    "book",
    "section",
    "introduction",
    "preface",
    "foreword",
    "prologue",
    "epilogue",
    "conclusion",
    "appendix",
    "afterword",
    "contents",
    "abstract",
    "notes",
    "bibliography",
    "references",
    "acknowledgments",
    "acknowledgements",
    "dedication",
    "kapitel",
    "teil",
    "einleitung",
    "vorwort",
    "schluss",
    "anhang",
    "chapitre",
    "partie",
    "avant-propos",
    "annexe",
    "capítulo",
    "introducción",
    "prólogo",
    "capitolo",
    "introduzione",
    "prologo",
    "глава",
    "часть",
    "введение",
    "заключение",
];

/// The score of every paragraph; far below nought for one that can't be a heading.
pub(super) fn scores(text: &str, blocks: &[ParagraphLines]) -> Vec<i32> {
    let line =
        |index: usize| -> Option<&str> { blocks.get(index).filter(|block| block.len() == 1).map(|block| text[block[0].clone()].trim()) };
    let length = |block: &ParagraphLines| text[block[0].start..block[block.len() - 1].end].chars().count();
    let mut lengths: Vec<usize> = blocks.iter().map(length).collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    let mut scores: Vec<i32> = (0..blocks.len())
        .map(|index| {
            let Some(line) = line(index) else { return i32::MIN / 2 };
            let (characters, words) = (line.chars().count(), line.split_whitespace().count());
            if characters > 100 || words > 14 {
                return i32::MIN / 2;
            }
            let mut score = if characters * 4 <= median { 3 } else { 0 };
            score += closing(line) + case(line);
            if known(line) {
                score += 2;
            }
            let next = blocks.get(index + 1).map(|block| &text[block[0].start..block[block.len() - 1].end]);
            score += i32::from(next.is_some_and(|next| next.split_whitespace().count() >= 25 || next.chars().count() >= 120));
            let before = index.checked_sub(1).map(|before| text[blocks[before][blocks[before].len() - 1].clone()].trim());
            score +=
                i32::from(before.is_none_or(|before| before.ends_with(['.', '!', '?', '…', '"', '”', '’', '»', ')', '。', '！', '？'])));
            if speech(line) {
                score -= 5;
            }
            // Short lines on both sides: verse, a list, an address.
            let short = |block: Option<&ParagraphLines>| block.is_some_and(|block| length(block) <= 60);
            if short(index.checked_sub(1).and_then(|at| blocks.get(at))) && short(blocks.get(index + 1)) {
                score -= 3;
            }
            if index + 1 == blocks.len() {
                score -= 3;
            }
            score
        })
        .collect();
    let alike = scores.iter().filter(|&&score| score >= DOUBTFUL).count() >= 3;
    if alike {
        scores.iter_mut().filter(|score| **score >= MAYBE).for_each(|score| *score += 1);
    }
    scores
}

fn closing(line: &str) -> i32 {
    match line.chars().next_back() {
        // A numeral's full stop (`IV.`) closes no sentence.
        Some('.') if numeral(line.split_whitespace().next_back().unwrap_or(line)) => 2,
        Some('.' | '!' | '…' | '。' | '！') => -3,
        Some('?' | '？') => -1,
        Some(',' | ';' | ':' | '-' | '–' | '—' | '，' | '；' | '：') => -2,
        _ => 2,
    }
}

/// Title Case or CAPS, sentence case, lower case. Small words (of, and, der, la) don't count.
pub(super) fn case(line: &str) -> i32 {
    let Some(first) = line.chars().find(|c| c.is_alphabetic()) else { return 0 };
    if first.is_lowercase() {
        return -3;
    }
    let words: Vec<&str> = line.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3).collect();
    let raised = words.iter().filter(|word| word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase())).count();
    if words.is_empty() || raised == words.len() { 2 } else { 1 }
}

fn known(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or("");
    let word = first.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    KNOWN.contains(&word.as_str())
        || numeral(first)
        || (line.starts_with('第') && line.chars().take(8).any(|c| matches!(c, '章' | '节' | '部')))
}

/// `IV.`, `4`, `1.2`, `4.`
pub(super) fn numeral(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ')', ':']);
    let roman = !bare.is_empty() && bare.bytes().all(|b| b"IVXLCDM".contains(&b)) && (bare.len() > 1 || word.len() > bare.len());
    roman || (!bare.is_empty() && bare.len() <= 7 && bare.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
}

/// Wholly quoted, or begun by a dash: somebody speaks.
fn speech(line: &str) -> bool {
    let quoted = line.starts_with(['"', '“', '‘', '«', '„', '‹', '「']) && line.ends_with(['"', '”', '’', '»', '“', '›', '」']);
    quoted || line.starts_with(['—', '–', '-'])
}
