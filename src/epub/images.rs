//! Images: each file once, under a plain ASCII name.

use super::Writer;
use crate::book::{BlockKind, Book, ImageId, Picture, RunKind};
use std::collections::BTreeSet;

/// The path of each image inside the package, by index.
pub(super) fn paths(book: &Book) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let free = |image: &crate::book::Image, taken: &mut BTreeSet<String>| {
        let name = image.path.rsplit(['/', '\\']).next().unwrap_or("");
        let stem = super::xhtml::class(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let stem = if stem.is_empty() { "image" } else { &stem };
        let ending = image.format.ending();
        let mut path = format!("images/{stem}.{ending}");
        let mut number = 2;
        while path.starts_with("images/cover.") || !taken.insert(path.clone()) {
            path = format!("images/{stem}-{number}.{ending}");
            number += 1;
        }
        path
    };
    book.images.iter().map(|image| free(image, &mut taken)).collect()
}

/// The indices of the images in what this edition shows.
pub(super) fn shown(writer: &Writer) -> BTreeSet<usize> {
    let mut shown = BTreeSet::new();
    for block in writer.blocks() {
        if let BlockKind::Figure { picture: Picture::Shown(image, _), .. } = &block.kind {
            shown.insert(image.index());
        }
        shown.extend(block.prose().into_iter().flat_map(|prose| &prose.runs).filter_map(|run| match run.kind {
            RunKind::Image(image, _) => Some(image.index()),
            _ => None,
        }));
    }
    shown
}

/// The path of one image.
pub(super) fn path(paths: &[String], id: ImageId) -> &str {
    &paths[id.index()]
}
