//! Chinese and Japanese: where such text may break beside quotation marks, and the space between its characters. After the W3C's
//! “Requirements for Chinese Text Layout” (CLREQ, 3.1.6 and 3.2.2) and “… Japanese Text Layout” (JLREQ, 3.1.4 and 3.2.6).

use super::copy::length;
use crate::source::Length;

/// Ideographs, kana and the punctuation that is as wide as they are.
pub(super) fn wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The syllables of Japanese.
pub(super) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}')
}

/// Whether a text has such characters: by the first bytes they have in UTF-8.
pub(super) fn any(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, 0xE3..=0xE9 | 0xEF | 0xF0))
}

/// Marks that stand in the left half of their square, the right half blank.
fn closes(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '）' | '」' | '』' | '》' | '〉' | '】' | '〕' | '”' | '’')
}

/// Marks that stand in the right half of their square.
fn opens(c: char) -> bool {
    matches!(c, '（' | '「' | '『' | '《' | '〈' | '【' | '〔' | '“' | '‘')
}

/// Punctuation that Chinese and Japanese share with other scripts: it is set from the face of its neighbours.
pub(super) fn shared(c: char) -> bool {
    matches!(c, '—' | '―' | '…' | '·' | '“' | '”' | '‘' | '’')
}

/// Whether `c` gives up the blank half of its square, because its neighbour is such a mark too.
pub(super) fn halved(before: Option<char>, c: char, after: Option<char>) -> bool {
    let pair = |a: char, b: char| wide(a) || wide(b);
    closes(c) && after.is_some_and(|after| (closes(after) || opens(after)) && pair(c, after))
        || opens(c) && before.is_some_and(|before| opens(before) && pair(c, before))
        || matches!(c, '“' | '‘' | '《') && before.is_some_and(|before| matches!(before, '：' | '；' | '！' | '？'))
}

/// The space between two characters where a line may break, with its stretch: a quarter of the size between an ideograph and
/// a word or figure, else nothing that grows a little; none where both are of other scripts.
pub(super) fn between(before: char, after: char, size: Length) -> Option<(Length, Length)> {
    let letter = |c: char| wide(c) && c.is_alphabetic();
    let latin = |c: char| c.is_alphanumeric() && !wide(c);
    if letter(before) && latin(after) || latin(before) && letter(after) {
        Some((size / 4, size / 8))
    } else {
        (wide(before) || wide(after)).then_some((Length::ZERO, size / 12))
    }
}

/// Breaks that UAX #14 allows only since rule LB19a: before an opening and behind a closing quotation mark among ideographs.
pub(super) fn beside_quotes(text: &str) -> Vec<u32> {
    let mut found = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        let outside = |c: Option<char>| c.filter(|&c| wide(c));
        if matches!(c, '“' | '‘') && outside(before).is_some_and(|before| !opens(before)) && outside(after).is_some() {
            found.push(length(at));
        }
        let starts = |c: char| c.is_alphanumeric() || opens(c);
        if matches!(c, '”' | '’') && outside(before).is_some() && outside(after).is_some_and(starts) {
            found.push(length(at + c.len_utf8()));
        }
        before = Some(c);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_marks_together_are_not_two_squares_wide() {
        assert!(halved(Some('速'), '。', Some('”')));
        assert!(halved(Some('板'), '）', Some('。')));
        assert!(!halved(Some('）'), '。', Some('字')));
        assert!(halved(Some('（'), '「', Some('字')));
        assert!(!halved(Some('，'), '「', Some('字')), "the comma before it is halved");
        assert!(!halved(Some('y'), '’', Some('”')), "English marks have no blank half");
        assert!(halved(Some('：'), '“', Some('你')), "Chinese stops stand at the left of their square");
        assert!(!halved(Some('！'), '「', Some('字')), "Japanese ones in the middle");
    }

    #[test]
    fn words_stand_off_from_ideographs() {
        let size = Length::points(12);
        assert_eq!(between('年', '1', size), Some((Length::points(3), size / 8)));
        assert_eq!(between('n', '用', size), Some((Length::points(3), size / 8)));
        assert_eq!(between('，', 'a', size), Some((Length::ZERO, Length::points(1))));
        assert_eq!(between('-', 'a', size), None);
    }

    #[test]
    fn lines_break_outside_quotation_marks() {
        assert_eq!(beside_quotes("他说“好”了"), [6, 15]);
        assert_eq!(beside_quotes("他说“好”，"), [6]);
        assert!(beside_quotes("say “good” now").is_empty());
    }
}
