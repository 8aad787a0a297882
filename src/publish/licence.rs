//! Licences that the words of a copyright page name, as machines name them.

/// A licence of Creative Commons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Licence {
    /// The identifier in SPDX's list, such as `CC-BY-4.0`.
    pub(super) spdx: String,
    /// The address of the licence.
    pub(super) address: String,
}

/// The licence of Creative Commons, version 4.0, or its waiver, that words name in full or in short; none if they name none, or several.
pub(super) fn licence(words: &str) -> Option<Licence> {
    let plain: String = words.to_lowercase().chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().map(|word| word.trim_end_matches('.')).collect();
    let has = |word: &str| words.contains(&word);
    let commons = has("cc") || has("creative") && has("commons");
    if has("cc0") || commons && has("zero") {
        return Some(Licence { spdx: "CC0-1.0".to_owned(), address: "https://creativecommons.org/publicdomain/zero/1.0/".to_owned() });
    }
    let attribution = has("by") && has("cc") || has("attribution");
    if !commons || !attribution || !has("4.0") || has("not") {
        return None;
    }
    let mut parts = vec!["by"];
    parts.extend((has("nc") || has("noncommercial") || has("non") && has("commercial")).then_some("nc"));
    parts.extend((has("sa") || has("sharealike") || has("share") && has("alike")).then_some("sa"));
    parts.extend((has("nd") || has("noderivatives") || has("noderivs")).then_some("nd"));
    let code = parts.join("-");
    if !["by", "by-nc", "by-sa", "by-nd", "by-nc-sa", "by-nc-nd"].contains(&code.as_str()) {
        return None;
    }
    Some(Licence { spdx: format!("CC-{}-4.0", code.to_uppercase()), address: format!("https://creativecommons.org/licenses/{code}/4.0/") })
}

#[cfg(test)]
mod tests {
    use super::licence;

    #[test]
    fn licences_are_known_by_their_names() {
        for (words, spdx) in [
            ("© 2026 The Authors. Text under the Creative Commons Attribution 4.0 licence.", Some("CC-BY-4.0")),
            ("CC BY-SA 4.0", Some("CC-BY-SA-4.0")),
            ("Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International", Some("CC-BY-NC-SA-4.0")),
            ("CC0", Some("CC0-1.0")),
            ("CC BY 3.0", None),
            ("CC BY-SA-ND 4.0", None),
            ("© 2026 by Ann Example. All rights reserved.", None),
            ("MIT or Apache 2.0 licence, as you like.", None),
        ] {
            assert_eq!(licence(words).map(|licence| licence.spdx).as_deref(), spdx, "{words}");
        }
    }
}
