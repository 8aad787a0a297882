//! Which project a person means who names a folder: that of the folder, or one above it that takes its texts from there.

use super::found::{found, found_at_top, found_below, found_in_collections, found_of_site};
use super::lists::{ABOVE, LISTS};
use super::outline::{Outline, settings};
use super::pandoc;
use super::quarto;
use super::site::{SiteProject, site};
use crate::config::front_matter::{self, FrontMatterNode};
use crate::config::head::head;
use crate::config::order::ListedFile;
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Folder, SourceId, Sources};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Folders that are looked into for it.
const HIGHEST: usize = 3;

/// A project, and how many folders above the one named its own file lies.
#[derive(Debug)]
pub(in crate::config) struct MeantProject {
    pub(in crate::config) folder: Folder,
    pub(in crate::config) above: usize,
    pub(in crate::config) outline: Outline,
}

/// The project that is meant by a folder without a book.toml of ours.
pub(in crate::config) fn meant(folder: &Folder, sources: &mut Sources) -> MeantProject {
    let here = |outline: Outline| MeantProject { folder: folder.clone(), above: 0, outline };
    let own = LISTS.iter().filter_map(|read| read(folder, sources)).find(|outline| !outline.entries.is_empty());
    let own = match own {
        Some(own) if own.settings.is_some() => return here(own.with_passed(folder)),
        own => own,
    };
    if let Some(project) = of_above(folder, own.as_ref(), sources) {
        return project;
    }
    if let Some(own) = own {
        return here(own.with_passed(folder));
    }
    if let Some(outline) = of_site(folder, sources) {
        return here(outline);
    }
    let above = above(folder).into_iter().enumerate().find_map(|(levels, (parent, within))| {
        let here = sources.rise(levels + 1);
        let site = site(&parent, sources);
        sources.set_folder(here);
        let site = site.filter(|site| !site.content.is_empty())?;
        (within == site.content || within.starts_with(&format!("{}/", site.content))).then_some((site, within))
    });
    let mut outline = match &above {
        Some((site, within)) if site.has_bundles() => found_of_site(folder, "", *within == site.content),
        _ => found(folder),
    };
    let above = above.and_then(|(site, _)| site.settings);
    if let Some(settings) = above
        .or_else(|| pandoc::metadata(folder, sources))
        .or_else(|| quarto::of_site(folder, sources))
        .or_else(|| of_home(folder, outline.home.as_deref()?, sources))
    {
        outline.settings = Some(settings);
    }
    here(outline)
}

/// The texts of a site whose own file lies in the folder.
fn of_site(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let site = site(folder, sources)?;
    let outline = match () {
        () if site.has_bundles() => found_of_site(folder, &site.content, true),
        () if !site.collections.is_empty() => found_in_collections(folder, &site.collections),
        () => found_below(folder, &site.content),
    };
    let SiteProject { program, file, settings, .. } = site;
    let outline = Outline { program, file: file.to_owned(), settings, ..outline };
    (!outline.entries.is_empty()).then(|| outline.with_passed(folder))
}

/// The texts of a folder whose book.toml of ours lists none: those of another program's list or site, as without that file. Of texts that
/// nobody lists those of the folder itself, unless more lie in folders below.
pub(in crate::config) fn beside_ours(folder: &Folder, sources: &mut Sources) -> Outline {
    if let Some(outline) = listed(folder, sources).or_else(|| of_site(folder, sources)) {
        return outline;
    }
    let (own, whole) = (found_at_top(folder), found(folder));
    let is_mass = whole.entries.len() > 2 * own.entries.len() || !whole.program.is_empty() || whole.narrowed && !own.narrowed;
    if is_mass { whole } else { own }
}

/// What a list in the folder says; none if there is no list, or none that names a file that is there.
fn listed(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let list = LISTS.iter().filter_map(|read| read(folder, sources)).find(|outline| !outline.entries.is_empty())?;
    Some(list.with_passed(folder))
}

/// The folders above one, the nearest first, each with the path from it.
fn above(folder: &Folder) -> Vec<(Folder, String)> {
    let Ok(real) = folder.files().real(folder.path()) else { return Vec::new() };
    let parents = real.ancestors().skip(1).take(HIGHEST).map(Path::to_owned);
    let within = |parent: &PathBuf| real.strip_prefix(parent).ok().map(|path| path.to_string_lossy().replace('\\', "/"));
    parents.filter_map(|parent| within(&parent).map(|within| (Folder::new(folder.files().clone(), parent), within))).collect()
}

/// A project above the folder that takes texts from it.
fn of_above(folder: &Folder, own: Option<&Outline>, sources: &mut Sources) -> Option<MeantProject> {
    for (levels, (parent, within)) in above(folder).into_iter().enumerate() {
        let here = sources.rise(levels + 1);
        let outline = ABOVE.iter().find_map(|read| read(&parent, sources));
        sources.set_folder(here);
        let Some(outline) = outline else { continue };
        let prefix = format!("{within}/");
        let inside = outline.entries.iter().filter(|entry| entry.path.starts_with(&prefix)).count();
        if inside == 0 {
            return None;
        }
        if inside == outline.entries.len() && outline.file.starts_with(&prefix) {
            return Some(MeantProject { outline: outline.with_passed(&parent), folder: parent, above: levels + 1 });
        }
        if own.is_some() {
            return None;
        }
        let settings = outline.settings.filter(|_| inside * 2 >= outline.entries.len());
        let known = |entry: &ListedFile| entry.path.strip_prefix(&prefix).map(|path| ListedFile { path: path.to_owned(), ..entry.clone() });
        let mut entries: Vec<ListedFile> = outline.entries.iter().filter_map(known).collect();
        let listed: BTreeSet<String> = entries.iter().map(|entry| entry.path.clone()).collect();
        let found = found(folder);
        // What the list has forgotten follows, for the folder was asked for and not the list.
        entries.extend(found.entries.into_iter().filter(|entry| !listed.contains(&entry.path)));
        let file = format!("{}{}", "../".repeat(levels + 1), outline.file);
        let passed = found.passed.into_iter().filter(|path| !listed.contains(path)).collect();
        let outline = Outline { program: outline.program, file, lists: true, settings, entries, passed, ..Outline::default() };
        return Some(MeantProject { folder: folder.clone(), above: 0, outline });
    }
    None
}

/// The title that the front matter of a site's first text gives.
fn of_home(folder: &Folder, path: &str, sources: &mut Sources) -> Option<(SourceId, FrontMatterNode)> {
    let source = sources.add(path, head(folder, &folder.inside(path).ok()?.1)?);
    let text = sources.get(source).text();
    let node = front_matter::parse(source, text, front_matter::split(text).0?, Code::BrokenFrontMatter, &mut Diagnostics::default());
    settings(source, &[("title", node.get("title"))])
}
