//! What a document refers to: links, pictures, stylesheets, sound, each with its place.

use super::reference::{Reference, ReferenceUse};
use super::style;
use super::tree::{Namespace, XmlTree};
use crate::source::Span;

/// All references of a document, in its order.
pub(super) fn of(tree: &XmlTree<'_>) -> Vec<Reference> {
    // Where addresses are not relative to the document, nothing can be said about them here.
    let based = (0..tree.elements.len()).any(|at| {
        let base = tree.elements[at].local == "base" && tree.attribute(at, "href").is_some();
        base || tree.attribute_in(at, Namespace::Xml, "base").is_some()
    });
    if based {
        return Vec::new();
    }
    (0..tree.elements.len()).flat_map(|at| element(tree, at)).collect()
}

fn element(tree: &XmlTree<'_>, at: usize) -> Vec<Reference> {
    let element = &tree.elements[at];
    let name = element.local;
    let mut references = Vec::new();
    for attribute in tree.attributes(at) {
        let usage = match (element.space, attribute.space, name, attribute.local) {
            (Namespace::Html, Namespace::None, "a" | "area", "href") => ReferenceUse::Link,
            (Namespace::Html, Namespace::None, "img" | "input", "src") | (Namespace::Html, Namespace::None, "video", "poster") => {
                ReferenceUse::Picture
            }
            (Namespace::Html, Namespace::None, "script", "src") => ReferenceUse::Script,
            (Namespace::Html, Namespace::None, "iframe", "src") => ReferenceUse::Frame,
            (Namespace::Html, Namespace::None, "audio" | "video" | "track", "src") => ReferenceUse::Media,
            (Namespace::Html, Namespace::None, "source", "src") => ReferenceUse::Media,
            (Namespace::Html, Namespace::None, "object", "data") | (Namespace::Html, Namespace::None, "embed", "src") => {
                ReferenceUse::Other
            }
            (Namespace::Html, Namespace::None, "link", "href") => match tree.value(at, "rel").unwrap_or_default().to_ascii_lowercase() {
                rel if rel.split_whitespace().any(|word| word == "stylesheet") => ReferenceUse::Style,
                _ => continue,
            },
            (Namespace::Html, Namespace::None, "img" | "source", "srcset") => {
                // A reader that does not know the type takes the next source.
                let spare = name == "source" && tree.attribute(at, "type").is_some();
                let picture = |address: &str| Reference { spare, ..plain(ReferenceUse::Picture, address, attribute.span) };
                references.extend(candidates(&attribute.value()).into_iter().map(picture));
                continue;
            }
            (Namespace::Html, Namespace::None, "blockquote" | "q" | "ins" | "del", "cite") => ReferenceUse::Source,
            (Namespace::MathMl, Namespace::None, "math", "altimg") => ReferenceUse::Picture,
            (Namespace::Svg, Namespace::None | Namespace::Xlink, "a", "href") => ReferenceUse::Link,
            (Namespace::Svg, Namespace::None | Namespace::Xlink, "image", "href") => ReferenceUse::Picture,
            (Namespace::Svg, Namespace::None | Namespace::Xlink, "use", "href") => ReferenceUse::Symbol,
            (Namespace::Svg, Namespace::None | Namespace::Xlink, "script", "href") => ReferenceUse::Script,
            // What paints or cuts a shape stands in the same drawing.
            (Namespace::Svg, Namespace::None, _, "fill" | "stroke" | "clip-path") => {
                let own = style::addresses(&attribute.value());
                references.extend(
                    own.iter()
                        .filter(|(_, address)| address.starts_with('#'))
                        .map(|(_, address)| plain(ReferenceUse::Symbol, address, attribute.span)),
                );
                continue;
            }
            (_, Namespace::None, _, "style") => {
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

/// The addresses in a `srcset`: commas part them, but may stand in an address too, which ends with white space.
fn candidates(set: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            return found;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let address = &rest[..end];
        found.push(address.trim_end_matches(','));
        // A comma at its end is no part of it, and no width follows.
        let behind = if address.ends_with(',') { end } else { end + rest[end..].find(',').unwrap_or(rest.len() - end) };
        rest = &rest[behind..];
    }
}

fn plain(usage: ReferenceUse, address: &str, span: Span) -> Reference {
    Reference { usage, address: address.to_owned(), span, spare: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_a_set_may_hold_commas() {
        for (set, addresses) in [
            ("a.png 1x, b.png 2x", &["a.png", "b.png"][..]),
            ("a.png,b.png 2x", &["a.png,b.png"]),
            (" a.png , b.png ", &["a.png", "b.png"]),
            ("a.png, b.png", &["a.png", "b.png"]),
            ("data:image/png;base64,iVBO 2x, c.png", &["data:image/png;base64,iVBO", "c.png"]),
            ("", &[]),
            (",", &[]),
        ] {
            assert_eq!(candidates(set), addresses, "{set}");
        }
    }
}
