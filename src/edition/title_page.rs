//! The lines of a title page, which both outputs print in this order.

use super::Edition;
use crate::language::Words;

/// A line of the title page, below the title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TitleLine<'b> {
    /// The subtitle.
    Subtitle(&'b str),
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
    /// The lines of the title page below the title: authors first, then others in the order given. Who wrote the commentary is named
    /// only in an edition that has it.
    pub(crate) fn title_page<'b>(&'b self, words: Words<&'b str>) -> Vec<TitleLine<'b>> {
        let metadata = &self.book().metadata;
        let mut lines: Vec<TitleLine> = metadata.subtitle.iter().map(|subtitle| TitleLine::Subtitle(subtitle)).collect();
        lines.extend(metadata.authors().map(|person| TitleLine::Author(&person.name)));
        let others = metadata.people.iter().filter(|person| person.role != "aut");
        let others = others.filter(|person| self.has_commentary() || person.role != "cwt");
        lines.extend(others.map(|person| TitleLine::Contributor { role: words.role(&person.role), name: &person.name }));
        lines.extend(metadata.series.iter().map(|series| {
            let number = series.number.as_ref().map(|number| format!(", {number}")).unwrap_or_default();
            TitleLine::Series(format!("{}{number}", series.name))
        }));
        lines.extend(metadata.publisher.iter().map(|publisher| TitleLine::Publisher(publisher)));
        lines
    }
}
