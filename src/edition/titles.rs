//! The titles of sections as an edition shows them: in headings, contents and running heads.

use super::arranged::Edition;
use super::numbered::NumberedTitle;
use crate::book::{SectionId, StyledWords};
use crate::language::roman;

impl Edition {
    /// The number and the title of a chapter's heading, if they stand on a line each.
    pub(crate) fn numbered(&self, section: SectionId) -> Option<&NumberedTitle> {
        self.numbered.get(&section)
    }

    /// The section whose title tells a reader where he is: the one that a section is part of whose own title is a number alone, as those of
    /// a long poem are.
    pub(crate) fn unnumbered(&self, section: SectionId) -> SectionId {
        let own = self.book().section(section);
        match own.parent.filter(|_| own.head.is_none() && is_number(&own.title)) {
            Some(parent) => self.unnumbered(parent),
            None => section,
        }
    }

    /// What running heads say of a section: the author's short title, or the title without the chapter's number. Of one that has but a
    /// number they say what it is part of.
    pub(crate) fn running(&self, section: SectionId) -> StyledWords {
        let section = self.unnumbered(section);
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

/// Whether a title is a number and nothing else, in figures or Roman.
fn is_number(title: &str) -> bool {
    let bare = title.trim().trim_start_matches(['§', ' ']).trim_end_matches(['.', ')', ':']);
    !bare.is_empty() && (bare.chars().all(char::is_numeric) || roman(bare).is_some())
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn titles_that_are_numbers_are_told_from_words() {
        for number in ["6", "XIV", "iv.", "12)", "§ 3"] {
            assert!(is_number(number), "{number}");
        }
        for words in ["1. The Sea", "Mix", "1984 and after", "", "A", "12a"] {
            assert!(!is_number(words), "{words}");
        }
    }
}
