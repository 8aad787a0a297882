//! What the list of the works that a text cites is called in each language.

/// The titles, in small letters.
const TITLES: [&str; 74] = [
    "references",
    "bibliography",
    "select bibliography",
    "selected bibliography",
    "list of references",
    "reference list",
    "works cited",
    "literature cited", // English
    "literatur",
    "literaturverzeichnis",
    "literaturhinweise",
    "quellen und literatur",
    "quellenverzeichnis", // German
    "bibliographie",      // German, French
    "bibliografie",       // German, Dutch, Czech, Romanian
    "références",
    "références bibliographiques",
    "ouvrages cités", // French
    "bibliografía",
    "referencias",
    "referencias bibliográficas",
    "obras citadas", // Spanish
    "bibliografia",  // Italian, Portuguese, Catalan, Polish
    "riferimenti bibliografici",
    "opere citate", // Italian
    "referências",
    "referências bibliográficas",
    "referències", // Portuguese, Catalan
    "literatuur",
    "literatuurlijst", // Dutch
    "litteratur",
    "litteraturförteckning",
    "källförteckning",
    "referenser",
    "bibliografi", // Swedish
    "litteraturliste",
    "referencer",
    "referanser", // Danish, Norwegian
    "kirjallisuus",
    "kirjallisuusluettelo",
    "lähdeluettelo",
    "lähteet",
    "kirjandus", // Finnish, Estonian
    "literatura",
    "seznam literatury",
    "literatúra",
    "zoznam literatúry",
    "bibliografija", // Polish, Czech, Slovak, Croatian, Slovene, Serbian
    "literatūra",    // Latvian, Lithuanian
    "irodalom",
    "irodalomjegyzék",
    "bibliográfia", // Hungarian
    "kaynakça",
    "kaynaklar", // Turkish
    "литература",
    "список литературы",
    "библиография", // Russian, Bulgarian
    "література",
    "список літератури",
    "бібліографія", // Ukrainian
    "βιβλιογραφία", // Greek
    "tài liệu tham khảo",
    "daftar pustaka", // Vietnamese, Indonesian
    "参考文献",
    "參考文獻",
    "参考书目",
    "文献",
    "참고문헌",
    "참고 문헌", // Chinese, Japanese, Korean
    "المراجع",
    "المصادر والمراجع",
    "منابع",
    "کتابنامه",
    "ביבליוגרפיה", // Arabic, Persian, Hebrew
];

/// Whether a heading is that of a bibliography, be there a number before it or not.
#[must_use]
pub(crate) fn names_bibliography(heading: &str) -> bool {
    let bare = heading.trim().trim_start_matches(|c: char| c.is_numeric() || matches!(c, '.' | ')' | ' ' | '\u{A0}' | '\u{2002}'));
    TITLES.contains(&bare.trim_end_matches([':', '.', ' ']).to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::names_bibliography;

    #[test]
    fn bibliographies_are_known_by_their_titles() {
        for title in ["References", "7. Literaturverzeichnis", "Références bibliographiques", "СПИСОК ЛИТЕРАТУРЫ", "参考文献"]
        {
            assert!(names_bibliography(title), "{title}");
        }
        for title in ["References and Borrowing", "Literature", "Sources", "12"] {
            assert!(!names_bibliography(title), "{title}");
        }
    }
}
