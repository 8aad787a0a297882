//! The lines of a title page, which both outputs print in this order.

use super::Edition;
use crate::book::{Person, StyledWords};
use crate::language::Words;

/// A line of the title page, below the title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TitleLine<'b> {
    /// The subtitle.
    Subtitle(StyledWords),
    /// An author.
    Author(&'b str),
    /// Somebody else who had a part in the book.
    Contributor {
        /// The words before the name, such as “edited by”; empty where the language of the book has none for the role.
        role: &'b str,
        /// The name.
        name: &'b str,
    },
    /// The series, with the number of the book in it.
    Series(String),
    /// The publisher.
    Publisher(&'b str),
}

impl Edition {
    /// The people who made what the edition holds: the writer of a commentary that it lacks is not one of them.
    pub(crate) fn people(&self) -> impl Iterator<Item = &Person> {
        let commentary = self.has_commentary();
        self.book().metadata.people.iter().filter(move |person| commentary || person.role() != "cwt")
    }

    /// The lines of the title page below the title: authors first, then others in the order given.
    pub(crate) fn title_page<'b>(&'b self, words: Words<&'b str>) -> Vec<TitleLine<'b>> {
        let metadata = &self.book().metadata;
        let mut lines: Vec<TitleLine> = metadata.styled_subtitle().into_iter().map(TitleLine::Subtitle).collect();
        lines.extend(metadata.authors().map(|person| TitleLine::Author(&person.name)));
        let others = self.people().filter(|person| !person.is_author());
        lines.extend(others.map(|person| TitleLine::Contributor { role: words.role(person.role()), name: &person.name }));
        lines.extend(metadata.series.iter().map(|series| TitleLine::Series(series.with_number())));
        lines.extend(metadata.publisher.iter().map(|publisher| TitleLine::Publisher(publisher)));
        lines
    }
}
