//! Hugo, Zola and Jekyll: programs that make a site of all texts in a folder, and say in a file of their own whose it is.

use super::found::POSTS;
use super::names;
use super::outline::{below, project_file, settings, yaml};
use crate::config::front_matter::{FrontMatterEntry, FrontMatterNode, of_toml};
use crate::source::{EntryKind, Folder, SourceId, Sources};

/// A site: the program that makes it, its file, what that says, and the folder of the texts.
#[derive(Debug)]
pub(super) struct SiteProject {
    pub(super) program: &'static str,
    pub(super) file: &'static str,
    pub(super) settings: Option<(SourceId, FrontMatterNode)>,
    pub(super) content: String,
    /// The folders of Jekyll's collections that have pages, in the order in which they are named.
    pub(super) collections: Vec<String>,
}

impl SiteProject {
    /// Whether a text that lies beside a folder's `index.md` is no page: in Hugo and Zola, not in Jekyll.
    pub(super) fn has_bundles(&self) -> bool {
        self.program != "Jekyll"
    }
}

/// Files of settings and the programs that they may be of.
const FILES: [&str; 17] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "config/_default/hugo.toml",
    "config/_default/hugo.yaml",
    "config/_default/hugo.yml",
    "config/_default/config.toml",
    "config/_default/config.yaml",
    "config/_default/config.yml",
    "config/_default/config.json",
    "_config.yml",
    "_config.yaml",
];

/// The site whose own file lies in a folder.
pub(super) fn site(folder: &Folder, sources: &mut Sources) -> Option<SiteProject> {
    let is_folder = |path: &str| folder.about(path).is_some_and(|facts| facts.kind == EntryKind::Folder);
    let file = FILES.into_iter().find(|file| folder.has_file(file))?;
    let jekyll = file.starts_with('_');
    let (source, node) = if file.ends_with("toml") {
        let source = project_file(folder, file, sources)?;
        (source, of_toml(source, sources.get(source).text()))
    } else {
        yaml(folder, file, sources)?
    };
    let text = |key: &str| node.get(key).and_then(FrontMatterNode::text);
    let content = match jekyll {
        true => if is_folder(POSTS) { POSTS } else { "" }.to_owned(),
        false => text("contentDir").or(text("contentdir")).unwrap_or("content").trim_matches('/').to_owned(),
    };
    // A file called `config` alone may be any program's.
    if !jekyll && !is_folder(&content) {
        return None;
    }
    let language =
        ["languageCode", "locale", "defaultContentLanguage", "default_language", "lang"].into_iter().find_map(|key| node.get(key));
    let main = ["defaultContentLanguage", "default_language"].into_iter().find_map(text).unwrap_or("en");
    let of_language = below(&content, main);
    let content = if !jekyll && is_folder(&of_language) { of_language } else { content };
    let author = node.get("author").or_else(|| node.get("params")?.get("author"));
    // Older sites of Jekyll are called by their `name`.
    let title = node.get("title").or_else(|| node.get("name").filter(|_| jekyll)).or_else(|| node.get("extra")?.get("title"));
    let given = [("title", title), ("author", author), ("language", language), ("description", node.get("description"))];
    let program = match (jekyll, text("base_url").is_some()) {
        (true, _) => "Jekyll",
        (false, true) => "Zola",
        (false, false) => "Hugo",
    };
    let collections = if jekyll { collections(folder, &node) } else { Vec::new() };
    Some(SiteProject { program, file, settings: settings(source, &given), content, collections })
}

/// The folders of the collections that Jekyll makes pages of: `output: true`. Where one is called as the chapters of a book are, it alone
/// is the book; else posts are one of them.
fn collections(folder: &Folder, node: &FrontMatterNode) -> Vec<String> {
    let within = node.get("collections_dir").and_then(FrontMatterNode::text).unwrap_or("").trim_matches(['.', '/']);
    let is_folder = |path: &String| folder.about(path).is_some_and(|facts| facts.kind == EntryKind::Folder);
    let has_pages = |entry: &&FrontMatterEntry| entry.node.get("output").and_then(FrontMatterNode::text) == Some("true");
    let entries = node.get("collections").map(FrontMatterNode::entries).unwrap_or_default().iter().filter(has_pages);
    let named =
        entries.filter(|entry| entry.key != "posts").map(|entry| (entry.key.to_lowercase(), below(within, &format!("_{}", entry.key))));
    let all: Vec<(String, String)> = named.filter(|(_, path)| is_folder(path)).collect();
    match all.iter().find(|(name, _)| names::BOOKS.contains(&name.as_str())) {
        Some((_, path)) => vec![path.clone()],
        None if all.is_empty() => Vec::new(),
        None => {
            let posts = Some(POSTS.to_owned()).filter(|path| is_folder(path));
            all.into_iter().map(|(_, path)| path).chain(posts).collect()
        }
    }
}
