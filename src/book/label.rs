//! Numbers by which the text refers to things: those of figures and tables, and those of printed pages.

/// The label that a caption begins with, such as “Figure 3.2. ”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptionLabel {
    /// The number alone, as it is printed.
    pub number: String,
    /// How the text calls what the caption is of: “Figure 3.2”.
    pub name: String,
    /// The label as the caption begins with it, with what parts it from the words.
    pub words: String,
}

/// How a link says the number of the printed page that it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageForm {
    /// As “page 12”.
    Words,
    /// As “ (page 12)”, behind words of the author's, which say enough without it.
    Bracketed,
    /// The number alone.
    Number,
}
