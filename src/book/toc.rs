//! The table of contents: a pure function of the book.

use super::{BEHIND_NUMBER, BlockGroup, BlockId, BlockKind, Book, Chapter, ChapterId, SectionId, StyledWords};

/// An entry of the contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsEntry {
    /// What the entry leads to.
    pub target: ContentsTarget,
    /// The words shown.
    pub title: StyledWords,
    /// Who wrote what the entry leads to, if the book says so of it.
    pub author: Option<String>,
    /// The entries under it.
    pub children: Vec<ContentsEntry>,
}

/// What an entry of the contents leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContentsTarget {
    /// A part, which begins with this chapter.
    Part(ChapterId),
    /// A heading.
    Section(SectionId),
    /// The introduction to the commentary; an edition's contents have it, [`toc`] knows nothing of it.
    Introduction,
    /// The chapter that an edition gathers the commentary in; [`toc`] knows nothing of it either.
    Commentary,
    /// A figure, in the list of figures.
    Figure(BlockId),
    /// The caption of a table, in the list of tables.
    Table(BlockId),
}

/// The contents down to `depth` levels of headings; parts come on top of those.
#[must_use]
pub fn toc(book: &Book, depth: u8) -> Vec<ContentsEntry> {
    let mut all = Vec::new();
    let mut in_part = false;
    for (index, chapter) in book.chapters.iter().enumerate() {
        if let Some(title) = &chapter.part {
            all.push(ContentsEntry {
                target: ContentsTarget::Part(ChapterId::new(index)),
                title: StyledWords::plain(title),
                author: None,
                children: Vec::new(),
            });
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
                    let target = ContentsTarget::Section(section);
                    let entry = ContentsEntry { target, title: heading.numbered(), author: heading.author.clone(), children: Vec::new() };
                    nest(list, heading.depth, entry);
                }
            }
        }
    }
    all
}

/// The figures of the chapters that are `shown` that have a caption, in order, each by the first sentence of it.
#[must_use]
pub(crate) fn figures(book: &Book, shown: impl Fn(&Chapter) -> bool) -> Vec<ContentsEntry> {
    captioned(book, shown, |id, kind| match *kind {
        BlockKind::Figure { caption: Some(caption), .. } => Some((ContentsTarget::Figure(id), caption)),
        BlockKind::Group(BlockGroup { caption: Some(caption), .. }) => Some((ContentsTarget::Figure(caption), caption)),
        _ => None,
    })
}

/// The tables of the chapters that are `shown` that have a caption, in order, each by the first sentence of it.
#[must_use]
pub(crate) fn tables(book: &Book, shown: impl Fn(&Chapter) -> bool) -> Vec<ContentsEntry> {
    captioned(book, shown, |_, kind| match kind {
        BlockKind::Table(table) => table.caption.map(|caption| (ContentsTarget::Table(caption), caption)),
        _ => None,
    })
}

/// What `listed` picks out of the chapters, with its caption.
fn captioned(
    book: &Book,
    shown: impl Fn(&Chapter) -> bool,
    listed: impl Fn(BlockId, &BlockKind) -> Option<(ContentsTarget, BlockId)>,
) -> Vec<ContentsEntry> {
    let mut all = Vec::new();
    let mut open: Vec<BlockId> =
        book.chapters.iter().filter(|chapter| shown(chapter)).flat_map(|chapter| &chapter.blocks).rev().copied().collect();
    while let Some(id) = open.pop() {
        let block = book.block(id);
        if let Some((target, caption)) = listed(id, &block.kind)
            && let Some(prose) = book.block(caption).prose()
        {
            let said = prose.said();
            let title = match book.captions.get(&caption) {
                // The head of the list says what the number is of.
                Some(label) => format!("{}{BEHIND_NUMBER}{}", label.number, first_sentence(said.get(label.words.len()..).unwrap_or(&said))),
                None => first_sentence(&said).to_owned(),
            };
            all.push(ContentsEntry { target, title: StyledWords::plain(title), author: None, children: Vec::new() });
        } else {
            open.extend(block.children().into_iter().rev());
        }
    }
    all
}

/// A caption up to the end of its first sentence, but not to that of a number (`Fig. 3.`).
fn first_sentence(caption: &str) -> &str {
    let ends = caption.match_indices(". ").find(|(at, _)| caption[..*at].split_whitespace().count() > 2);
    ends.map_or(caption, |(at, _)| &caption[..at])
}

/// Adds an entry below the last one of the level above it.
fn nest(list: &mut Vec<ContentsEntry>, depth: u8, entry: ContentsEntry) {
    match list.last_mut() {
        Some(last) if depth > 1 => nest(&mut last.children, depth - 1, entry),
        _ => list.push(entry),
    }
}
