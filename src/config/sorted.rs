//! How the names of files and folders are put in order: as people expect, numbers as numbers, however they are written.
//!
//! Digits of any script and numbers in Chinese characters count wherever they stand. Words and Roman numerals count only beside a word
//! for a chapter or a part (`chapter-twelve`, `Erstes Kapitel`), or if the names that begin alike make a row of numbers: `one`, `two` and
//! `three` do, `one-day` and `apple` don't. Cost: the length of the names, times its logarithm for the sorting.

use crate::language::{in_han, is_han_numeral, names_chapter, names_part, number_word, roman};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// What decides the place of a name among others.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NameKey {
    /// Characters, and numbers in the place of their first digit: how many digits they have, and these.
    pieces: Vec<(char, usize, String)>,
    name: String,
}

impl NameKey {
    /// Whether a number stands in the name, however it is written.
    pub(super) fn is_numbered(&self) -> bool {
        self.pieces.iter().any(|(_, digits, _)| *digits > 0)
    }
}

/// Puts things in the order of their names.
pub(super) fn sort_by_name<T>(things: &mut Vec<T>, name: impl Fn(&T) -> &str) {
    let keys = keys(&things.iter().map(&name).collect::<Vec<_>>());
    let mut keyed: Vec<(NameKey, T)> = keys.into_iter().zip(things.drain(..)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    things.extend(keyed.into_iter().map(|(_, thing)| thing));
}

/// The places of names that stand beside each other.
pub(super) fn keys(names: &[&str]) -> Vec<NameKey> {
    let composed: Vec<String> = names.iter().map(|name| name.nfc().collect()).collect();
    let words: Vec<Vec<NumberWord>> = composed.iter().map(|name| candidates(name)).collect();
    let rows = NumberRows::of(&composed, &words);
    let key = |((name, words), own): ((&String, &Vec<NumberWord>), &&str)| {
        let counted: Vec<&NumberWord> = words.iter().filter(|word| rows.count(name, word)).collect();
        NameKey { pieces: pieces(name, &counted), name: (*own).to_owned() }
    };
    composed.iter().zip(&words).zip(names).map(key).collect()
}

/// A word in a name that may be a number.
#[derive(Clone, Debug)]
struct NumberWord {
    range: Range<usize>,
    value: u64,
    is_roman: bool,
    /// Whether a word for a chapter or a part stands beside it.
    beside: bool,
}

/// The words of a name: its runs of letters, parted where a small letter is followed by a capital, as in `ChapterOne`.
fn words(name: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in name.char_indices() {
        let is_letter = c.is_alphabetic() || matches!(c, '\'' | '’');
        let goes_on = before.is_some_and(|before| !(before.is_lowercase() && c.is_uppercase()));
        match words.last_mut() {
            _ if !is_letter => {}
            Some(word) if goes_on => word.end = at + c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
        before = Some(c).filter(|_| is_letter);
    }
    words
}

/// The words of a name that may be numbers.
fn candidates(name: &str) -> Vec<NumberWord> {
    let words = words(name);
    let names_division =
        |word: Option<&Range<usize>>| word.is_some_and(|word| names_chapter(&name[word.clone()]) || names_part(&name[word.clone()]));
    let mut found: Vec<NumberWord> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let before = names_division(at.checked_sub(1).and_then(|at| words.get(at)));
        let text = &name[word.clone()];
        if let Some(value) = number_word(text) {
            // `twenty-one`, `treinta y uno`.
            let unit = |at: usize| words.get(at).and_then(|word| number_word(&name[word.clone()])).filter(|unit| *unit < 10);
            let joins = words.get(at + 1).is_some_and(|word| matches!(&name[word.clone()], "et" | "y" | "e" | "i" | "и" | "and"));
            let next = at + if joins { 2 } else { 1 };
            let unit = unit(next).filter(|_| value >= 20 && value % 10 == 0);
            let last = if unit.is_some() { next } else { at };
            let beside = before || names_division(words.get(last + 1));
            let range = word.start..words[last].end;
            found.push(NumberWord { range, value: value + unit.unwrap_or(0), is_roman: false, beside });
            at = last;
        } else if let Some(value) = roman(text) {
            found.push(NumberWord { range: word.clone(), value, is_roman: true, beside: before });
        } else if let Some((start, value)) = joined(text) {
            found.push(NumberWord { range: word.start + start..word.end, value, is_roman: false, beside: true });
        }
        at += 1;
    }
    found
}

/// A number word that is written together with the word for a chapter before it: `chapterone`.
fn joined(word: &str) -> Option<(usize, u64)> {
    let mut ends = word.char_indices().map(|(at, _)| at).skip(3).take(12);
    ends.find_map(|at| {
        let (first, rest) = word.split_at(at);
        (names_chapter(first) || names_part(first)).then(|| number_word(rest)).flatten().map(|value| (at, value))
    })
}

/// The words that stand behind the same beginning in names beside each other.
#[derive(Debug, Default)]
struct NumberRows {
    /// The values of the words in question, by the beginning in small letters: number words first, then Roman numerals.
    values: BTreeMap<String, [BTreeSet<u64>; 2]>,
    /// Beginnings behind which single letters stand that are no numerals, as in `part-a`, or words, as in `part-one` beside `part-i`.
    lettered: BTreeSet<String>,
    /// Beginnings behind which a number word is followed by something else.
    followed: BTreeSet<String>,
}

impl NumberRows {
    fn of(names: &[String], words: &[Vec<NumberWord>]) -> Self {
        let mut rows = Self::default();
        for (name, words) in names.iter().zip(words) {
            for word in words {
                let beginning = name[..word.range.start].to_lowercase();
                // The ending of a file is no words.
                let rest = &name[word.range.end..];
                if !rest.is_empty() && (!rest.starts_with('.') || rest.contains([' ', '-', '_'])) {
                    rows.followed.insert(beginning.clone());
                }
                rows.values.entry(beginning).or_default()[usize::from(word.is_roman)].insert(word.value);
            }
        }
        for name in names {
            for word in self::words(name) {
                if name[word.clone()].chars().nth(1).is_none() && roman(&name[word.clone()]).is_none() {
                    rows.lettered.insert(name[..word.start].to_lowercase());
                }
            }
        }
        rows
    }

    /// Whether a word in a name counts as a number.
    fn count(&self, name: &str, word: &NumberWord) -> bool {
        let beginning = name[..word.range.start].to_lowercase();
        let Some([spelt, romans]) = self.values.get(&beginning) else { return false };
        let values = if word.is_roman { romans } else { spelt };
        // Nearly all numbers from the first to the last are there.
        let is_dense =
            values.len() >= 2 && values.last().zip(values.first()).is_some_and(|(last, first)| last - first < 2 * values.len() as u64);
        let is_clear = !self.lettered.contains(&beginning);
        match word.is_roman {
            // One letter may be a letter: `book-c`.
            true => is_clear && (is_dense || word.beside && (word.range.len() > 1 || values.len() >= 2)),
            false => word.beside || is_dense && (values.len() >= 3 || !self.followed.contains(&beginning)),
        }
    }
}

/// The value of a digit of any script that counts by tens.
fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 12] = ['0', '０', '٠', '۰', '०', '০', '੦', '૦', '๐', '໐', '༠', '၀'];
    ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10))
}

