//! How the commentary is presented.

use super::design::word;
use super::keys::RawNotes;
use super::resolve::ResolveContext;
use crate::book::EditionContent;

/// Where the commentary stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presentation {
    /// PDF: at the foot of the page, below the author's notes.
    Foot,
    /// PDF: in the outer margin, level with the words it is on.
    Margin,
    /// PDF: on the right-hand page, the text on the left.
    Facing,
    /// PDF: in a second column beside the text.
    Columns,
    /// PDF: below each section.
    AfterSection,
    /// PDF: in a chapter behind the text, by page and words.
    End,
    /// EPUB: popups, which are also a chapter of linked notes.
    Popup,
    /// EPUB: between the paragraphs.
    Interleaved,
    /// EPUB and web: a chapter of linked notes without popups.
    Linked,
    /// Web: beside the words it is on, or below their paragraph where there is no room; the author's notes likewise.
    Beside,
    /// Nowhere: the text alone.
    Omit,
    /// The commentary alone, by section, with the words it is on.
    Only,
}

/// Every question is answered for every presentation by name: a new one does not compile before it has its answers.
impl Presentation {
    /// Whether the text is shown, with or without commentary.
    #[must_use]
    pub(crate) const fn has_text(self) -> bool {
        match self {
            Self::Only => false,
            Self::Foot | Self::Margin | Self::Facing | Self::Columns | Self::AfterSection | Self::End => true,
            Self::Popup | Self::Interleaved | Self::Linked | Self::Beside | Self::Omit => true,
        }
    }

    /// What an edition holds of text and commentary.
    #[must_use]
    pub(crate) const fn content(self) -> EditionContent {
        match (self.has_text(), self.has_commentary()) {
            (true, false) => EditionContent::Text,
            (false, _) => EditionContent::Commentary,
            (true, true) => EditionContent::Both,
        }
    }

    /// Whether the commentary is shown, somewhere.
    #[must_use]
    pub(crate) const fn has_commentary(self) -> bool {
        match self {
            Self::Omit => false,
            Self::Foot | Self::Margin | Self::Facing | Self::Columns | Self::AfterSection | Self::End => true,
            Self::Popup | Self::Interleaved | Self::Linked | Self::Beside | Self::Only => true,
        }
    }

    /// Whether comments stand between the sections of the text.
    #[must_use]
    pub(crate) const fn follows_sections(self) -> bool {
        match self {
            Self::AfterSection => true,
            Self::Foot | Self::Margin | Self::Facing | Self::Columns | Self::End => false,
            Self::Popup | Self::Interleaved | Self::Linked | Self::Beside | Self::Omit | Self::Only => false,
        }
    }
}

/// The presentations of a PDF by name.
pub const IN_PDF: [(&str, Presentation); 8] = [
    ("foot", Presentation::Foot),
    ("margin", Presentation::Margin),
    ("facing", Presentation::Facing),
    ("columns", Presentation::Columns),
    ("after-section", Presentation::AfterSection),
    ("end", Presentation::End),
    ("omit", Presentation::Omit),
    ("only", Presentation::Only),
];

/// The presentations of an EPUB by name.
pub const IN_EPUB: [(&str, Presentation); 5] = [
    ("popup", Presentation::Popup),
    ("interleaved", Presentation::Interleaved),
    ("linked", Presentation::Linked),
    ("omit", Presentation::Omit),
    ("only", Presentation::Only),
];

/// The presentations of a web edition by name.
pub(crate) const IN_WEB: [(&str, Presentation); 4] =
    [("beside", Presentation::Beside), ("linked", Presentation::Linked), ("omit", Presentation::Omit), ("only", Presentation::Only)];

/// How the words that a comment is on are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// A raised letter behind them.
    Letters,
    /// A thin rule under them.
    Underline,
    /// Not marked: the note quotes the words.
    None,
}

/// The ways to show them by name.
pub(super) const MARKS: [(&str, Marks); 3] = [("letters", Marks::Letters), ("underline", Marks::Underline), ("none", Marks::None)];

/// `[notes]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notes {
    /// Where the commentary stands in the PDF.
    pub pdf: Presentation,
    /// Where the commentary stands in the EPUB.
    pub epub: Presentation,
    /// Where the commentary stands in the web edition.
    pub web: Presentation,
    /// How the words that comments are on are shown in the PDF's text.
    pub marks: Marks,
}

impl Default for Notes {
    fn default() -> Self {
        Self { pdf: Presentation::Foot, epub: Presentation::Popup, web: Presentation::Beside, marks: Marks::Letters }
    }
}

pub(super) fn notes(raw: &RawNotes, desk: &mut ResolveContext) -> Notes {
    let default = Notes::default();
    Notes {
        pdf: word("notes.pdf", &raw.pdf, IN_PDF, default.pdf, desk),
        epub: word("notes.epub", &raw.epub, IN_EPUB, default.epub, desk),
        web: word("notes.web", &raw.web, IN_WEB, default.web, desk),
        marks: word("notes.marks", &raw.marks, MARKS, default.marks, desk),
    }
}
