//! Quarto: the `book` of `_quarto.yml`.

use super::outline::{Outline, OutlineWriter, settings, yaml};
use crate::config::front_matter::{FrontMatterNode, FrontMatterValue};
use crate::config::order::Zone;
use crate::source::{Folder, InputFormat, Sources};

/// What Quarto's project file says.
pub(super) fn outline(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let file = ["_quarto.yml", "_quarto.yaml"].into_iter().find(|file| folder.has_file(file))?;
    let (source, node) = yaml(folder, file, sources)?;
    let book = node.get("book")?;
    let mut outline = OutlineWriter::new(folder, "Quarto", file, "");
    chapters(book.get("chapters")?, &mut outline);
    if let Some(appendices) = book.get("appendices") {
        (outline.zone, outline.part) = (Zone::Back, None);
        chapters(appendices, &mut outline);
    }
    let of_both = |key: &'static str| (key, book.get(key).or(node.get(key)));
    let given = ["title", "subtitle", "author", "date", "description", "lang", "cover-image", "isbn"].map(of_both);
    Some(outline.done(settings(source, &given)))
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
                outline.file(file, text("text"), 0);
            }
            match text("part") {
                // A part's page is a text with a title of its own.
                Some(part) if InputFormat::of(part).is_some() => {
                    outline.file(part, None, 0);
                }
                Some(part) => outline.part = Some(part.to_owned()),
                None => {}
            }
            node.get("chapters").into_iter().for_each(|below| chapters(below, outline));
        }
        FrontMatterValue::Empty => {}
    }
}
