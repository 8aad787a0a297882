//! Hashes of pages: what is seen of a page and the number it has, so that a page that looks as it did is not sent again.

use crate::book::Book;
use crate::fonts::Fonts;
use crate::layout::frame::{ItemContent, Page, Pages};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The hash of each page, in order.
pub(super) fn of(pages: &Pages, book: &Book, fonts: &Fonts) -> Vec<u64> {
    let faces: Vec<u64> = fonts.faces().map(|(_, face)| hash(&(&face.name, face.units_per_em, face.data().len()))).collect();
    let images: Vec<u64> = book.images.iter().map(|image| image.file.print()).collect();
    pages.pages.par_iter().map(|page| print(page, &faces, &images)).collect()
}

fn print(page: &Page, faces: &[u64], images: &[u64]) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&page.label, &page.turned).hash(&mut hasher);
    for item in &page.items {
        hasher.write_i64(item.x.units());
        hasher.write_i64(item.y.units());
        match &item.content {
            ItemContent::Text(text) => {
                hasher.write_u64(faces.get(text.face.index()).copied().unwrap_or_default());
                hasher.write_i64(text.size.units());
                for glyph in &text.glyphs {
                    hasher.write_u64(u64::from(glyph.id) << 32 | u64::from(glyph.advance.cast_unsigned()));
                }
                for shift in &text.shifts {
                    (shift.glyph, shift.dx, shift.dy).hash(&mut hasher);
                }
            }
            ItemContent::Rule { width, height } => (0, width.units(), height.units()).hash(&mut hasher),
            ItemContent::Picture { image, width, height } => {
                let print = images.get(image.index()).copied().unwrap_or_default();
                (1, print, width.units(), height.units()).hash(&mut hasher);
            }
        }
    }
    hasher.finish()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
