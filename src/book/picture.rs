//! Pictures as the text shows them: an image with what is said in its place, or only the words.

use super::{Block, BlockId, BlockKind, Book, ImageId, RunKind};
use crate::source::Span;

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
    /// An image.
    Shown(ImageId, Alternative),
    /// An image that no book can show: its words, a paragraph block, stand in a frame. They may be the caption's block.
    Absent(BlockId),
}

impl Book {
    /// Where images are of which the author has not said what they show, those in the book before those that no book can show.
    pub fn undescribed(&self) -> impl Iterator<Item = Span> {
        self.blocks.iter().flat_map(undescribed).chain(self.silent.iter().copied())
    }
}

fn undescribed(block: &Block) -> Vec<Span> {
    match &block.kind {
        BlockKind::Figure { picture: Picture::Shown(_, alternative), .. } if !alternative.given => vec![block.span],
        _ => {
            let runs = block.prose().map_or(&[][..], |prose| &prose.runs);
            let silent = runs.iter().filter(|run| matches!(&run.kind, RunKind::Image(_, alternative) if !alternative.given));
            silent.map(|run| run.span).collect()
        }
    }
}
