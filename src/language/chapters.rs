//! How headings number chapters: the word for a chapter in each language, and the numerals beside it.

use super::numerals::{in_han, is_han_numeral, number_word, roman};
use std::ops::Range;

/// What a chapter is called, in small letters.
const WORDS: [&str; 46] = [
    "chapter",
    "book",
    "letter",
    "canto",
    "act",
    "stave", // English
    "kapitel",
    "brief", // German, Danish, Swedish
    "chapitre",
    "livre",
    "lettre", // French
    "capítulo",
    "capitulo",
    "libro",
    "carta",
    "capítol", // Spanish, Portuguese, Catalan
    "capitolo",
    "lettera", // Italian
    "hoofdstuk",
    "boek", // Dutch
    "kapittel",
    "luku",
    "peatükk", // Norwegian, Finnish, Estonian
    "rozdział",
    "rozdzial",
    "kapitola",
    "poglavlje",
    "poglavje", // Polish, Czech, Slovak, Croatian, Slovene
    "fejezet",
    "capitolul",
    "capitol",
    "bölüm",
    "kisim", // Hungarian, Romanian, Turkish
    "глава",
    "розділ",
    "поглавље",
    "книга",
    "письмо", // Russian, Bulgarian, Ukrainian, Serbian
    "κεφάλαιο",
    "chương", // Greek, Vietnamese
    "फ़सल",
    "अध्याय",
    "الفصل",
    "فصل",
    "פרק",
    "باب", // Hindi, Arabic, Persian, Hebrew
];

/// What is larger than a chapter, in small letters.
const PARTS: [&str; 24] = [
    "part",
    "teil",
    "partie",
    "parte",
    "часть",
    "частина",
    "del",
    "deel",
    "część",
    "část",
    "rész",
    "osa",
    "volume",
    "volumen",
    "band",
    "bind",
    "tome",
    "tom",
    "том",
    "buch",
    "livre",
    "book",
    "книга",
    "dio",
];

/// Whether a word is one for a chapter, which then stands beside its number.
#[must_use]
pub(crate) fn names_chapter(word: &str) -> bool {
    WORDS.contains(&word.to_lowercase().as_str())
}

/// Whether a word is one for a part of a book that holds chapters.
#[must_use]
pub(crate) fn names_part(word: &str) -> bool {
    PARTS.contains(&word.to_lowercase().as_str())
}

/// Whether a heading numbers a chapter: by the word for one with a numeral or a number word (`Chapter One`, `Kapitel 3`, `1. fejezet`,
/// `第三章`), or by a numeral alone or before its words (`IV`, `4. The Sea`).
#[must_use]
pub(crate) fn numbers_chapter(heading: &str) -> bool {
    let heading = heading.trim();
    if numbers_in_han(heading) {
        return true;
    }
    let mut words = heading.split_whitespace();
    let Some(first) = words.next() else { return false };
    let second = words.next();
    let word = |word: &str| names_chapter(word.trim_matches(|c: char| !c.is_alphabetic()));
    if word(first) {
        return second.is_some();
    }
    let ends = first.ends_with(['.', ')', ':', '—', '–']);
    let bare = first.trim_end_matches(['.', ')', ':', '—', '–']);
    let digits = !bare.is_empty() && bare.chars().count() <= 3 && bare.chars().all(char::is_numeric);
    let stands_alone = second.is_none() || ends || second.is_some_and(|second| matches!(second, "—" | "–" | "-" | "|" | "·"));
    let follows = second.is_some_and(word);
    (digits || is_roman(bare)) && (stands_alone || follows)
}

/// The number that a heading gives its chapter beside a word for one: 7 of `Chapter 7`, `Глава седьмая`, `7. fejezet` or `第七章`.
#[must_use]
pub(crate) fn chapter_number(heading: &str) -> Option<u64> {
    let heading = heading.trim();
    if let Some(rest) = heading.strip_prefix('第').or_else(|| heading.strip_prefix('제')).filter(|_| numbers_in_han(heading)) {
        let end = rest.find(|c: char| !(c.is_numeric() || is_han_numeral(c) || c == ' ')).unwrap_or(rest.len());
        return number(rest[..end].trim());
    }
    let bare = |word: &'_ str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut words = heading.split_whitespace().map(bare);
    let (first, second) = (words.next()?, words.next()?);
    let stated = if names_chapter(&first) { second } else { first.clone() };
    (names_chapter(&first) || names_chapter(&heading.split_whitespace().nth(1).map(bare)?)).then(|| number(&stated)).flatten()
}

