//! The package document: what the book is called, what it consists of, in which order it is read.

use super::report::{InspectionReport, fault};
use super::tree::{Namespace, XmlTree};
use crate::diagnostics::Code;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const XHTML: &str = "application/xhtml+xml";
pub(super) const SVG: &str = "image/svg+xml";
pub(super) const NCX: &str = "application/x-dtbncx+xml";

/// Fallbacks of fallbacks that are followed.
pub(super) const LONGEST_CHAIN: usize = 100;

/// A file of the book, as the manifest lists it.
#[derive(Clone, Debug)]
pub(super) struct ManifestItem {
    pub(super) id: String,
    /// The entry of the archive; none for what is remote or leads nowhere.
    pub(super) path: Option<String>,
    /// The address of what is not in the archive.
    pub(super) remote: Option<String>,
    pub(super) media_type: String,
    pub(super) properties: Vec<String>,
    pub(super) fallback: Option<String>,
    /// The whole item, and its parts if they are there.
    pub(super) span: Span,
    pub(super) href_span: Span,
    pub(super) type_span: Span,
    pub(super) properties_span: Span,
}

impl ManifestItem {
    pub(super) fn has(&self, property: &str) -> bool {
        self.properties.iter().any(|own| own == property)
    }

    /// Whether the item can stand in the spine by itself.
    pub(super) fn is_content(&self) -> bool {
        [XHTML, SVG, "application/x-dtbook+xml", "text/x-oeb1-document"].contains(&self.media_type.as_str())
    }
}

/// A document's place in the reading order.
#[derive(Clone, Copy, Debug)]
pub(super) struct SpinePlace {
    pub(super) item: usize,
    pub(super) linear: bool,
    /// Whether the item is a page of fixed layout here.
    pub(super) fixed: bool,
    pub(super) span: Span,
}

/// What the package document says.
#[derive(Clone, Debug, Default)]
pub(super) struct Package {
    /// Name of the package document in the container.
    pub(super) path: String,
    /// Whether the package is EPUB 3; else EPUB 2.
    pub(super) third: bool,
    /// The unique identifier.
    pub(super) identifier: String,
    /// Whether the book has fixed layout, unless a place in its spine says otherwise.
    pub(super) fixed: bool,
    pub(super) items: Vec<ManifestItem>,
    pub(super) spine: Vec<SpinePlace>,
    /// Items by id and by path.
    pub(super) ids: BTreeMap<String, usize>,
    pub(super) paths: BTreeMap<String, usize>,
    /// The navigation document and the NCX.
    pub(super) nav: Option<usize>,
    pub(super) ncx: Option<usize>,
    /// The prefixes declared.
    pub(super) prefixes: BTreeSet<String>,
}

impl Package {
    /// The item at a path.
    pub(super) fn item(&self, path: &str) -> Option<&ManifestItem> {
        self.paths.get(path).map(|&index| &self.items[index])
    }

    /// Whether an item or one of its fallbacks fits.
    pub(super) fn falls_back(&self, item: &ManifestItem, fits: impl Fn(&ManifestItem) -> bool) -> bool {
        let mut item = item;
        for _ in 0..LONGEST_CHAIN {
            if fits(item) {
                return true;
            }
            match item.fallback.as_ref().and_then(|id| self.ids.get(id)) {
                Some(&next) => item = &self.items[next],
                None => return false,
            }
        }
        false
    }
}

/// Properties for rendering, each with its values (EPUB 3.3, D.3): a book has each once, and a place in its spine says them with a hyphen
/// between property and value.
pub(super) const RENDERING: [(&str, &[&str]); 4] = [
    ("rendition:layout", &["reflowable", "pre-paginated"]),
    ("rendition:orientation", &["auto", "landscape", "portrait"]),
    ("rendition:spread", &["auto", "both", "landscape", "none", "portrait"]),
    ("rendition:flow", &["auto", "paginated", "scrolled-continuous", "scrolled-doc"]),
];

/// Prefixes that need no declaration, in packages or in documents.
const RESERVED: [&str; 10] = ["a11y", "dcterms", "marc", "media", "onix", "rendition", "schema", "xsd", "msv", "prism"];

/// The prefixes that an element's `prefix` declares.
pub(super) fn prefixes(tree: &XmlTree<'_>, element: usize, report: &mut InspectionReport) -> BTreeSet<String> {
    let own = |attribute: &&super::tree::XmlAttribute<'_>| {
        attribute.local == "prefix" && matches!(attribute.space, Namespace::None | Namespace::Epub)
    };
    let Some(attribute) = tree.attributes(element).iter().find(own) else { return BTreeSet::new() };
    let value = attribute.value();
    let mut words = value.split_whitespace();
    let mut prefixes = BTreeSet::new();
    while let Some(word) = words.next() {
        let prefix = word.strip_suffix(':').filter(|prefix| !prefix.is_empty() && *prefix != "_");
        match (prefix, words.next()) {
            (Some(_), Some("http://purl.org/dc/elements/1.1/")) => {
                let message = "Dublin Core has elements of its own here and no prefix";
                fault(report, Code::PrefixUnknown, attribute.span, message, "delete it");
            }
            (Some(prefix), Some(address)) if address.contains(':') && !address.ends_with(':') => drop(prefixes.insert(prefix.to_owned())),
            _ => {
                let message = format!("`{word}` declares no prefix");
                fault(report, Code::PrefixUnknown, attribute.span, message, "write prefix=\"name: https://address.example/\"");
                break;
            }
        }
    }
    prefixes
}

/// Complains of a property of an undeclared prefix. True if the word has a prefix at all.
pub(super) fn prefixed(word: &str, declared: &BTreeSet<String>, span: Span, report: &mut InspectionReport) -> bool {
    let Some((prefix, _)) = word.split_once(':') else { return false };
    if !RESERVED.contains(&prefix) && !declared.contains(prefix) {
        let message = format!("the prefix of `{word}` is not declared");
        fault(report, Code::PrefixUnknown, span, message, format!("declare it: prefix=\"{prefix}: https://address.example/\""));
    }
    true
}
