//! The table of contents: a pure function of the book.

use super::{Book, ChapterId, SectionId};

/// One entry of the contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it leads to.
    pub target: Target,
    /// The words shown.
    pub title: String,
    /// The entries under it.
    pub children: Vec<Entry>,
}

/// What an entry of the contents leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A part, which begins with this chapter.
    Part(ChapterId),
    /// A heading.
    Section(SectionId),
    /// The introduction to the commentary; an edition's contents have it, [`toc`] knows nothing of it.
    Introduction,
}

/// The contents down to `depth` levels of headings; parts come on top of those.
#[must_use]
pub fn toc(book: &Book, depth: u8) -> Vec<Entry> {
    let mut all = Vec::new();
    let mut in_part = false;
    for (index, chapter) in book.chapters.iter().enumerate() {
        if let Some(title) = &chapter.part {
            all.push(Entry { target: Target::Part(ChapterId::new(index)), title: title.clone(), children: Vec::new() });
            in_part = true;
        }
        if chapter.division == super::Division::Back {
            in_part = false;
        }
        let list = match all.last_mut() {
            Some(part) if in_part => &mut part.children,
            _ => &mut all,
        };
        for &block in &chapter.blocks {
            if let super::BlockKind::Heading { section, .. } = book.block(block).kind {
                let heading = book.section(section);
                if heading.listed && heading.depth <= depth {
                    let entry = Entry { target: Target::Section(section), title: heading.title.clone(), children: Vec::new() };
                    nest(list, heading.depth, entry);
                }
            }
        }
    }
    all
}

/// Adds an entry below the last one of the level above it.
fn nest(list: &mut Vec<Entry>, depth: u8, entry: Entry) {
    match list.last_mut() {
        Some(last) if depth > 1 => nest(&mut last.children, depth - 1, entry),
        _ => list.push(entry),
    }
}
