//! Where a heading in Chinese or Japanese is best parted. Neither writes spaces between words, and
//! no dictionary is at hand: what can be told without one are punctuation and spaces, the
//! particles of Japanese, and where kana give way to ideographs, since a phrase of Japanese begins
//! with these and ends in kana (文節).

use super::ideograph::wide;

/// Prices of ending a line of a heading: behind a particle; where another phrase may begin;
/// between scripts; within what may be a word.
pub(super) const PARTICLE: i64 = 150;
pub(super) const PHRASE: i64 = 500;
pub(super) const SCRIPT: i64 = 900;
pub(super) const WORD: i64 = 3000;

/// Syllables behind which a phrase of Japanese most often ends.
const PARTICLES: [char; 11] = ['は', 'が', 'を', 'に', 'で', 'と', 'の', 'も', 'へ', 'や', 'か'];

/// What kind of character stands beside a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HeadingSign {
    Hiragana,
    Katakana,
    Ideograph,
    /// Letters and figures of other scripts.
    Latin,
    /// Stops, brackets, spaces: sense parts there.
    Mark,
}

fn sign(c: char) -> HeadingSign {
    match c {
        'ぁ'..='ゟ' => HeadingSign::Hiragana,
        'ァ'..='ヺ' | 'ー' | 'ヽ'..='ヿ' | 'ｦ'..='ﾟ' => HeadingSign::Katakana,
        '々' | '〆' | '〇' => HeadingSign::Ideograph,
        _ if wide(c) && c.is_alphanumeric() => HeadingSign::Ideograph,
        _ if c.is_alphanumeric() => HeadingSign::Latin,
        _ => HeadingSign::Mark,
    }
}

/// Price of ending a line of a heading at a byte of its text: 0 beside a mark or a space.
pub(super) fn price(text: &str, at: usize) -> i64 {
    use HeadingSign::{Hiragana, Ideograph, Katakana, Latin, Mark};
    let mut back = text[..at].chars().rev();
    let (Some(before), Some(after)) = (back.next(), text[at..].chars().next()) else { return 0 };
    let further = back.next();
    match (sign(before), sign(after)) {
        (Mark, _) | (_, Mark) => 0,
        // What is joined to the word behind it (お茶, ご案内).
        (Hiragana, Ideograph) if matches!(before, 'お' | 'ご') && further.is_none_or(|c| sign(c) != Hiragana) => WORD,
        (Hiragana, Ideograph | Katakana | Latin) if PARTICLES.contains(&before) => PARTICLE,
        // One syllable between ideographs may be the ending of half a word (取り扱い).
        (Hiragana, Ideograph) if further.is_some_and(|c| sign(c) == Ideograph) => SCRIPT,
        (Hiragana, Ideograph | Katakana | Latin) => PHRASE,
        (Hiragana, Hiragana) if before == 'を' => PHRASE,
        (Hiragana, Hiragana) if matches!(before, 'は' | 'が' | 'に' | 'で' | 'の') && further.is_some_and(|c| sign(c) != Hiragana) => {
            PHRASE
        }
        (Ideograph, Ideograph | Latin) if matches!(before, '的' | '之') => PARTICLE,
        // The words that join two others begin a line rather than end one.
        (Ideograph, Ideograph) if matches!(after, '与' | '與' | '和' | '及') && !matches!(before, '平' | '共' | '中') => PHRASE,
        (Latin, Ideograph | Katakana) | (Ideograph | Katakana, Latin) | (Ideograph, Katakana) | (Katakana, Ideograph) => SCRIPT,
        _ => WORD,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with a bar where a line may end for less than this.
    fn parted(text: &str, below: i64) -> String {
        let ends = text.char_indices().filter(|&(at, _)| at > 0 && price(text, at) < below);
        let mut shown = text.to_owned();
        ends.map(|(at, _)| at).collect::<Vec<_>>().into_iter().rev().for_each(|at| shown.insert(at, '|'));
        shown
    }

    #[test]
    fn headings_are_parted_behind_marks_and_particles() {
        assert_eq!(parted("甄士隐梦幻识通灵　贾雨村风尘怀闺秀", WORD), "甄士隐梦幻识通灵|　|贾雨村风尘怀闺秀");
        assert_eq!(parted("分散バージョン管理の基本", PHRASE), "分散バージョン管理の|基本");
        assert_eq!(parted("お茶を飲む前に", SCRIPT), "お茶を|飲む前に");
        assert_eq!(parted("危険物の取り扱い", SCRIPT), "危険物の|取り扱い");
        assert_eq!(parted("红楼梦的作者", WORD), "红楼梦的|作者");
        assert_eq!(parted("战争与人类", WORD), "战争|与人类");
    }
}
