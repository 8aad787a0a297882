//! Patterns for files in a list: `*` and `?` in a name, `**` for any folders.
//!
//! Order: folder by folder, names as people expect them. Cost: the entries of the folders that fit, 20,000 at most.

use super::sorted::sort_by_name;
use crate::source::{EntryKind, Folder, InputFormat};

/// Entries looked at, at most.
pub(super) const MOST: usize = 20_000;

/// Whether a path of a list is a pattern.
pub(super) fn is_glob(path: &str) -> bool {
    path.contains(['*', '?'])
}

/// The texts of a folder that a pattern names, in order. Hidden ones are named only by a pattern that begins with a point.
pub(super) fn files(folder: &Folder, pattern: &str) -> Vec<String> {
    let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let (mut found, mut left) = (Vec::new(), MOST);
    walk(folder, "", &parts, &mut found, &mut left);
    let mut known = std::collections::BTreeSet::new();
    found.retain(|path| known.insert(path.clone()));
    found
}

fn walk(folder: &Folder, within: &str, parts: &[&str], found: &mut Vec<String>, left: &mut usize) {
    let Some((part, rest)) = parts.split_first() else { return };
    let mut entries: Vec<(String, EntryKind)> =
        folder.list(within).into_iter().filter_map(|entry| Some((entry.name.into_string().ok()?, entry.kind))).collect();
    sort_by_name(&mut entries, |(name, _)| name);
    if *part == "**" {
        walk(folder, within, rest, found, left);
    }
    for (name, kind) in entries {
        if *left == 0 || name.starts_with('.') && !part.starts_with('.') {
            continue;
        }
        *left -= 1;
        let path = if within.is_empty() { name.clone() } else { format!("{within}/{name}") };
        match kind {
            EntryKind::Folder if *part == "**" => walk(folder, &path, parts, found, left),
            EntryKind::Folder if !rest.is_empty() && fits(part, &name) => walk(folder, &path, rest, found, left),
            EntryKind::File | EntryKind::Other if rest.is_empty() && fits(part, &name) && InputFormat::of(&name).is_some() => {
                found.push(path);
            }
            _ => {}
        }
    }
}

/// The folders with a book.toml that a pattern names, in order, into `found`.
pub(super) fn folders(folder: &Folder, within: &str, parts: &[&str], found: &mut Vec<String>, left: &mut usize) {
    let Some((part, rest)) = parts.split_first() else {
        if folder.has_file(&format!("{within}/book.toml")) {
            found.push(within.to_owned());
        }
        return;
    };
    if *part == "**" {
        folders(folder, within, rest, found, left);
    }
    let mut names: Vec<String> = folder
        .list(within)
        .into_iter()
        .filter(|entry| entry.kind == EntryKind::Folder)
        .filter_map(|entry| entry.name.into_string().ok())
        .filter(|name| !name.starts_with('.') || part.starts_with('.'))
        .collect();
    sort_by_name(&mut names, String::as_str);
    for name in names {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let path = if within.is_empty() { name.clone() } else { format!("{within}/{name}") };
        match *part {
            "**" => folders(folder, &path, parts, found, left),
            part if fits(part, &name) => folders(folder, &path, rest, found, left),
            _ => {}
        }
    }
}

/// Whether a pattern of folders names the folder that these names lead to.
pub(super) fn leads_to(pattern: &[&str], names: &[&str]) -> bool {
    match (pattern, names) {
        ([], []) => true,
        (["**", rest @ ..], _) if leads_to(rest, names) => true,
        (["**", ..], [_, names @ ..]) => leads_to(pattern, names),
        ([part, rest @ ..], [name, names @ ..]) => fits(part, name) && leads_to(rest, names),
        _ => false,
    }
}

/// Whether a name is as a pattern says. Time: the product of both lengths at most.
fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n) = (0, 0);
    // Where to go on if what follows the last `*` does not fit.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p + 1, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => (p, n) = (p + 1, n + 1),
            _ => match star {
                Some((after, from)) => {
                    star = Some((after, from + 1));
                    (p, n) = (after, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;
    use std::path::PathBuf;
    use std::sync::Arc;

    #[test]
    fn stars_stand_for_names_and_two_for_folders() {
        for (pattern, name, right) in [
            ("*.md", "a.md", true),
            ("0*.md", "1.md", false),
            ("?.md", "ab.md", false),
            ("a*b*c", "axxbyyc", true),
            ("a*b", "abc", false),
            ("*", "", true),
        ] {
            assert_eq!(fits(pattern, name), right, "{pattern} {name}");
        }
        let mut memory = Memory::default();
        for path in ["/b/10.md", "/b/2.md", "/b/x/1.md", "/b/x/.1.md", "/b/a.png", "/b/02-y/z.markdown"] {
            memory.put(path, "x");
        }
        let folder = Folder::new(Arc::new(memory), PathBuf::from("/b"));
        assert_eq!(files(&folder, "*.md"), ["2.md", "10.md"]);
        assert_eq!(files(&folder, "**/*.m*"), ["2.md", "10.md", "02-y/z.markdown", "x/1.md"]);
        assert_eq!(files(&folder, "*/*"), ["02-y/z.markdown", "x/1.md"]);
    }
}
