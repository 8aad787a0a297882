//! How headings number chapters: the word for a chapter in each language, and the numerals beside it.

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
    let word = |word: &str| WORDS.contains(&word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase().as_str());
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
    use super::numbers_chapter;

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
}
