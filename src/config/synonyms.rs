//! What keys are called in other programs (LaTeX, pandoc, Quarto, mdBook, Asciidoctor, CSS), and the key of ours that is meant.

/// A word of others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Synonym {
    /// The key that does the same.
    pub(super) key: Option<&'static str>,
    /// What else is to be said; of a word without a key of ours, what to do.
    pub(super) words: &'static str,
}

/// Keys of ours, each with what others call it.
const SAME: &[(&str, &[&str])] = &[
    ("title", &["booktitle", "book-title", "pagetitle", "doctitle", "name"]),
    ("subtitle", &["sub-title", "tagline"]),
    ("authors", &["author", "autor", "author-name", "by", "byline", "creator", "creators", "writer", "people"]),
    ("language", &["lang", "locale", "language-code", "languagecode", "babel", "lang-code"]),
    ("isbn", &["isbn13", "isbn-13", "isbn10", "isbn-10", "ean"]),
    ("identifier", &["uuid", "doi", "urn", "uri", "issn"]),
    ("date", &["year", "pubdate", "published", "publication-date", "issued", "publish-date", "release-date"]),
    ("rights", &["copyright", "license", "licence", "copyright-notice", "copyright-year"]),
    ("description", &["abstract", "summary", "blurb", "synopsis", "excerpt"]),
    ("subjects", &["keywords", "tags", "categories", "subject", "topics", "keyword"]),
    ("series", &["collection", "belongs-to-collection", "series-name"]),
    ("cover", &["cover-image", "epub-cover-image", "coverimage", "front-cover", "front-cover-image", "frontispiece"]),
    ("cover-colour", &["cover-color", "cover-background", "cover-bg"]),
    ("cover-accent", &["accent-color", "accent-colour", "cover-accent-color"]),
    ("cover-words", &["cover-text", "cover-title"]),
    ("chapters", &["files", "input-files", "sources", "source-files", "parts", "content", "text", "manuscript", "pages", "spine", "input"]),
    ("front", &["frontmatter", "front-matter", "preface", "dedication", "epigraph"]),
    ("back", &["backmatter", "back-matter", "appendix", "appendices", "appendixes", "colophon"]),
    ("commentary", &["comments", "annotations", "comment", "glosses"]),
    ("output", &["filename", "output-file", "outfile", "jobname", "output-name", "file-name"]),
    ("page.size", &["papersize", "paper-size", "pagesize", "page-size", "trim", "trim-size", "trimsize", "width", "height"]),
    ("page.inner", &["gutter", "inner-margin", "margin-inner", "inside", "bindingoffset", "binding-offset", "margin-inside"]),
    ("page.outer", &["outer-margin", "margin-outer", "outside", "margin-outside"]),
    ("page.top", &["margin-top", "top-margin"]),
    ("page.bottom", &["margin-bottom", "bottom-margin"]),
    ("page.chapters-start", &["openright", "openany", "open-right", "open-any", "chapter-start", "chapters-on"]),
    ("page.heads", &["headers", "header", "running-heads", "running-head", "runningheads", "pagestyle", "page-style"]),
    ("type.style", &["theme", "pdf-theme", "stylesheet", "styles", "css", "documentclass", "document-class", "template", "class"]),
    ("type.size", &["fontsize", "font-size", "text-size", "type-size", "base-font-size"]),
    (
        "type.leading",
        &["line-height", "lineheight", "linestretch", "line-stretch", "linespread", "line-spacing", "linespacing", "baselineskip"],
    ),
    ("type.indent", &["parindent", "par-indent", "paragraph-indent", "text-indent", "first-line-indent"]),
    ("type.hyphenate", &["hyphenation", "hyphens", "hyphen"]),
    ("type.exceptions", &["hyphenation-exceptions", "hyphenations"]),
    ("type.drop-cap", &["dropcap", "drop-caps", "dropcaps", "lettrine", "initial", "initials"]),
    ("type.highlight", &["highlight-style", "syntax-highlighting", "syntax-highlight", "source-highlighter"]),
    ("contents.depth", &["toc-depth", "tocdepth", "toc-level", "toc-levels", "toclevels"]),
    ("contents.figures", &["lof", "list-of-figures", "listoffigures"]),
    ("contents.tables", &["lot", "list-of-tables", "listoftables"]),
    ("numbers.sections", &["number-sections", "numbersections", "secnumdepth", "sectnums", "number-depth"]),
    ("print.bleed", &["bleed-size", "bleeds"]),
    ("print.crop-marks", &["cropmarks", "trim-marks", "crops", "marks"]),
    ("print.spine", &["spine-width", "spinewidth"]),
    ("print.cover-back", &["back-cover", "back-cover-image", "backcover"]),
    ("print.cover-wrap", &["full-cover", "wraparound-cover", "wrap-cover"]),
    ("print.cover-colours", &["cover-colors", "color-space", "colour-space"]),
    ("print.service", &["printer", "press"]),
    ("pdf.standard", &["pdf-standard", "pdfa", "pdf-a", "pdfua", "pdf-ua"]),
    ("epub.fonts", &["embed-fonts", "epub-fonts", "epub-embed-font"]),
    ("check.deny", &["strict", "warnings-as-errors", "fail-on"]),
    ("check.allow", &["ignore", "suppress", "disable"]),
];