/// The value of a number in digits, in Chinese characters, in words or in Roman numerals.
fn number(text: &str) -> Option<u64> {
    text.parse().ok().or_else(|| in_han(text)).or_else(|| roman(text)).or_else(|| number_word(text))
}

/// The beginning of a heading that numbers its chapter: `Chapter 4` of `Chapter 4: The Whale`, `IV` of `IV. The Whale`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChapterLabel {
    /// The words of the label.
    pub(crate) words: Range<usize>,
    /// The numeral among them.
    pub(crate) numeral: Range<usize>,
    /// The value of the numeral.
    pub(crate) number: u64,
    /// What stands beside the numeral.
    pub(crate) kind: LabelKind,
    /// Where the title begins, behind what parts it from the label; the length of a heading that has none.
    pub(crate) title: usize,
}

/// What stands beside the numeral of a chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelKind {
    /// Nothing: the numeral stands alone, so that only its place in a series says that it numbers anything.
    Bare,
    /// A word for a chapter before it (`Kapitel 4`).
    WordBefore,
    /// A word for a chapter behind it (`4. fejezet`, `Viertes Kapitel`).
    WordBehind,
    /// The characters round a number in Chinese, Japanese and Korean (`第四章`).
    Han,
}

/// The label that a heading begins with, if a mark or a line parts it from the title, or if there is no title.
#[must_use]
pub(crate) fn chapter_label(heading: &str) -> Option<ChapterLabel> {
    let start = heading.len() - heading.trim_start().len();
    if numbers_in_han(&heading[start..]) {
        return han_label(heading, start);
    }
    let first = token(heading, start)?;
    if names_chapter(&heading[first.clone()]) {
        let Numeral { range: numeral, number } = numeral(heading, first.end)?;
        let written = &heading[numeral.clone()];
        // Figures behind such a word need no mark behind themselves; `I` in `Letter I Wrote` is none.
        let plain = is_figures(written) || is_roman(written) && written.len() > 1;
        let next = heading.len() - heading[numeral.end..].trim_start().len();
        let title = behind(heading, numeral.end).or_else(|| (plain && next > numeral.end).then_some(next))?;
        return Some(ChapterLabel { words: first.start..numeral.end, numeral, number, kind: LabelKind::WordBefore, title });
    }
    let Numeral { range: numeral, number } = numeral(heading, start).filter(|numeral| numeral.number < 1000)?;
    let written = &heading[numeral.clone()];
    let after = heading[numeral.end..].trim_start_matches(['.', 'º', 'ª']);
    let word = token(heading, heading.len() - after.len()).filter(|word| names_chapter(&heading[word.clone()]));
    if let Some(word) = word {
        let title = behind(heading, word.end)?;
        return Some(ChapterLabel { words: numeral.start..word.end, numeral, number, kind: LabelKind::WordBehind, title });
    }
    let is_word =
        written.starts_with(char::is_uppercase) && written.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | ' ' | '\u{A0}'));
    let stands = is_figures(written) || is_roman(written) || written.chars().all(is_han_numeral) || is_word;
    let title = behind(heading, numeral.end).filter(|_| stands)?;
    Some(ChapterLabel { words: numeral.clone(), numeral, number, kind: LabelKind::Bare, title })
}

/// The label of `第三章` and its like, which no mark need part from the title.
fn han_label(heading: &str, start: usize) -> Option<ChapterLabel> {
    let open = start + heading[start..].chars().next()?.len_utf8();
    let inside = |c: char| c.is_numeric() || is_han_numeral(c) || c == ' ';
    let close = open + heading[open..].find(|c: char| !inside(c))?;
    let end = close + heading[close..].chars().next()?.len_utf8();
    let written = heading[open..close].trim();
    let from = open + heading[open..close].find(written)?;
    let title = behind(heading, end).unwrap_or(heading.len() - heading[end..].trim_start().len());
    let numeral = from..from + written.len();
    Some(ChapterLabel { words: start..end, number: number(written)?, numeral, kind: LabelKind::Han, title })
}

