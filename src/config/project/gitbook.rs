//! GitBook and HonKit: `SUMMARY.md`, and what `book.json` says of it; docsify: `_sidebar.md`.

use super::found::found_below;
use super::list::{self, ListDialect, ListLine};
use super::outline::{Outline, OutlineWriter, below, project_text, settings, yaml};
use crate::config::front_matter::{FrontMatterNode, FrontMatterValue};
use crate::source::{Folder, SourceId, Sources, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// The program's name.
pub(in crate::config) const GITBOOK: &str = "GitBook";

/// The name of the program that has its list of chapters beside the page.
pub(in crate::config) const DOCSIFY: &str = "docsify";

/// What GitBook's files say.
pub(super) fn outline(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let book = ["book.json", ".gitbook.yaml"].into_iter().find(|file| folder.has_file(file)).and_then(|file| yaml(folder, file, sources));
    let node = book.as_ref().map(|(_, node)| node);
    let text_of = |key: &str| node.and_then(|node| node.get(key)).and_then(FrontMatterNode::text);
    let structure = |key: &str| node.and_then(|node| node.get("structure")?.get(key)).and_then(FrontMatterNode::text);
    let root = text_of("root").unwrap_or("").trim_start_matches("./").trim_matches('/').to_owned();
    let summary = structure("summary").unwrap_or("SUMMARY.md").trim_start_matches("./");
    let places = [below(&root, summary), below(&root, "SUMMARY.markdown"), "src/SUMMARY.md".to_owned()];
    let file = places.into_iter().find(|file| folder.has_file(file))?;
    let text = project_text(folder, &file)?;
    let base = file.rsplit_once('/').map_or("", |(base, _)| base);
    let mut outline = OutlineWriter::new(folder, GITBOOK, &file, base);
    list::write(&list::lines(&text), ListDialect::GitBook, &mut outline);
    let variables = node.map(variables).unwrap_or_default();
    let outline = outline.done(book.and_then(|(source, node)| {
        let given = ["title", "subtitle", "author", "language", "description", "isbn"].map(|key| (key, node.get(key)));
        settings(source, &given)
    }));
    Some(Outline { variables, ..outline })
}

/// What stands for `book.name`, by that name: the `variables` of book.json. One in a table is called by the table's name too.
fn variables(book: &FrontMatterNode) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open: Vec<(String, &FrontMatterNode)> = book.get("variables").map(|node| ("book".to_owned(), node)).into_iter().collect();
    while let Some((name, node)) = open.pop() {
        if let Some(text) = node.text() {
            found.insert(name.clone(), text.to_owned());
        }
        open.extend(node.entries().iter().map(|entry| (format!("{name}.{}", entry.key), &entry.node)));
    }
    found
}

/// What GitBook has in several languages: the first that `LANGS.md` names.
pub(super) fn languages(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let text = project_text(folder, "LANGS.md")?;
    let language = list::lines(&text).into_iter().find_map(|line| match line {
        ListLine::Item(_, _, Some(link)) | ListLine::Loose(_, link) => Some(link.trim_matches(['.', '/']).to_owned()),
        _ => None,
    })?;
    let within = language.split('/').next().unwrap_or("").to_owned();
    let summary = below(&within, "SUMMARY.md");
    let book = [below(&within, "book.json"), "book.json".to_owned()].into_iter().find_map(|file| yaml(folder, &file, sources));
    let variables = book.as_ref().map(|(_, node)| variables(node)).unwrap_or_default();
    let outline = match project_text(folder, &summary) {
        Some(text) => {
            let mut outline = OutlineWriter::new(folder, GITBOOK, &summary, &within);
            list::write(&list::lines(&text), ListDialect::GitBook, &mut outline);
            outline.done(None)
        }
        None => found_below(folder, &within),
    };
    let settings = book.and_then(|(source, node)| {
        let given = ["title", "author", "description"].map(|key| (key, node.get(key)));
        settings(source, &given)
    });
    Some(Outline { program: GITBOOK, file: "LANGS.md".to_owned(), lists: false, settings, variables, ..outline })
}

/// What docsify's list says.
pub(super) fn docsify(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let file = ["_sidebar.md", "docs/_sidebar.md"].into_iter().find(|file| folder.has_file(file))?;
    let base = file.rsplit_once('/').map_or("", |(base, _)| base);
    let mut outline = OutlineWriter::new(folder, DOCSIFY, file, base);
    let mut lines = list::lines(&project_text(folder, file)?);
    for line in &mut lines {
        // The root of the site is its README.
        if let ListLine::Item(_, _, Some(link)) | ListLine::Loose(_, link) = line
            && matches!(link.trim(), "/" | "./" | "#/")
        {
            "README.md".clone_into(link);
        }
    }
    list::write(&lines, ListDialect::GitBook, &mut outline);
    Some(outline.done(name_of_site(folder, base, sources)))
}

/// The title of a site of docsify: the `name` in its page, the heading of its cover page, or the title of its page.
fn name_of_site(folder: &Folder, base: &str, sources: &mut Sources) -> Option<(SourceId, FrontMatterNode)> {
    let page = below(base, "index.html");
    let text = project_text(folder, &page).unwrap_or_default();
    let cover = below(base, "_coverpage.md");
    let front = project_text(folder, &cover).unwrap_or_default();
    let found = named(&text).map(|range| (&page, &text, range));
    let found = found.or_else(|| heading(&front).map(|range| (&cover, &front, range)));
    let (file, text, range) = found.or_else(|| head_title(&text).map(|range| (&page, &text, range)))?;
    let words = text[range.clone()].trim().to_owned();
    let source = sources.add(file.as_str(), text.clone());
    let node = FrontMatterNode { span: Span::new(source, range.start, range.end), value: FrontMatterValue::Text(words) };
    settings(source, &[("title", Some(&node))])
}

/// Where the value of `name:` stands in the settings of docsify on a page.
fn named(page: &str) -> Option<Range<usize>> {
    let from = page.find("$docsify")?;
    let mut keys = page[from..].match_indices("name").map(|(at, key)| (from + at, from + at + key.len()));
    keys.find_map(|(start, end)| {
        let is_word = page[..start].ends_with([' ', '\t', '\n', ',', '{', '\'', '"']);
        let rest = page[end..].trim_start_matches(['\'', '"', ' ']).strip_prefix(':')?.trim_start();
        let mark = rest.chars().next().filter(|c| is_word && matches!(c, '\'' | '"' | '`'))?;
        let start = page.len() - rest.len() + 1;
        let length = page[start..].find([mark, '\n']).filter(|length| *length > 0)?;
        // A name that is a picture is none.
        (!page[start..start + length].contains('<')).then_some(start..start + length)
    })
}

/// Where the words of the first heading of a text stand that are no tags.
fn heading(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(words) = line.strip_prefix("# ") {
            let words = words.split(['<', '[', '!']).next().unwrap_or("").trim();
            return (!words.is_empty()).then(|| at + 2 + line[2..].find(words).unwrap_or(0)).map(|start| start..start + words.len());
        }
        at += line.len();
    }
    None
}

/// Where the words of a page's `title` stand; not those that every new page has.
fn head_title(page: &str) -> Option<Range<usize>> {
    let start = page.find("<title>")? + "<title>".len();
    let end = start + page[start..].find("</title>")?;
    let words = page[start..end].trim().to_lowercase();
    (!matches!(&*words, "" | "document" | "docsify" | "title" | "home" | "index")).then_some(start..end)
}
