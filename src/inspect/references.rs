//! What a document refers to: links, pictures, stylesheets, sound, each with its place.

use super::reference::{Reference, ReferenceUse};
use super::style;
use super::tree::{Namespace, XmlTree};
use crate::source::Span;
use crate::source::address::scheme;

/// All references of a document, in its order.
pub(super) fn of(tree: &XmlTree<'_>) -> Vec<Reference> {
    let base = (0..tree.elements.len()).find_map(|at| {
        let base = tree.attribute(at, "href").filter(|_| tree.elements[at].local == "base");
        base.or_else(|| tree.attribute_in(at, Namespace::Xml, "base"))
    });
    let address = base.map(|base| base.value().trim().to_owned());
    let at = base.map(|base| base.span.start);
    let own = (0..tree.elements.len()).flat_map(|at| element(tree, at));
    match address {
        None => stylesheets(tree).into_iter().chain(own).collect(),
        // What is relative to a place in the network is there.
        Some(base) if scheme(&base).is_some_and(|(scheme, _)| scheme.to_ascii_lowercase().starts_with("http")) => {
            let behind = |reference: &Reference| at.is_some_and(|at| reference.span.start > at);
            let joined = |mut reference: Reference| {
                if behind(&reference) && !reference.address.starts_with('#') && scheme(&reference.address).is_none() {
                    reference.address = format!("{}/{}", base.trim_end_matches('/'), reference.address.trim_start_matches('/'));
                }
                reference
            };
            own.map(joined).collect()
        }
        // Where addresses are relative to another place in the book, nothing can be said about them here.
        Some(_) => Vec::new(),
    }
}

/// The stylesheets that instructions before a document name: `<?xml-stylesheet href="…"?>`.
fn stylesheets(tree: &XmlTree<'_>) -> Vec<Reference> {
    let head = tree.text.get(..tree.elements[0].span.start as usize).unwrap_or_default();
    let mut found = Vec::new();
    for (at, _) in head.match_indices("<?xml-stylesheet") {
        let inside = head[at..].split("?>").next().unwrap_or_default();
        let Some(href) = inside.find("href=") else { continue };
        let rest = &inside[href + 5..];
        let Some(quote) = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { continue };
        let Some(address) = rest[1..].split(quote).next() else { continue };
        found.push(plain(ReferenceUse::Style, address.trim(), tree.span(at + href..at + href + 6 + address.len())));
    }
    found
}

fn element(tree: &XmlTree<'_>, at: usize) -> Vec<Reference> {
    let element = &tree.elements[at];
    let name = element.local;
    let in_picture = element.parent.is_some_and(|parent| tree.elements[parent].local == "picture");
    let mut references = Vec::new();
    for attribute in tree.attributes(at) {
        let usage = match (element.space, attribute.space, name, attribute.local) {
            (Namespace::Html, Namespace::None, "a" | "area", "href") => ReferenceUse::Link,
            (Namespace::Html, Namespace::None, "img", "src") if in_picture => ReferenceUse::LastPicture,
            (Namespace::Html, Namespace::None, "img", "src") => ReferenceUse::Image,
            (Namespace::Html, Namespace::None, "input", "src") | (Namespace::Html, Namespace::None, "video", "poster") => {
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
                let usage = if in_picture && !spare { ReferenceUse::LastPicture } else { ReferenceUse::Picture };
                let picture = |address: &str| Reference { spare, ..plain(usage, address, attribute.span) };
                references.extend(candidates(&attribute.value()).into_iter().map(picture));
                continue;
            }
            (Namespace::Html, Namespace::None, "blockquote" | "q" | "ins" | "del", "cite") => ReferenceUse::Source,
            (Namespace::MathMl, Namespace::None, "math", "altimg") => ReferenceUse::Picture,
            (Namespace::Svg, Namespace::None | Namespace::Xlink, "a", "href") => ReferenceUse::Link,
            (Namespace::Svg, Namespace::None | Namespace::Xlink, "image", "href") => ReferenceUse::Picture,
            (Namespace::Svg, Namespace::None | Namespace::Xlink, "font-face-uri", "href") => ReferenceUse::Font,
            (Namespace::Svg, Namespace::None | Namespace::Xlink, "use", "href") => ReferenceUse::Symbol,
            (Namespace::Svg, Namespace::None | Namespace::Xlink, "script", "href") => ReferenceUse::Script,
            // What paints or cuts a shape stands in the same drawing.
            (Namespace::Svg, Namespace::None, _, "fill" | "stroke" | "clip-path") => {
                let own = style::addresses(&attribute.value()).into_iter().filter(|(_, address)| address.starts_with('#'));
                references.extend(own.map(|(_, address)| plain(ReferenceUse::Symbol, &address, attribute.span)));
                continue;
            }
            (_, Namespace::None, _, "style") => {
                let own = style::addresses(&attribute.value());
                references.extend(own.into_iter().map(|(usage, address)| plain(usage, &address, attribute.span)));
                continue;
            }
            _ => continue,
        };
        let spare = has_spare(tree, at);
        references.push(Reference { usage, address: attribute.value().trim().to_owned(), span: attribute.span, spare });
    }
    references
}

/// Whether an element brings something else for readers that can't show what it refers to.
fn has_spare(tree: &XmlTree<'_>, at: usize) -> bool {
    let element = &tree.elements[at];
    let seen = |child: usize| tree.attribute(child, "hidden").is_none();
    match element.local {
        // What a reader shows that does not know the object.
        "object" => element.loose.is_some() || tree.children(at).any(seen),
        // What stands in sound and film is for readers of old that know neither, another source for those that do.
        "audio" | "video" => tree.children(at).any(|child| tree.elements[child].local == "source"),
        "source" => element.parent.is_some_and(|parent| tree.children(parent).count() > 1),
        _ => false,
    }
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
        if address.starts_with("data:") && address.ends_with(',') {
            // What `data:` holds may begin on the next line.
            found.push(rest);
            return found;
        }
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
            ("data:image/png;base64,\n\tiVBO", &["data:image/png;base64,\n\tiVBO"]),
            ("", &[]),
            (",", &[]),
        ] {
            assert_eq!(candidates(set), addresses, "{set}");
        }
    }
}
