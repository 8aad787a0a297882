//! What the classes of blocks mean: the names an author may write behind a paragraph or a picture, each with what it asks for.

/// What a paragraph is beyond its form, which decides how it is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// A block like any other.
    #[default]
    Plain,
    /// Verse: the author's lines are kept (`{.verse}`).
    Verse,
    /// Verse whose lines are counted (`{.verse numbers=5}`).
    NumberedVerse(VerseNumbers),
    /// A displayed formula.
    Formula,
    /// Text that goes on behind a displayed formula, in the same paragraph.
    Continued,
    /// Who wrote a chapter, below its title (`{author="…"}`).
    Author,
    /// Place and date at the head of a letter (`{.dateline}`).
    Dateline,
    /// The words with which a letter greets (`{.salutation}`).
    Salutation,
    /// The words with which a letter takes leave (`{.closing}`).
    Closing,
    /// Who signs; of several lines the last, the others take leave (`{.signature}`).
    Signature,
    /// A speech in a play, behind the name of its speaker.
    Speech,
    /// A paragraph that goes on with the speech before it.
    SpeechGoesOn,
    /// The name of a speaker on a line of its own (`{.speaker}`).
    Speaker,
    /// A stage direction (`{.stage}`).
    Stage,
    /// An entry of a bibliography that is a section of a chapter.
    Entry,
}

/// How the lines of a stanza are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerseNumbers {
    /// The number of the stanza's first line.
    pub first: u32,
    /// Every line whose number this divides shows it.
    pub every: u32,
}

impl VerseNumbers {
    /// The number that a line shows, by its place in the stanza from 0; none for most.
    #[must_use]
    pub fn shown(self, line: usize) -> Option<u32> {
        let number = self.first.saturating_add(u32::try_from(line).unwrap_or(u32::MAX));
        (self.every > 0 && number % self.every == 0).then_some(number)
    }
}

impl Role {
    /// The class that names it in an EPUB's pages; empty for a plain block.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain | Self::Entry => "",
            Self::Verse => "verse",
            Self::NumberedVerse(_) => "verse numbered",
            Self::Formula => "formula",
            Self::Continued => "continued",
            Self::Author => "chapter-author",
            Self::Dateline => "dateline",
            Self::Salutation => "salutation",
            Self::Closing => "closing",
            Self::Signature => "signature",
            Self::Speech => "speech",
            Self::SpeechGoesOn => "speech goes-on",
            Self::Speaker => "speaks",
            Self::Stage => "stage",
        }
    }

    /// The role that a class asks for behind a paragraph, or for the paragraphs between two fences.
    #[must_use]
    pub fn named(class: &str) -> Option<Self> {
        match class.to_ascii_lowercase().as_str() {
            "verse" => Some(Self::Verse),
            "dateline" => Some(Self::Dateline),
            "salutation" => Some(Self::Salutation),
            "closing" | "valediction" => Some(Self::Closing),
            "signature" | "signed" => Some(Self::Signature),
            "speaker" => Some(Self::Speaker),
            "stage" | "direction" => Some(Self::Stage),
            _ => None,
        }
    }

    /// Whether the paragraph is verse, be its lines counted or not.
    #[must_use]
    pub fn is_verse(self) -> bool {
        matches!(self, Self::Verse | Self::NumberedVerse(_))
    }

    /// Whether the paragraph is part of a letter or of a play.
    #[must_use]
    pub fn is_literary(self) -> bool {
        use Role::{Closing, Dateline, Salutation, Signature, Speaker, Speech, SpeechGoesOn, Stage};
        matches!(self, Dateline | Salutation | Closing | Signature | Speech | SpeechGoesOn | Speaker | Stage)
    }

    /// Whether a paragraph in this role can open a chapter.
    #[must_use]
    pub fn opens(self) -> bool {
        matches!(self, Self::Plain | Self::Formula | Self::Continued)
    }

    /// Whether each line of the paragraph is one of its author's, and stays one.
    #[must_use]
    pub fn keeps_lines(self) -> bool {
        self.is_verse() || matches!(self, Self::Dateline | Self::Closing | Self::Signature)
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
