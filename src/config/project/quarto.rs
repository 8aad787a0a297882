//! Quarto: the `book` of `_quarto.yml`.

use super::outline::{Outline, OutlineWriter, settings, yaml};
use crate::config::front_matter::{FrontMatterNode, FrontMatterValue};
use crate::config::order::Zone;
use crate::config::plain::styled;
use crate::source::{Folder, InputFormat, SourceId, Sources};

/// What Quarto's project file says.
pub(super) fn outline(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let file = ["_quarto.yml", "_quarto.yaml"].into_iter().find(|file| folder.has_file(file))?;
    let read = yaml(folder, file, sources)?;
    let others: Vec<String> = read.1.get("metadata-files").map(texts).unwrap_or_default();
    let mut files = vec![read];
    files.extend(others.iter().filter_map(|file| yaml(folder, file, sources)));
    let of_book = |key: &str| files.iter().find_map(|(_, node)| node.get("book")?.get(key));
    let mut outline = OutlineWriter::new(folder, "Quarto", file, "");
    chapters(of_book("chapters")?, &mut outline);
    if let Some(appendices) = of_book("appendices") {
        (outline.zone, outline.part) = (Zone::Back, None);
        chapters(appendices, &mut outline);
    }
    // Title and people are taken from one file, so that each has its place there.
    let names = |node: &FrontMatterNode| node.get("book").is_some_and(|book| book.get("title").is_some());
    let (source, node) = files.iter().find(|(_, node)| names(node)).or(files.first())?;
    let (source, book) = (*source, node.get("book"));
    let of_both = |key: &'static str| (key, book.and_then(|book| book.get(key)).or(node.get(key)));
    let given = ["title", "subtitle", "author", "date", "description", "lang", "cover-image", "isbn"].map(of_both);
    Some(outline.done(settings(source, &given)))
}

/// What Quarto's file says of a site that is no book: its title and language.
pub(super) fn of_site(folder: &Folder, sources: &mut Sources) -> Option<(SourceId, FrontMatterNode)> {
    let file = ["_quarto.yml", "_quarto.yaml"].into_iter().find(|file| folder.has_file(file))?;
    let (source, node) = yaml(folder, file, sources)?;
    let site = ["website", "book", "manuscript"].into_iter().find_map(|key| node.get(key));
    let of_both = |key: &'static str| (key, site.and_then(|site| site.get(key)).or(node.get(key)));
    settings(source, &["title", "subtitle", "author", "description", "lang"].map(of_both))
}

/// The texts of a list, or the one that stands in its place.
fn texts(node: &FrontMatterNode) -> Vec<String> {
    match &node.value {
        FrontMatterValue::List(items) => items.iter().filter_map(FrontMatterNode::text).map(str::to_owned).collect(),
        _ => node.text().map(str::to_owned).into_iter().collect(),
    }
}

fn chapters(node: &FrontMatterNode, outline: &mut OutlineWriter) {
    match &node.value {
        FrontMatterValue::Text(file) => {
            outline.file(file, None, 0);
        }
        FrontMatterValue::List(items) => items.iter().for_each(|item| chapters(item, outline)),
        FrontMatterValue::Table(_) => {
            let text = |key: &str| node.get(key).and_then(FrontMatterNode::text);
            if let Some(file) = text("file").or_else(|| text("href")) {
                let title = text("text").map(|title| styled(title).words);
                outline.file(file, title.as_deref(), 0);
            }
            match text("part") {
                // A part's page is a text with a title of its own.
                Some(part) if InputFormat::of(part).is_some() => {
                    outline.file(part, None, 0);
                }
                Some(part) => outline.part = Some(styled(part).words),
                None => {}
            }
            node.get("chapters").into_iter().for_each(|below| chapters(below, outline));
        }
        FrontMatterValue::Empty => {}
    }
}
