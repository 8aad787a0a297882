//! The titles of sections as an edition shows them: in headings, contents and running heads.

use super::arranged::Edition;
use super::numbered::NumberedTitle;
use crate::book::{SectionId, StyledWords};

impl Edition {
    /// The number and the title of a chapter's heading, if they stand on a line each.
    pub(crate) fn numbered(&self, section: SectionId) -> Option<&NumberedTitle> {
        self.numbered.get(&section)
    }

    /// What running heads say of a section: the author's short title, or the title without the chapter's number.
    pub(crate) fn running(&self, section: SectionId) -> StyledWords {
        let heading = self.book().section(section);
        let title = self.numbered(section).filter(|_| heading.head.is_none()).map(|numbered| numbered.title.clone());
        title.unwrap_or_else(|| heading.running())
    }

    /// What contents say of a section: its title, behind the number alone where that has a line of its own.
    pub(crate) fn listed_title(&self, section: SectionId) -> StyledWords {
        match self.numbered(section) {
            Some(numbered) if numbered.numeral.is_empty() => numbered.title.clone(),
            Some(numbered) => numbered.title.starting(0, &format!("{}{}", numbered.numeral, numbered.gap)),
            None => self.book().section(section).numbered(),
        }
    }
}