/// Words of others for what book.toml has no key for, and what to do instead.
const OTHER: &[(&[&str], &str)] = &[
    (&["version", "revision"], "take it out; an edition is told by `date` and `isbn`, and can be named in `subtitle` or `rights`"),
    (
        &["editor", "editors", "translator", "translators", "illustrator", "illustrators", "contributor", "contributors"],
        "write `{ name = \"…\", role = \"editor\" }` (or another role) in the list `authors`",
    ),
    (&["book", "metadata", "project"], "write its keys at the top of the file, before every `[section]`, without this one"),
    (&["src"], "list the text's files under `chapters`, `chapters = [\"src/one.md\"]`"),
    (&["margin", "margins", "geometry"], "write `inner`, `outer`, `top` and `bottom` under `[page]`, such as `inner = \"18 mm\"`"),
    (&["toc", "table-of-contents", "tableofcontents"], "take it out; a book has contents, `depth` under `[contents]` says how deep"),
    (
        &[
            "font",
            "mainfont",
            "main-font",
            "font-family",
            "fontfamily",
            "family",
            "typeface",
            "face",
            "sansfont",
            "monofont",
            "cjkmainfont",
            "mathfont",
            "fontspec",
        ],
        "take it out; `serif`, `sans`, `mono` and `math` choose families, and `fonts` under `[type]` lists files for characters that they lack",
    ),
    (&["bibliography", "csl", "references", "citation-style"], "take it out; list the literature in a file of its own under `back`"),
    (&["footnotes", "endnotes"], "take it out; footnotes are written `[^1]`, and `notes.pdf` says where the commentary stands"),
    (
        &["justify", "text-align", "alignment"],
        "take it out; `align` under `[type]` says whether the text is ragged, and in a look such as `[type.quote]` how that is set",
    ),
    (&["color", "colorlinks", "linkcolor", "link-color"], "take it out; a book is set in black"),
    (&["build", "preprocessor", "rust", "multilingual", "html", "header-includes"], "take it out; it is another program's"),
];

/// What a word of others is here, if it is one.
pub(super) fn of(word: &str) -> Option<Synonym> {
    let word = word.to_lowercase().replace('_', "-");
    let same = SAME.iter().find(|(_, names)| names.contains(&word.as_str()));
    let other = || OTHER.iter().find(|(names, _)| names.contains(&word.as_str()));
    same.map(|(key, _)| Synonym { key: Some(key), words: "" }).or_else(|| other().map(|(_, words)| Synonym { key: None, words }))
}

#[cfg(test)]
mod tests {
    use super::super::KEYS;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_synonym_leads_to_a_key_and_is_none_itself() {
        let mut seen = BTreeSet::new();
        for (key, names) in SAME {
            assert!(KEYS.iter().any(|known| known.name == *key), "{key} is no key");
            for name in *names {
                assert!(seen.insert(*name), "{name} stands twice");
                assert!(!KEYS.iter().any(|known| known.name == *name), "{name} is a key of its own");
            }
        }
        for name in OTHER.iter().flat_map(|(names, _)| *names) {
            assert!(seen.insert(name), "{name} stands twice");
            assert!(!KEYS.iter().any(|known| known.name == *name), "{name} is a key of its own");
        }
    }
}
