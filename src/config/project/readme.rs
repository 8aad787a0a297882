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
    let named = outline.entries.iter().filter(|entry| place.contains_key(entry.path.as_str())).count();
    if named < FEWEST || named * 10 < outline.entries.len() * 9 {
        return outline;
    }
    let known: BTreeSet<&str> = outline.entries.iter().map(|entry| entry.path.as_str()).collect();
    // A text that tells of its folder is a chapter if it is listed among them.
    let more =
        |path: &&String| !known.contains(path.as_str()) && path.contains('/') && names::is_readme(path.rsplit('/').next().unwrap_or(""));
    let more: Vec<String> = linked.iter().filter(more).cloned().collect();
    let mut entries = outline.entries.clone();
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
    let passed = outline.passed.iter().filter(|path| !more.contains(path)).cloned().collect();
    Outline { program: "a README", file: file.to_owned(), lists: true, entries, passed, doubt: None, ..outline }
}

/// The texts of the folder that links lead to, each once, in the order of the links.
fn links(folder: &Folder, text: &str, file: &str) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    for (at, _) in text.match_indices("](") {
        let address = text[at + 2..].split([')', ' ', '\n', '#', '?']).next().unwrap_or("").trim_matches(['<', '>']);
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
