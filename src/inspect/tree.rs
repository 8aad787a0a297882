//! A document of XML as a flat tree, whose every element and attribute knows its place.

use crate::source::{SourceId, Span};
use std::borrow::Cow;
use std::ops::Range;

/// The vocabularies that matter to a book, by namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Namespace {
    /// No namespace.
    None,
    /// XHTML.
    Html,
    /// SVG.
    Svg,
    /// MathML.
    MathMl,
    /// The package document.
    Package,
    /// Dublin Core.
    Dc,
    /// The NCX.
    Ncx,
    /// `epub:`.
    Epub,
    /// `xml:`.
    Xml,
    /// XLink.
    Xlink,
    /// Any other.
    Other,
}

impl Namespace {
    pub(super) fn of(address: &str) -> Namespace {
        match address {
            "" => Namespace::None,
            "http://www.w3.org/1999/xhtml" => Namespace::Html,
            "http://www.w3.org/2000/svg" => Namespace::Svg,
            "http://www.w3.org/1998/Math/MathML" => Namespace::MathMl,
            "http://www.idpf.org/2007/opf" => Namespace::Package,
            "http://purl.org/dc/elements/1.1/" => Namespace::Dc,
            "http://www.daisy.org/z3986/2005/ncx/" => Namespace::Ncx,
            "http://www.idpf.org/2007/ops" => Namespace::Epub,
            "http://www.w3.org/XML/1998/namespace" => Namespace::Xml,
            "http://www.w3.org/1999/xlink" => Namespace::Xlink,
            _ => Namespace::Other,
        }
    }
}

/// An attribute; declarations of namespaces are none.
#[derive(Clone, Copy, Debug)]
pub(super) struct XmlAttribute<'t> {
    pub(super) space: Namespace,
    /// Name without prefix.
    pub(super) local: &'t str,
    /// Name as written.
    pub(super) name: &'t str,
    /// Value as written.
    pub(super) raw: &'t str,
    /// Name and value.
    pub(super) span: Span,
}

impl<'t> XmlAttribute<'t> {
    /// The value with its references resolved.
    pub(super) fn value(&self) -> Cow<'t, str> {
        unescape(self.raw)
    }
}

/// An element.
#[derive(Clone, Debug)]
pub(super) struct XmlElement<'t> {
    pub(super) space: Namespace,
    /// Name without prefix.
    pub(super) local: &'t str,
    /// Name as written.
    pub(super) name: &'t str,
    /// The element it stands in.
    pub(super) parent: Option<usize>,
    /// The end: one past the element's last descendant; all descendants are between.
    pub(super) end: usize,
    /// The start tag.
    pub(super) span: Span,
    /// The first text that stands right in it and is not blank.
    pub(super) loose: Option<Span>,
    /// What the element holds, in bytes of the text.
    pub(super) inner: Range<usize>,
    pub(super) attributes: Range<usize>,
}

/// A document.
#[derive(Debug)]
pub(super) struct XmlTree<'t> {
    pub(super) source: SourceId,
    pub(super) text: &'t str,
    /// The elements in the order of their start tags; the first is the root.
    pub(super) elements: Vec<XmlElement<'t>>,
    pub(super) attributes: Vec<XmlAttribute<'t>>,
    /// The DOCTYPE's inside, and where.
    pub(super) doctype: Option<(&'t str, Span)>,
    /// Texts with the place of each, in order.
    pub(super) texts: Vec<(usize, Cow<'t, str>)>,
}

impl<'t> XmlTree<'t> {
    /// The attributes of an element.
    pub(super) fn attributes(&self, element: usize) -> &[XmlAttribute<'t>] {
        &self.attributes[self.elements[element].attributes.clone()]
    }

    /// An attribute without namespace.
    pub(super) fn attribute(&self, element: usize, local: &str) -> Option<XmlAttribute<'t>> {
        self.attribute_in(element, Namespace::None, local)
    }

    /// An attribute of a namespace.
    pub(super) fn attribute_in(&self, element: usize, space: Namespace, local: &str) -> Option<XmlAttribute<'t>> {
        self.attributes(element).iter().find(|attribute| attribute.space == space && attribute.local == local).copied()
    }

    /// The value of an attribute without namespace, trimmed.
    pub(super) fn value(&self, element: usize, local: &str) -> Option<String> {
        self.attribute(element, local).map(|attribute| attribute.value().trim().to_owned())
    }

    /// The elements right in an element.
    pub(super) fn children(&self, element: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.elements[element].end;
        let first = Some(element + 1).filter(|&next| next < end);
        std::iter::successors(first, move |&child| Some(self.elements[child].end).filter(|&next| next < end))
    }

    /// The first element of this name right in an element.
    pub(super) fn child(&self, element: usize, local: &str) -> Option<usize> {
        self.children(element).find(|&child| self.elements[child].local == local)
    }

    /// All elements in an element, itself first.
    pub(super) fn below(&self, element: usize) -> Range<usize> {
        element..self.elements[element].end
    }

    /// The text in an element and all below it, trimmed.
    pub(super) fn words(&self, element: usize) -> String {
        let inner = &self.elements[element].inner;
        let first = self.texts.partition_point(|(at, _)| *at < inner.start);
        let text: String = self.texts[first..].iter().take_while(|(at, _)| *at < inner.end).map(|(_, text)| text.as_ref()).collect();
        text.trim().to_owned()
    }

    /// What an element holds, as written, and where it begins.
    pub(super) fn inside(&self, element: usize) -> (&'t str, usize) {
        let inner = self.elements[element].inner.clone();
        (self.text.get(inner.clone()).unwrap_or(""), inner.start)
    }

    /// The place of a range of bytes.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range.start, range.end)
    }
}

/// A text with its references resolved; as it is, if one is not known.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    let known = |name: &str| -> Option<&'static str> { quick_xml::escape::resolve_predefined_entity(name) };
    quick_xml::escape::unescape_with(raw, known).unwrap_or(Cow::Borrowed(raw))
}
