//! The two series of notes, and what there is one of for each.

use std::ops::{Index, IndexMut};

/// The two series of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteSeries {
    /// The author's own notes: 1, 2, 3, anew in each chapter.
    Author,
    /// The commentary: a, b, c, anew in each chapter.
    Commentary,
}

impl NoteSeries {
    /// The two series, in the order in which they stand at the foot of a page.
    pub const BOTH: [Self; 2] = [Self::Author, Self::Commentary];
}

/// A pair: something for the author's notes and the same for the commentary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BySeries<T> {
    /// What belongs to the author's own notes.
    pub(crate) author: T,
    /// What belongs to the commentary.
    pub(crate) commentary: T,
}

impl<T> BySeries<T> {
    /// Makes the pair by a function of the series.
    pub(crate) fn each(mut make: impl FnMut(NoteSeries) -> T) -> Self {
        let author = make(NoteSeries::Author);
        Self { author, commentary: make(NoteSeries::Commentary) }
    }

    /// The pair with its series, in the order in which they stand at the foot of a page.
    pub(crate) fn into_each(self) -> [(NoteSeries, T); 2] {
        [(NoteSeries::Author, self.author), (NoteSeries::Commentary, self.commentary)]
    }
}

impl<T> Index<NoteSeries> for BySeries<T> {
    type Output = T;

    fn index(&self, series: NoteSeries) -> &T {
        match series {
            NoteSeries::Author => &self.author,
            NoteSeries::Commentary => &self.commentary,
        }
    }
}

impl<T> IndexMut<NoteSeries> for BySeries<T> {
    fn index_mut(&mut self, series: NoteSeries) -> &mut T {
        match series {
            NoteSeries::Author => &mut self.author,
            NoteSeries::Commentary => &mut self.commentary,
        }
    }
}
