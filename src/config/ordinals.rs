//! Numbers in the names of files that are not written in figures: `第十一章`, `卷上`, `Chapter Twelve`, `part-IX`. Files are put in order
//! by what these count.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Characters that stand before or behind a numeral of Han and say that it counts.
const COUNTED: &str = "第卷巻其之部章回节節篇话話集册冊幕夜编編";

/// Number words from one on, in the languages in which chapters are most often called so.
const WORDS: [&[&str]; 9] = [
    &[
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ],
    &[
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ],
    &[
        "eins",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
        "dreizehn",
        "vierzehn",
        "fünfzehn",
    ],
    &["erstes", "zweites", "drittes", "viertes", "fünftes", "sechstes", "siebtes", "achtes", "neuntes", "zehntes", "elftes", "zwölftes"],
    &["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze"],
    &["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince"],
    &["uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici", "tredici", "quattordici"],
    &["um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze", "treze", "catorze", "quinze"],
    &["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien"],
];

/// Names as they are compared: with figures in the place of numerals. Number words and Roman numerals are counted only where they are
/// all that differs: several names that are the same before them.
pub(super) fn keys(names: &[&str]) -> Vec<String> {
    let mut keys: Vec<String> = names.iter().map(|name| in_figures(name).into_owned()).collect();
    // The names that have the same words before a word, with the place of that.
    let mut groups: BTreeMap<String, Vec<(usize, Range<usize>)>> = BTreeMap::new();
    for (index, key) in keys.iter().enumerate() {
        let mut before = String::new();
        for word in words(key).into_iter().take(4) {
            groups.entry(before.clone()).or_default().push((index, word.clone()));
            before.push_str(&key[word].to_lowercase());
            before.push(' ');
        }
    }
    let mut edits: BTreeMap<usize, (Range<usize>, usize)> = BTreeMap::new();
    for group in groups.values().filter(|group| group.len() > 1) {
        let counts = WORDS.iter().map(|words| numbers(group, &keys, |word| words.iter().position(|known| *known == word).map(|at| at + 1)));
        let counted = counts.max_by_key(Vec::len).unwrap_or_default();
        let roman = numbers(group, &keys, roman);
        let is_roman = roman.len()
            == group.iter().filter(|(index, word)| !keys[*index][word.clone()].starts_with(|c: char| c.is_ascii_digit())).count();
        let chosen = if counted.len() > 1 {
            counted
        } else if is_roman && roman.len() > 1 && roman.iter().any(|(_, _, number)| *number == 1) {
            roman
        } else {
            continue;
        };
        for (index, word, number) in chosen {
            edits.entry(index).or_insert((word, number));
        }
    }
    for (index, (word, number)) in edits {
        keys[index].replace_range(word, &number.to_string());
    }
    keys
}

/// The words of a group that are numbers, if no two are the same.
fn numbers(group: &[(usize, Range<usize>)], keys: &[String], number: impl Fn(&str) -> Option<usize>) -> Vec<(usize, Range<usize>, usize)> {
    let of = |(index, word): &(usize, Range<usize>)| Some((*index, word.clone(), number(&keys[*index][word.clone()].to_lowercase())?));
    let all: Vec<_> = group.iter().filter_map(of).collect();
    let different: BTreeSet<usize> = all.iter().map(|(_, _, number)| *number).collect();
    if different.len() == all.len() { all } else { Vec::new() }
}

/// Where the words of a name stand.
fn words(name: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in name.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match words.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = at + c.len_utf8(),
            None => words.push(at..at + c.len_utf8()),
        }
    }
    words
}

