//! People: what they did as MARC relator codes, and how their names are sorted.

/// Words for what a person did and their codes (<https://id.loc.gov/vocabulary/relators>).
const ROLES: &[(&str, &str)] = &[
    ("author", "aut"),
    ("editor", "edt"),
    ("translator", "trl"),
    ("illustrator", "ill"),
    ("commentator", "cwt"),
    ("annotator", "ann"),
    ("introduction", "aui"),
    ("foreword", "aui"),
    ("preface", "aui"),
    ("afterword", "aft"),
    ("compiler", "com"),
    ("contributor", "ctb"),
    ("adapter", "adp"),
    ("photographer", "pht"),
    ("artist", "art"),
    ("cover", "cov"),
    ("cover designer", "cov"),
    ("designer", "bkd"),
    ("typographer", "tyg"),
    ("proofreader", "pfr"),
    ("narrator", "nrt"),
    ("interviewer", "ivr"),
    ("interviewee", "ive"),
    ("collaborator", "clb"),
    ("publisher", "pbl"),
];

/// The MARC relator code of a role given as a word (`editor`) or as a code (`edt`); none if it is not known.
#[must_use]
pub(crate) fn role_code(role: &str) -> Option<&'static str> {
    let role = role.trim().to_lowercase();
    ROLES.iter().find(|(word, code)| *word == role || *code == role).map(|(_, code)| *code)
}

/// The words that [`role_code`] knows, for suggestions.
pub(crate) fn role_words() -> impl Iterator<Item = &'static str> {
    ROLES.iter().map(|(word, _)| *word)
}

/// The name as a library sorts it: `Melville, Herman`. Single names, names with a comma, names in Chinese, Japanese or
/// Korean script and names of bodies (`The …`) stay as they are.
pub(super) fn sort_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let east = name.chars().any(|c| matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{3FFFF}'));
    if words.len() < 2 || name.contains(',') || east || words[0] == "The" {
        return name.to_owned();
    }
    let suffixes = words.iter().rev().take_while(|word| matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV")).count();
    let (words, suffix) = words.split_at(words.len() - suffixes);
    // A particle that is written with a capital, or French du/des, belongs to the family name; other small ones follow the given name.
    let mut family = words.len().saturating_sub(1);
    while family > 1
        && matches!(
            words[family - 1],
            "du" | "des" | "Du" | "Des" | "De" | "Della" | "Di" | "La" | "Le" | "Van" | "Von" | "Mac" | "St." | "Saint"
        )
    {
        family -= 1;
    }
    if family == 0 {
        return name.to_owned();
    }
    let (given, family) = words.split_at(family);
    [&[&family.join(" "), &given.join(" ") as &str] as &[&str], suffix].concat().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_as_a_library_does() {
        for (name, sorted) in [
            ("Herman Melville", "Melville, Herman"),
            ("Ludwig van Beethoven", "Beethoven, Ludwig van"),
            ("Simone de Beauvoir", "Beauvoir, Simone de"),
            ("Jean de La Fontaine", "La Fontaine, Jean de"),
            ("Daphne du Maurier", "du Maurier, Daphne"),
            ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
            ("Homer", "Homer"),
            ("Melville, Herman", "Melville, Herman"),
            ("鲁 迅", "鲁 迅"),
            ("The Open Source Initiative", "The Open Source Initiative"),
            ("King Jr.", "King Jr."),
            ("", ""),
        ] {
            assert_eq!(sort_name(name), sorted);
        }
    }

    #[test]
    fn roles_are_words_or_codes() {
        assert_eq!(role_code("Editor"), Some("edt"));
        assert_eq!(role_code("edt"), Some("edt"));
        assert_eq!(role_code("commentator"), Some("cwt"));
        assert_eq!(role_code("edtor"), None);
    }
}
