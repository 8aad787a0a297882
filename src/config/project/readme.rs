//! A README that lists the texts of its folder: where it names nearly all of them, its order is the book's.

use super::names;
use super::outline::{Outline, below, project_text};
use crate::config::order::{ListedFile, Zone};
use crate::source::address::decoded;
use crate::source::{Folder, InputFormat};
use std::collections::{BTreeMap, BTreeSet};

/// Fewer links than this are no list.
const FEWEST: usize = 3;

/// The outline of texts that were found, in the order of the README that lists them; as it was if none does.
pub(super) fn ordered(folder: &Folder, outline: Outline) -> Outline {
    let Some(file) = ["README.md", "readme.md", "Readme.md"].into_iter().find(|file| folder.has_file(file)) else { return outline };
    let is_readme = |entry: &ListedFile| entry.path == file;
    if outline.entries.len() < FEWEST || outline.entries.iter().any(is_readme) || !outline.program.is_empty() {
        return outline;
    }
    let Some(text) = project_text(folder, file) else { return outline };
    let linked = links(folder, &text, file);
    let place: BTreeMap<&str, usize> = linked.iter().enumerate().map(|(at, path)| (path.as_str(), at)).collect();
    let is_named = |entry: &&ListedFile| place.contains_key(entry.path.as_str());
    let named = outline.entries.iter().filter(is_named).count();
    if named < FEWEST || named * 10 < outline.entries.len() * 9 && !is_book(folder, &outline.entries, &linked) {
        return outline;
    }
    let (kept, others): (Vec<ListedFile>, Vec<ListedFile>) = match named * 10 < outline.entries.len() * 9 {
        true => outline.entries.iter().cloned().partition(|entry| is_named(&entry)),
        false => (outline.entries.clone(), Vec::new()),
    };
    let known: BTreeSet<&str> = outline.entries.iter().map(|entry| entry.path.as_str()).collect();
    // A text that tells of its folder is a chapter if it is listed among them.
    let more =
        |path: &&String| !known.contains(path.as_str()) && path.contains('/') && names::is_readme(path.rsplit('/').next().unwrap_or(""));
    let more: Vec<String> = linked.iter().filter(more).cloned().collect();
    let mut entries = kept;
    entries.extend(more.iter().map(|path| ListedFile::new(path.clone(), Zone::Body)));
    let of = |entry: &ListedFile| place.get(entry.path.as_str()).copied().unwrap_or(usize::MAX);
    entries.sort_by_key(of);
    if entries.iter().map(|entry| &entry.path).eq(outline.entries.iter().map(|entry| &entry.path)) {
        return outline;
    }
    for entry in &mut entries {
        // What was a part or stood below another did so in another order.
        (entry.part, entry.depth) = (None, 0);
    }
    let others = others.into_iter().map(|entry| entry.path);
    let passed = outline.passed.iter().filter(|path| !more.contains(path)).cloned().chain(others).collect();
    Outline { program: "a README", file: file.to_owned(), lists: true, entries, passed, doubt: None, ..outline }
}

/// Whether the texts that are listed are the book and the others beside it are about it: they are the mass, most lie in folders below the
/// top, and nearly all of each of these folders is listed.
fn is_book(folder: &Folder, entries: &[ListedFile], linked: &[String]) -> bool {
    let linked: BTreeSet<&str> = linked.iter().map(String::as_str).collect();
    let length = |entry: &ListedFile| folder.about(&entry.path).map_or(0, |facts| facts.length);
    let within = |path: &str| path.rsplit_once('/').map(|(within, _)| within.to_owned());
    // Of each folder how many of its texts are listed, and how many there are.
    let mut folders: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut mass, mut listed) = (0, 0);
    for entry in entries {
        let is_listed = linked.contains(entry.path.as_str());
        mass += length(entry);
        listed += if is_listed { length(entry) } else { 0 };
        if let Some(within) = within(&entry.path) {
            let count = folders.entry(within).or_default();
            *count = (count.0 + usize::from(is_listed), count.1 + 1);
        }
    }
    folders.retain(|_, (listed, _)| *listed > 0);
    let whole = folders.values().all(|(listed, all)| listed * 10 >= all * 9);
    let below: usize = folders.values().map(|(listed, _)| listed).sum();
    let named = entries.iter().filter(|entry| linked.contains(entry.path.as_str())).count();
    whole && below * 3 >= named * 2 && listed * 2 >= mass
}

/// The path in its repository of a file that an address of a place for repositories names.
pub(crate) fn in_repository(address: &str) -> Option<&str> {
    let rest =
        ["https://github.com/", "https://gitlab.com/", "http://github.com/"].into_iter().find_map(|host| address.strip_prefix(host))?;
    let mut parts = rest.splitn(3, '/').skip(2);
    let rest = parts.next()?;
    let rest = rest.strip_prefix("-/").unwrap_or(rest);
    let rest = ["blob/", "tree/"].into_iter().find_map(|kind| rest.strip_prefix(kind))?;
    rest.split_once('/').map(|(_, path)| path)
}

/// The texts of the folder that links lead to, each once, in the order of the links.
fn links(folder: &Folder, text: &str, file: &str) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    for (at, _) in text.match_indices("](") {
        let address = text[at + 2..].split([')', ' ', '\n', '#', '?']).next().unwrap_or("").trim_matches(['<', '>']);
        let address = in_repository(address).unwrap_or(address);
        if address.is_empty() || address.contains("://") || address.starts_with(['/', '#']) {
            continue;
        }
        let path = decoded(address.trim_start_matches("./"));
        let is_folder = path.ends_with('/') || InputFormat::of(&path).is_none();
        let path = if is_folder { below(path.trim_end_matches('/'), "README.md") } else { path };
        let is_text = InputFormat::of(&path) == Some(InputFormat::Markdown) && path != file;
        if is_text && folder.has_file(&path) && folder.inside(&path).is_ok() && known.insert(path.clone()) {
            found.push(path);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::in_repository;

    #[test]
    fn an_address_of_a_repository_names_a_file_of_it() {
        for (address, path) in [
            ("https://github.com/ann/harbour/blob/master/A/01.md", Some("A/01.md")),
            ("https://gitlab.com/ann/harbour/-/tree/main/A/", Some("A/")),
            ("https://github.com/ann/harbour", None),
            ("https://github.com/ann/harbour/issues/1", None),
            ("A/01.md", None),
        ] {
            assert_eq!(in_repository(address), path, "{address}");
        }
    }
}
