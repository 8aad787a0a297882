//! What goes where: the only place that decides how notes are presented. Writers obey, they never decide.

pub(crate) mod addresses;
mod arranged;
pub(crate) mod attribution;
mod contents;
mod form;
pub(crate) mod lining;
mod marks;
pub(crate) mod narrow;
mod numbered;
pub(crate) mod opening;
mod pages;
mod passages;
pub(crate) mod sample;
mod series;
pub(crate) mod small_heading;
mod title_page;
mod titles;
pub(crate) mod words;

pub use arranged::{Edition, EntryId, NotePlacement};
pub(crate) use arranged::{NoteEntry, TextMark};
pub use contents::contents;
pub(crate) use contents::{figures, listed, tables, text_contents};
pub(crate) use form::{ContentsPlace, FormPlan, chosen};
pub(crate) use numbered::{NumberLine, NumberedTitle, ProsePart, has_numbered};
pub use pages::{PagePlace, PageStart};
pub(crate) use passages::passages;
pub(crate) use series::BySeries;
pub use series::NoteSeries;
pub(crate) use title_page::TitleLine;

pub(crate) use crate::config::Marks;
pub use crate::config::Presentation;

use crate::book::{Book, NoteKind};
use std::sync::Arc;

/// Places every note of a text that has the form of a book.
#[must_use]
pub(crate) fn arrange(book: &Arc<Book>, presentation: Presentation) -> Edition {
    arrange_in(FormPlan::default(), book, presentation)
}

/// Places every note of a text in its form.
#[must_use]
pub(crate) fn arrange_in(plan: FormPlan, book: &Arc<Book>, presentation: Presentation) -> Edition {
    marks::arrange(plan, book, presentation)
}

impl Edition {
    /// Says what the settings describe; an edition that holds something else is another publication.
    #[must_use]
    pub(crate) fn instead_of(mut self, described: Presentation) -> Self {
        let has_commentary = self.book().notes.iter().any(|note| !matches!(note.kind, NoteKind::Footnote(_)));
        let differs = self.presentation.content() != described.content();
        self.variant = (has_commentary && differs).then(|| self.presentation.content());
        self
    }

    /// Chooses how the words that comments are on are shown.
    #[must_use]
    pub fn showing(mut self, shown: Marks) -> Self {
        self.shown = shown;
        if shown == Marks::Underline {
            self.passages = passages::passages(&self);
        }
        self
    }
}
