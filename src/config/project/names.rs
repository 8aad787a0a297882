//! What the names of files and folders say: which are no chapters, which come first, and what title a name makes.

use crate::source::InputFormat;
use std::collections::BTreeSet;

/// Folders that hold what programs have put there, or what they need.
pub(super) const MADE: [&str; 16] = [
    "dist",
    "build",
    "target",
    "node_modules",
    "vendor",
    "public",
    "venv",
    "__pycache__",
    "_site",
    "_book",
    "_build",
    "_includes",
    "_layouts",
    "_sass",
    "_data",
    "_freeze",
];

/// Folders whose texts are no chapters beside texts that are.
const ASIDE: [&str; 20] = [
    "drafts",
    "draft",
    "working",
    "wip",
    "archive",
    "deprecated",
    "old",
    "backup",
    "backups",
    "code",
    "templates",
    "template",
    "archetypes",
    "layouts",
    "scripts",
    "tools",
    "test",
    "tests",
    "notes",
    "trash",
];

/// Folders in which a book's text lies where others beside them hold what is about it.
pub(super) const MANUSCRIPTS: [&str; 2] = ["manuscript", "manuscripts"];

/// Folders that hold the chapters of a book.
pub(super) const BOOKS: [&str; 5] = ["chapters", "chapter", "manuscript", "manuscripts", "kapitel"];

/// Folders of editions in other languages, at the top.
const EDITIONS: [&str; 5] = ["translations", "translation", "i18n", "locales", "l10n"];

/// Texts about a project, not of its book, by the beginning of their names in small letters.
const ABOUT: [&str; 5] = ["license", "licence", "contributing", "code_of_conduct", "changelog"];

/// How the names of plain texts begin that are no book.
const NO_TEXTS: [&str; 10] =
    ["license", "licence", "ofl", "version", "copying", "changelog", "requirements", "robots", "cmakelists", "humans"];

/// What opens a book and what closes it, in that order; what has no place here stands between.
const PLACES: [(&str, i8); 114] = [
    ("_index", -20),
    ("index", -19),
    ("readme", -18),
    ("half-title", -17),
    ("title-page", -16),
    ("titlepage", -16),
    ("title", -16),
    ("cover", -16),
    ("copyright", -15),
    ("dedication", -14),
    ("epigraph", -13),
    ("front-matter", -12),
    ("frontmatter", -12),
    ("foreword", -11),
    ("preface", -10),
    ("introduction", -9),
    ("intro", -9),
    ("prologue", -8),
    ("epilogue", 10),
    ("conclusion", 9),
    ("outro", 11),
    ("afterword", 12),
    ("postscript", 12),
    ("appendix", 13),
    ("appendices", 13),
    ("back-matter", 14),
    ("backmatter", 14),
    ("glossary", 15),
    ("references", 16),
    ("bibliography", 16),
    ("acknowledgements", 17),
    ("acknowledgments", 17),
    ("colophon", 18),
    ("about-the-author", 19),
    ("about-author", 19),
    ("author-bio", 19),
    ("back-cover", 20),
    ("widmung", -14),
    ("geleitwort", -11),
    ("vorwort", -10),
    ("einleitung", -9),
    ("einführung", -9),
    ("prolog", -8),
    ("schluss", 9),
    ("fazit", 9),
    ("epilog", 10),
    ("nachwort", 12),
    ("anhang", 13),
    ("glossar", 15),
    ("literaturverzeichnis", 16),
    ("danksagung", 17),
    ("préface", -10),
    ("avant-propos", -10),
    ("épilogue", 10),
    ("postface", 12),
    ("annexe", 13),
    ("annexes", 13),
    ("glossaire", 15),
    ("bibliographie", 16),
    ("remerciements", 17),
    ("prefacio", -10),
    ("prólogo", -10),
    ("introducción", -9),
    ("epílogo", 10),
    ("apéndice", 13),
    ("glosario", 15),
    ("bibliografía", 16),
    ("agradecimientos", 17),
    ("prefazione", -10),
    ("introduzione", -9),
    ("prologo", -8),
    ("epilogo", 10),
    ("appendice", 13),
    ("prefácio", -10),
    ("introdução", -9),
    ("apêndice", 13),
    ("voorwoord", -10),
    ("inleiding", -9),
    ("nawoord", 12),
    ("bijlage", 13),
    ("предисловие", -10),
    ("введение", -9),
    ("пролог", -8),
    ("заключение", 9),
    ("эпилог", 10),
    ("послесловие", 12),
    ("приложение", 13),
    ("глоссарий", 15),
    ("前言", -10),
    ("序", -10),
    ("自序", -10),
    ("序言", -10),
    ("序章", -8),
    ("引言", -9),
    ("导言", -9),
    ("楔子", -8),
    ("尾声", 10),
    ("終章", 9),
    ("终章", 9),
    ("后记", 12),
    ("後記", 12),
    ("附录", 13),
    ("附錄", 13),
    ("参考文献", 16),
    ("致谢", 17),
    ("はじめに", -10),
    ("まえがき", -10),
    ("前書き", -10),
    ("プロローグ", -8),
    ("おわりに", 9),
    ("エピローグ", 10),
    ("あとがき", 12),
    ("後書き", 12),
    ("付録", 13),
];

