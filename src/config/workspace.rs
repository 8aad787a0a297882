//! Workspaces: a folder whose bindery.toml lists books, which may share files that lie in it.

use super::glob;
use super::keys::RawWorkspace;
use super::load::text;
use super::misfit::SettingsForm;
use super::written;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{EntryKind, Folder, Sources, Span};
use std::path::{Path, PathBuf};

/// The file that makes a folder a workspace.
pub(crate) const WORKSPACE_FILE: &str = "bindery.toml";

/// A workspace is looked for so many folders above a book.
const HIGHEST: usize = 8;

/// The folder of a book, reaching up to the workspace that lists it, if there is one.
pub(super) fn of(folder: Folder, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Folder {
    let Ok(real) = folder.files().real(folder.path()) else { return folder };
    for (above, root) in real.ancestors().enumerate().take(HIGHEST + 1).skip(1) {
        if !folder.files().about(&root.join(WORKSPACE_FILE)).is_ok_and(|facts| facts.kind == EntryKind::File) {
            continue;
        }
        let reaching = folder.clone().reaching(above);
        let Some(patterns) = listed(&reaching, &format!("{}{WORKSPACE_FILE}", "../".repeat(above)), sources, diagnostics) else { break };
        let Some(path) = real.strip_prefix(root).ok().and_then(Path::to_str) else { break };
        let parts: Vec<&str> = path.split(['/', '\\']).collect();
        let is_listed = patterns.iter().any(|pattern| glob::leads_to(&segments(pattern), &parts));
        return if is_listed { reaching } else { folder };
    }
    folder
}

/// The folders of the books that the workspace in `folder` lists, in the order of the list; none if there is no workspace.
pub(crate) fn books(folder: &Folder, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Vec<PathBuf>> {
    if !folder.has_file(WORKSPACE_FILE) || folder.has_file("book.toml") {
        return None;
    }
    let patterns = listed(folder, WORKSPACE_FILE, sources, diagnostics)?;
    let mut found = Vec::new();
    for pattern in patterns {
        let mut left = glob::MOST;
        glob::folders(folder, "", &segments(&pattern), &mut found, &mut left);
    }
    let mut known = std::collections::BTreeSet::new();
    found.retain(|path| known.insert(path.clone()));
    if found.is_empty() {
        let finding = Diagnostic::new(Code::NoText, format!("`{WORKSPACE_FILE}` lists no book that is there"));
        diagnostics.push(finding.help("write `books = [\"*\"]` for all folders that have a book.toml"));
    }
    Some(found.into_iter().map(|path| folder.join(path)).collect())
}

/// The patterns by which a workspace lists its books; none if its file can't be read.
fn listed(folder: &Folder, name: &str, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Vec<String>> {
    let (source, _) = text(folder, name, sources, diagnostics)?;
    let written = written::toml::<RawWorkspace>(SettingsForm::Workspace, source, sources.get(source).text(), diagnostics)?;
    if written.raw.books.is_empty() && !written.strange_key {
        let finding = Diagnostic::at(Code::BadValue, Span::new(source, 0, 0), format!("`{WORKSPACE_FILE}` lists no books"));
        diagnostics.push(finding.help("write `books = [\"*\"]`, or a list of folders"));
    }
    Some(written.raw.books.iter().map(|pattern| pattern.get_ref().clone()).collect())
}

/// The names that a pattern is made of.
fn segments(pattern: &str) -> Vec<&str> {
    pattern.split('/').filter(|part| !part.is_empty() && *part != ".").collect()
}
