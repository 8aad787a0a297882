//! Pages in the order in which they are numbered, before they have heads and folios.

use super::compose::PageDraft;
use super::frame::{ContentsLine, MatterLine, MatterRole};
use super::paginate::OpeningSide;
use crate::book::numbering::roman;
use crate::book::toc::ContentsTarget;
use std::borrow::Cow;

/// A page in its place in a run, with what its head needs.
#[derive(Default)]
pub(super) struct PageSlot<'w> {
    pub(super) sheetling: PageDraft,
    /// The chapter that the page is of, by index.
    pub(super) chapter: Option<usize>,
    /// The part or introduction that the page opens.
    pub(super) opens: Option<ContentsTarget>,
    /// What the page's head says, if it is of no chapter.
    pub(super) title: Option<Cow<'w, str>>,
}

/// Pages numbered together; the first is a recto.
#[derive(Default)]
pub(super) struct NumberedPages<'w> {
    pub(super) slots: Vec<PageSlot<'w>>,
    /// Whether what begins on a recto in a book begins on the next page here, so that no page is left blank.
    pub(super) any_side: bool,
}

impl<'w> NumberedPages<'w> {
    /// How many pages there are.
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// Makes the next page a recto, if this is a run of a book.
    pub(super) fn recto(&mut self) {
        if !self.any_side {
            self.right();
        }
    }

    /// Makes the next page a recto.
    pub(super) fn right(&mut self) {
        if !self.len().is_multiple_of(2) {
            self.blank();
        }
    }

    /// Makes the next page a verso.
    pub(super) fn verso(&mut self) {
        if self.len().is_multiple_of(2) {
            self.blank();
        }
    }

    fn blank(&mut self) {
        self.slots.push(PageSlot { sheetling: PageDraft { bare: true, ..PageDraft::default() }, ..PageSlot::default() });
    }

    /// The side of the next page.
    pub(super) fn side(&self) -> OpeningSide {
        if self.len().is_multiple_of(2) { OpeningSide::Recto } else { OpeningSide::Verso }
    }

    /// Adds a chapter that is not in the manuscript.
    pub(super) fn open(&mut self, pages: Vec<PageDraft>, title: &'w str, target: ContentsTarget) {
        let first = self.len();
        self.slots.extend(pages.into_iter().map(|sheetling| PageSlot {
            sheetling,
            title: Some(Cow::Borrowed(title)),
            ..PageSlot::default()
        }));
        if let Some(slot) = self.slots.get_mut(first) {
            slot.opens = Some(target);
        }
    }

    /// Adds pages.
    pub(super) fn add(&mut self, pages: Vec<PageDraft>, chapter: Option<usize>) {
        self.slots.extend(pages.into_iter().map(|sheetling| PageSlot { sheetling, chapter, ..PageSlot::default() }));
    }

    /// Keeps pages free for a chapter; gives the first of them.
    pub(super) fn keep(&mut self, count: usize, chapter: Option<usize>) -> usize {
        let first = self.len();
        self.add((0..count).map(|_| PageDraft::default()).collect(), chapter);
        first
    }

    /// Puts pages where they were kept free.
    pub(super) fn put(&mut self, first: usize, pages: Vec<PageDraft>) {
        for (slot, page) in self.slots[first..].iter_mut().zip(pages) {
            slot.sheetling = page;
        }
    }
}

/// The pages of a text, in two runs, and the lines of its contents.
pub(super) struct Runs<'w> {
    /// What is numbered in Roman figures.
    pub(super) front: NumberedPages<'w>,
    /// What is numbered in Arabic ones.
    pub(super) body: NumberedPages<'w>,
    /// The lines of the contents.
    pub(super) contents: Vec<ContentsLine>,
}

/// The pages of both runs, each with its label.
pub(super) fn labelled<'r, 'w>(
    front: &'r NumberedPages<'w>,
    body: &'r NumberedPages<'w>,
) -> impl Iterator<Item = (String, &'r PageSlot<'w>)> {
    let arabic = (1..).zip(&body.slots).map(|(number, slot): (u64, _)| (number.to_string(), slot));
    (1..).zip(&front.slots).map(|(number, slot)| (roman(number), slot)).chain(arabic)
}

/// Adds a line that is not in the manuscript; returns its index.
pub(super) fn matter_line(matter: &mut Vec<MatterLine>, role: MatterRole, text: &str) -> u32 {
    matter.push(MatterLine { role, text: text.to_owned() });
    u32::try_from(matter.len() - 1).unwrap_or(u32::MAX)
}
