//! Texts in a book's folder that a build without a list of chapters does not take: told, so that nobody gets another book than meant.

use super::files::ending;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::source::{EntryKind, Folder, InputFormat};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Entries looked at, at most: a folder may be the root of a disk.
const MOST: usize = 20_000;
/// Endings of Markdown that are read when a file is named, or not at all.
const OTHERS: [&str; 6] = ["mdown", "mdwn", "mkd", "mdx", "qmd", "rmd"];
/// Folders that hold what programs have put there.
const MADE: [&str; 6] = ["dist", "build", "target", "node_modules", "vendor", "public"];

/// What lies in a folder and is not taken.
#[derive(Debug, Default)]
pub(super) struct Unlisted {
    /// How many Markdown files each folder in it holds, with those below.
    folders: BTreeMap<String, usize>,
    /// How many files of other endings each folder holds itself.
    others: BTreeMap<String, usize>,
}

impl Unlisted {
    /// Looks through a folder.
    pub(super) fn of(folder: &Folder) -> Self {
        let mut all = Self::default();
        let mut open: Vec<(PathBuf, Option<String>)> = vec![(folder.path().to_owned(), None)];
        let mut looked = 0;
        while let Some((here, within)) = open.pop() {
            for entry in folder.files().list(&here, MOST).unwrap_or_default() {
                looked += 1;
                let name = entry.name.to_string_lossy().into_owned();
                if looked > MOST {
                    return all;
                }
                let is_folder = entry.kind == EntryKind::Folder;
                if name.starts_with(['.', '_']) || is_folder && MADE.contains(&name.as_str()) {
                    continue;
                }
                if is_folder {
                    open.push((here.join(&entry.name), Some(within.clone().unwrap_or(name))));
                    continue;
                }
                let readme = name.to_lowercase().starts_with("readme.");
                match (&within, ending(&name)) {
                    (Some(within), ending)
                        if !readme
                            && (InputFormat::of(&name).is_some_and(InputFormat::is_taken_unlisted) || OTHERS.contains(&&*ending)) =>
                    {
                        *all.folders.entry(within.clone()).or_default() += 1;
                    }
                    (None, ending) if OTHERS.contains(&&*ending) => *all.others.entry(ending).or_default() += 1,
                    _ => {}
                }
            }
        }
        all
    }

    /// The folder that holds the most.
    pub(super) fn fullest(&self) -> Option<&str> {
        let most = self.folders.values().max()?;
        self.folders.iter().find(|(_, count)| *count == most).map(|(name, _)| name.as_str())
    }

    /// What is to be told of it, beside so many files that were taken: a warning if that is the smaller part.
    pub(super) fn told(&self, taken: usize) -> Option<Diagnostic> {
        let below: usize = self.folders.values().sum();
        let count = below + self.others.values().sum::<usize>();
        let files = |count: usize, kind: &str| format!("{count} {kind} file{}", if count == 1 { "" } else { "s" });
        let mut parts = Vec::new();
        if below > 0 {
            let names: Vec<String> = self.folders.keys().take(3).map(|name| format!("`{name}`")).collect();
            let more = if self.folders.len() > 3 { " …" } else { "" };
            parts.push(format!("{} in {}{more}", files(below, "Markdown"), names.join(", ")));
        }
        parts.extend(self.others.iter().map(|(ending, &count)| files(count, &format!(".{ending}"))));
        let message = format!("not in the book: {}", parts.join(" and "));
        let told = Diagnostic::new(Code::Unlisted, message)
            .help("list what belongs to it in a book.toml, `chapters = [\"one.md\"]`, or give another folder");
        let severity = if count > taken { Severity::Warning } else { Severity::Info };
        (count > 0).then_some(Diagnostic { severity, ..told })
    }
}