/// A numeral in a heading.
struct Numeral {
    range: Range<usize>,
    number: u64,
}

/// The numeral that stands first behind a place, be it of two words, such as `Twenty-One`.
fn numeral(heading: &str, from: usize) -> Option<Numeral> {
    let whole = token(heading, from)?;
    let ten = |word: &str| number_word(word).filter(|ten| (20..100).contains(ten) && ten % 10 == 0);
    let unit = |word: &str| number_word(word).filter(|unit| *unit < 10);
    let Some(value) = number(&heading[whole.clone()]) else {
        let (before, after) = heading[whole.clone()].split_once('-')?;
        return Some(Numeral { range: whole.clone(), number: ten(before)? + unit(after)? });
    };
    let next = token(heading, whole.end).filter(|next| next.start == whole.end + 1);
    let unit = next.clone().and_then(|next| unit(&heading[next])).filter(|_| ten(&heading[whole.clone()]).is_some());
    let end = next.filter(|_| unit.is_some()).map_or(whole.end, |next| next.end);
    Some(Numeral { range: whole.start..end, number: value + unit.unwrap_or(0) })
}

/// The word that stands first behind a place, with hyphens inside it.
fn token(heading: &str, from: usize) -> Option<Range<usize>> {
    let start = heading.len() - heading.get(from..)?.trim_start().len();
    let rest = &heading[start..];
    let ends = |(at, c): (usize, char)| {
        let hyphen = c == '-' && rest[at + 1..].starts_with(char::is_alphabetic) && rest[..at].ends_with(char::is_alphabetic);
        c.is_whitespace() || PARTING.contains(&c) && !hyphen || matches!(c, 'º' | 'ª')
    };
    let end = rest.char_indices().find(|&at| ends(at)).map_or(rest.len(), |(at, _)| at);
    (end > 0).then_some(start..start + end)
}

/// Marks that part a label from the title.
const PARTING: [char; 12] = ['.', ':', ',', ')', '-', '|', '—', '–', '·', '：', '、', '・'];

/// Where the title begins behind a label that ends at a place; none if nothing parts it from the label.
fn behind(heading: &str, end: usize) -> Option<usize> {
    let rest = &heading[end..];
    let marked = rest.trim_start();
    let Some(mark) = marked.chars().next() else { return Some(heading.len()) };
    let after = &marked[mark.len_utf8()..];
    if PARTING.contains(&mark) && (!mark.is_ascii() || after.is_empty() || after.starts_with(char::is_whitespace)) {
        let title = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '–'));
        return Some(heading.len() - title.len());
    }
    rest[..rest.len() - marked.len()].contains('\n').then_some(heading.len() - marked.len())
}

/// Whether a word is a number in figures such as a chapter has.
fn is_figures(word: &str) -> bool {
    word.chars().count() <= 3 && word.chars().all(char::is_numeric)
}

/// Whether a word is a Roman numeral in capitals, such as a chapter has.
fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 8 && word.bytes().all(|byte| b"IVXLC".contains(&byte))
}

/// Whether a heading begins as `第三章`, `第 3 回` or `제3장`.
fn numbers_in_han(heading: &str) -> bool {
    let Some(rest) = heading.strip_prefix('第').or_else(|| heading.strip_prefix('제')) else { return false };
    let number = |c: &char| c.is_numeric() || "一二三四五六七八九十百千零〇两 ".contains(*c);
    let after = rest.trim_start_matches(|c: char| number(&c));
    after.len() < rest.len() && after.starts_with(['章', '回', '话', '話', '节', '節', '卷', '部', '篇', '장', '화'])
}

#[cfg(test)]
mod tests {
    use super::{LabelKind, chapter_label, chapter_number, numbers_chapter};

