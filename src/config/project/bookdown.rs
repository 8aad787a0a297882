//! bookdown: `rmd_files` of `_bookdown.yml`, or the folder's R Markdown in the order of names, `index.Rmd` first.

use super::outline::{Outline, OutlineWriter, yaml};
use crate::config::front_matter::{FrontMatterNode, FrontMatterValue};
use crate::config::sorted::sort_by_name;
use crate::language::THEOREMS;
use crate::source::{EntryKind, Folder, Sources};
use std::collections::BTreeMap;

/// What bookdown's files say. Title and people stand in the front matter of the first file.
pub(super) fn outline(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let (_, node) = yaml(folder, "_bookdown.yml", sources)?;
    let mut outline = OutlineWriter::new(folder, "bookdown", "_bookdown.yml", "");
    match node.get("rmd_files").map(files).filter(|files| !files.is_empty()) {
        Some(files) => files.iter().for_each(|file| {
            outline.file(file, None, 0);
        }),
        None => {
            let mut names = rmd(folder, "");
            for sub in subfolders(folder, node.get("rmd_subdir")) {
                names.extend(rmd(folder, &sub).into_iter().map(|name| format!("{sub}/{name}")));
            }
            names.sort_by_key(|name| name != "index.Rmd");
            for name in &names {
                outline.file(name, None, 0);
            }
        }
    }
    Some(Outline { theorems: theorems(&node), ..outline.done(None) })
}

/// The words for theorems under `language: label:`, each by what stands before the labels of its kind.
fn theorems(node: &FrontMatterNode) -> BTreeMap<String, String> {
    let Some(table) = node.get("language").and_then(|language| language.get("label")) else { return BTreeMap::new() };
    let word = |(short, kind): &(&str, &str)| {
        let label = if short.is_empty() { kind } else { short };
        let word = table.get(label).and_then(FrontMatterNode::text)?.trim();
        (!word.is_empty()).then(|| ((*kind).to_owned(), word.to_owned()))
    };
    THEOREMS.iter().filter_map(word).collect()
}

/// A list of files, which may be one for each kind of output.
fn files(node: &FrontMatterNode) -> Vec<String> {
    match &node.value {
        FrontMatterValue::Text(file) => vec![file.clone()],
        FrontMatterValue::List(items) => items.iter().filter_map(|item| item.text().map(str::to_owned)).collect(),
        FrontMatterValue::Table(_) => {
            ["epub", "html", "pdf", "latex"].iter().find_map(|output| node.get(output)).map(files).unwrap_or_default()
        }
        FrontMatterValue::Empty => Vec::new(),
    }
}

fn subfolders(folder: &Folder, given: Option<&FrontMatterNode>) -> Vec<String> {
    match given.map(|node| &node.value) {
        Some(FrontMatterValue::List(items)) => items.iter().filter_map(|item| item.text().map(str::to_owned)).collect(),
        Some(FrontMatterValue::Text(yes)) if matches!(yes.as_str(), "true" | "yes") => {
            let names = folder.list("").into_iter().filter(|entry| entry.kind == EntryKind::Folder);
            names.map(|entry| entry.name.to_string_lossy().into_owned()).filter(|name| !name.starts_with(['.', '_'])).collect()
        }
        Some(FrontMatterValue::Text(no)) if matches!(no.as_str(), "false" | "no" | "") => Vec::new(),
        Some(FrontMatterValue::Text(name)) => vec![name.trim_start_matches("./").trim_end_matches('/').to_owned()],
        _ => Vec::new(),
    }
}

/// The names of R Markdown in a folder.
fn rmd(folder: &Folder, within: &str) -> Vec<String> {
    let names = folder.list(within).into_iter().filter_map(|entry| entry.name.into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.to_lowercase().ends_with(".rmd") && !name.starts_with(['.', '_'])).collect();
    sort_by_name(&mut names, |name| name);
    names
}
