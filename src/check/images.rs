//! Images must say what they show.

use crate::book::{Block, BlockKind, Book, RunKind};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Reports images without alternative text, in the order they are written.
pub(super) fn check(book: &Book, found: &mut Diagnostics) {
    let mut silent: Vec<Span> = book.blocks.iter().flat_map(without_text).collect();
    silent.sort();
    for span in silent {
        let missing = Diagnostic::at(Code::NoAltText, span, "this image has no alternative text");
        found.push(missing.help(
            "say in a few words what it shows: `![A map of the harbour](map.png)`; if it only adorns, write `{.decorative}` behind it",
        ));
    }
}

fn without_text(block: &Block) -> Vec<Span> {
    match &block.kind {
        BlockKind::Figure { alt, .. } if alt.trim().is_empty() && !block.has_class("decorative") => vec![block.span],
        BlockKind::Figure { .. } => Vec::new(),
        _ => {
            let runs = block.prose().map_or(&[][..], |prose| &prose.runs);
            runs.iter().filter(|run| matches!(&run.kind, RunKind::Image(_, alt) if alt.trim().is_empty())).map(|run| run.span).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::ImageId;
    use crate::source::Sources;

    #[test]
    fn a_figure_without_words_is_found() {
        let mut sources = Sources::default();
        let span = Span::new(sources.add("a.md", "![](a.png)"), 0, 10);
        let figure = |alt: &str| Block {
            span,
            kind: BlockKind::Figure { image: ImageId::new(0), alt: alt.to_owned(), caption: None },
            id: None,
            classes: Vec::new(),
            language: None,
        };
        let mut found = Diagnostics::default();
        check(&Book { blocks: vec![figure(" "), figure("A map")], ..Book::default() }, &mut found);
        assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::NoAltText]);
    }
}
