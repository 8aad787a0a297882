//! A reference: what a document refers to, where, and to what end.

use crate::source::Span;

/// The purpose of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReferenceUse {
    /// A link to go there.
    Link,
    /// An entry of the contents in the navigation document or the NCX.
    Contents,
    /// A picture to be shown.
    Picture,
    /// What `img` shows: a picture, or a film where a reader can.
    Image,
    /// A picture that stands last of several, or without saying its kind: every reader must know it.
    LastPicture,
    /// A stylesheet.
    Style,
    /// A script.
    Script,
    /// A document in a frame.
    Frame,
    /// Sound or film.
    Media,
    /// A font.
    Font,
    /// A symbol of an SVG.
    Symbol,
    /// What was quoted; nobody goes there.
    Source,
    /// Anything else to be loaded.
    Other,
}

/// A reference.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub(super) usage: ReferenceUse,
    pub(super) address: String,
    pub(super) span: Span,
    /// Whether the document brings something else for readers that can't show it.
    pub(super) spare: bool,
}
