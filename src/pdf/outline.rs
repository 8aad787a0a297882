//! The outline (bookmarks): the contents as a tree beside the pages, with an entry for the contents themselves.

use super::finishing::Finish;
use super::links::{DestinationGround, LinkPlaces, PagePoint};
use super::object::{name, text};
use super::written::PdfObjects;
use crate::book::ChapterId;
use crate::book::toc::{ContentsEntry, ContentsTarget};
use crate::edition;
use crate::layout::Pages;
use crate::layout::frame::{MatterRole, Origin};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// An entry of the outline.
#[derive(Debug, PartialEq, Eq)]
struct OutlineNode {
    title: String,
    place: PagePoint,
    children: Vec<OutlineNode>,
}

/// Adds the outline to the document; for a book without headings, its title at the text's beginning.
pub(super) fn outline(document: &mut Document, with: &Finish, ground: &DestinationGround, written: &mut PdfObjects) -> Option<ObjectId> {
    let places = with.places;
    let mut nodes = nodes(&edition::contents(places.edition(), with.contents_depth), places);
    if let Some(contents) = contents(with.pages, places) {
        let at = nodes.partition_point(|node| (node.place.page, -node.place.top) < (contents.place.page, -contents.place.top));
        nodes.insert(at, contents);
    }
    if nodes.is_empty() {
        // A text without a heading is still a place to go to.
        let place = places.chapter(ChapterId::new(0))?;
        nodes.push(OutlineNode { title: with.about.metadata.title.clone(), place, children: Vec::new() });
    }
    let root = document.new_object_id();
    let (first, last) = add(document, &nodes, root, ground, written);
    let count = i64::try_from(nodes.len()).expect("a source under 4 GiB has fewer headings");
    document.set_object(root, dictionary! { "Type" => name("Outlines"), "First" => first, "Last" => last, "Count" => count });
    Some(root)
}

/// The contents' entries with their places; what is on no page has no entry, but its children rise to its level.
fn nodes(entries: &[ContentsEntry], places: &LinkPlaces) -> Vec<OutlineNode> {
    let mut nodes = Vec::new();
    for entry in entries {
        let place = match entry.target {
            ContentsTarget::Part(chapter) => places.chapter(chapter),
            ContentsTarget::Section(section) => places.block(places.book().section(section).heading),
            ContentsTarget::Introduction => places.introduction,
            ContentsTarget::Commentary => places.commentary,
            ContentsTarget::Figure(id) | ContentsTarget::Table(id) => places.block(id),
        };
        let children = self::nodes(&entry.children, places);
        match place {
            Some(place) => nodes.push(OutlineNode { title: entry.title.words.clone(), place, children }),
            None => nodes.extend(children),
        }
    }
    nodes
}

/// The entry for the contents themselves.
fn contents(pages: &Pages, places: &LinkPlaces) -> Option<OutlineNode> {
    let index = pages.matter.iter().position(|line| line.role == MatterRole::ContentsHeading)?;
    let place = places.of(Origin::Matter(u32::try_from(index).ok()?))?;
    Some(OutlineNode { title: pages.matter[index].text.clone(), place, children: Vec::new() })
}

/// Adds siblings and all below them. Children are folded away (a negative count), so a long book opens as its chapters.
fn add(
    document: &mut Document,
    nodes: &[OutlineNode],
    parent: ObjectId,
    ground: &DestinationGround,
    written: &mut PdfObjects,
) -> (ObjectId, ObjectId) {
    let ids: Vec<ObjectId> = nodes.iter().map(|_| document.new_object_id()).collect();
    for (at, node) in nodes.iter().enumerate() {
        let mut entry: Dictionary = dictionary! { "Title" => text(&node.title), "Parent" => parent };
        ground.lead(&mut entry, node.place);
        if at > 0 {
            entry.set("Prev", ids[at - 1]);
        }
        if let Some(&next) = ids.get(at + 1) {
            entry.set("Next", next);
        }
        if !node.children.is_empty() {
            let (first, last) = add(document, &node.children, ids[at], ground, written);
            entry.set("First", first);
            entry.set("Last", last);
            entry.set("Count", -i64::try_from(node.children.len()).expect("a source under 4 GiB has fewer headings"));
        }
        written.add(ids[at], &Object::Dictionary(entry));
    }
    (ids[0], ids[ids.len() - 1])
}