/// What a Roman numeral in small letters counts, if it is written as it should be.
fn roman(word: &str) -> Option<usize> {
    const SIGNS: [(&str, usize); 9] = [("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)];
    let (mut rest, mut number) = (word, 0);
    for (sign, value) in SIGNS {
        while let Some(behind) = rest.strip_prefix(sign) {
            (rest, number) = (behind, number + value);
        }
    }
    // `iiii` and `vv` are none.
    let right = || {
        let (mut left, mut written) = (number, String::new());
        for (sign, value) in SIGNS {
            while left >= value {
                written.push_str(sign);
                left -= value;
            }
        }
        written
    };
    (rest.is_empty() && (1..400).contains(&number) && right() == word).then_some(number)
}

/// A name with figures in the place of numerals of Han that count.
pub(super) fn in_figures(name: &str) -> Cow<'_, str> {
    if name.is_ascii() || !name.contains(is_numeral) {
        return Cow::Borrowed(name);
    }
    let mut out = String::new();
    let mut rest = name;
    while let Some(at) = rest.find(is_numeral) {
        let end = rest[at..].find(|c| !is_numeral(c)).map_or(rest.len(), |length| at + length);
        let before = rest[..at].chars().next_back().or_else(|| out.chars().next_back());
        let after = rest[end..].chars().next();
        let counts = |c: Option<char>| c.is_some_and(|c| COUNTED.contains(c));
        let alone = before.is_none_or(|c| !c.is_alphanumeric()) && after.is_none_or(|c| !c.is_alphanumeric());
        out.push_str(&rest[..at]);
        match value(&rest[at..end]).filter(|_| counts(before) || counts(after) || alone) {
            Some(value) => out.push_str(&value.to_string()),
            None => out.push_str(&rest[at..end]),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || unit(c).is_some() || matches!(c, '上' | '中' | '下')
}

fn digit(c: char) -> Option<usize> {
    "零一二三四五六七八九".chars().position(|known| known == c).or(match c {
        '〇' => Some(0),
        '两' | '兩' => Some(2),
        '０'..='９' => Some(c as usize - '０' as usize),
        _ => None,
    })
}

fn unit(c: char) -> Option<usize> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// What a numeral of Han counts: with units, `二十三`, or digit by digit, `二三`; the volumes `上`, `中`, `下` are counted too.
fn value(numeral: &str) -> Option<usize> {
    if let Some(at) = ["上", "中", "下"].iter().position(|volume| *volume == numeral) {
        return Some(at + 1);
    }
    let (mut sum, mut last) = (0_usize, None::<usize>);
    for c in numeral.chars() {
        match (digit(c), unit(c)) {
            (Some(digit), _) => last = Some(last.unwrap_or(0).checked_mul(10)?.checked_add(digit)?),
            (None, Some(unit)) => sum = sum.checked_add(last.take().unwrap_or(1).checked_mul(unit)?)?,
            (None, None) => return None,
        }
    }
    sum.checked_add(last.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{in_figures, keys, roman};

    #[test]
    fn numerals_of_han_count_where_they_number() {
        for (name, figures) in [
            ("第一章", "第1章"),
            ("第二十三回", "第23回"),
            ("第一百零五章", "第105章"),
            ("第〇二章", "第2章"),
            ("卷三", "卷3"),
            ("其二", "其2"),
            ("卷上", "卷1"),
            ("下篇", "3篇"),
            ("十", "10"),
            ("第０３話", "第3話"),
            ("三国演义", "三国演义"),
            ("上海", "上海"),
            ("一-开始", "1-开始"),
        ] {
            assert_eq!(in_figures(name), figures);
        }
    }

    #[test]
    fn number_words_and_roman_numerals_count_where_several_names_differ_by_them() {
        assert_eq!(keys(&["Chapter Five", "Chapter One - The Sea", "chapter two"]), ["Chapter 5", "Chapter 1 - The Sea", "chapter 2"]);
        assert_eq!(keys(&["part-I", "part-IX", "part-V", "preface"]), ["part-1", "part-9", "part-5", "preface"]);
        assert_eq!(keys(&["Kapitel Zwei", "Kapitel Eins"]), ["Kapitel 2", "Kapitel 1"]);
        for plain in [&["appendix-a", "appendix-c", "appendix-d"][..], &["one"], &["c", "d", "x"], &["part-i", "part-intro"]] {
            assert_eq!(keys(plain), plain);
        }
        assert_eq!(["i", "iv", "xlii", "iiii", "vx", ""].map(roman), [Some(1), Some(4), Some(42), None, None, None]);
    }
}
