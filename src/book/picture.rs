//! Pictures as the text shows them: an image with what is said in its place, or only the words.

use super::{BlockId, ImageId, PictureSize};

/// What is said in place of an image to who can't see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alternative {
    /// The words; empty only for an image that adorns the page and shows nothing.
    pub words: String,
    /// Whether the words are the author's own, and not made of a caption or of a file's name for want of any.
    pub given: bool,
}

impl Alternative {
    /// Words of the author's.
    #[must_use]
    pub fn given(words: impl Into<String>) -> Self {
        Self { words: words.into(), given: true }
    }
}

/// What stands in a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// An image, with what is said in its place and the size asked for it.
    Shown(ImageId, Alternative, PictureSize),
    /// An image that no book can show: its words, a paragraph block, stand in a frame. They may be the caption's block.
    Absent(BlockId),
}