/// What may follow such a name behind a hyphen.
const FOLLOWERS: [&str; 6] = ["epub", "pdf", "print", "page", "web", "kindle"];

/// The name of a file without its ending.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The name up to its first point, in small letters.
fn first_word(name: &str) -> String {
    name.split('.').next().unwrap_or(name).to_lowercase().replace('-', "_")
}

/// Whether a text tells of a folder, in whatever language.
pub(super) fn is_readme(name: &str) -> bool {
    let name = first_word(name);
    name.strip_prefix("readme").is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

/// Whether a text is about the project, by its name.
pub(super) fn is_about(name: &str) -> bool {
    let name = first_word(name);
    ABOUT.iter().any(|about| name.strip_prefix(about).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
}

/// Whether a text may be a list of the others, by its name.
pub(super) fn is_summary(name: &str) -> bool {
    first_word(name) == "summary"
}

/// Whether a text is a list of links: most of its lines that are no heading hold one.
pub(super) fn lists_links(text: &str) -> bool {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', '=', '-']) || line.starts_with("- "));
    let (links, all) = lines.fold((0, 0), |(links, all), line| (links + usize::from(line.contains("](")), all + 1));
    links * 2 > all
}

/// Whether a name is written in capitals alone, as those are that are about a project; not one that a book's part has.
pub(super) fn is_loud(name: &str) -> bool {
    let bare = name.split('.').next().unwrap_or(name);
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4
        && bare.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '_' | '-'))
        && !PLACES.iter().any(|(place, _)| *place == bare.to_lowercase().replace('_', "-"))
}

/// Whether a plain text is none of a book's, by its name.
pub(super) fn is_no_text(name: &str) -> bool {
    let name = name.to_lowercase();
    InputFormat::of(&name) == Some(InputFormat::PlainText) && NO_TEXTS.iter().any(|no| name.starts_with(no))
}

/// Whether a plain text is another of the folder in a poorer encoding: Project Gutenberg has `77.txt` in ASCII, `77-8.txt` in Latin-1 and
/// `77-0.txt` in UTF-8.
pub(super) fn is_poorer(name: &str, stems: &BTreeSet<String>) -> bool {
    let stem = stem(name);
    let number = stem.strip_suffix("-8").unwrap_or(stem);
    let is_number = !number.is_empty() && number.trim_start_matches("pg").bytes().all(|byte| byte.is_ascii_digit());
    let has = |ending: &str| stems.contains(&format!("{number}{ending}"));
    InputFormat::of(name) == Some(InputFormat::PlainText) && is_number && (has("-0") || number == stem && has("-8"))
}

/// Whether the texts of a folder are none of a book's where there are others.
pub(super) fn is_aside(name: &str) -> bool {
    ASIDE.contains(&name.to_lowercase().as_str())
}

/// Whether a folder at the top holds editions in other languages.
pub(super) fn holds_editions(name: &str) -> bool {
    EDITIONS.contains(&name.to_lowercase().as_str())
}

/// The stem of which a file is an edition in another language, such as `index` of `index.pt-BR.md`.
pub(super) fn edition_of(name: &str) -> Option<&str> {
    let (base, tag) = stem(name).rsplit_once('.')?;
    is_language(tag).then_some(base)
}

/// Whether a name is the tag of a language, such as `fr` or `pt-br`.
pub(super) fn is_language(tag: &str) -> bool {
    let (language, region) = tag.split_once(['-', '_']).unwrap_or((tag, "XX"));
    let is_tag = language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase());
    is_tag && (2..=4).contains(&region.len()) && region.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Where a name without a number stands among others: below 0 before them, above 0 behind.
pub(super) fn place(name: &str) -> i8 {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    let stem = if name.starts_with('-') { "_index" } else { &name };
    let is = |known: &str| {
        stem.strip_prefix(known).is_some_and(|rest| {
            // `appendix-a`, `付録A`, `copyright-epub`.
            let short = |rest: &str| {
                rest.chars().count() == 1 || !rest.is_empty() && rest.chars().all(char::is_numeric) || FOLLOWERS.contains(&rest)
            };
            rest.is_empty() || rest.strip_prefix('-').is_some_and(short) || !known.is_ascii() && short(rest)
        })
    };
    PLACES.iter().find(|(known, _)| is(known)).map_or(0, |(_, place)| *place)
}