/// The value of a sign that is a number by itself: `Ⅳ`, `ⅳ`, `④`.
fn sign(c: char) -> Option<u64> {
    [('Ⅰ', 12), ('ⅰ', 12), ('①', 20), ('⑴', 20), ('⒈', 20)]
        .iter()
        .find_map(|(first, count)| (c as u64).checked_sub(*first as u64).filter(|at| at < count).map(|at| at + 1))
}

/// The first, middle and last of two or three volumes in Chinese and Japanese: 上, 中, 下, 前, 後. They count where a volume is meant: not within
/// a word of others, as in 海上.
fn volume(name: &str, at: usize, c: char) -> Option<u64> {
    let value = match c {
        '上' | '前' => 1,
        '中' => 2,
        '下' | '后' | '後' => 3,
        _ => return None,
    };
    let before = name[..at].chars().next_back();
    let after = name[at + c.len_utf8()..].chars().next();
    let division = |c: char| "篇编編卷巻部册冊集回章话話節节".contains(c);
    let parts = before.is_none_or(|c| !c.is_alphabetic() || division(c) || is_han_numeral(c));
    (parts && after.is_none_or(|c| !c.is_alphabetic() || division(c))).then_some(value)
}

/// The pieces of a name, of which these words are numbers.
fn pieces(name: &str, counted: &[&NumberWord]) -> Vec<(char, usize, String)> {
    let number = |digits: &str| {
        let digits = digits.trim_start_matches('0');
        ('0', digits.len() + 1, digits.to_owned())
    };
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(c) = name[at..].chars().next() {
        let run = |is: &dyn Fn(char) -> bool| name[at..].find(|c| !is(c)).map_or(name.len(), |end| at + end);
        let word = counted.iter().find(|word| word.range.start == at);
        let (piece, end) = if let Some(word) = word {
            (number(&word.value.to_string()), word.range.end)
        } else if digit(c).is_some() {
            let end = run(&|c| digit(c).is_some());
            let digits: String = name[at..end].chars().filter_map(|c| char::from_digit(digit(c)?, 10)).collect();
            (number(&digits), end)
        } else if let Some((value, end)) =
            is_han_numeral(c).then(|| run(&is_han_numeral)).and_then(|end| Some((in_han(&name[at..end])?, end)))
        {
            (number(&value.to_string()), end)
        } else if let Some(value) = sign(c).or_else(|| volume(name, at, c)) {
            (number(&value.to_string()), at + c.len_utf8())
        } else {
            ((c, 0, String::new()), at + c.len_utf8())
        };
        pieces.push(piece);
        at = end;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names in the order they are put in.
    fn order(names: &[&'static str]) -> Vec<&'static str> {
        let mut names = names.to_vec();
        sort_by_name(&mut names, |name| name);
        names
    }

    /// Holds that names that are mixed up come out in the order given.
    fn holds(names: &[&'static str]) {
        let mut mixed: Vec<&'static str> = names.to_vec();
        mixed.sort_unstable();
        assert_eq!(order(&mixed), names);
        mixed.reverse();
        assert_eq!(order(&mixed), names);
    }

    #[test]
    fn names_sort_as_people_expect() {
        holds(&["02-a.md", "2.md", "10.md", "a2b.md", "a10.md", "b.md"]);
        holds(&["-a", "1", "1-b", "01-c", "a", "a-b"]);
    }

    #[test]
    fn numbers_in_chinese_characters_count_as_numbers() {
        holds(&["第一章", "第二章", "第三章", "第四章", "第九章", "第十章", "第十一章", "第二十章", "第一百零三章"]);
        holds(&["卷一", "卷二", "卷十"]);
        holds(&["第01回", "第二回", "第３回", "第12回"]);
        holds(&["上卷", "中卷", "下卷"]);
        holds(&["第一章（上）", "第一章（下）", "第二章"]);
        holds(&["上", "中", "下"]);
        holds(&["前編", "後編"]);
        // Within a word they are letters.
        assert_eq!(order(&["海上", "海中"]), ["海上", "海中"]);
    }

    #[test]
    fn number_words_count_beside_a_word_for_a_chapter() {
        holds(&[
            "Chapter One",
            "Chapter Two",
            "Chapter Three",
            "Chapter Four",
            "Chapter Five",
            "Chapter Twelve",
            "Chapter Twenty",
            "Chapter Twenty-One",
        ]);
        holds(&["chapter-one-the-sea", "chapter-two-a-storm", "chapter-ten-home"]);
        holds(&["ChapterOne", "ChapterTwo", "ChapterThree"]);
        holds(&["chapterone", "chaptertwo", "chapterten"]);
        holds(&["Kapitel Eins", "Kapitel Zwei", "Kapitel Drei", "Kapitel Einundzwanzig"]);
        holds(&["Erstes Kapitel", "Zweites Kapitel", "Drittes Kapitel"]);
        holds(&["chapitre-premier", "chapitre-deuxième", "chapitre-dix"]);
        holds(&["Глава первая", "Глава вторая", "Глава третья", "Глава десятая"]);
        holds(&["Part One", "Part Two", "Part Three"]);
    }

    #[test]
    fn number_words_count_in_a_row_and_not_alone() {
        holds(&["one", "two", "three"]);
        holds(&["one", "two"]);
        holds(&["day-one-morning", "day-two-noon", "day-three-night"]);
        holds(&["apple", "one-day", "zebra"]);
        holds(&["second-hand", "ten-years"]);
        holds(&["three-men", "two-boats"]);
        holds(&["one.md", "two.md"]);
    }

    #[test]
    fn roman_numerals_count_in_a_row_and_not_alone() {
        holds(&["chapter-I", "chapter-II", "chapter-III", "chapter-IV", "chapter-V", "chapter-VI", "chapter-IX", "chapter-X"]);
        holds(&["I", "II", "III", "IV", "V", "IX"]);
        holds(&["Book ii", "Book iv", "Book xi"]);
        holds(&["C", "D", "I", "L", "M", "V", "X"]);
        holds(&["part-a", "part-b", "part-c", "part-d", "part-i", "part-v"]);
        holds(&["a mix", "a vi", "a zebra"]);
    }

    #[test]
    fn names_of_macs_and_others_are_ordered_alike() {
        let apart: Vec<String> = ["chapitre-deuxième", "chapitre-dix"].iter().map(|name| name.nfd().collect()).collect();
        let keys = keys(&apart.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(keys[0] < keys[1] && keys[0].is_numbered());
    }
}
