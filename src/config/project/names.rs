//! What the names of files and folders say: which are no chapters, which come first, and what title a name makes.

use crate::source::InputFormat;

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

/// Folders of editions in other languages, at the top.
const EDITIONS: [&str; 5] = ["translations", "translation", "i18n", "locales", "l10n"];

/// Texts about a project, not of its book, by the beginning of their names in small letters.
const ABOUT: [&str; 5] = ["license", "licence", "contributing", "code_of_conduct", "changelog"];

/// How the names of plain texts begin that are no book.
const NO_TEXTS: [&str; 8] = ["license", "licence", "copying", "changelog", "requirements", "robots", "cmakelists", "humans"];

/// What opens a book and what closes it, in that order; what has no place here stands between.
const PLACES: [(&str, i8); 34] = [
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
];

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
    PLACES.iter().find(|(known, _)| *known == stem).map_or(0, |(_, place)| *place)
}

/// Whether a file opens a book and may give it its title.
pub(in crate::config) fn opens(path: &str) -> bool {
    let name = stem(path.rsplit('/').next().unwrap_or(path));
    place(name) <= -16 && place(name) != -20 || matches!(name.trim_start_matches('0'), "" | "-title" | "-index" | "-cover")
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
    let bare = undated.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | ' '));
    let bare = if bare.chars().any(char::is_alphabetic) { bare } else { name };
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
    fn a_name_makes_a_title() {
        for (name, title) in
            [("01-the-winter_harbour", "The winter harbour"), ("2024-05-06-on-bees", "On bees"), ("10", "10"), ("Über-Land", "Über Land")]
        {
            assert_eq!(readable(name), title);
        }
    }
}
