//! Pictures of which the author has not said what they show.

use super::{Block, BlockKind, Book, Picture, RunKind};
use crate::source::Span;

impl Book {
    /// Where images are of which the author has not said what they show, those in the book before those that no book can show.
    pub fn undescribed(&self) -> impl Iterator<Item = Span> {
        self.blocks.iter().flat_map(undescribed).chain(self.silent.iter().copied())
    }
}

fn undescribed(block: &Block) -> Vec<Span> {
    match &block.kind {
        BlockKind::Figure { picture: Picture::Shown(_, alternative, _), .. } if !alternative.given => vec![block.span],
        _ => {
            let runs = block.prose().map_or(&[][..], |prose| &prose.runs);
            let silent = runs.iter().filter(|run| matches!(&run.kind, RunKind::Image(_, alternative, _) if !alternative.given));
            silent.map(|run| run.span).collect()
        }
    }
}
