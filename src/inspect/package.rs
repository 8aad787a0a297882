//! The package document: what the book is called, what it consists of, in which order it is read.

use super::report::{InspectionReport, fault, warn};
use super::tree::{Namespace, XmlTree};
use super::{document, manifest, metadata, spine};
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

/// Prefixes that need no declaration, in packages or in documents.
const RESERVED: [&str; 10] = ["a11y", "dcterms", "marc", "media", "onix", "rendition", "schema", "xsd", "msv", "prism"];

/// Reads the package document and looks over all in it that needs no other file.
pub(super) fn read(path: &str, tree: &XmlTree<'_>, report: &mut InspectionReport) -> Option<Package> {
    let root = &tree.elements[0];
    if root.local != "package" {
        let message = format!("the package document begins with `<{}>`", root.name);
        fault(report, Code::PackageShape, root.span, message, "begin it with `<package>`");
        return None;
    }
    if let Some((_, span)) = tree.doctype.filter(|(text, _)| text.contains("PUBLIC") || text.contains("SYSTEM")) {
        warn(report, Code::DoctypeWrong, span, "a package document has no DOCTYPE", "delete it");
    }
    let mut package = Package { path: path.to_owned(), ..Package::default() };
    package.third = version(tree, report);
    package.prefixes = prefixes(tree, 0, report);
    let ids = document::ids(tree, report);
    shape(tree, package.third, report);
    if package.third {
        attributes(tree, report);
    }
    document::languages(tree, report);
    metadata::read(tree, &ids, &mut package, report);
    manifest::read(tree, &mut package, report);
    spine::read(tree, &mut package, report);
    Some(package)
}

/// Whether the package is EPUB 3.
fn version(tree: &XmlTree<'_>, report: &mut InspectionReport) -> bool {
    let help = "write version=\"3.0\"";
    match tree.attribute(0, "version") {
        Some(version) if version.value().trim() == "2.0" => return false,
        Some(version) if version.value().trim() == "3.0" => {}
        Some(version) => {
            fault(report, Code::PackageVersion, version.span, format!("there is no EPUB version `{}`", version.value()), help);
        }
        None => fault(report, Code::PackageVersion, tree.elements[0].span, "the package states no version", help),
    }
    true
}

/// The parts of the package and their order.
fn shape(tree: &XmlTree<'_>, third: bool, report: &mut InspectionReport) {
    const PARTS: [&str; 7] = ["metadata", "manifest", "spine", "guide", "bindings", "tours", "collection"];
    let mut last = 0;
    let mut seen: Vec<&str> = Vec::new();
    for child in tree.children(0) {
        let element = &tree.elements[child];
        match PARTS.iter().position(|part| element.space == Namespace::Package && *part == element.local) {
            None => {
                let message = format!("`<{}>` has no place in a package document", element.name);
                fault(report, Code::PackageShape, element.span, message, "delete it");
            }
            Some(_) if element.local != "collection" && seen.contains(&element.local) => {
                fault(report, Code::PackageShape, element.span, format!("a second `<{}>`", element.name), "put both into one");
            }
            Some(at) if at < last && third => {
                let message = format!("`<{}>` stands behind `<{}>`", element.name, PARTS[last]);
                fault(report, Code::PackageShape, element.span, message, "put metadata, manifest and spine in this order");
            }
            Some(at) => last = at,
        }
        if element.local == "bindings" && third {
            warn(report, Code::Deprecated, element.span, "`bindings` are given up", "use fallbacks");
        }
        seen.push(element.local);
    }
    for part in &PARTS[..3] {
        if !seen.contains(part) {
            fault(report, Code::PackageShape, tree.elements[0].span, format!("the package has no `<{part}>`"), format!("add a `<{part}>`"));
        }
    }
}

/// Attributes that the elements of a package have.
fn attributes(tree: &XmlTree<'_>, report: &mut InspectionReport) {
    for at in 0..tree.elements.len() {
        let element = &tree.elements[at];
        let known: &[&str] = match element.local {
            "package" => &["version", "unique-identifier", "prefix", "id", "dir"],
            "metadata" | "manifest" => &["id", "dir"],
            "item" => &["id", "href", "media-type", "properties", "fallback", "media-overlay"],
            "spine" => &["id", "toc", "page-progression-direction", "page-map"],
            "itemref" => &["id", "idref", "linear", "properties"],
            _ => continue,
        };
        for attribute in
            tree.attributes(at).iter().filter(|attribute| attribute.space == Namespace::None && element.space == Namespace::Package)
        {
            if !known.contains(&attribute.local) {
                let message = format!("`<{}>` has no attribute `{}`", element.name, attribute.local);
                fault(report, Code::PackageShape, attribute.span, message, "delete it");
            } else if attribute.local == "dir" && !["ltr", "rtl", "auto"].contains(&attribute.value().trim()) {
                fault(
                    report,
                    Code::PackageShape,
                    attribute.span,
                    format!("there is no direction `{}`", attribute.value()),
                    "write `ltr`, `rtl` or `auto`",
                );
            }
        }
    }
}

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
