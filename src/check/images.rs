//! Images must say what they show.

use crate::book::Book;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Reports images without words of the author's, in the order they are written.
pub(super) fn check(book: &Book, diagnostics: &mut Diagnostics) {
    let mut silent: Vec<Span> = book.undescribed().collect();
    silent.sort();
    for span in silent {
        let message = "this image has no alternative text, so neither file says that it is accessible";
        diagnostics.push(Diagnostic::at(Code::NoAltText, span, message).help(
            "say in a few words what it shows: `![A map of the harbour](map.png)`; if it only adorns, write `{.decorative}` behind it",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{Alternative, Block, BlockKind, FigurePlacement, ImageId, Picture, PictureSize, Role};
    use crate::source::Sources;

    #[test]
    fn a_figure_without_words_is_found() {
        let mut sources = Sources::default();
        let span = Span::new(sources.add("a.md", "![](a.png)"), 0, 10);
        let figure = |alternative| Block {
            span,
            kind: BlockKind::Figure {
                picture: Picture::Shown(ImageId::new(0), alternative, PictureSize::NATURAL),
                caption: None,
                placement: FigurePlacement::Near,
                link: None,
            },
            id: None,
            role: Role::Plain,
            classes: Vec::new(),
            language: None,
            alignment: None,
        };
        let made = Alternative { words: "map".to_owned(), given: false };
        let mut diagnostics = Diagnostics::default();
        check(
            &Book { blocks: vec![figure(made), figure(Alternative::given("A map")), figure(Alternative::given(""))], ..Book::default() },
            &mut diagnostics,
        );
        assert_eq!(diagnostics.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::NoAltText]);
    }
}
