//! Pages: a chapter's rows, figures and notes in, the plan of its pages out.

mod cost;
mod optimum;
mod page;
mod plan;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod tests;

pub(super) use plan::{Commentary, OpeningSide, PagePlan, PageRoom};

use super::strip::UncutChapter;

/// The pages of a chapter, for each [`OpeningSide`] it may begin on: which one it does is known only when the chapters before it are
/// cut, and what is worked out about a page is the same for both.
pub(super) fn paginate(strip: &UncutChapter, room: PageRoom) -> [Vec<PagePlan>; 2] {
    optimum::optimum(&page::ChapterSums::new(strip, room))
}
