//! Programs that make manuals of Markdown: MkDocs, Jupyter Book and Docusaurus.

use super::found::found_below;
use super::outline::{Outline, OutlineWriter, project_text, settings, yaml};
use crate::config::front_matter::{FrontMatterNode, FrontMatterValue, of_yaml};
use crate::source::{Folder, Sources};

/// What MkDocs' file says: its `nav`, or without one the texts of its folder.
pub(super) fn mkdocs(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let file = ["mkdocs.yml", "mkdocs.yaml"].into_iter().find(|file| folder.has_file(file))?;
    let (source, node) = yaml(folder, file, sources)?;
    let within = node.get("docs_dir").and_then(FrontMatterNode::text).unwrap_or("docs").trim_matches('/').to_owned();
    let given = [
        ("title", node.get("site_name")),
        ("author", node.get("site_author")),
        ("description", node.get("site_description")),
        ("language", node.get("theme").and_then(|theme| theme.get("language"))),
    ];
    let settings = settings(source, &given);
    let Some(nav) = node.get("nav").or(node.get("pages")) else {
        return Some(Outline { program: "MkDocs", file: file.to_owned(), settings, ..found_below(folder, &within).with_home(&within) });
    };
    let mut outline = OutlineWriter::new(folder, "MkDocs", file, &within);
    self::nav(nav, None, &mut outline);
    Some(outline.done(settings))
}

/// What the settings of Docusaurus say, a program of JavaScript of which only plain values are read; the texts are those of `docs`.
pub(super) fn docusaurus(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let names = ["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs"];
    let file = names.into_iter().find(|file| folder.has_file(file))?;
    let text = project_text(folder, file)?;
    let value = |key: &str| {
        let rest = text.lines().find_map(|line| line.trim_start().strip_prefix(key)?.strip_prefix(':'))?.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        rest[1..].split(quote).next().filter(|value| !value.is_empty() && !value.contains(['$', '\\', '"'])).map(str::to_owned)
    };
    // The template's language says nothing.
    let language = value("defaultLocale").filter(|tag| tag != "en");
    let given: String = [("title", value("title")), ("language", language)]
        .into_iter()
        .filter_map(|(key, value)| Some(format!("{key}: \"{}\"\n", value?)))
        .collect();
    let source = sources.add(file, given);
    let node = of_yaml(source, sources.get(source).text());
    let settings = settings(source, &[("title", node.get("title")), ("language", node.get("language"))]);
    Some(Outline { program: "Docusaurus", file: file.to_owned(), settings, ..found_below(folder, "docs") })
}

/// Files, and titles with a file or a list below them: of these the outermost are parts.
fn nav(node: &FrontMatterNode, title: Option<&str>, outline: &mut OutlineWriter) {
    match &node.value {
        FrontMatterValue::Text(file) => {
            outline.file(file, title, 0);
        }
        FrontMatterValue::List(items) => {
            if let Some(title) = title.filter(|_| outline.part.is_none()) {
                outline.part = Some(title.to_owned());
            }
            items.iter().for_each(|item| nav(item, None, outline));
        }
        FrontMatterValue::Table(entries) => entries.iter().for_each(|entry| nav(&entry.node, Some(&entry.key), outline)),
        FrontMatterValue::Empty => {}
    }
}

/// Folders in which Jupyter Books lie.
const JUPYTER: [&str; 7] = ["", "book/", "docs/", "lectures/", "content/", "source/", "src/"];

/// What Jupyter Book's `_toc.yml` says.
pub(super) fn jupyter(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let within = JUPYTER.into_iter().find(|within| folder.has_file(&format!("{within}_toc.yml")))?;
    let file = format!("{within}_toc.yml");
    let (_, node) = yaml(folder, &file, sources)?;
    let old = project_text(folder, &file).filter(|text| is_list(text)).map(|text| format!("items:\n{text}"));
    let mut outline = OutlineWriter::new(folder, "Jupyter Book", &file, within.trim_end_matches('/'));
    if let Some(text) = old {
        let source = sources.add(&*file, text);
        let node = of_yaml(source, sources.get(source).text());
        if let Some(FrontMatterValue::List(items)) = node.get("items").map(|items| &items.value) {
            old_toc(items, &mut outline);
        }
    }
    if let Some(root) = node.get("root").and_then(FrontMatterNode::text) {
        outline.file(root, None, 0);
    }
    chapters(&node, 0, &mut outline);
    let settings = yaml(folder, &format!("{within}_config.yml"), sources).and_then(|(source, config)| {
        let given = [("title", config.get("title")), ("author", config.get("author")), ("language", config.get("language"))];
        settings(source, &given)
    });
    Some(outline.done(settings))
}

/// Whether a text of YAML is a list.
fn is_list(text: &str) -> bool {
    text.lines()
        .map(str::trim_end)
        .find(|line| !line.is_empty() && !line.starts_with('#') && *line != "---")
        .is_some_and(|line| line.starts_with("- "))
}

/// The list of older Jupyter Books: the first text, then parts with their chapters.
fn old_toc(items: &[FrontMatterNode], outline: &mut OutlineWriter) {
    for item in items {
        let text = |key: &str| item.get(key).and_then(FrontMatterNode::text);
        if let Some(part) = text("part").or(text("header")) {
            outline.part = Some(part.to_owned());
        }
        let is_there = text("file").is_some_and(|file| outline.file(file, text("title"), 0));
        chapters(item, u8::from(is_there), outline);
    }
}

fn chapters(node: &FrontMatterNode, depth: u8, outline: &mut OutlineWriter) {
    let list = |key: &str| match node.get(key).map(|node| &node.value) {
        Some(FrontMatterValue::List(items)) => items.clone(),
        _ => Vec::new(),
    };
    for part in list("parts") {
        outline.part = part.get("caption").and_then(FrontMatterNode::text).map(str::to_owned);
        chapters(&part, 0, outline);
    }
    for item in ["chapters", "sections"].into_iter().flat_map(list) {
        let text = |key: &str| item.get(key).and_then(FrontMatterNode::text);
        let is_there = text("file").is_some_and(|file| outline.file(file, text("title"), depth));
        if depth < 6 {
            chapters(&item, if is_there { depth + 1 } else { depth }, outline);
        }
    }
}
