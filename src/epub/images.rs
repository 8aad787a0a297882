//! Images: each file once, under a plain ASCII name.

use super::DocumentWriter;
use super::error::EpubError;
use crate::book::{BlockKind, Book, Image, ImageFormat, Picture, RunKind};
use crate::picture::inspect::PictureKind;
use crate::picture::recast::recast;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The path of each image inside the package, by index.
pub(super) fn paths(book: &Book) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let free = |image: &Image, taken: &mut BTreeSet<String>| {
        let name = image.path.rsplit(['/', '\\']).next().unwrap_or("");
        let stem = crate::source::xml::class(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let stem = if stem.is_empty() { "image" } else { &stem };
        let ending = image.published().ending();
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

/// The bytes of an image as reading systems take it.
pub(super) fn bytes(image: &Image) -> Result<Cow<'_, [u8]>, EpubError> {
    let bytes = image.file.bytes().map_err(|fault| EpubError::Image { span: image.span, fault })?;
    let wanted = match image.recast {
        None => return Ok(bytes),
        Some(ImageFormat::Jpeg) => PictureKind::Jpeg,
        Some(_) => PictureKind::Png,
    };
    let made = recast(&bytes, wanted);
    made.map(Cow::Owned).ok_or_else(|| EpubError::Unsaved { span: image.span, path: image.path.clone() })
}

/// The indices of the images in what this edition shows.
pub(super) fn shown(writer: &DocumentWriter) -> BTreeSet<usize> {
    let mut shown = BTreeSet::new();
    for block in writer.blocks() {
        if let (BlockKind::SceneBreak, Some(image)) = (&block.kind, writer.book().ornament) {
            shown.insert(image.index());
        }
        if let BlockKind::Figure { picture: Picture::Shown(image, ..), .. } = &block.kind {
            shown.insert(image.index());
        }
        shown.extend(block.prose().into_iter().flat_map(|prose| &prose.runs).filter_map(|run| match run.kind {
            RunKind::Image(image, ..) => Some(image.index()),
            _ => None,
        }));
    }
    shown
}
