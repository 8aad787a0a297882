//! Why a change can't be made in the sources.

/// Why a change can't be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnmadeChange {
    Parted,
    Look,
    Code,
    Place,
    Made,
    Within,
    Depth,
    Note,
    Joined,
    Between,
    /// The book, read again, did not say what the document says.
    Otherwise,
}

impl UnmadeChange {
    /// The reason in words, behind what was done.
    pub(super) const fn why(self) -> &'static str {
        match self {
            Self::Parted => "a paragraph can't be parted there: write its parts by hand",
            Self::Look => "it has a look that is written by hand",
            Self::Code => "it stands in code",
            Self::Place => "its place in the sources is not certain",
            Self::Made => "some of it stands in no file of the text",
            Self::Within => "it stands in a list, a quotation or a table",
            Self::Depth => "no item of a list stands as deep there: write it below its own by hand",
            Self::Note => "the note that it calls can't be taken out with certainty",
            Self::Joined => "these two are joined by hand: put the words of both into one",
            Self::Between => "something else stands between the paragraphs",
            Self::Otherwise => "the Markdown would not say the same",
        }
    }
}
