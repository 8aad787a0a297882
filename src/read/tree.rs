//! Pictures of the book's folder by their names alone, as wikis name them.

use crate::read::files::composed;
use crate::source::{EntryKind, Folder};
use std::collections::BTreeMap;

/// Entries of folders that are looked at, so that a book in a home folder is not waited for.
const MOST: usize = 50_000;
/// Folders inside each other that are gone into.
const DEEPEST: usize = 24;

/// The files of a folder and of those in it, once somebody asked.
#[derive(Debug, Default)]
pub(super) struct FolderTree(Option<BTreeMap<String, Vec<String>>>);

impl FolderTree {
    /// The paths of files in `folder` that end as `path` does, whatever their capitals, in order.
    pub(super) fn find(&mut self, folder: &Folder, path: &str) -> Vec<String> {
        let files = self.0.get_or_insert_with(|| files(folder));
        let wanted = folded(path.trim_start_matches(['/', '.']));
        let name = wanted.rsplit('/').next().unwrap_or("");
        let ends = |file: &&String| {
            let file = folded(file);
            file.strip_suffix(&wanted).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        files.get(name).into_iter().flatten().filter(ends).cloned().collect()
    }
}

fn folded(name: &str) -> String {
    composed(name).to_lowercase()
}

/// Every file below a folder by its name. Hidden folders and outputs are left out, and no symbolic link to a folder is followed.
fn files(folder: &Folder) -> BTreeMap<String, Vec<String>> {
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut folders = vec![(String::new(), 0)];
    let mut left = MOST;
    while let Some((within, depth)) = folders.pop() {
        for entry in folder.list(&within) {
            left = left.saturating_sub(1);
            let Ok(name) = entry.name.into_string() else { continue };
            let is_folder = entry.kind == EntryKind::Folder;
            if left == 0 || name.starts_with('.') || (is_folder && (depth >= DEEPEST || (depth == 0 && name == "dist"))) {
                continue;
            }
            let path = if within.is_empty() { name.clone() } else { format!("{within}/{name}") };
            if is_folder {
                folders.push((path, depth + 1));
            } else {
                files.entry(folded(&name)).or_default().push(path);
            }
        }
    }
    files.values_mut().for_each(|paths| paths.sort());
    files
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

    use super::*;

    #[test]
    fn a_file_is_found_by_the_end_of_its_path() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["a/b/Map 1.png", "c/map 1.png", "a/x.png", ".hidden/x.png", "dist/x.png"] {
            let file = folder.path().join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, "").unwrap();
        }
        let here = Folder::on_disk(folder.path());
        let mut tree = FolderTree::default();
        assert_eq!(tree.find(&here, "map 1.png"), ["a/b/Map 1.png", "c/map 1.png"]);
        assert_eq!(tree.find(&here, "b/map 1.png"), ["a/b/Map 1.png"]);
        assert_eq!(tree.find(&here, "x.png"), ["a/x.png"]);
        assert!(tree.find(&here, "p 1.png").is_empty());
    }
}