/// Whether a file opens a book and may give it its title.
pub(in crate::config) fn opens(path: &str) -> bool {
    let name = stem(path.rsplit('/').next().unwrap_or(path));
    place(name) <= -16 && place(name) != -20 || matches!(name.trim_start_matches('0'), "" | "-title" | "-index" | "-cover")
}

/// Whether a file is one of those that stand before the text of a book, such as a preface.
pub(in crate::config) fn is_before_text(path: &str) -> bool {
    place(stem(path.rsplit('/').next().unwrap_or(path))) < 0
}

/// The day in a name or an address, such as `2024-05-06-on-bees`.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.trim_start_matches('/');
    let shape = |(at, c): (usize, char)| if matches!(at, 4 | 7) { matches!(c, '-' | '/') } else { c.is_ascii_digit() };
    let day: String = text.chars().take(10).collect();
    (day.len() == 10 && day.chars().enumerate().all(shape)).then(|| day.replace('/', "-"))
}

/// A name made readable as a title: without numbers that keep it in order, hyphens as spaces, its first letter a capital.
pub(crate) fn readable(name: &str) -> String {
    let undated = day(name).map_or(name, |_| &name[10..]);
    let bare = without_order(undated);
    spaced(if bare.chars().any(char::is_alphabetic) { bare } else { name })
}

/// A name without the numbers at its head that keep it in order. What follows them at once is a word with a number, `3d` or `100days`.
fn without_order(name: &str) -> &str {
    let mut bare = name;
    loop {
        bare = bare.trim_start_matches(['-', '_', '.', ' ']);
        let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        let padded = bare.starts_with('0') && rest.starts_with(char::is_uppercase);
        if rest.len() == bare.len() || !(rest.starts_with(['-', '_', '.', ' ']) || padded) {
            return bare;
        }
        bare = rest;
    }
}

/// A name with spaces for hyphens, and a capital at its head.
pub(in crate::config) fn spaced(bare: &str) -> String {
    let words: Vec<&str> = bare.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    let joined = words.join(" ");
    let mut chars = joined.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_is_no_chapter() {
        for name in ["LICENSE.md", "license-mit.md", "CODE_OF_CONDUCT.md", "Code-of-Conduct.md", "contributing.md", "CHANGELOG.en.md"] {
            assert!(is_about(name), "{name}");
        }
        for name in ["licensed-to-kill.md", "summary.md", "security.md", "todo.md", "support.md", "requirements.md", "changes.md"] {
            assert!(!is_about(name) && !is_no_text(name), "{name}");
        }
        assert!(is_no_text("requirements.txt") && is_no_text("LICENSE-MIT.txt"));
        assert!(is_summary("SUMMARY.md") && is_summary("summary.md") && !is_summary("summary-of-it-all.md"));
        assert!(lists_links("# Summary\n\n- [a](a.md)\n* [b](b.md)\n") && !lists_links("Summary\n=======\n\nSee [a](a.md).\nWords.\n"));
        assert!(is_readme("README.zh-CN.md") && is_readme("readme-de.md") && !is_readme("readmeter.md"));
        assert!(is_loud("RELEASE_REPORT.md") && !is_loud("PREFACE.md") && !is_loud("CH1.md") && !is_loud("Notes.md"));
    }

    #[test]
    fn an_edition_in_another_language_is_known_by_its_tag() {
        assert_eq!(
            ["index.ar.md", "a.zh-CN.md", "a.b.md", "v1.2.md", "a.md"].map(edition_of),
            [Some("index"), Some("a"), None, None, None]
        );
    }

    #[test]
    fn of_a_text_in_three_encodings_the_richest_is_taken() {
        let poorer = |name: &str, stems: &[&str]| is_poorer(name, &stems.iter().map(|stem| (*stem).to_owned()).collect());
        let all = ["77", "77-8", "77-0"];
        assert_eq!(["77.txt", "77-8.txt", "77-0.txt"].map(|name| poorer(name, &all)), [true, true, false]);
        assert!(poorer("77.txt", &["77", "77-8"]) && !poorer("77-8.txt", &["77", "77-8"]) && !poorer("7.txt", &["7", "77-8"]));
        assert!(!poorer("a.txt", &["a", "a-8", "a-0"]) && !poorer("77.md", &all));
    }

    #[test]
    fn a_name_makes_a_title() {
        for (name, title) in [
            ("01-the-winter_harbour", "The winter harbour"),
            ("2024-05-06-on-bees", "On bees"),
            ("10", "10"),
            ("Über-Land", "Über Land"),
            ("100days-of-rust", "100days of rust"),
            ("3d-printing", "3d printing"),
            ("0xlucipher", "0xlucipher"),
            ("2nd-edition", "2nd edition"),
            ("01Intro", "Intro"),
            ("1.2 The sea", "The sea"),
        ] {
            assert_eq!(readable(name), title);
        }
    }
}
