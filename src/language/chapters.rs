//! How headings number chapters: the word for a chapter in each language, and the numerals beside it.

use super::numerals::{in_han, is_han_numeral, number_word, roman};

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
    use super::{chapter_number, numbers_chapter};

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
