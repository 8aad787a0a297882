//! The author whom a text names below its title, `by Ann Example`, where no setting does.
//!
//! Cost: the first 64 KiB of each file of the text, once, and only if no author is given.

/// What stands before a name, in small letters.
const BY: [&str; 20] = [
    "by",
    "written by",
    "a novel by",
    "a story by",
    "poems by",
    "essays by",
    "author:",
    "von",
    "autor:",
    "autorin:",
    "par",
    "auteur :",
    "auteur:",
    "por",
    "door",
    "av",
    "af",
    "автор:",
    "di",
    "作者：",
];

/// Lines below a title that may name the author.
const MOST_LINES: usize = 4;
/// A text without its front matter.
pub(super) struct TitledBody<'t> {
    pub(super) body: &'t str,
    /// Whether front matter has its title.
    pub(super) titled: bool,
}

/// The only name that lines below titles of the texts of a book give, if the first of all gives it: several are those of chapters.
pub(super) fn only<'t>(mut texts: impl Iterator<Item = TitledBody<'t>>) -> Option<String> {
    let all = names(&texts.next()?);
    let name = all.first().filter(|(_, at_head)| *at_head)?.0.to_lowercase();
    let others = all.iter().map(|(other, _)| other.to_lowercase()).all(|other| other == name)
        && texts.flat_map(|text| names(&text)).all(|(other, _)| other.to_lowercase() == name);
    others.then(|| all[0].0.clone())
}

/// The names below the titles of a text, and whether each stands below the first.
fn names(text: &TitledBody) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    // Where front matter has the title, the text begins below it.
    let (mut left, mut titles) = if text.titled { (MOST_LINES, 1) } else { (0, 0) };
    for line in text.body.lines() {
        let bare = bare(line);
        if bare.is_empty() {
            continue;
        }
        if let Some(name) = by(&bare).filter(|_| left > 0) {
            found.push((name.to_owned(), titles == 1));
            left = 0;
        } else if line.starts_with("# ") || line.starts_with("<h1") || titles == 0 && line.starts_with("## ") {
            (left, titles) = (MOST_LINES, titles + 1);
        } else {
            left = left.saturating_sub(if bare.chars().count() > 100 { MOST_LINES } else { 1 });
        }
    }
    found
}

/// A line without marks of emphasis, headings and tags.
fn bare(line: &str) -> String {
    let (mut words, mut in_tag) = (String::new(), false);
    for c in line.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            '*' | '_' | '#' | '\\' => {}
            _ if !in_tag => words.push(c),
            _ => {}
        }
    }
    words.trim().trim_matches(['—', '–', '-', '~', ' ']).to_owned()
}

/// The name behind a word for authors.
fn by(line: &str) -> Option<&str> {
    // In two languages: `Автор / Author: …`.
    let is_label = |word: &str| BY.contains(&&*format!("{}:", word.trim().to_lowercase()));
    let labelled = line.split_once(':').filter(|(label, _)| label.contains('/') && label.split('/').any(is_label));
    if let Some((_, rest)) = labelled {
        return rest.split('/').map(str::trim).find(|name| is_name(name));
    }
    let name = BY.iter().find_map(|word| {
        let head = line.get(..word.len()).filter(|head| head.to_lowercase() == **word)?;
        let rest = &line[head.len()..];
        (rest.starts_with(' ') || word.ends_with([':', '：'])).then(|| rest.trim())
    })?;
    is_name(name).then_some(name)
}

/// Whether words are the name of a person, or of several: each with a capital, but for those between.
fn is_name(words: &str) -> bool {
    const BETWEEN: [&str; 14] = ["and", "und", "et", "y", "e", "и", "de", "von", "van", "der", "la", "da", "du", "&"];
    const ARTICLES: [&str; 10] = ["A", "An", "The", "Der", "Die", "Das", "Le", "La", "El", "Il"];
    let one = |word: &str| {
        let letters = word.trim_end_matches([',', '.']);
        letters.starts_with(char::is_uppercase) && letters.chars().all(|c| c.is_alphabetic() || "-’'.".contains(c))
    };
    let all: Vec<&str> = words.split_whitespace().collect();
    let han = (2..=10).contains(&words.chars().count())
        && words.chars().all(|c| matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | ' '));
    let latin = (2..=8).contains(&all.len())
        && all.iter().all(|word| BETWEEN.contains(word) || one(word))
        && all.first().zip(all.last()).is_some_and(|(first, last)| one(first) && one(last) && !ARTICLES.contains(first));
    latin || han
}

#[cfg(test)]
mod tests {
    use super::{TitledBody, names};

    #[test]
    fn an_author_is_named_below_a_title() {
        let titled = |text: &'static str| text.strip_prefix("---\n").map_or(text, |rest| rest);
        let said = |text: &'static str| {
            names(&TitledBody { body: titled(text), titled: text.starts_with("---") })
                .into_iter()
                .map(|(name, first)| format!("{name} {first}"))
                .collect::<Vec<_>>()
        };
        for text in [
            "# The Harbour\n\nby Ann Example\n\nText.\n",
            "# The Harbour\n\n## A Story\n\n***By Ann Example***\n",
            "---\n<center>By Ann Example</center>\n",
            "<h1>The Harbour</h1>\n\n### by Ann Example\n",
        ] {
            assert_eq!(said(text), ["Ann Example true"], "{text}");
        }
        assert_eq!(said("# One\n\nBy Ann Example\n\n# Two\n\nBy Ben Otherone\n"), ["Ann Example true", "Ben Otherone false"]);
        assert_eq!(said("# Der Hafen\n\nVON ANNA BEISPIEL\n"), ["ANNA BEISPIEL true"]);
        for text in [
            "# The Harbour\n\nBy the sea there was a house.\n",
            "# The Harbour\n\nBy Monday\n",
            "# The Harbour\n\nBy The Sea\n",
            "by Ann Example\n",
            "# The Harbour\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nby Ann Example\n",
        ] {
            assert!(said(text).is_empty(), "{text}");
        }
    }
}
