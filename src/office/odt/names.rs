//! What the names of styles say: those of LibreOffice, of Word's documents saved by it, and of pandoc.

use crate::office::text::OfficeRole;

/// What a style of paragraphs makes of them, by its name as people see it.
pub(super) fn role(name: &str) -> Option<OfficeRole> {
    let name = name.trim().to_ascii_lowercase();
    if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.trim().parse::<u8>().ok()).filter(|level| *level > 0) {
        return Some(OfficeRole::Heading(level.min(10)));
    }
    Some(match name.as_str() {
        "title" => OfficeRole::Title,
        "subtitle" => OfficeRole::Subtitle,
        "author" => OfficeRole::Author,
        "quotations" | "quotation" | "quote" | "intense quote" | "block text" | "blockquote" | "block quote" | "block quotation" => {
            OfficeRole::Quotation
        }
        "poem" | "verse" | "poetry" | "stanza" | "lyrics" | "poem line" | "verse line" => OfficeRole::Verse,
        "preformatted text" | "source code" | "code" | "code block" | "html preformatted" | "listing code" => OfficeRole::Code,
        "caption" | "illustration" | "table" | "drawing" | "figurecaption" | "tablecaption" | "figure caption" | "table caption"
        | "image caption" => OfficeRole::Caption,
        _ => return None,
    })
}

/// Whether a style of characters says that they are code.
pub(super) fn is_code(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    [
        "source text",
        "teletype",
        "code",
        "inline code",
        "html code",
        "verbatim char",
        "source code",
        "user entry",
        "html keyboard",
        "code char",
    ]
    .contains(&name.as_str())
}

/// Whether a style of characters is that of links.
pub(super) fn is_link(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    ["internet link", "visited internet link", "hyperlink", "followedhyperlink", "index link"].contains(&name.as_str())
}

/// What a style of characters looks like that a document names and doesn't describe: bold, italic.
pub(super) fn usual(name: &str) -> Option<(bool, bool)> {
    match name.trim().to_ascii_lowercase().as_str() {
        "strong" | "strong emphasis" => Some((true, false)),
        "emphasis" => Some((false, true)),
        _ => None,
    }
}

/// Words for a part of a program that put its name where an author's belongs.
const NO_AUTHORS: [&str; 14] = [
    "libreoffice",
    "openoffice.org",
    "openoffice",
    "microsoft office user",
    "microsoft office-benutzer",
    "windows user",
    "python-docx",
    "odfdo",
    "pandoc",
    "user",
    "unknown",
    "unknown author",
    "admin",
    "administrator",
];

/// The people that a field of authors names.
pub(in crate::office) fn authors(field: &str) -> Vec<String> {
    let names = field.split(';').map(str::trim).filter(|name| !name.is_empty());
    names.filter(|name| !NO_AUTHORS.contains(&name.to_lowercase().as_str())).map(str::to_owned).collect()
}
