//! Bibliographies of BibTeX beside a text: their keys tell which words behind an `@` are citations.

use crate::source::{EntryKind, Folder, decode};
use std::collections::BTreeSet;

/// A larger bibliography is not read.
const LARGEST: u64 = 8 << 20;
/// Folders in which bibliographies lie, besides the book's own.
const FOLDERS: [&str; 6] = ["", "bib", "bibliography", "references", "assets", "src"];

/// The keys of all works in the `.bib` files of a folder.
pub(super) fn keys(folder: &Folder) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for within in FOLDERS {
        for entry in folder.list(within) {
            let name = entry.name.to_string_lossy().into_owned();
            if entry.kind != EntryKind::File || !name.to_lowercase().ends_with(".bib") {
                continue;
            }
            let path = if within.is_empty() { name } else { format!("{within}/{name}") };
            let Ok((_, file)) = folder.inside(&path) else { continue };
            let text = folder.files().read(&file, LARGEST).ok().and_then(decode).map(|(text, _)| text).unwrap_or_default();
            keys.extend(text.lines().filter_map(key));
        }
    }
    keys
}

/// The key of the work whose entry begins in a line: `@book{key,`.
fn key(line: &str) -> Option<String> {
    let (kind, rest) = line.trim_start().strip_prefix('@')?.split_once(['{', '('])?;
    let key = rest.split(',').next()?.trim();
    let is_work = !matches!(kind.trim().to_lowercase().as_str(), "comment" | "string" | "preamble");
    (is_work && !key.is_empty() && !key.contains(char::is_whitespace)).then(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn entries_have_keys() {
        assert_eq!(key("@book{mdn_array,").as_deref(), Some("mdn_array"));
        assert_eq!(key("  @Article(a:b , title").as_deref(), Some("a:b"));
        for line in ["@comment{x,", "title = {@x}", "@string{a = 1}", "@book{,"] {
            assert_eq!(key(line), None, "{line}");
        }
    }
}
