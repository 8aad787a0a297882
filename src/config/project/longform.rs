//! Longform, a plug-in of Obsidian: a note whose front matter lists the scenes of a novel.

use super::outline::{Outline, OutlineWriter, below, settings};
use crate::config::front_matter::{FrontMatterNode, FrontMatterValue, of_yaml, split};
use crate::config::head::head;
use crate::source::{Folder, InputFormat, Sources};

/// What Longform's note says.
pub(super) fn outline(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let names = folder.list("").into_iter().filter_map(|entry| entry.name.into_string().ok());
    names.filter(|name| InputFormat::of(name) == Some(InputFormat::Markdown)).find_map(|name| of_note(folder, &name, sources))
}

fn of_note(folder: &Folder, name: &str, sources: &mut Sources) -> Option<Outline> {
    let head = head(folder, &folder.inside(name).ok()?.1)?;
    let range = split(&head).0?;
    if !head[range.clone()].lines().any(|line| line.starts_with("longform:")) {
        return None;
    }
    let source = sources.add(name, &head[..range.end]);
    let front = of_yaml(source, &sources.get(source).text()[range.start..]);
    let node = front.get("longform")?;
    let scenes = node.get("scenes")?;
    let within = node.get("sceneFolder").and_then(FrontMatterNode::text).unwrap_or("").trim_matches('/');
    let mut outline = OutlineWriter::new(folder, "Longform", name, &below("", within));
    self::scenes(scenes, 0, &mut outline);
    let given = [("title", node.get("title").or(front.get("title"))), ("author", front.get("author").or(front.get("authors")))];
    Some(outline.done(settings(source, &given)))
}

/// Scenes by the names of their notes; those in a list of their own stand below the one before it.
fn scenes(node: &FrontMatterNode, depth: u8, outline: &mut OutlineWriter) {
    let FrontMatterValue::List(items) = &node.value else { return };
    for item in items {
        match &item.value {
            FrontMatterValue::List(_) if depth < 6 => scenes(item, depth + 1, outline),
            _ => {
                if let Some(name) = item.text() {
                    outline.file(name, Some(name), depth);
                }
            }
        }
    }
}
