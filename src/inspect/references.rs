//! What a document refers to: links, pictures, stylesheets, sound, each with its place.

use super::style;
use super::tree::{Space, Tree};
use crate::source::Span;

/// To what end something is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// To go there.
    Link,
    /// An entry of the contents in the navigation document or the NCX.
    Contents,
    /// To be shown as a picture.
    Picture,
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

/// One reference.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub(super) usage: Use,
    pub(super) address: String,
    pub(super) span: Span,
    /// Whether the document brings something else for readers that can't show it.
    pub(super) spare: bool,
}

/// All references of a document, in its order.
pub(super) fn of(tree: &Tree<'_>) -> Vec<Reference> {
    // Where addresses are not relative to the document, nothing can be said about them here.
    let based = (0..tree.elements.len()).any(|at| {
        let base = tree.elements[at].local == "base" && tree.attribute(at, "href").is_some();
        base || tree.attribute_in(at, Space::Xml, "base").is_some()
    });
    if based {
        return Vec::new();
    }
    (0..tree.elements.len()).flat_map(|at| element(tree, at)).collect()
}

fn element(tree: &Tree<'_>, at: usize) -> Vec<Reference> {
    let element = &tree.elements[at];
    let name = element.local;
    let mut references = Vec::new();
    for attribute in tree.attributes(at) {
        let usage = match (element.space, attribute.space, name, attribute.local) {
            (Space::Html, Space::None, "a" | "area", "href") => Use::Link,
            (Space::Html, Space::None, "img" | "input", "src") | (Space::Html, Space::None, "video", "poster") => Use::Picture,
            (Space::Html, Space::None, "script", "src") => Use::Script,
            (Space::Html, Space::None, "iframe", "src") => Use::Frame,
            (Space::Html, Space::None, "audio" | "video" | "track", "src") => Use::Media,
            (Space::Html, Space::None, "source", "src") => Use::Media,
            (Space::Html, Space::None, "object", "data") | (Space::Html, Space::None, "embed", "src") => Use::Other,
            (Space::Html, Space::None, "link", "href") => match tree.value(at, "rel").unwrap_or_default().to_ascii_lowercase() {
                rel if rel.split_whitespace().any(|word| word == "stylesheet") => Use::Style,
                _ => continue,
            },
            (Space::Html, Space::None, "img" | "source", "srcset") => {
                let value = attribute.value();
                let addresses = value.split(',').filter_map(|part| part.split_whitespace().next());
                references.extend(addresses.map(|address| plain(Use::Picture, address, attribute.span)));
                continue;
            }
            (Space::Html, Space::None, "blockquote" | "q" | "ins" | "del", "cite") => Use::Source,
            (Space::Svg, Space::None | Space::Xlink, "a", "href") => Use::Link,
            (Space::Svg, Space::None | Space::Xlink, "image", "href") => Use::Picture,
            (Space::Svg, Space::None | Space::Xlink, "use", "href") => Use::Symbol,
            (Space::Svg, Space::None | Space::Xlink, "script", "href") => Use::Script,
            // What paints or cuts a shape stands in the same drawing.
            (Space::Svg, Space::None, _, "fill" | "stroke" | "clip-path") => {
                let own = style::addresses(&attribute.value());
                references.extend(
                    own.iter()
                        .filter(|(_, address)| address.starts_with('#'))
                        .map(|(_, address)| plain(Use::Symbol, address, attribute.span)),
                );
                continue;
            }
            (_, Space::None, _, "style") => {
                references.extend(
                    style::addresses(&attribute.value()).into_iter().map(|(usage, address)| plain(usage, &address, attribute.span)),
                );
                continue;
            }
            _ => continue,
        };
        let spare = matches!(name, "object" | "audio" | "video")
            && (tree.elements[at].loose.is_some() || tree.children(at).next().is_some())
            || (name == "source" && element.parent.is_some_and(|parent| tree.children(parent).count() > 1));
        references.push(Reference { usage, address: attribute.value().trim().to_owned(), span: attribute.span, spare });
    }
    references
}

fn plain(usage: Use, address: &str, span: Span) -> Reference {
    Reference { usage, address: address.to_owned(), span, spare: false }
}
