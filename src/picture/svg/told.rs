//! What was taken out of a drawing and could be seen, or would have done something.

use crate::diagnostics::{Code, Diagnostic};
use std::collections::BTreeSet;

/// Something that a book's drawing can't have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Loss {
    /// Words or pictures in `<foreignObject>`, for which nothing else stands.
    Foreign,
    /// A script, or what calls one.
    Script,
    /// A picture, colour or pattern that lies outside the drawing.
    Picture,
    /// A font that lies outside.
    Font,
    /// A stylesheet that lies outside.
    Stylesheet,
    /// Sound, film or a frame.
    Media,
    /// Flowing text as SVG 1.2 drafted it, which only Inkscape shows.
    Flow,
    /// A part of another drawing.
    Part,
    /// A colour that depends on what shows the drawing.
    Colour,
}

impl Loss {
    /// What is lost, for a message.
    fn words(&self) -> &'static str {
        match self {
            Loss::Foreign => "what is in `<foreignObject>`",
            Loss::Script => "a script",
            Loss::Picture => "a picture that is not in it",
            Loss::Font => "a font that is not in it",
            Loss::Stylesheet => "a stylesheet that is not in it",
            Loss::Media => "sound, film or a frame",
            Loss::Flow => "Inkscape's flowing text",
            Loss::Part => "a part of another drawing",
            Loss::Colour => "a colour that depends on what shows it",
        }
    }

    /// What the drawing's author can do about it.
    fn help(&self) -> &'static str {
        match self {
            Loss::Foreign => "export it with its words as `<text>` (Mermaid: `htmlLabels: false`), or as PNG",
            Loss::Script => "export it as a plain SVG, without scripts",
            Loss::Picture | Loss::Part => "embed it in the SVG when you export it",
            Loss::Font => "turn its words into paths, or embed the font",
            Loss::Stylesheet => "export it with its styles in the SVG itself",
            Loss::Media => "show it as a picture",
            Loss::Colour => "write its colours as `#rrggbb`",
            Loss::Flow => "use Text > Convert to Text in Inkscape, and save it again",
        }
    }
}

/// The finding about a drawing that lost something; none if it lost nothing.
#[must_use]
pub(crate) fn finding(path: &str, losses: &[Loss]) -> Option<Diagnostic> {
    let first = losses.first()?;
    let all: Vec<&str> = losses.iter().map(Loss::words).collect();
    let all = all.join(", ");
    let message = format!("the drawing {path} loses {all}, which no book can hold");
    Some(Diagnostic::new(Code::DrawingCleaned, message).of(all).help(first.help()))
}

/// The kinds of things that were taken out of a drawing, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Losses(BTreeSet<Loss>);

impl Losses {
    pub(super) fn add(&mut self, loss: Loss) {
        self.0.insert(loss);
    }

    pub(super) fn into_kinds(self) -> Vec<Loss> {
        self.0.into_iter().collect()
    }
}
