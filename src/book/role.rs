//! What the classes of blocks mean: the names an author may write behind a paragraph or a picture, each with what it asks for.

/// What a paragraph is beyond its form, which decides how it is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// A block like any other.
    #[default]
    Plain,
    /// Verse: the author's lines are kept (`{.verse}`).
    Verse,
    /// A displayed formula.
    Formula,
    /// Text that goes on behind a displayed formula, in the same paragraph.
    Continued,
    /// Who wrote a chapter, below its title (`{author="…"}`).
    Author,
}

impl Role {
    /// The class that names it in an EPUB's pages; empty for a plain block.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Verse => "verse",
            Self::Formula => "formula",
            Self::Continued => "continued",
            Self::Author => "chapter-author",
        }
    }
}

/// Where a figure is to stand on printed pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigurePlacement {
    /// Near its place in the text, or at the head or foot of a page where it doesn't fit there.
    #[default]
    Near,
    /// Exactly at its place in the text (`{.here}`).
    Here,
    /// At the head of a page (`{.top}`).
    Top,
    /// At the foot of a page (`{.bottom}`).
    Bottom,
    /// On a page of figures alone (`{.page}`).
    Page,
}

impl FigurePlacement {
    /// The classes that ask for a placement. Where an author gives two, the earlier one of this list decides.
    pub const CLASSES: [(&'static str, Self); 4] =
        [("here", Self::Here), ("top", Self::Top), ("bottom", Self::Bottom), ("page", Self::Page)];

    /// The placement that classes ask for.
    #[must_use]
    pub fn of(classes: &[String]) -> Self {
        let asked = Self::CLASSES.into_iter().find(|(name, _)| classes.iter().any(|class| class.eq_ignore_ascii_case(name)));
        asked.map_or(Self::Near, |(_, placement)| placement)
    }
}

#[cfg(test)]
mod tests {
    use super::FigurePlacement;

    #[test]
    fn a_placement_is_asked_for_in_letters_of_any_case() {
        for (name, placement) in FigurePlacement::CLASSES {
            assert_eq!(FigurePlacement::of(&["wide".to_owned(), name.to_uppercase()]), placement);
        }
        assert_eq!(FigurePlacement::of(&[]), FigurePlacement::Near);
    }
}