    #[test]
    fn a_label_ends_where_the_title_begins() {
        use LabelKind::{Bare, Han, WordBefore, WordBehind};
        for (heading, label, numeral, number, kind, title) in [
            ("Chapter 4: The Whale", "Chapter 4", "4", 4, WordBefore, "The Whale"),
            ("Chapter 4—The Whale", "Chapter 4", "4", 4, WordBefore, "The Whale"),
            ("Chapter 4 The Whale", "Chapter 4", "4", 4, WordBefore, "The Whale"),
            ("CHAPTER XII. THE WHALE", "CHAPTER XII", "XII", 12, WordBefore, "THE WHALE"),
            ("Chapter Twenty-One. Home", "Chapter Twenty-One", "Twenty-One", 21, WordBefore, "Home"),
            ("Chapter Twenty One: Home", "Chapter Twenty One", "Twenty One", 21, WordBefore, "Home"),
            ("Chapitre 4\u{A0}: La baleine", "Chapitre 4", "4", 4, WordBefore, "La baleine"),
            ("Kapitel 3 – Ankunft", "Kapitel 3", "3", 3, WordBefore, "Ankunft"),
            ("Глава вторая. Кит", "Глава вторая", "вторая", 2, WordBefore, "Кит"),
            ("Chapter 4\nThe Whale", "Chapter 4", "4", 4, WordBefore, "The Whale"),
            ("Chapter 4", "Chapter 4", "4", 4, WordBefore, ""),
            ("7. fejezet: A bálna", "7. fejezet", "7", 7, WordBehind, "A bálna"),
            ("Viertes Kapitel. Der Wal", "Viertes Kapitel", "Viertes", 4, WordBehind, "Der Wal"),
            ("IV. The Whale", "IV", "IV", 4, Bare, "The Whale"),
            ("4. The Whale", "4", "4", 4, Bare, "The Whale"),
            ("4 – The Whale", "4", "4", 4, Bare, "The Whale"),
            ("Four: The Whale", "Four", "Four", 4, Bare, "The Whale"),
            ("IV", "IV", "IV", 4, Bare, ""),
            ("三、海", "三", "三", 3, Bare, "海"),
            ("第三章 海", "第三章", "三", 3, Han, "海"),
            ("第 12 回：海", "第 12 回", "12", 12, Han, "海"),
        ] {
            let found = chapter_label(heading).unwrap_or_else(|| panic!("{heading}"));
            assert_eq!((&heading[found.words], &heading[found.numeral], &heading[found.title..]), (label, numeral, title), "{heading}");
            assert_eq!((found.number, found.kind), (number, kind), "{heading}");
        }
        for heading in [
            "The Whale",
            "3 Men in a Boat",
            "Letter I Wrote",
            "Book One Hundred",
            "Chapter 1.2 More",
            "4.5 Metres",
            "2024: A Year",
            "Chapters",
            "I am a cat",
            "one: more",
            "Chapter",
            "",
        ] {
            assert_eq!(chapter_label(heading), None, "{heading}");
        }
    }

    #[test]
    fn chapters_are_known_by_word_and_numeral() {
        for heading in [
            "CHAPTER I",
            "Chapter One",
            "Chapter 12: The Sea",
            "Kapitel 3",
            "Глава вторая",
            "1. fejezet",
            "第三章 海",
            "제3장",
            "IV",
            "IV.",
            "4",
            "4. The Sea",
            "XII — The Sea",
            "Capítulo 3",
            "फ़सल १",
        ] {
            assert!(numbers_chapter(heading), "{heading}");
        }
        for heading in ["I am a cat", "2024 in review", "Chapters", "3 men in a boat", "Civil war", "第一", "Why", "1.2.3 Release", "Book"]
        {
            assert!(!numbers_chapter(heading), "{heading}");
        }
    }
    #[test]
    fn a_heading_tells_the_number_of_its_chapter() {
        for (heading, number) in [
            ("Chapter 7: The Sea", Some(7)),
            ("CHAPTER IX", Some(9)),
            ("Chapter Twelve", Some(12)),
            ("Глава седьмая", Some(7)),
            ("7. fejezet", Some(7)),
            ("Erstes Kapitel", Some(1)),
            ("第七章 海", Some(7)),
            ("第 12 回", Some(12)),
            ("第一百零三章", Some(103)),
            ("Seven", None),
            ("The Sea", None),
            ("Chapter", None),
            ("", None),
        ] {
            assert_eq!(chapter_number(heading), number, "{heading}");
        }
    }
}
